"""gouji gate DATA…: may a dataset be published? Contract, findings, summary, exit code."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TextIO

from audit.cli.arguments import LEVELS
from audit.cli.check import FORMATS, _also

if TYPE_CHECKING:
    from audit.config import Config
    from audit.dataset.contract.model import Contract
    from audit.dataset.gate import GateRun
    from audit.dataset.table import Table
    from audit.dataset.trace import Traced
    from audit.model import Audited, Failure, Finding
    from audit.report.text import Source

SHOWN = 40  # findings that a terminal is shown


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    from audit.cli.tracing import add_trace_options

    parser.add_argument(
        "paths",
        nargs="+",
        metavar="DATA",
        help="csv, tsv, jsonl, parquet, xlsx, or a folder with datapackage.json; - is standard input",
    )
    parser.add_argument("--contract", metavar="FILE", help="what the dataset must keep; without it rules are inferred")
    parser.add_argument(
        "--against", metavar="OLD", action="append", help="an older release: only findings it did not have count"
    )
    parser.add_argument("--format", choices=FORMATS, help="of the output (text; github inside GitHub Actions)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")
    parser.add_argument(
        "--also", type=_also, action="append", default=[], metavar="FORMAT=FILE",
        help="write the same run in another format too: sarif=gate.sarif; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="warning",
        help="the level from which findings make the exit code 1 (warning)",
    )
    parser.add_argument(
        "--show", type=_number, default=SHOWN, metavar="N", help=f"findings listed as text ({SHOWN}); 0: all of them"
    )
    parser.add_argument("--suite", metavar="NAME|FILE", help="the suite of checks to run (dataset)")
    add_trace_options(parser)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def run(args: argparse.Namespace, config: Config) -> int:
    """Read, judge, write, and return the exit code."""
    from dataclasses import replace

    from audit.cli.check import _usual_format
    from audit.cli.output import refuse_input, text_output
    from audit.dataset.contract import load_contract
    from audit.dataset.gate import run_gate
    from audit.report import Replay, renderer

    contract = load_contract(args.contract) if args.contract else None
    tables, failures = read(args.paths, args)
    refuse_input(args.output, [t.path for t in tables])
    traced = _traced(args, config, tables, contract)
    gate = run_gate(
        tables, contract, config, failures=failures, more=traced.findings if traced else None,
        sources=[p.path for p in traced.parsed] if traced else (),
    )  # fmt: skip
    _say(gate, failures, args)
    if traced:
        add_trace(gate, traced)
    if args.against:
        from audit.dataset.against import compared

        old, missing = read(args.against, args)
        if missing:
            from audit.errors import InputError

            raise InputError("the older release cannot be read", path=missing[0].path)
        more = _traced_too(old, traced, config, contract)
        gate = compared(gate, old, contract, config, ", ".join(args.against), more)
    shown = replace(config, suite=config.suite or "dataset")
    if args.against:
        shown = replace(shown, baseline=args.against[0])  # SARIF: new and unchanged
    form = args.format or _usual_format(args)
    for name, path in args.also:
        refuse_input(path, [t.path for t in tables])
        with text_output(path, machine=True) as out:
            out.write(renderer(name).render(gate.run, shown))
    with text_output(args.output, machine=form != "text") as out:
        if form == "text":
            _text(gate, args, shown, out, traced)
        elif form in ("json", "jsonl"):
            renderer(form).write(Replay(gate.run), shown, out)
        else:
            module = renderer(form)
            out.write(module.render(gate.run, shown))
            if form == "github":
                module.write_summary(gate.run, shown)
    return exit_code(gate, config)


def read(paths: list[str], args: argparse.Namespace) -> tuple[list[Table], list[Failure]]:
    """The tables of a command's paths; a file that cannot be read is a failure, the others are judged."""
    from audit.dataset.read import find, read_tables
    from audit.errors import AuditError
    from audit.model import Failure

    del args
    tables: list[Table] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            if path == "-":
                tables += _piped()
                continue
            found = find([path])
        except AuditError as error:
            failures.append(Failure(path, str(error), after=len(tables)))
            continue
        for file in found:
            try:
                tables += read_tables(file)
            except AuditError as error:
                failures.append(Failure(file, str(error), after=len(tables)))
    return tables, failures


def _piped() -> list[Table]:
    """The tables of standard input: xlsx or parquet by its first bytes, jsonl where it begins with {, else csv."""
    import sys

    from audit.dataset.read.source import read_bytes

    data = sys.stdin.buffer.read()
    form = {b"PK": "xlsx", b"PA": "parquet"}.get(data[:2], "jsonl" if data.lstrip()[:1] == b"{" else "csv")
    return read_bytes("-", data, form)


def _say(gate: GateRun, failures: list[Failure], args: argparse.Namespace) -> None:
    """Say on the error stream what could not be read or judged."""
    from audit.cli.auditing import say_failure

    del failures
    for failure in gate.run.failures:
        say_failure(failure, args.debug)


def _traced(args: argparse.Namespace, config: Config, tables: list[Table], contract: Contract | None) -> Traced | None:
    from audit.cli.tracing import traced

    return traced(args, config, tables, list(contract.keys) if contract else None)


def _traced_too(old: list[Table], traced: Traced | None, config: Config, contract: Contract | None) -> list[Finding]:
    """What the same reports do not bear out of the older release."""
    if not traced:
        return []
    from audit.dataset.trace import trace

    return trace(old, traced.parsed, config, keys=list(contract.keys) if contract else None).findings


def add_trace(gate: GateRun, traced: Traced) -> None:
    """What tracing looked up is checked too; reports that cannot be read count among the failures."""
    counts = dict(traced.summary)
    good = sum(counts.get(state, 0) for state in ("printed", "rounded", "elsewhere"))
    bad = counts.get("different", 0)
    relations = gate.summary["relations"]
    relations["ties"] += good
    relations["breaks"] += bad
    relations["undetermined"] += counts.get("absent", 0) + counts.get("unsourced", 0)
    relations["total"] = relations["ties"] + relations["breaks"] + relations["undetermined"]
    gate.summary["trace"] = counts | {"checked": good + bad, "nothing": traced.nothing}
    gate.summary["failures"] += traced.failures
    gate.summary["bugs"] += traced.bugs


def exit_code(gate: GateRun, config: Config) -> int:
    """The exit code; what checked nothing says so."""
    from audit.cli.failing import say
    from audit.dataset.gate import code_of, unchecked

    trace = gate.summary.get("trace", {})
    if trace.get("nothing"):
        say(f"nothing was traced: {trace['nothing']}", "error")
    elif not trace.get("checked") and (why := unchecked(gate.summary)):
        say(f"nothing was checked: {why}", "error")
    return code_of(gate.summary, config.fail_on)


def _source(document: Audited, table: Table) -> Source:
    """The lines of a table; of a workbook or a parquet file its rows, and its columns by number."""
    from audit.dataset.shape import Origins
    from audit.report.place import BINARY
    from audit.report.text import Source

    class Sheet(Source):
        """Places as a spreadsheet counts them."""

        def at(self, position: int) -> tuple[int, int]:
            row, column = super().at(position)
            n = self.source.count("\t", position - column + 1, position)
            return row, columns[n].place if n < len(columns) else n + 1

    columns = (table.cell.table if isinstance(table.cell, Origins) else table).columns
    return (Sheet if document.parsed.format in BINARY else Source)(document.parsed.source)


def _text(gate: GateRun, args: argparse.Namespace, config: Config, out: TextIO, traced: Traced | None) -> None:
    """Findings, as many as a person reads, then the summary."""
    import io
    import os
    import sys

    from audit.cli.check import _columns
    from audit.dataset.overview import overview
    from audit.report import text
    from audit.report.paint import Paint, wants_colour

    to_console = out is sys.stdout
    paint = Paint(wants_colour(args.color, out) if to_console else args.color == "always")
    columns = _columns() if to_console and out.isatty() else text.WIDTH
    whole = io.StringIO()
    writer = text.Writer(whole, config.lang, paint, columns)
    sources = {d.parsed.path: _source(d, table) for d, table in zip(gate.run.documents, gate.tables, strict=True)}
    if traced:
        sources |= {p.path: text.Source(p.source) for p in traced.parsed}
    order = sorted(gate.findings, key=lambda f: bool(f.waiver))
    listed = order if not args.show else order[: args.show]
    for f in listed:
        writer.finding(f, sources)
    if not args.quiet:
        if traced:
            from audit.cli.tracing import summary_text

            whole.write(summary_text(traced, config.lang) + "\n")
        whole.write(overview(gate, config, paint, unlisted=len(order) - len(listed)))
    if to_console and os.environ.get("GITHUB_ACTIONS") == "true":
        from audit.report.github import guard

        out.write(guard(whole.getvalue()) if whole.getvalue() else "")
        return
    out.write(whole.getvalue())
