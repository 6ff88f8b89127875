"""Judged relations -> findings: one defect, one finding; severities; places; fingerprints."""

from __future__ import annotations

import bisect
import datetime
import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from audit.explain.formula import MAX_TERMS, Shown, added, formula, printed, summed
from audit.explain.message import DETAIL, expected_text, fill
from audit.model import RANK, Finding, Parsed, Place
from audit.relate.relations import Relation

if TYPE_CHECKING:
    from expectations.catalogue import Rule

# Which relation speaks where one defect breaks several of the same figures: earlier codes first.
_PRIORITY = ("RAT", "CHG", "SUM", "SCP", "REP", "HDG", "GRN", "ORD", "ENU", "PER", "DOC", "XDR")
MAX_PLACES = 24
MAX_PLACE = 80


class Lines:
    """Line and column (both from 1, in code points) of positions in a source."""

    def __init__(self, source: str) -> None:
        self.starts = [0]
        at = source.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = source.find("\n", at + 1)

    def __call__(self, position: int) -> tuple[int, int]:
        line = self.line(position)
        return line, position - self.starts[line - 1] + 1

    def line(self, position: int) -> int:
        """The line alone."""
        return bisect.bisect_right(self.starts, position)


def rounding(relations: Sequence[Relation], outcomes: Sequence[Mapping]) -> dict:
    """The rounding convention of one report: how many exact rates only rounding reproduces, how many only truncation.

    Returns: counts and `convention`: half_up, truncation, mixed, or unknown where no rate tells.
    """
    rounded = cut = 0
    for r, o in zip(relations, outcomes, strict=True):
        if r.frame not in ("rates", "changes") or o["how"] not in ("half_up", "half_even", "truncated"):
            continue
        v = r.values
        if r.frame == "rates":
            num, den = v["num_lo"], v["den_lo"]
            exact = v["num_lo"] == v["num_hi"] and v["den_lo"] == v["den_hi"]
        else:
            num, den = abs(v["cur_lo"] - v["prev_lo"]), v["prev_lo"]
            exact = v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"]
        if not exact or den <= 0:
            continue
        if o["how"] == "truncated":
            cut += 1
        elif abs(num) * v["per"] * v["scale"] // den != abs(v["rep"]):
            rounded += 1
    convention = "unknown"
    if rounded or cut:
        convention = "half_up" if not cut else "truncation" if not rounded else "mixed"
    return {"rounded_only": rounded, "truncated_only": cut, "convention": convention}


def document_key(parsed: Parsed) -> str:
    """What a fingerprint knows a report by: place, year and title where it states them, else its path from here."""
    if parsed.title and (parsed.place or parsed.year):
        return f"{parsed.place}|{parsed.year}|{parsed.title}"
    full, here = os.path.abspath(parsed.path), os.getcwd()
    return (os.path.relpath(full, here) if full.startswith(here + os.sep) else parsed.path).replace("\\", "/")


def findings_of(
    parsed: Parsed,
    doc_id: str,
    relation_ids: Sequence[str],
    outcomes: Sequence[Mapping],
    rules: Mapping[str, Rule],
    severities: Mapping[str, str],
    lang: str,
) -> list[Finding]:
    """The findings of one report.

    Args:
        parsed: the report. doc_id, relation_ids: ids in this run, relation_ids parallel to parsed.relations.
        outcomes: parallel to the relations: code, verdict, how, expected, power. rules: code -> catalogue rule.
        severities: code -> severity of the suite in force, which can only lower what a relation's words allow.
    Returns: findings in reading order (start, code), one a defect.
    """
    lines = Lines(parsed.source)
    convention = rounding(parsed.relations, outcomes)
    habit = convention["truncated_only"] >= 3 and convention["rounded_only"] == 0
    shown = Shown(parsed.figures)
    broken = [k for k, o in enumerate(outcomes) if o["verdict"] == "breaks"]
    kept, also = _merge(parsed.relations, outcomes, broken)
    out = []
    stems = {}  # relation -> what a fingerprint is made of: the words of one language, whatever the messages are in
    for k in kept:
        r, o = parsed.relations[k], outcomes[k]
        code = o["code"]
        fixed = words(parsed, r, o, shown, "zh")
        stems[relation_ids[k]] = (fixed["label"], fixed["expected"])
        rule = rules[code]
        severity = _lower(severities.get(code, rule.severity), r.cap)
        if code in ("RAT102", "CHG105"):
            severity = _lower("info" if habit and code == "RAT102" else severity, "warning")
        out.append(_finding(parsed, doc_id, r, o, rule, severity, also.get(k, ()), relation_ids[k], lines, shown, lang))
    out.sort(key=lambda f: (f.start, f.end, f.code, f.relation))
    return _fingerprints(out, document_key(parsed), stems)


def _lower(a: str, b: str) -> str:
    return a if RANK[a] <= RANK[b] else b


def _merge(
    relations: Sequence[Relation], outcomes: Sequence[Mapping], broken: list[int]
) -> tuple[list[int], dict[int, tuple[str, ...]]]:
    """Fold findings that speak of one defect: the same figures, or a part of them, under another code."""
    order = sorted(
        broken,
        key=lambda k: (
            _PRIORITY.index(outcomes[k]["code"][:3]) if outcomes[k]["code"][:3] in _PRIORITY else 99,
            -RANK[relations[k].cap],
            k,
        ),
    )
    kept: list[int] = []
    also: dict[int, list[str]] = {}
    sets = {k: frozenset(i for _, i in relations[k].members) for k in order}
    by_figure: dict[int, list[int]] = {}
    for k in order:
        mine = sets[k]
        host = None
        if mine and relations[k].kind not in ("hedge",):
            candidates = {h for i in mine for h in by_figure.get(i, ())}
            for h in sorted(candidates, key=kept.index):
                theirs = sets[h]
                same_figure = (
                    relations[h].about == relations[k].about
                    and relations[k].about >= 0
                    and len(mine & theirs) >= 2
                    and relations[h].note != "grid"
                )
                if mine <= theirs or same_figure:
                    host = h
                    break
        if host is None:
            kept.append(k)
            for i in mine:
                by_figure.setdefault(i, []).append(k)
        else:
            code = outcomes[k]["code"]
            if code != outcomes[host]["code"]:
                also.setdefault(host, []).append(code)
    return kept, {k: tuple(sorted(set(v))) for k, v in also.items()}


def clean_label(label: str) -> str:
    """A label as a message shows it: without line breaks, markup and loose brackets, 28 characters at most."""
    text = re.sub(r"[\s*#|]+", "", label).strip("，,。；;：:、（(）)“”\"'·-—")
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        text = re.sub(r"^[^（(]*[)）]|[（(][^)）]*$", "", text) or text
    return text if len(text) <= 28 else text[-28:]


def _finding(
    parsed: Parsed,
    doc_id: str,
    r: Relation,
    o: Mapping,
    rule: Rule,
    severity: str,
    also: tuple[str, ...],
    relation_id: str,
    lines: Lines,
    shown: Shown,
    lang: str,
) -> Finding:
    figures = parsed.figures
    places = []
    for role, i in r.members:
        places.append(
            Place(parsed.path, figures["start"][i], figures["end"][i], role, figures["id"][i], figures["text"][i])
        )
    for role, a, b in r.spans:
        b = min(b, a + MAX_PLACE)
        places.append(Place(parsed.path, a, b, role, "", parsed.source[a:b]))
    if r.about >= 0:
        start, end = figures["start"][r.about], figures["end"][r.about]
    elif r.spans:
        start, end = r.spans[0][1], min(r.spans[0][2], r.spans[0][1] + MAX_PLACE)
    else:
        start, end = places[0].start, places[0].end
    fields = words(parsed, r, o, shown, lang)
    line, column = lines(start)
    message = fill(rule.message[lang], **fields)
    return Finding(
        code=o["code"],
        name=rule.name,
        severity=severity,
        document=doc_id,
        path=parsed.path,
        start=start,
        end=end,
        line=line,
        column=column,
        places=tuple(places[:MAX_PLACES]),
        message=message,
        help=rule.help[lang],
        formula=fields["formula"],
        reported=fields["reported"],
        expected=fields["expected"],
        label=fields["label"],
        relation=relation_id,
        how=o["how"],
        also=also,
    )


def words(parsed: Parsed, r: Relation, o: Mapping, shown: Shown, lang: str) -> dict[str, str]:
    """The fields of a message: label, reported, expected, formula, detail."""
    figures = parsed.figures
    text = figures["text"]
    detail = DETAIL[lang]
    label = clean_label(r.label)
    reported = text[r.about].strip() if r.about >= 0 else ""
    expected = ""
    more = ""
    frame, v = r.frame, r.values
    calc = formula(r, shown)
    unit = figures["unit"][r.about] if r.about >= 0 else ""
    if frame in ("rates", "changes", "bases"):
        expected = expected_text(r, o["expected"], unit)
        if r.data.get("mean"):
            expected = _mean_expected(r, o, parsed)
        if r.note == "multiple":
            expected = ""
        if frame == "changes" and v["sign"] < 0:
            expected = expected.lstrip("-")
        if o["how"] == "direction":
            expected = ""
    elif frame == "differences":
        if o["expected"] is not None and r.note != "from_to":
            low, high = o["expected"] if isinstance(o["expected"], tuple) else (o["expected"], o["expected"])
            scale = 10 ** _decimals_between(v["delta_lo"], v["delta_hi"], r, figures)
            expected = (
                printed(abs(int(low)), scale)
                if low == high
                else f"{printed(abs(int(low)), scale)}~{printed(abs(int(high)), scale)}"
            )
            expected = _trim(expected) + (unit if unit in ("个百分点", "百分点") else "")
    elif frame == "sums":
        expected = _parts_total(r, parsed) or _printed_total(r, shown)
        if r.check == "RAT103":
            expected = "100%"
            reported = calc.split("=")[-1].strip()
        elif r.check == "SUM104":
            ids = [i for role, i in r.members if role in ("plus", "total")]
            reported = added(ids, shown)
            outs = [i for role, i in r.members if role in ("minus", "part")]
            expected = added(outs, shown)
        elif r.check == "SUM102":
            part = next(i for role, i in r.members if role == "part")
            reported = text[part].strip()
            label = clean_label(figures["label"][part])
        parts = sum(role in ("part", "minus") for role, _ in r.members)
        if parts > MAX_TERMS:
            more = detail["long"].format(n=parts)
    elif frame in ("granularity", "back_changes"):
        n = o["expected"]
        scale = v["scale"]
        if isinstance(n, tuple):
            expected = (
                "、".join(f"{printed(int(x), scale)}%" for x in n)
                if frame == "granularity"
                else "、".join(str(x) for x in n)
            )
        elif n is not None:
            expected = f"{printed(int(n), scale)}%" if frame == "granularity" else str(n)
        if r.data.get("survey"):
            more = detail["survey"]
    elif frame == "orders":
        later = next(i for role, i in r.members if role == "later")
        earlier = next(i for role, i in r.members if role == "earlier")
        reported, expected = text[later].strip(), text[earlier].strip()
    elif frame in ("repeats", "contradictions"):
        if r.members:
            a, b = (i for _, i in r.members[:2])
            reported, expected = text[a].strip(), text[b].strip()
            if r.check == "HDG102":
                hedged = r.about
                exact = b if hedged == a else a
                reported, expected = text[exact].strip(), _with_hedge(parsed, hedged)
        else:
            reported, expected = (parsed.source[s:e] for _, s, e in r.spans[:2])
    elif frame == "enumerations":
        reported, expected = str(v["announced"]), str(v["listed"])
        if r.check == "ENU102":
            reported = r.label or str(v["announced"])
            label = "序号" if lang == "zh" else "numbering"
            expected = str(v["listed"])
    elif frame == "hedges" or (frame == "marks" and r.check == "HDG103"):
        reported = _with_hedge(parsed, r.about)
    elif frame == "dates":
        day = datetime.date.fromordinal
        if r.check == "PER101":
            reported, expected = day(v["later"]).isoformat(), day(v["earlier"]).isoformat()
            label = "成文日期" if lang == "zh" else "signing date"
        elif r.check == "PER102":
            reported, expected = day(v["earlier"]).isoformat(), day(v["later"]).isoformat()
            label = "公布日期" if lang == "zh" else "publication"
        else:
            reported, expected = day(v["earlier"]).isoformat(), day(v["later"]).isoformat()
            label = "数据截止日" if lang == "zh" else "as-of date"
    elif frame == "counts":
        label, reported, expected, more = _form(r, lang)
    if r.kind == "basis" and r.check == "SCP101":
        row = r.data.get("row", {})
        name = row.get("declared_name", {}).get(lang, "")
        more = (f"（{name}）" if lang == "zh" else f" ({name})") if name else ""
    return {"label": label, "reported": reported, "expected": expected, "formula": calc, "detail": more}


def _trim(text: str) -> str:
    return re.sub(r"(\.\d*?)0+(?=~|$)", r"\1", text).rstrip(".") if "." in text else text


def _decimals_between(low: int, high: int, r: Relation, figures: Mapping[str, Sequence]) -> int:
    """The scale of a difference's frame: the printed delta's value against its integer."""
    value = str(figures["value"][r.about])
    digits = value.replace(".", "").replace("-", "").lstrip("0")
    dec = len(value.partition(".")[2])
    middle = (abs(low) + abs(high)) // 2
    if not digits:
        return dec
    base, shift = int(digits), 0
    while base * 10**shift < middle and shift < 8:
        shift += 1
    return dec + shift


def _mean_expected(r: Relation, o: Mapping, parsed: Parsed) -> str:
    """An average at the print's own unit: 7.2万元, 10202件."""
    if o["expected"] is None:
        return ""
    value = o["expected"][0] if isinstance(o["expected"], tuple) else o["expected"]
    v = r.values
    text = parsed.figures["text"][r.about].strip()
    m = re.match(r"[0-9,，.\s]+", text)
    tail = text[m.end() :] if m else ""
    decimals = len(m.group().strip().partition(".")[2]) if m else 0
    return printed(int(value), 10**decimals if tail[:1] in "万亿千百" else v["scale"]) + tail


def _parts_total(r: Relation, parsed: Parsed) -> str:
    """The sum of the parts in the unit that the total is printed in."""
    v = r.values
    totals = [i for role, i in r.members if role in ("total", "plus")]
    if not totals or v["parts_lo"] != v["parts_hi"]:
        return ""
    value = str(parsed.figures["value"][totals[0]])
    if "/" in value or v["total_lo"] != v["total_hi"]:
        return ""
    base = int(value.replace(".", "").replace("-", "") or 0)
    decimals = len(value.partition(".")[2])
    if not base or abs(v["total_lo"]) % base:
        return str(v["parts_lo"])
    factor = abs(v["total_lo"]) // base
    return (
        printed(v["parts_lo"] // factor, 10**decimals)
        if v["parts_lo"] % factor == 0
        else printed(v["parts_lo"], 10**decimals * factor)
    )


def _printed_total(r: Relation, shown: Shown) -> str:
    """The sum of rounded amounts as printed, 1596.42亿; "" where a part is hedged, or the sum has no single value."""
    totals, parts = ([i for role, i in r.members if role in roles] for roles in (("total", "plus"), ("part", "minus")))
    roles = {role for role, _ in r.members}
    if len(totals) != 1 or len(parts) < 2 or {"plus", "minus"} <= roles or shown.hedged(parts):
        return ""
    made = summed(parts, (), totals[0], shown)
    return made[0] if made else ""


def _with_hedge(parsed: Parsed, i: int) -> str:
    """A hedged figure with the hedge words around it: 超过4000家次."""
    a, b = parsed.figures["start"][i], parsed.figures["end"][i]
    before = re.search(
        r"(?:不少于|不低于|不超过|大约|超过|突破|将近|接近|至少|不足|不到|约|近|逾|超|上)[ ]*$",
        parsed.source[max(0, a - 4) : a],
    )
    after = re.match(r"(?:以上|以下|以内|左右|上下|之多|多)", parsed.source[b : b + 2])
    return f"{before.group().strip() if before else ''}{parsed.source[a:b].strip()}{after.group() if after else ''}"


def _form(r: Relation, lang: str) -> tuple[str, str, str, str]:
    v, zh = r.values, lang == "zh"
    if r.check in ("DOC101", "DOC105"):
        name = (
            {"“”": "引号", "‘’": "单引号", "《》": "书名号", "（）": "括号"}.get(r.data["pair"], r.data["pair"])
            if zh
            else r.data["pair"]
        )
        return f"{name}{r.data['pair']}" if zh else name, str(r.data["closes"]), str(r.data["opens"]), ""
    if r.check == "DOC102":
        return (f"元数据“{r.label}”" if zh else f"metadata {r.label}"), str(v["found"]), str(v["expected"]), ""
    if r.check == "DOC103":
        return ("段落" if zh else "a paragraph"), "", "", f"（{v['found']} 处）" if zh else f" ({v['found']} places)"
    if r.check == "DOC104":
        return (f"“{r.label}”部分" if zh else f"the part 「{r.label}」"), "", "", ""
    return ("报告" if zh else "the report"), "", "", ""


def _fingerprints(findings: Iterable[Finding], key: str, stems: Mapping[str, tuple[str, str]]) -> list[Finding]:
    """Bind each finding to its values and labels, not to its line: a changed value is a new finding."""
    from dataclasses import replace

    seen: dict[str, int] = {}
    out = []
    for f in findings:
        values = "|".join(f"{p.role}={re.sub(chr(92) + 's', '', p.text)}" for p in f.places)
        label, expected = stems[f.relation]
        stem = f"{key}|{f.code}|{label}|{values}|{expected}"
        n = seen[stem] = seen.get(stem, -1) + 1
        digest = hashlib.sha256(f"{stem}|{n}".encode()).hexdigest()[:20]
        out.append(replace(f, fingerprint=digest))
    return out
