"""A run -> the content of an audit memo (审计底稿): conclusion, scope, method, findings, comparison, limits, sign-off, annexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audit import __version__
from audit.compare.bases import BASES
from audit.config import Config
from audit.explain.rules import rules_of, severities_of
from audit.model import RANK, SEVERITIES, Audited, Finding, Run
from audit.report.memo.picture import bars, difference
from audit.report.memo.reasons import action, explanations
from audit.report.paper.blocks import WORDS, Break, Contents, Line, Paper, Sign, Span, words
from audit.report.paper.build import Builder
from audit.report.paper.facts import Facts, distinct, label_of, name_of
from audit.report.paper.redo import redo
from audit.report.paper.terms import CONVENTION, FORMAT, HOW, KIND, LEDGER, SEVERITY, SIGN, UNCHECKED, VERDICT, term
from audit.report.paper.text import clip, line


@dataclass(frozen=True, slots=True)
class Signing:
    """What the user gives for the head and the sign-off of a memo; empty ones leave room for a pen."""

    title: str = ""
    number: str = ""
    prepared_by: str = ""
    reviewed_by: str = ""
    date: str = ""


def memo(run: Run, config: Config, signing: Signing = Signing()) -> Paper:  # noqa: B008  frozen, holds only strings
    """The memo of a run.

    Args:    run: audited reports and findings, in the order of every other output. config: language and suite.
        signing: number, names and date, where the user gives them.
    Returns: a paper for the writers.
    """
    b, facts = Builder(config.lang), Facts(run)
    _head(b, facts, config, signing)
    _conclusion(b, facts, rules_of(config))
    _scope(b, facts)
    _method(b, facts, config)
    _findings(b, facts, config)
    _across(b, facts)
    _limits(b, facts)
    _sign(b, signing)
    _annex_relations(b, facts)
    _annex_figures(b, facts)
    _annex_checks(b, facts, config)
    title = signing.title or b.t("数据勾稽核查备忘录", "Memorandum on the Agreement of Reported Figures")
    subtitle = b.t("（审计工作底稿）", "Audit working paper")
    return Paper(title, "memo", config.lang, tuple(b.blocks), subtitle, signing.prepared_by, signing.date, WORDS[config.lang])


# ---------------------------------------------------------------- head and conclusion
def _head(b: Builder, facts: Facts, config: Config, signing: Signing) -> None:
    docs = facts.run.documents
    years = sorted({d.parsed.year for d in docs if d.parsed.year})
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}—{years[-1]}"
    names = [name_of(d) for d in docs]
    shown = names if len(names) <= 6 else names[:5]
    listed = [words(x) for x in shown]
    if len(names) > len(shown):
        listed.append(words(b.t(f"等 {len(names)} 份报告", f"and {len(names) - len(shown)} more, {len(names)} in all")))
    b.facts(
        [
            (b.t("核查对象", "Reports"), listed),
            (b.t("数据期间", "Period"), [span + b.t("年", "") if span else ""]),
            (b.t("核查工具", "Tool"), [b.t(f"gouji {__version__}，检查集 {config.suite or 'general'}", f"gouji {__version__}, suite {config.suite or 'general'}")]),
            (b.t("底稿编号", "Number"), [signing.number or words(Span(" " * 12, "gap"))]),
            (b.t("编制日期", "Date"), [signing.date or words(Span(" " * 12, "gap"))]),
        ]
    )
    b.add(Contents(b.t("目　录", "Contents")))
    b.add(Break())


def _counts(findings: Sequence[Finding]) -> Counter:
    return Counter(f.severity for f in findings if not f.waiver)


def _conclusion(b: Builder, facts: Facts, rules: dict) -> None:
    run, lang = facts.run, b.lang
    s = run.summary
    rel, led, found = s["relations"], s["ledger"], s["findings"]
    total = sum(found.values())
    b.heading(1, "核查结论", "Conclusion")
    b.text(
        b.t(
            f"本次共核查报告 {s['documents']} 份，识别数字 {led['numerals']} 个；据以建立勾稽关系 {rel['total']} 项，其中相符 {rel['ties']} 项、不符 {rel['breaks']} 项、未判定 {rel['undetermined']} 项。",
            f"{s['documents']} reports were examined and {led['numerals']} numerals found in them. Of {rel['total']} relations between figures, {rel['ties']} tie, {rel['breaks']} break and "
            f"{rel['undetermined']} could not be judged.",
        )
    )
    if total:
        b.text(
            b.t(
                f"归并后形成核查发现 {total} 项：不能成立 {found['error']} 项、待说明 {found['warning']} 项、提示 {found['info']} 项。同一处不符引起的多项关系归并为一项发现；跨报告比较的发现单列。",
                f"They make {total} findings: {found['error']} that cannot hold under any reading, {found['warning']} to be explained, {found['info']} notes. "
                "Relations broken by one and the same defect are one finding; those between reports stand apart.",
            )
        )
    else:
        b.text(b.t("未形成核查发现。所核对的关系及未能核对的内容见附录。", "There are no findings. What was checked, and what could not be, is in the annexes."))
    if s["waived"]:
        b.text(b.t(f"另有 {s['waived']} 项发现已按豁免记录接受，仍列于第四部分并注明理由，未计入上列数目。", f"{s['waived']} more findings are covered by waivers; they stay in section 4 with the reason and are not counted above."))
    if run.failures:
        b.text(b.t(f"有 {len(run.failures)} 个文件未能读取，见“未能核对的内容”。", f"{len(run.failures)} files could not be read; see the section on limits."))
    b.text(b.t("发现只说明所印数字之间的算术关系，不判断哪一个数字有误，也不推断原因。", "A finding states what the printed figures give. It does not say which of them is off, nor why."))
    _table_by_report(b, facts)
    if run.findings:
        b.table(
            b.t("核查发现一览", "The findings at a glance"),
            ((b.t("序号", "No."), 5, "center"), (b.t("级别", "Level"), 10, "left"), (b.t("位置", "Place"), 15, "left"), (b.t("事项", "Matter"), 34, "left"),
             (b.t("文中所印", "Printed"), 14, "right"), (b.t("对照或重算", "Against"), 14, "right")),
            [_overview(f, n, facts, rules, lang) for n, f in enumerate(run.findings, 1)],
            note=b.t("末栏为空的，见第四部分该项的原文与说明。", "Where the last column is empty, see the finding itself in section 4."),
        )  # fmt: skip
    drawn, many = bars(facts, lang)
    if drawn:
        note = "" if many == len(drawn) else b.t(f"共 {many} 项，图示前 {len(drawn)} 项。", f"The first {len(drawn)} of {many}.")
        b.chart(b.t("文中所印比率与重算比率", "Rates as printed and as recomputed"), (b.t("文中所印", "printed"), b.t("重算", "recomputed")), b.t("相差", "difference"), drawn, "%", note)


def _table_by_report(b: Builder, facts: Facts) -> None:
    rows, sums = [], Counter()
    groups: list[Audited | None] = list(facts.run.documents)
    if facts.findings(None):
        groups.append(None)
    for d in groups:
        c = _counts(facts.findings(d))
        verdicts = Counter(r["verdict"] for r in (d.relations if d else facts.run.relations))
        numbers = [len(d.relations) if d else len(facts.run.relations), verdicts["ties"], verdicts["breaks"], *(c[s] for s in SEVERITIES), sum(c.values())]
        sums.update(dict(enumerate(numbers)))
        rows.append([(words(name_of(d, 26)),) if d else b.t("跨报告比较", "between reports"), *map(str, numbers)])
    if len(rows) > 1:
        rows.append([b.t("合计", "Total"), *(str(sums[i]) for i in range(7))])
    names = [SEVERITY[b.lang][s] for s in SEVERITIES]
    b.table(
        b.t("按报告和级别汇总", "By report and level"),
        ((b.t("报告", "Report"), 36, "left"), (b.t("勾稽关系", "Relations"), 10, "right"), (b.t("相符", "Tie"), 8, "right"), (b.t("不符", "Break"), 8, "right"),
         *((n, 10, "right") for n in names), (b.t("发现合计", "Findings"), 10, "right")),
        rows, total=len(rows) > 1,
    )  # fmt: skip


def _overview(f: Finding, n: int, facts: Facts, rules: dict, lang: str) -> list:
    d = facts.documents.get(f.document)
    place = f"{clip(facts.short(d.parsed.path), 18)}:{f.line}" if d else ("跨报告" if lang == "zh" else "between reports")
    level = f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]}" + ((" · 已豁免" if lang == "zh" else " · waived") if f.waiver else "")
    matter = clip(headline(f, rules, lang, printed=False), 44)
    return [str(n), level, place, words(matter, Span(f"  {f.code}", "muted")), clip(printed(f, facts), 24), clip(against(f, facts, lang), 24)]


def headline(f: Finding, rules: dict, lang: str, printed: bool = True) -> str:
    """A finding in a few words: 比率与算式不合：调解成功率 97.87%."""
    title = rules[f.code].title[lang] if f.code in rules else line(f.name)
    label = clip(label_of(f), 30)
    matter = " ".join(distinct([label if label not in title else "", clip(line(f.reported), 30) if printed and f.code[:3] != "DOC" else ""]))
    return title + (("：" if lang == "zh" else ": ") + matter if matter else "")


def printed(f: Finding, facts: Facts) -> str:
    """The figure a finding is about, as printed; of a finding about form, nothing."""
    return "" if frame_of(f, facts) in ("counts", "marks") and f.code[:3] == "DOC" else line(f.reported)


def frame_of(f: Finding, facts: Facts) -> str:
    """What kind of integers decided a finding, "" where that is not known."""
    found = facts.index(f)
    return found[0].parsed.relations[found[1]].frame if found else ""


def against(f: Finding, facts: Facts, lang: str) -> str:
    """What stands against the print: the value recomputed, or the other figure with the sign that ought to hold."""
    frame = frame_of(f, facts)
    if frame == "counts":
        return ""
    if f.expected:
        sign = {"orders": "≤ ", "dates": "≥ "}.get(frame, "")
        return sign + line(f.expected)
    found = facts.index(f)
    if found is None:
        return ""
    again = redo(found[0].parsed.relations[found[1]], found[0].parsed.figures, lang)
    return again.text if again.number else ""


# ---------------------------------------------------------------- scope and method
def _scope(b: Builder, facts: Facts) -> None:
    run = facts.run
    b.heading(1, "核查范围与资料来源", "Scope and sources")
    b.text(
        b.t(
            "核查对象为下列文件的现有文本。文件以 SHA-256 校验值标识，校验值不同即非同一文本。",
            "The texts of the files below were examined. Each is identified by its SHA-256 digest: another digest is another text.",
        )
    )
    rows = []
    for n, d in enumerate(run.documents, 1):
        p = d.parsed
        about = [x for x in (p.place, str(p.year) + b.t("年", "") if p.year else "", b.t("成文 ", "signed ") + p.signed if p.signed else "", b.t("公布 ", "published ") + p.published if p.published else "") if x]
        lines = [words(name_of(d, 60)), words(Span(line(p.path), "code"))]
        if about:
            lines.append(words(Span("  ".join(about), "muted")))
        lines.append(words(Span("SHA-256 " + p.sha256, "code")))
        lines += [words(Span(clip(line(x), 120), "muted")) for x in p.notes]
        rows.append([str(n), lines, [words(f"{FORMAT.get(p.format, p.format)}"), words(Span(p.encoding, "muted"))], f"{len(p.source):,}"])
    b.table(
        b.t("资料来源", "Sources"),
        ((b.t("序号", "No."), 6, "center"), (b.t("报告与文件", "Report and file"), 70, "left"), (b.t("格式", "Format"), 12, "left"), (b.t("字符数", "Characters"), 12, "right")),
        rows,
    )


def _method(b: Builder, facts: Facts, config: Config) -> None:
    lang, run = b.lang, facts.run
    rules, severities = rules_of(config), severities_of(config)
    b.heading(1, "核查方法与口径", "Method and conventions")
    b.text(
        b.t(
            f"核查由 gouji {__version__} 完成，所用检查集为 {config.suite or 'general'}，含检查 {len(severities)} 项（见附录三）。步骤如下：逐一识别文中数字，记录其印出的位数、单位、约数词、期间和所在段落；"
            "按文字和数字建立应当相符的关系；以整数和十进制精确计算逐项判定，不使用浮点数和容差；对不符的关系列出可使其相符的单处改动。",
            f"The audit was made with gouji {__version__} and the suite {config.suite or 'general'} of {len(severities)} checks (annex C). Every figure is read with its printed decimals, unit, hedge, period and "
            "paragraph; words and numbers propose what must agree; each relation is judged in exact integer and decimal arithmetic, without floating point and without tolerance; for what breaks, the single "
            "changes that would make it tie are listed.",
        )
    )
    b.text(
        b.t(
            "比率按印出的位数四舍五入后比较，修约到偶数亦视为相符；只有截尾才能得出的，另列为“截尾”。以万、亿为单位的数按其取位区间计算；“约”“余”“近”等按其所含区间计算，区间内有任一值可使关系成立的，视为相符。",
            "A rate ties when rounding at its printed decimals gives it, half up or half to even; what only cutting off the digits gives is told apart. Amounts printed in 万 or 亿 stand for the interval they were "
            "rounded from, hedged figures for what the hedge leaves open: a relation ties when some values inside make it hold.",
        )
    )
    b.text(
        b.t(
            "发现分三级。● 不能成立（error）：按文字的任何读法，算术都不成立。▲ 待说明（warning）：基数、口径或范围未写明，有待编制单位说明。○ 提示（info）：供留意，不要求答复。",
            "There are three levels. ● cannot hold (error): under no reading of the words does the arithmetic hold. ▲ to be explained (warning): the base or the scope is open. ○ note (info): worth a look.",
        )
    )
    b.text(b.t("引文照录原文，所涉数字加以标示；过长处以省略号略去。位置以“文件:行”表示。", "Quotations are verbatim, the figures concerned marked, long ones cut with an ellipsis. Places are given as file:line."))
    rows = []
    for d in run.documents:
        r = d.rounding
        rows.append([words(name_of(d, 30)), str(r["rounded_only"]), str(r["truncated_only"]), term(CONVENTION, lang, r["convention"])])
    b.table(
        b.t("各报告比率的取位方式", "How each report rounds its rates"),
        ((b.t("报告", "Report"), 46, "left"), (b.t("只有四舍五入可得（项）", "Only rounding gives"), 18, "right"), (b.t("只有截尾可得（项）", "Only cutting off gives"), 18, "right"), (b.t("判断", "Convention"), 18, "left")),
        rows,
        note=b.t("两种方式都能得出的比率不计入。", "Rates that both give are not counted."),
    )
    del rules


# ---------------------------------------------------------------- findings
def _findings(b: Builder, facts: Facts, config: Config) -> None:
    b.heading(1, "核查发现", "Findings")
    run, lang = facts.run, b.lang
    if not run.findings:
        b.text(b.t("无。", "None."))
        return
    groups: list[Audited | None] = [d for d in run.documents if facts.findings(d)]
    if facts.findings(None):
        groups.append(None)
    rules = rules_of(config)
    for d in groups:
        b.heading(2, name_of(d) if d else b.t("跨报告比较", "Between reports"))
        for f in facts.findings(d):
            n = facts.numbers[id(f)]
            b.heading(3, b.t(f"发现 {n}　", f"Finding {n}. ") + headline(f, rules, lang), numbered=False)
            b.facts(card(f, facts, lang), f.severity)


def card(f: Finding, facts: Facts, lang: str) -> list[tuple[str, list]]:
    """The rows of one finding: nature, place, quotation, arithmetic, explanations, action, waiver, fingerprint."""
    zh = lang == "zh"
    d = facts.documents.get(f.document)
    nature = f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]}（{f.severity}） {f.code} {f.name}" if zh else f"{SIGN[f.severity]} {SEVERITY[lang][f.severity]} ({f.severity})  {f.code} {f.name}"
    if f.also:
        nature += ("；同时涉及 " if zh else "; also ") + "、".join(f.also)
    quotes = facts.quote(f)
    places = distinct([facts.where(f.path, f.start), *(f"{facts.short(path)}:{q.line}" for path, q in quotes)])
    place: list = [places[0] + ("" if len(places) < 2 else ("；另见 " if zh else "; see also ") + ("、" if zh else ", ").join(_short(p, places[0]) for p in places[1:]))]
    if d and (section := facts.section(d, f.start)):
        place.append(words(Span(section, "muted")))
    quoted: list[Line] = []
    for path, q in quotes:
        ref = _short(f"{facts.short(path)}:{q.line}", places[0]) if len(quotes) > 1 else ""
        quoted.append(words(Span(ref + ("　" if zh else " "), "muted") if ref else "", "“", *q.spans, "”"))
    again = against(f, facts, lang)
    sums: list = [line(f.formula)] if f.formula and frame_of(f, facts) != "counts" else []
    if (stated := printed(f, facts)) and again:
        gap = difference(stated, again, lang)
        pieces = [("文中所印 " if zh else "printed ") + stated, ("对照或重算 " if zh else "against ") + again] + ([("相差 " if zh else "difference ") + gap] if gap else [])
        sums.append(("；" if zh else "; ").join(pieces))
    why = explanations(f, lang)
    rows = [
        ("性质" if zh else "Level", [nature]),
        ("位置" if zh else "Place", place),
        ("原文" if zh else "Text", quoted),
        ("核对" if zh else "Check", [line(f.message)]),
        ("算式" if zh else "Arithmetic", sums),
        ("可能的解释" if zh else "May be because", [(f"（{n}）" if zh else f"({n}) ") + line(x) for n, x in enumerate(why, 1)] if len(why) > 1 else why),
        ("建议" if zh else "Suggested", [("" if zh else " ").join(line(x).rstrip("。.") + ("。" if zh else ".") for x in action(f, lang))]),
    ]
    if f.waiver:
        rows.append(("豁免" if zh else "Waived", [waiver_text(f.waiver, zh)]))
    rows.append(("标识" if zh else "Fingerprint", [words(Span(f.fingerprint, "code"))]))
    return rows


def _short(place: str, first: str) -> str:
    """Another place in the same file needs only its line."""
    path, _, number = place.rpartition(":")
    return f":{number}" if path and first.startswith(path + ":") else place


def waiver_text(waiver: dict, zh: bool) -> str:
    """Reason, owner, date and expiry of a waiver, whatever of them there is."""
    names = (("reason", "理由", "reason"), ("owner", "责任人", "owner"), ("date", "日期", "date"), ("expires", "有效期至", "until"), ("expiry", "有效期至", "until"))
    return ("；" if zh else "; ").join(f"{cn if zh else en}{'：' if zh else ': '}{line(waiver[key])}" for key, cn, en in names if waiver.get(key))


# ---------------------------------------------------------------- between reports
def _across(b: Builder, facts: Facts) -> None:
    lang, run = b.lang, facts.run
    relations = [r for r in run.relations if r.get("rates")]
    b.heading(1, "跨报告比对", "Rates side by side")
    if not relations:
        if len(run.documents) < 2:
            b.text(b.t("本次只核查一份报告，无跨报告比对。", "Only one report was examined; there is nothing to compare."))
        else:
            b.text(b.t("各报告间没有同一年度、同一指标且可重算的比率，未作跨报告比对。", "No indicator of one year stands in two reports with counts to recompute it from."))
        return
    b.text(
        b.t(
            "下列比率在多份报告中出现。各报告所用基数不尽相同时，印出的比率不能直接比较；表中按各报告给出的数字，列出换用其他基数的结果。空格表示该报告未给出相应的基数。",
            "These rates stand in several reports. Where the bases differ, the printed rates do not compare; the table recomputes each on the other bases its report gives. An empty cell: the report does not give that base.",
        )
    )
    for r in relations:
        used = distinct(x["base"] for x in r["rates"])
        offered = distinct(base for base in BASES for x in r["rates"] if base in used or (base != "all" and base in x["on"]))
        columns = [(b.t("报告", "Report"), 26, "left"), (b.t("所印比率", "Printed"), 12, "right"), (b.t("分子÷分母", "Counts"), 14, "right"), (b.t("所用基数", "Base used"), 18, "left")]
        columns += [(b.t(f"按{BASES[base]['zh']}", f"On {BASES[base]['en']}"), 16, "right") for base in offered]
        rows = []
        for x in r["rates"]:
            d = facts.by_path.get(x["path"])
            name = x["place"] or (name_of(d, 24) if d else line(x["path"]))
            cells: list = [words(line(name)), line(x["reported"]), f"{x['numerator']} ÷ {x['denominator']}", BASES[x["base"]][lang] if x["base"] in BASES else line(x["base"])]
            for base in offered:
                on = x["on"].get(base)
                fits = on and (base == x["base"] or base != "all") and on["denominator"] >= x["numerator"]
                cells.append([words(line(on["rate"])), words(Span(f"÷{on['denominator']}", "muted"))] if fits else "")
            rows.append(cells)
        year = f"{r['year']}" + b.t("年", " ") if r.get("year") else ""
        note = b.t("所用基数不一，不宜直接比较。", "The bases differ: the printed rates do not compare.") if r["verdict"] == "breaks" else b.t("所用基数一致。", "One base in all of them.")
        b.table(b.t(f"{year}{line(r['label'])}的基数与重算", f"{year}{line(r['label'])}: bases and recomputation"), columns, rows, note=note)


# ---------------------------------------------------------------- limits and sign-off
def _limits(b: Builder, facts: Facts) -> None:
    run, lang = facts.run, b.lang
    led = run.summary["ledger"]
    b.heading(1, "未能核对的内容", "Limits: what could not be checked")
    b.text(
        b.t(
            f"所识别的 {led['numerals']} 个数字中，{led['checked']} 个参与勾稽，{led['unchecked']} 个无从勾稽，{led['identifiers']} 个为年份、序号、文号、名称等，不作数据核对。"
            "未参与勾稽不等于有误，也不等于无误；这部分数字须以原始资料核实。",
            f"Of {led['numerals']} numerals, {led['checked']} take part in a relation, {led['unchecked']} have nothing to agree with, and {led['identifiers']} are years, list numbers, document numbers and names. "
            "An unchecked figure is neither right nor wrong by that: it has to be verified against its source.",
        )
    )
    why = Counter(x for d in run.documents for x in d.parsed.figures["unchecked"] if x)
    kinds = Counter(x for d in run.documents for x in d.parsed.ledger["reason"])
    rows = [[b.t("数字", "figure"), term(UNCHECKED, lang, x), str(n)] for x, n in sorted(why.items(), key=lambda i: (-i[1], i[0]))]
    rows += [[b.t("非数据", "no data"), term(LEDGER, lang, x), str(n)] for x, n in sorted(kinds.items(), key=lambda i: (-i[1], i[0]))]
    if rows:
        b.table(
            b.t("未参与勾稽的数字及原因", "Numerals that are in no relation, and why"),
            ((b.t("类别", "Class"), 16, "left"), (b.t("原因", "Reason"), 66, "left"), (b.t("个数", "Count"), 18, "right")),
            rows,
        )
    open_ = [(d, r) for d in run.documents for r in d.relations if r["verdict"] == "undetermined"]
    if open_:
        b.table(
            b.t("未判定的关系", "Relations that could not be judged"),
            ((b.t("位置", "Place"), 26, "left"), (b.t("关系", "Relation"), 40, "left"), (b.t("原因", "Reason"), 34, "left")),
            [[_place(d, r, facts), _matter(r, lang), term(HOW, lang, r["how"])] for d, r in open_],
        )
    if run.failures:
        b.table(
            b.t("未能读取的文件", "Files that could not be read"),
            ((b.t("文件", "File"), 36, "left"), (b.t("原因", "Reason"), 64, "left")),
            [[words(Span(line(x.path), "code")), words(line(x.message))] for x in run.failures],
        )
    b.text(
        b.t(
            "本核查只检验同一文本内部及各文本之间的数字关系，不检验数字与实际业务是否相符。文字含义由程序按规则判读，可能有误读；每项发现均应由核查人复核后采用。",
            "The audit tests how the figures of the texts agree with each other, not whether they agree with the facts. Words are read by rules and may be misread: a person has to review each finding before it is used.",
        )
    )


def _sign(b: Builder, signing: Signing) -> None:
    b.heading(1, "签署", "Sign-off")
    day = b.t("日期", "Date")
    b.add(Sign(((b.t("编制", "Prepared by"), signing.prepared_by, day, signing.date), (b.t("复核", "Reviewed by"), signing.reviewed_by, day, ""))))
    b.add(Break())


# ---------------------------------------------------------------- annexes
def _place(d: Audited, r: dict, facts: Facts) -> str:
    return f"{clip(facts.short(d.parsed.path), 18)}:{facts.lines(d)(_start(d, r))[0]}"


def _start(d: Audited, r: dict) -> int:
    """Where a relation is read: at the figure it is about, else at its first member."""
    own = d.parsed.relations[d.relations.index(r)]
    if own.about >= 0:
        return d.parsed.figures["start"][own.about]
    starts = [a for _, a, _ in own.spans] + [d.parsed.figures["start"][i] for _, i in own.members]
    return min(starts, default=0)


def _matter(r: dict, lang: str) -> str:
    label = clip(line(r["label"]), 28)
    return f"{term(KIND, lang, r['kind'])}{'：' if lang == 'zh' else ': '}{label}" if label else term(KIND, lang, r["kind"])


def _annex_relations(b: Builder, facts: Facts) -> None:
    lang = b.lang
    b.heading(1, "附录一　已核对的勾稽关系", "Annex A. Every relation that was checked", numbered=False)
    b.text(
        b.t(
            "按文中先后排列。检验力为 0 至 1：越接近 1，数字有出入时越能被发现；接近 0 的相符几乎不说明问题（例如在很大的基数上只印一位小数的比率）。",
            "In reading order. The power, 0 to 1, says how much an error would have shown: a tie with a power near 0 (a rate with one decimal on a large base) proves next to nothing.",
        )
    )
    of_relation = {f.relation: facts.numbers[id(f)] for f in facts.run.findings}
    for d in facts.run.documents:
        at = facts.lines(d)
        figures = d.parsed.figures
        ordered = []
        for own, r in zip(d.parsed.relations, d.relations, strict=True):
            starts = [figures["start"][own.about]] if own.about >= 0 else [a for _, a, _ in own.spans] + [figures["start"][i] for _, i in own.members]
            ordered.append((min(starts, default=0), own, r))
        ordered.sort(key=lambda x: x[0])
        if not ordered:
            b.text(b.t(f"{name_of(d)}：文中没有可核对的关系。", f"{name_of(d)}: nothing to check in this text."))
            continue
        rows = []
        for start, own, r in ordered:
            n = of_relation.get(r["id"])
            verdict = f"{VERDICT[lang][r['verdict']]}" if r["verdict"] != "ties" else ""
            how = term(HOW, lang, r["how"])
            shown = how if not verdict or how == verdict else f"{verdict}{b.t('：', ': ')}{how}"
            if n:
                shown += b.t(f"（发现 {n}）", f" (finding {n})")
            formula = line(r["formula"]) if own.frame not in ("counts", "dates") else ""
            sums = clip(formula or redo(own, figures, lang).formula.lstrip("="), 160)
            rows.append([str(at(start)[0]), _matter(r, lang), words(Span(sums)), words(Span(shown, "strong" if r["verdict"] == "breaks" else "")), f"{r['power']:.2f}"])
        b.table(
            b.t(f"{name_of(d, 26)}：已核对的关系（{len(rows)} 项）", f"{name_of(d, 26)}: relations checked ({len(rows)})"),
            ((b.t("行", "Line"), 6, "right"), (b.t("事项", "Matter"), 28, "left"), (b.t("算式", "Arithmetic"), 38, "left"), (b.t("结论", "Verdict"), 19, "left"), (b.t("检验力", "Power"), 9, "right")),
            rows,
        )


def _annex_figures(b: Builder, facts: Facts) -> None:
    lang = b.lang
    b.heading(1, "附录二　未能核对的数字", "Annex B. Figures that could not be checked", numbered=False)
    any_ = False
    for d in facts.run.documents:
        f, at = d.parsed.figures, facts.lines(d)
        by: dict[str, list[str]] = {}
        for n, why in enumerate(f["unchecked"]):
            if why:
                label = clip(line(f["label"][n]), 12)
                by.setdefault(why, []).append(f"{at(f['start'][n])[0]}:{label} {line(f['text'][n])}" if label else f"{at(f['start'][n])[0]}:{line(f['text'][n])}")
        if not by:
            continue
        any_ = True
        rows = [[term(UNCHECKED, lang, why), str(len(items)), words(b.t("；", "; ").join(items))] for why, items in sorted(by.items(), key=lambda x: (-len(x[1]), x[0]))]
        b.table(
            b.t(f"{name_of(d, 26)}：未能核对的数字（{sum(map(len, by.values()))} 个）", f"{name_of(d, 26)}: figures not checked ({sum(map(len, by.values()))})"),
            ((b.t("原因", "Reason"), 24, "left"), (b.t("个数", "Count"), 8, "right"), (b.t("行:事项 数字", "Line:matter figure"), 68, "left")),
            rows,
        )
    if not any_:
        b.text(b.t("各报告的数字均参与了勾稽。", "Every figure takes part in a relation."))


def _annex_checks(b: Builder, facts: Facts, config: Config) -> None:
    lang, run = b.lang, facts.run
    rules, severities = rules_of(config), severities_of(config)
    judged, broken, found = Counter(), Counter(), Counter(f.code for f in run.findings)
    for r in [r for d in run.documents for r in d.relations] + run.relations:
        judged[r["check"]] += 1
        broken[r["check"]] += r["verdict"] == "breaks"
    b.heading(1, "附录三　所用检查", "Annex C. The checks", numbered=False)
    codes = sorted(set(severities) | set(judged) | set(found), key=lambda c: (c not in rules, c))
    rows = []
    for code in codes:
        rule = rules.get(code)
        severity = severities.get(code, rule.severity if rule else "")
        level = SEVERITY[lang].get(severity, severity)
        rows.append([words(Span(code, "code")), rule.title[lang] if rule else code, level, *(str(c[code]) if c[code] else "—" for c in (judged, broken, found))])
    b.table(
        b.t("检查集所含检查及本次结果", "The suite and what it found"),
        ((b.t("代码", "Code"), 13, "left"), (b.t("检查", "Check"), 41, "left"), (b.t("级别", "Level"), 16, "left"), (b.t("关系", "Relations"), 10, "right"), (b.t("不符", "Break"), 10, "right"), (b.t("发现", "Findings"), 10, "right")),
        rows,
        note=b.t("级别为检查集所定的上限；文字留有余地时，具体发现可低于此级。", "The level is the suite's; a finding may be lower where the words leave room."),
    )


def loudest(findings: Sequence[Finding]) -> str:
    """The highest severity among findings, or ""."""
    return max((f.severity for f in findings), key=RANK.__getitem__, default="")
