"""A filled checklist -> marks: what reviewers decided of each finding. Excel, WPS and LibreOffice may have saved it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.errors import InputError

# What a reviewer may say of a row, in the order of the drop-down. It is said of what the tool says in that row:
# 属实 it is so; 有误 a figure of the report is wrong, the note says which is right; 口径说明 the figures are right
# and differ by scope; 不适用 the tool misread the text. The last two accept a finding, the first two uphold it.
VERDICTS = {
    "zh": ("属实", "有误", "口径说明", "不适用"),
    "en": ("confirmed", "figure wrong", "scope explained", "not applicable"),
}
ALSO = ("误报", "口径")  # the review page's words
COLUMNS = {
    "number": ("序号", "No."),
    "level": ("级别", "Level"),
    "place": ("位置", "Place"),
    "quote": ("原文", "Text"),
    "check": ("核对内容", "What to check"),
    "printed": ("文中所印", "Printed"),
    "computed": ("重算", "Recomputed"),
    "machine": ("机器结论", "Tool"),
    "verdict": ("复核结论", "Reviewer"),
    "note": ("说明", "Note"),
    "name": ("复核人", "Name"),
    "date": ("日期", "Date"),
    "code": ("代码", "Code"),
    "fingerprint": ("指纹", "Fingerprint"),
}
MAX_BYTES = 64 * 2**20
_KEYS = {title: key for key, titles in COLUMNS.items() for title in titles}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00(?:\.0+)?)?)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision: of which finding, what, why, by whom, when (ISO); code and place as the checklist shows them."""

    fingerprint: str
    verdict: str
    note: str = ""
    name: str = ""
    date: str = ""
    code: str = ""
    place: str = ""
    row: int = 0


def read_marks(path: str | Path) -> list[Mark]:
    """Read the marks of a filled checklist.

    Rows may have been sorted, filtered, deleted, and columns moved: they are found by their titles and fingerprints.

    Args:    path: an .xlsx that `gouji checklist` wrote.
    Returns: the rows that hold a verdict and are about a finding, in the order of the sheet; verdicts in Chinese.
    Raises:  InputError: no such file, no workbook, no checklist in it, a word that is no verdict, a date that is none,
        one finding judged twice and differently. It names the row.
    """
    path = Path(path)
    marks: list[Mark] = []
    known: dict[str, Mark] = {}
    for row, cells in _rows(path):
        fingerprint = _text(cells.get("fingerprint"))
        verdict = _verdict(_text(cells.get("verdict")), path, row)
        if not fingerprint or not verdict:
            continue
        place = _text(cells.get("place")).split("\n")[0].strip()
        date = _date(cells.get("date"), path, row)
        mark = Mark(
            fingerprint,
            verdict,
            _text(cells.get("note")),
            _text(cells.get("name")),
            date,
            _text(cells.get("code")),
            place,
            row,
        )
        first = known.setdefault(fingerprint, mark)
        if first is not mark and (first.verdict, first.note) != (mark.verdict, mark.note):
            raise InputError(
                f"judges one finding twice, here and in row {first.row}",
                path=path,
                place=f"row {row}",
                hint="keep one of the rows",
            )
        if first is mark:
            marks.append(mark)
    return marks


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Row number and cells by column key, of the sheet that is a checklist."""
    if not path.is_file():
        raise InputError("no such checklist", path=path)
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 2**20} MB", path=path)
    for sheet in _sheets(path):
        columns: dict[str, int] = {}
        out = []
        for n, row in sheet:
            if columns:
                out.append((n, {key: row[k] for key, k in columns.items() if k < len(row)}))
                continue
            found = _header(row)
            if {"fingerprint", "verdict"} <= found.keys():
                columns = found
        if columns:
            return out
    hint = "no sheet has the columns 指纹 and 复核结论; do not delete the hidden column"
    raise InputError("holds no checklist", path=path, hint=hint)


def _sheets(path: Path) -> list[list[tuple[int, tuple]]]:
    """The rows of each sheet that hold anything, with their numbers."""
    import zipfile
    import zlib
    from xml.etree.ElementTree import ParseError

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    damaged = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError)
    strange = (KeyError, ValueError, IndexError, TypeError, AttributeError)  # what openpyxl meets in a damaged part
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            return [
                [
                    (n, row)
                    for n, row in enumerate(sheet.iter_rows(values_only=True), 1)
                    if any(x is not None for x in row)
                ]
                for sheet in book.worksheets
            ]
        finally:
            book.close()
    except (*damaged, *strange) as error:
        hint = "give the .xlsx that gouji checklist wrote; remove a password first"
        raise InputError(f"cannot be read as a workbook: {error}", path=path, hint=hint) from error


def _header(row: Sequence[Any]) -> dict[str, int]:
    out: dict[str, int] = {}
    for k, cell in enumerate(row):
        key = _KEYS.get(_text(cell))
        if key:
            out.setdefault(key, k)
    return out


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _verdict(word: str, path: Path, row: int) -> str:
    if not word or word in VERDICTS["zh"] or word in ALSO:
        return word
    if word.lower() in VERDICTS["en"]:
        return VERDICTS["zh"][VERDICTS["en"].index(word.lower())]
    raise InputError(
        f"{word!r} is no verdict",
        path=path,
        place=f"row {row}",
        hint="one of " + ", ".join((*VERDICTS["zh"], *VERDICTS["en"])),
    )


def _date(cell: Any, path: Path, row: int) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    text = _text(cell)
    if not text:
        return ""
    if m := _DAY.fullmatch(text):
        try:
            return datetime.date(*map(int, m.groups())).isoformat()
        except ValueError:
            pass
    raise InputError(f"{text!r} is no date", path=path, place=f"row {row}", hint="write it as 2024-05-20")
