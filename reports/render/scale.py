"""The axis of a chart: round numbers that cover all values, zero among them."""

from collections.abc import Iterable
from math import floor, log10
from typing import Final

TICKS: Final = 5  # about so many steps
STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(values: Iterable[float]) -> list[float]:
    """Return the marks of an axis from below the least value, or 0, to above the greatest."""
    known = [*values, 0.0]
    low, high = min(known), max(known)
    if low == high:
        high = low + 1
    rough = (high - low) / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * one for one in STEPS if power * one >= rough * 0.999)
    first = floor(low / step + 1e-9)
    found: list[float] = []
    number = first
    while not found or found[-1] < high - step * 1e-9:
        found.append(round(number * step, 10))
        number += 1
    return found


def words(value: float) -> str:
    """Return a number of a chart in print: whole where it is, else with up to two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
