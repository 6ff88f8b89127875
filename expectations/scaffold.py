"""Write a new check: ``python -m expectations.scaffold RAT104 some-name --frame rates``.

The module that comes out is a preview that runs as it stands: its examples are taken from a check of the same frame.
What remains is to say what it does, which rows it speaks on, and to write its cases.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from expectations.catalogue import CHECKS, CODE, NAME, Rule, catalogue
from expectations.errors import CatalogueError
from expectations.examples import SECTIONS, sections_of

CASES = CHECKS.parent.parent / "tests" / "cases"

_MODULE = '''"""{title}.

## What it does

Say what is compared with what.

## Why it matters

Say what a reader gets wrong if it does not tie.

## {example}

{table}

## Needs

Frame `{frame}`, or the columns of {form}.

## Stays silent

Say where it must not speak.

## Source

Name the statute, standard or paper.

## 中文

一段话说明检查什么、何时不判断。
"""

from __future__ import annotations

from expectations.forms import {form}, gx_severity

CODE = "{code}"
NAME = "{name}"
TITLE = {{"zh": "{title}", "en": "{title}"}}
FRAME = "{frame}"
SEVERITY = "warning"
STATUS = "preview"
MESSAGE = {{
    "zh": "{{label}} {{reported}}：{{formula}}，应为 {{expected}}{{detail}}",
    "en": "{{label}} {{reported}}: {{formula}}, expected {{expected}}{{detail}}",
}}
HELP = {{
    "zh": "说明如何核对。",
    "en": "Say what to look at.",
}}


class {expectation}({form}):
    """Expect … (one line)."""

    code = CODE
    title = TITLE["en"]
    severity = gx_severity(SEVERITY)
'''


def scaffold(code: str, name: str, frame: str, *, checks: Path = CHECKS, cases: Path = CASES) -> list[Path]:
    """Write the module of a check and the skeleton of its cases.

    Args:
        code: RAT104. name: in kebab-case. frame: the kind of relation it judges.
        checks, cases: the folders to write to.
    Returns: the files written.
    Raises: CatalogueError: the code or the name is not one, the code is taken, no check uses that frame yet, or a file
        is there already.
    """
    if not CODE.fullmatch(code) or not NAME.fullmatch(name):
        raise CatalogueError(f"{code} {name}: a check is called like RAT104 rate-does-not-recompute")
    rules = catalogue()
    taken = [rule for rule in rules if rule.code == code]
    if taken:
        raise CatalogueError(f"{code} is {taken[0].name} already: {taken[0].path}")
    model = _model(rules, frame)
    module = checks / f"{code.lower()}_{name.replace('-', '_')}.py"
    case_file = cases / f"{code}.jsonl"
    for path in (module, case_file):
        if path.exists():
            raise CatalogueError(f"{path} is there already")
    title = name.replace("-", " ").capitalize()
    expectation = "Expect" + "".join(word.capitalize() for word in name.split("-"))
    text = _MODULE.format(
        code=code,
        name=name,
        title=title,
        frame=frame,
        form=_form(model),
        expectation=expectation,
        example=SECTIONS[2],
        table=sections_of(model.doc)[SECTIONS[2]],
    )
    for path in (module, case_file):
        path.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(text, encoding="utf-8")
    rows = [
        {"id": f"{code}-{number}", "text": "", "verdict": verdict, "why": why}
        for number, (verdict, why) in enumerate(
            [
                ("breaks", "the plain defect"),
                ("ties", "the same sentence put right"),
                ("ties", "the exact half-unit edge"),
                ("silent", "looks alike, but the words say something else"),
            ],
            start=1,
        )
    ]
    case_file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return [module, case_file]


def _model(rules: list[Rule], frame: str) -> Rule:
    """Return a check of the same frame that has rows of its own."""
    for rule in rules:
        if rule.frame == frame and not rule.also_for:
            return rule
    raise CatalogueError(f"no check judges a frame {frame!r}; there are {', '.join(sorted({r.frame for r in rules}))}")


def _form(rule: Rule) -> str:
    """Return the form that a check derives from."""
    for line in rule.path.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"class {rule.expectation}("):
            return line.split("(")[1].rstrip("):")
    raise CatalogueError(f"{rule.path}: {rule.expectation} derives from nothing")


def main(argv: list[str] | None = None) -> int:
    """Run the command. Args: argv: without the program's name. Returns: 0, or 2 where the arguments do not fit."""
    parser = argparse.ArgumentParser(prog="python -m expectations.scaffold", description="Write a new check.")
    parser.add_argument("code", help="three letters and three digits: RAT104")
    parser.add_argument("name", help="the defect in kebab-case: rate-does-not-recompute")
    parser.add_argument("--frame", default="rates", help="the kind of relation it judges (default: rates)")
    parser.add_argument("--checks", type=Path, default=CHECKS, help="folder of the module")
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of the cases")
    args = parser.parse_args(argv)
    try:
        written = scaffold(args.code, args.name, args.frame, checks=args.checks, cases=args.cases)
    except CatalogueError as error:
        print(f"scaffold: {error}", file=sys.stderr)
        return 2
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
