"""Anybody's columns: what they print is read exactly, what they do not say is asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import expectations as xp
from expectations.arithmetic import printed
from expectations.forms.numbers import MISSING, UNREADABLE, read_day, read_float, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("98.50", (9850, 2, 0, "")),
        (" 98.5% ", (985, 1, 0, "%")),
        ("９８．５％", (985, 1, 0, "%")),
        ("3.2‰", (32, 1, 0, "‰")),
        ("1,234,567", (1234567, 0, 0, "")),
        ("1，234", (1234, 0, 0, "")),
        ("-12.3", (-123, 1, 0, "")),
        ("−0.05", (-5, 2, 0, "")),
        ("＋3", (3, 0, 0, "")),
        ("47.84万", (4784, 2, 4, "")),
        ("1.2 亿", (12, 1, 8, "")),
        ("007", (7, 0, 0, "")),
    ],
)
def test_numbers_as_printed(text, number):
    assert tuple(read_number(text)) == number


@pytest.mark.parametrize("text", ["", "  ", "—", "-", "/", "无", "N/A", "nan", "暂无", "　"])
def test_null_words(text):
    assert read_number(text) is MISSING
    assert read_day(text) is MISSING


@pytest.mark.parametrize(
    "text", ["98.5.1", "12,34", "1e5", "约12", "41件", "%", "1 234", "--5", "inf", "五", ".5", "5."]
)
def test_what_is_no_number_is_not_guessed(text):
    assert read_number(text) is UNREADABLE


@given(st.integers(-(10**20), 10**20), st.integers(0, 8))
def test_a_printed_number_is_read_back(value, decimals):
    number = read_number(printed(value, 10**decimals))
    assert (number.value, number.decimals) == (value, decimals)


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_floats_are_read_by_their_shortest_text(value):
    number = read_float(value)
    assert Decimal(number.value).scaleb(-number.decimals) == Decimal(repr(value))


@pytest.mark.parametrize("text", ["2023-12-31", "2023/12/31", "2023年12月31日", "20231231", "2023-12-31 08:00:00"])
def test_days(text):
    assert read_day(text).value == date(2023, 12, 31).toordinal()


@pytest.mark.parametrize("text", ["2023-13-01", "2023-06-31", "12/31", "2023"])
def test_what_is_no_day(text):
    assert read_day(text) is UNREADABLE


TABLE = pd.DataFrame(
    {
        "调解": ["53", "1,231", "—", "８", "200", 0, "53", None],
        "成功调解": [41, 1205, 3, 1, 1, 0, 41, 41],
        "成功率": ["77.35%", "97.87", "50%", "１２．５％", "0", "100%", "七成", "77.36"],
    }
)


def rates(**settings):
    return xp.ExpectRatesToRecompute(numerator="成功调解", denominator="调解", rate="成功率", **settings)


def test_rates_on_a_user_s_table(validate):
    result = validate(rates(), TABLE)
    assert not result.success
    found = result.result
    assert (found["element_count"], found["unexpected_count"], found["undetermined_count"]) == (8, 2, 4)
    assert found["ties"] == {"exact": 1, "half_even": 1}
    assert found["breaks"] == {"off": 1, "truncated": 1}
    assert found["undetermined"] == {"missing": 2, "unreadable": 1, "zero_base": 1}
    assert found["partial_unexpected_index_list"] == [0, 1]
    assert found["partial_unexpected_list"][0] == {
        "index": 0,
        "how": "truncated",
        "values": {"成功调解": "41", "调解": "53", "成功率": "77.35%"},
        "expected": "77.36",
        "arithmetic": "100 × 41 ÷ 53 = 77.3584…; printed 77.35",
    }
    assert [row["index"] for row in found["partial_undetermined_list"]] == [2, 5, 6, 7]


def test_the_complete_result_and_json(validate):
    result = validate(rates(), TABLE, "COMPLETE")
    outcomes = result.result["outcomes"]
    assert outcomes["how"].tolist()[:2] == ["truncated", "off"]
    assert outcomes["expected"].tolist()[:3] == [7736, 9789, None]
    assert result.result["unexpected_index_list"] == [0, 1]
    assert result.to_json_dict()["result"]["outcomes"][1]["expected"] == 9789


def test_truncation_alone(validate):
    expectation = xp.ExpectRatesNotToBeTruncated(numerator="成功调解", denominator="调解", rate="成功率")
    assert validate(expectation, TABLE).result["partial_unexpected_index_list"] == [0]
    left = validate(rates(leaves=["truncated"]), TABLE).result
    assert (left["unexpected_count"], left["left_count"]) == (1, 1)


def test_zero_rows_and_nothing_judged_are_no_success(validate):
    empty = validate(rates(), TABLE.head(0))
    assert not empty.success
    assert "no row was judged" in empty.result["reason"]
    assert validate(rates(allow_empty=True), TABLE.head(0)).success
    nulls = validate(rates(), TABLE.iloc[[2, 7]])
    assert not nulls.success
    assert "every one is undetermined" in nulls.result["reason"]


def test_undetermined_rows_are_counted_and_may_fail(validate):
    rows = TABLE.iloc[[2, 3]]
    assert validate(rates(), rows).success
    strict = validate(rates(allow_undetermined=False), rows)
    assert not strict.success
    assert strict.result["undetermined_count"] == 1


def test_floats_need_their_decimals(validate, swallowed):
    table = pd.DataFrame({"成功调解": [41, 41], "调解": [53, 200], "成功率": [77.36, 20.5]})
    assert "pass decimals=" in swallowed(validate(rates(), table))
    assert validate(rates(decimals=2), table).success, "20.5 with two decimals is 20.50"
    found = validate(rates(decimals=1), table).result
    assert found["undetermined"] == {"unreadable": 1}, "77.36 has more decimals than one"
    table["成功率"] = [Decimal("77.36"), Decimal("20.50")]
    assert validate(rates(), table).success, "a Decimal says its decimals"
    mixed = table.assign(成功率=pd.Series(["77.36%", 20.5], dtype=object))
    assert "pass decimals=" in swallowed(validate(rates(), mixed))


def test_decimals_are_read_although_the_numbers_are_equal(validate):
    table = pd.DataFrame(
        {"成功调解": [197, 197], "调解": [200, 200], "成功率": pd.Series(["98.5", "98.50"], dtype=object)}
    )
    found = validate(rates(), table, "COMPLETE").result["outcomes"]
    assert found["expected"].tolist() == [985, 9850]
    decimals = table.assign(成功率=pd.Series([Decimal("98.5"), Decimal("98.50")], dtype=object))
    assert validate(rates(), decimals, "COMPLETE").result["outcomes"]["expected"].tolist() == [985, 9850]


def test_text_with_a_nul_is_not_taken_for_another(validate):
    table = pd.DataFrame({"成功调解": [41, 41], "调解": ["53", "53\x000"], "成功率": ["77.36%", "77.36%"]})
    assert validate(rates(), table).result["undetermined"] == {"unreadable": 1}


def test_counts_that_became_floats_beside_a_null(validate, swallowed):
    table = pd.DataFrame({"成功调解": [41.0, np.nan], "调解": [53, 53], "成功率": ["77.36", "77.36"]})
    assert validate(rates(), table).result["undetermined"] == {"missing": 1}
    table["成功调解"] = [41.5, 41.0]
    assert "keep it as text or Decimal" in swallowed(validate(rates(), table))


@pytest.mark.parametrize("dtype", ["int64", "Int64", "uint64", "int8", "object", "string", "category"])
def test_any_dtype_of_counts(validate, dtype):
    counts = pd.Series([41, 41]).astype("string" if dtype in ("string", "category") else dtype).astype(dtype)
    table = pd.DataFrame({"成功调解": counts, "调解": [53, 41], "成功率": ["77.36%", "100%"]})
    assert validate(rates(), table).success


def test_booleans_and_absent_columns_are_refused(validate, swallowed):
    table = pd.DataFrame({"成功调解": [True], "调解": [53], "成功率": ["77.36"]})
    assert "booleans" in swallowed(validate(rates(), table))
    absent = table.assign(成功调解=41).drop(columns="调解")
    assert "there is no column '调解'" in swallowed(validate(rates(), absent))
    doubled = pd.DataFrame([[1, 2, "50", 2]], columns=["成功调解", "调解", "成功率", "调解"])
    assert "two columns are called '调解'" in swallowed(validate(rates(), doubled))


def test_half_named_columns_are_refused_at_once():
    with pytest.raises(ValueError, match="denominator, rate"):
        xp.ExpectRatesToRecompute(numerator="a")
    with pytest.raises(ValueError, match="at least two"):
        xp.ExpectStagesInOrder(stages=["a"])
    with pytest.raises(ValueError, match="no way of breaking is called trunctated"):
        xp.ExpectRatesToRecompute(leaves=["trunctated"])


def test_permille_and_bare_ratios(validate):
    table = pd.DataFrame({"成功调解": [41], "调解": [53], "成功率": ["773.6‰"]})
    assert validate(rates(per=1000), table).success
    assert validate(rates(), table).result["undetermined"] == {"unreadable": 1}, "‰ where % was said"
    assert validate(rates(per=1), table.assign(成功率="0.774")).success


def test_amounts_exact_or_rounded(validate):
    table = pd.DataFrame(
        {"合计": ["0.3", "0.4", "47.84万"], "a": ["0.1", "0.1", "20.14万"], "b": ["0.2", "0.2", "277000"]}
    )
    exact = xp.ExpectPartsToSumToTotal(total="合计", parts=["a", "b"])
    assert validate(exact, table).result["breaks"] == {"off": 1}
    assert validate(exact, table).result["partial_unexpected_list"][0]["expected"] == "0.3"
    rounded = xp.ExpectPartsToSumToTotal(total="合计", parts=["a", "b"], rounded=True)
    assert validate(rounded, table).success
    far = table.assign(合计=["0.3", "0.6", "47.84万"])
    assert validate(rounded, far).result["partial_unexpected_index_list"] == [1]


def test_rates_of_rounded_amounts(validate):
    table = pd.DataFrame({"成功调解": ["27万"], "调解": ["35.2万"], "成功率": ["76.8%"]})
    assert not validate(rates(), table).success
    assert validate(rates(rounded=True), table).result["ties"] == {"band": 1}


def test_sums_beyond_int64(validate):
    table = pd.DataFrame({"合计": [str(3 * 10**19)], "a": [str(10**19)], "b": [str(2 * 10**19)]})
    assert validate(xp.ExpectPartsToSumToTotal(total="合计", parts=["a", "b"]), table).success
    table["合计"] = str(3 * 10**19 - 2**64)
    assert not validate(xp.ExpectPartsToSumToTotal(total="合计", parts=["a", "b"]), table).success


def test_the_other_forms(validate):
    def breaks(expectation, **columns):
        result = validate(expectation, pd.DataFrame(columns)).result
        return result["partial_unexpected_index_list"], result["undetermined_count"]

    stages = xp.ExpectStagesInOrder(stages=["申请", "受理", "办结"])
    assert breaks(stages, 申请=[5, 6, 6], 受理=[4, 7, 6], 办结=[4, 8, None]) == ([1, 1], 1)
    shares = xp.ExpectSharesToMakeHundred(shares=["甲", "乙", "丙"])
    assert breaks(shares, 甲=["33.3%", "30%"], 乙=["33.3%", "30%"], 丙=["33.3%", "30%"]) == ([1], 0)
    assert breaks(shares, 甲=[33, 30], 乙=[33, 30], 丙=[33, 30]) == ([1], 0)
    balance = xp.ExpectBalancesToClose(incoming=["结转", "新收"], outgoing=["办结", "未结"])
    assert breaks(balance, 结转=[0, 1], 新收=[60, 2], 办结=[61, 2], 未结=[0, 1]) == ([0], 0)
    whole = xp.ExpectPartsWithinWhole(total="总", parts=["分"])
    assert breaks(whole, 总=[42, 42], 分=[45, 40]) == ([0], 0)
    change = xp.ExpectChangesToRecompute(current="本", previous="上", change="幅")
    assert breaks(change, 本=[129, 6380, 5, 151], 上=[151, 6143, 0, 129], 幅=["-14.57%", "3.85", "1", "-17.05"]) == (
        [1, 3],
        1,
    )
    direction = xp.ExpectDirectionsToAgree(current="本", previous="上", change="幅")
    assert breaks(direction, 本=[129, 151], 上=[151, 129], 幅=["14.57", "17.05"]) == ([0], 0)
    difference = xp.ExpectDifferencesToRecompute(current="本", previous="上", difference="差")
    assert breaks(difference, 本=["97.19", "98.78", 1], 上=["96.52", "98.12", 3], 差=["6.7", "0.66", -2]) == ([0], 0)
    size = xp.ExpectDifferencesToRecompute(current="本", previous="上", difference="差", signed=False)
    assert breaks(size, 本=[1, 3], 上=[3, 1], 差=[2, 2]) == ([], 0)
    base = xp.ExpectChangesToHaveAWholeBase(current="本", change="幅")
    assert breaks(base, 本=[7, 827], 幅=["10%", "-12.3%"]) == ([0], 0)
    grain = xp.ExpectRatesToBeAttainable(rate="率", base="数")
    assert breaks(grain, 率=["97.56%", "97.69%", "50"], 数=["130", "130", "1.5"]) == ([0], 1)
    bounds = xp.ExpectPercentagesWithinBounds(rate=["甲", "乙"])
    assert breaks(bounds, 甲=["102%", "99"], 乙=["-0.5", "3"]) == ([0, 0], 0)
    bases = xp.ExpectRatesOnDeclaredBase(numerator="败诉", fitted="审结", declared="受案", rate="率")
    assert breaks(bases, 败诉=[2, 2], 审结=[23, 25], 受案=[25, 25], 率=["8.7", "8.0"]) == ([0], 0)
    repeats = xp.ExpectRestatementsToAgree(first="甲", second="乙")
    assert breaks(repeats, 甲=["1127", "30.75亿"], 乙=[1172, 3075000000]) == ([0], 0)
    hedged = xp.ExpectFiguresWithinHedges(exact="数", low="低", high="高")
    assert breaks(hedged, 数=[3907, 3907], 低=[4001, 3001], 高=[4999, 3999]) == ([0], 0)
    dates = xp.ExpectDatesAfterPeriodEnd(earlier="期末", later="落款")
    days = pd.to_datetime(["2024-01-05", "2023-12-01", None])
    assert breaks(dates, 期末=["2023-12-31", "2023年12月31日", "2023-12-31"], 落款=days) == ([1], 1)
    listed = xp.ExpectListsToMatchAnnouncedCount(announced="称", listed="列")
    assert breaks(listed, 称=[4, 3], 列=[3, 3]) == ([0], 0)
    marks = xp.ExpectPartsNotToMissByASlip(flag="标")
    assert breaks(marks, 标=[0, 1]) == ([1], 0)


def test_the_row_condition_of_great_expectations(validate):
    from great_expectations.expectations.row_conditions import Column

    found = validate(rates(row_condition=Column("成功调解") > 100), TABLE).result
    assert (found["element_count"], found["partial_unexpected_index_list"]) == (1, [1])


def test_an_index_of_its_own(validate):
    table = TABLE.head(2).set_axis(["甲县", "乙县"])
    assert validate(rates(), table).result["partial_unexpected_index_list"] == ["甲县", "乙县"]


def test_severity_survives_configuration(validate):
    truncated = xp.ExpectRatesNotToBeTruncated(numerator="成功调解", denominator="调解", rate="成功率")
    assert truncated.configuration.severity.value == "warning"
    result = validate(truncated, TABLE)
    assert result.expectation_config.severity.value == "warning"
    assert result.expectation_config.to_domain_obj() == result.expectation


def test_data_docs_say_the_title_and_the_relation():
    shown = rates()._prescriptive_renderer(configuration=rates().configuration)[0].to_json_dict()
    assert shown["string_template"]["params"]["text"] == ("RAT101 Rate does not recompute: 成功率 = 成功调解 ÷ 调解")
