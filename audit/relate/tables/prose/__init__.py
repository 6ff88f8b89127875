"""Prose figures that rest on table cells; only what ties is written, or what a keying slip explains."""

from __future__ import annotations

import re

from audit.relate.tables.build import Builder
from audit.relate.tables.prose.base import CHANGE
from audit.relate.tables.prose.changes import Changes
from audit.relate.tables.prose.shares import Shares
from audit.relate.tables.prose.sums import Sums
from audit.relate.tables.sheet import RATES, Sheet

_APART = re.compile(r"相差|差距|相距|高出|高于|低于|差")


class Prose(Shares, Sums, Changes):
    """Every prose figure of a document in turn."""

    def run(self) -> None:
        for at, p in enumerate(self.prose):
            kind = self.f.kind[p]
            words = self.c.pre[p] if self.c.pre[p].strip() else self.c.clause_text[p]
            if kind == "percentage_point":
                if p not in self.of.get("year_on_year", ()):
                    self.points(at, p)
            elif CHANGE.search(words.rstrip()):
                self.change(at, p)
            elif kind == "percent":
                if not self.top_share(p) and p not in self.of.get("rate", ()):
                    self.share(at, p)
            elif kind not in RATES and not self.f.hedge[p]:
                self.count(p)
            if kind not in RATES and _APART.search(self.words.near(p)):
                self.apart(p)
        for s in self.words.sheets:
            self.whole(s)
            self.lawsuits(s)

    def count(self, p: int) -> None:
        """An amount: a sum, a part or an average of cells."""
        if p not in self.of.get("sum", ()):
            self.sum(p)
        self.subset(p)
        if p not in self.of.get("rate", ()):
            self.mean(p)


def prose(build: Builder, sheets: list[Sheet]) -> None:
    """Relate prose figures with the cells they are made of.

    Args:    build: writes the relations; sheets: those of the document.
    """
    if sheets:
        Prose(build, sheets).run()
