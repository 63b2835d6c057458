"""What a teacher has to do in the own journals, with its deadline (4.3, 4.6, 5.5.3–5.5.6).

It follows from the journals each time it is asked for, so that nothing is on the list that was
done and nothing late is missing from it. Four statements, whatever the number of journals.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from access.principal import Principal
from domain import deadlines as rules
from domain.clock import clock
from domain.deadlines import Judge
from domain.regulation import Norm
from domain.text import short_name
from domain.verdict import Verdict
from domain.working_calendar import Excuse, ExcuseKind, Excuses
from services import duty_others, duty_statements
from services.deadlines import excuses, working_calendar, year_of
from services.duty_others import AWAY, GRANTED, MAKE_UP, SEMESTER
from services.duty_results import NAMES, results
from services.duty_shapes import Duties, Duty, DutyKind
from services.journal_columns import JournalName, journal_name
from services.regulation import rulebook

NEWS_DAYS: Final = 14  # days for which a refused request is told


@dataclass(frozen=True, slots=True)
class _Asked:
    """The teacher's year as it was read, and what its deadlines are judged by."""

    session: Session
    journals: dict[int, JournalName]
    others: list[Any]
    year_id: int
    first: date
    today: date
    excused: Excuses

    def judge(self, day: date) -> Judge:
        """Return by what is judged what belongs to `day`."""
        calendar = working_calendar(self.session, self.year_id)
        return Judge(self.today, calendar, rulebook(self.session).on(day), self.excused)

    def is_closed(self, journal_id: int, day: date, due_on: date | None = None) -> bool:
        """Return whether lessons of `day` need a correction window that is not there (3.6).

        A work stays open as long after it was to be handed in, on `due_on`.
        """
        days = rulebook(self.session).on(day).whole(Norm.correction_days)
        return (self.today - max(day, due_on or day)).days > days and not any(
            one.kind == GRANTED and one.gradebook_id == journal_id and one.day <= day <= one.until
            for one in self.others
        )


def duties(session: Session, who: Principal, journal_id: int | None = None) -> Duties:
    """Return what `who` has to do as a teacher, by urgency; of one journal where it is given.

    `journals` are all of the teacher's, to choose from. The caller has checked the right.
    """
    today = clock.today()
    year = year_of(session, today)
    if year is None or not who.employee_id:
        return Duties((), ())
    me = {"me": who.employee_id}
    rows = duty_statements.journals(session, proven=True, year=year.id, **me).all()
    journals = {row[0]: journal_name(row) for row in rows}
    wanted = [key for key in journals if journal_id in (None, key)]
    if not wanted:
        return Duties((), tuple(journals.values()))
    span = me | {"journals": wanted, "first": year.starts_on, "today": today}
    others = duty_others.others(session, proven=True, **span, **_limits(session, today)).all()
    away = Excuses(
        Excuse(ExcuseKind.away, row.day, row.until) for row in others if row.kind == AWAY
    )
    excused = excuses(session, year.starts_on, today) + away
    asked = _Asked(session, journals, list(others), year.id, year.starts_on, today, excused)
    found = [
        *_of_lessons(asked, duty_statements.lessons(session, proven=True, **span)),
        *_of_results(asked, results(session, proven=True, **span)),
        *_of_others(asked),
    ]
    return Duties(tuple(sorted(found, key=_order)), tuple(journals.values()))


def _limits(session: Session, today: date) -> dict[str, Any]:
    days = rulebook(session).on(today).whole(Norm.closing_days)
    return {
        "closing": today + timedelta(days=days),
        "now": clock.now(),
        "lately": clock.start_of(today - timedelta(days=NEWS_DAYS)),
    }


def _order(duty: Duty) -> tuple[Any, ...]:
    """What can still be done in time comes first, then by the day it is due."""
    return duty.urgency, duty.is_closed, duty.due, duty.held_on or duty.due, duty.pair or 0


def _of_lessons(asked: _Asked, rows: Iterable[Any]) -> Iterator[Duty]:
    """Yield a duty for each lesson that lacks something, with all that it lacks."""
    for row in rows:
        judge = asked.judge(row.held_on)
        lacks: list[tuple[DutyKind, Verdict]] = []
        if row.confirmed_at is None:
            verdict = rules.lesson_punctuality(row.held_on, None, judge)
            lacks.append((DutyKind.lesson, verdict))
        if not row.topic:
            lacks.append((DutyKind.topic, rules.topic_punctuality(row.held_on, None, judge)))
        if row.without_homework:
            verdict = rules.homework_punctuality(row.held_on, None, judge)
            lacks.append((DutyKind.homework, verdict))
        yield Duty(
            tuple(kind for kind, _verdict in lacks),
            max((verdict for _kind, verdict in lacks), key=lambda one: one.severity),
            asked.journals[row.gradebook_id],
            lesson_id=row.id,
            held_on=row.held_on,
            pair=row.pair,
            what=row.topic,
            is_closed=asked.is_closed(row.gradebook_id, row.held_on),
        )


def _of_results(asked: _Asked, rows: Iterable[Any]) -> Iterator[Duty]:
    for row in rows:
        verdict = rules.results_punctuality(row.due_on, None, asked.judge(row.due_on))
        if verdict.code == rules.Timeliness.pending:
            continue
        yield Duty(
            (DutyKind.results,),
            verdict,
            asked.journals[row.gradebook_id],
            lesson_id=row.id,
            work_id=row.work_id,
            held_on=row.held_on,
            pair=row.pair,
            what=row.title or row.topic,
            students=_names(row.names),
            is_closed=asked.is_closed(row.gradebook_id, row.held_on, row.due_on),
        )


def _names(text: str) -> tuple[str, ...]:
    """Return «Иванова А. П.» for each full name, in their order."""
    return tuple(short_name(*name.split(" ", 2)) for name in sorted(text.split(NAMES)))


def _of_others(asked: _Asked) -> Iterator[Duty]:
    for row in asked.others:
        if row.kind != AWAY:
            yield _other(asked, row)


def _other(asked: _Asked, row: Any) -> Duty:
    journal = asked.journals[row.gradebook_id]
    judge = asked.judge(row.day)
    numbered = {"key": row.key, "number": row.number}
    if row.kind == SEMESTER:
        verdict = rules.closing_punctuality(row.day, None, judge)
        return Duty((DutyKind.semester,), verdict, journal, **numbered)
    if row.kind == MAKE_UP:
        verdict = rules.make_up_punctuality(row.day, None, judge)
        return Duty((DutyKind.make_up,), verdict, journal, held_on=row.day, **numbered)
    return _answer(asked, row, journal)


def _answer(asked: _Asked, row: Any, journal: JournalName) -> Duty:
    """Return what came of a request for a correction window."""
    is_granted = row.kind == GRANTED
    verdict = rules.open_until(clock.day_of(row.at), asked.judge(asked.today))
    return Duty(
        (DutyKind.window if is_granted else DutyKind.refusal,),
        verdict,
        journal,
        key=row.key,
        days=(row.day, row.until),
        what=row.text,
        at=row.at,
    )
