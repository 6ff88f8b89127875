"""Tables made at random that tie, and slips in their cells."""

from __future__ import annotations

import random
from fractions import Fraction

UNITS = "甲乙丙丁戊己庚辛壬癸"


def rounded(x: Fraction, digits: int) -> str:
    """Half up, as it is printed."""
    n = (2 * abs(x) * 10**digits + 1) // 2
    sign = "-" if x < 0 and n else ""
    whole, rest = divmod(int(n), 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def table(rng: random.Random) -> list[list[str]]:
    """Rows of cells, the head first: counts of three stages with a rate, a share, a change, and a total row."""
    size = rng.choice((40, 400, 6000))
    names = [f"{u}县" for u in UNITS[: rng.randint(3, 10)]]
    rows = []
    for _ in names:
        carried, new, before = rng.randint(5, size), rng.randint(10, size), rng.randint(10, size)
        closed = rng.randint(1, carried + new - 1)
        rows.append([carried, new, closed, carried + new - closed, before])
    total = [sum(column) for column in zip(*rows, strict=True)]
    head = ["县区", "上年结转", "本年新收", "办结", "未结", "占新收比重", "上年新收", "新收同比增减%"]
    out = [head]
    for name, row in zip([*names, "合计"], [*rows, total], strict=True):
        carried, new, closed, left, before = row
        share = rounded(Fraction(100 * new, total[1]), 2) + "%"
        change = rounded(Fraction(100 * (new - before), before), 2)
        out.append([name, *map(str, (carried, new, closed, left)), share, str(before), change])
    return out


def pipes(rows: list[list[str]]) -> str:
    """As a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def slip(digits: str, rng: random.Random) -> str:
    """One keying slip that changes the value: a digit changed, swapped with the next, dropped or doubled."""
    spots = [k for k, ch in enumerate(digits) if ch.isdigit()]
    while True:
        k = rng.choice(spots)
        how = rng.choice(("change", "swap", "drop", "double"))
        if how == "change":
            new = digits[:k] + rng.choice("0123456789") + digits[k + 1 :]
        elif how == "swap" and digits[k + 1 : k + 2].isdigit():
            new = digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]
        elif how == "drop" and len(spots) > 2:
            new = digits[:k] + digits[k + 1 :]
        else:
            new = digits[:k] + digits[k] + digits[k:]
        plain = new.lstrip("-")
        if plain[:1].isdigit() and plain[-1:].isdigit() and (plain[0] != "0" or plain[1:2] in (".", "")):
            old, now = (Fraction(x.rstrip("%")) for x in (digits, new))
            if abs(old - now) > Fraction(3, 100):  # more than rounding could hide
                return new
