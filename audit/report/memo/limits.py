"""What a memo could not check, and why."""

from __future__ import annotations

from collections import Counter

from audit.model import Audited
from audit.report.paper.blocks import Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts
from audit.report.paper.terms import HOW, KIND, LEDGER, UNCHECKED, term
from audit.report.paper.text import clip, line


def limits(b: Builder, facts: Facts) -> None:
    run, lang = facts.run, b.lang
    led = run.summary["ledger"]
    b.heading(1, "未能核对的内容", "Limits: what could not be checked")
    b.text(
        b.t(
            f"所识别的 {led['numerals']} 个数字中，{led['checked']} 个参与勾稽，{led['unchecked']} 个无从勾稽，"
            f"{led['identifiers']} 个为年份、序号、文号、名称等，不作数据核对。未参与勾稽不等于有误，也不等于无误；"
            "这部分数字须以原始资料核实。",
            f"Of {led['numerals']} numerals, {led['checked']} take part in a relation, {led['unchecked']} have "
            f"nothing to agree with, and {led['identifiers']} are years, list numbers, document numbers and names. An "
            "unchecked figure is neither right nor wrong by that: it has to be verified against its source.",
        )
    )
    why = Counter(x for d in run.documents for x in d.parsed.figures["unchecked"] if x)
    kinds = Counter(x for d in run.documents for x in d.parsed.ledger["reason"])
    rows = [
        [b.t("数字", "figure"), term(UNCHECKED, lang, x), str(n)]
        for x, n in sorted(why.items(), key=lambda i: (-i[1], i[0]))
    ]
    rows += [
        [b.t("非数据", "no data"), term(LEDGER, lang, x), str(n)]
        for x, n in sorted(kinds.items(), key=lambda i: (-i[1], i[0]))
    ]
    if rows:
        b.table(
            b.t("未参与勾稽的数字及原因", "Numerals that are in no relation, and why"),
            (
                (b.t("类别", "Class"), 16, "left"),
                (b.t("原因", "Reason"), 66, "left"),
                (b.t("个数", "Count"), 18, "right"),
            ),
            rows,
        )
    open_ = [(d, r) for d in run.documents for r in d.relations if r["verdict"] == "undetermined"]
    if open_:
        b.table(
            b.t("未判定的关系", "Relations that could not be judged"),
            (
                (b.t("位置", "Place"), 26, "left"),
                (b.t("关系", "Relation"), 40, "left"),
                (b.t("原因", "Reason"), 34, "left"),
            ),
            [[_place(d, r, facts), matter(r, lang), term(HOW, lang, r["how"])] for d, r in open_],
        )
    if run.failures:
        b.table(
            b.t("未能读取的文件", "Files that could not be read"),
            ((b.t("文件", "File"), 36, "left"), (b.t("原因", "Reason"), 64, "left")),
            [[words(Span(line(x.path), "code")), words(line(x.message))] for x in run.failures],
        )
    b.text(
        b.t(
            "本核查只检验同一文本内部及各文本之间的数字关系，不检验数字与实际业务是否相符。文字含义由程序按规则判读，"
            "可能有误读；每项发现均应由核查人复核后采用。",
            "The audit tests how the figures of the texts agree with each other, not whether they agree with the "
            "facts. Words are read by rules and may be misread: a person has to review each finding before it is used.",
        )
    )


def _place(d: Audited, r: dict, facts: Facts) -> str:
    return f"{clip(facts.short(d.parsed.path), 18)}:{facts.lines(d)(_start(d, r))[0]}"


def _start(d: Audited, r: dict) -> int:
    """Where a relation is read: at the figure it is about, else at its first member."""
    own = d.parsed.relations[d.relations.index(r)]
    if own.about >= 0:
        return d.parsed.figures["start"][own.about]
    starts = [a for _, a, _ in own.spans] + [d.parsed.figures["start"][i] for _, i in own.members]
    return min(starts, default=0)


def matter(r: dict, lang: str) -> str:
    label = clip(line(r["label"]), 28)
    kind = term(KIND, lang, "numbering" if r["check"] == "ENU102" else r["kind"])
    return f"{kind}{'：' if lang == 'zh' else ': '}{label}" if label else kind
