"""One indicator in several reports: the base each was computed on, and its rate on every base it gives."""

from __future__ import annotations

from collections.abc import Sequence

from audit.compare.bases import BASES
from audit.report.paper.blocks import Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts, distinct, name_of
from audit.report.paper.text import line
from expectations.arithmetic.rounding import round_ratio

_BASES = {
    "closed": ("审结案件", "closed"),
    "judged": ("实体判决", "judged"),
    "heard": ("开庭案件", "heard"),
    "filed": ("收案", "filed"),
    "first": ("一审案件", "first instance"),
    "all": ("全部案件", "all"),
}


def across(b: Builder, facts: Facts) -> None:
    run = facts.run
    relations = [r for r in run.relations if r.get("rates")]
    b.heading(1, "跨报告比对", "Rates side by side")
    if not relations:
        if len(run.documents) < 2:
            b.text(
                b.t("本次只核查一份报告，无跨报告比对。", "Only one report was examined; there is nothing to compare.")
            )
        else:
            b.text(
                b.t(
                    "各报告间没有同一年度、同一指标且可重算的比率，未作跨报告比对。",
                    "No indicator of one year stands in two reports with counts to recompute it from.",
                )
            )
        return
    b.text(
        b.t(
            "下列比率在多份报告中出现。各报告所用基数不尽相同时，印出的比率不能直接比较；表中按各报告给出的数字，"
            "列出换用其他基数的结果。空格表示该报告未给出相应的基数。",
            "These rates stand in several reports. Where the bases differ, the printed rates do not compare; the "
            "table recomputes each on the other bases its report gives. An empty cell: the report does not give that "
            "base.",
        )
    )
    for r in relations:
        used = distinct(x["base"] for x in r["rates"])
        offered = distinct(
            base for base in BASES for x in r["rates"] if base in used or (base != "all" and base in x["on"])
        )
        columns = [(b.t("报告", "Report"), 26, "left"), (b.t("文中所印", "Printed"), 12, "right")]
        columns += [(b.t(*_BASES.get(base, (base, base))), 62 // max(1, len(offered)), "right") for base in offered]
        rows = [_on_each_base(x, offered, facts) for x in r["rates"]]
        year = f"{r['year']}" + b.t("年", " ") if r.get("year") else ""
        note = b.t("✓ 为该报告印出比率所用的基数。", "✓ the base of the printed rate. ")
        note += (
            b.t("所用基数不一，印出的比率不宜直接比较。", "The bases differ: the printed rates do not compare.")
            if r["verdict"] == "breaks"
            else b.t("所用基数一致。", "One base in all of them.")
        )
        b.table(
            b.t(
                f"{year}{line(r['label'])}：所用基数与换算",
                f"{year}{line(r['label'])}: bases used, and the rate on each",
            ),
            columns,
            rows,
            note=note,
        )


def _on_each_base(x: dict, offered: Sequence[str], facts: Facts) -> list:
    """One report's rate on each base it gives, two decimals throughout so that they compare; its own base is ticked."""
    d = facts.by_path.get(x["path"])
    cells: list = [words(line(x["place"]) or (name_of(d, 24) if d else line(x["path"]))), line(x["reported"])]
    for base in offered:
        own, on = base == x["base"], x["on"].get(base)
        if on is None or on["denominator"] < max(1, x["numerator"]) or (base == "all" and not own):
            cells.append("")
            continue
        rate = round_ratio(x["numerator"], on["denominator"], 2, 100)
        text = ("✓ " if own else "") + f"{rate // 100}.{rate % 100:02d}%"
        cells.append(
            [
                words(Span(text, "strong" if own else "")),
                words(Span(f"{x['numerator']} ÷ {on['denominator']}", "muted")),
            ]
        )
    return cells
