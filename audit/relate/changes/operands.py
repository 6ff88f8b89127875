"""Which figures are levels, changes and last year's values; the integers of a change and whether they tie."""

from __future__ import annotations

import re
from collections.abc import Collection

from audit.relate import fit
from audit.relate.changes.words import CHANGE_RATE, COUNTED, PREVIOUS, WORD
from audit.relate.context import Context
from audit.relate.relations import OPEN_HIGH, Relation

_LEVEL = re.compile(r"(?:至|到|为)[ ]*$")
_REACHED = re.compile(
    r"(?:至|到|为)[ ]*(?:(?:19|20)[0-9]{2} ?年(?:度|末|底)?的?|今年的?|本年度?的?|目前的?|现在的?)?[ ]*$"
)
_COMPARED = re.compile(r"同比|环比|较|比|去年|上年|上期|上月|上周|上季|前一|往年|相比|增幅|降幅|增速")
_IS_CHANGE = re.compile(r"(?:增|升|降|减|提高|下降|增加|上升|增长)(?:至|到|为)$")
_IS_CHANGE_2 = re.compile(r"率(?:为|达到|达)?$")
_IS_DELTA = re.compile(r"(?:至|到|为|达)$")
_IS_PREVIOUS = re.compile(r"(?:上年|去年|上期)(?:同期)?$")
_IS_PREVIOUS_2 = re.compile(r"[由从][^，,。；;]{0,10}$")
_IS_PREVIOUS_3 = re.compile(r"(?:结转|旧存|未结|转入|结存)")
_IS_PREVIOUS_4 = re.compile(
    r"[较比](?:20[0-9]{2}年|第?[一二三四]季度|[0-9]{1,2}月份?|上年同?期?|去年同?期?|前[一三]年"
    r"|上[月周季期])[^，,。；;]{0,4}的?[ ]*$"
)
_CARRIED_OUT = r")的?(?:实际|预算)?(?:完成|执行|决算|收入|支出)?(?:数|额)?的?[ ]*$"  # 比上年完成数128694万元
_OF_ANOTHER = re.compile(r"(?:比(?![例重率值])|较)[^，,。；;比较]{2,10}的[ ]*$")
_IS_PREVIOUS_5 = re.compile(r"的[ ]*$")
_IS_PREVIOUS_6 = re.compile(r"[较比]")

_MORE = re.compile(r"[较比][^，,。；;]{0,10}[多少增减][一-鿿]{1,4}$")  # 较上年多到位7.4亿元


class Operands:
    """The counted figures of a document as a change sees them."""

    def __init__(self, c: Context, out: list[Relation]) -> None:
        self.c, self.out = c, out
        f = c.figures
        self.n = len(f)
        self.counts = [i for i in range(self.n) if f.kind[i] in COUNTED and f.cell[i] is None]

    def words(self, p: int) -> str:
        """The words before a percentage; those of its clause where none stand right before it."""
        c = self.c
        return c.pre[p] if len(c.pre[p].strip()) >= 2 else c.clause_text[p]

    def is_change(self, p: int) -> bool:
        """Do the words before a percentage say that it is a change, and not the level reached?"""
        words = self.words(p).rstrip()
        if CHANGE_RATE.search(words):
            return True
        if "年均" in words or "年平均" in words:
            return False
        if words.endswith("的") or (_LEVEL.search(words) and _IS_CHANGE.search(words)):
            return False
        m = WORD.search(words)
        if m is None:
            return False
        tail = words[m.end("up") if m.group("up") else m.end("down") :]
        return "到" not in tail and "至" not in tail and not _IS_CHANGE_2.search(words)

    # ---------------------------------------------------------------- operands
    def is_delta(self, i: int) -> bool:
        """Does figure i state an amount of change (增加5662件, 多征1881万元, 比上周多882件)?"""
        words = self.c.pre[i].rstrip()
        if _IS_DELTA.search(words):
            return False
        m = WORD.search(words)
        if m is None:
            return _MORE.search(words) is not None
        word = m.group("up") or m.group("down")
        if (
            word in ("多", "少", "增", "减", "降", "升", "高", "低", "快", "慢")
            and not self.compared(i)
            and self.c.bracket[i] < 0
            and "征" not in words
            and "收" not in words
        ):
            return False
        return not (word in ("增加", "减少", "新增", "增") and "新增" in words)

    def compared(self, i: int) -> bool:
        """Does the clause of figure i say what it is compared with: 比上年的141件多31件?"""
        c = self.c
        if _COMPARED.search(c.clause_text[i]):
            return True
        return i > 0 and c.clause[i - 1] == c.clause[i] and _COMPARED.search(c.clause_text[i - 1]) is not None

    def is_previous(self, i: int) -> bool:
        """Does figure i state last year's value, by its own words or those it is compared with?"""
        c = self.c
        words = c.clause_text[i]
        if (
            c.bracket[i] >= 0
            and _IS_PREVIOUS.search(c.text[max(0, c.bracket[i] - 6) : c.bracket[i]])
            and not words.strip()
        ):
            return True  # 比上年（50131万元）增长4.1%
        m = next(reversed(list(PREVIOUS.finditer(words))), None)
        if (
            _IS_PREVIOUS_2.search(c.pre[i])
            and i + 1 < self.n
            and c.clause[i + 1] == c.clause[i]
            and _REACHED.search(c.pre[i + 1])
        ):
            return True
        if (
            m is not None
            and not _IS_PREVIOUS_3.search(words[m.end() : m.end() + 4])
            and not re.search(r"[较比]" + re.escape(m.group()), words)
        ):
            return not self.is_delta(i)
        if _IS_PREVIOUS_4.search(
            words,
        ) and _IS_PREVIOUS_5.search(words):
            return True
        if (
            _OF_ANOTHER.search(words)
            and i + 1 < self.n
            and c.clause[i + 1] == c.clause[i]
            and WORD.match(c.pre[i + 1].strip()) is not None
        ):
            return True  # 比二次会议的286件多26件
        if _IS_PREVIOUS_6.search(words) and m is not None:
            # 较上年的8.5%下降1.4个百分点 / 比去年50件增加
            return re.search(r"[较比](?:" + PREVIOUS.pattern + _CARRIED_OUT, words) is not None
        if c.year:
            at = c.figures.start[i]
            for y in (c.year - 1,):
                if re.search(
                    rf"{y}年(?:度|全年|同期)?[^，,。；;]{{0,8}}$", c.text[max(c.sentence_start[i], at - 20) : at]
                ):
                    return True
        return False

    def nearby(self, p: int, kinds: Collection[str], reach: int = 10) -> list[int]:
        """Figures of some kinds before p in its block, nearest first, at most `reach`."""
        c, f = self.c, self.c.figures
        out: list[int] = []
        for i in range(p - 1, -1, -1):
            if c.block[i] != c.block[p] or len(out) >= reach:
                break
            if f.cell[i] is None and f.kind[i] in kinds:
                out.append(i)
        return out

    # ---------------------------------------------------------------- relations
    def frame(self, cur: tuple[int, int], prev: tuple[int, int], p: int, sign: int) -> dict[str, int]:
        """Integers of the `changes` frame; prev is (lo, hi) at the scale of cur."""
        f = self.c.figures
        scale = 10 ** f.dec[p]
        low = high = f.num[p]
        if f.hedge[p]:
            least, most = f.low[p], f.high[p]
            low, high = -OPEN_HIGH if least is None else least, OPEN_HIGH if most is None else most
        if f.unit[p] == "成":
            low, high = (low - 5, high + 5) if not f.hedge[p] else (low - 1, high + 1)
        per = 1000 if f.unit[p] == "‰" else 100
        return {
            "cur_lo": cur[0],
            "cur_hi": cur[1],
            "prev_lo": prev[0],
            "prev_hi": prev[1],
            "rep": f.num[p],
            "rep_lo": low,
            "rep_hi": high,
            "scale": scale,
            "per": per,
            "sign": sign,
        }

    def ties(self, v: dict, strict: bool = False) -> bool:
        """Does the change print as stated: rounded, or (unless strict) truncated?"""
        if v["prev_lo"] <= 0:
            return False
        k = v["per"] * v["scale"]
        for s in (1, -1):
            if v["sign"] and s != v["sign"]:
                continue
            # change = s * rep: cur - prev over prev
            lo = s * (v["cur_lo"] - v["prev_hi"]) if s > 0 else v["prev_lo"] - v["cur_hi"]
            hi = v["cur_hi"] - v["prev_lo"] if s > 0 else v["prev_hi"] - v["cur_lo"]
            rep = v["rep"] if v["rep"] >= 0 else -v["rep"]
            if v["rep_lo"] != v["rep"] or v["rep_hi"] != v["rep"]:
                if k * hi >= v["rep_lo"] * v["prev_lo"] and k * lo <= v["rep_hi"] * v["prev_hi"]:
                    return True
            elif (got := fit.ratio(lo, hi, v["prev_lo"], v["prev_hi"], rep, v["scale"], v["per"])) and (
                got == fit.ROUNDED or not strict
            ):
                return True
        return False

    def exact(self, i: int, dec: int) -> int:
        """The printed value of a figure at 10**dec."""
        f = self.c.figures
        return f.num[i] * 10 ** (dec - f.dec[i])

    def holds(self, r: Relation) -> bool:
        """Do the integers of a change or of a difference tie, truncation included?"""
        v = r.values
        if r.frame not in ("changes", "differences"):
            return False
        if r.frame == "changes":
            return self.ties(v)
        low, high = v["cur_lo"] - v["prev_hi"], v["cur_hi"] - v["prev_lo"]
        return any(
            (low if s > 0 else -high) <= v["delta_hi"] and (high if s > 0 else -low) >= v["delta_lo"]
            for s in ((v["sign"],) if v["sign"] else (1, -1))
        )
