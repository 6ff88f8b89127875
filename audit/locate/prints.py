"""A figure as it is printed: its digits taken out of their style, and other digits put into the same style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from audit.locate.slips import LONGEST, is_numeral
from audit.parse.numerals import CHINESE, integer
from audit.read.normalise import INVISIBLE, normalise

_NUMERAL = re.compile(r"(-)?([0-9]{1,3}(?:([,， ])[0-9]{3})(?:\3[0-9]{3})*(?![0-9])|[0-9]+)(?:\.([0-9]+))?")
_CHINESE = re.compile(f"[{CHINESE}]+")
_MULTIPLIER = re.compile("[万亿]")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_PLACES = ("", "十", "百", "千")
_NAMES = "零一二三四五六七八九"


class Value(NamedTuple):
    """A value as the relations read it: num / 10**dec; step is its last printed digit at that scale, 0 where exact."""

    num: int
    dec: int
    step: int


@dataclass(frozen=True, slots=True)
class Print:
    """One printed figure. `numeral` is its digits without separators; the rest is how they are dressed."""

    numeral: str
    head: str
    tail: str
    group: str  # separator of thousands, or ""
    point: str
    wide: bool
    chinese: bool
    negative: bool
    power: int  # the value is the numeral times 10**power
    rounded: bool  # a whole print of base units that is rounded all the same: a percentage in a table

    def value(self, numeral: str, power: int | None = None) -> Value:
        """The value that `numeral` has in this print.

        Args:    numeral: digits with at most one point; power: of ten, where 万 or 亿 changed, else the print's own.
        Returns: the exact value, with the unit of its last digit where the print is a rounded amount.
        """
        power = self.power if power is None else power
        whole, _, part = numeral.partition(".")
        num = int(whole + part) * (-1 if self.negative else 1)
        shift = power - len(part)
        rounded = power > 0 or bool(part) or self.rounded
        if shift >= 0:
            return Value(num * 10**shift, 0, 10**shift if rounded else 0)
        return Value(num, -shift, 1)

    def numeral_of(self, num: int, dec: int, *, decimals: int | None = None) -> str | None:
        """The numeral that prints the value num / 10**dec here, or None where this print cannot hold it exactly.

        Args:    num, dec: the value; decimals: printed decimals, those of this print where not given.
        """
        if (num < 0) != self.negative and num:
            return None
        places = decimals if decimals is not None else len(self.numeral.partition(".")[2])
        shift = places - self.power - dec
        num = abs(num)
        if shift >= 0:
            digits = num * 10**shift
        else:
            digits, rest = divmod(num, 10**-shift)
            if rest:
                return None
        text = str(digits).rjust(places + 1, "0")
        text = f"{text[:-places]}.{text[-places:]}" if places else text
        return text if is_numeral(text) else None

    def write(self, numeral: str, tail: str | None = None) -> str:
        """The print with other digits, in its own style; "" where the style cannot hold them.

        Args:    numeral: digits with at most one point; tail: what follows, where 万 or 亿 changed.
        """
        tail = self.tail if tail is None else tail
        whole, point, part = numeral.partition(".")
        if self.chinese:
            words = chinese(int(whole)) if not point else ""
            words = "两" if words == "二" and tail[:1] not in ("", "成") else words
            return f"{self.head}{words}{tail}" if words else ""
        if self.group:
            whole = _grouped(whole, self.group)
        body = whole + (self.point + part if point else "")
        return f"{self.head}{body.translate(_WIDE) if self.wide else body}{tail}"

    def scaled_tails(self) -> list[tuple[str, int]]:
        """Other multipliers the print might have borne: what follows the digits then, and the power of ten."""
        m = _MULTIPLIER.search(self.tail)
        if m is not None:
            own = m.group()
            other, by = ("亿", 4) if own == "万" else ("万", -4)
            swapped = self.tail[: m.start()] + other + self.tail[m.end() :]
            bare = self.tail[: m.start()] + self.tail[m.end() :]
            return [(swapped, self.power + by), (bare, self.power - (4 if own == "万" else 8))]
        blank = len(self.tail) - len(self.tail.lstrip())
        return [
            (self.tail[:blank] + "万" + self.tail[blank:], self.power + 4),
            (self.tail[:blank] + "亿" + self.tail[blank:], self.power + 8),
        ]


def read_print(text: str, value: Value) -> Print | None:
    """Take a printed figure apart.

    Args:    text: the figure as printed, with its unit; value: what the parser read it as.
    Returns: its print; None where it is no single plain numeral (a range, a fraction, 百余) or cannot be written back.
    """
    if len(text) > 4 * LONGEST or INVISIBLE in (plain := normalise(text)):
        return None
    found = list(_NUMERAL.finditer(plain))
    made = _arabic(text, found[0], value) if len(found) == 1 else _chinese(text, plain, value) if not found else None
    if made is None or made.write(made.numeral) != text or made.value(made.numeral) != value:
        return None
    return made


def _arabic(text: str, m: re.Match, value: Value) -> Print | None:
    minus, whole, group, part = m.groups()
    digits = re.sub("[,， ]", "", whole)
    numeral = f"{digits}.{part}" if part else digits
    if not is_numeral(numeral):
        return None
    power = _power(int(digits + (part or "")), len(part or ""), abs(value.num), value)
    if power is None:
        return None
    at = m.start(2)
    body = text[at : m.end()]
    wide = any("０" <= c <= "９" for c in body)
    point = text[m.start(4) - 1] if part else ("．" if wide else ".")
    own_group = text[at + whole.find(group)] if group else ""
    return Print(
        numeral, text[:at], text[m.end() :], own_group, point, wide, False, bool(minus) and value.num < 0, power,
        bool(value.step) and not part and power == 0,
    )  # fmt: skip


def _chinese(text: str, plain: str, value: Value) -> Print | None:
    found = list(_CHINESE.finditer(plain))
    if len(found) != 1 or value.dec or value.step or value.num <= 0:
        return None
    m = found[0]
    number = integer(m.group())
    if number is None or number != value.num:
        return None
    return Print(str(number), text[: m.start()], text[m.end() :], "", ".", False, True, False, 0, False)


def _power(digits: int, decimals: int, num: int, value: Value) -> int | None:
    """The power of ten between printed digits and value: 4 for 万; None where there is none."""
    if digits == 0:
        return (len(str(value.step)) - 1 - value.dec + decimals) if value.step else 0
    for power in range(17):
        if num * 10**decimals == digits * 10 ** (value.dec + power):
            return power
    return None


def _grouped(digits: str, sign: str) -> str:
    """Digits in groups of three: 1205 -> 1,205."""
    first = len(digits) % 3 or 3
    return sign.join([digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))])


def chinese(number: int) -> str:
    """A number below 10,000 in Chinese numerals with positions: 12 -> 十二, 305 -> 三百零五; "" outside 1 … 9999."""
    if not 1 <= number <= 9999:
        return ""
    out, gap = "", False
    digits = str(number)
    for i, d in enumerate(digits):
        place = _PLACES[len(digits) - 1 - i]
        if d == "0":
            gap = bool(out)
            continue
        out += ("零" if gap else "") + _NAMES[int(d)] + place
        gap = False
    return out.removeprefix("一") if 10 <= number <= 19 else out
