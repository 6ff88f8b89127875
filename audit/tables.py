"""Tables between the rooms: what a worker hands on, the judges' frames, the JSON rows, the DataFrames of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from audit.model import FIGURES, MEMBERS, RELATIONS, Audited, Parsed, Run

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from audit.parse.columns import Figures, Scan
    from audit.read import RawText
    from audit.relate.context import Context
    from audit.relate.frontmatter import FrontMatter
    from audit.relate.relations import Relation

_FIGURE_JSON = (
    "id",
    "start",
    "end",
    "text",
    "value",
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
)


@lru_cache(maxsize=65536)
def decimal_text(num: int, dec: int) -> str:
    """num / 10**dec as a plain decimal string."""
    if dec == 0:
        return str(num)
    return format(Decimal(num).scaleb(-dec), "f")


def value_text(f: Figures, i: int) -> str:
    """A figure's exact value; a fraction without finite decimals stays a fraction: 2/3."""
    if i in f.fraction:
        a, b = f.fraction[i]
        rest = b
        for p in (2, 5):
            while rest % p == 0:
                rest //= p
        return format(Decimal(a) / Decimal(b), "f") if rest == 1 else f"{a}/{b}"
    return decimal_text(f.num[i], f.dec[i])


def parsed_of(raw: RawText, context: Context, numerals: Scan, front: FrontMatter, relations: list[Relation]) -> Parsed:
    """What a worker hands on: columns and relations with every position in the source."""
    from audit.read import to_source

    f = numerals.figures
    n = len(f)
    source = raw.source
    if raw.offsets is None:
        starts, ends = list(f.start), list(f.end)
    else:
        spans = [to_source(raw, a, b) for a, b in zip(f.start, f.end, strict=True)]
        starts, ends = [a for a, _ in spans], [b for _, b in spans]
        for r in relations:
            r.spans = [(role, *to_source(raw, a, max(b, a + 1))) for role, a, b in r.spans]
    whole = raw.offsets is None or raw.format != "html"
    held = {i for r in relations for _, i in r.members}
    sections = _sections(context)
    year = f"{front.year}年" if front.year else ""
    parsed = Parsed(
        path=raw.path,
        sha256=raw.sha256,
        format=raw.format,
        encoding=raw.encoding,
        source=source,
        title=front.title,
        place=front.place,
        year=front.year,
        genre=front.genre,
        signed=_day(front.signed),
        published=_day(front.published),
        notes=raw.notes,
        relations=relations,
    )
    if whole:
        texts = [source[a:b] for a, b in zip(starts, ends, strict=True)]
    else:
        texts = [raw.text[a:b] for a, b in zip(f.start, f.end, strict=True)]
    parsed.figures = {
        "start": starts,
        "end": ends,
        "text": texts,
        "value": [value_text(f, i) for i in range(n)],
        "num": list(f.num),
        "dec": list(f.dec),
        "step": list(f.step),
        "unit": list(f.unit),
        "kind": list(f.kind),
        "decimals": list(f.printed),
        "hedge": list(f.hedge),
        "low": [_end(f.low[i], f.dec[i]) if f.hedge[i] else None for i in range(n)],
        "high": [_end(f.high[i], f.dec[i]) if f.hedge[i] else None for i in range(n)],
        "label": [" ".join(x.split()) for x in context.label],
        "period": [p or year for p in context.period],
        "section": [sections[k][3] if k >= 0 else "" for k in context.section],
        "unchecked": [None if i in held else why_unchecked(context, i) for i in range(n)],
        "cell": list(f.cell),
        "sentence": list(context.sentence),
    }
    led = numerals.ledger
    if raw.offsets is None:
        parsed.ledger = {"start": led.start, "end": led.end, "reason": led.reason}
    else:
        spans = [to_source(raw, a, b) for a, b in zip(led.start, led.end, strict=True)]
        parsed.ledger = {"start": [a for a, _ in spans], "end": [b for _, b in spans], "reason": led.reason}
    place = (lambda a, b: (a, b)) if raw.offsets is None else (lambda a, b: to_source(raw, a, b))
    parsed.sections = [(*place(a, b), level, path) for a, b, level, path in sections]
    parsed.tables = [place(t.start, t.end) for t in context.layout.tables]
    return parsed


def _end(num: int | None, dec: int) -> str | None:
    """One end of a hedge's interval; None where it is open."""
    return None if num is None else decimal_text(num, dec)


def _day(found: tuple[int, int, int] | None) -> str:
    import datetime

    return datetime.date.fromordinal(found[0]).isoformat() if found else ""


def _sections(context: Context) -> list[tuple[int, int, int, str]]:
    """Start, end, level and path of each heading: 一、举措 / （二）执法."""
    out: list[tuple[int, int, int, str]] = []
    stack: list[tuple[int, str]] = []
    for begin, _, level, _, end in context.layout.markers:
        title = context.text[begin:end].strip(" #*。.:：")[:30].replace("\n", "")
        while stack and stack[-1][0] >= level:
            stack.pop()
        stack.append((level, title))
        out.append((begin, end, level, " / ".join(t for _, t in stack)))
    return out


def why_unchecked(context: Context, i: int) -> str:
    """Why a figure stands in no relation, in a word a reader can act on."""
    f = context.figures
    kind = f.kind[i]
    if kind == "percent":
        words = context.clause_text[i]
        if any(w in words for w in ("同比", "增长", "下降", "上升", "环比", "减少", "增加", "增幅", "降幅")):
            return "change without base"
        return "rate without base"
    if kind == "percentage_point":
        return "difference without both rates"
    if f.cell[i] is not None:
        return "cell alone"
    if kind == "duration":
        return "duration"
    if f.hedge[i]:
        return "hedged, stands alone"
    return "stands alone"


def frames_of(documents: Sequence[Parsed], first: int = 0) -> tuple[dict[str, Any], list[list[str]]]:
    """One frame a kind for the judges, over the relations of many reports.

    Returns: frame name -> DataFrame of integers with relation_id and check; the relation ids of each report, in order.
    """
    import pandas as pd

    columns: dict[str, dict[str, list]] = {}
    keys: list[list[str]] = []
    for n, parsed in enumerate(documents):
        ids = []
        for k, r in enumerate(parsed.relations):
            key = f"d{first + n + 1}r{k + 1}"
            ids.append(key)
            frame = columns.get(r.frame)
            if frame is None:
                frame = columns[r.frame] = {"relation_id": [], "check": [], **{c: [] for c in r.values}}
            frame["relation_id"].append(key)
            frame["check"].append(r.check)
            for name, value in r.values.items():
                frame[name].append(value)
        keys.append(ids)
    return {
        name: pd.DataFrame(
            {c: _integers(values) if c not in ("relation_id", "check") else values for c, values in cols.items()}
        )
        for name, cols in columns.items()
    }, keys


def _integers(values: list[int]) -> np.ndarray:
    """int64 where every value fits, Python ints beyond."""
    import numpy as np

    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        return np.array(values, dtype=object)


def relation_dicts(parsed: Parsed, ids: Sequence[str], outcomes: Sequence[dict]) -> list[dict]:
    """The relations of one report as the JSON has them."""
    from audit.explain.formula import Shown, formula

    shown = Shown(parsed.figures)
    figure_id = parsed.figures["id"]
    out = []
    for r, key, o in zip(parsed.relations, ids, outcomes, strict=True):
        members: list[dict] = [{"figure": figure_id[i], "role": role} for role, i in r.members]
        members += [{"start": a, "end": b, "role": role} for role, a, b in r.spans]
        out.append(
            {
                "id": key,
                "kind": r.kind,
                "check": o["code"] if o["verdict"] == "breaks" else r.check,
                "verdict": o["verdict"],
                "how": o["how"],
                "label": r.label,
                "members": members,
                "formula": formula(r, shown),
                "power": round(float(o["power"]), 6),
                "chance": round(float(r.chance), 6),
            }
        )
    return out


def figure_dicts(parsed: Parsed) -> list[dict]:
    """The figures of one report as the JSON has them."""
    columns = [parsed.figures[name] for name in _FIGURE_JSON]
    return [dict(zip(_FIGURE_JSON, row, strict=True)) for row in zip(*columns, strict=True)]


def figures_frame(documents: Iterable[Audited]) -> pd.DataFrame:
    """The figures of a run (schema FIGURES)."""
    import pandas as pd

    rows: dict[str, list] = {name: [] for name in FIGURES}
    source = {"figure_id": "id"}
    for d in documents:
        f = d.parsed.figures
        n = len(f["start"])
        rows["document"].extend([d.parsed.path] * n)
        for name in FIGURES:
            if name != "document":
                rows[name].extend("" if x is None else x for x in f[source.get(name, name)])
    return pd.DataFrame(
        {
            name: pd.Series(rows[name], dtype="int64" if dtype == "int64" else "object")
            for name, (dtype, _) in FIGURES.items()
        }
    )


def relations_frame(run: Run) -> pd.DataFrame:
    """The relations of a run (schema RELATIONS)."""
    import pandas as pd

    rows = [
        {
            "relation_id": r["id"],
            "document": path,
            **{k: r.get(k, "") for k in ("kind", "check", "label", "verdict", "how", "formula", "power", "chance")},
        }
        for path, r in _relations(run)
    ]
    return pd.DataFrame(rows, columns=list(RELATIONS))


def members_frame(run: Run) -> pd.DataFrame:
    """Who takes part in which relation (schema MEMBERS)."""
    import pandas as pd

    at = {}
    texts = {}
    for d in run.documents:
        f = d.parsed.figures
        for key, a, b, text in zip(f["id"], f["start"], f["end"], f["text"], strict=True):
            at[key] = (d.parsed.path, a, b, text)
        texts[d.parsed.path] = d.parsed.source
    rows = []
    for path, r in _relations(run):
        for n, m in enumerate(r["members"]):
            if "figure" in m:
                doc, a, b, text = at[m["figure"]]
            else:
                doc, a, b = m.get("path", path), m["start"], m["end"]
                text = texts.get(doc, "")[a:b]
            rows.append(
                {
                    "relation_id": r["id"],
                    "role": m["role"],
                    "order": n,
                    "figure_id": m.get("figure", ""),
                    "document": doc,
                    "start": a,
                    "end": b,
                    "text": text,
                }
            )
    return pd.DataFrame(rows, columns=list(MEMBERS))


def _relations(run: Run) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, relation) of a run; the path of one across reports is empty."""
    for d in run.documents:
        for r in d.relations:
            yield d.parsed.path, r
    for r in run.relations:
        yield "", r
