"""The words for the words that the machine uses: severities, verdicts, kinds, reasons. Data, by language."""

from __future__ import annotations

SEVERITY = {
    "zh": {"error": "不能成立", "warning": "待说明", "info": "提示"},
    "en": {"error": "cannot hold", "warning": "to be explained", "info": "note"},
}
SIGN = {"error": "●", "warning": "▲", "info": "○"}  # so that a level is never told by colour alone
VERDICT = {
    "zh": {"ties": "相符", "breaks": "不符", "undetermined": "未判定"},
    "en": {"ties": "ties", "breaks": "breaks", "undetermined": "undetermined"},
}
HOW = {
    "zh": {
        "exact": "完全相符",
        "half_up": "四舍五入相符",
        "half_even": "修约到偶数相符",
        "hedged": "在约数范围内",
        "band": "在取位区间内",
        "within": "成立",
        "truncated": "截尾",
        "off": "不符",
        "exceeds": "超出",
        "below": "低于下限",
        "direction": "方向相反",
        "unattainable": "取不到",
        "differs": "不一致",
        "unround": "确数加约数词",
        "out_of_order": "先后倒置",
        "other_base": "另一基数",
        "marked": "文字不符",
        "zero_base": "基数为零",
        "negative_base": "基数为负",
        "negative": "件数为负",
        "missing": "缺数",
        "unreadable": "读不出",
        "either_base": "两种基数均可",
        "unfit_base": "所用基数也算不出",
        "not_in_suite": "本检查集未含此项检查",
    },
    "en": {
        "exact": "exact",
        "half_up": "rounded",
        "half_even": "rounded to even",
        "hedged": "within the hedge",
        "band": "within rounding",
        "within": "holds",
        "truncated": "cut off",
        "off": "differs",
        "exceeds": "exceeds",
        "below": "below",
        "direction": "other direction",
        "unattainable": "not attainable",
        "differs": "differs",
        "unround": "exact, yet hedged",
        "out_of_order": "out of order",
        "other_base": "another base",
        "marked": "wording differs",
        "zero_base": "base is zero",
        "negative_base": "base is negative",
        "negative": "count is negative",
        "missing": "figure missing",
        "unreadable": "unreadable",
        "either_base": "either base gives it",
        "unfit_base": "its own base does not give it",
        "not_in_suite": "not in this suite",
    },
}
KIND = {
    "zh": {
        "rate": "比率",
        "sum": "合计",
        "balance": "收支平衡",
        "subset": "其中",
        "year_on_year": "增减",
        "granularity": "比率可得性",
        "repeat": "前后一致",
        "enumeration": "列举",
        "order": "先后环节",
        "hedge": "约数",
        "numbering": "序号",
        "period": "日期",
        "form": "格式",
        "basis": "口径",
    },
    "en": {
        "rate": "rate",
        "sum": "total",
        "balance": "balance",
        "subset": "part of whole",
        "year_on_year": "change",
        "granularity": "attainability",
        "repeat": "restatement",
        "enumeration": "list",
        "order": "stages",
        "hedge": "hedge",
        "period": "dates",
        "form": "form",
        "basis": "base",
    },
}
UNCHECKED = {
    "zh": {
        "stands alone": "文中无可与之勾稽的数字",
        "rate without base": "比率未给出分子或分母",
        "change without base": "增减幅度未给出基期数",
        "hedged, stands alone": "约数，且无可与之勾稽的数字",
        "duration": "时长、期限",
        "cell alone": "表中单列的数字",
        "difference without both rates": "百分点差未给出两期比率",
    },
    "en": {
        "stands alone": "no other figure it must agree with",
        "rate without base": "a rate without its counts",
        "change without base": "a change without its base",
        "hedged, stands alone": "hedged, and nothing to agree with",
        "duration": "a duration",
        "cell alone": "a cell that no total covers",
        "difference without both rates": "a difference without both rates",
    },
}
LEDGER = {
    "zh": {
        "list number": "序号",
        "idiom": "固定用语",
        "quoted name": "引号内名称",
        "year": "年份",
        "ordinal": "次序",
        "date": "日期",
        "level": "层级",
        "indefinite": "不定数",
        "name": "名称",
        "period": "期间",
        "bare number": "无单位数字",
        "number in a name": "名称中的数字",
        "title": "书名、文件名",
        "identifier": "文号、编号",
        "age": "年龄",
        "metadata": "元数据",
        "document number": "文号",
        "row label": "行列名称中的数字",
        "row number": "行号",
        "time": "时刻",
        "unit": "计量单位",
        "rate base": "比率的计量基数",
        "ratio": "比值",
        "plan period": "规划期",
        "price": "单价",
        "label": "表头或行名",
    },
    "en": {},
}
CONVENTION = {
    "zh": {"half_up": "四舍五入", "truncation": "截尾", "mixed": "两者并存", "unknown": "无从判断"},
    "en": {"half_up": "rounded half up", "truncation": "cut off", "mixed": "both occur", "unknown": "no rate tells"},
}
FORMAT = {"txt": "TXT", "md": "Markdown", "docx": "Word", "html": "HTML"}


def term(table: dict[str, dict[str, str]], lang: str, word: str) -> str:
    """A word in the reader's language; the machine's own where none is given, as for a user's checks."""
    return table[lang].get(word, word)
