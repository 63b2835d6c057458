"""Renderers: a dataset in, the bytes of a file out.

They are loaded when first used: 28 MB and a second that a web process never needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from reports.dataset import Dataset

Step = Callable[[int], None]  # told the percent that is done; may raise to stop


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    content: bytes
    pages: int | None  # None where the format has none


def silent(_percent: int) -> None:
    """Tell nobody how far the work has come."""


class Drawn(Protocol):
    """What a report that draws itself has read, and how it becomes a PDF."""

    def pdf(self, step: Step) -> Rendered:
        """Return the pages; nothing is read from the database any more."""


Renderer = Callable[[Dataset, Step], Rendered]

FORMATS = ("pdf", "xlsx")


def renderer(format: str) -> Renderer:
    """Return the renderer of one of FORMATS."""
    render: Renderer = import_module(f"{__name__}.{format}").render
    return render


def load_all() -> None:
    """Load every renderer now: a worker does so once, before its processes fork."""
    for format in FORMATS:
        renderer(format)
