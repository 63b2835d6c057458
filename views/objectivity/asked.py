"""Which semester and which journals an address asks about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.objectivity import Question
from models import Semester
from services.errors import FieldsError, NotFoundError
from services.monitor_shapes import Filters
from services.semester_now import semester_now
from views.monitor.period import key_in


@dataclass(frozen=True, slots=True)
class Asked:
    """The semester, the filters, the question that is shown."""

    semester: Semester
    filters: Filters
    question: Question

    def address(self, path: str = "/objectivity/", **changes: Any) -> str:
        """Return `path` with all that is asked for, and `changes` in it."""
        query = {
            "semester": self.semester.id,
            "department": self.filters.department_id,
            "group": self.filters.group_id,
            "teacher": self.filters.teacher_id,
            "question": self.question.value,
        } | changes
        return f"{path}?{urlencode({k: v for k, v in query.items() if v is not None})}"


def asked_in(session: Session, query: Mapping[str, str]) -> Asked:
    """Return what `query` asks for, the present semester unless told.

    Raises FieldsError for what is none, NotFoundError where there is no such semester.
    """
    key = key_in(query, "semester")
    semester = semester_now(session) if key is None else session.get(Semester, key)
    if semester is None or semester.programme_id is not None:
        raise NotFoundError(_("There is no such semester."))
    question = query.get("question") or Question.departs
    if question not in set(Question):
        raise FieldsError({"question": _("Choose one of the list.")})
    filters = Filters(key_in(query, "department"), key_in(query, "group"), key_in(query, "teacher"))
    return Asked(semester, filters, Question(question))


def semesters(session: Session) -> list[Semester]:
    """Return the semesters to choose from, the last one first."""
    common = select(Semester).where(Semester.programme_id.is_(None))
    return list(session.scalars(common.order_by(Semester.starts_on.desc())))
