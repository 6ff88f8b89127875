"""Small tables with a contract and what the gate must say of them: data of the tests."""

from __future__ import annotations

from pathlib import Path

from audit.config import Config
from audit.dataset.contract import load_contract
from audit.dataset.gate import GateRun, run_gate
from audit.dataset.read import read_tables

HEAD = "地区,年度,申请,受理,不予受理,办结,办结率,受理同比,受理增减,上年结转,未结,金额（万元）,甲占比,乙占比,丙占比\n"

SMALLEST = """rules:
  - sum: {total: 权责事项, parts: [权力事项, 责任事项]}
  - rate: {reported: 调解成功率, numerator: 调解成功, denominator: 调解}
  - order: [申请, 受理, 办结]
  - change: {current: 受理, percent: 同比, key: 地区, time: 年度}
"""
SMALL = """地区,年度,申请,受理,办结,权责事项,权力事项,责任事项,调解,调解成功,调解成功率,同比
甲县,2022,60,50,48,30,20,10,53,41,77.36%,
甲县,2023,66,55,54,31,20,11,50,40,80.00%,10.0%
乙县,2022,40,35,36,120,100,10,1231,1205,97.87%,
乙县,2023,45,42,40,—,9,8,10,9,90.0%,20.5%
"""

# id, heads, rows, rules, what breaks: (code, line) of each finding, undetermined rows of the last rule
RULES = [
    ("sum ties", "a,b,c", ["3,1,2"], "- sum: {total: a, parts: [b, c]}", [], 0),
    ("sum breaks", "a,b,c", ["4,1,2", "3,1,2"], "- sum: {total: a, parts: [b, c]}", [("SUM101", 2)], 0),
    ("sum without a part", "a,b,c", ["4,1,—", "3,1,2"], "- sum: {total: a, parts: [b, c]}", [], 1),
    (
        "sum of rounded amounts",
        "a（万元）,b（万元）,c（万元）",
        ["3.3,1.1,2.1", "3.3,1.0,2.0"],
        "- sum: {total: a, parts: [b, c]}",
        [("SUM101", 3)],
        0,
    ),
    (
        "rounded: false",
        "a（万元）,b（万元）,c（万元）",
        ["3.3,1.1,2.1"],
        "- sum: {total: a, parts: [b, c], rounded: false}",
        [("SUM101", 2)],
        0,
    ),
    (
        "shares make 100",
        "a,b,c",
        ["33.3%,33.3%,33.3%", "33.3%,33.3%,33.0%"],
        "- sum: {total: 100, parts: [a, b, c]}",
        [("RAT103", 3)],
        0,
    ),
    ("rate, half up", "r,n,d", ["77.36%,41,53"], "- rate: {reported: r, numerator: n, denominator: d}", [], 0),
    (
        "rate, truncated",
        "r,n,d",
        ["77.35%,41,53"],
        "- rate: {reported: r, numerator: n, denominator: d}",
        [("RAT102", 2)],
        0,
    ),
    ("rate, off", "r,n,d", ["77.37%,41,53"], "- rate: {reported: r, numerator: n, denominator: d}", [("RAT101", 2)], 0),
    ("rate without base", "r,n,d", ["0%,0,0", "50%,1,2"], "- rate: {reported: r, numerator: n, denominator: d}", [], 1),
    (
        "rate on a sum",
        "r,n,d,e",
        ["50.0%,1,1,1", "50.0%,1,1,2"],
        "- rate: {reported: r, numerator: n, denominator: [d, e]}",
        [("RAT101", 3)],
        0,
    ),
    (
        "mean",
        "r,n,d",
        ["2.5,5,2", "2.6,5,2"],
        "- rate: {reported: r, numerator: n, denominator: d, per: 1}",
        [("RAT101", 3)],
        0,
    ),
    (
        "mean in 万元: the last digit is a hundred",
        "m（万元）,a（元）,n",
        ["3.25,650000,20", "3.26,650000,20", "3.33,700000,21", "3,600000,20", "3.5万,600000,20"],
        "- rate: {reported: m, numerator: a, denominator: n}",
        [("RAT101", 3), ("RAT101", 6)],
        0,
    ),
    (
        "mean in 万元 that lost its zeros",
        "m（万元）,a（元）,n",
        ["3.3,660000,20", "3.3,651000,20"],
        "- rate: {reported: m, numerator: a, denominator: n, decimals: 2}",
        [("RAT101", 3)],
        0,
    ),
    (
        "a part of its own base",
        "r,a,b",
        ["80.0%,8,2", "76.0%,9,3"],
        "- rate: {reported: r, numerator: a, denominator: [a, b]}",
        [("RAT101", 3)],
        0,
    ),
    (
        "permille",
        "r,n,d",
        ["2.5‰,5,2000", "2.6‰,5,2000"],
        "- rate: {reported: r, numerator: n, denominator: d}",
        [("RAT101", 3)],
        0,
    ),
    (
        "hedged rate",
        "r,n,d",
        ["约77%,41,53", "约90%,41,53"],
        "- rate: {reported: r, numerator: n, denominator: d}",
        [("RAT101", 3)],
        0,
    ),
    ("balance", "a,b,c,d", ["1,9,7,3", "1,9,7,4"], "- balance: {plus: [a, b], minus: [c, d]}", [("SUM104", 3)], 0),
    ("subset", "a,b,c", ["5,2,3", "5,2,4"], "- subset: {whole: a, parts: [b, c]}", [("SUM102", 3)], 0),
    (
        "order",
        "a,b,c",
        ["3,2,2", "3,2,3", "1,2,3"],
        "- order: [a, b, c]",
        [("ORD101", 3), ("ORD101", 4), ("ORD101", 4)],
        0,
    ),
    (
        "attainable",
        "r,d",
        ["97.56%,130", "97.69%,130"],
        "- attainable: {reported: r, denominator: d}",
        [("GRN101", 2)],
        0,
    ),
    ("comparison", "a,b,c", ["2,1,1", "3,1,1"], "- inequality: a <= b + c", [("DST109", 3)], 0),
    ("comparison with a number", "a", ["99.5%", "99.6%"], "- inequality: a <= 99.5", [("DST109", 3)], 0),
    ("comparison, strict", "a,b", ["2,2", "1,2"], "- inequality: {left: a, op: <, right: b}", [("DST109", 2)], 0),
    ("comparison, other", "a,b", ["2,2", "1,2"], '- inequality: "a != b"', [("DST109", 2)], 0),
    ("repeat", "a,b", ["1,1", "1,2"], "- repeat: {a: a, b: b}", [("REP101", 3)], 0),
    ("where", "k,a,b", ["区,1,2", "县,1,2"], '- inequality: a >= b\n    where: k == "区"', [("DST109", 2)], 0),
    (
        "where a number",
        "年度,a,b",
        ["2020,1,2", "2021,1,2"],
        "- inequality: a >= b\n    where: 年度 >= 2021",
        [("DST109", 3)],
        0,
    ),
    (
        "where in",
        "k,a,b",
        ["区,1,2", "县,1,2", "市,1,2"],
        '- inequality: a >= b\n    where: k in ["区", "市"]',
        [("DST109", 2), ("DST109", 4)],
        0,
    ),
    (
        "change",
        "k,年度,a,r",
        ["甲,2022,50,", "甲,2023,55,10.0%", "乙,2023,55,9%", "甲,2026,1,5%", "甲,2024,66,19.9%"],
        "- change: {current: a, percent: r, key: k, time: 年度}",
        [("CHG101", 6)],
        3,
    ),
    (
        "change, direction",
        "k,年度,a,r",
        ["甲,2022,50,", "甲,2023,45,10.0%"],
        "- change: {current: a, percent: r, key: k, time: 年度}",
        [("CHG104", 3)],
        1,
    ),
    (
        "change, truncated",
        "k,年度,a,r",
        ["甲,2022,151,", "甲,2023,129,-14.56%"],
        "- change: {current: a, percent: r, key: k, time: 年度}",
        [("CHG105", 3)],
        1,
    ),
    (
        "difference",
        "k,年度,a,r",
        ["甲,2022,50,", "甲,2023,45,-5", "甲,2024,47,3"],
        "- change: {current: a, delta: r, key: k, time: 年度}",
        [("CHG103", 4)],
        1,
    ),
    (
        "carried over",
        "k,年度,a,p",
        ["甲,2022,5,9", "甲,2023,4,5", "甲,2024,4,3"],
        "- change: {current: a, previous: p, key: k, time: 年度}",
        [("REP101", 4)],
        1,
    ),
    (
        "change within the row",
        "a,p,r",
        ["55,50,10.0%", "55,50,11.0%"],
        "- change: {current: a, previous: p, percent: r}",
        [("CHG101", 3)],
        0,
    ),
    (
        "month on month",
        "k,月份,a,环比",
        ["甲,2023-01,50,", "甲,2023-02,55,10.0%", "甲,2023-03,55,1.0%"],
        "- change: {current: a, percent: 环比, key: k, time: 月份}",
        [("CHG101", 4)],
        1,
    ),
    (
        "year on year by month",
        "k,月份,a,同比",
        ["甲,2022-02,50,", "甲,2023-01,1,", "甲,2023-02,55,10.0%"],
        "- change: {current: a, percent: 同比, key: k, time: 月份}",
        [],
        2,
    ),
]

# id, columns and keys of the contract, the table, (code, line) of what is found
FORM = [
    ("keys", "keys: [k, 年度]", "k,年度,a\n甲,2022,1\n甲,2022,2\n", [("DST104", 3)]),
    ("empty key", "keys: [k]", "k,a\n甲,1\n—,2\n", [("DST105", 3)]),
    ("required", "columns: {a: {required: true}}", "k,a\n甲,1\n乙,未公布\n", [("DST105", 3)]),
    ("bounds", "columns: {a: {min: 1, max: 5.5}}", "k,a\n甲,0\n乙,5.5\n丙,5.6\n", [("DST106", 2), ("DST106", 4)]),
    ("bounds in 万元", "columns: {a: {max: 5}}", "k,a（万元）\n甲,5\n乙,5.1\n", [("DST106", 3)]),
    ("values", "columns: {k: {values: [甲, 乙]}}", "k,a\n甲,1\n丙,2\n", [("DST107", 3)]),
    ("pattern", 'columns: {k: {pattern: "P[0-9]{2}"}}', "k,a\nP01,1\nP1,2\n", [("DST107", 3)]),
    ("integer", "columns: {a: integer}", "k,a\n甲,1\n丙,2.5\n", [("DST107", 3)]),
    ("decimals", "columns: {a: {decimals: 2}}", "k,a\n甲,98.50%\n丙,98.5%\n", [("DST108", 3)]),
    ("unit", "columns: {a: {unit: 元}}", "k,a（万元）\n甲,1\n", [("DST115", 1)]),
    ("unique", "columns: {k: {unique: true}}", "k,a\n甲,1\n甲,2\n", [("DST104", 3)]),
    ("unreadable", "columns: {a: number}", "k,a\n甲,1\n乙,1O\n", [("DST103", 3)]),
    ("a rule needs numbers", "rules: [{inequality: a <= b}]", "a,b\nx,2\n1,2\n", [("DST103", 2)]),
    ("date as number", "columns: {日期: date}", "日期,a\n2023-12-31,1\n45292,2\n2023-12-30,2\n", [("DST110", 3)]),
]


def gate_of(folder: Path, table: str, contract: str, name: str = "data.csv", **settings) -> GateRun:
    """Write a table and a contract, and judge one by the other."""
    (folder / name).write_text(table, "utf-8")
    (folder / "contract.yaml").write_text(contract, "utf-8")
    tables = read_tables(folder / name)
    return run_gate(tables, load_contract(folder / "contract.yaml"), Config(**settings))


def codes(gate: GateRun) -> list[tuple[str, int]]:
    """Code and line of each finding, in order."""
    return [(f.code, f.line) for f in gate.findings]
