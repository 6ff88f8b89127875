"""How the integers of a relation come from its figures: the recipe by which another value of a figure changes them.

A relation carries the integers that its builder made of its figures. Here the recipe is found again: which figures make
which columns, at which scale, with which bands. A recipe counts only where it gives the builder's own integers back,
column by column; a relation that no recipe gives back is left alone, and nothing is claimed about its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.locate.columns import WHOLE, Figures, Interval, Recipe, Stem, columns, interval
from audit.relate.relations import Relation, common

# frame -> stem of its amount columns -> the roles that make it; those without roles are named by the relation itself
_ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "rates": {"num": ("numerator",), "den": ("denominator",)},
    "bases": {"num": ("numerator",), "fitted": (), "declared": ()},
    "changes": {"cur": ("current",), "prev": ("previous", "delta")},
    "sums": {"total": ("total", "plus"), "parts": ("part", "minus")},
    "differences": {"cur": ("current", "later"), "prev": ("previous", "earlier"), "delta": ("delta",)},
    "orders": {"big": ("earlier",), "small": ("later",)},
    "repeats": {"a": ("announced",), "b": ("item",)},
    "contradictions": {"exact": (), "hedged": ()},
    "granularity": {"den": ("denominator",)},
    "back_changes": {"cur": ("current",)},
    "bounds": {},
    "enumerations": {"announced": ("announced",)},
}
# How a figure becomes an interval. band: as `scaled` has it; exact: the printed value; half: half a unit of its last
# digit on either side; slack: of a difference of printed rates, whose three prints are rounded; less, plus: the
# previous value, which is the current one less or plus the change that is printed.
_MODES = {
    "differences": ("band", "exact"), "sums": ("band", "half", "exact"), "changes": ("band", "less", "plus"),
    "granularity": ("band", "exact"), "back_changes": ("exact",),
}  # fmt: skip


def recipe_of(relation: Relation, f: Figures) -> Recipe | None:
    """Find how a relation's integers are made.

    Args:    relation: as its builder left it; f: the figures of its document.
    Returns: a recipe that gives `relation.values` back exactly, or None where there is none.
    """
    frame, values = relation.frame, relation.values
    if frame == "marks" and relation.check == "SUM103":
        frame, values = "sums", relation.data["sum"]
    if frame not in _ROLES or not relation.members:
        return None
    for made in _guesses(frame, values, relation, f):
        if columns(made, f) == {name: [value] for name, value in values.items()}:
            return _implied(relation, f) or made
    return None


def _implied(relation: Relation, f: Figures) -> Recipe | None:
    """The change that an order stands for: a figure cannot have risen by more than it is, so its rate was not asked."""
    by_role = dict(relation.members)
    if (relation.kind, relation.frame) != ("year_on_year", "orders") or len(by_role) != 3:
        return None
    cur, delta, rep = by_role["earlier"], by_role["later"], by_role["reported"]
    if f.hedge[rep]:
        return None
    stems = {"cur": Stem((cur,)), "prev": Stem((delta,), 1, "less")}
    return Recipe("changes", common(f, cur, delta), stems, {"per": 100, "sign": 1}, rep)


def _guesses(frame: str, values: Mapping[str, int], relation: Relation, f: Figures) -> Iterator[Recipe]:
    """Yield the recipes that builders use, likeliest first."""
    groups = _groups(frame, relation)
    held = [i for ids in groups.values() for i in ids]
    rep = next((i for role, i in relation.members if role == "reported"), -1) if "rep" in values else -1
    amounts = {column for name in groups for column in _names(values, name)}
    fixed = {name: value for name, value in values.items() if name not in amounts}
    taken = {"net": ("minus", "total"), "complement": ("numerator", "num")}.get(relation.note, ("", ""))
    minus = tuple(i for role, i in relation.members if role == taken[0])
    for print_, per_unit in _prints(values, rep, f):
        rest = {k: v for k, v in fixed.items() if print_ < 0 or k not in ("rep", "rep_lo", "rep_hi", "scale")}
        for dec in _scales(f, held, rep, frame in WHOLE):
            for mode in _MODES.get(frame, ("band",)):
                stems: dict[str, Stem] = {}
                for name, ids in groups.items():
                    less = minus if name == taken[1] else ()
                    stem = _stem(f, _ends(values, name), ids, dec, _mode(frame, name, mode, taken[1]), less)
                    if stem is not None and per_unit and name == "den":
                        whole, left = divmod(stem.factor, f.step[rep])
                        stem = None if left else replace(stem, factor=whole)
                    if stem is None:
                        break
                    stems[name] = stem
                else:
                    yield Recipe(frame, dec, stems, rest, print_, per_unit)


def _groups(frame: str, relation: Relation) -> dict[str, list[int]]:
    """stem -> the figures that make it."""
    groups = {stem: [i for role, i in relation.members if role in roles] for stem, roles in _ROLES[frame].items()}
    if frame == "contradictions":
        groups = {"exact": [i for _, i in relation.members if i != relation.about], "hedged": [relation.about]}
    elif frame == "bases":
        groups["num"] = [i for role, i in relation.members if role == "numerator"]
        groups["fitted"], groups["declared"] = [relation.data["fitted"]], [relation.data["declared"]]
    elif relation.note == "net":  # what came in less what went out is the net
        groups = {
            "total": [i for role, i in relation.members if role != "total"],
            "parts": [i for role, i in relation.members if role == "total"],
        }
    elif relation.note == "complement":  # what is left of the base, over the base
        groups["num"] = [*groups["den"], *groups["num"]]
    elif frame == "repeats":
        groups = {stem: ids[:1] for stem, ids in groups.items()}
    return groups


def _names(values: Mapping[str, int], stem: str) -> tuple[str, ...]:
    return (stem,) if stem in values else (f"{stem}_lo", f"{stem}_hi")


def _ends(values: Mapping[str, int], stem: str) -> Interval:
    names = _names(values, stem)
    return values[names[0]], values[names[-1]]


def _mode(frame: str, name: str, mode: str, taken: str) -> str:
    if mode in ("less", "plus"):
        return mode if name == "prev" else "band"
    slack = mode == "exact" and ((frame == "differences" and name == "delta") or (taken, name) == ("total", "parts"))
    return "slack" if slack else mode


def _scales(f: Figures, held: Sequence[int], rep: int, whole: bool) -> list[int]:
    """The decimal scales that builders choose, likeliest first."""
    if whole or not held:
        return [0]
    options = [common(f, *held), max(f.dec[i] for i in held), max(f.dec[i] for i in held) + 1]
    if rep >= 0:
        options.insert(1, common(f, *held, rep))
    return list(dict.fromkeys(options))


def _prints(values: Mapping[str, int], rep: int, f: Figures) -> Iterator[tuple[int, bool]]:
    """Yield (figure or -1, whether it is a mean printed in units of its own) for the print of a relation."""
    if rep >= 0 and not f.hedge[rep] and values.get("rep_lo", values["rep"]) == values.get("rep_hi", values["rep"]):
        yield rep, False
        if f.step[rep] > 1:
            yield rep, True
    yield -1, False


def _stem(
    f: Figures, ends: Interval, ids: Sequence[int], dec: int, mode: str, less: tuple[int, ...] = ()
) -> Stem | None:
    """The stem whose interval is `ends`, its factor found by division; None where no whole factor gives it."""
    if not ids:
        return Stem((), 1, mode, ends)
    if mode in ("less", "plus", "slack"):
        return Stem(tuple(ids), 1, mode)
    stem = Stem(tuple(ids), 1, mode, (0, 0), less)
    for mine, theirs in zip(interval(f, stem, ids, dec), ends, strict=True):
        if mine:
            factor, left = divmod(theirs, mine)
            return replace(stem, factor=factor) if not left and factor > 0 else None
    return stem if ends == (0, 0) else None
