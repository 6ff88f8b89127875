"""Which way a number moved, by the words before it."""

from __future__ import annotations

import re

from audit.relate.changes.words import DOWN, UP, WORD

_WORD_BEFORE = re.compile(rf"(?P<up>{UP})|(?P<down>{DOWN})")


def direction(words: str) -> int:
    """+1 rise, -1 fall, 0 unsaid: the last word of change before a number."""
    m = WORD.search(words)
    if m:
        return 1 if m.group("up") else -1
    last = 0
    for m in _WORD_BEFORE.finditer(words):
        last = 1 if m.group("up") else -1
    return last
