"""What one figure of a broken relation may have been meant to be: slips, another figure, what the others give."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from audit.locate import slips, window
from audit.locate.columns import Recipe
from audit.locate.evaluate import is_equation, solve
from audit.locate.index import Index
from audit.locate.prints import Print, Value

# Weights beside those of the slips; all are rough shares of what goes wrong in print.
TRUNCATED = 1.0  # the digits of a rate were cut: the verdict itself says so
DERIVED, STATED = 0.006, 0.0015  # a figure someone worked out, or took over, with no slip that shows
MISPLACED = 0.02  # another figure of the text was put in: the nearest; others less
LONGER = 0.3  # for each digit that the value meant is longer: long numbers are rarer; and either way without a slip
_DERIVED_ROLES = frozenset(("reported", "delta", "total", "announced"))
_KEYED = frozenset((slips.DROPPED, slips.DOUBLED, slips.ADDED, slips.POINT))
FEW = 64  # prints that are tried one by one
_WHOLE = frozenset(("count", "duration"))  # kinds whose prints without 万 and point stay whole


@dataclass(slots=True)
class Repair:
    """One changed print of one figure, and why it may have been meant."""

    figure: int
    numeral: str
    value: Value
    tail: str | None = None  # what follows the digits, where 万 or 亿 changed
    reasons: dict[str, float] = field(default_factory=dict)
    factor: float = 1.0  # what else speaks for it or against it
    weight: float = 0.0

    def because(self, reason: str, weight: float) -> None:
        """Add a reason; of one kind the best counts."""
        self.reasons[reason] = max(weight, self.reasons.get(reason, 0.0))

    @property
    def reason(self) -> str:
        """The best reason."""
        return max(self.reasons, key=lambda name: (self.reasons[name], name))


def repairs_of(index: Index, k: int, recipe: Recipe, i: int) -> tuple[list[Repair], int]:
    """What figure i of relation k may have been meant to be, unproved.

    Args:    index: the report; k, recipe: the broken relation; i: one of its figures, whose print is known.
    Returns: one repair a print, none of the value that stands there, and of those a sieve can tell only what may mend
             the relation; slips get their weight in `weigh`. And how many prints were looked at.
    """
    p, f = index.printed(i), index.f
    made = _Prints(i, p, whole=index.columns["kind"][i] in _WHOLE and not f.step[i], rate=i == recipe.print)
    sieve = window.sieve(recipe, f, index.row(k), i)
    cut = index.outcomes[k]["how"] == "truncated" and i == recipe.print
    tried = 0
    if not p.chinese:
        most = _places(p.numeral) if cut else slips.LONGEST  # more digits would only hide that the print is cut
        most = 0 if made.whole else most
        keyed = _within(p, sieve, most, made) if sieve is not None else None
        if keyed is None:
            keyed = _keyed(p, sieve, most, made)
        tried = len(keyed)
        for numeral in keyed:
            if i != recipe.print or numeral.strip("0."):  # a rate of 0 is no slip
                made.add(numeral)
        if index.columns["kind"][i] == "money" or p.power in (4, 8):
            for tail, power in p.scaled_tails():
                made.add(p.numeral, slips.UNIT, slips.SHARE[slips.UNIT] / 2, tail, power)
    if is_equation(recipe):  # a bound alone does not point at a value
        unit = made.unit(_places(p.numeral))
        may = None if sieve is None else sieve.among(index.sizes_near(i), unit)
        for n, j in enumerate(index.others(k, i) if may is None or may else ()):
            tried += 1
            if may is None or index.size(j) in may:
                v = f.value(j)
                made.add(p.numeral_of(v.num, v.dec), slips.OTHER_FIGURE, MISPLACED / (1 + n))
    reason = slips.TRUNCATION if cut else slips.RECOMPUTED
    weight = TRUNCATED if cut else DERIVED if _derived(index, k, i) else STATED
    for numeral in _computed(index, k, recipe, i, p):
        made.add(numeral, reason, weight)
    return list(made.repairs.values()), tried


def weigh(index: Index, repair: Repair) -> None:
    """Give a proved repair its weight: its best reason, its style, and what else was said of it.

    Args:    index: the report; repair: changed in place.
    """
    p = index.printed(repair.figure)
    if repair.numeral != p.numeral and not p.chinese:
        slip = slips.plausibility(repair.numeral, p.numeral)
        if slip is not None:
            repair.because(slip.name, slip.weight)
    longer = _longer(index.f.value(repair.figure), repair.value)
    reasons = [w * LONGER ** _power(name, longer) for name, w in repair.reasons.items()]
    repair.weight = max(reasons, default=0.0) * repair.factor * _style(index, repair, p)


def _power(reason: str, longer: int) -> int:
    """How often LONGER counts: a 亿 for a 万 is as likely as a 万 for an 亿; without a slip, size should agree."""
    return 0 if reason == slips.UNIT else longer if reason in _KEYED else abs(longer)


class _Prints:
    """Repairs of one figure, one a print."""

    def __init__(self, figure: int, p: Print, whole: bool, rate: bool) -> None:
        self.figure, self.p, self.whole, self.rate = figure, p, whole, rate
        self.own = p.value(p.numeral)
        self.repairs: dict[tuple[str, int], Repair] = {}
        self.scale = 10.0**p.power

    def unit(self, places: int) -> float:
        """What the last digit of a print with so many decimals is worth, in base units; 0 where it is exact."""
        rounded = places or self.rate or self.p.power or self.p.rounded
        return self.scale / 10.0**places if rounded else 0.0

    def add(
        self, numeral: str | None, reason: str = "", weight: float = 0.0, tail: str | None = None, power: int = -1
    ) -> None:
        """Add a repair or a reason; nothing where the print cannot hold it, or it says what stands there already."""
        if not numeral or (self.whole and "." in numeral):
            return
        power = self.p.power if tail is None else power
        repair = self.repairs.get((numeral, power))
        if repair is None:
            value = self.p.value(numeral, power)
            if value.num * 10**self.own.dec == self.own.num * 10**value.dec:
                return
            repair = self.repairs[numeral, power] = Repair(self.figure, numeral, value, tail)
        if reason:
            repair.because(reason, weight)


def _computed(index: Index, k: int, recipe: Recipe, i: int, p: Print) -> list[str]:
    """The prints that the other figures of relation k give for figure i."""
    near = index.outcomes[k]["expected"]
    if recipe.frame in ("granularity", "back_changes") and i == recipe.print and isinstance(near, tuple):
        made = [p.numeral_of(n, index.f.dec[i]) for n in near]
        return [numeral for numeral in made if numeral]
    return [numeral for root in solve(recipe, index.f, i) for numeral in _around(p, root)]


def _around(p: Print, root: Fraction) -> list[str]:
    """The prints next to a value, below and above, at the print's own last digit."""
    places = _places(p.numeral)
    if root and (root < 0) != p.negative:
        return []
    steps = abs(root) * Fraction(10) ** (places - p.power)
    low = steps.numerator // steps.denominator
    ends = (low,) if low == steps else (low, low + 1)
    return [text for n in ends if len(text := _text(n, places)) <= slips.LONGEST + bool(places)]


def _within(p: Print, sieve: window.Sieve, most: int, made: _Prints) -> list[str] | None:
    """What a slip may have made a print of, among the few prints that may tie; None where they are not few.

    Args: p; sieve: of the relation; most: decimals; made: for the worth of a last digit.
    """
    own, digits = _places(p.numeral), len(p.numeral)
    top = min(most, own + 2 if own else digits + 3)  # the point moves by two places, or was lost
    out, count = [], 0
    for places in range(top + 1):
        scale = made.scale / 10.0**places
        for low, high in sieve.around(made.unit(places)):
            if high - low > FEW * scale:
                return None
            first, last = ceil(low / scale), floor(high / scale)
            count += last - first + 1
            if count > FEW:
                return None
            out += [text for n in range(first, last + 1) if slips.plausibility(text := _text(n, places), p.numeral)]
    return out


def _keyed(p: Print, sieve: window.Sieve | None, most: int, made: _Prints) -> list[str]:
    """What one slip may have made a print of, less what a sieve tells at once cannot tie."""
    out: list[str] = []
    windows: dict[int, list[tuple[float, float]]] = {}
    for text in _candidates(p.numeral):
        places = _places(text)
        if places > most:
            continue
        if sieve is not None:
            if places not in windows:
                windows[places] = sieve.around(made.unit(places))
            value = float(text) * made.scale
            if not any(low <= value <= high for low, high in windows[places]):
                continue
        out.append(text)
    return out


@lru_cache(maxsize=1024)
def _candidates(numeral: str) -> tuple[str, ...]:
    return tuple(slips.candidates(numeral))


def _text(number: int, places: int) -> str:
    """An integer with a point before its last digits: 67, 2 -> 0.67."""
    text = str(number).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


def _places(numeral: str) -> int:
    """The decimals of a numeral."""
    return len(numeral.partition(".")[2])


def _derived(index: Index, k: int, i: int) -> bool:
    """Was figure i worked out from the others, as a rate or a total is?"""
    r = index.relations[k]
    return r.frame != "repeats" and any(j == i and role in _DERIVED_ROLES for role, j in r.members)


def _longer(printed: Value, meant: Value) -> int:
    """By how many digits, at most two either way, the value meant is longer than the printed one."""
    a, b = abs(printed.num) * 10**meant.dec, abs(meant.num) * 10**printed.dec
    return min(2, max(-2, len(str(b)) - len(str(a))))


def _style(index: Index, repair: Repair, p: Print) -> float:
    """How much likelier the report prints as many decimals as the repair has than as many as the figure has."""
    mine, theirs = _places(p.numeral), _places(repair.numeral)
    if mine == theirs:
        return 1.0
    count = index.decimals(repair.figure)
    return min(4.0, max(0.05, (count[theirs] + 0.5) / max(0.5, count[mine] - 0.5)))
