"""The end of the text output: what was found, and what was checked and what was not. Never a bare OK."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from audit.gate.summary import arithmetic_of, is_form
from audit.model import SEVERITIES
from audit.report.excerpt import safe, width
from audit.report.notes import told
from audit.report.paint import Paint
from audit.report.terms import term
from audit.report.words import is_table, subjects

if TYPE_CHECKING:
    from audit.config import Config
    from audit.model import Audited, Finding

MAX_DOCUMENTS = 30
MAX_NAME = 44
WORDS = {
    "zh": {
        "none": "未发现不符。",
        "none_selected": "所选检查之内未发现不符。",
        "none_open": "除已豁免或基线已有的 {n} 项外，未发现不符。",
        "deselected": "未选的检查另有 {n} 项，不列。",
        "found": "发现 {n} 项：{by}。",
        "waived": "另有 {n} 项已豁免。",
        "nothing": "什么也没有核对到。",
        "checked": "核对了 {subjects}中的 {checked} 个数字、{relations} 组勾稽关系：{verdicts}。",
        "forms": "另作形式检查（必备部分、日期、编号等）{n} 项：{verdicts}。",
        "across": "（各报告之间）",
        "all": "合计",
        "clean": "（另有 {n} 份报告没有发现，不列。）",
        "more": "（另有 {n} 份有发现的报告未列；--format json 列出全部。）",
        "baseline": "基线所列仍在 {known} 项，已消失 {gone} 项。",
        "unchecked": "未核对 {n}：{why}。",
        "identifiers": "标识（年份、序号、文号等）{n}：{why}。",
        "rounding": "取舍：{path} 有 {cut} 个比率只有截尾才能得出、{kept} 个只有四舍五入才能得出。",
        "comma": "、",
        "pair": "{word} {n}",
        "note": "注：{path}：{note}",
        "failed": "{n} 个输入未能核对，见上。",
    },
    "en": {
        "none": "Nothing was found that does not tie.",
        "none_selected": "Nothing was found by the checks selected.",
        "none_open": "Nothing was found beyond the {n} findings that are waived or in the baseline.",
        "deselected": "{n} findings of other checks are left out.",
        "found": "{n} findings: {by}.",
        "waived": "{n} more are waived.",
        "nothing": "Nothing was checked.",
        "checked": "{checked} figures of {subjects} were checked in {relations} relations: {verdicts}.",
        "forms": "{n} checks of form (parts, dates, numbering …) besides: {verdicts}.",
        "across": "(across reports)",
        "all": "all",
        "clean": "({n} reports without findings are not listed.)",
        "more": "({n} more reports with findings are not listed; --format json lists all.)",
        "baseline": "Of the baseline {known} are still there, {gone} are gone.",
        "unchecked": "Unchecked {n}: {why}.",
        "identifiers": "Identifiers (years, list numbers, document numbers …) {n}: {why}.",
        "rounding": "Rounding: in {path} only truncation gives {cut} rates, and only rounding {kept}.",
        "comma": ", ",
        "pair": "{word} {n}",
        "note": "note: {path}: {note}",
        "failed": "{n} inputs could not be audited, see above.",
    },
}
HEADS = {
    "zh": {
        "codes": ("代码", "错误", "警告", "提示", "含义"),
        "documents": ("报告", "错误", "警告", "提示", "数字", "＝已核对", "＋未核对", "＋标识", "关系", "不符", "取舍"),
    },
    "en": {
        "codes": ("code", "error", "warning", "info", "meaning"),
        "documents": (
            "report",
            "error",
            "warning",
            "info",
            "numerals",
            "= checked",
            "+ unchecked",
            "+ identifiers",
            "relations",
            "broken",
            "rounding",
        ),
    },
}


class Overview:
    """Collects a row a report as a run goes, and prints the tables."""

    def __init__(self, config: Config) -> None:
        self.config, self.lang, self.words = config, config.lang, WORDS[config.lang]
        self.rows: list[list[Any]] = []
        self.rounding: list[str] = []
        self.notes: list[str] = []
        self.tables = 0  # documents that are tables of datasets
        self.clean = self.more = 0  # reports that the table leaves out: without findings, and with
        self.codes: dict[str, dict[str, int]] = {}

    def add(self, document: Audited) -> None:
        """Take note of one report."""
        by = self._count(document.findings)
        parsed = document.parsed
        self.tables += is_table(document)
        convention = document.rounding.get("convention", "unknown")
        if convention in ("mixed", "truncation") and len(self.rounding) < MAX_DOCUMENTS:
            counts = {"cut": document.rounding["truncated_only"], "kept": document.rounding["rounded_only"]}
            self.rounding.append(self.words["rounding"].format(path=safe(parsed.path), **counts))
        for note in parsed.notes:
            if len(self.notes) < MAX_DOCUMENTS:
                self.notes.append(self.words["note"].format(path=safe(parsed.path), note=safe(told(note, self.lang))))
        ledger = document.ledger
        numbers = [ledger[k] for k in ("numerals", "checked", "unchecked", "identifiers")]
        relations = [r for r in document.relations if not is_form(r)]
        broken = sum(r["verdict"] == "breaks" for r in relations)
        convention = term("rounding", convention, self.lang)
        name = _short(safe(parsed.path))
        self._row([name, *by.values(), *numbers, len(relations), broken, convention])

    def _row(self, row: list[Any]) -> None:
        """Keep a row a report while they are few; of many, those with findings."""
        if not self.clean and len(self.rows) == MAX_DOCUMENTS:
            kept = [r for r in self.rows if _found(r)]
            self.clean, self.rows = len(self.rows) - len(kept), kept
        if self.clean and not _found(row):
            self.clean += 1
        elif len(self.rows) < MAX_DOCUMENTS:
            self.rows.append(row)
        elif _found(row):
            self.more += 1
        else:
            self.clean += 1

    def _count(self, findings: Iterable[Finding]) -> dict[str, int]:
        """Count findings by severity, and in the table of codes; waived ones count as such in the last sentence."""
        by = dict.fromkeys(SEVERITIES, 0)
        for f in findings:
            if not f.waiver:
                by[f.severity] += 1
                self.codes.setdefault(f.code, dict.fromkeys(SEVERITIES, 0))[f.severity] += 1
        return by

    def text(self, summary: Mapping[str, Any], across: Sequence[Finding], paint: Paint) -> str:
        """Return the tables and sentences of a whole run."""
        total = sum(summary["findings"].values())
        between = self._count(across)
        parts = [self._codes()] if total else []
        if summary["documents"]:
            parts.append(self._documents(summary, across, between))
        sentences = [*self._coverage(summary), *self.rounding, *self.notes, *self._conclusion(summary, total, paint)]
        return "\n\n".join([*parts, "\n".join(sentences)]) + "\n"

    def _documents(self, summary: Mapping[str, Any], across: Sequence[Finding], between: Mapping[str, int]) -> str:
        """The table of reports, and under it how many it leaves out."""
        from tabulate import tabulate

        w, rows = self.words, list(self.rows)
        if across:
            rows.append([w["across"], *between.values(), *[None] * 7])
        if summary["documents"] > 1:
            ledger, relations = summary["ledger"], arithmetic_of(summary)
            numbers = [ledger[k] for k in ("numerals", "checked", "unchecked", "identifiers")]
            total = [*summary["findings"].values(), *numbers, relations["total"], relations["breaks"], None]
            rows.append([w["all"], *total])
        aligned = ("left", *["right"] * 9, "left")
        lines = [tabulate(rows, headers=HEADS[self.lang]["documents"], disable_numparse=True, colalign=aligned)]
        if self.more:
            lines.append(w["more"].format(n=self.more))
        if self.clean:
            lines.append(w["clean"].format(n=self.clean))
        return "\n".join(lines)

    def _codes(self) -> str:
        """The table of codes and severities."""
        from tabulate import tabulate

        from audit.explain.rules import rules_of

        rules = rules_of(self.config)
        rows = [
            [code, *(n or None for n in by.values()), rules[code].title[self.lang] if code in rules else ""]
            for code, by in sorted(self.codes.items())
        ]
        return tabulate(
            rows,
            headers=HEADS[self.lang]["codes"],
            disable_numparse=True,
            colalign=("left", "right", "right", "right", "left"),
        )

    def _coverage(self, summary: Mapping[str, Any]) -> list[str]:
        ledger = summary["ledger"]
        out = []
        for key, table in (("unchecked", "unchecked"), ("identifiers", "identifier")):
            why = ledger.get(f"why_{key}")
            if ledger[key] and why:
                out.append(self.words[key].format(n=ledger[key], why=self._list(why, table)))
        return out

    def _conclusion(self, summary: Mapping[str, Any], total: int, paint: Paint) -> list[str]:
        w, ledger, relations = self.words, summary["ledger"], arithmetic_of(summary)
        out = []
        if summary["documents"]:
            out.append(
                w["checked"].format(
                    subjects=subjects(summary["documents"] - self.tables, self.tables, self.lang),
                    checked=ledger["checked"],
                    relations=relations["total"],
                    verdicts=self._verdicts(relations),
                )
            )
        if (forms := summary.get("form_checks", {})).get("total"):
            out.append(w["forms"].format(n=forms["total"], verdicts=self._verdicts(forms)))
        if summary["failures"]:
            out.append(w["failed"].format(n=summary["failures"]))
        if not summary["relations"]["ties"] + summary["relations"]["breaks"]:
            out.append(paint.severity(w["nothing"], "error"))
        elif total:
            by = self._list({s: n for s, n in summary["findings"].items() if n}, "severity")
            worst = next(s for s, n in summary["findings"].items() if n)
            out.append(paint.severity(w["found"].format(n=total, by=by), worst))
        elif summary["waived"]:
            out.append(paint.good(w["none_open"].format(n=summary["waived"])))
        else:
            out.append(paint.good(w["none_selected" if summary.get("deselected") else "none"]))
        gap = "" if self.lang == "zh" else " "
        if total and summary["waived"]:
            out[-1] += gap + w["waived"].format(n=summary["waived"])
        if summary.get("deselected"):
            out[-1] += gap + w["deselected"].format(n=summary["deselected"])
        if summary.get("baseline"):
            out.append(w["baseline"].format(**summary["baseline"]))
        return out

    def _verdicts(self, counts: Mapping[str, int]) -> str:
        """相符 17、不符 1, and the undetermined where there are any."""
        shown = {v: counts[v] for v in ("ties", "breaks", "undetermined") if counts[v] or v != "undetermined"}
        return self._list(shown, "verdict")

    def _list(self, counts: Mapping[str, int], table: str) -> str:
        return self.words["comma"].join(
            self.words["pair"].format(word=term(table, word, self.lang), n=n) for word, n in counts.items()
        )


def _found(row: Sequence[Any]) -> bool:
    return any(row[1:4])


def _short(path: str) -> str:
    """A path that leaves room for the table: its end, which is what differs."""
    if width(path) <= MAX_NAME:
        return path
    while width(path) > MAX_NAME - 1:
        path = path[1:]
    return "…" + path
