"""One document laid out for relating: what every builder of relations reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audit.parse.figures import Figures
from audit.parse.grids import Grid
from audit.read.structure import Structure

if TYPE_CHECKING:
    from audit.relate.tables.mentions import Mentions


@dataclass(slots=True)
class Context:
    """Everything the builders of relations read. Lists are parallel to the figures' columns."""

    text: str
    figures: Figures
    layout: Structure
    grids: list[Grid]
    dates: list[tuple[int, int, str, int]]
    year: int | None = None
    genre: str = ""
    pre: list[str] = field(default_factory=list)  # words between the figure and what stands before it
    post: list[str] = field(default_factory=list)  # words after it, up to a point or the next figure
    clause_text: list[str] = field(default_factory=list)  # words of its clause before it
    sentence: list[int] = field(default_factory=list)
    half: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)  # where each block starts
    bracket: list[int] = field(default_factory=list)  # start of the innermost bracket, or -1
    joined: list[bool] = field(default_factory=list)  # only 、和及与 stand between it and the figure before
    label: list[str] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    section: list[int] = field(default_factory=list)  # index of the last heading marker, or -1
    plan: list[bool] = field(
        default_factory=list
    )  # stands in a part about what is to be done, or in a sentence of aims
    roles: list[frozenset[str]] = field(default_factory=list)  # stage roles its words name
    limit: list[bool] = field(default_factory=list)  # a threshold in a name, no quantity of its own: 10亿元以上项目2个
    delta: list[bool] = field(default_factory=list)  # an amount of change: 同比分别减少19起、11人
    sentence_start: list[int] = field(default_factory=list)
    bracket_end: dict[int, int] = field(default_factory=dict)
    exact: dict[int, int] = field(
        default_factory=dict
    )  # a rounded figure -> the exact one behind it: 38.62万条（386214条）
    bands: list[dict[int, tuple[int, int]]] = field(default_factory=list)  # scale -> interval; see relations.scaled
    mentions: Mentions | None = None  # once asked for
    joint: list = field(default_factory=list)  # groups.Group: figures that words such as 三县合计 take together

    def topic(self, i: int) -> str:
        """The heading that a figure stands under: of its own paragraph or right above it."""
        k = self.section[i]
        if k < 0:
            return ""
        _, start, _, _, end = self.layout.markers[k]
        return self.text[start:end]
