"""Works of a lesson: adding, changing, deleting (clauses 5.5.6, 5.5.10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from access import audit
from access.principal import Principal
from access.session import system_write, writing
from domain.clock import clock
from models import Lesson, Mark, Work
from services.cell_days import Days
from services.cell_facts import Present, WorkFact, read_present_of_lesson
from services.cell_shapes import Place
from services.debt_keeping import keep_debts
from services.errors import FieldsError, NotFoundError
from services.grid_json import work_json
from services.grid_shapes import GridWork
from services.journal_cells import cell_entry
from services.journal_lock import LockedJournal
from services.journal_rights import ADDS_WORKS, CHANGES_WORKS, DELETES_WORKS, Need
from services.lesson_fields import Values
from services.lesson_loss import Loss, LossError, loss_of
from services.lesson_rules import terms_of_journal
from services.lessons import locked_lesson
from services.work_fields import NAMES, check_days, read_fields

ORDINALS: Final = range(10, 20)  # of a lesson's works: it holds as many


@dataclass(frozen=True, slots=True)
class WorkSaved:
    """A work that was written, as the grid's JSON gives it."""

    work_id: int
    lesson_id: int
    work: dict[str, Any]


class WorkLossError(LossError):
    """The work has marks and nobody said that they may be lost: answered with 409."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(loss)
        self.sentence = ngettext(
            "With the work %(num)d mark is lost: %(names)s.",
            "With the work %(num)d marks are lost: %(names)s.",
            loss.marks,
            names=", ".join(loss.names),
        )


def create_work(
    session: Session, who: Principal, lesson_id: int, data: Mapping[str, object]
) -> WorkSaved:
    """Add a work to a lesson with the fields that `data` names and commit; its kind is required.

    Unless told, it is given and handed in on the lesson's day, required, and weighs 1.
    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    values = read_fields({"kind": None} | dict(data))
    with writing():
        journal, lesson = locked_lesson(session, who, lesson_id, ADDS_WORKS)
        given = values.get("issued_on", lesson.held_on)
        values = {
            "title": "",
            "is_required": True,
            "weight": 1,
            "issued_on": given,
            "due_on": max(given, lesson.held_on),
        } | values
        _check(session, journal, lesson, values)
        _require_open(session, who, journal, lesson.held_on, values["due_on"])
        taken = set(session.scalars(select(Work.ordinal).where(Work.lesson_id == lesson_id)))
        free = [ordinal for ordinal in ORDINALS if ordinal not in taken]
        if not free:
            raise FieldsError({"form": _("A lesson holds at most %(most)d works.", most=10)})
        work = Work(lesson_id=lesson_id, ordinal=free[0], **values)
        session.add(work)
        session.flush()
        keep_debts(session, journal.id)
        saved = _saved(work)
        session.commit()
    return saved


def update_work(
    session: Session, who: Principal, work_id: int, data: Mapping[str, object]
) -> WorkSaved:
    """Change those fields of a work that `data` names and commit.

    Nothing late becomes punctual: once it was to be handed in, it is not due any later, and once
    its results were due, its days stay; so do its being required and its weight, but through a
    window: otherwise a debt would vanish. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    values = read_fields(data)
    with writing():
        journal, lesson, work = _locked_work(session, who, work_id, CHANGES_WORKS)
        changes = {name: value for name, value in values.items() if getattr(work, name) != value}
        _require_open(session, who, journal, lesson.held_on, work.due_on)
        if changes.keys() & {"issued_on", "due_on"}:
            _check_move(session, who, journal, lesson, work, changes.get("due_on", work.due_on))
        _check_demand(session, who, journal, lesson, work, changes)
        _check(session, journal, lesson, {name: getattr(work, name) for name in NAMES} | changes)
        for name, value in changes.items():
            setattr(work, name, value)
        session.flush()
        if changes:
            keep_debts(session, journal.id)
        saved = _saved(work)
        session.commit()
    return saved


def delete_work(
    session: Session,
    who: Principal,
    work_id: int,
    confirm_loss: bool = False,
    reason: str = "",
) -> None:
    """Delete a work and commit; each mark that is lost leaves its own entry in the audit.

    Nothing late becomes punctual: once its results were due, it stays, or the same work could be
    set anew and be in time. Raises WorkLossError where it has marks and `confirm_loss` is not
    given, NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        journal, lesson, work = _locked_work(session, who, work_id, DELETES_WORKS)
        _require_open(session, who, journal, lesson.held_on, work.due_on)
        last = Days(session, who, journal).last_in_time(lesson.held_on, _fact(work))
        if clock.today() > last:
            said = _("The results were due by %(day)s: the work stays.", day=_said(last))
            raise FieldsError({"form": said})
        held = {
            place: present
            for place, present in read_present_of_lesson(session, lesson.id).items()
            if place[2] == work_id
        }
        if held and not confirm_loss:
            raise WorkLossError(loss_of(session, held))
        _lose(session, journal, held, reason.strip() or None)
        session.delete(work)
        session.flush()
        keep_debts(session, journal.id)
        session.commit()


def _lose(
    session: Session,
    journal: LockedJournal,
    held: Mapping[Place, Present],
    reason: str | None,
) -> None:
    """Delete the marks of a work, whose cells are `held`; its results are not due yet."""
    if not held:
        return
    table = Mark.__table__
    ids = [key for present in held.values() for key in present.mark_ids]
    system_write(session, delete(table).where(table.c.id.in_(ids)))
    audit.record(
        session,
        [
            cell_entry(journal.id, place, present.cell.text, "", reason=reason, is_late=False)
            for place, present in sorted(held.items())
        ],
    )


def _locked_work(
    session: Session, who: Principal, work_id: int, needs: tuple[Need, ...]
) -> tuple[LockedJournal, Lesson, Work]:
    """Return a work that is `who`'s to write, its lesson and the journal, which is locked first."""
    missing = _("There is no such work, or it is not yours to see.")
    lesson_id = session.scalar(select(Work.lesson_id).where(Work.id == work_id))
    if lesson_id is None:
        raise NotFoundError(missing)
    journal, lesson = locked_lesson(session, who, lesson_id, needs)
    query = select(Work).where(Work.id == work_id).execution_options(populate_existing=True)
    work = session.scalars(query).one_or_none()
    if work is None:
        raise NotFoundError(missing)
    return journal, lesson, work


def _require_open(
    session: Session, who: Principal, journal: LockedJournal, held_on: date, due_on: date
) -> None:
    """Refuse a lesson whose works are closed for changes: they are until they were handed in."""
    why = Days(session, who, journal).closed(held_on, max(held_on, due_on))
    if why is not None:
        raise FieldsError({"form": why.sentence})


def _check(session: Session, journal: LockedJournal, lesson: Lesson, values: Values) -> None:
    terms = terms_of_journal(session, journal)
    term = next((one for one in terms if one.starts_on <= lesson.held_on <= one.ends_on), None)
    if term is None:
        raise FieldsError({"form": _("The lesson's day is outside the semesters.")})
    check_days(values, lesson.held_on, (term.starts_on, term.ends_on))


def _check_move(
    session: Session,
    who: Principal,
    journal: LockedJournal,
    lesson: Lesson,
    work: Work,
    due_on: date,
) -> None:
    today = clock.today()
    last = Days(session, who, journal).last_in_time(lesson.held_on, _fact(work))
    if today > last:
        said = _("The results were due by %(day)s: the days of the work stay.", day=_said(last))
        raise FieldsError({"due_on": said})
    if today > work.due_on and due_on > work.due_on:
        said = _("The work was due on %(day)s: it is not due any later.", day=_said(work.due_on))
        raise FieldsError({"due_on": said})


def _check_demand(
    session: Session,
    who: Principal,
    journal: LockedJournal,
    lesson: Lesson,
    work: Work,
    changes: Values,
) -> None:
    """Refuse to ask less of a work whose results are overdue, unless a window was granted."""
    softer = {"is_required"} if work.is_required else set()
    changed = sorted(changes.keys() & (softer | {"weight"}))
    if not changed:
        return
    limits = Days(session, who, journal)
    last = limits.last_in_time(lesson.held_on, _fact(work))
    if clock.today() <= last or any(
        one.opens(lesson.held_on, clock.now()) for one in journal.times.windows
    ):
        return
    said = _(
        "The results were due by %(day)s: the work stays required and weighs what it does, "
        "or a debt would vanish (5.5.6). A correction needs a window from the head of the "
        "department.",
        day=_said(last),
    )
    raise FieldsError(dict.fromkeys(changed, said))


def _said(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _fact(work: Work) -> WorkFact:
    return WorkFact(work.lesson_id, work.ordinal, work.due_on, work.results_at is None)


def _saved(work: Work) -> WorkSaved:
    shown = GridWork(
        work.id,
        work.lesson_id,
        work.ordinal,
        work.kind.value,
        work.title,
        work.is_required,
        work.weight,
        work.issued_on,
        work.due_on,
        work.results_at,
    )
    return WorkSaved(work.id, work.lesson_id, work_json(shown))


__all__ = ["WorkLossError", "WorkSaved", "create_work", "delete_work", "update_work"]
