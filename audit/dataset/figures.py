"""The figures of a report as tracing and making see them: value, year, and the words that say what each one counts."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from fractions import Fraction

from audit.model import Parsed
from audit.parse import indicators

_TAG = re.compile(r"<[^<>]{0,400}>")
_STOP = re.compile(r"[，。；：、,;:（）()“”\"\n\r|\t！？]|[.．](?![0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AFTER = 90  # characters of the source that are looked at behind a figure; markup may be among them
_LEADS = 5  # figures of its sentence before one whose words may say what it is about
_LEAD = 40  # characters before a figure that are looked at
_CLAUSE = re.compile(r"[，,；;：:、]")
_END = re.compile(r"[。！？\n\r]|[.．](?![0-9])")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure that a report states.

    `value`: exact, base units; None of a fraction. `step`: of the last printed digit, 0 an exact count. `low`, `high`:
    bounds of a hedged one, None where open; both equal to `value` where nothing hedges. `words`: its label and what
    follows it; `before`: words earlier in its sentence, the nearest first. `indicator`: its canonical name, or "".
    """

    index: int
    start: int
    end: int
    text: str
    value: Fraction
    step: Fraction
    low: Fraction | None
    high: Fraction | None
    unit: str
    percent: bool
    hedge: str
    decimals: int
    label: str
    period: str
    year: int | None
    section: str
    words: str
    before: tuple[str, ...]
    indicator: str = ""
    score: float = 0.0


@dataclass(slots=True)
class Report:
    """One report with what it states."""

    parsed: Parsed
    stated: list[Stated] = field(default_factory=list)


def report_of(parsed: Parsed) -> Report:
    """Take the figures of one report.

    Args:    parsed: the report, as the pipeline parses it.
    Returns: its figures in order of the text; levels and ranks are none, a fraction such as 三分之二 is left out.
    """
    out = Report(parsed)
    f = parsed.figures
    source, markup = parsed.source, parsed.format == "html"
    leads: dict[int, list[str]] = {}  # by sentence
    last = 0
    for i in range(len(f["start"])):
        sentence = f["sentence"][i]
        earlier = leads.setdefault(sentence, [])
        lead = _lead(source[max(last, f["start"][i] - _LEAD * (4 if markup else 1)) : f["start"][i]], markup)
        last = f["end"][i]
        earlier.append(lead)
        value = f["value"][i]
        if "/" in str(value):
            continue
        stop = f["start"][i + 1] if i + 1 < len(f["start"]) else len(source)
        tail = _tail(source[f["end"][i] : min(stop, f["end"][i] + _AFTER)], markup)
        before = tuple(reversed(earlier[-_LEADS:]))
        percent = f["kind"][i] in ("percent", "percentage_point")
        period = f["period"][i] or ""
        m = _YEAR.findall(period)
        words = f"{f['label'][i]} {_CLAUSE.split(lead)[-1][-16:]} {tail}"
        if f["cell"][i] is not None:
            before = ()
        points = f["kind"][i] == "percentage_point"
        match = None if points else indicators.of_words(words, before, f["section"][i], f["unit"][i], percent)
        exact = Fraction(value)
        hedged = bool(f["hedge"][i])
        out.stated.append(
            Stated(
                i,
                f["start"][i],
                f["end"][i],
                " ".join(f["text"][i].split()),
                exact,
                Fraction(f["step"][i], 10 ** f["dec"][i]),
                _bound(f["low"][i]) if hedged else exact,
                _bound(f["high"][i]) if hedged else exact,
                f["unit"][i],
                percent,
                f["hedge"][i],
                f["decimals"][i],
                f["label"][i],
                period,
                int(m[-1]) if m else parsed.year,
                f["section"][i],
                words,
                before,
                match.name if match else "",
                match.score if match else 0.0,
            )
        )
    return out


def _bound(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _lead(text: str, markup: bool) -> str:
    """The words before a figure, from the figure or the sentence before it on."""
    if markup:
        text = html.unescape(_TAG.sub("", text)).split(">")[-1]
    return _END.split(text)[-1].strip()[-_LEAD:]


def _tail(text: str, markup: bool) -> str:
    """The words that follow a figure up to the next mark: 36件法律援助案件，…"""
    if markup:
        text = html.unescape(_TAG.sub("", text)).split("<")[0]
    return _STOP.split(text, maxsplit=1)[0].strip()[:16]
