"""The summary of the gate: may it be published, what breaks, what was looked at. Read in ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from audit.dataset.gate import NO_RULE, GateRun, RuleCount, code_of, rule_text, unchecked
from audit.dataset.noting import in_chinese
from audit.report.excerpt import safe, width
from audit.report.words import SEVERITY

if TYPE_CHECKING:
    from audit.config import Config
    from audit.report.paint import Paint

LEVEL = "warning"  # the gate's own --fail-on: --fail-on never asks for the exit code 0, not for another verdict
MOST_RULES = 20
MOST_FIXED = 5
MOST_NAME = 20
MOST_TEXT = 58
WORDS: dict[str, dict[Any, Any]] = {
    "zh": {
        "data": "数据：{name}　{rows:,} 行 × {columns} 列",
        "contract": "契约：{path}　{rules} 条规则", "inferred": "契约：没有；按列名推定 {rules} 条规则，只作警告",
        "heads": ("不合的规则", "检查", "级别", "相合", "不合", "不定"), "form": "形式",
        "rest": "其余 {n} 条规则全部相合，共 {ties:,} 行次。", "none": "{n} 条规则全部相合，共 {ties:,} 行次。",
        "rest_partly": "其余 {n} 条规则凡能判断的都相合，共 {ties:,} 行次。",
        "none_partly": "{n} 条规则凡能判断的都相合，共 {ties:,} 行次。",
        "unjudged": "{n} 条规则一行也没有判断成：{rules}。",
        "more": "另有 {n} 条不合的规则未列。",
        "new": "与 {file} 相比：新增 {new}，未变 {unchanged}，已消失 {fixed}。",
        "fixed": "  已消失：{code} {label}", "fixed_more": "  …… 另 {n} 项",
        "waived": "已豁免或基线已有 {n} 项。", "failed": "{n} 个输入未能读取，见上。",
        "nothing": "什么也没有核对到：{why}。",
        "deselected": "未选的检查另有 {n} 项，不列。",
        0: "可以发布", 1: "不可发布", 2: "未能核对，不作通过论", 3: "程序内部错误",
        "verdict": "结论：{verdict}　{counts}", "counts": "{n} 个{severity}", "clean": "没有不合",
        "open": "没有未豁免的不合", "old": "没有新增的不合",
        "never": "（--fail-on never：退出码仍为 0）", "note": "注：{note}",
        "listed": "（另有 {n} 项发现未列；--show 0 列出全部，--format json 亦然。）",
        "unlocated": "不合的行超过 1,000，没有逐行查找是哪一格有误。",
        "schema": "（另按数据包的字段说明核对形式）",
        "unread": "{n} 列数字不在任何规则之内：{names}。", "comma": "、", "sep": "，",
        "stop": "。",
    },
    "en": {
        "data": "data: {name}  {rows:,} rows × {columns} columns",
        "contract": "contract: {path}  {rules} rules",
        "inferred": "contract: none; {rules} rules inferred from the heads, at warning",
        "heads": ("rules that break", "check", "level", "tie", "break", "open"), "form": "form",
        "rest": "{n} more rules tie in every row, {ties:,} times.",
        "none": "{n} rules tie in every row, {ties:,} times.",
        "rest_partly": "{n} more rules tie in every row where they could be judged, {ties:,} times.",
        "none_partly": "{n} rules tie in every row where they could be judged, {ties:,} times.",
        "unjudged": "{n} rules could be judged in no row: {rules}.",
        "more": "{n} more rules that break are not listed.",
        "new": "Against {file}: {new} new, {unchanged} unchanged, {fixed} fixed.",
        "fixed": "  fixed: {code} {label}", "fixed_more": "  … {n} more",
        "waived": "{n} are waived or in the baseline.", "failed": "{n} inputs could not be read, see above.",
        "nothing": "Nothing was checked: {why}.", "deselected": "{n} findings of other checks are left out.",
        0: "may be published", 1: "must not be published", 2: "not checked, which is never a pass", 3: "internal error",
        "verdict": "verdict: {verdict}  {counts}", "counts": "{n} {severity}", "clean": "nothing breaks",
        "open": "nothing breaks that is not waived", "old": "nothing new breaks",
        "never": "  (--fail-on never: the exit code is 0 all the same)",
        "note": "note: {note}",
        "listed": "({n} more findings are not listed; --show 0 lists all, so does --format json.)",
        "unlocated": "More than 1,000 rows break: which cell is wrong was not looked for.",
        "schema": " (and the schema of the data package)",
        "unread": "{n} columns of numbers are in no rule: {names}.", "comma": ", ", "sep": ", ", "stop": ".",
    },
}  # fmt: skip
WHY = {
    "no table was read": "没有读到表",
    "no column holds numbers": "没有一列是数字",
    NO_RULE: "没有一列有规则可循；请写契约，或用 gouji discover 提出",
    "no rule could be judged in any row": "没有一行能按规则判断",
}


def overview(gate: GateRun, config: Config, paint: Paint, *, unlisted: int = 0) -> str:
    """The summary as text. unlisted: findings that were not printed above it."""
    w, zh = WORDS[config.lang], config.lang == "zh"
    s = gate.summary
    out: list[str] = []
    if unlisted:
        out += [paint.dim(w["listed"].format(n=unlisted)), ""]
    for document, table, contract in zip(gate.run.documents, gate.tables, gate.contracts, strict=True):
        out.append(w["data"].format(name=safe(document.parsed.path), rows=table.rows, columns=len(table.columns)))
        notes = map(in_chinese, table.notes) if zh else table.notes
        out += [paint.dim(w["note"].format(note=safe(note))) for note in notes]
        del contract
    for contract, n in _contracts(gate):
        key = "inferred" if contract.inferred else "contract"
        schema = w["schema"] if any(t.schema for t in gate.tables) else ""
        out.append(w[key].format(path=safe(contract.path or "—"), rules=n) + schema)
    broken = [c for c in gate.counts if c.breaks]
    rules = [c for c in gate.counts if c.rule.kind != "form"]
    if broken:
        out += ["", _table(broken, gate, config, w), ""]
        if len(broken) > MOST_RULES:
            out.append(w["more"].format(n=len(broken) - MOST_RULES))
    tied = [c for c in rules if c.verdict == "ties"]
    if tied:
        key = ("none" if len(tied) == len(rules) else "rest") + ("_partly" if any(c.undetermined for c in tied) else "")
        out.append(w[key].format(n=len(tied), ties=sum(c.ties for c in tied)))
    open_ = [c for c in rules if c.verdict == "undetermined"]
    if open_:
        out.append(w["unjudged"].format(n=len(open_), rules=w["comma"].join(safe(c.rule.id) for c in open_[:8])))
    unread = _unread(gate)
    if s["dataset"]["unlocated"]:
        out.append(paint.dim(w["unlocated"]))
    if unread and rules:
        names = w["comma"].join(map(safe, unread[:6])) + ("…" if len(unread) > 6 else "")
        out.append(paint.dim(w["unread"].format(n=len(unread), names=names)))
    if gate.against:
        a = gate.against
        out.append(w["new"].format(file=safe(a["file"]), **{k: a[k] for k in ("new", "unchanged", "fixed")}))
        out += [w["fixed"].format(code=f["code"], label=safe(f["label"])) for f in a["fixed_findings"][:MOST_FIXED]]
        if a["fixed"] > MOST_FIXED:
            out.append(w["fixed_more"].format(n=a["fixed"] - MOST_FIXED))
    elif s["waived"]:
        out.append(w["waived"].format(n=s["waived"]))
    if s["deselected"]:
        out.append(w["deselected"].format(n=s["deselected"]))
    if s["failures"]:
        out.append(w["failed"].format(n=s["failures"]))
    if why := unchecked(s) if not s.get("trace", {}).get("checked") else "":
        out.append(w["nothing"].format(why=WHY.get(why, why) if zh else why))
    code = code_of(s, config.fail_on)
    counts = w["sep"].join(
        w["counts"].format(
            n=n, severity=SEVERITY[config.lang][severity] + "s" * (not zh and n > 1 and severity != "info")
        )
        for severity, n in s["findings"].items()
        if n
    )
    clean = "old" if gate.against else "open" if s["waived"] else "clean"
    judged = code_of(s, LEVEL) if config.fail_on == "never" else code
    verdict = w["verdict"].format(verdict=w[judged], counts=counts or w[clean])
    verdict += w["never"] if judged != code else ""
    out.append(paint.bold(paint.good(verdict) if judged == 0 else paint.severity(verdict, "error")))
    return "\n".join(out) + "\n"


def _contracts(gate: GateRun) -> list[tuple[Any, int]]:
    """The contracts in force, each once, with the number of their rules."""
    seen: dict[tuple, list] = {}
    for contract in gate.contracts:
        key = (contract.path, contract.inferred)
        held = seen.setdefault(key, [contract, 0])
        held[1] = held[1] + len(contract.rules) if contract.inferred else max(held[1], len(contract.rules))
    return [(c, n) for c, n in seen.values()]


def _table(broken: Sequence[RuleCount], gate: GateRun, config: Config, w: dict) -> str:
    from tabulate import tabulate

    from audit.explain.rules import rules_of

    rules = rules_of(config)
    many = len(gate.run.documents) > 1
    rows = []
    order = {"error": 0, "warning": 1, "info": 2}
    for c in sorted(broken, key=lambda c: (order[c.rule.severity], -c.breaks, c.rule.id))[:MOST_RULES]:
        if c.rule.kind == "form":
            text = (
                f"{w['form']}：{rules[c.check].title[config.lang]}"
                if config.lang == "zh"
                else f"{w['form']}: {rules[c.check].title['en']}"
            )
        else:
            text = f"{c.rule.id}  {rule_text(c.rule)}"
        text = _cut(safe(text), MOST_TEXT - MOST_NAME * many)
        if many:
            text = f"{_tail(safe(c.table), MOST_NAME)}  {text}"
        rows.append(
            [
                text,
                c.check,
                SEVERITY[config.lang][c.rule.severity],
                f"{c.ties:,}",
                f"{c.breaks:,}",
                f"{c.undetermined:,}",
            ]
        )
    return tabulate(
        rows, headers=w["heads"], disable_numparse=True, colalign=("left", "left", "left", "right", "right", "right")
    )


def _tail(text: str, most: int) -> str:
    """The end of a path, which is what differs."""
    if width(text) <= most:
        return text
    while width(text) > most - 1:
        text = text[1:]
    return "…" + text


def _cut(text: str, most: int = MOST_TEXT) -> str:
    if width(text) <= most:
        return text
    while width(text) > most - 1:
        text = text[:-1]
    return text + "…"


def _unread(gate: GateRun) -> list[str]:
    """Columns of numbers that no rule is about."""
    from audit.dataset.prepare import numeric_rules

    out: dict[str, None] = {}
    for table, contract in zip(gate.tables, gate.contracts, strict=True):
        judged = numeric_rules(contract)
        for c in table.columns:
            bounded = (spec := contract.columns.get(c.name)) and (spec.low is not None or spec.high is not None)
            if c.kind in ("number", "percent") and c.name not in judged and not bounded:
                out[c.name] = None
    return list(out)
