"""XML written as nested calls: `w("jc", val="center")` is <w:jc w:val="center"/>. For the parts of Office files."""

from __future__ import annotations

from collections.abc import Callable

from audit.report.paper.text import html

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def writer(prefix: str, prefixed: bool = False) -> Callable[..., str]:
    """A function that writes elements of one namespace.

    Args: prefix: of the elements, "" for none. prefixed: do attributes carry it too, as WordprocessingML's do?
    """
    start = f"{prefix}:" if prefix else ""
    of_attributes = start if prefixed else ""

    def element(tag: str, *inner: str, **attributes: object) -> str:
        """An element. Inner texts are XML already; attributes are not, and None leaves one out."""
        said = "".join(
            f' {of_attributes}{name}="{html(value)}"' for name, value in attributes.items() if value is not None
        )
        content = "".join(inner)
        return f"<{start}{tag}{said}>{content}</{start}{tag}>" if content else f"<{start}{tag}{said}/>"

    return element


w = writer("w", prefixed=True)
a = writer("a")
c = writer("c")
plain = writer("")
