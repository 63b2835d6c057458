"""Signing the final marks of a journal, and reopening them (clauses 4.6, 6.1, 6.2)."""

from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.clock import clock
from models import CurriculumItem, Department, Employee, Gradebook, GradeClosing, StudyGroup
from services.discipline_results import proposed, write_results
from services.errors import ConflictError, FieldsError, NotFoundError
from services.final_inputs import MOST_REASON
from services.final_marks import load, require_open
from services.final_shapes import FinalMarks
from services.final_words import Obstacle, obstacles, warnings
from services.journal_lock import lock_journal
from services.journal_rights import Need
from services.notices import message_key, notify
from services.regulation import rulebook

SIGNS: Final[tuple[Need, ...]] = ((Resource.grade_closing, Action.create),)
_told: Final = PlainSelect(
    "who keeps a journal and who heads its department are told that it was reopened",
    select(
        Employee.id,
        Employee.user_id,
        Gradebook.teacher_id,
        StudyGroup.name,
        CurriculumItem.name,
    )
    .select_from(Gradebook)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .outerjoin(Department, Department.id == StudyGroup.department_id)
    .join(
        Employee,
        (Employee.id == Gradebook.teacher_id) | (Employee.id == Department.head_id),
    )
    .where(Gradebook.id == bindparam("gradebook")),
)
_REOPENED: Final = message_key(
    "%(item)s, %(group)s: %(who)s reopened the final marks. Reason: %(reason)s"
)


def sign(
    session: Session,
    who: Principal,
    gradebook_id: int,
    *,
    semester: int | None = None,
    year: bool = False,
    accepts: bool = False,
) -> int:
    """Sign the marks of a semester or of the year, which freezes them; return the closing's key.

    `accepts`: who signs has seen the warnings. Raises NotFoundError, NotAllowedError, and
    ConflictError, whose details list what stops it and what has to be accepted.
    """
    with writing():
        lock_journal(session, who, gradebook_id, SIGNS)
        marks = load(session, gradebook_id, semester, year=year)
        require_open(marks)
        stopped, warned = obstacles(marks), warnings(marks)
        if stopped:
            raise ConflictError(_("The marks cannot be signed yet."), _details(stopped, warned))
        if warned and not accepts:
            raise ConflictError(_("Say that you have seen the warnings."), _details((), warned))
        if year and marks.year.ends_here:
            _make_results(session, who, marks)
        closing = GradeClosing(
            gradebook_id=gradebook_id,
            semester_id=marks.term and marks.term.semester_id,
            signed_at=clock.now(),
            signed_by_id=who.user_id,
            signed_name=_name(who, marks),
        )
        session.add(closing)
        session.flush()
        key = closing.id
        session.commit()
    return key


def _details(stopped: tuple[Obstacle, ...], warned: tuple[Obstacle, ...]) -> dict[str, Any]:
    return {
        "obstacles": [one.as_json() for one in stopped],
        "warnings": [one.as_json() for one in warned],
    }


def _make_results(session: Session, who: Principal, marks: FinalMarks) -> None:
    """Make the results of the item, which ends in this year, from all its marks."""
    students = [one.student_id for one in marks.students if one.given]
    # As the marks of the year: by what was in force when it ended, however late it is signed.
    ends_on = marks.year.terms[-1].ends_on if marks.year.terms else marks.head.year_ends_on
    rules = rulebook(session).on(min(clock.today(), ends_on))
    found = proposed(session, marks.head.item_id, marks.year.final_form, students, rules)
    write_results(session, who, marks.head.item_id, marks.head.id, found)


def _name(who: Principal, marks: FinalMarks) -> str:
    """Return the name under the signature: as the journal names the teacher."""
    terms = marks.head.keepers.terms
    known = next((one.teacher for one in terms if one.teacher_id == who.employee_id), None)
    return known or who.name


def freezes(marks: FinalMarks) -> str:
    """Return what a signature freezes, for who is about to give it."""
    if marks.term is None:
        said = _("The marks of the year can no longer be changed.")
        if marks.year.ends_here:
            said += " " + _("The results of the discipline for the diploma are made from them.")
        return said
    return ngettext(
        "The final mark of %(num)s student and all lessons, marks and absences of the semester "
        "can no longer be changed.",
        "The final marks of %(num)s students and all lessons, marks and absences of the semester "
        "can no longer be changed.",
        sum(one.given is not None for one in marks.students),
    )


def reopen(session: Session, who: Principal, closing_id: int, reason: str) -> int:
    """Reopen signed marks and tell the teacher and the head; return the journal's key.

    Raises NotFoundError, FieldsError without a reason, ConflictError where it is open already or
    where the year that follows from a semester is still signed.
    """
    why = " ".join(reason.split())
    if not why or len(why) > MOST_REASON:
        said = _("Say why, in at most %(most)d characters.", most=MOST_REASON)
        raise FieldsError({"reason": said})
    with writing():
        closing = session.scalar(select(GradeClosing).where(GradeClosing.id == closing_id))
        if closing is None:
            raise NotFoundError(_("There is no such signature, or it is not yours to see."))
        if closing.reopened_at is not None:
            raise ConflictError(_("It was reopened already."))
        if closing.semester_id is not None and _year_signed(session, closing.gradebook_id):
            raise ConflictError(_("The year is signed: reopen the year first."))
        gradebook_id, semester = closing.gradebook_id, closing.semester
        closing.reopened_at = clock.now()
        closing.reopened_by_id = who.user_id
        closing.reopen_reason = why
        session.flush()
        term = "year" if semester is None else str(semester.number)
        _tell(session, who, gradebook_id, why, f"/journal/{gradebook_id}/closing?semester={term}")
        session.commit()
    return gradebook_id


def _year_signed(session: Session, gradebook_id: int) -> bool:
    rows = select(GradeClosing.id).where(
        GradeClosing.gradebook_id == gradebook_id,
        GradeClosing.semester_id.is_(None),
        GradeClosing.reopened_at.is_(None),
    )
    return session.scalar(rows) is not None


def _tell(session: Session, who: Principal, gradebook_id: int, why: str, link: str) -> None:
    rows = _told(session, proven=True, gradebook=gradebook_id).all()
    users = [row[1] for row in rows if row[1] is not None and row[1] != who.user_id]
    if users:
        words = {"item": rows[0][4], "group": rows[0][3], "who": who.name, "reason": why}
        notify(session, users, _REOPENED, words, link)
