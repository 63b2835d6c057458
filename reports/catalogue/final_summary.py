"""The summary sheet of a group's state final attestation (clauses 5.5.13, 3.1, 7.4)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.quality import Quality
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature, capped
from reports.kinds import GroupKind
from reports.params import Asked
from services.final_summary import SummaryLine, final_summary
from services.line_entry import shown


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What the report asks for."""

    group_id: Annotated[int, Asked(GroupKind(), lazy_gettext("Group"))]


def dataset(session: Session, params: GroupSummary) -> Dataset:
    """Return a line for each student of the group, as frozen primitives, with the totals."""
    found = final_summary(session, current_principal(), params.group_id)
    exam = gettext("Demonstration exam")
    return Dataset(
        title=gettext("Summary sheet of the state final attestation"),
        facts=(Fact(gettext("Group"), found.group),),
        columns=(
            Column(gettext("No."), 9, Kind.number, centred=True),
            Column(gettext("Surname, name, patronymic"), 62),
            Column(gettext("Topic of the thesis"), 90),
            Column(gettext("Supervisor"), 34),
            Column(gettext("Points"), 24, centred=True, group=exam),
            Column(gettext("Mark"), 20, centred=True, group=exam),
            Column(gettext("Mark of the thesis"), 24, centred=True),
        ),
        rows=tuple(_row(number, line) for number, line in enumerate(found.lines, 1)),
        notes=(
            f"{exam}: {_totals(found.exam)}",
            f"{gettext('Thesis')}: {_totals(found.thesis)}",
        ),
        signatures=(
            Signature("department_head", gettext("Head of department"), "", ""),
            Signature("deputy_director", gettext("Deputy director"), "", ""),
        ),
    )


def _row(number: int, line: SummaryLine) -> Row:
    points = "" if line.points is None else f"{shown(line.points)} / {shown(line.maximum)}"
    return Row(
        (
            number,
            line.student,
            capped(line.topic, 300),
            line.supervisor,
            points,
            line.exam_code or "",
            line.thesis_code or "",
        )
    )


def _totals(quality: Quality) -> str:
    parts = [f"«{code}» — {count}" for code, count in quality.distribution.items()]
    if quality.blank:
        parts.append(gettext("without a mark: %(count)d", count=quality.blank))
    for name, value in (
        (gettext("success"), quality.success),
        (gettext("quality"), quality.quality),
    ):
        if value is not None:
            parts.append(f"{name} {shown(value)} %")
    return "; ".join(parts)


REPORT = Report(
    "final_summary",
    lazy_gettext("Summary sheet of the final attestation"),
    Resource.final_protocol,
    params=GroupSummary,
    dataset=dataset,
    about=lazy_gettext(
        "Students of a graduating group: topic, supervisor, points and mark of the demonstration "
        "exam, mark of the thesis; totals by mark, success and quality."
    ),
    layout=Layout.landscape,
    signatures=("department_head", "deputy_director"),
)
