"""The open debts of a group, by student and discipline, with the days for making them up (4.3)."""

from dataclasses import replace

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from reports.base import Frame, Report
from reports.dataset import Dataset, Fact, Layout
from reports.debt_table import listed, matrix
from reports.group_frame import CURATOR_AND_HEAD, drawn_wide, group_facts, signatures
from reports.kinds_of_group import OneGroup, kept_until
from reports.render import Drawn
from services.debt_lists import debts_in_group
from services.group_head import group_head
from services.group_members import members_on
from services.journal_titles import journal_titles


def dataset(session: Session, params: OneGroup) -> Dataset:
    """Return the debts of today, as frozen primitives."""
    today = clock.today()
    group = group_head(session, params.group_id)
    names = {one.student_id: one.name for one in members_on(session, params.group_id, today)}
    debts = debts_in_group(session, params.group_id)
    titles = journal_titles(session, (one.gradebook_id for one in debts))
    facts = (
        Fact(gettext("On"), format_date(today, "dd.MM.yyyy")),
        Fact(gettext("Students in the group"), str(len(names))),
        Fact(gettext("of them with debts"), str(len({one.student_id for one in debts}))),
    )
    return replace(
        matrix(debts, titles, names),
        facts=group_facts(group, today, *facts),
        signatures=signatures(group, head=gettext("acquainted")),
        more=(listed(debts, titles, names),) if debts else (),
    )


def drawn(session: Session, params: OneGroup, frame: Frame) -> Drawn:
    """Return the report drawn over as many pages as its columns need."""
    return drawn_wide(REPORT, session, params, frame)


REPORT = Report(
    "debts",
    lazy_gettext("Debts of a group"),
    Resource.group_report,
    params=OneGroup,
    dataset=dataset,
    about=lazy_gettext(
        "Open debts of a group by student and discipline: what is owed since when, and the "
        "make-up day that is set for it."
    ),
    layout=Layout.landscape,
    signatures=CURATOR_AND_HEAD,
    kept_until=kept_until,
    drawn=drawn,
)
