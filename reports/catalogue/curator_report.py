"""The curator's report of a semester: movement, attendance, results, debts, students at risk."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.cells import MARK_CODES
from domain.clock import clock
from domain.enums import DebtKind
from domain.quality import summary
from domain.regulation import Norm
from models.labels import label_of
from reports.base import Report
from reports.curator_sections import at_risk, attendance, contingent
from reports.dataset import Column, Dataset, Fact, Kind, Row, Tone
from reports.group_frame import CURATOR_AND_HEAD, group_facts, signatures
from reports.kinds_of_group import GroupSemester, kept_until
from reports.kinds_of_year import SemesterKind
from reports.summary_sections import by_student
from reports.summary_table import average_of, number
from reports.summary_words import open_journals
from services.attendance import attendance_sheet
from services.debt_lists import DebtLine, debts_in_group
from services.group_head import group_head
from services.group_members import members_within
from services.group_result_shapes import GroupResults
from services.group_results import group_results, scope_of
from services.regulation import rulebook


def dataset(session: Session, params: GroupSemester) -> Dataset:
    """Return the report of a group for a semester, as frozen primitives."""
    group = group_head(session, params.group_id)
    scope, numbers = scope_of(session, group, semester_id=params.semester_id)
    results = group_results(session, scope, numbers)
    debts = debts_in_group(session, params.group_id)
    name = SemesterKind().show(session, params.semester_id)
    people = contingent(members_within(session, params.group_id, scope.days), scope.days)
    weights = rulebook(session).on(scope.days.last).weights(Norm.degree_weights)
    return Dataset(
        title=gettext("Curator's report for a semester"),
        facts=group_facts(group, scope.days.first, Fact(gettext("Semester"), name)),
        columns=(),
        rows=(),
        notes=open_journals(results.not_closed),
        signatures=signatures(group),
        more=(
            people,
            attendance(attendance_sheet(session, params.group_id, scope.days)),
            _marks(results, weights),
            _narrow(by_student(results)),
            _debts(debts),
            at_risk(results, debts),
        ),
    )


def _marks(results: GroupResults, weights: Mapping[str, int]) -> Dataset:
    """Return success, quality and degree of training of the final marks and of all results."""
    rows = []
    for title, columns in (
        (gettext("All marks of the semester"), results.final),
        (gettext("All results"), results.counted),
    ):
        codes = results.codes(columns)
        found = summary(codes, weights)
        rows.append(
            Row(
                (
                    title,
                    *(found.distribution.get(code) for code in MARK_CODES),
                    number(average_of(codes)),
                    number(found.success),
                    number(found.quality),
                    number(found.degree),
                )
            )
        )
    return Dataset(
        title=gettext("Success and quality"),
        columns=(
            Column(gettext("Which marks"), 44),
            *(
                Column(code, 9, Kind.number, centred=True, group=gettext("Number of marks"))
                for code in MARK_CODES
            ),
            Column(gettext("Average mark"), 17, Kind.number, centred=True),
            Column(gettext("Success, %"), 22, Kind.percent, centred=True),
            Column(gettext("Quality, %"), 18, Kind.percent, centred=True),
            Column(gettext("Degree of training, %"), 17, Kind.percent, centred=True),
        ),
        rows=tuple(rows),
    )


def _narrow(section: Dataset) -> Dataset:
    """Return the results by student for an upright page."""
    widths = (50, 24, 116)
    columns = tuple(
        replace(column, width=width) for column, width in zip(section.columns, widths, strict=True)
    )
    return replace(section, columns=columns)


def _debts(debts: Sequence[DebtLine]) -> Dataset:
    """Return how many debts of each kind are open today, and how many have a day set."""
    kinds = Counter(one.kind for one in debts)
    dated = Counter(one.kind for one in debts if one.meeting is not None)
    people = {kind: len({one.student_id for one in debts if one.kind is kind}) for kind in kinds}
    return Dataset(
        title=gettext("Open debts"),
        facts=(Fact(gettext("On"), format_date(clock.today(), "dd.MM.yyyy")),),
        columns=(
            Column(gettext("What the student owes"), 80),
            Column(gettext("Debts"), 35, Kind.number, centred=True),
            Column(gettext("Students of the group"), 35, Kind.number, centred=True),
            Column(gettext("With a make-up day"), 40, Kind.number, centred=True),
        ),
        rows=tuple(
            Row((str(label_of(kind)), kinds[kind], people[kind], dated[kind]))
            for kind in DebtKind
            if kinds[kind]
        ),
        totals=(
            Row(
                (
                    gettext("In all"),
                    len(debts),
                    len({one.student_id for one in debts}),
                    sum(dated.values()),
                ),
                (Tone.strong,) * 4,
            ),
        ),
    )


REPORT = Report(
    "curator_report",
    lazy_gettext("Curator's report for a semester"),
    Resource.curator_report,
    params=GroupSemester,
    dataset=dataset,
    about=lazy_gettext(
        "A group's semester in the curator's hand: who came and left, attendance by month, "
        "success and quality, debts, students at risk."
    ),
    signatures=CURATOR_AND_HEAD,
    kept_until=kept_until,
)
