"""One indicator in several reports: the base of each, and the rate on every base that the figures allow."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.compare.naming import names_of
from audit.explain.findings import Lines
from audit.explain.formula import Shown
from audit.model import Audited, Finding, Parsed, Place
from expectations.arithmetic.rounding import printed, round_ratio

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
_ALL = re.compile(r"(?:应诉|诉讼|被诉)案件(?:总数|总量|共计?|合计)?")  # of any instance, where no other word is nearer
_MATTER = re.compile(r"复议|诉讼|应诉|被诉|信访|调解|仲裁|执行|赔偿|民事|刑事|执法")
_SAME = {"应诉": "诉讼", "被诉": "诉讼"}
_NO_BASE = re.compile(
    r"上年|去年|同期|上期|结转|旧存|未[审办]?结|未[审办]|尚在|正在|在办|在审|不予|撤|败诉|胜诉|二审|再审"
)
MOST = 12  # reports that a message names
NEAR = 2  # sentences between a rate and another base of it


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
    """The class of a base by the words around its figure: 结案23件 closed, 一审案件50件 first, 行政应诉案件42件 all."""
    return _class(words) or "all"


def _class(words: str) -> str:
    """The class that the words name, or nothing."""
    return next((base for base, pattern in _WORDS if re.search(pattern, words)), "")


def signature_of(parsed: Parsed) -> str:
    """Of all figures of a report: copies share it."""
    return hashlib.sha256("|".join(map(str, parsed.figures["value"])).encode()).hexdigest()[:16]


def indicators_of(document: Audited, signature: str) -> list[Indicator]:
    """The rates of one report whose lexicon row declares a base, which is where reports differ.

    Args:    document: an audited report; signature: of its figures.
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
    declared_at = {r.about: r.data["declared"] for r in parsed.relations if r.check == "SCP101"}
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
        others = _others(parsed, n, d, p, declared_at.get(p))
        shown = Shown(f)
        out.append(Indicator(
            document.id, parsed.path, parsed.sha256, parsed.title, signature, parsed.place, parsed.year, parsed.genre,
            r.data["rate"], base_of(words), f["num"][n], f["num"][d], f["decimals"][p],
            (shown(n), shown(d), f["text"][p]), places, line, column, others,
        ))  # fmt: skip
    return out


def _others(parsed: Parsed, n: int, d: int, p: int, declared: int | None) -> dict[str, int]:
    """The other bases of a rate that its report gives: counts of the same matter whose own words name what they are.

    Args:    parsed: the report; n, d, p: its figures that are numerator, base and print; declared: the figure that
             SCP101 found for the declared base, or None.
    Returns: base -> count; what only stands nearby and is not named is nobody's base.
    """
    f = parsed.figures
    own, matter = base_of(_words(parsed, d)), _matter(parsed, d)
    found: dict[str, int] = {}
    if declared is not None and not f["dec"][declared]:
        found[base_of(_words(parsed, declared))] = f["num"][declared]
    block = parsed.source.rfind("\n", 0, f["start"][p])
    near = (
        i for i in range(p)
        if f["start"][i] > block and i not in (n, d) and f["sentence"][p] - f["sentence"][i] <= NEAR
    )  # fmt: skip
    for i in sorted(near, key=lambda i: (abs(i - d), i)):
        alike = f["kind"][i] == "count" and f["unit"][i] == f["unit"][d] and not (f["dec"][i] or f["hedge"][i])
        words = _words(parsed, i)
        base = _class(words) or ("all" if _ALL.search(words) else "")
        if not alike or not base or base == own or _NO_BASE.search(words) or _matter(parsed, i) != matter:
            continue
        if f["num"][i] >= f["num"][n] and _ordered(own, f["num"][d], base, f["num"][i]):
            found.setdefault(base, f["num"][i])
    found.pop(own, None)
    return found


def _ordered(own: str, count: int, base: str, other: int) -> bool:
    """Can two bases of one matter stand so? What was closed is part of what was filed, an instance part of all."""
    wider = ("judged", "heard", "closed", "filed")
    if "all" in (own, base):
        return count >= other if own == "all" else other >= count
    if own in wider and base in wider:
        return (wider.index(own) - wider.index(base)) * (count - other) >= 0
    return True


def _matter(parsed: Parsed, i: int) -> str:
    """What a figure's cases are: the last word before it, in its paragraph, that says so; 应诉 and 诉讼 are one."""
    start = parsed.figures["start"][i]
    block = parsed.source.rfind("\n", 0, start) + 1
    last = next(reversed(_MATTER.findall(parsed.source[max(block, start - 200) : start])), "")
    return _SAME.get(last, last)


def _words(parsed: Parsed, i: int) -> str:
    """The words of a figure's own clause, on both sides."""
    f = parsed.figures
    a, b = f["start"][i], f["end"][i]
    left = parsed.source[max(0, a - 24) : a]
    cut = max(left.rfind(c) for c in "，,。；;：:\n")
    right = re.split(r"[，,。；;：:\n0-9]", parsed.source[b : b + 8], maxsplit=1)[0]
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
    relations: list[dict] = []
    findings = []
    for (rate, year, genre), members in sorted(groups.items(), key=lambda g: (g[0][0], g[0][1] or 0, g[0][2])):
        firsts: dict[str, Indicator] = {}
        for m in members:
            firsts.setdefault(m.document, m)
        members = list(firsts.values())
        if len(members) < 2:
            continue
        differ = len({m.base for m in members}) > 1
        names = names_of(members)
        rule = rule_of(CODE)
        formula = "；".join(
            f"{name} {m.texts[0]} ÷ {m.texts[1]} = {m.texts[2]}（{BASES[m.base][lang]}）"
            for m, name in zip(members[:MOST], names, strict=False)
        ) + _more(len(members) - MOST, lang)
        key = f"x{len(relations) + 1}"
        harmonised = [_harmonised(m) for m in members]
        relations.append({
            "id": key, "kind": "basis", "check": CODE, "verdict": "breaks" if differ else "ties",
            "how": "marked" if differ else "exact", "label": rate, "year": year, "genre": genre,
            "members": [
                {"figure": p.figure, "path": p.path, "start": p.start, "end": p.end, "role": p.role}
                for m in members for p in m.places
            ],
            "formula": formula, "power": 1.0, "chance": 0.0, "rates": harmonised,
        })  # fmt: skip
        if not differ:
            continue
        message = rule.message[lang].format(
            label=rate, reported="", expected="", formula=formula, detail=_detail(members[:MOST], names, lang)
        )
        first = members[0]
        places = tuple(p for m in members for p in m.places)[:24]
        stem = f"{CODE}|{rate}|{year}|{genre}|" + "|".join(f"{m.title}:{m.texts}" for m in members)
        findings.append(Finding(
            CODE, rule.name, rule.severity, "", first.path, first.places[2].start, first.places[2].end, first.line,
            first.column, places, message, rule.help[lang], formula, first.texts[2], "", rate, key, "marked",
            fingerprint=hashlib.sha256(stem.encode()).hexdigest()[:20],
        ))  # fmt: skip
    return relations, findings


def _harmonised(m: Indicator) -> dict:
    """One report's rate on each base its figures give, with two decimals at least."""
    return {
        "path": m.path, "place": m.place, "year": m.year, "base": m.base, "numerator": m.numerator,
        "denominator": m.denominator, "reported": m.texts[2],
        "on": {b: {"denominator": n, "rate": _rate(m, n)} for b, n in sorted(_bases(m).items()) if n > 0},
    }  # fmt: skip


def _bases(m: Indicator) -> dict[str, int]:
    return {**m.others, m.base: m.denominator}


def _rate(m: Indicator, base: int) -> str:
    """Half-up, at the printed decimals, two at least: 2 of 25 is 8.00%."""
    places = max(2, m.decimals)
    return printed(round_ratio(m.numerator, base, places, 100), 10**places) + "%"


def _detail(members: Sequence[Indicator], names: Sequence[str], lang: str) -> str:
    """The rates on one base, for each base that the figures of some report allow beside its own."""
    out = []
    for base, words in BASES.items():
        rows = [(name, m, n) for name, m in zip(names, members, strict=False) if (n := _bases(m).get(base))]
        if not any(m.base != base for _, m, _ in rows):
            continue
        rates = [f"{name} {m.numerator} ÷ {n} = {_rate(m, n)}" for name, m, n in rows]
        out.append(f"按{words[lang]}，{'、'.join(rates)}" if lang == "zh" else f"on {words[lang]}: {', '.join(rates)}")
    if not out:
        return ""
    return "；换算：" + "；".join(out) if lang == "zh" else "; harmonised " + "; ".join(out)


def _more(count: int, lang: str) -> str:
    if count <= 0:
        return ""
    return f"；另有 {count} 份报告" if lang == "zh" else f"; and {count} more reports"
