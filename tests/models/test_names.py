"""Names and codes: found whatever the letters' case, in the order of the Russian alphabet."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.text import fold
from models import (
    CurriculumItem,
    Employee,
    EmployeeLabel,
    Enrolment,
    Gradebook,
    Lesson,
    Mark,
    Semester,
    Student,
    StudyGroup,
)


def test_people_stand_in_russian_alphabetical_order(act_as, cast):
    """SQLite knows ASCII only: by itself it puts Ёлкин before Абрамов."""
    with act_as("secretary") as session:
        names = session.scalars(select(Student.last_name).order_by(Student.sort_name)).all()
    assert names == [
        "Абрамов", "Ёжиков", "Ёлкина", "Панин", "Романова", "Сидоров", "Титов", "Уваров",
        "Фомина", "Хохлов", "Чернов",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["ёжик", "ЕЖИК", "Ёжиков  Степан", "ежиков степан ильич"])
def test_a_name_is_found_whatever_its_case_and_its_yo(typed, act_as, cast):
    with act_as("secretary") as session:
        query = select(Student.id).where(Student.search_name.contains(fold(typed)))
        assert session.scalars(query).all() == [cast.student2]


def test_a_changed_name_is_found_by_its_new_one(act_as, cast):
    with act_as("secretary", writes=True) as session:
        session.get(Student, cast.student2).last_name = "Щукин"
        session.commit()
        query = select(Student.id).where(Student.search_name.contains("щукин"))
        assert session.scalars(query).all() == [cast.student2]


def test_a_group_and_an_item_are_found_with_latin_look_alikes(act_as, cast):
    with act_as("secretary") as session:
        group = select(StudyGroup.id).where(StudyGroup.search_name.contains(fold("ис-21")))
        assert session.scalars(group).all() == [cast.group]
        code = fold("MДK.01")  # a Latin M and K
        item = select(CurriculumItem.id).where(CurriculumItem.search_text.contains(code))
        assert session.scalars(item).all() == [cast.item_b]


def test_a_label_holds_nothing_but_the_name(act_as, cast):
    with act_as("student") as session:
        label = session.get(EmployeeLabel, cast.employee_teacher)
        assert label.full_name() == "Иванова Анна Павловна"
        assert not hasattr(label, "user_id")
        assert session.get(Employee, cast.employee_teacher) is None


@pytest.mark.parametrize(
    "row",
    [
        lambda c: Gradebook(
            academic_year_id=c.academic_year,
            group_id=c.group,
            item_id=c.curriculum_item,
            teacher_id=c.employee_teacher,
        ),
        lambda c: Semester(
            academic_year_id=c.academic_year,
            number=1,
            starts_on=_day("2026-09-01"),
            ends_on=_day("2026-12-29"),
        ),
        lambda c: Lesson(gradebook_id=c.gradebook, held_on=_day("2026-10-12"), pair=1),
        lambda c: Mark(lesson_id=c.lesson, student_id=c.student, code="5"),
        lambda c: Mark(lesson_id=c.lesson_today, student_id=c.student, code="6"),
        lambda c: Lesson(gradebook_id=c.gradebook, held_on=_day("2026-10-16"), pair=13),
        lambda c: Lesson(
            gradebook_id=c.gradebook, held_on=_day("2026-10-16"), hours=2, practical_hours=3
        ),
        lambda c: Enrolment(
            student_id=c.student,
            group_id=c.group,
            starts_on=_day("2026-09-02"),
            ends_on=_day("2026-09-01"),
        ),
    ],
    ids=["journal twice", "semester twice", "pair twice", "mark twice", "mark unknown",
         "pair unknown", "practical hours", "period backwards"],
)  # fmt: skip
def test_the_database_holds_what_must_never_be_broken(row, act_as, cast):
    """The rules that two people at once could break stand in the schema, NULL or not."""
    with act_as("system", writes=True) as session:
        session.add(row(cast))
        with pytest.raises(IntegrityError):
            session.flush()


def test_practice_days_have_no_pair_and_may_be_several(act_as, cast):
    with act_as("teacher", writes=True) as session:
        for _ in range(2):
            session.add(
                Lesson(
                    gradebook_id=cast.gradebook,
                    held_on=_day("2026-10-16"),
                    hours=6,
                    kind="practice_day",
                )
            )
        session.commit()


def _day(text):
    from datetime import date

    return date.fromisoformat(text)
