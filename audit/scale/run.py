"""Paths in, a run out: finds the files, has them parsed by workers, and drives the pipeline over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from audit.config import Config
from audit.model import Audited, Failure, Parsed, Run
from audit.pipeline import CHUNK, Flow
from audit.read.find import Paths, find

if TYPE_CHECKING:
    from audit.report import Going

Progress = Callable[[int, int], None]  # reports done, reports in all


def check(
    paths: Paths, config: Config | None = None, *, stdin: bytes | None = None, progress: Progress | None = None
) -> Run:
    """Audit reports and keep all of them; `stream` audits more than memory holds.

    Args:    paths: files, folders, globs; "-" is standard input (or the bytes of `stdin`). config: settings, or None.
        progress: called with the number of reports done and in all.
    Returns: a Run: documents, relations, findings (in order of path and place, those across reports last), failures,
        summary; tables as DataFrames by its methods.
    Raises:  InputError: no path was given. ConfigError, SuiteError, CatalogueError: settings that cannot be followed.

        >>> from audit import check
        >>> run = check("fixtures/reports")
        >>> [f.code for f in run.findings if f.severity == "error"]
    """
    return collect(stream(paths, config, stdin=stdin, progress=progress))


def collect(flow: Going) -> Run:
    """Run a flow to its end and keep all of it."""
    documents: list[Audited] = []
    for item in flow:
        if not isinstance(item, Failure):
            documents.extend(item)
    findings = [f for d in documents for f in d.findings] + flow.findings
    return Run(documents, flow.relations, findings, flow.failures, flow.summary)


def stream(
    paths: Paths,
    config: Config | None = None,
    *,
    chunk: int = CHUNK,
    stdin: bytes | None = None,
    progress: Progress | None = None,
) -> Flow:
    """Audit reports chunk by chunk, in memory that does not grow with their number.

    Args:    as `check`; chunk: reports judged together.
    Returns: a Flow: iterate over it for lists of Audited and Failures in order; then it holds what is said across
        reports, and the summary.
    Raises:  as `check`.
    """
    config = config or Config()
    files, failures = find(paths)
    return Flow(items(files, failures, config, stdin=stdin, progress=progress), config, chunk=chunk)


def items(
    files: list[str],
    failures: Iterable[Failure],
    config: Config,
    *,
    stdin: bytes | None = None,
    progress: Progress | None = None,
) -> Iterator[Parsed | Failure]:
    """Failures of the paths, then every file parsed, in order."""
    from audit.scale.processes import parsed_in_order

    yield from failures
    parsed = parsed_in_order(files, config.jobs, stdin=stdin, lexicon=config.lexicon)
    for n, item in enumerate(parsed, 1):
        yield item
        if progress is not None:
            progress(n, len(files))
