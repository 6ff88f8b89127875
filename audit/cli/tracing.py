"""What the commands on datasets have in common that trace them to reports: options, the reports parsed, the summary."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.config import Config
    from audit.dataset.table import Table
    from audit.dataset.trace import Traced

SHOWN = 20  # reports that the summary lists
SAYS: dict[str, dict[str, Any]] = {
    "zh": {
        "title": "与报告比对",
        "heads": ("结果", "个数"),
        "printed": "与报告所印一致",
        "rounded": "修约后一致",
        "elsewhere": "见于他处",
        "different": "不同",
        "absent": "报告中没有",
        "unsourced": "没有对应的报告",
        "by": ("报告", "取自该报告的数值"),
        "more": "另外 {} 份",
        "all": "共 {values} 个数值，{found} 个在报告中找到。",
        "omitted": "报告载有而数据集留空的：{} 个。",
        "nothing": {
            "no value": "没有可比对的数值",
            "no row's place and year are those of a report": "没有一行的地区、年度与所给报告相符",
            "no value of the dataset stands in the reports": "没有一个数值见于所给报告",
        },
    },
    "en": {
        "title": "Traced to the reports",
        "heads": ("found", "values"),
        "printed": "as printed",
        "rounded": "rounded",
        "elsewhere": "elsewhere",
        "different": "different",
        "absent": "not in the report",
        "unsourced": "no report of the row",
        "by": ("report", "values of it"),
        "more": "{} more",
        "all": "{values} values, {found} of them found in the reports.",
        "omitted": "Stated by a report and left empty here: {}.",
        "nothing": {},
    },
}


def add_trace_options(parser: argparse.ArgumentParser) -> None:
    """Add which reports the values are looked up in, and where the table of all of them goes."""
    group = parser.add_argument_group("tracing to reports")
    group.add_argument(
        "--reports",
        nargs="+",
        metavar="PATH",
        help="compare every value with these reports: files, folders or globs",
    )
    group.add_argument(
        "--trace-output",
        metavar="FILE",
        help="a row a value, with its place in the report: .csv, .jsonl, .parquet, .xlsx",
    )


def traced(
    args: argparse.Namespace, config: Config, tables: Sequence[Table], keys: Sequence[str] | None = None
) -> Traced | None:
    """Trace tables to the reports that the arguments name.

    Args:    args: with `reports` and `trace_output`. config. tables: of the dataset. keys: its key columns, or None.
    Returns: the traces, None without --reports. Reports that cannot be read are said on the error stream; `failures` of
             the result counts them.
    Raises:  ConfigError: --trace-output without --reports, or a file that cannot be written.
    """
    from audit.errors import ConfigError

    if not getattr(args, "reports", None):
        if getattr(args, "trace_output", None):
            raise ConfigError("--trace-output needs --reports", hint="name the reports that the values come from")
        return None
    from audit.cli.auditing import say_failure
    from audit.cli.progress import Bar
    from audit.dataset.trace import trace
    from audit.model import Parsed
    from audit.scale.run import find, items

    files, failures = find(args.reports)
    bar = Bar(not (getattr(args, "quiet", False) or getattr(args, "no_progress", False)))
    parsed, failed, bugs = [], 0, 0
    for item in items(files, failures, config, progress=bar):
        if isinstance(item, Parsed):
            parsed.append(item)
            continue
        bar.clear()
        say_failure(item, getattr(args, "debug", False))
        failed += 1
        bugs += item.bug
    bar.close()
    out = trace(tables, parsed, config, keys=keys)
    out.failures, out.bugs = failed, bugs
    if getattr(args, "trace_output", None):
        _write(args.trace_output, out, [*files, *{t.path for t in tables}])
    return out


def _write(path: str, out: Traced, inputs: Sequence[str]) -> None:
    from audit.cli.output import binary_output, refuse_input
    from audit.dataset.trace import TRACE
    from audit.report.export import form_of, write_file

    refuse_input(path, inputs)
    form = form_of(path, None)
    with binary_output(path) as raw:
        write_file(form, {"trace": (TRACE, out.rows)}, raw)


def summary_text(out: Traced, lang: str) -> str:
    """What became of the values, as a small table; and of which reports they are."""
    from tabulate import tabulate

    from audit.dataset.trace import PRINTED, ROUNDED, STATES
    from audit.report.excerpt import safe

    says, counts = SAYS[lang], out.summary
    rows = [(says[state], counts[state]) for state in STATES if counts[state]]
    lines = [
        f"{says['title']}  " + says["all"].format(values=counts["values"], found=counts[PRINTED] + counts[ROUNDED])
    ]
    lines.append(
        tabulate(rows, headers=says["heads"], disable_numparse=True, colalign=("left", "right")) if rows else ""
    )
    used = [(safe(path), n) for path, n in counts["reports"].items() if n]
    if len(used) > SHOWN:
        rest = used[SHOWN:]
        used = [*used[:SHOWN], (says["more"].format(len(rest)), sum(n for _, n in rest))]
    if used:
        lines.append(tabulate(used, headers=says["by"], disable_numparse=True, colalign=("left", "right")))
    if counts["omitted"]:
        lines.append(says["omitted"].format(counts["omitted"]))
    if out.nothing:
        lines.append(says["nothing"].get(out.nothing, out.nothing))
    return lines[0] + "\n" + "\n\n".join(line for line in lines[1:] if line) + "\n"
