"""Chinese numerals that something countable may follow: figures, or ordinals, periods and idioms after all."""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.parse import chains, dates, hedging, idioms, nouns
from audit.parse.arabic import cover
from audit.parse.grammar import AFTER, CN, DATE, EXTENT, NOISE, NUMERAL, PART, UNIT, Grammar
from audit.parse.numerals import DIGITS, LONGEST, MULTIPLIER, arabic, digits, integer, scaled
from audit.parse.reader import Reader

# Multipliers without a digit are numbers only with a hedge: 百余件, 近千人, 上万户.
_ROUND = frozenset(("百", "千", "万", "亿", "十万", "百万", "千万", "十亿", "百亿", "千亿", "万亿"))
_ROUND_AFTER = frozenset("上近超逾过约达足破")
# 廿五, 壹佰万: numerals in forms that are not read; what follows them is but a part.
_FORMAL = frozenset("廿卅壹贰叁肆伍陆柒捌玖拾佰仟")
_PERCENT = {"百": "%", "千": "‰", "万": "‱"}
_MEETING = re.compile(r"(?:全体)?(?:会议|全会|全委|全体|常委|党代|代表大会)|[、和及至]")
_CONGRESS = re.compile(r"届[^，。；,;\n]{0,9}$|(?:人大|政协|党代会|纪委|全委会|常委会|代表大会|党委)$")
_STEPS = ("级把关", "级审核", "级审签", "级审批", "级复核", "级校对")
_ONE_EXACTLY = re.compile(
    r"(?:仅有?|仅为|只有|只剩|至少|最少|不少于|不低于|不足|不到|超过|共计?|合计)$|(?:至少|不少于)[^，。；、,;0-9\n]{1,4}$"
)
_TIMES = frozenset(("个月", "周", "星期", "周年", "个年头", "个周"))
# A phase of a building project, a second round of something: 三期工程, 二次分配.
_ORDERED = {
    "期": ("工程", "项目", "建设", "扩建", "改造", "开工", "投产", "竣工", "主体", "用地", "厂"),
    "次": ("创业", "分配", "供水", "函数"),
}
_TENTH = re.compile("([一二三四五六七八九])(.?)", re.DOTALL)


class _Counted(NamedTuple):
    """A numeral with its unit: the value is num / 10**dec; `end` is where the unit ends."""

    num: int
    dec: int
    step: int
    hedge: str
    unit: str
    end: int
    printed: int  # decimals as printed


def _noise(r: Reader, s: int, e: int) -> int:
    """A numeral that nothing countable follows, unless it opens a range (三至五件); where the range ends, or 0."""
    if idioms.may_open_range(r.text, e) and not idioms.is_ordinal(r, s) and (stop := _range(r, s, e)):
        return stop
    idioms.note(r, s, e)
    return 0


def read(r: Reader, m: re.Match) -> int:
    """Read one Chinese numeral.

    Args:    r: the scan so far; m: a match of the grammar's pattern at the numeral.
    Returns: where the scan is to go on where that is not the end of the match, else 0.
    """
    text = r.text
    s, e = m.span()
    end = m.end(NUMERAL)
    if m.lastindex == NOISE:
        return _bare(r, s, end, text[s:end])
    numeral, part, extent, unit, date = m.group(NUMERAL, PART, EXTENT, UNIT, DATE)
    covered = cover(text, end, e)
    if idioms.is_ordinal(r, s):
        r.note(s, covered, "ordinal")
        return 0
    if part is not None:
        _part(r, s, numeral, part, m.end(PART))
        return m.end(PART)
    if unit is None and date is None and extent is None:
        return _bare(r, s, end, numeral)
    if idioms.is_vague(numeral):
        r.note(s, covered, "indefinite")
        return 0
    if text[s - 1 : s] in _FORMAL:
        r.note(s, covered, "name")
        return 0
    cut = numeral.rfind("两")
    if cut > 0 and integer(numeral) is None:  # 正月十六|两个高峰日
        r.note(s, s + cut, "date" if text[s - 1 : s] in ("月", "初") else "idiom")
        return s + cut
    if date is not None or unit in _TIMES:
        dates.chinese(r, s, covered, numeral, date or unit, m.end(DATE if date else UNIT))
        return 0
    counted = _counted(r, m, numeral, extent, unit)
    if isinstance(counted, str):
        r.note(s, covered, counted)
        return 0
    if reason := _no_figure(r, s, numeral, counted):
        r.note(s, covered, reason)
        return 0
    if numeral == "一" and text[s - 1 : s] == "无":
        r.figures.append((s - 1, counted.end, 0, 0, 0, 0, 0, 0, counted.unit, "count", "", None))
        return 0 if counted.end >= covered else counted.end
    stop = _emit(r, s, counted, m[AFTER])
    return 0 if covered <= stop <= e else stop


def _counted(r: Reader, m: re.Match, numeral: str, extent: str | None, unit: str | None) -> _Counted | str:
    """The value and the unit of a numeral, or the reason why it is no figure."""
    g, c0 = r.g, r.text[m.start() - 1 : m.start()]
    parts = g.extent_pattern.fullmatch(extent or "")
    assert parts is not None, "EXTENT is made of these parts"
    decimals, h1, multiplier, h2 = parts.groups()
    hedge = g.inner.get(h1 or h2 or "", "")
    if c0 and c0 in "数几" and (numeral in _ROUND or numeral == "十" or (c0 == "几" and numeral[0] in "十百千万亿")):
        return "indefinite"
    if numeral in _ROUND:
        if not hedge and (not c0 or c0 not in _ROUND_AFTER):
            return "rate base" if c0 == "每" else "unit" if numeral[-1] in "万亿" else "idiom"
        value: int | None = MULTIPLIER[numeral]
        hedge = hedge or ("at_least" if c0 == "上" else "")
    else:
        value = integer(numeral)
    if value is None or unit is None:
        return "idiom"
    e = m.end(UNIT)
    if len(numeral) == 1 and numeral not in _ROUND:
        while unit and not _counts(g, unit):
            unit, e = unit[:-1], e - 1
        if not unit:
            return "idiom"
    dec = 0
    if decimals:
        value, dec = value * 10 ** len(decimals) + int(digits(decimals)), len(decimals)
    return _Counted(*scaled(value, dec, MULTIPLIER[multiplier]), hedge, unit, e, dec)


def _counts(g: Grammar, unit: str) -> bool:
    """Whether a lone digit may count a unit: 三件, 三件次."""
    return unit in g.chinese_count or (unit[-1] == "次" and unit[:-1] in g.chinese_count)


def _no_figure(r: Reader, s: int, numeral: str, counted: _Counted) -> str:
    """The reason why a numeral with a unit counts nothing, or ""."""
    text, g = r.text, r.g
    dec, unit, e = counted.dec, counted.unit, counted.end
    nxt = text[e : e + 1]
    if nxt and nxt in g.not_before_chinese.get(unit, ""):
        return "idiom"
    if unit == "次" and _MEETING.match(text, e) and _CONGRESS.search(text, max(0, s - 14), s):
        return "ordinal"
    if numeral == "一":
        # indefinite (一批, 一个), but for 无一件, 翻一番, 一倍, 约占一成, 仅一名
        zero = text[s - 1 : s] == "无" and unit in g.chinese_count
        exact = unit in ("倍", "成") or (unit == "番" and text[s - 1 : s] == "翻") or dec > 0 or zero
        return "" if exact or _ONE_EXACTLY.search(text, max(0, s - 8), s) else "indefinite"
    if numeral in ("二", "零", "〇") and not dec:
        return "ordinal" if numeral == "二" else "idiom"
    if unit == "番" and "翻" not in text[max(0, s - 2) : s]:
        return "idiom"
    return "ordinal" if text.startswith(_ORDERED.get(unit, ("\0",)), e) else ""


def _emit(r: Reader, s: int, counted: _Counted, behind: str | None) -> int:
    """Add a figure; returns where its span ends."""
    num, dec, step, hedge, unit, e, printed = counted
    kind = r.g.kind.get(unit, "count")
    if unit == "成":
        num, kind = num * 10, "percent"  # 三点五成 is 35
        if (m := _TENTH.match(r.text, e)) and not dec and m[2] not in r.g.firsts:  # 九成五
            num, e = num + DIGITS[m[1]], e + 1
    code = hedging.after(r.g, behind, kind, unit) if behind else ""
    code = code or hedging.behind(r.g, r.text, e, kind, unit)
    r.figure(s, e, (num, dec, step), printed, unit, kind, hedge, code)
    return e


def _bare(r: Reader, s: int, end: int, numeral: str) -> int:
    """No unit of the lexicon follows: 五大原则, 三级, 十九届, or noise."""
    text = r.text
    if text.startswith("大", end):
        nouns.big(r, s, end, integer(numeral) if len(numeral) == 1 else None)
    elif text.startswith(r.g.levels, end):
        value = integer(numeral)
        if value and text[s - 1 : s] == "”" and text.startswith(_STEPS, end):
            r.figure(s, end + 1, (value, 0, 0), 0, "级", "count")  # “初审、复审、终审”三级把关
        else:
            r.note(s, end, "level")
    else:
        return _noise(r, s, end)
    return 0


def _part(r: Reader, s: int, numeral: str, part: str, e: int) -> None:
    """百分之五十二点三, 三分之二."""
    g, text = r.g, r.text
    mark = _PERCENT.get(numeral)
    whole, _, decimals = part.partition("点")
    ascii_part = part[0] <= "9"
    if len(part) > LONGEST:
        r.note(s, e, "identifier")
    elif mark is None:
        below, above = integer(numeral), int(part) if part.isdecimal() and ascii_part else integer(part)
        if below and above:
            chains.fraction(r, s, e, above, below)
        else:
            r.note(s, e, "idiom")
    else:
        if ascii_part:
            num, dec = arabic(part)
        else:
            value = 100 if whole == "百" else integer(whole)
            if value is None:
                r.note(s, e, "indefinite" if idioms.is_vague(whole) else "idiom")
                return
            num, dec = int(f"{value}{digits(decimals)}"), len(decimals)
        code = hedging.behind(g, text, e, "percent", mark)
        r.figure(s, e, scaled(num, dec, 1), dec, mark, "percent", "", code)


def _range(r: Reader, s: int, e: int) -> int:
    """三至五件, 二十到三十人, 三到五年; returns where it ends, 0 where it is none."""
    g = r.g
    m = g.pattern.match(r.text, e + 1)
    if m is None or m[NUMERAL][0] not in CN or m[EXTENT] or m[PART]:
        return 0
    low, high = integer(r.text[s:e]), integer(m[NUMERAL])
    unit = m[UNIT] or ("年" if m[DATE] == "年" else "")
    if not unit or not low or not high or low >= high:
        return 0
    if high <= 10 and not (_counts(g, unit) or unit in _TIMES or unit == "年"):
        return 0
    tenth = 10 if unit == "成" else 1
    kind = "percent" if unit == "成" else "duration" if unit == "年" else g.kind.get(unit, "count")
    stop = m.end(UNIT) if m[UNIT] else m.end(DATE)
    r.range(s, stop, (low * tenth, 0), (high * tenth, 0), 0, unit, kind)
    return stop
