"""Workers that die, reports that find a bug, interrupts: the others are audited, and the run ends as it must."""

from __future__ import annotations

import io
import os
import sys

import pytest
from varied_reports import report

from audit import Config, check, pipeline
from audit.model import Failure, Parsed
from audit.scale import processes
from audit.scale.processes import parsed_in_order

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="workers see a patched parser only where they are forked"
)


def patched(monkeypatch: pytest.MonkeyPatch, act) -> None:
    """Have `act(path)` done before a report is parsed; workers are forked, so they do it too."""
    right = pipeline.parse

    def parse(path, data=None):
        act(str(path))
        return right(path, data)

    monkeypatch.setattr(pipeline, "parse", parse)


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_worker_that_dies_takes_only_its_report_with_it(many, monkeypatch, jobs):
    want = check(many, Config())
    parent = os.getpid()

    def die(path: str) -> None:
        if ("r05." in path or "r40." in path) and os.getpid() != parent:
            os._exit(9)

    patched(monkeypatch, die)
    got = check(many, Config(jobs=jobs))
    dead = [f.path for f in got.failures if "died" in f.message]
    assert [os.path.basename(p) for p in dead] == ["r05.txt", "r40.txt"]
    kept = [d.parsed.path for d in want.documents if d.parsed.path not in dead]
    assert [d.parsed.path for d in got.documents] == kept
    assert not any(f.bug for f in got.failures)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_is_told_with_its_traceback_and_the_run_goes_on(many, monkeypatch, jobs):
    def stumble(path: str) -> None:
        if "r07." in path:
            raise ZeroDivisionError("a worm")

    patched(monkeypatch, stumble)
    run = check(many, Config(jobs=jobs))
    bugs = [f for f in run.failures if f.bug]
    assert [os.path.basename(f.path) for f in bugs] == ["r07.txt"]
    assert "ZeroDivisionError: a worm" in bugs[0].message
    assert "Traceback" in bugs[0].detail
    assert run.summary["bugs"] == 1
    assert len(run.documents) == 47


def test_order_is_that_of_the_paths_however_long_each_takes(many, monkeypatch):
    import time

    patched(monkeypatch, lambda path: time.sleep(0.2 if "r00." in path else 0))
    assert [item.path for item in parsed_in_order(many[1:], 3)] == many[1:]


def test_no_more_is_in_flight_than_is_meant(many, monkeypatch):
    """However slow the reader, workers run ahead by AHEAD reports a process, and by AHEAD_BYTES."""
    sent: list[str] = []
    right = processes._Workers._send
    monkeypatch.setattr(processes._Workers, "_send", lambda self, path: (sent.append(path), right(self, path))[1])
    monkeypatch.setattr(processes, "AHEAD", 4)
    for n, _ in enumerate(parsed_in_order(many[1:], 2), 1):
        assert len(sent) <= n + 2 * 4
    monkeypatch.setattr(processes, "AHEAD_BYTES", 1)
    sent.clear()
    for n, _ in enumerate(parsed_in_order(many[1:], 2), 1):
        assert len(sent) <= n + 2


def test_a_run_that_is_given_up_leaves_no_process(many):
    import multiprocessing

    items = parsed_in_order(many[1:], 2)
    next(items)
    items.close()
    for child in multiprocessing.active_children():
        child.join(20)
    assert not multiprocessing.active_children()


def test_standard_input_among_workers(many):
    data = report(3).encode("gb18030")
    items = list(parsed_in_order([many[2], "-", many[3]], 2, stdin=data))
    assert [item.path for item in items] == [many[2], "-", many[3]]
    assert items[1].encoding == "gb18030"


def test_reports_in_hand_are_few_however_long_the_run(many):
    """Memory does not grow with the run: at no time are more than two chunks of parsed reports alive."""
    import gc

    from audit.report import renderer
    from audit.scale.run import stream

    paths = [p for p in many[1:] if "x.txt" not in p]
    flow = stream(paths, Config(), chunk=5)
    most = 0

    def alive():
        gc.collect()
        return sum(isinstance(o, Parsed) for o in gc.get_objects())

    before = alive()  # those that fixtures of other tests hold

    class Watched:
        def __iter__(self):
            nonlocal most
            for item in flow:
                most = max(most, alive() - before)
                yield item
                del item

        def __getattr__(self, name):
            return getattr(flow, name)

    for form in ("json", "jsonl", "text"):
        if form != "json":
            flow = stream(paths, Config(), chunk=5)
        renderer(form).write(Watched(), Config(), io.StringIO())
        assert 5 <= most <= 10, form


def test_paths_without_any_report():
    from audit.errors import InputError

    with pytest.raises(InputError):
        check([])
    run = check("/nowhere")
    assert run.documents == []
    assert isinstance(run.failures[0], Failure)
