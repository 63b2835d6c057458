"""The audit of changed marks: who, when, where, from what to what, late or in time (3.6, 7.3)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from flask_babel import format_date, format_datetime, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from domain.mark_changes import Direction
from domain.month import Month
from domain.span import Span
from models import DisciplineResult, SemesterGrade, YearGrade
from reports.base import Report
from reports.dataset import (
    Column,
    Dataset,
    Fact,
    Form,
    Kind,
    Layout,
    Picture,
    Row,
    Series,
    Tone,
    capped,
)
from reports.kinds_of_period import PeriodKind
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from reports.performance_table import places
from services.changed_marks import ChangedMark, changed_marks

LISTED: Final = 2000  # changes; the sums beside them are of all


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    """What the report asks for."""

    period: Annotated[Span, Asked(PeriodKind(), lazy_gettext("Period"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]


def dataset(session: Session, params: ChangesAsked) -> Dataset:
    """Return each changed mark of the period, then the sums by who changed them."""
    department = None if params.department_id == ALL else params.department_id
    found = changed_marks(session, params.period.first, params.period.last, department)
    counts = Counter(one.change.direction for one in found)
    return Dataset(
        title=gettext("Audit of changed marks"),
        facts=(
            Fact(gettext("Period"), PeriodKind().show(session, params.period)),
            Fact(
                gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)
            ),
            Fact(gettext("Marks changed"), str(len(found))),
            Fact(gettext("upward"), str(counts[Direction.upward])),
            Fact(gettext("downward"), str(counts[Direction.downward])),
            Fact(gettext("removed"), str(counts[Direction.removed])),
        ),
        columns=_columns(),
        rows=tuple(_row(number, one) for number, one in enumerate(found[:LISTED], 1)),
        notes=_notes(found),
        signatures=places(),
        pictures=_pictures(params.period, found),
        more=(_by_actor(found),) if found else (),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("No."), 10, Kind.number, centred=True),
        Column(gettext("When"), 23, centred=True),
        Column(gettext("Who"), 42),
        Column(gettext("Group"), 18),
        Column(gettext("Discipline"), 52),
        Column(gettext("Student"), 36),
        Column(gettext("Lesson"), 22, centred=True),
        Column(gettext("Was"), 11, centred=True),
        Column(gettext("Became"), 13, centred=True),
        Column(gettext("Change"), 20, centred=True),
        Column(gettext("Timing"), 30),
    )


def _row(number: int, one: ChangedMark) -> Row:
    cells = (
        number,
        format_datetime(clock.local(one.at), "dd.MM.yyyy HH:mm", rebase=False),
        one.actor,
        one.group,
        one.item,
        one.student,
        _lesson(one),
        one.change.old,
        one.change.new or "—",
        direction_words(one.change.direction),
        _timing(one),
    )
    marked = one.is_late and one.change.direction is Direction.upward
    tones = [Tone.alert if index >= 7 and marked else Tone.plain for index in range(len(cells))]
    return Row(cells, tuple(tones))


def _lesson(one: ChangedMark) -> str:
    if one.held_on is None:
        return {
            SemesterGrade.__tablename__: gettext("mark of the semester"),
            YearGrade.__tablename__: gettext("mark of the year"),
            DisciplineResult.__tablename__: gettext("result of the discipline"),
        }.get(one.entity, "")
    day = format_date(one.held_on, "dd.MM.yyyy")
    return f"{day}, {one.pair}" if one.pair else day


def direction_words(direction: Direction) -> str:
    """Return where a mark went, in words."""
    return {
        Direction.upward: gettext("upward"),
        Direction.downward: gettext("downward"),
        Direction.removed: gettext("removed"),
        Direction.other: gettext("other"),
    }[direction]


def _timing(one: ChangedMark) -> str:
    said = gettext("late") if one.is_late else gettext("in time")
    if one.in_window:
        said = gettext("late, in a window") if one.is_late else gettext("in a window")
    return "\n".join(filter(None, (said, capped(one.reason, 80))))


def _by_actor(found: Sequence[ChangedMark]) -> Dataset:
    """Return the sums by person, who changed most first."""
    people: dict[str, list[ChangedMark]] = {}
    for one in found:
        people.setdefault(one.actor, []).append(one)
    ordered = sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))
    return Dataset(
        title=gettext("By who changed them"),
        columns=(
            Column(gettext("Who"), 80),
            Column(gettext("Marks changed"), 26, Kind.number, centred=True),
            *(Column(direction_words(one), 22, Kind.number, centred=True) for one in Direction),
            Column(gettext("late"), 20, Kind.number, centred=True),
            Column(gettext("late and upward"), 28, Kind.number, centred=True),
            Column(gettext("in a window"), 26, Kind.number, centred=True),
        ),
        rows=tuple(_sums(name, some) for name, some in ordered),
        totals=(_sums(gettext("Total"), found),),
        layout=Layout.landscape,
    )


def _sums(name: str, some: Sequence[ChangedMark]) -> Row:
    counts = Counter(one.change.direction for one in some)
    late_up = sum(one.is_late and one.change.direction is Direction.upward for one in some)
    return Row(
        (
            name,
            len(some),
            *(counts[direction] for direction in Direction),
            sum(one.is_late for one in some),
            late_up,
            sum(one.in_window for one in some),
        )
    )


def _pictures(period: Span, found: Sequence[ChangedMark]) -> tuple[Picture, ...]:
    """Return the changes over time: by day of a month, by month of a longer period."""
    if not found:
        return ()
    is_month = Month.of(period.first) == Month.of(period.last)
    pattern = "dd" if is_month else "LLL yy"
    days = [clock.day_of(one.at) for one in found]
    steps = sorted({day if is_month else day.replace(day=1) for day in days})
    counts = Counter(
        (day if is_month else day.replace(day=1), one.change.direction)
        for day, one in zip(days, found, strict=True)
    )
    return (
        Picture(
            gettext("Changed marks over time"),
            tuple(str(format_date(step, pattern)) for step in steps),
            tuple(
                Series(
                    direction_words(direction),
                    tuple(float(counts[step, direction]) for step in steps),
                )
                for direction in Direction
            ),
            Form.stacked,
        ),
    )


def _notes(found: Sequence[ChangedMark]) -> tuple[str, ...]:
    if not found:
        return (gettext("No mark that stood was changed in this period."),)
    notes = [
        gettext(
            "Marks that stood and were changed or removed; a first mark or a further one beside "
            "it is no change. Late: after the day of the lesson. In a window: while a correction "
            "window was open for the lesson. Late changes upward stand out: a question to ask, no "
            "verdict."
        )
    ]
    if len(found) > LISTED:
        notes.insert(
            0,
            gettext(
                "The first %(listed)s of %(all)s changes are listed; sums are of all.",
                listed=LISTED,
                all=len(found),
            ),
        )
    return tuple(notes)


REPORT = Report(
    "changed_marks",
    lazy_gettext("Audit of changed marks"),
    Resource.change_report,
    params=ChangesAsked,
    dataset=dataset,
    about=lazy_gettext(
        "Marks that stood and were changed in a period: who and when, which lesson, old and new, "
        "upward or downward, late or in time, in a correction window."
    ),
    layout=Layout.landscape,
    signatures=("maker", "deputy_director"),
)
