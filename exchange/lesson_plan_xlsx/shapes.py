"""What a sheet with a lesson plan is read into: columns, rows, and what became of every row."""

from dataclasses import dataclass, field
from enum import StrEnum, auto
from fractions import Fraction

from domain.enums import LessonKind, PlanRow

Grid = tuple[tuple[str, ...], ...]  # the cells of a sheet as text, from its first row


class Field(StrEnum):
    """What a column holds."""

    skip = auto()
    number = auto()
    title = auto()  # type: ignore[assignment]  # the word that people use
    total = auto()  # hours whose kind the row tells
    theory = auto()
    practice = auto()  # practice, or labs and practice together
    lab = auto()
    kind = auto()
    equipment = auto()
    homework = auto()
    self_study = auto()
    self_hours = auto()
    tasks = auto()
    task_kind = auto()
    competences = auto()
    level = auto()  # of mastery


PARTS = (Field.theory, Field.practice, Field.lab)
HOURS = (Field.total, *PARTS)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows whose columns hold the same: page breaks of a document shift columns."""

    first: int  # number of the row as a spreadsheet shows it
    last: int
    columns: tuple[Field, ...]

    def columns_of(self, sought: Field) -> list[int]:
        """Return the columns that hold `sought`, from the left."""
        return [at for at, one in enumerate(self.columns) if one is sought]


class Fate(StrEnum):
    """What became of a row of the sheet."""

    lesson = auto()  # a lesson begins
    joined = auto()  # goes on with the lesson before
    heading = auto()  # a section or a theme
    header = auto()  # names of columns
    totals = auto()
    outside = auto()  # before or after the table
    blank = auto()
    unread = auto()


class Why(StrEnum):
    """Why a row, or a cell of it, was not read."""

    nothing_known = auto()  # no number, no hours, no lesson before
    hours_unclear = auto()  # what stands in a column of hours is no whole number
    hours_without_lesson = auto()


@dataclass(frozen=True, slots=True)
class RowRead:
    """The account of one row of the sheet."""

    row: int
    fate: Fate
    why: Why | None = None
    text: str = ""  # what stands there, where it was not read


@dataclass(slots=True)
class NumberRead:
    """A numbered line of a lesson, and the hours that stand for it."""

    number: int
    row: int
    theory: int = 0
    practice: int = 0  # practice or labs


@dataclass(slots=True)
class LessonRead:
    """A lesson, a section or a theme of the sheet."""

    row: int
    level: PlanRow = PlanRow.lesson
    numbers: list[NumberRead] = field(default_factory=list)
    texts: dict[Field, str] = field(default_factory=dict)
    hours: dict[Field, int] = field(default_factory=dict)
    kind: LessonKind = LessonKind.lecture
    self_hours: Fraction = Fraction(0)
    self_words: tuple[str, ...] = ()  # from which words the hours of self-study were taken
    section: str = ""
    theme: str = ""
    semester: int | None = None  # where a heading of the sheet says it
    notes: tuple[str, ...] = ()  # words that were mended, as «was → is»

    @property
    def title(self) -> str:
        """Return the topic, or the heading."""
        return self.texts.get(Field.title, "")

    @property
    def all_hours(self) -> int:
        """Return the hours with the teacher."""
        return sum(self.hours.values())


@dataclass(frozen=True, slots=True)
class TotalsCheck:
    """What the sheet itself says of a sum, and what was read."""

    row: int
    label: str
    told: Fraction
    read: Fraction


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A sheet as it was understood."""

    blocks: tuple[Block, ...]
    lessons: tuple[LessonRead, ...]
    rows: tuple[RowRead, ...]
    totals: tuple[TotalsCheck, ...]
    hours_in_sheet: int  # the sum of all numbers in columns of hours between header and totals
    gaps: tuple[int, ...]  # numbers of lessons that are missing between the first and the last
    repeated: tuple[int, ...]

    @property
    def hours_read(self) -> int:
        """Return the hours that came into lessons."""
        return sum(one.all_hours for one in self.lessons)

    @property
    def unread(self) -> tuple[RowRead, ...]:
        """Return what could not be read."""
        return tuple(one for one in self.rows if one.why is not None)
