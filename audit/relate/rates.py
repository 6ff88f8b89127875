"""Stated rates and shares -> numerator, denominator, print. Words propose, numbers confirm."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import product

from audit.relate import fit
from audit.relate.context import Context, rate_rows
from audit.relate.relations import ERROR, OPEN_HIGH, WARNING, Relation, common, scaled
from audit.relate.words import abbreviates, bigrams, core, overlap, shared

PER = {"‰": 1000, "‱": 10000}
_FAR_HEDGE = re.compile(
    r"(超过|超|逾|高于|不足|不到|低于|将近|接近|近|大约|约)(?:占)?[^，,。；;0-9]{2,14}的(?:比例)?[ ]*$|(?:达到|占到)?(约)占[^，,。；;0-9]{0,14}$"
)
COUNTED = frozenset(("count", "money", "weight", "length", "area", "volume", "energy"))
_PUT = r"(?:均|都|也|仍|同样|继续|始终|已经?|总体|分别|依次|同时|首次|再次|一举|历史性|进一步)*(?:保持在|保持|稳定在|达到了?|高达|达|仅为|仅|约为|约|为|是|在|到|至|近|接近|超过|突破|逾|均为|：|:|=| )*$"
_NAME = re.compile(r"([一-鿿A-Za-z0-9“”‘’（）()]*?(?:率|满意度|好评度|长面|盖面|盈面|进度|比|比例|比重|占比))" + _PUT)
_SHARE = re.compile(r"(?:占比|占|比重|比例)(?!用|地)")
_OF = re.compile(r"占(?!比|地|用)(?:到|据|了)?([^占，,。；;：:]{0,24}?)(?:的|总数的|的比重|的比例|比重|比例)?" + _PUT)
_MEAN = re.compile(r"平均|[日月人户件校亩场次]均[^，,。]{0,4}$")
_LAST_YEAR = re.compile(r"(?:上年|去年|上期|上月|上季|同期)(?:同期)?(?:为|是|占|的)?[^，,。；;]{0,4}$")
_OF_THOSE = re.compile(r"[ ]*[^，,。；;0-9]{0,10}(?:中|里|当中)[，,]?$")
_UNIT_WORDS = frozenset(("件", "批次", "人次", "件次", "户", "家", "人", "项", "个", "起", "户次", "人数", "金额"))
_IN_BRACKET = re.compile(r"[（(]占([^（）()]{2,14})[)）][ ]*(?:为|达到?|是|：|:)?[ ]*$")
_TAIL_BRACKET = re.compile(r"[（(][^（）()]{1,16}[)）][ ]*(?:为|达到?|是|：|:)?[ ]*$")
_OF_WHOLE = re.compile(r"(?:完成|达到|相当于|实现|达)?([一-鿿]{2,10})的(?:约|近|大约)?[ ]*$")
_BRACKET_BEFORE = re.compile(r"[（(][^（）()]{2,40}[)）](?:为|达到?|是|：|:)?[ ]*$")
_DEFINED = re.compile(
    r"[（(]([^（）()，,。；;]{2,20}?)(?:数)?占([^（）()，,。；;]{2,24}?)(?:之和|总和|合计|的?比[例重]?|总数)?[)）](?:为|达到?|是|：|:)?[ ]*$"
)
_GROWTH = re.compile(
    r"(?:增长|增加|上升|提高|提升|下降|降低|减少|回落|下滑|上涨|增幅|升幅|降幅|涨幅|跌幅|增速|递增|递减|压减|缩短|压缩|同比|环比|高于|低于|快于|慢于|高出|增收|减收|多征|少征|反弹|多|少|增|减|降|升|涨|跌|快|慢)"
    r"(?:了|约|近|逾|超过|分别|各|幅度|幅|速)*(?:为|达到|达|：|:)?[ ]*$"
)
_LEVEL = re.compile(r"(?:增长|增加|上升|提高|提升|下降|降低|减少|回落|升|降|增|缩短|压缩)(?:至|到|为)[ ]*$")
_TARGET = re.compile(r"目标|力争|确保|计划|预期|要求|任务|标准|不低于|以上的|底线")
_BASE_CLAUSE = re.compile(r"(?:按照?|以)([^，,。；;（）()]{2,16}?)(?:计算|为分母|为基数|为口径|口径|计|统计|为准|数计)")
_AMONG = re.compile(r"([^，,。；;：:]{0,20}?)(?:中|里|之中)[，,]?$")
_MODIFIERS = (
    "按期", "按时", "及时", "限时", "当场", "一次性", "一次", "首次", "审限内", "法定", "实体", "直接", "实质", "当庭", "网上", "线上", "电子", "合同",
    "初次", "提前", "自动", "先行", "差评", "主动", "提速", "回访", "双", "不", "未", "秒", "有效", "人工", "诉前", "正职", "主要负责人",
)  # fmt: skip
_NEGATIVE = re.compile(r"(?:不|未|非|无)(?:予|能|再|曾)?")
_OPEN_BASE = frozenset(
    (
        "覆盖率",
        "知晓率",
        "参与率",
        "普及率",
        "使用率",
        "入驻率",
        "可办率",
        "网办率",
        "电子化率",
        "公开率",
        "到位率",
        "网上可办率",
        "安装率",
        "配备率",
    )
)
_LEXICON_ROW = re.compile(r"[^一-鿿]")
_NAMED_RUN = re.compile(r"分别|依次")
_NAMED_RUN_2 = re.compile(r"[，,；;：:]")
_NAMED_RUN_3 = re.compile(r"、|和|及|与|以及")
_BARE_HEDGE = re.compile(r"不到|不足|将?近|接近|超过|突破|逾|约|大约|已|达|均|都|首次")
_BASE_MATCH = re.compile(r"^(?:全部|全体|所有|总的?)|(?:总数|总量|数|的)$")
_SHARE_NUMERATOR = re.compile(r"(?:约|近|大约|合计|总计|共|分别|则|只|仅)+$")
_SHARE_NUMERATOR_2 = re.compile(r"数$")
_SHARE_NUMERATOR_3 = re.compile(r"(?:两项|两类|三类|合计|共)+$")
_SHARE_NUMERATOR_4 = re.compile(r"[、]|和|与|及")
_NAMED = re.compile(r"(?:类|一级|级|人员|案件|部分|方面)$")
_SINGLE = re.compile(r"目标|任务|计划|预期|指标")
_AGAIN = re.compile(r"(?:类|方面|领域|占比|比重)?(?:首次|均|已)?$")
_BOUNDED = re.compile(r"完成|增长|负债|杠杆|收入|利用|达产|产销|覆盖|结收|到位|执行")
_SHARE_2 = re.compile(r"(?:约|近|合计|共|分别|则|只|仅)+$")
_SHARE_3 = re.compile(r"(?:全省|全国|全市|同期|同类|总数)")
_SHARE_4 = re.compile(r"共|总|累计|合计")
_IN_TABLE = re.compile(r"合\s*计|总\s*计")
_RATE = re.compile(r"[0-9]+[一-鿿]+")
_RATE_2 = re.compile(r"按(人|件|户|家|起)(?:数|次)?(?:计|算|统计)?")
_RATE_3 = re.compile(r"合计|综合|两类|两项|总")
_DEFINED_2 = re.compile(r"(人|件|户|家|起)数?$")
_DEFINED_3 = re.compile(r"(?:人|件|户|家|起)数?$|总?数$|合计$")
_DEFINED_4 = re.compile(r"(?:人|件|户|家|起)数$")
_DEFINED_5 = re.compile(r"、|和|与|及")
_GRADES = re.compile(r"(?:优秀|优|良好|良|合格|[AB])+")
_GRADES_2 = re.compile(r"优秀|优|良好|良|合格|[AB]")
_GRANULARITY = re.compile(r"[，,。；;：:]")
_GRANULARITY_2 = re.compile(r"全部|均|都")


def rate_name(c: Context, i: int) -> str:
    """The name of the rate that a percentage states, or "" where its words name none."""
    m = _NAME.search(_bare(c.pre[i])) or _NAME.search(_bare(c.clause_text[i]))
    if m is None:
        start = c.figures.start[i]
        head = _BRACKET_BEFORE.search(c.text, max(0, start - 60), start)
        if head is not None:
            m = _NAME.search(c.text[max(c.sentence_start[i], head.start() - 16) : head.start()])
    if m is None:
        return ""
    name = m.group(1)
    for sep in ("和", "及", "与", "、"):
        if sep in name[:-1] and len(name) > 10:
            name = name.rsplit(sep, 1)[-1]
    return name


def _bare(words: str) -> str:
    """Words without a bracket at their end: 合同履约率（占签约项目） -> 合同履约率."""
    return _TAIL_BRACKET.sub("", words)


@lru_cache(maxsize=2048)
def lexicon_row(name: str) -> dict:
    """The row of the longest rate that a name ends with; a name the lexicon lacks gets a row made of its own stem."""
    for row in rate_rows():
        if name.endswith(row["rate"]):
            return row
    stem = _LEXICON_ROW.sub("", name[:-1])[-2:]
    return {"rate": name, "of": [stem] if len(stem) == 2 else [], "on": []}


class Rates:
    """Builds the rate relations of one document. One pass over its percentages, left to right."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.counts = [i for i, k in enumerate(f.kind) if k in COUNTED]
        pointers = {g.announced for g in c.joint}
        self.prose_counts = [
            i
            for i in self.counts
            if f.cell[i] is None and i not in pointers and i not in c.exact and not _MEAN.search(c.pre[i])
        ]
        self.prints: dict[int, tuple[int, int]] = {}  # percentage -> its interval
        self.sizes: dict[int, int] = {}
        self.scores: dict[tuple[int, tuple[str, ...]], float] = {}
        self.matches: dict[tuple[str, int], float] = {}
        self.samples: dict[str, tuple[list[int], list[int]]] = {}
        self.pools: dict[tuple[str, int], tuple[list[tuple[int, int]], list[int]]] = {}  # see `within`
        self.used_base: dict[int, int] = {}  # block -> denominator last used by a share in it
        self.done: set[int] = set()
        self.joint = {g.percent: [g.total] if g.total >= 0 else g.items for g in c.joint if g.percent >= 0}

    # ------------------------------------------------------------------ arithmetic on figures
    def fits(self, num: list[int], den: list[int], rep: int) -> int:
        """Do the sums of some figures give a print: 0 no, else how (see fit)."""
        c, f = self.c, self.c.figures
        dec = common(c, *num, *den)
        nl = nh = dl = dh = 0
        for i in num:
            a, b = scaled(c, i, dec)
            nl += a
            nh += b
        for i in den:
            a, b = scaled(c, i, dec)
            dl += a
            dh += b
        per = PER.get(f.unit[rep], 100)
        low, high = self.printed(rep)
        if low != high:
            k = per * 10 ** f.dec[rep]
            return fit.ROUNDED if dl > 0 and k * nh >= low * dl and k * nl <= high * dh else fit.NONE
        return fit.ratio(nl, nh, dl, dh, f.num[rep], 10 ** f.dec[rep], per)

    def within(self, n: int, p: int, kinds: set[str]) -> list[int]:
        """The figures of some kinds, none hedged, that n could be p percent of: found by value, not one by one."""
        f = self.c.figures
        pools = self.pools
        if not pools:
            for d in self.counts:
                if not f.hedge[d]:
                    pool = pools.setdefault((f.kind[d], f.dec[d]), ([], [0]))
                    pool[0].append((f.num[d], d))
                    pool[1][0] = max(pool[1][0], f.step[d])
            for pool in pools.values():
                pool[0].sort()
        k = PER.get(f.unit[p], 100) * 10 ** f.dec[p]
        low, high = self.printed(p)
        out = []
        for (kind, dec), (pool, (widest,)) in pools.items():
            if kind not in kinds:
                continue
            scale = max(dec, f.dec[n] + (f.step[n] & 1))
            a, b = scaled(self.c, n, scale)
            shift = 10 ** (scale - dec)
            # num/den prints as p, rounded or cut: den lies between num/(p + 1) and num/(p - 1/2) of the last place
            least = k * a // ((high + 1) * shift) - widest - 1 if high >= 0 else 0
            most = 2 * k * b // ((2 * low - 1) * shift) + widest + 1 if low > 0 else OPEN_HIGH
            first = bisect_left(pool, (least, -1))
            last = bisect_left(pool, (most + 1, -1)) if most < OPEN_HIGH else len(pool)
            out.extend(d for _, d in pool[first:last])
        return out

    def size(self, ids: list[int]) -> int:
        """The largest value a sum of figures may have, at 10**-6 of the unit."""
        f = self.c.figures
        sizes = self.sizes
        total = 0
        for i in ids:
            if i not in sizes:
                dec = f.dec[i] + (f.step[i] & 1)
                sizes[i] = scaled(self.c, i, dec)[1] * 10 ** (6 - min(6, dec))
            total += sizes[i]
        return total

    def printed(self, p: int) -> tuple[int, int]:
        """The interval that the print of a percentage stands for: itself, its hedge's, or half a 成 on each side."""
        known = self.prints.get(p)
        if known is None:
            known = self.prints[p] = self.print_of(p)
        return known

    def print_of(self, p: int) -> tuple[int, int]:
        """超过新受理案件的六成 and 约占三分之二 hedge the number from afar, before its base."""
        c, f = self.c, self.c.figures
        num = f.num[p]
        tenth = f.unit[p] == "成"
        if f.hedge[p]:
            low, high = f.low[p], f.high[p]
            low = -OPEN_HIGH if low is None else low - (1 if tenth else 0)
            high = OPEN_HIGH if high is None else high + (1 if tenth else 0)
            return low, high
        m = _FAR_HEDGE.search(c.clause_text[p])
        if m is not None:
            word = m.group(1) or m.group(2)
            unit = 10 if tenth else max(1, num // 10)
            if word in ("超过", "超", "逾", "高于"):
                return num, OPEN_HIGH
            if word in ("不足", "不到", "低于"):
                return -OPEN_HIGH, num
            if word in ("近", "接近", "将近"):
                return num - unit, num
            return num - unit // 2 - (0 if tenth else 1), num + unit // 2 + (0 if tenth else 1)
        if tenth:
            return num - 5, num + 5
        return num, num

    def add(self, num, den, rep, *, cap=ERROR, chance=0.0, named=False, label="", note="", data=None) -> None:
        """Record a rate relation with the integers of the `rates` frame."""
        c, f = self.c, self.c.figures
        dec = common(c, *num, *den)
        nl = nh = dl = dh = 0
        for i in num:
            a, b = scaled(c, i, dec)
            nl, nh = nl + a, nh + b
        for i in den:
            a, b = scaled(c, i, dec)
            dl, dh = dl + a, dh + b
        scale = 10 ** f.dec[rep]
        low, high = self.printed(rep)
        per = PER.get(f.unit[rep], 100)
        values = {
            "num_lo": nl,
            "num_hi": nh,
            "den_lo": dl,
            "den_hi": dh,
            "rep": f.num[rep],
            "rep_lo": low,
            "rep_hi": high,
            "scale": scale,
            "per": per,
        }
        members = [("numerator", i) for i in num] + [("denominator", i) for i in den] + [("reported", rep)]
        facts = {"named": named, "name": label, **(data or {})}
        self.out.append(Relation("rate", "rates", "RAT101", members, values, rep, cap, chance, [], label, note, facts))
        self.done.add(rep)

    # ------------------------------------------------------------------ driver
    def build(self) -> None:
        c, f = self.c, self.c.figures
        n = len(f)
        i = 0
        singles: list[int] = []
        growth_until = -1
        while i < n:
            if f.kind[i] != "percent" or f.cell[i] is not None:
                i += 1
                continue
            j = i
            while j + 1 < n and c.joined[j + 1] and f.kind[j + 1] == "percent" and f.cell[j + 1] is None:
                j += 1
            run = list(range(i, j + 1))
            i = j + 1
            if self.is_growth(run[0]):
                growth_until = run[-1]
                continue
            if len(run) > 1 and self.named_run(run):
                continue
            if len(run) > 1 and self.share_run(run):
                continue
            singles.extend(run)
        self.shares_in_series(singles)
        for p in singles:
            if p in self.done:
                continue
            self.single(p)
        for p in singles:
            if p not in self.done and self.is_share(p):
                self.sibling(p)
        del growth_until

    def is_growth(self, p: int) -> bool:
        c = self.c
        words = c.pre[p] if c.pre[p].strip() else c.clause_text[p]
        if _GROWTH.search(words) and not _LEVEL.search(words):
            name = _NAME.search(words)
            return not (name and name.end(1) == len(words.rstrip()))
        return False

    # ------------------------------------------------------------------ runs: 分别占84.7%、13.7%和1.6%
    def counts_before(self, p: int, limit: int = 8, reach: int = 1) -> list[int]:
        """Counted figures before p, nearest first, in its block and up to `reach` blocks back."""
        c = self.c
        out = []
        at = self._position(p)
        for k in range(at - 1, -1, -1):
            i = self.prose_counts[k]
            if c.block[i] < c.block[p] - reach or len(out) >= limit:
                break
            out.append(i)
        return out

    def _position(self, p: int) -> int:
        return bisect_left(self.prose_counts, p)

    def share_run(self, run: list[int]) -> bool:
        c, k = self.c, len(run)
        before = [i for i in self.counts_before(run[0], k + 3, 0) if c.sentence[i] >= c.sentence[run[0]] - 1]
        nums = before[:k][::-1]
        if len(nums) < k or len({c.figures.kind[i] for i in nums}) != 1:
            return False
        words = c.clause_text[run[0]]
        if "率" in words and not _SHARE.search(words) and "分别" not in words and "依次" not in words:
            return False
        return self.solve_group(list(zip(nums, run, strict=True)), self.base_words(run[0]))

    def named_run(self, run: list[int]) -> bool:
        """参考率、合格率分别为95.8%和96.2%: one rate name each."""
        c = self.c
        words = c.text[max(c.sentence_start[run[0]], c.figures.start[run[0]] - 60) : c.figures.start[run[0]]]
        head = _NAMED_RUN_2.split(_NAMED_RUN.split(words)[0])[-1]
        names = [w.strip() for w in _NAMED_RUN_3.split(head) if w.strip()]
        if len(names) != len(run) or sum(w.endswith("率") for w in names) < len(names):
            return False
        for p, name in zip(run, names, strict=True):
            self.rate(p, name)
        return True

    def solve_group(self, pairs: list[tuple[int, int]], words: str) -> bool:
        """One denominator for several shares: the figure (or the sum of the numerators) that reproduces most of them."""
        c, f = self.c, self.c.figures
        first = pairs[0][0]
        sizes = sorted(f.num[i] * 10 ** (4 - min(4, f.dec[i])) for i, _ in pairs)
        top = sizes[-1] if len(sizes) < 3 else sizes[-2]  # one numerator may be the slip
        best, best_fits, best_rank = None, 0, None
        kinds = {f.kind[i] for i, _ in pairs}
        own = {i for i, _ in pairs}
        for d in sorted({d for i, p in pairs for d in self.within(i, p, kinds)}):
            if (
                d in own
                or f.num[d] * 10 ** (4 - min(4, f.dec[d])) < top
            ):
                continue
            hits = sum(1 for i, p in pairs if self.fits([i], [d], p))
            if not hits:
                continue
            match = self.base_match(words, d) if words else 0
            rank = (
                hits,
                match,
                d < pairs[-1][1],
                f.cell[d] is None,
                f.unit[d] == f.unit[first],
                -abs(c.block[d] - c.block[first]),
                -abs(d - first),
            )
            if best_rank is None or rank > best_rank:
                best, best_fits, best_rank = d, hits, rank
        need = max(2, (len(pairs) * 3 + 4) // 5) if len(pairs) > 1 else 2
        if best is None or best_fits < min(need, len(pairs)):
            return False
        chance = 0.01**best_fits * len(self.counts)
        for i, p in pairs:
            self.add([i], [best], p, chance=chance, label=c.label[i], data={"share": True})
            self.used_base[c.block[p]] = best
        return True

    def shares_in_series(self, singles: list[int]) -> None:
        """Shares stated one by one (…140件，占92.71%；…11件，占7.28%): those of one block are solved together."""
        c, f = self.c, self.c.figures
        group: list[tuple[int, int]] = []
        for p in [*singles, None]:
            if p is not None and self.is_share(p) and not _LAST_YEAR.search(c.clause_text[p]):
                n = self.share_numerator(p)
                if n is not None and len(n) == 1:
                    if group and c.block[group[-1][1]] != c.block[p]:
                        self.finish_series(group)
                        group = []
                    group.append((n[0], p))
                    continue
            if p is None or (group and c.block[group[-1][1]] != c.block[p]):
                self.finish_series(group)
                group = []
        del f

    def finish_series(self, group: list[tuple[int, int]]) -> None:
        c = self.c
        group = [(n, p) for n, p in group if p not in self.done]
        named = [self.base_words(p) for _, p in group]
        # shares whose words name a base go alone: another share of the block may be on another base
        free = [(n, p) for (n, p), w in zip(group, named, strict=True) if not w]
        if len(group) >= 2 and not any(named) and len({c.figures.kind[n] for n, _ in group}) == 1:
            self.solve_group(group, "")
        elif len(free) >= 2 and len({c.figures.kind[n] for n, _ in free}) == 1:
            self.solve_group(free, "")

    # ------------------------------------------------------------------ one percentage
    def is_share(self, p: int) -> bool:
        words = _bare(self.c.clause_text[p])
        m = _NAME.search(words)
        if m is not None and m.group(1).endswith("率"):
            return False
        return _SHARE.search(words) is not None or self.bare_bracket(p) or self.bare_hedge(p)

    def bare_hedge(self, p: int) -> bool:
        """19个卫生院中达标的只有7个，不到四成: a round percentage alone in its clause is the share of the figure before it."""
        c, f = self.c, self.c.figures
        return (
            bool(f.hedge[p]) and p > 0 and f.kind[p - 1] == "count" and c.sentence[p - 1] == c.sentence[p] and c.clause[p] - c.clause[p - 1] == 1
            and not _BARE_HEDGE.sub("", c.pre[p]).strip() and c.text[f.end[p] : f.end[p] + 1] in ("。", "；", ";", "，", ",")
        )  # fmt: skip

    def bare_bracket(self, p: int) -> bool:
        """公安47件（40.2%）: a percentage alone in the bracket after a count is its share."""
        c, f = self.c, self.c.figures
        b = c.bracket[p]
        return (
            b >= 0 and p > 0 and f.kind[p - 1] in COUNTED and 0 <= b - f.end[p - 1] <= 1 and not c.text[b + 1 : f.start[p]].strip("占 约")
            and c.text[f.end[p] : f.end[p] + 2].lstrip()[:1] in ("）", ")", "，", ",", "；", "、")
        )  # fmt: skip

    def base_words(self, p: int) -> str:
        """The base that the words of a percentage name: 占新受理案件的, 以受理诉求计, 按审结案件计算; "" where they name none."""
        c = self.c
        m = _OF.search(_bare(c.clause_text[p])) or _IN_BRACKET.search(c.clause_text[p][-22:])
        if m is not None and m.group(1).strip("的约近 "):
            return m.group(1).strip("的约近 ")
        start = max(c.sentence_start[p], c.figures.start[p] - 60)
        before = c.text[start : c.figures.start[p]]
        hits = _BASE_CLAUSE.findall(before[-40:]) + _BASE_CLAUSE.findall(
            c.text[c.figures.end[p] : c.figures.end[p] + 24].split("。")[0]
        )
        return hits[-1] if hits else ""

    def base_match(self, words: str, d: int) -> float:
        """How well a figure answers to the words that name a base, 0 .. 1+."""
        key = (words, d)
        known = self.matches.get(key)
        if known is None:
            known = self.matches[key] = self.match_of(words, d)
        return known

    def match_of(self, words: str, d: int) -> float:
        """How much of the words that name a base stands near a figure: in its label, its clause, or its heading."""
        c = self.c
        label = c.label[d] + c.clause_text[d][-14:] + c.post[d][:10]
        score = overlap(words, label)
        if score < 0.6 and (self.first_of_block(d)):
            score = max(score, 0.8 * overlap(words, c.topic(d)))
        noun = _BASE_MATCH.sub("", words)
        if score < 0.6 and (abbreviates(noun, c.pre[d][-14:]) or abbreviates(noun, c.post[d][:12])):
            score = 0.6
        role_words = [
            w
            for w in (
                "受理",
                "审结",
                "办结",
                "结案",
                "立案",
                "收案",
                "新收",
                "出庭",
                "开庭",
                "申请",
                "预算",
                "收入",
                "支出",
                "总数",
                "总量",
            )
            if w in words
        ]
        if role_words:
            last = max(role_words, key=words.rfind)  # 公共财政预算支出 is about 支出
            if last in c.pre[d] or last in c.post[d][:8] or last in c.clause_text[d]:
                score = max(score, 0.8)
            elif score < 0.6:
                score = 0.0
        return score

    def first_of_block(self, d: int) -> bool:
        c = self.c
        return (
            d == 0
            or c.block[d - 1] != c.block[d]
            or all(c.block[k] != c.block[d] or c.figures.kind[k] not in COUNTED for k in range(max(0, d - 2), d))
        )

    def share_numerator(self, p: int) -> list[int] | None:
        """The figure(s) whose share p states: the one its clause follows, or those that its subject names."""
        c = self.c
        if p in self.joint:
            return self.joint[p]
        clause = c.clause_text[p]
        subject = _SHARE.split(clause)[0]
        subject = _SHARE_NUMERATOR.sub("", subject.strip())
        joint = "合计" in clause or "两项" in clause or "两类" in clause or "之和" in clause
        if self.bare_bracket(p):
            return [p - 1]
        before = [i for i in self.counts_before(p, 10, 0)]
        # 占不合格案卷总数的八成（4卷): the part stands in the bracket after its share
        if (
            p + 1 < len(c.figures)
            and c.figures.kind[p + 1] == "count"
            and 0 <= c.bracket[p + 1] - c.figures.end[p] <= 1
            and not c.text[c.bracket[p + 1] + 1 : c.figures.start[p + 1]].strip("即共约 ")
        ):
            return [p + 1]
        if not before:
            hit = self.named(subject, self.counts_before(p, 12, 2)) if len(subject) >= 2 else None
            return None if hit is None else [hit]
        near = before[0]
        if joint and len(subject) < 2 and c.joined[near]:
            run = [near]
            while c.joined[run[-1]] and run[-1] - 1 in before:
                run.append(run[-1] - 1)
            return sorted(run)
        if subject and _SHARE_NUMERATOR_2.sub("", subject) in _UNIT_WORDS:
            # 来访404批次、2040人次，批次占31.9%: the unit is the subject
            unit = _SHARE_NUMERATOR_2.sub("", subject)
            return next(([i] for i in before if c.figures.unit[i] == unit), None)
        if subject and (c.clause[near] != c.clause[p]) and len(subject) >= 2:
            names = [w for w in _SHARE_NUMERATOR_4.split(_SHARE_NUMERATOR_3.sub("", subject)) if len(w) >= 2]
            if joint and len(names) >= 2:
                picked = [best for w in names if (best := self.named(w, before)) is not None]
                if len(picked) == len(names) and len(set(picked)) == len(picked):
                    return sorted(picked)
            hit = self.named(subject, before)
            if hit is not None:
                return [hit]
            if shared(subject, c.label[near]) == 0 and c.sentence[near] != c.sentence[p]:
                return None
        if c.sentence[near] != c.sentence[p] and c.clause[near] != c.clause[p] - 1:
            return None
        return [near]

    def named(self, words: str, among: list[int]) -> int | None:
        """The figure whose label answers best to some words, or None."""
        c = self.c
        words = _NAMED.sub("", words)
        best, score = None, 0.0
        for i in among:
            s = overlap(words, c.label[i] + c.pre[i][-16:])
            if s < 0.5 and len(words) >= 3 and words[:2] in c.label[i][-6:] + c.pre[i][-6:]:
                s = 0.5
            if words in c.label[i] or words in c.pre[i]:
                s += 1
            own = core(c.label[i])
            if len(own) >= 2 and own in words and own != words:
                s += 0.5
            if s > score:
                best, score = i, s
        return best if score >= 0.5 else None

    def single(self, p: int) -> None:
        c, f = self.c, self.c.figures
        self.bounded(p)
        if _TARGET.search(c.post[p][:6]) and not _SHARE.search(c.clause_text[p]):
            return
        pre = c.pre[p].strip()
        # 完成年度预算105425万元的5.39%
        if pre == "的" and p and f.end[p - 1] <= f.start[p] and f.kind[p - 1] in COUNTED:
            before = [
                i
                for i in self.counts_before(p, 6, 0)
                if i != p - 1 and f.kind[i] == f.kind[p - 1] and c.sentence[i] == c.sentence[p]
            ]
            if before:
                self.pair(p, [[before[0]]], [p - 1], explicit=True, label=c.label[before[0]])
            return
        if self.is_share(p):
            self.share(p)
            return
        whole = _OF_WHOLE.search(c.clause_text[p])
        if whole is not None and not _NAME.search(c.pre[p]):
            before = [i for i in self.counts_before(p, 6, 0) if c.sentence[i] == c.sentence[p]]
            if before:
                same = [
                    d
                    for d in self.prose_counts
                    if d < before[0]
                    and f.kind[d] == f.kind[before[0]]
                    and f.num[d] * 10 ** f.dec[before[0]] >= f.num[before[0]] * 10 ** f.dec[d]
                ]
                named = sorted(
                    (d for d in same if self.base_match(whole.group(1), d) >= 0.34),
                    key=lambda d: (-self.base_match(whole.group(1), d), -d),
                )
                fitting = [d for d in named if self.fits([before[0]], [d], p)]
                if not fitting and _SINGLE.search(whole.group(1)):
                    return
                if fitting or (named and self.base_match(whole.group(1), named[0]) >= 0.5):
                    self.add(
                        [before[0]],
                        [(fitting or named)[0]],
                        p,
                        named=True,
                        label=c.label[before[0]],
                        cap=ERROR if fitting else WARNING,
                    )
            return
        if f.hedge[p] and self.again(p):
            return
        name = rate_name(c, p)
        if name.endswith(
            ("压减率", "压缩率", "核减率", "审减率", "增长率", "下降率", "精简率", "提速率", "降低率", "增减率")
        ):
            return  # a change: see changes.py
        if name.endswith(("率", "度", "面", "进度", "贷比", "存比", "收支比", "结收比")):
            self.rate(p, name)

    def again(self, p: int) -> bool:
        """经济建设类超过三成: a part whose share was stated before, said once more in round terms."""
        c, f = self.c, self.c.figures
        subject = _AGAIN.sub("", c.pre[p].strip())
        if not 2 <= len(subject) <= 12 or subject.endswith("率"):
            return False
        for r in reversed(self.out):
            if r.kind == "rate" and r.data.get("share") and len(r.members) == 3 and c.block[r.about] >= c.block[p] - 1:
                n, d, _ = (i for _, i in r.members)
                if subject[:4] in c.pre[n] + c.label[n] and self.fits([n], [d], p):
                    self.add([n], [d], p, label=c.label[n], data={"share": True})
                    return True
        return False

    def bounded(self, p: int) -> None:
        """A rate of a part is never above 100: only one that is becomes a relation, the others have better ones."""
        c, f = self.c, self.c.figures
        if f.num[p] <= 100 * 10 ** f.dec[p] or f.unit[p] != "%":
            return
        name = rate_name(c, p)
        if (name.endswith("率") and lexicon_row(name)["on"] and not _BOUNDED.search(name)) or (
            self.is_share(p) and not name
        ):
            values = {"rep": f.num[p], "scale": 10 ** f.dec[p], "low": 0, "high": 100}
            self.out.append(
                Relation(
                    "granularity",
                    "bounds",
                    "ORD102",
                    [("reported", p)],
                    values,
                    p,
                    WARNING,
                    0.0,
                    [],
                    name or c.label[p],
                )
            )

    def share(self, p: int) -> None:
        c, f = self.c, self.c.figures
        if _LAST_YEAR.search(c.clause_text[p]):
            return
        num = self.share_numerator(p)
        words = self.base_words(p)
        if num is None:
            return
        kinds = {f.kind[i] for i in num}
        pool = [
            d
            for d in self.prose_counts
            if d not in num and f.kind[d] in kinds and d < p and (words or c.block[d] >= c.block[p] - 6)
        ]
        if f.num[p] <= 100 * 10 ** f.dec[p]:
            # a part is no larger than its whole, and 居前五位 is no whole of cases
            least = self.size(num)
            pool = [
                d
                for d in pool
                if least <= self.size([d])
                and (f.unit[d] == f.unit[num[0]] or f.unit[d] not in ("位", "类", "种", "项"))
            ]
        pool.reverse()
        pool += [
            d
            for d in self.counts
            if f.cell[d] is not None and f.kind[d] in kinds and d < p and c.block[d] >= c.block[p] - 2
        ]
        label = c.label[num[0]]
        if words:
            ranked = [(self.base_match(words, d), d) for d in pool]
            named = [d for s, d in sorted(ranked, key=lambda r: (-r[0], -r[1])) if s >= 0.34]
            if named:
                loose = named + [d for s, d in sorted(ranked, key=lambda r: (-r[0], -r[1])) if 0.24 <= s < 0.34]
                fitting = [d for d in loose if self.fits(num, [d], p) == fit.ROUNDED] or [
                    d for d in named if self.fits(num, [d], p)
                ]
                if fitting:
                    self.add(num, [fitting[0]], p, named=True, label=label, data={"share": True})
                    self.used_base[c.block[p]] = fitting[0]
                    return
                sure = [
                    d
                    for d in named
                    if self.base_match(words, d) >= 0.5
                    and f.unit[d] == f.unit[num[0]]
                    and (c.block[d] >= c.block[p] - 2 or (self.base_match(words, d) >= 0.75 and words[:2] in c.pre[d]))
                ]
                subject = _SHARE_2.sub("", _SHARE.split(c.clause_text[p])[0].strip())
                if (
                    len(subject) >= 2
                    and len(num) == 1
                    and c.clause[num[0]] != c.clause[p]
                    and overlap(subject, c.label[num[0]] + c.pre[num[0]]) < 0.5
                ):
                    return
                sure = [
                    d for d in sure if sum(f.num[i] for i in num) * 10 ** f.dec[d] <= f.num[d] * 10 ** f.dec[num[0]]
                ]
                if sure and (f.hedge[p] or f.unit[p] == "成") and c.block[sure[0]] != c.block[p]:
                    return
                if sure:
                    self.add(
                        num,
                        [sure[0]],
                        p,
                        named=True,
                        label=label,
                        cap=ERROR if c.block[sure[0]] == c.block[p] else WARNING,
                        data={"share": True},
                    )
                return
            if self.in_table(p, _SHARE_2.sub("", _SHARE.split(c.clause_text[p])[0].strip()), words):
                return
            if _SHARE_3.search(words):
                return
        subject = _SHARE_2.sub("", _SHARE.split(c.clause_text[p])[0].strip())
        agrees = (
            len(subject) < 2
            or len(num) > 1
            or c.clause[num[0]] == c.clause[p]
            or overlap(subject, c.label[num[0]] + c.pre[num[0]]) >= 0.5
        )
        inherited = self.used_base.get(c.block[p])
        if inherited is None and (f.hedge[p] or f.unit[p] == "成"):
            # a round share fits many bases: it is of the whole that its paragraph opens with
            head = next((d for d in self.prose_counts if c.block[d] == c.block[p] and f.kind[d] in kinds), None)
            inherited = head if head is not None and head < min(num) and f.unit[head] == f.unit[num[0]] else None
        order = ([inherited] if inherited is not None and inherited not in num else []) + [
            d for d in pool if d != inherited
        ]
        same = [d for d in order if f.num[d] * 10 ** f.dec[num[0]] >= f.num[num[0]] * 10 ** f.dec[d]]
        for rank, d in enumerate(same[:14]):
            if self.fits(num, [d], p):
                grain = 10 ** -(f.dec[p]) / 50
                chance = min(1.0, (rank + 1) * grain)
                if chance < 0.08 or c.sentence[d] == c.sentence[num[0]]:
                    self.add(num, [d], p, chance=chance, label=label, data={"share": True})
                    self.used_base[c.block[p]] = d
                    return
        if self.in_table(p, subject, words):
            return
        if not agrees:
            return
        if (
            inherited is not None
            and inherited not in num
            and c.clause[num[-1]] >= c.clause[p] - 2
            and c.figures.unit[inherited] == f.unit[num[0]]
            and not words
        ):
            self.add(num, [inherited], p, cap=WARNING, label=label, data={"share": True})
            return
        # a share right after its part, of the total that opens the sentence: 共71412件，其中…37643件，占52.7%
        heads = [d for d in same if c.sentence[d] == c.sentence[p] and f.unit[d] == f.unit[num[0]] and d < num[0]]
        if heads and not words and len(num) == 1 and c.bracket[d := heads[-1]] < 0:
            if "其中" in c.text[f.end[d] : f.start[num[0]]] or _SHARE_4.search(c.pre[d]):
                self.add(num, [d], p, cap=ERROR, label=label, data={"share": True})

    def sibling(self, p: int) -> None:
        """A share whose neighbour in the sentence ties on some base is on that base too: 直接办理…占比52.7%；转交办理…占比47.3%."""
        c, f = self.c, self.c.figures
        if self.base_words(p) or _LAST_YEAR.search(c.clause_text[p]):
            return
        num = self.share_numerator(p)
        if num is None or len(num) != 1:
            return
        subject = _SHARE_2.sub("", _SHARE.split(c.clause_text[p])[0].strip("（( "))
        if (
            len(subject) >= 2
            and c.clause[num[0]] != c.clause[p]
            and overlap(subject, c.label[num[0]] + c.pre[num[0]]) < 0.5
        ):
            return
        for r in reversed(self.out):
            if r.kind != "rate" or not r.data.get("share") or len(r.members) != 3 or c.block[r.about] != c.block[p]:
                continue
            n, d, q = (i for _, i in r.members)
            near = c.sentence[q] == c.sentence[p] and abs(c.half[q] - c.half[p]) <= 1
            if (
                near
                and d != num[0]
                and f.unit[n] == f.unit[num[0]]
                and f.unit[d] == f.unit[num[0]]
                and self.fits([n], [d], q)
            ):
                self.add(num, [d], p, cap=WARNING, label=c.label[num[0]], data={"share": True})
                return

    def in_table(self, p: int, subject: str, words: str) -> bool:
        """民事案件占全部案件的66.1%, where both stand in a table before: the row that the subject names over the row of totals."""
        c, f = self.c, self.c.figures
        if len(subject) < 2:
            return False
        for g in reversed(c.grids):
            if g.table.start > f.start[p] or f.start[p] - g.table.end > 400:
                continue
            rows = [r for r in range(g.first_row, g.rows) if g.sides[r] and overlap(subject, g.sides[r]) >= 0.6]
            totals = [r for r in range(g.first_row, g.rows) if _IN_TABLE.search(g.sides[r])]
            for r in rows:
                for t in totals:
                    for k in range(g.cols - 1, -1, -1):
                        n, d = g.at[r][k], g.at[t][k]
                        if (
                            n >= 0
                            and d >= 0
                            and f.kind[n] == f.kind[d]
                            and f.kind[n] in COUNTED
                            and self.fits([n], [d], p)
                        ):
                            self.add([n], [d], p, label=c.label[n], chance=0.02, data={"share": True})
                            return True
        del words
        return False

    def pair(self, p, nums, dens, *, explicit, label, cap=ERROR) -> bool:
        for num in nums:
            for d in dens:
                if self.fits(num, [d], p):
                    self.add(num, [d], p, named=explicit, label=label, cap=cap)
                    return True
        if explicit and nums and dens:
            self.add(nums[0], [dens[0]], p, named=True, label=label, cap=cap)
            return True
        return False

    # ------------------------------------------------------------------ 调解成功率 77.35%
    def rate(self, p: int, name: str) -> None:
        c, f = self.c, self.c.figures
        row = lexicon_row(name)
        survey = bool(row.get("survey"))
        core = row["rate"] if name.endswith(row["rate"]) else name
        prefix = name[: -len(core)] if name.endswith(core) else ""
        modifiers = [w for w in _MODIFIERS if w in prefix] + _RATE.findall(prefix)
        if (
            p
            and f.kind[p - 1] == "duration"
            and c.text[f.end[p - 1] : f.start[p]].strip().startswith(name[:3])
            and c.clause[p - 1] == c.clause[p]
        ):
            modifiers.append(c.text[f.start[p - 1] : f.end[p - 1]])  # 15秒接通率
        if self.defined(p, name) or (p in self.joint and self.pooled(p, name, row, self.counts_before(p, 24, 1))):
            return
        explicit = self.base_words(p) or self.named_in_rate(prefix, row)
        before = self.counts_before(p, 24, 1)
        sentence = [i for i in before if c.sentence[i] == c.sentence[p]]
        if not sentence:
            sentence = [i for i in before if c.block[i] == c.block[p] and c.sentence[i] == c.sentence[p] - 1]
        of, on = row["of"], row["on"]
        among = [d for d in sentence if _OF_THOSE.match(c.post[d]) and c.clause[p] - c.clause[d] <= 3 and f.num[d] > 0]
        by = _RATE_2.search(
            c.clause_text[p] + explicit + c.text[max(0, f.start[p] - 30) : f.start[p]].split("。")[-1],
        )
        if by:
            units = {"人": ("人", "名", "位")}.get(by.group(1), (by.group(1),))
            before = [i for i in before if f.unit[i] in units]
            sentence = [i for i in sentence if f.unit[i] in units]
        nums = []
        for rank, i in enumerate(sentence[:9]):
            s = self.word_score(i, of)
            if s <= 0:
                continue
            words = c.pre[i] + c.post[i][:10] + c.clause_text[i][-12:]
            near = c.pre[i] if len(c.pre[i].strip()) > 1 else c.text[max(0, f.start[i] - 10) : f.start[i]]
            if _NEGATIVE.search(near[-10:]) and not _NEGATIVE.search(name):
                negative = re.search(
                    r"(?:不|未|没有)(?:予|能)?(?:" + "|".join(map(re.escape, of)) + ")", near + c.post[i][:8]
                )
                if negative:
                    continue
            if any(w not in words for w in modifiers):
                s -= 2.5
            if (
                any(f.kind[k] == "percent" and f.cell[k] is None for k in range(i + 1, p))
                and c.clause[p] - c.clause[i] > 2
            ):
                s -= 1.5  # its own rate stands between
            nums.append((s - 0.12 * rank, i))
        nums.sort(key=lambda r: -r[0])
        candidates: list[tuple[float, list[int]]] = [(s, [i]) for s, i in nums]
        graded = self.grades(name, sentence)
        if p in self.joint:
            candidates = [(4.0, self.joint[p])]
        elif graded:
            candidates = [(4.0, graded)]
        joint = [i for s, i in nums if s > 0 and c.half[i] == c.half[nums[0][1]]] if nums else []
        if len(joint) >= 2 and (len(of) >= 3 or survey):
            candidates.append((nums[0][0] + 0.3, sorted(joint)))
            candidates.extend((nums[0][0] + 0.2, sorted(pair)) for pair in zip(joint, joint[1:], strict=False))
        together = _RATE_3.search(prefix) is not None
        rows = []
        for ns, num in candidates:
            if among and among[0] not in num and among[0] < num[0]:
                # 已办结的135件中，…29件，纠错率…: the clause says of which figure it is a rate
                rows.append((ns + 3.2, ns, 3.2, num, [among[0]]))
                explicit = explicit or "中"
                continue
            for ds, den in self.denominators(p, num, before, on, explicit, name):
                rows.append((ns + ds, ns, ds, num, den))
        rows.sort(key=lambda r: -r[0])
        label = name
        limit = 0 if not survey else -1
        fitting = [r for r in rows if self.fits(r[3], r[4], p) == fit.ROUNDED] or [
            r for r in rows if self.fits(r[3], r[4], p)
        ]
        if fitting and rows[0] is not fitting[0] and not survey:
            lead, grain = rows[0], 10 ** -f.dec[p] / 50
            if (
                lead[1] >= 2.8
                and lead[2] >= 2.4
                and lead[0] - fitting[0][0] >= 1.2
                and len(rows) * grain > 0.03
                and lead[3] == fitting[0][3]
            ):
                fitting = []  # the words are plain, and a fit elsewhere may be chance
        if f.num[p] == 100 * 10 ** f.dec[p] and not fitting:
            # 专项债券2.8亿元…2.8万元已全部拨付，拨付率100%: one amount in two units is a matter of the amounts
            digits = [str(f.num[i]).rstrip("0") for r in rows[:3] for i in (*r[3], *r[4])]
            if len(digits) > 1 and len(digits[0]) > 1 and digits[0] == digits[1]:
                return
        if fitting and fitting[0][0] > limit:
            best = fitting[0]
            if explicit and best[2] < 2 and rows and rows[0][2] >= 2.5 and rows[0][0] > best[0] + 1:
                best = rows[0]  # the clause names its base: the print answers to another one
            grain = 10 ** -(f.dec[p]) / 50
            self.add(
                best[3],
                best[4],
                p,
                chance=min(1.0, len(rows) * grain),
                named=bool(explicit),
                label=label,
                cap=WARNING if survey else ERROR,
                data={"rate": row["rate"], "explicit": explicit},
            )
            return
        if rows and among and rows[0][1] >= 1.2 and not together:
            _, ns, ds, num, den = rows[0]
            self.add(
                num,
                den,
                p,
                named=True,
                label=label,
                cap=WARNING if survey else ERROR,
                data={"rate": row["rate"], "explicit": explicit},
            )
            return
        if (
            self.remote(p, name, row, survey)
            or (together and self.pooled(p, name, row, before))
            or self.own_complement(p, name, row, nums, sentence)
        ):
            return
        if not survey and (
            self.far_base(p, name, row, nums, modifiers)
            or self.numbers_alone(p, name, row, sentence, before, modifiers, nums)
        ):
            return
        if rows:
            total, ns, ds, num, den = rows[0]
            same_word = (
                max(
                    0.0 if "应" in c.pre[i][-12:] and "已" in c.pre[num[0]] else self.word_score(i, of)
                    for i in den
                )
                >= ns
            )
            if (
                ns >= 2.0
                and ds >= 1.6
                and not same_word
                and not (together and "合计" in prefix)
                and not _NEGATIVE.match(row["rate"])
            ):
                strong = (ns >= 2.9 and ds >= 2.2) or bool(explicit)
                cap = WARNING if survey or not strong else ERROR
                self.add(
                    num,
                    den,
                    p,
                    named=bool(explicit),
                    label=label,
                    cap=cap,
                    data={"rate": row["rate"], "explicit": explicit},
                )
                return
        self.granularity(p, name, row, survey, sentence, modifiers, bool(nums))

    def defined(self, p: int, name: str) -> bool:
        """不起诉率（不起诉人数占起诉、不起诉人数之和）为24.1%: the bracket says what is divided by what."""
        c, f = self.c, self.c.figures
        m = _DEFINED.search(c.text, max(c.sentence_start[p], f.start[p] - 60), f.start[p])
        if m is None:
            return False
        unit = _DEFINED_2.search(m.group(1)) or _DEFINED_2.search(m.group(2))
        pool = [
            i
            for i in self.counts_before(p, 24, 1)
            if not unit or f.unit[i] in (("人", "名") if unit.group(1) == "人" else (unit.group(1),))
        ]
        sides: list[list[list[int]]] = []
        for words in (m.group(1), m.group(2)):
            words = _DEFINED_3.sub("", words)
            picked = [self.exactly(_DEFINED_4.sub("", w), pool) for w in _DEFINED_5.split(words) if w]
            if not all(picked):
                return False
            sides.append([sorted(x) for x in product(*picked) if len(set(x)) == len(x)])
        for num, den in product(*sides):
            if num != den and self.fits(num, den, p) == fit.ROUNDED:
                self.add(num, den, p, named=True, label=name, data={"explicit": m.group(2)})
                return True
        return False

    def exactly(self, words: str, among: list[int]) -> list[int]:
        """The figures whose words end with some words and are not their negation, at most four: 起诉 of 提起公诉, not of 不起诉."""
        c = self.c
        hits = [
            i
            for i in among
            if words in c.pre[i][-len(words) - 6 :]
            and (_NEGATIVE.match(words) or not _NEGATIVE.search(c.pre[i][-len(words) - 2 :]))
        ]
        hits += [
            i
            for i in among
            if i not in hits
            and (abbreviates(words, c.pre[i][-8:]) or (len(words) == 2 and words[-1] == c.pre[i].rstrip()[-1:]))
            and not _NEGATIVE.search(c.pre[i][-6:])
        ]
        return sorted(hits, key=lambda i: len(c.pre[i]))[:4]

    def grades(self, name: str, sentence: list[int]) -> list[int]:
        """The figures of the grades that a name such as 优良率 puts together."""
        c = self.c
        stem = name[:-1]
        if not _GRADES.fullmatch(stem):
            return []
        out = []
        for grade in _GRADES_2.findall(stem):
            hit = next(
                (
                    i
                    for i in sentence
                    if re.search(
                        rf"(?<![一-鿿]){grade}[”’\"]?[等级档]*的?(?:有|为)?$",
                        c.text[max(0, c.figures.start[i] - 8) : c.figures.start[i]],
                    )
                ),
                None,
            )
            if hit is None:
                return []
            out.append(hit)
        return sorted(out) if len(set(out)) > 1 else []

    def own_complement(self, p, name, row, nums, sentence) -> bool:
        """不捕率 over 批准逮捕 + 不捕: the base is the numerator and the figure that completes it."""
        c, f = self.c, self.c.figures
        for s, n in nums[:2]:
            if s < 2 or not f.dec[p]:
                continue
            for m in sentence[:5]:
                if (
                    m != n
                    and f.unit[m] == f.unit[n]
                    and f.kind[m] == f.kind[n]
                    and self.fits([n], [n, m], p) == fit.ROUNDED
                    and not self.fits([n], [m], p)
                ):
                    whole = [
                        k
                        for k in self.prose_counts
                        if k < p and f.unit[k] == f.unit[n] and f.num[k] == f.num[n] + f.num[m] and f.dec[k] == f.dec[n]
                    ]
                    self.add(
                        [n],
                        [whole[-1]] if whole else [n, m],
                        p,
                        label=name,
                        chance=0.03,
                        cap=WARNING,
                        data={"rate": row["rate"]},
                    )
                    return True
        return False

    def pooled(self, p, name, row, before) -> bool:
        """两类建议合计采纳率: the sum of two numerators over the sum of their bases."""
        c, f = self.c, self.c.figures
        nums = [i for i in before if self.word_score(i, row["of"]) >= 2][:2]
        if len(nums) < 2:
            return False
        dens = []
        for n in nums:
            d = next(
                (i for i in before if i < n and f.unit[i] == f.unit[n] and i not in nums and f.num[i] >= f.num[n]), None
            )
            if d is None or d in dens:
                return False
            dens.append(d)
        if self.fits(nums, dens, p) == fit.ROUNDED:
            self.add(sorted(nums), sorted(dens), p, label=name, chance=0.02, cap=WARNING, data={"rate": row["rate"]})
            return True
        del c
        return False

    def far_base(self, p, name, row, nums, modifiers) -> bool:
        """The base stands in an earlier paragraph: a figure of one unit that the row's words or the numerator's noun name, and that fits."""
        c, f = self.c, self.c.figures
        for s, i in nums[:2]:
            if s < 1.8 or not f.dec[p]:
                continue
            for d in reversed([d for d in self.prose_counts if d < i]):
                if (
                    f.unit[d] != f.unit[i]
                    or f.kind[d] != f.kind[i]
                    or f.num[d] < f.num[i]
                    or (c.block[d] == c.block[p] and c.sentence[d] == c.sentence[p])
                ):
                    continue
                few = (
                    sum(1 for k in self.prose_counts if k < i and f.unit[k] == f.unit[i] and f.num[k] >= f.num[i]) <= 8
                )
                if (
                    few
                    or self.word_score(d, row["on"]) > 0
                    or shared(c.label[d], c.label[i])
                    or shared(c.label[d], name)
                ) and self.fits([i], [d], p) == fit.ROUNDED:
                    self.add([i], [d], p, label=name, chance=0.02, cap=WARNING, data={"rate": row["rate"]})
                    return True
        return False

    def numbers_alone(self, p, name, row, sentence, before, modifiers, nums) -> bool:
        """No word names the numerator: the count next to the rate, over a count of one unit before it, gives the print."""
        c, f = self.c, self.c.figures
        if (nums and nums[0][0] >= 1.5) or f.num[p] in (0, 100 * 10 ** f.dec[p]) or not sentence:
            return False
        n = sentence[0]
        if c.clause[p] - c.clause[n] > 2 or any(w in ("不", "未") for w in modifiers):
            return False
        for rank, d in enumerate([d for d in before if d != n][:5]):
            if (
                d > n
                or f.unit[d] != f.unit[n]
                or f.num[d] < f.num[n]
                or c.sentence[d] < c.sentence[n] - 1
                or self.fits([n], [d], p) != fit.ROUNDED
            ):
                continue
            if (rank + 1) * 10 ** -f.dec[p] / 50 <= 0.09:
                self.add(
                    [n],
                    [d],
                    p,
                    label=name,
                    chance=(rank + 1) * 10 ** -f.dec[p] / 50,
                    cap=WARNING,
                    data={"rate": row["rate"]},
                )
                return True
        return False

    def named_in_rate(self, prefix: str, row: dict) -> str:
        """审结案件败诉率: the name itself states the base."""
        for w in ("审结", "办结", "结案", "受理", "新收", "立案", "开庭", "生效", "有效回访", "应办结"):
            if w in prefix and w not in row["of"]:
                return prefix
        return ""

    def word_score(self, i: int, words: list[str]) -> float:
        """3 where a word stands right before the number (the head of its label), 2.2 after it, 1.6 elsewhere in its clause."""
        if not words:
            return 0.0
        key = (i, *words)
        known = self.scores.get(key)
        if known is None:
            known = self.scores[key] = self.score_of(i, words)
        return known

    def score_of(self, i: int, words: list[str]) -> float:
        """The best score of some words beside a figure; 不予受理 is no 受理, but a negation of nothing changes nothing."""
        c = self.c
        pre, post, clause, label = c.pre[i], c.post[i][:14], c.clause_text[i][-24:], c.label[i]
        nothing = c.figures.num[i] == 0  # 没有发生败诉 0件
        inside = 1.8 if c.bracket[i] < 0 else 1.2
        best = 0.0
        for w in words:
            at = pre.rfind(w)
            if at >= 0:
                if not nothing and (
                    (at > 0 and pre[at - 1] in "不未") or (at > 1 and pre[at - 2 : at] in ("不予", "未予", "没有"))
                ):
                    continue
                score = 3.0 if len(pre) - at - len(w) <= 8 else 2.4
            elif w in post:
                score = 2.2
            elif w in clause:
                score = inside
            elif w in label:
                score = 1.8
            else:
                continue
            if score > best:
                best = score
        return best

    def denominators(self, p, num, before, on, explicit, name):
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
                for d in self.prose_counts
                if p < d <= p + 3 and c.bracket[d] >= 0 and c.sentence[d] == c.sentence[p] and explicit
            ]
            ahead += later
        if explicit and explicit != "中":
            far = [
                d
                for d in self.prose_counts
                if d < n0
                and d not in ahead
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
            s += 0.85 * self.word_score(d, on)
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

    def remote(self, p: int, name: str, row: dict, survey: bool) -> bool:
        """A survey rate whose sample stands elsewhere (有效回访451件，满意440件)."""
        if not survey:
            return False
        c, f = self.c, self.c.figures
        known = self.samples.get(row["rate"])
        if known is None:
            good = [
                i for i in self.prose_counts if self.word_score(i, row["of"]) >= 2 and not _NEGATIVE.search(c.pre[i][-4:])
            ]
            sample = [i for i in self.prose_counts if self.word_score(i, row["on"]) >= 1.8]
            known = self.samples[row["rate"]] = good, sample
        nums, dens = known
        for i in nums:
            for d in dens:
                if d != i and c.block[d] == c.block[i] and f.num[d] >= f.num[i] and self.fits([i], [d], p):
                    self.add(
                        [i], [d], p, label=name, cap=WARNING, chance=0.01, data={"rate": row["rate"], "remote": True}
                    )
                    return True
        return False

    def granularity(self, p, name, row, survey, sentence, modifiers, has_numerator) -> None:
        """No numerator in the text: can any whole number of the one candidate base give the print?"""
        c, f = self.c, self.c.figures
        if f.hedge[p]:
            return
        bases = [
            i
            for i in sentence
            if f.kind[i] == "count"
            and f.unit[i] not in ("次", "场", "场次", "期", "轮", "批", "天", "人次", "枚", "篇次", "类")
            and f.num[i] > 0
        ]
        bases = [
            i
            for i in bases
            if (c.bracket[i] < 0 or c.bracket[i] == c.bracket[p])
            and (f.num[i] >= 10 or c.text[f.start[i]].isdigit())
            and f.unit[i] not in ("档", "种", "级")
        ]
        if not bases:
            return
        on = [i for i in bases if self.word_score(i, row["on"] + ["应"]) > 0]
        explicit = self.base_words(p)
        if explicit:
            bases = [i for i in bases if self.base_match(explicit, i) >= 0.34]
            if not bases:
                return
        full = f.num[p] == 100 * 10 ** f.dec[p] or f.num[p] == 0
        other_sentence = c.sentence[bases[0]] != c.sentence[p]
        close = [i for i in bases if c.clause[p] - c.clause[i] <= 1]
        if close and not full:
            bases, on = close, [i for i in on if i in close]
        if full and c.clause[bases[0]] < c.clause[p] - 4:
            return
        values = {f.num[i] for i in bases}
        d = on[0] if on else bases[0]
        if full:
            # 普通程序案件全部听取意见，听取意见率100%: the clause says of which of them
            words = _GRANULARITY.split(c.text[max(c.sentence_start[p], f.start[p] - 40) : f.start[p]])
            words = _GRANULARITY_2.split(words[-2]) if len(words) > 1 else [""]
            words = words[0] if len(words) > 1 else ""
            said = [
                i
                for i in bases
                if len(words) >= 2
                and bool(_NEGATIVE.search(words)) == bool(_NEGATIVE.search(c.pre[i][-8:]))
                and (overlap(words, c.label[i] + c.pre[i][-10:]) >= 0.5)
            ]
            d = said[0] if said else d
        cap = WARNING
        if (
            (len(values) > 1 and not full)
            or name[-4:] in _OPEN_BASE
            or name[-3:] in _OPEN_BASE
            or row["rate"] in _OPEN_BASE
            or (has_numerator and not modifiers and not full)
        ):
            cap = "none"
        if not row["on"] or other_sentence or (not survey and not on):
            cap = "none"
        low, high = (f.low[d], f.high[d]) if f.hedge[d] else (f.num[d], f.num[d])
        if low is None or high is None or f.dec[d]:
            return
        scale = 10 ** f.dec[p]
        values_ = {
            "rep": f.num[p],
            "scale": scale,
            "per": 1000 if f.unit[p] == "‰" else 100,
            "den_lo": low,
            "den_hi": high,
        }
        if cap == "none" and not attainable(f.num[p], scale, low, high):
            return
        if full and not on and c.clause[p] - c.clause[d] > 2:
            return
        self.out.append(
            Relation(
                "rate" if full else "granularity",
                "granularity",
                "GRN101",
                [("denominator", d), ("reported", p)],
                values_,
                p,
                WARNING,
                0.0,
                [],
                name,
                "",
                {"rate": row["rate"], "survey": survey},
            )
        )
        self.done.add(p)


def attainable(rep: int, scale: int, low: int, high: int) -> bool:
    """Is there a whole k <= n with n in [low, high] that prints as rep? Used to decide whether to ask, never to judge."""
    k = 100 * scale
    if high - low > 5000:
        return True
    for n in range(max(1, low), high + 1):
        first = -(-(2 * rep - 1) * n // (2 * k))
        if 2 * k * first <= (2 * rep + 1) * n and 0 <= first <= n:
            return True
    return False


def rates(c: Context, out: list[Relation]) -> None:
    """Relate every stated rate and share of a document.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Rates(c, out).build()


__all__ = ["attainable", "bigrams", "lexicon_row", "rate_name", "rates"]
