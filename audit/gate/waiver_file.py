"""Writing waivers: entries are added or renewed in place; comments, order and quoting of a hand-edited file survive."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from audit.errors import ConfigError
from audit.gate.waivers import KEYS, SCHEMA
from audit.gate.yaml_file import content, parsed, shown, yaml

HEAD = """\
# 已核实并接受的勾稽问题，每条须写明理由；数值一变，豁免即失效。
# Findings that were looked at and accepted, each with its reason; a changed figure opens its finding again.
"""


def written(path: Path, entries: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of a file of waivers with entries put in: renewed where the fingerprint is there, else added.

    Args:    path: the file; it need not exist. entries: keys of KEYS; empty values are left out.
    Raises:  ConfigError: the file is no file of waivers.
    """
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    text = content(path) if path.exists() else ""
    data = parsed(text, shown(path)) if text.strip() else None
    if data is None:
        # a file of comments only keeps them
        text = text.rstrip("\n") + "\n" if text.strip() else HEAD
        data = parsed(f"schema: {SCHEMA}\nwaivers: []\n", shown(path))
        data["waivers"] = CommentedSeq()
    else:
        text = ""
    if not isinstance(data, dict) or not isinstance(data.get("waivers") or [], list):
        raise ConfigError("is no file of waivers", path=shown(path))
    if data.get("waivers") is None:
        data["waivers"] = CommentedSeq()
    there = {str(entry.get("fingerprint")): entry for entry in data["waivers"] if isinstance(entry, dict)}
    data["waivers"].fa.set_block_style()
    for entry in entries:
        kept = {key: _plain(key, entry[key]) for key in KEYS if entry.get(key)}
        old = there.get(entry["fingerprint"])
        if old is None:
            there[entry["fingerprint"]] = new = CommentedMap(kept)
            data["waivers"].append(new)
            continue
        for key, value in kept.items():
            if old.get(key) != value:
                old[key] = value
        if not kept.get("expires"):
            old.pop("expires", None)
    out = io.StringIO()
    writer = yaml()
    indents = _indents(content(path)) if path.exists() else None
    if indents:
        writer.indent(mapping=2, sequence=indents[0], offset=indents[1])
    writer.dump(data, out)
    return text + out.getvalue()


def _plain(key: str, value: Any) -> Any:
    """Lists stand on one line where they are short; dates and fingerprints are texts."""
    from ruamel.yaml.comments import CommentedSeq

    if key in ("values", "reports"):
        seq = CommentedSeq([str(v) for v in value])
        if sum(len(str(v)) for v in value) <= 80:
            seq.fa.set_flow_style()
        return seq
    return str(value)


def _indents(text: str) -> tuple[int, int] | None:
    """The indent of a file's own list of entries: (of their keys, of the dash)."""
    m = re.search(r"^( *)-( +)\S", text, re.M)
    return (len(m[1]) + 1 + len(m[2]), len(m[1])) if m else None
