"""What papers say of a run: its reports by name, the relation behind a finding, places, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.explain.findings import Lines
from audit.model import Audited, Finding, Place, Run
from audit.report.paper.quote import Quotation, quotations
from audit.report.paper.text import clip, line

_PLAIN_TAG = re.compile(r"<[^<>]*>")
# Who issued a report: its metadata block, else the line it is signed with, else its title.
_STATED = re.compile(
    r"(?:发布机构|发文机关|发布单位|制发单位|制发机关|公开机构|信息来源|来源)[ \t\u3000]*[:：|｜\t][ "
    r"\t\u3000|｜]*([^\s|｜,，。;；:：<>]{3,30})"
)
_BODY = (
    r"[一-鿿]{2,24}?(?:人民政府办公室|人民政府|政府办公室|人民法院|中级法院|人民检察院|委员会|管理局|办公室|街道"
    r"办事处|办事处|服务中心|局|厅|委)"
)
_SIGNED = re.compile(rf"[ \t\u3000]*({_BODY})[ \t\u3000]*$")
_IN_TITLE = re.compile(rf"^(?:关于)?({_BODY})(?=关于|(?:19|20)\d\d|[〇零一二三四五六七八九]{{4}}年|$)")
# 红河市统计局　2025年3月18日, alone on a line under the title
_UNDER_TITLE = re.compile(
    rf"[ \t\u3000#*（(]*({_BODY}|国家统计局[一-鿿]{{2,8}}调查总?队)"
    r"(?:[ \t\u3000、]+[一-鿿]{4,20}(?:局|委|厅|队|办公室))*[ \t\u3000]*"
    r"(?:[（(]?(?:19|20)\d\d[ ]?[年./-][ ]?\d{1,2}[ ]?[月./-](?:[ ]?\d{1,2}[ ]?日?)?)?[）)*]*[ \t\u3000]*$"
)
_KEY = re.compile(r"[一-鿿]{2,6}$")


class Facts:
    """The facts of one run, looked up by finding and report."""

    def __init__(self, run: Run) -> None:
        """Index a run.

        Args: run: audited reports, findings (those of several reports last), relations across reports.
        """
        self.run = run
        self.documents: dict[str, Audited] = {d.id: d for d in run.documents}
        self.by_path: dict[str, Audited] = {d.parsed.path: d for d in run.documents}
        files = [file_of(d) for d in run.documents]
        self._short = {
            d.parsed.path: name if files.count(name) == 1 else line(d.parsed.path)
            for d, name in zip(run.documents, files, strict=True)
        }
        self._lines: dict[str, Lines] = {}
        self._relations: dict[str, dict[str, int]] = {}
        self.numbers: dict[int, int] = {id(f): n for n, f in enumerate(run.findings, 1)}

    def lines(self, d: Audited) -> Lines:
        """Position -> (line, column) of one report."""
        if d.id not in self._lines:
            self._lines[d.id] = Lines(d.parsed.source)
        return self._lines[d.id]

    def groups(self) -> list[tuple[Audited | None, str, list[Finding]]]:
        """The findings by whose they are: each report's, in order; those across reports; those of a file that is none.

        Returns: the report or None; the path of such a file (of waivers), else ""; findings. Empty groups are left out.
        """
        of: dict[str, list[Finding]] = {key: [] for key in (*(d.id for d in self.run.documents), "")}
        for f in self.run.findings:
            of.setdefault(
                f.document if f.document in self.documents else "" if f.path in self.by_path else f.path, []
            ).append(f)
        return [
            (self.documents.get(key), "" if key in self.documents else key, found) for key, found in of.items() if found
        ]

    def index(self, f: Finding) -> tuple[Audited, int] | None:
        """The report of a finding and the place of its relation in it; None for a finding across reports."""
        d = self.documents.get(f.document)
        if d is None:
            return None
        if d.id not in self._relations:
            self._relations[d.id] = {r["id"]: n for n, r in enumerate(d.relations)}
        n = self._relations[d.id].get(f.relation)
        return None if n is None else (d, n)

    def across(self, f: Finding) -> dict | None:
        """The relation across reports behind a finding."""
        return next((r for r in self.run.relations if r["id"] == f.relation), None)

    def short(self, path: str) -> str:
        """The file name of a report, its path where two reports are called alike; the list of sources has all paths."""
        return self._short.get(path) or line(path)

    def shortened(self, text: str) -> str:
        """A line of text with the reports' files by their short names, as in a message across reports."""
        for path, short in self._short.items():
            text = text.replace(path, short)
        return line(text)

    def where(self, path: str, position: int) -> str:
        """file:line, or the path where it is none of the run's reports."""
        d = self.by_path.get(path)
        return f"{self.short(path)}:{self.lines(d)(position)[0]}" if d else line(path)

    def section(self, d: Audited, position: int) -> str:
        """The path of headings above a position: 三、… / （二）…"""
        found = ""
        for start, _, _, title in d.parsed.sections:
            if start > position:
                break
            found = title
        return " / ".join(_headed(part) for part in line(found).split(" / ") if part)

    def quote(self, f: Finding, most: int = 6) -> list[tuple[str, Quotation]]:
        """The passages of a finding, each with the path of its report; none where it is about what is not there."""
        if (found := self.index(f)) and found[0].parsed.relations[found[1]].note in ("section", "title"):
            return []
        spans: dict[str, list[tuple[int, int]]] = {}
        for p in f.places or (Place(f.path, f.start, f.end, ""),):
            spans.setdefault(p.path, []).append((p.start, p.end))
        out = []
        for path, places in spans.items():
            d = self.by_path.get(path)
            if d is None:
                continue
            passages = quotations(d.parsed.source, d.parsed.format, places, self.lines(d).line, f.start, most)
            out += [(path, q) for q in passages]
        return out[: max(most, len(spans))]


def _headed(part: str) -> str:
    """A heading whose opening bracket was cut off gets it back: 一）加强 -> （一）加强."""
    return f"（{part}" if re.match(r"[一二三四五六七八九十]{1,3}[）)]", part) else part


def name_of(d: Audited, length: int = 40) -> str:
    """What a paper calls a report: its title, else its file."""
    return clip(line(d.parsed.title), length) if d.parsed.title else file_of(d)


def file_of(d: Audited) -> str:
    """The file name of a report."""
    return line(re.split(r"[\\/]", d.parsed.path)[-1])


def authority(d: Audited) -> str:
    """Who issued a report, where it says so: its metadata, its title, a line under it, its last lines; else ""."""
    p = d.parsed
    text = _PLAIN_TAG.sub("\n", p.source) if p.format == "html" else p.source
    if ((m := _STATED.search(text[:4000])) and not _KEY.fullmatch(m[1])) or (m and re.search(_BODY + "$", m[1])):
        return line(m[1])
    if m := _IN_TITLE.search(re.sub(r"\s", "", p.title)):
        return line(m[1])
    lines = [x for x in text[:4000].splitlines() if x.strip()]
    title = re.sub(r"[\s#*]+", "", p.title)
    at = next((n for n, x in enumerate(lines) if title and re.sub(r"[\s#*]+", "", x) == title), -1)
    for under in lines[at + 1 : at + 4] if at >= 0 else []:
        if len(under) <= 80 and (m := _UNDER_TITLE.match(under)):
            return line(m[1])
    for last in [x for x in text[-600:].splitlines() if x.strip()][-4:]:
        if m := _SIGNED.match(last):
            return line(m[1])
    return ""


def label_of(f: Finding) -> str:
    """What a finding is about: 调解成功率, or nothing."""
    return line(f.label)


def distinct(items: Iterable[str]) -> list[str]:
    """Each once, in order, without empty ones."""
    return list(dict.fromkeys(x for x in items if x))
