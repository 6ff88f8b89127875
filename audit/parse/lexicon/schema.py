"""What a user's lexicon may say. `rates` and `indicators` have schemas of their own; every other table is like ours.

In ours a key of ASCII letters is a name that the code knows: a user adds none. A key in Chinese is a word, of which a
user may add more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn

from audit.errors import ConfigError

TEXT, WORDS, FLAG, LANGUAGES = "text", "a list of words", "true or false", "text in zh and en"
# a row of `rates`: what each key holds
RATE = {
    "rate": TEXT,
    "of": WORDS,
    "on": WORDS,
    "declared": WORDS,
    "declared_name": LANGUAGES,
    "survey": FLAG,
    "note": TEXT,
    "source": TEXT,
}
# a row of `indicators`
INDICATOR = {
    "indicator": TEXT,
    "own": WORDS,
    "about": WORDS,
    "not": WORDS,
    "unit": WORDS,
    "also": WORDS,
    "note": TEXT,
}
# tables that are lists of rows, and the key of a row; elsewhere rows go by `name`
KEYS = {"rates": "rate", "indicators": "indicator"}
ROW = "name"


def check_file(data: object, ours: Mapping[str, object], file: str) -> None:
    """Refuse a user's file that says what no table of ours can take in.

    Args: data: the file, as YAML gives it. ours: table -> our own data. file: for messages.
    Raises: ConfigError: an unknown table or key, a value of the wrong type, a row that is doubled. It names file,
        table, row and the known keys.
    """
    if not isinstance(data, dict) or not data:
        raise ConfigError("holds no lexicon table", path=file, hint="tables: " + ", ".join(ours))
    for name, value in data.items():
        if name not in ours:
            raise ConfigError(f"unknown table {name!r}", path=file, hint="tables: " + ", ".join(ours))
        if name in KEYS:
            _keyed(name, value, file)
        else:
            _like(ours[name], value, _Place(file, (name,)))


class _Place:
    """Where in a file: its table, and the keys down to a value."""

    def __init__(self, file: str, keys: tuple[str, ...]) -> None:
        self.file, self.keys = file, keys

    def __truediv__(self, key: object) -> _Place:
        return _Place(self.file, (*self.keys, str(key)))

    def refuse(self, message: str, known: Iterable[str] = ()) -> NoReturn:
        known = [str(k) for k in known]
        shown = ", ".join(known[:40]) + (" …" if len(known) > 40 else "")
        raise ConfigError(
            message, path=self.file, place=": ".join(self.keys), hint=f"known: {shown}" if known else None
        )


_KEYED = {"rates": (RATE, "败诉率"), "indicators": (INDICATOR, "行政复议受理")}  # shape of a row, an example of its key


def _keyed(name: str, rows: object, file: str) -> None:
    """Refuse a table of rows, each known by its key, that breaks its schema."""
    (shape, example), main = _KEYED[name], KEYS[name]
    place = _Place(file, (name,))
    if not isinstance(rows, list):
        place.refuse(f"must be a list of rows, each with its {main}", shape)
    seen = set()
    for n, row in enumerate(rows, 1):
        at = place / f"row {n}"
        if not isinstance(row, dict):
            at.refuse("must be a row of keys", shape)
        if not isinstance(row.get(main), str) or len(row[main].strip()) < 2:
            at.refuse(f"has no {main}, such as {example}", shape)
        at = place / row[main]
        if row[main] in seen:
            at.refuse("is given twice")
        seen.add(row[main])
        for key, value in row.items():
            if key not in shape:
                at.refuse(f"unknown key {key!r}", shape)
            _of(shape[key], value, at / key)


def _of(kind: str, value: object, at: _Place) -> None:
    """Refuse a value that is not of a kind."""
    if kind == TEXT and not (isinstance(value, str) and value.strip()):
        at.refuse(f"must be text, and is {_said(value)}")
    if kind == FLAG and not isinstance(value, bool):
        at.refuse(f"must be true or false, and is {_said(value)}")
    if kind == WORDS:
        _words(value, at)
    if kind == LANGUAGES and not (
        isinstance(value, dict) and set(value) == {"zh", "en"} and all(isinstance(v, str) for v in value.values())
    ):
        at.refuse(f"must be text in zh and en, and is {_said(value)}", ("zh", "en"))


def _words(value: object, at: _Place) -> None:
    if not isinstance(value, list):
        at.refuse(f"must be a list of words, and is {_said(value)}")
    for word in value:
        if not isinstance(word, str) or not word.strip():
            at.refuse(f"must be a list of words, and holds {_said(word)}")


def _like(ours: object, value: object, at: _Place) -> None:
    """Refuse a value that has not the shape of ours."""
    if isinstance(ours, bool):
        _of(FLAG, value, at)
    elif isinstance(ours, str):
        _of(TEXT, value, at)
    elif isinstance(ours, dict):
        _keys(ours, value, at)
    elif isinstance(ours, list) and ours and isinstance(ours[0], dict):
        _rows(ours, value, at)
    elif isinstance(ours, list) and ours and isinstance(ours[0], list):
        if not isinstance(value, list):
            at.refuse(f"must be a list of pairs, and is {_said(value)}")
        for n, pair in enumerate(value, 1):
            _words(pair, at / f"row {n}")
            if len(pair) != len(ours[0]):
                (at / f"row {n}").refuse(f"must hold {len(ours[0])} words, and holds {len(pair)}")
    else:
        _words(value, at)


def _keys(ours: dict, value: object, at: _Place) -> None:
    if not isinstance(value, dict):
        at.refuse(f"must be keys with values, and is {_said(value)}", ours)
    names = [key for key in ours if str(key).isascii() and str(key).replace("_", "").isalpha()]
    fields = _fields(ours)
    for key, given in value.items():
        if not isinstance(key, str) or (key not in ours and (names or not ours)):
            at.refuse(f"unknown key {key!r}", ours)
        like = ours.get(key, next(iter(ours.values())))
        if isinstance(like, dict) and fields:
            like = fields
        _like(like, given, at / key)
        if (
            isinstance(like, str)
            and like.isascii()
            and all(isinstance(v, str) and v.isascii() for v in ours.values())
            and given not in ours.values()
        ):
            (at / key).refuse(f"must be a known word, and is {_said(given)}", sorted(set(ours.values())))


def _fields(ours: dict) -> dict:
    """Where every value of ours is a row of keys: all the keys that some row has."""
    if not ours or not all(isinstance(v, dict) for v in ours.values()):
        return {}
    return {key: given for row in ours.values() for key, given in row.items()}


def _rows(ours: list, value: object, at: _Place) -> None:
    if not isinstance(value, list):
        at.refuse(f"must be a list of rows, and is {_said(value)}")
    fields = {key: given for row in ours for key, given in row.items()}
    for n, row in enumerate(value, 1):
        if not isinstance(row, dict) or not isinstance(row.get(ROW), str):
            (at / f"row {n}").refuse(f"must be a row with its {ROW}", fields)
        known = [r[ROW] for r in ours]
        if row[ROW] not in known:
            (at / f"row {n}").refuse(f"unknown {ROW} {row[ROW]!r}", known)
        for key, given in row.items():
            if key not in fields:
                (at / row[ROW]).refuse(f"unknown key {key!r}", fields)
            _like(fields[key], given, at / row[ROW] / key)


def _said(value: object) -> str:
    """A value as a message shows it."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}: put it in quotes"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    return (
        "a list" if isinstance(value, list) else "keys with values" if isinstance(value, dict) else type(value).__name__
    )
