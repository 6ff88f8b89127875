"""Hedges: the words around a number that turn it into an interval (docs/hedges.md has the table)."""

from __future__ import annotations

from audit.parse.grammar import Grammar

OPEN = None  # an interval without an upper or lower end
# Kinds that are counted in whole numbers: more than 800 of them is at least 801.
WHOLE = frozenset(("count",))
# 5个多月: the hedge splits the unit. What stands behind 个 -> the unit.
SPLIT_UNITS = {h + u: "个" + u for h in "多余" for u in ("月", "小时", "星期", "周")}
_MEASURED = frozenset(("ratio", "duration", "percent", "age", "fraction"))


def before(g: Grammar, text: str, s: int) -> str:
    """The code of the hedge that ends where a figure starts (one blank may stand between), or ""."""
    at = s - 1 if s and text[s - 1] == " " else s
    rows = g.before.get(text[at - 1]) if at else None
    if rows is None:
        return ""
    for word, code, barred in rows:
        i = at - len(word)
        if i >= 0 and text.startswith(word, i) and (i == 0 or text[i - 1] not in barred):
            return code
    return ""


def after(g: Grammar, word: str, kind: str, unit: str) -> str:
    """The code of a hedge behind the unit, or "": 多 hedges a measure (两年多); after a count it begins a word."""
    if word in g.after_measure:
        return g.after_measure[word] if kind in _MEASURED and unit != "%" else ""
    return g.after.get(word, "")


def behind(g: Grammar, text: str, e: int, kind: str, unit: str) -> str:
    """The code of the hedge that stands at a position, or ""."""
    m = g.after_pattern.match(text, e)
    return after(g, m[1], kind, unit) if m else ""


def of_fraction(codes: list[str], num: int) -> tuple[int | None, int | None]:
    """The interval of a hedged fraction, on its numerator; the near and the vague side are open (近1/3, 约三分之二)."""
    if "near" in codes or "below" in codes or "at_most" in codes:
        return OPEN, num
    return (OPEN, OPEN) if "about" in codes else (num, OPEN)


def interval(codes: list[str], num: int, step: int, whole: bool) -> tuple[int | None, int | None]:
    """The closed interval of a hedged value, at the scale of the value; None is an open end.

    Args:    codes: its hedges; num: the printed value as a scaled integer; step: the value of its last printed digit
             (0: exact); whole: it counts things, so that "more than" excludes the value itself.
    Returns: (low, high): where the hedges exclude each other (近30余件), the hull of what each says.
    Source:  docs/hedges.md.
    """
    if num < 0:
        low, high = interval(codes, -num, step, whole)
        return None if high is None else -high, None if low is None else -low
    place = _last_place(num)
    gap = 1 if whole else 0
    if len(codes) == 1:
        return _ends(codes[0], num, place, step, gap)
    ends = [_ends(code, num, place, step, gap) for code in codes if code != "about"]
    lows = [a for a, _ in ends if a is not None]
    highs = [b for _, b in ends if b is not None]
    low, high = max(lows, default=OPEN), min(highs, default=OPEN)
    if low is not None and high is not None and low > high:
        return min(lows + highs), max(lows + highs)
    return low, high


def _ends(code: str, num: int, place: int, step: int, gap: int) -> tuple[int | None, int | None]:
    if code == "over":
        return num + gap, num + place - gap if place > 1 else num + max(1, num // 10)
    if code == "near":
        return max(0, num - max(place // 10, num // 10, 1)), max(0, num - gap)
    if code == "about":
        spread = max(1, step // 2, min(place, num // 10))
        return max(0, num - spread), num + spread
    if code == "above":
        return num + gap, OPEN
    if code in ("at_least", "above_or_equal"):
        return num, OPEN
    if code == "below":
        return OPEN, num - gap
    if code == "at_most":
        return OPEN, num
    return num, num


def _last_place(num: int) -> int:
    """The value of the place of the last non-zero digit: 800 -> 100, 369 -> 1."""
    if num == 0:
        return 1
    printed = str(num)
    return 10 ** (len(printed) - len(printed.rstrip("0")))
