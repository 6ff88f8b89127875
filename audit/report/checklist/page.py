"""A checklist on paper: Markdown and HTML, a table a report, boxes to tick, room to write."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Run
from audit.report.checklist.items import Item
from audit.report.checklist.marks import VERDICTS
from audit.report.paper.blocks import WORDS, Line, Paper, Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts, name_of


def passages(quote: Line) -> list[Line]:
    """The passages of a quotation, a line each."""
    out: list[list[Span]] = [[]]
    for s in quote:
        if s.text == "\n":
            out.append([])
        else:
            out[-1].append(s)
    return [tuple(x) for x in out if x]


def paper_of(rows: Sequence[Item], run: Run, lang: str, date: str = "") -> Paper:
    """The checklist as a paper, landscape. Args: rows: in order; run: for the sources; date: ISO or ""."""
    b = Builder(lang)
    facts = Facts(run)
    b.facts(
        [
            (
                b.t("核对对象", "Reports"),
                [
                    words(
                        f"{name_of(d, 60)}　",
                        Span(facts.short(d.parsed.path), "muted"),
                        "　",
                        Span("SHA-256 " + d.parsed.sha256, "code"),
                    )
                    for d in run.documents
                ],
            ),
            (
                b.t("复核结论", "Verdicts"),
                [
                    b.t(
                        "属实：所列情况确实；有误：文中数字有误，说明栏写正确数；口径说明：数字无误，系口径不同，"
                        "说明栏写明；不适用：机器误读。",
                        "confirmed: it is as the tool says; figure wrong: the right one in the note; scope explained: "
                        "figures right, the note says how they differ; not applicable: the tool misread the text.",
                    )
                ],
            ),
            (
                b.t("复核人", "Reviewer"),
                [words(Span(" " * 24, "gap"), b.t("　日期 ", "  Date "), b.date(date) or Span(" " * 16, "gap"))],
            ),
        ]
    )
    columns = (
        (b.t("序号", "No."), 4, "center"),
        (b.t("级别", "Level"), 9, "left"),
        (b.t("位置", "Place"), 15, "left"),
        (b.t("原文", "Text"), 26, "left"),
        (b.t("核对内容", "What to check"), 19, "left"),
        (b.t("文中所印", "Printed"), 8, "right"),
        (b.t("重算", "Recomputed"), 9, "right"),
        (b.t("机器结论", "Tool"), 8, "left"),
        (b.t("复核结论", "Reviewer"), 10, "left"),
        (b.t("说明", "Note"), 10, "left"),
    )
    boxes = tuple(words("□" + v) for v in VERDICTS[lang])
    made = []
    for n, item in enumerate(rows, 1):
        level = [words(x) for x in (item.level, item.code) if x]
        place = [x for x in (words(item.place), words(Span(item.section, "muted"))) if x]
        check = [x for x in (words(item.check), words(Span(item.sum, "muted"))) if x]
        made.append(
            [
                str(n),
                level or "",
                place,
                passages(item.quote) or "",
                check,
                item.printed,
                item.computed.text,
                [words(x) for x in item.machine.split("\n")],
                boxes,
                "",
            ]
        )
    if made:
        b.table("", columns, made, numbered=False)
    else:
        b.text(b.t("没有需要核对的事项。", "There is nothing to verify."))
    return Paper(
        b.t("勾稽复核清单", "Review checklist"),
        "checklist",
        lang,
        tuple(b.blocks),
        "",
        "",
        date,
        WORDS[lang],
        landscape=True,
    )
