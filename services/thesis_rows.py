"""Theses that a person sees, with the names beside them and what stands against admission."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.proven import PlainSelect
from access.roles import Role
from access.scopes import visible
from domain.clock import clock
from domain.text import fold, full_name, short_name
from domain.thesis import Candidate, against
from domain.verdict import Verdict
from models import (
    Appointment,
    CurriculumItem,
    Debt,
    Employee,
    FinalProtocol,
    PracticePlacement,
    Student,
    StudyGroup,
    Thesis,
)
from services.errors import NotFoundError
from services.regulation import rulebook

_rows: Final = PlainSelect(
    "the names beside theses that were found visible",
    select(
        Thesis.id,
        Thesis.student_id,
        Thesis.group_id,
        Thesis.topic,
        Thesis.topic_order,
        Thesis.supervisor_id,
        Thesis.appointment_id,
        Thesis.reviewer,
        Thesis.review_code,
        Thesis.supervisor_code,
        Thesis.borrowed,
        Thesis.is_admitted,
        Thesis.admitted_on,
        Thesis.defended_on,
        Thesis.code,
        Thesis.protocol_id,
        Thesis.student_name,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
        StudyGroup.name.label("group"),
        Employee.last_name.label("s_last"),
        Employee.first_name.label("s_first"),
        Employee.patronymic.label("s_patronymic"),
        Appointment.starts_on,
        Appointment.ends_on,
        Appointment.order_number,
        Appointment.order_date,
        FinalProtocol.number.label("protocol_number"),
        FinalProtocol.signed_at,
    )
    .join(Student, Student.id == Thesis.student_id)
    .join(StudyGroup, StudyGroup.id == Thesis.group_id)
    .outerjoin(Employee, Employee.id == Thesis.supervisor_id)
    .outerjoin(Appointment, Appointment.id == Thesis.appointment_id)
    .outerjoin(FinalProtocol, FinalProtocol.id == Thesis.protocol_id)
    .where(Thesis.id.in_(bindparam("theses", expanding=True)))
    .order_by(StudyGroup.search_name, Student.sort_name, Student.id),
)


_places: Final = PlainSelect(
    "the order of theses that were found visible",
    select(Thesis.id, Thesis.group_id)
    .join(Student, Student.id == Thesis.student_id)
    .join(StudyGroup, StudyGroup.id == Thesis.group_id)
    .where(Thesis.id.in_(bindparam("theses", expanding=True)))
    .order_by(StudyGroup.search_name, Student.sort_name, Student.id),
)


_AS_SELECTED: Final = (
    "id",
    "student_id",
    "group_id",
    "group",
    "topic",
    "topic_order",
    "supervisor_id",
    "appointment_id",
    "reviewer",
    "review_code",
    "supervisor_code",
    "borrowed",
    "is_admitted",
    "admitted_on",
    "defended_on",
    "code",
    "protocol_id",
    "signed_at",
)  # columns of `_rows` that a ThesisRow takes as they are


@dataclass(frozen=True, slots=True)
class ThesisRow:
    """A thesis with the names beside it, and what the person who asks may do with it."""

    id: int
    student_id: int
    student: str
    group_id: int
    group: str
    topic: str
    topic_order: str | None
    supervisor_id: int | None
    supervisor: str
    appointment_id: int | None
    order: str  # of the appointment
    supervised: bool  # by an appointment that is in force today, or on the day of the defence
    reviewer: str | None
    review_code: str | None
    supervisor_code: str | None
    borrowed: Decimal | None
    is_admitted: bool | None
    admitted_on: date | None
    defended_on: date | None
    code: str | None
    protocol_id: int | None
    protocol: str
    signed_at: datetime | None
    heads: bool
    supervises: bool
    verdicts: tuple[Verdict, ...]

    @property
    def is_frozen(self) -> bool:
        """Return whether the protocol it belongs to is signed."""
        return self.signed_at is not None


def thesis_ids(
    session: Session, *, group_id: int | None = None, thesis_id: int | None = None
) -> Sequence[int]:
    """Return the keys of the theses that the person sees."""
    query = select(Thesis.id)
    if group_id is not None:
        query = query.where(Thesis.group_id == group_id)
    if thesis_id is not None:
        query = query.where(Thesis.id == thesis_id)
    return session.scalars(query).all()


def thesis_rows(session: Session, who: Principal, ids: Sequence[int]) -> list[ThesisRow]:
    """Return theses that were found visible, by group and student; at most four statements."""
    rows = _rows(session, proven=True, theses=list(ids)).all() if ids else []
    if not rows:
        return []
    headed = _headed(session, who, ids)
    students = {row.student_id for row in rows}
    knows = who.is_system or bool(who.roles - {Role.teacher})
    debts = _debts(session, students) if knows else None
    practices = _practices(session, students) if knows else None
    return [_row(session, who, row, headed, debts, practices) for row in rows]


@dataclass(frozen=True, slots=True)
class ThesisPage:
    """Some of the theses that a person sees, by group and student."""

    rows: list[ThesisRow]
    total: int
    by_group: Mapping[int, int]  # how many each group has, of all pages


def thesis_page(session: Session, who: Principal, text: str, page: int, size: int) -> ThesisPage:
    """Return a page of the theses whose student, group, topic or supervisor holds `text`.

    What stands against admission is judged for the page alone.
    """
    every = list(thesis_ids(session))
    query = _rows if text else _places
    found = query(session, proven=True, theses=every).all() if every else []
    wanted = fold(text)
    seen = [row for row in found if not text or wanted in fold(_words(row))]
    groups = Counter(row.group_id for row in seen)
    keys = [row.id for row in seen[page * size : (page + 1) * size]]
    return ThesisPage(thesis_rows(session, who, keys), groups.total(), groups)


def _words(row: Any) -> str:
    """Return what a thesis is searched by."""
    return "\n".join((_student(row), row.group, row.topic, _supervisor(row)))


def _student(row: Any) -> str:
    return row.student_name or full_name(row.last_name, row.first_name, row.patronymic)


def _supervisor(row: Any) -> str:
    return short_name(row.s_last, row.s_first, row.s_patronymic) if row.s_last else ""


def _order(row: Any) -> str:
    if not row.order_number:
        return ""
    day = f"{row.order_date:%d.%m.%Y}"
    return _("No. %(number)s of %(day)s", number=row.order_number, day=day)


def find_thesis(session: Session, who: Principal, thesis_id: int) -> ThesisRow:
    """Return a thesis that the person sees; raise NotFoundError."""
    found = thesis_rows(session, who, thesis_ids(session, thesis_id=thesis_id))
    if not found:
        raise NotFoundError(_("There is no such thesis, or it is not yours to see."))
    return found[0]


def _headed(session: Session, who: Principal, ids: Sequence[int]) -> set[int]:
    """Return which of the theses the person keeps as the head of the department."""
    if who.is_system:
        return set(ids)
    query = select(Thesis.id).where(Thesis.id.in_(ids), visible(Thesis, who.roles, Action.create))
    return set(session.scalars(query))


def _debts(session: Session, students: Collection[int]) -> dict[int, int]:
    query = (
        select(Debt.student_id, func.count(Debt.id))
        .where(Debt.closed_on.is_(None), Debt.student_id.in_(students))
        .group_by(Debt.student_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _practices(
    session: Session, students: Collection[int]
) -> dict[int, list[tuple[str, str | None, bool]]]:
    query = (
        select(
            PracticePlacement.student_id,
            CurriculumItem.index_code,
            PracticePlacement.code,
            PracticePlacement.signed_at,
        )
        .join(CurriculumItem, CurriculumItem.id == PracticePlacement.item_id)
        .where(PracticePlacement.student_id.in_(students))
        .order_by(PracticePlacement.starts_on, PracticePlacement.id)
    )
    found: dict[int, list[tuple[str, str | None, bool]]] = defaultdict(list)
    for row in session.execute(query):
        found[row.student_id].append((row.index_code, row.code, row.signed_at is not None))
    return found


def in_force(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    """Return whether an appointment covers a day."""
    return starts_on is not None and starts_on <= day and (ends_on is None or day <= ends_on)


def _row(
    session: Session,
    who: Principal,
    row: Any,
    headed: set[int],
    debts: Mapping[int, int] | None,
    practices: Mapping[int, list[tuple[str, str | None, bool]]] | None,
) -> ThesisRow:
    day = row.defended_on or clock.today()
    supervised = in_force(row.starts_on, row.ends_on, day)
    candidate = Candidate(
        row.topic,
        row.topic_order,
        supervised,
        row.borrowed,
        row.supervisor_code,
        row.reviewer,
        row.review_code,
        None if debts is None else debts.get(row.student_id, 0),
        None if practices is None else tuple(practices.get(row.student_id, ())),
    )
    return ThesisRow(
        **{name: getattr(row, name) for name in _AS_SELECTED},
        student=_student(row),
        supervisor=_supervisor(row),
        order=_order(row),
        supervised=supervised,
        protocol=row.protocol_number or "",
        heads=row.id in headed,
        supervises=Role.teacher in who.roles and row.supervisor_id == (who.employee_id or 0),
        verdicts=tuple(against(candidate, rulebook(session).on(day))),
    )
