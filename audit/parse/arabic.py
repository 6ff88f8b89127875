"""Arabic numerals that the short path of the scan leaves: hedged, signed, dated, joined, or without a unit."""

from __future__ import annotations

import re

from audit.parse import chains, dates, hedging, nouns
from audit.parse.grammar import AFTER, CN, DATE, NUMERAL, RANGE_SIGNS, SCALE, UNIT
from audit.parse.numerals import LONGEST, arabic, scaled
from audit.parse.reader import Reader

_PERCENT = frozenset(("%", "‰", "个百分点", "百分点"))
_NUMERALS = frozenset("0123456789" + CN)
# What a sign follows; anywhere else -3 is part of a code, and 1+3 a name.
_SIGN_AFTER = frozenset("长降为减比达幅升率速额是至到和及与由从约近较低高差别值：:（(，,、|。；; \t\n")
# A bare number states a value after these words: 纠错率0，  收入比由2.21缩小到2.16。
_NOUN = "率|比例|比重|占比|(?<![同环对相])比|系数|指数|数|量|额|均|值|得分|均分"
_RATE_NOUN = "率|比例|比重|占比"
_TO = "(?:均|都|也|仍|已|再|约)?(?:为|是|达到|达|保持在?|：|:)?[约近]?"
_MOVED = "(?:缩小|扩大|下降|上升|降低|提高|提升|降|升|增|减|调整)(?:到|至)|由|从"
_VALUE_BEFORE = re.compile(rf"(?:{_NOUN}){_TO}$|(?:共|共计|合计|总计)[约近]?$")
_RATE_BEFORE = re.compile(rf"(?:{_RATE_NOUN}){_TO}$")
_RATIO_BEFORE = re.compile(rf"(?:(?<![同环对相])比|系数){_TO}(?:{_MOVED})?$")
_STATED = re.compile(rf"(?:{_MOVED}|为|达到?|是)$")
_LISTED = re.compile(r"[（(][0-9]{1,2}[)）]|[\s：:；;。，,][0-9]{1,2}[.．](?![0-9])|[\s：:；;。][0-9]{1,2}、(?![0-9])")
_STOPS = frozenset(("，", "。", "；", "、", ",", ";", "\n", "", ")", "）", " "))


def read(r: Reader, m: re.Match) -> int:
    """Read one Arabic numeral.

    Args:    r: the scan so far; m: a match of the grammar's pattern at the numeral.
    Returns: where the scan is to go on where more than the match was read, else 0.
    """
    text = r.text
    s, e = m.span()
    end = m.end(NUMERAL)
    numeral, scale, unit, behind, date = m.group(NUMERAL, SCALE, UNIT, AFTER, DATE)
    c0, c1 = text[s - 1 : s] or "\n", text[s - 2 : s - 1] if s > 1 else "\n"
    if c0 == "第" or (c0 == " " and c1 == "第"):
        if stop := chains.ordinals(r, s):
            return stop
        r.note(s, cover(text, end, e), "ordinal")
        return 0
    signed = c0 in "+-" and date is None and (c1 in _SIGN_AFTER or (unit in _PERCENT and c1 >= "一"))
    if s in r.markers and "." in numeral:  # 3.2023年: the list number, then what follows it
        r.note(s, s + numeral.index("."), "list number")
        return s + numeral.index(".") + 1
    if reason := _no_figure(r, s, end, unit, c0, c1, signed):
        r.note(s, cover(text, end, e), reason)
        return 0
    negative = signed and c0 == "-"
    scale = scale.replace(" ", "") if scale else ""
    if date is not None:
        return dates.word(r, s, cover(text, end, e), numeral, scale, date, e)
    if unit is None:
        if not scale:
            return _bare(r, s, end, numeral, negative)
        if stop := _joined(r, s, m.end(SCALE)):
            return stop
        e = end + len(text[end:e].rstrip())
    elif behind and behind not in r.g.after and behind[0] in RANGE_SIGNS:
        if stop := chains.between(r, s, m.end(UNIT)):
            return stop
        behind = None
    num, printed = arabic(numeral)
    factor, inner = r.g.scales.get(scale, (1, ""))
    if c0 == "每" and num * factor >= 100 and str(num).strip("0") == "1":
        r.note(s, cover(text, end, e), "rate base")
        return 0
    if negative:
        num, s = -num, s - 1
    kind = r.g.kind[unit] if unit else "count"
    if unit == "个" and behind in hedging.SPLIT_UNITS:
        unit, kind, code, e = hedging.SPLIT_UNITS[behind], "duration", "over", m.end(AFTER)
    elif unit:
        e = m.end(UNIT)
        code = hedging.after(r.g, behind, kind, unit) if behind else ""
    else:
        code = hedging.behind(r.g, text, e, kind, "")
    r.figure(s, e, scaled(num, printed, factor), printed, unit or "", kind, inner, code)
    return 0


def _no_figure(r: Reader, s: int, end: int, unit: str | None, c0: str, c1: str, signed: bool) -> str:
    """The reason why a numeral is no figure, by what stands before it, or ""."""
    if end - s > LONGEST:
        return "identifier"
    if c0.isascii() and c0.isalpha():
        return "name"
    if c0 == "." and "0" <= c1 <= "9" and (not r.ledger or r.ledger[-1][1:] != (s - 1, "list number")):
        return "bare number"
    if unit is None and (s in r.markers or (c0 in "（(" and s - 1 in r.markers)):
        return "list number"
    if unit == "点" and c0 in "午上晨早晚":
        return "time"
    if unit == "次" and c0 == "届":
        return "ordinal"
    if c0 in "+-" and not signed and (c0 == "+" or "0" <= c1 <= "9" or (c1.isascii() and c1.isalpha())):
        return "name"
    return ""


def _joined(r: Reader, s: int, e: int) -> int:
    """A numeral with a scale that goes on (1亿2000万元, 5亿至10亿元); returns where it ends, 0 where it does not."""
    nxt = r.text[e : e + 1]
    if "0" <= nxt <= "9":
        return chains.composite(r, s)
    return chains.between(r, s, e) if nxt and nxt in RANGE_SIGNS else 0


def cover(text: str, end: int, e: int) -> int:
    """Where the last numeral character before e ends (5万, 3千克): a ledger row covers all of them."""
    while e > end and text[e - 1] not in _NUMERALS:
        e -= 1
    return e


def _bare(r: Reader, s: int, end: int, numeral: str, negative: bool) -> int:
    """A numeral without unit or scale: part of a chain, a date, a year, a value after 率 or 比, or no figure."""
    text = r.text
    nxt = text[end : end + 1]
    if numeral[:2] in ("19", "20") and len(numeral) >= 4 and (stop := dates.in_digits(r, s)):
        return stop
    if (nxt in chains.SIGNS or nxt == " ") and (stop := chains.read(r, s)):
        return stop
    if "，" in numeral:  # 119，110: a list after all
        end = s + numeral.index("，")
        r.note(s, end, "number in a name")
        return end
    if nxt == "大" and len(numeral) < 3 and "." not in numeral:
        nouns.big(r, s, end, int(numeral))
        return 0
    if nxt == "点" and (stop := dates.clock(r, s)):
        return stop
    if nxt.isascii() and (nxt.isalpha() or nxt == "+"):
        r.note(s, end, "name")
        return 0
    if end - s <= 2 and _LISTED.match(text, s - 1):
        r.note(s, end, "list number")
        return 0
    kind = "money" if text[s - 1 : s] in ("¥", "￥") else value_kind(text, s, end, numeral)
    if len(numeral) == 4 and dates.YEAR.fullmatch(numeral) and not kind:
        dates.year(r, s, end, numeral)
        return 0
    code = hedging.behind(r.g, text, end, kind, "") if nxt != " " else ""
    if code and not kind:
        kind = "count"
    if kind:
        num, printed = arabic(numeral)
        if negative:
            num, s = -num, s - 1
        r.figure(s, end, scaled(num, printed, 1), printed, "元" if kind == "money" else "", kind, "", code)
    else:
        r.note(s, end, "bare number" if nxt in _STOPS or nxt in ":：" else "number in a name")
    return 0


def value_kind(text: str, s: int, end: int, numeral: str) -> str:
    """The kind of a bare number that states a value by the words before it (率, 比, 总数 …), or ""."""
    ahead = text[max(0, s - 10) : s]
    if text[end : end + 1] in _STOPS:
        if _RATE_BEFORE.search(ahead):
            return "percent"
        if _RATIO_BEFORE.search(ahead):
            return "ratio" if "." in numeral else "count"
        if _VALUE_BEFORE.search(ahead):
            return "count"
        return "ratio" if "." in numeral and _STATED.search(ahead) else ""
    if "." in numeral and _RATIO_BEFORE.search(ahead):
        return "ratio"
    return ""
