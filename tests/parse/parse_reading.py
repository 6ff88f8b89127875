"""What the tests of the figure grammar share: one way to read a text, and to write down what was found."""

from __future__ import annotations

from decimal import Decimal

from audit.parse.figures import Scan, scan
from audit.read.normalise import normalise
from audit.read.structure import structure

NUMERALS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿")


def plain(num: int | None, dec: int) -> str | None:
    """A scaled integer as the cases write it."""
    return None if num is None else format(Decimal(num).scaleb(-dec), "f")


def rows(found: Scan, text: str) -> list[dict]:
    """The figures of a scan as the cases write them; spans slice the text as it was printed."""
    f, out = found.figures, []
    for i in range(len(f)):
        value = "{}/{}".format(*f.fraction[i]) if i in f.fraction else plain(f.num[i], f.dec[i])
        row = {"text": text[f.start[i] : f.end[i]], "value": value, "unit": f.unit[i], "kind": f.kind[i]}
        if f.hedge[i]:
            row |= {"hedge": f.hedge[i], "low": plain(f.low[i], f.dec[i]), "high": plain(f.high[i], f.dec[i])}
        if f.step[i]:
            row["step"] = plain(f.step[i], f.dec[i])
        out.append(row)
    return out


def uncovered(found: Scan, text: str) -> list[tuple[int, str, int]]:
    """Numeral characters that lie in no row of figures and ledger, or in several: position, character, how many."""
    times = [0] * (len(text) + 1)
    f, ledger = found.figures, found.ledger
    for a, b in [*zip(f.start, f.end, strict=True), *zip(ledger.start, ledger.end, strict=True)]:
        times[a] += 1
        times[b] -= 1
    out, now = [], 0
    for i, c in enumerate(text):
        now += times[i]
        if c in NUMERALS and now != 1:
            out.append((i, c, now))
    return out


def read(text: str) -> tuple[str, Scan]:
    """text -> (normalised text, what a scan finds in it)."""
    normal = normalise(text)
    return normal, scan(normal, structure(normal))
