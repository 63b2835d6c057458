"""What is written must be the writer's to write, before and after; so must what it points to."""

from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from access.errors import Forbidden
from models import (
    Department,
    Employee,
    Gradebook,
    GuardianChild,
    GuardianContact,
    Lesson,
    Notice,
    ReportRun,
    Semester,
    Student,
    StudentContact,
    StudyGroup,
    SubgroupMember,
    TeachingAssignment,
)


@contextmanager
def refused(session):
    """Expect the flush of what the block does to be refused, and nothing to be written."""
    with pytest.raises(Forbidden):
        yield
    session.rollback()
    assert "refused" in session.info


def _lesson(gradebook, **more):
    return Lesson(gradebook_id=gradebook, held_on=date(2026, 10, 14), pair=7, topic="Тема", **more)


def test_a_teacher_writes_lessons_of_own_journals(act_as, cast):
    with act_as("teacher", writes=True) as session:
        session.add(_lesson(cast.gradebook))
        session.get(Lesson, cast.lesson).topic = "Новая тема"
        session.delete(session.get(Lesson, cast.lesson_today))
        session.commit()
    with act_as("system") as session:
        assert session.get(Lesson, cast.lesson).topic == "Новая тема"
        assert session.get(Lesson, cast.lesson_today) is None


@pytest.mark.parametrize(
    "gradebook", ["gradebook2", "gradebook_td", "gradebook_tc"]
)  # of nobody they know, of a colleague in the same group, of a colleague in another one
def test_a_lesson_in_a_foreign_journal_is_refused(gradebook, act_as, cast):
    with act_as("teacher", writes=True) as session, refused(session):
        session.add(_lesson(cast[gradebook]))
        session.commit()


def test_a_lesson_in_a_foreign_journal_is_refused_in_a_savepoint_too(act_as, cast):
    with act_as("teacher", writes=True) as session, refused(session), session.begin_nested():
        session.add(_lesson(cast.gradebook2))
    with act_as("system") as session:
        count = select(func.count()).select_from(Lesson).where(Lesson.pair == 7)
        assert session.scalar(count) == 0


def test_an_own_lesson_cannot_be_moved_to_a_foreign_journal(act_as, cast):
    with act_as("teacher", writes=True) as session, refused(session):
        session.get(Lesson, cast.lesson_unconfirmed).gradebook_id = cast.gradebook2
        session.commit()


def test_a_foreign_row_cannot_be_taken_into_the_own_scope(act_as, cast):
    """The old row is checked as well: an object made up with a foreign key does not help."""
    with act_as("teacher", writes=True) as session, refused(session):
        stolen = session.merge(Lesson(id=cast.lesson, topic="…"))
        stolen.gradebook_id = cast.gradebook_td
        session.commit()


def test_a_primary_key_of_a_foreign_row_gives_nothing(act_as, cast):
    with act_as("teacher2", writes=True) as session:
        session.merge(_lesson(cast.gradebook2, id=cast.lesson))
        with pytest.raises(IntegrityError):
            session.commit()
    with act_as("system") as session:
        assert session.get(Lesson, cast.lesson).gradebook_id == cast.gradebook


@pytest.mark.parametrize(
    "login",
    ["curator", "department_head", "deputy_director", "methodist", "director", "module_admin"],
)
def test_those_who_look_at_a_journal_cannot_write_it(login, act_as, cast):
    """Clauses 5.2.2 and 5.3.5: control without the right to edit."""
    for change in ("edit", "delete", "add"):
        with act_as(login, writes=True) as session, refused(session):
            lesson = session.get_one(Lesson, cast.lesson)
            if change == "edit":
                lesson.topic = "…"
            elif change == "delete":
                session.delete(lesson)
            else:
                session.add(_lesson(cast.gradebook))
            session.commit()


def test_a_curator_writes_contacts_of_the_own_group_alone(act_as, cast):
    with act_as("curator", writes=True) as session:
        session.get(StudentContact, cast.student_contact).value = "+7 900 222-22-22"
        session.add(StudentContact(student_id=cast.student_b, kind="phone", value="1"))
        session.get(GuardianContact, cast.guardian_contact).value = "2"
        session.commit()
    with act_as("curator", writes=True) as session, refused(session):
        session.add(StudentContact(student_id=cast.student2, kind="phone", value="1"))
        session.commit()
    with act_as("curator", writes=True) as session, refused(session):
        session.add(GuardianContact(guardian_id=cast.guardian2, kind="phone", value="1"))
        session.commit()
    with act_as("curator", writes=True) as session, refused(session):
        session.get(Student, cast.student).last_name = "Иной"
        session.commit()


def test_a_contact_cannot_be_handed_to_a_foreign_student(act_as, cast):
    with act_as("curator", writes=True) as session, refused(session):
        session.get(StudentContact, cast.student_contact).student_id = cast.student2
        session.commit()


def test_a_parent_removes_nobody(act_as, cast):
    for model, key in ((GuardianChild, "guardian_child"), (Student, "student")):
        with act_as("parent", writes=True) as session, refused(session):
            session.delete(session.get_one(model, cast[key]))
            session.commit()
    with act_as("parent", writes=True) as session, refused(session):
        session.add(
            GuardianChild(guardian_id=cast.guardian, student_id=cast.student2, relation="other")
        )
        session.commit()


def test_a_target_of_a_key_must_be_visible(act_as, cast):
    """Those who keep the whole college see every target; the rest are refused above."""
    with act_as("hr", writes=True) as session:
        session.get(Employee, cast.employee_teacher).department_id = cast.department2
        session.commit()
    with act_as("deputy_director", writes=True) as session:
        session.add(
            TeachingAssignment(
                semester_id=cast.semester,
                group_id=cast.group2,
                item_id=cast.curriculum_item2,
                teacher_id=cast.employee_teacher2,
                part=2,
                theory=30,
            )
        )
        session.commit()


def test_a_key_whose_target_is_invisible_is_not_cleared(act_as, cast):
    """A hidden many-to-one loads as None; a form that writes the None back must change nothing."""
    with act_as("curator") as session:
        group = session.get(StudyGroup, cast.group)
        assert group.curator is None, "a curator reads no employees"
    with act_as("secretary", writes=True) as session:
        member = session.get(SubgroupMember, cast.subgroup_member)
        member.starts_on = date(2026, 9, 2)
        session.commit()
    with act_as("teacher", writes=True) as session:
        gradebook = session.get(Gradebook, cast.gradebook)
        assert gradebook.teacher is None
        gradebook.teacher = None
        session.flush()
        assert not session.is_modified(gradebook)
        session.rollback()
    with act_as("system") as session:
        assert session.get(Gradebook, cast.gradebook).teacher_id == cast.employee_teacher


def test_a_visible_many_to_one_can_be_cleared(act_as, cast):
    with act_as("secretary", writes=True) as session:
        group = session.get(StudyGroup, cast.group)
        assert group.curator is not None
        group.curator = None
        session.commit()
    with act_as("system") as session:
        assert session.get(StudyGroup, cast.group).curator_id is None


def test_public_dictionaries_are_written_by_who_keeps_them(act_as, cast):
    with act_as("module_admin", writes=True) as session:
        session.get(Semester, cast.semester).ends_on = date(2026, 12, 30)
        session.commit()
    for login in ("teacher", "secretary", "director", "deputy_director"):
        with act_as(login, writes=True) as session, refused(session):
            session.get(Semester, cast.semester).ends_on = date(2026, 12, 31)
            session.commit()
    with act_as("secretary", writes=True) as session, refused(session):
        session.add(Department(name="Новое"))
        session.commit()


def test_own_notices_and_runs_only(act_as, cast):
    with act_as("teacher", writes=True) as session:
        session.get(Notice, cast.notice_teacher).read_at = session.get(
            Notice, cast.notice_teacher
        ).created_at
        session.commit()
        assert session.get(Notice, cast.notice_teacher2) is None
        assert session.get(ReportRun, cast.report_run_curator) is None
    with act_as("teacher", writes=True) as session, refused(session):
        session.get(Notice, cast.notice_teacher).user_id = cast.user_teacher2
        session.commit()
    with act_as("teacher", writes=True) as session, refused(session):
        session.delete(session.get(Notice, cast.notice_teacher))
        session.commit()


def test_accounts_and_roles_are_not_written_through_the_orm(act_as, cast):
    from flask_appbuilder.security.sqla.models import Role as RoleRow
    from flask_appbuilder.security.sqla.models import User

    for login in ("teacher", "module_admin", "director"):
        with act_as(login, writes=True) as session, refused(session):
            session.get(User, cast[f"user_{login}"]).first_name = "Другой"
            session.commit()
        with act_as(login, writes=True) as session, refused(session):
            account = session.get(User, cast[f"user_{login}"])
            account.roles = session.scalars(select(RoleRow)).all()
            session.commit()


def test_a_refused_flush_leaves_nothing(act_as, cast):
    with act_as("teacher", writes=True) as session, refused(session):
        session.get(Lesson, cast.lesson).topic = "Изменено"
        session.add(_lesson(cast.gradebook2))
        session.commit()
    with act_as("system") as session:
        assert session.get(Lesson, cast.lesson).topic == "Процессы и потоки"


def test_checks_do_not_grow_with_rows(act_as, cast, count_statements):
    """25 changed lessons of one journal are checked together."""

    def statements(lessons):
        with act_as("teacher", writes=True) as session:
            rows = [session.get_one(Lesson, key) for key in lessons]
            for row in rows:
                row.homework = "Повторить"
            with count_statements() as told:
                session.flush()
            return sum(1 for statement in told if statement.startswith("SELECT"))

    one = statements([cast.lesson])
    assert statements([cast.lesson, cast.lesson_sept, cast.lesson_sub]) == one
