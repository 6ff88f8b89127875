"""The grammar of figures: one compiled pattern, whose first atom is a mandatory character set, from the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from audit.parse import lexicon
from audit.parse.numerals import CHINESE, MULTIPLIER

CN = CHINESE
_NOT_KINDS = frozenset(
    ("frequent", "date", "chinese_count", "bare_nouns", "level_units", "not_before", "not_before_chinese")
)
# Groups of `Grammar.pattern`. Which group closed last (`m.lastindex`) says what was met.
NUMERAL, SCALE, PART, NOISE, EXTENT, DATE, UNIT, AFTER, SPAN = range(1, 10)
# Between two numerals: 3—5件, 3至5件, 5%-8%.
RANGE_SIGNS = "—~～至到-"

# What may stand beside the number of a table cell: emphasis, words of change, a sign or an arrow; a remark in brackets.
_CHANGE = (
    "(?:同比|环比|[较比]上年(?:同期)?)?(?:增长|上升|增加|提高|上涨|下降|减少|降低|回落|下跌|[增升减降])?了?[:： ]*"
)
BEFORE_CELL = rf"[*_ ]*(?:{_CHANGE})?[约近超]?[+\-▲▼↑↓± ]*"
BEHIND_CELL = r"[*_% ]*(?:[（(][^（）()]{0,20}[)）]|[↑↓▲▼①-⑳])?[*_ ]*"


def trie(words: list[str], tails: dict[str, str] | None = None) -> str:
    """An alternation of words with shared prefixes factored out, longest match first, in the order given.

    Args:    words; tails: a pattern that must follow a word (a look-ahead) where it ends.
    Returns: a regular expression whose alternatives start with different characters, one step each to `re`.
    """
    tree: dict = {}
    for word in words:
        node = tree
        for c in word:
            node = node.setdefault(c, {})
        node[""] = word

    def pattern(node: dict) -> str:
        branches = [re.escape(c) + pattern(child) for c, child in node.items() if c]
        if "" in node:
            tail = (tails or {}).get(node[""], "")
            if not branches:
                return tail
            branches.append(tail)
        return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"

    return pattern(tree)


class Grammar:
    """The compiled patterns and the tables they need. One instance a lexicon.

    `pattern` finds the next numeral or opaque span. Its groups, by the constants above: NUMERAL an Arabic or Chinese
    numeral, a span in quotes or title marks that holds one, or a name of the lexicon; SCALE what stands between an
    Arabic numeral and its unit (万, 余, 多万); PART what follows 分之; NOISE, empty: a Chinese numeral that nothing
    countable follows; EXTENT decimals and hedges of a Chinese numeral (点五万, 多); DATE a word of a date; UNIT; AFTER
    a hedge behind the unit, or the sign of a range; SPAN, empty: it was no numeral but a span.
    """

    def __init__(self) -> None:
        units = lexicon.table("units")
        self.kind: dict[str, str] = {w: kind for kind, words in units.items() if kind not in _NOT_KINDS for w in words}
        self.bare_nouns = tuple(sorted(units["bare_nouns"], key=len, reverse=True))
        for word in units["bare_nouns"]:
            self.kind.setdefault(word, "count")
        self.chinese_count = frozenset(units["chinese_count"]) | set(self.bare_nouns)
        self.levels = tuple(units["level_units"])
        self.not_before_chinese: dict[str, str] = units["not_before_chinese"]
        self.scales = _scales(lexicon.table("hedges")["inner"])
        self._read_hedges(lexicon.table("hedges"))
        names = lexicon.table("names")
        self.numeral_names = frozenset(n for n in (*names["slogans"], *names["plan_periods"]) if set(n) <= set(CN))
        self._compile(units, [n for n in (*names["slogans"], *names["plan_periods"]) if n[0] in CN and len(n) > 1])

    def _read_hedges(self, hedges: dict) -> None:
        """Hedges before a numeral by their last character, hedges after it by the word; longest first."""
        self.before: dict[str, tuple[tuple[str, str, frozenset[str]], ...]] = {}
        for code, row in hedges["before"].items():
            for word in row["words"]:
                barred = frozenset(row.get("not_after", {}).get(word, ()))
                self.before[word[-1]] = (*self.before.get(word[-1], ()), (word, code, barred))
        for c, rows in self.before.items():
            self.before[c] = tuple(sorted(rows, key=lambda r: -len(r[0])))
        self.inner: dict[str, str] = dict(hedges["inner"])
        self.after: dict[str, str] = {w: code for code, words in hedges["after"].items() for w in words}
        self.after_measure: dict[str, str] = {w: code for code, words in hedges["after_measure"].items() for w in words}
        self.not_near = frozenset(hedges["not_near"])
        self.contradictory = frozenset((a, b) for a, b in hedges["contradictory"])

    def _compile(self, units: dict, names: list[str]) -> None:
        tails = {w: f"(?![{_members(stops)}])" for w, stops in units["not_before"].items() if stops}
        for word in ("届", *units["bare_nouns"]):  # 2023届, 2023行业: a year
            tails[word] = tails.get(word, "") + f"(?<!(?:19|20)[0-9]{{2}}{word})"
        unit = trie([*units["frequent"], *self.kind], tails)
        date = trie(units["date"], tails)
        split = [h + u for h in "多余" for u in ("月", "小时", "星期", "周")]  # 5个多月
        after = trie([*self.after, *split, *self.after_measure])
        sign = rf"(?:—|[{RANGE_SIGNS}])—? ?(?=[0-9])"
        firsts = _members(w[0] for w in [*self.kind, *units["date"]])
        hedge = _members(self.inner)
        digit = CN[:12]
        # what may follow a Chinese numeral that counts; anything else is settled without a look at the rest
        follows = firsts + hedge + "届号中等点分大"
        arabic = r"[0-9]*(?:[,， ](?<![0-9]{4}.)[0-9]{3}(?:[,， ][0-9]{3})*(?![0-9])(?:\.[0-9]+)?|\.[0-9]+|)"
        number_alone = r"[0-9][0-9,，]*(?: [0-9]{3})*(?:\.[0-9]+)?"
        quotes = "".join(
            rf"|(?<={a})(?=[^{b}\n0-9{CN}]{{0,23}}+[0-9{CN}])[^{a}{b}\n]{{1,24}}{b}" for a, b in ("“”", "‘’", "「」")
        )
        titles = (
            rf"|(?<=《)(?=[^》\n0-9{CN}]{{0,200}}+[0-9{CN}])[^《》\n]{{1,120}}(?:《[^《》\n]{{0,80}}》[^《》\n]{{0,80}})?》"
            r"|(?<=〈)[^〈〉\n]{1,60}〉|(?<=〖)[^〗\n]{1,60}〗"
        )
        number = r"|(?<=〔)[0-9]{4}〕|(?<=\[)[0-9]{4}\]"
        straight = r'|(?<=")[^"\n]{0,200}"'
        # no unit of a thousand: 千克, 千瓦, 百分点
        tens = "(?:十|百(?!分)|千(?![克瓦米伏赫帕焦]))"
        scale = (
            rf"[万亿]亿? ?[{hedge}]?|{tens}[万亿]?(?: ?[{hedge}])?"
            rf"|[{hedge}](?= ?[{firsts}]| ?[十百千万亿]) ?(?:{tens}?[万亿]|{tens})?"
        )
        extent = rf"点[{digit}]+(?:[{hedge}]?[万亿])?[{hedge}]?|[{hedge}](?=[{firsts}万亿])[万亿]?"
        # a name is looked for only where its second character may be one; one that ends in a numeral is no span
        seconds = _members(n[1] for n in names)
        ends = {}
        for n in names:  # 三公经费, but 三公里
            rests = [u[len(n) - 1 :] for u in self.kind if u.startswith(n[1:]) and len(u) >= len(n)]
            if rests:
                ends[n[1:]] = f"(?!{'|'.join(map(re.escape, rests))})"
        heads = dict.fromkeys(n[0] for n in names)
        name = "|".join(f"(?<={c})" + trie([n[1:] for n in names if n[0] == c], ends) for c in heads)
        self.pattern = re.compile(
            rf'([0-9{CN}“‘「《〈〖〔\["](?:(?<=[0-9]){arabic}|(?<=[{CN}])(?:(?=[{seconds}])(?:{name})(?<![{CN}])|[{CN}]*){quotes}{titles}{number}{straight}))'
            rf"(?:(?:(?<=[0-9]) ?(?:({scale}) ?|)"
            rf"|(?<=[{CN}])(?:分之([{CN}]+(?:点[{digit}]+)?|[0-9]+(?:\.[0-9]+)?)|(?![{follows}])()|({extent})|))"
            rf"(?:(?=[{firsts}])(?:({date})|({unit})(?:({after}|{sign})|))|)|())"
        )
        # its groups: decimals, hedge, multiplier, hedge; it reads whatever EXTENT holds
        self.extent_pattern = re.compile(f"(?:点([{digit}]+))?([{hedge}])?([万亿])?([{hedge}])?")
        self.after_pattern = re.compile(f" ?({after})")
        self.unit_pattern = re.compile(f" ?(?:({scale}) ?|)({unit})")
        self.firsts = frozenset([w[0] for w in self.kind] + [*units["date"], *CN, "是"])
        self.value_pattern = re.compile(rf"{BEFORE_CELL} ?{number_alone} ?(?:{scale})? ?(?:{unit}|){BEHIND_CELL}")


def _members(characters: Iterable[str]) -> str:
    """The inside of a character class."""
    return "".join(map(re.escape, dict.fromkeys(characters)))


def _scales(inner: dict[str, str]) -> dict[str, tuple[int, str]]:
    """What may stand between an Arabic numeral and its unit -> (factor, hedge code); blanks taken out."""
    out = {}
    for word, factor in MULTIPLIER.items():
        out[word or ""] = (factor, "")
        for hedge, code in inner.items():
            out[(word or "") + hedge] = (factor, code)
            out[hedge + (word or "")] = (factor, code)
    return out


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of the lexicon in force."""
    return Grammar()
