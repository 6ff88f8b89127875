"""Grids: 合计 and 小计 rows and columns, 其中 rows, 占比 and 同比 columns, and columns that are sums of others."""

from __future__ import annotations

import re

from audit.parse.grids import Grid
from audit.relate import fit
from audit.relate.changes import back_solvable
from audit.relate.context import Context
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled

_TOTAL = re.compile(r"^(?:[\s*]*)(?:合\s*计|总\s*计|总\s*数|总\s*量|共\s*计|全[市县区省国乡镇州盟旗]|全部|小\s*计|累计|总额|总[件人户]数)|(?:合计|总计|小计|累计完成|总数)$")
_SUBTOTAL = re.compile(r"小\s*计")
_AMONG = re.compile(r"其中|^#|^[\s　]+#|^\(?其中")
_GROUP = re.compile(r"^[一二三四五六七八九十]+[、.．]|^（[一二三四五六七八九十]+）|^\([一二三四五六七八九十]+\)|^[0-9]+[.、．]")
_SHARE = re.compile(r"占|比重|比例|百分比|构成")
_CHANGE = re.compile(r"同比|环比|增减|增长|增幅|升降|较上|比上|增速|变化")
_PREVIOUS = re.compile(r"上年|去年|上期|同期|上月|上季|上周")
_RATE = re.compile(r"率|度$|平均|人均|均价|得分|排名|名次|序号")


class Tables:
    """Builds the relations inside one grid."""

    def __init__(self, c: Context, g: Grid, out: list[Relation]) -> None:
        self.c, self.g, self.out = c, g, out
        f = c.figures
        self.rows = [r for r in range(g.first_row, g.rows) if any(i >= 0 for i in g.at[r])]
        self.cols = [k for k in range(g.first_col, g.cols) if any(g.at[r][k] >= 0 for r in self.rows)]
        self.kind = {}
        for k in self.cols:
            kinds = [f.kind[g.at[r][k]] for r in self.rows if g.at[r][k] >= 0]
            self.kind[k] = max(set(kinds), key=kinds.count)
        self.head = {k: re.sub(r"\s", "", g.heads[k]) for k in self.cols}
        self.side = {r: re.sub(r"[\s*]", "", g.sides[r]) for r in self.rows}
        self.sum_rows: dict[int, list[int]] = {}

    def build(self) -> None:
        if len(self.rows) < 1 or not self.cols:
            return
        self.total_rows()
        self.total_cols()
        self.identities()
        self.percent_cols()
        self.transposed_rates()

    def at(self, r: int, k: int) -> int:
        return self.g.at[r][k]

    def amounts(self, kind_only=True) -> list[int]:
        return [k for k in self.cols if self.kind[k] not in ("percent", "percentage_point") and not _RATE.search(self.head[k].split("/")[-1])]

    # ---------------------------------------------------------------- sums
    def total(self, total: int, parts: list[int], *, cap=ERROR, kind="sum", mode=0, check="SUM101") -> None:
        c = self.c
        f = c.figures
        parts = [i for i in parts if i >= 0]
        if total < 0 or not parts or any(f.kind[i] != f.kind[total] for i in parts):
            return
        dec = common(c, total, *parts)
        lo = hi = 0
        for i in parts:
            a, b = scaled(c, i, dec)
            lo, hi = lo + a, hi + b
        a, b = scaled(c, total, dec)
        values = {"total_lo": a, "total_hi": b, "parts_lo": lo, "parts_hi": hi, "mode": mode}
        if f.kind[total] == "percent":
            if mode:
                return
            check, cap = "RAT103", WARNING
        members = [("total", total)] + [("part", i) for i in parts]
        self.out.append(Relation(kind, "sums", check, members, values, total, cap, 0.0, [], c.label[total], "grid", {"sum": values}))

    def closes(self, total: int, parts: list[int]) -> bool:
        c = self.c
        parts = [i for i in parts if i >= 0]
        if total < 0 or not parts:
            return False
        dec = common(c, total, *parts)
        lo = hi = 0
        for i in parts:
            a, b = scaled(c, i, dec)
            lo, hi = lo + a, hi + b
        a, b = scaled(c, total, dec)
        return lo <= b and hi >= a

    def total_rows(self) -> None:
        """合计 below (or above) its parts; 小计 over its group; 其中 rows below their whole."""
        amounts = [k for k in self.cols if self.kind[k] != "percentage_point" and not re.search(r"率|平均|人均|排名|序号", self.head[k].split("/")[-1]) and not (_CHANGE.search(self.head[k]) and self.kind[k] == "percent")]
        total_at = [r for r in self.rows if _TOTAL.search(self.side[r].split("/")[-1]) or _TOTAL.search(self.side[r].split("/")[0])]
        inside = self.among_rows()
        for r in total_at:
            before = [x for x in self.rows if x < r]
            options = []
            plain = [x for x in before if x not in total_at and x not in inside]
            group = self.group_before(r)
            last_total = max((x for x in total_at if x < r), default=-1)
            since = [x for x in plain if x > last_total]
            for rows in (since, group, plain, [x for x in before if _SUBTOTAL.search(self.side[x])]):
                if len(rows) >= 2 and rows not in options:
                    options.append(rows)
            after = [x for x in self.rows if x > r and x not in total_at and x not in inside]
            if r == self.rows[0] and len(after) >= 2:
                options = [after]
            best = self.best_rows(r, options, amounts)
            if best is None:
                continue
            self.sum_rows[r] = best
            for k in amounts:
                t = self.at(r, k)
                parts = [self.at(x, k) for x in best]
                if t >= 0 and sum(i >= 0 for i in parts) >= 1:
                    self.total(t, parts)
        self.headed_rows(total_at, amounts)
        for whole, parts in self.among_groups().items():
            for k in amounts:
                t = self.at(whole, k)
                ids = [self.at(x, k) for x in parts if self.at(x, k) >= 0]
                if t >= 0 and ids and self.kind[k] != "percent":
                    if len(ids) >= 2 and self.closes(t, ids):
                        self.total(t, ids)
                    else:
                        self.total(t, ids, kind="subset", mode=1, check="SUM102")

    def headed_rows(self, total_at: list[int], amounts: list[int]) -> None:
        """A first row that is the whole of the rows below it, as its name says: 税收收入 over the taxes."""
        if total_at or len(self.rows) < 4:
            return
        r = self.rows[0]
        rest = self.rows[1:]
        usable = [k for k in amounts if self.kind[k] != "percent"]
        sums = [k for k in usable if self.at(r, k) >= 0 and self.closes(self.at(r, k), [self.at(x, k) for x in rest])]
        if len(sums) >= 2 and len(sums) * 2 > len(usable):
            for k in usable:
                if self.at(r, k) >= 0:
                    self.total(self.at(r, k), [self.at(x, k) for x in rest])
            return
        name = self.side[r]
        if len(usable) >= 2 and re.search(r"收入|支出|总量|产值|合计", name):
            below = all(self.at(r, k) < 0 or not self.exceeds(self.at(r, k), [self.at(x, k) for x in rest]) for k in usable)
            if below:
                for k in usable:
                    if self.at(r, k) >= 0:
                        self.total(self.at(r, k), [self.at(x, k) for x in rest], kind="subset", mode=1, check="SUM102", cap=WARNING)

    def exceeds(self, total: int, parts: list[int]) -> bool:
        c = self.c
        parts = [i for i in parts if i >= 0]
        if not parts:
            return False
        dec = common(c, total, *parts)
        return sum(scaled(c, i, dec)[0] for i in parts) > scaled(c, total, dec)[1]

    def best_rows(self, r: int, options: list[list[int]], amounts: list[int]) -> list[int] | None:
        best, score = None, -1.0
        for rows in options:
            hits = tried = 0
            for k in amounts:
                t = self.at(r, k)
                parts = [self.at(x, k) for x in rows]
                if t < 0 or not any(i >= 0 for i in parts):
                    continue
                tried += 1
                hits += self.closes(t, parts)
            value = hits / tried if tried else 0.0
            if value > score:
                best, score = rows, value
        if best is None:
            return None
        # no column closes: the parts may stand outside the table
        if score == 0.0 and len(options) > 1:
            return options[0]
        return best

    def group_before(self, r: int) -> list[int]:
        """Rows since the last numbered group head (三、办理结果：…), itself included."""
        rows = []
        for x in reversed([x for x in self.rows if x < r]):
            rows.append(x)
            if _GROUP.search(self.side[x]):
                break
        return rows[::-1]

    def among_rows(self) -> set[int]:
        return {x for parts in self.among_groups().values() for x in parts}

    def among_groups(self) -> dict[int, list[int]]:
        """其中：… rows and those that follow them at the same depth, under the row before."""
        groups: dict[int, list[int]] = {}
        whole = None
        for n, r in enumerate(self.rows):
            name = self.side[r]
            if _AMONG.search(name) and n:
                if whole is None:
                    whole = self.rows[n - 1]
                groups.setdefault(whole, []).append(r)
            elif whole is not None:
                whole = None
        return groups

    def total_cols(self) -> None:
        """A 合计/总计 column over the columns of its kind; header paths bound what it covers."""
        amounts = self.amounts()
        for k in amounts:
            name = self.head[k].split("/")[-1]
            path = self.head[k]
            if not (_TOTAL.search(name) or _TOTAL.search(path)):
                continue
            parts = [x for x in amounts if x != k and not _TOTAL.search(self.head[x].split("/")[-1]) and not _PREVIOUS.search(self.head[x]) and not _CHANGE.search(self.head[x])]
            prefix = path.rsplit("/", 1)[0] if "/" in path else ""
            inside = [x for x in parts if prefix and self.head[x].startswith(prefix + "/")]
            options = [o for o in (inside, [x for x in parts if x < k], [x for x in parts if x > k], parts) if len(o) >= 2]
            best = self.best_cols(k, options)
            if best is None:
                continue
            for r in self.rows:
                if self.at(r, k) >= 0:
                    ids = [self.at(r, x) for x in best]
                    if sum(i >= 0 for i in ids) >= 1:
                        self.total(self.at(r, k), ids)

    def best_cols(self, k: int, options: list[list[int]]) -> list[int] | None:
        best, score = None, 0.0
        for cols in options:
            rows = [r for r in self.rows if self.at(r, k) >= 0 and any(self.at(r, x) >= 0 for x in cols)]
            if not rows:
                continue
            value = sum(self.closes(self.at(r, k), [self.at(r, x) for x in cols]) for r in rows) / len(rows)
            if value > score:
                best, score = cols, value
        return best if score >= 0.5 else None

    def identities(self) -> None:
        """Columns, and rows, that are the sum of those before them although no head says so: 新收 + 结转 = 办结 + 未结."""
        amounts = [k for k in self.amounts() if not _CHANGE.search(self.head[k]) and not _SHARE.search(self.head[k])]
        done = {frozenset(i for _, i in r.members) for r in self.out}
        for n, k in enumerate(amounts):
            if _TOTAL.search(self.head[k]) and not re.search(r"完成|累计", self.head[k]):
                continue
            for size in range(2, min(6, n) + 1):
                cols = amounts[n - size : n]
                if any(_PREVIOUS.search(self.head[x]) for x in cols) or _PREVIOUS.search(self.head[k]):
                    continue
                rows = [r for r in self.rows if self.at(r, k) >= 0 and any(self.at(r, x) >= 0 for x in cols)]
                good = [r for r in rows if self.closes(self.at(r, k), [self.at(r, x) for x in cols])]
                full = [r for r in good if sum(self.c.figures.num[self.at(r, x)] != 0 for x in cols if self.at(r, x) >= 0) >= 2]
                if len(full) >= 2 and len(good) >= 3 and len(good) * 4 >= len(rows) * 3:
                    for r in rows:
                        ids = [self.at(r, x) for x in cols if self.at(r, x) >= 0]
                        if frozenset([self.at(r, k), *ids]) not in done:
                            self.total(self.at(r, k), ids)
                    break
        self.row_balance(amounts)

    def row_balance(self, amounts: list[int]) -> None:
        """Rows 本年新收, 上年结转 against 总计 (of results) and 结转下年度: the identity printed in the disclosure form."""
        new = next((r for r in self.rows if re.search(r"新收|收到", self.side[r])), None)
        carried = next((r for r in self.rows if re.search(r"上年(?:度)?(?:结转|未结|旧存)|上期结转|旧存", self.side[r])), None)
        if new is None or carried is None:
            return
        left = next((r for r in self.rows if re.search(r"结转下年|未结|结转下期", self.side[r]) and r != carried), None)
        closed = next((r for r in self.rows if r > carried and (_TOTAL.search(self.side[r].split("/")[-1]) or re.search(r"办结|审结", self.side[r])) and r != left), None)
        if closed is None:
            return
        for k in amounts:
            n, o, t = self.at(new, k), self.at(carried, k), self.at(closed, k)
            x = self.at(left, k) if left is not None else -1
            if min(n, o, t) < 0:
                continue
            outs = [t] + ([x] if x >= 0 else [])
            if x >= 0:
                c = self.c
                dec = common(c, n, o, *outs)
                a = [scaled(c, i, dec) for i in (n, o)]
                b = [scaled(c, i, dec) for i in outs]
                values = {"total_lo": sum(v[0] for v in a), "total_hi": sum(v[1] for v in a), "parts_lo": sum(v[0] for v in b), "parts_hi": sum(v[1] for v in b), "mode": 0}
                members = [("plus", n), ("plus", o), ("minus", t), ("minus", x)]
                self.out.append(Relation("balance", "sums", "SUM104", members, values, t, ERROR, 0.0, [], c.label[t], "grid", {"in": [n, o], "out": outs}))
            else:
                self.total(t, [n, o], check="SUM104", kind="balance")

    # ---------------------------------------------------------------- percentages
    def percent_cols(self) -> None:
        for k in self.cols:
            if self.kind[k] not in ("percent",):
                continue
            name = self.head[k]
            last = name.split("/")[-1]
            if _CHANGE.search(last) or (_CHANGE.search(name) and not _SHARE.search(last)):
                self.change_col(k)
            elif _SHARE.search(last):
                self.share_col(k)
            else:
                self.rate_col(k)

    def fits(self, n: int, d: int, p: int) -> int:
        c, f = self.c, self.c.figures
        if n < 0 or d < 0 or f.kind[n] != f.kind[d]:
            return 0
        dec = common(c, n, d)
        a, b = scaled(c, n, dec)
        x, y = scaled(c, d, dec)
        return fit.ratio(a, b, x, y, f.num[p], 10 ** f.dec[p], 100)

    def rate(self, n: int, d: int, p: int, cap=ERROR, label="") -> None:
        c, f = self.c, self.c.figures
        dec = common(c, n, d)
        a, b = scaled(c, n, dec)
        x, y = scaled(c, d, dec)
        values = {"num_lo": a, "num_hi": b, "den_lo": x, "den_hi": y, "rep": f.num[p], "rep_lo": f.num[p] if not f.hedge[p] else (f.low[p] if f.low[p] is not None else -OPEN_HIGH),
                  "rep_hi": f.num[p] if not f.hedge[p] else (f.high[p] if f.high[p] is not None else OPEN_HIGH), "scale": 10 ** f.dec[p], "per": 100}  # fmt: skip
        self.out.append(Relation("rate", "rates", "RAT101", [("numerator", n), ("denominator", d), ("reported", p)], values, p, cap, 0.0, [], label or c.label[p], "grid", {"share": True}))

    def share_col(self, k: int) -> None:
        """Shares of one total: the 合计 row, another column, or a figure in the prose; numbers tell which."""
        f = self.c.figures
        rows = [r for r in self.rows if self.at(r, k) >= 0]
        amounts = self.amounts()
        left = [x for x in amounts if x < k]
        if not left:
            left = amounts
        # a share of another column of the same row: 占计划% = 累计完成 / 年度计划
        best = None
        for a in left[::-1]:
            for b in amounts:
                if a == b:
                    continue
                hits = sum(1 for r in rows if self.fits(self.at(r, a), self.at(r, b), self.at(r, k)))
                if hits >= 2 and hits * 2 > len(rows) and (best is None or hits > best[0]):
                    best = (hits, a, b)
        fixed = None
        pool = [i for i in range(len(f)) if f.kind[i] in ("count", "money", "weight", "area", "length") and not f.hedge[i]]
        for a in left[::-1][:3]:
            pairs = [(self.at(r, a), self.at(r, k)) for r in rows if self.at(r, a) >= 0]
            if len(pairs) < 2:
                continue
            total_row = [r for r in rows if _TOTAL.search(self.side[r])]
            for d in ([self.at(total_row[-1], a)] if total_row and self.at(total_row[-1], a) >= 0 else []) + pool:
                hits = sum(1 for n, p in pairs if self.fits(n, d, p))
                nonzero = sum(1 for n, p in pairs if f.num[n])
                if hits >= 2 and hits * 5 >= len(pairs) * 3 and nonzero >= 2:
                    own = bool(total_row) and d == self.at(total_row[-1], a)
                    rank = (hits, own, -abs(d - pairs[0][0]))
                    if fixed is None or rank > fixed[0]:
                        fixed = (rank, a, d)
            if fixed is not None:
                break
        if fixed is not None and (best is None or fixed[0][0] >= best[0]):
            _, a, d = fixed
            ids = []
            for r in rows:
                n, p = self.at(r, a), self.at(r, k)
                if n >= 0 and n != d:
                    self.rate(n, d, p, label=self.side[r])
                    ids.append(p)
            return
        if best is not None:
            _, a, b = best
            for r in rows:
                if self.at(r, a) >= 0 and self.at(r, b) >= 0:
                    self.rate(self.at(r, a), self.at(r, b), self.at(r, k), label=self.side[r])
            return
        total_row = [r for r in rows if _TOTAL.search(self.side[r])]
        if total_row and left and self.at(total_row[-1], left[-1]) >= 0:
            d = self.at(total_row[-1], left[-1])
            for r in rows:
                if r != total_row[-1] and self.at(r, left[-1]) >= 0:
                    self.rate(self.at(r, left[-1]), d, self.at(r, k), label=self.side[r])

    def rate_col(self, k: int) -> None:
        """办结率 column: two columns of its row reproduce it in most rows."""
        rows = [r for r in self.rows if self.at(r, k) >= 0]
        amounts = self.amounts()
        best = None
        for a in amounts:
            for b in amounts:
                if a == b:
                    continue
                usable = [r for r in rows if self.at(r, a) >= 0 and self.at(r, b) >= 0]
                if len(usable) < 2:
                    continue
                hits = [r for r in usable if self.fits(self.at(r, a), self.at(r, b), self.at(r, k))]
                telling = [r for r in hits if self.c.figures.num[self.at(r, k)] != 100 * 10 ** self.c.figures.dec[self.at(r, k)]]
                stem = re.sub(r"[率()（）%]", "", self.head[k].split("/")[-1])[-2:]
                bonus = 1 if stem and stem in self.head[a] else 0
                rank = (len(hits) + bonus, len(telling))
                if len(hits) * 5 >= len(usable) * 3 and (telling or bonus) and (best is None or rank > best[0]):
                    best = (rank, a, b, usable)
        if best is not None:
            _, a, b, usable = best
            for r in usable:
                self.rate(self.at(r, a), self.at(r, b), self.at(r, k), label=self.side[r])

    def change_col(self, k: int) -> None:
        """增减% against 上年同期, or back-solved where only this year stands."""
        c, f = self.c, self.c.figures
        rows = [r for r in self.rows if self.at(r, k) >= 0]
        amounts = self.amounts()
        best = None
        for a in amounts:
            for b in amounts:
                if a == b:
                    continue
                usable = [r for r in rows if self.at(r, a) >= 0 and self.at(r, b) >= 0]
                hits = sum(1 for r in usable if self.change_fits(self.at(r, a), self.at(r, b), self.at(r, k)))
                named = bool(_PREVIOUS.search(self.head[b])) and not _PREVIOUS.search(self.head[a])
                if len(usable) >= 1 and (hits * 5 >= len(usable) * 3 and (hits >= 2 or named)):
                    rank = (hits, named)
                    if best is None or rank > best[0]:
                        best = (rank, a, b, usable)
        if best is not None:
            _, a, b, usable = best
            for r in usable:
                cur, prev, p = self.at(r, a), self.at(r, b), self.at(r, k)
                dec = common(c, cur, prev)
                (x, y), (u, v) = scaled(c, cur, dec), scaled(c, prev, dec)
                values = {"cur_lo": x, "cur_hi": y, "prev_lo": u, "prev_hi": v, "rep": f.num[p], "rep_lo": f.num[p], "rep_hi": f.num[p], "scale": 10 ** f.dec[p], "per": 100, "sign": 0}
                self.out.append(Relation("year_on_year", "changes", "CHG101", [("current", cur), ("previous", prev), ("reported", p)], values, p, ERROR, 0.0, [], c.label[p], "grid"))
            return
        a = next((x for x in amounts[::-1] if x < k and not _PREVIOUS.search(self.head[x])), None)
        if a is None:
            return
        if len(amounts) > 1 and self.kind[a] != "count":
            return
        for r in rows:
            cur, p = self.at(r, a), self.at(r, k)
            if cur < 0 or f.kind[cur] != "count" or f.step[cur] or f.num[cur] <= 0 or f.hedge[p]:
                continue
            s = 1 if f.num[p] >= 0 else -1
            if back_solvable(f.num[cur], abs(f.num[p]), 10 ** f.dec[p], s):
                values = {"cur_lo": f.num[cur], "cur_hi": f.num[cur], "rep": abs(f.num[p]), "scale": 10 ** f.dec[p], "per": 100, "sign": s}
                self.out.append(Relation("year_on_year", "back_changes", "CHG102", [("current", cur), ("reported", p)], values, p, WARNING, 0.0, [], c.label[p], "grid"))

    def change_fits(self, cur: int, prev: int, p: int) -> bool:
        c, f = self.c, self.c.figures
        if f.kind[cur] != f.kind[prev]:
            return False
        dec = common(c, cur, prev)
        (x, y), (u, v) = scaled(c, cur, dec), scaled(c, prev, dec)
        rep = f.num[p]
        if rep >= 0:
            return fit.ratio(x - v, y - u, u, v, rep, 10 ** f.dec[p]) != 0
        return fit.ratio(u - y, v - x, u, v, -rep, 10 ** f.dec[p]) != 0

    def transposed_rates(self) -> None:
        """Rows 办结率 under rows 受理 and 办结: the same as rate columns, turned."""
        g, f = self.g, self.c.figures
        rows = [r for r in self.rows if all(f.kind[self.at(r, k)] == "percent" for k in self.cols if self.at(r, k) >= 0)]
        if not rows or len(rows) == len(self.rows):
            return
        counts = [r for r in self.rows if r not in rows]
        for p_row in rows:
            if _CHANGE.search(self.side[p_row]):
                continue
            best = None
            for a in counts:
                for b in counts:
                    if a == b:
                        continue
                    usable = [k for k in self.cols if min(self.at(a, k), self.at(b, k), self.at(p_row, k)) >= 0]
                    hits = sum(1 for k in usable if self.fits(self.at(a, k), self.at(b, k), self.at(p_row, k)))
                    if len(usable) >= 2 and hits * 5 >= len(usable) * 3 and hits >= 2 and (best is None or hits > best[0]):
                        best = (hits, a, b, usable)
            if best is not None:
                _, a, b, usable = best
                for k in usable:
                    self.rate(self.at(a, k), self.at(b, k), self.at(p_row, k), label=self.side[p_row])
        del g


def tables(c: Context, out: list[Relation]) -> None:
    """Relate the cells of every grid.

    Args:    c: the document laid out; out: relations, appended to.
    """
    for g in c.grids:
        Tables(c, g, out).build()
