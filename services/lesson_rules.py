"""What a lesson's day and pair must agree with: the semester, the journal, other journals."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import Absence, Curriculum, Gradebook, Lesson, Mark, Semester, StudyGroup, Work
from services.errors import FieldsError
from services.journal_lock import LockedJournal
from services.lesson_fields import Values

_semesters: Final = (
    select(Semester.starts_on, Semester.ends_on, Semester.programme_id)
    .join(Gradebook, Gradebook.academic_year_id == Semester.academic_year_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    .where(
        Gradebook.id == bindparam("gradebook"),
        or_(Semester.programme_id.is_(None), Semester.programme_id == Curriculum.programme_id),
    )
    .order_by(Semester.starts_on)
)
_same_pair: Final = PlainSelect(
    "a warning that a teacher or a group has another lesson in the same pair; it names nobody",
    select(Gradebook.teacher_id, Gradebook.group_id, Gradebook.subgroup_id)
    .join(Lesson, Lesson.gradebook_id == Gradebook.id)
    .where(
        Lesson.held_on == bindparam("day"),
        Lesson.pair == bindparam("pair"),
        Gradebook.id != bindparam("gradebook"),
        or_(Gradebook.teacher_id == bindparam("teacher"), Gradebook.group_id == bindparam("group")),
    ),
)


def terms_of_journal(session: Session, journal: LockedJournal) -> Sequence[Any]:
    """Return the semesters of the journal's year with their days, those of its programme first."""
    rows = session.execute(_semesters, {"gradebook": journal.id}).all()
    return [row for row in rows if row.programme_id is not None] or rows


def check_day(session: Session, journal: LockedJournal, day: date) -> None:
    """Raise FieldsError unless `day` is one of the semesters' of the journal's year."""
    terms = terms_of_journal(session, journal)
    if any(row.starts_on <= day <= row.ends_on for row in terms):
        return
    spans = ", ".join(f"{row.starts_on:%d.%m.%Y}–{row.ends_on:%d.%m.%Y}" for row in terms)
    if not spans:
        raise FieldsError({"held_on": _("The journal's year has no semesters yet.")})
    raise FieldsError({"held_on": _("The day is outside the semesters: %(spans)s.", spans=spans)})


def check_pair(session: Session, journal: LockedJournal, lesson: Values, but: int = 0) -> None:
    """Raise FieldsError where the journal has a lesson, other than `but`, in that pair already."""
    if lesson["pair"] is None:
        return
    query = select(Lesson.id).where(
        Lesson.gradebook_id == journal.id,
        Lesson.held_on == lesson["held_on"],
        Lesson.pair == lesson["pair"],
        Lesson.id != but,
    )
    if session.execute(query).first() is not None:
        sentence = _(
            "This journal has a lesson in pair %(pair)d of %(day)s already.",
            pair=lesson["pair"],
            day=f"{lesson['held_on']:%d.%m.%Y}",
        )
        raise FieldsError({"pair": sentence})


def warnings(session: Session, journal: LockedJournal, lesson: Values) -> tuple[str, ...]:
    """Return what is odd but allowed: the teacher or the group is elsewhere in the same pair."""
    if lesson["pair"] is None:
        return ()
    teacher_id = journal.teacher_on(lesson["held_on"], lesson["pair"])
    rows = _same_pair(
        session,
        proven=True,
        day=lesson["held_on"],
        pair=lesson["pair"],
        gradebook=journal.id,
        teacher=teacher_id,
        group=journal.group_id,
    ).all()
    found = []
    if any(row.teacher_id == teacher_id for row in rows):
        found.append(_("The teacher has a lesson of another journal in this pair."))
    if any(_meets(row, journal) for row in rows):
        found.append(_("The group has a lesson of another journal in this pair."))
    return tuple(found)


def _meets(row: Any, journal: LockedJournal) -> bool:
    """Return whether students are wanted in both: two subgroups may well be taught apart."""
    apart = None not in (row.subgroup_id, journal.subgroup_id)
    return row.group_id == journal.group_id and not (
        apart and row.subgroup_id != journal.subgroup_id
    )


def is_empty(session: Session, lesson_id: int) -> bool:
    """Return whether a lesson holds neither marks nor absences, and no work was set for it."""
    held = (
        select(literal(1)).select_from(model).where(model.lesson_id == lesson_id)
        for model in (Mark, Absence, Work)
    )
    return not any(session.execute(query.limit(1)).first() for query in held)
