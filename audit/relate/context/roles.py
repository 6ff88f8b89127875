"""The words of the lexicon that name a stage or a rate."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.parse import lexicon


@lru_cache(maxsize=1)
def role_names() -> dict[str, frozenset[str]]:
    """word -> the stage roles it names."""
    stages = lexicon.table("stages")
    out: dict[str, set[str]] = {}
    for role in ("carry_in", "carry_out", "intake", "closed"):
        for w in stages[role]:
            out.setdefault(w, set()).add(role)
    for stage in stages["chains"]["handling"]["stages"]:
        for w in stage["words"]:
            out.setdefault(w, set()).add(stage["name"])
    for w in ("不予受理", "不受理", "未受理", "不予立案", "未立案", "转送", "告知"):
        out.setdefault(w, set()).add("refused")
    for w in ("其他", "其余", "剩余"):
        out.setdefault(w, set()).add("rest")
    return {w: frozenset(r) for w, r in out.items()}


@lru_cache(maxsize=1)
def role_pattern() -> re.Pattern:
    """A pattern of every word that names a role, the longest first."""
    words = sorted(role_names(), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=1)
def rate_rows() -> list[dict]:
    """The rate rows of the lexicon, longest name first."""
    return sorted(lexicon.table("rates"), key=lambda r: -len(r["rate"]))
