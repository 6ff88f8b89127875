"""Are the fixtures written in our own words? Stretches that they share with the reports they take their facts from.

    python ci/fixture_overlap.py [--with FOLDER] [--least 12]

Compares the Chinese characters of every file in fixtures/reports (as gouji reads them) with those of every report in
FOLDER (../shared/reports), across punctuation, digits and spaces: a sentence with other figures in it is still the
same sentence. A shared stretch of `least` or more Chinese characters is printed, and the exit code is 1. Names of laws
and documents (in 《》) and the terms below are let through.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

LEAST = 12
_HAN = re.compile(r"[一-鿿]")
_GAP = " "
_TITLE = re.compile(r"《[^《》]{1,60}》")
# names and terms of art that no other words can say
TERMS = (
    "主要负责人履行推进法治建设第一责任人职责",  # a heading that the rule on annual reports prescribes
    "履行推进法治建设第一责任人职责",
    "行政机关负责人出庭应诉率",
)


def letters(text: str) -> str:
    """The Chinese characters of a text, with a gap for each title in 《》 and each of `TERMS`."""
    text = "".join(c for c in _TITLE.sub(_GAP, text.replace(_GAP, "")) if c == _GAP or _HAN.match(c))
    for term in TERMS:
        text = text.replace(term, _GAP)
    return text


def shared(ours: str, theirs: str, least: int = LEAST) -> list[str]:
    """Longest stretches of `ours` that stand in `theirs`.

    Args:    ours, theirs: as `letters` gives them; least: the shortest stretch that counts.
    Returns: the stretches, in order, none inside another.
    """
    grams = {theirs[i : i + least] for i in range(len(theirs) - least + 1)}
    found, i = [], 0
    while i + least <= len(ours):
        if _GAP in ours[i : i + least] or ours[i : i + least] not in grams:
            i += 1
            continue
        end = i + least
        while end < len(ours) and ours[end] != _GAP and ours[i : end + 1] in theirs:
            end += 1
        found.append(ours[i:end])
        i = end
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--with", dest="folder", type=Path, default=ROOT.parent / "shared" / "reports")
    parser.add_argument("--least", type=int, default=LEAST)
    given = parser.parse_args()
    originals = sorted(given.folder.glob("*.txt"))
    if not originals:
        print(f"no report in {given.folder}: nothing compared", file=sys.stderr)
        return 2
    found = compare(originals, given.least)
    for ours, theirs, stretch in found:
        print(f"{ours} {theirs} {len(stretch)} {stretch}")
    return 1 if found else 0


def compare(originals: list[Path], least: int = LEAST) -> list[tuple[str, str, str]]:
    """Every shared stretch.

    Args:    originals: the files to compare with; least: the shortest stretch that counts.
    Returns: our file, their file, the stretch.
    """
    from audit.read import read_raw

    theirs = {path.name: letters(path.read_text("utf-8")) for path in originals}
    rows = []
    for path in sorted((ROOT / "fixtures" / "reports").iterdir()):
        ours = letters(read_raw(path).text)
        rows += [(path.name, name, s) for name, text in theirs.items() for s in shared(ours, text, least)]
    return rows


if __name__ == "__main__":
    sys.exit(main())
