"""Reports written for these tests, and the command line run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

WRONG = """甲县2023年法治政府建设年度报告

一、主要举措和成效

全年排查矛盾纠纷1231件，调处成功1205件，调解成功率97.87%。
行政争议调解中心调解案件53件，成功调解41件，调解成功率77.36%。
"""
CUT = """乙县2023年法治政府建设年度报告

行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。
"""
CLEAN = """丙县2023年工作情况

全年调解案件53件，成功调解41件，调解成功率77.36%。
全年办理行政复议案件48件，其中维持20件、撤销28件。
"""
CLOSED = """丁县2023年法治政府建设年度报告

全年发生行政诉讼案件25件，审结23件，败诉2件，败诉率8.7%。
"""
FILED = """戊县2023年法治政府建设年度报告

全年发生行政诉讼案件25件，审结23件，败诉2件，败诉率8.0%。
"""
EMPTY_OF_FIGURES = "关于做好有关工作的通知\n\n请各单位认真落实，确保各项工作取得实效。\n"


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with reports, which is also where we stand; no configuration above it applies."""
    folder = tmp_path / "work"
    folder.mkdir()
    for name, text in {"wrong": WRONG, "cut": CUT, "clean": CLEAN, "closed": CLOSED, "filed": FILED}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "gouji.toml").write_text("", "utf-8")
    monkeypatch.chdir(folder)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def gouji(reports: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:  # noqa: ARG001
    """Run a command in this process."""
    from audit.cli import main

    def run(*argv: object) -> Said:
        capfd.readouterr()
        code = main([str(a) for a in argv])
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return run
