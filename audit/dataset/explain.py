"""Broken rules of a table -> findings: the row, the cells, the arithmetic that a reader can redo. One defect, one finding."""

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
from audit.dataset.lay import Block, Member
from audit.dataset.rules import Rule
from audit.dataset.table import Table
from audit.explain.findings import Lines
from audit.explain.formula import printed, ratio
from audit.explain.message import DETAIL, MARK, fill
from audit.model import RANK, Finding, Place
from audit.parse.cells import known
from audit.parse.numerals import MULTIPLIER

BINARY = ("xlsx", "parquet")
MAX_PLACES = 24
_PRIORITY = ("RAT", "CHG", "SUM", "REP", "GRN", "ORD", "DST")
_SPACE = re.compile(r"\s+")
_KINDS = {
    "RAT": "rate", "CHG": "year_on_year", "REP": "repeat", "GRN": "granularity", "ORD": "order", "DST": "form",
}  # fmt: skip
KIND = {
    "rate": "rate", "sum": "sum", "balance": "balance", "subset": "subset", "order": "order", "change": "year_on_year",
    "repeat": "repeat", "attainable": "granularity", "inequality": "order", "form": "form",
}  # fmt: skip
WORDS = {
    "zh": {"rule": "契约规则 {id}", "at": "（{file} 第 {line} 行）", "also": "；同一处另不合 {ids}", "sep": "、", "stop": "。"},
    "en": {"rule": "rule {id}", "at": " ({file}, line {line})", "also": "; the same figures also break {ids}", "sep": ", ", "stop": ". "},
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
            if rule.kind == "change" and "time" in rule.columns:
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
        said = [s for n, j in enumerate(judged) for s in self._said(j, n)]
        said = _folded(said)
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
            places = [
                (m.role, m.table or self.table, int(m.rows[i]), m.column) for m in block.members if m.column >= 0
            ]
            about = _about(rule, block, places)
            row = int(block.rows[i])
            words = _Words(self, block, i, judged.expected.get(i), places, about, how)
            severity = rule.severity
            if code in ("RAT102", "CHG105") and RANK[severity] > RANK["warning"]:
                severity = "warning"  # the figures tie by another way of cutting digits
            fields = {lang: words.fields(lang) for lang in ("zh", "en")}
            relation = f"{self.document}:{rule.id}:{self.table.line[row]}"
            if rule.kind == "order" and len(rule.columns["items"]) > 2:
                relation += f":{self.table.columns[places[-1][3]].name}"
            yield Said(rule, code, how, severity, row, places, about, fields, relation, order)

    def _form(self, fact: Fact, order: int) -> Said:
        """A fault of the table's form."""
        code = fact.code
        column = self.table.columns[fact.column] if fact.column >= 0 else None
        name = column.name if column else ""
        if code == "DST102":
            name = cells.head_name(column.head)[0]
        if code == "DST104" and fact.row >= 0:
            spec = self.contract.columns.get(name)
            name = name if spec and spec.unique and (name,) != self.contract.keys else ""
        row = self.row_name(fact.row) if fact.row >= 0 else ""
        label = " · ".join(x for x in (row, name) if x)
        if code == "DST104" and name:
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
            code=s.code, name=rule.name, severity=s.severity, document=self.document, path=self.path, start=start, end=end,
            line=line, column=character, places=places, message=message, help=self._help(s, rule), formula=fields["formula"],
            reported=fields["reported"], expected=fields["expected"], label=fields["label"], relation=s.relation, how=s.how,
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
                (
                    k
                    for k in kept
                    if mine <= k[1] or (k[0].places[k[0].about][2:] == at and len(mine & k[1]) >= 2)
                ),
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


class _Words:
    """The fields of one message: label, reported, expected, formula, detail."""

    def __init__(
        self, explainer: Explainer, block: Block, i: int, expected: Any, places: list, about: int, how: str
    ) -> None:
        self.explainer, self.block, self.i, self.expected = explainer, block, i, expected
        self.places, self.about, self.how = places, about, how
        self.v = {name: int(column[i]) for name, column in block.columns.items()}

    def fields(self, lang: str) -> dict[str, str]:
        """The fields in a language."""
        role, table, row, column = self.places[self.about]
        name = table.columns[column].name
        label = f"{self.explainer.row_name(int(self.block.rows[self.i]))} · {name}"
        reported = self.text(self.places[self.about])
        formula, expected, detail = getattr(self, f"_{self.block.frame}")(lang)
        if self.block.frame == "sums" and self.block.check in ("RAT103", "SUM104"):
            reported, expected = self._two_sides(lang)
        if self.block.frame == "comparisons":
            rule = self.block.rule
            sides = (" + ".join(rule.columns["left"]), rule.options["op"], " + ".join(rule.columns["right"]))
            label = f"{self.explainer.row_name(int(self.block.rows[self.i]))} · {' '.join(sides)}"
        del role
        return {"label": label, "reported": reported, "expected": expected, "formula": formula, "detail": detail}

    # cells as they are printed

    def text(self, place: tuple) -> str:
        """A cell as it is printed, without spaces; nothing that breaks a line."""
        _, table, row, column = place
        return _SPACE.sub("", table.columns[column].text[row])

    def of(self, *roles: str) -> list[str]:
        """The printed members of some roles, numbers of the contract among them."""
        out, n = [], 0
        for m in self.block.members:
            if m.column >= 0:
                place = self.places[n]
                n += 1
            if m.role in roles:
                out.append(m.number if m.column < 0 else self.text(place))
        return out

    def joined(self, *roles: str) -> str:
        """Members added up, in brackets where they are several."""
        parts = self.of(*roles)
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    def member(self, *roles: str) -> Member | None:
        """The first member of some roles that is a column."""
        return next((m for m in self.block.members if m.role in roles and m.column >= 0), None)

    def amount(self, value: int, *roles: str) -> str:
        """An amount of the frame as the cells of a role are printed: in 万元 under a head in 万元."""
        m = self.member(*roles)
        column = (m.table or self.explainer.table).columns[m.column] if m else None
        factor = 1
        if column is not None and column.kind == cells.NUMBER:
            unit = known(column.unit) if column.unit else None
            row = int(m.rows[self.i])
            if unit and unit[0] and not any(sign in column.text[row] for sign in "万亿"):
                factor = MULTIPLIER.get(unit[0], 1)
        text = ratio(value, factor * 10**self.block.dec, 1, 9).rstrip("…")
        mark = "%" if column is not None and column.kind == cells.PERCENT and "%" in "".join(self.of(*roles)) else ""
        return text + mark

    def span(self, low: int, high: int, *roles: str) -> str:
        """An interval of the frame."""
        if low == high:
            return self.amount(low, *roles)
        ends = [self.amount(v, *roles) if abs(v) < 10**29 else "…" for v in (low, high)]
        return "~".join(ends)

    # one method a frame: formula, expected, detail

    def _mark(self) -> str:
        return MARK.get(self.v["per"], "")

    def _rates(self, lang: str) -> tuple[str, str, str]:
        v, dec = self.v, len(str(self.v["scale"])) - 1
        low = ratio(v["num_lo"], v["den_hi"], v["per"], dec)
        high = ratio(v["num_hi"], v["den_lo"], v["per"], dec)
        value = f"{low}{self._mark()}" if low == high else f"{low}{self._mark()} ~ {high}{self._mark()}"
        formula = f"{self.joined('numerator')} ÷ {self.joined('denominator')} = {value}"
        return formula, self._print(self.expected), ""

    def _print(self, expected: Any) -> str:
        if expected is None:
            return ""
        ends = expected if isinstance(expected, tuple) else (expected, expected)
        texts = list(dict.fromkeys(f"{printed(int(e), self.v['scale'])}{self._mark()}" for e in ends))
        return "~".join(texts)

    def _changes(self, lang: str) -> tuple[str, str, str]:
        v, dec = self.v, len(str(self.v["scale"])) - 1
        cur, prev = self.joined("current"), self.joined("previous")
        exact = v["cur_lo"] == v["cur_hi"] and v["prev_lo"] == v["prev_hi"]
        value = ratio(v["cur_lo"] - v["prev_lo"], v["prev_lo"], v["per"], dec) if v["prev_lo"] > 0 else "—"
        formula = f"({cur} − {prev}) ÷ {prev} {'=' if exact else '≈'} {value}{self._mark()}"
        return formula, self._print(self.expected), ""

    def _differences(self, lang: str) -> tuple[str, str, str]:
        v = self.v
        gap = self.span(v["cur_lo"] - v["prev_hi"], v["cur_hi"] - v["prev_lo"], "current")
        formula = f"{self.joined('current')} − {self.joined('previous')} = {gap}"
        return formula, gap, ""

    def _sums(self, lang: str) -> tuple[str, str, str]:
        v = self.v
        ones, others = ("total", "plus"), ("part", "minus")
        left, right = self.of(*ones), self.of(*others)
        total = self.span(v["parts_lo"], v["parts_hi"], *others)
        mode = v["mode"]
        more = f" = {total}" if len(right) > 1 else ""
        whole = " + ".join(left)
        if len(left) > 1:
            whole += f" = {self.span(v['total_lo'], v['total_hi'], *ones)}"
        parts = f"{' + '.join(right)}{more}"
        formula = f"{whole} ≠ {parts}" if self.block.rule.kind == "balance" else f"{parts} {'>' if mode else '≠'} {whole}"
        return formula, total, ""

    def _two_sides(self, lang: str) -> tuple[str, str]:
        v = self.v
        total = self.span(v["total_lo"], v["total_hi"], "total", "plus")
        parts = self.span(v["parts_lo"], v["parts_hi"], "part", "minus")
        if self.block.check == "RAT103":
            exact = sum((self._exact(m) for m in self.block.members if m.role == "part"), start=0)
            return self.amount(exact, "part"), "".join(self.of("total")) or total
        return total, parts

    def _exact(self, m: Member) -> int:
        column = (m.table or self.explainer.table).columns[m.column]
        row = int(m.rows[self.i])
        return column.num[row] * 10 ** (self.block.dec - column.dec[row])

    def _orders(self, lang: str) -> tuple[str, str, str]:
        later, earlier = self.joined("later"), self.joined("earlier")
        return f"{later} > {earlier}", earlier, ""

    def _repeats(self, lang: str) -> tuple[str, str, str]:
        a, b = self.joined("announced", "previous"), self.joined("item")
        detail = ""
        if self.block.rule.kind == "change":
            name = self.block.rule.columns["current"][0]
            detail = f"（上期{name}）" if lang == "zh" else f" ({name} of the period before)"
        return f"{a} ≠ {b}", b, detail

    def _comparisons(self, lang: str) -> tuple[str, str, str]:
        against = {"<": "≥", "<=": ">", "==": "≠", ">=": "<", ">": "≤", "!=": "="}[self.block.rule.options["op"]]
        v = self.v
        sides = []
        for role, stem in (("reported", "left"), ("item", "right")):
            parts = self.of(role)
            side = " + ".join(parts)
            if len(parts) > 1:
                side += f" = {self.span(v[f'{stem}_lo'], v[f'{stem}_hi'], role)}"
            sides.append(side)
        return f"{sides[0]} {against} {sides[1]}", sides[1], ""

    def _granularity(self, lang: str) -> tuple[str, str, str]:
        v = self.v
        n, k = v["den_lo"], v["per"] * v["scale"]
        dec = len(str(v["scale"])) - 1
        if n != v["den_hi"]:
            formula = f"k ÷ {n}~{v['den_hi']}"
        else:
            near = v["rep"] * n // k
            pairs = [x for x in (near, near + 1) if 0 <= x and (x <= n or v["per"] == 1)]
            formula = "；".join(f"{x} ÷ {n} = {ratio(x, n, v['per'], dec)}{self._mark()}" for x in pairs)
        nearest = self.expected if isinstance(self.expected, tuple) else ()
        expected = "、".join(f"{printed(int(x), v['scale'])}{self._mark()}" for x in nearest)
        return formula, expected, DETAIL[lang].get("none", "")
