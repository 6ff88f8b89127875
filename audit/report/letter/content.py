"""A run -> query letters (核实函), one for each reporting authority: its findings as questions, without accusation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audit.config import Config
from audit.model import RANK, Audited, Finding, Run
from audit.report.letter.naming import figures_of, named, side_of
from audit.report.letter.questions import question
from audit.report.paper.blocks import WORDS, Break, Line, Paper, Span, words
from audit.report.paper.build import Builder, Cell
from audit.report.paper.facts import Facts, authority, label_of, name_of
from audit.report.paper.quote import Quotation
from audit.report.paper.telling import against, headline, printed
from audit.report.paper.text import clip, line


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user gives for the letters; what is empty is left to be filled in by hand."""

    sender: str = ""
    contact: str = ""
    number: str = ""
    date: str = ""
    reply_by: str = ""
    level: str = "warning"


@dataclass(slots=True)
class Letter:
    """One authority, its reports, and what to ask of each."""

    authority: str
    documents: list[Audited] = field(default_factory=list)
    asked: list[tuple[Audited, Finding]] = field(default_factory=list)


def letters(run: Run, level: str) -> list[Letter]:
    """Sort the findings by who is to be asked.

    Args:    run: the audit. level: the lowest severity to ask about. What a waiver accepts is not asked about.
    Returns: letters in the order of the reports; reports without a question have none. A finding across reports is
        asked of every authority that has a part in it.
    """
    facts = Facts(run)
    out: dict[str, Letter] = {}
    by_path = facts.by_path
    asked: dict[str, list[Finding]] = {d.id: [] for d in run.documents}
    for f in run.findings:
        if f.waiver or RANK[f.severity] < RANK[level]:
            continue
        if f.document in asked:
            asked[f.document].append(f)
        else:
            for path in dict.fromkeys(p.path for p in f.places):
                if path in by_path:
                    asked[by_path[path].id].append(f)
    for d in run.documents:
        if not asked[d.id]:
            continue
        name = authority(d)
        letter = out.setdefault(name or d.id, Letter(name))
        letter.documents.append(d)
        letter.asked += [(d, f) for f in asked[d.id]]
    return list(out.values())


def paper_of(made: Sequence[Letter], run: Run, config: Config, wishes: Wishes) -> Paper:
    """One paper of one or more letters, each beginning on a page of its own.

    Args: made: from `letters`; where there is none the paper says so. run, config, wishes: as given.
    """
    b, facts = Builder(config.lang), Facts(run)
    title = b.t("关于核实报告数据的函", "Request to verify reported figures")
    for n, letter in enumerate(made):
        if n:
            b.add(Break())
        b.restart()
        _letter(b, letter, facts, config, wishes, title)
    if not made:
        b.text(title, style="title")
        b.text(b.t("所核对的报告没有需要函询的事项。", "There is nothing to ask about these reports."))
    return Paper(
        title,
        "letter",
        config.lang,
        tuple(b.blocks),
        "",
        wishes.sender,
        wishes.date,
        WORDS[config.lang],
        show_title=False,
    )


def _letter(b: Builder, letter: Letter, facts: Facts, config: Config, wishes: Wishes, title: str) -> None:
    from audit.explain.rules import rules_of

    rules, zh = rules_of(config), b.lang == "zh"
    names = [name_of(d, 80) for d in letter.documents]
    titles = "、".join(f"《{n}》" for n in names) if zh else ", ".join(f"“{n}”" for n in names)
    b.text(title, style="title")
    if wishes.number:
        b.text(wishes.number, style="center")
    address = letter.authority or (f"{titles}编制单位" if zh else f"To the authors of {titles}")
    b.text(address + b.t("：", ":"), style="address")
    many = len(letter.asked)
    b.text(
        b.t(
            f"在核对{titles}所载数据时，有 {many} 处数字之间未能相符，或统计口径有待说明。现将有关情况函告，请予核实。"
            "所列算式均按报告印出的数字计算；未能相符可能出于统计口径、取位方式或转录等原因，"
            "本函不对数据的真实性作出判断。",
            f"While checking the figures in {titles}, we met {many} {'place' if many == 1 else 'places'} where "
            "figures do not agree with each other or where the base is open. We would be grateful if you could look "
            "at them. All arithmetic is on the figures as printed. Scope, rounding or copying may each explain a "
            "difference; this letter passes no judgement on the data.",
        )
    )
    rows: list[list[Cell]] = []
    for n, (d, f) in enumerate(letter.asked, 1):
        own = f.document == d.id
        fields = _fields(d, f, facts, b.lang)
        if own:
            title_of = headline(f, rules, b.lang, printed=False).partition("：" if zh else ": ")[0]
            said = [clip(fields["label"], 40), "" if f.code == "SUM104" else clip(fields["printed"], 30)]
            subject = " ".join(x for x in said if x) or title_of
        else:
            subject = " ".join(x for x in (fields["label"], fields["printed"]) if x)
        b.heading(1, subject, key=f"q{len(b.blocks)}")
        place = " ".join(
            x for x in (f"《{name_of(d, 80)}》" if len(names) > 1 and zh else "", _section(facts, d, f)) if x
        )
        ref = facts.where(d.parsed.path, _start(d, f))
        b.text(
            b.t("所在位置：", "Place: "),
            place + ("，" if zh and place else ", " if place else ""),
            Span(ref, "muted"),
            style="question",
        )
        for q in _quotes(facts, d, f):
            b.text(b.t("原文：", "Text: "), "“", *q.spans, "”", style="question")
        fact, request = question(f, b.lang, **fields)
        b.text(fact + ("" if zh else " "), Span(request, "strong"), style="question")
        boxes = (
            b.t("□数据无误", "□ correct as printed"),
            b.t("□更正为＿＿＿", "□ corrected to ____"),
            b.t("□口径说明", "□ explained below"),
        )
        rows.append(
            [
                str(n),
                [words(subject), words(Span(ref, "muted"))],
                fields["printed"],
                fields["against"],
                [words(x) for x in boxes],
                "",
            ]
        )
    _close(b, wishes)
    b.add(Break())
    b.text(b.t("附件", "Enclosure"), style="address")
    b.text(b.t("核实情况回执", "Reply form"), style="subtitle")
    b.table(
        "",
        (
            (b.t("序号", "No."), 7, "center"),
            (b.t("事项", "Matter"), 22, "left"),
            (b.t("文中所印", "Printed"), 15, "right"),
            (b.t("对照或重算", "Against"), 19, "right"),
            (b.t("核实结果", "Result"), 21, "left"),
            (b.t("说明", "Remarks"), 16, "left"),
        ),
        rows,
        numbered=False,
    )
    b.text(
        b.t("填写单位（盖章）：", "Completed by (stamp): "),
        Span(" " * 24, "gap"),
        b.t("　日期：", "  Date: "),
        Span(" " * 16, "gap"),
        style="address",
    )


def _close(b: Builder, wishes: Wishes) -> None:
    until = b.date(wishes.reply_by) or Span(" " * 16, "gap")
    b.text(
        b.t("请于", "We should be grateful for your reply by "),
        until,
        b.t(
            "前函复，可直接填写所附《核实情况回执》；如有更正，请附有关统计台账或系统导出数。",
            "; the enclosed form may be used. For corrections, please attach the register or system export behind the "
            "figures.",
        ),
        style="close",
    )
    b.text(b.t("专此致函，请予支持。", "Thank you for your help."), style="close")
    if wishes.contact:
        b.text(b.t("联系人：", "Contact: "), wishes.contact, style="close")
    b.text(wishes.sender or b.t("（发函单位）", "(sender)"), style="right")
    b.text(b.date(wishes.date) or b.t("　　年　　月　　日", "(date)"), style="right")


def _fields(d: Audited, f: Finding, facts: Facts, lang: str) -> dict[str, str]:
    """The fields of a question. Of a finding across reports: this report's own part of it, no other's."""
    if f.document == d.id:
        balance = f.code == "SUM104"  # two sums: neither is a figure of the report, their terms are
        return {
            "label": named(label_of(f), lang),
            "printed": side_of(f, facts, lang, ("plus", "total")) if balance else printed(f, facts),
            "against": side_of(f, facts, lang, ("minus", "part")) if balance else against(f, facts, lang),
            "formula": line(f.formula),
            "figures": figures_of(f, facts, lang),
        }
    relation = facts.across(f) or {}
    own = next((x for x in relation.get("rates", ()) if x["path"] == d.parsed.path), None)
    if own is None:
        return {"label": named(label_of(f), lang), "printed": "", "against": "", "formula": ""}
    return {
        "label": named(label_of(f), lang),
        "printed": line(own["reported"]),
        "against": "",
        "formula": f"{own['numerator']} ÷ {own['denominator']}",
    }


def _start(d: Audited, f: Finding) -> int:
    return f.start if f.document == d.id else min((p.start for p in f.places if p.path == d.parsed.path), default=0)


def _section(facts: Facts, d: Audited, f: Finding) -> str:
    return facts.section(d, _start(d, f))


def _quotes(facts: Facts, d: Audited, f: Finding) -> list[Quotation]:
    """The passages of this report; those of other reports are theirs to be asked about."""
    if f.document == d.id:
        return [q for path, q in facts.quote(f) if path == d.parsed.path]
    mine = tuple(p for p in f.places if p.path == d.parsed.path)
    return [q for path, q in facts.quote(replace(f, places=mine)) if path == d.parsed.path]


def title_line(letter: Letter) -> Line:
    """Who a letter is for, for lists of letters."""
    return words(letter.authority or name_of(letter.documents[0]))
