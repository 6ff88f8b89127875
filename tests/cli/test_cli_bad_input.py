"""Bad input: a clear line on the error stream, the rest audited, exit code 2; JSON holds the failures."""

from __future__ import annotations

import json

import pytest

BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \r\n\t\n", "is empty"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "is a picture"),
    "noise.txt": (bytes(range(256)) * 64, ""),
    "undecodable.txt": ("调解成功率".encode() + b"\xff\xfe\xfd\x81" * 50 + b"\x00\x01\x02", ""),
    "scan.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
    "broken.docx": (b"PK\x03\x04" + b"\0" * 200, ""),
    "book.xlsx": (b"PK\x03\x04" + b"\0" * 200, "is damaged"),
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_of_them_beside_a_good_one(gouji, reports, jobs):
    for name, (data, _) in BAD.items():
        (reports / name).write_bytes(data)
    (reports / "nothing").mkdir()
    answer = gouji("check", *BAD, "nothing", "missing.txt", "wrong.txt", "--format", "json", "--jobs", jobs)
    run = json.loads(answer.out)
    assert answer.code == 2
    assert [d["path"] for d in run["documents"]] == ["wrong.txt"]
    assert [f["code"] for f in run["findings"]].count("RAT101") == 1
    failures = {f["path"]: f for f in run["failures"]}
    assert set(failures) == {*BAD, "nothing", "missing.txt"}
    assert not any(f["bug"] for f in failures.values())
    lines = answer.err.splitlines()
    for name, (_, words) in {
        **BAD,
        "nothing": (b"", "holds no report"),
        "missing.txt": (b"", "does not exist"),
    }.items():
        assert words in failures[name]["message"]
        told = [line for line in lines if line.startswith(f"gouji: error: {name}: ")]
        assert len(told) == 1, name
        assert told[0] == f"gouji: error: {failures[name]['message']}"
    assert "Traceback" not in answer.err
    assert run["summary"]["failures"] == len(BAD) + 2


def test_one_very_long_line(gouji, reports):
    words = "各单位认真落实，确保取得实效，"
    line = words * 20_000 + "全年调解案件53件，成功调解41件，调解成功率77.35%。" + words * 20_000
    (reports / "long.txt").write_text(line, "utf-8")
    answer = gouji("check", "long.txt", "clean.txt", "--select", "RAT")
    assert answer.code == 0
    head, *rest = answer.out.split("RAT102", 1)[1].splitlines()
    assert "77.35%" in head
    assert max(map(len, rest)) < 120


def test_a_text_beyond_all_measure_is_refused_in_one_line(gouji, reports, monkeypatch):
    from audit import pipeline

    monkeypatch.setattr(pipeline, "MAX_CHARS", 10_000)
    (reports / "huge.txt").write_text("调解" * 10_000, "utf-8")
    answer = gouji("check", "huge.txt", "clean.txt", "--format", "json")
    assert answer.code == 2
    assert "huge.txt: holds 20,000 characters of text" in answer.err
    assert len(json.loads(answer.out)["documents"]) == 1


def test_a_report_without_figures_is_noted_beside_others(gouji, reports):
    (reports / "plain.txt").write_text("关于做好有关工作的通知\n\n请各单位认真落实，确保取得实效。\n", "utf-8")
    answer = gouji("check", "plain.txt", "clean.txt")
    assert answer.code == 0
    assert "plain.txt: no figure was found in it" in answer.err
    assert "no figure" not in gouji("check", "plain.txt", "clean.txt", "--quiet").err


def test_names_are_safe_on_a_terminal(gouji, reports):
    name = "a\x1b[31m\nb\u202e.txt"
    (reports / name).write_bytes(b"")
    answer = gouji("check", name, "clean.txt")
    assert "\x1b" not in answer.err
    assert "\u202e" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_standard_input(gouji, reports, monkeypatch):
    import io
    import sys

    text = (reports / "cut.txt").read_text("utf-8")
    stream = io.TextIOWrapper(io.BytesIO(text.encode("gb18030")), "utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    answer = gouji("check", "-", "wrong.txt", "--jobs", "2", "--format", "json")
    run = json.loads(answer.out)
    assert [d["path"] for d in run["documents"]] == ["-", "wrong.txt"]
    assert "RAT102" in [f["code"] for f in run["findings"] if f["path"] == "-"]


def test_the_same_file_twice_is_audited_once(gouji, reports):
    answer = gouji("check", "clean.txt", "./clean.txt", reports, "*.txt", "--format", "json")
    paths = [d["path"] for d in json.loads(answer.out)["documents"]]
    assert len(paths) == len(set(paths)) == 5
