"""Recording final marks of a semester or a year, many at once (clauses 4.6, 6.1, 6.2)."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.session import writing
from domain.clock import clock
from services.errors import ConflictError, NotAllowedError
from services.final_inputs import MarkInput, MarksResult, changes, judge
from services.final_rows import write_marks
from services.final_shapes import FinalMarks
from services.grade_grounds import load_semester
from services.journal_lock import lock_journal
from services.journal_rights import Need
from services.year_grounds import load_year

_WRITES: Final = (Action.create, Action.update, Action.delete)
WRITES: Final[tuple[Need, ...]] = tuple((Resource.semester_grade, one) for one in _WRITES)
WRITES_YEAR: Final[tuple[Need, ...]] = tuple((Resource.year_grade, one) for one in _WRITES)


def load(session: Session, gradebook_id: int, semester: int | None, *, year: bool) -> FinalMarks:
    """Return the year of a journal, or a semester of it, the current one unless told."""
    if year:
        return load_year(session, gradebook_id)
    return load_semester(session, gradebook_id, semester)


def record_marks(
    session: Session,
    who: Principal,
    gradebook_id: int,
    inputs: Sequence[MarkInput],
    *,
    semester: int | None = None,
    year: bool = False,
) -> MarksResult:
    """Write final marks of a journal's semester or year and commit; say what became of each.

    A mark that changed after the typist saw it stays and comes back as a conflict; one that
    stands already counts as saved, so that a batch can be sent twice.
    Raises NotFoundError, NotAllowedError, MalformedError, and ConflictError once it is signed.
    """
    with writing():
        lock_journal(session, who, gradebook_id, WRITES_YEAR if year else WRITES)
        marks = load(session, gradebook_id, semester, year=year)
        require_open(marks)
        kept = {one.student_id: one for one in marks.students}
        result = judge(inputs, kept)
        write_marks(session, who, marks, kept, [one for one in result.saved if changes(one)])
        session.commit()
    return result


def require_open(marks: FinalMarks) -> None:
    """Raise ConflictError where the marks are signed, NotAllowedError where not theirs to give."""
    if marks.signed is not None:
        raise ConflictError(signed_sentence(marks))
    if not marks.may_write:
        raise NotAllowedError(_("Final marks are given by the teacher who keeps the journal."))
    if marks.opens_on is not None and clock.today() < marks.opens_on:
        day = f"{marks.opens_on:%d.%m.%Y}"
        raise ConflictError(_("Marks can be given from %(day)s on.", day=day))


def signed_sentence(marks: FinalMarks) -> str:
    """Return who signed the marks and when, and who can reopen them."""
    signed = marks.signed
    if signed is None:
        return ""
    when = f"{clock.local(signed.signed_at):%d.%m.%Y %H:%M}"
    if marks.term is None:
        text = _("The year was signed by %(name)s on %(when)s.", name=signed.signed_name, when=when)
    else:
        text = _(
            "The semester was signed by %(name)s on %(when)s.", name=signed.signed_name, when=when
        )
    return f"{text} {_('The deputy director can reopen it with a reason.')}"
