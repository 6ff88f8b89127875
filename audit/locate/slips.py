"""Keying slips: what one slip makes of a printed numeral, what one slip may have made it of, and how plausible that is.

A numeral is a string of ASCII digits with at most one point: "1205", "77.35". Separators, signs, units and the width of
the digits belong to the print, not to the slip (`prints.py`). Nothing here knows of documents: the gate on datasets
weighs its cells with the same functions.

The weight of a slip says how often it happens a keystroke: slips of one kind weigh the same in every numeral, short or
long, so that repairs that nothing tells apart score the same. Weights rank repairs; they decide no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 24  # digits; a longer numeral is no figure, and its slips would not be bounded

DIGIT, TRANSPOSITION, DROPPED, DOUBLED, ADDED, POINT, UNIT = (
    "digit", "transposition", "dropped", "doubled", "added", "point", "unit"
)  # fmt: skip
TRUNCATION, OTHER_FIGURE, RECOMPUTED = "truncation", "other figure", "recomputed"
SIGN = "sign"  # the minus sign lost, or put in: weighed by who knows the column (audit.locate.cells)

# How slips are shared out over their kinds, a keystroke. Substitutions lead in every study of keyed numbers; the
# exchange of neighbours, the lost digit and the digit struck twice follow; the rest are rare.
SHARE = {DIGIT: 0.40, TRANSPOSITION: 0.16, DROPPED: 0.18, DOUBLED: 0.15, ADDED: 0.02, POINT: 0.05, UNIT: 0.04}
APART = 0.1  # of TRANSPOSITION: the two digits are no neighbours, or the point stands between them
SHORT = 0.5  # of DROPPED and DOUBLED between one digit and two: a reader sees that at once
_DIGITS = "0123456789"

# What one would do to the print that stands there: no word says that it is wrong.
NAMES = {
    DIGIT: {"zh": "改一位数字", "en": "one digit changed"},
    TRANSPOSITION: {"zh": "对调两位数字", "en": "two digits exchanged"},
    DROPPED: {"zh": "补一位数字", "en": "a digit put back"},
    DOUBLED: {"zh": "去掉重复的一位", "en": "a doubled digit taken out"},
    ADDED: {"zh": "去掉一位数字", "en": "a digit taken out"},
    POINT: {"zh": "移动小数点", "en": "decimal point moved"},
    UNIT: {"zh": "改万、亿", "en": "万 or 亿 changed"},
    TRUNCATION: {"zh": "截尾改为四舍五入", "en": "rounded, not cut"},
    OTHER_FIGURE: {"zh": "取文中另一数", "en": "another figure of the text"},
    RECOMPUTED: {"zh": "按其余各数重算", "en": "recomputed from the others"},
    SIGN: {"zh": "加上或去掉负号", "en": "minus sign put in or taken out"},
}


class Slip(NamedTuple):
    """The likeliest kind of slip between two numerals, and the weight of all kinds that lead from one to the other."""

    name: str
    weight: float


def is_numeral(text: str) -> bool:
    """Tell whether a string is a numeral as people print it: no lone point, no zero before other digits.

    Args:    text: any string.
    Returns: True for 0, 7, 1205, 0.5, 77.35; False for 007, .5, 5., 1.2.3 and the empty string.
    """
    whole, point, part = text.partition(".")
    if not whole.isdecimal() or not whole.isascii() or (point and not (part.isdecimal() and part.isascii())):
        return False
    return (whole[0] != "0" or len(whole) == 1) and len(whole) + len(part) <= LONGEST


def typos(numeral: str) -> dict[str, Slip]:
    """Return every string that one slip makes of a numeral.

    Args:    numeral: what was meant.
    Returns: string -> slip; strings that no one would print (007, .35) included, as they do get printed.
    Raises:  ValueError: `numeral` is none.
    """
    _check(numeral)
    made = dict.fromkeys(text for text in _forward(numeral) if text != numeral)
    return {text: slip for text in made if (slip := plausibility(numeral, text)) is not None}


def candidates(printed: str) -> list[str]:
    """Return the numerals of which one slip may make `printed`, unweighed: what may have been meant.

    Args:    printed: the digits as they stand in the text.
    Returns: numerals only (no 007, no .35), each once, in a fixed order; `plausibility` weighs those that matter.
    Raises:  ValueError: `printed` is no numeral.
    """
    _check(printed)
    made = dict.fromkeys(_backward(printed))
    made.pop(printed, None)
    return [text for text in made if _printable(text)]


def originals(printed: str) -> dict[str, Slip]:
    """Return every numeral of which one slip makes `printed`, with that slip.

    Args, Raises: as in `candidates`.
    Returns: numeral -> slip.
    """
    return {text: slip for text in candidates(printed) if (slip := plausibility(text, printed)) is not None}


def plausibility(original: str, printed: str) -> Slip | None:
    """Say by which single slip `original` became `printed`.

    Args:    original: a numeral; printed: any string.
    Returns: the slip, or None where no single slip leads from one to the other (or they are equal).
    """
    if original == printed or abs(len(original) - len(printed)) > 3:
        return None
    weights = dict(_kinds(original, printed))
    return Slip(max(weights, key=weights.__getitem__), sum(weights.values())) if weights else None


def _kinds(text: str, printed: str) -> Iterator[tuple[str, float]]:
    """Yield (kind, weight) of each kind of slip that makes `printed` of `text`."""
    spots = [i for i, c in enumerate(text) if c != "."]
    n = len(spots)
    if len(text) == len(printed):
        differ = [i for i in range(len(text)) if text[i] != printed[i]]
        digits = all(text[i] != "." and printed[i] != "." for i in differ)
        if digits and len(differ) == 1:
            yield DIGIT, SHARE[DIGIT] / 9
        elif digits and len(differ) == 2:
            i, j = differ
            if text[i] == printed[j] and text[j] == printed[i]:
                yield TRANSPOSITION, SHARE[TRANSPOSITION] * (1 if j == i + 1 else APART)
    elif len(text) > len(printed) and n > 1:
        times = sum(_tidy(text[:i] + text[i + 1 :]) == printed for i in spots)
        if times:
            yield DROPPED, SHARE[DROPPED] * times * (SHORT if n == 2 else 1)
    elif len(text) + 1 == len(printed):
        times = sum(text[: i + 1] + text[i:] == printed for i in spots)
        if times:
            yield DOUBLED, SHARE[DOUBLED] * times * (SHORT if n == 1 else 1)
        times = sum(text[:i] + printed[i] + text[i:] == printed for i in range(len(printed)) if printed[i] != ".")
        if times:
            yield ADDED, SHARE[ADDED] * times / 10
    if "." in text + printed and text.replace(".", "").strip("0") == printed.replace(".", "").strip("0"):
        moved = set(_moved(text))
        if printed in moved:
            yield POINT, SHARE[POINT] / len(moved)


def _printable(text: str) -> bool:
    """Is a string of digits and at most one point a numeral? What `is_numeral` says, of strings made here."""
    first = text[:1]
    if first == "0":
        return len(text) == 1 or (text[1] == "." and len(text) > 2)
    return first != "." and first != "" and text[-1] != "." and len(text) <= LONGEST


def _check(numeral: str) -> None:
    if not is_numeral(numeral):
        raise ValueError(f"no numeral: {numeral!r}")


def _forward(text: str) -> Iterator[str]:
    """Yield the strings that one slip makes of a numeral; a string may come more than once."""
    spots = [i for i, c in enumerate(text) if c != "."]
    for i in spots:
        for d in _DIGITS:
            yield text[:i] + d + text[i + 1 :]
        if len(spots) > 1:
            yield _tidy(text[:i] + text[i + 1 :])
        yield text[: i + 1] + text[i:]
    for i in range(len(text) + 1):
        for d in _DIGITS:
            yield text[:i] + d + text[i:]
    yield from _swapped(text, spots)
    yield from _moved(text)


def _backward(text: str) -> Iterator[str]:
    """Yield strings of which a slip may make `text`; more than needed, `plausibility` decides."""
    spots = [i for i, c in enumerate(text) if c != "."]
    for i in spots:
        for d in _DIGITS:
            yield text[:i] + d + text[i + 1 :]
        yield _tidy(text[:i] + text[i + 1 :])  # doubled or added
    for i in range(len(text) + 1):
        for d in _DIGITS:
            yield text[:i] + d + text[i:]  # dropped
    if "." not in text:
        for d in _DIGITS:
            yield f"{text}.{d}"  # the only decimal was dropped, and its point with it
    yield from _swapped(text, spots)
    yield from _unmoved(text)


def _swapped(text: str, spots: list[int]) -> Iterator[str]:
    """Yield the strings with two digits exchanged."""
    for a, i in enumerate(spots):
        for j in spots[a + 1 :]:
            yield text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]


def _tidy(text: str) -> str:
    """A numeral without the point that its last decimal left behind."""
    return text.removesuffix(".")


def _moved(text: str) -> Iterator[str]:
    """Yield the strings that a point moved, lost or put in makes: 6.7 of 0.67, 7735 of 77.35, 2186.5 of 21865."""
    whole, point, part = text.partition(".")
    if not point:
        for by in (1, 2):
            if by < len(whole):
                yield f"{whole[:-by]}.{whole[-by:]}"
    if point:
        digits = whole + part
        yield digits.lstrip("0") or "0"
        for by in (1, 2):
            for at in (len(whole) - by, len(whole) + by):
                if 0 < at < len(digits):
                    head = digits[:at].lstrip("0") or "0"
                    yield f"{head}.{digits[at:]}"
            if len(whole) <= by:
                yield "0." + "0" * (by - len(whole)) + digits


def _unmoved(text: str) -> Iterator[str]:
    """Yield the strings of which a moved or lost point may make `text`."""
    whole, point, part = text.partition(".")
    digits = whole + part
    if point:
        yield digits.lstrip("0")
    for at in range(max(1, len(whole) - 2), min(len(digits), len(whole) + 3)):
        yield f"{digits[:at].lstrip('0') or '0'}.{digits[at:]}"
    for zeros in (1, 2, 3):  # zeros before the first digit are not printed once the point has moved
        padded = "0" * zeros + digits
        for at in range(1, zeros + 1):
            yield f"{padded[:at].lstrip('0') or '0'}.{padded[at:]}"
    if not point:
        for at in range(1, len(digits)):
            yield f"{digits[:at]}.{digits[at:]}"
