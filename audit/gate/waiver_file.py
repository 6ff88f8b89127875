"""Writing waivers: entries are added or renewed in place; comments, order and quoting of a hand-edited file survive."""

from __future__ import annotations

import datetime
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
    from ruamel.yaml.comments import CommentedSeq

    own = content(path) if path.exists() else ""
    text = own.replace("\r\n", "\n")
    data = parsed(text, shown(path)) if text.strip() else None
    head = ""
    if data is None:  # nothing, or comments only, which stay
        head = text.rstrip("\n") + "\n" if text.strip() else HEAD
        data = parsed(f"schema: {SCHEMA}\nwaivers: []\n", shown(path))
    if not isinstance(data, dict) or not isinstance(data.get("waivers") or [], list):
        raise ConfigError("is no file of waivers", path=shown(path))
    if not data.get("waivers"):
        data["waivers"] = CommentedSeq()
    _put(data["waivers"], entries)
    writer = yaml()
    if indents := _indents(text):
        writer.indent(mapping=2, sequence=indents[0], offset=indents[1])
    out = io.StringIO()
    writer.dump(data, out)
    made = head + out.getvalue()
    return made.replace("\n", "\r\n") if "\r\n" in own else made


def _put(waivers: Any, entries: Iterable[Mapping[str, Any]]) -> None:
    """Renew or add entries. What a renewal does not say stays, but for the end: renewed without one, there is none."""
    from ruamel.yaml.comments import CommentedMap

    waivers.fa.set_block_style()
    there = {str(entry.get("fingerprint")): entry for entry in waivers if isinstance(entry, dict)}
    for entry in entries:
        kept = {key: _plain(key, entry[key]) for key in KEYS if entry.get(key)}
        old = there.get(entry["fingerprint"])
        if old is None:
            there[entry["fingerprint"]] = new = CommentedMap(kept)
            waivers.append(new)
            continue
        for key, value in kept.items():
            if old.get(key) != value:
                old[key] = value
        if "expires" not in kept:
            old.pop("expires", None)


def _plain(key: str, value: Any) -> Any:
    """A value as the file has it: short lists on one line, dates as dates."""
    from ruamel.yaml.comments import CommentedSeq

    if key in ("values", "reports"):
        seq = CommentedSeq([str(v) for v in value])
        if sum(len(str(v)) for v in value) <= 80:
            seq.fa.set_flow_style()
        return seq
    return datetime.date.fromisoformat(str(value)) if key in ("date", "expires") else str(value)


def _indents(text: str) -> tuple[int, int] | None:
    """The indents of a file's own list: of an entry's keys, and of its dash."""
    m = re.search(r"^( *)-( +)\S", text, re.M)
    return (len(m[1]) + 1 + len(m[2]), len(m[1])) if m else None
