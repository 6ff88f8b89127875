"""One cell of a user's column as an exact number: digits, printed decimals, 万 or 亿, a % or ‰ sign."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_SIGNS = ("-", "--", "—", "——", "–", "/", "\\", "*", "…", "……", ".")
_WORDS = ("无", "不详", "暂无", "未填", "未报", "缺", "缺失", "空", "不适用")
_TOOLS = ("n/a", "na", "nan", "none", "null", "nil", "#n/a", "#value!", "#div/0!")
NULL_WORDS = frozenset((*_SIGNS, *_WORDS, *_TOOLS))
FORMS = dict(
    zip("０１２３４５６７８９．，％﹪－−–＋／：\u3000\u00a0\u2009\u202f", "0123456789.,%%---+/:    ", strict=True)
)
_TRANSLATION = str.maketrans(FORMS)
POWERS = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<fraction>[0-9]+))?"
    r"\s*(?P<power>万亿|千万|百万|亿|万|千|)(?P<mark>[%‰]?)"
)
_DATE = re.compile(
    r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:[ T].*)?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)


class Number(NamedTuple):
    """A number as printed: value * 10 ** (power - decimals)."""

    value: int
    decimals: int
    power: int
    mark: str


MISSING = Number(0, 0, 0, "missing")
UNREADABLE = Number(0, 0, 0, "unreadable")


def read_number(text: str) -> Number:
    """Read the text of a cell.

    Args: text: 98.50, 1,234, ９８．５％, 47.84万, -12.3; surrounding spaces do not matter.
    Returns: the number; MISSING for an empty cell or a null word; UNREADABLE for anything else.
    """
    text = text.translate(_TRANSLATION).strip()
    if not text or text.lower() in NULL_WORDS:
        return MISSING
    match = _NUMBER.fullmatch(text)
    if match is None:
        return UNREADABLE
    fraction = match["fraction"] or ""
    value = int(match["sign"] + match["whole"].replace(",", "") + fraction)
    return Number(value, len(fraction), POWERS[match["power"]], match["mark"])


def read_float(value: float) -> Number:
    """Read a float by its shortest decimal text; 98.0 is 98, since a float keeps no trailing zeros.

    Args: value: finite. Returns: the number, or UNREADABLE for inf.
    """
    from decimal import Decimal

    text = format(Decimal(repr(float(value))), "f") if value == value and abs(value) != float("inf") else "inf"
    return read_number(text.rstrip("0").rstrip(".") if "." in text else text)


def read_day(text: str) -> Number:
    """Read a date as a day ordinal.

    Args: text: 2023-12-31, 2023/12/31, 2023年12月31日, 20231231; a time after it is left out.
    Returns: the ordinal as a number; MISSING or UNREADABLE as in `read_number`.
    """
    text = text.translate(_TRANSLATION).strip()
    if not text or text.lower() in NULL_WORDS:
        return MISSING
    match = _DATE.fullmatch(text)
    if match is None:
        return UNREADABLE
    try:
        return Number(date(*(int(part) for part in match.groups() if part)).toordinal(), 0, 0, "")
    except ValueError:  # the 31st of June
        return UNREADABLE
