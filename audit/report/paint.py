"""Colours of a terminal, and when to use them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

_SEVERITY = {"error": "1;31", "warning": "1;33", "info": "1;36"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours text, or leaves it alone."""

    on: bool

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text

    def severity(self, text: str, severity: str) -> str:
        """In the colour of a severity."""
        return self._in(_SEVERITY.get(severity, "1"), text)

    def bold(self, text: str) -> str:
        return self._in("1", text)

    def dim(self, text: str) -> str:
        return self._in("2", text)

    def rule(self, text: str) -> str:
        """The lines of the drawing around a source line."""
        return self._in("34", text)

    def good(self, text: str) -> str:
        return self._in("32", text)


PLAIN = Paint(False)


def wants_colour(choice: str, out: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Decide on colour: what the user says, else NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, else whether `out` can show it.

    Args: choice: auto, always or never.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(name) not in (None, "", "0"):
            return True
    return out.isatty() and environ.get("TERM") != "dumb"
