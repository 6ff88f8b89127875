"""Baselines: today's findings of an old corpus, accepted as they stand, so that only new ones fail.

A baseline is a file that gouji writes and nobody edits: it gives no reasons. What was looked at belongs in a waiver.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.model import Finding

SCHEMA = "gouji/baseline/1"
DEFAULT = "gouji-baseline.json"


def read(path: str | Path) -> tuple[frozenset[str], str]:
    """Read a baseline.

    Returns: the fingerprints it accepts, and its path as outputs name it.
    Raises:  ConfigError: no such file, or no baseline.
    """
    from audit.gate.yaml_file import shown

    name = shown(Path(path))
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError("no such baseline", path=name, hint="gouji baseline writes one") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"cannot be read as a baseline: {error}", path=name) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("findings"), list):
        raise ConfigError(f"is no {SCHEMA}", path=name, hint="write it again with gouji baseline")
    out = set()
    for n, item in enumerate(data["findings"]):
        if not isinstance(item, dict) or not isinstance(item.get("fingerprint"), str):
            raise ConfigError("an item has no fingerprint", path=name, place=f"findings[{n}]")
        out.add(item["fingerprint"])
    return frozenset(out), name


def render(findings: Iterable[Finding]) -> str:
    """Return a baseline of findings that no waiver covers: a line each, in order, so that changes of it can be read."""
    from audit import __version__

    rows: dict[str, dict[str, Any]] = {}
    for f in findings:
        if (f.waiver and f.waiver.get("kind") != "baseline") or f.code.startswith("GAT"):
            continue
        row = {
            "fingerprint": f.fingerprint,
            "code": f.code,
            "severity": f.severity,
            "path": _path(f.path),
            "line": f.line,
        }
        rows.setdefault(f.fingerprint, row | {"label": f.label, "reported": f.reported})
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows.values())
    head = {"schema": SCHEMA, "tool": {"name": "gouji", "version": __version__}}
    body = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{body}, "findings": [\n{lines}\n]}}\n' if rows else f'{body}, "findings": []}}\n'


def _path(path: str) -> str:
    from audit.gate.yaml_file import shown

    return path if path == "-" else shown(Path(path)).replace("\\", "/")
