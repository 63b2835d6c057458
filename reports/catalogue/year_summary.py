"""The summary sheet of a group's year: semesters, year, exams, practice side by side (7.4, 8.2)."""

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.regulation import Norm
from reports.base import Frame, Report
from reports.dataset import Dataset, Fact, Layout
from reports.group_frame import CURATOR_AND_HEAD, drawn_wide, group_facts, signatures
from reports.kinds_of_group import GroupYear, YearKind, kept_until
from reports.render import Drawn
from reports.summary_sections import by_discipline, by_student
from reports.summary_table import columns, rows, totals
from reports.summary_words import legend, open_journals
from services.group_head import group_head
from services.group_results import group_results, scope_of
from services.regulation import rulebook


def dataset(session: Session, params: GroupYear) -> Dataset:
    """Return the sheet of a group for a year, as frozen primitives."""
    group = group_head(session, params.group_id)
    scope, numbers = scope_of(session, group, year_id=params.year_id)
    results = group_results(session, scope, numbers)
    weights = rulebook(session).on(scope.days.last).weights(Norm.degree_weights)
    name = YearKind().show(session, params.year_id)
    return Dataset(
        title=gettext("Summary sheet of results for a year"),
        facts=group_facts(group, scope.days.first, Fact(gettext("Academic year"), name)),
        columns=columns(results),
        rows=rows(results),
        totals=totals(results, weights),
        legend=legend(results.lines),
        notes=open_journals(results.not_closed),
        signatures=signatures(group),
        more=(by_discipline(results, weights), by_student(results)),
    )


def drawn(session: Session, params: GroupYear, frame: Frame) -> Drawn:
    """Return the sheet drawn over as many pages as its columns need."""
    return drawn_wide(REPORT, session, params, frame)


REPORT = Report(
    "year_summary",
    lazy_gettext("Summary sheet of results for a year"),
    Resource.group_report,
    params=GroupYear,
    dataset=dataset,
    about=lazy_gettext(
        "Students of a group and all their results of a year: marks of both semesters and of the "
        "year, exams and credits, coursework, practice, results of disciplines; averages, shares."
    ),
    layout=Layout.landscape,
    signatures=CURATOR_AND_HEAD,
    kept_until=kept_until,
    drawn=drawn,
)
