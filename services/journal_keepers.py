"""Who writes in a journal on which day: its teachers one after another, and who stands in (5.5.9).

The scope shows a teacher every journal with an own term; in which of its lessons the teacher
writes is told here, by the lesson's day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from access.principal import Principal
from access.proven import PlainSelect
from domain.enums import Standing
from domain.text import short_name
from models import EmployeeLabel, Gradebook, JournalTeacher, Lesson, TimetableChange
from services.errors import NotAllowedError


@dataclass(frozen=True, slots=True)
class Keeper:
    """A person's days in a journal, both ends included; `pair` narrows a stand-in's lesson."""

    teacher_id: int
    teacher: str  # «Петров П. П.»
    standing: Standing
    starts_on: date
    ends_on: date | None
    pair: int | None = None

    def covers(self, day: date) -> bool:
        """Return whether `day` is one of the person's days."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class KeeperTerms:
    """The terms of all who write in a journal, in the order of their first days."""

    terms: tuple[Keeper, ...] = ()

    def on(self, day: date, pair: int | None = None) -> Keeper | None:
        """Return who holds the lesson of `day` and `pair`: who stands in, else who keeps it.

        None where nobody does: a vacancy. Without a pair a stand-in of any lesson counts.
        """
        held = [term for term in self.terms if term.covers(day)]
        for term in held:
            if term.standing is Standing.substitute and (pair is None or term.pair in (None, pair)):
                return term
        return next((term for term in held if term.standing is Standing.main), None)


_mine: Final = aliased(JournalTeacher, name="keeper_mine")
_other: Final = aliased(JournalTeacher, name="keeper_other")
_change: Final = aliased(TimetableChange, name="keeper_change")
_ME: Final = bindparam("me", type_=Integer())


def kept_on(employee_id: int | None, day: date) -> ColumnElement[bool]:
    """Return whether the employee keeps a Gradebook, or stands in in it, on `day`."""
    rows = select(_mine.gradebook_id).where(
        _mine.teacher_id == (employee_id or 0), *_covers(_mine, literal(day))
    )
    return Gradebook.id.in_(rows)


def held_by_me() -> ColumnElement[bool]:
    """Return whether a Lesson of a Gradebook is held by the employee of the bind `me`.

    As its main teacher where nobody else stands in, or standing in for its pair. For statements
    past the scope: whoever stands in need not see the change of the timetable behind it.
    """
    pair = func.coalesce(_change.new_pair, _change.pair)
    stand_ins = (
        select(_other.id)
        .outerjoin(_change, _change.id == _other.change_id)
        .where(
            _other.gradebook_id == Gradebook.id,
            _other.standing == Standing.substitute,
            *_covers(_other, Lesson.held_on),
            or_(pair.is_(None), pair == Lesson.pair),
        )
        .correlate(Gradebook, Lesson)
    )
    keeps = (
        select(_mine.id)
        .where(
            _mine.gradebook_id == Gradebook.id,
            _mine.teacher_id == _ME,
            _mine.standing == Standing.main,
            *_covers(_mine, Lesson.held_on),
        )
        .correlate(Gradebook, Lesson)
    )
    mine = select(_mine.gradebook_id).where(_mine.teacher_id == _ME)
    held = or_(
        and_(keeps.exists(), ~stand_ins.exists()),
        stand_ins.where(_other.teacher_id == _ME).exists(),
    )
    return and_(Gradebook.id.in_(mine), held)  # few journals are looked at, whatever the database


def _covers(term: Any, day: Any) -> tuple[ColumnElement[bool], ...]:
    return term.starts_on <= day, or_(term.ends_on.is_(None), term.ends_on >= day)


_name: Final = aliased(EmployeeLabel, name="keeper")
KEEPER_COLUMNS: Final = (
    JournalTeacher.teacher_id,
    JournalTeacher.standing,
    JournalTeacher.starts_on,
    JournalTeacher.ends_on,
    TimetableChange.pair,
    TimetableChange.new_pair,
    _name.last_name,
    _name.first_name,
    _name.patronymic,
)


def with_keepers(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return `query`, which reads from Gradebook, joined to what KEEPER_COLUMNS name.

    It gives a row for each term, one without a term for a journal that nobody ever kept.
    """
    return (
        query.outerjoin(JournalTeacher, JournalTeacher.gradebook_id == Gradebook.id)
        .outerjoin(_name, _name.id == JournalTeacher.teacher_id)
        .outerjoin(TimetableChange, TimetableChange.id == JournalTeacher.change_id)
    )


def keeper_terms_in(rows: Iterable[Any]) -> KeeperTerms:
    """Return the terms in `rows`, whose last columns are KEEPER_COLUMNS."""
    # A statement that reads more of a journal gives each term several times.
    found = dict.fromkeys(_keeper(row[-len(KEEPER_COLUMNS) :]) for row in rows)
    terms = [term for term in found if term is not None]
    return KeeperTerms(tuple(sorted(terms, key=lambda term: (term.starts_on, term.teacher_id))))


def _keeper(values: Any) -> Keeper | None:
    teacher_id, standing, starts_on, ends_on, pair, new_pair, *names = values
    if teacher_id is None:
        return None
    return Keeper(teacher_id, short_name(*names), standing, starts_on, ends_on, new_pair or pair)


_of_journal: Final = PlainSelect(
    "who keeps a journal is read with it, once it was found visible",
    with_keepers(select(Gradebook.id, *KEEPER_COLUMNS)).where(
        Gradebook.id == bindparam("gradebook")
    ),
)


def keepers_of(session: Session, gradebook_id: int) -> KeeperTerms:
    """Return who writes in a journal when; the caller has found it visible."""
    return keeper_terms_in(_of_journal(session, proven=True, gradebook=gradebook_id))


_holders: Final = PlainSelect(
    "the name of who held a lesson stands beside it, for everyone who sees the lesson",
    with_keepers(
        select(Lesson.id, Lesson.held_on, Lesson.pair, *KEEPER_COLUMNS)
        .select_from(Lesson)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    ).where(Lesson.id.in_(bindparam("lessons", expanding=True, type_=Integer()))),
)


def holders_of(session: Session, lesson_ids: Sequence[int]) -> dict[int, str]:
    """Return who holds each lesson: who stands in, else who keeps the journal that day.

    The caller has found the lessons visible; those of a vacancy are left out.
    """
    rows: dict[tuple[int, date, int | None], list[Any]] = defaultdict(list)
    if lesson_ids:
        for row in _holders(session, proven=True, lessons=list(lesson_ids)):
            rows[row[0], row[1], row[2]].append(row)
    found = {key: keeper_terms_in(terms).on(day, pair) for (key, day, pair), terms in rows.items()}
    return {key: keeper.teacher for key, keeper in found.items() if keeper is not None}


def may_write_on(terms: KeeperTerms, employee_id: int | None, day: date) -> bool:
    """Return whether `day` lies in a term of the employee: only then its lessons are theirs."""
    return any(term.teacher_id == employee_id and term.covers(day) for term in terms.terms)


def require_day(who: Principal, terms: KeeperTerms, day: date) -> None:
    """Raise NotAllowedError, which names who keeps the journal that day, unless it is `who`."""
    if not who.is_system and not may_write_on(terms, who.employee_id, day):
        raise NotAllowedError(not_yours(terms, day))


def not_yours(terms: KeeperTerms, day: date) -> str:
    """Return the sentence that says whose lessons of `day` these are."""
    keeper = terms.on(day)
    said = f"{day:%d.%m.%Y}"
    if keeper is None:
        return _("Nobody keeps this journal on %(day)s: its lessons cannot be written.", day=said)
    return _(
        "On %(day)s this journal is kept by %(teacher)s. You write in the lessons of your own "
        "days only.",
        day=said,
        teacher=keeper.teacher,
    )
