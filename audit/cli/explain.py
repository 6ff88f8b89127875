"""gouji explain CODE: the page of a check, which is the docstring of its file."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.config import Config
    from expectations.catalogue import Rule

CHINESE = "## 中文"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "codes", nargs="+", metavar="CODE", help="a code or a name: RAT102, rate-truncated; RAT explains the family"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (standard output)")


def run(args: argparse.Namespace, config: Config) -> int:
    """Write the pages, in Markdown."""
    from audit.cli.output import text_output
    from audit.explain.rules import rules_of, severities_of
    from audit.gate.select import resolve

    rules, severities = rules_of(config), severities_of(config)
    prefixes = resolve(args.codes, config)
    found = [rule for code, rule in sorted(rules.items()) if code.startswith(prefixes)]
    with text_output(args.output) as out:
        pages = [page(rule, severities.get(rule.code, rule.severity), config.lang) for rule in found]
        text = "\n\n".join(pages) + "\n"
        if out is sys.stdout:
            from audit.report.paint import Paint, wants_colour

            paint = Paint(wants_colour(args.color, out))
            text = re.sub(r"^#+ .*$", lambda m: paint.bold(m.group()), text, flags=re.MULTILINE)
        out.write(text)
    return 0


def page(rule: Rule, severity: str, lang: str) -> str:
    """The page of one check: in Chinese its Chinese part comes first."""
    doc = rule.doc.strip()
    if lang == "zh" and CHINESE in doc:
        before, _, after = doc.partition(CHINESE)
        chinese, _, rest = after.partition("\n## ")
        doc = f"{chinese.strip()}\n\n{before.strip()}" + (f"\n\n## {rest.strip()}" if rest else "")
    facts = [rule.name, severity, rule.status]
    return f"# {rule.code} {rule.title[lang]}\n\n{' · '.join(facts)}\n\n{doc}\n\n→ {rule.help[lang]}"
