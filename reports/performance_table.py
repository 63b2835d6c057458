"""What the reports on performance share: one table, its comparison, its pictures (7.4, 8.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from flask_babel import format_date, gettext, lazy_gettext
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.cells import EXEMPT, FAILED, MARK_CODES, NOT_ATTESTED, PASSED
from domain.clock import clock
from models.mark_labels import mark_in_words
from reports.base import Report
from reports.dataset import (
    Cell,
    Column,
    Dataset,
    Fact,
    Form,
    Kind,
    Layout,
    Picture,
    Row,
    Series,
    Signature,
    Tone,
)
from reports.kinds_of_terms import FollowedDepartmentKind, TermKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from reports.performance_sections import cell, history_section, rank_section, said
from services.performance import (
    By,
    Compared,
    Performance,
    Period,
    PeriodOf,
    compared,
    performance_of,
)

EARLIER: Final = 5  # periods before, of which the picture over time tells
SHOWN: Final = 20  # bars of a picture that still can be read
PLACES: Final = ("maker", "deputy_director")


@dataclass(frozen=True, slots=True)
class PeriodOfDepartment:
    """What the reports ask for."""

    period: Annotated[PeriodOf, Asked(TermKind(), lazy_gettext("Semester or year"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]


def performance_report(
    by: By, code: str, title: LazyString, first: LazyString, about: LazyString
) -> Report:
    """Return the report that sums final marks up by `by`; `first` heads its first column."""

    def dataset(session: Session, params: PeriodOfDepartment) -> Dataset:
        return performance_dataset(session, params, by, str(title), str(first))

    return Report(
        code,
        title,
        Resource.performance_report,
        params=PeriodOfDepartment,
        dataset=dataset,
        about=about,
        layout=Layout.landscape,
        signatures=PLACES,
    )


def performance_dataset(
    session: Session, params: PeriodOfDepartment, by: By, title: str, first: str
) -> Dataset:
    """Return the performance of a period by `by`, beside the periods before it."""
    narrowing: dict[str, Any] = (
        {} if params.department_id == ALL else {"department_id": params.department_id}
    )
    when = compared(session, params.period, EARLIER)
    lines = performance_of(session, when.period, by, **narrowing)
    whole = performance_of(session, when.period, By.college, **narrowing)
    told = [one for one in (when.previous, when.year_ago) if one is not None]
    earlier = {one.of: performance_of(session, one, by, **narrowing) for one in told}
    told = [one for one in told if earlier[one.of]]  # before there was a journal there is nothing
    ever = [(one, performance_of(session, one, By.college, **narrowing)) for one in when.before]
    whole_before = {one.of: found for one, found in ever}
    over_time = [(one, found[0]) for one, found in (*ever, (when.period, whole)) if found]
    if by is By.college:
        lines, earlier = whole, {one.of: whole_before.get(one.of, []) for one in told}
    department = FollowedDepartmentKind().show(session, params.department_id)
    named = department if by is By.college else gettext("Total")
    rows = tuple(_row(line, told, earlier, by, named) for line in lines)
    totals = tuple(_row(line, told, whole_before, By.college, named) for line in whole)
    has_ranks = by not in (By.teacher, By.discipline)
    more = (rank_section(lines, whole, by, first, named),) if has_ranks and lines else ()
    return Dataset(
        title=title,
        facts=(
            Fact(gettext("Period"), when.period.name),
            Fact(gettext("Department"), department),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
        ),
        columns=_columns(first, told),
        rows=rows,
        totals=() if by is By.college else totals,
        legend=legend(),
        notes=_notes(when, whole),
        signatures=places(),
        pictures=_pictures(lines, by, over_time),
        more=(*more, *((history_section(over_time),) if len(over_time) > 1 else ())),
    )


def places() -> tuple[Signature, ...]:
    """Return the places to sign: of who made the report, of the deputy director."""
    return (
        Signature("maker", gettext("Made by"), "", current_principal().name),
        Signature("deputy_director", gettext("Deputy director"), "", ""),
    )


def legend() -> tuple[Fact, ...]:
    """Return what the codes of marks mean."""
    return tuple(Fact(code, mark_in_words(code)) for code in (PASSED, FAILED, NOT_ATTESTED, EXEMPT))


def _columns(first: str, told: Sequence[Period]) -> tuple[Column, ...]:
    marks = gettext("Final marks")
    return (
        Column(first, 119 - 34 * len(told)),
        Column(gettext("Number of students"), 22, Kind.number, centred=True),
        *(Column(code, 8.5, Kind.number, centred=True, group=marks) for code in MARK_CODES),
        Column(gettext("no mark"), 14, Kind.number, centred=True, group=marks),
        Column(gettext("Average"), 15, Kind.number, centred=True),
        Column(gettext("Degree of training, %"), 13, Kind.percent, centred=True),
        *(
            Column(name, width, Kind.percent, centred=True, group=group)
            for group in (gettext("Success, %"), gettext("Quality, %"))
            for name, width in ((gettext("this period"), 13), *((one.short, 17) for one in told))
        ),
    )


def _row(
    line: Performance,
    told: Sequence[Period],
    earlier: Mapping[PeriodOf, Sequence[Performance]],
    by: By,
    named: str,
) -> Row:
    """Return a line with the shares of the same thing in earlier periods beside its own."""
    then = [
        next((one for one in earlier.get(period.of, ()) if one.key == line.key), None)
        for period in told
    ]
    counts: list[Cell] = [line.counts.get(code) or None for code in MARK_CODES]
    cells = (
        said(line, by, named),
        line.students,
        *counts,
        line.quality.blank or None,
        cell(line.average),
        cell(line.quality.degree),
        cell(line.quality.success),
        *(cell(one.quality.success) if one else None for one in then),
        cell(line.quality.quality),
        *(cell(one.quality.quality) if one else None for one in then),
    )
    tones = [Tone.plain] * len(cells)
    if line.quality.blank:
        tones[2 + len(MARK_CODES)] = Tone.alert
    return Row(cells, tuple(tones))


def _pictures(
    lines: Sequence[Performance], by: By, over_time: Sequence[tuple[Period, Performance]]
) -> tuple[Picture, ...]:
    rated = [line for line in lines if line.quality.success is not None]
    found = []
    if by is not By.college and len(rated) > 1:
        title = gettext("Success and quality")
        if len(rated) > SHOWN:
            title = gettext("Success and quality: the %(count)s lowest by success", count=SHOWN)
            rated = sorted(rated, key=lambda one: (one.quality.success, one.name))[:SHOWN]
        found.append(
            Picture(
                title,
                tuple(_short(line, by) for line in rated),
                (
                    Series(gettext("Success"), tuple(cell(x.quality.success) for x in rated)),
                    Series(gettext("Quality"), tuple(cell(x.quality.quality) for x in rated)),
                ),
                unit="%",
            )
        )
    if len(over_time) > 1:
        found.append(history_picture(over_time))
    return tuple(found)


def _short(line: Performance, by: By) -> str:
    """Return a name that fits under a bar: of a person the surname."""
    if by is By.teacher:
        last, *rest = line.name.split()
        return " ".join([last, "".join(f"{part[0]}." for part in rest)])
    return line.name


def history_picture(over_time: Sequence[tuple[Period, Performance]]) -> Picture:
    """Return success, quality and degree of training over time."""
    rated = [line.quality for _period, line in over_time]
    return Picture(
        gettext("Success, quality and degree of training over time"),
        tuple(period.short for period, _line in over_time),
        (
            Series(gettext("Success"), tuple(cell(one.success) for one in rated)),
            Series(gettext("Quality"), tuple(cell(one.quality) for one in rated)),
            Series(gettext("Degree of training"), tuple(cell(one.degree) for one in rated)),
        ),
        Form.lines,
        unit="%",
    )


def _notes(when: Compared, whole: Sequence[Performance]) -> tuple[str, ...]:
    notes = [
        gettext(
            "Success: marks 5, 4, 3 and «зч» of all marks without «осв». Quality: marks 5 and 4 of "
            "the marks in figures and «н/а». Degree of training: the mean weight of the latter. "
            "No mark: places in journals with lessons in the period that have no final mark; they "
            "count in no share."
        )
    ]
    if not whole or not whole[0].quality.total:
        notes.insert(0, gettext("There are no final marks of this period yet."))
    if when.previous is None:
        notes.append(gettext("There is no earlier period to compare with."))
    return tuple(notes)
