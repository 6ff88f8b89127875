"""Which rows and columns the words around a prose figure name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from audit.relate.context import Context
from audit.relate.tables import names
from audit.relate.tables.sheet import Line, Sheet, sheet
from audit.relate.words import bigrams, overlap

_TAIL = re.compile(r"(?:合计|总计|小计|总数|总量|总额|数量|件数|人数|户数|个数|情况|案件|事项|领域|方面|类|数|量|额)$")
_LEAD = re.compile(r"^(?:全[市县区省州旗乡镇院]|其中|本年度?|当年|年末|期末|累计|各类)")
_GENERIC = re.compile(
    r"数量|件数|个数|人数|户数|金额|数额|绝对数|绝对值|合计|总计|小计|总数|占比|比重|比例|百分比|本年|本期|累计|完成数?|执行数|数值|总量|数"
    r"|年末数|期末数|实际数?|决算数|值|得分|(?:19|20)[0-9]{2}年?(?:度)?|全年|一?案件数"
)
_AMOUNT = re.compile(r"[0-9][0-9,.]* ?(?:%|[万亿]?[一-鿿]{1,2})")
_ASIDE = re.compile(r"[（(](?!含|包括)[^（）()]*[)）]")
_ALIAS = re.compile(r"[一-鿿]{2}[（(](?![含不单按折]|其中|[十百千]?[万亿])([一-鿿]{3,8})[)）]")
_JOINED = re.compile(r"[和与及、]")
_SEPARATE = re.compile(r"[^一-鿿A-Za-z0-9]+")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})年")
_LAST = re.compile(r"上年|去年|上一年")
_ROLES = tuple(re.compile(x) for x in ("新收|收到|受理|接收|收件", "办结|审结|结案|答复|办理", "结转|旧存|未结"))
NEAR_SHEETS = 50  # tables before and behind a figure that its words may name
LONG = 400  # lines of one grid beyond which names are not looked up in prose

IN_CLAUSE, IN_SENTENCE, LIKE, SILENT = 3.0, 2.0, 1.0, 0.0


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """The forms in which prose may name a line, longest first; empty where its name says nothing of its own."""
    whole = _SEPARATE.sub("", names.bare(name))
    if not whole or _GENERIC.fullmatch(whole):
        return ()
    out = [whole]
    short = _LEAD.sub("", whole)
    for _ in range(2):
        cut = _TAIL.sub("", short)
        if len(cut) >= 2 and cut != short:
            out.extend(x for x in (short, cut) if x not in out)
            short = cut
    if m := _ALIAS.search(name):  # 立案庭(速裁团队)
        out.append(m.group(1))
    if len(parts := _JOINED.split(whole)) > 1 and all(len(x) > 1 for x in parts):
        out.append("".join(parts))
    return tuple(x for x in out if len(x) >= 2)


@lru_cache(maxsize=4096)
def abbreviations(name: str) -> tuple[str, ...]:
    """批零 for 批发和零售业, 住餐 for 住宿和餐饮业: the first characters of the parts that 和 or 、 joins."""
    parts = [p for p in _JOINED.split(names.bare(name)) if p]
    if not 2 <= len(parts) <= 3 or any(len(p) < 2 for p in parts):
        return ()
    return ("".join(p[0] for p in parts),)


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of a name, and its abbreviations."""
    return forms(name), abbreviations(name)


def mentions(c: Context, sheets: list[Sheet] | None = None) -> Mentions:
    """The mentions of a document: made once, read by all who set prose beside tables.

    Args:    c: the document laid out; sheets: those of its grids, where the caller has them.
    """
    if c.mentions is None:
        c.mentions = Mentions(c, sheets)
    return c.mentions


class Mentions:
    """The lines of every grid, and the prose around every figure, to be matched. One instance a document."""

    def __init__(self, c: Context, sheets: list[Sheet] | None = None) -> None:
        self.c = c
        found = sheets if sheets is not None else [s for g in c.grids if (s := sheet(c, g)) is not None]
        self.sheets = [s for s in found if len(s.rows.lines) <= LONG]
        self.begins = [s.grid.table.start for s in self.sheets]
        self.ends = [s.grid.table.end for s in self.sheets]
        self.near_cache: dict[int, str] = {}
        self.wide_cache: dict[int, str] = {}
        self.col_cache: dict[tuple[tuple[str, ...], int], float] = {}
        self.named_cache: dict[str, dict[int, list[Line]]] = {}
        # first two characters of a form of a name -> (sheet, row): every form has two at least
        self.starts: dict[str, list[tuple[int, int]]] = {}
        for n, s in enumerate(self.sheets):
            for k, line in enumerate(s.rows.lines):
                if line.total and names.firm(line.name) and not forms(line.name):
                    continue
                for start in {form[:2] for group in spellings(line.name) for form in group}:
                    self.starts.setdefault(start, []).append((n, k))

    def near(self, p: int) -> str:
        """The words of a figure's clause before it, and those right after it."""
        if p not in self.near_cache:
            c = self.c
            start = c.figures.start[p]
            left = max(c.sentence_start[p], start - 90)
            words = c.text[left:start]
            words = words[
                max(map(words.rfind, "，,；;。：:|\t\n" if c.bracket[p] < 0 else "，,；;。：:|\t\n（(")) + 1 :
            ]
            words = _AMOUNT.split(words)[-1]
            if len(_SEPARATE.sub("", words)) < 2:
                if c.bracket[p] >= 0:  # 降幅最大的是高新区（30.0%）
                    words = c.text[max(c.sentence_start[p], c.bracket[p] - 20) : c.bracket[p]] + words
                elif p and c.joined[p]:  # 分别新收412件、468件
                    words = self.near(p - 1)
                elif p and c.clause[p - 1] == c.clause[p] - 1:
                    words = c.clause_text[p - 1][-16:] + words
            if c.bracket[p] < 0:
                words = _ASIDE.sub("", words)
            self.near_cache[p] = _SEPARATE.sub("", words + c.post[p][:14])
        return self.near_cache[p]

    def wide(self, p: int) -> str:
        """The words of its sentence up to it."""
        words = self.wide_cache.get(p)
        if words is None:
            c = self.c
            start = max(c.sentence_start[p], c.figures.start[p] - 240)
            words = _SEPARATE.sub("", c.text[start : c.figures.start[p]] + c.post[p][:14])
            self.wide_cache[p] = words
        return words

    def around(self, p: int) -> list[tuple[int, Sheet]]:
        """The sheets near a figure, with their numbers: prose speaks of the tables of its section."""
        at = bisect_left(self.begins, self.c.figures.start[p])
        first = max(0, at - NEAR_SHEETS)
        return list(enumerate(self.sheets[first : at + NEAR_SHEETS], first))

    def inside(self, p: int) -> bool:
        """Does a figure stand in a table?"""
        start = self.c.figures.start[p]
        at = bisect_right(self.begins, start) - 1
        return at >= 0 and start < self.ends[at]

    def named(self, n: int, words: str) -> list[Line]:
        """The rows of sheet n that some words name, in their order; names inside longer names do not count."""
        return self.mentioned(words).get(n, [])

    def mentioned(self, words: str) -> dict[int, list[Line]]:
        """The rows that some words name, by sheet; only sheets of which they name a row."""
        known = self.named_cache.get(words)
        if known is not None:
            return known
        starts = self.starts
        near = {at for k in range(len(words) - 1) for at in starts.get(words[k : k + 2], ())}
        hits: dict[int, list[tuple[int, int, Line]]] = {}
        for n, k in sorted(near):
            line = self.sheets[n].rows.lines[k]
            at = self.find(line.name, words)
            if at:
                hits.setdefault(n, []).append((*at, line))
        out = {}
        for n, found in hits.items():
            if len(found) > 1:
                found.sort(key=lambda h: (h[0], -h[1]))
                found = [h for h in found if not any(x <= h[0] and h[1] <= y and (x, y) != h[:2] for x, y, _ in found)]
            out[n] = [line for _, _, line in found]
        self.named_cache[words] = out
        return out

    def find(self, name: str, words: str) -> tuple[int, int] | None:
        """Where some words name a line, or None."""
        direct, short = spellings(name)
        for form in direct:
            at = words.rfind(form)
            if at >= 0:
                return at, at + len(form)
        for form in short:
            at = words.find(form)
            if at >= 0:
                return at, at + len(form)
        return None

    def row(self, n: int, line: Line, p: int) -> float:
        """How surely the words around p name a row of sheet n."""
        near = self.near(p)
        if not line.path:
            return IN_SENTENCE  # a table of one row has no names for it
        if self.find(line.name, near):
            others = self.named(n, near)
            return IN_CLAUSE if line in others or not others else LIKE
        m = names.moment(line.whole)
        if m and m[0] and not m[1] and self.c.year and _LAST.search(near):
            return IN_CLAUSE if m[0] == self.c.year - 1 else SILENT
        if m and m[0] and not m[1]:
            years = _YEARS.findall(self.wide(p))
            if years:
                return IN_SENTENCE if str(m[0]) == years[-1] else SILENT
            return LIKE if m[0] == self.c.year else SILENT
        if line.total:
            return IN_SENTENCE if not [x for x in self.named(n, near) if not x.total] else SILENT
        if self.find(line.name, self.wide(p)):
            return IN_SENTENCE
        whole = forms(line.name)
        if whole and len(bigrams(whole[-1])) > 1:
            alike = overlap(whole[-1], near)
            if alike >= 0.6 or (alike >= 0.3 and any(w.search(line.name) and w.search(near) for w in _ROLES)):
                return LIKE
        topic = _SEPARATE.sub("", self.c.topic(p))
        return LIKE if self.find(line.name, topic) else SILENT

    def col(self, line: Line, p: int) -> float:
        """How surely the words around p name a column; a head that says nothing of its own fits what has its unit."""
        key = (line.path, p)
        known = self.col_cache.get(key)
        if known is None:
            known = self.col_cache[key] = self._col(line.path, p)
        return known

    def _col(self, path: tuple[str, ...], p: int) -> float:
        """See `col`."""
        near = self.near(p)
        parts = [x for x in reversed(path) if forms(x)]
        if not parts:
            return LIKE
        best = SILENT
        for part in parts[:2]:
            if self.find(part, near):
                return IN_CLAUSE
            if self.find(part, self.wide(p)):
                best = max(best, IN_SENTENCE)
            elif overlap(forms(part)[-1], near) >= 0.5:
                most = overlap(forms(part)[-1], near) >= 0.75 and len(bigrams(forms(part)[-1])) >= 3
                best = max(best, IN_SENTENCE if most else 1.5)
            elif overlap(forms(part)[-1], self.wide(p)) >= 0.5 or overlap(forms(part)[-1], self.c.topic(p)) >= 0.5:
                best = max(best, LIKE)
        return best
