"""The base of plans: all approved plans of all programmes, searched by word or listed (3.3).

Approved plans are open to everyone who may read the base; plans in another state only to those who
see them anyway. The rarest of the sought stems leads: its topics are gone through in the order of
the index, newest first, and each is looked up under the other stems.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from domain.enums import PlanState
from domain.stems import stems
from domain.text import fold
from services.journal_columns import COUNT, journal_name
from services.plan_base_shapes import BaseFilter, BasePlace, FoundPlan, FoundTopic
from services.plan_base_statements import (
    COUNTED,
    HOLDING,
    MOST_WORDS,
    PLACES,
    PLANS,
    SUMS,
    TOPICS,
    WHY,
)

STEP: Final = 50


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
    words = {f"word{at}": word for at, word in enumerate(sought)}
    binds = _binds(narrowed, size, skip) | words
    ids = list(HOLDING[len(sought)](session, **binds).scalars())
    rows = TOPICS(session, proven=True, topics=ids[:size])
    return [FoundTopic(_place(row), *row[PLACES:]) for row in rows], len(ids) > size


def list_plans(
    session: Session, narrowed: BaseFilter, size: int = STEP, skip: int = 0
) -> tuple[list[FoundPlan], bool]:
    """Return plans of the base, the latest year first, and whether more follow."""
    rows = PLANS(session, **_binds(narrowed, size, skip)).all()
    ids = [row[COUNT] for row in rows[:size]]
    sums = {key: (int(hours), count) for key, hours, count in SUMS(session, proven=True, plans=ids)}
    found = [
        FoundPlan(_place(row), *sums.get(row[COUNT], (0, 0)), row[PLACES]) for row in rows[:size]
    ]
    return found, len(rows) > size


def rarest_first(session: Session, sought: Sequence[str]) -> list[str]:
    """Return stems by how many topics hold them: the search then looks at the fewest topics."""
    if len(sought) < 2:
        return list(sought)
    counts = {one: COUNTED(session, proven=True, stem=one).scalar_one() for one in sought}
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
    plan_id, state, year, programme = row[COUNT:PLACES]
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
