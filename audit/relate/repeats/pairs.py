"""The figures that may restate each other, and the pairs written of them."""

from __future__ import annotations

from audit.relate.context import Context
from audit.relate.rates import COUNTED
from audit.relate.relations import ERROR, Relation, common, scaled
from audit.relate.words import core

NEAREST = 2000  # figures on either side that one may restate: more than a long report has


class Pairs:
    """What a figure counts by its nearest words, how it prints, and which pairs are related already."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.ids = [
            i for i in range(len(f)) if i not in f.fraction and (f.kind[i] in COUNTED or f.kind[i] == "percent")
        ]
        self.printed: dict[int, str] = {}  # see `prints`
        self.beside: dict[int, str] = {}  # see `words`
        self.made: set[tuple[int, int]] = set()
        self.related: dict[int, set[int]] = {}
        for r in out:
            ids = [i for _, i in r.members]
            if len(ids) > 12:
                continue
            for i in ids:
                self.related.setdefault(i, set()).update(ids)

    def words(self, i: int) -> str:
        """What a figure counts, from its nearest words on both sides."""
        known = self.beside.get(i)
        if known is not None:
            return known
        c = self.c
        if c.figures.cell[i] is not None:
            return c.label[i]
        pre = c.pre[i][-18:]
        if len(core(pre)) < 2:
            pre = c.clause_text[i][-18:]
        known = self.beside[i] = pre + c.post[i][:12]
        return known

    def overlaps(self, a: int, b: int) -> bool:
        """Do the intervals of two figures meet?"""
        dec = common(self.c, a, b)
        (x, y), (u, v) = scaled(self.c, a, dec), scaled(self.c, b, dec)
        return x <= v and u <= y

    def add(
        self, a: int, b: int, *, cap: str = ERROR, check: str = "REP101", note: str = "", chance: float = 0.0
    ) -> None:
        """Write a pair, once."""
        if (a, b) in self.made:
            return
        self.made.add((a, b))
        c = self.c
        dec = common(c, a, b)
        (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
        members = [("announced", a), ("item", b)]
        if check == "REP102":
            self.out.append(
                Relation("repeat", "marks", check, members, {"flag": 1}, b, cap, chance, [], c.label[b], note)
            )
            return
        if check == "HDG102":
            exact, hedged = (a, b) if c.figures.hedge[b] else (b, a)
            (x, y), (u, v) = scaled(c, exact, dec), scaled(c, hedged, dec)
            self.out.append(
                Relation(
                    "repeat",
                    "contradictions",
                    check,
                    members,
                    {"exact_lo": x, "exact_hi": y, "hedged_lo": u, "hedged_hi": v},
                    hedged,
                    cap,
                    chance,
                    [],
                    c.label[hedged],
                    note,
                )
            )
            return
        self.out.append(
            Relation(
                "repeat",
                "repeats",
                check,
                members,
                {"a_lo": x, "a_hi": y, "b_lo": u, "b_hi": v},
                b,
                cap,
                chance,
                [],
                c.label[b],
                note,
            )
        )

    def prints(self, i: int) -> str:
        """The digits of a figure, without the zeros of its unit."""
        known = self.printed.get(i)
        if known is None:
            f = self.c.figures
            known = self.printed[i] = str(abs(f.num[i]) // max(1, f.step[i] if f.dec[i] == 0 else 1))
        return known
