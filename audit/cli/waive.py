"""gouji waive: write waivers for findings of reports and datasets, or from marks in a checklist or a review page."""

from __future__ import annotations

import argparse
import datetime
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.config import Config
from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.model import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    from audit.cli.tables import add_gate_options

    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="the reports or datasets; with --from they may be left out"
    )
    which = parser.add_argument_group("which findings", "options of several kinds narrow the choice")
    which.add_argument("--at", action="append", metavar="PATH:LINE", default=[], help="those at this place")
    which.add_argument("--code", action="append", metavar="CODE", default=[], help="those of this check, or family")
    which.add_argument("--fingerprint", action="append", metavar="FP", default=[], help="the one with this fingerprint")
    which.add_argument("--all", action="store_true", help="every open finding")
    which.add_argument(
        "--from", dest="source", metavar="FILE", help="marks: a filled checklist (.xlsx) or the review page's .json"
    )
    add_gate_options(parser)
    what = parser.add_argument_group("what is written")
    what.add_argument("--reason", metavar="TEXT", default="", help="why they are accepted; required without --from")
    what.add_argument("--owner", metavar="NAME", default="", help="who answers for it")
    what.add_argument("--expires", metavar="DATE", default="", help="the last day it counts, 2026-12-31")
    what.add_argument(
        "-o", "--output", metavar="FILE", help="the file of waivers (the one in force, else .gouji-waivers.yaml)"
    )
    what.add_argument("--dry-run", action="store_true", help="print the file, write nothing")


def run(args: argparse.Namespace, config: Config) -> int:
    """Write the waivers asked for; exit code 2 where a report could not be read or nothing was to be waived."""
    from audit.gate.waivers import DEFAULT, day, read

    if args.expires:
        args.expires = day(args.expires, "--expires").isoformat()
    today = config.today or datetime.date.today().isoformat()
    if args.expires and args.expires < today:
        raise ConfigError(f"--expires {args.expires} is over already", hint="name a day to come")
    target = Path(args.output or config.waivers or DEFAULT)
    known = read(target) if target.exists() else []
    result, findings = None, []
    if args.paths:
        from dataclasses import replace

        from audit.cli.accepting import audited

        result = audited(args, replace(config, waivers=str(target) if target.exists() else "", baseline=""))
        findings = result.findings
    code = result.code if result else 0
    if args.source:
        entries = _marked(args, findings, target, today, config.lang == "zh")
    else:
        entries = _chosen(args, findings, target, today)
    return _write(entries, target, known, args, config.lang == "zh") or code


def _chosen(args: argparse.Namespace, findings: Sequence[Finding], target: Path, today: str) -> list[dict[str, Any]]:
    """Entries for the findings that the arguments name."""
    if not args.paths:
        raise ConfigError("no report or dataset was given", hint="gouji waive PATH… --fingerprint FP --reason TEXT")
    if not (args.fingerprint or args.code or args.at or args.all):
        raise ConfigError("which findings?", hint="--at PATH:LINE, --code CODE, --fingerprint FP or --all")
    if not args.reason.strip():
        raise ConfigError("a waiver states its reason", hint="--reason TEXT")
    chosen = [f for f in findings if not f.code.startswith("GAT")]
    for words, fits, name in (
        (args.fingerprint, _has_fingerprint, "fingerprint"),
        (args.code, _has_code, "code"),
        (args.at, _is_at, "place"),
    ):
        if missing := [word for word in words if not any(fits(f, word) for f in chosen)]:
            raise ConfigError(
                f"no finding of these has the {name} " + ", ".join(missing),
                hint="gouji check shows them, gouji gate those of datasets",
            )
        chosen = [f for f in chosen if not words or any(fits(f, word) for word in words)]
    for mark in args.fingerprint:
        if len({f.fingerprint for f in chosen if f.fingerprint.startswith(mark)}) > 1:
            raise ConfigError(f"several findings have fingerprints that begin with {mark!r}", hint="write more of it")
    # one that is named by its fingerprint is renewed even where it is waived already
    out = chosen if args.fingerprint else [f for f in chosen if not f.waiver]
    asked = {"reason": args.reason.strip(), "owner": args.owner.strip(), "date": today, "expires": args.expires}
    return [{**_facts(f, target), **asked} for f in {f.fingerprint: f for f in out}.values()]


def _has_fingerprint(f: Finding, mark: str) -> bool:
    return f.fingerprint.startswith(mark)


def _has_code(f: Finding, code: str) -> bool:
    return f.code.startswith(code.upper())


def _is_at(f: Finding, place: str) -> bool:
    """Is a finding at PATH:LINE or PATH:LINE:COLUMN, as the outputs write it; or anywhere in PATH?"""
    m = re.fullmatch(r"(.*?)(?::(\d+))?(?::(\d+))?", place)
    if m is None or os.path.abspath(m[1]) != os.path.abspath(f.path):
        return False
    return (m[2] is None or int(m[2]) == f.line) and (m[3] is None or int(m[3]) == f.column)


def _marked(
    args: argparse.Namespace, findings: Sequence[Finding], target: Path, today: str, zh: bool
) -> list[dict[str, Any]]:
    """Entries for what reviewers accepted. What they confirmed is no waiver: the report is to be mended.

    A mark about a finding that the reports do not have, as a figure has changed since, is left out and said.

    Raises: ConfigError: marks that accept without a reason, each named with its row, or nothing but marks about
        findings that are not there; nothing is written.
    """
    from audit.cli.accepting import said
    from audit.gate.marks import accepts, read_marks

    of = {f.fingerprint: f for f in findings}
    out, silent, unknown = [], [], []
    for mark in read_marks(Path(args.source)):
        if not accepts(mark):
            continue
        f = of.get(mark.fingerprint)
        if args.paths and f is None:
            unknown.append(mark.told())
            continue
        reason = (mark.reason or args.reason).strip()
        if not reason:
            silent.append(mark.told())
            continue
        facts = _facts(f, target) if f else {k: v for k, v in mark.facts.items() if v}
        verdict = f"{mark.verdict}：{reason}" if mark.verdict and not reason.startswith(mark.verdict) else reason
        asked = {
            "reason": verdict,
            "owner": mark.name or args.owner.strip(),
            "date": mark.date or today,
            "expires": args.expires,
        }
        out.append({"fingerprint": mark.fingerprint, **facts, **asked})
    if silent:
        raise ConfigError(
            "no reason is given for " + "; ".join(silent), path=args.source, hint="fill it in; nothing was written"
        )
    if unknown and not out:
        hint = "the figures may have changed since; check again. Nothing was written"
        raise ConfigError("these reports have no finding " + "; ".join(unknown), path=args.source, hint=hint)
    for told in unknown:
        said(
            f"{args.source}：{told}：已无此项发现，略过"
            if zh
            else f"{args.source}: {told}: no such finding any more, left out",
            args,
        )
    return out


def _facts(f: Finding, target: Path) -> dict[str, Any]:
    """What an entry says of its finding, for its readers. Paths count from the folder of the file."""
    from audit.gate.waivers import values

    def path(name: str) -> str:
        if name == "-":
            return name
        try:
            return os.path.relpath(name, os.path.abspath(target.parent)).replace(os.sep, "/")
        except ValueError:  # another drive
            return name

    reports = list(dict.fromkeys(path(p.path) for p in f.places))
    return {
        "fingerprint": f.fingerprint,
        "code": f.code,
        "place": f"{path(f.path)}:{f.line}",
        "reports": reports if len(reports) > 1 else [],
        "label": f.label,
        "values": values(f),
    }


def _write(entries: Iterable[dict[str, Any]], target: Path, known: Sequence, args: argparse.Namespace, zh: bool) -> int:
    import sys

    from audit.cli.accepting import said
    from audit.gate.waiver_file import written
    from audit.gate.yaml_file import save

    entries = list(entries)
    if not entries:
        if args.source:
            said(f"{args.source}：没有可成为豁免的结论" if zh else f"{args.source}: no mark accepts a finding", args)
        else:
            said("没有可豁免的发现" if zh else "nothing to waive: no finding is open", args)
        return 0
    text = written(target, entries)
    if args.dry_run:
        sys.stdout.write(text)
        return 0
    save(target, text)
    before = {w.fingerprint for w in known}
    renewed = sum(e["fingerprint"] in before for e in entries)
    added = len(entries) - renewed
    told = f"{target}：新增豁免 {added} 条，更新 {renewed} 条"
    said(told if zh else f"{target}: waivers added {added}, renewed {renewed}", args)
    return 0
