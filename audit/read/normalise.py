"""Text as it is parsed: one form for each digit, letter, sign and space, every character keeping its position.

What is mapped, always one character to one character:

- full-width digits and letters; ％ ﹪ ＋ － ／ ＝ ［ ］ and small forms; ． only between digits, since `１．` before a
  word is a list number;
- hyphens, the en dash and the minus sign to `-`; the horizontal bar to `—`, which ranges are written with;
- every kind of blank to a space, line and paragraph separators and a lone carriage return to a line feed;
- ﹝﹞ to 〔〕; Kangxi radicals and compatibility ideographs (⼆ for 二), which a copy from a PDF leaves behind;
- look-alikes inside a numeral: O o ○ as 0 and l I as 1 between digits, and ○ O 0 as 〇 between Chinese digits;
- invisible characters (zero-width space, byte-order mark inside the text, soft hyphen, direction marks) to `INVISIBLE`.

What stays: ，、；。：（）“”《》 and ～, which the grammar knows, and 〇 ① ㎡ ‰, which mean something of their own.

`INVISIBLE` is U+2060 WORD JOINER: it is invisible, Unicode says that it has no meaning but to forbid a line break, and
it is not a blank, so that it never ends a word. It only keeps the positions one to one: the readers take it out of
`RawText.text` (`drop_invisible`), so that the grammar meets `98.7%` whole and needs no rule for it.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable

INVISIBLE = "\u2060"

_INVISIBLES = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_BREAKS = "\u0085\u2028\u2029"
_SIGNS = {
    "｜": "|", "│": "|", "┃": "|",
    "％": "%", "﹪": "%", "＋": "+", "﹢": "+", "－": "-", "﹣": "-", "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-",
    "―": "—", "／": "/", "∕": "/", "＝": "=", "［": "[", "］": "]", "﹝": "〔", "﹞": "〕", "﹙": "（", "﹚": "）",
    "﹐": "，", "﹑": "、", "﹒": ".", "﹔": "；", "﹕": "：",
}  # fmt: skip
# One-character compatibility forms, by the Unicode tables themselves: radicals, ideographs, styled digits.
_COMPATIBLE = (range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x1D7CE, 0x1D800))

_CHINESE_DIGITS = "〇零一二三四五六七八九"
_LOOKALIKES = {"O": "0", "o": "0", "○": "0", "◯": "0", "l": "1", "I": "1"}
_LOOKALIKE = re.compile("[OolI○◯]+")
_FULL_STOP = re.compile("．(?=[0-9])")
_CHINESE_ZERO = re.compile(f"[○◯O0]+(?=[{_CHINESE_DIGITS}年])")
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*\*(?!\*)")
_LONE_RETURN = re.compile("\r(?!\n)")
_NUMERAL = re.compile(r"[0-9OolI○◯.,]{1,48}")


def _members(ranges: str) -> list[int]:
    """The code points of a character class."""
    points = re.findall("(.)(?:-(.))?", ranges, re.DOTALL)
    return [point for first, last in points for point in range(ord(first), ord(last or first) + 1)]


def _table() -> dict[int, str]:
    table = dict.fromkeys(_members(_INVISIBLES), INVISIBLE)
    table |= dict.fromkeys(_members(_BLANKS), " ")
    table |= dict.fromkeys(_members(_LINE_BREAKS), "\n")
    table |= {point: chr(point - 0xFEE0) for point in _members("０-９Ａ-Ｚａ-ｚ")}
    table |= {ord(sign): plain for sign, plain in _SIGNS.items()}
    for span in _COMPATIBLE:
        for point in span:
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == 1 and plain != chr(point):
                table[point] = plain
    del table[ord(INVISIBLE)]
    return table


def _character_class(points: list[int]) -> str:
    """A regular expression of these code points, as ranges: the scan is several times faster than over single ones."""
    spans: list[list[int]] = []
    for point in sorted(points):
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "[" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in spans) + "]+"


_TABLE = _table()
_MAPPED = re.compile(_character_class(list(_TABLE)))
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLES}]+")


def normalise(text: str) -> str:
    """Map a text to the forms that are parsed, position by position.

    Args:
        text: any text.
    Returns:
        A text of the same length; the very same object where nothing is to be mapped.
    """
    if text.isascii():
        mapped = text
    elif _MAPPED.search(text):
        mapped = _MAPPED.sub(lambda m: m[0].translate(_TABLE), text)
    else:
        mapped = text
    if "\r" in mapped and _LONE_RETURN.search(mapped):
        mapped = _LONE_RETURN.sub("\n", mapped)
    # Each of the three below starts from a character that most texts lack; `in` is a memchr.
    if "．" in mapped:
        mapped = _replace(_FULL_STOP, mapped, _between_digits)
    if "O" in mapped or "○" in mapped or "◯" in mapped or "0" in mapped:
        mapped = _replace(_CHINESE_ZERO, mapped, _chinese_zero)
    if any(c in mapped for c in _LOOKALIKES):
        mapped = _replace(_LOOKALIKE, mapped, _lookalike)
    return mapped


def drop_invisible(text: str) -> tuple[str, array | None]:
    """Take the invisible characters out of a normalised text, and the stars of what Markdown sets in bold: **99.67%**.

    Args:
        text: what `normalise` returned.
    Returns:
        The text without them, and for each of its positions, and its end, the position in `text`; None where there
        was nothing to take out.
    """
    if "**" in text:
        text = _BOLD.sub(rf"{INVISIBLE * 2}\1{INVISIBLE * 2}", text)
    if INVISIBLE not in text:
        return text, None
    offsets = array("I")
    pieces = []
    start = 0
    for m in re.finditer(rf"{INVISIBLE}+|\Z", text):
        pieces.append(text[start : m.start()])
        offsets.extend(range(start, m.start()))
        start = m.end()
    offsets.append(len(text))
    return "".join(pieces), offsets


def strip_invisible(text: str) -> str:
    """A text, not yet normalised, without its invisible characters; the same object where it has none."""
    return text if text.isascii() or not _ANY_INVISIBLE.search(text) else _ANY_INVISIBLE.sub("", text)


def _replace(pattern: re.Pattern, text: str, plain: Callable[[re.Match], str | None]) -> str:
    """Put `plain(match)` for each match that it does not answer None to; the same object where it always does."""
    pieces: list[str] = []
    start = 0
    for m in pattern.finditer(text):
        new = plain(m)
        if new is not None:
            pieces += (text[start : m.start()], new)
            start = m.end()
    return "".join([*pieces, text[start:]]) if pieces else text


def _digit_before(m: re.Match) -> bool:
    return m.start() > 0 and "0" <= m.string[m.start() - 1] <= "9"


def _between_digits(m: re.Match) -> str | None:
    return "." if _digit_before(m) else None


def _chinese_zero(m: re.Match) -> str | None:
    """二○二三, 二00三, 二○二○年: zeros that stand in a numeral of Chinese digits."""
    if m.start() == 0 or m.string[m.start() - 1] not in _CHINESE_DIGITS:
        return None
    return "〇" * len(m[0])


def _lookalike(m: re.Match) -> str | None:
    """1O5件: a look-alike between digits, unless letters touch the numeral (a code such as A1O5)."""
    text, start, end = m.string, m.start(), m.end()
    behind = _NUMERAL.match(text, end)
    if behind is None or not _digit_before(m) or not "0" <= text[end] <= "9":
        return None
    stop = behind.end()
    while start > 0 and m.start() - start < 48 and text[start - 1] in "0123456789OolI○◯.,":
        start -= 1
    if any(c.isascii() and c.isalpha() for c in text[start - 1 : start] + text[stop : stop + 1]):
        return None
    return "".join(_LOOKALIKES[c] for c in m[0])
