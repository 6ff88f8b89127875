"""gouji demo: the whole thing on the reports that come with gouji."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.config import Config

# what `gouji demo -o DIR` writes: command, file, and what it is
Output = tuple[tuple[str, ...], str, dict[str, str]]  # the command, its file, what it is
OUTPUTS: tuple[Output, ...] = (
    (("check", "--format", "json"), "run.json", {"zh": "全部结果，供程序读取", "en": "the whole run, for programs"}),
    (("check", "--format", "sarif"), "findings.sarif", {"zh": "SARIF，供代码平台", "en": "SARIF, for code hosts"}),
    (("check", "--format", "junit"), "junit.xml", {"zh": "JUnit，供持续集成", "en": "JUnit, for CI"}),
    (("check", "--format", "markdown"), "summary.gouji.md", {"zh": "摘要页", "en": "a summary page"}),
    (("figures",), "figures.csv", {"zh": "数字清单", "en": "every figure"}),
    (("relations",), "relations.xlsx", {"zh": "勾稽关系清单", "en": "every relation, with its arithmetic"}),
    (("memo",), "gouji-memo.docx", {"zh": "核查备忘录", "en": "an audit memo"}),
    (("checklist",), "gouji-checklist.xlsx", {"zh": "复核清单", "en": "a reviewer's checklist"}),
    (("review",), "gouji-review.html", {"zh": "复核页面，用浏览器打开", "en": "a review page: open it in a browser"}),
)  # fmt: skip
# the datasets that come with gouji: what is done with them, and the file that `gouji demo -o DIR` writes
CLEAN = ("{data}/clean", "--contract", "{data}/clean/contract.yaml", "--waivers", "{data}/clean/waivers.yaml")
SEEDED = ("{data}/seeded", *CLEAN[1:])
SHOWN = (
    ("gate", *SEEDED, "--reports", "{reports}", "--show", "2"),
    ("gate", *CLEAN, "--reports", "{reports}", "--show", "1"),
    ("discover", "{data}/panel/panel.csv"),
)
DATASETS: tuple[Output, ...] = (
    (
        ("gate", *SEEDED, "--reports", "{reports}", "--format", "markdown"),
        "datasets/gate.gouji.md",
        {"zh": "数据集闸门的结论", "en": "the gate on a dataset"},
    ),
    (
        ("gate", *CLEAN, "--reports", "{reports}", "--trace-output", "{out}/datasets/trace.csv", "--format", "json"),
        "datasets/gate.json",
        {
            "zh": "闸门与溯源，供程序读取；trace.csv 一行一个数值",
            "en": "gate and tracing, for programs; trace.csv has a row a value",
        },
    ),
    (
        ("discover", "{data}/panel/panel.csv"),
        "datasets/panel.contract.yaml",
        {"zh": "由数据发现的规则", "en": "the rules that a dataset keeps"},
    ),
    (
        ("dataset", "{reports}", "--force"),
        "datasets/data.csv",
        {"zh": "由报告生成的数据集及其契约", "en": "a dataset made from the reports, with its contract"},
    ),
)
SAYS = {
    "zh": {
        "head": "随附的 {n} 份样例报告，其中的差错是有意写入的。\n",
        "data": "\n随附的数据集：同一批数字的表格，一份写入了差错，一份照录报告；三年面板是虚构的。",
        "next": """
接着可以：
  gouji explain RAT101
  gouji demo -o 目录    写出全部输出
  gouji check 您的报告.txt
""",
    },
    "en": {
        "head": "{n} reports come with gouji; what is wrong in them was put there.\n",
        "data": "\nThe datasets that come with gouji: the figures as tables, one with errors; the panel is invented.",
        "next": """
next:
  gouji explain RAT101
  gouji demo -o DIR     write every output
  gouji check your-report.txt
""",
    },
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("-o", "--output", metavar="DIR", help="write every output into a folder")


def run(args: argparse.Namespace, config: Config) -> int:
    """Audit the fixtures and print, or write, what comes out. Findings are no failure of the demo."""
    from audit.cli import main

    reports = fixtures()
    says = SAYS[config.lang]
    common = ["--lang", config.lang]
    if args.output is None:
        print(says["head"].format(n=len(reports)))
        shown = ["--color", args.color, *(["--quiet"] if args.quiet else [])]
        code = main(["check", *reports, "--fail-on", "never", *common, *shown])
        code = max(code, *_show_datasets(config, common + shown))
        print(says["next"], end="")
        return code
    folder = Path(args.output)
    folder.mkdir(parents=True, exist_ok=True)
    worst = 0
    for command, name, what in OUTPUTS:
        never = ["--fail-on", "never"] if command[0] == "check" else []
        code = main([*command, *reports, "-o", str(folder / name), *never, *common, "--quiet"])
        worst = max(worst, code)
        print(f"{folder / name}  {what[config.lang]}" + (f"  ({code})" if code else ""))
    data = datasets()
    (folder / "datasets").mkdir(exist_ok=True)
    for command, name, what in DATASETS:
        words = _filled(command, data, folder)
        code = main([*words, "-o", str(folder / name), *common, "--quiet"])
        code = 0 if code == 1 else code  # findings are what is shown
        worst = max(worst, code)
        print(f"{folder / name}  {what[config.lang]}" + (f"  ({code})" if code else ""))
    return worst


def _show_datasets(config: Config, options: list[str]) -> list[int]:
    """Gate, trace and discover on the datasets that come with gouji."""
    from audit.cli import main

    data = datasets()
    print(SAYS[config.lang]["data"])
    codes = []
    for command in SHOWN:
        words = _filled(command, data, None)
        print("\n$ gouji " + " ".join(words))
        codes.append(main([*words, *options]))
    return [0 if code == 1 else code for code in codes]  # findings are what is shown


def _filled(command: tuple[str, ...], data: str, out: Path | None) -> list[str]:
    reports = os.path.join(os.path.dirname(data), "reports")
    return [word.format(data=data, reports=reports, out=out) for word in command]


def datasets() -> str:
    """The folder of the datasets that come with gouji, beside that of the reports. Named as seen from here.

    Raises: ConfigError: there is none.
    """
    import audit

    package = Path(audit.__file__).parent
    for folder in (package / "fixtures" / "datasets", package.parent / "fixtures" / "datasets"):
        if (folder / "clean" / "contract.yaml").is_file():
            return _seen(folder)
    raise ConfigError("the datasets of the demo are not installed", hint="pip install --force-reinstall gouji")


def fixtures() -> list[str]:
    """The reports that come with gouji: data of the package, or of the checkout. Named as seen from here.

    Raises: ConfigError: there are none.
    """
    import audit

    package = Path(audit.__file__).parent
    for folder in (package / "fixtures" / "reports", package.parent / "fixtures" / "reports"):
        files = sorted(p for p in folder.glob("*") if p.suffix in (".txt", ".md", ".html", ".docx"))
        if files:
            return [_seen(p) for p in files]
    raise ConfigError("the reports of the demo are not installed", hint="pip install --force-reinstall gouji")


def _seen(path: Path) -> str:
    try:
        inside = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if inside.startswith("..") else inside
