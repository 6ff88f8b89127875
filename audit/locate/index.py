"""What locate/ looks up in one report: recipes, prints and neighbours, each found once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from audit.locate.columns import Figures, Recipe, columns
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
        self._rows: dict[int, dict[str, int]] = {}
        self._prints: dict[int, Print | None] = {}
        self._kinds: dict[tuple[str, str], list[int]] = {}
        self._decimals: dict[tuple[str, bool], Counter[int]] = {}
        self._sizes: list[float] = []

    def recipe(self, k: int) -> Recipe | None:
        """The recipe of relation k, or None where there is none."""
        if k not in self._recipes:
            self._recipes[k] = recipe_of(self.relations[k], self.f)
        return self._recipes[k]

    def row(self, k: int) -> dict[str, int]:
        """The columns of relation k as its figures stand; none where it has no recipe."""
        if k not in self._rows:
            recipe = self.recipe(k)
            made = columns(recipe, self.f) if recipe is not None else {}
            self._rows[k] = {name: column[0] for name, column in made.items()}
        return self._rows[k]

    def print(self, i: int) -> Print | None:
        """How figure i is printed, or None where it could not be printed otherwise: a hedge, a range, a fraction."""
        if i not in self._prints:
            plain = not self.f.hedge[i] and self.columns["kind"][i] != "fraction"
            self._prints[i] = read_print(self.columns["text"][i], self.f.value(i)) if plain else None
        return self._prints[i]

    def printed(self, i: int) -> Print:
        """How figure i is printed, which could be printed otherwise.

        Raises: ValueError: it could not.
        """
        p = self.print(i)
        if p is None:
            raise ValueError(f"figure {i} has no plain print")
        return p

    def alike(self, i: int) -> list[int]:
        """The plainly printed figures of the kind and unit of figure i, itself included, in order of the text."""
        if not self._kinds:
            for j, key in enumerate(zip(self.columns["kind"], self.columns["unit"], strict=True)):
                if key[0] != "fraction" and not self.f.hedge[j]:
                    self._kinds.setdefault(key, []).append(j)
        return self._kinds.get((self.columns["kind"][i], self.columns["unit"][i]), [])

    def size(self, i: int) -> float:
        """The size of figure i in base units, for a sieve; infinite beyond what a float holds."""
        if not self._sizes:
            self._sizes = [_size(num, dec) for num, dec in zip(self.f.num, self.f.dec, strict=True)]
        return self._sizes[i]

    def sizes_near(self, i: int) -> list[float]:
        """The sizes of the figures that `others` looks at."""
        pool = self.alike(i)
        at = bisect_left(pool, i)
        self.size(i)
        return [self._sizes[j] for j in pool[max(0, at - OTHERS) : at + OTHERS]]

    def others(self, k: int, i: int) -> list[int]:
        """Figures of the kind and unit of figure i that relation k does not hold, one a value, nearest first."""
        members = {j for _, j in self.relations[k].members}
        num, dec = self.f.num, self.f.dec
        seen = {(num[j], dec[j]) for j in members}
        out = []
        for j in _nearest(self.alike(i), i):
            key = num[j], dec[j]
            if key not in seen and j not in members:
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


def _nearest(pool: Sequence[int], i: int) -> Iterator[int]:
    """Yield the positions next to i, at most OTHERS on either side, nearest first; of two as near the earlier."""
    right = bisect_left(pool, i)
    first, last = max(0, right - OTHERS), min(len(pool), right + OTHERS)
    left = right - 1
    while left >= first or right < last:
        if right >= last or (left >= first and i - pool[left] <= pool[right] - i):
            yield pool[left]
            left -= 1
        else:
            yield pool[right]
            right += 1


def _size(num: int, dec: int) -> float:
    try:
        return abs(num / 10**dec)
    except OverflowError:
        return float("inf")
