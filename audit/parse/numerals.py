"""Chinese numerals to exact integers."""

import re

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
MULTIPLIER = {
    None: 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_SECTION = re.compile(r"(?:(.)千)?(?:(零)?(.)百)?(?:(零)?([^零])?十)?(零)?(.)?")
_SPLIT = re.compile(r"(?:(.+)亿)?(零)?(?:(.+)万)?(零)?(.*)")


def integer(numeral: str) -> int | None:
    """The value of a Chinese numeral written with positions (七百九十九, 一千二百三十四万), or None where it is none.

    Args:    numeral: characters of 〇零一二两三四五六七八九十百千万亿 only.
    Returns: the integer, or None for runs that no reader would read as one number (一二三, 十四五, 万一, 一百二).
    """
    if len(numeral) == 1:
        return 10 if numeral == "十" else DIGITS.get(numeral)
    m = _SPLIT.fullmatch(numeral)
    if m is None:
        return None
    hundred_millions, _, ten_thousands, _, rest = m.groups()
    total = 0
    for part, unit in ((hundred_millions, 10**8), (ten_thousands, 10**4), (rest, 1)):
        if part:
            value = integer(part) if unit == 10**8 else _section(part)
            if value is None:
                return None
            total += value * unit
    return total or None


def _section(numeral: str) -> int | None:
    """The value of a numeral below 10,000, or None."""
    m = _SECTION.fullmatch(numeral)
    if m is None:
        return None
    thousands, _, hundreds, _, tens, zero, ones = m.groups()
    if any(d is not None and d not in DIGITS for d in (thousands, hundreds, tens, ones)):
        return None
    if ones and not zero and "十" not in numeral and len(numeral) > 1:
        return None  # 一百二 for 120 is speech, not print
    value = 1000 * DIGITS[thousands] if thousands else 0
    value += 100 * DIGITS[hundreds] if hundreds else 0
    if "十" in numeral:
        value += 10 * (DIGITS[tens] if tens else 1)
    return value + (DIGITS[ones] if ones else 0)


def digits(numeral: str) -> str:
    """The Arabic digits of a numeral read digit by digit (二〇二三 -> 2023)."""
    return "".join(str(DIGITS[c]) for c in numeral)
