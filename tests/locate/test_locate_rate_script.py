"""The script that measures: it counts a slip that is named, one that is not, and one that no finding touches."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "ci" / "locate_rate.py"


def seeded(folder: Path) -> Path:
    """A folder as the injector writes it: three reports, one altered figure each."""
    rows = []
    for name, text, was, now in (
        ("0001.txt", "全年调解纠纷53件，调解成功41件，调解成功率{}。", "77.36%", "78.36%"),
        ("0002.txt", "全年受理案件412件，其中民事案件375件、行政案件{}。", "37件", "47件"),
        ("0003.txt", "全年举办培训{}，发放宣传册800册。", "12场", "13场"),
    ):
        at = text.index("{}")
        (folder / name).write_text(text.format(now), "utf-8")
        rows.append({"file": name, "report": "x", "relation": "r", "kind": "rate", "role": "reported", "was": was,
                     "now": now, "spans": [{"start": at, "end": at + len(now)}]})  # fmt: skip
    (folder / "seeded.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return folder


def test_it_counts(tmp_path, monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location("locate_rate", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr("sys.argv", ["locate_rate.py", str(seeded(tmp_path)), "--show"])
    script.main()
    out = capsys.readouterr().out
    whole = next(line for line in out.splitlines() if line.strip().startswith("all"))
    assert whole.split()[:5] == ["all", "seeded", "3", "touched", "2"]
    assert "first  50.0%  equal 100.0%" in whole
    assert "0002.txt SUM101" in out  # shown, as it is not named first
