"""A contract as a suite of Great Expectations: JSON that runs with `import expectations` and without gouji."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from gate_cases import SMALL

ROOT = Path(__file__).parents[3]
CONTRACT = """title: 某市执法数据
columns:
  地区: {required: true, values: [甲县, 乙县]}
  年度: {pattern: "20[0-9]{2}"}
  调解成功率: {min: 0, max: 99.5}
keys: [地区, 年度]
rules:
  - sum: {total: 权责事项, parts: [权力事项, 责任事项]}
    where: 地区 == "乙县" and 年度 >= 2022
  - rate: {reported: 调解成功率, numerator: 调解成功, denominator: 调解}
    severity: warning
    source: 统计制度第3条
  - order: [申请, 受理, 办结]
  - inequality: 申请 >= 受理
  - subset: {whole: 申请, parts: [受理]}
  - attainable: {reported: 调解成功率, denominator: 调解}
  - balance: {plus: [权力事项, 责任事项], minus: 权责事项}
  - change: {current: 受理, percent: 同比, key: 地区, time: 年度}
  - inequality: 申请 >= 受理 + 1
"""
RUN = """
import json, sys
sys.modules["audit"] = None  # the pipeline of gouji takes no part
import expectations, great_expectations as gx, pandas as pd
suite = expectations.load_suite("suite.json")
context = gx.get_context(mode="ephemeral")
table = pd.read_csv("data.csv", dtype=str, keep_default_na=False)
batch = context.data_sources.add_pandas("p").add_dataframe_asset("t").add_batch_definition_whole_dataframe("b")
out = batch.get_batch({"dataframe": table}).validate(suite)
rows = []
for r in out.results:
    assert not (r.exception_info or {}).get("raised_exception"), r.exception_info
    rows.append([r.expectation_config.meta["rule"], r.success, r.result.get("unexpected_count", 0)])
print(json.dumps(rows))
"""


def test_it_runs_without_gouji_and_agrees_with_the_gate(here, gouji):
    (here / "data.csv").write_text(SMALL, "utf-8")
    (here / "c.yaml").write_text(CONTRACT, "utf-8")
    made = gouji("contract", "compile", "c.yaml", "--data", "data.csv", "-o", "suite.json", "--lang", "en")
    assert made.code == 0
    assert "change8" in made.err, "what GX cannot be asked is said"
    assert "inequality9" in made.err
    suite = json.loads((here / "suite.json").read_text("utf-8"))
    assert suite["meta"]["left_out"], "and stands in the suite"
    assert {e["meta"]["rule"]: e["severity"] for e in suite["expectations"]}["rate2"] == "warning"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN], cwd=here, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(here)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == len(suite["expectations"])
    broken = {rule: count for rule, success, count in rows if not success}
    judged = gouji("gate", "data.csv", "--contract", "c.yaml", "--format", "json")
    relations = json.loads(judged.out)["documents"][0]["relations"]
    gate = {r["rule"]: r["rows"]["breaks"] for r in relations if r["kind"] != "form" and r["verdict"] == "breaks"}
    assert gate.pop("change8") == 1
    assert broken == gate == {"sum1": 1, "rate2": 1, "order3": 1, "attainable6": 1, "balance7": 1}
    assert {rule for rule, *_ in rows} > {"keys", "column 年度", "inequality4", "subset5"}


def test_the_output_is_the_same_every_time(here, gouji):
    (here / "c.yaml").write_text(CONTRACT, "utf-8")
    assert gouji("contract", "compile", "c.yaml").out == gouji("contract", "compile", "c.yaml").out


def test_a_mean_is_per_one_and_units_that_differ_are_left_out(here, gouji):
    (here / "d.csv").write_text("人均案件,案件,人数,金额（元）,人均金额（万元）\n2.5,5,2,65000,3.25\n", "utf-8")
    (here / "c.yaml").write_text(
        "rules:\n"
        "  - rate: {reported: 人均案件, numerator: 案件, denominator: 人数}\n"
        "  - rate: {reported: 人均金额, numerator: 金额, denominator: 人数}\n",
        "utf-8",
    )
    made = gouji("contract", "compile", "c.yaml", "--data", "d.csv", "-o", "suite.json", "--lang", "en")
    assert made.code == 0, made.err
    suite = json.loads((here / "suite.json").read_text("utf-8"))
    assert {e["meta"]["rule"]: e["kwargs"].get("per") for e in suite["expectations"]} == {"rate1": 1}
    assert list(suite["meta"]["left_out"].values()) == [["rate2"]]
