"""What reports about a group share: the facts at the head, the places to sign at the foot."""

from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from reports.base import Frame, Report
from reports.dataset import Fact, Signature
from services.group_head import GroupHead

if TYPE_CHECKING:
    from reports.render import Drawn

CURATOR_AND_HEAD = ("curator", "department_head")


def group_facts(group: GroupHead, day: date, *when: Fact) -> tuple[Fact, ...]:
    """Return the facts about a group; `day` tells its course, `when` the time of the report."""
    return (
        Fact(gettext("Group"), group.name),
        Fact(gettext("Course"), str(max(1, group.course_on(day)))),
        *when,
        Fact(gettext("Programme"), group.programme),
        Fact(gettext("Department"), group.department),
        Fact(gettext("Curator"), group.curator or "—"),
    )


def signatures(group: GroupHead, curator: str = "", head: str = "") -> tuple[Signature, ...]:
    """Return the places of the curator and the head; `curator`, `head` are what each signs to."""
    return (
        Signature("curator", gettext("Curator"), curator, group.curator),
        Signature("department_head", gettext("Head of department"), head, group.head),
    )


def drawn_wide(report: Report, session: Session, params: Any, frame: Frame) -> "Drawn":
    """Return a report drawn with as many columns as it has, over as many pages as they need.

    The renderer is loaded here: a web process never needs it.
    """
    from reports.render.wide import Wide

    made = report.build(session, params, organisation=frame.organisation, made_on=frame.made_on)
    return Wide(made)
