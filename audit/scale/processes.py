"""Workers: paths out, parsed reports back, in the order of the paths whatever the number of processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.errors import AuditError
from audit.model import Failure, Parsed


def with_lexicon(files: Sequence[str]) -> None:
    """Put the user's lexicon rows in force in this process."""
    from audit.parse import lexicon

    lexicon.use(tuple(files))


def one(path: str, data: bytes | None = None) -> Parsed | Failure:
    """Parse one report, or say why not: one bad file never stops the others."""
    from audit.pipeline import parse

    try:
        return parse(path, data)
    except AuditError as error:
        return Failure(path, str(error))
    except RecursionError:
        return Failure(path, f"{path}: nested too deeply to read")


def parsed_in_order(paths: Sequence[str], jobs: int, *, stdin: bytes | None = None, lexicon: Sequence[str] = ()) -> Iterator[Parsed | Failure]:
    """Parse reports, in order.

    Args:    paths: files, "-" for standard input; jobs: processes, 0 for as many as there are cores; stdin: the bytes of "-".
    """
    import os

    jobs = jobs if jobs > 0 else os.cpu_count() or 1
    with_lexicon(lexicon)
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield one(path, stdin if path == "-" else None)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # fork shares what is imported; spawn where there is no fork
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=context, initializer=with_lexicon, initargs=(tuple(lexicon),)) as pool:
        window = 64 * jobs
        pending = {}
        sent = 0
        for n, path in enumerate(paths):
            while sent < len(paths) and sent < n + window:
                if paths[sent] != "-":
                    pending[sent] = pool.submit(one, paths[sent])
                sent += 1
            if path == "-":
                yield one(path, stdin)
                continue
            try:
                yield pending.pop(n).result()
            except Exception as error:  # a worker that died takes no report with it silently
                from concurrent.futures.process import BrokenProcessPool

                if not isinstance(error, BrokenProcessPool):
                    raise
                yield Failure(path, f"{path}: the worker process died; try --jobs 1")
