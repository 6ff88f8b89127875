"""Announced against listed: 八大领域：…; 食品、药品等四个领域; 一是 … 五是 …; section numbering."""

from __future__ import annotations

import re

from audit.parse.numerals import DIGITS
from audit.read.structure import chinese_number
from audit.relate.context import Context
from audit.relate.relations import WARNING, Relation

_BEFORE = re.compile(r"(?:等|共计|共|合计|总共|这)?[“‘]?$")
_STOP = re.compile(
    r"[，,。；;：:（(）)\n|！？]|是指|包括|涵盖|涉及|围绕|推动|聚焦|以及其|对(?=[一-鿿]{2,}、)|将(?=[^、，。]*、)|把|按照|依托|强化|成立|开展|构建|完善|探索推行|推行|推进|实行|全面落实|落实|重点抓好|针对|由(?=[一-鿿]{2,}、)|从(?=[一-鿿]{2,}、)|在(?=[一-鿿]{2,}、)|为(?=[一-鿿]{2,}、)|已对|举办|组织|召开|打造了?|建成了?|培育了?|评选|覆盖|选定|确定|设置|突出|聚焦|紧扣|抓好|设立|设有|出台|印发|制定|打通|整合|统筹|健全"
)
_SEPARATOR = re.compile(r"、|以及|及其|和|与|及|暨|”“|》《")
_NOT_LIST = re.compile(r"[0-9０-９]")
_AFTER = re.compile(r"^[^，,。；;：:\n（(]{0,10}[：:]")
_COLON = re.compile(r"[^，,。；;\n]{0,14}(?:[，,](?:即|包括|分别是|分别为|具体为))?[：:]")
_ITEM = re.compile(r"(?:(?<=[。；;：:，,\n])|(?<=[^一-鿿])|^)\s*(?:[#*]*)([一二三四五六七八九十]{1,2})是(?!否)")
_NOUN = frozenset(
    (
        "个",
        "项",
        "类",
        "种",
        "大",
        "领域",
        "方面",
        "环节",
        "部门",
        "单位",
        "原则",
        "行业",
        "级",
        "件",
        "家",
        "所",
        "处",
        "批",
        "条",
    )
)
_NAMED = re.compile(r"[“‘]?([二两三四五六七八九十])(?:大|个|项|种|类|级|项)?([一-鿿]{0,4})[”’]?")
_ITEMS = re.compile(r"等$")
_ITEMS_2 = re.compile(r"”、?“|》、?《|”[和及与]“")
_ITEMS_3 = re.compile(r"以及|和|及|与|暨")
_LIST_BEFORE = re.compile(r"(等|共计|共|合计|总共|这)?\s*$")
_LIST_BEFORE_2 = re.compile(r"共计|共|合计")
_FIGURES_AFTER = re.compile(
    r"[^，,。；;\n]{0,18}(?:依次|分别)(?:为|是)|(?:的)?[^，,。；;\n]{0,12}(?:是|为)(?![^，,。；;]{0,6}期)"
)
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
# One class of characters first, then what each calls for: a search by its first character is several times faster.
_NAMED_2 = re.compile(
    r"[“‘两三四五六七八九](?:(?<=[“‘])([两三四五六七八九十])(?:大|个|项|种|类|级)?[一-鿿]{0,5}[”’]"
    r"|(?<=[、一-鿿][两三四五六七八九])级(?=[一-鿿]))"
)
_NAMED_3 = re.compile(r"(?:“[^“”]{2,16}”[、和]?){2,8}$")


def items(words: str) -> list[str] | None:
    """The items of a 、-list, or None where the words are no plain list."""
    words = words.strip().strip("“”‘’\"' ")
    words = _ITEMS.sub("", words)
    if "”“" in words or "》《" in words or "”、“" in words:
        parts = _ITEMS_2.split(words)
        return [p for p in parts if p]
    if "、" not in words:
        return None
    head, _, tail = words.rpartition("、")
    parts = head.split("、")
    last = _ITEMS_3.split(tail)
    if len(last) == 2 and all(len(x.strip()) >= 2 or len(parts[-1]) == len(x.strip()) for x in last):
        # 特种设备和产品质量 are two; 文化和旅游管理 in the middle of a list is one
        parts.extend(last)
    else:
        parts.append(tail)
    parts = [p.strip(" “”‘’\"'") for p in parts]
    # 事关全局、社会关注度高的综合交通规划、学校布局调整: what stands before 的 describes, it is no item
    for k in range(len(parts) - 2, 0, -1):
        head, of, rest = parts[k].rpartition("的")
        if of and len(rest) >= 2 and len(head) >= 2:
            parts = [rest, *parts[k + 1 :]]
            break
    if any(not p or len(p) > 24 for p in parts):
        return None
    return parts


def enumerations(c: Context, out: list[Relation]) -> None:
    """Relate announced counts with the lists they announce, and check the numbering of sections.

    Args:    c: the document laid out; out: relations, appended to.
    """
    f = c.figures
    for i in range(len(f)):
        if f.kind[i] != "count" or f.hedge[i] or f.cell[i] is not None or f.dec[i] or not 2 <= f.num[i] <= 30:
            continue
        chinese = c.text[f.start[i]] in DIGITS or c.text[f.start[i]] == "十"
        if list_before(c, i, out, chinese):
            continue
        if chinese or f.unit[i] in ("个", "项", "类", "种", "方面", "领域", "大", "位", "件", "条", "件事"):
            figures_after(c, i, out) or numbered_after(c, i, out)
    pointed(c, out)
    parts_announced(c, out)
    named(c, out)
    numbering(c, out)


def list_before(c: Context, i: int, out: list[Relation], chinese: bool) -> bool:
    """食品、药品、特种设备和产品质量等四个领域; …、城市更新计划共4项决策."""
    f = c.figures
    start = f.start[i]
    left = max(c.sentence_start[i], f.end[i - 1] if i and f.end[i - 1] > c.sentence_start[i] else 0, start - 200)
    words = c.text[left:start].replace("\n", "")
    tail = _LIST_BEFORE.search(words)
    cue = tail.group(1) or ""
    body = words[: tail.start()]
    if not body or body[-1] in "，,。；;：:（(":
        return False
    cut = 0
    for m in _STOP.finditer(body):
        cut = m.end()
    listing = body[cut:]
    parts = items(listing)
    if parts is None or len(parts) < 2 or _NOT_LIST.search(listing):
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


def figures_after(c: Context, i: int, out: list[Relation]) -> bool:
    """按内容分六个方面：经济建设290件、…; 居前五位的是…; 六类上涨：…2.6%，…: as many figures as announced, in the half sentence or the sentence."""
    f = c.figures
    after = c.text[f.end[i] : f.end[i] + 40]
    lead = _COLON.match(after) or _FIGURES_AFTER.match(after)
    if not lead:
        return names_after(c, i, out, after)
    for until in (c.half, c.sentence):
        ids: list[int] = []
        for j in range(i + 1, len(f)):
            if until[j] != until[i] or c.block[j] != c.block[i]:
                break
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
        and not _NOT_LIST.search(listing)
        and not listing.endswith("等")
    ):
        if len(found) == f.num[i] or (abs(len(found) - f.num[i]) <= 1 and all(len(p) <= 14 for p in found)):
            span_items(c, i, f.end[i] + lead.end(), listing, found, out)
            return True
    return False


def names_after(c: Context, i: int, out: list[Relation], after: str) -> bool:
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


def announce(c: Context, i: int, ids: list[int], out: list[Relation]) -> None:
    members = [("announced", i)] + [("item", j) for j in ids]
    out.append(
        Relation(
            "enumeration",
            "enumerations",
            "ENU101",
            members,
            {"announced": c.figures.num[i], "listed": len(ids)},
            i,
            WARNING,
            0.0,
            [],
            c.label[i],
        )
    )


def span_items(c: Context, i: int, at: int, listing: str, found: list[str], out: list[Relation]) -> None:
    values = {"announced": c.figures.num[i], "listed": len(found)}
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
            [("item", at, at + min(78, len(listing)))],
            c.label[i],
            "",
            {"items": found},
        )
    )


def parts_announced(c: Context, out: list[Relation]) -> None:
    """评查两次，上半年96卷，下半年124卷，合计220卷: as many parts of a sum as the clause before them announces."""
    f = c.figures
    taken = {r.about for r in out if r.kind == "enumeration"}
    for r in list(out):
        if r.kind != "sum" or r.note == "grid" or r.frame != "sums" or r.values.get("mode"):
            continue
        ids = [i for role, i in r.members if role == "part"]
        before = min(ids) - 1
        if len(ids) < 2 or before < 0 or before in taken or f.cell[before] is not None or f.kind[before] != "count":
            continue
        if (
            f.num[before] == len(ids)
            and not f.dec[before]
            and f.unit[before] in ("次", "批", "期", "轮", "类", "种", "项", "个", "方面", "部分", "位")
            and c.sentence[before] == c.sentence[ids[0]]
            and f.unit[before] != f.unit[ids[0]]
        ):
            announce(c, before, sorted(ids), out)
            taken.add(before)


def numbered_after(c: Context, i: int, out: list[Relation]) -> bool:
    """五大基本原则。一是 … 五是 …: the run of 一是, 二是 … that begins at once after the announcement."""
    f = c.figures
    rest = c.text[f.end[i] : f.end[i] + 4000]
    first = _NUMBERED_AFTER.match(rest)
    if not first:
        return False
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


def pointed(c: Context, out: list[Relation]) -> None:
    """三县合计, 前两位共261件: as many figures before as the words point back at."""
    taken = {r.about for r in out if r.kind == "enumeration"}
    for g in c.joint:
        if g.announced >= 0 and g.announced not in taken:
            announce(c, g.announced, g.items, out)


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
            a = left + quoted.start()
            out.append(Relation("enumeration", "enumerations", "ENU101", [], {"announced": n, "listed": n}, -1, WARNING, 0.0,
                                [("announced", m.start(), m.end()), ("item", a, a + min(78, m.start() - a))], m.group(0), "name"))  # fmt: skip
            continue
        listing = words[cut:]
        if "\n" in listing:
            continue
        parts = items(listing) if "、" in listing or "”“" in listing else None
        if parts is None or len(parts) != n:
            continue
        a = left + cut
        out.append(Relation("enumeration", "enumerations", "ENU101", [], {"announced": n, "listed": n}, -1, WARNING, 0.0,
                            [("announced", m.start(), m.end()), ("item", a, a + min(78, m.start() - a))], m.group(0), "name"))  # fmt: skip


def numbering(c: Context, out: list[Relation]) -> None:
    """Section numbers run 一、二、三 and （一）（二）（三） without gap or repeat inside each parent."""
    runs: list[list[tuple[int, int, int, int, int]]] = []
    stack: dict[int, list] = {}
    for mark in c.layout.markers:
        level, number = mark[2], mark[3]
        if level > 2 or number == 0:
            continue
        for deeper in [k for k in stack if k > level]:
            runs.append(stack.pop(deeper))
        if level in stack and number == 1:
            runs.append(stack.pop(level))
        stack.setdefault(level, []).append(mark)
    runs.extend(stack.values())
    for run in sorted(runs, key=lambda r: r[0][0]):
        if len(run) < 3:
            continue
        numbers = [m[3] for m in run]
        if numbers[0] != 1:
            continue
        gaps = [k for k in range(1, len(run)) if numbers[k] != numbers[k - 1] + 1]
        listed = len(run)
        announced = numbers[-1]
        spans = [
            ("item", m[0], max(m[1], min(m[4], m[0] + 12))) for m in (run if len(run) <= 12 else [run[0], run[-1]])
        ]
        if gaps:
            k = gaps[0]
            if len(gaps) > 1 or numbers[k] == 1:
                continue
            spans = [
                ("item", run[k - 1][0], max(run[k - 1][1], run[k - 1][4])),
                ("item", run[k][0], max(run[k][1], run[k][4])),
            ]
            spans = [(r, a, min(b, a + 40)) for r, a, b in spans]
            values = {"announced": numbers[k - 1] + 1, "listed": numbers[k]}
            out.append(
                Relation(
                    "enumeration",
                    "enumerations",
                    "ENU102",
                    [],
                    values,
                    -1,
                    WARNING,
                    0.0,
                    spans,
                    c.text[run[k][0] : run[k][1]].strip(),
                    "numbering",
                )
            )
            continue
        out.append(
            Relation(
                "enumeration",
                "enumerations",
                "ENU102",
                [],
                {"announced": announced, "listed": listed},
                -1,
                WARNING,
                0.0,
                spans,
                "",
                "numbering",
            )
        )
