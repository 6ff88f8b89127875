"""The exceptions of gouji: what a user can mend. Anything else that is raised is a bug."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _line(value: object) -> str:
    """One printable line of anything: no control characters, no lone surrogates of an undecodable file name."""
    text = str(value).encode("utf-8", "replace" if isinstance(value, str) else "surrogateescape")
    return _CONTROL.sub(" ", text.decode("utf-8", "replace")).strip()


class AuditError(Exception):
    """A file, a configuration or an argument that a user can mend.

    Args:
        message: what is wrong.
        path: the file it is wrong in.
        place: where in the file (byte 812, line 3, sheet 2).
        hint: the way out.
    """

    def __init__(
        self, message: str, *, path: object | None = None, place: object | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.place = None if place is None else str(place)
        self.hint = hint

    def __str__(self) -> str:
        """`path: place: message (hint)` on one line; parts that are not known are left out."""
        parts = [_line(part) for part in (self.path, self.place, self.message) if part]
        return ": ".join(parts) + (f" ({_line(self.hint)})" if self.hint else "")

    def __reduce__(self) -> tuple:
        """Errors cross a process pool, and the default would lose the keyword arguments."""
        return _rebuild, (type(self), self.message, self.path, self.place, self.hint)


def _rebuild(kind: type[AuditError], message: str, path: str | None, place: str | None, hint: str | None) -> AuditError:
    return kind(message, path=path, place=place, hint=hint)


class InputError(AuditError):
    """An input that cannot be audited: missing, empty, too large, damaged."""


class FormatError(InputError):
    """An input of a format that is not read here; the hint says how to convert it."""


class EncodingError(InputError):
    """Bytes that are not text in any encoding that is tried."""


class ConfigError(AuditError):
    """A setting, a lexicon row or an argument that is not understood."""


class SchemaError(AuditError):
    """A table that lacks a column or holds a value of the wrong type."""
