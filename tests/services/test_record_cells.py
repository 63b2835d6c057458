"""Recording cells: what is written, what is refused, and why (design, section 6)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from access.errors import Bypass
from access.principal import current_principal
from domain.cells import MARK_CODES
from models import Absence, AuditEntry, Lesson, Mark
from models.audit import CELL
from services.cell_facts import read_present_of_lesson
from services.cell_shapes import MOST_CELLS, CellInput, CellsResult
from services.errors import MalformedError, NotAllowedError, NotFoundError
from services.journal_cells import record_cells
from tests.cast import Cast
from tests.windows import open_window

Act = Callable[..., AbstractContextManager[Session]]
WHY = "Работа сдана позже"


@pytest.fixture
def record(act_as: Act, cast: Cast) -> Callable[..., CellsResult]:
    """Give `record(login, [(lesson, student, text, was, …)], gradebook)` by names of the cast."""

    def run(
        login: str,
        cells: list[tuple[str, str, str, str]],
        gradebook: str = "gradebook",
        **more: Any,
    ) -> CellsResult:
        with act_as(login) as session:
            typed = [CellInput(cast[a], cast[b], text, was, **more) for a, b, text, was in cells]
            return record_cells(session, current_principal(), cast[gradebook], typed)

    return run


@pytest.fixture
def text_of(act_as: Act, cast: Cast) -> Callable[[str, str], str]:
    """Give `text_of(lesson, student)`: what the database holds, as the system sees it."""

    def read(lesson: str, student: str) -> str:
        with act_as("system") as session:
            held = read_present_of_lesson(session, cast[lesson])
        place = cast[lesson], cast[student], 0
        return held[place].cell.text if place in held else ""

    return read


@pytest.fixture
def trail(act_as: Act, cast: Cast) -> Callable[[str, str], list[AuditEntry]]:
    """Give `trail(lesson, student)`: the audit entries of a cell, the oldest first."""

    def read(lesson: str, student: str) -> list[AuditEntry]:
        with act_as("system") as session:
            query = select(AuditEntry).where(
                AuditEntry.field == CELL,
                AuditEntry.lesson_id == cast[lesson],
                AuditEntry.student_id == cast[student],
            )
            found = list(session.scalars(query.order_by(AuditEntry.id)))
            session.expunge_all()
        return found

    return read


def test_4_3_marks_and_absences_are_recorded_on_the_day(record, text_of, trail) -> None:
    result = record(
        "teacher",
        [
            ("lesson_today", "student", "5", ""),
            ("lesson_today", "student_b", "H", ""),
            ("lesson_today", "student_c", "оп15 4/5", ""),
        ],
    )
    assert [saved.text for saved in result.saved] == ["5", "н", "оп15/4/5"]
    assert (result.conflicts, result.refused) == ((), ())
    assert text_of("lesson_today", "student_c") == "оп15/4/5"
    (entry,) = trail("lesson_today", "student")
    assert (entry.old, entry.new, entry.is_late, entry.reason) == ("", "5", False, None)
    assert entry.actor == "Иванова Анна"
    assert entry.roles == "teacher"


def test_3_6_every_change_leaves_its_old_text(record, text_of, trail) -> None:
    for old, new in (("", "5"), ("5", "н/4"), ("н/4", "")):
        (saved,) = record("teacher", [("lesson_today", "student", new, old)]).saved
        assert saved.text == new
    assert text_of("lesson_today", "student") == ""
    assert [(e.action, e.old, e.new) for e in trail("lesson_today", "student")] == [
        ("create", "", "5"),
        ("update", "5", "н/4"),
        ("delete", "н/4", ""),
    ]


def test_a_cell_that_changed_meanwhile_is_a_conflict(record, text_of) -> None:
    record("teacher", [("lesson_today", "student", "5", "")])
    result = record(
        "teacher",
        [("lesson_today", "student", "4", ""), ("lesson_today", "student_b", "3", "")],
    )
    (conflict,) = result.conflicts
    assert (conflict.text, conflict.was, conflict.now, conflict.by) == (
        "4",
        "",
        "5",
        "Иванова Анна",
    )
    assert [saved.text for saved in result.saved] == ["3"]
    assert text_of("lesson_today", "student") == "5"


def test_the_same_batch_sent_twice_changes_nothing(record, trail) -> None:
    batch = [("lesson_today", "student", "5", ""), ("lesson_today", "student_b", "н", "")]
    first, second = record("teacher", batch), record("teacher", batch)
    assert first == second
    assert len(trail("lesson_today", "student")) == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("6", "unknown"),
        ("осв/4", "contradiction"),
        ("б/уп", "contradiction"),
        ("5/4/3", "too_many_marks"),
        ("оп91", "minutes"),
        ("😀", "unknown"),
        ("5" * 5000, "unknown"),
    ],
)
def test_what_the_grammar_refuses_is_not_written(record, text_of, typed: str, code: str) -> None:
    (refused,) = record("teacher", [("lesson_today", "student", typed, "")]).refused
    assert refused.code == code
    assert refused.clause == "4.3"
    assert len(refused.reason) < 200
    assert text_of("lesson_today", "student") == ""


def test_a_refused_cell_does_not_keep_others_from_being_saved(record, text_of) -> None:
    result = record(
        "teacher",
        [("lesson_today", "student", "9", ""), ("lesson_today", "student_b", "4", "")],
    )
    assert len(result.refused) == len(result.saved) == 1
    assert text_of("lesson_today", "student_b") == "4"


def test_5_5_3_after_the_day_a_change_needs_a_reason(record, text_of, trail) -> None:
    late = [("lesson", "student", "4", "5")]
    for reason in ("", "   "):
        (refused,) = record("teacher", late, reason=reason).refused
        assert (refused.code, refused.clause) == ("reason_required", "5.5.3")
    assert text_of("lesson", "student") == "5"
    claimed = datetime(2026, 10, 12, 8)
    assert len(record("teacher", late, reason=WHY, claimed_at=claimed).saved) == 1
    entry = trail("lesson", "student")[-1]
    assert (entry.is_late, entry.reason, entry.claimed_at) == (True, WHY, claimed)


@pytest.mark.parametrize(("clock", "late"), [("23:30", False), ("00:30", True)])
def test_5_5_3_the_college_s_clock_says_what_is_late(
    record, at_local, clock: str, late: bool
) -> None:
    day = date(2026, 10, 15) if late else date(2026, 10, 14)
    with at_local(clock, day):
        result = record("teacher", [("lesson_today", "student", "5", "")])
    assert [refused.code for refused in result.refused] == (["reason_required"] if late else [])


def test_a_late_cell_that_holds_the_text_already_needs_no_reason(record) -> None:
    result = record("teacher", [("lesson", "student", "5", "whatever")])
    assert [saved.text for saved in result.saved] == ["5"]


def test_a_lesson_to_come_is_refused(record, act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        lesson = Lesson(gradebook_id=cast.gradebook, held_on=date(2026, 10, 15), pair=1)
        session.add(lesson)
        session.commit()
        key = lesson.id
    with act_as("teacher") as session:
        typed = [CellInput(key, cast.student, "5")]
        (refused,) = record_cells(session, current_principal(), cast.gradebook, typed).refused
    assert refused.code == "future"


def test_5_5_9_students_only_on_days_when_they_are_taught(record, text_of, act_as, cast) -> None:
    open_window(act_as, cast, date(2026, 9, 14))
    result = record(
        "teacher",
        [
            ("lesson_sept", "student_new", "5", ""),  # came in October
            ("lesson", "student_gone", "5", ""),  # left in September
            ("lesson", "student2", "5", ""),  # of another group
            ("lesson_sept", "student_gone", "4", "3"),  # was there then
        ],
        reason=WHY,
    )
    assert [refused.code for refused in result.refused] == ["student"] * 3
    assert [saved.text for saved in result.saved] == ["4"]
    assert text_of("lesson", "student2") == ""


def test_5_5_9_only_members_of_the_subgroup(record) -> None:
    result = record(
        "teacher",
        [("lesson_sub", "student", "5", "4"), ("lesson_sub", "student_b", "5", "")],
        "gradebook_sub",
        reason=WHY,
    )
    assert [saved.text for saved in result.saved] == ["5"]
    assert [refused.code for refused in result.refused] == ["student"]


def test_a_lesson_of_another_journal_is_refused(record, text_of) -> None:
    result = record(
        "teacher", [("lesson_sub", "student", "5", "4"), ("lesson2", "student2", "5", "4")]
    )
    assert [refused.code for refused in result.refused] == ["lesson", "lesson"]
    assert text_of("lesson2", "student2") == "4"


@pytest.mark.parametrize(
    ("login", "gradebook", "error"),
    [
        ("teacher", "gradebook2", NotFoundError),
        ("teacher", "gradebook_td", NotFoundError),
        ("department_head", "gradebook", NotAllowedError),
        ("deputy_director", "gradebook", NotAllowedError),
        ("director", "gradebook", NotAllowedError),
        ("module_admin", "gradebook", NotAllowedError),
        ("methodist", "gradebook", NotAllowedError),
        ("curator", "gradebook", NotAllowedError),
        ("student", "gradebook", NotAllowedError),
        ("parent", "gradebook", NotAllowedError),
        ("secretary", "gradebook", NotFoundError),
        ("teacher_curator", "gradebook_tc_other", NotAllowedError),
        ("teacher_head", "gradebook_th_other", NotAllowedError),
        ("teacher_deputy", "gradebook", NotAllowedError),
        ("teacher_parent", "gradebook2", NotAllowedError),
        ("teacher_curator", "gradebook_tc", None),
        ("teacher_head", "gradebook_th", None),
        ("teacher_deputy", "gradebook_td", None),
        ("teacher_parent", "gradebook_tp", None),
    ],
)
def test_only_the_journal_s_teacher_writes(record, login: str, gradebook: str, error: Any) -> None:
    suffix = gradebook.removeprefix("gradebook").removesuffix("_other")
    lesson = f"lesson{gradebook.removeprefix('gradebook')}"
    student = {"_td": "student", "_tp": "student_tc"}.get(suffix, f"student{suffix}")
    cells = [(lesson, student, "3", "")]
    if error is None:
        assert not record(login, cells, gradebook, reason=WHY).refused
    else:
        with pytest.raises(error):
            record(login, cells, gradebook, reason=WHY)


def test_a_missing_journal_is_not_found(act_as, cast) -> None:
    with act_as("teacher") as session, pytest.raises(NotFoundError):
        record_cells(session, current_principal(), 999_999, [])


def test_a_batch_is_bounded_and_names_each_cell_once(record, act_as, cast) -> None:
    twice = [("lesson_today", "student", "5", ""), ("lesson_today", "student", "4", "")]
    with pytest.raises(MalformedError):
        record("teacher", twice)
    many = [CellInput(cast.lesson_today, n, "5") for n in range(MOST_CELLS + 1)]
    with act_as("teacher") as session, pytest.raises(MalformedError):
        record_cells(session, current_principal(), cast.gradebook, many)


def test_an_empty_batch_is_fine(record) -> None:
    assert record("teacher", []) == CellsResult((), (), ())


def test_every_mark_code_can_be_written_and_read(record, text_of) -> None:
    was = ""
    for code in MARK_CODES:
        assert record("teacher", [("lesson_today", "student", code, was)]).saved
        assert text_of("lesson_today", "student") == code
        was = code


def test_there_is_no_way_around_the_service(act_as, cast) -> None:
    keys = {"lesson_id": cast.lesson_today, "student_id": cast.student}
    with act_as("teacher", writes=True) as session:
        session.add(Mark(**keys, code="5"))
        with pytest.raises(Bypass):
            session.flush()
        session.rollback()
        session.get_one(Mark, cast.mark).code = "2"
        with pytest.raises(Bypass):
            session.flush()
        session.rollback()
        session.delete(session.get_one(Absence, cast.absence))
        with pytest.raises(Bypass):
            session.flush()
        session.rollback()
        with pytest.raises(Bypass):
            session.execute(insert(Mark).values(**keys, code="5"))


def test_the_number_of_statements_does_not_grow(record, count_statements) -> None:
    def batch(text: str, was: tuple[str, str, str]) -> list[tuple[str, str, str, str]]:
        students = ("student", "student_b", "student_c")
        return [("lesson", one, text, seen) for one, seen in zip(students, was, strict=True)]

    record("teacher", batch("5", ("5", "2", "нп")), reason=WHY)
    for text, was in (("4", "5"), ("н/4", "4"), ("", "н/4")):
        with count_statements() as one:
            record("teacher", batch(text, (was,) * 3)[:1], reason=WHY)
        with count_statements() as more:
            record("teacher", batch(text, (was,) * 3)[1:], reason=WHY)
        assert len(one) == len(more) <= 10, (one, more)  # principal and both BEGIN among them
