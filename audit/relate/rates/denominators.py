"""Candidate bases of a rate, scored by words, nearness and unit."""

from __future__ import annotations

from audit.relate.rates.bases import Bases


class Denominators(Bases):
    """Which figures a rate may be on, the likeliest first by score."""

    def denominators(
        self, p: int, num: list[int], before: list[int], on: list[str], explicit: str, name: str
    ) -> list[tuple[float, list[int]]]:
        """Candidate bases with scores: words of the row, the explicit words, nearness, one unit."""
        c, f = self.c, self.c.figures
        n0 = num[0]
        size = sum(f.num[i] for i in num) / 10 ** f.dec[n0]
        out = []
        ahead = [d for d in before if d not in num]
        direct = next((d for d in ahead if d < n0 and f.unit[d] == f.unit[n0] and c.bracket[d] == c.bracket[n0]), None)
        carry = [d for d in ahead if "carry_in" in c.roles[d] and c.block[d] == c.block[p]]
        if f.unit[n0] and name:
            later = [
                d
                for d in range(p + 1, min(p + 4, len(f)))
                if d in self.of_prose and c.bracket[d] >= 0 and c.sentence[d] == c.sentence[p] and explicit
            ]
            ahead += later
        if explicit and explicit != "中":
            far = [
                d
                for d in self.earlier(n0)
                if d not in ahead
                and d not in num
                and f.unit[d] == f.unit[n0]
                and c.block[d] < c.block[p]
                and self.base_match(explicit, d) >= 0.6
            ]
            ahead += far[::-1][:4]
        for rank, d in enumerate(ahead):
            if f.kind[d] != f.kind[n0] and not (f.kind[d] == "count" and f.kind[n0] == "count"):
                continue
            value = f.num[d] / 10 ** f.dec[d]
            small = value < size and f.num[p] <= 100 * 10 ** f.dec[p]
            if (
                small
                and len(num) == 1
                and d == direct
                and c.sentence[d] == c.sentence[n0]
                and self.word_score(d, on) >= 2.2
                and not carry
            ):
                out.append((2.4, [d]))
                continue
            if small and not (carry and c.roles[d] & {"intake", "accepted", "applied"}):
                continue
            s = -9.0 if small else 0.0
            if explicit:
                m = self.base_match(explicit, d)
                s += 3.2 * m if m >= 0.34 else -2.0
            s += (0.4 if explicit else 0.85) * self.word_score(d, on)
            if f.hedge[d]:
                s -= 1.2
            if f.unit[d] == f.unit[n0]:
                s += 0.8
            elif f.unit[d] not in ("个", "项", "") and f.unit[n0] not in ("个", "项", ""):
                s -= 0.8
            if c.sentence[d] == c.sentence[n0]:
                s += 0.7
                if d == direct or d == n0 - 1 or (rank == 0 and d < n0):
                    s += 0.8
            elif c.block[d] != c.block[p]:
                s -= 1.0
            if d > max(num):
                s -= 0.6
            s -= 0.07 * min(rank, 12)
            out.append((s, [d]))
        # a base that includes what was carried in: 新收 + 旧存
        if carry:
            for s, den in list(out):
                d = den[0]
                if any(f.num[k] == f.num[d] + f.num[carry[0]] and f.unit[k] == f.unit[d] for k in ahead):
                    continue  # the text gives the sum itself
                if (
                    d != carry[0]
                    and ("intake" in c.roles[d] or "accepted" in c.roles[d])
                    and f.unit[d] == f.unit[carry[0]]
                    and "含" not in c.text[f.end[d] : f.start[carry[0]]].replace("不含", "")
                ):
                    out.append(((s + 9.0 if s < -4 else s) - 0.2, [d, carry[0]]))
        return out
