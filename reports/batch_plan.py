"""The plan of a batch: which files are due for whom, as far as the person may have them (10.4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from access.roles import Role
from domain.batch_plan import Asked, Group, Part, Scope, parts
from domain.clock import clock
from domain.control_enums import BatchKind
from domain.month import Month
from models import (
    AcademicYear,
    AttestationSheet,
    Curriculum,
    Department,
    Gradebook,
    Semester,
    StudyGroup,
)
from reports.base import catalogue
from reports.params import schema
from services.errors import FieldsError

WHOLE: frozenset[Role] = roles_with(Resource.report_batch, Action.create) - {Role.department_head}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for; `department_id` None is the whole college."""

    kind: BatchKind
    year_id: int
    semester_id: int | None
    department_id: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that a batch would make."""

    wanted: Wanted
    ends_on: date
    groups: Sequence[tuple[int, str]]  # id, name
    parts: Sequence[Part]

    @property
    def is_early(self) -> bool:
        """Return whether the semester or year is not over yet."""
        return self.ends_on >= clock.today()

    @property
    def codes(self) -> list[str]:
        """Return the codes of the reports, in the order of the files."""
        return list(dict.fromkeys(part.code for part in self.parts))

    @property
    def counts(self) -> Counter[tuple[int | None, str]]:
        """Return how many files there are by group and code."""
        return Counter((part.group_id, part.code) for part in self.parts)


def departments_for(session: Session, who: Principal) -> list[tuple[int, str]]:
    """Return the departments (id, name) that the person may make batches for; 0 is the college."""
    query = select(Department.id, Department.name).order_by(Department.name)
    if WHOLE.isdisjoint(who.roles):
        query = query.where(Department.head_id == (who.employee_id or 0))
        return [(key, name) for key, name in session.execute(query)]
    rows = [(key, name) for key, name in session.execute(query)]
    return [(0, _("whole college")), *rows]


def wanted_of(
    session: Session, who: Principal, kind: BatchKind, period_id: int, department_id: int
) -> Wanted:
    """Return what is asked for, checked; `period_id` is a semester's or a year's, 0 the college.

    Raises FieldsError with a sentence for each field.
    """
    errors: dict[str, str] = {}
    if department_id not in dict(departments_for(session, who)):
        errors["department_id"] = _("Choose a department that you may make reports for.")
    year_id, semester_id = period_id, None
    if kind is BatchKind.semester:
        semester = session.scalar(
            select(Semester).where(Semester.id == period_id, Semester.programme_id.is_(None))
        )
        year_id, semester_id = (semester.academic_year_id, semester.id) if semester else (0, None)
        begins = semester.starts_on if semester else None
        errors |= {} if semester else {"semester_id": _("Choose a semester.")}
        name = "semester_id"
    else:
        begins = session.scalar(select(AcademicYear.starts_on).where(AcademicYear.id == period_id))
        errors |= {} if begins else {"academic_year_id": _("Choose an academic year.")}
        name = "academic_year_id"
    if begins and begins > clock.today():
        errors[name] = _("This period has not begun yet.")
    if errors:
        raise FieldsError(errors)
    return Wanted(kind, year_id, semester_id, department_id or None)


def plan(session: Session, who: Principal, wanted: Wanted) -> Plan:
    """Return the files that are due for what is wanted, as far as `who` may have the reports.

    `session` reads in the name of `who`: a head gets the groups of the own department.
    """
    year = session.scalars(select(AcademicYear).where(AcademicYear.id == wanted.year_id)).one()
    term = (
        session.scalars(select(Semester).where(Semester.id == wanted.semester_id)).one()
        if wanted.semester_id
        else None
    )
    first, last = (term.starts_on, term.ends_on) if term else (year.starts_on, year.ends_on)
    rows = _groups(session, wanted)
    scope = Scope(
        wanted.kind,
        wanted.year_id,
        wanted.semester_id or 0,
        wanted.department_id or 0,
        _months(first, last) if term else (),
    )
    terms = _terms(session, wanted, first, last)
    sheets = _sheets(session, [key for key, _name, _programme in rows], terms, wanted)
    groups = [
        Group(key, _terms_of(programme, terms, wanted), tuple(sheets.get(key, ())))
        for key, _name, programme in rows
    ]
    names = [(key, name) for key, name, _programme in rows]
    return Plan(wanted, last, names, parts(scope, groups, _asks(who)))


def _asks(who: Principal) -> dict[str, list[Asked]]:
    """Return what each report that `who` may have asks for."""
    return {
        code: [Asked(one["name"], one["kind"]) for one in schema(report)]
        for code, report in catalogue().items()
        if report.allowed_to(who)
    }


def _groups(session: Session, wanted: Wanted) -> list[tuple[int, str, int]]:
    """Return (id, name, programme) of the groups with journals in the year, by name."""
    query = (
        select(StudyGroup.id, StudyGroup.name, Curriculum.programme_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .where(
            StudyGroup.id.in_(
                select(Gradebook.group_id).where(Gradebook.academic_year_id == wanted.year_id)
            )
        )
        .order_by(StudyGroup.search_name, StudyGroup.id)
    )
    if wanted.department_id:
        query = query.where(StudyGroup.department_id == wanted.department_id)
    return [(key, name, programme) for key, name, programme in session.execute(query)]


def _terms(session: Session, wanted: Wanted, first: date, last: date) -> dict[int, list[int]]:
    """Return the short terms that end within the semester, by the programme that has them."""
    query = select(Semester.programme_id, Semester.id).where(
        Semester.academic_year_id == wanted.year_id,
        Semester.programme_id.is_not(None),
        Semester.ends_on.between(first, last),
    )
    rows = session.execute(query.order_by(Semester.programme_id, Semester.number)).all()
    return {
        programme: [key for _programme, key in of_programme]
        for programme, of_programme in groupby(rows, key=lambda row: row[0])
        if programme is not None
    }


def _terms_of(programme: int, terms: dict[int, list[int]], wanted: Wanted) -> tuple[int, ...]:
    own = terms.get(programme)
    if own:
        return tuple(own)
    return (wanted.semester_id,) if wanted.semester_id else ()


def _sheets(
    session: Session, groups: list[int], terms: dict[int, list[int]], wanted: Wanted
) -> dict[int, list[int]]:
    """Return the attestation sheets of the period by group."""
    semesters = [wanted.semester_id, *(key for own in terms.values() for key in own)]
    query = (
        select(AttestationSheet.group_id, AttestationSheet.id)
        .where(AttestationSheet.group_id.in_(groups), AttestationSheet.semester_id.in_(semesters))
        .order_by(AttestationSheet.group_id, AttestationSheet.id)
    )
    found: dict[int, list[int]] = {}
    for group_id, sheet_id in session.execute(query) if wanted.semester_id else ():
        found.setdefault(group_id, []).append(sheet_id)
    return found


def _months(first: date, last: date) -> tuple[str, ...]:
    """Return the months from `first` to `last` that have begun."""
    end = min(last, clock.today())
    month, found = Month.of(end), list[str]()
    while month >= Month.of(first) and end >= first:
        found.append(str(month))
        month = month.previous()
    return tuple(reversed(found))
