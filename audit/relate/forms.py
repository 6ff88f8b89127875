"""Form: unbalanced quotes and brackets, empty metadata, broken paragraphs, a missing title, required sections."""

from __future__ import annotations

import re

from audit.relate.context import Context
from audit.relate.relations import INFO, WARNING, Relation

_QUOTES = (("“", "”"), ("‘", "’"), ("《", "》"))
# What the national rules ask of a rule-of-law report (厅字〔2019〕28号): (name, words of a heading or passage that
# answers it)
SECTIONS = (
    ("主要举措和成效", r"举措|成效|主要工作|工作情况|总体工作|工作完成|工作开展|做法"),
    ("不足和原因", r"不足|问题|短板|困难|薄弱|差距"),
    ("主要负责人履行第一责任人职责", r"第一责任人|主要负责人.{0,12}(?:履行|履职)|述法"),
    ("下一年度安排", r"下一步|下步|下一年|来年|安排|打算|计划|思路|(?:20\d\d)年.{0,8}(?:工作|安排|计划|打算)|意见建议"),
)
_RULE_OF_LAW = re.compile(r"法治政府建设|法治建设年度|依法行政工作")
_QUOTES_2 = re.compile(r"[A-Za-z]’[A-Za-z]")
_TITLE_MARKS = re.compile("[《》〈〉]")
_QUOTES_4 = re.compile(r"(?<![0-9一二三四五六七八九十A-Za-z])[）)]|(?<=[0-9一二三四五六七八九十A-Za-z])[）)]")
_QUOTES_5 = re.compile(r"(?:^|[。；;\n])\s*[0-9一二三四五六七八九十]{1,2}[）)]")

_MARKS = frozenset(mark for pair in _QUOTES for mark in pair) | set("（）()")


def forms(c: Context, out: list[Relation], title: tuple[int, int] | None) -> None:
    """Relate openers with closers, keys with values, and a report with the parts it must have.

    Args:    c: the document laid out; out: relations, appended to; title: span of the title, or None.
    """
    quotes(c, out)
    metadata(c, out)
    breaks(c, out)
    if c.genre == "rule_of_law_report":
        required(c, out, title)


def quotes(c: Context, out: list[Relation]) -> None:
    """Openers and closers of each kind in a paragraph. A paragraph is joined across page breaks first; a heading
    and its text count apart.
    """
    text = c.text
    for a, b, kind in zip(c.layout.starts, c.layout.ends, c.layout.kinds, strict=True):
        if kind in ("table", "meta"):
            continue
        block = text[a:b]
        if _MARKS.isdisjoint(block):
            continue
        for opener, closer in _QUOTES:
            if opener not in block and closer not in block:
                continue
            opens, closes = block.count(opener), block.count(closer)
            if opener == "‘":
                closes -= len(_QUOTES_2.findall(block))
            if opens == closes and (opener != "“" or not opens or not _order_broken(block, opener, closer)):
                continue
            if opener == "《" and opens - closes and _crossed(block):
                continue
            at = a + _culprit(block, opener, closer)
            width = min(b, at + 20)
            values = {"found": closes, "expected": opens}
            if opens == closes:
                values = {"found": 0, "expected": 1}
            out.append(
                Relation(
                    "form",
                    "counts",
                    "DOC101",
                    [],
                    values,
                    -1,
                    WARNING,
                    0.0,
                    [("item", max(a, at - 4), width)],
                    opener + closer,
                    "quotes",
                    {"opens": opens, "closes": closes, "pair": opener + closer},
                )
            )
        if kind == "p":
            for opener, closer in (("（", "）"),):
                opens = block.count(opener) + block.count("(")
                closes = block.count(closer) + block.count(")")
                if opens != closes and abs(opens - closes) == 1:
                    listed = len(_QUOTES_5.findall(block))
                    if closes - opens == listed:
                        continue
                    at = a + _culprit(block.replace("(", "（").replace(")", "）"), opener, closer)
                    out.append(
                        Relation(
                            "form",
                            "counts",
                            "DOC105",
                            [],
                            {"found": closes, "expected": opens},
                            -1,
                            INFO,
                            0.0,
                            [("item", max(a, at - 4), min(b, at + 20))],
                            "（）",
                            "quotes",
                            {"opens": opens, "closes": closes, "pair": "（）"},
                        )
                    )


def _crossed(block: str) -> bool:
    """Is a title opened with one mark and closed with the other: 《…〉?"""
    title = inner = ""  # the last mark of each pair so far
    for mark in _TITLE_MARKS.findall(block):
        if mark in "《》":
            if mark == "》" and inner == "〈":
                return True
            title = mark
        else:
            if mark == "〉" and title == "《":
                return True
            inner = mark
    return False


def _order_broken(block: str, opener: str, closer: str) -> bool:
    """Does a closer stand before its opener?"""
    depth, at, last = 0, 0, -1
    while (at := block.find(closer, last + 1)) >= 0:
        depth += block.count(opener, last + 1, at) - 1
        if depth < 0:
            return True
        last = at
    return False


def _culprit(block: str, opener: str, closer: str) -> int:
    """Where the balance first fails: a closer without opener, else an opener that another opener follows, else the
    last one left open.
    """
    stack: list[int] = []
    for i, ch in enumerate(block):
        if ch == opener:
            if stack and opener in "“‘":
                return stack[-1]
            stack.append(i)
        elif ch == closer:
            if not stack:
                return i
            stack.pop()
    return stack[0] if stack else 0


def metadata(c: Context, out: list[Relation]) -> None:
    """Keys of the metadata block without a value; those of one line are one finding."""
    empty = [(key, a, b) for key, value, a, b in c.layout.meta if not value]
    lines: dict[int, list[tuple[str, int, int]]] = {}
    for key, a, b in empty:
        lines.setdefault(c.text.rfind("\n", 0, a), []).append((key, a, b))
    for group in lines.values():
        names = "、".join(k for k, _, _ in group)
        a, b = group[0][1], group[-1][2]
        out.append(
            Relation(
                "form",
                "counts",
                "DOC102",
                [],
                {"found": 0, "expected": len(group)},
                -1,
                WARNING,
                0.0,
                [("item", a, min(b, a + 60))],
                names,
                "metadata",
            )
        )


def breaks(c: Context, out: list[Relation]) -> None:
    """Paragraph breaks inside a sentence, as page breaks leave them: one finding a document."""
    found = c.layout.breaks
    if not found:
        return
    spans = [("item", max(0, a - 1), min(len(c.text), b + 1)) for a, b in found[:20]]
    out.append(
        Relation(
            "form", "counts", "DOC103", [], {"found": len(found), "expected": 0}, -1, INFO, 0.0, spans, "", "breaks"
        )
    )


def required(c: Context, out: list[Relation], title: tuple[int, int] | None) -> None:
    """The four parts that the national rules ask of a rule-of-law report."""
    heads = [c.text[m[1] : m[4]] for m in c.layout.markers]
    heads += [c.text[a:b] for a, b, k in zip(c.layout.starts, c.layout.ends, c.layout.kinds, strict=True) if k == "h"]
    if len(heads) < 3:
        return  # an excerpt
    for name, pattern in SECTIONS:
        found = any(re.search(pattern, h) for h in heads)
        a, b = title or (0, min(20, len(c.text)))
        out.append(
            Relation(
                "form",
                "counts",
                "DOC104",
                [],
                {"found": int(found), "expected": 1},
                -1,
                INFO,
                0.0,
                [("item", a, min(b, a + 60))],
                name,
                "section",
            )
        )
    if title is None and c.text:
        first = len(c.text) - len(c.text.lstrip())
        out.append(
            Relation(
                "form",
                "counts",
                "DOC106",
                [],
                {"found": 0, "expected": 1},
                -1,
                INFO,
                0.0,
                [("item", first, first + 20)],
                "",
                "title",
            )
        )
