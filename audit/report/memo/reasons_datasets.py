"""Why the cells of a dataset may not tie, in neutral words: data, one entry a check, like those of `reasons`."""

from __future__ import annotations

# code -> possible explanations (zh, en), most usual first
DATASETS: dict[str, tuple[tuple[str, str], ...]] = {
    "DST101": (
        (
            "单元格内含分隔符而未加引号，该行被多分或少分",
            "a cell holds the separator without quotes, so that the row was split in another place",
        ),
        ("该行的单元格在导出或编辑时有增减", "cells of the row were added or lost in an export or in editing"),
    ),
    "DST102": (
        (
            "两列原有上级表头相区别，导出时未带出",
            "the two columns stood under different upper heads, which were not exported",
        ),
        ("同一列在合并数据时带入两次", "a column was taken in twice when data were joined"),
    ),
    "DST103": (
        ("字母、空格或单位混入数字", "a letter, a space or a unit got into a number"),
        ("无数据的单元格写了说明文字", "the cell has no number and says so in words of its own"),
    ),
    "DST104": (
        ("同一行重复录入，或合并数据时重复带入", "a row was entered twice, or taken in twice when data were joined"),
        (
            "主键之外另有一列区分各行，契约未列入",
            "another column tells the rows apart, and the contract does not name it as a key",
        ),
    ),
    "DST105": (
        ("该数据尚未取得，或按规定不公布", "the figure was not yet at hand, or is not to be published"),
        ("单元格在导出或编辑时清空", "the cell was emptied in an export or in editing"),
        ("该列并非每行都有数据，契约写成了必填", "not every row has such a figure, and the contract requires one"),
    ),
    "DST106": (
        ("数值的单位或小数点位置有出入", "the unit or the decimal point slipped"),
        ("契约所写的上下限窄于实际可能的范围", "the bounds of the contract are narrower than what can occur"),
    ),
    "DST107": (
        ("同一事物有简称、全称等不同写法", "one thing is written in several ways, short and full"),
        ("新出现的取值尚未列入契约", "the value is new and not yet in the contract"),
    ),
    "DST108": (
        ("末尾的 0 在导出时略去", "a final 0 was dropped in an export"),
        ("各年或各单位取位不同", "years or authorities round to different digits"),
    ),
    "DST109": (
        ("式中各列的统计时点或口径不同", "the columns compared are of different date or scope"),
        ("式中某一数在录入时有出入", "one of the figures compared was mistyped"),
        ("契约所写的关系并非每行都成立", "what the contract states does not hold for every row"),
    ),
    "DST110": (
        (
            "日期导出时失去格式，留下电子表格的天数",
            "the date lost its format in an export and left a spreadsheet's count of days",
        ),
    ),
    "DST111": (
        ("为便于阅读而合并，其余各行随之为空", "cells were merged for reading, which leaves the other rows empty"),
    ),
    "DST112": (
        (
            "工作簿由程序写出，尚未经电子表格软件计算",
            "a program wrote the workbook and no spreadsheet has calculated it",
        ),
    ),
    "DST113": (
        ("表头跨行或合并，列名在另一行", "the head spans several rows or is merged, and the name stands in another"),
        ("备注列、序号列未起名", "a column of notes or numbers was never named"),
    ),
    "DST114": (("拼接数据时同一字段写入两次", "the field was written twice when data were put together"),),
    "DST115": (
        ("本次发布换了单位，契约未随之修改", "this release is in another unit, and the contract was left"),
        ("表头的单位沿用了别的表", "the head took over the unit of another table"),
    ),
    "TRC101": (
        (
            "数据集取自报告的另一版本或事后更正",
            "the dataset is of another version of the report, or of a later correction",
        ),
        ("数据集与报告的统计时点或口径不同", "dataset and report are of different date or scope"),
        ("其中一处在转抄时有出入", "one of the two was miscopied"),
    ),
    "TRC102": (
        (
            "该数值另有来源，如统计台账或内部报表",
            "the value is of another source, such as a register or an internal return",
        ),
        ("该数值由报告中的数字推算得出", "the value was computed from figures of the report"),
        ("该数值在录入时有出入", "the value was mistyped"),
    ),
    "TRC103": (
        ("录入时串行或串列", "values slipped by a row or a column"),
        ("列名与报告用语不同，所指为同一事项", "column and report use different words for one thing"),
    ),
    "TRC104": (
        ("录入时按另一位数修约，或略去约数用词", "the value was rounded to other digits, or a hedge was left out"),
        ("数据集取自修约前的原始数据", "the dataset was taken from figures before rounding"),
    ),
    "TRC105": (
        ("该地区、年度的报告未提供或未公布", "the report of the place and year was not given, or not published"),
        ("行中的地区或年度与报告的写法不同", "row and report write the place or the year differently"),
    ),
    "TRC106": (
        ("记下出处之后，报告文件有更新", "the file of the report changed after the place was recorded"),
        ("编辑数据集时，出处与数值错开", "in editing, the recorded places slipped against their values"),
    ),
}

# family -> what to obtain in order to settle it
EVIDENCE: dict[str, tuple[str, str]] = {
    "DST": (
        "取得数据集的导出来源与编制说明，与本文件逐格对照",
        "obtain the export behind the dataset and its notes, and compare cell by cell",
    ),
    "TRC": (
        "取得报告的正式印发件，与数据集所记出处对照",
        "obtain the issued report and compare it with the place that the dataset records",
    ),
}
