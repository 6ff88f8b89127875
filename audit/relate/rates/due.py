"""Rates of what was done over what was due: 应考125人，实考118人，参考率94.4%."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.rates.slipped import Slipped
from audit.relate.relations import WARNING

_DUE = re.compile(r"应(?:当)?([一-鿿]{1,4})[ ]*$")
_DONE = re.compile(r"(?:实(?:际)?|已)([一-鿿]{1,4})[ ]*$")


class Due(Slipped):
    """Pairs of 应 and 实 with one verb."""

    def done_of_due(self, p: int, name: str, sentence: list[int]) -> bool:
        """Relate a rate whose name holds the verb of such a pair; numbers confirm, or are one slip away.

        Args:    p: the percentage; name: of its rate; sentence: counted figures before it, nearest first.
        Returns: whether a relation was made.
        """
        c, f = self.c, self.c.figures
        due = [(i, m[1]) for i in sentence if (m := _DUE.search(c.pre[i]))]
        for n in sentence if due else ():
            done = _DONE.search(c.pre[n])
            if done is None or done[1][-1] not in name:
                continue
            for d, verb in due:
                same = d != n and f.unit[d] == f.unit[n] and (verb.endswith(done[1]) or done[1].endswith(verb))
                if same and (self.fits([n], [d], p) == fit.ROUNDED or self.slipped_off(n, d, p)):
                    self.add([n], [d], p, label=name, cap=WARNING, data={"rate": name})
                    return True
        return False

    def slipped_off(self, n: int, d: int, p: int) -> bool:
        """Would one keying slip in one of three exact figures make the rate?"""
        f = self.c.figures
        return not (f.hedge[n] or f.hedge[d] or f.hedge[p]) and self.one_slip(n, d, p)
