"""Reading: bytes of a report to the text that is parsed, and the way back from every position to its source.

Every reader gives a `RawText`. The formats: .txt, .md, .docx, .html; others are refused with the way to convert them.
"""

from audit.read.source import FORMATS, MAX_BYTES, Mark, RawText, expand, read_raw, to_source

__all__ = ["FORMATS", "MAX_BYTES", "Mark", "RawText", "expand", "read_raw", "to_source"]
