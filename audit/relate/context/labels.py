"""What a figure counts, from the words around it."""

from __future__ import annotations

import re

from audit.relate.context.document import Context

_LEAD = re.compile(
    r"^(?:[\s*#>·•●◆■、，,；;\-]+|其中|全年|今年|本年度?|本期|累计|截至目前|目前|年内|先后|已经?|并|且|又|再|还|对|将|把|在|及|和|与|其(?![他它余])|另有?|另外|同时|分别|为|共计?|合计|总计|全部|均|各|等|的|了|新增|"
    r"(?:19|20)\d\d年度?|一是|二是|三是|四是|五是|六是)+"
)
_TRAIL = re.compile(
    r"(?:[\s:：]|共计|总计|合计|累计|共有|总共|一共|共|达到|达|大约|约|将近|接近|近|超过|突破|逾|不少于|至少|高达|为|是|有|了|均|仅|各|分别|依次|等|计|由|从|增至|增加到|保持在|保持)+$"
)
_DISTRIBUTE = re.compile(r"分别|依次")
_DISTRIBUTE_2 = re.compile(r"[，,：:。；;]")
_SPLIT_NAMES = re.compile(r"[、]|以及|和|及|与|或者|或")


def label(c: Context, i: int) -> str:
    """The noun phrase a figure counts: the words before it, else those after it, else the words of its clause."""
    lead, trail = _LEAD, _TRAIL
    pre = trail.sub("", c.pre[i].strip())
    before = lead.sub("", pre)
    if len(before) >= 2:
        return before
    after = c.post[i].strip(" 的")
    if len(after) >= 2:
        return after[:30]
    whole = trail.sub("", c.clause_text[i].strip())
    whole = lead.sub("", whole)
    return whole[-30:] or before or after or pre


def distribute(c: Context) -> None:
    """咨询、求助和其他诉求分别为 34000 件、20987 件和 1555 件: one name each for a run of figures."""
    n = len(c.figures)
    i = 0
    while i < n:
        j = i
        while j + 1 < n and c.joined[j + 1]:
            j += 1
        if j > i and ("分别" in c.clause_text[i] or "依次" in c.clause_text[i]):
            head = _DISTRIBUTE.split(c.clause_text[i])[0]
            start = c.figures.start[i]
            left = max(c.sentence_start[i], c.figures.end[i - 1] if i else 0)
            source = c.text[left:start]
            cut = max(source.rfind("分别"), source.rfind("依次"))
            names = (
                [w.strip() for w in _SPLIT_NAMES.split(_DISTRIBUTE_2.split(source[:cut].rstrip("，, "))[-1])]
                if cut > 0
                else []
            )
            if len(names) != j - i + 1:
                names = [w.strip() for w in _SPLIT_NAMES.split(head)]
            if len(names) == j - i + 1 and all(names):
                tail = c.pre[i].split("分别")[-1] if "分别" in c.pre[i] else ""
                for k, name in enumerate(names):
                    extra = _TRAIL.sub("", tail.strip())
                    c.label[i + k] = _LEAD.sub("", name) + (extra if len(extra) <= 8 else "")
        i = j + 1
