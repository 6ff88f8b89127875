"""The arithmetic that a finding shows must be true as it is printed."""

from __future__ import annotations

import pytest

import audit

CASES = [
    ("接待来访5120人次，同比增加320人次，上年为4900人次。", "5120 − 4900 = 220"),
    ("办件量由1300件增至1500件，比上年的1300件增加300件。", "1500 − 1300 = 200"),
    ("审结率由18.6%提高到31.2%，提高13.6个百分点。", "31.2% − 18.6% = 12.6"),
    ("服务群众50万人次，比上年的40万人次增加12万人次。", "50万 − 40万 ≈ 10万"),
    ("抽查案卷200卷，不合格10卷，合格率95%。", "(200 − 10) ÷ 200 = 95%"),
]


@pytest.mark.parametrize(("text", "formula"), CASES, ids=[c[1] for c in CASES])
def test_the_formula_is_true(text, formula, tmp_path):
    (tmp_path / "甲.txt").write_text(text, "utf-8")
    run = audit.check([tmp_path / "甲.txt"])
    assert formula in [r["formula"] for document in run.documents for r in document.relations]
