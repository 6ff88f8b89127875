"""What the searches found, as rules with the names of columns: the proposals of a contract."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.dataset.discover import bounds, names
from audit.dataset.discover.changes import DELTA, PERCENT, Change
from audit.dataset.discover.data import Data
from audit.dataset.discover.exact import rank_basis
from audit.dataset.discover.fits import SURE, Fit
from audit.dataset.discover.orders import Order
from audit.dataset.discover.proposal import AGREE, ONLY, RATE, SILENT, Proposal
from audit.dataset.discover.ratios import Rate
from audit.dataset.discover.where import Conditional
from audit.dataset.rules import Rule

NEGATIVE = 0.02  # of the rows: a column that is negative more often is a difference


def is_negative(data: Data, c: int) -> bool:
    """Is a column negative in more rows than slips explain?"""
    ok = data.ok[c]
    return bool(ok.any()) and float((data.value[c, ok] < 0).mean()) > NEGATIVE


def _named(data: Data, columns: Sequence[int]) -> tuple[str, ...]:
    return tuple(data.names[c] for c in columns)


def _told(data: Data, columns: Sequence[int]) -> tuple[str, ...]:
    """Names of a sum as people tell them: what was carried over comes first."""
    return tuple(sorted(_named(data, columns), key=lambda name: not names.is_previous(name)))


def _rows(data: Data, broken: np.ndarray) -> tuple[int, ...]:
    return tuple(int(r) for r in data.rows[broken])


def of_fit(data: Data, f: Fit, condition: str = "") -> Proposal:
    """A linear relation as a rule: sum, balance, repeat, or a change within the row."""
    kind, columns, says = _linear(data, f)
    if condition and kind == "repeat":
        kind, columns = "inequality", {"left": columns["a"], "right": columns["b"]}
    options = {"op": "=="} if kind == "inequality" else {}
    return Proposal(Rule("", kind, columns, options, condition), f.judged, _rows(data, f.broken), f.chance, says)


def _linear(data: Data, f: Fit) -> tuple[str, dict[str, tuple[str, ...]], str]:
    plus, minus = _told(data, f.plus), _told(data, f.minus)
    if f.constant:
        says = AGREE if all(names.is_share(n) for n in minus) else SILENT
        return "sum", {"total": (str(f.constant // 10**data.scale),), "parts": minus}, says
    if len(f.plus) == 1 and len(f.minus) == 1:
        return "repeat", {"a": plus, "b": minus}, AGREE if names.common(plus[0], minus[0]) >= 2 else SILENT
    if len(f.plus) > 1:
        score = names.family([*plus, *minus]) >= 2 or any(names.stage(n) for n in (*plus, *minus))
        return "balance", {"plus": plus, "minus": minus}, AGREE if score else SILENT
    if not any(is_negative(data, c) for c in f.minus):
        return "sum", {"total": plus, "parts": minus}, AGREE if names.sums(plus[0], list(minus)) > 0 else SILENT
    if len(f.minus) == 2:  # now = before + difference
        delta = max(f.minus, key=lambda c: (is_negative(data, c), names.is_change(data.names[c])))
        before = next(c for c in f.minus if c != delta)
        if names.is_change(data.names[delta]) or names.carried(data.names[before], plus[0]) > 1:
            columns = {"current": plus, "previous": _named(data, [before]), "delta": _named(data, [delta])}
            return "change", columns, AGREE
    return "balance", {"plus": plus, "minus": minus}, SILENT


def of_rate(data: Data, r: Rate, fits: Sequence[Fit], condition: str = "") -> Proposal:
    """A rate as a rule; other forms that the relations do not make the same are said."""
    columns = {
        "reported": _named(data, [r.reported]),
        "numerator": _named(data, r.numerator),
        "denominator": _told(data, r.denominator),
    }
    usual = 1000 if data.units[r.reported] == "‰" else 100 if data.percent[r.reported] else 1
    options = {} if r.per == usual == 100 else {"per": r.per}
    also = tuple(
        f"{' + '.join(_named(data, n))} / {' + '.join(_named(data, d))}"
        for n, d in r.also
        if not (same_sum(n, r.numerator, fits) and same_sum(d, r.denominator, fits))
    )
    rule = Rule("", "rate", columns, options, condition)
    return Proposal(rule, r.judged, _rows(data, r.broken), r.chance, AGREE if r.names > 0 else SILENT, also)


def same_sum(a: Sequence[int], b: Sequence[int], fits: Sequence[Fit]) -> bool:
    """Are two sums equal by the linear relations?"""
    plus, minus = tuple(c for c in a if c not in b), tuple(c for c in b if c not in a)
    if not plus and not minus:
        return True
    relations = [(f.plus, f.minus) for f in fits if not f.constant]
    top = max((c for side in (*relations, (plus, minus)) for c in (*side[0], *side[1])), default=0) + 1
    kept = rank_basis([*((r, 0) for r in relations), ((plus, minus), 1)], top)
    return 1 not in kept


def of_grain(data: Data, g: bounds.Attainable) -> Proposal:
    """A percentage that a base must be able to make."""
    columns = {"reported": _named(data, [g.reported]), "denominator": _named(data, [g.base])}
    rule = Rule("", "attainable", columns, severity="warning")
    return Proposal(rule, g.judged, _rows(data, g.broken), g.chance, AGREE if g.names > 0 else SILENT)


def of_change(data: Data, c: Change) -> Proposal:
    """A change on the row before, or within the row."""
    columns: dict[str, tuple[str, ...]] = {"current": _named(data, [c.current])}
    if c.base is not None:
        columns["previous"] = _named(data, [c.base])
    role = "delta" if c.form == DELTA else "percent" if c.form == PERCENT else "previous"
    columns[role] = _named(data, [c.stated])
    options: dict[str, str | int] = {}
    if c.lag:
        if data.keys:
            columns["key"] = data.keys
        columns["time"] = (data.time,)
        if c.lag == "period":
            options["against"] = "period"
    if c.form == PERCENT and data.units[c.stated] == "‰":
        options["per"] = 1000
    rule = Rule("", "change", columns, options)
    return Proposal(rule, c.judged, _rows(data, c.broken), c.chance, AGREE if c.names > 0 else SILENT)


def of_chain(data: Data, path: list[Order]) -> Proposal:
    """Orders that follow one another as one order; its chance is that of the weakest."""
    items = (path[0].upper, *(o.lower for o in path))
    broken = sorted({int(r) for o in path for r in data.rows[o.broken]})
    judged = max(o.judged for o in path)
    weakest = max(o.chance for o in path)
    only = [o for o in path if o.chance > SURE]
    says = AGREE if all(o.names > 0 for o in path) else SILENT
    if only:
        says = RATE if all(o.of_rate for o in only) else ONLY
    rule = Rule("", "order", {"items": _named(data, items)}, severity="warning" if only else "error")
    return Proposal(rule, judged, tuple(broken), weakest, says)


def of_conditional(data: Data, c: Conditional) -> Proposal:
    """A rule of some rows."""
    text = c.condition.text
    if isinstance(c.rule, Fit):
        return of_fit(data, c.rule, text)
    if isinstance(c.rule, Rate):
        return of_rate(data, c.rule, (), text)
    o = c.rule
    rule = Rule("", "order", {"items": _named(data, (o.upper, o.lower))}, where=text)
    return Proposal(rule, o.judged, _rows(data, o.broken), o.chance, AGREE if o.names > 0 else SILENT)
