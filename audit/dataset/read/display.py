"""What a spreadsheet shows of a number: its format's decimals, per cent signs, thousands separators, literal units."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

_CORE = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?|\.[#0?]+")
_SECTION = re.compile(r'(?:"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;])*')
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
_KNOWN = re.compile(r"[%‰]|[万亿千百]?[元件人个次起家项名天日年户宗条份]+|[万亿千]")
DIGITS = 15  # what a spreadsheet keeps of a number


class Format(NamedTuple):
    """decimals: shown at most; least: at least (0.## shows 1.5 and 1.25); thousands: separators; shift: decimal places
    that the value is moved by (2 for per cent, -3 a trailing comma); suffix: what stands after the digits."""

    decimals: int
    least: int
    thousands: bool
    shift: int
    suffix: str


@lru_cache(maxsize=1024)
def number_format(code: str) -> Format | None:
    """Read a number format; None where it does not say how many decimals there are (General, @, 0.00E+00)."""
    if code.lower() in ("general", "@", ""):
        return None
    section = _first(code)
    bare = "".join(m[3] or "\0" for m in _TOKEN.finditer(section))
    if re.search(r"[eE][+-]|/|general", bare, re.I) or not (core := _CORE.search(bare)):
        return None
    point, after = core[0].partition(".")[::2]
    rest = bare[core.end() :]
    shift = -3 * (len(rest) - len(rest.lstrip(",")))
    if "%" in bare:
        shift += 2
    literals = "".join((m[1] or m[2] or m[3] or "") for m in _TOKEN.finditer(section) if m[0][0] not in "_*[")
    tail = re.search(r"[#0?,.]+([^#0?,.]*)$", literals)
    suffix = (tail[1] if tail else "").strip()
    suffix = suffix if _KNOWN.fullmatch(suffix) else "%" if "%" in bare else ""
    return Format(len(after), after.count("0"), "," in point, shift, suffix)


def _first(code: str) -> str:
    """The section of a format that numbers above 0 are shown by."""
    found = _SECTION.match(code)
    return found[0] if found else code


def shown(value: Any, code: str) -> tuple[str, bool]:
    """A cell as a spreadsheet shows it.

    Args:    value: int, float, bool, str, date, time, None. code: its number format.
    Returns: the text; whether it is a binary float without a format that says its decimals.
    """
    if value is None:
        return "", False
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, (int, float)):
        return _number(value, code)
    if isinstance(value, (datetime.datetime, datetime.date)):
        return day(value, code), False
    if isinstance(value, datetime.time):
        return value.isoformat(), False
    return str(value), False


def _number(value: float, code: str) -> tuple[str, bool]:
    exact = plain(value)
    form = number_format(code)
    if form is None:
        return format(exact, "f"), exact != exact.to_integral_value()
    number = exact.scaleb(form.shift)
    number = number.quantize(Decimal(1).scaleb(-form.decimals), ROUND_HALF_UP)
    text = format(number, ",f" if form.thousands else "f")
    if "." in text and form.least < form.decimals:
        whole, part = text.split(".")
        part = part[: form.least] + part[form.least :].rstrip("0")
        text = f"{whole}.{part}" if part else whole
    if text.lstrip("-0.,") == "" and text.startswith("-"):
        text = text[1:]
    return text + form.suffix, False


def plain(value: float) -> Decimal:
    """A number of a cell, with the digits that a spreadsheet keeps: 0.1 + 0.2 is 0.3."""
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(repr(float(f"{value:.{DIGITS}g}")))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() and abs(number) < 10**27 else number


def day(value: datetime.date, code: str) -> str:
    """A date with the parts that its format shows: 2023, 2023-03, 2023-03-31."""
    bare = "".join(m[3] or "" for m in _TOKEN.finditer(_first(code))).lower()
    if "d" in bare or "y" not in bare:
        if isinstance(value, datetime.datetime) and (value.hour or value.minute or value.second):
            return value.isoformat(" ")
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else value.isoformat()[:10]
    return f"{value.year:04d}-{value.month:02d}" if "m" in bare else f"{value.year:04d}"
