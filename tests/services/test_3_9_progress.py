"""The progress of the programme, and coming days, for students and parents (clause 3.9)."""

from datetime import date

import pytest

from models import Lesson
from services.coming_lessons import lessons_with_topics
from services.diary import load_diary
from services.programme_progress import programme_progress
from tests.company import TODAY


def _progress(session, student_id):
    diary = load_diary(session, student_id, TODAY, TODAY)
    return None if diary is None else programme_progress(session, diary)


@pytest.mark.parametrize("login", ["student", "parent"])
def test_3_9_hours_held_of_planned_by_discipline(cast, act_as, login):
    """Two lessons of ОП.01 and one of the subgroup's МДК are recorded."""
    with act_as(login) as session:
        found = {one.title: (one.held, one.planned) for one in _progress(session, cast.student)}
    assert found == {
        "Операционные системы": (4, 60),
        "Разработка модулей": (2, 60),
        "Базы данных": (2, 60),
    }


def test_3_9_who_is_not_in_the_subgroup_does_not_count_its_hours(cast, act_as):
    with act_as("student2") as session:
        assert _progress(session, cast.student) is None
        titles = [one.title for one in _progress(session, cast.student2)]
    assert titles == ["Инженерная графика"]


def test_the_next_days_say_room_and_what_the_plan_has(cast, act_as):
    with act_as("system", writes=True) as session:
        coming = Lesson(gradebook_id=cast.gradebook, held_on=date(2026, 10, 16), pair=2)
        coming.room_id = cast.room
        session.add(coming)
        session.commit()
    with act_as("teacher") as session:
        today, later = lessons_with_topics(session, 4)
    (first,) = [line for line in today if line.lesson_id == cast.lesson_today]
    assert first.suggestion == "Процессы и потоки"  # 2 of its 4 hours
    (second,) = later
    assert (second.room, second.suggestion) == ("301", "Процессы и потоки")
    with act_as("student") as session:
        diary = load_diary(session, cast.student, TODAY, date(2026, 10, 18))
    assert diary is not None
    assert diary.days[0].lessons[0].room == "301"
