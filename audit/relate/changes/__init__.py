"""Changes on a base: 同比, 环比, 较上年, absolute and in percent, percentage points, 由 … 增至 …."""

from __future__ import annotations

import re

from audit.relate.changes.direction import direction
from audit.relate.changes.pairs import back_solvable
from audit.relate.changes.points import Points
from audit.relate.changes.runs import Runs
from audit.relate.changes.second_look import SecondLook
from audit.relate.changes.words import COUNTED
from audit.relate.context import Context
from audit.relate.relations import Relation

_BUILD = re.compile(r"净(?:增|减|流入|流出)(?:加|长|少)?(?:了)?[ ]*$")
_BUILD_2 = re.compile(r"相差[ ]*$")


class Changes(Runs, SecondLook, Points):
    """Builds year_on_year relations of one document."""

    def build(self) -> None:
        """Walk the figures once: amounts of change, multiples, percentages and points, each to its reader."""
        c, f = self.c, self.c.figures
        i = 0
        while i < self.n:
            if f.cell[i] is not None or f.kind[i] not in ("percent", "percentage_point"):
                if f.kind[i] in COUNTED and f.cell[i] is None:
                    if _BUILD.search(c.pre[i]):
                        self.net(i)
                    elif _BUILD_2.search(c.pre[i]):
                        near = [
                            k
                            for k in range(i - 1, max(-1, i - 3), -1)
                            if f.unit[k] == f.unit[i] and c.sentence[k] == c.sentence[i]
                        ]
                        if len(near) == 2:
                            self.difference(max(near, key=lambda k: f.num[k]), min(near, key=lambda k: f.num[k]), i)
                    self.delta_only(i)
                if f.cell[i] is None and (f.unit[i] == "倍" or i in f.fraction):
                    self.change_times(i)
                i += 1
                continue
            run = [i]
            while run[-1] + 1 < self.n and c.joined[run[-1] + 1] and f.kind[run[-1] + 1] == f.kind[i]:
                run.append(run[-1] + 1)
            i = run[-1] + 1
            if "自然增长率" in c.pre[run[0]]:
                births = next((k for k in range(run[0] - 1, max(-1, run[0] - 7), -1) if "出生率" in c.pre[k]), None)
                deaths = next((k for k in range(run[0] - 1, max(-1, run[0] - 7), -1) if "死亡率" in c.pre[k]), None)
                if births is not None and deaths is not None and f.unit[births] == f.unit[run[0]]:
                    self.difference(births, deaths, run[0])
                continue
            if f.kind[run[0]] == "percentage_point":
                for p in run:
                    self.points(p)
            elif self.is_change(run[0]):
                if len(run) > 1:
                    self.change_run(run)
                else:
                    self.change(run[0])


def changes(c: Context, out: list[Relation]) -> None:
    """Relate every stated change of a document with its base.

    Args:    c: the document laid out; out: relations, appended to.
    """
    builder = Changes(c, out)
    builder.build()
    builder.look_again()


__all__ = ["Changes", "back_solvable", "changes", "direction"]
