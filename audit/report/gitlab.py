"""GitLab Code Quality: the JSON that the merge request widget compares with that of the target branch.

GitLab reads path, line, severity, description and fingerprint; it shows no columns. It knows no suppressions, so a
waived finding is an `info` whose description says why; and it drops all but one of equal fingerprints, so those of a
copied report are told apart.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from audit.config import Config
from audit.model import Finding, Run
from audit.report.paper.text import line as one_line
from audit.report.place import Places, file_of, relative
from audit.report.words import accepted, arithmetic

SEVERITY = {"error": "critical", "warning": "minor", "info": "info"}


def render(run: Run, config: Config) -> str:
    """Return a run as a Code Quality report: one object a finding, after one for each input that could not be read."""
    places = Places(run)
    seen: dict[str, int] = {}
    out = [_failed(failed.path, failed.message, failed.bug) for failed in run.failures]
    out += [_issue(f, places, seen, config) for f in run.findings]
    return json.dumps(out, ensure_ascii=False, indent=1) + "\n"


def _issue(f: Finding, places: Places, seen: dict[str, int], config: Config) -> dict[str, Any]:
    waived = accepted(f.waiver, config.lang)
    words = one_line(f.message)
    if redo := arithmetic(f):
        words += ("；" if config.lang == "zh" else "; ") + redo
    n = seen[f.fingerprint] = seen.get(f.fingerprint, -1) + 1
    last = f.line if places.binary(f.path) else places.end(f)[0]
    return {
        "type": "issue",
        "check_name": f"{f.code} {f.name}",
        "description": (f"[{one_line(waived)}] " if waived else "") + f"{f.code} {words}",
        "categories": ["Bug Risk"],
        "severity": "info" if waived else SEVERITY[f.severity],
        "fingerprint": f.fingerprint if n == 0 else hashlib.sha256(f"{f.fingerprint}|{n}".encode()).hexdigest()[:20],
        "location": {"path": one_line(relative(file_of(f.path)[0])), "lines": {"begin": f.line, "end": last}},
    }


def _failed(path: str, message: str, bug: bool) -> dict[str, Any]:
    where = one_line(relative(path))
    return {
        "type": "issue",
        "check_name": "internal-error" if bug else "unreadable-input",
        "description": one_line(message),
        "categories": ["Bug Risk"],
        "severity": "blocker",
        "fingerprint": hashlib.sha256(f"input|{where}".encode()).hexdigest()[:20],
        "location": {"path": where, "lines": {"begin": 1}},
    }
