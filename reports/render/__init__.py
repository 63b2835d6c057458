"""Renderers: a dataset in, the bytes of a file out."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.dataset import Dataset

Step = Callable[[int], None]  # told the percent that is done; may raise to stop


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    content: bytes
    pages: int | None  # None where the format has none


def silent(_percent: int) -> None:
    """Tell nobody how far the work has come."""


Renderer = Callable[[Dataset, Step], Rendered]
