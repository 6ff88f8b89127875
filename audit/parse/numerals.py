"""Numerals as printed -> exact integers: Arabic numerals with their scale, Chinese numerals with their positions."""

from __future__ import annotations

CHINESE = "〇零一二两三四五六七八九十百千万亿"
DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
MULTIPLIER = {
    None: 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
LONGEST = 40  # characters; a longer run of digits is an identifier, and int() of more than 4,300 digits raises
_TENS = {"十": 10, "百": 100, "千": 1000}


def arabic(numeral: str) -> tuple[int, int]:
    """The value of an Arabic numeral.

    Args:    numeral: digits with at most one point, thousands separated by comma, full-width comma or space.
    Returns: (num, dec): the value is num / 10**dec, dec the printed decimals: "1,205.50" is (120550, 2).
    """
    whole, _, decimals = numeral.partition(".")
    try:
        return int(whole + decimals), len(decimals)
    except ValueError:
        whole = whole.replace(",", "").replace("，", "").replace(" ", "")
        return int(whole + decimals), len(decimals)


def scaled(num: int, dec: int, factor: int) -> tuple[int, int, int]:
    """Apply 万, 亿 … to a printed value.

    Args:    num, dec: the value as printed; factor: a power of ten.
    Returns: (num, dec, step): step is the value of the last printed digit at the new scale, 0 for an exact integer.
    """
    if factor == 1:
        return num, dec, 1 if dec else 0
    shift = len(str(factor)) - 1
    if shift >= dec:
        grain: int = 10 ** (shift - dec)
        return num * grain, 0, grain
    return num, dec - shift, 1


def integer(numeral: str) -> int | None:
    """The value of a Chinese numeral written with positions (七百九十九, 一千二百三十四万), or None where it is none.

    Args:    numeral: characters of 〇零一二两三四五六七八九十百千万亿 only.
    Returns: the integer, or None for runs that no reader would read as one number (一二三, 十四五, 万一, 一百二).
    """
    if len(numeral) == 1:
        return 10 if numeral == "十" else DIGITS.get(numeral)
    if len(numeral) > LONGEST:
        return None
    total = 0
    rest = numeral
    for mark, unit in (("亿", 10**8), ("万", 10**4)):
        # 三万亿 is one head before 亿; the last 亿 splits, the last 万 after it
        head, found, tail = rest.rpartition(mark)
        if not found:
            continue
        if total and head[:1] == "零":  # 一亿零一万
            head = head[1:]
        value = integer(head) if mark == "亿" and len(head) > 1 else _section(head)
        if not value:
            return None
        total += value * unit
        rest = tail
    if not rest:
        return total or None
    value = _section(rest[1:] if total and rest[0] == "零" else rest)
    if value is None or (total and len(rest) == 1):  # 一万二 for 12000 is speech, not print
        return None
    return total + value or None


def _section(numeral: str) -> int | None:
    """The value of a numeral below 10,000, or None. A digit alone after 百 or 千 (一百二) needs a 零 between."""
    total, digit, floor, zero = 0, -1, 10**4, False
    for c in numeral:
        unit = _TENS.get(c)
        if unit is None:
            value = DIGITS.get(c)
            if value is None or digit > 0:
                return None
            if value == 0:
                if zero or not total:
                    return None
                zero = True
            digit = value
            continue
        if unit >= floor or (digit <= 0 and (unit > 10 or total)):
            return None
        total += unit * (digit if digit > 0 else 1)
        floor, digit, zero = unit, -1, False
    if digit > 0 and floor in (100, 1000) and not zero:
        return None
    if digit == 0:
        return None
    return total + digit if digit > 0 else total or None


def digits(numeral: str) -> str:
    """The Arabic digits of a numeral read digit by digit (二〇二三 -> 2023)."""
    return "".join(str(DIGITS[c]) for c in numeral)
