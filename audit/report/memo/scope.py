"""Scope and method of a memo: the sources with their digests, how figures were judged, how each report rounds."""

from __future__ import annotations

from audit import __version__
from audit.config import Config
from audit.explain.rules import severities_of
from audit.report.notes import told
from audit.report.paper.blocks import Span, words
from audit.report.paper.build import Builder, Cell
from audit.report.paper.facts import Facts, name_of
from audit.report.paper.terms import CONVENTION, FORMAT, term
from audit.report.paper.text import clip, line


def scope(b: Builder, facts: Facts) -> None:
    run = facts.run
    b.heading(1, "核查范围与资料来源", "Scope and sources")
    b.text(
        b.t(
            "核查对象为下列文件的现有文本。文件以 SHA-256 校验值标识，校验值不同即非同一文本。",
            "The texts of the files below were examined. Each is identified by its SHA-256 digest: another digest is "
            "another text.",
        )
    )
    rows: list[list[Cell]] = []
    for n, d in enumerate(run.documents, 1):
        p = d.parsed
        about = [
            x
            for x in (
                p.place,
                str(p.year) + b.t("年", "") if p.year else "",
                b.t("成文 ", "signed ") + p.signed if p.signed else "",
                b.t("公布 ", "published ") + p.published if p.published else "",
            )
            if x
        ]
        lines = [words(name_of(d, 60)), words(Span(line(p.path), "code"))]
        if about:
            lines.append(words(Span("  ".join(about), "muted")))
        lines.append(words(Span("SHA-256 " + p.sha256, "code")))
        lines += [words(Span(clip(line(told(x, b.lang)), 120), "muted")) for x in p.notes]
        rows.append(
            [
                str(n),
                lines,
                [words(f"{FORMAT.get(p.format, p.format)}"), words(Span(p.encoding, "muted"))],
                f"{len(p.source):,}",
            ]
        )
    b.table(
        b.t("资料来源", "Sources"),
        (
            (b.t("序号", "No."), 7, "center"),
            (b.t("报告与文件", "Report and file"), 75, "left"),
            (b.t("格式", "Format"), 9, "left"),
            (b.t("字数", "Chars"), 9, "right"),
        ),
        rows,
    )


def method(b: Builder, facts: Facts, config: Config) -> None:
    lang, run = b.lang, facts.run
    many = sum(
        1 for code in severities_of(config) if code[:3] != "GAT"
    )  # the gate's own codes are no checks of reports
    b.heading(1, "核查方法与口径", "Method and conventions")
    b.text(
        b.t(
            f"核查由 gouji {__version__} 完成，所用检查集为 {config.suite or 'general'}，含检查 {many} "
            "项（见附录三）。步骤如下：逐一识别文中数字，记录其印出的位数、单位、约数词、期间和所在段落；"
            "按文字和数字建立应当相符的关系；以整数和十进制精确计算逐项判定，不使用浮点数和容差；"
            "对不符的关系列出可使其相符的单处改动。",
            f"The audit was made with gouji {__version__} and the suite {config.suite or 'general'} of {many} checks "
            "(annex C). Every figure is read with its printed decimals, unit, hedge, period and paragraph; words and "
            "numbers propose what must agree; each relation is judged in exact integer and decimal arithmetic, "
            "without floating point and without tolerance; for what breaks, the single changes that would make it "
            "tie are listed.",
        )
    )
    b.text(
        b.t(
            "比率按印出的位数四舍五入后比较，修约到偶数亦视为相符；只有截尾才能得出的，另列为“截尾”。以万、"
            "亿为单位的数按其取位区间计算；“约”“余”“近”等按其所含区间计算，区间内有任一值可使关系成立的，视为相符。",
            "A rate ties when rounding at its printed decimals gives it, half up or half to even; what only cutting "
            "off the digits gives is told apart. Amounts printed in 万 or 亿 stand for the interval they were rounded "
            "from, hedged figures for what the hedge leaves open: a relation ties when some values inside make it "
            "hold.",
        )
    )
    b.text(
        b.t(
            "发现分三级。● 不能成立（error）：按文字的任何读法，算术都不成立。▲ 待说明（warning）：基数、"
            "口径或范围未写明，有待编制单位说明。○ 提示（info）：供留意，不要求答复。三级在其他输出中分别称错误、"
            "警告、提示。",
            "There are three levels. ● cannot hold (error): under no reading of the words does the arithmetic hold. ▲ "
            "to be explained (warning): the base or the scope is open. ○ note (info): worth a look.",
        )
    )
    b.text(
        b.t(
            "引文照录原文，所涉数字加以标示；过长处以省略号略去。位置以“文件:行”表示。",
            "Quotations are verbatim, the figures concerned marked, long ones cut with an ellipsis. Places are given "
            "as file:line.",
        )
    )
    rows: list[list[Cell]] = []
    for d in run.documents:
        r = d.rounding
        rows.append(
            [
                words(name_of(d, 30)),
                str(r["rounded_only"]),
                str(r["truncated_only"]),
                term(CONVENTION, lang, r["convention"]),
            ]
        )
    b.table(
        b.t("各报告比率的取位方式", "How each report rounds its rates"),
        (
            (b.t("报告", "Report"), 46, "left"),
            (b.t("只有四舍五入可得（项）", "Only rounding gives"), 18, "right"),
            (b.t("只有截尾可得（项）", "Only cutting off gives"), 18, "right"),
            (b.t("判断", "Convention"), 18, "left"),
        ),
        rows,
        note=b.t("两种方式都能得出的比率不计入。", "Rates that both give are not counted."),
    )
