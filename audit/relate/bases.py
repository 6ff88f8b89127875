"""Basis and scope: the base a rate was computed on against the base declared for it, and labels narrower than
their base.
"""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.context import Context, rate_rows
from audit.relate.relations import WARNING, Relation, common, scaled

_FILED = re.compile(r"(?:行政诉讼|行政应诉|应诉|诉讼)(?:一审)?案件(?:共计?|总计|合计|总数(?:为|达)?)?$")
_CLOSING = re.compile(r"审结|结案|办结")
_INSTANCE = re.compile(r"一审|二审|再审|终审")
_PROCEEDING = re.compile(r"复议|诉讼|应诉|仲裁|信访|赔偿")
_BASES = re.compile(r"新收|收案|受理")
_BASES_2 = re.compile(r"复议|二审|执行|民事|刑事")
_IS_FILED = re.compile(r"新收|发生|受理")
_IS_FILED_2 = re.compile(r"上年|去年|同期|一审判|审结|结案|办结|败诉")
_IS_CLOSED = re.compile(r"上年|去年|同期|败诉|胜诉")

_NEAR = 1000  # figures around a base among which another one is looked for


def bases(c: Context, out: list[Relation]) -> None:
    """Relate each rate that ties with the base its row of the lexicon declares.

    Args:    c: the document laid out; out: relations, appended to. A clause that names its base is taken at its word.
    """
    f = c.figures
    rows = {r["rate"]: r for r in rate_rows()}
    for r in [r for r in out if r.kind == "rate" and r.data.get("rate")]:
        row = rows.get(r.data["rate"], {})
        num = [i for role, i in r.members if role == "numerator"]
        den = [i for role, i in r.members if role == "denominator"]
        rep = r.about
        if not num or not den or not ties(c, num, den, rep):
            continue
        narrower(c, out, num, den, rep, r)
        declared = row.get("declared")
        if not declared or r.data.get("explicit") or len(den) != 1:
            continue
        d = den[0]
        words = c.clause_text[d][-20:] + c.post[d][:8]
        closing = _CLOSING.search(words)
        on_closed = any(_CLOSING.search(w) for w in declared)  # a user's row declares the cases closed
        if on_closed and (closing or any(w in words for w in declared)):
            continue
        if not on_closed and not closing and (any(w in words for w in declared) or _FILED.search(c.pre[d].strip())):
            continue
        others = [
            i
            for i in range(max(0, d - _NEAR), min(rep, d + _NEAR))
            if i != d
            and i not in num
            and not ("复议" in c.text[c.figures.end[i - 1] if i else 0 : f.start[i]] and "诉讼" in c.label[d])
            and f.kind[i] == "count"
            and f.unit[i] == f.unit[d]
            and f.cell[i] is None
            and c.block[i] == c.block[d]
            and abs(c.sentence[i] - c.sentence[d]) <= 2
            and i < rep
            and (
                is_closed(c, i, declared) and f.num[i] <= f.num[d]
                if on_closed
                else is_filed(c, i, declared) and f.num[i] >= f.num[d]
            )
        ]
        if not others and closing and not on_closed:
            # what was filed stands elsewhere in the report: 收案1106件 … 审结1038件 … 败诉率13.01%
            others = [
                i
                for i in range(max(0, rep - _NEAR), rep)
                if i != d
                and i not in num
                and f.kind[i] == "count"
                and f.unit[i] == f.unit[d]
                and f.cell[i] is None
                and f.num[d] <= f.num[i] <= 2 * f.num[d]
                and _BASES.search(c.pre[i][-12:])
                and is_filed(c, i, declared)
                and not _BASES_2.search(c.clause_text[i])
                and not c.roles[i] & {"carry_in", "carry_out"}
            ]
            if len({f.num[i] for i in others}) != 1:
                continue
        about = proceeding(c, d)
        others = [i for i in others if not about or proceeding(c, i) in ("", about)]
        if not others:
            continue
        # the nearest figure that counts what was filed
        o = max(others, key=lambda i: (overlap_scope(c, i, d), -abs(i - d)))
        if f.num[o] == f.num[d]:
            continue
        dec = common(c, *num, d, o)
        nl = sum(scaled(c, i, dec)[0] for i in num)
        nh = sum(scaled(c, i, dec)[1] for i in num)
        fl, fh = scaled(c, d, dec)
        dl, dh = scaled(c, o, dec)
        values = {
            "num_lo": nl,
            "num_hi": nh,
            "fitted_lo": fl,
            "fitted_hi": fh,
            "declared_lo": dl,
            "declared_hi": dh,
            "rep": f.num[rep],
            "scale": 10 ** f.dec[rep],
            "per": 100,
        }
        members = [("numerator", i) for i in num] + [("denominator", d), ("denominator", o), ("reported", rep)]
        out.append(
            Relation(
                "basis",
                "bases",
                "SCP101",
                members,
                values,
                rep,
                WARNING,
                0.0,
                [],
                r.label,
                "",
                {"fitted": d, "declared": o, "row": row},
            )
        )


def proceeding(c: Context, i: int) -> str:
    """What kind of proceeding a figure counts: the last one named in its paragraph up to it, or ""."""
    k = i
    while k and c.block[k - 1] == c.block[i]:
        k -= 1
    start = max(c.sentence_start[k], c.figures.start[i] - 400)
    words = _PROCEEDING.findall(c.text[start : c.figures.end[i] + len(c.post[i][:8])])
    return "诉讼" if words and words[-1] == "应诉" else words[-1] if words else ""


def is_filed(c: Context, i: int, declared: list[str]) -> bool:
    """Do the words next to a figure count what was filed, and not what was closed, left over or carried in?"""
    pre, post = c.pre[i][-16:], c.post[i][:8]
    if c.roles[i] & {"carry_in", "carry_out", "closed"} and not _IS_FILED.search(pre):
        return False
    if _IS_FILED_2.search(pre):
        return False
    words = pre if len(pre.strip()) > 3 else c.clause_text[i][-20:]
    if _FILED.search(pre.strip()):
        return True
    return any(w in words or w in post for w in declared)


def is_closed(c: Context, i: int, declared: list[str]) -> bool:
    """Do the words next to a figure count the cases closed, of this period?"""
    pre, post = c.pre[i][-16:], c.post[i][:8]
    if _IS_CLOSED.search(pre) or c.roles[i] & {"carry_in", "carry_out"}:
        return False
    words = pre if len(pre.strip()) > 1 else c.clause_text[i][-20:]
    return any(w in words or w in post for w in declared)


def overlap_scope(c: Context, i: int, d: int) -> int:
    """2 for a figure of the base's own sentence, else 1."""
    return 2 if c.sentence[i] == c.sentence[d] else 1


def narrower(c: Context, out: list[Relation], num: list[int], den: list[int], rep: int, r: Relation) -> None:
    """一审…败诉2件 over 行政应诉案件42件: the rate is labelled with an instance that its base is not."""
    n, d = num[0], den[-1]
    said = set(_INSTANCE.findall(c.clause_text[n])) | set(_INSTANCE.findall(c.clause_text[rep]))
    if not said:
        return
    before = c.text[c.sentence_start[d] : c.figures.start[d]] + c.post[d]
    if set(_INSTANCE.findall(before)) & said:
        return
    section = c.layout.markers[c.section[d]] if c.section[d] >= 0 else None
    if section is not None and set(_INSTANCE.findall(c.text[section[1] : section[4]])) & said:
        return
    members = [("numerator", i) for i in num] + [("denominator", i) for i in den] + [("reported", rep)]
    out.append(
        Relation(
            "basis", "marks", "SCP102", members, {"flag": 1}, rep, WARNING, 0.0, [], r.label, "", {"said": sorted(said)}
        )
    )


def ties(c: Context, num: list[int], den: list[int], rep: int) -> bool:
    """Does the rate print what its numerators over its denominators give, truncation included?"""
    f = c.figures
    dec = common(c, *num, *den)
    nl = sum(scaled(c, i, dec)[0] for i in num)
    nh = sum(scaled(c, i, dec)[1] for i in num)
    dl = sum(scaled(c, i, dec)[0] for i in den)
    dh = sum(scaled(c, i, dec)[1] for i in den)
    return fit.ratio(nl, nh, dl, dh, f.num[rep], 10 ** f.dec[rep]) != fit.NONE
