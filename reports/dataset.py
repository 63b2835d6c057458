"""What a report is made of: frozen primitives, so that no renderer ever meets a database row."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

Cell = str | int | float | None
MAX_TEXT = 600  # characters: a cell taller than a page would be shrunk out of sight


class Layout(StrEnum):
    """How the paper lies."""

    portrait = auto()
    landscape = auto()


class Kind(StrEnum):
    """What the cells of a column hold."""

    text = auto()
    number = auto()  # whole as it is, a float with two decimals
    percent = auto()  # one decimal


class Tone(StrEnum):
    """How a cell stands out; a letter or a word in it always says the same."""

    plain = auto()
    off = auto()  # nothing to be expected here: a day without lessons
    alert = auto()  # needs attention: an absence, a lesson not recorded
    strong = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column; neighbours with the same `group` share a heading above their own."""

    title: str
    width: float  # millimetres on paper
    kind: Kind = Kind.text
    centred: bool = False
    group: str = ""
    tone: Tone = Tone.plain


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell and a tone for every column; a line break in a text starts a new line."""

    cells: tuple[Cell, ...]
    tones: tuple[Tone, ...] = ()
    of_shares: bool = False  # its numbers are shares in percent, whatever its columns hold

    def kind(self, column: Column) -> Kind:
        """Return what the cell in `column` holds."""
        return Kind.percent if self.of_shares and column.kind is Kind.number else column.kind

    def tone(self, index: int) -> Tone:
        """Return the tone of the cell at `index`."""
        return self.tones[index] if self.tones else Tone.plain


@dataclass(frozen=True, slots=True)
class Fact:
    """A line under the title: «Group: ИС-21»."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: whose, what the signature says, and the name in clear."""

    role: str  # key, as the report declares it
    position: str
    deed: str
    name: str
    signed_on: str = ""  # the day, where it is known already; else a place for it


class Form(StrEnum):
    """How a picture shows its numbers."""

    bars = auto()  # series side by side
    stacked = auto()  # series one above the other
    lines = auto()  # over time


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers of a picture, one for each label; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; what it shows stands in a table as well, for who cannot look."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    form: Form = Form.bars
    unit: str = ""  # «%»

    def __post_init__(self) -> None:
        if any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError(
                f"a series of {self.title!r} does not fit its {len(self.labels)} labels"
            )


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that a renderer knows of a report."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...] = ()
    totals: tuple[Row, ...] = ()
    legend: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    organisation: str = ""
    made_on: str = ""  # a line at the foot of each page: when and by whom
    layout: Layout = Layout.portrait
    pictures: tuple[Picture, ...] = ()  # between the facts and the table
    # Further tables, each with a title, facts, pictures and notes of its own: a sheet each in XLSX.
    more: tuple["Dataset", ...] = ()
    new_page: bool = False  # of a further table: it begins a page

    def __post_init__(self) -> None:
        width = len(self.columns)
        for row in (*self.rows, *self.totals):
            if len(row.cells) != width or len(row.tones) not in (0, width):
                raise ValueError(f"a row of {self.title!r} does not fit its {width} columns")

    def headings(self) -> Iterator[tuple[str, int, int]]:
        """Yield (heading, first column, count of columns) of the upper heading line."""
        start = 0
        while start < len(self.columns):
            group, end = self.columns[start].group, start + 1
            while group and end < len(self.columns) and self.columns[end].group == group:
                end += 1
            yield group, start, end - start
            start = end


def capped(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` with at most `limit` characters, an ellipsis for what was cut off."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
