"""Broken rules of a table -> findings: row, cells, arithmetic. Rules that the same figures break are one finding."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from audit.dataset import cells
from audit.dataset.contract.model import Contract
from audit.dataset.form import Fact
from audit.dataset.judging import Judged
from audit.dataset.lay import Block
from audit.dataset.rules import Rule
from audit.dataset.table import Table
from audit.dataset.wording import Wording
from audit.explain.findings import Lines
from audit.explain.message import fill
from audit.model import RANK, Finding, Place

BINARY = ("xlsx", "parquet")
MAX_PLACES = 24
_PRIORITY = ("RAT", "CHG", "SUM", "REP", "GRN", "ORD", "DST")
_SPACE = re.compile(r"\s+")
KIND = {
    "rate": "rate", "sum": "sum", "balance": "balance", "subset": "subset", "order": "order", "change": "year_on_year",
    "repeat": "repeat", "attainable": "granularity", "inequality": "order", "form": "form",
}  # fmt: skip
WORDS = {
    "zh": {
        "rule": "契约规则 {id}", "at": "（{file} 第 {line} 行）", "also": "；同一处另不合 {ids}",
        "sep": "、", "stop": "。",
    },
    "en": {
        "rule": "rule {id}", "at": " ({file}, line {line})", "also": "; the same figures also break {ids}", "sep": ", ",
        "stop": ". ",
    },
}  # fmt: skip


@dataclass(slots=True)
class Said:
    """One broken relation with its words, before findings that say the same are folded."""

    rule: Rule
    code: str
    how: str
    severity: str
    row: int
    places: list[tuple[str, Table, int, int]]  # role, table, row, column
    about: int  # which of the places
    fields: dict[str, dict[str, str]]  # zh, en
    relation: str
    order: int
    fact: Fact | None = None


class Explainer:
    """Makes the findings of one table.

    Args: table: as it was judged. contract: in force. document: its id in the run. path: as outputs name it.
        rules: the catalogue. severities: of the suite in force. lang: of messages.
    """

    def __init__(
        self, table: Table, contract: Contract, document: str, path: str, rules: Mapping[str, Any],
        severities: Mapping[str, str], lang: str,
    ) -> None:  # fmt: skip
        self.table, self.contract, self.document, self.path = table, contract, document, path
        self.rules, self.severities, self.lang = rules, severities, lang
        self.lines = Lines(table.source)
        self.key_columns = [table.column(name) for name in self._keys()]
        self.figures: dict[tuple[int, int, int], str] = {}  # table, row, column -> id
        self.cells: list[tuple[Table, int, int]] = []
        self.origins: dict[str, tuple[tuple[str, int], ...]] = {}  # fingerprint -> rules and rows that it speaks of

    def _keys(self) -> tuple[str, ...]:
        """What a row is called by: the keys of the contract, else those of its changes, else names and times."""
        if self.contract.keys:
            return self.contract.keys
        for rule in self.contract.rules:
            mine = rule.table in ("", self.table.name, self.table.sheet)  # not another sheet's
            if rule.kind == "change" and "time" in rule.columns and mine:
                return (*rule.columns.get("key", ()), *rule.columns["time"])
        names = [c.name for c in self.table.columns if c.kind in (cells.TEXT, cells.DATE)][:3]
        return tuple(names)

    def row_name(self, row: int, table: Table | None = None) -> str:
        """What a row is called: 甲县 2023."""
        columns = self.key_columns if table is None or table is self.table else []
        words = [_SPACE.sub(" ", c.text[row]).strip() for c in columns]
        name = " ".join(w for w in words if w)
        if name:
            return name if len(name) <= 40 else name[:39] + "…"
        line = (table or self.table).line[row]
        return f"第{line}行" if self.lang == "zh" else f"row {line}"

    # what does not tie

    def findings(self, judged: Sequence[Judged], facts: Iterable[Fact]) -> tuple[list[Finding], dict[str, str]]:
        """The findings of the table, and fingerprint -> what it is made of, without the name of the dataset."""
        said = _folded([s for n, j in enumerate(judged) for s in self._said(j, n)])
        said += [(self._form(fact, n), ()) for n, fact in enumerate(facts)]
        said.sort(key=lambda pair: (pair[0].row, self._column(pair[0]), pair[0].code, pair[0].order))
        found, stems = [], []
        for one, also in said:
            found.append(self._finding(one, also))
            stems.append(self._stem(one))
        out, identity = self._fingerprints(found, stems)
        for f, (one, also) in zip(out, said, strict=True):
            if one.fact is None:
                self.origins[f.fingerprint] = tuple((s.rule.id, s.row) for s in (one, *also))
        return out, identity

    def _column(self, s: Said) -> int:
        return s.places[s.about][3] if s.places else -1

    def _said(self, judged: Judged, order: int) -> Iterable[Said]:
        block = judged.block
        rule = block.rule
        for i in judged.broken():
            code, how = judged.codes[judged.code[i]], judged.hows[judged.how[i]]
            places = [(m.role, m.table or self.table, int(m.rows[i]), m.column) for m in block.members if m.column >= 0]
            about = _about(rule, block, places)
            row = int(block.rows[i])
            name, expected = self.row_name(row), judged.expected.get(i)
            severity = rule.severity
            if code in ("RAT102", "CHG105") and RANK[severity] > RANK["warning"]:
                severity = "warning"  # the figures tie by another way of cutting digits
            fields = {
                lang: Wording(self.table, name, block, i, expected, places, about, lang).fields()
                for lang in ("zh", "en")
            }
            relation = f"{self.document}:{rule.id}:{self.table.line[row]}"
            if rule.kind == "order" and len(rule.columns["items"]) > 2:
                relation += f":{self.table.columns[places[-1][3]].name}"
            yield Said(rule, code, how, severity, row, places, about, fields, relation, order)

    def _form(self, fact: Fact, order: int) -> Said:
        """A fault of the table's form."""
        code = fact.code
        column = self.table.columns[fact.column] if fact.column >= 0 else None
        name = column.name if column else ""
        if code == "DST102" and column:
            name = cells.head_name(column.head)[0]
        if code == "DST104" and fact.row >= 0:
            spec = self.contract.columns.get(name)
            name = name if spec and spec.unique and (name,) != self.contract.keys else ""
        row = self.row_name(fact.row) if fact.row >= 0 else ""
        label = " · ".join(x for x in (row, name) if x)
        if code == "DST104" and name and column:
            label = f"{name} {column.text[fact.row].strip()}"
        fields = {}
        for lang in ("zh", "en"):
            detail = (fact.detail or {}).get(lang, "")
            reported = fact.reported if len(fact.reported) <= 60 else fact.reported[:59] + "…"
            fields[lang] = {
                "label": label or self.table.sheet or self.table.name, "reported": reported, "expected": fact.expected,
                "formula": fact.formula, "detail": detail,
            }  # fmt: skip
        places = []
        if fact.column >= 0 and fact.row >= 0:
            rows = fact.rows or (fact.row,)
            places = [("item", self.table, r, fact.column) for r in rows]
        about = next((n for n, p in enumerate(places) if p[2] == fact.row), 0)
        spec = self.contract.columns.get(column.name) if column else None
        rule = Rule(code, "form", {}, severity=self.severities.get(code, self.rules[code].severity))
        if code in ("DST104", "DST105") and not (spec and spec.line):
            rule = replace(rule, line=self.contract.keys_line)
        elif code in ("DST105", "DST106", "DST107", "DST108", "DST115") and spec:
            rule = replace(rule, line=spec.line)
        relation = f"{self.document}:{code}:{order + 1}"
        return Said(rule, code, "", rule.severity, fact.row, places, about, fields, relation, order, fact)

    def _finding(self, s: Said, also: Sequence[Said]) -> Finding:
        table, lang = self.table, self.lang
        words, fields = WORDS[lang], s.fields[lang]
        places = tuple(self._place(*p) for p in s.places[:MAX_PLACES])
        if places:
            at = places[s.about if s.about < len(places) else 0]
            start, end = at.start, at.end
            row, column = s.places[s.about][2:]
        else:
            row, column = s.row, -1
            start, end = (s.fact.start, s.fact.end) if s.fact else (0, 0)
            if s.fact and s.fact.row < 0 and s.fact.column >= 0:
                column = s.fact.column
        line, character = self.lines(start) if table.source else (table.line[row] if row >= 0 else 1, 1)
        if table.format in BINARY:
            line = (s.fact.line if s.fact else 0) or (table.line[row] if row >= 0 else line)
            character = table.columns[column].place if column >= 0 else 1
        rule = self.rules[s.code]
        detail = fields["detail"]
        others = tuple(dict.fromkeys(o.rule.id for o in also))
        if others:
            detail += words["also"].format(ids=words["sep"].join(others))
        message = fill(rule.message[lang], **{**fields, "detail": detail})
        return Finding(
            code=s.code, name=rule.name, severity=s.severity, document=self.document, path=self.path, start=start,
            end=end, line=line, column=character, places=places, message=message, help=self._help(s, rule),
            formula=fields["formula"], reported=fields["reported"], expected=fields["expected"], label=fields["label"],
            relation=s.relation, how=s.how,
            also=tuple(dict.fromkeys(o.code for o in also if o.code != s.code)),
        )  # fmt: skip

    def _help(self, s: Said, rule: Any) -> str:
        """What to do; and which rule of the contract asks for it, from which source."""
        words = WORDS[self.lang]
        text = rule.help[self.lang]
        if s.rule.kind == "form" and not s.rule.line:
            return text
        asked = "" if s.rule.kind == "form" else words["rule"].format(id=s.rule.id)
        if s.rule.line and self.contract.path:
            at = words["at"].format(file=self.contract.path, line=s.rule.line)
            asked += at if asked else at.strip(" （）()")
        more = [x for x in (s.rule.note, s.rule.source) if x]
        if more:
            asked += ("：" if self.lang == "zh" else ": ") + ("；" if self.lang == "zh" else "; ").join(more)
        if not asked or self.contract.inferred:
            return text
        return f"{text}{asked}{words['stop'].strip()}" if self.lang == "zh" else f"{text} By {asked}."

    def _place(self, role: str, table: Table, row: int, column: int) -> Place:
        start, end = table.span(row, column)
        figure = self.figure(table, row, column)
        text = table.columns[column].text[row].strip()
        path = self.path if table is self.table else table.path
        return Place(path, start, end, role, figure, text)

    def figure(self, table: Table, row: int, column: int) -> str:
        """The id of a cell among the figures of the document."""
        key = (id(table), row, column)
        if key not in self.figures:
            self.figures[key] = f"{self.document}f{len(self.cells) + 1}"
            self.cells.append((table, row, column))
        return self.figures[key]

    def _stem(self, s: Said) -> str:
        """What a finding is, whatever the file is called and wherever its row stands."""
        values = "|".join(
            f"{role}={self.table.columns[column].name if table is self.table else column}="
            + _SPACE.sub("", table.columns[column].text[row])
            for role, table, row, column in s.places[:MAX_PLACES]
        )
        fields = s.fields["zh"]
        return f"{s.code}|{fields['label']}|{values}|{fields['expected']}|{'' if s.places else fields['reported']}"

    def _fingerprints(self, found: list[Finding], stems: list[str]) -> tuple[list[Finding], dict[str, str]]:
        seen: dict[str, int] = {}
        out, identity = [], {}
        for f, stem in zip(found, stems, strict=True):
            n = seen[stem] = seen.get(stem, -1) + 1
            bare = f"{self.table.sheet}|{stem}|{n}"
            digest = hashlib.sha256(f"{self.table.name}|{bare}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
            out.append(replace(f, fingerprint=digest))
            identity[digest] = bare
        return out, identity


def _about(rule: Rule, block: Block, places: Sequence[tuple]) -> int:
    """The cell that a finding is about: the printed rate, the total, the part that exceeds."""
    wanted = {
        "rates": ("reported",), "granularity": ("reported",), "changes": ("reported",), "differences": ("delta",),
        "orders": ("later",), "repeats": ("previous", "announced"), "comparisons": ("reported", "item"),
        "sums": ("part", "total") if rule.kind == "subset" else ("total", "plus", "part"),
    }[block.frame]  # fmt: skip
    for role in wanted:
        for n, place in enumerate(places):
            if place[0] == role:
                return n
    return 0


def _folded(said: list[Said]) -> list[tuple[Said, tuple[Said, ...]]]:
    """Fold findings that speak of one defect: rules whose cells are a part of another's, or that share the cell they
    are about and one more."""
    by_row: dict[int, list[Said]] = {}
    for s in said:
        by_row.setdefault(s.row, []).append(s)
    out = []
    for group in by_row.values():
        group.sort(key=lambda s: (-RANK[s.severity], _rank(s.code), s.order))
        kept: list[tuple[Said, set, list[Said]]] = []
        for s in group:
            mine = {p[2:] for p in s.places}
            at = s.places[s.about][2:]
            host = next(
                (k for k in kept if mine <= k[1] or (k[0].places[k[0].about][2:] == at and len(mine & k[1]) >= 2)),
                None,
            )
            if host:
                host[2].append(s)
            else:
                kept.append((s, mine, []))
        out += [(s, tuple(also)) for s, _, also in kept]
    return out


def _rank(code: str) -> int:
    return _PRIORITY.index(code[:3]) if code[:3] in _PRIORITY else len(_PRIORITY)
