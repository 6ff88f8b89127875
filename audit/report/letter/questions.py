"""What a letter asks: for each check the fact in neutral words, and the request. Data, in Chinese and English.

Fields: {label} what it is about, {printed} the figure as printed, {against} what the arithmetic gives or the other
figure, {formula} the arithmetic, {figures} every figure with its row and column, {message} the finding's own message,
which a check that is not listed (a user's own) says instead.
"""

from __future__ import annotations

from string import Formatter

from audit.model import Finding

_CHECK_THREE = (
    "请核实分子、分母和比率；如按其他口径计算，请说明口径及所用数字。",
    "Please check numerator, denominator and rate; if the rate is on another base, please say on which, with its "
    "figures.",
)
# code -> (fact zh, fact en), (request zh, request en)
QUESTIONS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "RAT101": (
        (
            "文中{label}为{printed}。按文中所列数字计算，{formula}；取相同位数为{against}。",
            "The text gives {label} as {printed}. Its figures give {formula}, printed alike {against}.",
        ),
        _CHECK_THREE,
    ),
    "RAT102": (
        (
            "文中{label}为{printed}。按文中所列数字计算，{formula}；四舍五入为{against}，截去尾数为{printed}。",
            "The text gives {label} as {printed}. Its figures give {formula}: {against} when rounded, {printed} when "
            "cut off.",
        ),
        ("请确认该比率的取位方式。", "Please confirm how the rate was rounded."),
    ),
    "RAT103": (
        ("文中所列各项占比相加：{formula}。", "The shares in the text add up thus: {formula}."),
        ("请核实各项占比，或说明未列出的部分。", "Please check the shares, or say what is not listed."),
    ),
    "GRN101": (
        (
            "文中{label}为{printed}。以文中所列基数计，没有整数的分子可得此数（{formula}）。",
            "The text gives {label} as {printed}. On the base in the text no whole numerator gives that ({formula}).",
        ),
        ("请告知该比率实际所用的分子和分母。", "Please tell us the numerator and denominator that were used."),
    ),
    "SUM101": (
        (
            "文中{label}为{printed}，所列分项相加：{formula}。",
            "The text gives {label} as {printed}; its parts add up thus: {formula}.",
        ),
        (
            "请核实合计与各分项，或说明未列入、重复计入的部分。",
            "Please check total and parts, or say what is left out or counted twice.",
        ),
    ),
    "SUM102": (
        ("文中所列的部分大于其所属的整体：{formula}。", "A part in the text is larger than its whole: {formula}."),
        ("请核实两数，或说明二者的统计范围。", "Please check both figures, or say of what scope each is."),
    ),
    "SUM104": (
        (
            "文中{figures}，前后未能平衡：{formula}。",
            "The text gives {figures}, which do not balance: {formula}.",
        ),
        (
            "请核实各数，或说明未列出的结转、转出等数量。",
            "Please check them, or say what was carried over or transferred and is not listed.",
        ),
    ),
    "CHG101": (
        (
            "文中{label}的增减幅度为{printed}。按本期数与上期数计算，{formula}；取相同位数为{against}。",
            "The text gives the change of {label} as {printed}. Its figures give {formula}, printed alike {against}.",
        ),
        (
            "请核实本期数、上期数和幅度；上期数如经调整，请一并说明。",
            "Please check the two values and the change; if the previous value was restated, please say so.",
        ),
    ),
    "CHG102": (
        (
            "文中{label}的增减幅度为{printed}。由本期数倒推，上期数不为整数（{formula}）。",
            "The text gives the change of {label} as {printed}. Worked back, the previous count is not whole "
            "({formula}).",
        ),
        ("请告知上期数。", "Please tell us the previous count."),
    ),
    "CHG103": (
        (
            "文中{label}前后相差为{printed}。按两期数计算，{formula}。",
            "The text gives the difference of {label} as {printed}. Its figures give {formula}.",
        ),
        ("请核实两期数和相差数。", "Please check the two values and the difference."),
    ),
    "CHG104": (
        (
            "文中{label}的升降用词与数字的方向相反：{formula}，文中为{printed}。",
            "Words and figures of {label} go different ways: {formula}, in the text {printed}.",
        ),
        ("请核实用词和数字。", "Please check the word and the figures."),
    ),
    "CHG105": (
        (
            "文中{label}的增减幅度为{printed}。按本期数与上期数计算，{formula}；四舍五入为{against}。",
            "The text gives the change of {label} as {printed}. Its figures give {formula}: {against} when rounded.",
        ),
        ("请确认该幅度的取位方式。", "Please confirm how the change was rounded."),
    ),
    "ORD101": (
        (
            "文中{label}为{printed}，多于前一环节的数字：{formula}。",
            "The text gives {label} as {printed}, more than the stage before: {formula}.",
        ),
        ("请核实两数，或说明二者是否为同一批事项。", "Please check both, or say whether they are of the same cases."),
    ),
    "ORD102": (
        (
            "文中{label}为{printed}，超出百分比通常的范围。",
            "The text gives {label} as {printed}, outside what a percentage may be.",
        ),
        ("请核实该数，或说明其含义。", "Please check it, or say what it means."),
    ),
    "REP101": (
        (
            "文中{label}在两处分别为{printed}和{against}。",
            "The text gives {label} as {printed} in one place and {against} in another.",
        ),
        (
            "请确认以何者为准，或说明两处的时点、口径。",
            "Please say which one holds, or of what date and scope each is.",
        ),
    ),
    "REP102": (
        (
            "文中{label}与其整体取同一数值：{formula}。",
            "The text gives {label} the same figure as its whole: {formula}.",
        ),
        ("请确认两数均无误。", "Please confirm both figures."),
    ),
    "ENU101": (
        (
            "文中{label}处所称数目与所列项目不同：称 {printed}，列出 {against} 项。",
            "The text announces {printed} and lists {against} ({label}).",
        ),
        ("请核实数目与所列项目。", "Please check the number and the list."),
    ),
    "HDG101": (
        (
            "文中{label}为“{printed}”，数字精确到个位而带约数词。",
            "The text gives {label} as “{printed}”, exact to the unit and yet hedged.",
        ),
        ("请确认该数为确数还是约数。", "Please say whether the figure is exact or approximate."),
    ),
    "HDG102": (
        (
            "文中{label}一处为{printed}，另一处为{against}，前者不在后者所说的范围之内。",
            "The text gives {label} as {printed} in one place and {against} in another, which does not cover it.",
        ),
        ("请核实两处数字，或说明各自的时点、口径。", "Please check both, or say of what date and scope each is."),
    ),
    "PER101": (
        ("报告的成文日期为{printed}，早于统计期末。", "The report is dated {printed}, before its period ends."),
        (
            "请核实日期；期末数如为预计数，请说明统计截止时间。",
            "Please check the date; if the figures are forecasts, please say of which day they are.",
        ),
    ),
    "SCP101": (
        (
            "文中{label}为{printed}。按文中所列数字，{formula}；文中未写明该比率以何者为基数。",
            "The text gives {label} as {printed}. Its figures give {formula}; the text does not name the base.",
        ),
        ("请说明该比率的统计口径。", "Please say which base the rate is defined on."),
    ),
    "SCP102": (
        (
            "文中{label}为{printed}，与 {formula} 相符，而该基数的范围宽于比率的名称。",
            "The text gives {label} as {printed}, which is {formula}; that base is wider than the name of the rate.",
        ),
        ("请说明该比率的统计口径。", "Please say which base the rate is defined on."),
    ),
    "XDR101": (
        (
            "各地同类报告中{label}所用的基数不尽一致。贵单位报告中为{printed}，与 {formula} 相符。",
            "Reports of this kind compute {label} on different bases. Yours gives {printed}, which is {formula}.",
        ),
        ("请说明贵单位该指标所用的基数。", "Please say which base you use."),
    ),
}
GENERAL = (("{message}。", "{message}."), ("请核实有关内容，或作出说明。", "Please check this, or explain it."))


def question(f: Finding, lang: str, **fields: str) -> tuple[str, str]:
    """The fact and the request of one finding.

    Args:    f: the finding; lang: zh or en; fields: label, printed, against, formula.
    Returns: two sentences. Where a field that the fact needs is empty, the fact is the finding's own message.
    """
    k = 0 if lang == "zh" else 1
    fact, request = QUESTIONS.get(f.code, GENERAL)
    needed = {name for _, name, _, _ in Formatter().parse(fact[k]) if name}
    given = {"message": f.message.rstrip("。."), **fields}
    if not given.get("label"):
        given["label"] = "该数" if lang == "zh" else "the figure"
    if any(not given.get(name) for name in needed):
        fact = GENERAL[0]
    return fact[k].format(
        **{name: given.get(name, "") for name in ("label", "printed", "against", "formula", "figures", "message")}
    ), request[k]
