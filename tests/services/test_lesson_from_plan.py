"""A lesson comes filled in from the plan (clauses 5.5.2, 5.5.8, 5.5.10)."""

from datetime import date

import pytest
from sqlalchemy import select

from access.principal import current_principal
from domain.enums import LessonKind, PlanRow, PlanState, TaskKind
from models import Lesson, LessonPlan, LessonPlanTopic
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.lesson_accept import accept_topic, give_back
from services.lesson_suggestion import NoSuggestion, suggestion_of
from services.lessons import confirm_lesson, update_lesson
from tests.company import TODAY

ROWS = (
    ("section", "Раздел 1. Процессы", 0, LessonKind.lecture, ""),
    ("lesson", "Процессы и потоки", 2, LessonKind.lecture, "Глава 3"),
    ("lesson", "Планировщик Linux", 2, LessonKind.practical, "Глава 4"),
    ("lesson", "Взаимные блокировки", 2, LessonKind.lecture, "Глава 5"),
    ("lesson", "Итоги раздела", 1, LessonKind.control, ""),
)


@pytest.fixture
def plan(cast, act_as):
    """The plan of the first journal; returns the ids of its lesson rows in order."""
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(LessonPlanTopic, cast.lesson_plan_topic))
        rows = [
            LessonPlanTopic(
                plan_id=cast.lesson_plan,
                position=place,
                level=PlanRow(level),
                title=title,
                hours=hours,
                kind=kind,
                homework=homework,
                task_kind=TaskKind.practical if kind is LessonKind.practical else None,
            )
            for place, (level, title, hours, kind, homework) in enumerate(ROWS)
        ]
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows if row.level is PlanRow.lesson]
        session.get_one(Lesson, cast.lesson).topic_id = ids[0]
        session.commit()
    return ids


@pytest.fixture
def do(act_as):
    def run(login, service, *args):
        with act_as(login, writes=True) as session:
            return service(session, current_principal(), *args)

    return run


def _suggestion(act_as, lesson_id, login="teacher"):
    with act_as(login) as session:
        return suggestion_of(session, lesson_id)


def _lesson(act_as, lesson_id):
    with act_as("system") as session:
        lesson = session.get_one(Lesson, lesson_id)
        session.expunge(lesson)
    return lesson


def test_the_next_row_of_the_plan_is_suggested(cast, act_as, plan):
    found = _suggestion(act_as, cast.lesson_today)
    assert found.head is not None
    assert found.head.is_approved
    suggestion = found.suggestion
    assert suggestion is not None
    assert suggestion.topic_ids == (plan[1],)
    assert (suggestion.topic, suggestion.hours, suggestion.kind) == (
        "Планировщик Linux",
        2,
        LessonKind.practical,
    )
    assert (suggestion.homework, suggestion.task_kind) == ("Глава 4", TaskKind.practical)
    assert [choice.left for choice in found.choices] == [0, 2, 2, 1]


def test_accepting_writes_the_row_with_its_homework_and_links_it(cast, act_as, do, plan):
    saved = do("teacher", accept_topic, cast.lesson_today, {})
    assert saved.lesson["topic_id"] == plan[1]
    lesson = _lesson(act_as, cast.lesson_today)
    assert (lesson.topic, lesson.homework, lesson.kind) == (
        "Планировщик Linux",
        "Глава 4",
        LessonKind.practical,
    )
    assert lesson.homework_at is not None
    again = do("teacher", accept_topic, cast.lesson_today, {})
    assert again.lesson == saved.lesson
    assert _suggestion(act_as, cast.lesson_today).reason is NoSuggestion.taken


def test_what_the_teacher_typed_before_stays(cast, act_as, do, plan):
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, cast.lesson_today).homework = "Подготовить доклад"
        session.commit()
    do("teacher", accept_topic, cast.lesson_today, {})
    assert _lesson(act_as, cast.lesson_today).homework == "Подготовить доклад"


def test_another_row_or_several_can_be_chosen(cast, act_as, do, plan):
    do("teacher", accept_topic, cast.lesson_today, {"topic_id": plan[2]})
    assert _lesson(act_as, cast.lesson_today).topic == "Взаимные блокировки"
    do("teacher", accept_topic, cast.lesson_today, {"topic_id": plan[1], "last_topic_id": plan[2]})
    lesson = _lesson(act_as, cast.lesson_today)
    assert lesson.topic == "Планировщик Linux. Взаимные блокировки"
    assert lesson.homework == "Глава 4. Глава 5"
    assert (lesson.topic_id, lesson.last_topic_id) == (plan[1], plan[2])


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic_id": 10**6},
        {"topic_id": "7"},
        {"last_topic_id": "own"},
        {"topic_id": "last", "last_topic_id": "first"},
        {"title": "Тема"},
    ],
)
def test_a_row_that_the_plan_has_not_is_refused(cast, act_as, do, plan, wrong):
    rows = {"own": plan[0], "first": plan[0], "last": plan[2]}
    data = {name: rows.get(value, value) for name, value in wrong.items()}
    with pytest.raises(FieldsError):
        do("teacher", accept_topic, cast.lesson_today, data)
    assert _lesson(act_as, cast.lesson_today).topic == ""


def test_a_row_of_a_foreign_plan_is_refused(cast, do, plan):
    with pytest.raises(FieldsError):
        do("teacher", accept_topic, cast.lesson_today, {"topic_id": cast.lesson_plan_topic2})


def test_it_is_undone(cast, act_as, do, plan):
    do("teacher", accept_topic, cast.lesson_today, {})
    do("teacher", give_back, cast.lesson_today, {"kind": "lecture", "topic": ""})
    lesson = _lesson(act_as, cast.lesson_today)
    assert (lesson.topic, lesson.homework, lesson.topic_id) == ("", "", None)
    assert (lesson.kind, lesson.homework_at) == (LessonKind.lecture, None)
    do("teacher", accept_topic, cast.lesson_today, {})
    do("teacher", confirm_lesson, cast.lesson_today)
    with pytest.raises(FieldsError):
        do("teacher", give_back, cast.lesson_today, {})


def test_an_edited_topic_keeps_its_row_and_another_one_loses_it(cast, act_as, do, plan):
    do("teacher", accept_topic, cast.lesson_today, {})
    do("teacher", update_lesson, cast.lesson_today, {"topic": "Планировщик ОС Linux"})
    assert _lesson(act_as, cast.lesson_today).topic_id == plan[1]
    do("teacher", update_lesson, cast.lesson_today, {"topic": "Экскурсия на завод"})
    assert _lesson(act_as, cast.lesson_today).topic_id is None


def test_a_lesson_that_fell_out_moves_the_plan_on(cast, act_as, do, plan):
    """The lesson of yesterday was not recorded with a row: today gets the row it would have had."""
    with act_as("system", writes=True) as session:
        fallen = session.get_one(Lesson, cast.lesson_unconfirmed)
        fallen.topic, fallen.topic_id = "", None
        session.commit()
    suggestion = _suggestion(act_as, cast.lesson_today).suggestion
    assert suggestion is not None
    assert suggestion.topic_ids == (plan[1],)
    late = _suggestion(act_as, cast.lesson_unconfirmed).suggestion
    assert late is not None  # recorded after all, it takes that row, and today the next one
    assert late.topic_ids == (plan[1],)


def test_a_draft_is_followed_until_a_plan_is_approved(cast, act_as, plan):
    with act_as("system", writes=True) as session:
        session.get_one(LessonPlan, cast.lesson_plan).state = PlanState.draft
        session.commit()
    found = _suggestion(act_as, cast.lesson_today)
    assert found.head is not None
    assert not found.head.is_approved
    assert found.suggestion is not None


def test_no_plan_and_a_plan_that_is_given_say_so(cast, act_as, do, plan):
    with act_as("system", writes=True) as session:
        for row in session.scalars(select(LessonPlanTopic).where(LessonPlanTopic.id.in_(plan[1:]))):
            session.delete(row)
        session.commit()
    assert _suggestion(act_as, cast.lesson_today).reason is NoSuggestion.exhausted
    with pytest.raises(FieldsError):
        do("teacher", accept_topic, cast.lesson_today, {})
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(LessonPlan, cast.lesson_plan))
        session.commit()
    assert _suggestion(act_as, cast.lesson_today).reason is NoSuggestion.no_plan


def test_who_may_not_write_the_lesson_accepts_nothing(cast, act_as, do, plan):
    with pytest.raises(NotFoundError):
        do("teacher2", accept_topic, cast.lesson_today, {})
    with pytest.raises(NotAllowedError):
        do("department_head", accept_topic, cast.lesson_today, {})
    with pytest.raises(NotFoundError):
        _suggestion(act_as, cast.lesson_today, "student")
    with pytest.raises(NotFoundError):
        _suggestion(act_as, cast.lesson_today, "teacher2")


def test_5_5_8_a_lesson_without_a_topic_is_not_confirmed(cast, act_as, do):
    with pytest.raises(FieldsError) as refusal:
        do("teacher", confirm_lesson, cast.lesson_today)
    assert "5.5.8" in refusal.value.errors["topic"]
    do("teacher", update_lesson, cast.lesson_today, {"topic": "Процессы"})
    assert do("teacher", confirm_lesson, cast.lesson_today).confirmed_at is not None
    assert _lesson(act_as, cast.lesson_today).held_on == TODAY == date(2026, 10, 14)


def test_5_5_8_the_rule_names_what_was_found_and_gives_an_example(cast, do):
    with pytest.raises(FieldsError) as refusal:
        do("teacher", update_lesson, cast.lesson_today, {"topic": "Introduction to TCP/IP"})
    sentence = refusal.value.errors["topic"]
    assert "«Introduction», «to», «TCP/IP»" in sentence
    assert "Настройка сети: TCP/IP и DNS" in sentence
    with pytest.raises(FieldsError) as refusal:
        do("teacher", update_lesson, cast.lesson_today, {"homework": "Read chapter 3"})
    assert "«Read», «chapter»" in refusal.value.errors["homework"]
