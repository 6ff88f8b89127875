"""A folder with a datapackage.json (Frictionless): its tables, with what their schemas say."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from audit.dataset.table import Table
from audit.errors import InputError

MAX_RESOURCES = 1000
_DIALECT = {
    "delimiter": "delimiter",
    "quoteChar": "quotechar",
    "header": "header",
    "skipInitialSpace": "skipinitialspace",
}
_FORMATS = {"csv": "csv", "tsv": "tsv", "jsonl": "jsonl", "ndjson": "jsonl", "parquet": "parquet", "xlsx": "xlsx"}


def read_package(where: str) -> list[Table]:
    """Read the tables of a data package.

    Args:    where: the path of its datapackage.json.
    Returns: the tables of all resources; `schema` holds the Table Schema of each, `name` the resource's name.
    Raises:  InputError: no JSON, no resources, a remote or unsafe path, a table that cannot be read.
    """
    from audit.dataset.read.source import load, read_bytes

    try:
        package = json.loads(load(where).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {error}", path=where) from error
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise InputError("names no resources", path=where, hint='add "resources": [{"path": "data.csv"}]')
    if len(resources) > MAX_RESOURCES:
        raise InputError(f"names {len(resources):,} resources", path=where)
    folder = Path(where).parent
    out: list[Table] = []
    for n, resource in enumerate(resources):
        place = f"resources[{n}]"
        if not isinstance(resource, dict):
            raise InputError("is no object", path=where, place=place)
        paths = resource.get("path")
        paths = [paths] if isinstance(paths, str) else paths
        if not isinstance(paths, list) or not paths or not all(isinstance(p, str) and p for p in paths):
            raise InputError("has no path", path=where, place=place, hint="inline data are not read")
        schema = _schema(resource.get("schema"), folder, where, place)
        for path in paths:
            file = str(folder / _safe(path, where, place))
            form = _format(resource, path, where, place)
            if form is None:
                continue
            dialect = _dialect(resource, where, place) if form in ("csv", "tsv") else {}
            for table in read_bytes(file, load(file), form, **dialect):
                table.schema = schema
                if len(paths) == 1 and not table.sheet and resource.get("name"):
                    table.name = str(resource["name"])
                out.append(table)
    if not out:
        raise InputError("names no table", path=where)
    return out


def _safe(path: str, where: str, place: str) -> str:
    """A path of a resource: below the folder of the package, and no address."""
    if "://" in path:
        raise InputError(f"is not on this machine: {path}", path=where, place=place, hint="fetch it, and name the file")
    if os.path.isabs(path) or ".." in Path(path).parts or "\\" in path:
        raise InputError(f"leads out of the package: {path}", path=where, place=place, hint="put the file beside it")
    return path


def _format(resource: dict[str, Any], path: str, where: str, place: str) -> str | None:
    from audit.dataset.read.source import FORMATS

    form = _FORMATS.get(str(resource.get("format", "")).lower()) or FORMATS.get(os.path.splitext(path)[1].lower())
    if form is None and (resource.get("profile") == "tabular-data-resource" or "schema" in resource):
        raise InputError(f"is no table that is read here: {path}", path=where, place=place)
    return form


def _schema(schema: Any, folder: Path, where: str, place: str) -> dict[str, Any]:
    from audit.dataset.read.source import load

    if isinstance(schema, str):
        file = str(folder / _safe(schema, where, place))
        try:
            schema = json.loads(load(file).decode("utf-8-sig"))
        except ValueError as error:
            raise InputError(f"is no JSON: {error}", path=file) from error
    if schema is None:
        return {}
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not all(isinstance(f, dict) and isinstance(f.get("name"), str) for f in fields):
        raise InputError("has a schema without fields", path=where, place=place)
    return schema


def _dialect(resource: dict[str, Any], where: str, place: str) -> dict[str, Any]:
    dialect = resource.get("dialect") or {}
    if not isinstance(dialect, dict):
        raise InputError("has a dialect that is no object", path=where, place=place)
    out = {ours: dialect[theirs] for theirs, ours in _DIALECT.items() if theirs in dialect}
    if resource.get("encoding"):
        out["encoding"] = resource["encoding"]
    return out
