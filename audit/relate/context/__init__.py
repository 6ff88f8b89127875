"""One document laid out for relating: for each figure its words, clause, sentence, block and bracket."""

from __future__ import annotations

import re
from bisect import bisect_right

from audit.parse.figures import Figures, Scan
from audit.parse.grids import Grid
from audit.read.structure import Structure
from audit.relate.context.document import Context
from audit.relate.context.labels import distribute, label
from audit.relate.context.marks import exact, limits, periods, plans
from audit.relate.context.roles import rate_rows, role_names, role_pattern

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
_OPEN = frozenset("（(")
_CLOSE = frozenset("）)")
_JOIN = re.compile(r"[\s、]*(?:和|及|以及|与|、|或者?)?[\s]*")

# Bounds beyond any report, within which words and figures are looked for: a hostile text then costs no more than its
# length. A longer sentence is cut at a figure, a longer block with it.
SENTENCE_FIGURES, SENTENCE_LENGTH = 200, 4000
BLOCK_FIGURES = 600
WORDS = 1000


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
    held = room = 0  # prose figures of the sentence and of the block so far
    block_index = 0
    c.blocks.append(block_starts[0] if block_starts else 0)
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
                c.blocks.append(block_starts[block_index])
                next_block = block_starts[block_index + 1] if block_index + 1 < block_count else len(text) + 1
                sentence += 1
                half += 1
                clause += 1
                sentence_start = clause_start = last_point = block_starts[block_index]
                held = room = 0
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
                held = 0
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
            c.blocks.append(block_starts[block_index])
            next_block = block_starts[block_index + 1] if block_index + 1 < block_count else len(text) + 1
            sentence += 1
            half += 1
            clause += 1
            sentence_start = clause_start = last_point = block_starts[block_index]
            held = room = 0
            stack.clear()
        if f.cell[i] is None:
            held += 1
            room += 1
            if held > SENTENCE_FIGURES or s - sentence_start > SENTENCE_LENGTH:
                # what no full stop ends is no sentence: whatever is looked for in one stays within bounds
                sentence += 1
                half += 1
                clause += 1
                sentence_start = clause_start = last_point = max(previous_end, s - WORDS)
                held = 1
                stack.clear()
                if room > BLOCK_FIGURES:
                    c.blocks.append(sentence_start)
                    room = 1
        at = last_point if last_point > previous_end else previous_end
        pre = text[at if s - at <= WORDS else s - WORDS : s]
        block = len(c.blocks) - 1
        twin = (
            i > 0 and s == previous_end and c.block[i - 1] == block and f.unit[i] != f.unit[i - 1] and cell_free(f, i)
        )
        if twin:
            pre = c.pre[i - 1]  # 不起诉86件131人: one name for both
        c.pre.append(pre.replace("\n", "") if "\n" in pre else pre)
        at = clause_start if clause_start > previous_end else previous_end
        words = c.clause_text[i - 1] if twin else text[at if s - at <= WORDS else s - WORDS : s]
        c.clause_text.append(words.replace("\n", "") if "\n" in words else words)
        c.sentence.append(sentence)
        c.half.append(half)
        c.clause.append(clause)
        c.block.append(block)
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
            i > 0 and len(between) <= 6 and c.block[i - 1] == block and _JOIN.fullmatch(between) is not None
        )
        previous_end = e
        i += 1
    c.blocks.extend(block_starts[block_index + 1 :])
    cell = f.cell
    for i, place in enumerate(cell):
        if place is not None:
            g = grids[place[0]]
            side, head = g.sides[place[1]], g.heads[place[2]]
            c.label.append("·".join(p for p in (side, head) if p))
        else:
            c.label.append(label(c, i))
    periods(c)
    plans(c)
    limits(c)
    exact(c)
    find = role_pattern().findall
    names = role_names()
    for i in range(n):
        if f.kind[i] in ("percent", "percentage_point"):
            c.roles.append(frozenset())
            continue
        if cell[i] is not None:
            said = find(c.label[i])
        else:  # the word next to the number names the role
            said = find(c.clause_text[i])[-1:] + find(c.post[i][:12])[:1]
        c.roles.append(frozenset(r for w in said for r in names[w]))
    distribute(c)
    return c


def cell_free(f: Figures, i: int) -> bool:
    """Are a figure and the one before it counts of the prose?"""
    return f.cell[i] is None and f.cell[i - 1] is None and f.kind[i] == "count" == f.kind[i - 1]


__all__ = ["Context", "build", "rate_rows"]
