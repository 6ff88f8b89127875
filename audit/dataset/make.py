"""Make a dataset from reports: long and wide, with provenance, data package, contract and waivers."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from audit.config import Config
from audit.dataset.figures import report_of
from audit.dataset.making.contract import contract_text
from audit.dataset.making.package import package_text
from audit.dataset.making.pick import Pick, pick
from audit.dataset.making.rules import rules_of
from audit.dataset.making.tables import LONG, Wide, long_rows, wide_table
from audit.dataset.rules import Rule
from audit.errors import InputError
from audit.model import Finding, Parsed

PACKAGE = "datapackage.json"


@dataclass(slots=True)
class Made:
    """What was made.

    Attributes:
        files: name -> bytes, in the order they are written. values, rows: how many. left_out: (report, why, what).
        unnamed: figures for which the lexicon has no name. rules: kept. dropped: rules of one report that others break.
        findings: what the dataset's own gate still says: each stands in a report, and in the waivers.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    values: int = 0
    rows: int = 0
    left_out: list[tuple[str, str, str]] = field(default_factory=list)
    unnamed: int = 0
    rules: list[Rule] = field(default_factory=list)
    dropped: list[Rule] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def make(reports: Iterable[Parsed], config: Config, path: str) -> Made:
    """Make a dataset.

    Args:    reports: parsed, in the order their rows are to have. config: language. path: of the long table; the other
             files stand beside it: NAME.wide.csv, datapackage.json, NAME.contract.yaml (for both tables) and, where
             a report itself breaks a rule, NAME.waivers.yaml.
    Returns: the files' bytes; nothing is written here.
    Raises:  InputError: no figure of the reports is an indicator of the lexicon.
    """
    known = [report_of(p) for p in reports]
    picked = pick(known)
    if not picked.picks:
        raise InputError(
            "no figure of the reports is an indicator of the lexicon",
            hint="add rows to the table indicators of a lexicon of yours; `gouji figures` gives every figure",
        )
    folder, stem = os.path.dirname(path), PurePath(path).stem
    wide = wide_table(picked.picks)
    tables = {
        f"{stem}.csv": csv_bytes(LONG, long_rows(picked.picks, folder)),
        f"{stem}.wide.csv": csv_bytes(wide.heads, wide.rows),
    }
    out = Made(values=len(picked.picks), rows=len(wide.rows), left_out=picked.left_out, unnamed=picked.unnamed)
    rules = rules_of(picked.picks)
    notes = {r.id: "、".join(" ".join(x) for x in sorted(places)) for r, places in rules}
    kept, out.dropped = _holding(rules, wide, tables, path, config)
    out.rules = kept
    noted = [(r, notes[r.id]) for r in kept]
    contract = contract_text(wide, noted)
    package = package_text(picked.picks, wide, tables, folder)
    out.files = {**tables, PACKAGE: package.encode("utf-8"), f"{stem}.contract.yaml": contract.encode("utf-8")}
    waivers = _waivers(out, picked.picks, tables, contract, path, config)
    if waivers:
        out.files[f"{stem}.waivers.yaml"] = waivers
    return out


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as csv. No mark before the first byte: not every reader takes it off."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _gate(name: str, tables: dict[str, bytes], contract: str, path: str, config: Config) -> Any:
    """Run the gate on one of the tables as it will stand in its file."""
    from dataclasses import replace

    from audit.dataset.contract import contract_of
    from audit.dataset.gate import run_gate
    from audit.dataset.read.source import read_bytes
    from audit.gate.yaml_file import parsed

    where = os.path.join(os.path.dirname(path), name)
    read = read_bytes(where, tables[name], "csv")
    own = contract_of(parsed(contract, name), name)
    run = run_gate(read, own, replace(config, suite="", select=(), ignore=(), waivers="", baseline=""), locate=False)
    if run.run.failures:  # what we wrote ourselves must be judged
        raise RuntimeError(run.run.failures[0].message)
    return run


def _holding(
    rules: Sequence[tuple[Rule, set[tuple[str, str]]]], wide: Wide, tables: dict[str, bytes], path: str, config: Config
) -> tuple[list[Rule], list[Rule]]:
    """The rules that hold wherever their report is not the one that breaks them; and the others."""
    if not rules:
        return [], []
    name = list(tables)[1]
    run = _gate(name, tables, contract_text(wide, [(r, "") for r, _ in rules]), path, config)
    own = {r.id: places for r, places in rules}
    foreign = {rule for _, rule, row in run.broken if tuple(wide.rows[row][:2]) not in own.get(rule, set())}
    return [r for r, _ in rules if r.id not in foreign], [r for r, _ in rules if r.id in foreign]


def _waivers(
    out: Made, picks: Sequence[Pick], tables: dict[str, bytes], contract: str, path: str, config: Config
) -> bytes:
    """Waivers for what the reports themselves get wrong: each bound to its values, with the place in the report."""
    from pathlib import Path

    from audit.gate.waiver_file import written
    from audit.gate.waivers import values

    at = {(p.place, p.year, p.indicator): p for p in picks}
    entries = []
    for name in tables:
        run = _gate(name, tables, contract, path, config)
        for f in run.findings:
            out.findings.append(f)
            if f.code.startswith("DST"):  # of the form, which is ours to mend and no report's
                continue
            entries.append(
                {
                    "fingerprint": f.fingerprint,
                    "code": f.code,
                    "place": f"{name}:{f.line}",
                    "label": f.label,
                    "values": values(f),
                    "reason": _reason(f, at, config.lang),
                }
            )
    return written(Path(os.devnull + ".none"), entries).encode("utf-8") if entries else b""


def _reason(f: Finding, at: dict[tuple[str, str, str], Pick], lang: str) -> str:
    """报告原文如此：luzhai.txt 第 24 行“77.35%”"""
    from audit.explain.findings import Lines

    for (place, year, name), p in at.items():
        if f.label == f"{place} {year} · {name}":
            line = Lines(p.report.parsed.source)(p.stated.start)[0]
            file = os.path.basename(p.report.parsed.path)
            if lang == "zh":
                return f"报告原文如此：{file} 第 {line} 行“{p.stated.text}”"
            return f'as the report prints it: {file} line {line} "{p.stated.text}"'
    return "报告原文如此" if lang == "zh" else "as the report prints it"
