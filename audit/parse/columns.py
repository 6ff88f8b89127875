"""What a scan yields, as columns: the figures of a document, the ledger of its other numerals, its date parts."""

from __future__ import annotations

from dataclasses import dataclass, field

# Why a numeral is no figure; the reasons that the ledger knows.
REASONS = {
    "year": "2023年, 2021—2025年, a year that heads a row or column",
    "date": "3月1日, 1—6月, 2023.12.25, 三季度",
    "time": "9:30, 9时30分",
    "period": "三年行动, 五年来",
    "plan period": "十四五, 三年行动计划 in digits",
    "ordinal": "第三批, 十届四次会议",
    "list number": "一、 （二） 3. 一是",
    "row number": "the column 序号 of a table",
    "row label": "a numeral in the words of a header or a label cell",
    "document number": "〔2023〕54号, 3号楼",
    "identifier": "000014349/2024-351576, a telephone number, a run of more than forty digits",
    "title": "inside 《》",
    "quoted name": "inside short quotation marks: “321”机制",
    "name": "三重一大, PM2.5, 1+3, G65, 7×24小时",
    "number in a name": "12345热线, 626小河沿",
    "level": "三级, 一审, 十九届",
    "ratio": "1:1.1, one number set against another",
    "rate base": "每千人, 每10万人: what a rate is counted on",
    "indefinite": "一批, 数十, 两三个",
    "idiom": "一律, 十分, 百姓",
    "unit": "单位：万元, 亿元以上项目: a multiplier without a number",
    "bare number": "a number without unit that states no value",
    "metadata": "inside the metadata block",
}


@dataclass(slots=True)
class Figures:
    """Columns of one document's figures; row i of each list is one figure. Positions are in the normalised text.

    The exact value is num / 10**dec in base units (万/亿 applied; a percentage as printed). `step` is the value of the
    last printed digit at the same scale where the print is a rounded amount (47.84万 -> 100, 3.2 -> 1), else 0: an
    exact count. low and high bound a hedged figure at the same scale; None is an open end. `fraction` holds (numerator,
    denominator) of a figure such as 三分之二, whose num is the numerator; `upper` the second end of a range.
    """

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    num: list[int] = field(default_factory=list)
    dec: list[int] = field(default_factory=list)
    low: list[int | None] = field(default_factory=list)
    high: list[int | None] = field(default_factory=list)
    step: list[int] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)  # decimals as printed
    unit: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    hedge: list[str] = field(default_factory=list)  # codes joined by "+", "" where there is none
    cell: list[tuple[int, int, int] | None] = field(default_factory=list)  # (table, row, col)
    fraction: dict[int, tuple[int, int]] = field(default_factory=dict)
    upper: dict[int, int] = field(default_factory=dict)  # second end of a range 3—5件, at the same scale

    def __len__(self) -> int:
        return len(self.start)


@dataclass(slots=True)
class Ledger:
    """Every numeral that is no figure, with the reason (one of REASONS), in the order of the text."""

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """What one pass over a text yields. `dates`: (start, end, part, number) with part in year, month, day."""

    figures: Figures
    ledger: Ledger
    dates: list[tuple[int, int, str, int]]
