"""Formulas: for every kind of relation what a spreadsheet computes is, exactly, what the tool says beside it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_reports import run_of, write
from spreadsheet import evaluate, round_half_up, shown

from audit.relate.relations import OPEN_HIGH, Relation
from audit.report.paper.redo import redo


def figures(*rows):
    """Columns of figures: (text, value, unit) or (text, value, unit, low, high) for a hedged one."""
    rows = [(*r, None, None)[:5] for r in rows]
    return {
        "text": [r[0] for r in rows],
        "value": [r[1] for r in rows],
        "unit": [r[2] for r in rows],
        "low": [r[3] for r in rows],
        "high": [r[4] for r in rows],
        "hedge": ["over" if r[3] or r[4] else "" for r in rows],
    }


def rate(num, den, scale, per=100, high=None, top=None):
    return {"num_lo": num, "num_hi": top or num, "den_lo": den, "den_hi": high or den, "rep": 0, "rep_lo": 0, "rep_hi": 0, "scale": scale, "per": per}  # fmt: skip


NDR = [("numerator", 0), ("denominator", 1), ("reported", 2)]
# frame, note, members, integers, data, figures, formula, what it shows
CASES = [
    ("rates", "", NDR, rate(41, 53, 100), {}, figures(("41件", "41", "件"), ("53件", "53", "件"), ("77.35%", "77.35", "%")),
     "=ROUND(41*100/53,2)", "77.36%"),
    ("rates", "", [("numerator", 0), ("numerator", 1), ("denominator", 2), ("reported", 3)], rate(5, 21, 100), {},
     figures(("3件", "3", "件"), ("2件", "2", "件"), ("21件", "21", "件"), ("23.81%", "23.81", "%")), "=ROUND((3+2)*100/21,2)", "23.81%"),
    ("rates", "", NDR, rate(529, 920, 1), {}, figures(("529", "529", ""), ("920", "920", ""), ("58%", "58", "%")), "=ROUND(529*100/920,0)", "58%"),
    ("rates", "", NDR, rate(801, 1000, 10, high=None, top=899), {}, figures(("800余", "800", "件"), ("1000", "1000", "件"), ("85.0%", "85.0", "%")),
     '=TEXT(ROUND(801*100/1000,1),"0.0")&"~"&TEXT(ROUND(899*100/1000,1),"0.0")&"%"', "80.1~89.9%"),
    ("rates", "", NDR, rate(801, 1000, 10, top=OPEN_HIGH), {}, figures(("超过800", "800", "件"), ("1000", "1000", "件"), ("85%", "85", "%")),
     '="≥"&TEXT(ROUND(801*100/1000,1),"0.0")&"%"', "≥80.1%"),
    ("rates", "", NDR, rate(3, 0, 10), {}, figures(("3", "3", ""), ("0", "0", ""), ("0%", "0", "%")), "", ""),
    ("rates", "mean", NDR, rate(14950000000, 208389000, 1, per=1), {"mean": True}, figures(("149.5亿", "14950000000", "元"), ("208389人", "208389", "人"), ("7.2万元", "72000", "元")),
     "=ROUND(14950000000/208389000,0)/10", "7.2万"),
    ("rates", "multiple", NDR, rate(98, 49, 1, per=1), {}, figures(("98场", "98", "场"), ("49场", "49", "场"), ("两倍", "2", "倍")), "=ROUND(98/49,1)", "2.0"),
    ("rates", "multiple", NDR, rate(48, 48, 100, per=1), {}, figures(("12所", "12", "所"), ("16所", "16", "所"), ("四分之三", "3/4", "")), "=ROUND((12)/(16),4)", "0.7500"),
    ("bases", "", NDR, {"num_lo": 2, "num_hi": 2, "declared_lo": 25, "declared_hi": 25, "rep": 87, "scale": 10, "per": 100}, {"declared": 3},
     figures(("2件", "2", "件"), ("23件", "23", "件"), ("8.7%", "8.7", "%"), ("25件", "25", "件")), "=ROUND(2*100/25,1)", "8.0%"),
    ("changes", "", [("current", 0), ("previous", 1), ("reported", 2)],
     {"cur_lo": 24458, "cur_hi": 24458, "prev_lo": 28802, "prev_hi": 28802, "rep": 151, "scale": 10, "per": 100, "sign": -1}, {},
     figures(("24458", "24458", "件"), ("28802", "28802", "件"), ("15.1%", "15.1", "%")), "=ROUND((28802-24458)*100/28802,1)", "15.1%"),
    ("changes", "by_delta", [("current", 0), ("delta", 1), ("reported", 2)],
     {"cur_lo": 71412, "cur_hi": 71412, "prev_lo": 70530, "prev_hi": 70530, "rep": 125, "scale": 100, "per": 100, "sign": 1}, {},
     figures(("71412", "71412", "件"), ("882", "882", "件"), ("1.25%", "1.25", "%")), "=ROUND((71412-70530)*100/70530,2)", "1.25%"),
    ("differences", "", [("current", 0), ("previous", 1), ("delta", 2)], {"delta_hi": 6760, "sign": 1}, {},
     figures(("97.19%", "97.19", "%"), ("96.52%", "96.52", "%"), ("6.7个百分点", "6.7", "个百分点")), "=ROUND(97.19-96.52,2)", "0.67个百分点"),
    ("differences", "", [("current", 0), ("previous", 1), ("delta", 2)], {"delta_hi": 400, "sign": 0}, {},
     figures(("19.35%", "19.35", "%"), ("23.19%", "23.19", "%"), ("3.84个百分点", "3.84", "个百分点")), "=ROUND(ABS(19.35-23.19),2)", "3.84个百分点"),
    ("sums", "", [("total", 0), ("part", 1), ("part", 2)], {"total_lo": 1, "total_hi": 1, "parts_lo": 1, "parts_hi": 1, "mode": 0}, {},
     figures(("47.84万元", "478400", "元"), ("20.1万元", "201000", "元"), ("27.7万元", "277000", "元")), "=ROUND(SUM(20.1,27.7),1)", "47.8万"),
    ("sums", "", [("total", 0), ("part", 1), ("part", 2)], {"total_lo": 1, "total_hi": 1, "parts_lo": 1, "parts_hi": 1, "mode": 0}, {},
     figures(("1000件", "1000", "件"), ("800余件", "800", "件", "801", "899"), ("150件", "150", "件")),
     '=TEXT(SUM(801,150),"0")&"~"&TEXT(SUM(899,150),"0")&""', "951~1049"),
    ("sums", "", [("total", 0), ("part", 1)], {"total_lo": 24, "total_hi": 24, "parts_lo": 27, "parts_hi": 27, "mode": 1}, {},
     figures(("24件", "24", "件"), ("27件", "27", "件")), '=IF(27<=24,"成立","不成立")', "不成立"),
    ("sums", "net", [("plus", 0), ("minus", 1), ("total", 2)], {"mode": 0}, {},
     figures(("6.80‰", "6.80", "‰"), ("7.70‰", "7.70", "‰"), ("-0.90‰", "-0.90", "‰")), "=ROUND(6.80-7.70,1)", "-0.9‰"),
    ("granularity", "", [("denominator", 0), ("reported", 1)], {"rep": 9756, "scale": 100, "per": 100, "den_lo": 130, "den_hi": 130}, {},
     figures(("130人", "130", "人"), ("97.56%", "97.56", "%")), "=ROUND(ROUND(9756*130/10000,0)*100/130,2)", "97.69%"),
    ("back_changes", "", [("current", 0), ("reported", 1)], {"cur_lo": 28802, "cur_hi": 28802, "rep": 13, "scale": 10, "per": 100, "sign": -1}, {},
     figures(("28802", "28802", "件"), ("1.3%", "1.3", "%")), "=ROUND(28802*1000/987,1)", "29181.4"),
    ("orders", "", [("later", 0), ("earlier", 1)], {"small_lo": 863, "small_hi": 863, "big_lo": 53, "big_hi": 53}, {},
     figures(("863件", "863", "件"), ("53件", "53", "件")), '=IF(863<=53,"成立","不成立")', "不成立"),
    ("repeats", "", [("announced", 0), ("item", 1)], {"a_lo": 3074500000, "a_hi": 3075500000, "b_lo": 3056500000, "b_hi": 3057500000}, {},
     figures(("30.75亿元", "3075000000", "元"), ("30.57亿元", "3057000000", "元")), '=IF(30.75=30.57,"一致","不一致")', "不一致"),
    ("repeats", "", [("announced", 0), ("item", 1)], {"a_lo": 28050, "a_hi": 28150, "b_lo": 28099, "b_hi": 28099}, {},
     figures(("2.81万", "28100", "件"), ("28099", "28099", "件")), '=IF(AND(28050<=28099,28099<=28150),"一致","不一致")', "一致"),
    ("contradictions", "", [("announced", 0), ("item", 1)], {"exact_lo": 3907, "exact_hi": 3907, "hedged_lo": 4001, "hedged_hi": OPEN_HIGH}, {},
     figures(("超过4000", "4000", "家"), ("3907", "3907", "家")), '=IF(4001<=3907,"一致","不一致")', "不一致"),
    ("enumerations", "", [("announced", 0)], {"announced": 4, "listed": 3}, {}, figures(("4项", "4", "项")), '=IF(4=3,"一致","不一致")', "不一致"),
    ("dates", "signed", [], {"earlier": 738885, "later": 738879}, {}, figures(), '=IF(DATE(2023,12,31)<=DATE(2023,12,25),"成立","不成立")', "不成立"),
    ("bounds", "", [("reported", 0)], {"rep": 1025, "scale": 10, "low": 0, "high": 100}, {}, figures(("102.5%", "102.5", "%")),
     '=IF(AND(102.5>=0,102.5<=100),"成立","不成立")', "不成立"),
    ("marks", "", [], {"flag": 1}, {}, figures(), "", ""),
    ("counts", "section", [], {"found": 0, "expected": 1}, {}, figures(), "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "note", "members", "values", "data", "columns", "formula", "text"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])  # fmt: skip
def test_formula_and_value(frame, note, members, values, data, columns, formula, text):
    about = next((i for role, i in members if role in ("reported", "total", "delta")), -1)
    got = redo(Relation("rate", frame, "RAT101", members, values, about, note=note, data=data), columns)
    assert (got.formula, got.text) == (formula, text)
    if formula:
        agree(got)


def agree(got):
    """What an independent spreadsheet computes is what is said."""
    computed = evaluate(got.formula)
    if got.number:
        assert computed == Fraction(got.value)
        assert got.text == shown(computed, got.decimals) + got.suffix
    else:
        assert computed == got.text


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 3), st.sampled_from([1, 100, 1000, 10000]))
def test_any_rate_is_rounded_as_exact_arithmetic_rounds(num, den, decimals, per):
    columns = figures((str(num), str(num), "件"), (str(den), str(den), "件"), ("0", "0", "%"))
    got = redo(Relation("rate", "rates", "RAT101", NDR, rate(num, den, 10**decimals, per), 2), columns)
    assert Fraction(got.value) == round_half_up(Fraction(num * per, den), decimals)
    agree(got)


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12))
def test_any_sum_adds_up(parts):
    columns = figures(("1万元", "10000", "元"), *((f"{p}万元", str(p * 10000), "元") for p in parts))
    members = [("total", 0), *(("part", n) for n in range(1, len(parts) + 1))]
    got = redo(Relation("sum", "sums", "SUM101", members, {"mode": 0, "parts_lo": 0, "parts_hi": 0}, 0), columns)
    assert got.value == sum(parts, Decimal(0))
    agree(got)


def test_every_formula_of_the_reports_gives_what_is_said(tmp_path):
    write(tmp_path)
    seen = set()
    for lang in ("zh", "en"):
        for d in run_of(tmp_path, lang).documents:
            for r in d.parsed.relations:
                got = redo(r, d.parsed.figures, lang)
                if got.formula:
                    seen.add(r.frame)
                    agree(got)
    assert {"rates", "sums", "changes", "orders", "bases", "granularity", "enumerations", "dates"} <= seen
