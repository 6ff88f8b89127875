"""Long tables: their columns by name, the wide table they stand for, and the places that they record."""

from __future__ import annotations

import pytest
from trace_reports import parsed, table

from audit.config import Config
from audit.dataset.shape import line_of, long_roles, printed, widen
from audit.dataset.trace import trace

LONG = """地区,年度,指标,数值,单位,备注
柏溪县,2023,行政复议申请,86,件,
柏溪县,2023,行政诉讼败诉率,5.0,%,
苔原县,2023,行政复议申请,45,件,首报
柏溪县,2023,罚款金额,12.5,万元,
"""


def test_the_roles_are_found_by_name(tmp_path):
    [made] = table(tmp_path, LONG)
    long = long_roles(made)
    assert (long.indicator, long.value, long.unit, long.key) == ("指标", "数值", "单位", ("地区", "年度"))
    [wide] = table(tmp_path, "地区,年度,受理\n甲县,2023,5\n", "wide.csv")
    assert long_roles(wide) is None


def test_the_wide_table(tmp_path):
    [made] = table(tmp_path, LONG)
    wide = widen(made, long_roles(made))
    assert [c.name for c in wide.columns] == ["地区", "年度", "行政复议申请", "行政诉讼败诉率", "罚款金额"]
    assert wide.rows == 2
    assert wide.column("行政复议申请").num == [86, 45]
    assert (wide.column("行政诉讼败诉率").num, wide.column("行政诉讼败诉率").dec) == ([50, None], [1, 0])
    assert wide.column("罚款金额").num[0] == 125000
    assert [line_of(wide, 0, 2), line_of(wide, 1, 2), line_of(wide, 0, 4)] == [2, 4, 5]
    for row, column in ((0, 2), (1, 2), (0, 3), (0, 4)):
        a, b = wide.span(row, column)
        assert made.source[a:b] == printed(wide, row, column)


def test_an_indicator_stated_twice_keeps_the_first_and_says_so(tmp_path):
    [made] = table(tmp_path, LONG + "柏溪县,2023,行政复议申请,87,件,\n")
    wide = widen(made, long_roles(made))
    assert wide.column("行政复议申请").num == [86, 45]
    assert wide.notes[-1] == "line 6 states 行政复议申请 of 柏溪县 2023 again"


def test_units_that_differ_go_with_their_cells(tmp_path):
    [made] = table(tmp_path, "地区,年度,指标,数值,单位\n甲县,2023,罚款,5,万元\n乙县,2023,罚款,600,元\n")
    assert widen(made, long_roles(made)).column("罚款").num == [50000, 600]


def _recorded(tmp_path, **changes: str) -> str:
    report = parsed(tmp_path / "reports")[0]
    start = report.source.index("86件")
    cells = {
        "text": "86件",
        "report": "reports/cedar.txt",
        "sha256": report.sha256,
        "start": str(start),
        "end": str(start + 3),
        "value": "86",
    } | changes
    keys = ("text", "report", "sha256", "start", "end")
    row = ["柏溪县", "2023", "行政复议申请", cells["value"], "件", *(cells[k] for k in keys)]
    return "地区,年度,指标,数值,单位,text,report,sha256,start,end\n" + ",".join(row) + "\n"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"sha256": ""}, ""),
        ({"value": "68"}, "TRC101"),
        ({"start": "10", "end": "13"}, "TRC106"),
        ({"sha256": "0" * 64}, "TRC106"),
        ({"text": "87件"}, "TRC106"),
        ({"end": "999999"}, "TRC106"),
        ({"report": "elsewhere.txt", "sha256": ""}, ""),  # not among ours: looked up by its words
    ],
)
def test_recorded_places_must_hold(tmp_path, changes, code):
    made = table(tmp_path, _recorded(tmp_path, **changes))
    out = trace(made, parsed(tmp_path / "reports"), Config())
    assert [f.code for f in out.findings] == ([code] if code else [])
    assert all(f.severity == "error" for f in out.findings)
