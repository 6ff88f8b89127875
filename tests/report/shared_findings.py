"""One run made by hand, the same for every renderer: Chinese, emoji, and text that wants to be markup, command or cell.

`shared_run()` does not depend on the parser or the judges, so that snapshots change when a renderer does. Three reports
(one clean, one hostile to its name), one input that failed, findings of every severity, waived and known ones, one
across reports, one about a waiver. `HOSTILE` holds the strings by what they try.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from audit.explain.findings import Lines
from audit.gate.summary import summary
from audit.model import Audited, Failure, Finding, Parsed, Place, Run, Suspect
from audit.relate.relations import Relation

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "cdata": "]]><!--x-->&amp;",
    "newline": "甲\r\n::error::乙\n##[error]丙",
    "percent": "100%0A%25",
    "control": "a\x00\x07\x1b[31mred\x7f\x9b",
    "bidi": "\u202e件14\u202c\u2066x\u2069",
    "arabic": "نسبة ٧٧٪",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "plus": "+1",
    "at": "@everyone",
    "markdown": "[点此](http://evil.example) `code` |cell| *b* #12 $x$ {0} {label}",
    "surrogate": "\ud800",
    "emoji": "👩‍⚖️🏛️",
}

TEXT_1 = """甲县2023年法治政府建设年度报告

一、主要举措和成效

🏛️ 行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。
全年受理行政复议申请120件，其中维持70件、撤销30件、驳回15件。
行政机关负责人出庭应诉率98.5%，群众满意度约18余次。
接待群众来访1,204人次，办结率97.00%。
行政应诉案件25件，审结23件，败诉2件，败诉率8.7%。
工作中还存在推
进不平衡的问题。
"""
TEXT_2 = "乙县2023年度报告\n\n受理50件，办结50件，办结率100%。败诉率4%（50件中2件）。\n"
TEXT_3 = (
    "丙县" + HOSTILE["html"] + "报告\r\n\r\n" + HOSTILE["control"] + HOSTILE["bidi"] + "共办理9件，"
    "其中甲类4件、乙类"
    + HOSTILE["emoji"]
    + "6件，占"
    + HOSTILE["percent"]
    + "。"
    + HOSTILE["cdata"]
    + "\r\n"
    + HOSTILE["formula"]
    + "，"
    + HOSTILE["markdown"]
    + "\r\n"
)
PATH_1 = "reports/甲 县#1 100%.txt"
PATH_2 = "reports/乙县.md"
PATH_3 = "reports/丙<b>\n::error file=a::县.html"
FAILED = "reports/坏.pdf"
WAIVERS = ".gouji-waivers.yaml"

# number of a report -> its figures in reading order: printed, value, unit, kind, decimals, label
_FIGURES = {
    1: [
        ("53件", "53", "件", "count", 0, "行政争议调解中心调解案件"),
        ("41件", "41", "件", "count", 0, "成功调解"),
        ("77.35%", "77.35", "%", "percent", 2, "调解成功率"),
        ("120件", "120", "件", "count", 0, "全年受理行政复议申请"),
        ("70件", "70", "件", "count", 0, "维持"),
        ("30件", "30", "件", "count", 0, "撤销"),
        ("15件", "15", "件", "count", 0, "驳回"),
        ("98.5%", "98.5", "%", "percent", 1, "行政机关负责人出庭应诉率"),
        ("18余次", "18", "次", "count", 0, "群众满意度"),
        ("1,204人次", "1204", "人次", "count", 0, "接待群众来访"),
        ("97.00%", "97.00", "%", "percent", 2, "办结率"),
        ("25件", "25", "件", "count", 0, "行政应诉案件"),
        ("23件", "23", "件", "count", 0, "审结"),
        ("2件", "2", "件", "count", 0, "败诉"),
        ("8.7%", "8.7", "%", "percent", 1, "败诉率"),
    ],
    2: [
        ("50件", "50", "件", "count", 0, "受理"),
        ("100%", "100", "%", "percent", 0, "办结率"),
        ("4%", "4", "%", "percent", 0, "败诉率"),
        ("2件", "2", "件", "count", 0, "败诉"),
    ],
    3: [
        ("9件", "9", "件", "count", 0, HOSTILE["newline"]),
        ("4件", "4", "件", "count", 0, "甲类" + HOSTILE["html"]),
        ("6件", "6", "件", "count", 0, HOSTILE["formula"]),
    ],
}


def shared_run() -> Run:
    """The run. Every call makes a new one."""
    documents = [
        _document(1, PATH_1, TEXT_1, "txt"),
        _document(2, PATH_2, TEXT_2, "md"),
        _document(3, PATH_3, TEXT_3, "html"),
    ]
    findings = [*_findings_1(documents[0]), *_findings_3(documents[2])]
    across = _across(documents)
    for d in documents:
        d.findings = [f for f in findings if f.document == d.id]
    every = [*findings, across[1], _about_a_waiver()]
    failures = [Failure(FAILED, f"{FAILED}: is a PDF (pdftotext -layout {FAILED} report.txt)")]
    return Run(documents, [across[0]], every, failures, summary(documents, every, failures))


def readable_run() -> Run:
    """The same without the input that failed, so that the verdict depends on the findings alone."""
    run = shared_run()
    return Run(run.documents, run.relations, run.findings, [], summary(run.documents, run.findings, []))


def clean_run() -> Run:
    """One report in which everything ties."""
    d = shared_run().documents[1]
    return Run([d], [], [], [], summary([d], [], []))


def nothing_run() -> Run:
    """Nothing was checked."""
    return Run([], [], [], [], summary([], [], []))


def _document(n: int, path: str, text: str, form: str) -> Audited:
    figures: dict[str, list] = {name: [] for name in _COLUMNS}
    at = 0
    for k, (printed, value, unit, kind, decimals, label) in enumerate(_FIGURES[n], 1):
        start = text.index(printed, at)
        at = start + len(printed)
        row = {
            "id": f"d{n}f{k}",
            "start": start,
            "end": at,
            "text": printed,
            "value": value,
            "num": int(value.replace(".", "")),
            "dec": len(value.partition(".")[2]),
            "step": 0,
            "unit": unit,
            "kind": kind,
            "decimals": decimals,
            "hedge": "",
            "low": None,
            "high": None,
            "label": label,
            "period": "2023年",
            "section": "一、主要举措和成效" if n == 1 else "",
            "unchecked": None,
            "cell": None,
            "sentence": 0,
        }
        for name, value_ in row.items():
            figures[name].append(value_)
    lines = text.splitlines()
    parsed = Parsed(
        path=path,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        format=form,
        encoding="gb18030" if n == 1 else "utf-8",
        source=text,
        title=lines[0],
        place="甲乙丙"[n - 1] + "县",
        year=2023,
        genre="rule_of_law_report",
        figures=figures,
        ledger={"start": [2], "end": [6], "reason": ["year"]},
        relations=_relations(n),
    )
    if n == 1:
        start = text.index("一、")
        parsed.sections = [(start, start + 9, 1, "一、主要举措和成效")]
    dicts = [
        {
            "id": f"d{n}r{k}",
            "kind": r.kind,
            "check": check,
            "verdict": verdict,
            "how": how,
            "label": r.label,
            "formula": formula,
            "members": [{"figure": figures["id"][i], "role": role} for role, i in r.members]
            + [{"start": a, "end": b, "role": role} for role, a, b in r.spans],
            "power": 1.0,
            "chance": 0.01,
        }
        for k, (r, (check, verdict, how, formula)) in enumerate(zip(parsed.relations, _JUDGED[n], strict=True), 1)
    ]
    count = len(figures["id"])
    ledger = {"numerals": count + 1, "checked": count, "unchecked": 0, "identifiers": 1}
    rounding = {
        "rounded_only": 0,
        "truncated_only": 1 if n == 1 else 0,
        "convention": "truncation" if n == 1 else "unknown",
    }
    return Audited(f"d{n}", parsed, dicts, ledger, rounding)


_COLUMNS = (
    "id",
    "start",
    "end",
    "text",
    "value",
    "num",
    "dec",
    "step",
    "unit",
    "kind",
    "decimals",
    "hedge",
    "low",
    "high",
    "label",
    "period",
    "section",
    "unchecked",
    "cell",
    "sentence",
)
_JUDGED = {
    1: [
        ("RAT102", "breaks", "truncated", "41 ÷ 53 = 77.35849…%"),
        ("SUM101", "breaks", "off", "70 + 30 + 15 = 115 ≠ 120"),
        ("GRN101", "undetermined", "zero_base", ""),
        ("HDG101", "breaks", "unround", "18余次"),
        ("SCP101", "breaks", "other_base", "2 ÷ 23 = 8.6956…%；2 ÷ 25 = 8%"),
        ("DOC103", "breaks", "differs", "1/0"),
        ("ORD101", "ties", "within", "23 ≤ 25"),
        ("GRN101", "breaks", "unattainable", "k ÷ 25 → 97.00%"),
    ],
    2: [("RAT101", "ties", "exact", "50 ÷ 50 = 100%"), ("RAT101", "ties", "exact", "2 ÷ 50 = 4%")],
    3: [("SUM101", "breaks", "off", "4 + 6 = 10 ≠ 9")],
}


def _rate(
    num: tuple[int, int], den: tuple[int, int], rep: tuple[int, int], scale: int, label: str, check: str = "RAT101"
) -> Relation:
    """A rate: each pair is (value, index of the figure)."""
    values = {
        "num_lo": num[0],
        "num_hi": num[0],
        "den_lo": den[0],
        "den_hi": den[0],
        "rep": rep[0],
        "rep_lo": rep[0],
        "rep_hi": rep[0],
    }
    members = [("numerator", num[1]), ("denominator", den[1]), ("reported", rep[1])]
    return Relation("rate", "rates", check, members, {**values, "scale": scale, "per": 100}, rep[1], label=label)


def _sum(total: tuple[int, int], parts: list[tuple[int, int]], label: str) -> Relation:
    whole = sum(v for v, _ in parts)
    values = {"total_lo": total[0], "total_hi": total[0], "parts_lo": whole, "parts_hi": whole, "mode": 0}
    members = [("total", total[1]), *(("part", i) for _, i in parts)]
    return Relation("sum", "sums", "SUM101", members, values, total[1], label=label)


def _relations(n: int) -> list[Relation]:
    if n == 2:
        return [_rate((50, 0), (50, 0), (100, 1), 1, "办结率"), _rate((2, 3), (50, 0), (4, 2), 1, "败诉率")]
    if n == 3:
        return [_sum((9, 0), [(4, 1), (6, 2)], HOSTILE["newline"])]
    broken = TEXT_1.index("推\n进")
    grain = {"rep": 985, "scale": 10, "per": 100, "den_lo": 0, "den_hi": 0}
    base = {
        "num_lo": 2,
        "num_hi": 2,
        "fitted_lo": 23,
        "fitted_hi": 23,
        "declared_lo": 25,
        "declared_hi": 25,
        "rep": 87,
        "scale": 10,
        "per": 100,
    }
    return [
        _rate((41, 1), (53, 0), (7735, 2), 100, "调解成功率", "RAT102"),
        _sum((120, 3), [(70, 4), (30, 5), (15, 6)], "全年受理行政复议申请"),
        Relation("granularity", "granularity", "GRN101", [("reported", 7)], grain, 7, label="行政机关负责人出庭应诉率"),
        Relation(
            "hedge",
            "hedges",
            "HDG101",
            [("reported", 8)],
            {"value": 18, "unit": 1, "digits": 2, "hedge": 1},
            8,
            label="群众满意度",
        ),
        Relation(
            "basis",
            "bases",
            "SCP101",
            [("numerator", 13), ("denominator", 12), ("denominator", 11), ("reported", 14)],
            base,
            14,
            label="败诉率",
            data={"fitted": 12, "declared": 11, "row": {"declared_name": {"zh": "发生案件", "en": "cases filed"}}},
        ),
        Relation(
            "form",
            "counts",
            "DOC103",
            [],
            {"found": 1, "expected": 0},
            -1,
            spans=[("item", broken, broken + 3)],
            label="段落",
        ),
        Relation(
            "order",
            "orders",
            "ORD101",
            [("earlier", 11), ("later", 12)],
            {"big_lo": 25, "big_hi": 25, "small_lo": 23, "small_hi": 23},
            12,
            label="审结",
        ),
        Relation(
            "granularity",
            "granularity",
            "GRN101",
            [("denominator", 11), ("reported", 10)],
            {"rep": 9700, "scale": 100, "per": 100, "den_lo": 25, "den_hi": 25},
            10,
            label="办结率",
        ),
    ]


def _finding(d: Audited, n: int, code: str, name: str, severity: str, message: str, **more) -> Finding:
    """The finding of the nth relation of a report."""
    r, out = d.parsed.relations[n - 1], d.relations[n - 1]
    f = d.parsed.figures
    places = [Place(d.parsed.path, f["start"][i], f["end"][i], role, f["id"][i], f["text"][i]) for role, i in r.members]
    places += [Place(d.parsed.path, a, b, role, "", d.parsed.source[a:b]) for role, a, b in r.spans]
    start, end = (f["start"][r.about], f["end"][r.about]) if r.about >= 0 else r.spans[0][1:]
    line, column = Lines(d.parsed.source)(start)
    settings = {
        "document": d.id,
        "path": d.parsed.path,
        "start": start,
        "end": end,
        "line": line,
        "column": column,
        "places": tuple(places),
        "help": "核对原始数据。",
        "formula": out["formula"],
        "reported": f["text"][r.about] if r.about >= 0 else "1",
        "expected": "",
        "label": r.label,
        "relation": out["id"],
        "how": out["how"],
        "fingerprint": hashlib.sha256(f"{d.id}|{n}".encode()).hexdigest()[:20],
    } | more
    return Finding(code=code, name=name, severity=severity, message=message, **settings)


def _findings_1(d: Audited) -> list[Finding]:
    """In reading order: truncated rate, sum, hedge (waived), attainability, base (known), broken paragraph."""
    suspects = (Suspect("d1f3", "77.35%", "77.36%", "digit", 0.9), Suspect("d1f2", "41件", "42件", "digit", 0.2))
    waiver = {
        "kind": "waiver",
        "reason": "原文如此，已与" + HOSTILE["html"] + "核对\n见附件 {0} [x](y)",
        "owner": "张三 @everyone",
        "date": "2026-03-01",
        "expires": "2026-12-31",
        "file": WAIVERS,
        "line": 4,
    }
    return [
        _finding(
            d,
            1,
            "RAT102",
            "rate-truncated",
            "warning",
            "调解成功率 77.35% 系截尾：41 ÷ 53 = 77.35849…%，四舍五入应为 77.36%",
            expected="77.36%",
            also=("GRN101",),
            suspects=suspects,
            alternatives=("29 ÷ 151件 = 19.2%（第 3 行）",),
        ),
        _finding(
            d,
            2,
            "SUM101",
            "parts-do-not-sum",
            "error",
            "全年受理行政复议申请 120件 与各项之和不符",
            expected="115件",
            help="核对总数与各分项。",
        ),
        _finding(
            d, 4, "HDG101", "exact-number-hedged", "warning", "群众满意度 18余次 精确到个位而加约数词", waiver=waiver
        ),
        _finding(d, 8, "GRN101", "rate-not-attainable", "error", "办结率 97.00% 在基数上取不到"),
        _finding(
            d,
            5,
            "SCP101",
            "rate-on-another-base",
            "warning",
            "败诉率 8.7% 按另一基数算得：2 ÷ 23 = 8.6956…%；2 ÷ 25 = 8%，按口径应为 8.0%（发生案件）",
            expected="8.0%",
            waiver={"kind": "baseline", "reason": "", "file": "gouji-baseline.json"},
        ),
        _finding(d, 6, "DOC103", "broken-paragraph", "info", "段落 在句中断开（1 处）", help=""),
    ]


def _findings_3(d: Audited) -> list[Finding]:
    message = "；".join(HOSTILE.values()) + " 与各项之和不符"
    return [
        _finding(
            d,
            1,
            "SUM101",
            "parts-do-not-sum",
            "error",
            message,
            expected=HOSTILE["formula"],
            alternatives=(HOSTILE["markdown"], HOSTILE["at"]),
        )
    ]


def _across(documents: list[Audited]) -> tuple[dict, Finding]:
    """One indicator on two bases: the relation across reports, and its finding."""
    first, second = documents[0].parsed, documents[1].parsed
    places = [
        Place(p.path, p.figures["start"][i], p.figures["end"][i], role, p.figures["id"][i], p.figures["text"][i])
        for p, members in (
            (first, ((13, "numerator"), (12, "denominator"), (14, "reported"))),
            (second, ((3, "numerator"), (0, "denominator"), (2, "reported"))),
        )
        for i, role in members
    ]
    formula = "甲县 2 ÷ 23 = 8.7%（审结案件）；乙县 2 ÷ 50 = 4%（一审案件）"
    relation = {
        "id": "x1",
        "kind": "basis",
        "check": "XDR101",
        "verdict": "breaks",
        "how": "marked",
        "label": "败诉率",
        "year": 2023,
        "genre": "rule_of_law_report",
        "formula": formula,
        "power": 1.0,
        "chance": 0.0,
        "members": [
            {"figure": p.figure, "path": p.path, "start": p.start, "end": p.end, "role": p.role} for p in places
        ],
        "rates": [
            {
                "path": first.path,
                "place": "甲县",
                "year": 2023,
                "base": "closed",
                "numerator": 2,
                "denominator": 23,
                "reported": "8.7%",
                "on": {"closed": {"denominator": 23, "rate": "8.6956…%"}, "filed": {"denominator": 25, "rate": "8%"}},
            },
            {
                "path": second.path,
                "place": "乙县",
                "year": 2023,
                "base": "first",
                "numerator": 2,
                "denominator": 50,
                "reported": "4%",
                "on": {"first": {"denominator": 50, "rate": "4%"}},
            },
        ],
    }
    at = _finding(
        documents[0], 5, "XDR101", "bases-differ-across-reports", "warning", f"败诉率 在各报告中所用基数不一：{formula}"
    )
    finding = replace(
        at,
        document="",
        places=tuple(places),
        formula=formula,
        relation="x1",
        how="marked",
        help="统一口径，或在汇总时注明基数。",
        fingerprint=hashlib.sha256(b"x1").hexdigest()[:20],
    )
    return relation, finding


def _about_a_waiver() -> Finding:
    """A finding of the gate itself, in a file that is no report."""
    mark = "0123456789abcdef0123"
    return Finding(
        code="GAT101",
        name="waiver-expired",
        severity="warning",
        document="",
        path=WAIVERS,
        start=250,
        end=270,
        line=14,
        column=18,
        places=(Place(WAIVERS, 250, 270, "item", "", mark),),
        message="豁免已于 2026-01-31 到期：RAT102 reports/丁县.txt:3 调解成功率 77.35%",
        help="重新核对后以 gouji waive 续期，或改正报告并删去该条目。",
        formula="",
        reported="2026-01-31",
        expected="",
        label="RAT102 reports/丁县.txt:3 调解成功率",
        relation="",
        how="expired",
        fingerprint=hashlib.sha256(b"gat").hexdigest()[:20],
    )
