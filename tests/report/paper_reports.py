"""Reports written for the tests of memo, letter and checklist, and their run: many relations, two authorities."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TEXTS = {
    "a.txt": """安澜县人民政府2023年法治政府建设年度报告

一、主要举措和成效
（一）规范行政应诉。全年新收一审行政诉讼案件25件，审结23件，败诉2件，败诉率8.7%。行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。
（二）化解矛盾纠纷。全年共受理投诉120件，其中消费类70件、劳动类30件、其他15件。按期办结118件，办结率97.3%。
投诉受理量同比增长20.5%，上年为100件。窗口回访群众130人，满意率97.56%。
法律顾问出具意见369余份，办理行政复议申请840件，比上年的700件增长20%。
（三）罚没收入47.84万元，其中交通类20.1万元、市场类27.7万元。

二、存在的不足和原因
个别单位报送数据不够及时。

三、主要负责人履行第一责任人职责情况
县长主持召开专题会议6次。

四、下一年度安排
继续推进法治政府建设。

安澜县人民政府
2024年1月20日
""",
    "b.md": """# 碧山市司法局2023年法治政府建设年度报告

## 一、主要举措和成效

全年新收一审行政诉讼案件62件，法院审结57件，败诉3件，败诉率4.8%。

| 类别 | 受理（件） | 办结（件） | 办结率 |
| --- | --- | --- | --- |
| 许可 | 203 | 200 | 98.5% |
| 处罚 | 97 | 90 | 92.8% |
| 合计 | 310 | 290 | 96.7% |

群众满意率由上年的92.1%提高到95.4%，提高3.3个百分点。受理援助申请超过4000件，其中办结3907件。

## 二、存在的不足和原因

力量不足。

## 三、主要负责人履行第一责任人职责

局长办公会学法8次。

## 四、下一年度安排

提升质量。
""",
}  # fmt: skip


def write(folder: Path) -> list[Path]:
    """Write the reports into a folder."""
    out = []
    for name, text in TEXTS.items():
        out.append(folder / name)
        out[-1].write_text(text, "utf-8")
    return out


@cache
def run_of(folder: Path, lang: str = "zh"):
    """The run of the reports in a folder."""
    from audit import check
    from audit.config import Config

    return check([str(folder)], Config(lang=lang))
