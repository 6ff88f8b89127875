"""Text from a report, made safe to show: nothing in it can run, hide, reorder or break a table."""

from __future__ import annotations

import re

# What a reader cannot see, or what would make them see something else: controls, direction marks, non-characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800"
    "-\udfff]"
)
_SPACE = re.compile(r"[ \t\r\n\u3000\xa0]+")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#])")
_LINE_START = re.compile(r"^([-+=](?=\s|[-=]|$)|\d+(?=[.)](?:\s|$)))")
_ENTITY = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NAME = re.compile(r"[^0-9A-Za-z一-鿿〇_-]+")


def visible(text: object) -> str:
    """The text with every character that does not show, or turns the line round, written out: \\x07, \\u202e.

    Tabs and newlines stay. Lone surrogates, which no file can hold, are written out too.
    """
    return _HIDDEN.sub(lambda m: f"\\x{ord(m[0]):02x}" if ord(m[0]) < 256 else f"\\u{ord(m[0]):04x}", str(text))


def line(text: object) -> str:
    """The text on one line, runs of white space (full-width too) as one space."""
    return _SPACE.sub(" ", visible(text)).strip()


def clip(text: str, length: int) -> str:
    """At most `length` characters, … for the rest."""
    return text if len(text) <= length else text[: length - 1] + "…"


def html(text: object) -> str:
    """Text for HTML and XML, between tags or in a quoted attribute."""
    return visible(text).translate(_ENTITY)


def markdown(text: object) -> str:
    """Text for one line of GitHub Markdown, table cells included: it shows as written, and no tag in it is a tag."""
    escaped = _MARKDOWN.sub(r"\\\1", line(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    at = start.end() if start[0][0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


def file_name(text: str, fallback: str = "report") -> str:
    """A name that every file system takes: letters, digits, Chinese characters, - and _; 60 characters at most."""
    return _NAME.sub("-", text).strip("-_")[:60] or fallback
