"""The lessons of today and the next days with what the plan has for each (5.5.2)."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from domain.clock import clock
from services.journal_lists import LessonLine
from services.journal_plan import plans_of
from services.lesson_lists import lessons_of_days
from services.lesson_suggestion import suggested


def lessons_with_topics(session: Session, days: int) -> tuple[list[LessonLine], list[LessonLine]]:
    """Return the principal's lessons of today, and of the `days` after it, in their order.

    A lesson without a topic says in `suggestion` what the plan has for it. Four statements.
    """
    today = clock.today()
    lines = lessons_of_days(session, today, today + timedelta(days=days))
    plans = plans_of(session, list({line.gradebook_id for line in lines if not line.topic}))
    found = []
    for line in lines:
        take = None if line.topic else suggested(plans[line.gradebook_id], line.lesson_id)
        found.append(line if take is None else replace(line, suggestion=take.topic))
    return (
        [line for line in found if line.held_on == today],
        [line for line in found if line.held_on > today],
    )
