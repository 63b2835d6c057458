"""Requests for correction windows as lists: those that wait first, then the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.roles import Role
from domain.clock import clock
from domain.enums import RequestState
from domain.text import fold, short_name, sort_key, squeeze
from models import (
    CorrectionWindow,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    StudyGroup,
    Subgroup,
)
from services.window_people import decided_by

PAGE: Final = 50


class Show(StrEnum):
    """Which requests a list holds. A granted window is open until its time, then it is over."""

    requested = auto()
    open = auto()
    over = auto()
    refused = auto()
    withdrawn = auto()


@dataclass(frozen=True, slots=True)
class ListedWindow:
    """A request in a list. Instants are naive UTC."""

    id: int
    gradebook_id: int
    title: str  # «МДК.01.01 Разработка программных модулей»
    group: str
    subgroup: str | None
    teacher_id: int
    teacher: str
    lessons_from: date
    lessons_to: date
    reason: str
    state: Show
    requested_at: datetime
    closes_at: datetime | None
    remark: str | None


def shown_state(state: RequestState, closes_at: datetime | None, now: datetime) -> Show:
    """Return the state of a request as people see it."""
    if state is RequestState.granted:
        return Show.open if closes_at is not None and now < closes_at else Show.over
    return Show(str(state))


def list_windows(
    session: Session,
    *,
    show: Show | None = None,
    text: str = "",
    teacher_id: int | None = None,
    page: int = 0,
    size: int = PAGE,
) -> tuple[list[ListedWindow], bool]:
    """Return a page of the requests that the person who asks sees, and whether more follow.

    `text` is looked for in the group, the discipline and the teacher's name.
    """
    now = clock.now()
    query = _query().where(*_narrowed(show, text, now))
    if teacher_id is not None:
        query = query.where(CorrectionWindow.teacher_id == teacher_id)
    waits = case((CorrectionWindow.state == RequestState.requested, 0), else_=1)
    query = query.order_by(waits, CorrectionWindow.requested_at.desc(), CorrectionWindow.id.desc())
    rows = session.execute(query.offset(page * size).limit(size + 1)).all()
    return [_listed(row, now) for row in rows[:size]], len(rows) > size


def find_window(session: Session, window_id: int) -> ListedWindow | None:
    """Return a request, None where there is none of that id that the person sees."""
    row = session.execute(_query().where(CorrectionWindow.id == window_id)).first()
    return None if row is None else _listed(row, clock.now())


def to_decide(session: Session, who: Principal, size: int) -> tuple[int, Sequence[ListedWindow]]:
    """Return how many requests wait for `who`, a head or a deputy, and the oldest of them."""
    if not {Role.department_head, Role.deputy_director} & set(who.roles):
        return 0, ()
    mine = and_(
        CorrectionWindow.state == RequestState.requested,
        CorrectionWindow.teacher_id != (who.employee_id or 0),
        decided_by(who),
    )
    count = session.scalar(select(func.count()).select_from(CorrectionWindow).where(mine)) or 0
    if not count:
        return 0, ()
    rows = session.execute(_query().where(mine).order_by(CorrectionWindow.id).limit(size))
    return count, [_listed(row, clock.now()) for row in rows]


def own_windows(session: Session, who: Principal, size: int) -> list[ListedWindow]:
    """Return the open windows and the waiting requests of a teacher, what closes first first."""
    now = clock.now()
    rows = session.execute(
        _query()
        .where(
            CorrectionWindow.teacher_id == (who.employee_id or 0),
            or_(
                CorrectionWindow.state == RequestState.requested,
                and_(
                    CorrectionWindow.state == RequestState.granted,
                    CorrectionWindow.closes_at > now,
                ),
            ),
        )
        .order_by(CorrectionWindow.closes_at.is_(None), CorrectionWindow.closes_at)
        .limit(size)
    )
    return [_listed(row, now) for row in rows]


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CorrectionWindow.id,
            CorrectionWindow.gradebook_id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            StudyGroup.name.label("group"),
            Subgroup.name.label("subgroup"),
            CorrectionWindow.teacher_id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
            CorrectionWindow.lessons_from,
            CorrectionWindow.lessons_to,
            CorrectionWindow.reason,
            CorrectionWindow.state,
            CorrectionWindow.requested_at,
            CorrectionWindow.closes_at,
            CorrectionWindow.remark,
        )
        .join(Gradebook, Gradebook.id == CorrectionWindow.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == CorrectionWindow.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
    )


def _narrowed(show: Show | None, text: str, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if show in (Show.open, Show.over):
        found.append(CorrectionWindow.state == RequestState.granted)
        is_open = CorrectionWindow.closes_at > now
        found.append(is_open if show is Show.open else ~is_open)
    elif show is not None:
        found.append(CorrectionWindow.state == RequestState(str(show)))
    for word in squeeze(text).split():
        folded, named = fold(word), sort_key(word)
        found.append(
            or_(
                StudyGroup.search_name.contains(folded, autoescape=True),
                CurriculumItem.search_text.contains(folded, autoescape=True),
                EmployeeLabel.sort_name.contains(named, autoescape=True),
            )
        )
    return found


def _listed(row: Any, now: datetime) -> ListedWindow:
    return ListedWindow(
        row.id,
        row.gradebook_id,
        f"{row.index_code} {row.name}",
        row.group,
        row.subgroup,
        row.teacher_id,
        short_name(row.last_name, row.first_name, row.patronymic),
        row.lessons_from,
        row.lessons_to,
        row.reason,
        shown_state(row.state, row.closes_at, now),
        row.requested_at,
        row.closes_at,
        row.remark,
    )


def journal_of(session: Session, gradebook_id: int) -> tuple[str, str, str | None] | None:
    """Return the title, group and subgroup of a journal, None where the person sees none."""
    query = (
        select(CurriculumItem.index_code, CurriculumItem.name, StudyGroup.name, Subgroup.name)
        .select_from(Gradebook)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(Gradebook.id == gradebook_id)
    )
    row = session.execute(query).first()
    return None if row is None else (f"{row[0]} {row[1]}", row[2], row[3])
