"""The grammar of figures: one compiled pattern whose first atom is a mandatory character set, built from the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.parse import lexicon

CN = "〇零一二两三四五六七八九十百千万亿"
# Words of a date; they take the place of a unit and send the numeral to the ledger (or make it a duration).
DATE_UNITS = ("年度", "年代", "年版", "年", "月份", "月", "日", "号", "时", "世纪", "岁", "周岁")


def trie(words: list[str]) -> str:
    """An alternation of words with shared prefixes factored out, longest match first."""
    tree: dict = {}
    for word in words:
        node = tree
        for c in word:
            node = node.setdefault(c, {})
        node[""] = {}

    def pattern(node: dict) -> str:
        leaf = "" in node
        branches = [re.escape(c) + pattern(child) for c, child in sorted(node.items()) if c]
        if not branches:
            return ""
        single = [b for b in branches if len(b.replace("\\", "")) == 1]
        longer = [b for b in branches if len(b.replace("\\", "")) != 1]
        if single:
            longer.append(single[0] if len(single) == 1 else "[" + "".join(single) + "]")
        body = longer[0] if len(longer) == 1 else "(?:" + "|".join(longer) + ")"
        if not leaf:
            return body
        return (body if len(longer) == 1 and len(body.replace("\\", "")) == 1 else f"(?:{body})") + "?"

    return pattern(tree)


class Grammar:
    """The compiled pattern and the tables it needs. One instance a lexicon.

    Groups of `pattern`: 1 Arabic numeral, 2 inner hedge, 3 multiplier, 4 hedge after it, 5 unit;
    6 introducer (百分之 …), 7 its numeral; 8 Chinese numeral, 9 its decimals, 10 inner hedge, 11 multiplier, 12 hedge, 13 unit.
    """

    def __init__(self) -> None:
        units = lexicon.table("units")
        self.kind: dict[str, str] = {}
        for kind, words in units.items():
            if kind in ("chinese_count", "bare_nouns", "level_units"):
                continue
            for word in words:
                self.kind[word] = kind
        self.bare_nouns = frozenset(units["bare_nouns"])
        for word in self.bare_nouns:
            self.kind.setdefault(word, "count")
        self.chinese_count = frozenset(units["chinese_count"]) | self.bare_nouns
        self.levels = frozenset(units["level_units"])
        inner = "[余多来几]"
        multiplier = "(?:[十百千]?[万亿]|万亿|[十百千])"
        # One adjective may stand between a number and 方面/领域: 八大领域 is handled by the reader of 大.
        unit = trie([*self.kind, *DATE_UNITS])
        chinese_unit = trie([*self.chinese_count, *self.levels, "大", "年", "月", "日", "个月", "年度", "周", "%"])
        grouped = "[0-9]{1,3}(?:[,， ][0-9]{3})+(?![0-9])"
        self.pattern = re.compile(
            rf"((?:{grouped}|[0-9]+)(?:\.[0-9]+)?) ?({inner})?({multiplier})?({inner})? ?({unit})?"
            rf"|([百千万]分之)([{CN}]+(?:点[{CN[:12]}]+)?|[0-9]+(?:\.[0-9]+)?)"
            rf"|([{CN}]+)(?:点([{CN[:12]}]+))?({inner})?([万亿])?({inner})?({chinese_unit})?"
        )
        hedges = lexicon.table("hedges")
        self.before: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
        for code, row in hedges["before"].items():
            barred = {k: frozenset(v) for k, v in row.get("not_after", {}).items()}
            for word in row["words"]:
                stops = frozenset().union(*(v for k, v in barred.items() if word == k)) if barred else frozenset()
                self.before.setdefault(word[-1], []).append((word, code, stops))
        for rows in self.before.values():
            rows.sort(key=lambda r: -len(r[0]))
        self.inner = dict(hedges["inner"])
        self.after: dict[str, list[tuple[str, str]]] = {}
        for code, words in hedges["after"].items():
            for word in words:
                self.after.setdefault(word[0], []).append((word, code))
        for rows in self.after.values():
            rows.sort(key=lambda r: -len(r[0]))
        self.contradictory = frozenset((a, b) for a, b in hedges["contradictory"])
        names = lexicon.table("names")
        self.names: dict[str, list[str]] = {}
        for name in [*names["slogans"], *names["plan_periods"]]:
            if name[0] in CN:
                self.names.setdefault(name[0], []).append(name)


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of the lexicon in force."""
    return Grammar()
