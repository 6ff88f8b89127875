"""Broken relations -> the single-figure repairs that make all ties of the figure hold, most plausible slip first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from audit.locate import slips
from audit.locate.evaluate import BAND, CUT, TIES, fit, is_equation, solve
from audit.locate.prints import Print, Value, read_print
from audit.locate.recipes import Figures, Recipe, recipe_of
from audit.model import Parsed, Suspect

MOST = 5  # suspects of a finding
MOST_A_FIGURE = 3
LEAST = 0.01  # a repair that scores less is not worth a reader's time
FIGURES = 24  # of a relation that are tried: the total first, then the parts in order
OTHERS = 60  # other figures of the text that may stand in a figure's place, nearest first

# Weights beside those of the slips; all are rough shares of what goes wrong in print.
TRUNCATED = 1.0  # the digits of a rate were cut: the verdict itself says so
DERIVED, STATED = 0.006, 0.0015  # a figure someone worked out, or took over, with no slip that shows
MISPLACED = 0.02  # another figure of the text was put in: the nearest; others less
OPEN = 0.003  # no single figure is wrong: two are, or the text means something else
LEFT_CUT = 0.2  # for each rate that a repair makes recompute by truncation only
NEARLY = 0.1  # a difference of printed rates that only their rounding explains: most are printed exactly
LONGER = 0.3  # for each digit that the value meant is longer than the printed one: long numbers are rarer
UNEXPLAINED = 0.2  # for each other broken relation around that a repair leaves broken
_DERIVED_ROLES = frozenset(("reported", "delta", "total", "announced"))
_NOT_ASKED = frozenset(("bases",))  # whether a rate stands on the declared base is no question of slips
_RATES = frozenset(("percent", "percentage_point"))
_WHOLE = frozenset(("count", "duration"))  # kinds whose prints without 万 and point stay whole


@dataclass(slots=True)
class Repair:
    """One changed print of one figure, and why it may have been meant."""

    figure: int
    numeral: str
    value: Value
    text: str
    reasons: dict[str, float] = field(default_factory=dict)
    factor: float = 1.0
    weight: float = 0.0

    def because(self, reason: str, weight: float) -> None:
        """Add a reason; of one kind the best counts."""
        self.reasons[reason] = max(weight, self.reasons.get(reason, 0.0))


class Locator:
    """Finds the suspects of the findings of one report. One instance a report."""

    def __init__(self, parsed: Parsed, outcomes: Sequence[Mapping]) -> None:
        self.parsed, self.outcomes = parsed, outcomes
        self.columns = parsed.figures
        self.f = Figures(parsed.figures)
        self.relations = parsed.relations
        self.of_figure: dict[int, list[int]] = {}
        for k, r in enumerate(self.relations):
            for i in dict.fromkeys(i for _, i in r.members):
                self.of_figure.setdefault(i, []).append(k)
        self.recipes: dict[int, Recipe | None] = {}
        self.prints: dict[int, Print | None] = {}
        self.by_kind: dict[str, list[int]] = {}
        self.decimals: dict[tuple[str, bool], Counter[int]] = {}

    def recipe(self, k: int) -> Recipe | None:
        """The recipe of relation k, found once."""
        if k not in self.recipes:
            self.recipes[k] = recipe_of(self.relations[k], self.f)
        return self.recipes[k]

    def print(self, i: int) -> Print | None:
        """How figure i is printed, where a repair of it can be printed too."""
        if i not in self.prints:
            plain = not self.f.hedge[i] and self.columns["kind"][i] != "fraction"
            self.prints[i] = read_print(self.columns["text"][i], self.f.value(i)) if plain else None
        return self.prints[i]

    # ------------------------------------------------------------------ one finding
    def suspects(self, k: int) -> tuple[Suspect, ...]:
        """The repairs of one broken relation, best first; equal scores where nothing tells them apart.

        Args:    k: the relation's number in the report.
        Returns: at most MOST suspects; each makes the relation tie and keeps every tie of its figure.
        """
        recipe = self.recipe(k)
        if recipe is None or recipe.frame in _NOT_ASKED:
            return ()
        trials = {i: made for i in recipe.figures[:FIGURES] if self.free(i) and (made := self.candidates(k, recipe, i))}
        if not trials:
            return ()
        found = fit(recipe, self.f, [(i, [c.value for c in made]) for i, made in trials.items()])
        repairs: list[Repair] = []
        for (i, made), how in zip(trials.items(), found, strict=True):
            good = [n for n in range(len(made)) if self.good(k, how[n])]
            for n in good:
                made[n].factor = LEFT_CUT if how[n] == CUT else 1.0 if self.exact(recipe, made[n]) else NEARLY
            repairs.extend(self.proved(k, i, [made[n] for n in good]))
        return self.ranked(repairs)

    def good(self, k: int, how: int) -> bool:
        """Does a repair mend relation k? A rate that is then cut instead of rounded is mended but for its last digit."""
        return how in (TIES, BAND) or (how == CUT and self.outcomes[k]["how"] != "truncated")

    def exact(self, recipe: Recipe, repair: Repair) -> bool:
        """Does a repair need no slack? Only differences of printed rates have any."""
        if all(stem.mode != "slack" for stem in recipe.stems.values()):
            return True
        return Fraction(repair.value.num, 10**repair.value.dec) in solve(recipe, self.f, repair.figure)

    def free(self, i: int) -> bool:
        """Can the text of figure i be written otherwise, and every relation that ties with it be judged anew?"""
        return self.print(i) is not None and all(self.known(k, i) for k in self.of_figure[i])

    def known(self, k: int, i: int) -> bool:
        """Is relation k, where it ties, known to depend on figure i by a recipe, or not to depend on it?"""
        if self.outcomes[k]["verdict"] != "ties":
            return True
        recipe, r = self.recipe(k), self.relations[k]
        if recipe is None:
            return False
        fixed_print = "rep" in r.values and ("reported", i) in r.members and recipe.print != i
        return not fixed_print

    # ------------------------------------------------------------------ candidates
    def candidates(self, k: int, recipe: Recipe, i: int) -> list[Repair]:
        """What figure i may have been meant to be: a slip of, another figure of the text, what the others give."""
        p = self.print(i)
        made = _Candidates(i, p, self.columns["text"][i], whole=self.columns["kind"][i] in _WHOLE and not self.f.step[i])
        if not p.chinese:
            for numeral in slips.candidates(p.numeral):
                made.add(numeral)
            if self.columns["kind"][i] == "money" or p.power in (4, 8):
                for tail, power in p.scaled_tails():
                    made.add(p.numeral, slips.UNIT, slips.SHARE[slips.UNIT] / 2, tail, power)
        for n, j in enumerate(self.others(k, i) if is_equation(recipe) else ()):
            v = self.f.value(j)
            made.add(p.numeral_of(v.num, v.dec), slips.OTHER_FIGURE, MISPLACED / (1 + n))
        cut = self.outcomes[k]["how"] == "truncated" and i == recipe.print
        weight = TRUNCATED if cut else DERIVED if self.derived(k, i) else STATED
        for numeral in self.computed(k, recipe, i, p):
            made.add(numeral, slips.TRUNCATION if cut else slips.RECOMPUTED, weight)
        return made.repairs()

    def computed(self, k: int, recipe: Recipe, i: int, p: Print) -> list[str]:
        """The prints that the other figures of relation k give for figure i."""
        near = self.outcomes[k]["expected"]
        if recipe.frame in ("granularity", "back_changes") and i == recipe.print and isinstance(near, tuple):
            made = [p.numeral_of(n, self.f.dec[i]) for n in near]
            return [numeral for numeral in made if numeral]
        return [numeral for root in solve(recipe, self.f, i) for numeral in _around(p, root)]

    def derived(self, k: int, i: int) -> bool:
        """Was figure i worked out from the others, as a rate or a total is?"""
        r = self.relations[k]
        return r.frame != "repeats" and any(j == i and role in _DERIVED_ROLES for role, j in r.members)

    def others(self, k: int, i: int) -> list[int]:
        """Figures of the kind and unit of figure i outside relation k, one a value, nearest first."""
        kind, unit = self.columns["kind"][i], self.columns["unit"][i]
        if not self.by_kind:
            for j, (name, word) in enumerate(zip(self.columns["kind"], self.columns["unit"], strict=True)):
                if name != "fraction" and not self.f.hedge[j]:
                    self.by_kind.setdefault(f"{name} {word}", []).append(j)
        members = {j for _, j in self.relations[k].members}
        pool = sorted((j for j in self.by_kind.get(f"{kind} {unit}", ()) if j not in members), key=lambda j: (abs(j - i), j))
        seen = {(self.f.num[j], self.f.dec[j]) for j in members}
        out = []
        for j in pool:
            key = self.f.num[j], self.f.dec[j]
            if key not in seen:
                seen.add(key)
                out.append(j)
                if len(out) == OTHERS:
                    break
        return out

    # ------------------------------------------------------------------ proof and rank
    def proved(self, k: int, i: int, repairs: list[Repair]) -> list[Repair]:
        """Those repairs of figure i that keep every tie of it; their weights count what else they mend, and leave."""
        around = self.broken_around(k)
        mended = [{k} for _ in repairs]
        for q in self.of_figure[i]:
            verdict = self.outcomes[q]["verdict"]
            if q == k or verdict == "undetermined" or not repairs:
                continue
            recipe = self.recipe(q)
            if recipe is None or i not in recipe.figures:
                continue
            (how,) = fit(recipe, self.f, [(i, [c.value for c in repairs])])
            if verdict == "ties":
                keep = [n for n in range(len(repairs)) if how[n] in (TIES, BAND)]
                repairs, mended = [repairs[n] for n in keep], [mended[n] for n in keep]
                continue
            for n, c in enumerate(repairs):
                if self.good(q, how[n]):
                    mended[n].add(q)
                    c.factor *= LEFT_CUT if how[n] == CUT else 1.0
        p = self.print(i)
        for c, m in zip(repairs, mended, strict=True):
            if c.numeral != p.numeral and not p.chinese:
                slip = slips.plausibility(c.numeral, p.numeral)
                if slip is not None:
                    c.because(slip.name, slip.weight)
            c.weight = max(c.reasons.values(), default=0.0) * c.factor * self.style(i, c.numeral, p)
            c.weight *= UNEXPLAINED ** min(6, len(around - m)) * _size(self.f.value(i), c.value)
        return [c for c in repairs if c.weight > 0]

    def style(self, i: int, numeral: str, p: Print) -> float:
        """How much rarer in the report are prints with as many decimals as `numeral` than with as many as figure i."""
        mine, theirs = (len(x.partition(".")[2]) for x in (p.numeral, numeral))
        if mine == theirs:
            return 1.0
        kind, rounded = self.columns["kind"], bool(self.f.step[i])
        rate = kind[i] in _RATES
        key = ("percent", False) if rate else (kind[i], rounded)
        if key not in self.decimals:
            self.decimals[key] = Counter(
                d for d, name, step in zip(self.columns["decimals"], kind, self.f.step, strict=True)
                if (name in _RATES if rate else name == kind[i] and bool(step) == rounded)
            )  # fmt: skip
        count = self.decimals[key]
        return min(1.0, max(0.05, (count[theirs] + 0.5) / max(0.5, count[mine] - 0.5)))

    def broken_around(self, k: int) -> set[int]:
        """Broken relations that share a figure with relation k and that a repair might mend, itself included."""
        found = {q for _, i in self.relations[k].members for q in self.of_figure[i]}
        return {
            q for q in found
            if self.outcomes[q]["verdict"] == "breaks" and (r := self.recipe(q)) is not None and r.frame not in _NOT_ASKED
        }  # fmt: skip

    def ranked(self, repairs: Iterable[Repair]) -> tuple[Suspect, ...]:
        """Suspects by score, then by their order in the text. A score is a repair's share of all that could be."""
        repairs = list(repairs)
        whole = OPEN + sum(c.weight for c in repairs)
        start = self.columns["start"]
        rows = sorted((-round(c.weight / whole, 4), start[c.figure], c.figure, c.text, c) for c in repairs)
        out: list[Suspect] = []
        count: dict[int, int] = {}
        for minus_score, _, i, text, c in rows:
            count[i] = count.get(i, 0) + 1
            if -minus_score < LEAST or count[i] > MOST_A_FIGURE:
                continue
            reason = max(c.reasons, key=lambda name: (c.reasons[name], name))
            printed = self.columns["text"][i].strip()
            out.append(Suspect(self.columns["id"][i], printed, text.strip(), reason, -minus_score))
            if len(out) == MOST:
                break
        return tuple(out)


class _Candidates:
    """Repairs of one figure, one a text."""

    def __init__(self, figure: int, p: Print, text: str, whole: bool) -> None:
        self.figure, self.p, self.text, self.whole = figure, p, text, whole
        self.made: dict[str, Repair] = {}
        own = p.value(p.numeral)
        self.own = own.num, own.dec

    def add(
        self, numeral: str | None, reason: str = "", weight: float = 0.0, tail: str | None = None, power: int | None = None
    ) -> None:
        """Add a repair or a reason; nothing where the print cannot hold it, or it says what stands there already."""
        if not numeral or (self.whole and "." in numeral):
            return
        text = self.p.write(numeral, tail)
        repair = self.made.get(text)
        if repair is None:
            value = self.p.value(numeral, power)
            if not text or value.num * 10 ** self.own[1] == self.own[0] * 10**value.dec:
                return
            repair = self.made[text] = Repair(self.figure, numeral, value, text)
        if reason:
            repair.because(reason, weight)

    def repairs(self) -> list[Repair]:
        """All of them, in the order they came."""
        return list(self.made.values())


def _size(printed: Value, meant: Value) -> float:
    """LONGER for each digit that the value meant is longer than the printed one, at most two either way."""
    a, b = abs(printed.num) * 10**meant.dec, abs(meant.num) * 10**printed.dec
    return LONGER ** min(2, max(-2, len(str(b)) - len(str(a))))


def _around(p: Print, root: Fraction) -> list[str]:
    """The prints next to a value, below and above, at the print's own last digit."""
    places = len(p.numeral.partition(".")[2])
    if (root < 0) != p.negative and root:
        return []
    steps = abs(root) * Fraction(10) ** (places - p.power)
    low = steps.numerator // steps.denominator
    ends = (low,) if low == steps else (low, low + 1)
    texts = [str(n).rjust(places + 1, "0") for n in ends]
    return [f"{t[:-places]}.{t[-places:]}" if places else t for t in texts if len(t) <= slips.LONGEST]
