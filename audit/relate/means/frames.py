"""The integers of an average, whether they agree, and the relation."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.means.words import GRAMS
from audit.relate.relations import ERROR, OPEN_HIGH, Relation, common, scaled


def frame(c: Context, t: int, d: int | None, m: int, times: int, days: int = 0) -> dict[str, int]:
    """Integers of the rates frame for an average printed at its own last unit: 7.2万元 is 72 at a unit of 1000 yuan."""
    f = c.figures
    dec = common(c, t, m) if d is None else common(c, t, d, m)
    a, b = scaled(c, t, dec)
    if f.unit[t] != f.unit[m] and f.unit[t] in GRAMS and f.unit[m] in GRAMS:
        a, b, times = a * GRAMS[f.unit[t]], b * GRAMS[f.unit[t]], times * GRAMS[f.unit[m]]
    x, y = scaled(c, d, dec) if d is not None else (days * 10**dec,) * 2
    unit = max(1, f.step[m])
    if f.hedge[m]:
        least, most = f.low[m], f.high[m]
        low = -OPEN_HIGH if least is None else least // unit
        high = OPEN_HIGH if most is None else -(-most // unit)
    else:
        low = high = f.num[m] // unit
    return {
        "num_lo": a,
        "num_hi": b,
        "den_lo": x * unit,
        "den_hi": y * unit,
        "rep": f.num[m] // unit,
        "rep_lo": low,
        "rep_hi": high,
        "scale": 10 ** f.dec[m],
        "per": times,
    }


def divides(c: Context, t: int, d: int | None, m: int, times: int, days: int = 0) -> bool:
    """Does t over d, or over so many days, print as the average m?"""
    return agrees(frame(c, t, d, m, times, days))


def agrees(v: dict[str, int]) -> bool:
    """Does the quotient of a rates frame print as reported?"""
    if v["den_lo"] <= 0:
        return False
    k = v["scale"] * v["per"]
    if v["rep_lo"] != v["rep_hi"]:
        return k * v["num_hi"] >= v["rep_lo"] * v["den_lo"] and k * v["num_lo"] <= v["rep_hi"] * v["den_hi"]
    return (
        2 * k * v["num_lo"] <= (2 * v["rep"] + 1) * v["den_hi"]
        and 2 * k * v["num_hi"] >= (2 * v["rep"] - 1) * v["den_lo"]
    )


def add(
    c: Context,
    out: list[Relation],
    t: int,
    d: int | None,
    span: tuple[int, int, int] | None,
    m: int,
    cap: str = ERROR,
    times: int = 1,
) -> None:
    """Write the average m of t over d, or over a stated period: start, end, days."""
    members = [("numerator", t)]
    spans = []
    if d is not None:
        members.append(("denominator", d))
    elif span is not None:
        spans.append(("denominator", span[0], span[1]))
    members.append(("reported", m))
    values = frame(c, t, d, m, times, span[2] if span else 0)
    out.append(
        Relation(
            "rate",
            "rates",
            "RAT101",
            members,
            values,
            m,
            cap,
            0.0,
            spans,
            c.label[m],
            "mean",
            {"mean": True, "days": span[2] if span else 0},
        )
    )
