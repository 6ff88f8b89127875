"""How well the words of a figure fit the head of a column: the lexicon's indicators first, shared words second."""

from __future__ import annotations

from functools import lru_cache

from audit.dataset.figures import Stated
from audit.parse import indicators

SURE = 1.0  # both name one indicator of the lexicon
STRONG = 0.75  # a different value under such words is a different value of the same thing
FAIR = 0.5
NEAR = 2.0  # score of a figure whose words are near enough to be of its indicator as a whole, and of no part of it
CLOSE = 0.05  # figures that the lexicon names alike, and as well

_RATES = ("率", "占比", "比重", "比例", "度", "增幅", "降幅", "增速")


def fit(head: str, percent: bool, unit: str, s: Stated) -> float:
    """How well a figure's words fit a head.

    Args:    head: name of a column. percent: it holds rates. unit: stated for it, or "". s: a figure.
    Returns: 0: another kind of quantity; below 1 by shared words; from 1 up to 2 where the lexicon names both alike.
    """
    rate = percent or head.endswith(_RATES[:4])
    if rate != s.percent:
        return 0.0
    if unit and s.unit and not rate and _money(unit) != _money(s.unit):
        return 0.0
    name = indicators.of_head(head)
    if name and unit and not rate and unit not in indicators.units(name):
        name = ""
    if name and name == s.indicator and s.score >= NEAR:
        return SURE + min(s.score, 20) / 20
    shared = _shared(indicators.bare_head(head), s)
    return min(shared, 0.6 if name and s.indicator else 0.95)


def enough(digits: int) -> float:
    """How well the words must fit for an equal value to be the same thing: the more digits agree, the less."""
    return 0.1 if digits >= 4 else 0.25 if digits == 3 else FAIR


def _money(unit: str) -> bool:
    return unit.endswith("元")


def _shared(head: str, s: Stated) -> float:
    """The part of a head that stands in a figure's words, less where it stands only before it."""
    pairs = _pairs(head)
    if not pairs:
        return 0.0
    weight = [0.0] * len(head)
    own = indicators.plain(s.words)
    layers = [(own, 1.0)]
    layers += [(indicators.plain(b), w) for b, w in zip(s.before, (0.85, 0.7, 0.6, 0.5, 0.45), strict=False)]
    layers.append((indicators.plain(s.section.rsplit("/", 1)[-1]), 0.35))
    for text, w in layers:
        for i, pair in pairs:
            if pair in text:
                weight[i], weight[i + 1] = max(weight[i], w), max(weight[i + 1], w)
    score = sum(weight) / len(head)
    ending = head[-3:] if head.endswith(_RATES) else head[-2:]
    if ending not in own:
        score *= 0.4 if s.percent and ending[-2:] not in own else 0.75
    return score


@lru_cache(maxsize=4096)
def _pairs(head: str) -> tuple[tuple[int, str], ...]:
    return tuple((i, head[i : i + 2]) for i in range(len(head) - 1))
