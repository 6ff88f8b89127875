"""Figure extraction against a bare findall of digits, and against cn2an, which converts numerals but reads no units."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from audit.parse.scan import scan
from audit.read.structure import structure
from ci.bench.measure import Row, best
from ci.bench.texts import of_size, sources

MEGABYTES = 2


def rows() -> Iterator[Row]:
    """Measure one core on one long text of each source; the readers' work (decoding, structure) is not counted."""
    import cn2an

    digits = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
    for name, texts in sources().items():
        text = of_size(texts, MEGABYTES << 20)
        size = len(text.encode()) / 1e6
        layout = structure(text, ())
        ours = best(lambda text=text, layout=layout: scan(text, layout))
        bare = best(lambda text=text: digits.findall(text))
        short = text[: len(text) // 8]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = best(lambda short=short: cn2an.transform(short, "cn2an")) * len(text) / len(short)
        figures = len(scan(text, layout).figures.start)
        yield Row(
            f"figures and ledger: {name}", size / ours, "MB/s", f"a figure every {1e6 * size / figures:.0f} bytes", "40"
        )
        yield Row("findall of digits only", size / bare, "MB/s", f"{ours / bare:.1f} times as fast as ours")
        yield Row("cn2an.transform", size / theirs, "MB/s", f"ours is {theirs / ours:.0f} times as fast")
