"""A dataset as a workbook ready to print on A4: a sheet for it, one for each further table."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from reports.dataset import Dataset
from reports.render import Rendered, Step, silent
from reports.render.xlsx_charts import Charts
from reports.render.xlsx_names import SheetNames
from reports.render.xlsx_page import Page

EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same data give the same bytes
# Whatever begins with = + - @ stays text: a name is never a formula.
OPTIONS: Final[dict[str, Any]] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def render(data: Dataset, step: Step = silent) -> Rendered:
    """Return `data` as XLSX; the heading of a table stays in sight and is printed again."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": data.title, "created": EPOCH.replace(tzinfo=None)})
    names = SheetNames()
    tables = list(_all(data))
    pages = [
        Page(book, book.add_worksheet(names.unique(one.title)), one, data.made_on) for one in tables
    ]
    charts = Charts(book, names)
    step(10)
    told = _Told(step, sum(len(one.rows) for one in tables))
    for page in pages:
        page.head()
        page.table(told.rows)
        page.foot()
        page.charts(charts)
        page.print_setup()
        told.done += len(page.data.rows)
    book.close()
    return Rendered(out.getvalue(), None)


class _Told:
    """Tells how far the rows of all sheets have come."""

    def __init__(self, step: Step, whole: int) -> None:
        self._step, self._whole, self.done = step, max(whole, 1), 0

    def rows(self, written: int) -> None:
        """Take note that so many rows of the present sheet are written."""
        self._step(10 + 80 * (self.done + written) // self._whole)


def _all(data: Dataset) -> Iterator[Dataset]:
    """Yield a dataset and its further tables, each of them with its own."""
    yield data
    for further in data.more:
        yield from _all(further)


__all__ = ["render"]
