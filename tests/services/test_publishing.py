"""Publishing a timetable: refused with all conflicts, twice is once, records and the past stay."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from flask_appbuilder.security.sqla.models import User
from redis.exceptions import RedisError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.session import system_write
from domain.enums import ChangeKind, DayKind, LessonKind, RunState, WeekKind
from jobs.publishing import publish, requeue_lost_publications
from models import (
    Absence,
    AuditEntry,
    CalendarDay,
    EmployeeAbsence,
    Lesson,
    Mark,
    Notice,
    PracticePeriod,
    TeachingAssignment,
    Timetable,
    TimetableChange,
    TimetablePublication,
    TimetableSlot,
)
from services.errors import ConflictError, NotAllowedError, NotFoundError
from services.publication_runs import CONFLICTS, REVOKED, claim
from services.publishing import cancel_publication, publication_json, start_publication
from services.timetable_slots import SlotValues, move_slot, place_slot, remove_slot
from tests.cast import TODAY, Cast

Act = Callable[..., AbstractContextManager[Session]]
Lessons = dict[tuple[int, date, int | None], tuple[Any, ...]]
OCT = [date(2026, 10, day) for day in (19, 26)]


@pytest.fixture
def ready(act_as: Act, cast: Cast) -> Cast:
    """Return the cast once nobody is away: its timetable can be published."""
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    return cast


@pytest.fixture
def run(act_as: Act, cast: Cast) -> Callable[..., dict[str, Any]]:
    """Give `run()`: the timetabler publishes, the job is done; return what came of it."""

    def published(table: str = "timetable") -> dict[str, Any]:
        with act_as("timetabler", writes=True) as session:
            publication_id = start_publication(session, current_principal(), cast[table])
        with act_as("system"):
            publish(publication_id)
        with act_as("timetabler") as session:
            return publication_json(session, publication_id)

    return published


def _lessons(session: Session, *books: int) -> Lessons:
    query = select(Lesson).where(Lesson.gradebook_id.in_(books)) if books else select(Lesson)
    return {
        (row.gradebook_id, row.held_on, row.pair): (
            row.id, row.hours, row.room_id, row.kind, row.topic, row.is_scheduled,
        )
        for row in session.scalars(query)
    }  # fmt: skip


def _days(lessons: Lessons, pair: int | None = 1) -> list[str]:
    return sorted(f"{day:%m-%d}" for _book, day, at in lessons if at == pair)


@contextmanager
def _as_system(act_as: Act) -> Iterator[Session]:
    with act_as("system", writes=True) as session:
        yield session
        session.commit()


def test_a_timetable_with_conflicts_is_refused_and_all_are_named(act_as: Act, cast: Cast) -> None:
    with act_as("timetabler", writes=True) as session:
        with pytest.raises(ConflictError) as refused:
            start_publication(session, current_principal(), cast.timetable)
        told = refused.value.now["conflicts"]
        assert [conflict["kind"] for conflict in told] == ["absence", "absence"]
        assert all("09.11.2026" in conflict["sentence"] for conflict in told)
        assert "2" in refused.value.sentence
        assert session.scalars(select(TimetablePublication.state)).all() == [RunState.done] * 2


def test_lessons_come_from_weeks_days_off_practices_and_changes(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    told = run()
    assert told["state"] == "done"
    assert told["progress"] == 100
    with act_as("teacher") as session:
        lessons = _lessons(session, ready.gradebook)
    # 12 October is held already, 16 November cancelled, 14 December practice, 28 December off.
    assert _days(lessons) == [
        "09-07", "09-14", "09-21", "09-28", "10-05", "10-12", "10-19", "10-26",
        "11-02", "11-09", "11-23", "11-30", "12-07", "12-21",
    ]  # fmt: skip
    added = [values for key, values in lessons.items() if key[1] == date(2026, 12, 21)]
    assert [values[1:] for values in added] == [(2, ready.room, LessonKind.lecture, "", True)]
    result = told["result"]
    assert (result["added"], result["changed"], result["removed"]) == (26, 0, 0)
    assert (result["adopted"], result["journals"], result["missing"]) == (2, 2, [])
    with act_as("system") as session:
        table = session.get_one(Timetable, ready.timetable)
        assert (table.published_edition, table.published_at is None) == (table.edition, False)


def test_publishing_twice_is_publishing_once(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    run()
    with act_as("system") as session:
        once = _lessons(session)
    result = run()["result"]
    assert (result["added"], result["changed"], result["removed"]) == (0, 0, 0)
    assert result["kept"] == 28
    with act_as("system") as session:
        assert _lessons(session) == once


def test_a_changed_timetable_changes_only_what_is_to_come_without_records(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    run()
    book = ready.gradebook
    with _as_system(act_as) as session:
        before = _lessons(session, book)
        typed, marked, missed = (
            session.get_one(Lesson, before[book, date(2026, month, day), 1][0])
            for month, day in ((10, 19), (10, 26), (11, 2))
        )
        typed.topic = "Планировщик"
        session.add(Mark(lesson_id=marked.id, student_id=ready.student, code="5"))
        session.add(Absence(lesson_id=missed.id, student_id=ready.student, kind="unstated"))
        session.add(Lesson(gradebook_id=book, held_on=date(2026, 10, 20), pair=2, topic="Сам"))
        session.add(Lesson(gradebook_id=book, held_on=date(2026, 10, 22), pair=5, topic="Сам"))
    with act_as("timetabler", writes=True) as session:
        move_slot(session, current_principal(), ready.timetable_slot, 2, 2, room_id=ready.room2)
    result = run()["result"]
    with act_as("system") as session:
        after = _lessons(session, book)
    stay = [key for key in before if key[1] < TODAY or key[1] in (*OCT, date(2026, 11, 2))]
    assert {key: after[key][0] for key in stay} == {key: before[key][0] for key in stay}
    assert _days(after) == [
        "09-07", "09-14", "09-21", "09-28", "10-05", "10-12", "10-19", "10-26", "11-02",
    ]  # fmt: skip
    assert "10-20" in _days(after, 2)  # the one added by hand, not doubled
    assert "12-15" not in _days(after, 2)  # practice
    assert len([key for key in after if key[2] == 2 and key[1] > TODAY]) == 9
    assert (book, date(2026, 10, 22), 5) in after
    # Five Mondays of November and December move, the three with records stay.
    assert result["removed"] == 5
    assert result["left"]["records"] == 3
    ahead = [each for each in result["left_lessons"] if each["is_ahead"]]
    assert [(each["day"], each["reason"]) for each in ahead] == [
        ("2026-10-19", "records"), ("2026-10-26", "records"), ("2026-11-02", "records"),
    ]  # fmt: skip
    assert ahead[0]["title"].startswith("ИС-21 · ОП.01")


def test_a_change_tells_the_teacher_once_and_leaves_one_entry_a_journal(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    run()
    with _as_system(act_as) as session:
        first = _notices(session, ready.user_teacher)
    with act_as("timetabler", writes=True) as session:
        move_slot(session, current_principal(), ready.timetable_slot, 3, 4)
    told = run()
    assert told["result"]["told"] == 1
    with act_as("system") as session:
        assert _notices(session, ready.user_teacher) == first + 1
        trail = session.scalars(
            select(AuditEntry.new)
            .where(AuditEntry.gradebook_id == ready.gradebook, AuditEntry.field == "timetable")
            .order_by(AuditEntry.id)
        ).all()
        assert len(trail) == 2
        assert f'"publication": {told["id"]}' in str(trail[1])
        whose = select(AuditEntry.user_id).where(AuditEntry.field == "timetable").distinct()
        assert session.scalars(whose).all() == [ready.user_timetabler]


def _notices(session: Session, user_id: int) -> int:
    return len(session.scalars(select(Notice.id).where(Notice.user_id == user_id)).all())


def test_an_empty_timetable_leaves_records_the_past_and_what_was_added_by_hand(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    with act_as("system") as session:
        by_hand = _lessons(session)
    run()
    with act_as("timetabler", writes=True) as session:
        for slot in (ready.timetable_slot, ready.timetable_slot2):
            remove_slot(session, current_principal(), slot)
    run()
    with act_as("system") as session:
        after = _lessons(session)
    assert by_hand.items() <= after.items()
    assert all(key[1] < TODAY for key in after.keys() - by_hand.keys())


def test_odd_weeks_moved_and_replaced_lessons_and_practice_days(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    with _as_system(act_as) as session:
        session.get_one(TimetableSlot, ready.timetable_slot).weeks = WeekKind.odd
        practice = session.get_one(PracticePeriod, ready.practice_period)
        practice.assignment_id = ready.teaching_assignment
        for kind, day, more in (
            (ChangeKind.move, date(2026, 10, 26), {"new_day": date(2026, 10, 28), "new_pair": 4}),
            (ChangeKind.instead, date(2026, 11, 9), {"instead_id": ready.teaching_assignment_td}),
        ):
            change = TimetableChange(
                group_id=ready.group, assignment_id=ready.teaching_assignment, held_on=day,
                pair=1, kind=kind, ground="Приказ", created_at=datetime(2026, 10, 1), **more,
            )  # fmt: skip
            session.add(change)
        session.add(CalendarDay(day=date(2026, 11, 29), kind=DayKind.working, works_as=1))
    run()
    with act_as("system") as session:
        own = _lessons(session, ready.gradebook)
        other = _lessons(session, ready.gradebook_td)
    # Week 1 begins on 31 August; the Sunday 29 November is in week 13 and worked as a Monday.
    assert [day for day in _days(own) if day >= "10-14"] == ["11-23", "11-29", "12-07", "12-21"]
    assert "10-28" in _days(own, 4)
    assert _days(other) == ["11-09"]
    practice_days = {day: values for (_b, day, pair), values in own.items() if pair is None}
    assert [day.day for day in practice_days] == [14, 15, 16, 17, 18, 19]
    assert {v[1:4] for v in practice_days.values()} == {(6, None, LessonKind.practice_day)}


def test_a_load_without_a_journal_is_named(
    ready: Cast, run: Callable[..., dict[str, Any]], act_as: Act
) -> None:
    with _as_system(act_as) as session:
        load = TeachingAssignment(
            semester_id=ready.semester, group_id=ready.group_th, item_id=ready.item_c, theory=36
        )
        session.add(load)
        session.flush()
        key = load.id
    with act_as("timetabler", writes=True) as session:
        place_slot(session, current_principal(), ready.timetable, SlotValues(key, 5, 1))
    result = run()["result"]
    assert result["missing"] == ["ЭК-21 · ОП.02 Базы данных"]
    assert result["added"] == 26


def test_a_cancelled_publication_writes_nothing_more(ready: Cast, act_as: Act) -> None:
    with act_as("timetabler", writes=True) as session:
        who = current_principal()
        publication_id = start_publication(session, who, ready.timetable)
        assert start_publication(session, who, ready.timetable) == publication_id  # not a second
        assert cancel_publication(session, who, publication_id)
        assert not cancel_publication(session, who, publication_id)
    before = _count(act_as)
    with act_as("system"):
        publish(publication_id)
    with act_as("timetabler") as session:
        assert publication_json(session, publication_id)["state"] == "cancelled"
        assert session.get_one(Timetable, ready.timetable).published_edition is None
    assert _count(act_as) == before


def _count(act_as: Act) -> int:
    with act_as("system") as session:  # the timetabler sees no lessons
        return len(session.execute(select(Lesson.id)).all())


def test_a_publication_whose_worker_died_goes_on(ready: Cast, act_as: Act) -> None:
    with act_as("timetabler", writes=True) as session:
        publication_id = start_publication(session, current_principal(), ready.timetable)
    with act_as("system", writes=True) as session:
        assert claim(session, publication_id) is not None  # and then it dies
        session.commit()
    with act_as("system"):
        publish(publication_id)
        publish(publication_id)  # delivered twice
    with act_as("timetabler") as session:
        told = publication_json(session, publication_id)
    assert (told["state"], told["result"]["added"]) == ("done", 26)


def test_a_second_edition_waits_for_the_first(ready: Cast, act_as: Act) -> None:
    with act_as("timetabler", writes=True) as session:
        who = current_principal()
        running = start_publication(session, who, ready.timetable)
        move_slot(session, who, ready.timetable_slot, 2, 2)
        with pytest.raises(ConflictError) as refused:
            start_publication(session, who, ready.timetable)
        assert refused.value.now == {"publication_id": running}


@pytest.mark.parametrize(("meanwhile", "why"), [("conflict", CONFLICTS), ("rights", REVOKED)])
def test_what_changed_before_the_job_began_is_looked_at_again(
    ready: Cast, act_as: Act, meanwhile: str, why: str
) -> None:
    with act_as("timetabler", writes=True) as session:
        publication_id = start_publication(session, current_principal(), ready.timetable)
    before = _count(act_as)
    with _as_system(act_as) as session:
        if meanwhile == "rights":
            statement = update(User).where(User.username == "timetabler").values(active=False)
            system_write(session, statement)
        else:
            values = {"starts_on": date(2026, 11, 9), "ends_on": date(2026, 11, 13)}
            session.add(EmployeeAbsence(employee_id=ready.employee, kind="sick", **values))
    with act_as("system"):
        publish(publication_id)
    with act_as("system") as session:
        row = session.get_one(TimetablePublication, publication_id)
        assert (row.state, row.error) == (RunState.failed, why)
    assert _count(act_as) == before


def test_only_the_timetabler_publishes(act_as: Act, cast: Cast) -> None:
    for login in ("teacher", "deputy_director", "module_admin"):
        with act_as(login, writes=True) as session, pytest.raises(NotAllowedError):
            start_publication(session, current_principal(), cast.timetable)
    with act_as("timetabler", writes=True) as session, pytest.raises(NotFoundError):
        start_publication(session, current_principal(), 10**6)


def test_a_queue_that_is_away_loses_no_publication(ready: Cast, act_as: Act) -> None:
    with act_as("timetabler", writes=True) as session:
        start_publication(session, current_principal(), ready.timetable)
    with act_as("system"), pytest.raises(RedisError):
        requeue_lost_publications()
