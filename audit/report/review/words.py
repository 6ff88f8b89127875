"""What the page says, in Chinese and English: assets/words/*.json, and the words that other outputs share."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from audit.report.terms import TERMS

# table of the page -> table of the shared terms, which go before the page's own
_SHARED = {"role": "role", "ledger": "identifier", "unchecked": "unchecked"}


@cache
def words(lang: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The words of the page.

    Args:    lang: zh or en.
    Returns: what the page itself says, by key, `{0}` to be filled by the page; and the names of roles, kinds, reasons:
             table -> word of the data -> word on the page. `why` says at length what `unchecked` names.
    """
    from audit.locate.slips import NAMES as SLIPS

    text = (files("audit.report.review") / "assets" / "words" / f"{lang}.json").read_text("utf-8")
    own = json.loads(text)
    names = own["names"]
    for table, shared in _SHARED.items():
        names[table] = {**names.get(table, {}), **TERMS.get(shared, {}).get(lang, {})}
    names["slip"] = {slip: name[lang] for slip, name in SLIPS.items()}
    return own["ui"], names
