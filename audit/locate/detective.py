"""The denominator detective: which other figures of the text do give a printed rate that its own figures do not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from audit.explain.findings import Lines
from audit.explain.formula import Shown
from audit.locate import window
from audit.locate.columns import Recipe, Stem
from audit.locate.evaluate import fills
from audit.locate.index import Index

MOST = 3
POOL = 400  # figures that are tried in a role, nearest first
BUDGET = 200_000  # figures and sums of two that are tried in one report; about two seconds
APART = 3  # figures that may stand between two that are named together
NEAR, FAR = 2, 12  # sentences: where a print of one or two digits, and a sum of two, still says something
_SLOTS = {"rates": ("den", "num"), "changes": ("prev", "cur")}
_WORDED = frozenset(("multiple", "complement"))  # quotients that only their words explain
_Hit = tuple[tuple, str, tuple[int, ...]]  # rank (how many figures, how far), the role, the figures that fill it


class Detective:
    """Finds the alternatives of the findings of one report. One instance a report."""

    def __init__(self, index: Index, lang: str) -> None:
        self.index, self.lang = index, lang
        self.columns, self.f = index.columns, index.f
        self.shown = Shown(index.columns)
        self.budget = BUDGET
        self._lines: Lines | None = None

    def alternatives(self, k: int) -> tuple[str, ...]:
        """Say which other figures, in the place of one of its own, give the print of a broken rate.

        Args:    k: the relation's number in the report.
        Returns: at most MOST lines such as `29 ÷ 151件 = 19.2%（第7行）`, single figures before sums of two, then
                 nearest first.
        """
        recipe = self.index.recipe(k)
        if recipe is None or recipe.print < 0 or self.budget < 0 or self.index.relations[k].note in _WORDED:
            return ()
        if self.index.outcomes[k]["how"] == "truncated":
            return ()  # the digits of its own quotient are cut: that explains the print
        rep = recipe.print
        if self.f.num[rep] in (0, 100 * 10 ** self.f.dec[rep]):
            return ()  # any figure gives 100 % of itself
        if recipe.frame == "granularity":
            return self.pairs(recipe)
        hits: list[_Hit] = []
        for n, slot in enumerate(_SLOTS.get(recipe.frame, ())):
            stem = recipe.stems[slot]
            if stem.members and stem.mode == "band":
                hits.extend(self.hits(k, recipe, slot, n))
        hits.sort()
        return self.told(k, [(slot, ids) for _, slot, ids in hits], recipe)

    # ------------------------------------------------------------------ one role filled otherwise
    def hits(self, k: int, recipe: Recipe, slot: str, n: int) -> Iterator[_Hit]:
        """Yield what fills a role of relation k, whose recipe it is, so that it ties: rank, role, figures."""
        sieve = window.role(recipe, self.index.row(k), slot)
        sets = [*self.singles(recipe, slot, sieve), *self.sums(recipe, slot, sieve)]
        if not sets:
            return
        sentence, rep = self.columns["sentence"], recipe.print
        for ids, ties in zip(sets, fills(recipe, self.f, slot, sets), strict=True):
            if ties:
                far = min(abs(sentence[j] - sentence[rep]) for j in ids)
                yield (len(ids), far, n, min(abs(j - rep) for j in ids), ids), slot, ids

    def singles(self, recipe: Recipe, slot: str, sieve: window.Sieve | None) -> list[tuple[int]]:
        """Figures that may fill a role alone: its kind and unit, another value, near enough for the print's digits."""
        own = recipe.stems[slot].members
        reach = NEAR if len(str(abs(self.f.num[recipe.print]))) < 3 else None
        values = {self.value(j) for j in recipe.figures}
        pool = self.pool(own[0], recipe.print, reach)
        self.budget -= len(pool)
        may = pool if sieve is None else [j for j in pool if sieve.passes(self.index.size(j), self.unit(j))]
        return [(j,) for j in may if self.value(j) not in values]

    def sums(self, recipe: Recipe, slot: str, sieve: window.Sieve | None) -> list[tuple[int, int]]:
        """Pairs of figures named together in one sentence near the print that may fill a role as a sum."""
        own = set(recipe.stems[slot].members)
        short = len(str(abs(self.f.num[recipe.print]))) < 3
        pool = sorted(self.pool(recipe.stems[slot].members[0], recipe.print, 1 if short else FAR))
        sentence, cell, size = self.columns["sentence"], self.columns["cell"], self.index.size
        out = []
        for a, i in enumerate(pool):
            for j in pool[a + 1 : a + 1 + APART]:
                if j - i > APART or sentence[i] != sentence[j] or cell[i] is not None or cell[j] is not None:
                    continue
                if {i, j} == own or recipe.print in (i, j):
                    continue
                self.budget -= 1
                if sieve is None or sieve.passes(size(i) + size(j), self.unit(i) + self.unit(j)):
                    out.append((i, j))
        return out

    def unit(self, j: int) -> float:
        """What a figure's last printed digit is worth, in base units; 0 where it is exact."""
        return self.f.step[j] / 10 ** self.f.dec[j] if self.f.step[j] else 0.0

    def pool(self, like: int, rep: int, reach: int | None) -> list[int]:
        """Figures of the kind and unit of `like`, nearest to the print first, at most `reach` sentences away."""
        sentence, every = self.columns["sentence"], self.index.alike(like)
        at = bisect_left(every, rep)
        found = [
            j for j in every[max(0, at - POOL) : at + POOL]
            if self.f.num[j] > 0 and (reach is None or abs(sentence[j] - sentence[rep]) <= reach)
        ]  # fmt: skip
        return sorted(found, key=lambda j: (abs(j - rep), j))[:POOL]

    def value(self, j: int) -> Fraction:
        """A figure's value in base units."""
        return Fraction(self.f.num[j], 10 ** self.f.dec[j])

    # ------------------------------------------------------------------ no numerator was known
    def pairs(self, recipe: Recipe) -> tuple[str, ...]:
        """Two figures near a rate without numerator that give its print, where it has digits enough to say so."""
        rep = recipe.print
        if len(str(abs(self.f.num[rep]))) < 3:
            return ()
        base = recipe.stems["den"].members[0]
        near = self.pool(base, rep, NEAR)[:FAR]
        fixed = {"per": recipe.fixed["per"]}
        hits: list[tuple[int, int, int]] = []
        for d in near:
            sets = [(n,) for n in near if self.value(n) != self.value(d)]
            dec = self.f.dec[d] + (self.f.step[d] & 1)
            quotient = Recipe("rates", dec, {"num": Stem((d,)), "den": Stem((d,))}, fixed, rep)
            self.budget -= len(sets)
            ties = fills(quotient, self.f, "num", sets) if sets else []
            hits.extend((abs(d - rep) + abs(n - rep), d, n) for (n,), hit in zip(sets, ties, strict=True) if hit)
        lines = [self.line(f"{self.text(n)} ÷ {self.text(d)}", rep, n) for _, d, n in sorted(hits)]
        return tuple(dict.fromkeys(lines))[:MOST]

    # ------------------------------------------------------------------ words
    def told(self, k: int, hits: Sequence[tuple[str, tuple[int, ...]]], recipe: Recipe) -> tuple[str, ...]:
        """The arithmetic of each alternative, values that come twice told once."""
        out, seen = [], set()
        for slot, ids in hits:
            key = slot, sum(self.value(j) for j in ids)
            if key in seen:
                continue
            seen.add(key)
            other = " + ".join(self.text(j) for j in ids)
            if len(ids) > 1:
                other = f"({other})"
            out.append(self.line(self.formula(k, recipe, slot, other), recipe.print, ids[0]))
            if len(out) == MOST:
                break
        return tuple(out)

    def formula(self, k: int, recipe: Recipe, slot: str, other: str) -> str:
        """The quotient with other figures in one role."""
        sides = {}
        days = str(self.index.relations[k].data.get("days", ""))
        for name, stem in recipe.stems.items():
            words = " + ".join(self.shown(i) for i in stem.members) or days
            sides[name] = f"({words})" if len(stem.members) > 1 else words
        sides[slot] = other
        if recipe.frame == "rates":
            return f"{sides['num']} ÷ {sides['den']}"
        return f"({sides['cur']} − {sides['prev']}) ÷ {sides['prev']}"

    def line(self, formula: str, rep: int, j: int) -> str:
        """A line of an alternative: its arithmetic, the print it gives, and where the other figure stands."""
        if self._lines is None:
            self._lines = Lines(self.index.parsed.source)
        number, _ = self._lines(self.columns["start"][j])
        falls = formula.startswith("(") and " − " in formula and self.falls(rep)
        where = f"（第{number}行）" if self.lang == "zh" else f" (line {number})"
        return f"{formula} = {'−' if falls else ''}{self.text(rep)}{where}"

    def falls(self, rep: int) -> bool:
        """Do the words of a printed change say that it is a fall?"""
        own = [self.index.relations[k] for k in self.index.of_figure.get(rep, ())]
        return any(r.frame == "changes" and r.values["sign"] < 0 <= r.values["rep"] for r in own)

    def text(self, j: int) -> str:
        """A figure as printed, without the blanks inside it."""
        return "".join(self.columns["text"][j].split())
