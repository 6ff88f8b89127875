"""The condition of a rule: 层级 == "区" and 年度 >= 2021 -> a boolean a row. Exact; nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audit.dataset.cells import clean
from audit.dataset.table import Column, Table
from audit.errors import ConfigError

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"[^"]*"|'[^']*'|“[^”]*”|「[^」]*」)
      | `(?P<quoted>[^`]+)`
      | (?P<op>==|!=|<=|>=|=|<|>|≤|≥|≠|\(|\)|\[|\]|,|，)
      | (?P<number>[+-]?[0-9]+(?:\.[0-9]+)?%?(?![\w.]))
      | (?P<word>[^\s"'“”「」`=<>!≤≥≠()\[\],，]+)
    )""",
    re.VERBOSE,
)
_SAME = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!="}
_COMPARE: dict[str, Callable] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and a sign; each side is ("column", name), ("text", …) or ("number", Fraction)."""

    left: tuple[str, Any]
    op: str
    right: tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """A column whose text, or value, is one of several."""

    column: str
    values: tuple[tuple[str, Any], ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions joined by and, or; or one that is denied by not."""

    word: str
    parts: tuple[Condition, ...]


Condition = Comparison | Member | Group


def parse(text: str) -> Condition:
    """Read a condition.

    Raises: ConfigError: it is none; says where.
    """
    return _Parser(text).whole()


def columns_of(condition: Condition) -> list[str]:
    """The columns that a condition reads, each once."""
    return list(dict.fromkeys(_columns(condition)))


def _columns(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from _columns(part)
    elif isinstance(condition, Member):
        yield condition.column
    else:
        for kind, value in (condition.left, condition.right):
            if kind == "column":
                yield str(value)


def mask(condition: Condition, table: Table, resolve: Callable[[str], Column]) -> list[bool]:
    """Which rows satisfy a condition. A comparison with a cell that holds no number is not satisfied.

    Args: condition. table. resolve: the name of a column -> the column.
    """
    if isinstance(condition, Group):
        masks = [mask(part, table, resolve) for part in condition.parts]
        if condition.word == "not":
            return [not x for x in masks[0]]
        join = all if condition.word == "and" else any
        return [join(row) for row in zip(*masks, strict=True)]
    if isinstance(condition, Member):
        column = resolve(condition.column)
        hits = [_compared(("column", column), "==", value, table.rows) for value in condition.values]
        found = [any(row) for row in zip(*hits, strict=True)] if hits else [False] * table.rows
        return [not x for x in found] if condition.negated else found
    sides = [("column", resolve(str(v))) if k == "column" else (k, v) for k, v in (condition.left, condition.right)]
    return _compared(sides[0], condition.op, sides[1], table.rows)


def _compared(left: tuple[str, object], op: str, right: tuple[str, object], rows: int) -> list[bool]:
    numbers = _numeric(left) and _numeric(right)
    compare = _COMPARE[op]
    a, b = (_cells(side, numbers, rows) for side in (left, right))
    return [x is not None and y is not None and compare(x, y) for x, y in zip(a, b, strict=True)]


def _numeric(side: tuple[str, Any]) -> bool:
    kind, value = side
    return value.kind != "text" if kind == "column" else kind == "number"


def _cells(side: tuple[str, Any], numbers: bool, rows: int) -> Sequence[object]:
    kind, value = side
    if kind == "column":
        if numbers:
            return [
                None if n is None else n if not d else Fraction(n, 10**d)
                for n, d in zip(value.num, value.dec, strict=True)
            ]
        return [clean(t) for t in value.text]
    if numbers:
        return [value] * rows
    text = clean(str(value)) if kind == "text" else str(value)
    return [text] * rows


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0
        self.tokens: list[tuple[str, str, int]] = []
        while self.at < len(text.rstrip()):
            m = _TOKEN.match(text, self.at)
            if not m or m.end() == self.at:
                raise self._wrong(f"{text[self.at : self.at + 10].strip()!r} is not understood")
            kind = m.lastgroup or ""
            value = m[kind]
            if kind == "op":
                value = _SAME.get(value, "," if value == "，" else value)
            self.tokens.append((kind, value, m.start(kind)))
            self.at = m.end()
        self.n = 0

    def _wrong(self, what: str) -> ConfigError:
        hint = 'such as 层级 == "区" and 年度 >= 2021; a column with spaces or signs stands in backquotes'
        return ConfigError(f"the condition {self.text!r}: {what}", hint=hint)

    def whole(self) -> Condition:
        if not self.tokens:
            raise self._wrong("it is empty")
        found = self._or()
        if self.n < len(self.tokens):
            raise self._wrong(f"{self.tokens[self.n][1]!r} is one too many")
        return found

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.n][:2] if self.n < len(self.tokens) else ("", "")

    def _word(self, *words: str) -> bool:
        kind, value = self._peek()
        if kind == "word" and value.lower() in words:
            self.n += 1
            return True
        return False

    def _sign(self, *signs: str) -> str:
        kind, value = self._peek()
        if kind == "op" and value in signs:
            self.n += 1
            return value
        return ""

    def _or(self) -> Condition:
        return self._joined("or", ("or", "或", "或者"), self._and)

    def _and(self) -> Condition:
        return self._joined("and", ("and", "且", "并且"), self._not)

    def _joined(self, word: str, words: tuple[str, ...], inner: Callable[[], Condition]) -> Condition:
        parts = [inner()]
        while self._word(*words):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else Group(word, tuple(parts))

    def _not(self) -> Condition:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._wrong("it is nested too deeply")
        try:
            if self._word("not", "非"):
                return Group("not", (self._not(),))
            if self._sign("("):
                found = self._or()
                if not self._sign(")"):
                    raise self._wrong("a bracket is not closed")
                return found
            return self._comparison()
        finally:
            self.depth -= 1

    def _comparison(self) -> Condition:
        left = self._side()
        negated = False
        if left[0] == "column":
            if self._word("not"):
                negated = True
                if not self._word("in"):
                    raise self._wrong("after not comes in")
                return Member(str(left[1]), self._list(), True)
            if self._word("in"):
                return Member(str(left[1]), self._list(), negated)
        parts = []
        while op := self._sign(*_COMPARE):
            right = self._side()
            parts.append(Comparison(left, op, right))
            left = right
        if not parts:
            raise self._wrong(f"after {left[1]} comes a sign such as == or >=")
        return parts[0] if len(parts) == 1 else Group("and", tuple(parts))

    def _list(self) -> tuple[tuple[str, object], ...]:
        close = {"[": "]", "(": ")"}.get(self._sign("[", "("))
        if not close:
            raise self._wrong('after in comes a list such as ["区", "县"]')
        out = []
        while not self._sign(close):
            kind, value = self._side()
            out.append(("text", value) if kind == "column" else (kind, value))
            if not self._sign(",") and self._peek() != ("op", close):
                raise self._wrong("a list is not closed")
        return tuple(out)

    def _side(self) -> tuple[str, object]:
        kind, value = self._peek()
        if kind in ("", "op"):
            raise self._wrong("a column or a value is missing" + (f" before {value!r}" if value else " at its end"))
        self.n += 1
        if kind == "text":
            return "text", value[1:-1]
        if kind == "number":
            return "number", Fraction(value.rstrip("%"))
        return "column", value
