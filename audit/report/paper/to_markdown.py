"""A paper as GitHub Markdown. Figures in quotations stand in 【】, which every viewer shows and plain text keeps."""

from __future__ import annotations

from audit import __version__
from audit.report.paper.blocks import Block, Break, Chart, Contents, Facts, Heading, Line, Paper, Paragraph, Sign, Table
from audit.report.paper.text import line, markdown


def write(paper: Paper) -> bytes:
    """The paper as UTF-8 Markdown; its first line is the mark by which a later run passes it over."""
    out = [f"<!-- gouji {__version__} {paper.kind} -->", ""]
    if paper.show_title:
        out += [f"# {markdown(paper.title)}", ""]
    if paper.subtitle:
        out += [markdown(paper.subtitle), ""]
    for block in paper.blocks:
        made = _block(block, paper)
        if made:
            out += [made, ""]
    return "\n".join(out).rstrip("\n").encode("utf-8", "replace") + b"\n"


def _block(block: Block, paper: Paper) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {markdown(block.number + block.text)}"
    if isinstance(block, Paragraph):
        text = _line(block.line)
        if block.style in ("title", "subtitle"):
            return f"{'#' if block.style == 'title' else '##'} {text}"
        return f"*{text}*" if block.style == "note" and "*" not in text else text
    if isinstance(block, Facts):
        return _facts(block)
    if isinstance(block, Table):
        return _table(block, paper)
    if isinstance(block, Chart):
        return _chart(block, paper)
    if isinstance(block, Sign):
        blank = "＿＿＿＿＿＿"
        return "\n".join(
            f"- {markdown(r)}：{markdown(n) or blank}　{markdown(d)}：{markdown(day) or blank}"
            for r, n, d, day in block.rows
        )
    if isinstance(block, Break):
        return "---"
    assert isinstance(block, Contents)  # headings make their own outline here
    return ""


def _line(spans: Line) -> str:
    out = []
    for s in spans:
        if s.style == "gap":
            out.append("＿＿＿＿")
        elif s.style == "mark":
            out.append(f"【{markdown(s.text)}】")
        elif s.style == "code" and "`" not in s.text and "|" not in s.text:
            out.append(f"`{line(s.text)}`")
        elif s.style == "strong" and s.text.strip():
            out.append(f"<b>{markdown(s.text)}</b>")
        else:  # a piece in the middle keeps its spaces
            text = markdown(s.text)
            out.append((" " if s.text[:1].isspace() else "") + text + (" " if s.text[-1:].isspace() and text else ""))
    return "".join(out).strip()


def _facts(block: Facts) -> str:
    rows = []
    for name, lines in block.rows:
        texts = [t for t in map(_line, lines) if t]
        if texts:
            rows.append(f"| {markdown(name)} | {'<br>'.join(texts)} |")
    return "\n".join(["| | |", "|---|---|", *rows]) if rows else ""


def _table(block: Table, paper: Paper) -> str:
    rule = {"left": ":--", "right": "--:", "center": ":-:"}
    out = []
    if block.number:
        out += [f"<b>{paper.words.table} {block.number}{paper.words.label_sep}{markdown(block.caption)}</b>", ""]
    out.append("| " + " | ".join(markdown(c.title) for c in block.columns) + " |")
    out.append("|" + "|".join(rule[c.align] for c in block.columns) + "|")
    for row in block.rows:
        out.append("| " + " | ".join("<br>".join(t for t in map(_line, cell) if t) for cell in row) + " |")
    if block.note:
        out += ["", markdown(block.note)]
    return "\n".join(out)


def _chart(block: Chart, paper: Paper) -> str:
    """The picture's numbers: Markdown has no picture that needs no second file."""
    out = [f"<b>{paper.words.figure} {block.number}{paper.words.label_sep}{markdown(block.caption)}</b>", ""]
    out.append(f"| | {markdown(block.series[0])} | {markdown(block.series[1])} | {markdown(block.gap)} |")
    out.append("|:--|--:|--:|--:|")
    for bar in block.bars:
        out.append(
            f"| {markdown(bar.label)} | {markdown(bar.reported_text)} | {markdown(bar.recomputed_text)} | "
            f"{markdown(bar.gap)} |"
        )
    if block.note:
        out += ["", markdown(block.note)]
    return "\n".join(out)
