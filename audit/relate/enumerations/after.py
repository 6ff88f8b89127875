"""Lists after the number that announces them: figures, names, 一是 … 五是 …."""

from __future__ import annotations

import re

from audit.read.structure import chinese_number
from audit.relate.context import Context
from audit.relate.enumerations.items import items
from audit.relate.enumerations.words import NOT_LIST
from audit.relate.enumerations.writing import announce, span_items
from audit.relate.relations import WARNING, Relation

_COLON = re.compile(
    r"[^，,。；;\n]{0,14}(?:[，,](?:即|包括|分别是|分别为|具体为)(?=[一-鿿])"
    r"|(?:[，,](?:即|包括|分别是|分别为|具体为))?[：:])"
)
_FIGURES_AFTER = re.compile(
    r"[^，,。；;\n]{0,18}(?:依次|分别)(?:为|是)|(?:的)?[^，,。；;\n]{0,12}(?:是|为)(?![^，,。；;]{0,6}期)"
)
_IN_BRACKET = re.compile(r"[^，,。；;：:（()）\n0-9]{0,8}[（(]([^（）()0-9\n]{5,120})[)）]")
_CIRCLED = re.compile(r"[^。；;\n①-⑳]{0,16}[：:。\n]?\s*①")
_CLOSED = re.compile(r"^(?:大|个)?(?:领域|方面|类|行业|环节|区域|渠道|板块|平台|中心|基地)")
_COMMA = re.compile("[，,]")
_FIGURES_AFTER_2 = re.compile(r"\s*(?:一是|首先|第一|（一）|1[.．、]|①)")
_FIGURES_AFTER_3 = re.compile(r"[。；;\n]|\.(?![0-9])")
_FIGURES_AFTER_4 = re.compile(r"[，,]")
_NAMES_AFTER = re.compile(
    r"([一-鿿]{0,6}?(?:行业|产业|领域|区域|镇街|部门|环节|类别|渠道|方面))((?:[^，,。；;：:、\n0-9]{2,20}、)+[^，,。；;：:、\n0-9]{2,24}?)(?:合计|共|等|分别|均|增加值|实现|完成|累计)"
)
_NUMBERED_AFTER = re.compile(r"[^。：:；;\n]{0,16}[。：:\n；;，,]\s*一(?:是|、|，)")
_NUMBERED_AFTER_2 = re.compile(r"([一二三四五六七八九十]{1,2})(?:是)(?!否)")
_NUMBERED_AFTER_3 = re.compile(r"[一-鿿]{0,4}[：:]")
_NUMBERED_AFTER_4 = re.compile(
    r"方面|原则|工作|重点|任务|问题|特点|措施|制度|举措|环节|大|要求|原因|机制|行动|工程|困难|短板"
)


def figures_after(c: Context, i: int, out: list[Relation]) -> bool:
    """按内容分六个方面：经济建设290件、…; 居前五位的是…; 六类上涨：…2.6%，…: as many figures as announced, in the
    half sentence or the sentence.
    """
    f = c.figures
    after = c.text[f.end[i] : f.end[i] + 40]
    lead = _COLON.match(after) or _FIGURES_AFTER.match(after)
    if not lead:
        return in_bracket(c, i, out) or names_after(c, i, out)
    for until in (c.half, c.sentence):
        ids: list[int] = []
        for j in range(i + 1, len(f)):
            if until[j] != until[i] or c.block[j] != c.block[i]:
                break
            if f.start[j] < f.end[i] + lead.end():
                continue  # 五类案件共198件：…
            if (
                (ids and (f.kind[j] != f.kind[ids[0]] or f.unit[j] != f.unit[ids[0]]))
                or f.kind[j] not in ("count", "money", "percent")
                or c.limit[j]
                or c.delta[j]
            ):
                continue
            if (c.bracket[j] == c.bracket[i] or (c.bracket[j] >= 0 and f.start[j] - c.bracket[j] <= 2)) and (
                not ids or (c.bracket[j] >= 0) == (c.bracket[ids[0]] >= 0)
            ):
                ids.append(j)
        if len(ids) == f.num[i]:
            announce(c, i, ids, out)
            return True
    if lead.re is not _COLON:
        return False
    if _one_off(c, i, f.end[i] + lead.end(), out):
        return True
    # a list of names after a colon: 五个方面：A、B、C。
    rest = c.text[f.end[i] + lead.end() : f.end[i] + lead.end() + 160]
    if _FIGURES_AFTER_2.match(rest):
        return False
    stop = _FIGURES_AFTER_3.search(rest)
    listing = rest[: stop.start()] if stop else rest
    comma = _FIGURES_AFTER_4.search(listing)
    if comma and "、" in listing[: comma.start()]:
        listing = listing[: comma.start()]
    found = items(listing)
    if (
        found
        and "，" not in listing
        and "," not in listing
        and len(found) >= 2
        and not NOT_LIST.search(listing)
        and not listing.endswith("等")
    ) and (len(found) == f.num[i] or (abs(len(found) - f.num[i]) <= 1 and all(len(p) <= 14 for p in found))):
        span_items(c, i, f.end[i] + lead.end(), listing, found, out)
        return True
    return False


def _one_off(c: Context, i: int, at: int, out: list[Relation]) -> bool:
    """四大领域…：小作坊336户、托管机构271户、门店489户: a closed list of like figures, one too few or too many."""
    f = c.figures
    stop = _FIGURES_AFTER_3.search(c.text, at, at + 300)
    if stop is None or not _CLOSED.search(f.unit[i] + c.post[i][:4]):
        return False
    listing = c.text[at : stop.start()]
    comma = _COMMA.search(listing, listing.rfind("、") + 1)
    listing = listing[: comma.start()] if comma else listing
    segments = [x for x in listing.split("、") if x.strip()]
    ids = [j for j in range(i + 1, min(i + 14, len(f))) if at <= f.start[j] < at + len(listing) and f.cell[j] is None]
    whole = len(ids) == len(segments) >= 3 and len({f.unit[j] for j in ids}) == 1 and "等" not in listing
    if not whole or _COMMA.search(listing) or abs(len(ids) - f.num[i]) != 1:
        return False
    announce(c, i, ids, out)
    return True


def in_bracket(c: Context, i: int, out: list[Relation]) -> bool:
    """四个方面（执法质量、案件审核、复议应诉、法治宣传）: names in the bracket right behind."""
    f = c.figures
    m = _IN_BRACKET.match(c.text, f.end[i])
    if m is None:
        return False
    found = items(m.group(1))
    if not found or f.num[i] < 3 or abs(len(found) - f.num[i]) > 1 or NOT_LIST.search(m.group(1)):
        return False
    if m.group(1).endswith("等") or (len(found) != f.num[i] and len(found) < 3):
        return False
    span_items(c, i, m.start(1), m.group(1), found, out)
    return True


def circled_after(c: Context, i: int, out: list[Relation]) -> bool:
    """十件实事：①…；②…: the circled numbers that follow the announcement."""
    f = c.figures
    rest = c.text[f.end[i] : f.end[i] + 3000]
    if not _CIRCLED.match(rest):
        return False
    spans: list[tuple[int, int]] = []
    for m in re.finditer("[①-⑳]", rest):
        if ord(m.group()) - ord("①") != len(spans):
            break
        spans.append((f.end[i] + m.start(), f.end[i] + m.end()))
    if len(spans) < 2:
        return False
    values = {"announced": f.num[i], "listed": len(spans)}
    shown = [("item", a, b) for a, b in spans]
    out.append(
        Relation(
            "enumeration", "enumerations", "ENU101", [("announced", i)], values, i, WARNING, 0.0, shown, c.label[i]
        )
    )
    return True


def names_after(c: Context, i: int, out: list[Relation]) -> bool:
    """三大支柱行业A、B、C合计: names right behind the number; only a list of just as many is one."""
    f = c.figures
    m = _NAMES_AFTER.match(
        c.text[f.end[i] : f.end[i] + 120],
    )
    if m is None or f.num[i] < 3:
        return False
    found = items(m.group(2))
    if not found or len(found) != f.num[i]:
        return False
    span_items(c, i, f.end[i] + m.start(2), m.group(2), found, out)
    return True


def numbered_after(c: Context, i: int, out: list[Relation]) -> bool:
    """五大基本原则。一是 … 五是 …: the run of 一是, 二是 … that begins at once after the announcement."""
    f = c.figures
    if not _NUMBERED_AFTER.match(c.text, f.end[i]):
        return False
    rest = c.text[f.end[i] : f.end[i] + 4000]
    spans = []
    expected = 1
    for m in _NUMBERED_AFTER_2.finditer(rest):
        n = chinese_number(m.group(1))
        if n == expected:
            spans.append((f.end[i] + m.start(), f.end[i] + m.end()))
            expected += 1
        elif n == 1 and expected > 1:
            break
    if len(spans) < 2:
        return False
    noun = f.unit[i] + c.post[i][:6]
    plain = (
        _NUMBERED_AFTER_3.match(c.text[f.end[i] : f.end[i] + 6]) is not None and len(spans) == f.num[i]
    )  # 三件事：一是…
    if f.num[i] > 10 or (
        not plain
        and not _NUMBERED_AFTER_4.search(
            noun + c.text[f.end[i] - 3 : f.end[i] + 8],
        )
    ):
        return False
    if len(spans) != f.num[i] and abs(len(spans) - f.num[i]) > 2:
        return False
    values = {"announced": f.num[i], "listed": len(spans)}
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
            [("item", a, b) for a, b in spans[:20]],
            c.label[i],
        )
    )
    return True
