"""Fill the frame of a kind from a user's Spark columns: the twin of `filling.py`, with text parsed by Spark."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from expectations.arithmetic.kind import Kind
from expectations.errors import ColumnError
from expectations.forms.numbers import FORMS, NULL_WORDS, POWERS
from expectations.forms.parsed import ABSENT, ILLEGIBLE, OK

WHOLE = T.DecimalType(38, 0)
PLACES = 6  # amounts are made whole at this many decimals; more are illegible here
LONGEST = 18  # digits of one figure
_NUMBER = r"^([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?\s*(万亿|千万|百万|亿|万|千|)([%‰]?)$"
_DATE = r"^([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?(?:[ T].*)?$"
_MARKS = {100: "%", 1000: "‰"}


class Sheet:
    """A table that grows columns. What several expressions use gets a column of its own: Spark would otherwise write
    it out at every use, and its generated code would outgrow what Java compiles."""

    def __init__(self, table: DataFrame) -> None:
        """Start from the user's table. Args: table."""
        self.table = table
        self.types = {field.name: field.dataType for field in table.schema.fields}
        self._count = 0

    def keep(self, value: Column) -> Column:
        """Add a column. Args: value. Returns: the reference to it."""
        name = f"__read_{self._count}"
        self._count += 1
        self.table = self.table.withColumn(name, value)
        return F.col(name)

    def text(self, name: str, *, decimals: int | None = None) -> Column:
        """Return a column as trimmed text in ASCII forms.

        Args: name. decimals: how many are printed, where they are said; a float may be read only then.
        Returns: text. Raises: ColumnError: absent, a boolean, or a float that would need a guess.
        """
        if name not in self.types:
            raise ColumnError(f"there is no column {name!r}; there are {', '.join(self.types)}")
        column = F.col(f"`{name}`")
        if isinstance(self.types[name], T.BooleanType):
            raise ColumnError(f"column {name!r} holds booleans, no figures")
        if isinstance(self.types[name], T.FloatType | T.DoubleType):
            if decimals is None:
                raise ColumnError(f"column {name!r} holds floats: pass decimals=, or cast to text, bigint or decimal")
            shown = column.cast(T.DecimalType(38, 10)).cast("string")
            column = F.regexp_replace(F.regexp_replace(shown, r"(\.[0-9]*?)0+$", "$1"), r"\.$", "")
        return self.keep(F.trim(F.translate(column.cast("string"), "".join(FORMS), "".join(FORMS.values()))))


class Figure:
    """A column of figures taken apart: value * 10 ** (power - decimals), a mark, and whether it could be read."""

    def __init__(self, sheet: Sheet, name: str, *, decimals: int | None = None) -> None:
        """Take a column apart. Args: sheet, name, decimals: as in `Sheet.text`. Raises: ColumnError."""
        text = sheet.text(name, decimals=decimals)
        sign, whole, fraction, power, mark = (
            sheet.keep(F.regexp_extract(text, _NUMBER, group)) for group in range(1, 6)
        )
        digits = sheet.keep(F.concat(F.regexp_replace(whole, ",", ""), fraction))
        fits = (digits != "") & (F.length(digits) <= LONGEST) & (F.length(fraction) <= PLACES)
        self.state = sheet.keep(F.when(_absent(text), ABSENT).when(fits, OK).otherwise(ILLEGIBLE))
        read = self.state == OK
        self.value = sheet.keep(F.when(read, F.concat(sign, digits)).otherwise("1").cast(WHOLE))
        self.decimals = sheet.keep(F.when(read, F.length(fraction)).otherwise(0))
        shifts = F.when(F.lit(False), 0)
        for word, shift in POWERS.items():
            shifts = shifts.when(power == word, shift)
        self.power = sheet.keep(shifts.otherwise(0))
        self.mark = mark

    def status(self, illegible: Column) -> Column:
        """Return OK, ABSENT or ILLEGIBLE. Args: illegible: what else makes it so."""
        return F.when((self.state == OK) & illegible, ILLEGIBLE).otherwise(self.state)


def power_of_ten(exponent: Column) -> Column:
    """Return 10 ** exponent, exactly. Args: exponent: 0 to 37. Returns: decimal(38,0)."""
    return F.concat(F.lit("1"), F.repeat(F.lit("0"), exponent.cast("int"))).cast(WHOLE)


def fill(kind: Kind, view: dict[str, Any], table: DataFrame) -> tuple[DataFrame, dict[str, Column], Column]:
    """Make the columns of a kind from a user's table.

    Args: kind. view: from `views.view`. table: the user's.
    Returns: the table (with `__unit`, the scale of its amounts), the frame's columns, the status of each row.
    Raises: ColumnError: a column is absent or would need a guess.
    """
    sheet = Sheet(table)
    columns: dict[str, Column] = {}
    statuses: list[Column] = []
    places = (PLACES + 1 if view["rounded"] else PLACES) if view["amounts"] else 0
    unit = F.lit(10**places).cast(WHOLE)
    for stem, names in view["amounts"].items():
        figures = [Figure(sheet, name) for name in names]
        ends = [_ends(sheet, figure, view["rounded"], places) for figure in figures]
        columns[f"{stem}_lo"] = sheet.keep(reduce(lambda a, b: (a + b).cast(WHOLE), (low for low, _ in ends)))
        columns[f"{stem}_hi"] = sheet.keep(reduce(lambda a, b: (a + b).cast(WHOLE), (high for _, high in ends)))
        statuses += [figure.state for figure in figures]
    for stem, value in view["fixed"].items():
        columns[f"{stem}_lo"] = columns[f"{stem}_hi"] = (unit * F.lit(value).cast(WHOLE)).cast(WHOLE)
    if view["printed"]:
        statuses.append(_printed(kind, view, sheet, columns))
    for name, source in view["whole"].items():
        figure = Figure(sheet, source)
        columns[name] = sheet.keep((figure.value * power_of_ten(figure.power)).cast(WHOLE))
        statuses.append(sheet.keep(figure.status((figure.decimals > 0) | (figure.mark != ""))))
    for name, source in view["days"].items():
        columns[name], status = _day(sheet, source)
        statuses.append(status)
    for name, value in view["constants"].items():
        columns[name] = F.lit(value).cast(WHOLE)
    absent = reduce(or_, (status == ABSENT for status in statuses))
    illegible = reduce(or_, (status == ILLEGIBLE for status in statuses))
    status = F.when(absent, ABSENT).when(illegible, ILLEGIBLE).otherwise(OK)
    return sheet.table.withColumn("__unit", unit), columns, status


def _absent(text: Column) -> Column:
    """Tell whether a cell is empty or holds a null word."""
    return text.isNull() | (text == "") | F.lower(text).isin(sorted(NULL_WORDS))


def _ends(sheet: Sheet, figure: Figure, rounded: bool | str, places: int) -> tuple[Column, Column]:
    """Return the ends of an amount at the common scale."""
    shift = sheet.keep(F.lit(places) + figure.power - figure.decimals)
    value = sheet.keep((figure.value * power_of_ten(shift)).cast(WHOLE))
    if not rounded:
        return value, value
    half = (F.lit(5).cast(WHOLE) * power_of_ten(shift - 1)).cast(WHOLE)
    if rounded != "all":
        half = F.when(figure.power == figure.decimals, F.lit(0).cast(WHOLE)).otherwise(half)
    half = sheet.keep(half)
    return (value - half).cast(WHOLE), (value + half).cast(WHOLE)


def _printed(kind: Kind, view: dict[str, Any], sheet: Sheet, columns: dict[str, Column]) -> Column:
    """Write rep and scale; return the status."""
    decimals = view["decimals"]
    figure = Figure(sheet, view["printed"], decimals=decimals)
    mark = _MARKS.get(view["constants"].get("per", 100), "")
    illegible = (figure.power != 0) | ((figure.mark != "") & (figure.mark != mark))
    rep, places = figure.value, figure.decimals
    if decimals is not None:
        illegible = illegible | (places > decimals)
        rep = sheet.keep((rep * power_of_ten(F.greatest(F.lit(decimals) - places, F.lit(0)))).cast(WHOLE))
        places = F.lit(decimals)
    columns["rep"], columns["scale"] = rep, sheet.keep(power_of_ten(places))
    if "rep_lo" in kind.columns:
        columns["rep_lo"] = columns["rep_hi"] = rep
    return sheet.keep(figure.status(illegible))


def _day(sheet: Sheet, name: str) -> tuple[Column, Column]:
    """Return the day ordinal and the status of a column of dates."""
    text = sheet.text(name)
    part = [sheet.keep(F.regexp_extract(text, _DATE, group)) for group in (1, 2, 3)]
    iso = F.concat_ws("-", part[0], F.lpad(part[1], 2, "0"), F.lpad(part[2], 2, "0"))
    day = sheet.keep(F.to_date(F.try_to_timestamp(F.when(part[0] != "", iso), F.lit("yyyy-MM-dd"))))
    ordinal = F.coalesce(F.datediff(day, F.to_date(F.lit("0001-01-01"))) + 1, F.lit(1)).cast(WHOLE)
    status = F.when(_absent(text), ABSENT).when(day.isNull(), ILLEGIBLE).otherwise(OK)
    return sheet.keep(ordinal), sheet.keep(status)
