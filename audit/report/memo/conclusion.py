"""The conclusion of a memo: the counts, by report and level, the findings at a glance, the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.gate.summary import arithmetic_of, is_form
from audit.model import SEVERITIES, Audited, Finding
from audit.report.memo.picture import bars
from audit.report.paper.blocks import Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts, name_of
from audit.report.paper.telling import against, headline, printed
from audit.report.paper.terms import SEVERITY, SIGN
from audit.report.paper.text import clip, line
from audit.report.words import state


def _counts(findings: Sequence[Finding]) -> Counter:
    return Counter(f.severity for f in findings if not f.waiver)


def conclusion(b: Builder, facts: Facts, rules: dict) -> None:
    run, lang = facts.run, b.lang
    s = run.summary
    rel, led, found = arithmetic_of(s), s["ledger"], s["findings"]
    total = sum(found.values())
    b.heading(1, "核查结论", "Conclusion")
    b.text(
        b.t(
            f"本次共核查报告 {s['documents']} 份，识别数字 {led['numerals']} 个；据以建立勾稽关系 {rel['total']} 项，"
            f"其中相符 {rel['ties']} 项、不符 {rel['breaks']} 项、未判定 {rel['undetermined']} 项。",
            f"{s['documents']} reports were examined and {led['numerals']} numerals found in them. Of {rel['total']} "
            f"relations between figures, {rel['ties']} tie, {rel['breaks']} break and {rel['undetermined']} could not "
            "be judged.",
        )
    )
    if (form := s.get("form_checks", {})).get("total"):
        b.text(
            b.t(
                f"另作形式检查（必备部分、日期、编号等）{form['total']} 项，其中相符 {form['ties']} 项、不符 "
                f"{form['breaks']} 项、未判定 {form['undetermined']} 项。",
                f"Besides, {form['total']} checks of form (required parts, dates, numbering and the like): "
                f"{form['ties']} tie, {form['breaks']} break and {form['undetermined']} could not be judged.",
            )
        )
    if total:
        b.text(
            b.t(
                f"归并后形成核查发现 {total} 项：不能成立 {found['error']} 项、待说明 {found['warning']} 项、提示 "
                f"{found['info']} 项。同一处不符引起的多项关系归并为一项发现；跨报告比较的发现单列。",
                f"They make {total} findings: {found['error']} that cannot hold under any reading, {found['warning']} "
                f"to be explained, {found['info']} notes. Relations broken by one and the same defect are one "
                "finding; those between reports stand apart.",
            )
        )
    else:
        b.text(
            b.t(
                "未形成核查发现。所核对的关系及未能核对的内容见附录。",
                "There are no findings. What was checked, and what could not be, is in the annexes.",
            )
        )
    if s["waived"]:
        b.text(
            b.t(
                f"另有 {s['waived']} 项发现已按豁免或基线接受，仍列于第四部分并注明理由，未计入上列数目。",
                f"{s['waived']} more findings are accepted by a waiver or a baseline; they stay in section 4 with the "
                "reason and are not counted above.",
            )
        )
    if run.failures:
        b.text(
            b.t(
                f"有 {len(run.failures)} 个文件未能读取，见“未能核对的内容”。",
                f"{len(run.failures)} files could not be read; see the section on limits.",
            )
        )
    b.text(
        b.t(
            "发现只说明所印数字之间的算术关系，不判断哪一个数字有误，也不推断原因。",
            "A finding states what the printed figures give. It does not say which of them is off, nor why.",
        )
    )
    _table_by_report(b, facts)
    if run.findings:
        b.table(
            b.t("核查发现一览", "The findings at a glance"),
            (
                (b.t("序号", "No."), 6, "center"),
                (b.t("级别", "Level"), 14, "left"),
                (b.t("位置", "Place"), 16, "left"),
                (b.t("事项", "Matter"), 31, "left"),
                (b.t("文中所印", "Printed"), 14, "right"),
                (b.t("对照或重算", "Against"), 19, "right"),
            ),
            [_overview(f, n, facts, rules, lang) for n, f in enumerate(run.findings, 1)],
            note=b.t(
                "末栏为空的，见第四部分该项的原文与说明。",
                "Where the last column is empty, see the finding itself in section 4.",
            ),
        )
    drawn, many = bars(facts, lang)
    if drawn:
        note = (
            ""
            if many == len(drawn)
            else b.t(f"共 {many} 项，图示前 {len(drawn)} 项。", f"The first {len(drawn)} of {many}.")
        )
        b.chart(
            b.t("文中所印比率与重算比率", "Rates as printed and as recomputed"),
            (b.t("文中所印", "printed"), b.t("重算", "recomputed")),
            b.t("相差", "difference"),
            drawn,
            "%",
            note,
        )


def _table_by_report(b: Builder, facts: Facts) -> None:
    rows: list[list[str]] = []
    sums: Counter[int] = Counter()
    found = {(d.id if d else "", path): items for d, path, items in facts.groups()}
    groups: list[tuple[Audited | None, str]] = [(d, "") for d in facts.run.documents]
    groups += [(None, path) for key, path in found if not key]
    for d, path in groups:
        c = _counts(found.get((d.id if d else "", path), ()))
        judged = d.relations if d else () if path else facts.run.relations
        verdicts = Counter(r["verdict"] for r in judged if not is_form(r))
        numbers = [
            sum(verdicts.values()),
            verdicts["ties"],
            verdicts["breaks"],
            *(c[s] for s in SEVERITIES),
            sum(c.values()),
        ]
        sums.update(dict(enumerate(numbers)))
        rows.append([group_name(b, d, path, 26), *map(str, numbers)])
    if len(rows) > 1:
        rows.append([b.t("合计", "Total"), *(str(sums[i]) for i in range(7))])
    names = [SEVERITY[b.lang][s] for s in SEVERITIES]
    b.table(
        b.t("按报告和级别汇总", "By report and level"),
        (
            (b.t("报告", "Report"), 30, "left"),
            (b.t("关系", "Relations"), 11, "right"),
            (b.t("相符", "Tie"), 7, "right"),
            (b.t("不符", "Break"), 8, "right"),
            *((n, 11, "right") for n in names),
            (b.t("发现", "Findings"), 11, "right"),
        ),
        rows,
        total=len(rows) > 1,
        note=b.t("关系各栏不含形式检查。", "Relations are those between figures, without checks of form."),
    )


def group_name(b: Builder, d: Audited | None, path: str, length: int = 60) -> str:
    """What findings are of: a report, several reports, or a file such as the waivers."""
    return name_of(d, length) if d else line(path) if path else b.t("跨报告比较", "Between reports")


def _overview(f: Finding, n: int, facts: Facts, rules: dict, lang: str) -> list:
    d = facts.documents.get(f.document)
    across = "跨报告" if lang == "zh" else "between reports"
    place = f"{clip(facts.short(f.path), 18)}:{f.line}" if d or f.path not in facts.by_path else across
    level = f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]}" + (" · " + state(f.waiver, lang) if f.waiver else "")
    matter = clip(headline(f, rules, lang, printed=False), 44)
    return [
        words(Span(str(n), link=f"f{n}")),
        level,
        place,
        words(matter, Span(f"  {f.code}", "muted")),
        clip(printed(f, facts), 24),
        clip(against(f, facts, lang), 24),
    ]
