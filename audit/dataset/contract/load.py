"""A contract: YAML -> Contract. Unknown keys are refused, with the line and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.dataset.contract import kinds
from audit.dataset.contract.model import SCHEMA, ColumnSpec, Contract, LongSpec
from audit.dataset.rules import Rule
from audit.errors import ConfigError
from audit.model import SEVERITIES

if TYPE_CHECKING:
    from audit.dataset.table import Table

KEYS = ("contract", "title", "columns", "keys", "long", "rules", "source", "note")
COLUMN = (
    "type", "unit", "decimals", "min", "max", "values", "pattern", "required", "optional", "unique", "trust",
    "note",
)  # fmt: skip
TYPES = ("text", "number", "percent", "date", "integer")
LONG = ("indicator", "value", "unit", "key")
MAX_PATTERN = 500


def load_contract(path: str | Path, tables: Sequence[Table] | None = None) -> Contract:
    """Read a contract.

    Args:    path: the YAML file. tables: those it is for; its columns are then looked up in them, in the
             wide ones that long tables stand for where the contract says `long`.
    Returns: the contract; the columns of its rules named as in Column.name where tables are given.
    Raises:  ConfigError: no such file, no YAML, an unknown key or column, a rule that is none. It names file and line.
    """
    from audit.gate.yaml_file import content, parsed, shown

    path = Path(path)
    name = shown(path)
    contract = contract_of(parsed(content(path), name), name)
    if tables is None:
        return contract
    from audit.dataset.contract.bind import bound
    from audit.dataset.prepare import widened

    return bound(contract, [widened(table, contract) for table in tables])


def contract_of(data: Any, name: str = "") -> Contract:
    """A contract from what its YAML holds.

    Args: data: as `ruamel.yaml` reads it, lines known; or plain mappings. name: of the file, for messages.
    Raises: ConfigError: as `load_contract`.
    """
    return _Loader(name).contract(data)


class _Loader:
    """Reads the parts of one file."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, what: str, line: int = 0, hint: str | None = None) -> ConfigError:
        return ConfigError(what, path=self.name or None, place=f"line {line}" if line else None, hint=hint)

    def contract(self, data: Any) -> Contract:
        if isinstance(data, list):
            raise self.wrong("is a list", hint="a contract is a mapping that has rules: …")
        if not isinstance(data, dict) or not data:
            raise self.wrong("is no contract", hint="the smallest has rules: and under it a list")
        self.known(data, KEYS)
        schema = data.get("contract", SCHEMA)
        if schema != SCHEMA:
            raise self.wrong(f"has the schema {schema!r}", _line(data, "contract"), f"this version reads {SCHEMA}")
        columns = self.columns(data)
        keys = self.names(data.get("keys", ()), "keys", _line(data, "keys"))
        rules = self.rules(data)
        if not rules and not columns and not keys:
            raise self.wrong("says nothing that could be checked", hint="add rules:, columns: or keys:")
        return Contract(
            self.name, str(data.get("title") or ""), columns, tuple(keys), rules, self.long(data), _line(data, "keys")
        )

    def known(self, data: Mapping, known: Iterable[str], what: str = "key") -> None:
        """Refuse an unknown key, with what was perhaps meant."""
        known = tuple(known)
        for key in data:
            if key not in known:
                hint = meant(str(key), known) or "known: " + ", ".join(known)
                raise self.wrong(f"unknown {what} {str(key)!r}", _line(data, key), hint)

    def names(self, value: Any, what: str, line: int) -> list[str]:
        """One name, or a list of them."""
        value = [value] if isinstance(value, (str, int, float, Decimal)) and not isinstance(value, bool) else value
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(v, (str, int, float, Decimal)) and not isinstance(v, bool) and str(v).strip() for v in value
        ):
            raise self.wrong(f"{what} is the name of a column, or a list of names", line)
        return [str(v).strip() for v in value]

    def long(self, data: Mapping) -> LongSpec | None:
        given = data.get("long")
        if given is None:
            return None
        line = _line(data, "long")
        if not isinstance(given, dict):
            raise self.wrong("long is a mapping: {indicator: 指标, value: 数值}", line)
        self.known(given, LONG)
        if "indicator" not in given or "value" not in given:
            raise self.wrong("long names the columns indicator and value", line)
        return LongSpec(
            str(given["indicator"]), str(given["value"]), str(given.get("unit") or ""),
            tuple(self.names(given.get("key") or [], "key", line)), line,
        )  # fmt: skip

    def columns(self, data: Mapping) -> dict[str, ColumnSpec]:
        given = data.get("columns")
        if given is None:
            return {}
        if isinstance(given, list):
            for item in given:
                if not isinstance(item, str):
                    raise self.wrong("columns is a mapping of names, or a list of names", _line(data, "columns"))
            return {str(n): ColumnSpec(str(n), line=_item(given, i)) for i, n in enumerate(given)}
        if not isinstance(given, dict):
            raise self.wrong("columns is a mapping: name: {type: …}", _line(data, "columns"))
        return {str(name): self.column(str(name), spec, _line(given, name)) for name, spec in given.items()}

    def column(self, name: str, spec: Any, line: int) -> ColumnSpec:
        if spec is None:
            return ColumnSpec(name, line=line)
        if isinstance(spec, str):
            spec = {"type": spec}
        if not isinstance(spec, dict):
            raise self.wrong(f"the column {name} is a mapping: {{type: …, unit: …}}", line)
        self.known(spec, COLUMN)
        at = {key: _line(spec, key) or line for key in spec}
        type_ = str(spec.get("type") or "")
        if type_ and type_ not in TYPES:
            raise self.wrong(f"unknown type {type_!r}", at["type"], meant(type_, TYPES) or "types: " + ", ".join(TYPES))
        decimals = spec.get("decimals")
        if decimals is not None and (
            isinstance(decimals, bool) or not isinstance(decimals, int) or not 0 <= decimals < 13
        ):
            raise self.wrong(f"decimals is a number from 0 to 12, not {decimals!r}", at["decimals"])
        low, high = (self.bound(spec.get(key), key, at.get(key, line)) for key in ("min", "max"))
        if low is not None and high is not None and low > high:
            raise self.wrong(f"min {low} is greater than max {high}", at["min"])
        values = spec.get("values") or ()
        if not isinstance(values, (list, tuple)) or any(isinstance(v, (dict, list)) for v in values):
            raise self.wrong("values is a list", at["values"])
        trust = spec.get("trust")
        if trust is not None and (isinstance(trust, bool) or not isinstance(trust, (int, float)) or trust <= 0):
            raise self.wrong(f"trust is a number above 0, not {trust!r}", at["trust"])
        for key in ("required", "unique", "optional"):
            if not isinstance(spec.get(key, False), bool):
                raise self.wrong(f"{key} is true or false", at[key])
        if spec.get("required") and spec.get("optional"):
            raise self.wrong(f"the column {name} is required and optional", at["optional"], "leave one of them out")
        return ColumnSpec(
            name, type_, str(spec.get("unit") or ""), decimals, low, high, tuple(map(str, values)),
            self.pattern(spec.get("pattern"), at.get("pattern", line)), spec.get("required", False),
            spec.get("unique", False), None if trust is None else float(trust), line,
            spec.get("optional", False),
        )  # fmt: skip

    def bound(self, value: Any, key: str, line: int) -> Decimal | None:
        if value is None:
            return None
        try:
            number = Decimal(str(value).rstrip("%"))
        except InvalidOperation:
            number = Decimal("nan")
        if isinstance(value, bool) or not number.is_finite():
            raise self.wrong(f"{key} is a number, not {value!r}", line)
        return number

    def pattern(self, value: Any, line: int) -> str:
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > MAX_PATTERN:
            raise self.wrong(f"pattern is a regular expression of at most {MAX_PATTERN} characters", line)
        import regex

        try:
            regex.compile(value)
        except regex.error as error:
            raise self.wrong(f"pattern is no regular expression: {error}", line) from error
        return value

    def rules(self, data: Mapping) -> tuple[Rule, ...]:
        given = data.get("rules")
        if given is None:
            return ()
        if not isinstance(given, list):
            raise self.wrong("rules is a list: each begins with a dash", _line(data, "rules"))
        out: list[Rule] = []
        ids: dict[str, int] = {}
        for n, item in enumerate(given):
            rule = self.rule(item, n, _item(given, n))
            if rule.id in ids:
                raise self.wrong(f"the rule {rule.id} is named twice, first on line {ids[rule.id]}", rule.line)
            ids[rule.id] = rule.line
            out.append(rule)
        return tuple(out)

    def rule(self, item: Any, n: int, line: int) -> Rule:
        """One item: `- sum: {total: …, parts: […]}`, with where, severity … beside the kind or inside it."""
        if not isinstance(item, dict) or not item:
            raise self.wrong(f"a rule is a mapping: - sum: {{total: …, parts: […]}}, not {item!r}", line)
        kind = next((key for key in item if key in kinds.KINDS), None)
        if kind is None:
            word = next((str(k) for k in item if k not in kinds.COMMON), str(next(iter(item))))
            hint = meant(word, kinds.KINDS) or "kinds: " + ", ".join(kinds.KINDS)
            raise self.wrong(f"unknown kind of rule {word!r}", line, hint)
        for key in item:
            if key != kind and key in kinds.KINDS:
                raise self.wrong(f"a rule has one kind, not {kind} and {key}", _line(item, key), "write two rules")
        self._beside(item, kind)
        body, columns, options = item[kind], {}, {}
        known = kinds.KINDS[kind]
        common = {key: item[key] for key in kinds.COMMON if key in item}
        if kind == "inequality" and isinstance(body, str):
            body = self.inequality(body, line)
        if kind == "order" and isinstance(body, list):
            body = {"items": body}
        if not isinstance(body, dict):
            raise self.wrong(f"{kind} is a mapping: {{{', '.join(f'{r}: …' for r in known.roles)}}}", line)
        self.known(body, (*known.roles, *known.options, *kinds.COMMON), f"key of {kind}")
        for key in body:
            if key in kinds.COMMON:
                if key in common:
                    raise self.wrong(f"{key} is stated twice", _line(body, key))
                common[key] = body[key]
        for role, most in known.roles.items():
            if role not in body:
                if role not in known.optional:
                    raise self.wrong(f"{kind} does not say its {role}", line, f"roles: {', '.join(known.roles)}")
                continue
            names = self.names(body[role], role, _line(body, role) or line)
            if not names or (most == 1 and len(names) != 1):
                raise self.wrong(f"{role} is {'one column' if most == 1 else 'at least one column'}", line)
            columns[role] = tuple(names)
        for option in known.options:
            if option in body:
                options[option] = self.option(option, body[option], _line(body, option) or line)
        self.complete(kind, columns, options, line)
        severity = common.get("severity") or (
            "warning" if kinds.check_of(kind, columns) == "RAT103" else known.severity
        )
        if severity not in SEVERITIES:
            raise self.wrong(f"severity is one of {', '.join(SEVERITIES)}, not {severity!r}", line)
        where = common.get("where")
        if where is not None:
            where = self.where(where, line)
        texts = {key: str(common.get(key) or "").strip() for key in ("source", "note", "table")}
        return Rule(
            str(common.get("id") or f"{kind}{n + 1}"), kind, columns, options, where or "", severity, line=line, **texts
        )

    def _beside(self, item: Any, kind: str) -> None:
        for key in item:
            if key != kind and key not in kinds.COMMON:
                hint = meant(str(key), kinds.COMMON) or f"beside {kind}: " + ", ".join(kinds.COMMON)
                raise self.wrong(f"unknown key {str(key)!r}", _line(item, key), hint)

    def inequality(self, text: str, line: int) -> dict[str, Any]:
        found = kinds.split_inequality(text)
        if found is None:
            raise self.wrong(f"{text!r} is no comparison", line, "such as 未结 <= 上年结转 + 受理")
        return {"left": found[0], "op": found[1], "right": found[2]}

    def option(self, name: str, value: Any, line: int) -> Any:
        if name == "op":
            op = kinds.op_of(str(value))
            if not op:
                raise self.wrong(f"op is one of {' '.join(kinds.OPS)}, not {value!r}", line)
            return op
        if name == "rounded":
            if not isinstance(value, bool):
                raise self.wrong("rounded is true or false", line)
            return value
        if name == "against":
            if value not in ("year", "period"):
                raise self.wrong(f"against is year (同比) or period (环比), not {value!r}", line)
            return str(value)
        least = 0 if name == "decimals" else 1
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 10**9:
            raise self.wrong(f"{name} is a whole number of at least {least}, not {value!r}", line)
        return int(value)

    def complete(self, kind: str, columns: dict[str, tuple[str, ...]], options: dict[str, Any], line: int) -> None:
        """Refuse a rule that would say nothing."""
        if kind == "order" and len(columns["items"]) < 2:
            raise self.wrong("an order has at least two columns", line)
        if kind == "inequality" and "op" not in options:
            raise self.wrong("the inequality does not say its op", line, "op: <=")
        if kind == "change":
            stated = [role for role in ("percent", "delta") if role in columns]
            if len(stated) > 1:
                raise self.wrong("a change states percent or delta, not both", line, "write two rules")
            if not stated and "previous" not in columns:
                raise self.wrong("a change states percent, delta or previous", line)
        spread = {r: names for r, names in columns.items() if r not in ("key", "time")}
        if kind == "rate":  # a / (a + b): a part of its own base
            spread["denominator"] = tuple(n for n in columns["denominator"] if n not in columns["numerator"])
            if any(columns["denominator"].count(n) > 1 for n in columns["denominator"]):
                spread["denominator"] = columns["denominator"]
            elif not spread["denominator"]:
                raise self.wrong("numerator and denominator are the same", line)
        both = [name for names in spread.values() for name in names]
        if kind != "inequality" and (twice := next((n for n in both if both.count(n) > 1), None)):
            raise self.wrong(f"{twice} stands twice in one rule", line)
        if all(kinds.NUMBER.fullmatch(name) for name in both):
            raise self.wrong("the rule names no column", line)

    def where(self, text: Any, line: int) -> str:
        from audit.dataset.contract.where import parse

        if not isinstance(text, str):
            raise self.wrong("where is a text", line, "put it in quotes")
        try:
            parse(text)
        except ConfigError as error:
            raise self.wrong(error.message, line, error.hint) from error
        return text.strip()


def meant(word: str, known: Iterable[str]) -> str:
    """did you mean …? or nothing."""
    near = get_close_matches(word, list(known), n=3, cutoff=0.6 if len(word) > 4 else 0.5)
    return f"did you mean {' or '.join(near)}?" if near else ""


def _line(data: Any, key: Any) -> int:
    try:
        return data.lc.key(key)[0] + 1
    except (AttributeError, KeyError, TypeError):
        return 0


def _item(data: Any, n: int) -> int:
    try:
        return data.lc.item(n)[0] + 1
    except (AttributeError, KeyError, TypeError):
        return 0
