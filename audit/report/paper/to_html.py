"""A paper as one HTML file: no script, no remote asset, a strict policy; it looks like a page and prints as one."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from audit import __version__
from audit.report.paper.blocks import Block, Break, Chart, Contents, Facts, Heading, Line, Paper, Paragraph, Sign, Table
from audit.report.paper.svg import svg
from audit.report.paper.text import html

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def write(paper: Paper) -> bytes:
    """The paper as UTF-8 HTML; its generator mark stands in the first kilobyte, so that a later run passes it over."""
    style = _sheet("paper.css") + (_sheet("landscape.css") if paper.landscape else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    lang = "zh-CN" if paper.lang == "zh" else "en"
    out = [
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta name="generator" content="gouji {__version__} {paper.kind}">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{html(paper.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n",
    ]
    if paper.show_title:
        out.append(f"<h1>{html(paper.title)}</h1>\n")
    if paper.subtitle:
        out.append(f'<p class="sub">{html(paper.subtitle)}</p>\n')
    out += [_block(b, paper) for b in paper.blocks]
    out.append("</main>\n</body>\n</html>\n")
    return "".join(out).encode("utf-8", "replace")


def _sheet(name: str) -> str:
    """A style sheet of ours; its newlines are those its digest is of, on every system."""
    return (files("audit.report.paper") / name).read_text("utf-8").replace("\r\n", "\n")


def _block(block: Block, paper: Paper) -> str:
    if isinstance(block, Heading):
        n = block.level + 1
        return f'<h{n} id="{block.key}">{html(block.number + block.text)}</h{n}>\n'
    if isinstance(block, Paragraph):
        if block.style in ("title", "subtitle"):
            tag = "h1" if block.style == "title" else "h2"
            return f'<{tag} class="{block.style}">{_line(block.line)}</{tag}>\n'
        return f'<p class="{block.style}">{_line(block.line)}</p>\n'
    if isinstance(block, Facts):
        rows = "".join(
            f"<dt>{html(name)}</dt><dd>{''.join(f'<div>{_line(x)}</div>' for x in lines)}</dd>\n"
            for name, lines in block.rows
        )
        return f'<dl class="{block.level}">\n{rows}</dl>\n' if block.level else f"<dl>\n{rows}</dl>\n"
    if isinstance(block, Table):
        return _table(block, paper)
    if isinstance(block, Chart):
        note = f'<p class="table-note">{html(block.note)}</p>' if block.note else ""
        return (
            f"<figure>{svg(block)}<figcaption>{paper.words.figure} {block.number}{paper.words.label_sep}"
            f"{html(block.caption)}</figcaption>{note}</figure>\n"
        )
    if isinstance(block, Contents):
        items = "".join(
            f'<li class="l{h.level}"><a href="#{h.key}">{html(h.number + h.text)}</a></li>'
            for h in paper.headings(block.depth)
        )
        return f"<nav><b>{html(block.title)}</b><ol>{items}</ol></nav>\n"
    if isinstance(block, Sign):
        rows = "".join(
            f"<div>{html(r)}</div><span>{html(n)}</span><div>{html(d)}</div><span>{html(day)}</span>"
            for r, n, d, day in block.rows
        )
        return f'<div class="sign">{rows}</div>\n'
    assert isinstance(block, Break)
    return "<hr>\n"


def _line(spans: Line) -> str:
    tag = {"mark": "mark", "strong": "b", "code": "code"}
    out = []
    for s in spans:
        if s.style in tag:
            out.append(f"<{tag[s.style]}>{html(s.text)}</{tag[s.style]}>")
        elif s.style == "gap":
            out.append('<span class="gap">&nbsp;</span>')
        elif s.style == "muted":
            out.append(f'<span class="muted">{html(s.text)}</span>')
        else:
            out.append(html(s.text))
        if s.link:
            out[-1] = f'<a href="#{html(s.link)}">{out[-1]}</a>'
    return "".join(out)


def _table(block: Table, paper: Paper) -> str:
    kind = {"left": "", "right": ' class="r"', "center": ' class="c"'}
    caption = (
        f"<caption>{paper.words.table} {block.number}{paper.words.label_sep}{html(block.caption)}</caption>"
        if block.number
        else ""
    )
    total = sum(c.width for c in block.columns)
    grid = "".join(f'<col width="{100 * c.width // total}%">' for c in block.columns)
    head = "".join(f'<th scope="col"{kind[c.align]}>{html(c.title)}</th>' for c in block.columns)
    rows = []
    for n, row in enumerate(block.rows):
        cells = "".join(
            f"<td{kind[c.align]}>{'<br>'.join(map(_line, cell))}</td>"
            for c, cell in zip(block.columns, row, strict=True)
        )
        last = ' class="total"' if block.total and n == len(block.rows) - 1 else ""
        rows.append(f"<tr{last}>{cells}</tr>\n")
    note = f'<p class="table-note">{html(block.note)}</p>' if block.note else ""
    return (
        f'<div class="wide"><table>{caption}<colgroup>{grid}</colgroup><thead><tr>{head}</tr></thead>\n<tbody>\n'
        f"{''.join(rows)}</tbody></table>{note}</div>\n"
    )
