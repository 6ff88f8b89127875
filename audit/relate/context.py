"""One document laid out for relating: for each figure its words, clause, sentence, block and bracket."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from audit.parse import lexicon
from audit.parse.figures import Figures, Scan
from audit.parse.grids import Grid
from audit.read.structure import Structure

# Sentence ends, half sentences, clauses. A full stop ends a sentence unless a digit or a letter follows.
# A short bracket that belongs to a name is one point: 乡镇(办). One class of characters comes first, then what some of
# them call for: a search by its first character is several times faster.
_POINTS = re.compile(
    r"[（(。！？!?；;，,：:、)）“”‘’|\t\n.—]"
    r"(?:(?<=[（(])[^（）()0-9，,。；;：:\n]{1,12}[)）](?=[^，,。；;：:、\n)）])|(?<=\.)(?![0-9A-Za-z.])|(?<=—)—|(?<![.—]))"
)
_SENTENCE = frozenset("。！？!?.")
_HALF = frozenset("；;")
_CLAUSE = frozenset("，,：:")
_OPEN, _CLOSE = frozenset("（("), frozenset("）)")
_LEAD = re.compile(
    r"^(?:[\s*#>·•●◆■\-]+|其中|全年|今年|本年度?|本期|累计|截至目前|目前|年内|先后|已经?|并|且|又|再|还|对|将|把|在|及|和|与|其|另有?|另外|同时|分别|为|共计?|合计|总计|全部|均|各|等|的|了|新增|"
    r"(?:19|20)\d\d年度?|一是|二是|三是|四是|五是|六是)+"
)
_TRAIL = re.compile(
    r"(?:[\s:：]|共计|总计|合计|累计|共有|总共|一共|共|达到|达|大约|约|将近|接近|近|超过|突破|逾|不少于|至少|高达|为|是|有|了|均|仅|各|分别|依次|等|计|由|从|增至|增加到|保持在|保持)+$"
)
_LIMITS = re.compile(r"[-—–至~～]?[一-鿿]{1,10}")
_DISTRIBUTE = re.compile(r"分别|依次")
_DISTRIBUTE_2 = re.compile(r"[，,：:。；;]")


@dataclass(slots=True)
class Context:
    """Everything the builders of relations read. Lists are parallel to the figures' columns."""

    text: str
    figures: Figures
    layout: Structure
    grids: list[Grid]
    dates: list[tuple[int, int, str, int]]
    year: int | None = None
    genre: str = ""
    pre: list[str] = field(default_factory=list)  # words between the figure and what stands before it
    post: list[str] = field(default_factory=list)  # words after it, up to a point or the next figure
    clause_text: list[str] = field(default_factory=list)  # words of its clause before it
    sentence: list[int] = field(default_factory=list)
    half: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    bracket: list[int] = field(default_factory=list)  # start of the innermost bracket, or -1
    joined: list[bool] = field(default_factory=list)  # only 、和及与 stand between it and the figure before
    label: list[str] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    section: list[int] = field(default_factory=list)  # index of the last heading marker, or -1
    plan: list[bool] = field(
        default_factory=list
    )  # stands in a part about what is to be done, or in a sentence of aims
    roles: list[frozenset[str]] = field(default_factory=list)  # stage roles its words name
    limit: list[bool] = field(default_factory=list)  # a threshold in a name, no quantity of its own: 10亿元以上项目2个
    delta: list[bool] = field(default_factory=list)  # an amount of change: 同比分别减少19起、11人
    sentence_start: list[int] = field(default_factory=list)
    bracket_end: dict[int, int] = field(default_factory=dict)
    exact: dict[int, int] = field(
        default_factory=dict
    )  # a rounded figure -> the exact one behind it: 38.62万条（386214条）
    bands: list[dict[int, tuple[int, int]]] = field(default_factory=list)  # scale -> interval; see relations.scaled
    mentions: object = None  # tables.mentions.Mentions, once asked for
    joint: list = field(default_factory=list)  # groups.Group: figures that words such as 三县合计 take together

    def topic(self, i: int) -> str:
        """The heading that a figure stands under: of its own paragraph or right above it."""
        k = self.section[i]
        if k < 0:
            return ""
        _, start, _, _, end = self.layout.markers[k]
        return self.text[start:end]


_JOIN = re.compile(r"[\s、]*(?:和|及|以及|与|、|或者?)?[\s]*")


def build(text: str, layout: Structure, scan: Scan, grids: list[Grid]) -> Context:
    """Lay out a document.

    Args:    text: normalised text; layout, scan, grids: what reading and parsing found in it.
    Returns: a Context whose lists have one item a figure.
    """
    f = scan.figures
    c = Context(text, f, layout, grids, scan.dates, bands=[{} for _ in f.start])
    starts, ends, n = f.start, f.end, len(f.start)
    if not n:
        return c
    block_starts = layout.starts
    sentence = half = clause = 0
    sentence_start = 0
    stack: list[int] = []
    last_point = 0  # end of the last point of any kind
    clause_start = 0
    i = 0
    previous_end = 0
    block_index = 0
    block_count = len(block_starts)
    next_block = block_starts[1] if block_count > 1 else len(text) + 1
    points = [m.span() for m in _POINTS.finditer(text)]
    points.append((len(text), len(text)))
    k = 0
    marker_starts = [m[0] for m in layout.markers]
    while i < n:
        s = starts[i]
        while points[k][0] < s:
            a, b = points[k]
            k += 1
            if a < previous_end or b - a > 2:  # inside a figure; a short bracket that belongs to a name: 乡镇(办)
                continue
            while a >= next_block:
                block_index += 1
                next_block = block_starts[block_index + 1] if block_index + 1 < block_count else len(text) + 1
                sentence += 1
                half += 1
                clause += 1
                sentence_start = clause_start = last_point = block_starts[block_index]
                stack.clear()
            ch = text[a]
            if ch in _CLAUSE:
                clause += 1
                clause_start = b
            elif ch in _OPEN:
                stack.append(a)
                clause += 1
                clause_start = b
            elif ch in _CLOSE:
                if stack:
                    c.bracket_end[stack.pop()] = b
                clause += 1
                clause_start = b
            elif ch in _SENTENCE:
                sentence += 1
                half += 1
                clause += 1
                sentence_start = clause_start = b
                stack.clear()
            elif ch in _HALF:
                half += 1
                clause += 1
                clause_start = b
            elif ch in "\n|\t":
                if ch != "\n":
                    clause += 1
                    clause_start = b
                else:
                    continue
            last_point = b
        while s >= next_block:
            block_index += 1
            next_block = block_starts[block_index + 1] if block_index + 1 < block_count else len(text) + 1
            sentence += 1
            half += 1
            clause += 1
            sentence_start = clause_start = last_point = block_starts[block_index]
            stack.clear()
        at = last_point if last_point > previous_end else previous_end
        pre = text[at:s]
        twin = (
            i > 0
            and s == previous_end
            and c.block[i - 1] == block_index
            and f.unit[i] != f.unit[i - 1]
            and cell_free(f, i)
        )
        if twin:
            pre = c.pre[i - 1]  # 不起诉86件131人: one name for both
        c.pre.append(pre.replace("\n", "") if "\n" in pre else pre)
        words = (
            c.clause_text[i - 1]
            if twin
            else text[clause_start if clause_start > previous_end else previous_end : s]
            if clause_start <= s
            else pre
        )
        c.clause_text.append(words.replace("\n", "") if "\n" in words else words)
        c.sentence.append(sentence)
        c.half.append(half)
        c.clause.append(clause)
        c.block.append(block_index)
        c.bracket.append(stack[-1] if stack else -1)
        c.sentence_start.append(sentence_start)
        c.section.append(bisect_right(marker_starts, s) - 1)
        e = ends[i]
        # the next point after the figure
        j = k
        while points[j][0] < e:
            j += 1
        stop = points[j][0]
        if i + 1 < n and starts[i + 1] < stop:
            stop = starts[i + 1]
        if stop > next_block:
            stop = next_block
        c.post.append(text[e:stop].replace("\n", "") if stop - e < 80 else text[e : e + 80].replace("\n", ""))
        between = text[previous_end:s]
        c.joined.append(
            i > 0 and len(between) <= 6 and c.block[i - 1] == block_index and _JOIN.fullmatch(between) is not None
        )
        previous_end = e
        i += 1
    cell = f.cell
    by_grid = grids
    for i in range(n):
        at = cell[i]
        if at is not None:
            g = by_grid[at[0]]
            side, head = g.sides[at[1]], g.heads[at[2]]
            c.label.append("·".join(p for p in (side, head) if p))
        else:
            c.label.append(_label(c, i))
    _periods(c)
    _plans(c)
    _limits(c)
    _exact(c)
    find = _role_pattern().findall
    names = _role_names()
    for i in range(n):
        if f.kind[i] in ("percent", "percentage_point"):
            c.roles.append(frozenset())
            continue
        words = find(c.label[i] if cell[i] is not None else c.clause_text[i])
        if cell[i] is None:
            head = words[-1:]  # the word next to the number names the role
            after = find(c.post[i][:12])
            words = head + after[:1]
        c.roles.append(frozenset(r for w in words for r in names[w]))
    _distribute(c)
    return c


def cell_free(f: Figures, i: int) -> bool:
    """Are a figure and the one before it counts of the prose?"""
    return f.cell[i] is None and f.cell[i - 1] is None and f.kind[i] == "count" == f.kind[i - 1]


_LIMIT = re.compile(
    r"[ ]*(?:元|万元|亿元)?(?:\([^()]{1,4}\)|（[^（）]{1,4}）)?(?:及|含|\(含\))?(?:以上|以下|以内|以外|之间)(?:（[^（）]{1,4}）)?(?:的)?[一-鿿]{0,8}$"
)
_DELTA = re.compile(r"(?:(?:增|减)(?:加|少|长|幅)?|上升|下降|提高|降低|新增|净增|净减)(?:了|分别|约|近|各)*[ ]*$")
_SINCE = re.compile(r"同比|环比|较|比(?![例重])|上年|去年")


def _exact(c: Context) -> None:
    """Let the exact number in a bracket stand for the rounded one before it: it is of the same words and not of the bracket."""
    f = c.figures
    for a in range(len(f) - 1):
        b = a + 1
        if not (f.step[a] or f.hedge[a]) or f.step[b] or f.hedge[b] or f.unit[a] != f.unit[b] or f.cell[a] is not None:
            continue
        if (
            c.bracket[b] == c.bracket[a]
            or not 0 <= c.bracket[b] - f.end[a] <= 1
            or not _EXACTLY.fullmatch(c.text[c.bracket[b] + 1 : f.start[b]])
        ):
            continue
        shift = 10 ** (f.dec[a] - f.dec[b]) if f.dec[a] >= f.dec[b] else 0
        low = f.low[a] if f.hedge[a] else f.num[a] - f.step[a]
        high = f.high[a] if f.hedge[a] else f.num[a] + f.step[a]
        if shift and (low is None or f.num[b] * shift >= low) and (high is None or f.num[b] * shift <= high):
            c.exact[a] = b
            c.pre[b], c.clause_text[b], c.label[b], c.bracket[b], c.clause[b] = (
                c.pre[a],
                c.clause_text[a],
                c.label[a],
                c.bracket[a],
                c.clause[a],
            )


_EXACTLY = re.compile(r"[ ]*(?:精确数?|准确数?|确切数?|实为|即|具体)?(?:为|是)?[：:]?[ ]*")


def _limits(c: Context) -> None:
    """Mark thresholds that stand inside the name of a counted thing, and amounts of change."""
    f = c.figures
    n = len(f)
    for i in range(n):
        limit = False
        if (
            f.cell[i] is None
            and i + 1 < n
            and c.block[i + 1] == c.block[i]
            and f.kind[i] != "percent"
            and f.end[i] <= f.start[i + 1]
        ):
            between = c.text[f.end[i] : f.start[i + 1]]
            if len(between) <= 16 and f.unit[i + 1] != f.unit[i]:
                spread = i in f.upper or between[:1] in "-—–至~～" or (i > 0 and c.limit[i - 1])
                limit = bool(_LIMIT.match(between)) or bool(spread and _LIMITS.fullmatch(between))
        c.limit.append(limit)
        words = c.pre[i]
        if f.cell[i] is not None:
            c.delta.append(False)
        elif c.joined[i] and i and c.delta[i - 1]:
            c.delta.append(True)
        else:
            c.delta.append(_DELTA.search(words) is not None and _SINCE.search(c.clause_text[i]) is not None)


_PERIOD = re.compile(
    r"[0-9上去本当下一二三四](?:"
    r"(?:(?<=1)9|(?<=2)0)[0-9]{2} ?年(?:度)?(?:[0-9]{1,2} ?[—\-–~至] ?[0-9]{1,2} ?月|[0-9]{1,2} ?月|上半年|下半年|第?[一二三四1-4]季度|底|末)?"
    r"|(?<=上)(?:年同期|年度?|期|月|周|半年)|(?<=去)年(?:同期)?|(?<=本)[月周]|(?<=当)月|(?<=下)半年|(?<=[一二三四])季度"
    r"|(?<=[0-9])[0-9]? ?[—\-–~至] ?[0-9]{1,2} ?月(?:份)?|(?<=[0-9])[0-9]? ?月(?:份)?(?![0-9]{1,2}日))"
)


def _periods(c: Context) -> None:
    """The period each figure is of: the last one named before it in its sentence, else the report's own year."""
    stated = [m.span() for m in _PERIOD.finditer(c.text)]
    k = 0
    n = len(stated)
    for i, s in enumerate(c.figures.start):
        while k < n and stated[k][0] < s:
            k += 1
        if k and stated[k - 1][0] >= c.sentence_start[i]:
            a, b = stated[k - 1]
            c.period.append(c.text[a:b].replace(" ", ""))
        else:
            c.period.append("")


_PLAN_HEAD = re.compile(
    r"下一步|下步|下阶段|下一年|明年|来年|今后|未来|打算|计划|安排|思路|目标任务|工作任务|主要任务|工作重点|重点工作|预期|展望|努力方向|草案"
)
_DONE_HEAD = re.compile(r"完成|情况|回顾|成效|执行|总结|开展")
_AIM = re.compile(r"力争|确保|预期|目标(?!.{0,6}完成)|计划(?!.{0,8}完成)|拟|将(?=[一-鿿])|要(?=[做抓加推完实建提])")


def _plans(c: Context) -> None:
    """Mark figures that are aims, not results: a later year's target is no second statement of this year's figure."""
    heads: dict[int, bool] = {}
    plan_of = []
    for _, start, level, _, end in c.layout.markers:
        for deeper in [k for k in heads if k >= level]:
            del heads[deeper]
        title = c.text[start:end]
        heads[level] = bool(_PLAN_HEAD.search(title)) and not _DONE_HEAD.search(title)
        plan_of.append(any(heads.values()))
    for i, s in enumerate(c.figures.start):
        k = c.section[i]
        aim = k >= 0 and plan_of[k]
        if not aim:
            aim = _AIM.search(c.text, max(c.sentence_start[i], s - 60), s) is not None
        c.plan.append(aim)


def _label(c: Context, i: int) -> str:
    """The noun phrase a figure counts: the words before it, else those after it, else the words of its clause."""
    lead, trail = _LEAD, _TRAIL
    pre = trail.sub("", c.pre[i].strip())
    before = lead.sub("", pre)
    if len(before) >= 2:
        return before
    after = c.post[i].strip(" 的")
    if len(after) >= 2:
        return after[:30]
    whole = trail.sub("", c.clause_text[i].strip())
    whole = lead.sub("", whole)
    return whole[-30:] or before or after or pre


_SPLIT_NAMES = re.compile(r"[、]|以及|和|及|与|或者|或")


def _distribute(c: Context) -> None:
    """咨询、求助和其他诉求分别为 34000 件、20987 件和 1555 件: one name each for a run of figures."""
    n = len(c.figures)
    i = 0
    while i < n:
        j = i
        while j + 1 < n and c.joined[j + 1]:
            j += 1
        if j > i and ("分别" in c.clause_text[i] or "依次" in c.clause_text[i]):
            head = _DISTRIBUTE.split(c.clause_text[i])[0]
            start = c.figures.start[i]
            left = max(c.sentence_start[i], c.figures.end[i - 1] if i else 0)
            source = c.text[left:start]
            cut = max(source.rfind("分别"), source.rfind("依次"))
            names = (
                [w.strip() for w in _SPLIT_NAMES.split(_DISTRIBUTE_2.split(source[:cut].rstrip("，, "))[-1])]
                if cut > 0
                else []
            )
            if len(names) != j - i + 1:
                names = [w.strip() for w in _SPLIT_NAMES.split(head)]
            if len(names) == j - i + 1 and all(names):
                tail = c.pre[i].split("分别")[-1] if "分别" in c.pre[i] else ""
                for k, name in enumerate(names):
                    extra = _TRAIL.sub("", tail.strip())
                    c.label[i + k] = _LEAD.sub("", name) + (extra if len(extra) <= 8 else "")
        i = j + 1


@lru_cache(maxsize=1)
def _role_names() -> dict[str, frozenset[str]]:
    """word -> the stage roles it names."""
    stages = lexicon.table("stages")
    out: dict[str, set[str]] = {}
    for role in ("carry_in", "carry_out", "intake", "closed"):
        for w in stages[role]:
            out.setdefault(w, set()).add(role)
    for stage in stages["chains"]["handling"]["stages"]:
        for w in stage["words"]:
            out.setdefault(w, set()).add(stage["name"])
    for w in ("不予受理", "不受理", "未受理", "不予立案", "未立案", "转送", "告知"):
        out.setdefault(w, set()).add("refused")
    for w in ("其他", "其余", "剩余"):
        out.setdefault(w, set()).add("rest")
    return {w: frozenset(r) for w, r in out.items()}


@lru_cache(maxsize=1)
def _role_pattern() -> re.Pattern:
    words = sorted(_role_names(), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=1)
def rate_rows() -> list[dict]:
    """The rate rows of the lexicon, longest name first."""
    return sorted(lexicon.table("rates"), key=lambda r: -len(r["rate"]))
