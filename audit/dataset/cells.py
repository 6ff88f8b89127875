"""Cell text -> exact value, by the grammar that reports are read with; and what kind of column the cells make."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from audit.dataset import periods
from audit.dataset.table import SERIAL_DATE, UNREADABLE, Column, Fault
from audit.parse import cells as units
from audit.parse.grammar import grammar
from audit.parse.numerals import LONGEST, MULTIPLIER, arabic, scaled
from audit.read.normalise import INVISIBLE, normalise

# Words that stand where no number does. 0 is a number; these are not.
_DASHES = ("-", "--", "---", "—", "——", "———", "–", "―", "…", "……", "...", "/", "\\", "*", "×", ".", "·")
_WORDS = (
    "无",
    "空",
    "缺",
    "缺失",
    "不详",
    "暂无",
    "未填",
    "未报",
    "未公布",
    "未公开",
    "未统计",
    "未披露",
    "不适用",
    "无数据",
    "暂缺",
)
_TOOLS = ("n/a", "na", "nan", "none", "null", "nil", "#n/a", "<na>", "nat")
NULLS = frozenset((*_DASHES, *_WORDS, *_TOOLS))

TEXT, NUMBER, PERCENT, DATE = "text", "number", "percent", "date"
FLOAT_DECIMALS = 10  # a binary float is not read further: what follows is how it was computed

_PLAIN = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?) ?([%‰]?)")
_SIGNED = re.compile(
    r"(?:同比|环比|较上年|比上年)?(?:(?P<up>[▲↑+]|增长|上升|增加|提高|上涨|增|升)"
    r"|(?P<down>[▼↓-]|下降|减少|降低|回落|下跌|下滑|降|减))了?[:： ]*(?P<rest>.+)"
)
_REMARK = re.compile(r"(?:[*†①-⑳]+|[（(][^（）()0-9]{1,20}[)）]|\[[0-9]{1,2}\])$")
_CODE_HEAD = re.compile(
    r"代码|编码|编号|序号|邮编|(?:电话|热线)(?:号码)?$|区划码|文号|案号|^id$|^no\.?$|证号|账号", re.I
)
_TIME_HEAD = re.compile(
    r"年度|年份|^年$|月份|^月$|季度|^季$|日期|时间|期间|时期|^期$|报告期|^year$|^date$|^month$|^period$", re.I
)
_RATE_HEAD = re.compile(r"(?:率|占比|比重|比例|百分比|构成比?|增幅|升幅|降幅|涨幅|跌幅|增速|同比|环比|满意度)$")
_SERIAL_HEAD = re.compile(r"日期|时间")
_LEADING_ZERO = re.compile(r"0[0-9]+")
_UNIT_BRACKET = re.compile(r"\s*[（(\[〔][^（）()\[\]〔〕]{1,12}[)）\]〕]\s*$")
_WITHIN = re.compile(r"[（(\[〔]([^（）()\[\]〔〕]{1,12})[)）\]〕](?=\s*[^\s（(\[〔])")
_AREAS = ("省", "市", "区", "县", "镇", "乡", "村", "街道", "社区", "园区")  # 村（社区）: one or the other, no unit
_UNIT_END = re.compile(r"\s*[，,/:：]\s*([^，,/:：（）()]{1,6})$")
_SPACES = re.compile(r"\s+")
_CJK_SPACE = re.compile(r"(?<=[⺀-鿿，。、；：（）《》“”]) +| +(?=[⺀-鿿，。、；：（）《》“”])")


class Value(NamedTuple):
    """num / 10**dec; see Column. `plain`: nothing but an Arabic numeral with its sign; `own`: the cell states a unit or
    a multiplier itself; `hedge`: codes as in audit.parse.hedging."""

    num: int
    dec: int
    step: int
    low: int | None
    high: int | None
    unit: str
    plain: bool
    own: bool
    hedge: str = ""


def head_name(head: str) -> tuple[str, str]:
    """A head as printed -> the name of the column, and the unit that the head states.

    Returns: 受理（件） -> (受理, 件); 金额，万元 -> (金额, 万元); 成功率 -> (成功率, "").
    """
    name = _CJK_SPACE.sub("", _SPACES.sub(" ", clean(head))).strip()
    unit = units.stated(_WITHIN.sub(_kept, name))
    if not unit or ((m := _UNIT_BRACKET.search(name)) and unit in _AREAS and name[: m.start()].endswith(_AREAS)):
        return name, ""
    for pattern in (_UNIT_BRACKET, _UNIT_END):
        if (m := pattern.search(name)) and unit in m[0] and m.start():
            return name[: m.start()].strip(), unit
    return name, unit


def _kept(m: re.Match[str]) -> str:
    """A bracket within a head: words of it, 村（社区）人民调解委员会, unless it states an amount, 金额（万元）合计."""
    unit = units.known(m[1])
    return m[0] if unit and (unit[0] or unit[2] != "count") else ""


def clean(text: str) -> str:
    """A cell in the form that is parsed: one form of each digit and sign, no invisible characters, trimmed."""
    return text if text.isascii() and text.isprintable() and text[:1] != " " != text[-1:] else _cleaned(text)


@lru_cache(maxsize=65536)
def _cleaned(text: str) -> str:
    return _SPACES.sub(" ", normalise(text).replace(INVISIBLE, "")).strip()


def null_word(text: str) -> str | None:
    """The null word that a cell holds, "" for an empty one; None where it holds something else."""
    text = clean(text)
    return text if not text or text.lower() in NULLS else None


@lru_cache(maxsize=262144)
def value(text: str) -> Value | None:
    """The exact value of a cell.

    Args:    text: 98.50, 1,234, ９８．５％, 47.84万元, 约300, 800余件, 下降5.2%, 九成.
    Returns: the value in base units, or None where the text is no number.
    """
    text = clean(text)
    m = _PLAIN.fullmatch(text)
    if m and len(text) <= LONGEST:
        num, dec = arabic(m[2])
        num = -num if m[1] == "-" else num
        return Value(num, dec, 1 if dec or m[3] else 0, num, num, m[3], True, bool(m[3]))
    if len(text) > 2 * LONGEST:
        return None
    bare = text
    while (cut := _REMARK.sub("", bare).strip()) != bare:
        bare = cut
    m = _SIGNED.fullmatch(bare)
    if m and (found := _read(m["rest"])):
        return _negative(found) if m["down"] and found.num > 0 else found
    if bare != text and _PLAIN.fullmatch(bare):
        return value(bare)
    return _read(bare)


def _negative(v: Value) -> Value:
    low, high = (None if x is None else -x for x in (v.high, v.low))
    return v._replace(num=-v.num, low=low, high=high, plain=False)


def _read(text: str) -> Value | None:
    """A cell by the grammar of prose; a bare number is read as one of 件."""
    if _PLAIN.fullmatch(text):
        return value(text) if len(text) <= LONGEST else None
    for tail in ("", "件"):
        found = _scanned(text + tail, tail)
        if found:
            return found
    return None


def _scanned(text: str, tail: str) -> Value | None:
    from audit.parse.scan import scan
    from audit.read.structure import Structure

    layout = Structure(starts=[0], ends=[len(text)], kinds=["p"])
    found = scan(text, layout)
    f = found.figures
    if len(f) != 1 or f.fraction or found.ledger.start:
        return None
    g = grammar()
    before, after = text[: f.start[0]].strip(), text[f.end[0] :].strip()
    if before and not any(before == word for rows in g.before.values() for word, *_ in rows):
        return None
    if after and after not in g.after and after not in g.after_measure:
        return None
    unit = "" if tail else f.unit[0]
    percent = f.kind[0] in ("percent", "percentage_point")
    step = 1 if percent and not f.step[0] else f.step[0]
    shown = text[f.start[0] : f.end[0]]
    own = bool(unit) or any(sign in shown for sign in ("万", "亿", "千", "百", "成"))
    return Value(
        f.num[0], f.dec[0], step, f.low[0], f.high[0], "%" if percent and unit == "成" else unit, False, own, f.hedge[0]
    )


def fill(column: Column, texts: list[str], *, caption: str = "", given: dict[int, str] | None = None) -> list[Fault]:
    """Read the cells of a column: its kind, the exact value of every cell, null words apart.

    Args:
        column: its name, head, unit (stated in the head) and `floats` are set; the lists are filled here.
        texts: the printed cells, a row each.
        caption: the unit that a caption states for the whole table, "" where none does.
        given: row -> kind of cells that the file itself types (a date cell of a workbook).
    Returns: faults: cells that are no number in a column of numbers.
    """
    column.text = texts
    words = {t: null_word(t) for t in set(texts)}
    column.null = [words[t] for t in texts]
    column.kind, column.grain = _kind(column, given or {})
    if column.kind == DATE:
        return _fill_dates(column)
    if column.kind == TEXT:
        _fill_blank(column)
        return []
    if column.kind == NUMBER and (faults := _serials(column)):
        return faults
    return _fill_numbers(column, caption)


def _serials(column: Column) -> list[Fault]:
    """A column of dates that a spreadsheet left as day numbers: said at its first cell; the column is text then."""
    if not _SERIAL_HEAD.search(column.name):
        return []
    rows = [i for i, null in enumerate(column.null) if null is None]
    if not rows or not all(serial(column.text[i]) for i in rows):
        return []
    column.kind = TEXT
    _fill_blank(column)
    first = rows[0]
    return [
        Fault(SERIAL_DATE, first, column.place - 1, column.text[first], f"{serial(column.text[first])} ×{len(rows)}")
    ]


def serial(text: str) -> str:
    """The day that a spreadsheet's day number stands for, 2024-01-01; "" where the text is none."""
    text = clean(text)
    if len(text) != 5 or not text.isascii() or not text.isdigit() or not 20000 <= int(text) <= 60000:
        return ""
    return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(text))).isoformat()


def retype(column: Column, kind: str, unit: str = "", decimals: int | None = None) -> list[Fault]:
    """Read a column again as the kind that a contract declares.

    Args: column. kind: text, number, percent or date. unit: as declared. decimals: as declared, for floats.
    Returns: faults, as `fill`.
    """
    column.kind, column.unit = kind, unit or column.unit
    if kind == TEXT:
        column.grain = ""
        _fill_blank(column)
        return []
    if kind == DATE:
        column.grain = next(
            (p[1] for t, n in zip(column.text, column.null, strict=True) if n is None and (p := periods.read(t))),
            "year",
        )
        return _fill_dates(column)
    return _fill_numbers(column, "", decimals)


def _kind(column: Column, given: dict[int, str]) -> tuple[str, str]:
    """The kind of a column, and the grain of one of dates."""
    present = [t for t, n in zip(column.text, column.null, strict=True) if n is None]
    if not present:
        return (PERCENT if column.unit in ("%", "‰") else NUMBER if column.unit else TEXT), ""
    if not column.unit and _CODE_HEAD.search(column.name):
        return TEXT, ""
    grains = [p[1] for t in present if (p := periods.read(t))]
    timely = _TIME_HEAD.search(column.name) or len(given) == len(present)
    dated = grains if timely else [p for t, p in zip(present, grains, strict=False) if not clean(t).isdigit()]
    if len(dated) >= 0.8 * len(present) and len(set(grains)) == 1 and (timely or len(dated) == len(present)):
        return DATE, grains[0]
    if any(t.lstrip()[:1] in ("0", "０") and _LEADING_ZERO.fullmatch(clean(t)) for t in present):
        return TEXT, ""
    values = [value(t) for t in present]
    read = [v for v in values if v is not None]
    plain = sum(v.plain or (v.own and v.hedge != "range") for v in read)
    least = min(0.8 * len(present), max(3, len(present) - 1))  # one cell that cannot be read makes no column of words
    if len(read) < least or 2 * plain < len(present):
        return TEXT, ""
    if column.unit in ("%", "‰") or _percents(column, read):
        return PERCENT, ""
    return NUMBER, ""


def _percents(column: Column, read: list[Value]) -> bool:
    """Are bare numbers percentages? By the sign of most cells, else by the head, unless all look like shares of 1."""
    signed = sum(v.unit in ("%", "‰") for v in read)
    if 2 * signed >= len(read):
        return True
    if column.unit or not _RATE_HEAD.search(column.name):
        return False
    return any(abs(v.num) > 10**v.dec for v in read) or not any(v.dec for v in read)


def _fill_blank(column: Column) -> None:
    n = len(column.text)
    column.num, column.dec, column.step = [None] * n, [0] * n, [0] * n
    column.low, column.high = [None] * n, [None] * n


def _fill_dates(column: Column) -> list[Fault]:
    _fill_blank(column)
    faults = []
    for i, (text, null) in enumerate(zip(column.text, column.null, strict=True)):
        if null is not None:
            continue
        found = periods.read(text)
        if found and found[1] == column.grain:
            column.num[i] = column.low[i] = column.high[i] = found[0]
        elif column.grain == periods.DAY and serial(text):
            faults.append(Fault(SERIAL_DATE, i, column.place - 1, text, serial(text)))
        else:
            faults.append(Fault(UNREADABLE, i, column.place - 1, text, "date"))
    return faults


def _fill_numbers(column: Column, caption: str, decimals: int | None = None) -> list[Fault]:
    _fill_blank(column)
    stated = column.unit or ("%" if column.kind == PERCENT else caption)
    known = units.known(stated) if stated else None
    factor = MULTIPLIER.get(known[0], 1) if known else 1
    base = known[1] if known else stated
    percent = column.kind == PERCENT
    printed = decimals if decimals is not None else _float_decimals(column) if column.floats else 0
    faults, owned = [], set()
    num, dec, step, low, high = column.num, column.dec, column.step, column.low, column.high
    for i, (text, null) in enumerate(zip(column.text, column.null, strict=True)):
        if null is not None:
            continue
        v = value(text)
        if v is None:
            faults.append(Fault(UNREADABLE, i, column.place - 1, text, "number"))
            continue
        if column.floats and v.plain and v.dec != printed:
            v = _at(v, printed)
        if factor > 1 and not v.own:
            v = _times(v, factor)
        num[i], dec[i], step[i], low[i], high[i] = v.num, v.dec, v.step, v.low, v.high
        if percent and not v.step:
            step[i] = 1
        if v.unit:
            owned.add(v.unit)
    if not column.unit:
        column.unit = "%" if percent and not owned & {"‰"} else owned.pop() if len(owned) == 1 else base
    elif factor > 1:
        column.unit = stated
    return faults


def _float_decimals(column: Column) -> int:
    """How many decimals a column of binary floats was printed with: as many as its longest value has."""
    longest = 0
    for text, null in zip(column.text, column.null, strict=True):
        if null is None and (v := value(text)) is not None and v.plain:
            longest = max(longest, v.dec)
    return min(longest, FLOAT_DECIMALS)


def _at(v: Value, decimals: int) -> Value:
    """A value at another number of decimals; digits beyond are rounded away from zero at the half."""
    if v.dec <= decimals:
        num = v.num * 10 ** (decimals - v.dec)
    else:
        cut = 10 ** (v.dec - decimals)
        num = (2 * abs(v.num) + cut) // (2 * cut) * (1 if v.num >= 0 else -1)
    return v._replace(num=num, dec=decimals, step=1 if decimals else v.step, low=num, high=num)


def _times(v: Value, factor: int) -> Value:
    """A bare value under a head in 万 or 亿."""
    num, dec, step = scaled(v.num, v.dec, factor)
    times = 10 ** (len(str(factor)) - 1 + dec - v.dec)
    low, high = (None if x is None else x * times for x in (v.low, v.high))
    return v._replace(num=num, dec=dec, step=step, low=low, high=high)
