"""A rate by its name: 调解成功率 77.35% is what was settled over what was mediated."""

from __future__ import annotations

import re
from itertools import pairwise, product

from audit.relate import fit
from audit.relate.rates.behind import Behind
from audit.relate.rates.denominators import Denominators
from audit.relate.rates.due import Due
from audit.relate.rates.elsewhere import Elsewhere
from audit.relate.rates.granularity import Granularity
from audit.relate.rates.names import lexicon_row
from audit.relate.rates.words import LAST_YEAR, NEGATIVE, PREVIOUS
from audit.relate.relations import ERROR, WARNING
from audit.relate.words import abbreviates

_TRIED = 12  # pairs that are held against the print, the likeliest first
_OF_THOSE = re.compile(r"[ ]*[^，,。；;0-9]{0,10}(?:中|里|当中)[，,]?$")
_DEFINED = re.compile(
    r"[（(]([^（）()，,。；;]{2,20}?)(?:数)?占([^（）()，,。；;]{2,24}?)(?:之和|总和|合计|的?比[例重]?"
    r"|总数)?[)）](?:为|达到?|是|：|:)?[ ]*$"
)
_MODIFIERS = (
    "按期",
    "按时",
    "及时",
    "限时",
    "当场",
    "一次性",
    "一次",
    "首次",
    "审限内",
    "法定",
    "实体",
    "直接",
    "实质",
    "当庭",
    "网上",
    "线上",
    "电子",
    "合同",
    "初次",
    "提前",
    "自动",
    "先行",
    "差评",
    "主动",
    "提速",
    "回访",
    "双",
    "不",
    "未",
    "秒",
    "有效",
    "人工",
    "诉前",
    "正职",
    "主要负责人",
)
_RATE = re.compile(r"[0-9]+[一-鿿]+")
_RATE_2 = re.compile(r"按(人|件|户|家|起)(?:数|次)?(?:计|算|统计)?")
_RATE_3 = re.compile(r"合计|综合|两类|两项|总")
_DEFINED_2 = re.compile(r"(人|件|户|家|起)数?$")
_DEFINED_3 = re.compile(r"(?:人|件|户|家|起)数?$|总?数$|合计$")
_DEFINED_4 = re.compile(r"(?:人|件|户|家|起)数$")
_DEFINED_5 = re.compile(r"、|和|与|及")
_SAID = re.compile(r"[为是评定出：:]+(?=优|良|合|[AB])")
_GRADES = re.compile(r"(?:优秀|优|良好|良|合格|[AB])+")
_REST_OF = {"优": "秀?", "良": "好?"}  # 优良率 of 优秀81份、良好117份
_GRADES_2 = re.compile(r"优秀|优|良好|良|合格|[AB]")


class Named(Denominators, Elsewhere, Granularity, Behind, Due):
    """Numerators by the words of the rate's row, bases by those of its base; numbers decide between them."""

    # ------------------------------------------------------------------ 调解成功率 77.35%
    def rate(self, p: int, name: str) -> None:
        """Relate one rate by its name: candidates by words, the pair that gives the print, else the plainest words."""
        c, f = self.c, self.c.figures
        row = lexicon_row(name)
        survey = bool(row.get("survey"))
        core = row["rate"] if name.endswith(row["rate"]) else name
        prefix = name[: -len(core)] if name.endswith(core) else ""
        modifiers = [w for w in _MODIFIERS if w in prefix] + _RATE.findall(prefix)
        if (
            p
            and f.kind[p - 1] == "duration"
            and c.text[f.end[p - 1] : f.start[p]].strip().startswith(name[:3])
            and c.clause[p - 1] == c.clause[p]
        ):
            modifiers.append(c.text[f.start[p - 1] : f.end[p - 1]])  # 15秒接通率
        if self.defined(p, name) or (p in self.joint and self.pooled(p, name, row, self.counts_before(p, 24, 1))):
            return
        explicit = self.base_words(p) or self.named_in_rate(prefix, row)
        before = self.counts_before(p, 24, 1)
        sentence = [i for i in before if c.sentence[i] == c.sentence[p]]
        if LAST_YEAR.search(c.clause_text[p]):
            # 比上年的8.1%下降1.1个百分点: a rate of last year is of last year's figures
            before = [i for i in before if PREVIOUS.search(c.clause_text[i])]
            sentence = [i for i in sentence if i in before] or [i for i in before if c.block[i] == c.block[p]]
            if not sentence:
                return
        if not sentence:
            sentence = [i for i in before if c.block[i] == c.block[p] and c.sentence[i] == c.sentence[p] - 1]
        if self.done_of_due(p, name, sentence):
            return
        of, on = row["of"], row["on"]
        among = [d for d in sentence if _OF_THOSE.match(c.post[d]) and c.clause[p] - c.clause[d] <= 3 and f.num[d] > 0]
        by = _RATE_2.search(
            c.clause_text[p] + explicit + c.text[max(0, f.start[p] - 30) : f.start[p]].split("。")[-1],
        )
        if by:
            units = {"人": ("人", "名", "位")}.get(by.group(1), (by.group(1),))
            before = [i for i in before if f.unit[i] in units]
            sentence = [i for i in sentence if f.unit[i] in units]
        nums = []
        for rank, i in enumerate(sentence[:9]):
            s = self.word_score(i, of)
            if s <= 0:
                continue
            words = c.pre[i] + c.post[i][:10] + c.clause_text[i][-12:]
            near = c.pre[i] if len(c.pre[i].strip()) > 1 else c.text[max(0, f.start[i] - 10) : f.start[i]]
            if NEGATIVE.search(near[-10:]) and not NEGATIVE.search(name):
                negative = re.search(
                    r"(?:不|未|没有)(?:予|能)?(?:" + "|".join(map(re.escape, of)) + ")", near + c.post[i][:8]
                )
                if negative:
                    continue
            if any(w not in words for w in modifiers):
                s -= 2.5
            if (
                any(f.kind[k] == "percent" and f.cell[k] is None for k in range(i + 1, p))
                and c.clause[p] - c.clause[i] > 2
            ):
                s -= 1.5  # its own rate stands between
            nums.append((s - 0.12 * rank, i))
        nums.sort(key=lambda r: -r[0])
        candidates: list[tuple[float, list[int]]] = [(s, [i]) for s, i in nums]
        graded = (
            (self.grade_and_above(name, sentence) if sentence else [])
            or self.grades(name, sentence)
            or self.compound(name, sentence)
        )
        if p in self.joint:
            candidates = [(4.0, self.joint[p])]
        elif graded:
            candidates = [(4.0, graded)]
        joint = [i for s, i in nums if s > 0 and c.half[i] == c.half[nums[0][1]]] if nums else []
        if len(joint) >= 2 and (len(of) >= 3 or survey):
            candidates.append((nums[0][0] + 0.3, sorted(joint)))
            candidates.extend((nums[0][0] + 0.2, sorted(pair)) for pair in pairwise(joint))
        together = _RATE_3.search(prefix) is not None
        rows = []
        for ns, num in candidates:
            if among and among[0] not in num and among[0] < num[0]:
                # 已办结的135件中，…29件，纠错率…: the clause says of which figure it is a rate
                rows.append((ns + 3.2, ns, 3.2, num, [among[0]]))
                explicit = explicit or "中"
                continue
            for ds, den in self.denominators(p, num, before, on, explicit, name):
                rows.append((ns + ds, ns, ds, num, den))
        rows.sort(key=lambda r: -r[0])
        label = name
        limit = 0 if not survey else -1
        fitting = [r for r in rows if self.fits(r[3], r[4], p) == fit.ROUNDED] or [
            r for r in rows if self.fits(r[3], r[4], p)
        ]
        if fitting and rows[0] is not fitting[0] and not survey:
            lead, grain = rows[0], 10 ** -f.dec[p] / 50
            if (
                lead[1] >= 2.8
                and lead[2] >= 2.4
                and lead[0] - fitting[0][0] >= 1.2
                and len(rows) * grain > 0.03
                and lead[3] == fitting[0][3]
            ):
                fitting = []  # the words are plain, and a fit elsewhere may be chance
        if f.num[p] == 100 * 10 ** f.dec[p] and not fitting:
            # 专项债券2.8亿元…2.8万元已全部拨付，拨付率100%: one amount in two units is a matter of the amounts
            digits = [str(f.num[i]).rstrip("0") for r in rows[:3] for i in (*r[3], *r[4])]
            if len(digits) > 1 and len(digits[0]) > 1 and digits[0] == digits[1]:
                return
        if fitting and fitting[0][0] > limit:
            best = fitting[0]
            if explicit and best[2] < 2 and rows and rows[0][2] >= 2.5 and rows[0][0] > best[0] + 1:
                best = rows[0]  # the clause names its base: the print answers to another one
            grain = 10 ** -(f.dec[p]) / 50
            self.add(
                best[3],
                best[4],
                p,
                chance=min(1.0, len(rows) * grain),
                named=bool(explicit),
                label=label,
                cap=WARNING if survey else ERROR,
                data={"rate": row["rate"], "explicit": explicit},
            )
            return
        if rows and among and rows[0][1] >= 1.2 and not together:
            _, ns, ds, num, den = rows[0]
            self.add(
                num,
                den,
                p,
                named=True,
                label=label,
                cap=WARNING if survey else ERROR,
                data={"rate": row["rate"], "explicit": explicit},
            )
            return
        if (
            self.remote(p, name, row, survey)
            or (together and self.pooled(p, name, row, before))
            or self.own_complement(p, name, row, nums, sentence)
        ):
            return
        if not survey and (
            self.far_base(p, name, row, nums) or self.numbers_alone(p, name, row, sentence, before, modifiers, nums)
        ):
            return
        if self.complement(p, name, row, sentence) or (not rows and self.behind(p, name, row)):
            return
        full = f.num[p] == 100 * 10 ** f.dec[p]
        if rows and not (full and not self.slipped(rows[0][3], rows[0][4])):
            plain = [r for r in rows[:_TRIED] if r[1] >= 2.0 and r[2] >= 1.6]
            pairs = [r for r in plain if self.comes_near(r[3], r[4], p)] or [
                r for r in plain if len(r[3]) == len(r[4]) == 1 and self.one_slip(r[3][0], r[4][0], p)
            ]
            _, ns, ds, num, den = (pairs or rows)[0]
            same_word = (
                max(0.0 if "应" in c.pre[i][-12:] and "已" in c.pre[num[0]] else self.word_score(i, of) for i in den)
                >= ns
            )
            if (
                ns >= 2.0
                and ds >= 1.6
                and not same_word
                and not (together and "合计" in prefix)
                and not NEGATIVE.match(row["rate"])
            ):
                strong = (ns >= 2.9 and ds >= 2.2) or bool(explicit)
                cap = WARNING if survey or not strong else ERROR
                self.add(
                    num,
                    den,
                    p,
                    named=bool(explicit),
                    label=label,
                    cap=cap,
                    data={"rate": row["rate"], "explicit": explicit},
                )
                return
        if not survey and not explicit and self.slipped_pair(p, name, row, sentence):
            return
        self.granularity(p, name, row, survey, sentence, modifiers, bool(nums))

    def defined(self, p: int, name: str) -> bool:
        """不起诉率（不起诉人数占起诉、不起诉人数之和）为24.1%: the bracket says what is divided by what."""
        c, f = self.c, self.c.figures
        m = _DEFINED.search(c.text, max(c.sentence_start[p], f.start[p] - 60), f.start[p])
        if m is None:
            return False
        unit = _DEFINED_2.search(m.group(1)) or _DEFINED_2.search(m.group(2))
        pool = [
            i
            for i in self.counts_before(p, 24, 1)
            if not unit or f.unit[i] in (("人", "名") if unit.group(1) == "人" else (unit.group(1),))
        ]
        sides: list[list[list[int]]] = []
        for words in (m.group(1), m.group(2)):
            words = _DEFINED_3.sub("", words)
            picked = [self.exactly(_DEFINED_4.sub("", w), pool) for w in _DEFINED_5.split(words) if w]
            if not all(picked):
                return False
            sides.append([sorted(x) for x in product(*picked) if len(set(x)) == len(x)])
        for num, den in product(*sides):
            if num != den and self.fits(num, den, p) == fit.ROUNDED:
                self.add(num, den, p, named=True, label=name, data={"explicit": m.group(2)})
                return True
        return False

    def exactly(self, words: str, among: list[int]) -> list[int]:
        """The figures whose words end with some words and are not their negation, at most four: 起诉 of 提起公诉,
        not of 不起诉.
        """
        c = self.c
        hits = [
            i
            for i in among
            if words in c.pre[i][-len(words) - 6 :]
            and (NEGATIVE.match(words) or not NEGATIVE.search(c.pre[i][-len(words) - 2 :]))
        ]
        hits += [
            i
            for i in among
            if i not in hits
            and (abbreviates(words, c.pre[i][-8:]) or (len(words) == 2 and words[-1] == c.pre[i].rstrip()[-1:]))
            and not NEGATIVE.search(c.pre[i][-6:])
        ]
        return sorted(hits, key=lambda i: len(c.pre[i]))[:4]

    def slipped(self, num: list[int], den: list[int]) -> bool:
        """办复率100% on 85件 of 58件: is one of the two a keying slip of the other? Else 100% is of something else."""
        f = self.c.figures
        return fit.slip(str(f.num[num[0]]), str(f.num[den[0]]))

    def compound(self, name: str, sentence: list[int]) -> list[int]:
        """调解撤诉率: the figures of one list whose words, one after the other, make the name."""
        c, f = self.c, self.c.figures
        stem = name[:-1]
        if not 4 <= len(stem) <= 8:
            return []
        own = {i: c.pre[i].strip() for i in sentence[:10]}
        picked = [i for i in own if 2 <= len(own[i]) <= 4 and own[i] in stem]
        if len(picked) < 2 or len({f.unit[i] for i in picked}) > 1:
            return []
        left = stem
        for i in picked:
            left = left.replace(own[i], "", 1)
        return sorted(picked) if not left.strip("和及、与") else []

    def grades(self, name: str, sentence: list[int]) -> list[int]:
        """The figures of the grades that a name such as 优良率 puts together."""
        c = self.c
        stem = name[:-1]
        if not _GRADES.fullmatch(stem):
            return []
        out = []
        for grade in _GRADES_2.findall(stem):
            hit = next(
                (
                    i
                    for i in sentence
                    if re.search(
                        rf"(?:(?<![不未一-鿿])|其中){grade}{_REST_OF.get(grade, '')}[”’\"]?[等级档]*的?(?:有|为)?$",
                        _SAID.sub(" ", c.text[max(0, c.figures.start[i] - 8) : c.figures.start[i]]),
                    )
                ),
                None,
            )
            if hit is None:
                return []
            out.append(hit)
        return sorted(out) if len(set(out)) > 1 else []
