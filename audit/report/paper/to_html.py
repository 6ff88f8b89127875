"""A paper as one HTML file: no script, no remote asset, a strict policy; looks like the printed page and prints as one."""

from __future__ import annotations

import base64
import hashlib

from audit import __version__
from audit.report.paper.blocks import Break, Chart, Contents, Facts, Heading, Line, Paper, Paragraph, Sign, Table
from audit.report.paper.svg import svg
from audit.report.paper.text import html

STYLE = """
:root{--ink:#1a1a1a;--soft:#5d6066;--rule:#c9ccd1;--line:#e4e6ea;--paper:#fff;--desk:#eef0f2;--a:#8a9099;--b:#1f5f8b;--error:#a3261b;--warning:#8a5a00;--info:#44566c;--tint:#f6f7f9}
*{box-sizing:border-box}
html{font-size:16px}
body{margin:0;background:var(--desk);color:var(--ink);font:1rem/1.75 "Times New Roman","仿宋","FangSong","STFangsong","Noto Serif CJK SC","Source Han Serif SC","Songti SC",serif;overflow-wrap:anywhere}
main{max-width:54rem;margin:1.5rem auto;background:var(--paper);padding:3.5rem 4rem;box-shadow:0 1px 4px rgba(0,0,0,.14)}
h1,h2,h3,th,dt,caption,figcaption,summary{font-family:"Arial","黑体","SimHei","Heiti SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
h1{font-size:1.75rem;line-height:1.4;text-align:center;margin:0 0 .25rem;font-weight:700}
h2.subtitle{text-align:center}p.address{margin-top:1.2rem}.sub{text-align:center;color:var(--soft);margin:0 0 2rem}
h2{font-size:1.2rem;margin:2.6rem 0 .6rem;font-weight:700;break-after:avoid}
h3{font-size:1.05rem;margin:1.9rem 0 .5rem;font-weight:600;break-after:avoid}
h4{font-size:1rem;margin:1.5rem 0 .4rem;break-after:avoid}
p{margin:.5rem 0;text-align:justify}
:lang(zh) p.body,:lang(zh) p.question{text-indent:2em}
p.note,.small{font-size:.85rem;color:var(--soft);text-indent:0}
p.right{text-align:right}p.center{text-align:center}p.close{margin-top:1.2rem}
nav{border:1px solid var(--line);padding:.8rem 1.4rem;margin:1.6rem 0;background:var(--tint)}
nav b{font-family:"Arial","黑体","SimHei","Noto Sans CJK SC",sans-serif}
nav ol{list-style:none;margin:.3rem 0;padding:0}nav li{margin:.12rem 0}nav li.l2{padding-left:1.6em;font-size:.92rem}
a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:.2em}
.wide{overflow-x:auto;margin:1.1rem 0}
table{border-collapse:collapse;width:100%;font-size:.87rem;line-height:1.5;border-top:2px solid var(--ink);border-bottom:2px solid var(--ink)}
caption{caption-side:top;font-size:.92rem;padding:0 0 .35rem;break-after:avoid}
th{font-weight:600;text-align:left;border-bottom:1px solid var(--ink);padding:.35rem .5rem;vertical-align:bottom}
td{padding:.32rem .5rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word;word-break:normal}td code{overflow-wrap:anywhere}
tr{break-inside:avoid}thead{display:table-header-group}
tr.total td{border-top:1px solid var(--ink);font-weight:600}
.r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th{white-space:nowrap}.c{text-align:center}th.r{text-align:right}th.c{text-align:center}
.table-note{font-size:.82rem;color:var(--soft);margin:.3rem 0 0}
dl{display:grid;grid-template-columns:6.5em 1fr;margin:.4rem 0 1.4rem;border-top:2px solid var(--rule);border-bottom:1px solid var(--rule);font-size:.93rem;line-height:1.65}
dl.error{border-top-color:var(--error)}dl.warning{border-top-color:var(--warning)}dl.info{border-top-color:var(--info)}
dt{padding:.35rem .6rem .35rem 0;color:var(--soft);font-size:.85rem;border-bottom:1px solid var(--line)}
dd{margin:0;padding:.35rem 0 .35rem .6rem;border-bottom:1px solid var(--line)}
dt:last-of-type,dd:last-of-type{border-bottom:0}
dd div+div{margin-top:.25rem}
mark{background:none;color:inherit;font-weight:700;text-decoration:underline;text-decoration-thickness:2px;text-decoration-color:var(--b);text-underline-offset:.22em}
code{font:.82em/1.4 "Consolas","Menlo","DejaVu Sans Mono",monospace}
.muted{color:var(--soft)}.gap{display:inline-block;min-width:9em;border-bottom:1px solid var(--ink)}
figure{margin:1.4rem 0;break-inside:avoid}figcaption{text-align:center;font-size:.92rem;margin-top:.4rem}
svg{max-width:100%;height:auto;font:12px "Arial","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
svg text{fill:var(--ink)}svg .a{fill:var(--a)}svg .b{fill:var(--b)}svg .grid{stroke:var(--line)}svg .tick{fill:var(--soft);text-anchor:middle;font-size:11px}svg .name,svg .end{text-anchor:end}
.sign{display:grid;grid-template-columns:auto 1fr auto 1fr;gap:1.6rem .8rem;margin:1.6rem 0;align-items:end}.sign span{border-bottom:1px solid var(--ink);min-height:1.8em}
hr{border:0;border-top:1px dashed var(--rule);margin:2.4rem 0}
@media(max-width:48rem){.wide table{min-width:40rem}main{margin:0;padding:1.6rem 1.1rem}dl{grid-template-columns:1fr}dt{border-bottom:0;padding-bottom:0}dd{padding-left:0;padding-top:0}.sign{grid-template-columns:auto 1fr}}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e6;--soft:#a4a8af;--rule:#4a4e55;--line:#33373d;--paper:#1b1d20;--desk:#121315;--a:#7d838c;--b:#6fb1e0;--error:#ef8a7f;--warning:#dcae58;--info:#9db3cc;--tint:#212428}}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{:root{--ink:#000;--soft:#444;--rule:#999;--line:#ccc;--paper:#fff;--desk:#fff;--a:#999;--b:#1f5f8b;--error:#000;--warning:#000;--info:#000;--tint:#fff}body{background:#fff;font-size:11pt}main{box-shadow:none;margin:0;padding:0;max-width:none}hr{border:0;margin:0;break-after:page}h2,h3,h4{break-after:avoid}a{text-decoration:none}.wide{overflow:visible}}
"""
_LANDSCAPE = """
main{max-width:96rem;padding:2.5rem 2rem}table{font-size:.82rem}td,th{padding:.3rem .4rem}
@page{size:A4 landscape;margin:14mm 10mm}
@media print{body{font-size:8.5pt}main{padding:0}.wide{margin:.4rem 0}}
"""


def write(paper: Paper) -> bytes:
    """The paper as UTF-8 HTML; its generator mark stands in the first kilobyte, so that a later run passes it over."""
    style = STYLE + (_LANDSCAPE if paper.landscape else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    lang = "zh-CN" if paper.lang == "zh" else "en"
    out = [
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="gouji {__version__} {paper.kind}">\n',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n",
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{html(paper.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n',
    ]
    if paper.show_title:
        out.append(f"<h1>{html(paper.title)}</h1>\n")
    if paper.subtitle:
        out.append(f'<p class="sub">{html(paper.subtitle)}</p>\n')
    out += [_block(b, paper) for b in paper.blocks]
    out.append("</main>\n</body>\n</html>\n")
    return "".join(out).encode("utf-8", "replace")


def _block(block, paper: Paper) -> str:
    if isinstance(block, Heading):
        n = block.level + 1
        return f'<h{n} id="{block.key}">{html(block.number + block.text)}</h{n}>\n'
    if isinstance(block, Paragraph):
        if block.style in ("title", "subtitle"):
            tag = "h1" if block.style == "title" else "h2"
            return f'<{tag} class="{block.style}">{_line(block.line)}</{tag}>\n'
        return f'<p class="{block.style}">{_line(block.line)}</p>\n'
    if isinstance(block, Facts):
        rows = "".join(f"<dt>{html(name)}</dt><dd>{''.join(f'<div>{_line(x)}</div>' for x in lines)}</dd>\n" for name, lines in block.rows)
        return f'<dl class="{block.level}">\n{rows}</dl>\n' if block.level else f"<dl>\n{rows}</dl>\n"
    if isinstance(block, Table):
        return _table(block, paper)
    if isinstance(block, Chart):
        note = f'<p class="table-note">{html(block.note)}</p>' if block.note else ""
        return f"<figure>{svg(block)}<figcaption>{paper.words.figure} {block.number}{paper.words.label_sep}{html(block.caption)}</figcaption>{note}</figure>\n"
    if isinstance(block, Contents):
        items = "".join(f'<li class="l{h.level}"><a href="#{h.key}">{html(h.number + h.text)}</a></li>' for h in paper.headings(block.depth))
        return f"<nav><b>{html(block.title)}</b><ol>{items}</ol></nav>\n"
    if isinstance(block, Sign):
        rows = "".join(f"<div>{html(r)}</div><span>{html(n)}</span><div>{html(d)}</div><span>{html(day)}</span>" for r, n, d, day in block.rows)
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
    caption = f"<caption>{paper.words.table} {block.number}{paper.words.label_sep}{html(block.caption)}</caption>" if block.number else ""
    total = sum(c.width for c in block.columns)
    grid = "".join(f'<col width="{100 * c.width // total}%">' for c in block.columns)
    head = "".join(f'<th scope="col"{kind[c.align]}>{html(c.title)}</th>' for c in block.columns)
    rows = []
    for n, row in enumerate(block.rows):
        cells = "".join(f"<td{kind[c.align]}>{'<br>'.join(map(_line, cell))}</td>" for c, cell in zip(block.columns, row, strict=True))
        last = ' class="total"' if block.total and n == len(block.rows) - 1 else ""
        rows.append(f"<tr{last}>{cells}</tr>\n")
    note = f'<p class="table-note">{html(block.note)}</p>' if block.note else ""
    return f'<div class="wide"><table>{caption}<colgroup>{grid}</colgroup><thead><tr>{head}</tr></thead>\n<tbody>\n{"".join(rows)}</tbody></table>{note}</div>\n'
