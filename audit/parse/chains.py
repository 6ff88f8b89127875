"""Numerals that signs join: ranges, lists that share a unit, ratios, fractions, products, clock times, codes."""

from __future__ import annotations

import re

from audit.parse import dates, hedging
from audit.parse.grammar import RANGE_SIGNS
from audit.parse.numerals import MULTIPLIER, arabic, scaled
from audit.parse.reader import Reader

_NUMBER = r"[0-9]+(?:[,，](?<![0-9]{4}.)[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
_SIGN = r"——|[—～~至到\-、/:：∶×xX*+]|以?及|和|与|或"
SIGNS = frozenset("—～~至到-、/:：∶×xX*+以及和与或")
_CHAIN = re.compile(rf"{_NUMBER}(?: {{0,2}}(?:{_SIGN}) {{0,2}}{_NUMBER})+")
_LINK = re.compile(rf"({_NUMBER}) {{0,2}}({_SIGN})?")
_END = re.compile(rf"(?:—|[{RANGE_SIGNS}])—? ?(?=[0-9])")
_NEXT = re.compile(rf"({_NUMBER})(?: ?([十百千]?[万亿]|万亿|[十百千](?![克瓦米伏]))|)")
_PIECES = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千]?[万亿]|[千百])?")
_LIST_SIGNS = frozenset(("、", "和", "与", "或", "及", "以及"))
_ORDINAL_SIGNS = _LIST_SIGNS | set("至到-—") | {""}
_CLOCK_SIGNS = frozenset(":：-—～~至到")
_TELEPHONE = re.compile(r"(?:0[0-9]{2,3}|400|800)-[0-9]{3,8}(?:-[0-9]{3,4})?")
_HOTLINE = re.compile(r"12[0-9]{3}|96[0-9]{3}")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?")
_DATE_WORD = re.compile(r" ?(年度|年|月份|月|日|号|时|季度|世纪)")
_CHANGED = frozenset("由从自")
_ROUND_THE_CLOCK = frozenset(("7×24", "7x24", "7X24", "7*24", "5×8", "5x8"))
_PARTS_BEFORE = re.compile("结构|比例|比重|之比|配比|产业|比为|占比")


def read(r: Reader, s: int) -> int:
    """Read a chain of bare numerals and the unit behind it.

    Args:    r: the scan so far; s: where the first numeral starts.
    Returns: where the chain ends; 0 where the numeral stands alone.
    """
    text = r.text
    m = _CHAIN.match(text, s)
    if m is None:
        return 0
    links = _LINK.findall(text, s, m.end())
    numbers = [n for n, _ in links]
    signs = {sign for _, sign in links[:-1]}
    e = m.end()
    if (telephone := _TELEPHONE.match(text, s)) and telephone.end() >= e:
        return _all(r, s, e, "identifier")
    word = _DATE_WORD.match(text, e)
    if word and not r.g.unit_pattern.match(text, e):
        return _dates(r, s, e, numbers, word)
    years = all(len(n) == 4 and dates.YEAR.fullmatch(n) for n in numbers)
    if years:
        for a, b in _spans(text, s, e):
            dates.year(r, a, b, text[a:b])
        return e
    if signs <= _LIST_SIGNS:
        return _list(r, s, e, numbers)
    if len(numbers) == 2 and signs <= set(RANGE_SIGNS) | {"——"}:
        return _range(r, s, e, numbers)
    if signs <= {":", "：", "∶"}:
        return _ratio(r, s, e, numbers, signs)
    if signs == {"/"}:
        return _slash(r, s, e, numbers)
    if signs <= {"×", "x", "X", "*"}:
        return _product(r, s, e, numbers)
    if signs <= _CLOCK_SIGNS and any(_CLOCK.match(text, a) for a, _ in _spans(text, s, e)):
        return _all(r, s, e, "time")
    if "+" in signs:
        return _all(r, s, e, "name")
    if "-" in signs and len(numbers) > 2:
        return _all(r, s, e, "identifier")
    return _apart(r, s, e)


def ordinals(r: Reader, s: int) -> int:
    """第1、2、3组 at the first numeral: all are ordinals; returns where the chain ends, 0 where there is none."""
    m = _CHAIN.match(r.text, s)
    if m is None or any(sign not in _ORDINAL_SIGNS for _, sign in _LINK.findall(r.text, s, m.end())):
        return 0
    return _all(r, s, m.end(), "ordinal")


def is_dated(text: str, s: int) -> bool:
    """Whether a chain that starts here ends in a word of a date: 1—6月."""
    m = _CHAIN.match(text, s)
    return m is not None and _DATE_WORD.match(text, m.end()) is not None


def between(r: Reader, s: int, e: int) -> int:
    """A range whose first number has its own scale or unit: 50%—60%, 5亿至10亿元.

    Args:    s: where the first number starts; e: where its scale or unit ends, before the sign.
    Returns: where the range ends; 0 where it is none (由50%到60% is a change).
    """
    text = r.text
    first = _NEXT.match(text, s)
    sign = _END.match(text, e)
    if first is None or sign is None or text[s - 1 : s] in _CHANGED:
        return 0
    second = _NEXT.match(text, sign.end())
    unit = r.g.unit_pattern.match(text, second.end(1)) if second else None
    if second is None or unit is None or text.startswith(("-", "%"), unit.end(2)):
        return 0
    own = text[first.end() : e].strip()
    if own and own != unit[2]:
        return 0
    low, high = _scaled(first[1], first[2]), _scaled(second[1], second[2])
    if low[0] * 10 ** high[1] >= high[0] * 10 ** low[1]:
        return 0
    r.range(s, unit.end(2), low, high, arabic(first[1])[1], unit[2], r.g.kind[unit[2]])
    return unit.end(2)


def composite(r: Reader, s: int) -> int:
    """1亿2000万元, 3万5千人: one number in descending scales. Returns where it ends, 0 where it is none."""
    text = r.text
    total, last, at, e, dec = 0, 10**18, s, s, 0
    while m := _PIECES.match(text, at):
        factor = MULTIPLIER[m[2]]
        num, printed = arabic(m[1])
        if factor >= last or len(m[1]) > 12 or (printed and total):
            return 0
        total, dec, step = total + scaled(num, printed, factor)[0], printed, factor
        last, at, e = factor, m.end(), m.end()
        if factor == 1:
            break
    tail = r.g.unit_pattern.match(text, e)
    unit, inner = "", ""
    if tail and not tail[1]:
        unit, e = tail[2], tail.end(2)
    elif text[e : e + 1] in r.g.inner:
        inner = r.g.inner[text[e]]
        e += 1
        if (tail := r.g.unit_pattern.match(text, e)) and not tail[1]:
            unit, e = tail[2], tail.end(2)
    kind = r.g.kind[unit] if unit else "count"
    code = hedging.behind(r.g, text, e, kind, unit)
    r.figure(s, e, (total, 0, step if step > 1 else 0), dec, unit, kind, inner, code)
    return e


def _spans(text: str, s: int, e: int) -> list[tuple[int, int]]:
    return [m.span(1) for m in _LINK.finditer(text, s, e)]


def _all(r: Reader, s: int, e: int, reason: str) -> int:
    for a, b in _spans(r.text, s, e):
        r.note(a, b, reason)
    return e


def _apart(r: Reader, s: int, e: int) -> int:
    """Numerals that nothing joins after all: all but the last go to the ledger, the last is read by itself."""
    spans = _spans(r.text, s, e)
    for a, b in spans[:-1]:
        if b - a == 4 and dates.YEAR.fullmatch(r.text, a, b):
            dates.year(r, a, b, r.text[a:b])
        else:
            r.note(a, b, "bare number")
    return spans[-1][0]


def _dates(r: Reader, s: int, e: int, numbers: list[str], word: re.Match) -> int:
    """2021—2025年, 1—6月, 7、8月: parts of dates; the last is read with its word."""
    spans = _spans(r.text, s, e)
    unit = word[1]
    if unit == "年" and not all(len(n) == 4 for n in numbers):
        return _range(r, s, e, numbers) if len(numbers) == 2 else _apart(r, s, e)
    for (a, b), n in zip(spans, numbers, strict=True):
        if len(n) == 4 and dates.YEAR.fullmatch(n):
            dates.year(r, a, b, n)
            continue
        part = {"月": "month", "月份": "month", "日": "day"}.get(unit)
        if part and (a, b) == spans[-1]:
            r.dates.append((a, b, part, int(n) if n.isdecimal() and len(n) <= 2 else 0))
        r.note(a, b, {"号": "document number", "时": "time"}.get(unit, "date"))
    return word.end()


def _tail(r: Reader, e: int) -> tuple[int, str, str, int] | None:
    """The scale and unit behind a chain: (factor, inner hedge, unit, end), or None."""
    m = r.g.unit_pattern.match(r.text, e)
    if m is None:
        if r.text.startswith("年", e):
            return 1, "", "年", e + 1
        return None
    factor, inner = r.g.scales.get((m[1] or "").replace(" ", ""), (1, ""))
    return factor, inner, m[2], m.end(2)


def _range(r: Reader, s: int, e: int, numbers: list[str]) -> int:
    tail = _tail(r, e)
    if tail is None or tail[1] or r.text[s - 1 : s] in _CHANGED:
        return _share(r, s, e, tail) if tail else _range_without_unit(r, s, e, numbers)
    factor, _, unit, stop = tail
    low, high = (scaled(*arabic(n), factor)[:2] for n in numbers)
    if low[0] * 10 ** high[1] >= high[0] * 10 ** low[1]:
        return _apart(r, s, e)
    r.range(s, stop, low, high, arabic(numbers[0])[1], unit, r.g.kind.get(unit, "duration"))
    return stop


def _range_without_unit(r: Reader, s: int, e: int, numbers: list[str]) -> int:
    if all(len(n) in (3, 4) for n in numbers[:1]) and len(numbers[1]) in (7, 8):
        return _all(r, s, e, "identifier")
    return _all(r, s, e, "bare number")


def _share(r: Reader, s: int, e: int, tail: tuple[int, str, str, int]) -> int:
    """0.1、1.2和0.9个百分点: each number is a figure with the unit of the last."""
    factor, inner, unit, stop = tail
    kind = r.g.kind.get(unit, "duration")
    spans = _spans(r.text, s, e)
    for a, b in spans:
        num, printed = arabic(r.text[a:b])
        final = (a, b) == spans[-1]
        code = hedging.behind(r.g, r.text, stop, kind, unit) if final else ""
        r.figure(a, stop if final else b, scaled(num, printed, factor), printed, unit, kind, inner, code)
    return stop


def _list(r: Reader, s: int, e: int, numbers: list[str]) -> int:
    tail = _tail(r, e)
    if tail is None:
        alone = r.text[e : e + 1] in ("，", "。", "；", ",", ";", "\n", "", ")", "）")
        return _all(r, s, e, "bare number" if alone else "number in a name")
    odd = any(_HOTLINE.fullmatch(n) or (len(n) == 4 and dates.YEAR.fullmatch(n)) for n in numbers[:-1])
    return _apart(r, s, e) if odd else _share(r, s, e, tail)


def _ratio(r: Reader, s: int, e: int, numbers: list[str], signs: set[str]) -> int:
    text = r.text
    ahead = text[max(0, s - 12) : s]
    if _CLOCK.fullmatch(text, s, e) and not _PARTS_BEFORE.search(ahead):
        return _all(r, s, e, "time")
    if _tail(r, e) and (len(numbers) > 2 or "：" in signs or text[e] not in "万亿"):
        return _apart(r, s, e)
    if len(numbers) < 3:
        return _all(r, s, e, "ratio")
    values = [arabic(n) for n in numbers[:8]]
    whole = sum(num * 10 ** (6 - dec) for num, dec in values if dec <= 6)
    if not (_PARTS_BEFORE.search(ahead) or 99 * 10**6 <= whole <= 101 * 10**6) or len(numbers) > 8:
        return _all(r, s, e, "ratio")
    for (a, b), (num, dec) in zip(_spans(text, s, e), values, strict=True):
        r.figure(a, b, scaled(num, dec, 1), dec, "", "ratio")
    return e


def _slash(r: Reader, s: int, e: int, numbers: list[str]) -> int:
    if len(numbers) > 2 or r.text[s - 1 : s] in ("/", "-") or any(len(n) > 6 for n in numbers):
        return _all(r, s, e, "identifier")
    a, b = (int(n) if n.isdecimal() else 0 for n in numbers)
    nxt = r.text[e : e + 1]
    if not 0 < a < b <= 9999 or _tail(r, e) or nxt in ("/", "年", ".") or (nxt.isascii() and nxt.isalpha()):
        return _apart(r, s, e)
    fraction(r, s, e, a, b)
    return e


def fraction(r: Reader, s: int, e: int, a: int, b: int) -> None:
    """Add a/b as a figure; `num` is the numerator, `fraction` holds both."""
    r.fraction[len(r.figures)] = (a, b)
    r.figure(s, e, (a, 0, 0), 0, "", "fraction", "", hedging.behind(r.g, r.text, e, "fraction", ""))


def _product(r: Reader, s: int, e: int, numbers: list[str]) -> int:
    """2×66万千瓦 is one figure of 1,320,000; 7×24小时 is a name."""
    tail = _tail(r, e)
    clock = r.text[s:e].replace(" ", "") in _ROUND_THE_CLOCK
    if tail is None or clock or len(numbers) != 2 or any(len(n) > 9 for n in numbers):
        return _all(r, s, e, "name")
    factor, inner, unit, stop = tail
    (a, da), (b, db) = (arabic(n) for n in numbers)
    r.figure(s, stop, scaled(a * b, da + db, factor), db, unit, r.g.kind.get(unit, "duration"), inner)
    return stop


def _scaled(numeral: str, scale: str | None) -> tuple[int, int]:
    num, dec, _ = scaled(*arabic(numeral), MULTIPLIER[scale])
    return num, dec
