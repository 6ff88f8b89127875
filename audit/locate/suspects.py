"""Broken relations -> the single-figure repairs that make every relation of the figure tie, likeliest slip first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from audit.locate import slips
from audit.locate.columns import Recipe
from audit.locate.evaluate import BAND, CUT, TIES, fit, is_equation, solve
from audit.locate.index import Index
from audit.locate.repairs import Repair, repairs_of, weigh
from audit.model import Suspect

MOST, MOST_EQUAL = 5, 8  # suspects of a finding; more than five only where the last are equally good
MOST_A_FIGURE = 3
FAR_BELOW = 0.25  # of the best score: what is less likely than that beside it only distracts
PLAIN = 0.3  # a slip that stands beside another explanation
LEAST = 0.01  # a repair that scores less is not worth a reader's time
FIGURES = 64  # of a relation that are tried: the total first, then the parts in order
BUDGET = 100_000  # repairs that are tried in one report; about two seconds

OPEN = 0.003  # weight of: no single figure is wrong, two are, or the text means something else
INSTEAD = 0.006  # and of: another figure of the text, which does give the print, was meant; for each
LEFT_CUT = 0.2  # for each rate that a repair makes recompute by truncation, in a report that cuts its rates
NEARLY = 0.1  # a sum or difference of figures printed alike that only their rounding explains: most tie exactly
EQUAL = 6.0  # what is at most the whole is quite often all of it
UNEXPLAINED = 0.2  # for each other broken relation around that a repair leaves broken
# Frames whose message names a simpler explanation that a changed digit only hides: the base that is not in the text
# (a rate without numerator, a growth without base), the hedge in front of a figure that is exact elsewhere.
_NO_HINT = frozenset(("granularity", "back_changes", "contradictions"))
# What no value of a figure mends: whether a rate stands on the declared base, what a label covers, how a hedge reads.
_NO_VALUE = frozenset(("bases", "marks", "hedges"))


_NO_SLIP = frozenset((slips.RECOMPUTED, slips.TRUNCATION, slips.OTHER_FIGURE))  # no finger made these


class Locator:
    """Finds the suspects of the findings of one report. One instance a report."""

    def __init__(self, index: Index) -> None:
        self.index, self.f = index, index.f
        self.budget = BUDGET

    def suspects(self, k: int, alternatives: int = 0) -> tuple[Suspect, ...]:
        """The repairs of one broken relation, best first; equal scores where nothing tells them apart.

        Args:    k: the relation's number in the report; alternatives: how many other figures of the text give its
                 print, which makes it less likely that one of its own is wrong.
        Returns: at most MOST suspects (MOST_EQUAL where the last are equally good). Each makes every broken relation
                 of its figure tie and keeps every tie of it; where the report cuts its rates, a rate may tie by that.
        """
        recipe = self.index.recipe(k)
        if recipe is None or recipe.frame in _NO_VALUE or recipe.frame in _NO_HINT or self.budget < 0:
            return ()
        looked = {i: repairs_of(self.index, k, recipe, i) for i in recipe.figures[:FIGURES] if self.index.print(i)}
        self.budget -= sum(tried for _, tried in looked.values())
        trials = {i: repairs for i, (repairs, _) in looked.items() if repairs}
        if not trials or self.budget < 0:
            return ()
        hows = fit(recipe, self.f, [(i, [c.value for c in repairs]) for i, repairs in trials.items()])
        proved: list[Repair] = []
        for (i, repairs), how in zip(trials.items(), hows, strict=True):
            good = [
                n for n, c in enumerate(repairs)
                if self.mends(k, how[n]) and not (how[n] == CUT and (alternatives or self.longer(c)))
                and not self.overfull(recipe, c)
            ]  # fmt: skip
            if not good or not self.free(i):
                continue
            for n in good:
                self.fitted(recipe, repairs[n], how[n])
            proved.extend(self.proved(k, i, [repairs[n] for n in good]))
        for c in proved:
            weigh(self.index, c)
        return self.telling(recipe, self.ranked(proved, OPEN + INSTEAD * alternatives), bool(alternatives))

    # ------------------------------------------------------------------ the relation itself
    def free(self, i: int) -> bool:
        """Can figure i be printed otherwise, and every relation of it that ties be judged anew?"""
        return self.index.print(i) is not None and all(self.known(k, i) for k in self.index.of_figure[i])

    def known(self, k: int, i: int) -> bool:
        """Is it known, by a recipe, how relation k depends on figure i? No value of a figure mends some kinds."""
        recipe, r = self.index.recipe(k), self.index.relations[k]
        if self.index.outcomes[k]["verdict"] == "undetermined" or (recipe is None and r.frame in _NO_VALUE):
            return True
        if recipe is None:
            return False
        return recipe.print == i or "rep" not in r.values or ("reported", i) not in r.members

    def mends(self, k: int, how: int) -> bool:
        """Does a repair with this fit mend relation k?"""
        return how in (TIES, BAND) or (how == CUT and self.index.cuts and self.index.outcomes[k]["how"] != "truncated")

    def longer(self, repair: Repair) -> bool:
        """Would a repair print more decimals than are printed? More digits that are cut again explain nothing."""
        return repair.value.dec > self.f.value(repair.figure).dec

    def overfull(self, recipe: Recipe, repair: Repair) -> bool:
        """Would a repair print more than 100 % of a whole where less is printed?"""
        if repair.figure != recipe.print or recipe.frame != "rates" or recipe.fixed["per"] != 100:
            return False
        own, full = self.f.value(repair.figure), 100 * 10**repair.value.dec
        return repair.value.num > full and own.num <= 100 * 10**own.dec

    def fitted(self, recipe: Recipe, repair: Repair, how: int) -> None:
        """Weigh how well a repair fits the broken relation."""
        if how == CUT:
            repair.reasons.pop(slips.RECOMPUTED, None)  # what is worked out anew is rounded
            repair.factor = LEFT_CUT
        elif not self.exact(recipe, repair, how):
            repair.factor = NEARLY
        elif self.meets(recipe, repair):
            repair.factor = EQUAL
        if recipe.frame == "granularity" and repair.figure != recipe.print:
            # the larger a base, the more prints have a numerator on it by chance
            repair.factor *= min(1.0, self.f.num[repair.figure] / max(1, repair.value.num))

    def exact(self, recipe: Recipe, repair: Repair, how: int) -> bool:
        """Does a repair tie to the last digit, as figures that are printed alike, and points of printed rates, do?"""
        if recipe.frame == "repeats":  # the same figure again: with as many digits as it has now, or as the other has
            return repair.value[1:] in {self.f.value(i)[1:] for i in recipe.figures}
        if how != BAND or recipe.frame not in ("sums", "differences"):
            return True
        alike = {self.f.value(i)[1:] for i in recipe.figures if i != repair.figure} == {repair.value[1:]}
        if not alike and all(stem.mode != "slack" for stem in recipe.stems.values()):
            return True
        return Fraction(repair.value.num, 10**repair.value.dec) in solve(recipe, self.f, repair.figure)

    def meets(self, recipe: Recipe, repair: Repair) -> bool:
        """Would a repair make the two sides of an order, or a part and its whole, equal?"""
        if is_equation(recipe) or len(recipe.figures) != 2:
            return False
        (other,) = (i for i in recipe.figures if i != repair.figure)
        a, b = self.f.value(other), repair.value
        return a.num * 10**b.dec == b.num * 10**a.dec

    # ------------------------------------------------------------------ every other relation of the figure
    def proved(self, k: int, i: int, repairs: list[Repair]) -> list[Repair]:
        """Those repairs of figure i that mend every broken relation of it and keep every tie."""
        mended = {k}
        for q in self.index.of_figure[i]:
            verdict, recipe = self.index.outcomes[q]["verdict"], self.index.recipe(q)
            if q == k or verdict == "undetermined" or recipe is None or recipe.frame in _NO_VALUE:
                continue
            if i not in recipe.figures or not repairs:
                continue
            (hows,) = fit(recipe, self.f, [(i, [c.value for c in repairs])])
            kept = []
            for c, how in zip(repairs, hows, strict=True):
                if how in (TIES, BAND) or (verdict == "breaks" and self.mends(q, how)):
                    c.factor *= LEFT_CUT if how == CUT else 1.0
                    kept.append(c)
            repairs = kept
            if verdict == "breaks":
                mended.add(q)
        left = len(self.broken_around(k) - mended)
        for c in repairs:
            c.factor *= UNEXPLAINED ** min(6, left)
        return repairs

    def broken_around(self, k: int) -> set[int]:
        """Broken relations that share a figure with relation k and that a repair might mend, itself included."""
        near = {q for _, i in self.index.relations[k].members for q in self.index.of_figure[i]}
        broken = {q for q in near if self.index.outcomes[q]["verdict"] == "breaks"}
        return {q for q in broken if (r := self.index.recipe(q)) is not None and r.frame not in _NO_VALUE}

    # ------------------------------------------------------------------ what is worth saying
    def telling(self, recipe: Recipe, suspects: tuple[Suspect, ...], explained: bool) -> tuple[Suspect, ...]:
        """Those suspects that tell a reader something.

        Args:    recipe: of the broken relation; suspects: best first; explained: another figure of the text gives the
                 print, and no slip need be thought of, unless one is plain.
        Returns: nothing where more than MOST are equally good; none that scores far below the best; none that only
                 redoes the arithmetic where any figure of the relation could be redone so, or the print is explained.
        """
        if not suspects:
            return ()
        if sum(s.score == suspects[0].score for s in suspects) > MOST:
            return ()  # so many figures could each be the one that nothing is said by naming some
        rest = [s for s in suspects if s.score >= suspects[0].score * FAR_BELOW]
        if explained:
            return tuple(s for s in rest if s.slip not in _NO_SLIP and s.score >= PLAIN)
        derived = {self.index.columns["id"][i] for i in _derived_figures(recipe)}
        if len({s.figure for s in rest}) > 1:
            rest = [s for s in rest if s.slip != slips.RECOMPUTED or s.figure in derived]
        return tuple(rest)

    # ------------------------------------------------------------------ order
    def ranked(self, repairs: Sequence[Repair], rest: float) -> tuple[Suspect, ...]:
        """Suspects by score, then by their order in the text. A score is a repair's share of all that could be."""
        columns, whole = self.index.columns, rest + sum(c.weight for c in repairs)
        rows = []
        for c in repairs:
            score = round(c.weight / whole, 4)
            text = self.index.printed(c.figure).write(c.numeral, c.tail) if score >= LEAST else ""
            if text:
                value = Fraction(c.value.num, 10**c.value.dec)
                rows.append((-score, columns["start"][c.figure], c.figure, text.strip(), c.reason, value))
        out: list[Suspect] = []
        count: Counter[int] = Counter()
        told: set[tuple[int, Fraction]] = set()  # 28000万元 says no more than 2.8亿元
        for minus, _, i, text, reason, value in sorted(rows):
            if (i, value) in told and reason == slips.RECOMPUTED:
                continue
            if len(out) >= MOST and (len(out) >= MOST_EQUAL or out[-1].score != -minus):
                break
            count[i] += 1
            told.add((i, value))
            if count[i] <= MOST_A_FIGURE:
                out.append(Suspect(columns["id"][i], columns["text"][i].strip(), text, reason, -minus))
        return tuple(out)


def _derived_figures(recipe: Recipe) -> set[int]:
    """The figures of a relation that someone works out from the others: the print, the total, the difference."""
    found = {recipe.print} if recipe.print >= 0 else set()
    for name in ("total", "delta", "announced"):
        found |= set(recipe.stems[name].members) if name in recipe.stems else set()
    return found
