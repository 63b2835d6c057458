"""Who writes in which lesson of a journal: the teachers by date, and who stands in (5.5.9)."""

from datetime import date

import pytest
from sqlalchemy import select

from access.principal import current_principal
from domain.enums import Standing
from models import JournalTeacher, Lesson, Mark
from services.cell_shapes import CellInput
from services.diary import load_diary
from services.duties import duties
from services.errors import NotAllowedError
from services.grid import load_grid
from services.journal_cells import record_cells
from services.journal_keepers import keepers_of, may_write_on
from services.journals import lessons_of_today, my_journals
from services.lesson_loss import delete_lesson
from services.lessons import confirm_lesson, create_lesson, update_lesson
from tests.company import TODAY

YESTERDAY, HANDED_OVER = date(2026, 10, 13), date(2026, 10, 13)
LESSON = {"pair": 5, "topic": "Процессы"}


@pytest.fixture
def stands_in(cast, act_as):
    """teacher2 stands in for the teacher in the journal of the first company, today."""
    with act_as("system", writes=True) as session:
        session.add(
            JournalTeacher(
                gradebook_id=cast.gradebook,
                teacher_id=cast.employee_teacher2,
                standing=Standing.substitute,
                starts_on=TODAY,
                ends_on=TODAY,
            )
        )
        session.commit()
    return "teacher2"


@pytest.fixture
def successor(cast, act_as):
    """From today on teacher2 keeps the journal that the teacher kept before."""
    with act_as("system", writes=True) as session:
        before = session.scalars(
            select(JournalTeacher).where(JournalTeacher.gradebook_id == cast.gradebook)
        ).one()
        before.ends_on = HANDED_OVER
        session.add(
            JournalTeacher(
                gradebook_id=cast.gradebook, teacher_id=cast.employee_teacher2, starts_on=TODAY
            )
        )
        session.commit()
    return "teacher2"


@pytest.fixture
def do(act_as):
    def run(login, service, *args):
        with act_as(login, writes=True) as session:
            return service(session, current_principal(), *args)

    return run


def _cell(cast, lesson, text="5"):
    return CellInput(cast[lesson], cast.student, text, reason="работа проверена позже")


def _every_write(cast, do, login, lesson):
    """Yield what each write to a lesson raises."""
    writes = (
        (update_lesson, cast[lesson], {"topic": "Планирование процессов"}),
        (confirm_lesson, cast[lesson]),
        (delete_lesson, cast[lesson], True),
    )
    for service, *args in writes:
        with pytest.raises(NotAllowedError) as refusal:
            do(login, service, *args)
        yield refusal.value.sentence


def test_who_stands_in_writes_that_day(cast, do, act_as, stands_in):
    result = do(stands_in, record_cells, cast.gradebook, [_cell(cast, "lesson_today")])
    assert [cell.text for cell in result.saved] == ["5"]
    do(stands_in, update_lesson, cast.lesson_today, {"topic": "Планирование процессов"})
    assert do(stands_in, confirm_lesson, cast.lesson_today).confirmed_at is not None
    do(stands_in, create_lesson, cast.gradebook, LESSON | {"held_on": TODAY.isoformat()})
    with act_as("system") as session:
        lesson = session.get_one(Lesson, cast.lesson_today)
        assert lesson.topic == "Планирование процессов"
        assert lesson.confirmed_by_id == cast.user_teacher2


def test_who_stands_in_writes_no_other_day(cast, do, act_as, stands_in):
    for sentence in _every_write(cast, do, stands_in, "lesson_unconfirmed"):
        assert "Иванова А. П." in sentence
        assert "13.10.2026" in sentence
    result = do(stands_in, record_cells, cast.gradebook, [_cell(cast, "lesson_unconfirmed")])
    assert not result.saved
    (refused,) = result.refused
    assert (refused.code, refused.clause) == ("keeper", "5.5.9")
    assert "Иванова А. П." in refused.reason
    for day in ("2026-10-13", "2026-10-15"):
        with pytest.raises(NotAllowedError, match=r"Иванова А\. П\."):
            do(stands_in, create_lesson, cast.gradebook, LESSON | {"held_on": day})
    with act_as("system") as session:
        held = select(Mark).where(Mark.lesson_id == cast.lesson_unconfirmed)
        assert session.scalars(held).all() == []
        lesson = session.get_one(Lesson, cast.lesson_unconfirmed)
        assert (lesson.topic, lesson.confirmed_at) == ("Процессы и потоки", None)


def test_who_stands_in_moves_no_lesson_to_another_day(cast, do, stands_in):
    with pytest.raises(NotAllowedError):
        do(stands_in, update_lesson, cast.lesson_today, {"held_on": "2026-10-15"})


def test_the_teacher_goes_on_writing_while_somebody_stands_in(cast, do, stands_in):
    result = do("teacher", record_cells, cast.gradebook, [_cell(cast, "lesson_today")])
    assert result.saved


def test_teachers_one_after_another_write_each_their_own_lessons(cast, do, successor):
    for sentence in _every_write(cast, do, "teacher", "lesson_today"):
        assert "Ёлкин Я." in sentence
    for sentence in _every_write(cast, do, successor, "lesson_unconfirmed"):
        assert "Иванова А. П." in sentence
    cells = [_cell(cast, "lesson_today"), _cell(cast, "lesson_unconfirmed", "4")]
    by_earlier = do("teacher", record_cells, cast.gradebook, cells)
    assert [cell.lesson_id for cell in by_earlier.saved] == [cast.lesson_unconfirmed]
    by_later = do(successor, record_cells, cast.gradebook, cells)
    assert [cell.lesson_id for cell in by_later.saved] == [cast.lesson_today]


def test_the_grid_says_whose_each_lesson_is(cast, act_as, stands_in):
    with act_as(stands_in) as session:
        grid = load_grid(session, cast.gradebook)
    by_id = {lesson.id: lesson for lesson in grid.lessons}
    today, before = by_id[cast.lesson_today], by_id[cast.lesson_unconfirmed]
    assert (today.teacher, today.stands_in, today.editable) == ("Ёлкин Я.", True, True)
    assert (before.teacher, before.stands_in, before.editable) == ("Иванова А. П.", False, False)
    with act_as("department_head") as session:
        assert not any(lesson.editable for lesson in load_grid(session, cast.gradebook).lessons)


def test_a_day_of_nobody_is_written_by_nobody(cast, act_as, do):
    with act_as("system", writes=True) as session:
        term = session.scalars(
            select(JournalTeacher).where(JournalTeacher.gradebook_id == cast.gradebook)
        ).one()
        term.ends_on = date(2026, 10, 10)
        session.commit()
    with pytest.raises(NotAllowedError, match=r"14\.10\.2026"):
        do("teacher", confirm_lesson, cast.lesson_today)


def test_the_terms_of_a_journal_by_day(cast, act_as, stands_in):
    with act_as("system") as session:
        terms = keepers_of(session, cast.gradebook)
    assert may_write_on(terms, cast.employee_teacher, TODAY)
    assert may_write_on(terms, cast.employee_teacher2, TODAY)
    assert not may_write_on(terms, cast.employee_teacher2, YESTERDAY)
    assert not may_write_on(terms, None, TODAY)
    held = terms.on(TODAY)
    assert held is not None
    assert held.teacher_id == cast.employee_teacher2


def test_a_lesson_is_listed_for_who_holds_it(cast, act_as, stands_in):
    """Today's list of whoever stands in has the lesson, the usual teacher's has it not."""
    with act_as(stands_in) as session:
        assert cast.lesson_today in {line.lesson_id for line in lessons_of_today(session)}
        own = {
            line.gradebook_id: line.own for line in my_journals(session, current_principal()).lines
        }
        assert own[cast.gradebook]
        before = lessons_of_today(session, YESTERDAY)
        assert cast.lesson_unconfirmed not in {line.lesson_id for line in before}
    with act_as("teacher") as session:
        assert cast.lesson_today not in {line.lesson_id for line in lessons_of_today(session)}
        waiting = {duty.lesson_id for duty in duties(session, current_principal()).lines}
        assert cast.lesson_unconfirmed in waiting
        assert cast.lesson_today not in waiting
    with act_as(stands_in) as session:
        waiting = {duty.lesson_id for duty in duties(session, current_principal()).lines}
        assert cast.lesson_today in waiting
        assert cast.lesson_unconfirmed not in waiting


def test_the_diary_names_who_held_the_lesson(cast, act_as, stands_in):
    with act_as("student") as session:
        diary = load_diary(session, cast.student, YESTERDAY, TODAY)
    assert diary is not None
    teachers = {one.lesson_id: one.teacher for day in diary.days for one in day.lessons}
    assert teachers[cast.lesson_today] == "Ёлкин Я."
    assert teachers[cast.lesson_unconfirmed] == "Иванова А. П."
