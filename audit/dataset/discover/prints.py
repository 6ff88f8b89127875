"""Does a quotient print as a rate states it? Exact and vectorised."""

from __future__ import annotations

import numpy as np

ROOM = 2**61


def prints(
    num: np.ndarray, den: np.ndarray, rep: np.ndarray, dec: np.ndarray, per: int, step: np.ndarray | int = 1
) -> np.ndarray:
    """Does per * num / den round to rep / 10**dec, halves away from zero or to the even digit?

    Args:
        num, den: integers at one scale; den is positive where it matters. rep, dec: as printed.
        step: of the last printed digit: 3.25 under a head in 万 is 32500 in steps of 100.
    Returns: bool a row; False where den is not positive.
    """
    step = np.maximum(step, 1)
    if (step > 1).any():
        den, rep = den * step, rep // step
    times = per * 10 ** int(dec.max(initial=0))
    if max(_top(num) * times, (_top(rep) + 1) * _top(den)) >= ROOM // 2:
        num, den, rep = (x.astype(object) for x in (num, den, rep))
        power = np.array([per * 10 ** int(d) for d in dec], dtype=object)
    else:
        power = per * 10**dec
    n = power * num
    twice = 2 * abs(n) - 2 * abs(rep) * den
    same_side = (rep == 0) | ((n < 0) == (rep < 0))
    inside = (-den <= twice) & (twice <= den)
    tie_ok = (abs(twice) != den) | (twice == -den) | (rep % 2 == 0)
    return np.array(same_side & inside & tie_ok & (den > 0), dtype=bool)


def prints_banded(
    num: np.ndarray, den: np.ndarray, num_width: np.ndarray, den_width: np.ndarray, rep: np.ndarray, dec: np.ndarray,
    per: int, step: np.ndarray | int = 1,
) -> np.ndarray:  # fmt: skip
    """As `prints`, where numerator and denominator are rounded prints themselves: do the bands meet?

    Returns: bool a row; edges count as met, as either end may be the value.
    """
    kinds = [np.asarray(x, dtype=object) for x in (num, den, num_width, den_width, rep)]
    n, d, nw, dw, r = kinds
    power = np.array([per * 10 ** int(x) for x in dec], dtype=object)
    flip = np.where(n < 0, -1, 1).astype(object)
    n, r = n * flip, r * flip
    s = np.maximum(step, 1)
    low = 2 * power * (2 * n - nw) <= (2 * r + s) * (2 * d + dw)
    high = 2 * power * (2 * n + nw) >= (2 * r - s) * (2 * d - dw)
    return np.array(low & high & (2 * d - dw > 0), dtype=bool)


def _top(x: np.ndarray) -> int:
    return int(np.abs(x).max(initial=0))
