"""Workers: paths out, parsed reports back, in the order of the paths whatever the number of processes."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from audit.errors import AuditError
from audit.model import Failure, Parsed

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

AHEAD = 32  # reports in flight a process: enough that no worker waits while the parent judges a chunk
AHEAD_BYTES = 64 * 2**20  # and in bytes of their files, which bounds what may wait in memory


def with_lexicon(files: Sequence[str]) -> None:
    """Put the user's lexicon rows in force in this process.

    Raises: ConfigError: a file that cannot be read or breaks the schema.
    """
    from audit.parse import lexicon

    lexicon.use(tuple(files))


def one(path: str, data: bytes | None = None) -> Parsed | Failure:
    """Parse one report, or say why not: one bad file, or one that finds a bug of ours, never stops the others."""
    from audit import pipeline

    try:
        return pipeline.parse(path, data)
    except AuditError as error:
        return Failure(path, str(error))
    except RecursionError:
        return Failure(path, f"{path}: nested too deeply to read")
    except Exception as error:  # the run goes on, and ends with the exit code of a bug
        text = str(AuditError(f"this is a bug of gouji: {type(error).__name__}: {error}", path=path))
        return Failure(path, text, bug=True, detail=traceback.format_exc())


def parsed_in_order(
    paths: Sequence[str], jobs: int, *, stdin: bytes | None = None, lexicon: Sequence[str] = ()
) -> Iterator[Parsed | Failure]:
    """Parse reports, in order.

    Args:    paths: files, "-" for standard input; jobs: processes, 0 for as many as there are cores.
        stdin: the bytes of "-". lexicon: the user's files of lexicon rows.
    """
    with_lexicon(lexicon)
    jobs = jobs if jobs > 0 else cores()
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield one(path, stdin if path == "-" else None)
        return
    yield from _Workers(min(jobs, len(paths)), tuple(lexicon)).parsed(paths, stdin)


def cores() -> int:
    """How many processors this process may use: a container often has fewer than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


_GRACE = 1.0  # seconds that a worker has to end when it is told to


class _Workers:
    """A pool that survives the death of a worker: the report at its head is tried alone, the rest is sent again."""

    def __init__(self, jobs: int, lexicon: tuple[str, ...]) -> None:
        self.jobs, self.lexicon = jobs, lexicon
        self.pool = self._pool(jobs)

    def parsed(self, paths: Sequence[str], stdin: bytes | None) -> Iterator[Parsed | Failure]:
        from concurrent.futures.process import BrokenProcessPool

        waiting: deque[tuple[str, int, Future | None]] = deque()
        rest = deque(paths)
        size = 0
        warm = False
        try:
            while rest or waiting:
                while rest and len(waiting) < AHEAD * self.jobs and (size < AHEAD_BYTES or len(waiting) < self.jobs):
                    path = rest.popleft()
                    waiting.append((path, _size(path), self._send(path)))
                    size += waiting[-1][1]
                if not warm:
                    _warm()  # seconds, in which the workers parse
                    warm = True
                path, weight, future = waiting.popleft()
                size -= weight
                if future is None:
                    yield one(path, stdin)
                    continue
                try:
                    yield future.result()
                except BrokenProcessPool:
                    self.pool.shutdown(wait=False, cancel_futures=True)
                    yield self._alone(path)
                    self.pool = self._pool(self.jobs)
                    waiting = deque((p, w, self._send(p) if _lost(f) else f) for p, w, f in waiting)
        finally:
            workers = list((getattr(self.pool, "_processes", None) or {}).values())
            self.pool.shutdown(wait=False, cancel_futures=True)
            if waiting or rest:  # given up: nobody waits for what they still parse
                for worker in workers:
                    worker.terminate()
                for worker in workers:  # one that was forked while another thread held a lock hears nothing else
                    worker.join(_GRACE)
                    if worker.is_alive():
                        worker.kill()

    def _send(self, path: str) -> Future | None:
        """Standard input belongs to this process; every other report goes to a worker."""
        return None if path == "-" else self.pool.submit(one, path)

    def _alone(self, path: str) -> Parsed | Failure:
        """Parse a report in a process of its own, which takes no other report with it when it dies."""
        from concurrent.futures.process import BrokenProcessPool

        with self._pool(1) as pool:
            try:
                return pool.submit(one, path).result()
            except BrokenProcessPool:
                return Failure(
                    path,
                    str(
                        AuditError(
                            "the process that parsed it died, perhaps for want of memory",
                            path=path,
                            hint="split it, or try it alone with --jobs 1",
                        )
                    ),
                )

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # fork shares what is imported and asks nothing of the user's script; only Linux has one that is safe
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(self.lexicon,))


def _start(lexicon: tuple[str, ...]) -> None:
    """What a worker does first. An interrupt is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with_lexicon(lexicon)


def _warm() -> None:
    """Import what judging needs while the workers are busy."""
    import great_expectations  # noqa: F401
    import pandas  # noqa: F401


def _lost(future: Future | None) -> bool:
    return future is not None and (not future.done() or future.cancelled() or future.exception() is not None)


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0  # reading it will say why
