"""Write fixtures/datasets from its master table: long form, data packages, seeded errors, the three-year panel.

    python ci/make_datasets.py            # write
    python ci/make_datasets.py --check    # say what differs from what is there, exit code 1

The master is fixtures/datasets/clean/counties.csv, which people edit; contract.yaml and waivers.yaml are written by
hand too. The figures are those of the reports in fixtures/reports; the panel and its places are invented.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parents[1] / "fixtures" / "datasets"
UNIT = re.compile(r"（([^（）]+)）$")
LONG = ("地区", "年度", "指标", "数值", "单位")
ERRORS = ("id", "kind", "table", "地区", "年度", "column", "was", "is", "gate", "trace", "note")

# what is wrong in seeded/counties.csv: kind, place, column, value before and after, the codes that the gate and the
# tracing say of it ("": nothing), and why
SEEDS = (
    ("digit", "融安县", "行政许可受理", "43601", "43801", "RAT101", "TRC101", "one digit"),
    ("transposition", "鹿寨县", "部门责任事项", "28101", "28011", "SUM101", "TRC101", "two digits changed places"),
    ("dropped", "鱼峰区", "行政复议受理", "68", "8", "ORD101", "TRC101", "a digit is gone"),
    ("doubled", "融安县", "行政复议维持", "11", "111", "SUM101", "TRC101", "a digit stands twice"),
    ("unit", "鹿寨县", "罚款金额", "44.108", "441080", "", "TRC101", "yuan under a head in 万元"),
    ("share", "融安县", "行政复议纠错率", "23.81", "0.2381", "RAT101", "TRC101", "a share of 1 among percentages"),
    ("truncated", "融安县", "矛盾纠纷调处成功率", "98.11", "98.10", "RAT102", "TRC101", "cut off, not rounded"),
    ("rounded", "融安县", "行政诉讼败诉率", "4.76", "4.8", "", "TRC104", "fewer digits than printed"),
    ("hedge", "鹿寨县", "法律明白人", "1300余", "1300", "", "TRC104", "余 is gone"),
    ("columns", "荔波县", "人大代表建议", "133", "94", "", "TRC101", "two columns of a row changed places"),
    ("columns", "荔波县", "政协提案", "94", "133", "", "TRC101", "two columns of a row changed places"),
    ("rows", "荔波县", "法律意见书", "369余", "54", "", "TRC101", "two rows of a column changed places"),
    ("rows", "融安县", "法律意见书", "54", "369余", "", "TRC101", "two rows of a column changed places"),
    ("bound", "融安县", "建议提案满意率", "100", "1000", "DST106", "TRC101", "a percentage above 100"),
    ("letter", "融安县", "依申请公开收到", "25", "2S", "DST103", "", "a letter for a digit"),
    ("zero", "国宝乡", "行政复议受理", "", "0", "", "TRC102", "0 for what the report does not state"),
    (
        "repair",
        "鹿寨县",
        "行政争议调解成功率",
        "77.35",
        "77.36",
        "",
        "TRC101",
        "mended: the report prints the cut rate",
    ),
)
PACKAGES = (
    ("clean", "counties", "五地法治政府建设数据", "counties.csv"),
    ("long", "counties-long", "五地法治政府建设数据（长表）", "counties.csv"),
    ("seeded", "counties-seeded", "五地法治政府建设数据（写入差错）", "counties.csv"),
    ("panel", "panel", "三地三年面板（虚构）", "panel.csv"),
)
STRANGER = "云岭县"  # a row of which no report is
TWICE = "鱼峰区"  # a row that stands twice


def main(argv: Sequence[str] | None = None) -> int:
    """Write the files, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where a file differs")
    args = parser.parse_args(argv)
    wrong = 0
    for name, data in files().items():
        path = HERE / name
        if args.check:
            if not path.is_file() or path.read_bytes() != data:
                print(f"{path}: differs from what ci/make_datasets.py writes")
                wrong = 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return wrong


def files() -> dict[str, bytes]:
    """Every file that is made: path below fixtures/datasets -> bytes."""
    heads, *rows = _read(HERE / "clean" / "counties.csv")
    seeded, errors = _seeded(heads, rows)
    out = {
        "long/counties.csv": _csv(LONG, _long(heads, rows)),
        "long/contract.yaml": _long_contract((HERE / "clean" / "contract.yaml").read_text("utf-8")),
        "seeded/counties.csv": _csv(heads, seeded),
    }
    panel_heads, panel = _panel()
    broken, panel_errors = _broken_panel(panel_heads, panel)
    out["panel/panel.csv"] = _csv(panel_heads, panel)
    out["panel/panel.seeded.csv"] = _csv(panel_heads, broken)
    out["seeded/errors.csv"] = _csv(ERRORS, errors)
    out["panel/errors.csv"] = _csv(ERRORS, panel_errors)
    for folder, name, title, table in PACKAGES:
        out[f"{folder}/datapackage.json"] = _package(name, title, out, folder, table)
    return out


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def _csv(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _name(head: str) -> str:
    return UNIT.sub("", head)


def _long(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[list[str]]:
    out = []
    for row in rows:
        for head, cell in zip(heads[2:], row[2:], strict=True):
            if cell:
                unit = UNIT.search(head)
                out.append([row[0], row[1], _name(head), cell, unit[1] if unit else ""])
    return out


def _seeded(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """The table with its errors, and the list of them."""
    out = [list(row) for row in rows]
    at = {_name(head): n for n, head in enumerate(heads)}
    errors = []
    for kind, place, name, was, now, gate, trace, note in SEEDS:
        row = next(r for r in out if r[0] == place)
        if row[at[name]] != was:
            raise SystemExit(f"{place} {name} is {row[at[name]]!r} in the master, not {was!r}: mend SEEDS")
        row[at[name]] = now
        errors.append(
            [f"E{len(errors) + 1:02}", kind, "counties.csv", place, row[1], name, was, now, gate, trace, note]
        )
    twice = list(next(r for r in rows if r[0] == TWICE))
    out.append(twice)
    errors.append(
        [
            f"E{len(errors) + 1:02}",
            "twice",
            "counties.csv",
            TWICE,
            twice[1],
            "",
            "",
            "",
            "DST104",
            "",
            "a row stands twice",
        ]
    )
    stranger = [STRANGER, "2023", *[""] * (len(heads) - 2)]
    for name, value in (("行政复议申请", "12"), ("行政复议受理", "11"), ("行政复议不予受理", "1")):
        stranger[at[name]] = value
    out.append(stranger)
    errors.append(
        [
            f"E{len(errors) + 1:02}",
            "stranger",
            "counties.csv",
            STRANGER,
            "2023",
            "",
            "",
            "",
            "",
            "TRC105",
            "no report of this place",
        ]
    )
    return out, errors


def half_up(num: int, den: int, decimals: int) -> str:
    """num / den rounded half away from zero, as text with a fixed number of decimals."""
    scale = 10**decimals
    whole, rest = divmod(abs(num) * scale * 2 + den, 2 * den)
    del rest
    text = f"{whole // scale}.{whole % scale:0{decimals}}" if decimals else str(whole)
    return ("-" if num < 0 and whole else "") + text


def _panel() -> tuple[list[str], list[list[str]]]:
    """Three invented places in three years: what comes in, what is closed, what is carried over."""
    heads = [
        "地区",
        "年度",
        "上年未结（件）",
        "受理（件）",
        "办结（件）",
        "未结（件）",
        "办结率（%）",
        "上年受理（件）",
        "受理同比（%）",
    ]
    start = {
        "白溪县": (318, 21, ((342, 339), (377, 371), (361, 372))),
        "青石县": (1204, 96, ((1187, 1215), (1309, 1276), (1422, 1398))),
        "云岭县": (87, 5, ((91, 90), (80, 79), (104, 98))),
    }
    rows = []
    for place, (before, carried, years) in start.items():
        for n, (taken, closed) in enumerate(years):
            left = carried + taken - closed
            rows.append(
                [
                    place,
                    str(2021 + n),
                    str(carried),
                    str(taken),
                    str(closed),
                    str(left),
                    half_up(100 * closed, carried + taken, 2),
                    str(before),
                    half_up(100 * (taken - before), before, 2),
                ]
            )
            before, carried = taken, left
    return heads, rows


def _broken_panel(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """The panel with errors of change and restatement."""
    out = [list(row) for row in rows]
    at = {_name(head): n for n, head in enumerate(heads)}
    errors = []

    def seed(kind: str, place: str, year: str, name: str, now: str, gate: str, note: str) -> None:
        row = next(r for r in out if r[:2] == [place, year])
        was, row[at[name]] = row[at[name]], now
        errors.append([f"P{len(errors) + 1:02}", kind, "panel.seeded.csv", place, year, name, was, now, gate, "", note])

    seed("restated", "青石县", "2023", "上年受理", "1390", "REP101", "last year's figure restated without a word")
    seed(
        "restated",
        "青石县",
        "2023",
        "受理同比",
        half_up(100 * (1422 - 1390), 1390, 2),
        "CHG101",
        "computed on the restated base",
    )
    seed(
        "carried", "白溪县", "2022", "上年未结", "42", "REP101", "what one year leaves is not what the next carries in"
    )
    seed("sign", "云岭县", "2022", "受理同比", "12.09", "CHG104", "a fall printed as a rise")
    seed("digit", "白溪县", "2023", "受理同比", "-4.42", "CHG101", "one digit")
    return out, errors


def _long_contract(wide: str) -> bytes:
    """The contract of the long table: the same rules, judged on the wide table that it stands for."""
    head = (
        "# 长表的契约：规则同 clean/contract.yaml。Written by ci/make_datasets.py: the rules of clean/contract.yaml.\n"
    )
    long = "long: {indicator: 指标, value: 数值, unit: 单位, key: [地区, 年度]}\nkeys: [地区, 年度]\n"
    title = next(line for line in wide.splitlines(True) if line.startswith("title:"))
    return (head + "contract: gouji/contract/1\n" + title + long + wide[wide.index("rules:\n") :]).encode("utf-8")


def _package(name: str, title: str, made: dict[str, bytes], folder: str, table: str) -> bytes:
    """datapackage.json of one folder."""
    data = made.get(f"{folder}/{table}") or (HERE / folder / table).read_bytes()
    heads, *rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    resource = {
        "profile": "tabular-data-resource",
        "name": table.removesuffix(".csv"),
        "path": table,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "schema": {
            "fields": [_field(head, [row[n] for row in rows]) for n, head in enumerate(heads)],
            "missingValues": [""],
            "primaryKey": heads[:3] if tuple(heads) == LONG else heads[:2],
        },
    }
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "licenses": [{"name": "MIT"}],
        "resources": [resource],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _field(head: str, cells: Sequence[str]) -> dict[str, object]:
    unit = UNIT.search(head)
    filled = [c for c in cells if c]
    if head == "年度":
        kind = "year"
    elif all(re.fullmatch(r"-?[0-9]+", c) for c in filled) and filled and not (unit and unit[1] == "%"):
        kind = "integer"
    elif all(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", c) for c in filled) and filled:
        kind = "number"
    else:
        kind = "string"
    return {"name": head, "type": kind, **({"unit": unit[1]} if unit else {})}


if __name__ == "__main__":
    sys.exit(main())
