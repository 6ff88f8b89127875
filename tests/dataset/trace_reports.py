"""Two short reports of places that do not exist, and a table of their figures, for the tests of tracing and making."""

from __future__ import annotations

from pathlib import Path

CEDAR = """柏溪县人民政府2023年度法治政府建设情况报告

一、主要举措和成效

（一）行政复议与应诉。全年收到行政复议申请86件，受理81件，审结74件。全年发生一审行政诉讼案件60件，败诉3件，败诉率5.0%。
（二）化解矛盾纠纷。排查各类矛盾纠纷1302件，调处成功1268件，调解成功率97.4%。
（三）政务服务。受理行政许可事项15342件，办结15298件。网上办件2.31万件，公开政府信息3620条，同比下降5.2%。
（四）普法。培育“法律明白人”420余人，罚款12.5万元。
"""
MOSS = """苔原县人民政府2023年度法治政府建设情况报告

一、主要举措和成效

（一）行政复议与应诉。全年收到行政复议申请45件，受理40件，审结38件。全年发生一审行政诉讼案件33件，败诉2件，败诉率6.06%。
（二）化解矛盾纠纷。排查各类矛盾纠纷877件，调处成功850件，调解成功率96.92%。
"""
OTHER = "苔原县人民政府2022年度法治政府建设情况报告\n\n全年收到行政复议申请51件，受理47件，审结44件。\n"


def reports(folder: Path, **more: str) -> list[str]:
    """Write the reports; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, text in {"cedar": CEDAR, "moss": MOSS, **more}.items():
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        out.append(str(path))
    return out


def parsed(folder: Path, **more: str) -> list:
    """The reports, parsed."""
    from audit.pipeline import parse

    return [parse(path) for path in reports(folder, **more)]


def table(folder: Path, text: str, name: str = "data.csv") -> list:
    """A dataset out of its text."""
    from audit.dataset.read import read_tables

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return read_tables(path)
