"""Changes that break, looked at once more: another level of the paragraph may be the one that changed."""

from __future__ import annotations

from audit.relate.changes.differences import Differences
from audit.relate.changes.pairs import Pairs
from audit.relate.relations import Relation


class SecondLook(Pairs, Differences):
    """Exchanges the level of the changes that break."""

    def look_again(self) -> None:
        """Put another level of the paragraph in the place of one that does not tie, where it does."""
        c, f, out = self.c, self.c.figures, self.out
        for at in range(len(out) - 1, -1, -1):
            r = out[at]
            if r.kind != "year_on_year" or r.frame not in ("changes", "differences") or f.cell[r.about] is not None:
                continue
            roles = dict(r.members)
            cur, prev = roles.get("current"), roles.get("previous")
            if cur is None or f.kind[r.about] == "percentage_point" or f.kind[cur] == "percent" or self.holds(r):
                continue
            new = self.on_other_level(r, roles, cur)
            if new is not None:
                out[at] = new
            elif prev is not None and c.half[prev] != c.half[r.about] and c.half[cur] == c.half[r.about]:
                del out[at]  # the level of last year belongs to another half of the sentence

    def on_other_level(self, r: Relation, roles: dict[str, int], cur: int) -> Relation | None:
        """The same change of another figure of its paragraph, where that ties."""
        f, out = self.c.figures, self.out
        prev, delta, p = (roles.get(name) for name in ("previous", "delta", "reported"))
        for i in self.nearby(r.about, (f.kind[cur],), 14):
            if i == cur or f.unit[i] != f.unit[cur] or i in roles.values() or self.is_delta(i):
                continue
            count = len(out)
            if r.frame == "differences" and prev is not None and delta is not None:
                self.with_both(i, prev, delta)
            elif prev is not None and p is not None:
                self.with_previous(i, prev, p, r.values["sign"], cap=r.cap)
            elif delta is not None and p is not None:
                self.with_delta(i, delta, p, r.values["sign"], cap=r.cap)
            new = out[count:]
            del out[count:]
            if new and self.holds(new[0]):
                return new[0]
        return None
