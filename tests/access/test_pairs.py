"""Two roles in one person: rights add up role by role, each reaching only what that role sees."""

import pytest
from sqlalchemy import select

from access.errors import Forbidden
from models import Gradebook, Lesson, Student, StudentContact
from tests.company import GRADEBOOKS, LESSONS

# Login → (journals they keep, journals they only look at); all the others are not theirs to see.
JOURNALS = {
    "teacher_curator": ({"gradebook_tc"}, {"gradebook_tc_other", "gradebook_tp"}),
    "teacher_head": ({"gradebook_th"}, {"gradebook_th_other"}),
    "teacher_deputy": ({"gradebook_td"}, set(GRADEBOOKS) - {"gradebook_td"}),
    "teacher_parent": ({"gradebook_tp"}, {"gradebook2"}),
}


def _standing(login, gradebook):
    keeps, looks = JOURNALS[login]
    return "keeps" if gradebook in keeps else "looks" if gradebook in looks else "not seen"


@pytest.mark.parametrize("login", JOURNALS)
def test_journals_seen_are_those_of_both_roles(login, act_as, cast):
    keeps, looks = JOURNALS[login]
    with act_as(login) as session:
        seen = set(session.scalars(select(Gradebook.id)))
        assert seen == {cast[name] for name in keeps | looks}
        lessons = set(session.scalars(select(Lesson.id)))
        expected = {cast[name] for name, lesson in LESSONS.items() if lesson[0] in keeps | looks}
        assert lessons == expected


@pytest.mark.parametrize("login", JOURNALS)
def test_lessons_are_written_in_own_journals_alone(login, act_as, cast, record_property):
    for name, (gradebook, *_rest) in LESSONS.items():
        with act_as(login, writes=True) as session:
            lesson = session.get(Lesson, cast[name])
            standing = _standing(login, gradebook)
            assert (lesson is not None) == (standing != "not seen"), name
            if lesson is None:
                continue
            lesson.topic = "Изменённая тема"
            if standing == "keeps":
                session.commit()
            else:
                with pytest.raises(Forbidden):
                    session.commit()
    record_property("walked", ("lessons by pairs of roles", len(LESSONS), len(LESSONS)))


@pytest.mark.sqlite_only
@pytest.mark.parametrize("login", JOURNALS)
def test_rest_writes_lessons_and_cells_of_own_journals_alone(login, api_as, cast, record_property):
    client, wrong, requests = api_as(login), [], 0
    for name, (gradebook, *_rest) in LESSONS.items():
        standing = _standing(login, gradebook)
        lesson, book = cast[name], cast[gradebook]
        for method, path, json, done in (
            ("PUT", f"/api/v1/lesson/{lesson}", {"topic": "Новая тема"}, {200, 422}),
            ("POST", f"/api/v1/lesson/{lesson}/confirm", {}, {200}),
            ("PUT", f"/api/v1/gradebook/{book}/cells", {"cells": []}, {200}),
            ("POST", f"/api/v1/gradebook/{book}/lessons", {}, {422}),
        ):
            requests += 1
            status = client.open(path, method=method, json=json).status_code
            expected = {"keeps": done, "looks": {403}, "not seen": {404}}[standing]
            if status not in expected:
                wrong.append(f"{login} {standing}: {method} {path}: {status}")
    record_property("walked", ("lessons by pairs of roles, over REST", len(LESSONS), requests))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_teacher_who_is_curator_writes_contacts_of_the_own_group(act_as, cast):
    with act_as("teacher_curator", writes=True) as session:
        session.add(StudentContact(student_id=cast.student_tc, kind="phone", value="1"))
        session.commit()
    with act_as("teacher_curator", writes=True) as session:
        session.add(StudentContact(student_id=cast.student, kind="phone", value="1"))
        with pytest.raises(Forbidden):
            session.commit()


def test_a_teacher_who_is_head_edits_no_journal_of_the_department(act_as, cast):
    """Clause 5.3.5 holds though the same person edits journals of their own."""
    with act_as("teacher_head", writes=True) as session:
        session.delete(session.get_one(Lesson, cast.lesson_th_other))
        with pytest.raises(Forbidden):
            session.commit()


def test_a_teacher_who_is_parent_sees_students_of_both_lives(act_as, cast):
    with act_as("teacher_parent") as session:
        seen = set(session.scalars(select(Student.id)))
    taught = {cast.student_tc, cast.student_tc_b}
    assert seen == taught | {cast.student_tp}


def test_a_teacher_who_is_parent_reads_contacts_of_the_child_alone(act_as, cast):
    """The parent's right to contacts does not reach the students whom the teacher teaches."""
    with act_as("system", writes=True) as session:
        for name in ("student_tc", "student_tp"):
            session.add(StudentContact(student_id=cast[name], kind="phone", value=name))
        session.commit()
    with act_as("teacher_parent") as session:
        assert session.scalars(select(StudentContact.value)).all() == ["student_tp"]


def test_a_teacher_who_is_deputy_sees_no_contacts(act_as, cast):
    with act_as("teacher_deputy") as session:
        assert session.scalars(select(StudentContact)).all() == []
