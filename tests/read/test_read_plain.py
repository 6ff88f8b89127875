"""Text and Markdown files: positions are the source's own."""

import hashlib
import time

import pytest
from read_made import source_of

from audit.errors import InputError
from audit.read import read_raw


@pytest.mark.parametrize(("name", "form"), [("a.txt", "txt"), ("a.md", "md"), ("a.MARKDOWN", "md"), ("a", "txt")])
def test_positions_are_the_same(read, name, form):
    text = "# 报告\r\n\r\n办结５３件，成功率 77．35％。\r\n"
    raw = read(name, text)
    assert (raw.path, raw.format, raw.encoding) == (name, form, "utf-8")
    assert raw.source == text
    assert raw.text == "# 报告\r\n\r\n办结53件，成功率 77.35%。\r\n"
    assert raw.offsets is None
    assert raw.marks == ()
    assert raw.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert source_of(raw, "77.35%") == "77．35％"


def test_byte_order_mark_is_no_position(read):
    raw = read("a.txt", b"\xef\xbb\xbf" + "办结53件".encode())
    assert raw.source == raw.text == "办结53件"
    assert raw.sha256 == hashlib.sha256(b"\xef\xbb\xbf" + "办结53件".encode()).hexdigest()


def test_invisible_characters_do_not_split_a_number(read):
    raw = read("a.txt", "办\u200b结5\u200b3件，\ufeff成功率 7\u00ad7.35%。")
    assert raw.text == "办结53件，成功率 77.35%。"
    assert raw.source[raw.offsets[0]] == "办"
    assert source_of(raw, "53件") == "5\u200b3件"
    assert source_of(raw, "77.35%") == "7\u00ad7.35%"
    assert raw.notes == ("4 invisible characters left out",)


def test_a_long_line_takes_linear_time(read):
    line = "全年办理行政复议案件36件，调解成功率77.35%。"

    def seconds(megabytes):
        data = (line * (megabytes * 2**20 // len(line.encode()))).encode()
        start = time.perf_counter()
        raw = read("a.txt", data)
        assert len(raw.text) == len(raw.source) == len(data.decode())
        return time.perf_counter() - start

    seconds(1)
    assert seconds(20) < 40 * seconds(2) + 0.5


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe\r\0\n\0"])
def test_empty(read, data):
    with pytest.raises(InputError, match=r"^a\.txt: is empty \(.+\)$"):
        read("a.txt", data)


def test_too_large(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("办结53件" * 1000)
    for options in ({"data": file.read_bytes()}, {}):
        with pytest.raises(InputError, match="is larger than"):
            read_raw(file, max_bytes=1000, **options)
