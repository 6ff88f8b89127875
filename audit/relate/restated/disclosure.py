"""The form of the reports on requests for information: received, carried over, dealt with, carried on."""

from __future__ import annotations

import re

from audit.relate import fit
from audit.relate.relations import ERROR, WARNING
from audit.relate.restated.wording import Wording
from audit.relate.restated.words import AGAINST

# Rows of the form on requests for information, and the words of the prose for the same.
_FORM = (
    ("next", re.compile(r"结转下年"), re.compile(r"结转[至到]?下年|结转下一?年|延续至下年")),
    ("old", re.compile(r"上年(?:度)?结转"), re.compile(r"上年(?:度)?结转|结转上年")),
    ("done", re.compile(r"办理结果.*总计|^[（(]?[七7]?[)）]?总计$"), re.compile(r"办结|答复|办理完")),
    ("new", re.compile(r"新收.*申请"), re.compile(r"新收|收到|受理|接收|收悉")),
)
_SCOPE = re.compile(r"本级|机关|本局|本单位|其中|网络|信函|当面|书面|电子")


class Disclosure(Wording):
    """收到政府信息公开申请17件 and the rows of the form."""

    # ------------------------------------------------------------------ the form of the disclosure reports
    def disclosure(self) -> None:
        """收到政府信息公开申请17件 and the form's rows: what was received, carried over, dealt with, carried on."""
        f = self.f
        for s in self.words.sheets:
            rows = {key: next((x for x in s.rows.lines if words.search(x.whole)), None) for key, words, _ in _FORM}
            totals = [x for x in s.cols.lines if x.total]
            if rows["new"] is None or rows["old"] is None or not totals:
                continue
            for p in self.prose:
                if p in self.twin or f.hedge[p] or f.kind[p] != "count" or f.unit[p] not in ("件", "条", "份", "宗"):
                    continue
                near = self.words.near(p)
                paragraph = self.c.text[max(0, self.f.start[p] - 240) : self.f.start[p]].rsplit("\n", 1)[-1]
                if "申请" not in paragraph or AGAINST.search(near):
                    continue
                key = next((k for k, _, words in _FORM if words.search(near)), "")
                row = rows.get(key)
                q = row.ids[totals[-1].n] if row is not None else -1
                if q < 0 or q in self.held.get(p, ()):
                    continue
                a, b = self.prints(p), self.prints(q)
                swapped = len(a) == len(b) >= 2 and sorted(a) == sorted(b)
                least = 2 if "申请" in near and not _SCOPE.search(self.words.wide(p)) else 3
                if self.meets(p, q) or swapped or (max(len(a), len(b)) >= least and fit.slip(a, b)):
                    if self.meets(p, q):
                        self.twin[p] = q
                    if frozenset((p, q)) not in self.pairs:
                        self.add(p, q, cap=ERROR if self.meets(p, q) else WARNING)
