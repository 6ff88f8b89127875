"""A checklist as a workbook: live formulas, a drop-down, filters, a frozen header, colours that follow the entries.

Only formulas of our own are formulas: they hold digits, operators and function names. Every text of a report is a text
cell, and one that begins as a formula might is marked so that editing it leaves it a text.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from audit import __version__
from audit.report.checklist.items import Item
from audit.report.checklist.marks import COLUMNS, VERDICTS
from audit.report.paper.text import clip, line, visible
from audit.report.paper.to_docx import pack

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from audit.model import Run

_WIDTHS = {
    "number": 5,
    "level": 10,
    "place": 18,
    "quote": 44,
    "check": 30,
    "printed": 12,
    "computed": 12,
    "machine": 12,
    "verdict": 10,
    "note": 20,
    "name": 9,
    "date": 11,
    "code": 9,
    "fingerprint": 24,
}
_HIDDEN = ("code", "fingerprint")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SUFFIXES = ("", "%", "‰", "‱", "万", "亿", "个百分点")
_FONT = "宋体"
_MAX_TEXT = 32_000  # of Excel's 32,767 a cell
_FIXED = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # no clock in the file


def write(rows: Sequence[Item], run: Run, lang: str, date: str = "") -> bytes:
    """The checklist as .xlsx bytes, the same for the same rows.

    Args: rows: in order. run: for the sources. lang: zh or en. date: ISO, only where the user gives one.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        made = datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC) if date else _FIXED
        book.set_properties({"title": _t(lang, "勾稽复核清单", "Review checklist"), "author": "gouji", "created": made})
        book.set_custom_property("gouji", f"checklist {__version__}", "text")
        sheet = _Sheet(book, lang)
        sheet.fill(rows)
        sheet.dress(len(rows))
        _about(book, run, rows, lang, sheet.name)
    return _fitted(buffer.getvalue())


def _fitted(data: bytes) -> bytes:
    """Row heights as what the text needs, not as what somebody set: a row then grows with the note typed into it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = re.sub(rb'(<row r="(?!1")[0-9]+"[^>]*?) customHeight="1"', rb"\1", files[sheet])
    return pack(files)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, at 10 points: a Chinese character is about 13.4 pixels, others 7."""
    room = max(1, width * 7 - 4)
    return sum(
        max(1, -(-sum(134 if unicodedata.east_asian_width(c) in "WFA" else 70 for c in part) // (room * 10)))
        for part in text.split("\n")
    )


def _place(item: Item) -> str:
    """file:line, the report, the nearest heading; whole paths of headings would make every row tall."""
    nearest = item.section.rpartition(" / ")[2]
    return "\n".join(x for x in (item.place, clip(item.report, 24), clip(nearest, 24)) if x)


def _shown(text: str) -> str:
    """Text for a cell: nothing hidden, line breaks as a workbook has them."""
    return visible(text).replace("\r\n", "\n").replace("\r", "\n")


def _t(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


class _Sheet:
    """The sheet of rows."""

    def __init__(self, book: Workbook, lang: str) -> None:
        self.book, self.lang = book, lang
        self.name = _t(lang, "核对清单", "Checklist")
        self.sheet = book.add_worksheet(self.name)
        self.at = {key: k for k, key in enumerate(COLUMNS)}
        self._formats: dict[tuple, Format] = {}
        self.written: dict[int, dict[str, str]] = {}  # row -> column -> text, until the row's height is known

    def format(self, **settings: Any) -> Format:
        """A cell format, each made once."""
        key = tuple(sorted(settings.items()))
        if key not in self._formats:
            base = {
                "font_name": _FONT,
                "font_size": 10,
                "valign": "top",
                "text_wrap": True,
                "border": 1,
                "border_color": "#C9CCD1",
            }
            self._formats[key] = self.book.add_format({**base, **settings})
        return self._formats[key]

    def text(self, row: int, key: str, text: str, **settings: Any) -> None:
        """Write a text cell, whatever it looks like."""
        text = _shown(text)[:_MAX_TEXT]
        if key not in _HIDDEN:
            self.written.setdefault(row, {})[key] = text
        if text.startswith(_ACTIVE):
            settings["quote_prefix"] = True
        self.sheet.write_string(row, self.at[key], text, self.format(**settings))

    def fill(self, rows: Sequence[Item]) -> None:
        for key, titles in COLUMNS.items():
            k = self.at[key]
            self.sheet.set_column(k, k, _WIDTHS[key], None, {"hidden": 1} if key in _HIDDEN else {})
            self.sheet.write_string(
                0,
                k,
                titles[0 if self.lang == "zh" else 1],
                self.format(bold=True, font_name="黑体", bg_color="#E4E8ED", align="center", valign="vcenter"),
            )
        self.sheet.set_row(0, 28)
        entry = {"bg_color": "#FFFDF3"}
        for n, item in enumerate(rows, 1):
            self.sheet.write_number(n, self.at["number"], n, self.format(align="center"))
            self.text(n, "level", f"{item.level}\n{item.code}" if item.level else item.code)
            self.text(n, "place", _place(item))
            self.quote(n, item)
            self.text(n, "check", item.check + (f"\n{item.sum}" if item.sum else ""))
            self.text(n, "printed", item.printed, align="right")
            self.computed(n, item)
            self.text(n, "machine", item.machine)
            for key in ("verdict", "note", "name"):
                self.sheet.write_blank(
                    n, self.at[key], None, self.format(**entry, **({"align": "center"} if key == "verdict" else {}))
                )
            self.sheet.write_blank(
                n, self.at["date"], None, self.format(**entry, num_format="yyyy-mm-dd", align="center")
            )
            self.text(n, "code", item.code)
            self.text(n, "fingerprint", item.fingerprint)
            self.sheet.set_row(
                n, min(400, 13 * max(_lines(text, _WIDTHS[key]) for key, text in self.written.pop(n).items()) + 5)
            )

    def quote(self, row: int, item: Item) -> None:
        """The quotation, its figures bold and underlined."""
        mark, plain = self.font("mark", bold=True, underline=1), self.font("plain")
        pieces: list = []
        length = 0
        for s in item.quote:
            text = _shown(s.text)
            if not text or length + len(text) > _MAX_TEXT:
                continue
            length += len(text)
            pieces += [mark if s.style == "mark" else plain, text]
        texts = [p for p in pieces if isinstance(p, str)]
        if len(texts) < 2:
            self.text(row, "quote", "".join(texts))
            return
        self.written.setdefault(row, {})["quote"] = "".join(texts)
        active = texts[0].startswith(_ACTIVE)
        self.sheet.write_rich_string(
            row, self.at["quote"], *pieces, self.format(**({"quote_prefix": True} if active else {}))
        )

    def font(self, name: str, **settings: Any) -> Format:
        """The font of a piece of a quotation."""
        if (name,) not in self._formats:
            self._formats[(name,)] = self.book.add_format({"font_name": _FONT, "font_size": 10, **settings})
        return self._formats[(name,)]

    def computed(self, row: int, item: Item) -> None:
        """The sum as a live formula with its result beside it, for viewers that do not calculate."""
        k, c = self.at["computed"], item.computed
        if c.formula and c.number and c.suffix in _SUFFIXES:
            shape = "0" + ("." + "0" * c.decimals if c.decimals else "") + (f'"{c.suffix}"' if c.suffix else "")
            self.sheet.write_formula(row, k, c.formula, self.format(align="right", num_format=shape), float(c.value))
        elif c.formula and not c.number:
            self.sheet.write_formula(row, k, c.formula, self.format(align="right"), c.text)
        else:
            self.text(row, "computed", c.text if c != type(c)() else "", align="right")

    def dress(self, rows: int) -> None:
        """Filters, frozen header, drop-down, colours, print set-up."""
        sheet, lang, last = self.sheet, self.lang, max(rows, 1)
        sheet.freeze_panes(1, self.at["quote"])
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
        choices = list(VERDICTS[lang])
        sheet.data_validation(
            1,
            self.at["verdict"],
            last,
            self.at["verdict"],
            {
                "validate": "list",
                "source": choices,
                "input_title": _t(lang, "复核结论", "Verdict"),
                "input_message": _t(
                    lang,
                    "属实：所列情况确实\n有误：文中数字有误，说明栏写正确数\n口径说明：数字无误，系口径不同\n不适用："
                    "机器误读",
                    "confirmed: it is as the tool says\nfigure wrong: say the right one\nscope explained: figures "
                    "right\nnot applicable: misread",
                ),
                "error_title": _t(lang, "请从列表选择", "Choose from the list"),
                "error_message": " / ".join(choices),
            },
        )
        sheet.data_validation(
            1,
            self.at["date"],
            last,
            self.at["date"],
            {
                "validate": "date",
                "criteria": ">=",
                "value": datetime.date(2000, 1, 1),
                "ignore_blank": True,
                "error_type": "warning",
                "error_title": _t(lang, "日期", "Date"),
                "error_message": "2024-05-20",
            },
        )
        v = chr(ord("A") + self.at["verdict"])
        fills = ("#F6D9D5", "#F2B8B0", "#D6E4F2", "#E4E6EA")
        for word, fill in zip(choices, fills, strict=True):
            sheet.conditional_format(
                1,
                self.at["verdict"],
                last,
                self.at["date"],
                {"type": "formula", "criteria": f'=${v}2="{word}"', "format": self.book.add_format({"bg_color": fill})},
            )
        sheet.conditional_format(
            1,
            self.at["number"],
            last,
            self.at["number"],
            {
                "type": "formula",
                "criteria": f'=${v}2<>""',
                "format": self.book.add_format({"bg_color": "#D5E8D4", "bold": True}),
            },
        )
        breaks, ties = _t(lang, "不符", "breaks"), _t(lang, "相符", "ties")
        for word, colour in ((breaks, "#9C2B1F"), (ties, "#2E6B3A")):
            sheet.conditional_format(
                1,
                self.at["machine"],
                last,
                self.at["machine"],
                {
                    "type": "text",
                    "criteria": "begins with",
                    "value": word,
                    "format": self.book.add_format({"font_color": colour}),
                },
            )
        for sign, colour in (("●", "#9C2B1F"), ("▲", "#7A5200"), ("○", "#44566C")):
            sheet.conditional_format(
                1,
                self.at["level"],
                last,
                self.at["level"],
                {
                    "type": "text",
                    "criteria": "begins with",
                    "value": sign,
                    "format": self.book.add_format({"font_color": colour}),
                },
            )
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, last, self.at["date"])
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&L" + _t(lang, "勾稽复核清单", "Review checklist"))
        sheet.set_footer(
            "&L"
            + _t(lang, "复核人：              日期：", "Reviewer:              Date:")
            + "&R"
            + _t(lang, "第 &P 页 共 &N 页", "page &P of &N")
        )
        sheet.activate()


def _about(book: Workbook, run: Run, rows: Sequence[Item], lang: str, name: str) -> None:
    """The second sheet: how to fill the list in, how far it is, and which files it is of."""
    sheet = book.add_worksheet(_t(lang, "说明", "About"))
    plain = book.add_format({"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"font_name": "黑体", "font_size": 12})
    quoted = book.add_format(
        {"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top", "quote_prefix": True}
    )
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    n = 0

    def put(a: str, b: str = "", head: bool = False) -> None:
        nonlocal n
        for k, text in enumerate((a, b)):
            if text:
                text = line(text)
                sheet.write_string(n, k, text, bold if head else quoted if text.startswith(_ACTIVE) else plain)
        if b:
            sheet.set_row(n, 15 * _lines(b, 82) + 1)  # 11 points
        n += 1

    put(_t(lang, "怎样填写", "How to fill it in"), head=True)
    for word, zh, en in zip(
        VERDICTS[lang],
        (
            "所列情况确实：数字不符（或相符）属实，需要更正的由编制单位更正。",
            "查明文中数字有误，正确的数写在“说明”栏。",
            "数字无误，系统计口径、范围或时点不同；在“说明”栏写明口径。",
            "机器误读文字，此项不构成勾稽关系；在“说明”栏写明理由。",
        ),
        (
            "It is as the tool says.",
            "A figure of the report is wrong; the right one is in the note.",
            "The figures are right and differ by scope; the note says how.",
            "The tool misread the text; the note says how.",
        ),
        strict=True,
    ):
        put(word, zh if lang == "zh" else en)
    put(
        "",
        _t(
            lang,
            "填好后用 gouji waive --from 本文件 读回：“口径说明”和“不适用”连同说明成为豁免记录。"
            "请勿删除隐藏的“代码”“指纹”两列。",
            "gouji waive --from THIS FILE reads it back: “scope explained” and “not applicable” become waivers with "
            "their notes. Keep the two hidden columns.",
        ),
    )
    put(
        "",
        _t(
            lang,
            "“重算”栏为公式，按文中所印数字计算，可在编辑栏查看；数值取文中所印位数。",
            "“Recomputed” holds formulas on the figures as printed, to their printed decimals.",
        ),
    )
    put("")
    put(_t(lang, "进度", "Progress"), head=True)
    column = (
        f"{chr(ord('A') + list(COLUMNS).index('verdict'))}$2:{chr(ord('A') + list(COLUMNS).index('verdict'))}$"
        f"{max(len(rows), 1) + 1}"
    )
    source = f"'{name}'!${column.replace(':', ':$')}"
    sheet.write_string(n, 0, _t(lang, "已复核 / 共", "reviewed / all"), plain)
    sheet.write_formula(n, 1, f'=COUNTA({source})&" / {len(rows)}"', plain, f"0 / {len(rows)}")
    n += 1
    for word in VERDICTS[lang]:
        sheet.write_string(n, 0, word, plain)
        sheet.write_formula(
            n,
            1,
            f'=COUNTIF({source},"{word}")',
            book.add_format({"font_name": _FONT, "font_size": 11, "align": "left"}),
            0,
        )
        n += 1
    put("")
    put(_t(lang, "资料来源", "Sources"), head=True)
    for d in run.documents:
        put(_t(lang, "文件", "file"), d.parsed.path)
        put("SHA-256", d.parsed.sha256)
    put("")
    put(_t(lang, "工具", "Tool"), f"gouji {__version__}")
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
