"""The result of an expectation: counts, a sample of what breaks, and success only where something was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.forms.base import FrameExpectation
    from expectations.forms.judgement import Judgement

SAMPLE = 20


def summarise(expectation: FrameExpectation, judgement: Judgement, result_format: Any) -> dict[str, Any]:
    """Make Great Expectations' result.

    Args:
        expectation: whose rows. judgement: of the batch.
        result_format: COMPLETE adds the index of every reported row and the verdicts in columns (`outcomes`, pandas).
    Returns: {"success", "result"}; result holds element_count, unexpected_count, undetermined_count, left_count,
        ties / breaks / undetermined by how, a partial list with the arithmetic, and a reason where nothing broke
        and it failed all the same.
    """
    level, limit = _level(result_format)
    scope = expectation.scope()
    counts = judgement.counts(scope)
    total = sum(counts.values())
    unexpected = sum(n for (verdict, how), n in counts.items() if scope.reports(verdict, how))
    undetermined = sum(n for (verdict, _), n in counts.items() if verdict == "undetermined")
    reason = _reason(expectation, total, undetermined)
    result: dict[str, Any] = {
        "element_count": total,
        "unexpected_count": unexpected,
        "unexpected_percent": 100 * unexpected / total if total else 0.0,
        "undetermined_count": undetermined,
        "left_count": sum(n for (verdict, how), n in counts.items() if verdict == "breaks" and how in scope.leaves),
        **{verdict: _by_how(counts, verdict) for verdict in ("ties", "breaks", "undetermined")},
        "observed_value": f"{unexpected} of {total} break" + (f", {undetermined} undetermined" if undetermined else ""),
    }
    if reason and not unexpected:
        result["reason"] = reason
        result["observed_value"] += f": {reason}"
    if level in ("BASIC", "SUMMARY", "COMPLETE") and limit:
        examples = judgement.examples(scope, limit) if unexpected else []
        result["partial_unexpected_list"] = examples
        result["partial_unexpected_index_list"] = [row["index"] for row in examples]
        result["partial_undetermined_list"] = judgement.undetermined(scope, limit) if undetermined else []
    if level == "COMPLETE":
        result["unexpected_index_list"] = judgement.index(scope)
        outcomes = judgement.outcomes(scope, reported_only=bool(expectation.also_for))
        if outcomes is not None:
            result["outcomes"] = outcomes
    return {"success": not unexpected and not reason, "result": result}


def _reason(expectation: FrameExpectation, total: int, undetermined: int) -> str:
    """Say why an expectation fails although nothing breaks."""
    if not total:
        return "" if expectation.allow_empty else "no row was judged; pass allow_empty=True if that is expected"
    if undetermined == total and not expectation.allow_empty:
        return "no row could be judged: every one is undetermined"
    if undetermined and not expectation.allow_undetermined:
        return f"{undetermined} rows are undetermined"
    return ""


def _by_how(counts: Any, verdict: str) -> dict[str, int]:
    """Return the counts of one verdict by how, in a fixed order."""
    return {how: n for (found, how), n in sorted(counts.items()) if found == verdict}


def _level(result_format: Any) -> tuple[str, int]:
    """Return the level of detail and how many examples."""
    if isinstance(result_format, dict):
        level = result_format.get("result_format", "BASIC")
        limit = result_format.get("partial_unexpected_count", SAMPLE)
    else:
        level, limit = result_format or "BASIC", SAMPLE
    return str(getattr(level, "value", level)), int(limit)
