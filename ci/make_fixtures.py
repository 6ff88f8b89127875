"""Build fixtures/reports and fixtures/gold from fixtures/source.

    python ci/make_fixtures.py            write them
    python ci/make_fixtures.py --check    say what differs from what is there; exit 1 where anything does

The same source gives the same bytes. `luzhai.txt.marked` becomes `reports/luzhai.txt`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIXTURES = HERE.parent / "fixtures"
sys.path[:0] = [str(HERE), str(HERE.parent)]

from fixture_docx import write_docx  # noqa: E402
from fixture_marks import Mark, figure, unmark  # noqa: E402
from fixture_ties import read_ties  # noqa: E402


def make(source: Path, target: Path) -> list[Path]:
    """Write reports and gold.

    Args:    source: the folder of marked reports; target: the folder that gets `reports` and `gold`.
    Returns: the files, sorted.
    """
    reports, gold = target / "reports", target / "gold"
    reports.mkdir(parents=True, exist_ok=True)
    gold.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    places: dict[str, dict] = {}
    figures: list[dict] = []
    for marked in sorted(source.glob("*.marked")):
        file = reports / marked.stem
        report = file.stem
        text = marked.read_text("utf-8")
        clean, marks = unmark(text)
        if file.suffix == ".docx":
            write_docx(text, file)
            clean, marks = _in_document(clean, marks, file)
        else:
            file.write_bytes(clean.encode())
        written.append(file)
        figures += _figures(report, clean, marks, places)
    relations, flags = [], []
    for ties in sorted(source.glob("*.ties"), key=lambda p: (p.stem == "cross", p)):
        more, raised = read_ties(ties.read_text("utf-8").splitlines(), ties.stem, places)
        relations += more
        flags += raised
    for name, rows in (("figures", figures), ("relations", relations), ("flags", flags)):
        file = gold / f"{name}.jsonl"
        file.write_bytes("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode())
        written.append(file)
    return sorted(written)


def _figures(report: str, text: str, marks: list[Mark], places: dict[str, dict]) -> list[dict]:
    rows = []
    for mark in marks:
        place = {"id": None, "key": mark.key, "report": report, "start": mark.start, "end": mark.end, "text": mark.text}
        if mark.kind != "span":
            place["id"] = f"{report}-F{len(rows) + 1:03d}"
            before = text[mark.start - 1 : mark.start]
            place |= figure(mark, before) | {"context": text[max(0, mark.start - 14) : mark.end + 8]}
            rows.append(place)
        if mark.key:
            places[f"{report}:{mark.key}"] = place
    return rows


def _in_document(clean: str, marks: list[Mark], file: Path) -> tuple[str, list[Mark]]:
    """Marks with positions in the extracted text of a Word document, which is what findings point into.

    The letters of both are the same, in the same order; what stands between cells and before headings is not.
    """
    from audit.read import read_raw

    extracted = read_raw(file).source
    ours = [i for i, c in enumerate(clean) if _letter(clean, i, c)]
    theirs = [i for i, c in enumerate(extracted) if not c.isspace() and c != "|"]
    if "".join(clean[i] for i in ours) != "".join(extracted[i] for i in theirs):
        raise ValueError(f"{file.name}: the extracted text differs from the source")
    at = dict(zip(ours, theirs, strict=True))
    moved = []
    for m in marks:
        inside = [at[i] for i in range(m.start, m.end) if i in at]
        start, end = inside[0], inside[-1] + 1
        moved.append(Mark(m.key, m.kind, start, end, extracted[start:end], m.unit))
    return extracted, moved


def _letter(text: str, i: int, c: str) -> bool:
    if c.isspace() or c == "|":
        return False
    begins = text.rfind("\n", 0, i) + 1
    return not (c == "#" and not text[begins:i].strip("# ")) and not (c == "=" and text[begins:i] == "|")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the files differ")
    if not parser.parse_args().check:
        for file in make(FIXTURES / "source", FIXTURES):
            print(file.relative_to(FIXTURES.parent), file.stat().st_size)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        differ = []
        for file in make(FIXTURES / "source", Path(folder)):
            there = FIXTURES / file.relative_to(folder)
            if not there.is_file() or there.read_bytes() != file.read_bytes():
                differ.append(there)
    for file in differ:
        print(f"differs from its source: {file}", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
