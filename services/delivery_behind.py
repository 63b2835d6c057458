"""The journals that are behind at present, the worst few: what a first page has time for (3.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Date, Integer, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from access.principal import Principal
from access.proven import PlainSelect
from access.roles import Role
from domain.clock import clock
from domain.delivery import LESSON_KINDS, DeliveryHours
from models import Curriculum, Gradebook, Lesson, Semester, StudyGroup, TeachingAssignment
from services.delivery import JournalHours
from services.delivery_rows import Key, Narrowing, read_books, read_cancelled, read_semesters
from services.delivery_terms import YearTerms
from services.journal_columns import year_begun
from services.journal_rights import READS_DELIVERY, through


def _sum(hours: Any) -> Any:
    return func.coalesce(func.sum(hours), 0)


_YEAR: Final = bindparam("year", type_=Integer())
_SEMESTERS: Final = bindparam("semesters", expanding=True, type_=Integer())
_is_held: Final = Lesson.confirmed_at.is_not(None)
_is_ahead: Final = and_(~_is_held, Lesson.held_on >= bindparam("today", type_=Date()))
_own: Final = aliased(Semester, name="own_term")
_has_own_terms: Final = (
    select(_own.id)
    .where(_own.academic_year_id == _YEAR, _own.programme_id == Curriculum.programme_id)
    .correlate(Curriculum)
    .exists()
)
_load: Final = (
    select(_sum(sum(getattr(TeachingAssignment, kind) for kind in LESSON_KINDS)))
    .where(
        TeachingAssignment.semester_id.in_(_SEMESTERS),
        TeachingAssignment.group_id == Gradebook.group_id,
        TeachingAssignment.subgroup_id.is_not_distinct_from(Gradebook.subgroup_id),
        TeachingAssignment.item_id == Gradebook.item_id,
        TeachingAssignment.part == Gradebook.part,
    )
    .correlate(Gradebook)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Behind:
    """The journals behind in a semester of the year, 0: the year; and the worst few of them."""

    semester: int
    journals: int  # that the viewer follows
    behind: int
    worst: tuple[JournalHours, ...]  # without hours of curriculum and plan


def journals_behind(session: Session, who: Principal, most: int) -> Behind:
    """Return the journals of the present semester that `who` follows and that are behind.

    The worst forecast first, at most `most`. Five statements, of which one goes through the
    semester's lessons; `delivery` tells more of every journal, and takes longer.
    """
    today = clock.today()
    year = year_begun(session, today)
    if year is None:
        return Behind(0, 0, 0, ())
    terms = YearTerms(read_semesters(session, year.id))
    chosen = terms.present(today)
    hours = _hours(session, who, year.id, terms.ids(chosen), today)
    behind = {key: one for key, one in hours.items() if one.is_behind}
    worst = sorted(behind, key=lambda key: _worst_first(key, behind[key]))
    shown = Narrowing(year.id, gradebook_ids=worst[:most])
    books = {book.id: book for book in read_books(session, who, shown)} if worst else {}
    return Behind(
        chosen,
        len(hours),
        len(behind),
        tuple(JournalHours(books[key], behind[key]) for key in worst[:most]),
    )


def _worst_first(key: int, hours: DeliveryHours) -> tuple[int, int, int]:
    return min(0, hours.forecast), min(0, hours.deviation), key


def _hours(
    session: Session, who: Principal, year_id: int, semester_ids: Sequence[int], today: date
) -> dict[int, DeliveryHours]:
    """Return the hours of each journal that `who` follows."""
    rows = _sums(who.roles, who.is_system)(
        session, proven=True, year=year_id, today=today, semesters=list(semester_ids)
    )
    cancelled = read_cancelled(session, year_id, semester_ids, today)
    found = {}
    for journal, group, subgroup, item, part, load, scheduled, held, ahead in rows:
        found[journal] = DeliveryHours(
            load=load,
            scheduled=scheduled,
            held=held,
            due=scheduled - ahead + cancelled.get(Key(group, subgroup, item, part), 0),
            to_come=ahead,
        )
    return found


@lru_cache(maxsize=256)
def _sums(roles: frozenset[Role], is_system: bool) -> PlainSelect:
    """Return the statement for a role set, which holds the scope of journals itself.

    A programme with terms of its own is counted in those (clause 2.4).
    """
    who = Principal(kind="user", roles=roles, is_system=is_system)
    counts = or_(
        Semester.programme_id == Curriculum.programme_id,
        and_(Semester.programme_id.is_(None), ~_has_own_terms),
    )
    return PlainSelect(
        "hours of the journals that the person follows: the statement holds the scope itself",
        select(
            Gradebook.id,
            Gradebook.group_id,
            Gradebook.subgroup_id,
            Gradebook.item_id,
            Gradebook.part,
            _load,
            _sum(Lesson.hours),
            _sum(case((_is_held, Lesson.hours), else_=0)),
            _sum(case((_is_ahead, Lesson.hours), else_=0)),
        )
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .outerjoin(Semester, and_(Semester.id.in_(_SEMESTERS), counts))
        .outerjoin(
            Lesson,
            and_(
                Lesson.gradebook_id == Gradebook.id,
                Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
            ),
        )
        .where(Gradebook.academic_year_id == _YEAR, through(who, READS_DELIVERY))
        .group_by(Gradebook.id),
    )
