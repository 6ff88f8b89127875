"""Lists before the number that counts them: 食品、药品、特种设备和产品质量等四个领域."""

from __future__ import annotations

import re

from audit.parse.numerals import DIGITS
from audit.relate.context import Context
from audit.relate.enumerations.items import items
from audit.relate.enumerations.words import NOT_LIST
from audit.relate.relations import WARNING, Relation

_STOP = re.compile(
    r"[，,。；;：:（(）)\n|！？]|是指|包括|涵盖|涉及|围绕|推动|聚焦|以及其|对(?=[一-鿿]{2,}、)|将(?=[^、，。]*、)|把|按照|依托|强化|成立|开展|构建|完善|探索推行|推行|推进|实行|全面落实|落实|重点抓好|针对|由(?=[一-鿿]{2,}、)|从(?=[一-鿿]{2,}、)|在(?=[一-鿿]{2,}、)|为(?=[一-鿿]{2,}、)|已对|举办|组织|召开|打造了?|建成了?|培育了?|评选|覆盖|选定|确定|设置|突出|聚焦|紧扣|抓好|设立|设有|出台|印发|制定|打通|整合|统筹|健全"
)
_LIST_BEFORE = re.compile(r"(等|共计|共|合计|总共|这)?\s*$")
_LIST_BEFORE_2 = re.compile(r"共计|共|合计")
# One class of characters first, then what each calls for: a search by its first character is several times faster.
_NAMED_2 = re.compile(
    r"[“‘两三四五六七八九](?:(?<=[“‘])([两三四五六七八九十])(?:大|个|项|种|类|级)?[一-鿿]{0,5}[”’]"
    r"|(?<=[、一-鿿][两三四五六七八九])级(?=[一-鿿]))"
)
_NAMED_3 = re.compile(r"(?:“[^“”]{2,16}”[、和]?){2,8}$")


def list_before(c: Context, i: int, out: list[Relation], chinese: bool) -> bool:
    """食品、药品、特种设备和产品质量等四个领域; …、城市更新计划共4项决策."""
    f = c.figures
    start = f.start[i]
    left = max(c.sentence_start[i], f.end[i - 1] if i and f.end[i - 1] > c.sentence_start[i] else 0, start - 200)
    words = c.text[left:start].replace("\n", "")
    tail = _LIST_BEFORE.search(words)
    if tail is None:
        return False
    cue = tail.group(1) or ""
    body = words[: tail.start()]
    if not body or body[-1] in "，,。；;：:（(":
        return False
    cut = 0
    for m in _STOP.finditer(body):
        cut = m.end()
    listing = body[cut:]
    parts = items(listing)
    if parts is None or len(parts) < 2 or NOT_LIST.search(listing):
        return False
    if f.unit[i] in ("人", "人次", "名", "次", "场", "场次", "户", "元") and cue != "等":
        return False
    n = f.num[i]
    begin = start - (len(words) - cut) if "\n" not in c.text[left:start] else c.text.find(parts[0][:6], left)
    span = (
        "announced_list",
        max(left, begin),
        start - len(words) + tail.start() if "\n" not in c.text[left:start] else start,
    )
    if not cue and not chinese and f.unit[i] not in ("个", "项", "类", "种", "大", "方面"):
        return False
    if len(parts) == n or (cue == "共" or cue == "合计" or cue == "共计") or not cue or len(parts) > n:
        if not cue and len(parts) != n:
            # without a cue the words before may not be the list: only a list that ties is one
            sizes = [len(p) for p in parts]
            if not (
                f.unit[i] in ("领域", "方面", "类", "个", "项")
                and abs(len(parts) - n) <= 2
                and len(parts) >= 3
                and max(sizes) <= 6
                and max(sizes) - min(sizes) <= 2
                and cut
            ):
                return False
        if cue in ("共", "共计", "合计") and len(parts) != n:
            if (
                f.unit[i] not in ("项", "个", "类", "种", "方面", "领域", "大", "条", "部")
                or n > 12
                or any(len(p) > 16 for p in parts)
            ):
                return False
            if not _LIST_BEFORE_2.search(cue) or len(parts) + 3 < n or len(parts) > n + 2:
                return False
        if cue == "等" and len(parts) < n:
            return False
        if cue == "等" and len(parts) > n and (len(parts) > n + 2 or any(len(p) > 10 for p in parts)):
            return False
        values = {"announced": n, "listed": len(parts)}
        role_span = [("item", max(left, span[1]), max(left, span[1]) + min(78, max(1, span[2] - span[1])))]
        out.append(
            Relation(
                "enumeration",
                "enumerations",
                "ENU101",
                [("announced", i)],
                values,
                i,
                WARNING,
                0.0,
                role_span,
                c.label[i],
                "",
                {"items": parts},
            )
        )
        return True
    return False


def named(c: Context, out: list[Relation]) -> None:
    """“三个一”, “五费”, “三调联动” after a list of as many: names that count. A name that does not tie says nothing."""
    for m in _NAMED_2.finditer(
        c.text,
    ):
        digit = m.group(1) or c.text[m.start()]
        n = DIGITS.get(digit, 10)
        left = max(0, m.start() - 120)
        words = c.text[left : m.start()]
        cut = 0
        for s in _STOP.finditer(words):
            cut = s.end()
        quoted = _NAMED_3.search(words)
        if quoted and quoted.group().count("“") == n:
            _name_that_counts(m, n, left + quoted.start(), out)
            continue
        listing = words[cut:]
        if "\n" in listing:
            continue
        parts = items(listing) if "、" in listing or "”“" in listing else None
        if parts is None or len(parts) != n:
            continue
        _name_that_counts(m, n, left + cut, out)


def _name_that_counts(m: re.Match, n: int, at: int, out: list[Relation]) -> None:
    """Write that a name such as 三个一 counts the list of n that begins at a position and ends at the name."""
    spans = [("announced", m.start(), m.end()), ("item", at, at + min(78, m.start() - at))]
    values = {"announced": n, "listed": n}
    out.append(
        Relation("enumeration", "enumerations", "ENU101", [], values, -1, WARNING, 0.0, spans, m.group(0), "name")
    )
