"""A panel of 10,000 rows, 30 columns and 40 planted rules, made of counts that no office ever reported.

    python ci/synthetic_panel.py -o DIR --rows 10000 --seed 1 --slips 300 --double 30
    python ci/synthetic_panel.py -o DIR --wide --rows 3000 --columns 100      (ci/synthetic_wide.py)

writes panel.csv, slips.csv (the truth about every cell that was changed) and broken.csv (rule, row). In Python:

    made = panel(rows=10_000, seed=1, slips=300)      # ci/ on sys.path
    made.table, made.rules, made.keys, made.slips, made.broken

Rules R01 … R20 are independent of each other; R21 … R40 follow from them, as a contract that people write also says.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [p for p in (str(HERE), str(HERE.parent)) if p not in sys.path]

from synthetic_oracle import broken  # noqa: E402
from synthetic_slips import Slip, put_slips  # noqa: E402
from synthetic_table import number_column, ratio, table, text_column, write_csv, year_column  # noqa: E402

from audit.dataset.rules import Rule  # noqa: E402
from audit.dataset.table import Table  # noqa: E402

YEARS = range(2019, 2024)
LEVELS = ("县", "区", "市")
INDEPENDENT = 20  # the first rules, none of which follows from the others


@dataclass(frozen=True, slots=True)
class Panel:
    """A table, the rules that were planted, the slips that were put in, and (rule id, row) of all that breaks."""

    table: Table
    rules: tuple[Rule, ...]
    keys: tuple[str, ...]
    slips: tuple[Slip, ...]
    broken: frozenset[tuple[str, int]]


def panel(rows: int = 10_000, seed: int = 1, slips: int = 0, double: int = 0) -> Panel:
    """Make the panel.

    Args:
        rows: a multiple of five: each place has five years.
        seed: the same seed makes the same panel.
        slips: rows in which a cell is changed; at most one year of a place.
        double: those of them in which two cells are changed.
    Returns: the panel; without slips nothing in it breaks a rule.
    """
    rng = random.Random(seed)
    lines = list(_lines(rows, rng))
    by_name = {name: [line[name] for line in lines] for name in lines[0]}
    columns = [
        text_column(name, by_name[name]) if name in ("地区", "层级")
        else year_column(name, by_name[name]) if name == "年度"
        else number_column(name, by_name[name], *FORMATS.get(name, ()))
        for name in COLUMNS
    ]  # fmt: skip
    made = table("panel", columns)
    hit = [name for name in COLUMNS if name not in ("地区", "年度", "层级")]
    done = put_slips(made, slips, rng, columns=hit, series="地区", double=double)
    return Panel(made, RULES, ("地区", "年度"), tuple(done), frozenset(broken(made, RULES)))


def _lines(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    """The rows, place by place, as name -> value times 10**decimals."""
    for place in range(-(-rows // len(YEARS))):
        level = LEVELS[rng.randrange(3)]
        size = math.exp(rng.gauss(4.2, 0.9))
        people = 3 + some(60, rng.betavariate(2, 4), rng)
        left = some(int(size), 0.15, rng)
        last: int | None = None
        for n, year in enumerate(YEARS):
            if place * len(YEARS) + n >= rows:
                return
            line = _reviews(size, left, last, rng) | _calls(size, level, year, rng)
            certified = some(people, rng.betavariate(9, 2), rng)
            line |= {"地区": f"P{place + 1:04d}", "年度": year, "层级": level, "人员": people}
            line["持证率"] = ratio(certified, people, 1)
            left, last = line["未结"], line["受理"]
            people = max(1, people + rng.randrange(-3, 5))
            yield line


def _reviews(size: float, carried: int, last: int | None, rng: random.Random) -> dict[str, object]:
    """Applications for review: what came in, what was decided, what was left."""
    taken = max(0, round(rng.gauss(size, size / 4)))
    refused = some(taken, rng.betavariate(2, 12), rng)
    left = some(taken, rng.betavariate(2, 10), rng)
    closed = carried + taken - left
    upheld = some(closed, rng.betavariate(6, 4), rng)
    revoked = some(closed - upheld, rng.betavariate(3, 5), rng)
    changed = some(closed - upheld - revoked, rng.betavariate(2, 6), rng)
    return {
        "申请": taken + refused, "受理": taken, "不予受理": refused, "上年结转": carried, "审结": closed, "未结": left,
        "维持": upheld, "撤销": revoked, "变更": changed, "终止": closed - upheld - revoked - changed,
        "审结率": ratio(closed, carried + taken, 2), "纠错率": ratio(revoked + changed, closed, 2),
        "受理增减": None if last is None else taken - last,
        "受理同比": None if last is None else ratio(taken - last, last, 1),
    }  # fmt: skip


def _calls(size: float, level: str, year: int, rng: random.Random) -> dict[str, object]:
    """Calls to a hotline: how they came, what became of them, who was asked afterwards."""
    phone = max(1, round(rng.gauss(size * 30, size * 8)))
    net = some(phone, rng.betavariate(3, 5), rng)
    if level == "区":
        phone, net = net, phone  # districts are reached by net more than by phone
    orders = phone + net
    passed = orders if level == "市" else some(orders, rng.betavariate(9, 2), rng)
    done = some(passed, rng.betavariate(40, 2), rng)
    in_time = some(done, rng.betavariate(30, 2), rng)
    asked = done if year >= 2021 else some(done, rng.betavariate(3, 2), rng)
    content = some(asked, rng.betavariate(20, 2), rng)
    return {
        "来电": phone, "网络": net, "工单合计": orders, "转办": passed, "办结": done, "按期办结": in_time,
        "回访": asked, "满意": content,
        "办结率": ratio(done, passed, 2), "按期率": ratio(in_time, done, 2), "满意率": ratio(content, asked, 1),
    }  # fmt: skip


def some(of: int, share: float, rng: random.Random) -> int:
    """Draw how many of a number have a property that a share of them has."""
    spread = math.sqrt(max(of * share * (1 - share), 0))
    return min(of, max(0, round(rng.gauss(of * share, spread))))


COLUMNS = [
    "地区",
    "年度",
    "层级",
    "申请",
    "受理",
    "不予受理",
    "上年结转",
    "审结",
    "未结",
    "维持",
    "撤销",
    "变更",
    "终止",
    "审结率",
    "纠错率",
    "受理增减",
    "受理同比",
    "来电",
    "网络",
    "工单合计",
    "转办",
    "办结",
    "按期办结",
    "回访",
    "满意",
    "办结率",
    "按期率",
    "满意率",
    "人员",
    "持证率",
]
FORMATS = {
    "审结率": (2, "%"), "纠错率": (2, "%"), "受理同比": (1, "%"), "办结率": (2, "%"), "按期率": (2, "%"),
    "满意率": (1, "%"), "持证率": (1, "%"),
}  # fmt: skip


def _rules() -> Iterator[Rule]:
    def rule(kind: str, *, where: str = "", options: dict | None = None, **roles: str) -> Rule:
        columns = {role: tuple(names.split()) for role, names in roles.items()}
        return Rule("", kind, columns, options or {}, where)

    def bound(left: str, op: str, right: str) -> Rule:
        return rule("inequality", options={"op": op}, left=left, right=right)

    yield rule("sum", total="申请", parts="受理 不予受理")
    yield rule("sum", total="审结", parts="维持 撤销 变更 终止")
    yield rule("balance", plus="上年结转 受理", minus="审结 未结")
    yield rule("change", current="未结", previous="上年结转", key="地区", time="年度")
    yield rule("rate", reported="审结率", numerator="审结", denominator="上年结转 受理")
    yield rule("rate", reported="纠错率", numerator="撤销 变更", denominator="审结")
    yield rule("change", current="受理", delta="受理增减", key="地区", time="年度")
    yield rule("change", current="受理", percent="受理同比", key="地区", time="年度")
    yield rule("sum", total="工单合计", parts="来电 网络")
    yield rule("rate", reported="办结率", numerator="办结", denominator="转办")
    yield rule("rate", reported="按期率", numerator="按期办结", denominator="办结")
    yield rule("rate", reported="满意率", numerator="满意", denominator="回访")
    yield rule("attainable", reported="持证率", denominator="人员")
    yield rule("order", items="工单合计 转办")
    yield rule("order", items="转办 办结")
    yield rule("order", items="办结 按期办结")
    yield rule("order", items="办结 回访 满意")
    yield rule("inequality", options={"op": "=="}, left="回访", right="办结", where="年度 >= 2021")
    yield rule("order", items="网络 来电", where='层级 == "区"')
    yield rule("inequality", options={"op": "=="}, left="转办", right="工单合计", where='层级 == "市"')
    # what follows from those, as people write it all the same
    yield rule("subset", whole="审结", parts="撤销 变更")
    yield rule("subset", whole="申请", parts="不予受理")
    yield rule("order", items="申请 受理")
    yield rule("subset", whole="工单合计", parts="网络")
    yield rule("order", items="工单合计 办结")
    yield rule("order", items="转办 满意")
    yield bound("未结", "<=", "上年结转 受理")
    for name in ("审结率", "纠错率", "办结率", "按期率", "满意率", "持证率"):
        yield bound(name, "<=", "100")
    yield bound("受理同比", ">=", "-100")
    yield bound("人员", ">=", "1")
    yield rule("subset", whole="审结", parts="终止")
    yield rule("attainable", reported="满意率", denominator="回访")
    yield rule("attainable", reported="办结率", denominator="转办")
    yield bound("维持 终止", "<=", "审结")
    yield bound("未结", ">=", "0")


RULES = tuple(Rule(f"R{n:02d}", r.kind, r.columns, r.options, r.where) for n, r in enumerate(_rules(), 1))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slips", type=int, help="rows in which a cell is changed (3 in 100)")
    parser.add_argument("--double", type=int, help="of these, rows in which two are (1 in 10)")
    parser.add_argument("--wide", action="store_true", help="many columns, their names and rules drawn by the seed")
    parser.add_argument("--columns", type=int, default=100, help="of a wide one")
    args = parser.parse_args()
    args.slips = args.rows * 3 // 100 if args.slips is None else args.slips
    args.double = args.slips // 10 if args.double is None else args.double
    if args.wide:
        from synthetic_wide import wide

        made = wide(args.rows, args.columns, args.seed, args.slips)
    else:
        made = panel(args.rows, args.seed, args.slips, args.double)
    args.output.mkdir(parents=True, exist_ok=True)
    write_csv(made.table, args.output / "panel.csv")
    for name, heads, lines in (
        ("slips.csv", Slip.__slots__, [(s.row, s.column, s.was, s.now, s.kind) for s in made.slips]),
        ("broken.csv", ("rule", "row"), sorted(made.broken)),
    ):
        with open(args.output / name, "w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([heads, *lines])
    print(f"{args.output}: {made.table.rows} rows, {len(made.slips)} slips, {len(made.broken)} broken")
    return 0


if __name__ == "__main__":
    sys.exit(main())
