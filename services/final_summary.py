"""The summary of a group's state final attestation: exam, thesis, totals (5.5.13, 3.1, 7.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.quality import Quality, summary
from domain.regulation import Norm
from models import StudyGroup
from services.demo_exams import exam_rows
from services.errors import NotFoundError
from services.regulation import rulebook
from services.thesis_rows import thesis_ids, thesis_rows


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A student's line of the summary; points of the exam that counts, the last one."""

    student_id: int
    student: str
    topic: str
    supervisor: str
    points: Decimal | None
    maximum: Decimal | None
    exam_code: str | None
    thesis_code: str | None


@dataclass(frozen=True, slots=True)
class FinalSummary:
    """The summary of a group; each total is of its own column."""

    group_id: int
    group: str
    lines: tuple[SummaryLine, ...]
    exam: Quality
    thesis: Quality


def final_summary(session: Session, who: Principal, group_id: int) -> FinalSummary:
    """Return the summary of a visible group; raise NotFoundError. At most six statements."""
    group = session.scalar(select(StudyGroup).where(StudyGroup.id == group_id))
    if group is None:
        raise NotFoundError(_("There is no such group, or it is not yours to see."))
    theses = {
        row.student_id: row
        for row in thesis_rows(session, who, thesis_ids(session, group_id=group_id))
    }
    rows = exam_rows(session, who, group_id=group_id)
    # The last exam with a mark counts; one still to be held stands where there is none.
    exams = {row.student_id: row for row in sorted(rows, key=lambda one: one.code is not None)}
    names = {key: row.student for key, row in exams.items()}
    names |= {key: row.student for key, row in theses.items()}
    lines = []
    for key in sorted(names, key=lambda one: names[one]):
        thesis, exam = theses.get(key), exams.get(key)
        lines.append(
            SummaryLine(
                key,
                names[key],
                thesis.topic if thesis else "",
                thesis.supervisor if thesis else "",
                exam.points if exam else None,
                exam.maximum if exam else None,
                exam.code if exam else None,
                thesis.code if thesis else None,
            )
        )
    return FinalSummary(
        group.id,
        group.name,
        tuple(lines),
        summary(
            [line.exam_code for line in lines],
            _weights(session, (row.held_on for row in exams.values())),
        ),
        summary(
            [line.thesis_code for line in lines],
            _weights(session, (row.defended_on for row in theses.values())),
        ),
    )


def _weights(session: Session, days: Iterable[date | None]) -> Mapping[str, int]:
    """Return the weights of marks on the last of `days`, today where none is known (11.3)."""
    day = max((day for day in days if day is not None), default=clock.today())
    return rulebook(session).on(day).weights(Norm.degree_weights)
