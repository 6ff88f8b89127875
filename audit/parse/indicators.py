"""Indicators: which canonical name of the lexicon a figure's words, or the head of a column, stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from audit.parse.lexicon import table

PERCENT = "%"
# what a head says beside its indicator: 2023年行政复议受理件数（件）
_NOISE = re.compile(r"[\s、，,：:；;“”\"'‘’《》〈〉*#|_·\-—]+")
_BRACKET_UNIT = re.compile(r"[（(]\s*(?:%|％|‰|[^（()）]{1,4})\s*[)）]$")
_HEAD_NOISE = re.compile(r"^(?:20[0-9]{2}年度?|全年|累计)|(?:案件)?(?:总数|数量|件数|人数|个数|次数|数)$")

# a change on a year before, or a target: not the figure of the year itself
_OTHER = re.compile("同比|环比|较上年|比上年|上年同期|增长|下降|上升|提高|提升|增加|减少|力争|目标|计划|确保")
_NARROW = re.compile("领域|专项")  # a figure of one field of work: 道路交通运输领域行政复议案件


class Row(NamedTuple):
    """One indicator: every item of `own` and `about` is a set of words of which one is found."""

    name: str
    own: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    banned: tuple[str, ...]
    units: frozenset[str]
    also: tuple[str, ...]


class Match(NamedTuple):
    """An indicator, and how well the words name it: longer words, and nearer ones, name it better."""

    name: str
    score: float


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """The indicators in force, in order of the lexicon; a user's rows included."""
    out = []
    for row in table("indicators"):
        own, about = (tuple(tuple(item.split("/")) for item in row.get(key, ())) for key in ("own", "about"))
        if own:
            out.append(
                Row(
                    row["indicator"],
                    own,
                    about,
                    tuple(row.get("not", ())),
                    frozenset(row.get("unit", ())),
                    tuple(row.get("also", ())),
                )
            )
    return tuple(out)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found = {plain(row.name): row.name for row in rows()}
    for row in rows():
        for name in row.also:
            found.setdefault(plain(name), row.name)
    return found


@lru_cache(maxsize=1)
def order() -> dict[str, int]:
    """Indicator -> its place in the lexicon."""
    return {row.name: n for n, row in enumerate(rows())}


def units(name: str) -> tuple[str, ...]:
    """The units that an indicator is counted in; () where there is no such indicator."""
    return next((tuple(sorted(row.units)) for row in rows() if row.name == name), ())


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Words as they are compared: without spaces, quotes and marks, brackets in one form."""
    return _NOISE.sub("", text).replace("(", "（").replace(")", "）").replace("％", "%")


@lru_cache(maxsize=16384)
def bare_head(head: str) -> str:
    """A head without its unit, year and 数: 2023年行政复议受理数（件） -> 行政复议受理."""
    text = plain(head)
    while True:
        cut = _HEAD_NOISE.sub("", _BRACKET_UNIT.sub("", text))
        if cut == text or len(cut) < 2:
            return text
        text = cut


@lru_cache(maxsize=16384)
def of_head(head: str) -> str:
    """The indicator that the head of a column names.

    Args:    head: 行政复议受理（件）, 一审败诉率.
    Returns: its canonical name, or "" where no row is named, or several are equally well.
    """
    text = bare_head(head)
    if found := _names().get(plain(head)) or _names().get(text):
        return found
    rate = text.endswith(("率", "度", "比重", "占比"))
    best: list[tuple[float, str]] = []
    for row in rows():
        if (PERCENT in row.units) != rate or any(word in text for word in row.banned):
            continue
        words = [_longest(item, text) for item in (*row.own, *row.about)]
        if all(words):
            best.append((_cover(text, words), row.name))
    best.sort(reverse=True)
    if not best or best[0][0] < 0.6 or (len(best) > 1 and best[1][0] == best[0][0]):
        return ""
    return best[0][1]


def of_words(own: str, before: Sequence[str], heading: str, unit: str, percent: bool) -> Match | None:
    """The indicator that a figure states.

    Args:
        own: its label and the words after it. before: what the sentence says before it, from one figure to the next,
            the nearest first. heading: the headings it stands under. unit: as printed. percent: it is a rate.
    Returns: the best match; None where no row fits, or two fit equally well.
    """
    own, before, heading = plain(own), [plain(b) for b in before], plain(heading)
    strange = _OTHER.search(own)
    best: list[tuple[float, str]] = []
    for row in rows():
        if percent != (PERCENT in row.units) or (unit and not percent and row.units and unit not in row.units):
            continue
        if any(word in own for word in row.banned) or (strange and strange[0] not in row.name):
            continue
        score = _score(row, own, before, heading)
        if score > 0:
            best.append((score, row.name))
    best.sort(key=lambda found: (-found[0], found[1]))
    if not best or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    narrow = any(_NARROW.search(text) for text in (own, *before))
    return Match(best[0][1], best[0][0] / 3 if narrow else best[0][0])


def _score(row: Row, own: str, before: Sequence[str], heading: str) -> float:
    """The length of its own words, and for each subject how near it is named: up to 3 in its own words, less before."""
    score = 0.0
    for item in row.own:
        word = _longest(item, own)
        if not word:
            return 0.0
        score += len(word)
    for item in row.about:
        score += (near := _near(item, own, before, heading))
        if not near:
            return 0.0
    return score if row.about else score + 1.5


def _near(item: Sequence[str], own: str, before: Sequence[str], heading: str) -> float:
    if word := _longest(item, own):
        return 3 + len(word) / 20
    for distance, text in enumerate(before):
        if word := _longest(item, text):
            return 2.4 / (1 + 0.4 * distance) + len(word) / 20
    return 0.4 + len(word) / 20 if (word := _longest(item, heading)) else 0.0


def _longest(words: Sequence[str], text: str) -> str:
    return max((word for word in words if word in text), key=len, default="")


def _cover(text: str, words: Sequence[str]) -> float:
    """The part of a text that some words make up."""
    held = [False] * len(text)
    for word in words:
        at = text.find(word)
        while at >= 0:
            held[at : at + len(word)] = [True] * len(word)
            at = text.find(word, at + 1)
    return sum(held) / max(1, len(text))
