"""The stems of topics of lesson plans, kept so that topics are found in any word form (3.3).

A stem is kept per topic in a table of its own, so that SQLite and PostgreSQL find the same rows,
and as fast. The search itself stands in `services/plan_base.py`.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from access.session import system_write
from domain.stems import stems
from models import PlanStem

AT_ONCE: Final = 500  # topics in one statement


def index_topics(session: Session, rows: Sequence[tuple[int, str]]) -> None:
    """Keep the stems of topics anew, in the caller's writing unit.

    `rows` are pairs of a topic's id and its title; what was kept of these topics is replaced.
    """
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        ids = [topic_id for topic_id, _title in part]
        system_write(session, delete(PlanStem).where(PlanStem.topic_id.in_(ids)))
        kept = [
            {"topic_id": topic_id, "stem": stem}
            for topic_id, title in part
            for stem in stems(title)
        ]
        if kept:
            system_write(session, insert(PlanStem), kept)


__all__ = ["index_topics", "stems"]
