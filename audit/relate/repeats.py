"""The same quantity stated twice, in prose or in prose and table; hedged statements against exact ones."""

from __future__ import annotations

import re
from collections import deque

from audit.relate import fit
from audit.relate.context import Context
from audit.relate.rates import COUNTED, rate_name
from audit.relate.relations import ERROR, WARNING, Relation, common, scaled
from audit.relate.words import abbreviates, bigrams, core

_TIME = re.compile(
    r"上年|去年|同期|上期|上月|上周|上季|当月|本月|本周|一季度|二季度|三季度|四季度|上半年|下半年|[0-9]{1,2}月份?|前[一二三四五六七八九十]+个?月|累计|当日|目标|计划|预算|力争"
)
_QUALIFIER = re.compile(
    r"民事|刑事|行政|一审|二审|再审|市级|县级|乡镇|省级|国家级|州级|自治区级|本级|专职|兼职|网上|线上|线下|男|女|新增|其中|未|不|非|城镇|农村|妇女|老年|未成年|残疾|农民工|少数民族|投诉|咨询|求助|建议|举报|电话|网站|微信"
)
_ROUND = re.compile(r"精确|准确|确切|实为|即")
_WHOLE = re.compile(r"全年|全县|全区|全市|中心|共|总|累计")
_COUNTED_NOUNS = frozenset(
    (
        "部门",
        "单位",
        "乡镇",
        "社区",
        "街道",
        "领域",
        "镇街",
        "县区",
        "行政村",
        "村民组",
        "企业",
        "学校",
        "机构",
        "委员会",
    )
)
_VAGUE = frozenset(
    ("投资", "完成", "成投", "总投", "实现", "达到", "资金", "收入", "支出", "项目", "建设", "实施", "投入", "工程")
)
_OF_STAGE = re.compile(r"(办结|审结|结案|受理|立案|收到|查处|调解)(?:的)?$")
_FOR = re.compile(
    r"为[^，,。；;]{4,40}(?:等|者|人|群体|对象|企业)[^，,。；;]{0,20}$|通过[“\"][^”\"]{1,12}[”\"][^，。]{0,40}$"
)
_LATEST = 64  # figures of like prints that are compared: where a text has more, digits alike say nothing
_ROW_NAMED = re.compile(r"[^一-鿿]")
_WHOLE_AND_PART = re.compile(r"其中|均|全部")
_ANAPHORA = re.compile(r"[ ]*[^，,。；;0-9]{0,6}中")
_ANAPHORA_2 = re.compile(r"(?:上述|前述)[ ]*$")
_SAME_THING = re.compile(r"全部|共|总|所有")
_NOUN = re.compile(r"[^一-鿿]|共|已|的|均|与|和|培|参|开|聘|中|内")
_SAME_NOUN = re.compile(r"[^一-鿿]+$")


class Repeats:
    """Builds repeat relations of one document."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.ids = [
            i for i in range(len(f)) if i not in f.fraction and (f.kind[i] in COUNTED or f.kind[i] == "percent")
        ]
        self.made: set[tuple[int, int]] = set()
        self.related: dict[int, set[int]] = {}
        for r in out:
            ids = [i for _, i in r.members]
            if len(ids) > 12:
                continue
            for i in ids:
                self.related.setdefault(i, set()).update(ids)

    def words(self, i: int) -> str:
        """What a figure counts, from its nearest words on both sides."""
        c = self.c
        if c.figures.cell[i] is not None:
            return c.label[i]
        pre = c.pre[i][-18:]
        if len(core(pre)) < 2:
            pre = c.clause_text[i][-18:]
        return pre + c.post[i][:12]

    def build(self) -> None:
        self.rounded_pairs()
        self.equal()
        self.anaphora()
        self.transposed()
        self.unit_slips()
        self.hedged()

    # ---------------------------------------------------------------- 7.14万件（精确数为71412件）
    def rounded_pairs(self) -> None:
        c, f = self.c, self.c.figures
        for a, b in c.exact.items():
            self.add(a, b)
        for a, b in zip(self.ids, self.ids[1:], strict=False):
            if f.unit[a] != f.unit[b] or c.bracket[b] < f.end[a] - 1 or c.bracket[b] == c.bracket[a]:
                continue
            inside = c.text[c.bracket[b] : f.start[b]]
            if (
                (f.step[a] or f.hedge[a])
                and not f.step[b]
                and c.bracket[b] - f.end[a] <= 4
                and (_ROUND.search(inside) or self.overlaps(a, b))
            ):
                self.add(a, b)

    def overlaps(self, a: int, b: int) -> bool:
        dec = common(self.c, a, b)
        (x, y), (u, v) = scaled(self.c, a, dec), scaled(self.c, b, dec)
        return x <= v and u <= y

    def add(self, a: int, b: int, *, cap=ERROR, check="REP101", note="", chance=0.0) -> None:
        if (a, b) in self.made:
            return
        self.made.add((a, b))
        c = self.c
        dec = common(c, a, b)
        (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
        members = [("announced", a), ("item", b)]
        if check == "REP102":
            self.out.append(
                Relation("repeat", "marks", check, members, {"flag": 1}, b, cap, chance, [], c.label[b], note)
            )
            return
        if check == "HDG102":
            exact, hedged = (a, b) if c.figures.hedge[b] else (b, a)
            (x, y), (u, v) = scaled(c, exact, dec), scaled(c, hedged, dec)
            self.out.append(
                Relation(
                    "repeat",
                    "contradictions",
                    check,
                    members,
                    {"exact_lo": x, "exact_hi": y, "hedged_lo": u, "hedged_hi": v},
                    hedged,
                    cap,
                    chance,
                    [],
                    c.label[hedged],
                    note,
                )
            )
            return
        self.out.append(
            Relation(
                "repeat",
                "repeats",
                check,
                members,
                {"a_lo": x, "a_hi": y, "b_lo": u, "b_hi": v},
                b,
                cap,
                chance,
                [],
                c.label[b],
                note,
            )
        )

    # ---------------------------------------------------------------- equal values, like words
    def equal(self) -> None:
        c, f = self.c, self.c.figures
        by_value: dict[tuple, list[int]] = {}
        for i in self.ids:
            n, d = f.num[i], f.dec[i]
            while d and n % 10 == 0:
                n, d = n // 10, d - 1
            by_value.setdefault((n, d, f.kind[i] == "percent"), []).append(i)
        for (n, _, percent), ids in by_value.items():
            if len(ids) < 2 or len(ids) > 40 or (percent and n in (100, 0)):
                continue
            big = len(str(abs(n)).rstrip("0"))
            for k, b in enumerate(ids):
                for a in reversed(ids[:k]):
                    if (
                        f.cell[a] is not None
                        and f.cell[b] is not None
                        and c.grids[f.cell[a][0]].table is c.grids[f.cell[b][0]].table
                    ):
                        continue
                    if (f.cell[a] is None) != (f.cell[b] is None):
                        continue  # prose that restates a cell: restated.py
                    if b in self.related.get(a, ()) and not (c.clause[b] - c.clause[a] == 1 and not c.pre[b].strip()):
                        continue
                    if self.alike(a, b, big, percent):
                        self.add(a, b, chance=10.0**-big)
                        self.whole_and_part(a, b)
                        break

    def alike(self, a: int, b: int, digits: int, percent: bool) -> bool:
        c, f = self.c, self.c.figures
        if (
            f.kind[a] != f.kind[b]
            and "" not in (f.unit[a], f.unit[b])
            and not (f.kind[a] in ("count",) and f.kind[b] in ("count",))
        ):
            return False
        wa, wb = self.words(a), self.words(b)
        common_words = bigrams(wa) & bigrams(wb)
        same_unit = f.unit[a] == f.unit[b] or "" in (f.unit[a], f.unit[b])
        if c.sentence[a] == c.sentence[b] and c.clause[b] - c.clause[a] <= 1 and c.bracket[a] == c.bracket[b]:
            # 发现问题211个，211个问题全部完成整改
            noun = _noun(c.post[b])
            return same_unit_of(f, a, b) and not c.pre[b].strip() and len(noun) >= 2 and noun[:2] in c.pre[a]
        if percent and (f.cell[a] is None) != (f.cell[b] is None) and digits >= 2 and self.row_named(a, b):
            return True
        if percent:
            na, nb = rate_name(c, a) or wa, rate_name(c, b) or wb
            return f.dec[a] >= 1 and len(bigrams(na) & bigrams(nb)) >= 1
        need = 1 if digits >= 3 else 2
        score = len(common_words)
        if (percent is False and same_unit is False and f.unit[a] == _noun(c.post[b])) or (
            f.unit[b] == _noun(c.post[a]) and not same_unit
        ):
            return True
        if same_unit and abs(f.num[a]) >= 10 and same_noun(c, a, b):
            return True
        if (
            digits >= 3
            and same_unit
            and c.block[a] == c.block[b]
            and c.sentence[a] != c.sentence[b]
            and f.kind[a] == "count"
        ):
            return True
        if digits >= 3 and (f.cell[a] is None) != (f.cell[b] is None) and self.row_named(a, b):
            return True
        if (same_unit and f.kind[a] == "money" and digits >= 4) or (digits >= 6 and same_unit):
            return True
        if digits >= 3 and same_unit and score == 0:
            # four like digits seldom meet by chance
            return digits >= 4 and (f.cell[a] is None) != (f.cell[b] is None)
        if not same_unit and not (digits >= 3 and score >= 2):
            small = f.unit[a] in c.post[b][:3] or f.unit[b] in c.post[a][:3]
            if not small:
                return False
        share = score / max(1, min(len(bigrams(wa)), len(bigrams(wb))))
        return (score >= need and (digits >= 3 or share >= 0.34)) or (score >= 1 and share >= 0.5 and same_unit)

    def row_named(self, a: int, b: int) -> bool:
        """Does the sentence of the prose figure name the row of the table cell?"""
        c, f = self.c, self.c.figures
        cell, prose = (a, b) if f.cell[a] is not None else (b, a)
        t, r, _ = f.cell[cell]
        side = _ROW_NAMED.sub("", c.grids[t].sides[r].split("/")[-1])
        return len(side) >= 3 and side in c.text[c.sentence_start[prose] : f.start[prose]]

    def whole_and_part(self, a: int, b: int) -> None:
        """A subset that its words qualify (为…等对象指派206件) is given the number of the whole (全年共…206件)."""
        c, f = self.c, self.c.figures
        if (
            f.kind[a] != "count"
            or f.unit[a] != f.unit[b]
            or c.block[a] != c.block[b]
            or f.num[a] < 20
            or (c.sentence[b] == c.sentence[a] and False)
        ):
            return
        for part, whole in ((a, b), (b, a)):
            words = c.clause_text[part]
            other = c.clause_text[whole]
            if (
                _FOR.search(words)
                and not _FOR.search(other)
                and _WHOLE.search(other)
                and not _WHOLE.search(words[-12:])
            ):
                shared_words = bigrams(c.pre[part][-8:]) & bigrams(c.pre[whole][-8:])
                if shared_words and not _WHOLE_AND_PART.search(words):
                    self.add(min(a, b), -1 if False else max(a, b), check="REP101")
                    self.made.discard((min(a, b), max(a, b)))
                    self.add(min(a, b), max(a, b), check="REP102", cap=WARNING)
                    return

    # ---------------------------------------------------------------- 上述6卷不合格案卷
    def anaphora(self) -> None:
        """上述, 前述 and 以上 point back: an earlier figure of the unit must have the number, and the one whose words agree is meant."""
        c, f = self.c, self.c.figures
        for i in self.ids:
            if f.kind[i] != "count" or f.hedge[i]:
                continue
            whole = _OF_STAGE.search(c.pre[i].strip())
            if whole and _ANAPHORA.match(c.post[i]):
                # 已办结的135件中: the same stage was counted before
                before = [
                    j
                    for j in self.ids
                    if j < i
                    and f.unit[j] == f.unit[i]
                    and f.kind[j] == "count"
                    and f.cell[j] is None
                    and whole.group(1) in c.pre[j][-6:]
                    and c.sentence[j] != c.sentence[i]
                ]
                if (
                    before
                    and not any(f.num[j] == f.num[i] for j in self.ids if j < i)
                    and any(fit.slip(str(f.num[j]), str(f.num[i])) for j in before[-2:])
                    and f.num[i] >= 20
                ):
                    self.add(before[-1], i, cap=WARNING)
                continue
            if not _ANAPHORA_2.search(c.pre[i]):
                continue
            noun = _noun(c.post[i])
            earlier = [
                j for j in self.ids if j < i and f.unit[j] == f.unit[i] and f.kind[j] == "count" and f.cell[j] is None
            ]
            same = [j for j in earlier if f.num[j] == f.num[i] and f.dec[j] == f.dec[i]]
            if same:
                self.add(same[-1], i)
                continue
            head = noun[:3]
            named = [
                j
                for j in earlier
                if len(head) >= 2 and (c.pre[j].strip().endswith(head) or c.post[j].strip().startswith(head))
            ]
            if named and len({f.num[j] for j in named}) == 1:
                self.add(named[-1], i, cap=WARNING)

    # ---------------------------------------------------------------- 2186.5万元 and 2.19亿元
    def unit_slips(self) -> None:
        """Amounts that like words call one thing and that agree but for a power of ten: 万 for 亿, a decimal point moved."""
        c, f = self.c, self.c.figures
        money = [
            i
            for i in self.ids
            if not c.plan[i]
            and f.kind[i] == "money"
            and f.cell[i] is None
            and len(str(abs(f.num[i])).rstrip("0")) >= 2
            and not f.hedge[i]
        ]
        for k, b in enumerate(money):
            for a in money[:k]:
                same_print = str(f.num[a]).rstrip("0") == str(f.num[b]).rstrip("0")
                if c.sentence[a] == c.sentence[b] and not (same_print and c.clause[a] != c.clause[b]):
                    continue
                like = len([w for w in bigrams(self.words(a)) & bigrams(self.words(b)) if w not in _VAGUE])
                if (
                    not like
                    or self.overlaps(a, b)
                    or (min(len(str(abs(f.num[i])).rstrip("0")) for i in (a, b)) < 3 and like < 3)
                ):
                    continue
                dec = common(c, a, b)
                (x, y), (u, v) = scaled(c, a, dec), scaled(c, b, dec)
                for shift in (10, 100, 1000, 10000):
                    if (x * shift <= v and u <= y * shift) or (u * shift <= y and x <= v * shift):
                        self.add(a, b, cap=WARNING)
                        break

    # ---------------------------------------------------------------- like words, values a slip apart
    def transposed(self) -> None:
        """Pairs whose prints are one keying slip apart, by an index of the prints with a digit left out: see `fit.slip_keys`."""
        c, f = self.c, self.c.figures
        tied = {i for r in self.out if r.kind == "repeat" for _, i in r.members}
        known: dict[str, deque[int]] = {}
        strong: dict[int, frozenset] = {}
        for b in self.ids:
            if f.cell[b] is not None or f.hedge[b] or b in tied or c.plan[b] or not _telling(f.num[b]):
                continue
            shown = self.prints(b)
            keys = fit.slip_keys(shown)
            strong[b] = bigrams(self.words(b))
            near = {a for key in keys for a in known.get(key, ())}
            for key in keys:
                known.setdefault(key, deque(maxlen=_LATEST)).append(b)
            for a in sorted(near):
                if f.dec[a] != f.dec[b] or f.step[a] != f.step[b] or not fit.slip(self.prints(a), shown):
                    continue
                if (f.kind[a] == "percent") != (f.kind[b] == "percent") or (
                    f.unit[a] != f.unit[b] and "" not in (f.unit[a], f.unit[b])
                ):
                    continue
                if b in self.related.get(a, ()):
                    continue
                shared_words = strong[a] & strong[b]
                if not shared_words and not (self.swapped(a, b) and self.short_for(a, b)):
                    continue
                if c.sentence[a] == c.sentence[b] and c.block[a] == c.block[b] and f.kind[a] != "percent":
                    continue
                if self.same_thing(a, b, shared_words, tied):
                    self.add(a, b, cap=ERROR if self.sure(a, b) else WARNING)

    def swapped(self, a: int, b: int) -> bool:
        da, db = self.prints(a), self.prints(b)
        return len(da) >= 4 and len(da) == len(db) and sorted(da) == sorted(db) and fit.slip(da, db)

    def short_for(self, a: int, b: int) -> bool:
        """One figure counts the short name of what the other counts: 1172个调委会, 人民调解委员会1127个."""
        c = self.c
        for x, y in ((a, b), (b, a)):
            noun = _noun(c.post[x])
            for width in (4, 3):
                if abbreviates(noun[:width], _ROW_NAMED.sub("", c.pre[y])[-12:]):
                    return True
        return False

    def prints(self, i: int) -> str:
        f = self.c.figures
        return str(abs(f.num[i]) // max(1, f.step[i] if f.dec[i] == 0 else 1))

    def same_thing(self, a: int, b: int, shared_words: frozenset, tied: set[int]) -> bool:
        """Do two unequal figures claim to be one quantity? Only like words and a keying slip together say so."""
        c, f = self.c, self.c.figures
        if f.hedge[a] or f.hedge[b] or f.step[a] != f.step[b]:
            return False
        if self.overlaps(a, b) or a in tied or b in tied:
            return False
        da, db = self.prints(a), self.prints(b)
        if (
            f.dec[a] != f.dec[b]
            or len(da) < 3
            or (not [w for w in shared_words if w not in _VAGUE] and not self.short_for(a, b))
        ):
            return False
        if not fit.slip(da, db):
            return False
        wa, wb = self.words(a), self.words(b)
        if f.kind[a] == "percent":
            na, nb = core(rate_name(c, a)), core(rate_name(c, b))
            if not na or not nb or not (na.endswith(nb) or nb.endswith(na)):
                return False
            ta, tb = c.clause_text[a], c.clause_text[b]
            if bool(_TIME.search(ta)) != bool(_TIME.search(tb)) or _qualifiers(ta) != _qualifiers(tb):
                return False
            return sorted(da) == sorted(db) or len(da) >= 4
        if _times(c, a) != _times(c, b) or _qualifiers(wa) != _qualifiers(wb):
            return False
        share = len(shared_words) / max(1, min(len(bigrams(wa)), len(bigrams(wb))))
        swapped = sorted(da) == sorted(db) and len(da) == len(db)
        if swapped and not shared_words:
            return True
        if len(da) >= 4 and same_head(c, a, b) and _SAME_THING.search(c.pre[a][-6:] + c.pre[b][-6:]):
            return True
        if swapped and len(da) == 3:
            return share >= 0.9 and len(shared_words) >= 2 and len(bigrams(wa) | bigrams(wb)) <= 2 * len(shared_words)
        if swapped:
            return share >= 0.5 or (len(shared_words) >= 2 and len(da) >= 4) or (len(da) >= 4 and share >= 0.3)
        return share >= 0.75 and len(shared_words) >= 2 and len(da) >= 3 and c.block[a] != c.block[b]

    def sure(self, a: int, b: int) -> bool:
        da, db = self.prints(a), self.prints(b)
        return len(da) >= 4 and sorted(da) == sorted(db) and len(da) == len(db)

    # ---------------------------------------------------------------- 超过4000家次 against 3907家次
    def hedged(self) -> None:
        c, f = self.c, self.c.figures
        loose = [
            i
            for i in self.ids
            if not c.plan[i] and f.hedge[i] and f.hedge[i] != "range" and f.kind[i] != "percent" and f.cell[i] is None
        ]
        firm = [i for i in self.ids if not c.plan[i] and not f.hedge[i] and f.kind[i] != "percent"]
        for h in loose:
            for e in firm:
                if (
                    f.unit[h] != f.unit[e]
                    or (c.sentence[h] == c.sentence[e] and c.block[h] == c.block[e])
                    or e in self.related.get(h, ())
                ):
                    continue
                hv, ev = abs(f.num[h]) * 10 ** f.dec[e], abs(f.num[e]) * 10 ** f.dec[h]
                if not (hv <= ev * 2 and ev <= hv * 2):
                    continue
                wa, wb = self.words(h), self.words(e)
                shared_words = bigrams(wa) & bigrams(wb)
                share = len(shared_words) / max(1, min(len(bigrams(wa)), len(bigrams(wb))))
                if (
                    len(shared_words) >= 3
                    and share >= 0.6
                    and _qualifiers(wa) == _qualifiers(wb)
                    and _times(c, h) == _times(c, e)
                ):
                    near = abs(hv - ev) * 10 <= ev
                    if self.overlaps(h, e) or near:
                        self.add(min(h, e), max(h, e), check="HDG102")
                    break


def _telling(num: int) -> bool:
    """Has a number two digits that are no round tail: 12 and 1200, not 7 or 7000?"""
    return len(str(abs(num)).rstrip("0") if num % 10 == 0 else str(abs(num))) >= 2


def _noun(post: str) -> str:
    """The noun right after a number and its unit."""
    plain = post.strip()
    for width in (2, 3):
        if plain[:width] in _COUNTED_NOUNS:
            return plain[:width]
    return _NOUN.split(post.strip(), maxsplit=1)[0][:8]


def same_head(c: Context, a: int, b: int) -> bool:
    """Do two figures count a thing of one name, four characters long at least: 生效合同?"""
    for x, y in ((a, b), (b, a)):
        noun = _noun(c.post[x])[:4]
        if len(noun) >= 4 and (noun in c.pre[y][-14:] or c.post[y].strip().startswith(noun)):
            return True
    return False


def same_unit_of(f, a: int, b: int) -> bool:
    return f.unit[a] == f.unit[b] or "" in (f.unit[a], f.unit[b])


def same_noun(c: Context, a: int, b: int) -> bool:
    """120个行政村 and 120个村; 部门18个 and 18个部门: the same thing is counted."""
    na, nb = _noun(c.post[a]), _noun(c.post[b])
    pa, pb = _SAME_NOUN.sub("", c.pre[a]), _SAME_NOUN.sub("", c.pre[b])
    if na and nb and (na.endswith(nb) or nb.endswith(na)):
        return True
    return (bool(nb) and len(nb) >= 2 and pa.endswith(nb)) or (bool(na) and len(na) >= 2 and pb.endswith(na))


def _qualifiers(words: str) -> frozenset[str]:
    return frozenset(_QUALIFIER.findall(words))


def _times(c: Context, i: int) -> frozenset[str]:
    words = c.clause_text[i] if c.figures.cell[i] is None else c.label[i]
    return frozenset(w for w in _TIME.findall(words) if w not in ("累计",))


def repeats(c: Context, out: list[Relation]) -> None:
    """Relate statements of one quantity with each other.

    Args:    c: the document laid out; out: relations, appended to.
    """
    Repeats(c, out).build()
