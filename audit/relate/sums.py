"""Totals and their parts: 其中, brackets, lists, 分别, totals after their parts, totals a paragraph away."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.relations import ERROR, INFO, WARNING, Relation, common, scaled
from audit.relate.words import bigrams, overlap

ADDITIVE = frozenset(("count", "money", "weight", "length", "area", "volume", "energy", "duration"))
# Units that may be added under one total: 16卷 = 12件 + 4件, 631台 = … + 29支.
_FAMILIES = (
    frozenset(
        [
            "件",
            "起",
            "宗",
            "例",
            "案",
            "卷",
            "份",
            "项",
            "条",
            "件次",
            "项次",
            "桩",
            "篇",
            "封",
            "张",
            "单",
            "票",
            "笔",
            "台",
            "支",
            "部",
            "个",
            "套",
            "种",
            "辆",
            "册",
            "处",
            "块",
            "面",
            "座",
            "间",
            "所",
        ]
    ),
    frozenset(["人", "名", "位", "人次", "名次", "员", "个", "户", "家", "户次", "家次", "对"]),
    frozenset(
        [
            "家",
            "户",
            "个",
            "所",
            "处",
            "座",
            "间",
            "家次",
            "户次",
            "单位",
            "部门",
            "村",
            "镇",
            "乡",
            "社区",
            "支",
            "台",
            "辆",
        ]
    ),
    frozenset(["场", "场次"]),
    frozenset(["次", "件次"]),
)
_AMONG = re.compile(
    r"其中|中[，,]|包括|含|分为|分别|构成|组成|即|按.{1,10}分|从.{1,10}看|分.{1,6}看|各.{1,8}为|具体|主要有|：|:"
)
_STRONG = re.compile(
    r"分别[为是有]?|包括|分为|构成|组成|即|按[^，,。；;]{1,12}分|从[^，,。；;]{1,10}看|分[^，,。；;]{1,8}看|各[^，,。；;]{1,10}(?:为|是)[：:]?|具体(?:为|是|构成)?|[：:]$|由[^，,。；;]{2,12}(?:组成|构成)"
)
_OPEN_LIST = re.compile(r"等$|等[，,。；;）)]|未列|不含|未计入|不计|并处|重合|重叠|交叉|兼得|兼有|部分案件|存在重复")
_OPEN_LEAD = re.compile(r"主要|重点|居前|前[三四五六]位?|较多|突出|集中在|典型|如$|例如|依次")
_TOTAL_AFTER = re.compile(
    r"(?:合计|共计|总计|共|累计|总共|两项合计|三项合计|一并|加总|总数[为达]?|总量|合并计算|全部)[^，,。；;]{0,10}$"
)
_NOT_PART = re.compile(
    r"不含|不包括|未计入|另有|此外|另外|除此|还有|超过|比上|(?:上年|去年|上期|上月)(?!结转|旧存|未结|转入|结存|结余|度结转|度结余)|同期|同比|环比|增加(?!值)|减少|增收|减收|多征|少征|净增|较(?![大重轻高低多少好差长强小突])|平均|人均|均每|每[个名件家户所]"
)
_PEOPLE = frozenset(("人", "名", "位"))
_KIND_UNITS = frozenset(("类", "种", "大", "领域", "方面", "位", "环节"))
_REST = re.compile(r"其他|其余|剩余|其它|另有?")
_NEG = re.compile(r"(?:不予|不|未|非|无|没有)([一-鿿]{2})")
_COMPLEMENTS = (
    ("专职", "兼职"), ("线上", "线下"), ("直", "转"), ("书面", "网络"), ("城镇", "农村"), ("城镇", "乡村"), ("男", "女"), ("一审", "二审"), ("有效", "废止"),
    ("民事", "刑事"), ("本年", "结转"), ("新收", "旧存"), ("单位", "个人"), ("集体", "个人"), ("集体", "委员"), ("办结", "在办"), ("审结", "未"), ("优秀", "合格"),
    ("在办", "办结"), ("受理", "不"), ("中央", "地方"), ("税", "非税"), ("正职", "副职"), ("新增", "原有"), ("现场", "网上"), ("满意", "不满意"), ("通过", "正在"),
    ("办结", "正在"), ("国有", "民营"), ("固定", "流动"), ("机动", "非机动"), ("全额", "差额"), ("县", "乡"), ("网站", "微信"), ("建议", "提案"), ("城市", "农村"), ("在编", "聘用"),
)  # fmt: skip
_BRACKET = re.compile(r"含|其中|包括")
_BRACKET_2 = re.compile(r"不含|不包括")
_RUN = re.compile(r"同比|较上|比上")
_RUN_2 = re.compile(r"^(?:共计?|合计|总计|累计)$")
_TRY_RUN = re.compile(r"分别|依次")
_TRY_RUN_2 = re.compile(r"[（(][^（）()]{2,16}[)）]")
_TRY_RUN_3 = re.compile(r"各[^，,。；;]{1,10}(?:为|是)|分别[为是有]|由[^，,。；;]{2,12}(?:组成|构成)|[：:]")
_TRY_RUN_4 = re.compile(r"[：:]")
_PARALLEL = re.compile(r"[和及与]")
_MISS = re.compile(r"[^，,。；;、]{0,6}等")
_AMONG_2 = re.compile(r"[ ]*(?:包含|含|计算)?在内")
_AMONG_3 = re.compile(r"(?:中|里)(?:[，,]|有|已有|共有)[^，,。；;]{0,8}$")
_AMONG_4 = re.compile(r"其中")
_CUMULATIVE = re.compile(
    r"(?:累计|总数|总量|总计|总面积)[^，,。；;]{0,6}$|(?:累计|总数|总量)?(?:达到?|增至|增加到)(?:约)?$"
)
_CUMULATIVE_2 = re.compile(r"累计|总数|总量|总计|总面积|达")
_CUMULATIVE_3 = re.compile(r"新|增|建|培育|认定|引进|创建|改造|入选|获")
_CUMULATIVE_4 = re.compile(r"(?:累计|总数|总量|总计|总面积|达到?|增至|增加到)+$")
_BEFORE_TOTAL = re.compile(r"合计|共计|总计")
_BEFORE_TOTAL_2 = re.compile(r"合计|合并|共计|总计|上述|两项|三项")
_BEFORE_TOTAL_3 = re.compile(r"合计|合并|共计|总计|上述")
_TOTAL_OF_TWO = re.compile(r"[^，,。；;]{0,12}(?:均|全部|已|实现)")
_TOTAL_OF_TWO_2 = re.compile(r"纠错|纠正")
_TOTAL_OF_TWO_3 = re.compile(r"撤销|变更|确认违法|确认无效|责令履行|违法|无效|履行")
_REST_2 = re.compile(r"(?:其余|剩余|余下|尚余|另有)[^，,。]{0,6}$")
_NUMBERED = re.compile(
    r"(?:^|[。；;：:，,])\s*(?:[一二三四五六七八九十]是|[（(]?[0-9一二三四五六七八九]{1,2}[)）.、．])[^。；;]*$"
)
_THRESHOLDS = re.compile(r"[ ]*(?:及|含)?以上")
_FAR_TOTAL = re.compile(r"(?:提高|增加|增长|减少|下降|人均|平均|降低)[^，,。；;：:]*$")
_FAR_TOTAL_2 = re.compile(
    r"其中|按[^，,。；;]{1,12}(?:分|看)|从[^，,。；;]{1,10}看|分别|构成|方面|依次|中[，,]|看[，,：:]"
)
_FAR_BREAK = re.compile(r"([一-鿿]{2,10})中[，,]")


def same_family(c: Context, i: int, j: int) -> bool:
    """May two figures stand under one total?"""
    f = c.figures
    if f.kind[i] != f.kind[j]:
        return False
    a, b = f.unit[i], f.unit[j]
    return a == b or same_units(a, b)


@lru_cache(maxsize=4096)
def same_units(a: str, b: str) -> bool:
    """May figures in two units of one kind be added up?"""
    if a == b or not a or not b or ((a in _KIND_UNITS or b in _KIND_UNITS) and (a.endswith(b) or b.endswith(a))):
        return True
    return any(a in fam and b in fam for fam in _FAMILIES)


class Sums:
    """Builds sum and subset relations among the prose figures of a document."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.seq = [
            i
            for i in range(len(f))
            if f.kind[i] in ADDITIVE
            and f.cell[i] is None
            and i not in f.fraction
            and not c.limit[i]
            and i not in c.exact
        ]
        self.at = {i: k for k, i in enumerate(self.seq)}
        self.seen: set[tuple[int, frozenset[int]]] = set()
        self.lists_of: dict[int, list[frozenset[int]]] = {}  # total -> its lists of parts so far
        self.wholes_of: dict[int, list[tuple[int, int]]] = {}  # part -> (total, number of its parts) so far
        self.odd: dict[int, bool] = {}  # figure -> is it no part by its words?
        self.opening: dict[int, bool] = {}  # figure -> do the words before it open a list?
        self.by_value: dict[tuple[int, int], list[int]] = {}
        for i in self.seq:
            self.by_value.setdefault((f.num[i], f.dec[i]), []).append(i)
        self.part_of: dict[int, int] = {}
        self.totals = {g.total for g in c.joint}
        self.open: list[
            tuple[int, list[int], float, str, bool]
        ] = []  # lists that do not tie: judged once every tie is known

    # ---------------------------------------------------------------- arithmetic
    def gap(self, total: int, parts: list[int]) -> int:
        """0 where the parts can make the total within printed rounding, else +1 (parts exceed) or -1."""
        c = self.c
        dec = common(c, total, *parts)
        lo = hi = 0
        for i in parts:
            a, b = scaled(c, i, dec)
            lo, hi = lo + a, hi + b
        a, b = scaled(c, total, dec)
        return 1 if lo > b else -1 if hi < a else 0

    def add(
        self, total: int, parts: list[int], *, mode=0, check="SUM101", kind="sum", cap=ERROR, chance=0.0, note=""
    ) -> None:
        key = (total, frozenset(parts))
        if key in self.seen:
            return
        self.seen.add(key)
        self.lists_of.setdefault(total, []).append(key[1])
        for i in key[1]:
            self.wholes_of.setdefault(i, []).append((total, len(key[1])))
        c = self.c
        dec = common(c, total, *parts)
        lo = hi = 0
        for i in parts:
            a, b = scaled(c, i, dec)
            lo, hi = lo + a, hi + b
        a, b = scaled(c, total, dec)
        values = {"total_lo": a, "total_hi": b, "parts_lo": lo, "parts_hi": hi, "mode": mode}
        members = [("total", total)] + [("part", i) for i in parts]
        if check == "SUM103":
            self.out.append(
                Relation(
                    kind,
                    "marks",
                    check,
                    members,
                    {"flag": 1},
                    total,
                    cap,
                    chance,
                    [],
                    c.label[total],
                    note,
                    {"sum": values},
                )
            )
        else:
            self.out.append(
                Relation(
                    kind, "sums", check, members, values, total, cap, chance, [], c.label[total], note, {"sum": values}
                )
            )
        for i in parts:
            self.part_of.setdefault(i, total)

    # ---------------------------------------------------------------- driver
    def build(self) -> None:
        for t in self.seq:
            self.bracket(t)
        for t in self.seq:
            self.after_total(t)
        for t in self.seq:
            self.before_total(t)
        self.groups()
        self.lists()
        self.side_by_side()
        self.numbered()
        self.thresholds()
        self.by_shares()
        self.by_changes()
        self.rest()
        for t, parts, evidence, text, far in self.open:
            elsewhere = [i for i in parts if self.part_of.get(i, t) != t]
            if len(elsewhere) >= 2 and len(elsewhere) >= len(parts) - 1:
                if len(elsewhere) == len(parts) and "其中" in text and self.gap(t, parts) < 0:
                    self.add(t, parts, mode=1, check="SUM102", kind="subset", cap=INFO)
                continue  # the list makes another total
            if any((t, frozenset(x)) in self.seen for x in (parts, parts[:-1])) or any(
                len(ids.intersection(parts)) * 2 > len(parts) and len(ids) > 1 for ids in self.lists_of.get(t, ())
            ):
                continue
            self.miss(t, parts, evidence, text, far)
        self.among()
        self.scopes()
        self.cumulative()

    # ---------------------------------------------------------------- 3,221件（一审2,418件、二审803件）
    def bracket(self, t: int) -> None:
        c, f = self.c, self.c.figures
        k = self.at[t] + 1
        if k >= len(self.seq):
            return
        first = self.seq[k]
        opening = c.bracket[first]
        if opening < f.end[t] or opening == c.bracket[t] or opening - f.end[t] > 14 or f.start[first] < opening:
            return
        if any(f.kind[j] in ADDITIVE for j in range(t + 1, first) if f.start[j] < opening):
            return
        parts = []
        while k < len(self.seq) and c.bracket[self.seq[k]] == opening:
            parts.append(self.seq[k])
            k += 1
        inside = c.text[opening : f.start[parts[0]]]
        whole = c.text[opening : f.end[parts[-1]] + 4]
        if _NOT_PART.search(inside) or "精确" in inside or "比" in inside[:3]:
            return
        parts = [i for i in parts if same_family(c, t, i)]
        if not parts:
            return
        if len(parts) == 1:
            if _BRACKET.search(inside) and not _BRACKET_2.search(inside):
                self.subset(t, parts)
            return
        open_ = 3.0 if _OPEN_LEAD.search(inside) else 0.0
        self.judge(t, parts, evidence=2.2 + self.parallel(t, parts) - open_, text=whole, far=False)

    # ---------------------------------------------------------------- total, then parts
    def after_total(self, t: int) -> None:
        c, f = self.c, self.c.figures
        k = self.at[t] + 1
        if k >= len(self.seq) or f.num[t] == 0:
            return
        first = self.seq[k]
        if c.block[first] != c.block[t] or c.sentence[first] > c.sentence[t] + 1:
            return
        window = []
        if c.bracket[first] >= f.end[t] and c.bracket[first] - f.end[t] <= 14:
            # 402件617人（含上年结转31件58人），提起公诉…: the bracket is read by itself
            opening = c.bracket[first]
            while k < len(self.seq) and c.bracket[self.seq[k]] == opening:
                k += 1
            if k < len(self.seq) and c.block[self.seq[k]] == c.block[t] and c.sentence[self.seq[k]] == c.sentence[t]:
                first = self.seq[k]
            else:
                k = self.at[first]
        while k < len(self.seq) and len(window) < 16:
            i = self.seq[k]
            if c.block[i] != c.block[t] or c.sentence[i] > c.sentence[t] + (
                1 if c.sentence[first] == c.sentence[t] else 1
            ):
                break
            window.append(i)
            k += 1
        between = c.text[f.end[t] : f.start[first]]
        # skip a stage figure between the total and the list: 诉求共277件，办结272件。分渠道看：
        starts = [0]
        for s in range(1, min(4, len(window))):
            if self.opens(window[s]):
                starts.append(s)
        for s in starts:
            lead = between if s == 0 else c.text[f.end[window[s - 1]] : f.start[window[s]]]
            if c.bracket[t] >= 0 and c.bracket[window[s]] != c.bracket[t]:
                continue  # a figure in a bracket is the whole of nothing outside it
            run = self.run(t, window[s:], lead)
            if run and run[0] != window[s]:
                lead = c.text[f.end[t] : f.start[run[0]]]
            if run and self.try_run(t, run, lead, adjacent=s == 0) and c.bracket[run[0]] == c.bracket[t]:
                return

    def opens(self, i: int) -> bool:
        """Do the words between a figure and the one before it open a list: 。分渠道看："""
        known = self.opening.get(i)
        if known is None:
            c, f = self.c, self.c.figures
            gap = c.text[f.end[self.seq[self.at[i] - 1]] : f.start[i]]
            known = self.opening[i] = not c.joined[i] and _AMONG.search(_last_clause(gap)) is not None
        return known

    def is_odd(self, i: int) -> bool:
        """Do its words say that a figure is no part of a list: a change, last year's, outside of it?"""
        known = self.odd.get(i)
        if known is None:
            c = self.c
            known = self.odd[i] = bool(c.delta[i] or _NOT_PART.search(c.pre[i]) or _RUN.search(c.clause_text[i]))
        return known

    def prefixes(self, t: int, run: list[int]) -> list[int]:
        """How many of the first figures of a run, two at least, can make the total."""
        c = self.c
        dec = common(c, t, *run)
        a, b = scaled(c, t, dec)
        lo = hi = 0
        out = []
        for size, i in enumerate(run, 1):
            x, y = scaled(c, i, dec)
            lo, hi = lo + x, hi + y
            if lo <= b and hi >= a and size > 1:
                out.append(size)
        return out

    def run(self, t: int, window: list[int], lead: str) -> list[int]:
        """The figures after a total that may be its parts: one family, not changes or last year's figures."""
        c, f = self.c, self.c.figures
        out: list[int] = []
        if (
            not window
            or (not same_family(c, t, window[0]) and f.kind[window[0]] != f.kind[t])
            or (not same_family(c, t, window[0]) and c.half[window[0]] != c.half[t])
        ):
            return out
        base_bracket = c.bracket[window[0]] if window else -1
        for i in window:
            if c.bracket[i] != base_bracket:
                if c.bracket[i] > 0 and c.bracket[i] != base_bracket and c.bracket[i] > base_bracket:
                    continue  # a bracket of a part: its own parts
                break
            if not same_family(c, t, i):
                continue
            words = c.pre[i]
            if f.unit[i] in _KIND_UNITS and not f.unit[t].endswith(f.unit[i]):
                continue
            if self.is_odd(i):
                if out:
                    break
                continue
            if out and (i in self.totals or _RUN_2.search(words.strip()[:2]) or "其中" in words):
                break  # 结转3件；其中网络44件、信函15件: what 其中 opens is another list
            out.append(i)
        return out

    def try_run(self, t: int, run: list[int], lead: str, adjacent: bool) -> bool:
        """Look for the prefix of a run that makes the total; else, where the list claims to be whole, say that it does not."""
        c, f = self.c, self.c.figures
        named = _NAMED_WHOLE.search(lead[-36:])
        if named and overlap(named.group(1), c.pre[t][-12:] + c.post[t][:8]) < 0.3 and not c.roles[t]:
            return False
        tail = _last_clause(lead)
        if _TRY_RUN.search(tail) and self.respective(t, run):
            return True
        cue = _AMONG.search(tail) is not None
        strong = _STRONG.search(tail.rstrip()) is not None
        limit = len(run)
        hits = self.prefixes(t, run)
        if not hits and adjacent:
            # 抽查642户次，完结637户次，另有5户未能检查: only where it closes is what 另有 counts a part
            k = self.at[run[-1]] + 1
            rest = self.seq[k] if k < len(self.seq) else -1
            if (
                rest >= 0
                and "另有" in c.pre[rest]
                and c.half[rest] == c.half[run[-1]]
                and same_family(c, t, rest)
                and self.gap(t, [*run, rest]) == 0
            ):
                self.add(t, [*run, rest], cap=WARNING)
                return True
        if hits:
            size = hits[-1] if f.num[run[hits[-1] - 1]] == 0 else hits[0]
            parts = run[:size]
            small = abs(f.num[t]) // 10 ** f.dec[t]
            evidence = (
                (1.0 if cue else 0)
                + (1.0 if strong else 0)
                + self.parallel(t, parts)
                + (1.2 if small >= 1000 else 0.8 if small >= 100 else 0.2 if small >= 20 else -0.3)
            )
            evidence += 0.5 if f.unit[t] == f.unit[parts[0]] or f.unit[t].endswith(f.unit[parts[0]]) else -0.8
            evidence += 0.4 if c.half[t] == c.half[parts[-1]] else 0
            if any(f.hedge[i] for i in (t, *parts)):
                evidence -= 0.8
            if evidence >= 0.6:
                self.add(t, parts, chance=min(1.0, (limit - 1) / max(2, small)))
                return True
        if not cue:
            # A件、B件 right after the total with complementary words: 受理68件，未受理2件
            if (
                adjacent and len(run) >= 2 and self.negated(run[:2]) and f.unit[run[0]] == f.unit[run[1]] == f.unit[t] and not c.roles[t] & {"carry_in", "carry_out"}
                and c.sentence[run[1]] == c.sentence[t] and c.clause[run[1]] - c.clause[t] <= 3 and all(f.num[i] <= f.num[t] for i in run[:2])
            ):  # fmt: skip
                return self.judge(t, run[:2], 0.4 + self.parallel(t, run[:2]), lead, far=False)
            return False
        ends = self.list_end(run)
        parts = run[:ends]
        if len(parts) < 2:
            return False
        tail = c.text[f.end[t] : f.end[parts[-1]]] + c.post[parts[-1]][:6]
        note = _TRY_RUN_2.match(c.text[f.end[parts[-1]] : f.end[parts[-1]] + 20])
        if note:
            tail += note.group()
        every = _TRY_RUN_3.search(_last_clause(lead)) is not None
        evidence = (2.0 if strong and every else 1.6 if strong else 0.5) + self.parallel(t, parts)
        lead_words = _TRY_RUN_4.split(_last_clause(lead))[0]
        if _OPEN_LEAD.search(lead_words):
            evidence -= 3.0
        return self.judge(t, parts, evidence, tail, far=False)

    def respective(self, t: int, run: list[int]) -> bool:
        """建议623件、提案548件，…其中2023年分别为131件、109件: one part for each of several wholes."""
        c, f = self.c, self.c.figures
        parts = run[: self.list_end(run)]
        k = self.at[t]
        wholes = [t]
        while len(wholes) < len(parts) and k - len(wholes) >= 0:
            w = self.seq[k - len(wholes)]
            if (
                c.sentence[w] != c.sentence[t]
                or f.unit[w] != f.unit[t]
                or not (c.joined[wholes[-1]] or "、" in c.text[f.end[w] : f.start[wholes[-1]]])
            ):
                break
            wholes.append(w)
        if (
            len(wholes) != len(parts)
            or len(parts) < 2
            or any(
                f.unit[w] != f.unit[i] or _NOT_PART.search(c.pre[i]) for w, i in zip(wholes[::-1], parts, strict=True)
            )
        ):
            return False
        for w, i in zip(wholes[::-1], parts, strict=True):
            self.subset(w, [i], WARNING)
        return True

    def list_end(self, run: list[int]) -> int:
        """Where a list of parallel items ends: at the half sentence, or where the rhythm breaks."""
        c = self.c
        n = 1
        while n < len(run) and c.half[run[n]] == c.half[run[0]] and c.bracket[run[n]] == c.bracket[run[0]]:
            n += 1
        if n == 1 and len(run) > 1:
            # items parted by semicolons: one each half sentence
            while (
                n < len(run) and c.half[run[n]] == c.half[run[n - 1]] + 1 and c.sentence[run[n]] == c.sentence[run[0]]
            ):
                n += 1
        return n

    def parallel(self, t: int, parts: list[int]) -> float:
        """How much a list looks like a partition, from its words and form."""
        c, f = self.c, self.c.figures
        score = 0.0
        units = {f.unit[i] for i in parts}
        if len(units) == 1 and f.unit[t] in units:
            score += 0.3
        if self.complementary(parts):
            score += 1.6
        if _REST.search(c.pre[parts[-1]]):
            score += 1.4
        if len(parts) >= 3:
            score += 0.4
        if len(parts) >= 5:
            score += 0.5
        heads = [c.label[i][-2:] for i in parts]
        tails = [c.post[i].strip()[:2] for i in parts]
        if len(set(heads)) == 1 or (len(set(tails)) == 1 and tails[0]):
            score += 0.4
        if all(c.joined[i] or "、" in c.text[f.end[p] : f.start[i]] for p, i in zip(parts, parts[1:], strict=False)):
            score += 0.4
        if _PARALLEL.search(c.text[f.end[parts[-2]] : f.start[parts[-1]]][:3]):
            score += 0.4
        return score

    def negated(self, parts: list[int]) -> bool:
        """Is one of two parts the other's negation: 受理68件，不予受理2件?"""
        c = self.c
        labels = [c.pre[i][-10:] + "|" + c.post[i][:10] for i in parts]
        for a, b in (labels, labels[::-1]):
            m = _NEG.search(b)
            if m and m.group(1)[:2] in a and not _NEG.search(a):
                return True
        return bool(any("carry_out" in c.roles[i] for i in parts)) and any("closed" in c.roles[i] for i in parts)

    def complementary(self, parts: list[int]) -> bool:
        """Do the labels of two parts divide a whole: 受理/不受理, 专职/兼职, 已废止/继续有效?"""
        c = self.c
        labels = [c.pre[i][-10:] + "|" + c.post[i][:10] for i in parts]
        if len(parts) > 4:
            return False
        for x in range(len(parts)):
            for y in range(len(parts)):
                if x == y:
                    continue
                a, b = labels[x], labels[y]
                m = _NEG.search(b)
                if m and m.group(1)[:2] in a and not _NEG.search(a):
                    return True
                if len(parts) == 2 and any(p in a and q in b and q not in a for p, q in _COMPLEMENTS):
                    return True
        return False

    def judge(self, t: int, parts: list[int], evidence: float, text: str, far: bool) -> bool:
        """Record a list that ties; put one that does not aside until every tie is known. Returns whether it ties."""
        f = self.c.figures
        if any(f.kind[i] != f.kind[t] for i in parts):
            return False
        if self.gap(t, parts) == 0:
            self.add(t, parts)
            return True
        self.open.append((t, parts, evidence, text, far))
        return False

    def miss(self, t: int, parts: list[int], evidence: float, text: str, far: bool) -> None:
        """Decide what a list that does not make its total says: broken, part of an open list, or nothing."""
        c, f = self.c, self.c.figures
        gap = self.gap(t, parts)
        if sum(self.gap(t, [i]) > 0 for i in parts) > 1 or (
            not far and t in self.part_of and c.half[parts[0]] != c.half[t]
        ):
            return  # the list is of something else
        if _OPEN_LIST.search(text) or (len(parts) >= 2 and _MISS.match(c.post[parts[-1]])):
            evidence -= 3.0
        if any(f.hedge[i] for i in parts) or (f.hedge[t] and "about" not in f.hedge[t]):
            evidence -= 1.5
        total = abs(f.num[t]) / 10 ** f.dec[t]
        near = self.near(t, parts)
        if near:
            evidence += 2.0 if total >= 1000 else 1.4 if total >= 100 else 0.7 if total >= 20 else 0.3
        if gap > 0:
            evidence += 0.8
        if evidence >= 2.6 and (gap > 0 or evidence >= 2.7):
            cap = ERROR if (gap > 0 and evidence >= 2.8) or evidence >= 3.4 else WARNING
            if far:
                cap = WARNING
            self.add(t, parts, cap=cap)
            return
        if (
            gap > 0
            and t not in self.part_of
            and "其中"
            in text[
                : text.find(c.text[f.start[parts[0]] : f.end[parts[0]]])
                if c.text[f.start[parts[0]] : f.end[parts[0]]] in text
                else 0
            ]
        ):
            big = [i for i in parts if self.gap(t, [i]) > 0 and f.unit[i] == f.unit[t]]
            if len(big) == 1 and c.half[big[0]] == c.half[parts[0]]:
                self.subset(t, big)
                return
        before = [i for i in self.seq[max(0, self.at[parts[0]] - 4) : self.at[parts[0]]] if f.unit[i] == f.unit[t]]
        if (
            gap > 0
            and "其中" in text
            and _OPEN_LIST.search(text)
            and same_family(c, t, parts[0])
            and before
            and before[-1] == t
        ):
            for i in parts:  # 警告71件、罚款96件（部分并处）: parts that overlap, each no larger than the whole
                if self.gap(t, [i]) <= 0:
                    self.add(t, [i], mode=1, check="SUM102", kind="subset", cap=INFO)
        if gap < 0 and ("其中" in text or "涉及" in text or _STRONG.search(text)) and same_family(c, t, parts[0]):
            self.add(t, parts, mode=1, check="SUM102", kind="subset", cap=INFO)

    def near(self, t: int, parts: list[int]) -> bool:
        """Would one keying slip in one of the figures make the sum hold?"""
        c, f = self.c, self.c.figures
        dec = max(f.dec[i] for i in (t, *parts))
        nums = {i: f.num[i] * 10 ** (dec - f.dec[i]) for i in (t, *parts)}
        total = sum(nums[i] for i in parts)
        for i in (t, *parts):
            wanted = total if i == t else nums[t] - (total - nums[i])
            if wanted <= 0:
                continue
            if _slipped(f, i, wanted, dec):
                return True
        return False

    def subset(self, t: int, parts: list[int], cap: str | None = None) -> None:
        c, f = self.c, self.c.figures
        if not all(same_family(c, t, i) for i in parts):
            return
        same = all(f.unit[i] == f.unit[t] for i in parts)
        self.add(
            t, parts, mode=1, check="SUM102", kind="subset", cap=cap or (ERROR if same and not f.hedge[t] else WARNING)
        )

    # ---------------------------------------------------------------- 其中 with one part; 107卷优秀案卷中，有15卷
    def among(self) -> None:
        """A part that 其中 (or …中，有) introduces never exceeds its whole: the nearest figure before it that is no part and no change."""
        c, f = self.c, self.c.figures
        for k, i in enumerate(self.seq):
            if k == 0 or c.block[self.seq[k - 1]] != c.block[i]:
                continue
            p = self.seq[k - 1]
            j = i - 1
            while j >= 0 and c.limit[j]:
                j -= 1  # 其中投资5亿元以上的4个
            lead = c.text[max(c.sentence_start[i], f.end[j] if j >= 0 else 0) : f.start[i]]
            if _AMONG_2.match(c.post[i]) and f.unit[p] == f.unit[i]:
                self.subset(p, [i])  # 受理6380件，旧存214件包含在内
                continue
            inner = (
                "其中" in lead
                or ("其中" in c.clause_text[i])
                or (c.clause[p] == c.clause[i] and f.unit[p] != f.unit[i] and "其中" in c.clause_text[p])
            )
            of_those = (
                _AMONG_3.search(
                    c.text[max(f.end[p], f.start[i] - 40) : f.start[i]],
                )
                is not None
                and c.clause[i] - c.clause[p] <= 1
                and c.sentence[i] == c.sentence[p]
            )
            named = _NAMED_WHOLE.search(lead[-36:])
            if not inner and (not of_those or (named and (named.start(1) > 0 or len(lead) > 36))):
                self.among_named(i, k)
                continue
            if any(t != i and (f.unit[t] == f.unit[i] or size > 1) for t, size in self.wholes_of.get(i, ())):
                continue
            if _NOT_PART.search(c.pre[i]) or (f.hedge[i] and f.hedge[i] != "over"):
                continue
            wholes = []
            for q in reversed(self.seq[max(0, k - 8) : k]):
                if c.block[q] != c.block[i] or c.sentence[q] < c.sentence[i] - 1:
                    break
                if (
                    not (f.unit[q] == f.unit[i] or {f.unit[q], f.unit[i]} <= _PEOPLE)
                    or f.kind[q] != f.kind[i]
                    or c.delta[q]
                    or _NOT_PART.search(c.pre[q])
                    or "均" in c.pre[q]
                    or (c.bracket[q] >= 0 and c.bracket[q] != c.bracket[i])
                ):
                    continue
                wholes.append(q)
            if not wholes:
                continue
            fitting = [q for q in wholes if self.gap(q, [i]) <= 0]
            t = fitting[0] if fitting else wholes[0]
            tail = c.pre[i][-2:]
            if (
                len(fitting) > 1
                and len(tail) == 2
                and tail not in c.pre[t]
                and tail in c.pre[fitting[1]][-6:]
                and c.sentence[fitting[1]] == c.sentence[i]
            ):
                t = fitting[1]  # 调解纠纷2308件，成功2271件，其中疑难纠纷214件: the thing counted is the same
            if not fitting:
                w = wholes[0]
                other = any(f.kind[x] == "count" and f.kind[i] == "count" for x in self.seq[self.at[w] + 1 : k])
                direct = (
                    c.sentence[i] == c.sentence[w]
                    and ("其中" in lead or of_those)
                    and not other
                    and c.half[i] - c.half[w] <= 1
                    and c.bracket[w] == c.bracket[i]
                )
                if not direct or (self.part_of.get(w) is not None and w != p):
                    continue
            elif (
                t != wholes[0]
                and wholes[0] == p
                and c.clause[i] - c.clause[p] <= 1
                and wholes[0] not in self.part_of
                and not _AMONG_4.search(c.clause_text[p])
                and not c.joined[p]
            ):
                t = wholes[0]  # 文书24份，其中意见书27份: the whole is the figure right before
            self.subset(t, [i])

    def among_named(self, i: int, k: int) -> None:
        """网上可办1469项，…网上可办事项中，全程网办1496项: the whole is a figure that the words before 中 name."""
        c, f = self.c, self.c.figures
        m = _NAMED_WHOLE.search(
            c.text[max(c.sentence_start[i], f.end[i - 1] if i else 0, f.start[i] - 36) : f.start[i]]
        )
        if m is None or _NOT_PART.search(c.pre[i]):
            return
        best, score = None, 0.0
        for q in reversed(self.seq[max(0, k - 20) : k]):
            if c.block[q] != c.block[i] or f.unit[q] != f.unit[i] or f.kind[q] != f.kind[i]:
                continue
            wanted = bigrams(m.group(1))
            s = len(wanted & bigrams(c.pre[q][-12:] + c.post[q][:8])) / max(1, len(wanted))
            if s > score:
                best, score = q, s
        if best is not None and score >= 0.5:
            self.subset(best, [i])

    # ---------------------------------------------------------------- 受理879件，审结700件。其中民事案件受理755件，审结600件
    def scopes(self) -> None:
        """A sentence on one kind of case after a sentence on all of them: stage by stage, the kind never exceeds the whole."""
        c, f = self.c, self.c.figures
        by_sentence: dict[int, list[int]] = {}
        for i in self.seq:
            by_sentence.setdefault(c.sentence[i], []).append(i)
        for key, ids in by_sentence.items():
            head = c.text[c.sentence_start[ids[0]] : f.start[ids[0]]]
            m = _SCOPE.match(head)
            before = [*by_sentence.get(key - 1, ()), *by_sentence.get(key - 2, ())]
            before = [i for i in before if c.block[i] == c.block[ids[0]]]
            if m is None or not before:
                continue
            if _SCOPE.match(c.text[c.sentence_start[before[0]] : f.start[before[0]]]):
                continue
            for b in ids:
                for a in before:
                    if (
                        c.roles[a]
                        and c.roles[a] == c.roles[b]
                        and f.unit[a] == f.unit[b]
                        and not _NOT_PART.search(c.clause_text[b] + c.clause_text[a])
                    ):
                        self.subset(a, [b], WARNING)
                        break

    # ---------------------------------------------------------------- 建设3.2万亩，累计达到26.8万亩
    def cumulative(self) -> None:
        """What was added this year never exceeds what has accumulated, where the text sets one beside the other."""
        c, f = self.c, self.c.figures
        for k, t in enumerate(self.seq):
            if (
                f.hedge[t]
                or not _CUMULATIVE.search(
                    c.pre[t].rstrip(),
                )
                or not _CUMULATIVE_2.search(c.clause_text[t])
            ):
                continue
            for i in reversed(self.seq[max(0, k - 3) : k]):
                if (
                    c.sentence[i] != c.sentence[t]
                    or f.unit[i] != f.unit[t]
                    or f.kind[i] != f.kind[t]
                    or c.clause[t] - c.clause[i] > 2
                    or f.hedge[i]
                ):
                    continue
                words = c.clause_text[i].replace("净增", "")
                if _NOT_PART.search(c.clause_text[t] + words) or not _CUMULATIVE_3.search(
                    c.text[max(c.sentence_start[i], f.start[i] - 24) : f.start[i]],
                ):
                    continue
                named = _CUMULATIVE_4.sub("", c.pre[t].strip())
                if (
                    len(named) >= 2
                    and overlap(named, c.pre[i]) < 0.6
                    and (
                        c.clause[t] - c.clause[i] > 1
                        or any(
                            overlap(named, c.pre[j]) >= 0.6
                            for j in self.seq[max(0, k - 3) : k]
                            if f.unit[j] == f.unit[t]
                        )
                    )
                ):
                    continue  # 新增A12家、B9家，A总数达83家
                if (t, frozenset((i,))) not in self.seen:
                    self.subset(t, [i], WARNING)
                break

    # ---------------------------------------------------------------- parts, then total
    def before_total(self, t: int) -> None:
        c, f = self.c, self.c.figures
        words = c.clause_text[t] if len(c.pre[t].strip()) < 2 else c.pre[t]
        k = self.at[t]
        if not _TOTAL_AFTER.search(words.rstrip(" 约为达")):
            self.total_of_two(t, k)
            return
        back = []
        for j in range(k - 1, max(-1, k - 14), -1):
            i = self.seq[j]
            if (
                c.sentence[i]
                < c.sentence[t] - (4 if "上述" in c.text[c.sentence_start[t] : f.start[t]] or "合并" in words else 1)
                or c.block[i] != c.block[t]
            ):
                break
            if c.bracket[i] != c.bracket[t]:
                continue
            if not same_family(c, t, i):
                if f.kind[i] == f.kind[t] and f.unit[i] not in _KIND_UNITS:
                    break
                continue
            back.append(i)
        for size in self.prefixes(t, back):
            parts = back[:size][::-1]
            self.add(t, parts, chance=0.01)
            return
        if _BEFORE_TOTAL.search(words):
            # parts each in a bracket of its own: 公安（312件）、自然资源（287件）…五者合计1046件
            loose = [
                i
                for i in self.seq[max(0, k - 14) : k]
                if c.sentence[i] == c.sentence[t] and f.unit[i] == f.unit[t] and c.bracket[i] != c.bracket[t]
            ][::-1]
            for size in range(2, len(loose) + 1):
                if self.gap(t, loose[:size]) == 0:
                    self.add(t, loose[:size][::-1], chance=0.01)
                    return
        # totals whose parts are named apart: 上述案件合并计算，共收3,550件
        if _BEFORE_TOTAL_2.search(c.clause_text[t]) or _BEFORE_TOTAL_3.search(c.text[c.sentence_start[t] : f.start[t]]):
            pool = [i for i in back if not f.hedge[i]]
            for x in range(len(pool)):
                for y in range(x + 1, len(pool)):
                    if self.gap(t, [pool[x], pool[y]]) == 0:
                        self.add(t, [pool[y], pool[x]], chance=0.02)
                        return
            if (
                "合计" in words
                and len(back) >= 2
                and c.sentence[back[1]] == c.sentence[t]
                and self.near(t, back[:2][::-1])
                and f.unit[back[0]] == f.unit[back[1]] == f.unit[t]
            ):
                alone = (
                    sum(
                        1
                        for i in self.seq[max(0, k - 6) : k]
                        if c.sentence[i] == c.sentence[t] and f.unit[i] == f.unit[t]
                    )
                    == 2
                )
                self.judge(t, back[:2][::-1], (2.2 if alone else 1.4) + self.parallel(t, back[:2][::-1]), "", far=False)

    def total_of_two(self, t: int, k: int) -> None:
        """Totals that no word announces: 新建3个、改扩建5个，8个项目均已开工; 撤销4件，确认违法2件；直接纠错6件."""
        c, f = self.c, self.c.figures
        if k < 2:
            return
        back = [
            i
            for i in self.seq[max(0, k - 4) : k][::-1]
            if c.block[i] == c.block[t]
            and c.sentence[i] == c.sentence[t]
            and f.unit[i] == f.unit[t]
            and c.bracket[i] == c.bracket[t]
        ]
        if len(back) < 2 or back[0] != self.seq[k - 1]:
            return
        whole = (not c.pre[t].strip() and _TOTAL_OF_TWO.match(c.post[t]) is not None) or (
            _TOTAL_OF_TWO_2.search(c.pre[t][-6:]) is not None
            and all(_TOTAL_OF_TWO_3.search(c.pre[i]) for i in back[:2])
        )
        if not whole:
            return
        for size in range(2, len(back) + 1):
            if self.gap(t, back[:size]) == 0:
                self.add(t, back[:size][::-1], chance=0.1)
                return

    # ---------------------------------------------------------------- 三县合计20084件
    def groups(self) -> None:
        """The sum that words such as 三县合计 state of the figures they point back at."""
        for g in self.c.joint:
            if g.total in self.at and all(i in self.at for i in g.items):
                self.judge(g.total, g.items, 1.0 + self.parallel(g.total, g.items), "", far=False)

    # ---------------------------------------------------------------- parts that are apart, held together by their shares
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
        """What is left of a whole after the part a rate or a 其中 took: 已备案3373件 of 4690件 … 未备案的1317件; 其余35个."""
        c, f = self.c, self.c.figures
        pairs = []
        for r in self.out:
            if r.kind == "rate" and r.frame == "rates" and len(r.members) == 3:
                n, d, _ = (i for _, i in r.members)
                pairs.append((n, d, True))
            elif r.kind == "subset" and len(r.members) == 2:
                pairs.append((r.members[1][1], r.members[0][1], False))
        closed: set[tuple[int, int]] = set()
        for i in self.seq:
            words = c.pre[i][-10:]
            left = _REST_2.search(words)
            m = _NEG.search(words)
            if not left and not m:
                continue
            for n, d, rated in reversed(pairs):
                if (
                    (n, d) in closed
                    or any(t == d for t, _ in self.wholes_of.get(i, ()))
                    or _NOT_PART.search(c.clause_text[i])
                ):
                    continue
                if (
                    n == i
                    or d == i
                    or n > i
                    or d > i
                    or f.unit[n] != f.unit[i]
                    or f.unit[d] != f.unit[i]
                    or f.kind[d] != f.kind[i]
                ):
                    continue
                named = m is not None and m.group(1)[:2] in c.pre[n] + c.post[n][:8] and not _NEG.search(c.pre[n][-6:])
                near = c.block[n] == c.block[i] and c.sentence[i] - c.sentence[n] <= 1
                if not named and not (left and near):
                    continue
                if self.gap(d, [n, i]) == 0:
                    self.add(d, [n, i], kind="balance", chance=0.05)
                    closed.add((n, d))
                    break
                if rated and near and (named or left) and self.near(d, [n, i]) and self.fits_rate(n, d):
                    self.add(d, [n, i], cap=WARNING)
                    break

    def fits_rate(self, n: int, d: int) -> bool:
        """Does the rate of n on d tie, so that both are likely right?"""
        f = self.c.figures
        for r in self.out:
            if r.kind == "rate" and [i for _, i in r.members][:2] == [n, d]:
                v = r.values
                return (
                    fit.ratio(v["num_lo"], v["num_hi"], v["den_lo"], v["den_hi"], v["rep"], v["scale"], v["per"]) != 0
                )
        del f
        return False

    def by_changes(self) -> None:
        """Where a total and all its parts have a stated change, the changes of the parts make the change of the total."""
        c, f = self.c, self.c.figures
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
        del c, f

    # ---------------------------------------------------------------- lists whose total stands elsewhere
    def lists(self) -> None:
        """Lists of parallel figures with no total yet: look for their total among the earlier figures of the document."""
        c, f = self.c, self.c.figures
        k = 0
        while k < len(self.seq):
            run = [self.seq[k]]
            while k + 1 < len(self.seq):
                i, p = self.seq[k + 1], self.seq[k]
                lone = (
                    c.bracket[i] >= 0
                    and c.bracket[i] != c.bracket[p]
                    and c.bracket[p] >= 0
                    and c.sentence[i] == c.sentence[p]
                    and f.unit[i] == f.unit[p]
                    and self.alone_in_bracket(i)
                    and self.alone_in_bracket(p)
                )
                if lone:
                    run.append(i)
                    k += 1
                    continue
                if (
                    c.bracket[i] > c.bracket[run[0]]
                    and c.bracket[i] > f.end[run[0]] - 1
                    and c.sentence[i] == c.sentence[p]
                ):
                    k += 1  # a bracket of one of the parts: 直接纠错12件（撤销7件、…）
                    continue
                p = run[-1]
                if (
                    c.sentence[i] != c.sentence[p]
                    or c.bracket[i] != c.bracket[p]
                    or not same_family(c, i, p)
                    or f.kind[i] != f.kind[p]
                    or c.clause[i] - c.clause[p] > (1 if i - p == 1 else 4)
                ):
                    break
                if _NOT_PART.search(c.pre[i]) or f.unit[i] in _KIND_UNITS:
                    break
                run.append(i)
                k += 1
            k += 1
            if len(run) >= 2:
                self.far_total(run)

    def side_by_side(self) -> None:
        """道路运输52起、死亡41人；工矿商贸28起、死亡20人；…: two things counted in turn, each with a total of its own before the list."""
        c, f = self.c, self.c.figures
        rows: dict[tuple[int, int], list[int]] = {}
        for i in self.seq:
            if f.kind[i] == "count" and not c.delta[i]:
                rows.setdefault((c.sentence[i], c.bracket[i]), []).append(i)
        for ids in rows.values():
            units = [f.unit[i] for i in ids]
            if (
                len(ids) < 6
                or len(ids) % 2
                or len(set(units)) != 2
                or units != [units[0], units[1]] * (len(ids) // 2)
                or units[0] == units[1]
            ):
                continue
            for column in (ids[::2], ids[1::2]):
                if not all(i in self.part_of for i in column):
                    self.far_total(column)

    def numbered(self) -> None:
        """一是主要证据不足（52件）；二是违反法定程序（38件）；…: items of a numbered list, a figure in the bracket of each."""
        c, f = self.c, self.c.figures
        run: list[int] = []
        for i in [*self.seq, -1]:
            ok = (
                i >= 0
                and self.alone_in_bracket(i)
                and _NUMBERED.search(
                    c.text[max(c.sentence_start[i], c.bracket[i] - 60) : c.bracket[i]],
                )
            )
            if ok and (
                not run
                or (
                    c.block[i] == c.block[run[-1]] and f.unit[i] == f.unit[run[-1]] and c.half[i] - c.half[run[-1]] <= 1
                )
            ):
                run.append(i)
                continue
            if len(run) >= 3 and not all(j in self.part_of for j in run):
                self.far_total(run)
            run = [i] if ok else []

    def thresholds(self) -> None:
        """收入20万元以上的118个，50万元以上的43个: what passes the higher mark passed the lower one."""
        c, f = self.c, self.c.figures
        marks = []
        for i in range(len(f) - 1):
            if (
                c.limit[i]
                and i not in f.upper
                and _THRESHOLDS.match(c.text[f.end[i] : f.end[i] + 4])
                and f.kind[i + 1] == "count"
            ):
                marks.append((i, i + 1))
        for (a, x), (b, y) in zip(marks, marks[1:], strict=False):
            if (
                c.sentence[a] != c.sentence[b]
                or f.unit[a] != f.unit[b]
                or f.unit[x] != f.unit[y]
                or f.dec[a] != f.dec[b]
            ):
                continue
            low, high, big, small = (a, b, x, y) if f.num[a] < f.num[b] else (b, a, y, x)
            if f.num[low] == f.num[high] or (
                x in self.part_of and y in self.part_of and self.part_of[x] == self.part_of[y]
            ):
                continue
            if self.gap(big, [small]) <= 0:
                self.subset(big, [small], WARNING)

    def alone_in_bracket(self, i: int) -> bool:
        """主要证据不足（52件）: nothing but the figure stands in its bracket."""
        c, f = self.c, self.c.figures
        b = c.bracket[i]
        return b >= 0 and not c.text[b + 1 : f.start[i]].strip() and c.text[f.end[i] : f.end[i] + 1] in ("）", ")")

    def far_total(self, run: list[int]) -> None:
        c, f = self.c, self.c.figures
        if all(i in self.part_of for i in run):
            return
        head = c.text[c.sentence_start[run[0]] : f.start[run[0]]]
        if _FAR_TOTAL.search(head):
            return
        cue = _FAR_TOTAL_2.search(head) is not None
        free = len(run)
        for size in range(free, 1, -1):
            for begin in range(free - size + 1):
                parts = run[begin : begin + size]
                dec = max(f.dec[i] for i in parts)
                total = sum(f.num[i] * 10 ** (dec - f.dec[i]) for i in parts)
                hits = [
                    t
                    for t in self.by_value.get((total, dec), ())
                    if t not in parts and f.kind[t] == f.kind[parts[0]] and same_family(c, t, parts[0])
                ]
                hits = [t for t in hits if t < parts[0] or c.block[t] == c.block[parts[0]]]
                if not hits:
                    continue
                hits.sort(key=lambda t: (abs(c.block[t] - c.block[parts[0]]), abs(t - parts[0])))
                t = hits[0]
                size_of = total // 10**dec
                score = (
                    (1.2 if cue else 0)
                    + self.parallel(t, parts)
                    + (1.6 if size_of >= 1000 else 1.0 if size_of >= 100 else 0.0 if size_of >= 20 else -1.0)
                )
                score -= 0.4 * min(4, abs(c.block[t] - c.block[parts[0]]))
                score += 0.4 if f.unit[t] == f.unit[parts[0]] else -0.8
                score += 0.4 if size == free else -0.5
                if t > parts[0]:
                    score -= 1.0
                if score >= 1.2:
                    self.add(t, parts, chance=min(1.0, len(self.seq) / max(20, size_of)))
                    return
        if cue and len(run) >= 2:
            self.far_break(run, head)

    def far_break(self, run: list[int], head: str) -> None:
        """立案提案中，…133件，…666件: the total is named before the list; it nearly ties or not at all."""
        c, f = self.c, self.c.figures
        m = _FAR_BREAK.search(head)
        named = [
            t
            for t in self.seq
            if t < run[0] and c.block[t] >= c.block[run[0]] - 2 and f.unit[t] == f.unit[run[0]] and t not in run
        ]
        if m:
            words = bigrams(m.group(1))
            named = [t for t in named if words & bigrams(c.label[t] + c.clause_text[t][-10:] + c.post[t][:8])] or named
        for k, t in enumerate(reversed(named[-16:])):
            if f.num[t] > max(f.num[i] for i in run) and f.num[t] >= (100 if k < 6 else 1000) and self.near(t, run):
                self.open.append(
                    (t, run, 1.0 + self.parallel(t, run) - (3.0 if _OPEN_LEAD.search(head) else 0.0), head, True)
                )
                return


_NAMED_WHOLE = re.compile(r"(?:^|[，,。；;：:])([一-鿿]{2,12})(?:中|里)(?:[，,]|有|已)[^，,。；;0-9]{0,10}$")
_SCOPE = re.compile(r"[ ]*(?:其中[，,]?[一-鿿]{2,6}|(?:民事|刑事|行政|执行|商事|民商事)[一-鿿]{0,4}案件)")
_CUE_ALONE = re.compile(
    r"(?:^|[，,。；;：:])[^，,。；;：:]{0,3}(?:其中|包括|具体(?:为|是)?|分别(?:为|是)|即|看|分)[，,：:\s]*[^，,。；;：:]*$|[^，,。；;：:]{0,12}中[，,]\s*[^，,。；;：:]*$"
)
_CUE_CHARACTERS = frozenset("其包具分即看中")  # one of them in every match of the above
_LEAD = 600  # characters before a list in which its cue is looked for


def _last_clause(lead: str) -> str:
    """The words right before a list that may introduce it: its own clause, or a cue that stands alone before it (其中，)."""
    if not _CUE_CHARACTERS.isdisjoint(lead):
        m = _CUE_ALONE.search(lead, max(0, len(lead) - _LEAD))
        if m:
            return m.group()
    return lead[max(map(lead.rfind, "，,。；;")) + 1 :]


def _slipped(f, i: int, wanted: int, dec: int) -> bool:
    """Is `wanted` (at 10**dec) one keying slip away from the print of figure i?"""
    shift = dec - f.dec[i]
    if wanted % 10**shift:
        return False
    wanted //= 10**shift
    step = max(1, f.step[i])
    if wanted % step:
        return False
    return fit.slip(str(f.num[i] // step), str(wanted // step))


def sums(c: Context, out: list[Relation]) -> None:
    """Relate every total of a document with its parts.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Sums(c, out).build()
