"""What the page says, in Chinese and English. Keys are the page's own; `{}` is filled by the page."""

from __future__ import annotations

from audit.report.terms import TERMS

UI: dict[str, dict[str, str]] = {
    "zh": {
        "product": "勾稽", "page": "复核页", "skip": "跳到正文", "skip_findings": "跳到发现",
        "overview": "总览", "report": "报告", "reports": "份报告", "findings": "发现", "coverage": "覆盖", "text": "正文",
        "choose": "选择报告", "previous_report": "上一份报告", "next_report": "下一份报告", "contents": "目录", "top": "（报告开头）",
        "actions": "操作", "export": "导出标记", "import": "导入标记", "print": "打印", "theme": "明暗", "theme_auto": "随系统", "theme_light": "浅色", "theme_dark": "深色", "help": "键盘与图例",
        "legend": "图例", "legend_hint": "点按可隐藏或显示该类标记",
        "v_break": "不符", "v_tie": "相符", "v_open": "无法判定", "v_none": "未核对", "v_ledger": "标识",
        "v_break_long": "在某组关系中与其他数不符", "v_tie_long": "所在关系均相符", "v_open_long": "关系无法判定", "v_none_long": "不在任何勾稽关系中", "v_ledger_long": "年份、文号、序号等，不作数据核对",
        "error": "错误", "warning": "警告", "info": "提示", "severity": "级别", "check": "检查", "all_checks": "全部检查", "state": "状态", "all_states": "全部状态",
        "open": "待复核", "marked": "已标记", "waived": "已豁免", "search": "搜索", "search_hint": "搜索说明、数字、标签", "clear": "清除筛选",
        "none_found": "没有符合条件的发现。", "no_findings": "没有发现。", "no_findings_long": "核对了 {0} 组勾稽关系，均相符或无法判定；{1} 个数字不在任何勾稽关系中，见“覆盖”。", "nothing_checked": "没有可核对的勾稽关系：这不等于没有问题，见“覆盖”。",
        "shown": "显示 {0} / {1} 项发现", "progress": "已标 {0} / {1}", "more": "再显示 {0} 项", "across": "跨报告",
        "line": "第 {0} 行", "finding_n": "发现 {0}", "of": "{0} / {1}", "arithmetic": "算式", "printed": "文中", "computed": "算得", "places": "涉及", "help_line": "核对",
        "also": "同时不符", "suspects": "单独改动一处即可全部相符（仅供核对，不表示该数有误）", "alternatives": "文中可得此数的其他数", "code_hint": "gouji explain {0}", "go_text": "在正文中查看", "go_finding": "查看发现 {0}",
        "waiver": "豁免", "reason": "理由", "owner": "负责人", "date": "日期", "expires": "到期",
        "mark": "复核意见", "m_true": "属实", "m_false": "误报", "m_scope": "口径", "m_true_long": "确有不符，应核实更正", "m_false_long": "原文无误，系工具误判", "m_scope_long": "口径不同，需在文中说明", "m_clear": "撤销",
        "reason_hint": "写明依据（导出为豁免时必填）", "reason_missing": "尚未写理由", "by": "{0} · {1}", "reviewer": "复核人", "reviewer_hint": "姓名，写入每条标记",
        "saved": "已保存在本浏览器", "not_saved": "此浏览器不允许保存：关闭前请导出标记",
        "export_title": "导出复核标记", "export_text": "{0} 条标记：属实 {1}，误报 {2}，口径 {3}。", "export_missing": "其中 {0} 条误报或口径没有理由，不能作为豁免。", "export_none": "还没有标记。", "export_use": "导出后可执行：", "download": "下载 gouji-marks.json",
        "import_title": "导入复核标记", "import_text": "选择先前导出的 gouji-marks.json。同一发现两处都有标记时，取日期较新者。", "choose_file": "选择文件", "imported": "导入 {0} 条；{1} 条与现有相同或较旧；{2} 条不属本次运行，已一并保留。", "import_bad": "不是复核标记文件：{0}", "import_rows": "{0} 条格式不符，已略过。", "too_large": "文件过大",
        "close": "关闭", "selected": "所选数字", "selected_relation": "所选关系", "unmark": "取消选择", "relation_of": "所在关系", "not_in_relation": "不在任何勾稽关系中：{0}", "value": "数值", "unit": "单位", "label": "所指", "period": "期间", "interval": "区间", "section": "章节", "to": "至",
        "how_many": "{0} 处", "in_report": "见 {0}", "draw": "在正文中画出",
        "numerals": "数字", "checked": "已核对", "unchecked": "未核对", "identifiers": "标识", "sum_line": "{0} 个数字 = 已核对 {1} + 未核对 {2} + 标识 {3}",
        "relations": "关系", "relations_line": "{0} 组勾稽关系：相符 {1}，不符 {2}，无法判定 {3}", "ties": "相符", "breaks": "不符", "undetermined": "无法判定", "low_power": "检出力低", "low_power_long": "即使有小错，此式多半也相符",
        "unchecked_title": "未核对的数字及原因", "relations_title": "核对过的勾稽关系", "ledger_title": "标识类数字", "source_title": "来源", "rounding_title": "修约习惯",
        "r_half_up": "四舍五入：{0} 个比率只有四舍五入可得，没有只有截尾可得的。", "r_truncation": "截尾：{1} 个比率只有截尾可得，没有只有四舍五入可得的。", "r_mixed": "不一致：{0} 个比率只有四舍五入可得，{1} 个只有截尾可得。", "r_unknown": "没有能区分四舍五入与截尾的比率。",
        "file": "文件", "format": "格式", "encoding": "编码", "chars": "字符", "sha256": "SHA-256", "notes": "读取说明", "cut": "报告过长，正文只显示前 {0} 个字符；其余部分的发现仍列在右侧。",
        "overview_title": "各报告概况", "col_report": "报告", "col_numerals": "数字", "col_checked": "已核对", "col_findings": "发现", "col_marked": "已标", "sort": "按{0}排序", "run_line": "{0} 份报告 · {1} 个数字 · {2} 组关系 · {3} 项发现",
        "coverage_hint": "已核对 = 至少在一组勾稽关系中；其余数字的去向见各报告的“覆盖”。", "failures": "未能读取", "failures_long": "以下输入没有核对：", "across_title": "同一指标在各报告中的口径", "base": "所用基数", "as_printed": "文中", "base_unnamed": "—",
        "keys_title": "键盘", "k_next": "下一项发现", "k_prev": "上一项发现", "k_enter": "在发现与正文之间往返", "k_figures": "在正文的数字之间移动", "k_mark": "标记：属实、误报、口径；再按一次撤销", "k_reason": "写理由", "k_search": "搜索", "k_tabs": "发现 / 覆盖", "k_reports": "上一份、下一份报告", "k_overview": "总览", "k_escape": "取消选择、关闭", "k_help": "本说明", "keys_on": "启用单键快捷键",
        "legend_title": "标记", "made_by": "由 gouji {0} 生成，离线可用；标记只保存在本浏览器，导出后才能交给别人。", "neutral": "“不符”只说算式不成立：相关的几个数中哪一个有误，须由原始数据判断。",
        "announce_finding": "发现 {0}，共 {1} 项。{2}。{3}", "announce_figure": "{0}，{1}", "announce_mark": "已标记：{0}", "announce_unmark": "已撤销标记", "announce_report": "{0}，{1} 项发现", "end_of_list": "没有更多发现", "start_of_list": "已是第一项发现",
        "print_marks": "复核", "print_findings": "发现", "print_none": "没有发现。", "noscript": "本页需要启用脚本才能显示正文与标记。下面是发现清单。", "loading": "正在打开…", "resize": "",
    },
    "en": {
        "product": "gouji", "page": "Review", "skip": "Skip to the report", "skip_findings": "Skip to the findings",
        "overview": "Overview", "report": "Report", "reports": "reports", "findings": "Findings", "coverage": "Coverage", "text": "Text",
        "choose": "Choose a report", "previous_report": "Previous report", "next_report": "Next report", "contents": "Contents", "top": "(start of the report)",
        "actions": "Actions", "export": "Export marks", "import": "Import marks", "print": "Print", "theme": "Theme", "theme_auto": "System", "theme_light": "Light", "theme_dark": "Dark", "help": "Keys and legend",
        "legend": "Legend", "legend_hint": "Press to hide or show these marks",
        "v_break": "does not tie", "v_tie": "ties", "v_open": "open", "v_none": "unchecked", "v_ledger": "identifier",
        "v_break_long": "does not agree with other figures in some relation", "v_tie_long": "every relation it is in ties", "v_open_long": "the relation cannot be judged", "v_none_long": "is in no relation", "v_ledger_long": "a year, a document number, a list number: not data",
        "error": "Error", "warning": "Warning", "info": "Note", "severity": "Severity", "check": "Check", "all_checks": "All checks", "state": "State", "all_states": "All states",
        "open": "To review", "marked": "Marked", "waived": "Waived", "search": "Search", "search_hint": "Search messages, figures, labels", "clear": "Clear filters",
        "none_found": "No finding matches.", "no_findings": "No findings.", "no_findings_long": "{0} relations were checked and tie or are open; {1} figures are in no relation, see Coverage.", "nothing_checked": "There was no relation to check: that is not a pass, see Coverage.",
        "shown": "{0} of {1} findings shown", "progress": "{0} of {1} marked", "more": "Show {0} more", "across": "Across reports",
        "line": "line {0}", "finding_n": "Finding {0}", "of": "{0} / {1}", "arithmetic": "Arithmetic", "printed": "printed", "computed": "computed", "places": "Concerns", "help_line": "To verify",
        "also": "Also breaks", "suspects": "Changing this one figure would make everything tie (to verify; it does not say that the figure is wrong)", "alternatives": "Other figures in the text that give it", "code_hint": "gouji explain {0}", "go_text": "Show in the text", "go_finding": "Go to finding {0}",
        "waiver": "Waived", "reason": "Reason", "owner": "Owner", "date": "Date", "expires": "Expires",
        "mark": "Review", "m_true": "Genuine", "m_false": "False alarm", "m_scope": "Scope", "m_true_long": "does not tie; to be verified and corrected", "m_false_long": "the text is right; the tool misread it", "m_scope_long": "another basis or scope; the text should say so", "m_clear": "Undo",
        "reason_hint": "Say why (required to become a waiver)", "reason_missing": "no reason yet", "by": "{0} · {1}", "reviewer": "Reviewer", "reviewer_hint": "Name, written into each mark",
        "saved": "Kept in this browser", "not_saved": "This browser does not keep anything: export the marks before you close the page",
        "export_title": "Export review marks", "export_text": "{0} marks: {1} genuine, {2} false alarms, {3} scope.", "export_missing": "{0} false alarms or scope notes have no reason and cannot become waivers.", "export_none": "No marks yet.", "export_use": "Then run:", "download": "Download gouji-marks.json",
        "import_title": "Import review marks", "import_text": "Choose a gouji-marks.json exported before. Where both sides mark a finding, the later date wins.", "choose_file": "Choose a file", "imported": "{0} imported; {1} the same or older; {2} belong to another run and are kept.", "import_bad": "Not a file of review marks: {0}", "import_rows": "{0} rows are malformed and were left out.", "too_large": "the file is too large",
        "close": "Close", "selected": "Selected figure", "selected_relation": "Selected relation", "unmark": "Deselect", "relation_of": "Relations", "not_in_relation": "In no relation: {0}", "value": "Value", "unit": "Unit", "label": "Counts", "period": "Period", "interval": "Interval", "section": "Section", "to": "to",
        "how_many": "{0} places", "in_report": "in {0}", "draw": "Draw in the text",
        "numerals": "Numerals", "checked": "Checked", "unchecked": "Unchecked", "identifiers": "Identifiers", "sum_line": "{0} numerals = {1} checked + {2} unchecked + {3} identifiers",
        "relations": "Relations", "relations_line": "{0} relations: {1} tie, {2} do not, {3} open", "ties": "ties", "breaks": "does not tie", "undetermined": "open", "low_power": "low power", "low_power_long": "would most likely tie even with a small error",
        "unchecked_title": "Unchecked figures and why", "relations_title": "Relations checked", "ledger_title": "Identifiers", "source_title": "Source", "rounding_title": "Rounding habit",
        "r_half_up": "Rounded half up: {0} rates come out by rounding only, none by truncation only.", "r_truncation": "Truncated: {1} rates come out by truncation only, none by rounding only.", "r_mixed": "Mixed: {0} rates come out by rounding only, {1} by truncation only.", "r_unknown": "No rate tells rounding from truncation.",
        "file": "File", "format": "Format", "encoding": "Encoding", "chars": "Characters", "sha256": "SHA-256", "notes": "Notes of the reader", "cut": "The report is long: the text shows its first {0} characters. Findings beyond are still listed.",
        "overview_title": "Reports", "col_report": "Report", "col_numerals": "Numerals", "col_checked": "Checked", "col_findings": "Findings", "col_marked": "Marked", "sort": "Sort by {0}", "run_line": "{0} reports · {1} numerals · {2} relations · {3} findings",
        "coverage_hint": "Checked: in at least one relation. Each report's Coverage says what became of the others.", "failures": "Could not be read", "failures_long": "These inputs were not audited:", "across_title": "One indicator, its base in each report", "base": "Base used", "as_printed": "printed", "base_unnamed": "—",
        "keys_title": "Keys", "k_next": "next finding", "k_prev": "previous finding", "k_enter": "between a finding and its text", "k_figures": "between the figures of the text", "k_mark": "mark: genuine, false alarm, scope; once more to undo", "k_reason": "write the reason", "k_search": "search", "k_tabs": "findings / coverage", "k_reports": "previous, next report", "k_overview": "overview", "k_escape": "deselect, close", "k_help": "this help", "keys_on": "Single-key shortcuts",
        "legend_title": "Marks", "made_by": "Made by gouji {0}; works offline. Marks stay in this browser until you export them.", "neutral": "“Does not tie” says that the arithmetic does not hold; which of the figures is wrong only the source data can tell.",
        "announce_finding": "Finding {0} of {1}. {2}. {3}", "announce_figure": "{0}, {1}", "announce_mark": "Marked: {0}", "announce_unmark": "Mark removed", "announce_report": "{0}, {1} findings", "end_of_list": "No more findings", "start_of_list": "This is the first finding",
        "print_marks": "Review", "print_findings": "Findings", "print_none": "No findings.", "noscript": "This page needs scripts to show the text and the marks. Below is the list of findings.", "loading": "Opening…", "resize": "",
    },
}  # fmt: skip

_NAMES: dict[str, dict[str, dict[str, str]]] = {
    "zh": {
        "role": {"numerator": "分子", "denominator": "分母", "reported": "所印", "total": "合计", "part": "分项", "plus": "加项", "minus": "减项", "current": "本期", "previous": "上期", "delta": "增减", "announced": "所称", "item": "列项", "earlier": "在先", "later": "在后"},
        "kind": {"rate": "比率", "sum": "合计与分项", "balance": "收支平衡", "subset": "部分与整体", "year_on_year": "增减变动", "granularity": "比率可得性", "repeat": "前后一致", "enumeration": "数目与列举", "order": "环节先后", "hedge": "约数", "period": "日期期间", "form": "形式", "basis": "口径"},
        "how": {"exact": "完全相等", "half_up": "四舍五入相符", "half_even": "修约到偶数相符", "hedged": "在约数范围内", "band": "在修约范围内", "within": "未超出", "truncated": "只有截尾可得", "off": "重算不得此数", "exceeds": "超出上限", "below": "低于下限", "direction": "方向相反", "unattainable": "任何整数都不得此数", "differs": "两处不同", "unround": "精确数加约数词", "out_of_order": "先后颠倒", "other_base": "按另一基数算得", "marked": "比对文字得出", "zero_base": "基数为零", "negative_base": "基数为负", "negative": "计数为负", "missing": "缺少数字", "unreadable": "数字无法读取", "either_base": "两个基数都可能", "unfit_base": "所用基数也不得此数", "not_in_suite": "本套检查未含此项"},
        "slip": {"digit": "一位数字不同", "transposition": "两位颠倒", "dropped": "少一位", "doubled": "多一位", "unit": "单位", "other figure": "用了另一处的数", "recomputed": "重算所得", "truncated": "截尾"},
        "why": {"stands alone": "单独出现，没有可对照的数", "rate without base": "比率，文中没有可用的分子分母", "change without base": "增减幅度，文中没有基期数", "difference without both rates": "百分点，文中没有前后两个比率", "cell alone": "表格中单独的数", "duration": "时长", "hedged, stands alone": "约数，单独出现"},
        "ledger": {"list number": "序号", "year": "年份", "date": "日期", "quoted name": "引号内的名称", "idiom": "固定说法", "level": "层级", "title": "文件名称", "ordinal": "第几", "name": "名称", "indefinite": "虚数", "period": "期间", "identifier": "编号文号", "number in a name": "名称中的数字", "bare number": "无单位数字", "age": "年龄", "metadata": "元数据", "time": "时刻", "label": "表头或行名", "price": "单价"},
        "genre": {"rule_of_law_report": "法治政府建设", "disclosure_report": "政务公开", "hotline_report": "热线", "work_report": "政府工作报告", "court_report": "审判、复议与应诉", "statistical_bulletin": "统计公报", "general": "其他"},
        "base": {"closed": "审结（办结）", "judged": "实体判决", "heard": "开庭审理", "filed": "收案", "first": "一审案件", "all": "全部案件"},
    },
    "en": {
        "role": {"numerator": "numerator", "denominator": "denominator", "reported": "printed", "total": "total", "part": "part", "plus": "plus", "minus": "minus", "current": "current", "previous": "previous", "delta": "change", "announced": "stated", "item": "see also", "earlier": "earlier stage", "later": "later stage"},
        "kind": {"rate": "rate", "sum": "total and parts", "balance": "balance", "subset": "part of a whole", "year_on_year": "change", "granularity": "attainable rate", "repeat": "stated twice", "enumeration": "count and list", "order": "order of stages", "hedge": "hedge", "period": "dates, periods", "form": "form", "basis": "basis"},
        "how": {"exact": "equal", "half_up": "ties, rounded half up", "half_even": "ties, rounded half even", "hedged": "within the hedge", "band": "within the rounding of its inputs", "within": "within its bound", "truncated": "by truncation only", "off": "does not recompute", "exceeds": "above its bound", "below": "below its bound", "direction": "opposite direction", "unattainable": "no integers give it", "differs": "the two differ", "unround": "exact number with a hedge", "out_of_order": "out of order", "other_base": "computed on another base", "marked": "found by comparing the words", "zero_base": "the base is zero", "negative_base": "the base is negative", "negative": "a negative count", "missing": "a figure is missing", "unreadable": "a figure cannot be read", "either_base": "either base is possible", "unfit_base": "its base does not give it either", "not_in_suite": "the suite does not run this check"},
        "slip": {"digit": "one digit", "transposition": "two digits swapped", "dropped": "a digit dropped", "doubled": "a digit doubled", "unit": "unit", "other figure": "another figure of the text", "recomputed": "recomputed", "truncated": "truncated"},
        "why": {"stands alone": "stands alone, nothing to compare with", "rate without base": "a rate whose numerator and base the text does not give", "change without base": "a change whose base the text does not give", "difference without both rates": "percentage points without both rates", "cell alone": "a cell that stands alone", "duration": "a duration", "hedged, stands alone": "hedged, stands alone"},
        "ledger": {"list number": "list number", "year": "year", "date": "date", "quoted name": "quoted name", "idiom": "idiom", "level": "level", "title": "title of a document", "ordinal": "ordinal", "name": "name", "indefinite": "indefinite number", "period": "period", "identifier": "identifier", "number in a name": "number in a name", "bare number": "bare number", "age": "age", "metadata": "metadata", "time": "time", "label": "header or row name", "price": "price"},
        "genre": {"rule_of_law_report": "rule of law", "disclosure_report": "disclosure", "hotline_report": "hotline", "work_report": "work report", "court_report": "courts, review", "statistical_bulletin": "statistical bulletin", "general": "other"},
        "base": {"closed": "closed", "judged": "judged on the merits", "heard": "heard", "filed": "filed", "first": "first instance", "all": "all cases"},
    },
}  # fmt: skip


def names(lang: str) -> dict[str, dict[str, str]]:
    """The names of roles, kinds, reasons … on the page; those that other outputs show too are theirs.

    Args:    lang: zh or en. Returns: table -> word of the data -> word on the page; `why` says at length what `unchecked` names.
    """
    out = {table: dict(words) for table, words in _NAMES[lang].items()}
    for table, common in (("role", "role"), ("slip", "slip"), ("ledger", "identifier"), ("unchecked", "unchecked")):
        out[table] = {**out.get(table, {}), **TERMS.get(common, {}).get(lang, {})}
    return out
