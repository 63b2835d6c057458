"""The pack for the pedagogical council: results, pictures, remarks, decisions to record (7.5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Final

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from domain.performance import Rank
from reports.base import Report
from reports.catalogue.inspections import pictures as inspection_pictures
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature
from reports.digest_sections import (
    as_section,
    attendance_section,
    completeness_section,
    control_section,
    decision_section,
    pictures,
)
from reports.inspection_sections import by_cause
from reports.kinds_of_terms import FollowedDepartmentKind, TermKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from reports.performance_sections import cell
from reports.performance_table import (
    EARLIER,
    PeriodOfDepartment,
    history_picture,
    performance_dataset,
)
from services.digest import Digest, digest, whole
from services.performance import By, Performance, Period, PeriodOf, compared, performance_of

BLANK: Final = 3  # lines for what the council itself puts
PLACES: Final = ("chairman", "secretary")


@dataclass(frozen=True, slots=True)
class CouncilAsked:
    """What the pack asks for."""

    period: Annotated[PeriodOf, Asked(TermKind(), lazy_gettext("Semester or year"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]


def dataset(session: Session, params: CouncilAsked) -> Dataset:
    """Return the key figures, then a section for each part, last the decisions."""
    department = None if params.department_id == ALL else params.department_id
    when = compared(session, params.period, EARLIER)
    period = when.period
    found = digest(session, period.first, period.last, period, department)
    told = [(one, _whole(session, one, department)) for one in (*when.before, period)]
    over_time = [(one, line) for one, line in told if line is not None]
    name = FollowedDepartmentKind().show(session, params.department_id)
    return Dataset(
        title=gettext("Materials for the pedagogical council"),
        facts=(
            Fact(gettext("Period"), period.name),
            Fact(gettext("Department"), name),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
        ),
        columns=(
            Column(gettext("Key figures"), 120),
            *(Column(one.short, 34, Kind.number, centred=True) for one, _line in over_time[-4:]),
        ),
        rows=_key_rows([line for _one, line in over_time[-4:]]),
        notes=_notes(found),
        signatures=(
            Signature("chairman", gettext("Chairman of the council"), "", ""),
            Signature("secretary", gettext("Secretary of the council"), "", ""),
        ),
        pictures=(history_picture(over_time),) if len(over_time) > 1 else (),
        more=tuple(_sections(session, params, found)),
    )


def _whole(session: Session, period: Period, department: int | None) -> Performance | None:
    lines = performance_of(session, period, By.college, department_id=department)
    return lines[0] if lines else None


def _key_rows(lines: list[Performance]) -> tuple[Row, ...]:
    """Return each key figure of the periods side by side, the latest last."""

    def ranked(rank: Rank) -> Callable[[Performance], int]:
        return lambda line: line.ranks.get(rank, 0)

    def tenth(value: Decimal | None) -> str | None:
        return None if value is None else f"{value}".replace(".", ",")

    figures: tuple[tuple[str, Callable[[Performance], str | int | float | None]], ...] = (
        (gettext("Number of students"), lambda line: line.students),
        (gettext("Final marks"), lambda line: line.quality.total),
        (gettext("Average"), lambda line: cell(line.average)),
        (gettext("Success, %"), lambda line: tenth(line.quality.success)),
        (gettext("Quality, %"), lambda line: tenth(line.quality.quality)),
        (gettext("Degree of training, %"), lambda line: tenth(line.quality.degree)),
        (gettext("Students with 5 only"), ranked(Rank.excellent)),
        (gettext("Students with 4 and 5"), ranked(Rank.good)),
        (gettext("Students with one 3"), ranked(Rank.one_three)),
        (gettext("Failing students"), ranked(Rank.failing)),
    )
    return tuple(Row((name, *(of(line) for line in lines))) for name, of in figures)


def _notes(found: Digest) -> tuple[str, ...]:
    """Return the figures of the days that no final mark tells."""
    counts, hours, debts = whole(found.departments)
    remarks = found.inspections.remarks
    share = "—" if hours.share is None else str(hours.share).replace(".", ",")
    return (
        gettext(
            "Lessons held: %(held)s, recorded: %(recorded)s, late: %(late)s. Attendance: "
            "%(share)s %%. Open debts today: %(debts)s. Remarks of inspectors: %(made)s, open: "
            "%(open)s, overdue: %(overdue)s.",
            held=counts.held,
            recorded=counts.recorded,
            late=counts.late,
            share=share,
            debts=debts.total,
            made=remarks.made,
            open=remarks.open,
            overdue=remarks.overdue,
        ),
    )


def _sections(session: Session, params: CouncilAsked, found: Digest) -> list[Dataset]:
    asked = PeriodOfDepartment(params.period, params.department_id)
    wide = Layout.landscape
    parts = (
        (By.department, gettext("Results by department"), gettext("Department")),
        (By.programme, gettext("Results by programme"), gettext("Programme")),
        (By.group, gettext("Results by group"), gettext("Group")),
    )
    sections = [
        as_section(
            performance_dataset(session, asked, by, title, first),
            title,
            new_page=True,
            alone=by is By.group,
        )
        for by, title, first in parts
    ]
    completeness = completeness_section(found, wide)
    control = control_section(found, wide)
    sections += [
        as_section(
            replace(completeness, pictures=pictures(found)), completeness.title, new_page=True
        ),
        attendance_section(found, wide),
        as_section(
            replace(control, pictures=inspection_pictures(found.inspections)),
            control.title,
            new_page=True,
        ),
    ]
    if found.inspections.causes:
        sections.append(by_cause(found.inspections))
    sections.append(decision_section(found.questions, BLANK))
    return sections


REPORT = Report(
    "council_pack",
    lazy_gettext("Materials for the pedagogical council"),
    Resource.council_report,
    params=CouncilAsked,
    dataset=dataset,
    about=lazy_gettext(
        "The results of a semester or a year with pictures, completeness, attendance, remarks by "
        "cause, and the questions with lines to record decisions."
    ),
    layout=Layout.landscape,
    signatures=PLACES,
)
