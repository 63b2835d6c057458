"""The summary sheet of a group's semester: students × all kinds of results (7.4, 8.2, 10.4)."""

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.regulation import Norm
from reports.base import Frame, Report
from reports.dataset import Dataset, Fact, Layout
from reports.group_frame import CURATOR_AND_HEAD, drawn_wide, group_facts, signatures
from reports.kinds_of_group import GroupSemester, kept_until
from reports.kinds_of_year import SemesterKind
from reports.render import Drawn
from reports.summary_sections import by_discipline, by_student
from reports.summary_table import columns, rows, totals
from reports.summary_words import legend, open_journals
from services.group_head import group_head
from services.group_results import group_results, scope_of
from services.regulation import rulebook


def dataset(session: Session, params: GroupSemester) -> Dataset:
    """Return the sheet of a group for a semester, as frozen primitives."""
    group = group_head(session, params.group_id)
    scope, numbers = scope_of(session, group, semester_id=params.semester_id)
    results = group_results(session, scope, numbers)
    weights = rulebook(session).on(scope.days.last).weights(Norm.degree_weights)
    name = SemesterKind().show(session, params.semester_id)
    return Dataset(
        title=gettext("Summary sheet of results for a semester"),
        facts=group_facts(group, scope.days.first, Fact(gettext("Semester"), name)),
        columns=columns(results),
        rows=rows(results),
        totals=totals(results, weights),
        legend=legend(results.lines),
        notes=open_journals(results.not_closed),
        signatures=signatures(group),
        more=(by_discipline(results, weights), by_student(results)),
    )


def drawn(session: Session, params: GroupSemester, frame: Frame) -> Drawn:
    """Return the sheet drawn over as many pages as its columns need."""
    return drawn_wide(REPORT, session, params, frame)


REPORT = Report(
    "semester_summary",
    lazy_gettext("Summary sheet of results for a semester"),
    Resource.group_report,
    params=GroupSemester,
    dataset=dataset,
    about=lazy_gettext(
        "Students of a group and all their results of a semester: marks, exams and credits, "
        "coursework, practice; averages, success, quality, degree of training, hours missed."
    ),
    layout=Layout.landscape,
    signatures=CURATOR_AND_HEAD,
    kept_until=kept_until,
    drawn=drawn,
)
