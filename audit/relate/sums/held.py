"""Parts that other relations hold together: shares that make 100, what a rate left over, changes of a total and
its parts.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from audit.relate import fit
from audit.relate.relations import INFO, WARNING
from audit.relate.sums.lists import Lists
from audit.relate.sums.words import NEG, NOT_PART

_APART = re.compile(r"连续|多次|长期|拒不|屡次")  # of those left, only some
_REST_2 = re.compile(r"(?:其余|剩余|余下|尚余|另有)[^，,。]{0,6}$")

_BEFORE = 1000  # figures before what is left over, among which the part is looked for


class Held(Lists):
    """Sums found through the rates and changes that were related before."""

    # -------- parts that are apart, held together by their shares
    def by_shares(self) -> None:
        """Numerators whose shares are of one total make that total when their shares make 100."""
        c, f = self.c, self.c.figures
        groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for r in self.out:
            if r.kind == "rate" and r.data.get("share") and len(r.members) == 3:
                n, d, p = (i for _, i in r.members)
                if f.cell[n] is None and f.kind[n] == f.kind[d] and not f.hedge[p]:
                    groups.setdefault((d, c.block[n]), []).append((n, p))
        for (d, _), rows in groups.items():
            rows = sorted(set(rows))
            for size in range(len(rows), 1, -1):
                done = False
                for begin in range(len(rows) - size + 1):
                    part = rows[begin : begin + size]
                    nums = [n for n, _ in part]
                    if len(set(nums)) != len(nums):
                        continue
                    dec = max(f.dec[p] for _, p in part)
                    whole = sum(f.num[p] * 10 ** (dec - f.dec[p]) for _, p in part)
                    if abs(whole - 100 * 10**dec) <= len(part):
                        if self.gap(d, nums) == 0:
                            self.add(d, nums, chance=0.001)
                            done = True
                        elif len(part) >= 2 and not done:
                            self.open.append((d, nums, 2.4 + self.parallel(d, nums), "", False))
                            done = True
                if done:
                    break
            else:
                nums = sorted({n for n, _ in rows})
                if len(nums) >= 2 and self.gap(d, nums) < 0:
                    self.add(d, nums, mode=1, check="SUM102", kind="subset", cap=INFO)

    def rest(self) -> None:
        """What is left of a whole after the part a rate or a 其中 took: 已备案3373件 of 4690件 … 未备案的1317件;
        其余35个.
        """
        c, f = self.c, self.c.figures
        pairs = []
        for r in self.out:
            if r.kind == "rate" and r.frame == "rates" and len(r.members) == 3:
                n, d, _ = (i for _, i in r.members)
                pairs.append((n, d, True))
            elif r.kind == "subset" and len(r.members) == 2:
                pairs.append((r.members[1][1], r.members[0][1], False))
        closed: set[tuple[int, int]] = set()
        by_part = sorted((n, k) for k, (n, _, _) in enumerate(pairs))
        for i in self.seq:
            words = c.pre[i][-10:]
            left = _REST_2.search(words)
            m = NEG.search(words)
            if not left and not m:
                continue
            if NOT_PART.search(c.clause_text[i]):
                continue
            whole = {t for t, _ in self.wholes_of.get(i, ())}
            before = by_part[bisect_left(by_part, (i - _BEFORE, -1)) : bisect_left(by_part, (i, -1))]
            for n, d, rated in (pairs[k] for k in sorted((k for _, k in before), reverse=True)):
                if (n, d) in closed or d in whole or d >= i:
                    continue
                if f.unit[n] != f.unit[i] or f.unit[d] != f.unit[i] or f.kind[d] != f.kind[i]:
                    continue
                named = m is not None and m.group(1)[:2] in c.pre[n] + c.post[n][:8] and not NEG.search(c.pre[n][-6:])
                near = c.block[n] == c.block[i] and c.sentence[i] - c.sentence[n] <= 1
                if not named and not (left and near):
                    continue
                if self.gap(d, [n, i]) == 0:
                    self.add(d, [n, i], kind="balance", chance=0.05)
                    closed.add((n, d))
                    break
                explicit = left is not None and c.half[n] == c.half[i] and c.clause[i] - c.clause[n] <= 2
                if (
                    (rated or explicit)
                    and near
                    and (named or left)
                    and not _APART.search(c.clause_text[i])
                    and self.near(d, [n, i])
                    and (explicit or self.fits_rate(n, d))
                ):
                    self.add(d, [n, i], cap=WARNING)
                    break

    def fits_rate(self, n: int, d: int) -> bool:
        """Does the rate of n on d tie, so that both are likely right?"""
        for r in self.out:
            if r.kind == "rate" and [i for _, i in r.members][:2] == [n, d]:
                v = r.values
                return (
                    fit.ratio(v["num_lo"], v["num_hi"], v["den_lo"], v["den_hi"], v["rep"], v["scale"], v["per"]) != 0
                )
        return False

    def by_changes(self) -> None:
        """Where a total and all its parts have a stated change, the changes of the parts make the change of the
        total.
        """
        delta = {}
        for r in self.out:
            if r.kind == "year_on_year" and r.note == "by_delta":
                delta[r.members[0][1]] = (r.members[1][1], r.values["sign"])
        for r in list(self.out):
            if r.kind != "sum" or r.frame != "sums" or r.values["mode"] or r.note == "grid":
                continue
            t = r.members[0][1]
            parts = [i for _, i in r.members[1:]]
            if t in delta and all(i in delta for i in parts) and len({delta[i][1] for i in (t, *parts)}) == 1:
                d, ps = delta[t][0], [delta[i][0] for i in parts]
                if self.gap(d, ps) == 0:
                    self.add(d, ps)
                else:
                    self.open.append((d, ps, 2.0 + self.parallel(d, ps), "", False))
