"""Lessons: what they must say, when they may change, what goes with them."""

from datetime import date

import pytest
from sqlalchemy import select

from access.principal import current_principal
from domain.lesson_state import LessonState
from models import Absence, AuditEntry, Lesson, Mark
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.lesson_loss import LossError, delete_lesson
from services.lessons import confirm_lesson, create_lesson, update_lesson
from tests.cast import TODAY

NEW = {"held_on": "2026-10-15", "pair": 3, "topic": "Протокол TCP/IP"}


@pytest.fixture
def do(act_as):
    """Give `do(login, service, …)`: the service runs as that person."""

    def run(login, service, *args, **kwargs):
        with act_as(login) as session:
            return service(session, current_principal(), *args, **kwargs)

    return run


@pytest.fixture
def lesson_of(act_as):
    """Give `lesson_of(id)`: the row, as the system sees it."""

    def read(lesson_id):
        with act_as("system") as session:
            lesson = session.get(Lesson, lesson_id)
            session.expunge_all()
        return lesson

    return read


def faults(do, cast, **fields) -> dict[str, str]:
    with pytest.raises(FieldsError) as refusal:
        do("teacher", create_lesson, cast.gradebook, NEW | fields)
    return refusal.value.errors


def test_a_lesson_is_added_with_the_usual_values(do, cast, lesson_of) -> None:
    saved = do("teacher", create_lesson, cast.gradebook, NEW)
    lesson = lesson_of(saved.lesson_id)
    assert (lesson.held_on, lesson.pair, lesson.hours) == (date(2026, 10, 15), 3, 2)
    assert (lesson.kind, lesson.mode, lesson.homework_at) == ("lecture", "in_class", None)
    assert saved.warnings == ()
    assert saved.lesson["state"] == "future"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", ""),
        ("held_on", "14.10.2026"),
        ("held_on", "2026-13-40"),
        ("held_on", "2026-08-31"),  # before the semester
        ("held_on", "2026-12-31"),  # between the semesters
        ("held_on", 20261014),
        ("pair", 0),
        ("pair", 13),
        ("pair", "x"),
        ("pair", True),
        ("pair", None),  # only practice days have none
        ("hours", 0),
        ("hours", None),
        ("practical_hours", 3),  # of 2
        ("kind", "party"),
        ("mode", {}),
        ("task_kind", "nothing"),
        ("topic", ""),
        ("topic", "   "),
        ("topic", None),
        ("topic", "Introduction to Python"),
        ("topic", "Тема" * 600),
        ("topic", "Тема\x00"),
        ("topic", 5),
        ("homework", "Read chapter 3"),
        ("gradebook_id", 1),
        ("confirmed_at", "2026-10-14"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(do, cast, act_as, field, value) -> None:
    assert set(faults(do, cast, **{field: value})) == {field}
    with act_as("system") as session:
        assert session.scalar(select(Lesson.id).where(Lesson.held_on == date(2026, 10, 15))) is None


@pytest.mark.parametrize("topic", ["Введение в Python", "SQL-запросы", "ОС Linux"])
def test_5_5_8_foreign_terms_stand_in_a_russian_topic(do, cast, topic) -> None:
    assert do("teacher", create_lesson, cast.gradebook, NEW | {"topic": topic}).lesson_id


def test_a_day_of_practice_needs_no_pair(do, cast) -> None:
    fields = NEW | {"pair": None, "kind": "practice_day", "hours": 6, "practical_hours": "6"}
    for _ in range(2):  # and there can be two such lessons on a day
        assert do("teacher", create_lesson, cast.gradebook, fields).lesson_id


def test_a_second_lesson_in_the_same_pair_is_refused(do, cast) -> None:
    taken = {"held_on": TODAY.isoformat(), "pair": 2}
    assert set(faults(do, cast, **taken)) == {"pair"}
    with pytest.raises(FieldsError):
        do("teacher", update_lesson, cast.lesson_today, {"pair": 1, "held_on": "2026-10-12"})
    assert do("teacher", update_lesson, cast.lesson_today, {"pair": 2}).lesson_id


def test_another_journal_in_the_same_pair_is_a_warning(do, cast) -> None:
    saved = do(
        "teacher", create_lesson, cast.gradebook_sub, NEW | {"held_on": "2026-10-14", "pair": 2}
    )
    assert len(saved.warnings) == 2  # the teacher, and the group
    saved = do(
        "teacher_deputy",
        create_lesson,
        cast.gradebook_td,
        NEW | {"held_on": "2026-10-14", "pair": 2},
    )
    assert len(saved.warnings) == 1  # the group, whose other journals that teacher does not see


def test_only_the_fields_that_are_sent_change(do, cast, lesson_of, act_as) -> None:
    do("teacher", update_lesson, cast.lesson_today, {"topic": "Память", "homework": "§ 5"})
    lesson = lesson_of(cast.lesson_today)
    assert (lesson.topic, lesson.homework, lesson.pair) == ("Память", "§ 5", 2)
    first = lesson.homework_at
    assert first is not None
    do("teacher", update_lesson, cast.lesson_today, {"homework": "§ 6"})
    assert lesson_of(cast.lesson_today).homework_at == first
    with act_as("system") as session:
        entries = select(AuditEntry).where(
            AuditEntry.entity == "lesson",
            AuditEntry.entity_id == cast.lesson_today,
            AuditEntry.action == "update",
        )
        changed = [
            (e.field, e.old, e.new) for e in session.scalars(entries.order_by(AuditEntry.id))
        ]
    assert ("topic", "", "Память") in changed
    assert ("homework", "§ 5", "§ 6") in changed


def test_a_lesson_that_holds_something_keeps_its_day(do, cast) -> None:
    for lesson in (cast.lesson, cast.lesson_unconfirmed):
        with pytest.raises(FieldsError) as refusal:
            do("teacher", update_lesson, lesson, {"held_on": "2026-10-14", "pair": 5})
        assert set(refusal.value.errors) == {"held_on"}
    assert do("teacher", update_lesson, cast.lesson_today, {"held_on": "2026-10-13", "pair": 5})


def test_5_5_4_a_confirmation_says_who_and_when(do, cast, lesson_of) -> None:
    do("teacher", update_lesson, cast.lesson_today, {"topic": "Процессы"})
    told = do("teacher", confirm_lesson, cast.lesson_today)
    assert (told.state, told.confirmed_by) == (LessonState.recorded, "Иванова Анна")
    assert lesson_of(cast.lesson_today).confirmed_by_id == cast.user_teacher
    again = do("teacher", confirm_lesson, cast.lesson_today)
    assert again.confirmed_at == told.confirmed_at
    assert do("teacher", confirm_lesson, cast.lesson_today, False).state is LessonState.open
    assert do("teacher", confirm_lesson, cast.lesson_unconfirmed).state is LessonState.late


def test_a_confirmation_stays_after_its_day(do, cast) -> None:
    with pytest.raises(FieldsError):
        do("teacher", confirm_lesson, cast.lesson, False)


def test_a_lesson_to_come_cannot_be_confirmed(do, cast) -> None:
    lesson = do("teacher", create_lesson, cast.gradebook, NEW).lesson_id
    with pytest.raises(FieldsError):
        do("teacher", confirm_lesson, lesson)


def test_an_empty_lesson_is_deleted(do, cast, lesson_of) -> None:
    do("teacher", delete_lesson, cast.lesson_today)
    assert lesson_of(cast.lesson_today) is None


def test_3_6_what_a_deleted_lesson_held_is_named_first_and_stays_in_the_audit(
    do, cast, lesson_of, act_as
) -> None:
    with pytest.raises(LossError) as refusal:
        do("teacher", delete_lesson, cast.lesson)
    loss = refusal.value.loss
    assert (loss.marks, loss.absences) == (2, 2)
    assert loss.names == ("Абрамов Л. О.", "Ёлкина Я. Ю.", "Романова С.", "Сидоров И. П.")
    assert lesson_of(cast.lesson) is not None
    do("teacher", delete_lesson, cast.lesson, True, "Занятие не состоялось")
    assert lesson_of(cast.lesson) is None
    with act_as("system") as session:
        query = select(AuditEntry).where(AuditEntry.lesson_id == cast.lesson, AuditEntry.new == "")
        lost = {entry.student_id: entry for entry in session.scalars(query)}
        assert {e.old for e in lost.values()} == {"5", "2", "нп", "оп15"}
        assert all(e.is_late and e.reason for e in lost.values())
        for model in (Mark, Absence):
            held = select(model.id).where(model.lesson_id == cast.lesson)
            assert session.scalar(held) is None


@pytest.mark.parametrize(
    ("login", "lesson", "error"),
    [
        ("teacher", "lesson2", NotFoundError),
        ("department_head", "lesson", NotAllowedError),
        ("deputy_director", "lesson", NotAllowedError),
        ("curator", "lesson", NotAllowedError),
        ("student", "lesson", NotAllowedError),
        ("parent", "lesson", NotAllowedError),
        ("teacher_curator", "lesson_tc_other", NotAllowedError),
        ("teacher_head", "lesson_th_other", NotAllowedError),
        ("teacher_deputy", "lesson2", NotAllowedError),
        ("teacher_parent", "lesson2", NotAllowedError),
        ("secretary", "lesson", NotFoundError),
    ],
)
def test_only_the_journal_s_teacher_changes_lessons(do, cast, login, lesson, error) -> None:
    for service in (confirm_lesson, delete_lesson):
        with pytest.raises(error):
            do(login, service, cast[lesson])
    with pytest.raises(error):
        do(login, update_lesson, cast[lesson], {"topic": "Другая тема"})


@pytest.mark.parametrize(
    ("login", "gradebook", "error"),
    [
        ("teacher", "gradebook2", NotFoundError),
        ("curator", "gradebook", NotAllowedError),
        ("teacher_deputy", "gradebook", NotAllowedError),
    ],
)
def test_only_the_journal_s_teacher_adds_lessons(do, cast, login, gradebook, error) -> None:
    with pytest.raises(error):
        do(login, create_lesson, cast[gradebook], NEW)
