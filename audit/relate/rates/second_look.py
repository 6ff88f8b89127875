"""What words proposed and numbers refuse, looked at once more: may other figures be meant, which the words allow?

A rate that breaks on the nearest candidates is no error of the report where others beside them tie: 评定优秀96卷、
合格141卷，合格以上占98.75%. A base that the clause names is not exchanged for one that answers to it less well.
"""

from __future__ import annotations

from audit.relate import fit
from audit.relate.rates.bases import Bases
from audit.relate.relations import WARNING

_COINCIDENCE = 0.07  # the chance of a coincidence up to which another pair of figures is taken
_LONGEST = 6  # figures of a list that are taken together


class SecondLook(Bases):
    """Exchanges figures of the rates that break."""

    def look_again(self) -> None:
        """Put other figures near them in the place of those that do not give the print, where one pair does."""
        f, out = self.c.figures, self.out
        for at in range(len(out) - 1, -1, -1):
            r = out[at]
            if r.frame != "rates" or r.kind != "rate" or f.cell[r.about] is not None or r.note:
                continue
            p = r.about
            num, den = ([i for role, i in r.members if role == name] for name in ("numerator", "denominator"))
            if f.hedge[p] or not num or not den or self.fits(num, den, p) == fit.ROUNDED:
                continue
            found = self.other_pair(p, num, den, self.base_words(p) or r.data.get("explicit", ""))
            if found is not None:
                del out[at]
                nums, dens, chance = found
                self.add(nums, dens, p, chance=chance, label=r.label, cap=WARNING, data=r.data)
                out.insert(at, out.pop())

    def other_pair(
        self, p: int, num: list[int], den: list[int], words: str
    ) -> tuple[list[int], list[int], float] | None:
        """Another numerator or base for a print, likeliest first, as long as a fit is no coincidence."""
        c, f = self.c, self.c.figures
        grain = 10 ** -f.dec[p] / 50
        first = num[0]
        before = [
            i
            for i in self.counts_before(p, 16, 0)
            if f.unit[i] == f.unit[first] and f.kind[i] == f.kind[first] and c.sentence[i] >= c.sentence[p] - 2
        ]
        least = self.base_match(words, den[0]) if words else 0.0
        bases = [den] + [
            [d]
            for d in before
            if d not in num
            and [d] != den
            and d < first
            and self.size([d]) >= self.size(num)
            and (not words or self.base_match(words, d) > max(0.49, least))
        ]
        tries = 0
        for dens in bases:
            for nums in [num, *self.runs_with(num, p, before)]:
                if (nums == num and dens == den) or set(nums) & set(dens) or min(nums) < max(dens) < max(nums):
                    continue
                tries += 1
                if tries * grain > _COINCIDENCE:
                    return None
                if self.fits(nums, dens, p) == fit.ROUNDED:
                    return self.printed_sum(nums, before), dens, tries * grain
        return None

    def runs_with(self, num: list[int], p: int, before: list[int]) -> list[list[int]]:
        """2 to 6 neighbours of one sentence that hold the numerator: the figures of a list taken together."""
        c = self.c
        row = sorted(i for i in before if c.sentence[i] == c.sentence[num[-1]] and i < p)
        runs = []
        for n in range(2, _LONGEST + 1):
            for a in range(len(row) - n, -1, -1):
                run = row[a : a + n]
                if set(num) <= set(run) and run != num:
                    runs.append(run)
        return runs

    def printed_sum(self, nums: list[int], before: list[int]) -> list[int]:
        """纠错14件；纠错案件含撤销8件、确认违法6件，占13.0%: the figure that the list makes, where it is printed."""
        f = self.c.figures
        if len(nums) < 2:
            return nums
        total = sum(f.num[i] for i in nums)
        whole = [i for i in before if i < nums[0] and f.num[i] == total and f.dec[i] == f.dec[nums[0]]]
        return whole[:1] or nums
