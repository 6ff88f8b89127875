"""gouji relations PATH…: everything that must agree, with its arithmetic and verdict, one a row."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from audit.cli.exporting import add_export_options

if TYPE_CHECKING:
    from audit.cli.auditing import Watched
    from audit.config import Config
    from audit.model import Audited
    from audit.report.export import Rows, Schema

Stands = tuple[str, int, int, str]  # where a figure stands: path, start, end; and its text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    add_export_options(parser)
    parser.add_argument(
        "--members", action="store_true", help="one row a figure's part in a relation instead (xlsx holds both)"
    )


def run(args: argparse.Namespace, config: Config) -> int:
    """Write the table; 2 where an input could not be read or nothing was checked."""
    from audit.cli.auditing import exit_code, watched
    from audit.cli.exporting import export
    from audit.model import MEMBERS, RELATIONS
    from audit.report.export import form_of

    both = form_of(args.output, args.format) == "xlsx"
    rows = _Rows(watched(args, config))
    tables: dict[str, tuple[Schema, Rows]] = {}
    if both:
        tables["relations"] = RELATIONS, rows.relations()
        tables["members"] = MEMBERS, iter(rows.kept)
        rows.keep = True
    elif args.members:
        tables["members"] = MEMBERS, rows.members()
    else:
        tables["relations"] = RELATIONS, rows.relations()
    export(args, tables)
    code = exit_code(rows.flow, config)
    return 0 if code == 1 else code  # a table has no findings to fail on


class _Rows:
    """The rows of both tables. A workbook's second sheet waits until the first is written: `kept`."""

    def __init__(self, flow: Watched) -> None:
        self.flow, self.keep = flow, False
        self.kept: list[list[Any]] = []

    def relations(self) -> Iterator[list[Any]]:
        from audit.model import RELATIONS

        names = [name for name in RELATIONS if name not in ("relation_id", "document")]
        for path, relation, members in self._walk():
            if self.keep:
                self.kept.extend(members())
            yield [relation["id"], path, *(relation.get(name, "") for name in names)]

    def members(self) -> Iterator[list[Any]]:
        for _, _, members in self._walk():
            yield from members()

    def _walk(self) -> Iterator[tuple[str, dict[str, Any], Callable[[], list[list[Any]]]]]:
        """Path, relation and a function that gives its members' rows, in order; relations across reports last."""
        from audit.model import Failure

        across: dict[str, Stands] = {}
        for item in self.flow:
            if isinstance(item, Failure):
                continue
            for document in item:
                path, f = document.parsed.path, document.parsed.figures
                at: dict[str, Stands] = {
                    key: (path, a, b, text)
                    for key, a, b, text in zip(f["id"], f["start"], f["end"], f["text"], strict=True)
                }
                across.update((key, at[key]) for key in _compared(document))
                for relation in document.relations:
                    yield path, relation, partial(_members, relation, at, path, document.parsed.source)
        for relation in self.flow.relations:
            yield "", relation, partial(_members, relation, across, "", "")


def _compared(document: Audited) -> list[str]:
    """Figures that relations across reports may hold."""
    from audit.compare import gather

    return [p.figure for row in gather([document]) for p in row.places]


def _members(relation: Mapping[str, Any], at: Mapping[str, Stands], path: str, source: str) -> list[list[Any]]:
    """The rows of one relation (schema MEMBERS)."""
    rows = []
    for n, m in enumerate(relation["members"]):
        key = m.get("figure", "")
        document, start, end, text = (
            at[key] if key in at else (m.get("path", path), m["start"], m["end"], source[m["start"] : m["end"]])
        )
        rows.append([relation["id"], m["role"], n, key, document, start, end, text])
    return rows
