"""What the commands that write tables have in common."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.report.export import Rows, Schema


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add where to write, and in which form."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", help=".csv, .jsonl, .parquet or .xlsx (csv on standard output)"
    )
    parser.add_argument(
        "--format", choices=("csv", "jsonl", "parquet", "xlsx"), help="where the file's suffix does not say"
    )


def export(args: argparse.Namespace, tables: Mapping[str, tuple[Schema, Rows]]) -> int:
    """Write tables where the arguments say; only xlsx holds more than the first.

    Returns: the number of rows of the first table.
    Raises: ConfigError: a suffix that is none of the forms, a file that cannot be written, a library that is absent.
    """
    from audit.cli.output import binary_output, text_output
    from audit.report.export import form_of, write_file, write_text

    form = form_of(args.output, args.format)
    if args.output in (None, "-", ""):
        schema, rows = next(iter(tables.values()))
        with text_output(None, machine=True) as out:
            return write_text(form, schema, rows, out)
    with binary_output(args.output) as raw:
        return write_file(form, tables, raw)
