"""Two reports with known findings (a truncated rate, a rate that is off, a sum that does not tie) and without any."""

from __future__ import annotations

REPORT = """甲县2023年法治政府建设年度报告

一、主要举措和成效

行政争议调解中心调解案件53件，成功调解41件，调解成功率77.35%。
全年共受理投诉举报40件，办结30件，办结率70%。
办理行政复议案件120件，其中维持70件、撤销30件、驳回15件。

甲县人民政府
2024年1月20日
"""
CLEAN = """乙县2023年法治政府建设年度报告

一、主要举措和成效

行政争议调解中心调解案件50件，成功调解40件，调解成功率80%。

乙县人民政府
2024年1月20日
"""


def of(findings, code):
    """The findings of one code."""
    return [f for f in findings if f.code == code]
