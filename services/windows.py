"""Correction windows: a teacher asks for one, the head of the department decides (3.6, 5.5.6)."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from access import audit
from access.matrix import Action, Resource
from access.principal import Principal
from access.proven import PlainSelect
from access.session import system_write, writing
from domain.clock import clock
from domain.correction_window import closes_at, span_asked
from domain.enums import AuditAction, RequestState
from domain.regulation import Norm
from models import AcademicYear, CorrectionWindow, Gradebook, Lesson
from services import window_people, window_words
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.journal_keepers import may_write_on
from services.journal_lock import LockedJournal, lock_journal
from services.journal_open import open_days
from services.journal_rights import Need
from services.regulation import rulebook

WINDOW: Final = Resource.correction_window
ASKS: Final[tuple[Need, ...]] = ((WINDOW, Action.create),)
_YEAR: Final = PlainSelect(
    "the first and last day of the year of a journal that is the person's to write",
    select(AcademicYear.starts_on, AcademicYear.ends_on)
    .join(Gradebook, Gradebook.academic_year_id == AcademicYear.id)
    .where(Gradebook.id == bindparam("gradebook")),
)


@dataclass(frozen=True, slots=True)
class Span:
    """What a window is asked for: the lessons of these days, both included, and why."""

    lessons_from: date
    lessons_to: date
    reason: str

    @property
    def days(self) -> list[date]:
        """Return each day of it, none where it ends before it begins."""
        count = (self.lessons_to - self.lessons_from).days + 1
        return [self.lessons_from + timedelta(days=n) for n in range(count)]


@dataclass(frozen=True, slots=True)
class Given:
    """For how long a window is granted: `hours`, or else to the end of a day `days` from today."""

    days: int = 0
    hours: int = 0
    remark: str = ""


def lesson_place(session: Session, lesson_id: int) -> tuple[int, date]:
    """Return the journal and the day of a lesson that is the person's to see."""
    query = select(Lesson.gradebook_id, Lesson.held_on).where(Lesson.id == lesson_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError(_("There is no such lesson, or it is not yours to see."))
    return row.gradebook_id, row.held_on


def ask_window(session: Session, who: Principal, gradebook_id: int, span: Span) -> int:
    """Ask for a window of a journal, tell the head of its department, commit; return its id.

    Raises FieldsError where the span cannot be asked for (domain/correction_window), nothing of
    it is the teacher's own or they asked for it already; NotFoundError, NotAllowedError.
    """
    with writing():
        journal = lock_journal(session, who, gradebook_id, ASKS)
        _check_span(session, who, journal, span)
        values = {
            "gradebook_id": gradebook_id,
            "teacher_id": who.employee_id,
            "lessons_from": span.lessons_from,
            "lessons_to": span.lessons_to,
            "reason": span.reason,
            "state": RequestState.requested,
            "requested_at": clock.now(),
        }
        # Past the check of keys: a teacher sees no employees, and this one is the teacher.
        added = system_write(
            session, insert(CorrectionWindow).values(**values).returning(CorrectionWindow.id)
        )
        window_id = int(added.scalar_one())
        audit.record(session, [_entry(window_id, gradebook_id, values)])
        window_people.tell_heads(session, window_id)
        session.commit()
    return window_id


def grant_window(session: Session, who: Principal, window_id: int, given: Given) -> None:
    """Grant a window that was asked for, tell the teacher, and commit.

    Raises FieldsError, NotFoundError, and NotAllowedError for anybody but the head of the
    journal's department, for an own request and for one that was decided already.
    """
    with writing():
        window = _to_decide(session, who, window_id)
        window.state, window.remark = RequestState.granted, given.remark or None
        window.closes_at = closes_at(
            clock.now(), clock.today(), clock.start_of, days=given.days, hours=given.hours
        )
        _decided(session, who, window)
        window_people.tell_teacher(session, window, window_people.GRANTED)
        session.commit()


def refuse_window(session: Session, who: Principal, window_id: int, remark: str) -> None:
    """Refuse a window that was asked for with a remark, tell the teacher, and commit.

    Raises as `grant_window`; FieldsError without a remark.
    """
    if not remark:
        raise FieldsError({"remark": _("Say why the window is refused.")})
    with writing():
        window = _to_decide(session, who, window_id)
        window.state, window.remark = RequestState.refused, remark
        _decided(session, who, window)
        window_people.tell_teacher(session, window, window_people.REFUSED)
        session.commit()


def withdraw_window(session: Session, who: Principal, window_id: int) -> None:
    """Take an own request back that was not decided on yet, and commit.

    Raises NotFoundError, NotAllowedError.
    """
    with writing():
        window = _locked(session, window_id)
        if not is_own(who, window):
            raise NotAllowedError(_("Only who asked for the window takes the request back."))
        _require_requested(window)
        window.state = RequestState.withdrawn
        session.flush()
        session.commit()


def usual_days(session: Session) -> int:
    """Return for how many days a window is granted as a rule."""
    return rulebook(session).on(clock.today()).whole(Norm.window_days)


def is_own(who: Principal, window: CorrectionWindow) -> bool:
    """Return whether `who` asked for the window."""
    return who.employee_id is not None and window.teacher_id == who.employee_id


def may_decide(session: Session, who: Principal, window: CorrectionWindow) -> bool:
    """Return whether `who` heads the department of the window's journal, and it is not their own.

    It counts who sees the window as a head: a teacher may change own requests, never grant them.
    A deputy director decides where no head can: the head asked for it, or there is none.
    """
    if is_own(who, window):
        return False
    decides = window_people.decided_by(who)
    query = select(CorrectionWindow.id).where(CorrectionWindow.id == window.id, decides)
    return session.scalar(query) is not None


def waits_for_deputy(session: Session, window: CorrectionWindow) -> bool:
    """Return whether a deputy director decides on a window instead of the department's head."""
    falls = window_people.falls_to_deputy()
    query = select(CorrectionWindow.id).where(CorrectionWindow.id == window.id, falls)
    return session.scalar(query) is not None


def _check_span(session: Session, who: Principal, journal: LockedJournal, span: Span) -> None:
    first, last = _YEAR(session, proven=True, gradebook=journal.id).one()
    inside = first <= span.lessons_from and span.lessons_to <= last
    own = [
        day
        for day in (span.days if inside else ())
        if may_write_on(journal.keepers, who.employee_id, day)
    ]
    closed = {why.code for why in open_days(session, journal, own).values() if why is not None}
    verdict = span_asked(
        span.lessons_from,
        span.lessons_to,
        today=clock.today(),
        year=(first, last),
        closed=closed,
    )
    if (error := window_words.span_error(verdict)) is not None:
        raise FieldsError(error)
    for asked in journal.times.requests:
        if asked.lessons_from <= span.lessons_to and span.lessons_from <= asked.lessons_to:
            raise FieldsError({"lessons_from": window_words.asked_already(asked)})


def _to_decide(session: Session, who: Principal, window_id: int) -> CorrectionWindow:
    window = _locked(session, window_id)
    if is_own(who, window):
        raise NotAllowedError(_("Nobody decides on their own request."))
    if not may_decide(session, who, window):
        raise NotAllowedError(_("The head of the group's department decides on the window."))
    _require_requested(window)
    return window


def _locked(session: Session, window_id: int) -> CorrectionWindow:
    query = (
        select(CorrectionWindow)
        .where(CorrectionWindow.id == window_id)
        .with_for_update(of=CorrectionWindow)
        .execution_options(populate_existing=True)
    )
    window = session.scalars(query).one_or_none()
    if window is None:
        raise NotFoundError(_("There is no such request, or it is not yours to see."))
    return window


def _require_requested(window: CorrectionWindow) -> None:
    if window.state is not RequestState.requested:
        raise NotAllowedError(window_words.decided_already(window.state))


def _decided(session: Session, who: Principal, window: CorrectionWindow) -> None:
    window.decided_at, window.decided_by_id = clock.now(), who.user_id
    session.flush()


def _entry(window_id: int, gradebook_id: int, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "entity": CorrectionWindow.__tablename__,
        "entity_id": window_id,
        "action": AuditAction.create,
        "gradebook_id": gradebook_id,
        "new": json.dumps({name: str(value) for name, value in values.items()}, ensure_ascii=False),
        "reason": values["reason"],
    }
