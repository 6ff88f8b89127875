"""Decoding: what was written, or an error that names the byte."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_made import outcome

from audit.errors import EncodingError
from audit.read.encoding import declared_charset, decode, looks_chinese

REPORT = (
    "鹿寨县2023年法治政府建设年度报告\r\n一、主要举措和成效\r\n全年办理行政复议案件36件，行政争议调解中心调解案件53件，成功调解41件，"
    "调解成功率 77.35%。开展“双随机、一公开”检查（含联合检查）226次；交易总额15.87亿元，节约资金2312.09万元。\r\n"
)
LONG = REPORT * 40


@pytest.mark.parametrize("text", [REPORT, LONG, "成功率77.35%", "办结53件", "1 2 3"])
@pytest.mark.parametrize(
    ("codec", "bom", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "utf-32"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("gb18030", b"", "gb18030"),
        ("gb18030", b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_every_encoding_gives_the_text_back(text, codec, bom, name):
    decoded = decode(bom + text.encode(codec), path="a.txt")
    assert decoded.text == text
    assert decoded.encoding == name or text.isascii()
    assert decoded.notes == ()


@pytest.mark.parametrize("codec", ["gb2312", "gbk", "gb18030", "hz"])
def test_codecs_within_gb18030(codec):
    data = LONG.encode(codec)
    if codec == "hz":
        assert decode(data, path="a.txt").encoding == "utf-8"  # seven bits: nothing tells it from ASCII
    else:
        assert decode(data, path="a.txt").text == LONG


FOREIGN = {
    "latin-1": "Größe über Straße, für die Bürger wäre Mühe. Äußerung öffentlich, 53 Fälle. ",
    "cp1252": "“smart” quotes – and dashes… cost €53 ",
    "cp1251": "Правительство рассмотрело 53 дела и приняло решение по 41 делу. ",
    "koi8-r": "Правительство рассмотрело 53 дела и приняло решение по 41 делу. ",
    "big5": "行政複議案件共受理五十三件，審結四十一件，政府機關應訴率為百分之百。",
    "shift_jis": "行政不服審査の申立ては53件で、このうち41件について裁決が行われました。",
    "euc_jp": "行政不服審査の申立ては53件で、このうち41件について裁決が行われました。",
    "euc_kr": "행정심판 사건은 모두 53건이 접수되어 41건이 처리되었습니다. ",
}


@pytest.mark.parametrize("codec", FOREIGN)
@pytest.mark.parametrize("times", [3, 300])
def test_other_encodings_are_not_read_as_rare_chinese(codec, times):
    with pytest.raises(EncodingError) as error:
        decode((FOREIGN[codec] * times).encode(codec), path="报告.txt")
    assert str(error.value).startswith("报告.txt: byte ")
    assert "UTF-8" in error.value.hint


def test_traditional_characters_and_rare_names_are_chinese():
    assert looks_chinese("行政複議案件共受理五十三件，審結四十一件，政府機關應訴率為百分之百。" * 3)
    assert looks_chinese("由张喆、李堃、王犇负责，" + REPORT)
    assert not looks_chinese(LONG.encode().decode("gb18030", "ignore"))


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("报告，".encode() + b"\xff" + "办结53件".encode(), "byte 9 (line 1)", "0xFF"),
        ("第一行\n第二行".encode("gb18030") + b"\xff\xff", "byte 0 (line 1)", "not GB18030 at byte 13"),
        ("报告".encode() * 60 + "报".encode()[:2], "byte 360 (line 1)", "cut off"),
        (codecs.BOM_UTF8 + b"abc\xff", "byte 6", "byte-order mark of utf-8"),
        (codecs.BOM_UTF16_LE + b"a\0b", "byte 4", "byte-order mark of utf-16-le"),
        (b"abc\0def\0" * 300, "byte 3 (line 1)", "binary"),
        (bytes(range(256)) * 8, "byte 0 (line 1)", "binary"),
    ],
)
def test_errors_name_the_byte_and_the_way_out(data, place, words):
    with pytest.raises(EncodingError) as error:
        decode(data, path="a.txt")
    assert error.value.place == place
    assert words in str(error.value)
    assert error.value.hint


def test_binary_that_happens_to_decode_is_refused():
    with pytest.raises(EncodingError, match="binary"):
        decode(b"\x01\x02\x03\x04abc" * 100, path="a.txt")


def test_damage_done_before_is_told():
    assert "1 replacement characters" in decode("报\ufffd53件".encode(), path="a.txt").notes[0]
    assert decode(("报告" * 500 + "\x0053件").encode(), path="a.txt").notes == ("1 control characters",)


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ("<META CHARSET=GB2312>", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030"),
        ("<meta content='text/html; charset = GB_2312-80' http-equiv=content-type>", "gb18030"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb18030"),
        ('<!-- <meta charset="gbk"> --><meta charset="UTF-8">', "utf-8"),
        ('<meta charset="big5">', "big5hkscs"),
        ('<meta charset="iso-8859-1">', None),
        ('<meta name="a" content="b">', None),
        ("", None),
    ],
)
def test_declared_charset(head, charset):
    assert declared_charset(head.encode()) == charset


@pytest.mark.parametrize(
    ("declared", "codec"), [("gb18030", "gb18030"), ("utf-8", "utf-8"), ("gb18030", "utf-8"), ("utf-8", "gb18030")]
)
def test_a_wrong_label_is_not_believed(declared, codec):
    decoded = decode(LONG.encode(codec), path="a.html", declared=declared)
    assert decoded.text == LONG
    assert decoded.encoding == codec


def test_a_declared_page_may_hold_a_broken_character():
    data = LONG.encode("gb18030") + b"<p>\x81</p>" + LONG.encode("gb18030")
    decoded = decode(data, path="a.html", declared="gb18030")
    assert decoded.text.count("\ufffd") == 1
    assert "1 broken characters" in decoded.notes[0]
    with pytest.raises(EncodingError):
        decode(data, path="a.txt")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_always_read_as_it_is(text):
    assert decode(text.encode(), path="a.txt").text == text.removeprefix("\ufeff")


@given(st.binary(min_size=1))
def test_any_bytes_give_text_or_an_error(data):
    assert isinstance(outcome(lambda: decode(data, path="a.txt").text), (str, EncodingError))
