"""Reports made up by number: always the same text for one number."""

from __future__ import annotations

import random

PARTS = (
    "全年排查矛盾纠纷{a}件，调处成功{b}件，调解成功率{r}%。",
    "全年办理行政复议案件{a}件，其中维持{b}件、撤销{c}件。",
    "全年发生行政诉讼案件{a}件，审结{b}件，败诉2件，败诉率{r}%。",
    "受理群众来电{a}件，同比增长{r}%。",
    "组织培训{c}场次，参训{a}人次。",
)


def report(n: int) -> str:
    """Return the n-th report: always the same text for one n."""
    rng = random.Random(n)
    lines = [f"某{n}县{rng.choice((2022, 2023))}年法治政府建设年度报告", ""]
    for part in rng.sample(PARTS, rng.randrange(1, 5)):
        a = rng.randrange(20, 900)
        b = rng.randrange(3, a)
        rate = round(100 * b / a, 2) + rng.choice((0, 0, 0, 0.01, 1))
        lines.append(part.format(a=a, b=b, c=a - b + rng.choice((0, 0, 1)), r=f"{rate:.2f}"))
    return "\n".join(lines) + "\n"
