"""A journal closes for changes a week after the lesson; a window opens it for a time (3.6)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from access.principal import current_principal
from models import AuditEntry, GradeClosing, Lesson, RegulationSetting
from models.audit import CELL
from services.cell_shapes import CellInput
from services.errors import FieldsError
from services.journal_cells import record_cells
from services.lesson_accept import accept_topic, give_back
from services.lesson_loss import delete_lesson
from services.lessons import confirm_lesson, create_lesson, update_lesson
from tests.databases import NOON
from tests.windows import WHY, open_window

SEPT = date(2026, 9, 14)
TYPED = "Работа сдана позже"


@pytest.fixture
def mend(act_as, cast):
    """Give `mend(text, was)`: the teacher types into a cell of September; the refusal's code."""

    def typed(text: str, was: str, reason: str = TYPED, login: str = "teacher") -> str | None:
        with act_as(login) as session:
            cell = CellInput(cast.lesson_sept, cast.student, text, was, reason)
            result = record_cells(session, current_principal(), cast.gradebook, [cell])
        return result.refused[0].code if result.refused else None

    return typed


@pytest.fixture
def travel():
    """Give `with travel(timedelta):`, so long after the tests' noon."""
    return lambda later: time_machine.travel(NOON + later)


def _writes(session: Any, cast: Any) -> dict[str, Any]:
    who: Any = session and current_principal()
    lesson = cast.lesson_sept
    body = {"held_on": "2026-09-15", "pair": 6, "topic": "Забытое занятие"}
    return {
        "update": lambda: update_lesson(session, who, lesson, {"homework": "Глава 4"}),
        "move here": lambda: update_lesson(
            session, who, cast.lesson_today, {"held_on": "2026-09-15"}
        ),
        "confirm": lambda: confirm_lesson(session, who, lesson),
        "delete": lambda: delete_lesson(session, who, lesson, confirm_loss=True),
        "create": lambda: create_lesson(session, who, cast.gradebook, body),
        "accept": lambda: accept_topic(session, who, lesson, {}),
        "give back": lambda: give_back(session, who, lesson, {}),
    }


def test_3_6_lessons_older_than_a_week_are_closed_for_every_change(act_as, cast, mend) -> None:
    assert mend("5", "б/4") == "closed"
    for name in _writes(None, cast):
        with act_as("teacher") as session, pytest.raises(FieldsError) as refused:
            _writes(session, cast)[name]()
        assert "21.09.2026" in refused.value.sentence or "22.09.2026" in refused.value.sentence
        assert "3.6" in refused.value.sentence, name
    with act_as("system") as session:
        kept = session.get_one(Lesson, cast.lesson_sept)
        assert (kept.homework, kept.confirmed_at is not None) == ("Прочитать главу 3", True)


def test_3_6_through_a_window_everything_is_late_and_carries_its_reason(act_as, cast, mend) -> None:
    open_window(act_as, cast, SEPT, SEPT + timedelta(days=1))
    assert mend("5", "б/4", reason="") is None
    assert mend("4", "5") is None
    with act_as("system") as session:
        query = select(AuditEntry).where(
            AuditEntry.field == CELL, AuditEntry.lesson_id == cast.lesson_sept
        )
        found = session.scalars(query.order_by(AuditEntry.id)).all()
        assert [(one.old, one.new, one.is_late) for one in found] == [
            ("б/4", "5", True), ("5", "4", True),
        ]  # fmt: skip
        assert [one.reason for one in found] == [WHY, f"{WHY}; {TYPED}"]
    for name in ("update", "create"):
        with act_as("teacher") as session:
            _writes(session, cast)[name]()


@pytest.mark.parametrize(
    ("window", "later"),
    [
        ({"first": SEPT + timedelta(days=1)}, timedelta()),  # of other days
        ({"first": SEPT}, timedelta(hours=2)),  # it has closed
        ({"first": SEPT, "state": "requested"}, timedelta()),
        ({"first": SEPT, "state": "refused"}, timedelta()),
        ({"first": SEPT, "teacher_id": "employee_teacher2"}, timedelta()),  # another teacher's
        ({"first": SEPT, "gradebook_id": "gradebook_sub"}, timedelta()),  # of another journal
    ],
)
def test_3_6_only_an_open_window_of_ones_own_opens_the_day(
    act_as, cast, mend, travel, window, later
) -> None:
    keys = {name: cast.get(value, value) for name, value in window.items()}
    open_window(act_as, cast, **keys)
    with travel(later):
        assert mend("5", "б/4") == "closed"


def test_3_6_a_window_closes_by_itself(act_as, cast, mend, travel) -> None:
    open_window(act_as, cast, SEPT, closes_at=NOON.replace(tzinfo=None) + timedelta(hours=1))
    with travel(timedelta(minutes=59)):
        assert mend("5", "б/4") is None
    with travel(timedelta(minutes=60)):
        assert mend("4", "5") == "closed"


def test_3_6_the_college_sets_the_days_from_a_date_on(act_as, cast, mend) -> None:
    with act_as("system", writes=True) as session:
        for value, day in (("30", date(2026, 9, 1)), ("0", date(2026, 10, 1))):
            session.add(RegulationSetting(key="correction_days", value=value, starts_on=day))
        session.commit()
    assert mend("5", "б/4") is None  # judged by what was in force on its day
    with act_as("teacher") as session, pytest.raises(FieldsError):
        update_lesson(session, current_principal(), cast.lesson_unconfirmed, {"homework": "х"})


@pytest.mark.sqlite_only
def test_3_6_the_check_costs_no_statement(act_as, cast, count_statements) -> None:
    def cost(lesson: str, was: str, text: str) -> int:
        with act_as("teacher") as session:
            cell = CellInput(cast[lesson], cast.student_b, text, was, TYPED)
            with count_statements() as told:
                result = record_cells(session, current_principal(), cast.gradebook, [cell])
        assert result.saved
        return len(told)

    open_window(act_as, cast, SEPT)
    today = [cost("lesson_today", was, text) for was, text in (("", "5"), ("5", "4"))]
    cost("lesson_sept", "", "3")  # the norms are read once and kept
    assert cost("lesson_sept", "3", "4") == today[1] == 5


def test_4_6_nothing_of_a_signed_semester_changes_though_a_window_is_open(
    act_as, cast, mend
) -> None:
    open_window(act_as, cast, SEPT)
    with act_as("system", writes=True) as session:
        signed = {"signed_at": NOON.replace(tzinfo=None), "signed_name": "Иванова А. П."}
        keys = {"gradebook_id": cast.gradebook, "semester_id": cast.semester}
        closing = GradeClosing(**keys, **signed)
        session.add(closing)
        session.commit()
    assert mend("5", "б/4") == "closed"
    for name in _writes(None, cast):
        with act_as("teacher") as session, pytest.raises(FieldsError) as refused:
            _writes(session, cast)[name]()
        assert "подписан" in refused.value.sentence or "signed" in refused.value.sentence
    with act_as("teacher") as session:  # nor is today's lesson, of the same semester
        cell = CellInput(cast.lesson_today, cast.student, "5", "")
        result = record_cells(session, current_principal(), cast.gradebook, [cell])
    assert [(one.code, one.clause) for one in result.refused] == [("closed", "3.6")]
