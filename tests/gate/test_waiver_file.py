"""The file of waivers: what is refused and how it says so; what a hand-edited file keeps."""

from __future__ import annotations

import datetime

import pytest

from audit.errors import ConfigError
from audit.gate.waiver_file import HEAD, written
from audit.gate.waivers import read

GOOD = """\
schema: gouji/waivers/1
# 一季度复核 👍
waivers:
  # 甲县：编制说明第3条
  - fingerprint: 36c87236949af82ee20a   # 截尾
    code: RAT102
    place: reports/甲县.txt:5
    label: 调解成功率
    values: [41件, 53件, 77.35%]
    reason: >-
      按截尾规则取数，
      见编制说明第3条
    owner: 张三
    date: 2026-03-01
    expires: "2026-12-31"

  - reason: '原文如此'
    fingerprint: "00000000000000000001"
# 末尾的话
"""


def test_a_good_file_is_read_whole(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text(GOOD, "utf-8")
    first, second = read(path)
    assert (first.code, first.label, first.owner, first.date) == ("RAT102", "调解成功率", "张三", "2026-03-01")
    assert first.values == ("41件", "53件", "77.35%")
    assert first.reason == "按截尾规则取数， 见编制说明第3条"
    assert first.expires == datetime.date(2026, 12, 31)
    assert GOOD[first.start :].startswith(first.fingerprint)
    assert GOOD.splitlines()[first.line - 1][first.column - 1 :].startswith(first.fingerprint)
    assert (second.fingerprint, second.reason, second.expires) == ("0" * 19 + "1", "原文如此", None)
    assert GOOD[second.start :].startswith('"0000')


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_hold_whatever_the_newlines(tmp_path, newline):
    path = tmp_path / "w.yaml"
    text = GOOD.replace("\n", newline)
    path.write_bytes(text.encode())
    first, _ = read(path)
    assert text[first.start :].startswith(first.fingerprint)
    assert first.line == 5


ENTRY = "waivers:\n  - fingerprint: {fp}\n    {rest}\n"
BAD = {
    "no reason": (
        "waivers:\n  - fingerprint: abc\n    code: RAT102\n    label: 败诉率\n",
        ["states no reason", "line 2: abc", "RAT102", "败诉率"],
    ),
    "empty reason": (ENTRY.format(fp="abc", rest="reason: '  '"), ["states no reason", "line 2: abc"]),
    "reason is a number": (ENTRY.format(fp="abc", rest="reason: 7"), ["states no reason"]),
    "no fingerprint": ("waivers:\n  - reason: x\n", ["no fingerprint", "line 2"]),
    "fingerprint is a number": (
        ENTRY.format(fp="12345678901234567890", rest="reason: x"),
        ["no fingerprint", "quotes"],
    ),
    "fingerprint is a float": (ENTRY.format(fp="1e470203", rest="reason: x"), ["no fingerprint", "quotes"]),
    "unknown key": (ENTRY.format(fp="abc", rest="reson: x"), ["unknown key 'reson'", "known keys: fingerprint"]),
    "unknown key above": ("waiver: []\n", ["unknown key 'waiver'", "known keys: schema, waivers"]),
    "other schema": ("schema: gouji/waivers/9\nwaivers: []\n", ["gouji/waivers/9", "gouji/waivers/1"]),
    "twice": (
        "waivers:\n  - {fingerprint: a1, reason: x}\n  - {fingerprint: a1, reason: y}\n",
        ["a1 is waived on line 2", "line 3"],
    ),
    "no date": (
        ENTRY.format(fp="abc", rest="reason: x\n    expires: 明年"),
        ["expires is no date", "2026-12-31", "line 2: abc"],
    ),
    "impossible date": (
        ENTRY.format(fp="abc", rest="reason: x\n    date: 2026-02-30"),
        ["is not valid YAML", "day is out of range"],
    ),
    "a list": ("- a\n- b\n", ["is no file of waivers"]),
    "a word": ("hello\n", ["is no file of waivers"]),
    "entry is a word": ("waivers:\n  - abc\n", ["an entry is a mapping", "line 2"]),
    "values are a mapping": (ENTRY.format(fp="abc", rest="reason: x\n    values: {a: b}"), ["values is a list"]),
    "no yaml": ("waivers:\n  - fingerprint: [unclosed\n", ["is not valid YAML", "line"]),
    "doubled key": (ENTRY.format(fp="abc", rest="reason: x\n    reason: y"), ["is not valid YAML"]),
    "a tab": ("waivers:\n\t- fingerprint: a\n", ["is not valid YAML", "line 2"]),
    "deep": ("[" * 5000, ["is not valid YAML"]),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_with_file_line_and_entry(tmp_path, name):
    text, wanted = BAD[name]
    path = tmp_path / "w.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        read(path)
    assert all(part in str(error.value) for part in ["w.yaml", *wanted]), str(error.value)


def test_other_ways_to_be_no_file(tmp_path):
    with pytest.raises(ConfigError, match="no such file of waivers"):
        read(tmp_path / "absent.yaml")
    (tmp_path / "gb.yaml").write_bytes("waivers: []  # 勾稽".encode("gb18030"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        read(tmp_path / "gb.yaml")


def test_yaml_makes_no_objects(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text(
        f"waivers:\n  - fingerprint: a\n    reason: !!python/object/apply:os.system ['touch {tmp_path}/x']\n", "utf-8"
    )
    with pytest.raises(ConfigError):
        read(path)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "waivers:\n", "schema: gouji/waivers/1\nwaivers: []\n"])
def test_an_empty_file_waives_nothing(tmp_path, text):
    path = tmp_path / "w.yaml"
    path.write_text(text, "utf-8")
    assert read(path) == []


NEW = {
    "fingerprint": "0123456789abcdef0123",
    "code": "SUM101",
    "place": "reports/丙 县.txt:6",
    "label": "件数：\n甲",
    "reason": "说明: 见 #3",
    "values": ["9件", "4件"],
    "owner": "",
    "date": "2026-04-01",
    "expires": "2026-06-30",
}


def test_comments_order_and_quotes_survive_a_new_entry(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text(GOOD, "utf-8")
    path.write_text(written(path, [NEW]), "utf-8")
    text = path.read_text("utf-8")
    kept = [line for line in GOOD.splitlines() if line.strip()]
    at = -1
    for line in kept:  # every line as it was, in its order
        at = text.splitlines().index(line, at + 1)
    assert [w.fingerprint for w in read(path)] == ["36c87236949af82ee20a", "0" * 19 + "1", NEW["fingerprint"]]
    added = read(path)[2]
    assert (added.reason, added.label, added.values, added.owner) == ("说明: 见 #3", "件数：\n甲", ("9件", "4件"), "")
    assert str(added.expires) == "2026-06-30"


def test_a_renewed_entry_stays_where_it_is(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text(GOOD, "utf-8")
    again = {
        "fingerprint": "36c87236949af82ee20a",
        "reason": "复核后续期",
        "date": "2026-12-30",
        "expires": "2027-06-30",
    }
    path.write_text(written(path, [again]), "utf-8")
    first, second = read(path)
    assert (first.reason, first.date, str(first.expires)) == ("复核后续期", "2026-12-30", "2027-06-30")
    assert (first.owner, first.code) == ("张三", "RAT102"), "what was not said anew stays"
    assert second.reason == "原文如此"
    text = path.read_text("utf-8")
    assert all(comment in text for comment in ("# 一季度复核 👍", "# 甲县：编制说明第3条", "# 截尾", "# 末尾的话"))
    path.write_text(written(path, [{**again, "expires": ""}]), "utf-8")
    assert read(path)[0].expires is None, "renewed without an end has none"


@pytest.mark.parametrize(
    "start",
    [
        "",
        "# 说明\n",
        "waivers: []\n",
        "waivers:\n",
        "schema: gouji/waivers/1\nwaivers:\n- {fingerprint: a, reason: b}\n",
    ],
)
def test_every_beginning_can_be_added_to(tmp_path, start):
    path = tmp_path / "w.yaml"
    path.write_text(start, "utf-8")
    before = len(read(path))
    path.write_text(written(path, [NEW]), "utf-8")
    assert len(read(path)) == before + 1
    assert all(line in path.read_text("utf-8") for line in start.splitlines() if line.startswith("#"))


def test_a_new_file_says_what_it_is(tmp_path):
    text = written(tmp_path / "new.yaml", [NEW])
    assert text.startswith(HEAD + "schema: gouji/waivers/1\nwaivers:\n  - fingerprint:")
    assert written(tmp_path / "new.yaml", [NEW]) == text


@pytest.mark.parametrize(
    "value",
    [
        "12345678901234567890",
        "1e47020312345678901",
        "0x1234567890123456789",
        "true",
        "null",
        "~",
        "- a",
        "a: b",
        "#",
        "'",
        '"',
        "{{x}}",
        "@a",
        "%",
        "\u202e",
        "\x07",
        "🏛️",
        "=1+1",
    ],
)
def test_any_text_reads_back_as_it_was(tmp_path, value):
    path = tmp_path / "w.yaml"
    entry = {**NEW, "fingerprint": value.strip() or "x", "reason": value, "label": value, "values": [value, value]}
    path.write_text(written(path, [entry]), "utf-8")
    (w,) = read(path)
    assert (w.fingerprint, w.reason, w.values) == (value, value, (value, value))


def test_crlf_files_stay_so(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    text = written(path, [NEW])
    assert text.count("\n") == text.count("\r\n") > 10
