"""Word documents, made by hand: what the printed page shows, and nothing unsafe."""

import io
import time
import zipfile

import pytest
from read_made import W, cell, cells_of, make_docx, outcome, paragraph, table

from audit.errors import AuditError, FormatError, InputError
from audit.read import RawText, read_raw
from audit.read.normalise import normalise


def lines(raw):
    return raw.source.split("\n")


def test_paragraphs_in_order(read):
    raw = read("a.docx", make_docx(paragraph("办结", "５", "３件") + paragraph("") + paragraph("成功率 77．35％")))
    assert raw.format == "docx"
    assert lines(raw) == ["办结５３件", "成功率 77．35％"]
    assert raw.text == "办结53件\n成功率 77.35%"
    assert raw.offsets is None
    assert [(m.kind, raw.text[m.start : m.end], m.place) for m in raw.marks] == [
        ("p", "办结53件", "paragraph 1"),
        ("p", "成功率 77.35%", "paragraph 2"),
    ]
    assert raw.notes == ()


def test_what_stands_inside_a_run(read):
    inside = "<w:t>甲</w:t><w:tab/><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:sym w:char='F0FC'/><w:br/><w:t>乙</w:t>"
    body = (
        f"<w:p><w:pPr><w:tabs><w:tab w:pos='420'/></w:tabs></w:pPr><w:r>{inside}</w:r></w:p>"
        "<w:p><w:r><w:br w:type='page'/></w:r><w:hyperlink><w:r><w:t>98.7</w:t></w:r></w:hyperlink>"
        "<w:smartTag><w:r><w:t>65</w:t><w:softHyphen/></w:r></w:smartTag><w:r><w:t>万\u200b元</w:t></w:r></w:p>"
    )
    assert read("a.docx", make_docx(body)).text == "甲\t1-2\n乙\n98.765万元"


def test_tracked_changes(read):
    body = (
        "<w:p><w:r><w:t>办结</w:t></w:r><w:del><w:r><w:delText>35</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>53</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>移走 1 件</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>移来 2 件</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:pStyle w:val='a'/><w:rPr><w:del/></w:rPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr>"
        "</w:pPrChange></w:pPr><w:r><w:t>受理 6</w:t></w:r></w:p><w:p><w:r><w:t>8 件</w:t></w:r></w:p>"
    )
    deleted = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + cell("旧") + cell("1") + "</w:tr>"
    body += deleted + f"<w:tr>{cell('新')}{cell('2')}</w:tr></w:tbl>"
    raw = read("a.docx", make_docx(body))
    assert raw.text == "办结53件\n移来 2 件\n受理 68 件\n新\t2"
    assert {mark.kind for mark in raw.marks} == {"p", "table"}
    assert "3 tracked deletions left out" in raw.notes
    assert "1 tracked insertions kept" in raw.notes


def test_a_deleted_last_paragraph_mark_loses_no_text(read):
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>共 9 件</w:t></w:r></w:p>"
    assert read("a.docx", make_docx(body)).text == "共 9 件"
    boxed = table(f"<w:tc>{body}</w:tc>" + cell("乙"))
    assert read("a.docx", make_docx(boxed)).text == "共 9 件\t乙"


def test_hidden_text_is_left_out_and_told(read):
    body = (
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>显示</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏 7 件</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>8 件</w:t></w:r></w:p>"
    )
    raw = read("a.docx", make_docx(body))
    assert raw.text == "显示8 件"
    assert "hidden text of 6 characters left out" in raw.notes


def test_text_boxes_once_and_after_their_paragraph(read):
    box = "<w:txbxContent>" + paragraph("框内 12 件") + "</w:txbxContent>"
    drawn = f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
    drawn += f"</w:drawing></mc:Choice><mc:Choice Requires='x'>{box}</mc:Choice>"
    drawn += f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    raw = read("a.docx", make_docx(f"<w:p><w:r><w:t>前</w:t></w:r><w:r>{drawn}</w:r><w:r><w:t>后</w:t></w:r></w:p>"))
    assert lines(raw) == ["前后", "框内 12 件"]
    assert [mark.place for mark in raw.marks] == ["paragraph 1", "text box 1"]


STYLES = (
    f"<w:styles {W}><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='标题 2'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='c'><w:name w:val='小标题'/><w:basedOn w:val='1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='d'><w:name w:val='正文缩进'/><w:basedOn w:val='1'/>"
    "<w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='o'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='x'><w:name w:val='x'/><w:basedOn w:val='y'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='y'><w:name w:val='y'/><w:basedOn w:val='x'/></w:style></w:styles>"
)


def test_headings_by_style_name_and_outline_level(read):
    def styled(style):
        return paragraph(style, properties=f"<w:pStyle w:val='{style}'/>")

    body = "".join(map(styled, "t1bcdxz")) + styled("Heading3") + paragraph("e", properties="<w:outlineLvl w:val='3'/>")
    raw = read("a.docx", make_docx(body + styled("o"), styles_xml=STYLES))
    assert [(m.kind, m.level) for m in raw.marks] == [
        ("h", 1), ("h", 1), ("h", 2), ("h", 1), ("p", 0), ("p", 0), ("p", 0), ("h", 3), ("h", 4),
    ]  # fmt: skip
    assert raw.notes == ("contents of 1 lines left out",)


def numbering(*levels, extra=""):
    made = "".join(
        f"<w:lvl w:ilvl='{i}'><w:start w:val='1'/><w:numFmt w:val='{fmt}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for i, (fmt, text) in enumerate(levels)
    )
    return (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>{made}</w:abstractNum><w:num w:numId='1'>"
        f"<w:abstractNumId w:val='0'/></w:num>{extra}</w:numbering>"
    )


def item(text, level=0, number=1):
    return paragraph(text, properties=f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_of_nested_lists(read):
    levels = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "·"))
    parts = numbering(*levels)
    body = item("总体") + item("学习", 1) + item("甲", 2) + item("乙", 2) + item("督察", 1) + item("丙", 2)
    body += item("点", 3)
    raw = read("a.docx", make_docx(body + item("不足") + item("无", 0, 0), numbering_xml=parts))
    assert lines(raw) == ["一、总体", "（一）学习", "1. 甲", "2. 乙", "（二）督察", "1. 丙", "点", "二、不足", "无"]
    assert raw.notes == ("7 automatic list numbers written out",)


def test_a_list_that_starts_over(read):
    extra = (
        "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>"
        "</w:lvlOverride></w:num><w:num w:numId='3'><w:abstractNumId w:val='0'/></w:num>"
    )
    parts = numbering(("decimal", "第%1条"), ("decimal", "%1.%2"), extra=extra)
    body = item("a") + item("b") + item("c", 1) + item("d", 0, 2) + item("e", 0, 2) + item("f", 0, 3) + item("")
    body += item("g")
    raw = read("a.docx", make_docx(body, numbering_xml=parts))
    assert lines(raw) == ["第1条 a", "第2条 b", "2.1 c", "第1条 d", "第2条 e", "第3条 f", "第5条 g"]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("ideographDigital", {10: "一〇"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("upperRoman", {4: "IV", 19: "XIX"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("decimalZero", {3: "03"}),
        ("decimalFullWidth", {3: "3"}),
        ("hebrew1", {3: "3"}),
    ],
)
def test_number_formats(read, form, numbers):
    raw = read("a.docx", make_docx(item("项") * 110, numbering_xml=numbering((form, "%1、"))))
    for count, printed in numbers.items():
        assert lines(raw)[count - 1] == f"{printed}、项"
    assert ("not known" in raw.notes[-1]) == (form == "hebrew1")


def test_table_with_merged_cells(read):
    begin, on, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    rows = (
        cell("事项", properties=begin) + cell("申请", "人", properties=wide) + cell("合计", properties=begin),
        cell("", properties=on) + cell("自然人") + cell("法人") + cell("", properties=on),
        cell("新收") + cell("1０") + cell("2") + cell("12"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("7") + cell("") + cell("7"),
    )  # fmt: skip
    raw = read("a.docx", make_docx(paragraph("表前") + table(*rows) + paragraph("表后")))
    assert raw.text == "表前\n事项\t申请 人\t合计\n自然人\t法人\n新收\t10\t2\t12\n\t7\t\t7\n表后"
    mark = raw.marks[1]
    assert (mark.kind, mark.place) == ("table", "table 1")
    assert raw.text[mark.start : mark.end].startswith("事项")
    assert cells_of(raw, mark) == [
        [("事项", 2, 1), ("申请 人", 1, 2), ("合计", 2, 1)],
        [("自然人", 1, 1), ("法人", 1, 1)],
        [("新收", 1, 1), ("10", 1, 1), ("2", 1, 1), ("12", 1, 1)],
        [("", 1, 1), ("7", 1, 1), ("", 1, 1), ("7", 1, 1)],
    ]


def test_tables_that_frame_text_are_unwrapped(read):
    inner = table(cell("甲") + cell("1"), cell("乙") + cell("2"))
    framed = f"<w:tc>{paragraph('说明')}{inner}{paragraph('注')}</w:tc>" + cell("右")
    prose = "全年办理案件，按期办结，群众满意。" * 20
    raw = read("a.docx", make_docx(table(framed) + table(cell("任务") + cell(prose)) + table(cell("一"), cell("二"))))
    assert lines(raw) == ["说明", "甲\t1", "乙\t2", "注", "右", "任务", prose, "一", "二"]
    assert [mark.kind for mark in raw.marks].count("table") == 1


def test_notes_follow_at_the_end(read):
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>"
        f"<w:footnote w:id='1'>{paragraph('含结转3件')}</w:footnote></w:footnotes>"
    )
    body = "<w:p><w:r><w:t>办结53件</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    raw = read("a.docx", make_docx(body, footnotes_xml=notes, header1_xml="<x/>", footer1_xml="<x/>"))
    assert lines(raw) == ["办结53件", "含结转3件"]
    assert raw.marks[1].place == "footnote 1"
    assert "headers and footers left out" in raw.notes


def test_superscripts_and_fractions_do_not_join_numbers(read):
    body = (
        "<w:p><w:r><w:t>办结53</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
        "<w:r><w:t>件，</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>41</m:t></m:r></m:num><m:den><m:r><m:t>53</m:t></m:r>"
        "</m:den></m:f></m:oMath><w:r><w:t>，面积3m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        "<w:t>2</w:t></w:r></w:p>"
    )
    assert read("a.docx", make_docx(body)).text == "办结53^1件，41/53，面积3m2"


def test_fields_controls_and_pictures(read):
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r><w:r>"
        "<w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "</w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + paragraph("单击此处")
        + "</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("填写 5 件")
        + "</w:sdtContent></w:sdt><w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    )  # fmt: skip
    raw = read("a.docx", make_docx(body))
    assert lines(raw) == ["12", "填写 5 件"]
    assert raw.notes == ("1 pictures or charts, whose text is not read", "1 unfilled form fields left out")


def test_properties_and_another_main_part(read):
    core = (
        "<c:coreProperties xmlns:c='c' xmlns:dc='dc' xmlns:t='t'><dc:title>年度报告</dc:title>"
        "<dc:creator>某</dc:creator><t:created>2024-03-01T08:00:00Z</t:created></c:coreProperties>"
    )
    raw = read("a.docx", make_docx(paragraph("甲 1 件"), main="word/document2.xml", core_xml=core))
    assert raw.text == "甲 1 件"
    assert raw.meta == {"title": "年度报告", "created": "2024-03-01T08:00:00Z"}


def test_strict_open_xml_and_utf16(read):
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    xml = f"<w:document {strict}><w:body>{paragraph('办结53件')}</w:body></w:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", f"<?xml version='1.0' encoding='UTF-16'?>{xml}".encode("utf-16"))
    assert read("a.docx", buffer.getvalue()).text == "办结53件"


# Unsafe and broken documents


def refused(data):
    with pytest.raises(InputError) as error:
        read_raw("报告.docx", data)
    assert str(error.value).startswith("报告.docx: ")
    assert error.value.hint
    return str(error.value)


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE x>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://example.invalid/'> %p;]>",
    ],
)
def test_document_types_and_entities_are_refused(head):
    assert "document type" in refused(make_docx(paragraph("甲"), head=head))
    styles = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + STYLES
    assert "styles.xml" in refused(make_docx(paragraph("甲", properties="<w:pStyle w:val='1'/>"), styles_xml=styles))


def test_a_document_type_in_utf16_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".encode("utf-16"))
    assert "document type" in refused(buffer.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    start = time.perf_counter()
    data = make_docx(" " * (64 * 2**20))
    made = time.perf_counter() - start
    assert "zip bomb" in refused(data)
    assert time.perf_counter() - start - made < 2


def test_broken_documents():
    whole = make_docx(paragraph("办结53件"))
    assert "damaged" in refused(whole[: len(whole) // 2])
    assert "damaged" in refused(make_docx("<w:p>"))
    assert "no text" in refused(make_docx("<w:p/>"))
    assert "1 pictures" in refused(make_docx("<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p>"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/other.xml", "<x/>")
    assert "has no word/document.xml" in refused(buffer.getvalue())
    with pytest.raises(FormatError, match="is not a Word document"):
        read_raw("a.docx", "办结53件".encode())


def test_an_encrypted_part_is_told():
    data = bytearray(make_docx(paragraph("甲")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + offset] |= 1
    assert "encrypted" in refused(bytes(data))


@pytest.mark.parametrize("step", [1, 7])
def test_damaged_bytes_give_an_error_or_a_text(step):
    rows = table(cell("甲") + cell("1"), cell("乙", properties="<w:vMerge/>") + cell("2"))
    whole = make_docx(item("办结53件") + rows, styles_xml=STYLES, numbering_xml=numbering(("decimal", "%1.")))
    for at in range(step - 1, len(whole), 7):
        for value in (0, 255, whole[at] ^ 1):
            data = whole[:at] + bytes([value]) + whole[at + 1 :]
            assert isinstance(outcome(read_raw, "a.docx", data), (RawText, AuditError))


@pytest.mark.parametrize(
    "element",
    ["w:tbl", "w:tr", "w:tc", "w:p", "w:r", "w:txbxContent", "w:del", "w:pPr", "mc:AlternateContent", "mc:Choice"],
)
def test_elements_out_of_place_and_deep_nesting(read, element):
    depth = 20000
    opened, closed = f"<{element}>" * depth, f"</{element}>" * depth
    outcome(read, "a.docx", make_docx(paragraph("前") + opened + paragraph("办结53件") + closed))


def test_nested_tables_do_not_recurse(read):
    depth = 5000
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("办结53件") + "</w:tc></w:tr></w:tbl>" * depth
    assert read("a.docx", make_docx(body)).text == "办结53件"


def test_normalised_text_keeps_the_positions_of_the_source(read):
    raw = read("a.docx", make_docx(paragraph("１，２３４\u3000％") + table(cell("１") + cell("２"))))
    assert raw.text == normalise(raw.source)
    assert raw.source == "１，２３４\u3000％\n１\t２"
