"""What the words of a row or a column say it is: a total, a part of the line before, a share, a change, a rate."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS = re.compile(r"[（(\[〔][^（）()\[\]〔〕]*[)）\]〕]")
_NUMBER = re.compile(
    r"(?P<l1>[一二三四五六七八九十]{1,3}[、.．])|(?P<l2>[（(][一二三四五六七八九十]{1,3}[)）])|(?P<l3>[0-9]{1,2}(?:[、．]|\.(?![0-9])))"
    r"|(?P<l4>[（(][0-9]{1,2}[)）]|[0-9]{1,2}[)）])|(?P<l5>[①-⑳])"
)
_INNER = re.compile(
    r"(?<=[一-鿿）)：: ])(?:[（(][一二三四五六七八九十]{1,3}[)）]|(?<![0-9])[0-9]{1,2}[.．、](?=[一-鿿]))"
)
_AMONG = re.compile(r"[（(]?其\s*中[)）]?\s*[:：]?|[#＃]+|[-—–]{1,3}(?=[一-鿿])|[·•○]+|内[:：]|含[:：]")
_TOTAL = re.compile(
    r"(?:合计|总计|总数|总量|共计|总额|总和|全部|总[件人户台宗]数?|累计总数)(?:数|额|量|值)?"
    r"|全[市县区省国州盟旗乡镇院局校系](?:合计|总计|累计|总数|总体|小计)?|小计|.{1,12}(?:合计|总计|小计|总数|总量|总额)"
)
_SUBTOTAL = re.compile(r"小计")
_FIRM = re.compile(r"(?:.{0,8})(?:合计|总计|小计|共计)(?:数|额|量)?")
_PERIOD_TOTAL = re.compile(r"全年|累计|本年累计|1-12月|年度合计|年度")
_SHARE = re.compile(r"占|比重|构成|百分比|比例(?!尺)")
_CHANGE = re.compile(
    r"同比|环比|增减|增长|增幅|升降|较上|比上|较去|比去|较同|增速|变化|升幅|降幅|涨幅|跌幅|上升|下降|提高|净增$"
)
_FALL = re.compile(r"降幅|跌幅|下降|减少|降低")
_PREVIOUS = re.compile(
    r"上年(?!结转|未结|末|旧存|转入|结余|结存|度结转)|去年|上期(?!结转|未结)|同期|上月|上季|上周|上半年同|基期|前一"
)
_PLAN = re.compile(r"预算数|预算$|^预算|计划|目标|任务|应完成|核定|指标数|年初预算|调整预算|限额|定额")
_CUMULATIVE = re.compile(r"累计|1-[0-9]{1,2}月|至今|以来|截至")
_INTENSIVE = re.compile(
    r"率(?!先)|平均|人均|户均|件均|日均|月均|每[一-鿿]{1,3}|均[价值分]|单价|单产|亩产|得分|评分|分数|排名|名次|位次|密度|指数|系数|倍"
    r"|(?<!占)比(?:[（(].*)?$|年龄|用时|时长|耗时|满意度|进度|最[高低多少]"
)
_NO_LINE = re.compile(r"备注|序号|排名|名次|位次")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
_MONTH = re.compile(r"(?<![0-9-])([0-9]{1,2})月")
_QUARTER = re.compile(r"([一二三四1-4])季度")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


# Pairs of words that split a whole in two.
_HALVES = (
    ("以上", "以下"), ("城镇", "乡村"), ("城镇", "农村"), ("城市", "农村"), ("男", "女"), ("税收", "非税"),
    ("线上", "线下"), ("公办", "民办"), ("市内", "市外"), ("省内", "省外"), ("本地", "外地"), ("国内", "国外"),
    ("内资", "外资"),
)  # fmt: skip
_BARE = re.compile(r"[*%±＊]+|[:：]$")
_MARKER = re.compile(r"[（）()：:\s]")
_FALLS = re.compile(r"增|升|提高|±|\+")
_PREVIOUS_2 = re.compile(r"[较比](?:上|去|同)|增减")
_PLAN_2 = re.compile(r"完成|占|%|率")


def halves(a: str, b: str) -> bool:
    """Do two names split a whole: 限额以上 and 限额以下, 城镇 and 乡村?"""
    a, b = bare(a), bare(b)
    for x, y in _HALVES:
        for p, q in ((x, y), (y, x)):
            if p in a and q in b and a.replace(p, "", 1) == b.replace(q, "", 1):
                return True
    return False


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A name without list number, 其中, markers, brackets and units."""
    name = name.strip()
    if inner := list(_INNER.finditer(name)):  # 三、办理结果（一）予以公开: the last number counts
        name = name[inner[-1].end() :] or name
    while True:
        m = _NUMBER.match(name) or _AMONG.match(name)
        if m is None or not m.group():
            break
        rest = name[m.end() :].lstrip(":： ")
        if not rest:
            break
        name = rest
    return _BARE.sub("", _BRACKETS.sub("", name)) or name


@lru_cache(maxsize=4096)
def level(name: str) -> int:
    """The rank of a name's list number: 1 for 一、, 2 for （一）, 3 for 1., 4 for (1), 5 for ①; 0 where it has none."""
    m = _NUMBER.match(name)
    return int(m.lastgroup[1]) if m is not None and m.lastgroup else 0


@lru_cache(maxsize=4096)
def among(name: str) -> bool:
    """Does a name begin with 其中, #, -- …: is its line a part of the one before?"""
    m = _AMONG.match(name)
    return m is not None and bool(m.group())


@lru_cache(maxsize=4096)
def marker(name: str) -> str:
    """The sign or word that says 其中: 其中, #, -- …"""
    m = _AMONG.match(name)
    return _MARKER.sub("", m.group())[:2] if m else ""


@lru_cache(maxsize=4096)
def total(name: str) -> bool:
    """Does a name say that its line is a total?"""
    return _TOTAL.fullmatch(bare(name)) is not None


@lru_cache(maxsize=4096)
def firm(name: str) -> bool:
    """合计, 总计, 小计: the words that say a sum and nothing else."""
    return _FIRM.fullmatch(bare(name)) is not None


@lru_cache(maxsize=4096)
def subtotal(name: str) -> bool:
    return _SUBTOTAL.search(name) is not None


@lru_cache(maxsize=4096)
def period_total(name: str) -> bool:
    """全年, 累计: a total where the other lines are parts of the year; numbers must confirm."""
    return _PERIOD_TOTAL.fullmatch(bare(name)) is not None


@lru_cache(maxsize=4096)
def share(name: str) -> bool:
    return _SHARE.search(name) is not None and not change(name)


@lru_cache(maxsize=4096)
def change(name: str) -> bool:
    return _CHANGE.search(name) is not None


@lru_cache(maxsize=4096)
def falls(name: str) -> bool:
    """A head such as 降幅, under which a fall is printed without its sign."""
    return _FALL.search(name) is not None and _FALLS.search(name) is None


@lru_cache(maxsize=4096)
def previous(name: str) -> bool:
    return _PREVIOUS.search(name) is not None and _PREVIOUS_2.search(name) is None


@lru_cache(maxsize=4096)
def plan(name: str) -> bool:
    return _PLAN.search(name) is not None and _PLAN_2.search(name) is None


@lru_cache(maxsize=4096)
def cumulative(name: str) -> bool:
    return _CUMULATIVE.search(name) is not None


@lru_cache(maxsize=4096)
def intensive(name: str) -> bool:
    """A quantity that does not add up: rates, averages, scores, ranks."""
    return _INTENSIVE.search(bare(name)) is not None


@lru_cache(maxsize=4096)
def moment(name: str) -> tuple[int, int] | None:
    """The year and the part of the year (month, 100 + quarter, 0) that a name states, or None; a year alone counts."""
    year = _YEAR.search(name)
    month, quarter = _MONTH.search(name), _QUARTER.search(name)
    if year is None and month is None and quarter is None:
        return None
    part = int(month.group(1)) if month else 100 + _QUARTERS[quarter.group(1)] if quarter else 0
    return int(year.group(1)) if year else 0, part
