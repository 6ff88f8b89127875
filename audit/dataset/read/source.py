"""Which files are datasets, and one of them into its tables."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from audit.dataset.table import Table
from audit.errors import FormatError, InputError

FORMATS = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip
PACKAGE = "datapackage.json"
MAX_BYTES = 256 * 2**20  # the cells of a text file take some ten times its size in memory
_OFFICE = "soffice --headless --convert-to xlsx {}; remove a password first"
_ELSEWHERE = {
    **dict.fromkeys((".xls", ".et", ".ods", ".numbers"), f"is a workbook in a format that is not read: {_OFFICE}"),
    ".json": "is JSON: write a line an object and call it .jsonl, or name a datapackage.json",
    ".gz": "is compressed: unpack it first",
    ".zip": "is an archive: unpack it first",
}


def is_dataset(path: str | os.PathLike) -> bool:
    """Is this a dataset by its name: a table's suffix, a datapackage.json, or a folder that holds one?"""
    name = os.fspath(path)
    return (
        os.path.splitext(name)[1].lower() in FORMATS
        or os.path.basename(name) == PACKAGE
        or os.path.isfile(os.path.join(name, PACKAGE))
    )


def find(paths: Iterable[str | os.PathLike]) -> list[str]:
    """The datasets that files, folders and patterns name, in order, each once.

    A folder with a datapackage.json is one dataset; of any other folder all tables below it are taken.
    Raises: InputError: a path that does not exist, a pattern or folder without a table.
    """
    from audit.read import expand

    out: dict[str, str] = {}
    for path in [os.fspath(p) for p in paths]:
        for found in _expanded(path, expand):
            out.setdefault(os.path.abspath(found), found)
    return list(out.values())


def _expanded(path: str, expand: Callable) -> list[str]:
    if os.path.isfile(os.path.join(path, PACKAGE)):
        return [os.path.join(path, PACKAGE)]
    if os.path.isdir(path):
        try:
            return [str(p) for p in expand([path], suffixes=FORMATS)]
        except InputError:
            raise InputError("holds no table", path=path, hint="known suffixes: " + " ".join(FORMATS)) from None
    if os.path.exists(path) or not glob.has_magic(path):
        return [path]
    return [str(p) for p in expand([path], suffixes=FORMATS)]


def read_tables(path: str | os.PathLike, data: bytes | None = None) -> list[Table]:
    """Read a dataset.

    Args:    path: a csv, tsv, jsonl, parquet or xlsx file, a datapackage.json, or a folder that holds one.
             data: the file's bytes, where they are at hand.
    Returns: its tables: one of a file of one table, one a sheet of a workbook, one a resource of a package. What is
             odd in their form is in `faults`, what was done to read them in `notes`: nothing is dropped silently.
    Raises:  InputError: missing, empty, too large, damaged, without a head or a row. FormatError: a format that is not
             read here. EncodingError: text in no known encoding, or in two. Each names the file and the place.
    """
    where = os.fspath(path)
    if os.path.isdir(where):
        where = os.path.join(where, PACKAGE)
        if not os.path.isfile(where):
            raise InputError("is a folder without a datapackage.json", path=path, hint="name the tables in it")
    if os.path.basename(where) == PACKAGE:
        from audit.dataset.read.package import read_package

        return read_package(where)
    suffix = os.path.splitext(where)[1].lower()
    form = FORMATS.get(suffix)
    if data is None:
        data = load(where)
    form = _by_content(data, form, suffix, where)
    return read_bytes(where, data, form)


def read_bytes(where: str, data: bytes, form: str, **dialect: object) -> list[Table]:
    """Read the bytes of one file in a format that is known.

    Args: where: its path. data. form: a value of FORMATS. dialect: delimiter, quotechar, encoding, header … of csv.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InputError("is empty", path=where, hint="fetch the file again")
    if form in ("csv", "tsv"):
        from audit.dataset.read.csvfile import read_csv

        return [read_csv(where, data, form, **dialect)]
    if form == "jsonl":
        from audit.dataset.read.jsonfile import read_jsonl

        return [read_jsonl(where, data)]
    if form == "parquet":
        from audit.dataset.read.parquet import read_parquet

        return [read_parquet(where, data)]
    from audit.dataset.read.workbook import read_workbook

    return read_workbook(where, data)


def load(where: str) -> bytes:
    """The bytes of a file.

    Raises: InputError: missing, unreadable, or larger than memory should be asked for.
    """
    try:
        size = os.path.getsize(where)
        if os.path.isdir(where):
            raise InputError("is a folder", path=where)
        if size > MAX_BYTES:
            raise InputError(
                f"is larger than {MAX_BYTES // 2**20} MB",
                path=where,
                hint="split it by year or region; the rules of a contract hold row by row",
            )
        return Path(where).read_bytes()
    except FileNotFoundError:
        raise InputError("does not exist", path=where, hint="check the path") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=where) from error


def _by_content(data: bytes, form: str | None, suffix: str, where: str) -> str:
    """The format: by the first bytes where they are plain, else by the suffix."""
    if data[:4] == b"PAR1":
        return "parquet"
    if data[:4] == b"PK\3\4":
        if form == "xlsx" or _is_workbook(data):
            return "xlsx"
        raise FormatError("is a zip archive that holds no workbook", path=where, hint="unpack it first")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FormatError("is an old workbook, or an encrypted one", path=where, hint=_OFFICE.format(where))
    if form in ("xlsx", "parquet"):
        head = data[:512].lstrip().lower()
        if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
            raise FormatError(
                f"is a page called {suffix}", path=where, hint="open it in a spreadsheet and save it as .xlsx or .csv"
            )
        raise FormatError(f"is no {form} file", path=where, hint="save it again, or give it the suffix that it has")
    if form is None:
        what, _, way_out = _ELSEWHERE.get(suffix, "is no table that is read here").partition(": ")
        known = "known suffixes: " + " ".join(FORMATS)
        raise FormatError(what, path=where, hint=way_out.format(where) if way_out else known)
    return form


def _is_workbook(data: bytes) -> bool:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return False
