"""Which journals are a person's, today's first, and how to move between them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from access.principal import Principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.text import fold, sort_key
from models import (
    AcademicYear,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    Lesson,
    StudyGroup,
    Subgroup,
)
from services.journal_columns import (
    COLUMNS,
    COUNT,
    JournalName,
    journal_name,
    with_journal,
    year_begun,
)
from services.journal_keepers import kept_on
from services.journal_lists import (
    JournalLine,
    JournalPage,
    LessonLine,
    Neighbour,
    Neighbours,
)
from services.lesson_lists import lessons_of_today

MOST_NEIGHBOURS = 60


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What is counted of a journal's lessons up to today."""

    today: int = 0
    first_pair: int | None = None  # today
    not_filled: int = 0
    hours_held: int = 0


def my_journals(
    session: Session,
    who: Principal,
    search: str = "",
    year_id: int | None = None,
    limit: int = 100,
    *,
    department_id: int | None = None,
    group_id: int | None = None,
    teacher_id: int | None = None,
    missing: bool = False,
) -> JournalPage:
    """Return the journals of the present year, or of `year_id`: today's first, then the own.

    `search` is sought in codes, disciplines, groups and teachers' names; `missing` leaves those
    with lessons that nobody confirmed.
    """
    today = clock.today()
    year = session.get(AcademicYear, year_id) if year_id else year_begun(session, today)
    if year is None:
        return JournalPage((), False)
    query = _of_the_year(year.id, today, who).limit(limit + 1)
    places = {
        StudyGroup.department_id: department_id,
        Gradebook.group_id: group_id,
        Gradebook.teacher_id: teacher_id,
    }
    wanted = [column == key for column, key in places.items() if key is not None]
    wanted += _found_by(search)
    if missing:
        wanted.append(Gradebook.id.in_(_with_missing(year, today)))
    query = query.where(*wanted)
    rows = session.execute(query).all()
    numbers = _numbers(session, [row[0] for row in rows[:limit]], year, today)
    lines = [
        _line(journal_name(row), numbers.get(row[0], _Numbers()), bool(row[COUNT]))
        for row in rows[:limit]
    ]
    lines.sort(key=lambda line: _order(line, numbers.get(line.gradebook_id, _Numbers())))
    return JournalPage(tuple(lines), len(rows) > limit)


def _of_the_year(year_id: int, today: date, who: Principal) -> Select[*tuple[Any, ...]]:
    """Return the statement of a year's journals: those taught today first, then the own."""
    # Journals of earlier years are named out: SQLite would look for today's lessons in each.
    of_year = select(Gradebook.id).where(Gradebook.academic_year_id == year_id)
    taught_today = select(Lesson.gradebook_id).where(
        Lesson.held_on == today, Lesson.gradebook_id.in_(of_year)
    )
    return (
        with_journal(select(*COLUMNS, _own(who, today)))
        .where(Gradebook.academic_year_id == year_id)
        .order_by(
            Gradebook.id.in_(taught_today).desc(),
            _own(who, today).desc(),
            StudyGroup.name,
            CurriculumItem.position,
            CurriculumItem.index_code,
            Gradebook.id,
        )
    )


def _own(who: Principal, today: date) -> Any:
    return kept_on(who.employee_id, today)


def _found_by(search: str) -> list[Any]:
    """Return the criterion of a search, none for an empty one."""
    folded = fold(search)
    if not folded:
        return []
    return [
        or_(
            CurriculumItem.search_text.contains(folded, autoescape=True),
            StudyGroup.search_name.contains(folded, autoescape=True),
            EmployeeLabel.sort_name.contains(sort_key(search), autoescape=True),
        )
    ]


def _with_missing(year: AcademicYear, today: date) -> Any:
    return select(Lesson.gradebook_id).where(
        Lesson.held_on.between(year.starts_on, today), Lesson.confirmed_at.is_(None)
    )


def _order(line: JournalLine, numbers: _Numbers) -> tuple[bool, int, bool]:
    return not line.lessons_today, numbers.first_pair or 0, not line.own


_is_today = Lesson.held_on == bindparam("today")
_counts = PlainSelect(
    "lessons are counted of the journals that the person is being shown in the same list",
    select(
        Lesson.gradebook_id,
        func.sum(case((_is_today, 1), else_=0)),
        func.min(case((_is_today, Lesson.pair))),
        func.sum(case((Lesson.confirmed_at.is_(None), 1), else_=0)),
        func.sum(Lesson.hours),
    )
    .where(
        Lesson.gradebook_id.in_(bindparam("journals", expanding=True)),
        Lesson.held_on.between(bindparam("begin"), bindparam("today")),
    )
    .group_by(Lesson.gradebook_id),
)


def _numbers(
    session: Session, gradebook_ids: list[int], year: AcademicYear, today: date
) -> dict[int, _Numbers]:
    rows = _counts(
        session, proven=True, journals=gradebook_ids, begin=year.starts_on, today=today
    ).all()
    return {row[0]: _Numbers(*row[1:]) for row in rows}


def _line(name: JournalName, numbers: _Numbers, own: bool) -> JournalLine:
    return JournalLine(
        gradebook_id=name.gradebook_id,
        title=name.title,
        index_code=name.index_code,
        group_id=name.group_id,
        group=name.group,
        subgroup=name.subgroup,
        teacher_id=name.teacher_id,
        teacher=name.teacher,
        own=own,
        lessons_today=numbers.today,
        not_filled=numbers.not_filled,
        hours_held=numbers.hours_held,
    )


@cache
def _beside() -> Select[*tuple[Any, ...]]:
    """Return the statement of `neighbours`, built once: building it costs more than running it."""
    this = aliased(Gradebook)
    key = bindparam("gradebook_id", type_=Integer)

    def of_this(column: Any) -> Any:
        return select(column).where(this.id == key).scalar_subquery()

    return (
        with_journal(select(*COLUMNS))
        .where(
            Gradebook.academic_year_id == of_this(this.academic_year_id),
            or_(
                Gradebook.group_id == of_this(this.group_id),
                Gradebook.teacher_id == of_this(this.teacher_id),
            ),
        )
        # The journal itself comes first: it says whose group and whose teacher these are.
        .order_by(
            (Gradebook.id == key).desc(),
            CurriculumItem.index_code,
            StudyGroup.name,
            Subgroup.name,
            Gradebook.id,
        )
        .limit(MOST_NEIGHBOURS)
    )


def neighbours(session: Session, gradebook_id: int) -> Neighbours:
    """Return the other journals of a journal's group and of its teacher that are seen."""
    rows = session.execute(_beside(), {"gradebook_id": gradebook_id})
    names = [journal_name(row) for row in rows]
    if not names or names[0].gradebook_id != gradebook_id:
        return Neighbours((), ())
    own, *others = names
    return Neighbours(
        tuple(_neighbour(name) for name in others if name.group_id == own.group_id),
        tuple(_neighbour(name) for name in others if name.teacher_id == own.teacher_id),
    )


def _neighbour(name: JournalName) -> Neighbour:
    return Neighbour(name.gradebook_id, name.title, name.group, name.subgroup)


__all__ = [
    "JournalLine",
    "JournalPage",
    "LessonLine",
    "Neighbour",
    "Neighbours",
    "lessons_of_today",
    "my_journals",
    "neighbours",
]
