"""What can go wrong when the expectations are used wrongly. A figure that does not tie is no error: it is a verdict."""

from __future__ import annotations


class ExpectationsError(Exception):
    """Base of every error raised here; the message names the place and the way out."""


class FrameError(ExpectationsError):
    """A frame of relations has not the columns, types or intervals that its kind asks for."""


class ColumnError(ExpectationsError):
    """A user's column cannot be read as printed figures without guessing."""


class CatalogueError(ExpectationsError):
    """A check's file lacks a literal, or two files claim one code."""


class SuiteError(ExpectationsError):
    """A suite names what does not exist, lost an expectation on loading, or checks nothing."""


class RunnerError(ExpectationsError):
    """Great Expectations did not judge what it was asked to judge."""
