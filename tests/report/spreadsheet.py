"""A spreadsheet of its own for the tests: the few functions that checklists use, in exact fractions, not in floats."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

_TOKEN = re.compile(r'\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|([A-Z]+)(?=\()|(<=|>=|<>|[-+*/&(),=<>]))')


def evaluate(formula: str) -> Fraction | str | bool:
    """What a formula gives. Raises ValueError where it holds anything else than numbers, texts and known functions."""
    assert formula.startswith("="), formula
    tokens, at = [], 1
    while at < len(formula):
        m = _TOKEN.match(formula, at)
        if not m:
            raise ValueError(f"{formula!r} at {at}")
        tokens.append(m)
        at = m.end()
    value, rest = _comparison(tokens)
    if rest:
        raise ValueError(f"{formula!r}: {len(rest)} tokens too many")
    return value


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """Away from zero on the half, as ROUND does."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def _level(tokens, below, table):
    value, tokens = below(tokens)
    while tokens and tokens[0][4] in table:
        sign = tokens[0][4]
        other, tokens = below(tokens[1:])
        value = table[sign](value, other)
    return value, tokens


def _comparison(tokens):
    table = {
        "=": lambda a, b: a == b,
        "<=": lambda a, b: a <= b,
        ">=": lambda a, b: a >= b,
        "<": lambda a, b: a < b,
        ">": lambda a, b: a > b,
        "<>": lambda a, b: a != b,
    }
    return _level(tokens, _joined, table)


def _joined(tokens):
    return _level(tokens, _sum, {"&": lambda a, b: str(a) + str(b)})


def _sum(tokens):
    return _level(tokens, _product, {"+": lambda a, b: a + b, "-": lambda a, b: a - b})


def _product(tokens):
    return _level(tokens, _atom, {"*": lambda a, b: a * b, "/": lambda a, b: a / b})


def _atom(tokens):
    if not tokens:
        raise ValueError("ends early")
    m, rest = tokens[0], tokens[1:]
    if m[1]:
        return Fraction(m[1]), rest
    if m[2] is not None:
        return m[2], rest
    if m[4] == "-":
        value, rest = _atom(rest)
        return -value, rest
    if m[4] == "(":
        value, rest = _comparison(rest)
        return value, _after(rest, ")")
    if m[3]:
        arguments, rest = [], _after(rest, "(")
        while True:
            value, rest = _comparison(rest)
            arguments.append(value)
            if rest[0][4] == ")":
                return _call(m[3], arguments), rest[1:]
            rest = _after(rest, ",")
    raise ValueError(f"unexpected {m[0]!r}")


def _after(tokens, sign):
    if not tokens or tokens[0][4] != sign:
        raise ValueError(f"no {sign!r}")
    return tokens[1:]


def _call(name, x):
    if name == "ROUND":
        return round_half_up(x[0], int(x[1]))
    if name == "SUM":
        return sum(x, Fraction(0))
    if name == "ABS":
        return abs(x[0])
    if name == "AND":
        return all(x)
    if name == "IF":
        return x[1] if x[0] else x[2]
    if name == "DATE":
        return Fraction(datetime.date(*map(int, x)).toordinal())
    if name == "TEXT":
        return shown(x[0], len(x[1].partition(".")[2]))
    raise ValueError(f"unknown function {name}")


def shown(value: Fraction, decimals: int) -> str:
    """A value at some decimals, as TEXT(value, "0.00") writes it."""
    scaled = round_half_up(value, decimals) * 10**decimals
    digits = str(abs(int(scaled))).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if scaled < 0 else text
