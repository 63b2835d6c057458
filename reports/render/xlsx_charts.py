"""The pictures of a dataset as charts of the workbook, over numbers that stand in cells."""

from typing import Any, Final

from flask_babel import gettext
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.dataset import Form, Picture
from reports.render.xlsx_names import SheetNames

WIDTH, HEIGHT = 760, 300  # pixels
ROWS: Final = HEIGHT // 20 + 2  # rows of a sheet that a chart covers, and a free one
TYPES: Final[dict[Form, dict[str, str]]] = {
    Form.bars: {"type": "column"},
    Form.stacked: {"type": "column", "subtype": "stacked"},
    Form.lines: {"type": "line"},
}
COLOURS: Final = ("#1F5FA8", "#B35C00", "#2E7D4F", "#667382", "#8A3B78", "#1D2733")
PATTERNS: Final = (None, "wide_upward_diagonal", "narrow_horizontal", None, "trellis", "shingle")
MARKERS: Final = ("circle", "square", "triangle", "diamond", "x", "star")
DASHES: Final = ("solid", "dash", "round_dot", "long_dash_dot", "long_dash", "square_dot")


class Charts:
    """The charts of a workbook; their numbers are on a sheet at its end, made when needed."""

    def __init__(self, book: Workbook, names: SheetNames) -> None:
        self.book, self.names = book, names
        self.sheet: Worksheet | None = None
        self.name = ""
        self.line = 0

    def put(self, page: Worksheet, line: int, picture: Picture) -> int:
        """Put `picture` on `page` at `line`; return the line below it."""
        top = self._numbers(picture)
        chart: Any = self.book.add_chart(dict(TYPES[picture.form]))
        last = top + len(picture.labels)
        for number in range(len(picture.series)):
            column = number + 1
            chart.add_series(
                {
                    "name": [self.name, top, column],
                    "categories": [self.name, top + 1, 0, last, 0],
                    "values": [self.name, top + 1, column, last, column],
                    **_look(picture.form, number),
                    **({"data_labels": {"value": True}} if self._labelled(picture) else {}),
                }
            )

        chart.set_title({"name": picture.title, "name_font": {"size": 11}, "overlay": False})
        chart.set_y_axis(
            {
                "name": picture.unit,
                "major_gridlines": {"visible": True, "line": {"color": "#DFE5EC"}},
            }
        )
        chart.set_legend({"none": True} if len(picture.series) < 2 else {"position": "bottom"})
        chart.show_blanks_as("gap")
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        page.insert_chart(line, 0, chart, {"description": picture.title})
        return line + ROWS

    @staticmethod
    def _labelled(picture: Picture) -> bool:
        return len(picture.labels) * len(picture.series) <= 24

    def _numbers(self, picture: Picture) -> int:
        """Write the numbers of a picture; return the line of their heading."""
        if self.sheet is None:
            self.name = self.names.unique(gettext("Numbers of the pictures"))
            self.sheet = self.book.add_worksheet(self.name)
            self.sheet.set_column(0, 0, 36)
            self.sheet.set_column(1, 12, 16)
        bold = self.book.add_format({"bold": True, "text_wrap": True, "font_name": "Arial"})
        usual = self.book.add_format({"font_name": "Arial", "font_size": 9})
        self.sheet.write_string(self.line, 0, picture.title, bold)
        top = self.line + 1
        self.sheet.write_string(top, 0, picture.unit, bold)
        for column, one in enumerate(picture.series, 1):
            self.sheet.write_string(top, column, one.name, bold)
            for row, value in enumerate(one.values, top + 1):
                if value is not None:
                    self.sheet.write_number(row, column, value, usual)
        for row, label in enumerate(picture.labels, top + 1):
            self.sheet.write_string(row, 0, label, usual)
        self.line = top + len(picture.labels) + 2
        return top


def _look(form: Form, number: int) -> dict[str, Any]:
    """Return how a series looks: told apart without its colour as well."""
    at = number % len(COLOURS)
    colour = COLOURS[at]
    if form is Form.lines:
        marker = {
            "type": MARKERS[at],
            "size": 6,
            "fill": {"color": colour},
            "border": {"color": colour},
        }
        line = {"color": colour, "width": 1.75, "dash_type": DASHES[at]}
        return {"line": line, "marker": marker}
    border = {"border": {"color": colour}, "gap": 60}
    if pattern := PATTERNS[at]:
        return border | {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}}
    return border | {"fill": {"color": colour if at == 0 else "#C9D0D8"}}
