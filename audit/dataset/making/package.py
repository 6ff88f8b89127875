"""The data package of a dataset made from reports: datapackage.json with a Table Schema for each table."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from audit.dataset.making.pick import Pick
from audit.dataset.making.tables import (
    INDICATOR,
    LONG,
    PLACE,
    UNIT,
    VALUE,
    YEAR,
    Wide,
    plain,
    relative,
)

_FIELDS = {
    PLACE: ("string", "报告所属地区 place of the report", {"required": True}),
    YEAR: ("year", "报告年度 year of the report", {"required": True}),
    INDICATOR: ("string", "指标，用词典中的名称 indicator, by its name in the lexicon", {"required": True}),
    VALUE: (
        "number",
        "精确值，万、亿已换算，百分数照印 exact value in base units, a percentage as printed",
        {"required": True},
    ),
    UNIT: ("string", "计量单位 unit", {}),
    "text": ("string", "报告所印 as printed in the report", {"required": True}),
    "report": ("string", "报告文件，相对本目录 the report's file, relative to this folder", {"required": True}),
    "sha256": ("string", "报告文件的校验值 digest of the report's file", {"required": True, "pattern": "[0-9a-f]{64}"}),
    "start": (
        "integer",
        "报告中的起始字符位置 first code point in the report's text",
        {"required": True, "minimum": 0},
    ),
    "end": ("integer", "终止位置（不含） end, half-open", {"required": True, "minimum": 1}),
}


def package_text(picks: Sequence[Pick], wide: Wide, files: dict[str, bytes], folder: str) -> str:
    """Write datapackage.json.

    Args:    picks: the values. wide: the wide table. files: name -> bytes of the long, then of the wide table.
             folder: of the dataset: paths of the reports are relative to it.
    Returns: JSON, the same for the same reports.
    """
    (long_name, long_data), (wide_name, wide_data) = files.items()
    sources = {p.report.parsed.path: p.report.parsed for p in picks}
    package = {
        "profile": "tabular-data-package",
        "name": slug(PurePath(long_name).stem),
        "title": "报告所载指标 indicators stated in reports",
        "sources": [
            {"title": parsed.title or PurePath(path).name, "path": relative(path, folder), "sha256": parsed.sha256}
            for path, parsed in sources.items()
        ],
        "resources": [
            _resource(long_name, long_data, _long_schema()),
            _resource(wide_name, wide_data, _wide_schema(wide)),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def slug(name: str) -> str:
    """A name as data packages allow it: lower-case ASCII, digits, - _ and dots."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.") or "data"


def _resource(name: str, data: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": slug(name.removesuffix(".csv")),
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "dialect": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _long_schema() -> dict[str, Any]:
    fields = [
        {"name": name, "type": kind, "description": what, **({"constraints": limits} if limits else {})}
        for name, (kind, what, limits) in ((n, _FIELDS[n]) for n in LONG)
    ]
    return {"fields": fields, "missingValues": [""], "primaryKey": [PLACE, YEAR, INDICATOR]}


def _wide_schema(wide: Wide) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": n, "type": _FIELDS[n][0], "description": _FIELDS[n][1], "constraints": {"required": True}}
        for n in (PLACE, YEAR)
    ]
    for n, (head, unit) in enumerate(zip(wide.heads[2:], wide.units, strict=True)):
        cells = [row[2 + n] for row in wide.rows]
        whole = plain(cells) and not any("." in c for c in cells)
        # 1300余 and 15.87亿 stay as the report prints them: such a column is text to other programs
        kind = "string" if not plain(cells) else "integer" if whole and unit != "%" else "number"
        fields.append({"name": head, "type": kind, "title": wide.names[n], **({"unit": unit} if unit else {})})
    return {"fields": fields, "missingValues": [""], "primaryKey": [PLACE, YEAR]}
