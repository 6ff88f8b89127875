"""A progress bar on the error stream: only on a terminal, only after a second, only for more than a few reports.

tqdm draws it: Great Expectations brings it along, and it knows terminals better than twenty lines of ours.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm

FEW = 20


class Bar:
    """Called with the number of reports done and in all. `beside(out)` writes to a terminal without tearing the bar."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted and sys.stderr.isatty()
        self._bar: tqdm | None = None

    def __call__(self, done: int, total: int) -> None:
        if not self.wanted or total <= FEW:
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit="", delay=1, leave=False, dynamic_ncols=True, file=sys.stderr)
        self._bar.update(done - self._bar.n)

    def beside(self, out: TextIO) -> TextIO | _Beside:
        """Return a stream that clears the bar before it writes, where both are on a terminal."""
        return _Beside(self, out) if self.wanted and out.isatty() else out

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def clear(self) -> None:
        """Blank the bar until it is drawn again."""
        if self._bar is not None:
            self._bar.clear()


class _Beside:
    def __init__(self, bar: Bar, out: TextIO) -> None:
        self._bar, self._out = bar, out

    def write(self, text: str) -> int:
        self._bar.clear()
        return self._out.write(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return True
