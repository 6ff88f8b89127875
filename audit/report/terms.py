"""The words of the outputs in Chinese and English: severities, roles, verdicts, reasons. Data only; a word that is not here is shown as it is."""

from __future__ import annotations

TERMS: dict[str, dict[str, dict[str, str]]] = {
    "severity": {
        "zh": {"error": "错误", "warning": "警告", "info": "提示"},
        "en": {"error": "error", "warning": "warning", "info": "info"},
    },
    "role": {
        "zh": {
            "numerator": "分子", "denominator": "分母", "reported": "所印", "total": "合计", "part": "分项", "plus": "加项", "minus": "减项",
            "current": "本期", "previous": "上期", "delta": "增减", "announced": "所称", "item": "列项", "earlier": "在先", "later": "在后",
        },
        "en": {},
    },
    "verdict": {
        "zh": {"ties": "相符", "breaks": "不符", "undetermined": "无法判定"},
        "en": {"ties": "tie", "breaks": "break", "undetermined": "undetermined"},
    },
    "slip": {
        "zh": {
            "digit": "错一位", "transposition": "两位互换", "dropped": "漏位", "doubled": "重位", "unit": "单位", "other figure": "误用文中他数",
            "recomputed": "重算值", "truncated": "截尾",
        },
        "en": {},
    },
    "rounding": {
        "zh": {"half_up": "四舍五入", "truncation": "截尾", "mixed": "取舍不一", "unknown": "无从判断"},
        "en": {"half_up": "rounded", "truncation": "truncated", "mixed": "mixed", "unknown": "not to be told"},
    },
    "unchecked": {
        "zh": {
            "stands alone": "单独出现", "rate without base": "比率缺基数", "change without base": "增减缺基数", "hedged, stands alone": "约数单独出现",
            "duration": "时长", "difference without both rates": "百分点缺两期比率", "cell alone": "单元格无对应",
        },
        "en": {},
    },
    "identifier": {
        "zh": {
            "list number": "序号", "quoted name": "引号内名称", "year": "年份", "idiom": "固定说法", "title": "标题", "date": "日期", "level": "级次",
            "ordinal": "序数", "name": "名称", "indefinite": "不定数", "number in a name": "名称中的数", "identifier": "编号", "period": "期间",
            "bare number": "无单位数", "document number": "文号", "law title": "法规名称",
        },
        "en": {},
    },
}  # fmt: skip


def term(table: str, word: str, lang: str) -> str:
    """Return the word of a table in a language, or the word itself."""
    return TERMS[table][lang].get(word, word)
