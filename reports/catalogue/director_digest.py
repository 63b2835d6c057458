"""The digest to the director: the period on a page or two, and what needs a decision (5.2.5)."""

from dataclasses import dataclass, replace
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from domain.span import Span
from reports.base import Report
from reports.dataset import Dataset, Fact, Layout
from reports.digest_sections import (
    attendance_section,
    completeness_section,
    control_section,
    pictures,
    question_section,
    results_section,
)
from reports.kinds_of_period import PeriodKind
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from reports.performance_table import places
from services.digest import digest, term_of


@dataclass(frozen=True, slots=True)
class DigestAsked:
    """What the digest asks for."""

    period: Annotated[Span, Asked(PeriodKind(), lazy_gettext("Period"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]


def dataset(session: Session, params: DigestAsked) -> Dataset:
    """Return completeness first, then attendance, control, results and the questions."""
    span = params.period
    department = None if params.department_id == ALL else params.department_id
    found = digest(session, span.first, span.last, term_of(session, span.last), department)
    layout = Layout.portrait
    first = completeness_section(found, layout)
    more = [attendance_section(found, layout), control_section(found, layout)]
    if any(one.performance and one.performance.quality.total for one in found.departments):
        more.append(results_section(found, layout))
    more.append(question_section(found.questions, layout))
    return replace(
        first,
        title=gettext("Digest to the director"),
        facts=(
            Fact(gettext("Period"), PeriodKind().show(session, span)),
            Fact(
                gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)
            ),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
        ),
        notes=(
            gettext(
                "In time: of the recorded lessons. Not recorded: after the limit of the regulation."
            ),
        ),
        signatures=places(),
        pictures=pictures(found),
        more=tuple(more),
    )


REPORT = Report(
    "director_digest",
    lazy_gettext("Digest to the director"),
    Resource.council_report,
    params=DigestAsked,
    dataset=dataset,
    about=lazy_gettext(
        "The period by department on a page or two: completeness, attendance, debts, inspections, "
        "remarks, results, and what needs a decision."
    ),
    signatures=("maker", "deputy_director"),
)
