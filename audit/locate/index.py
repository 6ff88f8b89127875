"""What locate/ looks up in one report: recipes, prints and neighbours, each found once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from audit.locate.columns import Figures, Recipe
from audit.locate.prints import Print, read_print
from audit.locate.recipes import recipe_of
from audit.model import Parsed

OTHERS = 60  # other figures of the text that may stand in a figure's place, nearest first
_RATES = frozenset(("percent", "percentage_point"))


class Index:
    """One report, its figures and judged relations. One instance a report."""

    def __init__(self, parsed: Parsed, outcomes: Sequence[Mapping]) -> None:
        self.parsed, self.outcomes = parsed, outcomes
        self.columns, self.relations = parsed.figures, parsed.relations
        self.f = Figures(parsed.figures)
        self.of_figure: dict[int, list[int]] = {}
        for k, r in enumerate(self.relations):
            for i in dict.fromkeys(i for _, i in r.members):
                self.of_figure.setdefault(i, []).append(k)
        # a report that cuts the digits of its rates cuts them again where one of them is mended
        self.cuts = any(o["verdict"] == "breaks" and o["how"] == "truncated" for o in outcomes)
        self._recipes: dict[int, Recipe | None] = {}
        self._prints: dict[int, Print | None] = {}
        self._kinds: dict[tuple[str, str], list[int]] = {}
        self._decimals: dict[tuple[str, bool], Counter[int]] = {}

    def recipe(self, k: int) -> Recipe | None:
        """The recipe of relation k, or None where there is none."""
        if k not in self._recipes:
            self._recipes[k] = recipe_of(self.relations[k], self.f)
        return self._recipes[k]

    def print(self, i: int) -> Print | None:
        """How figure i is printed, or None where it could not be printed otherwise: a hedge, a range, a fraction."""
        if i not in self._prints:
            plain = not self.f.hedge[i] and self.columns["kind"][i] != "fraction"
            self._prints[i] = read_print(self.columns["text"][i], self.f.value(i)) if plain else None
        return self._prints[i]

    def alike(self, i: int) -> list[int]:
        """The plainly printed figures of the kind and unit of figure i, itself included, in order of the text."""
        if not self._kinds:
            for j, key in enumerate(zip(self.columns["kind"], self.columns["unit"], strict=True)):
                if key[0] != "fraction" and not self.f.hedge[j]:
                    self._kinds.setdefault(key, []).append(j)
        return self._kinds.get((self.columns["kind"][i], self.columns["unit"][i]), [])

    def others(self, k: int, i: int) -> list[int]:
        """Figures of the kind and unit of figure i that relation k does not hold, one a value, nearest first."""
        pool = self.alike(i)
        at = bisect_left(pool, i)
        members = {j for _, j in self.relations[k].members}
        seen = {(self.f.num[j], self.f.dec[j]) for j in members}
        out = []
        for j in sorted(pool[max(0, at - OTHERS) : at + OTHERS], key=lambda j: (abs(j - i), j)):
            key = self.f.num[j], self.f.dec[j]
            if j not in members and key not in seen:
                seen.add(key)
                out.append(j)
        return out[:OTHERS]

    def decimals(self, i: int) -> Counter[int]:
        """How many figures of the kind of figure i the report prints with how many decimals."""
        kinds, rounded = self.columns["kind"], bool(self.f.step[i])
        rate = kinds[i] in _RATES
        key = ("percent", False) if rate else (kinds[i], rounded)
        if key not in self._decimals:
            self._decimals[key] = Counter(
                d for d, name, step in zip(self.columns["decimals"], kinds, self.f.step, strict=True)
                if (name in _RATES if rate else name == kinds[i] and bool(step) == rounded)
            )  # fmt: skip
        return self._decimals[key]
