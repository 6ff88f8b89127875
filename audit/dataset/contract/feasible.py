"""Can any row satisfy all rules together? HiGHS looks, exact elimination proves, and what excludes what is named.

Only what is linear takes part: sums, balances, parts, orders, differences, comparisons, bounds. What is left out can
only make more rows impossible, so a conflict that is found stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audit.dataset.contract import kinds
from audit.dataset.contract.model import Contract
from audit.dataset.contract.where import Comparison, Group, parse
from audit.dataset.rules import Rule

MOST_ROWS = 4000  # of one elimination


@dataclass(frozen=True, slots=True)
class Line:
    """A linear condition: the sum of coefficient times column is at most `right` (`strict`: below it), or equals it."""

    who: str  # the rule, or column, that asks for it
    terms: tuple[tuple[str, Fraction], ...]
    right: Fraction
    strict: bool = False
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules, and bounds of columns, that no row can satisfy together. `where`: the rows it is about, "" for all."""

    rules: tuple[str, ...]
    where: str = ""
    proved: bool = True


def conflicts(contract: Contract) -> list[Conflict]:
    """The smallest sets of rules that exclude each other: those of every row, then those of each condition."""
    always = [*_bounds(contract), *(line for r in contract.rules if not r.where for line in _lines(r, contract))]
    out = [Conflict(core, proved=proved) for core, proved in _cores(always)]
    if out:
        return out
    seen = set()
    for where in dict.fromkeys(r.where for r in contract.rules if r.where):
        mine = [line for r in contract.rules if r.where == where for line in _lines(r, contract)]
        for core, proved in _cores([*always, *mine, *_condition(where)]):
            if core not in seen:
                seen.add(core)
                out.append(Conflict(core, where, proved))
    return out


def _lines(rule: Rule, contract: Contract) -> Iterator[Line]:
    c = rule.columns
    loose = bool(rule.options.get("rounded", True))
    if rule.kind in ("sum", "balance"):
        one, other = (c["total"], c["parts"]) if rule.kind == "sum" else (c["plus"], c["minus"])
        if loose and not all(_exact(n, contract) for n in (*one, *other)):
            return  # rounding leaves room
        yield _compare(rule.id, one, "==", other)
    elif rule.kind == "subset":
        yield _compare(rule.id, c["parts"], "<=", c["whole"])
    elif rule.kind == "order":
        for a, b in zip(c["items"], c["items"][1:], strict=False):
            yield _compare(rule.id, (b,), "<=", (a,))
    elif rule.kind == "inequality" and rule.options["op"] != "!=":
        op = rule.options["op"]
        if op in (">", ">="):
            yield _compare(rule.id, c["right"], op.replace(">", "<"), c["left"])
        else:
            yield _compare(rule.id, c["left"], op, c["right"])
    elif rule.kind == "repeat" and all("." not in n for n in c["b"]):
        yield _compare(rule.id, c["a"], "==", c["b"])
    elif rule.kind == "change" and "delta" in c and "previous" in c:
        terms = _terms(c["current"], 1) + _terms(c["previous"], -1) + _terms(c["delta"], -1)
        yield _line(rule.id, terms, equal=True)


def _exact(name: str, contract: Contract) -> bool:
    """Does a column hold counts, which are exact? Nothing known of it: it may be rounded."""
    spec = contract.columns.get(name)
    return bool(spec and (spec.whole or spec.decimals == 0) and spec.type != "percent")


def _compare(who: str, left: Sequence[str], op: str, right: Sequence[str]) -> Line:
    return _line(who, _terms(left, 1) + _terms(right, -1), strict=op == "<", equal=op == "==")


def _terms(names: Iterable[str], sign: int) -> list[tuple[str, Fraction]]:
    return [(name, Fraction(sign)) for name in names]


def _line(who: str, terms: list[tuple[str, Fraction]], strict: bool = False, equal: bool = False) -> Line:
    by: dict[str, Fraction] = {}
    right = Fraction(0)
    for name, factor in terms:
        if kinds.NUMBER.fullmatch(name):
            right -= factor * Fraction(name.rstrip("%"))
        else:
            by[name] = by.get(name, Fraction(0)) + factor
    return Line(who, tuple((n, f) for n, f in by.items() if f), right, strict, equal)


def _bounds(contract: Contract) -> Iterator[Line]:
    for name, spec in contract.columns.items():
        if spec.low is not None:
            yield Line(f"min {name}", ((name, Fraction(-1)),), -Fraction(spec.low))
        if spec.high is not None:
            yield Line(f"max {name}", ((name, Fraction(1)),), Fraction(spec.high))


def _condition(where: str) -> Iterator[Line]:
    """What a condition says of numbers, where it is a plain chain of comparisons."""
    found = parse(where)
    parts = found.parts if isinstance(found, Group) and found.word == "and" else (found,)
    for part in parts:
        if not isinstance(part, Comparison) or {part.left[0], part.right[0]} - {"column", "number"}:
            continue
        left, right = (str(v) if k == "column" else _decimal(v) for k, v in (part.left, part.right))
        if left is None or right is None or part.op == "!=":
            continue
        if part.op in (">", ">="):
            yield _compare(f"where {where}", (right,), part.op.replace(">", "<"), (left,))
        else:
            yield _compare(f"where {where}", (left,), part.op, (right,))


def _decimal(value: Fraction) -> str | None:
    from decimal import Decimal

    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text if kinds.NUMBER.fullmatch(text) else None


def _cores(lines: Sequence[Line]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Sets of rules that exclude each other, each as small as it gets; those of one set are left out of the next."""
    left = [line for line in lines if line.terms or _false(line)]
    while left and _impossible(left):
        core = _smallest(left)
        if not core:
            return
        names = tuple(dict.fromkeys(line.who for line in core if not line.who.startswith("where ")))
        yield names, _proved(core)
        taken = {line.who for line in core}
        rest = [line for line in left if line.who not in taken]
        if len(rest) == len(left):
            return
        left = rest


def _false(line: Line) -> bool:
    """A line without columns that does not hold: 3 <= 2."""
    if line.terms:
        return False
    return line.right != 0 if line.equal else line.right <= 0 if line.strict else line.right < 0


def _smallest(lines: list[Line]) -> list[Line]:
    """Leave out one line after another as long as the rest stays impossible."""
    core = list(lines)
    for line in lines:
        fewer = [x for x in core if x is not line]
        if _impossible(fewer):
            core = fewer
    return core


def _impossible(lines: Sequence[Line]) -> bool:
    """Does HiGHS find no solution? A strict line is widened by one variable, the slack, which must be above 0."""
    if any(_false(line) for line in lines):
        return True
    if not lines:
        return False
    import highspy

    names = {name: n for n, name in enumerate(dict.fromkeys(n for line in lines for n, _ in line.terms))}
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("threads", 1)
    inf = highspy.kHighsInf
    for _ in names:
        h.addVar(-inf, inf)
    slack = len(names)
    h.addVar(0.0, 1.0)
    h.changeColCost(slack, -1.0)
    for line in lines:
        index = [names[n] for n, _ in line.terms]
        value = [float(f) for _, f in line.terms]
        if line.strict:
            index.append(slack)
            value.append(1.0)
        right = float(line.right)
        h.addRow(right if line.equal else -inf, right, len(index), index, value)
    h.run()
    status = h.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return True
    strict = any(line.strict for line in lines)
    return bool(status == highspy.HighsModelStatus.kOptimal and strict and h.getSolution().col_value[slack] <= 1e-7)


def _proved(core: Sequence[Line]) -> bool:
    """Eliminate one column after another, exactly (Fourier–Motzkin), until a line says something false of numbers."""
    rows: list[tuple[dict[str, Fraction], Fraction, bool]] = []
    for line in core:
        terms = dict(line.terms)
        rows.append((terms, line.right, line.strict))
        if line.equal:
            rows.append(({n: -f for n, f in terms.items()}, -line.right, False))
    while True:
        names = {n for terms, _, _ in rows for n in terms}
        if any(not terms and (right < 0 or (strict and right == 0)) for terms, right, strict in rows):
            return True
        if not names:
            return False
        name = min(names, key=lambda n: (_growth(rows, n), n))
        rows = _without(rows, name)
        if len(rows) > MOST_ROWS:
            return False


def _growth(rows: list, name: str) -> int:
    up = sum(terms.get(name, 0) > 0 for terms, _, _ in rows)
    down = sum(terms.get(name, 0) < 0 for terms, _, _ in rows)
    return up * down - up - down


def _without(rows: list, name: str) -> list:
    up = [r for r in rows if r[0].get(name, 0) > 0]
    down = [r for r in rows if r[0].get(name, 0) < 0]
    out = [r for r in rows if not r[0].get(name, 0)]
    for a, right_a, strict_a in up:
        for b, right_b, strict_b in down:
            fa, fb = -b[name], a[name]
            terms = {n: fa * a.get(n, 0) + fb * b.get(n, 0) for n in {*a, *b} if n != name}
            out.append(({n: f for n, f in terms.items() if f}, fa * right_a + fb * right_b, strict_a or strict_b))
    return out
