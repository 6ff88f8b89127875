"""Totals along one direction: 合计 and 小计, groups under numbered or indented heads, header groups, 其中."""

from __future__ import annotations

import re

from audit.relate.relations import WARNING
from audit.relate.tables import names
from audit.relate.tables.build import Builder
from audit.relate.tables.closing import Closer, Tally
from audit.relate.tables.sheet import Axis, Line, Sheet

_UNRANKED = 50
_WHOLE = re.compile(r"(?:收入|支出|总量|产值|总额|总数|合计)$")


def sums(sheet: Sheet, axis: Axis, build: Builder) -> None:
    """Relate every total of an axis with its parts.

    Args:    sheet; axis: its rows or its columns; build: writes the relations.
    """
    Sums(sheet, axis, build).run()


class Sums:
    """The totals of one axis. `parts_of` remembers what each total was found to be made of."""

    def __init__(self, sheet: Sheet, axis: Axis, build: Builder) -> None:
        self.axis, self.build = axis, build
        self.close = Closer(sheet, axis, build)
        self.lines = [x for x in axis.lines if self.usable(x)]
        self.ranked = any(x.level for x in self.lines)
        self.at = {id(x): n for n, x in enumerate(self.lines)}
        self.inside: set[int] = set()  # lines (by n) that are parts of the line before: 其中
        self.parts_of: dict[int, list[Line]] = {}

    def usable(self, line: Line) -> bool:
        """May a line take part in sums? A share may: shares add up to 100."""
        if line.intensive or line.change:
            return False
        return line.kind != "percentage_point" and (line.kind != "percent" or line.share or self.axis.rows)

    def run(self) -> None:
        if len(self.lines) < 2:
            return
        groups = self.among()
        self.inside = {x.n for _, parts in groups for x in parts}
        for line in self.lines:
            if line.total:
                self.total(line)
        self.heads()
        self.headline()
        for whole, parts in groups:
            self.breakdown(whole, parts)

    # ------------------------------------------------------------------ 其中
    def among(self) -> list[tuple[Line, list[Line]]]:
        """Each whole with a breakdown of it: 其中：城镇 / 乡村, then 其中：男 / 女 of the same whole, nested ones."""
        out: list[tuple[Line, list[Line]]] = []
        lines = self.lines
        stack: list[tuple[Line, list[Line], int]] = []  # whole, parts, indent of the parts
        n = 0
        while n < len(lines):
            line = lines[n]
            deep = line.among
            if 0 <= deep < len(line.path) - 1:  # a header group 其中 over several lines
                prefix = line.path[: deep + 1]
                m = n
                while m < len(lines) and lines[m].path[: deep + 1] == prefix:
                    m += 1
                whole = self.before(n, line.path[:deep])
                if whole is not None:
                    out.append((whole, lines[n:m]))
                stack = []
                n = m
                continue
            if deep >= 0 and n:
                explicit = "其" in line.name[:3] or not stack
                while stack and line.indent < stack[-1][2]:
                    stack.pop()
                if stack and line.indent == stack[-1][2] and lines[n - 1].n != stack[-1][0].n:
                    whole, parts, ind = stack[-1]
                    other = names.marker(line.name) != names.marker(parts[0].name) and parts[0].among >= 0
                    if other or (explicit and any(p.among >= 0 for p in parts)):
                        parts = []  # another breakdown of the same whole
                        out.append((whole, parts))
                        stack[-1] = (whole, parts, ind)
                    parts.append(line)
                else:
                    whole = self.same_whole(n, out) or lines[n - 1]
                    parts = [line]
                    out.append((whole, parts))
                    stack.append((whole, parts, line.indent))
            elif stack:
                while stack and not (line.indent > stack[-1][0].indent and self.continues(line, stack[-1])):
                    stack.pop()
                if stack and not line.total:
                    stack[-1][1].append(line)
                else:
                    stack = []
            n += 1
        taken = {x.n for _, parts in out for x in parts}
        for whole, parts in out:
            self.extend(whole, parts, taken)
        return out

    def same_whole(self, n: int, groups: list[tuple[Line, list[Line]]]) -> Line | None:
        """其中：城镇 / 乡村 / 其中：男性 / 女性: the whole of the breakdown right before, where this one makes it too,
        or where the line before is smaller than its part.
        """
        if not groups or not 0 < self.lines[n].n - groups[-1][1][-1].n <= 4 or n + 1 >= len(self.lines):
            return None
        whole = groups[-1][0]
        tally = self.close.tally(whole, self.lines[n : n + 2])
        if tally.ties and not tally.breaks:
            return whole
        above, line = self.lines[n - 1], self.lines[n]
        over = any(
            above.ids[k] >= 0 and line.ids[k] >= 0 and self.close.gap(above.ids[k], [line.ids[k]]) > 0
            for k in self.close.places
        )
        return whole if over and above is not whole else None

    def before(self, n: int, path: tuple[str, ...]) -> Line | None:
        """The line that a header group of parts belongs to: the last one before it whose words the group shares."""
        for m in range(n - 1, -1, -1):
            if self.lines[m].path[: len(path)] == path and self.lines[m].additive == self.lines[n].additive:
                return self.lines[m]
        return None

    def continues(self, line: Line, top: tuple[Line, list[Line], int]) -> bool:
        """其中：城镇 / 　　　乡村: a deeper line without the word goes on with the breakdown."""
        _, _, ind = top
        return line.indent >= ind and line.level == 0

    def extend(self, whole: Line, parts: list[Line], taken: set[int]) -> None:
        """其中：限额以上 / 限额以下, without indent: lines that make up the rest of the whole belong to it."""
        last = self.at[id(parts[-1])]
        if not self.close.places or len(parts) > 2 or any(p.indent for p in parts):
            return
        more = list(parts)
        for line in self.lines[last + 1 : last + 6]:
            if line.total or line.n in taken or line.level or line.path[:-1] != parts[-1].path[:-1]:
                return
            more.append(line)
            tally = self.close.tally(whole, more)
            if (tally.ties and not tally.breaks and tally.weight >= 3) or names.halves(more[0].name, line.name):
                taken.update(x.n for x in more)
                parts[:] = more
                return

    def breakdown(self, whole: Line, parts: list[Line]) -> None:
        """其中 parts that make up the whole are a sum, else a subset."""
        tally = self.close.tally(whole, parts)
        if len(parts) >= 2 and tally.ties and len(tally.ties) >= len(tally.breaks) and tally.weight >= 2:
            self.close.write(tally, named=True, firm=True)
            return
        if len(parts) >= 2 and tally.breaks and not tally.ties and len(tally.breaks) <= 2:
            # a keying slip away from making up the whole: two halves, or parts that exceed a whole of many digits
            both = len(parts) == 2 and names.halves(parts[0].name, parts[1].name)
            sure = [
                (t, ids) for t, ids in tally.breaks
                if self.build.explained(t, ids)
                and (both or (len(self.build.prints_as(t)) >= 4 and self.close.gap(t, ids) < 0))
            ]  # fmt: skip
            if len(sure) == len(tally.breaks):
                for t, ids in sure:
                    self.build.sum(t, ids)
                return
        self.close.part_of(whole, parts)

    # ------------------------------------------------------------------ 合计, 小计
    def total(self, line: Line) -> None:
        options = self.options(line)
        best: tuple | None = None
        for rank, parts in enumerate(options):
            tally = self.close.tally(line, parts)
            if not tally.ties and not tally.breaks:
                continue
            value = (*tally.score, -rank)
            if best is None or value > best[0]:
                best = (value, tally, parts)
        if best is None:
            return
        _, tally, parts = best
        if not tally.ties and len(options) > 1:
            tally, parts = self.nearest(line, options)
        if self.close.write(tally, named=True, firm=names.firm(line.name) or any(map(names.firm, line.path))):
            self.parts_of[line.n] = parts

    def nearest(self, line: Line, options: list[list[Line]]) -> tuple[Tally, list[Line]]:
        """Where no option closes: the one that a keying slip explains, else the first."""
        tallies = [(self.close.tally(line, parts), parts) for parts in options]
        tallies = [x for x in tallies if x[0].breaks]
        for tally, parts in tallies:
            if all(self.build.explained(t, ids) for t, ids in tally.breaks):
                return tally, parts
        return tallies[0]

    def options(self, line: Line) -> list[list[Line]]:
        """What a total may be made of, likeliest first."""
        n = self.at[id(line)]
        where = next((k for k in range(len(line.path) - 1, -1, -1) if names.total(line.path[k])), len(line.path) - 1)
        head, tail = line.path[:where], line.path[where + 1 :]
        pool = [x for x in self.lines if x is not line and self.alike(x, line)]
        if tail:  # 合计/件数 over 民事/件数, 刑事/件数
            group = [x for x in pool if x.path[:where] == head and x.path[where + 1 :] == tail and not x.total]
            return [group] if len(group) >= 2 else []
        group = [x for x in pool if x.path[: len(head)] == head]
        free = [x for x in group if not x.total and x.n not in self.inside]
        before = [x for x in free if x.n < line.n]
        after = [x for x in free if x.n > line.n]
        last = max((x.n for x in group if x.total and x.n < line.n), default=-1)
        nxt = min((x.n for x in group if x.total and x.n > line.n and not names.subtotal(x.name)), default=10**9)
        since = [x for x in before if x.n > last]
        until = [x for x in after if x.n < nxt]
        subs = [x for x in group if names.subtotal(x.name) and x.n != line.n]
        ahead = [x for x in subs if x.n < line.n] if not names.subtotal(line.name) else []
        behind = [x for x in subs if x.n > line.n] if not names.subtotal(line.name) else []
        # 小计 and the lines that no 小计 covers
        covered = {x.n for y in subs for x in self.parts_of.get(y.n, ())}
        side = behind if behind and not ahead else ahead
        loose = [x for x in (after if side is behind else before) if x.n not in covered]
        options = [side, [*side, *loose] if side else []]
        opening = bool(after) and (not before or len(since) < 2)
        numbered = self.numbered(line, n)
        for lines in (before, since, numbered, numbered[1:], ahead) if not opening else (after, until, behind):
            options.extend((self.tops(lines), self.leaves(lines), lines))
        if opening:
            options.extend((self.tops(before), before))
        else:
            options.extend((self.tops(until), until))
        if last >= 0 and not opening:  # a sum over what stands before, other totals and what follows them
            options.append([x for x in group if last <= x.n < line.n and x.n not in self.inside])
        out: list[list[Line]] = []
        for parts in options:
            if len(parts) >= 2 and parts not in out:
                out.append(parts)
        return out

    def alike(self, x: Line, total: Line) -> bool:
        """May a line be a part of the total: one kind and unit, no plan, no other year unless the total is so too."""
        if self.axis.rows:
            return x.previous == total.previous or not x.previous
        if (x.kind == "percent") != (total.kind == "percent"):
            return False
        if x.unit and total.unit and x.unit != total.unit:
            return False
        return x.previous == total.previous and (x.plan == total.plan or len(x.path) > 1)

    def numbered(self, line: Line, n: int) -> list[Line]:
        """Lines since the last head of a higher number (三、办理结果（一）予以公开), that head itself included."""
        least = min((x.level for x in self.lines[:n] if x.level), default=0)
        rows: list[Line] = []
        for x in reversed(self.lines[:n]):
            rows.append(x)
            if x.level and (x.level < line.level or (not line.level and x.level == least)):
                break
        rows.reverse()
        return rows if rows and rows[0].level else []

    def tops(self, lines: list[Line]) -> list[Line]:
        """The lines of the highest rank: list number first, then indent."""
        if not lines:
            return []
        ranked = [x for x in lines if x.level]
        if ranked:
            least = min(x.level for x in ranked)
            first = next(n for n, x in enumerate(lines) if x.level == least)
            return [x for n, x in enumerate(lines) if x.level == least or (not x.level and n < first)]
        least = min(x.indent for x in lines)
        return [x for x in lines if x.indent == least]

    def leaves(self, lines: list[Line]) -> list[Line]:
        """The lines that have none under them."""
        out = []
        for n, x in enumerate(lines):
            below = lines[n + 1] if n + 1 < len(lines) else None
            if below is None or self.depth(below) <= self.depth(x) or not _under(below, x):
                out.append(x)
        return out

    def depth(self, line: Line) -> tuple[int, int, int]:
        return len(line.path), line.level or (_UNRANKED if self.ranked else 0), line.indent

    # ------------------------------------------------------------------ heads over deeper lines
    def heads(self) -> None:
        """A line with figures that is the head of those below it, by number, indent or path; numbers confirm."""
        lines = self.lines
        for n, line in enumerate(lines):
            if line.total or line.n in self.parts_of:
                continue
            children = self.children(n)
            if len(children) < 2:
                continue
            tally = self.close.tally(line, children)
            sure = tally.ties and len(tally.ties) > len(tally.breaks) and tally.weight >= 3
            if sure and self.close.write(tally, named=True, firm=False):
                self.parts_of[line.n] = children
                continue
            if not tally.ties and len(tally.breaks) == 1 and line.level and all(x.level > line.level for x in children):
                # 一、税收收入 over 1.增值税 …: one column, a keying slip away
                t, ids = tally.breaks[0]
                if len(self.build.prints_as(t)) >= 3 and self.build.explained(t, ids):
                    self.build.sum(t, ids, cap=WARNING)

    def headline(self) -> None:
        """A first line that its name makes the whole of those below it, which need not all be listed: 税收收入."""
        first = self.lines[0]
        rest = self.lines[1:]
        if not self.axis.rows or len(rest) < 3 or first.n in self.parts_of or any(x.total for x in self.lines):
            return
        if not _WHOLE.search(names.bare(first.name)) or any(_WHOLE.search(names.bare(x.name)) for x in rest):
            return
        if any(x.level or x.among >= 0 or x.indent for x in rest):
            return
        rows = []
        for k in self.close.places:
            t = first.ids[k]
            ids = [x.ids[k] for x in rest if x.ids[k] >= 0]
            if t < 0 or not ids or self.close.f.kind[t] == "percent":
                continue
            if self.close.gap(t, ids) < 0 and not self.close.closes(t, ids):
                return
            rows.append((t, ids))
        if len(rows) >= 2:
            for t, ids in rows:
                self.build.sum(t, ids, mode=1, cap=WARNING)

    def children(self, n: int) -> list[Line]:
        """The next level of the lines that stand under line n."""
        lines = self.lines
        head = lines[n]
        own = self.depth(head)
        block = []
        for k in range(n + 1, len(lines)):
            x = lines[k]
            if x.n in self.inside:
                continue
            if x.total:
                break
            longer = len(x.path) > len(head.path) and x.path[: len(head.path)] == head.path
            if not longer and (self.depth(x) <= own or len(x.path) != len(head.path)):
                break
            block.append(x)
        if not block or len(block) > 60:
            return []
        least = min(self.depth(x) for x in block)
        return [x for x in block if self.depth(x) == least]


def _under(below: Line, line: Line) -> bool:
    """May a line stand under another: in its group, or with the same heads before it."""
    return below.path[: len(line.path)] == line.path or below.path[:-1] == line.path[:-1]
