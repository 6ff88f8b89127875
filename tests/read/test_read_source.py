"""Files, formats and errors."""

import io
import pickle
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_made import make_docx, outcome, paragraph

from audit import errors
from audit.errors import AuditError, FormatError, InputError
from audit.read import MAX_BYTES, RawText, expand, read_raw, to_source

ROOT = Path(__file__).parents[2]


def made(tmp_path, *names, content="办结53件。"):
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def names(paths, base):
    return [path.relative_to(base).as_posix() for path in paths]


# expand


def test_documents_of_a_folder_that_are_not_read_are_named(tmp_path):
    from audit.read.source import passed_over

    made(tmp_path, "甲.txt", "乙.pdf", "深/丙.doc", "丁.csv", ".隐.pdf")
    over = passed_over([str(tmp_path), str(tmp_path / "甲.txt")])
    assert [Path(file).name for file, _ in over] == ["乙.pdf", "丙.doc"]
    assert "pdftotext" in over[0][1]
    assert passed_over([str(tmp_path / "乙.pdf")]) == []  # named itself, it is an error that says so


def test_a_folder_is_searched_in_order(tmp_path):
    made(tmp_path, "b.txt", "a/2.md", "a/10.html", "a.txt", "a/x.HTM", "c.docx", "a/d.pdf", "e.csv", "README")
    made(tmp_path, "z.markdown")
    assert names(expand([tmp_path]), tmp_path) == [
        "a/10.html", "a/2.md", "a/x.HTM", "a.txt", "b.txt", "c.docx", "z.markdown",
    ]  # fmt: skip
    assert names(expand([tmp_path], suffixes=[".csv"]), tmp_path) == ["e.csv"]


def test_hidden_files_locks_and_our_own_outputs_are_skipped(tmp_path):
    made(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "~$d.docx", "gouji-memo.md", "a.gouji.md", "sub/__pycache__/e.txt")
    made(tmp_path, "memo.md", content="<!-- gouji 0.1.0 -->\n# 备忘\n")
    made(tmp_path, "review.html", content='<html><head><meta name="generator" content="gouji 0.1.0"></head></html>')
    assert names(expand([tmp_path]), tmp_path) == ["a.txt"]
    assert names(expand([tmp_path / "memo.md"]), tmp_path) == ["memo.md"]  # named: taken as it is


def test_patterns(tmp_path):
    made(tmp_path, "a.txt", "b.pdf", "s/c.txt", "s/t/d.md", "s/t/.e.md", "s/f.pdf")
    assert names(expand([f"{tmp_path}/*"]), tmp_path) == ["a.txt", "s/c.txt", "s/t/d.md"]
    assert names(expand([f"{tmp_path}/*.pdf"]), tmp_path) == ["b.pdf"]
    assert names(expand([f"{tmp_path}/**"]), tmp_path) == ["a.txt", "s/c.txt", "s/t/d.md"]
    assert names(expand([f"{tmp_path}/**/*.txt"]), tmp_path) == ["a.txt", "s/c.txt"]
    made(tmp_path, "[1].txt")
    assert names(expand([f"{tmp_path}/[1].txt"]), tmp_path) == ["[1].txt"]


def test_each_file_once_and_in_the_order_of_the_arguments(tmp_path, monkeypatch):
    made(tmp_path, "a.txt", "b.txt")
    monkeypatch.chdir(tmp_path)
    assert expand(["b.txt", tmp_path, "./a.txt", "-", "-"]) == [Path("b.txt"), tmp_path / "a.txt", Path("-")]


@pytest.mark.parametrize(
    ("path", "words"), [("无.txt", "does not exist"), ("*.txt", "matches no report"), ("", "does not exist")]
)
def test_missing_paths(tmp_path, monkeypatch, path, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=words) as error:
        expand([path])
    assert error.value.hint
    with pytest.raises(InputError, match="holds no report"):
        expand([tmp_path])


# Formats


@pytest.mark.parametrize(
    ("name", "data", "way_out"),
    [
        ("a.pdf", b"%PDF-1.4\n", "pdftotext -layout a.pdf"),
        ("a.txt", b"%PDF-1.4\n", "pdftotext -layout a.txt"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "soffice --headless --convert-to docx a.doc"),
        ("a.wps", b"x", "soffice --headless --convert-to docx a.wps"),
        ("a.rtf", b"{\\rtf1", "soffice --headless --convert-to docx a.rtf"),
        ("a.docx", b"{\\rtf1", "soffice"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.ofd", b"x", "docx"),
        ("a.xlsx", b"x", "gouji gate a.xlsx"),
        ("a.xls", b"x", "gouji gate"),
        ("a.csv", b"a,b\n", "gouji gate a.csv"),
        ("a.png", b"\x89PNG\r\n", "OCR"),
        ("a.txt", b"\xff\xd8\xff\xe0", "OCR"),
        ("a.zip", b"x", "unpack"),
        ("a.mht", b"x", ".html"),
        ("a.xyz", b"x", ".txt"),
        ("a.docx", b"abc", ".docx"),
    ],
)
def test_formats_that_are_not_read_say_how_to_convert(name, data, way_out):
    with pytest.raises(FormatError) as error:
        read_raw(name, data)
    assert str(error.value).startswith(f"{name}: ")
    assert way_out in error.value.hint


@pytest.mark.parametrize(
    ("member", "words"),
    [("xl/workbook.xml", "gouji gate"), ("OFD.xml", "OFD"), ("ppt/a.xml", "text"), ("a.txt", "unpack")],
)
def test_zips_are_told_apart_by_what_they_hold(member, words):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(member, "x")
    with pytest.raises(FormatError, match=words):
        read_raw("a.txt", buffer.getvalue())


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.wps", "a.html", "a.xyz"])
def test_content_decides_where_it_is_plain(name):
    word = read_raw(name, make_docx(paragraph("办结53件")))
    assert (word.format, word.text) == ("docx", "办结53件")
    page = read_raw(name, "\ufeff <!-- x --><!DOCTYPE html><html><p>办结53件".encode())
    assert (page.format, page.text) == ("html", "办结53件")
    assert bool(page.notes) == (name != "a.html")
    assert "in spite of its suffix" in word.notes[0]


def test_a_fragment_is_a_page_only_without_a_suffix():
    assert read_raw("-", b"<p>53</p>").format == "html"
    assert read_raw("a.md", b"<p>53</p>").format == "md"
    assert read_raw("-", b"53").format == "txt"
    assert read_raw("a.html", "办结53件".encode("utf-16")).text == "办结53件"


def test_standard_input(monkeypatch):
    class Input:
        buffer = io.BytesIO("办结53件".encode("gb18030"))

    monkeypatch.setattr(sys, "stdin", Input)
    raw = read_raw("-", name="报告")
    assert (raw.path, raw.text) == ("报告", "办结53件")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"无\.txt: does not exist \(.+\)"):
        read_raw("无.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_raw(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_raw("a\0b.txt")
    assert MAX_BYTES == 256 * 2**20


# Errors and pickling


def test_errors_are_one_line_and_cross_processes():
    for kind in (errors.AuditError, errors.InputError, errors.FormatError, errors.EncodingError, errors.ConfigError,
                 errors.SchemaError):  # fmt: skip
        error = kind("is\nwrong", path=Path("甲.txt"), place="line 3", hint="mend it")
        back = pickle.loads(pickle.dumps(error))
        assert type(back) is kind
        assert str(back) == str(error) == "甲.txt: line 3: is wrong (mend it)"
        assert (back.message, back.path, back.place, back.hint) == ("is\nwrong", "甲.txt", "line 3", "mend it")
    assert str(AuditError("alone")) == "alone"
    assert str(AuditError("x", path="\udcff.txt")).encode() == b"?.txt: x"


def test_reports_cross_processes():
    page, word = b"<p>53<table><tr><td>1<td>2", make_docx(paragraph("53"))
    for name, data in (("a.txt", "53\u200b件".encode()), ("a.html", page), ("a.docx", word)):
        raw = read_raw(name, data)
        assert pickle.loads(pickle.dumps(raw)) == raw
        with pytest.raises(AttributeError):
            raw.text = ""


def test_empty_spans():
    raw = read_raw("a.html", "<p>甲</p><p>乙</p>".encode())
    assert to_source(raw, 0, 0) == (3, 3)
    assert to_source(raw, 3, 3)[0] == to_source(raw, 3, 3)[1]


@given(st.binary(), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "-", "a.pdf"]))
def test_any_bytes_give_a_report_or_an_error(data, name):
    result = outcome(read_raw, name, data)
    assert isinstance(result, RawText) or str(result).startswith(f"{name}: ")


def test_magic_followed_by_noise():
    dice = random.Random(7)
    for start in (
        b"PK\x03\x04",
        b"<html>",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"<html><table>",
        b"\x84\x31\x95\x33",
    ):
        for _ in range(200):
            result = outcome(read_raw, "a.html", start + dice.randbytes(dice.randrange(200)))
            assert isinstance(result, (RawText, AuditError))


def test_reading_is_light():
    heavy = ("pandas", "zipfile", "xml", "lxml", "great_expectations")
    code = f"import sys, audit.read; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
