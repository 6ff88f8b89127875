"""Blocks of many rules -> verdicts: one expectation a check over all rules and rows of a run, as documents have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.config import Config
from audit.dataset.lay import Block

if TYPE_CHECKING:
    import numpy as np

AT_ONCE = 1_500_000  # relations judged together: Great Expectations hashes what it is given
SUITE = "dataset"
TIES, BREAKS, UNDETERMINED = 0, 1, 2


@dataclass(slots=True)
class Judged:
    """The verdicts of one block, a row each: codes of verdict and how, the code that speaks, what is expected."""

    block: Block
    verdict: np.ndarray  # 0 ties, 1 breaks, 2 undetermined
    how: np.ndarray  # place in `hows`
    code: np.ndarray  # place in `codes`
    hows: tuple[str, ...]
    codes: tuple[str, ...]
    expected: dict[int, Any]  # of the rows that break
    power: np.ndarray

    def broken(self) -> list[int]:
        """The places, in the block, of what breaks."""
        import numpy as np

        return np.flatnonzero(self.verdict == BREAKS).tolist()

    def counts(self) -> tuple[int, int, int]:
        """How many tie, break, are undetermined; rows that could not be laid out are among the last."""
        import numpy as np

        ties, breaks, undetermined = np.bincount(self.verdict, minlength=3).tolist()
        return ties, breaks, undetermined + sum(self.block.missing.values())


def suite_of(config: Config) -> str:
    """The suite that judges datasets: the one asked for, else that of datasets."""
    return config.suite or SUITE


def judge(blocks: Sequence[Block], config: Config) -> list[Judged]:
    """Judge blocks.

    Args:    blocks: of all rules and tables of a run. config: suite and checks.
    Returns: one Judged a block, in order.
    Raises:  RunnerError, SuiteError: what is not judged must not pass.
    """
    out: dict[int, Judged] = {}
    for part in _parts(blocks):
        for n, judged in zip(part, _judge([blocks[n] for n in part], config), strict=True):
            out[n] = judged
    return [out[n] for n in range(len(blocks))]


def _parts(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Blocks that are judged together, bounded by their rows."""
    part: list[int] = []
    size = 0
    for n, block in enumerate(blocks):
        if part and size + len(block.rows) > AT_ONCE:
            yield part
            part, size = [], 0
        part.append(n)
        size += len(block.rows)
    if part:
        yield part


def _judge(blocks: Sequence[Block], config: Config) -> Iterator[Judged]:
    import numpy as np
    import pandas as pd

    from expectations.arithmetic.verdicts import HOWS, VERDICTS
    from expectations.runner import judge as run_suite

    by_frame: dict[str, list[int]] = {}
    for n, block in enumerate(blocks):
        by_frame.setdefault(block.frame, []).append(n)
    frames, at, first = {}, {}, 0
    for name, members in by_frame.items():
        size = 0
        for n in members:
            at[n] = (first + size, first + size + len(blocks[n].rows))
            size += len(blocks[n].rows)
        if not size:
            continue
        columns = {
            column: _joined([blocks[n].columns[column] for n in members]) for column in blocks[members[0]].columns
        }
        codes = sorted({blocks[n].check for n in members})
        places = np.concatenate(
            [np.full(len(blocks[n].rows), codes.index(blocks[n].check), dtype=np.int16) for n in members]
        )
        frames[name] = pd.DataFrame(
            {
                "relation_id": np.arange(first, first + size, dtype=np.int64),
                "check": pd.Categorical.from_codes(places, categories=codes),
                **columns,
            }
        )
        first += size
    verdict = np.full(first, UNDETERMINED, dtype=np.int8)
    how, code = np.zeros(first, dtype=np.int8), np.zeros(first, dtype=np.int16)
    power, expected, known = np.zeros(first), np.empty(first, dtype=object), ()
    if frames:
        table = run_suite(frames, suite=suite_of(config), extra_checks=config.checks, suites=config.suites)
        ids = table["relation_id"].to_numpy()
        verdict[ids], how[ids] = table["verdict"].cat.codes, table["how"].cat.codes
        code[ids], power[ids] = table["code"].cat.codes, table["power"].to_numpy()
        expected[ids] = table["expected"].to_numpy()
        known = tuple(table["code"].cat.categories)
    assert VERDICTS[BREAKS] == "breaks"
    for n, block in enumerate(blocks):
        a, b = at[n]
        broken = {int(i): expected[a + i] for i in np.flatnonzero(verdict[a:b] == BREAKS)}
        yield Judged(
            block, verdict[a:b].copy(), how[a:b].copy(), code[a:b].copy(), tuple(HOWS), known, broken,
            power[a:b].copy(),
        )  # fmt: skip


def _joined(columns: list[np.ndarray]) -> np.ndarray:
    import numpy as np

    if any(c.dtype == object for c in columns):
        columns = [c.astype(object) for c in columns]
    return np.concatenate(columns)
