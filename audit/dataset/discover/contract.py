"""Discoveries as a contract that a person edits: YAML with what the rows say about each rule beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from audit.dataset.discover import chance
from audit.dataset.discover.proposal import AGREE, ONLY, RATE, ColumnFacts, Discovery, Proposal, table_name
from audit.dataset.discover.words import row_names

SCHEMA = "gouji/contract/1"
_PLAIN = re.compile(r"[A-Za-z_⺀-鿿][A-Za-z0-9_.·\-⺀-鿿]*(?: [A-Za-z0-9_.·⺀-鿿]+)*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"))
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")

SAYS = {
    "zh": {
        "head": "由 gouji discover 从 {paths} 提出，供人工修改：删去不成立的规则，其余逐条确认。",
        "how": "每条规则注明可核行数、例外行、偶然成立的概率上限（已计入尝试次数）以及列名是否支持。",
        "table": "{name}：{rows:,} 行，{columns} 列，搜索了 {searched} 列数字",
        "rows": "{n:,} 行成立", "exceptions": "{n:,} 行例外（{share}%）：{rows}", "none": "无例外",
        "chance": "偶然概率 {p}", AGREE: "列名支持", "silent": "列名无提示", ONLY: "仅据列名，数字不足以证明",
        RATE: "仅据其比率从未超过 100",
        "also": "另一种写法也成立：{forms}", "outside": "{n:,} 行在界外：{rows}",
        "doubled": "{key} 重复 {n:,} 次：{rows}",
        "left": "未搜索：{names}",
        "few": "不足三行有数 ", "same": "各行相同 ", "large": "数值过大 ", "nonum": "没有数字 ",
        "nothing": "未发现规则",
        "sum": "合计", "balance": "平衡", "repeat": "重复", "rate": "比率", "attainable": "可取比率",
        "change": "变动", "order": "大小次序", "inequality": "相等", "where": "有条件的规则",
    },
    "en": {
        "head": "Proposed by gouji discover from {paths}, to be edited: delete what is no rule, confirm the rest.",
        "how": "Beside each rule: rows that keep it, exceptions, an upper bound of the chance that it is a coincidence "
               "(looks counted in), names.",
        "table": "{name}: {rows:,} rows, {columns} columns, {searched} of numbers searched",
        "rows": "{n:,} rows keep it", "exceptions": "{n:,} exceptions ({share} %): {rows}", "none": "no exception",
        "chance": "by chance {p}", AGREE: "names agree", "silent": "names say nothing",
        ONLY: "by its names: the numbers alone do not show it",
        RATE: "only by their rate, which never exceeds 100",
        "also": "another form fits as well: {forms}", "outside": "{n:,} rows outside: {rows}",
        "doubled": "{key} repeated {n:,} times: {rows}", "left": "not searched: {names}",
        "few": "stated in fewer than three rows ", "same": "the same in every row ", "large": "too large ",
        "nonum": "no number ", "nothing": "no rule was found",
        "sum": "sums", "balance": "balances", "repeat": "repeats", "rate": "rates", "attainable": "attainable rates",
        "change": "changes", "order": "orders", "inequality": "equalities", "where": "rules of some rows",
    },
}  # fmt: skip


def contract_text(found: Sequence[Discovery], lang: str = "zh") -> str:
    """The contract of discoveries.

    Args:    found: one or several tables; rules of several name their table. lang: of the comments.
    Returns: YAML that audit.dataset.contract reads.
    """
    return "\n".join(_lines(found, lang)) + "\n"


def _lines(found: Sequence[Discovery], lang: str) -> Iterator[str]:
    says = SAYS[lang]
    paths = list(dict.fromkeys(d.table.path for d in found))
    yield _comment(says["head"].format(paths=", ".join(paths)))
    yield _comment(says["how"])
    yield f"contract: {SCHEMA}"
    one = found[0] if len(found) == 1 else None
    if one is not None and one.long is not None:
        long = one.long
        roles = {"indicator": [long.indicator], "value": [long.value]}
        roles |= {"unit": [long.unit]} if long.unit else {}
        yield f"long: {{{_roles(roles)}{', key: ' + _list(long.key) if long.key else ''}}}"
    keys = {d.keys for d in found}
    if len(keys) == 1 and (shared := keys.pop()):
        yield f"keys: {_list(shared)}"
        for d in found:
            if d.doubled:
                yield _comment(repeated(d, lang))
    if one is not None and one.long is None and one.columns:
        yield "columns:"
        for facts in one.columns:
            yield _column(one, facts, lang)
    proposed = [(d, p) for d in found for p in d.proposals]
    if not proposed:
        yield _comment(says["nothing"])
        return
    yield "rules:"
    for d in found:
        yield "  " + _comment(_about(d, says))
        if d.left_out:
            yield "  " + _comment(left_out(d, lang))
        group = ""
        for p in d.proposals:
            word = says["where" if p.rule.where else p.rule.kind]
            if word != group:
                group = word
                yield ""
                yield f"  # {word}"
            yield "  " + _comment(evidence(d, p, lang))
            yield f"  - {rule_text(p, table_name(d.table) if len(found) > 1 else '')}"
        yield ""


def _about(d: Discovery, says: dict[str, str]) -> str:
    return says["table"].format(
        name=table_name(d.table), rows=d.table.rows, columns=len(d.table.columns), searched=d.searched
    )


def repeated(d: Discovery, lang: str, most: int = 6) -> str:
    """The key and how often rows repeat it: 县区 + 年度 重复 1 次."""
    cells = [d.table.column(name).text for name in d.keys]
    times = len(d.doubled) - len({tuple(c[row] for c in cells) for row in d.doubled})
    rows = row_names(d, d.doubled, lang, most)
    return SAYS[lang]["doubled"].format(key=" + ".join(d.keys), n=times, rows=rows)


def left_out(d: Discovery, lang: str, most: int = 8) -> str:
    """Columns that were not searched, by reason."""
    says = SAYS[lang]
    comma, stop = ("、", "；") if lang == "zh" else (", ", "; ")
    parts = []
    for why in dict.fromkeys(d.left_out.values()):
        names = [name for name, reason in d.left_out.items() if reason == why]
        more = f" … ({len(names)})" if len(names) > most else ""
        parts.append(f"{says[why]}{comma.join(names[:most])}{more}")
    return says["left"].format(names=stop.join(parts))


def evidence(d: Discovery, p: Proposal, lang: str) -> str:
    """What the rows and names say about a rule, on one line."""
    says = SAYS[lang]
    parts = [says["rows"].format(n=p.held)]
    if p.exceptions:
        share = f"{100 * len(p.exceptions) / p.judged:.2g}"
        rows = row_names(d, p.exceptions, lang)
        parts.append(says["exceptions"].format(n=len(p.exceptions), share=share, rows=rows))
    else:
        parts.append(says["none"])
    parts.append(says["chance"].format(p=chance.shown(p.chance)))
    parts.append(says[p.names])
    if p.also:
        parts.append(says["also"].format(forms=", ".join(p.also)))
    return ("；" if lang == "zh" else "; ").join(parts)


def rule_text(p: Proposal, table: str = "") -> str:
    """One rule as an item of `rules`, without its dash."""
    rule = p.rule
    roles = {role: list(names) for role, names in rule.columns.items()}
    if rule.kind == "order":
        body = _list(roles["items"])
    else:
        options = "".join(f", {key}: {_value(value)}" for key, value in rule.options.items())
        body = f"{{{_roles(roles)}{options}}}"
    lines = [f"{rule.kind}: {body}"]
    if rule.where:
        lines.append(f"where: {_single(rule.where)}")
    if rule.severity != "error" and rule.kind != "attainable":
        lines.append(f"severity: {rule.severity}")
    if table:
        lines.append(f"table: {scalar(table)}")
    return "\n    ".join(lines)


def _roles(roles: dict[str, list[str]]) -> str:
    return ", ".join(
        f"{role}: {_list(names) if len(names) > 1 or role in ('parts', 'key') else scalar(names[0])}"
        for role, names in roles.items()
    )


def _column(d: Discovery, f: ColumnFacts, lang: str) -> str:
    facts: list[str] = [f"type: {f.type}"]
    if f.unit:
        facts.append(f"unit: {scalar(f.unit)}")
    if f.decimals is not None:
        facts.append(f"decimals: {f.decimals}")
    facts += [f"{key}: {bound}" for key, bound in (("min", f.low), ("max", f.high)) if bound is not None]
    if f.values:
        facts.append(f"values: {_list(f.values)}")
    if f.required:
        facts.append("required: true")
    line = f"  {scalar(f.name)}: {{{', '.join(facts)}}}"
    if f.exceptions:
        says = SAYS[lang]["outside"].format(n=len(f.exceptions), rows=row_names(d, f.exceptions, lang))
        line += "  " + _comment(says)
    return line


def scalar(text: str) -> str:
    """A text as YAML: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda m: "".join(f"\\u{ord(ch):04x}" for ch in m[0]), quoted)


def _single(text: str) -> str:
    if _BREAKS.search(text):
        return scalar(text)
    return "'" + text.replace("'", "''") + "'"


def _value(value: object) -> str:
    return str(value) if isinstance(value, int) else scalar(str(value))


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(scalar, names))}]"


def _comment(text: str) -> str:
    return "# " + _BREAKS.sub(" ", text)
