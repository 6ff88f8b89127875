"""One indicator in several reports: which base each was computed on, and the rate harmonised to each base where the figures allow."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.explain.findings import Lines
from audit.explain.formula import Shown, ratio
from audit.model import Audited, Finding, Place

CODE = "XDR101"
BASES = {
    "closed": {"zh": "审结（办结）案件", "en": "cases closed"},
    "judged": {"zh": "实体判决（生效裁判）案件", "en": "judgments on the merits"},
    "heard": {"zh": "开庭审理案件", "en": "cases heard"},
    "filed": {"zh": "收案（受理、发生）案件", "en": "cases filed"},
    "first": {"zh": "一审案件（未分收结）", "en": "first-instance cases"},
    "all": {"zh": "全部案件（未分审级）", "en": "all cases, any instance"},
}
_WORDS = (
    ("judged", r"判决案件|实体|生效|裁判"), ("heard", r"开庭"), ("closed", r"审结|结案|办结|已结"),
    ("filed", r"新收|收案|受理|发生|立案|登记|收到"), ("first", r"一审"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indicator:
    """One stated rate of one report, as far as other reports need to know it."""

    document: str
    path: str
    sha256: str
    title: str
    signature: str  # of all figures: copies share it
    place: str
    year: int | None
    genre: str
    rate: str
    base: str  # of BASES
    numerator: int
    denominator: int
    decimals: int
    texts: tuple[str, str, str]  # numerator, denominator, print
    places: tuple[Place, ...]
    line: int
    column: int
    others: dict[str, int] = field(default_factory=dict)  # base -> count, where the report gives it


def base_of(words: str) -> str:
    """The class of a base by the words around its figure: 结案23件 is closed, 一审案件50件 first-instance, 行政应诉案件42件 all."""
    for base, pattern in _WORDS:
        if re.search(pattern, words):
            return base
    return "all"


def indicators_of(document: Audited) -> list[Indicator]:
    """The rates of one report whose lexicon row declares a base, which is where reports differ.

    Args:    document: an audited report.
    Returns: one Indicator a rate that stands on a count; rates that do not recompute on any base are left out.
    """
    parsed = document.parsed
    f = parsed.figures
    from audit.relate.context import rate_rows

    declared = {row["rate"] for row in rate_rows() if row.get("declared")}
    rows = [
        (r, o)
        for r, o in zip(parsed.relations, document.relations, strict=True)
        if r.kind == "rate" and r.frame == "rates" and r.data.get("rate") in declared
    ]
    if not rows:
        return []
    signature = hashlib.sha256("|".join(map(str, f["value"])).encode()).hexdigest()[:16]
    lines = Lines(parsed.source)
    out = []
    for r, judged in rows:
        num = [i for role, i in r.members if role == "numerator"]
        den = [i for role, i in r.members if role == "denominator"]
        if len(num) != 1 or len(den) != 1 or (judged["verdict"] != "ties" and judged["how"] != "truncated"):
            continue
        n, d, p = num[0], den[0], r.about
        if f["dec"][n] or f["dec"][d]:
            continue
        words = _words(parsed, d)
        line, column = lines(f["start"][p])
        places = tuple(
            Place(parsed.path, f["start"][i], f["end"][i], role, f["id"][i], f["text"][i])
            for role, i in (("numerator", n), ("denominator", d), ("reported", p))
        )
        others = {}
        for i in range(max(0, d - 3), min(len(f["start"]), p)):
            if (
                i not in (n, d)
                and f["kind"][i] == "count"
                and f["unit"][i] == f["unit"][d]
                and abs(f["sentence"][i] - f["sentence"][d]) <= 1
                and f["num"][i] >= f["num"][n]
            ):
                others.setdefault(base_of(_words(parsed, i)), f["num"][i])
        shown = Shown(f)
        out.append(Indicator(document.id, parsed.path, parsed.sha256, parsed.title, signature, parsed.place, parsed.year, parsed.genre, r.data["rate"], base_of(words), f["num"][n], f["num"][d],
                             f["decimals"][p], (shown(n), shown(d), f["text"][p]), places, line, column, others))  # fmt: skip
    return out


def _words(parsed, i: int) -> str:
    """The words of a figure's own clause, on both sides."""
    f = parsed.figures
    a, b = f["start"][i], f["end"][i]
    left = parsed.source[max(0, a - 24) : a]
    cut = max(left.rfind(c) for c in "，,。；;：:\n")
    right = re.match(r"[^，,。；;：:\n0-9]{0,8}", parsed.source[b : b + 8]).group()
    return left[cut + 1 :] + right


def bases_across(rows: Sequence[Indicator], lang: str) -> tuple[list[dict], list[Finding]]:
    """Set the bases of each indicator side by side: one relation and at most one finding an indicator, year and genre.

    Args:    rows: indicators of distinct reports; lang: language of the messages.
    Returns: relations (kind basis; verdict breaks where two reports use different bases) and findings.
    """
    from expectations.catalogue import rule_of

    groups: dict[tuple, list[Indicator]] = {}
    for row in rows:
        groups.setdefault((row.rate, row.year, row.genre), []).append(row)
    relations, findings = [], []
    for (rate, year, genre), members in sorted(groups.items(), key=lambda g: (g[0][0], g[0][1] or 0, g[0][2])):
        firsts: dict[str, Indicator] = {}
        for m in members:
            firsts.setdefault(m.document, m)
        members = list(firsts.values())
        if len(members) < 2:
            continue
        differ = len({m.base for m in members}) > 1
        rule = rule_of(CODE)
        formula = "；".join(
            f"{m.place or m.title or m.path} {m.texts[0]} ÷ {m.texts[1]} = {m.texts[2]}（{BASES[m.base][lang]}）"
            for m in members[:12]
        )
        key = f"x{len(relations) + 1}"
        harmonised = [_harmonised(m) for m in members]
        relations.append({"id": key, "kind": "basis", "check": CODE, "verdict": "breaks" if differ else "ties", "how": "marked" if differ else "exact", "label": rate, "year": year, "genre": genre,
                          "members": [{"figure": p.figure, "path": p.path, "start": p.start, "end": p.end, "role": p.role} for m in members for p in m.places],
                          "formula": formula, "power": 1.0, "chance": 0.0, "rates": harmonised})  # fmt: skip
        if not differ:
            continue
        message = rule.message[lang].format(label=rate, reported="", expected="", formula=formula, detail="")
        first = members[0]
        places = tuple(p for m in members for p in m.places)[:24]
        stem = f"{CODE}|{rate}|{year}|{genre}|" + "|".join(f"{m.title}:{m.texts}" for m in members)
        findings.append(Finding(CODE, rule.name, rule.severity, "", first.path, first.places[2].start, first.places[2].end, first.line, first.column, places, message, rule.help[lang], formula,
                                first.texts[2], "", rate, key, "marked", fingerprint=hashlib.sha256(stem.encode()).hexdigest()[:20]))  # fmt: skip
    return relations, findings


def _harmonised(m: Indicator) -> dict:
    """One report's rate on each base its figures give, at its own printed decimals."""
    bases = {m.base: m.denominator, **{b: n for b, n in m.others.items() if b != m.base}}
    return {
        "path": m.path, "place": m.place, "year": m.year, "base": m.base, "numerator": m.numerator, "denominator": m.denominator, "reported": m.texts[2],
        "on": {b: {"denominator": n, "rate": ratio(m.numerator, n, 100, m.decimals) + "%"} for b, n in sorted(bases.items()) if n > 0},
    }  # fmt: skip
