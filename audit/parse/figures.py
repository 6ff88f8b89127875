"""Normalised text -> figures and the ledger of every other numeral, in one pass, as columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audit.parse.grammar import CN, grammar
from audit.parse.numerals import MULTIPLIER, digits, integer
from audit.read.structure import TABLE, Structure

# Spans whose numerals never count: law and document titles, document numbers, dates in digits, addresses.
_OPAQUE = re.compile(
    r"《[^《》\n]{1,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80})?》|〔[0-9]{4}〕[第 ]*[0-9]+(?:-[0-9]+)?号?|\[[0-9]{4}\] ?[0-9]+号"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9%])|(?:19|20)[0-9]{2}\.[0-9]{1,2}(?=[-—至]|$)|https?://[^\s，。）]+"
    r"|[0-9]{3,4}[-—][0-9]{7,8}(?![0-9])|[0-9]{6,}/[0-9]{4}-[0-9]+|“[^“”\n]{1,24}”|‘[^‘’\n]{1,16}’|〈[^〈〉\n]{1,60}〉|〖[^〗\n]*〗|「[^」\n]{1,24}」"
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
_RANGE = re.compile(r" ?(?:[—–~～]{1,2}|-|至|到) ?")
_RANGE_YEAR = re.compile(r" ?(?:年)? ?[—–\-~～至到/、和与及]{1,2} ?(?:19|20)[0-9]{2}(?![0-9])")
_DATE_RANGE = re.compile(r" ?(?:[—–\-~～至到、和及]{1,2}) ?[0-9]{1,2} ?(?:月|日|季度)")
_FRACTION = re.compile(rf"分之([{CN}]+|[0-9]+)")
_SLASH = re.compile(r"/([0-9]{1,4})(?![0-9/.年])")
_NAME_TAIL = re.compile(r"[A-Za-z]")
_RATE_TAIL = re.compile(r"(?:率|比例|比重|占比|数量|数|总数|总量|总额|件数|量|额|均)(?:均|都|也|仍)?(?:为|是|达到|达|保持|：|:)?[约近]?$")
_BIG = re.compile(r"大(?:基本|重点|主要|关键|重要|专项)?(?:[一-鿿]{2})?")
_NOT_BIG = frozenset("的会报精以代后前上，,。、；;：:”》）) \n一二三四五六七八九十届")
_STEP_VERBS = ("把关", "审核", "审签", "审批", "复核", "校对")
_UNIT_STOPS = {
    "分": "别之类为区散布管局会公行期支属派院开批层工配享包解", "点": "多以为", "部": "署分位委长级队属", "本": "级年地市县区院月季周辖报",
    "面": "向对积貌临", "对": "外内于比应口标照全县", "支": "持撑部", "单": "独位元", "口": "径头", "方": "式案便法针可", "升": "级至到高降",
    "站": "在", "片": "区", "字": "典", "回": "访复应", "门": "诊户", "里": "", "道": "路", "案": "件例", "头": "", "公": "", "名": "称", "级": "",
    "号": "", "家": "庭", "位": "居列于", "种": "植养", "处": "理置罚级", "组": "织建长成", "类": "似", "批": "准复评示", "期": "间",
    "成": "立员为功果本绩交熟长分都年人效灾就品份", "次": "级要日年", "人": "民大均才", "项": "目", "例": "如", "节": "约能省", "台": "账",
}  # fmt: skip
_CN_AFTER_STOPS = {"成": _UNIT_STOPS["成"], "个": "别", "部": "门署分", "次": "产", "面": "向", "处": "理", "组": "织", "类": "", "对": "", "门": ""}
_PLAN_WORDS = ("行动", "规划", "计划", "攻坚", "任务", "纲要", "方案", "目标")
_TITLE_BEFORE = frozenset("第")
_INDEFINITE_BEFORE = frozenset("数几")
_NEGATIVE_BEFORE = frozenset("长降为减比达幅：:（(，,、| \t\n升率")
OPEN = None  # an interval without an upper or lower end


@dataclass(slots=True)
class Figures:
    """Columns of one document's figures; row i of each list is one figure. Positions are in the normalised text.

    The exact value is num / 10**dec in base units (万/亿 applied; a percentage as printed). `step` is the value of the last printed digit
    at the same scale where the print is a rounded amount (47.84万 -> 100, 3.2 -> 1), else 0: an exact count. low and high bound a hedged
    figure at the same scale; None is an open end. `ratio` holds (numerator, denominator) of a fraction such as 三分之二.
    """

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    num: list[int] = field(default_factory=list)
    dec: list[int] = field(default_factory=list)
    low: list[int | None] = field(default_factory=list)
    high: list[int | None] = field(default_factory=list)
    step: list[int] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)  # decimals as printed
    unit: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    hedge: list[str] = field(default_factory=list)  # codes joined by "+", "" where there is none
    cell: list[tuple[int, int, int] | None] = field(default_factory=list)  # (table, row, col)
    fraction: dict[int, tuple[int, int]] = field(default_factory=dict)
    upper: dict[int, int] = field(default_factory=dict)  # second end of a range 3—5件, at the same scale

    def __len__(self) -> int:
        return len(self.start)


@dataclass(slots=True)
class Ledger:
    """Every numeral that is no figure, with the reason."""

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """What one pass over a text yields. `dates`: (start, end, part, number) with part in year, month, day."""

    figures: Figures
    ledger: Ledger
    dates: list[tuple[int, int, str, int]]


def scan(text: str, layout: Structure) -> Scan:
    """Read every numeral of a text.

    Args:    text: normalised text; layout: its structure (tables, list markers).
    Returns: figures, ledger and date parts; each numeral of the text is in exactly one of figures and ledger.
    """
    g = grammar()
    figures, ledger, dates = Figures(), Ledger(), []
    opaque = [m.span() for m in _OPAQUE.finditer(text)]
    opaque.append((len(text) + 1, len(text) + 1))
    markers = {m[0]: m[1] for m in layout.markers}
    cells = {}
    table_spans = []
    for t, table in enumerate(layout.tables):
        table_spans.append((table.start, table.end))
        for row in table.rows:
            for c in row:
                cells[c.start] = (c.end, t, c.row, c.col)
    metas = [(a, b) for a, b, k in zip(layout.starts, layout.ends, layout.kinds, strict=True) if k == "meta"]
    o = 0
    o_start, o_end = opaque[0]
    kind_of, names, before, after = g.kind, g.names, g.before, g.after
    skip_until = -1
    led_s, led_e, led_r = ledger.start.append, ledger.end.append, ledger.reason.append

    def note(s: int, e: int, reason: str) -> None:
        led_s(s)
        led_e(e)
        led_r(reason)

    def emit(s, e, num, dec, step, printed, unit, kind, hedge, base_unit, cell=None):
        """Append a figure; widen it by the hedges around it. base_unit: value of the last non-zero digit, at scale."""
        codes = [hedge] if hedge else []
        e0 = e
        c = text[s - 1 : s]
        at = s
        if c == " ":
            at = s - 1
            c = text[at - 1 : at]
        if c in before:
            for word, code, stops in before[c]:
                if text.endswith(word, max(0, at - 4), at) and text[at - len(word) - 1 : at - len(word)] not in stops or (
                    False
                ):
                    codes.insert(0, code)
                    break
        elif c == "上" and base_unit == num and str(num).strip("0") == "1" and num >= 100 and text[s] in "百千万":
            codes.insert(0, "at_least")
        nxt = text[e : e + 1]
        if nxt == "多" and kind in ("ratio", "duration", "percent") and unit != "%":
            codes.append("over")
        elif nxt in after:
            for word, code in after[nxt]:
                if text.startswith(word, e0):
                    codes.append(code)
                    break
        low = high = num
        for code in codes:
            low, high = _widen(code, num, base_unit, step, low, high, codes)
        figures.start.append(s)
        figures.end.append(e)
        figures.num.append(num)
        figures.dec.append(dec)
        figures.low.append(low)
        figures.high.append(high)
        figures.step.append(step)
        figures.printed.append(printed)
        figures.unit.append(unit)
        figures.kind.append(kind)
        figures.hedge.append("+".join(codes))
        figures.cell.append(cell)

    pending: tuple[int, int, str] | None = None  # a bare number that a range may open: (start, end, digits)
    length = len(text)
    for m in g.pattern.finditer(text):
        s, e = m.span()
        if s < skip_until:
            if e > skip_until:
                pass
            continue
        while o_end <= s:
            o += 1
            o_start, o_end = opaque[o]
        inside = o_start <= s < o_end
        (ar, h1, mult, h2, unit, intro, cn_rate, cn, cn_dec, ch1, cmult, ch2, cunit) = m.groups()
        c0 = text[s - 1] if s else "\n"
        # ---------------------------------------------------------------- Arabic
        if ar is not None:
            e_num = m.end(1)
            if unit is None:
                e = m.end(4) if h2 else m.end(3) if mult else m.end(2) if h1 else e_num
            if inside:
                first = text[o_start]
                quoted = first in "“‘「" and unit is not None and unit in kind_of and not (o_end - o_start < 4)
                if not quoted:
                    note(s, e_num, "title" if first in "《〈" else "quoted name" if first in "“‘「" else "identifier")
                    if first not in "《〈“‘「":
                        _date_digits(text, o_start, o_end, dates)
                        skip_until = o_end
                    continue
            if s in markers or (c0 in "（(" and s - 1 in markers) or c0 == "第":
                note(s, e_num, "ordinal" if c0 == "第" else "list number")
                continue
            cell = cells.get(s)
            negative = False
            if c0 in "-+" :
                p = text[s - 2] if s > 1 else "\n"
                if p in _NEGATIVE_BEFORE and not (unit in ("年", "月", "日")):
                    negative = c0 == "-"
                    cell = cells.get(s - 1) or cell
                elif p.isdigit() and pending is None or c0 == "+" or _NAME_TAIL.match(p):
                    note(s, e_num, "name")
                    continue
            if cell is not None and unit is None and mult is None and cell[0] != e_num:
                cell = None
            elif cell is not None and cell[0] < e:
                cell = None
            if text[e_num : e_num + 1] == "+" and unit is None or _NAME_TAIL.match(c0) is not None and c0.isascii() and c0 not in " ":
                note(s, e_num, "name")
                continue
            if unit is not None and unit not in kind_of or unit in ("年",):
                # a date word: years, months, days, ages, numbers of documents
                done = _date(text, s, e_num, e, ar, unit, mult, h1, dates, note)
                if done:
                    pending = None
                    continue
                kind = "duration"
            elif unit is None:
                if mult is None and cell is None:
                    f = _SLASH.match(text, e_num)
                    if f and "." not in ar and c0 not in "/-" and int(f.group(1)) > int(ar.replace(",", "")) > 0:
                        _fraction(figures, s, f.end(), int(ar), int(f.group(1)), emit)
                        skip_until = f.end()
                        continue
                    pending = None
                    if len(ar) == 4 and _YEARS.fullmatch(ar) and (
                        _RANGE_YEAR.match(text, e_num) or text[e_num : e_num + 1] not in " " or True
                    ) and not _bare_value(text, s, e_num):
                        dates.append((s, e_num, "year", int(ar)))
                        note(s, e_num, "year")
                        continue
                    if _DATE_RANGE.match(text, e_num) and len(ar) <= 2:
                        note(s, e_num, "date")
                        continue
                    r = _RANGE.match(text, e_num)
                    if r and text[r.end() : r.end() + 1].isdigit():
                        pending = (s, e_num, ar)
                        continue
                    if _bare_value(text, s, e_num):
                        kind, unit = ("percent", "") if _rate_before(text, s) else ("count", "")
                    else:
                        note(s, e_num, "number in a name" if text[e_num : e_num + 1] not in "，。；、,;:：.)） \n" else "bare number")
                        continue
                elif cell is not None:
                    kind, unit = "count", ""
                else:
                    kind, unit = "count", ""
            else:
                kind = kind_of[unit]
                nxt = text[e : e + 1]
                if nxt in _UNIT_STOPS.get(unit, ""):
                    if cell is None and mult is None:
                        note(s, e_num, "number in a name")
                        continue
                    unit, e = "", m.end(4) if h2 else m.end(3) if mult else e_num
                if kind == "percent" and unit == "%" and text[e : e + 1] == "%":
                    e += 1
            # exact value
            whole, _, frac = ar.replace(",", "").replace("，", "").replace(" ", "").partition(".")
            if len(whole) > 60:
                note(s, e_num, "identifier")
                continue
            printed = len(frac)
            num, dec = int(whole + frac), printed
            factor = MULTIPLIER[mult]
            step = 0
            if factor > 1:
                shift = len(str(factor)) - 1
                if shift >= dec:
                    num, step, dec = num * 10 ** (shift - dec), 10 ** (shift - dec), 0
                else:
                    dec, step = dec - shift, 1
            elif dec:
                step = 1
            scaled_hedge = h1 or h2
            # a range: 3—5件
            if pending is not None and pending[1] <= s <= pending[1] + 4:
                ps, _, par = pending
                pwhole, _, pfrac = par.replace(",", "").partition(".")
                first = int(pwhole + pfrac) * factor
                fdec = len(pfrac)
                d = max(fdec, dec)
                lo, hi = first * 10 ** (d - fdec), num * 10 ** (d - dec)
                if lo < hi and kind != "name":
                    emit(ps, e, lo, d, 0, fdec, unit, kind, "", 1)
                    figures.low[-1], figures.high[-1], figures.hedge[-1] = lo, hi, "range"
                    pending = None
                    continue
                note(ps, pending[1], "bare number")
            pending = None
            if negative:
                num, s = -num, s - 1
            base = 1
            if scaled_hedge or True:
                base = _last_unit(num, 0)
            cell_at = (cell[1], cell[2], cell[3]) if cell is not None else None
            emit(s, e, num, dec, step, printed, unit, kind, g.inner.get(scaled_hedge, "") if scaled_hedge else "", base, cell_at)
            if text.startswith("分之", e) and kind == "count":
                pass
            continue
        # ---------------------------------------------------------------- 百分之
        if intro is not None:
            if inside and text[o_start] in "《〈":
                note(s, e, "title")
                continue
            value = _percent(cn_rate)
            if value is None:
                note(s, e, "idiom")
                continue
            num, dec = value
            mark = {"百分之": "%", "千分之": "‰", "万分之": "‱"}[intro]
            emit(s, e, num, dec, 1, dec, mark, "percent", "", _last_unit(num, 0))
            continue
        # ---------------------------------------------------------------- Chinese
        e_num = m.end(8)
        if inside:
            first = text[o_start]
            if first in "《〈":
                note(s, e_num, "title")
                skip_until = e_num
                continue
            if len(cn) == 1 or cunit is None or first not in "“‘「" or o_end - o_start < 12:
                note(s, e_num, "quoted name")
                skip_until = e_num
                continue
        if s in markers or c0 in "（(" and s - 1 in markers:
            note(s, e_num, "list number")
            skip_until = e_num
            continue
        if c0 == "第":
            note(s, e_num, "ordinal")
            skip_until = e_num
            continue
        nxt = text[e_num : e_num + 1]
        if len(cn) <= 2 and nxt == "是" and (c0 in "。；;，,：:、\n \t　.”）)" or c0 in "　"):
            note(s, e_num, "list number")
            skip_until = e_num
            continue
        if text.startswith("分之", e_num):
            f = _FRACTION.match(text, e_num)
            if f:
                a = integer(cn)
                b = integer(f.group(1)) if not f.group(1).isdigit() else int(f.group(1))
                if a and b:
                    # 三分之二 is two thirds
                    _fraction(figures, s, f.end(), b, a, emit)
                    skip_until = f.end()
                    continue
        hit = None
        for name in names.get(cn[0], ()):
            if text.startswith(name, s):
                hit = name
                break
        if hit is not None:
            note(s, e_num, "name")
            skip_until = e_num
            continue
        if cunit in ("年", "月", "日", "年度", "个月", "周"):
            _chinese_date(cn, cunit, s, e, e_num, dates, note)
            skip_until = e_num
            continue
        hedge = ch1 or ch2
        value = integer(cn)
        end = e
        if cunit is None:
            if hedge and value and nxt:
                pass
            note(s, e_num, "idiom" if len(cn) == 1 or value is None else "bare number")
            skip_until = e_num
            continue
        if cn in ("百", "千", "万", "亿", "百万", "千万"):
            p = c0
            if p in _INDEFINITE_BEFORE:
                note(s, e_num, "indefinite")
                continue
            if not (hedge or p in "上近超逾过约" or c0 == " "):
                note(s, e_num, "idiom")
                skip_until = e_num
                continue
            value = MULTIPLIER[cn]
        elif value is None:
            note(s, e_num, "idiom")
            skip_until = e_num
            continue
        elif c0 in _INDEFINITE_BEFORE and cn[0] in "十百千万亿":
            note(s, e_num, "indefinite")
            skip_until = e_num
            continue
        if cunit in g.levels:
            if cunit == "级" and c0 in "”、" and text[e : e + 2] in _STEP_VERBS and c0 == "”":
                pass
            else:
                note(s, e_num, "level")
                skip_until = e_num
                continue
        if cn == "一":
            if c0 == "无" and cunit in g.chinese_count:
                emit(s - 1, e, 0, 0, 0, 0, cunit, "count", "", 1)
                continue
            if cunit == "番" and c0 == "翻":
                emit(s, e, 1, 0, 0, 0, cunit, "ratio", "", 1)
                continue
            if cunit in ("成", "倍") and (text[e : e + 1] in "多以左" or c0 in "近约超"):
                pass
            else:
                note(s, e_num, "indefinite")
                skip_until = e_num
                continue
        if cn == "二" or cn in ("〇", "零"):
            note(s, e_num, "ordinal")
            skip_until = e_num
            continue
        after_unit = text[e : e + 1]
        if cunit == "大":
            if after_unit in _NOT_BIG or not after_unit or len(cn) > 1:
                note(s, e_num, "name")
                skip_until = e_num
                continue
            end, noun = _big_noun(text, e, g)
            emit(s, end, value, 0, 0, 0, noun or "大", "count", "", 1)
            continue
        if after_unit in _CN_AFTER_STOPS.get(cunit, "") and after_unit:
            note(s, e_num, "idiom")
            skip_until = e_num
            continue
        if cunit == "期" and text[e : e + 2] in ("工程", "项目", "建设") or cunit == "次" and text[e : e + 2] in ("创业", "分配", "供水", "函数"):
            note(s, e_num, "ordinal")
            continue
        kind = kind_of.get(cunit, "count")
        dec = 0
        step = 0
        num = value
        if cn_dec is not None:
            d = digits(cn_dec)
            num, dec, step = value * 10 ** len(d) + int(d), len(d), 1
        if cmult:
            num *= MULTIPLIER[cmult]
        unit_name = cunit
        if cunit == "成":
            num, kind = num * 10, "percent"
        base = _last_unit(num, 0)
        emit(s, end, num, dec, step, dec, unit_name, kind, g.inner.get(hedge, "") if hedge else "", base)
    if pending is not None:
        note(pending[0], pending[1], "bare number")
    if metas:
        _drop_meta(figures, ledger, metas)
    return Scan(figures, ledger, dates)


def _last_unit(num: int, _: int) -> int:
    """The value of the last non-zero digit's place: 800 -> 100, 369 -> 1."""
    if num == 0:
        return 1
    unit = 1
    num = abs(num)
    while num % 10 == 0:
        num //= 10
        unit *= 10
    return unit


def _widen(code, num, unit, step, low, high, codes):
    """The interval of a hedged figure: see the lexicon's notes on each hedge. Works on scaled integers."""
    grain = max(step, 1)
    if code == "over":
        return num + 1, num + unit - 1 if unit > 1 else num + max(1, num // 10)
    if code == "near":
        return num - max(unit // 10, abs(num) // 10, grain), num - (1 if not step else 0)
    if code == "about":
        u = max(grain, min(unit, abs(num) // 10))
        if "over" in codes or "near" in codes:
            return low, high
        return num - u, num + u
    if code == "above":
        return num + (1 if not step else 0), OPEN
    if code in ("at_least", "above_or_equal"):
        return (max(low, num) if low is not None else num), OPEN
    if code == "below":
        return OPEN, num - (1 if not step else 0)
    if code == "at_most":
        return OPEN, num
    return low, high


def _fraction(figures, s, e, a, b, emit):
    """a/b as a figure: its value is the exact decimal where one exists, else the fraction itself."""
    emit(s, e, a, 0, 0, 0, "", "fraction", "", 1)
    figures.fraction[len(figures.start) - 1] = (a, b)


def _percent(numeral: str) -> tuple[int, int] | None:
    if numeral[0].isdigit():
        whole, _, frac = numeral.partition(".")
        return int(whole + frac), len(frac)
    whole, _, frac = numeral.partition("点")
    value = 100 if whole == "百" else integer(whole)
    if value is None:
        return None
    f = digits(frac) if frac else ""
    return int(f"{value}{f}"), len(f)


def _bare_value(text: str, s: int, e: int) -> bool:
    """A bare number that states a value: 纠错率0，  共计 130。"""
    if text[e : e + 1] not in ("，", "。", "；", "、", ",", ";", "\n", "", ")", "）", " "):
        return False
    return _RATE_TAIL.search(text, max(0, s - 8), s) is not None


def _rate_before(text: str, s: int) -> bool:
    return re.search(r"(?:率|比例|比重|占比)(?:均|都)?(?:为|是|达到|达|保持|：|:)?[约近]?$", text[max(0, s - 8) : s]) is not None


def _date_digits(text: str, a: int, b: int, dates: list) -> None:
    m = re.match(r"((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?", text[a:b])
    if m:
        dates.append((a, a + 4, "year", int(m.group(1))))
        dates.append((a + m.start(2), a + m.end(2), "month", int(m.group(2))))
        if m.group(3):
            dates.append((a + m.start(3), a + m.end(3), "day", int(m.group(3))))


def _date(text, s, e_num, e, ar, unit, mult, hedge, dates, note) -> bool:
    """Is the numeral part of a date, an age or a document number? Notes it and returns True; False means a duration in years."""
    if unit in ("年", "年度", "年版"):
        if mult is None and len(ar) == 4 and _YEARS.fullmatch(ar):
            dates.append((s, e_num, "year", int(ar)))
            note(s, e_num, "year")
            return True
        if unit == "年" and len(ar) <= 3 and "." not in ar:
            if text[e : e + 2] in _PLAN_WORDS or text[e : e + 1] in "级":
                note(s, e_num, "plan period")
                return True
            if len(ar) == 2 and int(ar) <= 30 and _DATE_AFTER.match(text, e):
                note(s, e_num, "year")
                return True
            return False
        note(s, e_num, "year" if len(ar) == 4 else "date")
        return not (unit == "年" and "." in ar)
    if unit in ("月", "月份"):
        dates.append((s, e_num, "month", int(ar) if len(ar) <= 2 and ar.isdigit() else 0))
        note(s, e_num, "date")
        return True
    if unit == "日":
        dates.append((s, e_num, "day", int(ar) if len(ar) <= 2 and ar.isdigit() else 0))
        note(s, e_num, "date")
        return True
    if unit in ("岁", "周岁"):
        note(s, e_num, "age")
        return True
    note(s, e_num, {"号": "document number", "时": "time", "年代": "date", "世纪": "date"}.get(unit, "date"))
    return True


_DATE_AFTER = re.compile(r" ?[0-9]{1,2} ?月")


def _chinese_date(cn, unit, s, e, e_num, dates, note) -> None:
    if unit in ("年", "年度") and len(cn) == 4 and cn[0] in "一二" and not any(c in "十百千万亿" for c in cn):
        dates.append((s, e_num, "year", int(digits(cn))))
        note(s, e_num, "year")
    elif unit == "月":
        dates.append((s, e_num, "month", integer(cn) or 0))
        note(s, e_num, "date")
    elif unit == "日":
        dates.append((s, e_num, "day", integer(cn) or 0))
        note(s, e_num, "date")
    else:
        note(s, e_num, "period")


def _big_noun(text: str, e: int, g) -> tuple[int, str]:
    """The noun that 八大 counts: span end and noun; adjectives between stay in the span (五大基本原则)."""
    for width in (2, 4):
        noun = text[e + width - 2 : e + width]
        if noun in g.bare_nouns:
            return e + width, noun
    return e, ""


def _drop_meta(figures: Figures, ledger: Ledger, metas: list[tuple[int, int]]) -> None:
    """Figures inside the metadata block are identifiers."""
    keep = []
    for i, s in enumerate(figures.start):
        if any(a <= s < b for a, b in metas):
            ledger.start.append(s)
            ledger.end.append(figures.end[i])
            ledger.reason.append("metadata")
        else:
            keep.append(i)
    if len(keep) == len(figures.start):
        return
    renumber = {old: new for new, old in enumerate(keep)}
    for name in ("start", "end", "num", "dec", "low", "high", "step", "printed", "unit", "kind", "hedge", "cell"):
        column = getattr(figures, name)
        column[:] = [column[i] for i in keep]
    figures.fraction = {renumber[i]: v for i, v in figures.fraction.items() if i in renumber}


__all__ = ["Figures", "Ledger", "Scan", "scan", "TABLE"]
