"""Why figures may not tie, in neutral words: data, one entry a check. No entry says who is wrong.

Each entry is what an auditor would ask about first; a check that is not listed (a user's own) gets the general words.
"""

from __future__ import annotations

from audit.locate.slips import NAMES as SLIPS
from audit.model import Finding
from audit.report.memo.reasons_datasets import DATASETS
from audit.report.memo.reasons_datasets import EVIDENCE as OF_DATASETS
from audit.report.words import told

# code -> possible explanations (zh, en), most usual first
REASONS: dict[str, tuple[tuple[str, str], ...]] = {
    "RAT101": (
        ("分子、分母、比率三者之一在录入或转抄时有出入", "one of the three figures was mistyped or miscopied"),
        (
            "比率按文中未列出的另一口径或另一时点的数据算得",
            "the rate was computed on figures of another scope or date, which the text does not give",
        ),
    ),
    "RAT102": (
        ("取位时截去尾数，未作四舍五入", "the digits beyond were cut off, not rounded"),
        ("比率由系统直接给出，取位方式由系统设定", "a system gave the rate with its own way of cutting digits"),
    ),
    "RAT103": (
        (
            "各项占比分别取位，尾差之外另有出入",
            "the shares were rounded one by one, and something beyond rounding differs",
        ),
        ("所列各项未穷尽或互有交叉", "the items listed are not all, or overlap"),
    ),
    "GRN101": (
        (
            "实际分母不是文中所列基数，例如只计有效评价数",
            "the true base is not the one in the text, for instance only those who answered",
        ),
        ("比率由下级单位的比率平均得出，而非由件数相除", "the rate is an average of rates, not a quotient of counts"),
        ("比率或基数在录入时有出入", "the rate or the base was mistyped"),
    ),
    "SUM101": (
        ("漏列一项，或一项重复计入", "a part is missing, or one was counted twice"),
        ("合计与分项的统计口径或时点不同", "total and parts are of different scope or date"),
        ("合计或某一分项在录入时有出入", "the total or a part was mistyped"),
    ),
    "SUM102": (
        (
            "部分与整体的统计范围不同，并非从属关系",
            "part and whole are of different scope, and the one is not within the other",
        ),
        ("部分或整体的数字在录入时有出入", "the part or the whole was mistyped"),
    ),
    "SUM103": (("各分项分别取位产生尾差", "the parts were rounded one by one"),),
    "SUM104": (
        (
            "上期结转、转出或撤回的数量未在文中列出",
            "what was carried over, transferred or withdrawn is not in the text",
        ),
        ("收入与结出各数的统计时点不同", "the two sides were counted at different times"),
        ("某一项在录入时有出入", "one of the figures was mistyped"),
    ),
    "CHG101": (
        ("上期数经核减或调整，与文中所列不同", "the previous figure was restated and is not the one in the text"),
        ("变动幅度按取位前的原始数据算得", "the change was computed before rounding"),
        ("本期数、上期数、幅度三者之一在录入时有出入", "one of the three figures was mistyped"),
    ),
    "CHG102": (
        ("上期数经调整，或并非整数口径", "the previous figure was restated, or is no count"),
        ("本期数或幅度在录入时有出入", "the current figure or the change was mistyped"),
    ),
    "CHG103": (
        ("小数点位置或位数有出入", "the decimal point or a digit slipped"),
        ("两期比率之一按另一口径算得", "one of the two values is of another scope"),
    ),
    "CHG104": (
        ("升降用词与数字之一有出入", "either the word for the direction or a figure slipped"),
        ("比较的基期与文中所列不同", "the comparison is with another period than the one in the text"),
    ),
    "CHG105": (("取位时截去尾数，未作四舍五入", "the digits beyond were cut off, not rounded"),),
    "ORD101": (
        ("两数的统计范围不同，并非同一批事项的前后环节", "the two figures are not of the same cases"),
        ("后一环节含上期结转", "the later stage includes cases carried over"),
        ("其中一数在录入时有出入", "one of the figures was mistyped"),
    ),
    "ORD102": (
        ("比率的含义不是部分占整体", "the rate is not a share of a whole"),
        ("小数点位置有出入", "the decimal point slipped"),
    ),
    "REP101": (
        ("两处的统计时点或口径不同", "the two statements are of different date or scope"),
        ("其中一处在转抄时有出入", "one of the two was miscopied"),
    ),
    "REP102": (
        ("部分恰好等于整体", "the part happens to be the whole"),
        ("其中一处误用了另一处的数字", "one place took the figure of the other"),
    ),
    "ENU101": (
        ("列举未穷尽，或一项含有两项内容", "the list is not complete, or one item holds two"),
        ("增删项目后未改总数", "items were added or dropped and the number was left"),
    ),
    "ENU102": (("增删段落后序号未顺延", "paragraphs were added or dropped without renumbering"),),
    "HDG101": (
        ("约数词为行文习惯，数字实为确数", "the hedge is a habit of style and the figure is exact"),
        ("数字为确数附近的估计", "the figure is an estimate near an exact number"),
    ),
    "HDG102": (
        ("约数与确数的统计时点或口径不同", "the hedged and the exact figure are of different date or scope"),
        ("其中一处在录入时有出入", "one of the two was mistyped"),
    ),
    "HDG103": (("约数词前后重复或相互抵触，系行文所致", "the hedges contradict each other as a slip of style"),),
    "PER101": (
        (
            "报告在统计期结束前成文，期末数为预计数",
            "the report was written before the period ended, and its figures are forecasts",
        ),
        ("成文日期在录入时有出入", "the date was mistyped"),
    ),
    "PER102": (
        (
            "公布时间晚于规定期限，或页面日期为更新日期",
            "it was published late, or the page shows the date of an update",
        ),
    ),
    "PER103": (
        ("同一文件或期间的起止年份前后写法不一", "the years of one document or period are written differently"),
    ),
    "PER104": (
        (
            "数据截止日不在报告期内，或年份沿用上年文本",
            "the as-of date is outside the period, or last year's text was kept",
        ),
    ),
    "SCP101": (
        (
            "统计口径与惯用口径不同，文中未注明",
            "the rate is on another base than the usual one, and the text does not say so",
        ),
        ("比率误取了相邻的基数", "the rate was computed on a neighbouring figure"),
    ),
    "SCP102": (
        ("比率的名称窄于实际所用基数", "the rate's name is narrower than the base it was computed on"),
        ("基数误取了范围更宽的数字", "a wider figure was taken as the base"),
    ),
    "DOC101": (("引号在编辑或转码时遗漏", "a quotation mark was lost in editing or conversion"),),
    "DOC102": (("发布页面的元数据未填写", "the metadata of the page were not filled in"),),
    "DOC103": (("转换格式时分页、换行残留", "line or page breaks were left by a conversion"),),
    "DOC104": (("该部分另以其他标题写出，或并入他处", "the part stands under another heading, or elsewhere"),),
    "DOC105": (("括号在编辑或转码时遗漏", "a bracket was lost in editing or conversion"),),
    "DOC106": (("标题在复制正文时未带出", "the title was left out when the text was copied"),),
    "XDR101": (("各单位对同一指标采用的统计口径不同", "the authorities compute the indicator on different bases"),),
    "XDR102": (
        (
            "后一年度对上年数作了调整，或其中一处转抄有出入",
            "the later report restated the figure, or one of the two was miscopied",
        ),
    ),
    **DATASETS,
}
VAGUE = ("GRN101", "HDG101", "CHG102")  # so many single changes would do that naming three says nothing
GENERAL = (
    ("数字在录入、转抄或取位时有出入", "a figure was mistyped, miscopied or rounded"),
    ("统计口径或时点不同", "scope or date differ"),
)

# family -> what to obtain in order to settle it
EVIDENCE: dict[str, tuple[str, str]] = {
    "RAT": (
        "取得分子、分母的统计台账或系统导出数",
        "obtain the register or system export behind numerator and denominator",
    ),
    "GRN": (
        "取得实际参与计算的件数（如有效评价数）",
        "obtain the counts that the rate was computed from, such as valid answers",
    ),
    "SUM": ("取得合计与各分项的统计台账", "obtain the register behind total and parts"),
    "CHG": ("取得本期与上期的统计台账及调整说明", "obtain the registers of both periods and any restatement"),
    "ORD": ("取得各环节的办理台账", "obtain the case register of each stage"),
    "REP": (
        "取得该数字的原始统计表，确认两处各指何时何范围",
        "obtain the source table and establish date and scope of each statement",
    ),
    "ENU": ("对照正式文件核对项目清单", "compare the list with the formal document"),
    "HDG": ("向编制单位确认该数是确数还是约数", "ask the author whether the figure is exact or approximate"),
    "PER": ("对照正式印发件核对日期", "compare the dates with the issued document"),
    "SCP": ("请编制单位说明该比率的统计口径", "ask the author which base the rate is defined on"),
    "DOC": ("对照正式印发件核对文本", "compare the text with the issued document"),
    "XDR": ("请各单位说明该指标的统计口径；比较时统一口径", "ask each author for the base; compare on one base"),
    **OF_DATASETS,
}


def explanations(f: Finding, lang: str) -> list[str]:
    """What may explain a finding: the check's reasons, the single repairs that tie, figures that do give the print.

    Args:    f: a finding with `suspects` and `alternatives` as `locate` left them. lang: zh or en.
    Returns: sentences without a full stop; three repairs, or six equally good ones; three alternatives.
    """
    k = 0 if lang == "zh" else 1
    out = [pair[k] for pair in REASONS.get(f.code, GENERAL)]
    suspects, more = ([], 0) if f.code in VAGUE else told(f.suspects)
    for s in suspects:
        slip = SLIPS.get(s.slip, {}).get(lang, s.slip)
        out.append(
            f"若 {s.printed} 应为 {s.repair}（{slip}），有关各式即相符"
            if lang == "zh"
            else f"were {s.printed} meant to be {s.repair} ({slip}), every sum it stands in would tie"
        )
    if len(suspects) > 1:
        others = (f"，另有 {more} 处同样如此" if lang == "zh" else f" ({more} more would do as well)") if more else ""
        out.append(
            f"以上各改一处均可使算式相符{others}，算式本身不能判断哪一处有出入"
            if lang == "zh"
            else f"each of these single changes would do{others}; the arithmetic does not say which figure is off"
        )
    for text in f.alternatives[:3]:
        out.append(
            f"文中另有数字可得此数：{text}" if lang == "zh" else f"other figures of the text give the print: {text}"
        )
    return out


def action(f: Finding, lang: str) -> list[str]:
    """What to do next: the check's help line, and what to obtain."""
    family = EVIDENCE.get(f.code[:3])
    return [x for x in (f.help, family[0 if lang == "zh" else 1] if family else "") if x]
