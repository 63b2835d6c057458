"""What else a teacher has to do: windows, semesters to close, make-up days; and absences.

One statement for all of it: a union of selects of one shape.
"""

from typing import Any, Final

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from access.proven import PlainSelect
from domain.enums import MakeUpOutcome, RequestState, Standing
from models import (
    CorrectionWindow,
    Curriculum,
    EmployeeAbsence,
    Gradebook,
    JournalTeacher,
    Lesson,
    MakeUp,
    MakeUpPlace,
    Semester,
    StudyGroup,
)
from services.duty_statements import FIRST, JOURNALS, ME, TODAY, WHY, covers, is_signed

GRANTED, REFUSED, SEMESTER, MAKE_UP, AWAY = "granted", "refused", "semester", "make_up", "away"


def _line(
    kind: str,
    key: Any,
    gradebook: Any = None,
    day: Any = None,
    until: Any = None,
    at: Any = None,
    text: Any = None,
    number: Any = None,
) -> Select[*tuple[Any, ...]]:
    """Return a select in the one shape that the parts of `others` share."""

    def typed(value: Any, kind_of: Any) -> Any:
        return cast(null(), kind_of) if value is None else value

    return select(
        literal(kind, String()).label("kind"),
        key.label("key"),
        typed(gradebook, Integer).label("gradebook_id"),
        typed(day, Date).label("day"),
        typed(until, Date).label("until"),
        typed(at, DateTime).label("at"),
        typed(text, String).label("text"),
        typed(number, Integer).label("number"),
    )


def _windows(kind: str, *wanted: Any, at: Any) -> Select[*tuple[Any, ...]]:
    window = CorrectionWindow
    return _line(
        kind,
        window.id,
        window.gradebook_id,
        window.lessons_from,
        window.lessons_to,
        at,
        func.coalesce(window.remark, ""),
    ).where(window.teacher_id == ME, window.gradebook_id.in_(JOURNALS), *wanted)


def _keeps(day: Any) -> Any:
    return exists(
        select(JournalTeacher.id).where(
            JournalTeacher.gradebook_id == Gradebook.id,
            JournalTeacher.teacher_id == ME,
            JournalTeacher.standing == Standing.main,
            covers(JournalTeacher.starts_on, JournalTeacher.ends_on, day),
        )
    )


def _semesters() -> Select[*tuple[Any, ...]]:
    """Return the semesters to be closed: begun, nearly over, of journals with lessons in them."""
    own = Semester.__table__.alias("own_term")
    has_own = exists(
        select(own.c.id).where(
            own.c.academic_year_id == Gradebook.academic_year_id,
            own.c.programme_id == Curriculum.programme_id,
        )
    )
    taught = exists(
        select(Lesson.id).where(
            Lesson.gradebook_id == Gradebook.id,
            Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
        )
    )
    return (
        _line(SEMESTER, Semester.id, Gradebook.id, Semester.ends_on, number=Semester.number)
        .select_from(Gradebook)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(
            Semester,
            and_(
                Semester.academic_year_id == Gradebook.academic_year_id,
                or_(
                    Semester.programme_id == Curriculum.programme_id,
                    and_(Semester.programme_id.is_(None), ~has_own),
                ),
            ),
        )
        .where(
            Gradebook.id.in_(JOURNALS),
            Semester.ends_on <= bindparam("closing", type_=Date()),
            _keeps(TODAY),
            taught,
            ~is_signed(Semester.ends_on),
        )
    )


def _make_ups() -> Select[*tuple[Any, ...]]:
    """Return the consultation days up to today that have students without a result."""
    places = (
        select(func.count())
        .where(MakeUpPlace.make_up_id == MakeUp.id, MakeUpPlace.outcome == MakeUpOutcome.planned)
        .scalar_subquery()
    )
    return (
        _line(MAKE_UP, MakeUp.id, MakeUp.gradebook_id, MakeUp.held_on, number=places)
        .join(Gradebook, Gradebook.id == MakeUp.gradebook_id)
        .where(
            MakeUp.gradebook_id.in_(JOURNALS),
            MakeUp.held_on.between(FIRST, TODAY),
            _keeps(MakeUp.held_on),
            places > 0,
        )
    )


others: Final = PlainSelect(
    WHY,
    union_all(
        _line(
            AWAY, EmployeeAbsence.id, day=EmployeeAbsence.starts_on, until=EmployeeAbsence.ends_on
        ).where(EmployeeAbsence.employee_id == ME, EmployeeAbsence.ends_on >= FIRST),
        _windows(
            GRANTED,
            CorrectionWindow.state == RequestState.granted,
            CorrectionWindow.closes_at > bindparam("now", type_=DateTime()),
            at=CorrectionWindow.closes_at,
        ),
        _windows(
            REFUSED,
            CorrectionWindow.state == RequestState.refused,
            CorrectionWindow.decided_at > bindparam("lately", type_=DateTime()),
            at=CorrectionWindow.decided_at,
        ),
        _semesters(),
        _make_ups(),
    ),
)
