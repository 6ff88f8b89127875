"""gouji/run/1: the JSON that other programs read."""

from __future__ import annotations

import dataclasses
import json

from audit import __version__
from audit.tables import figure_dicts


def render(run, config) -> str:
    documents = []
    for d in run.documents:
        p = d.parsed
        documents.append({"id": d.id, "path": p.path, "sha256": p.sha256, "title": p.title, "place": p.place, "year": p.year, "chars": len(p.source), "genre": p.genre, "format": p.format,
                          "encoding": p.encoding, "rounding": d.rounding, "notes": list(p.notes), "figures": figure_dicts(p), "relations": d.relations, "ledger": d.ledger})
    findings = [dataclasses.asdict(f) for f in run.findings]
    out = {"schema": "gouji/run/1", "tool": {"name": "gouji", "version": __version__}, "documents": documents, "relations": run.relations, "findings": findings, "summary": run.summary,
           "failures": [{"path": f.path, "message": f.message} for f in run.failures]}
    return json.dumps(out, ensure_ascii=False) + "\n"
