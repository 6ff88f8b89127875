"""The annexes of a memo: every relation that was checked, every figure that could not be, every check."""

from __future__ import annotations

from collections import Counter

from audit.config import Config
from audit.explain.rules import rules_of, severities_of
from audit.report.memo.limits import matter
from audit.report.paper.blocks import Span, words
from audit.report.paper.build import Builder, Cell
from audit.report.paper.facts import Facts, name_of
from audit.report.paper.telling import arithmetic
from audit.report.paper.terms import HOW, SEVERITY, UNCHECKED, VERDICT, term
from audit.report.paper.text import clip, line


def relations(b: Builder, facts: Facts) -> None:
    lang = b.lang
    b.heading(1, "附录一　已核对的勾稽关系", "Annex A. Every relation that was checked", numbered=False)
    b.text(
        b.t(
            "按文中先后排列。检验力为 0 至 1：越接近 1，数字有出入时越能被发现；接近 0 "
            "的相符几乎不说明问题（例如在很大的基数上只印一位小数的比率）。",
            "In reading order. The power, 0 to 1, says how much an error would have shown: a tie with a power near 0 "
            "(a rate with one decimal on a large base) proves next to nothing.",
        )
    )
    of_relation = {f.relation: facts.numbers[id(f)] for f in facts.run.findings}
    for d in facts.run.documents:
        at = facts.lines(d)
        figures = d.parsed.figures
        ordered = []
        for own, r in zip(d.parsed.relations, d.relations, strict=True):
            starts = (
                [figures["start"][own.about]]
                if own.about >= 0
                else [a for _, a, _ in own.spans] + [figures["start"][i] for _, i in own.members]
            )
            ordered.append((min(starts, default=0), own, r))
        ordered.sort(key=lambda x: x[0])
        if not ordered:
            b.text(b.t(f"{name_of(d)}：文中没有可核对的关系。", f"{name_of(d)}: nothing to check in this text."))
            continue
        rows: list[list[Cell]] = []
        for start, own, r in ordered:
            n = of_relation.get(r["id"])
            verdict = f"{VERDICT[lang][r['verdict']]}" if r["verdict"] != "ties" else ""
            how = term(HOW, lang, r["how"])
            shown = how if not verdict or how == verdict else f"{verdict}{b.t('：', ': ')}{how}"
            marked = [Span(shown, "strong" if r["verdict"] == "breaks" else "")]
            if n:
                marked.append(Span(b.t(f"（发现 {n}）", f" (finding {n})"), link=f"f{n}"))
            rows.append(
                [str(at(start)[0]), matter(r, lang), clip(arithmetic(own, r), 160), words(*marked), f"{r['power']:.2f}"]
            )
        b.table(
            b.t(
                f"{name_of(d, 26)}：已核对的关系（{len(rows)} 项）",
                f"{name_of(d, 26)}: relations checked ({len(rows)})",
            ),
            (
                (b.t("行", "Line"), 6, "right"),
                (b.t("事项", "Matter"), 28, "left"),
                (b.t("算式", "Arithmetic"), 38, "left"),
                (b.t("结论", "Verdict"), 19, "left"),
                (b.t("检验力", "Power"), 9, "right"),
            ),
            rows,
        )


def unchecked(b: Builder, facts: Facts) -> None:
    lang = b.lang
    b.heading(1, "附录二　未能核对的数字", "Annex B. Figures that could not be checked", numbered=False)
    any_ = False
    for d in facts.run.documents:
        f, at = d.parsed.figures, facts.lines(d)
        by: dict[str, list[str]] = {}
        for n, why in enumerate(f["unchecked"]):
            if why:
                label = clip(line(f["label"][n]), 12)
                by.setdefault(why, []).append(
                    f"{at(f['start'][n])[0]}:{label} {line(f['text'][n])}"
                    if label
                    else f"{at(f['start'][n])[0]}:{line(f['text'][n])}"
                )
        if not by:
            continue
        any_ = True
        rows: list[list[Cell]] = [
            [term(UNCHECKED, lang, why), str(len(items)), words(b.t("；", "; ").join(items))]
            for why, items in sorted(by.items(), key=lambda x: (-len(x[1]), x[0]))
        ]
        b.table(
            b.t(
                f"{name_of(d, 26)}：未能核对的数字（{sum(map(len, by.values()))} 个）",
                f"{name_of(d, 26)}: figures not checked ({sum(map(len, by.values()))})",
            ),
            (
                (b.t("原因", "Reason"), 24, "left"),
                (b.t("个数", "Count"), 8, "right"),
                (b.t("行:事项 数字", "Line:matter figure"), 68, "left"),
            ),
            rows,
        )
    if not any_:
        b.text(b.t("各报告的数字均参与了勾稽。", "Every figure takes part in a relation."))


def checks(b: Builder, facts: Facts, config: Config) -> None:
    lang, run = b.lang, facts.run
    rules, severities = rules_of(config), severities_of(config)
    judged: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    found = Counter(f.code for f in run.findings)
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
        rows.append(
            [
                words(Span(code, "code")),
                rule.title[lang] if rule else code,
                level,
                *(str(c[code]) if c[code] else "—" for c in (judged, broken, found)),
            ]
        )
    b.table(
        b.t("检查集所含检查及本次结果", "The suite and what it found"),
        (
            (b.t("代码", "Code"), 13, "left"),
            (b.t("检查", "Check"), 41, "left"),
            (b.t("级别", "Level"), 16, "left"),
            (b.t("关系", "Relations"), 10, "right"),
            (b.t("不符", "Break"), 10, "right"),
            (b.t("发现", "Findings"), 10, "right"),
        ),
        rows,
        note=b.t(
            "级别为检查集所定的上限；文字留有余地时，具体发现可低于此级。",
            "The level is the suite's; a finding may be lower where the words leave room.",
        ),
    )
