"""The same bytes whatever the number of processes, and whatever the chunks."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import Config
from audit.report import STREAMED, renderer
from audit.scale.run import stream


def written(paths: list[str], form: str, jobs: int = 1, chunk: int = 200) -> str:
    out = io.StringIO()
    config = Config(jobs=jobs)
    renderer(form).write(stream(paths, config, chunk=chunk), config, out)
    return out.getvalue()


@pytest.mark.parametrize("form", STREAMED)
def test_processes_change_nothing(many, form):
    alone = written(many, form)
    assert len(alone) > 10_000
    for jobs in (2, 3):
        assert written(many, form, jobs) == alone


@pytest.mark.parametrize("form", STREAMED)
def test_chunks_change_nothing(many, form):
    some = many[:16]
    whole = written(some, form)
    for chunk in (1, 2, 7):
        assert written(some, form, chunk=chunk) == whole


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_paths_in_any_order(many, data):
    paths = data.draw(st.lists(st.sampled_from(many), min_size=2, max_size=10, unique=True))
    jobs, chunk = data.draw(st.integers(2, 4)), data.draw(st.integers(1, 9))
    assert written(paths, "jsonl", jobs, chunk) == written(paths, "jsonl")


def test_what_is_judged_does_not_hang_on_its_neighbours(many):
    """A report says the same of itself alone and among others, but for its ids."""
    import json
    import re

    def told(paths: list[str]) -> Iterator[str]:
        for line in written(paths, "jsonl").splitlines():
            row = json.loads(line)
            if row["type"] in ("document", "finding") and not str(row.get("code", "")).startswith("XDR"):
                yield re.sub(r'"d\d+((?:[fr]\d+)?)"', r'"d\1"', line)

    some = many[:16]
    among = list(told(some))
    alone = [line for path in some for line in told([path])]
    assert alone == among
