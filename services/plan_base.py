"""The base of plans: all approved plans of all programmes, searched by word or listed (3.3).

Approved plans are open to everyone who may read the base; plans in another state only to those who
see them anyway. The rarest of the sought stems leads: its topics are gone through in the order of
the index, newest first, and each is looked up under the other stems.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.enums import PlanState
from domain.stems import stems
from domain.text import fold
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Gradebook,
    LessonPlan,
    LessonPlanTopic,
    PlanStem,
    Programme,
    StudyGroup,
)
from services.journal_columns import COLUMNS, COUNT, journal_name, with_journal
from services.plan_base_shapes import BaseFilter, BasePlace, FoundPlan, FoundTopic

WHY: Final = "approved plans are the college's base (3.3)"
MOST_WORDS: Final = 6  # of a search; more are left out
COMMON: Final = 2000  # topics under one stem that are counted to find the rarest
STEP: Final = 50


_PLACE: Final = (*COLUMNS, LessonPlan.id, LessonPlan.state, AcademicYear.name, Programme.code)
_PLACES: Final = len(_PLACE)
_first = aliased(PlanStem)


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return `query` from plans joined to their journals, and narrowed by the filter's binds."""
    return (
        with_journal(
            query.join(Gradebook, Gradebook.id == LessonPlan.gradebook_id).join(
                AcademicYear, AcademicYear.id == Gradebook.academic_year_id
            )
        )
        .join(Curriculum, Curriculum.id == CurriculumItem.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .where(
            LessonPlan.state == bindparam("state", type_=LessonPlan.state.type),
            or_(bindparam("programme") == 0, Curriculum.programme_id == bindparam("programme")),
            or_(bindparam("group") == 0, Gradebook.group_id == bindparam("group")),
            or_(bindparam("teacher") == 0, Gradebook.teacher_id == bindparam("teacher")),
            or_(bindparam("year") == 0, Gradebook.academic_year_id == bindparam("year")),
            or_(
                bindparam("discipline") == "",
                CurriculumItem.search_text.contains(bindparam("discipline"), autoescape=False),
            ),
        )
        .limit(bindparam("most"))
        .offset(bindparam("skip"))
    )


def _holds(word: str) -> Any:
    other = aliased(PlanStem)
    return exists().where(other.stem == bindparam(word), other.topic_id == _first.topic_id)


_topics: Final = PlainSelect(
    WHY,
    _joined(
        select(
            *_PLACE,
            LessonPlanTopic.id,
            LessonPlanTopic.title,
            LessonPlanTopic.level,
            LessonPlanTopic.semester_number,
            LessonPlanTopic.hours,
            LessonPlanTopic.kind,
        )
        .select_from(_first)
        .join(LessonPlanTopic, LessonPlanTopic.id == _first.topic_id)
        .join(LessonPlan, LessonPlan.id == LessonPlanTopic.plan_id)
    )
    .where(
        _first.stem == bindparam("word0"),
        *(_holds(f"word{at}") for at in range(1, MOST_WORDS)),
    )
    .order_by(_first.topic_id.desc()),
)
_plans: Final = PlainSelect(
    WHY,
    _joined(
        select(
            *_PLACE,
            LessonPlan.decided_at,
        ).select_from(LessonPlan)
    ).order_by(
        AcademicYear.starts_on.desc(),
        Programme.code,
        CurriculumItem.search_text,
        StudyGroup.name,
        LessonPlan.id,
    ),
)
_sums: Final = PlainSelect(
    "hours and rows of plans that were found",
    select(
        LessonPlanTopic.plan_id,
        func.coalesce(func.sum(LessonPlanTopic.hours), 0),
        func.count(LessonPlanTopic.id),
    )
    .where(LessonPlanTopic.plan_id.in_(bindparam("plans", expanding=True)))
    .group_by(LessonPlanTopic.plan_id),
)
_count: Final = PlainSelect(
    "how many topics hold a stem names no plan",
    select(func.count()).select_from(
        select(PlanStem.id).where(PlanStem.stem == bindparam("stem")).limit(COMMON).subquery()
    ),
)


def search_topics(
    session: Session, text: str, narrowed: BaseFilter, size: int = STEP, skip: int = 0
) -> tuple[list[FoundTopic], bool]:
    """Return topics that hold all words of `text` in any form, newest first, and whether more are.

    Text without a word to search for finds nothing. The caller has checked that the person may
    read the base; in a state other than approved only visible plans are searched.
    """
    sought = rarest_first(session, stems(text)[:MOST_WORDS])
    if not sought:
        return [], False
    binds = _binds(narrowed, size, skip) | {
        f"word{at}": sought[min(at, len(sought) - 1)] for at in range(MOST_WORDS)
    }
    rows = _topics(session, **binds).all()
    found = [FoundTopic(_place(row), *row[_PLACES:]) for row in rows[:size]]
    return found, len(rows) > size


def list_plans(
    session: Session, narrowed: BaseFilter, size: int = STEP, skip: int = 0
) -> tuple[list[FoundPlan], bool]:
    """Return plans of the base, the latest year first, and whether more follow."""
    rows = _plans(session, **_binds(narrowed, size, skip)).all()
    ids = [row[COUNT] for row in rows[:size]]
    sums = {
        key: (int(hours), count) for key, hours, count in _sums(session, proven=True, plans=ids)
    }
    found = [
        FoundPlan(_place(row), *sums.get(row[COUNT], (0, 0)), row[_PLACES]) for row in rows[:size]
    ]
    return found, len(rows) > size


def rarest_first(session: Session, sought: Sequence[str]) -> list[str]:
    """Return stems by how many topics hold them: the search then looks at the fewest topics."""
    if len(sought) < 2:
        return list(sought)
    counts = {one: _count(session, proven=True, stem=one).scalar_one() for one in sought}
    return sorted(sought, key=lambda one: counts[one])


def _binds(narrowed: BaseFilter, size: int, skip: int) -> dict[str, Any]:
    return {
        "proven": narrowed.state is PlanState.approved,
        "state": narrowed.state,
        "programme": narrowed.programme_id,
        "group": narrowed.group_id,
        "teacher": narrowed.teacher_id,
        "year": narrowed.year_id,
        "discipline": fold(narrowed.discipline).replace("%", "").replace("_", ""),
        "most": size + 1,
        "skip": skip,
    }


def _place(row: Any) -> BasePlace:
    plan_id, state, year, programme = row[COUNT:_PLACES]
    return BasePlace(plan_id, state, year, programme, journal_name(row))


__all__ = [
    "STEP",
    "WHY",
    "BaseFilter",
    "BasePlace",
    "FoundPlan",
    "FoundTopic",
    "list_plans",
    "search_topics",
]
