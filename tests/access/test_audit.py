"""The audit trail (clauses 3.6, 7.6): every change leaves a row, and no path changes a row."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from access.errors import Bypass
from access.session import db, system_write
from models import (
    AuditEntry,
    AuditPersonalValue,
    Enrolment,
    Lesson,
    Semester,
    Student,
    StudentContact,
)


def _about(session, entity, entity_id):
    query = (
        select(AuditEntry)
        .where(AuditEntry.entity == entity, AuditEntry.entity_id == entity_id)
        .order_by(AuditEntry.id)
    )
    return session.scalars(query).all()


def test_a_change_says_who_when_what_old_and_new(act_as, cast):
    with act_as("teacher", writes=True) as session:
        session.get(Lesson, cast.lesson).topic = "Файловые системы"
        session.commit()
    with act_as("system") as session:
        entry = _about(session, "lesson", cast.lesson)[-1]
        assert (entry.user_id, entry.actor, entry.roles) == (
            cast.user_teacher,
            "Иванова Анна",
            "teacher",
        )
        assert (entry.action, entry.field) == ("update", "topic")
        assert (entry.old, entry.new) == ("Процессы и потоки", "Файловые системы")
        assert (entry.gradebook_id, entry.lesson_id) == (cast.gradebook, cast.lesson)
        assert f"{entry.at:%Y-%m-%d %H}" == "2026-10-14 07"


def test_a_created_and_a_deleted_row_leave_a_row_each(act_as, cast):
    with act_as("secretary", writes=True) as session:
        enrolment = session.get(Enrolment, cast.enrolment_student_b)
        session.delete(enrolment)
        session.add(contact := StudentContact(student_id=cast.student, kind="email", value="a@b"))
        session.commit()
        contact_id = contact.id
    with act_as("system") as session:
        gone = _about(session, "enrolment", cast.enrolment_student_b)[-1]
        assert gone.action == "delete"
        assert "2025-09-01" in gone.old
        assert gone.student_id == cast.student_b
        (added,) = _about(session, "student_contact", contact_id)
        assert added.action == "create"
        assert "a@b" not in added.new, "a personal value does not stand in the open trail"


def test_old_values_of_personal_fields_stand_apart(act_as, cast):
    with act_as("secretary", writes=True) as session:
        session.get(Student, cast.student).last_name = "Новиков"
        session.commit()
    with act_as("system") as session:
        entry = _about(session, "student", cast.student)[-1]
        assert (entry.field, entry.old, entry.new) == ("last_name", None, None)
        assert (entry.personal.old, entry.personal.new) == ("Сидоров", "Новиков")
    with act_as("director") as session:
        assert _about(session, "student", cast.student)[-1].personal.old == "Сидоров"
    with act_as("deputy_director") as session:
        assert _about(session, "student", cast.student) == [], "journals only"


def test_what_changes_nothing_leaves_nothing(act_as, cast):
    with act_as("teacher", writes=True) as session:
        before = len(_about(session, "lesson", cast.lesson))
        lesson = session.get(Lesson, cast.lesson)
        lesson.topic = str(lesson.topic)
        session.commit()
        assert len(_about(session, "lesson", cast.lesson)) == before


def test_a_rolled_back_change_leaves_nothing(act_as, cast):
    with act_as("teacher", writes=True) as session:
        before = len(_about(session, "lesson", cast.lesson))
        session.get(Lesson, cast.lesson).topic = "Иное"
        session.flush()
        session.rollback()
        assert len(_about(session, "lesson", cast.lesson)) == before


def test_a_changed_dictionary_is_in_the_trail_too(act_as, cast):
    from datetime import date

    with act_as("module_admin", writes=True) as session:
        session.get(Semester, cast.semester).ends_on = date(2026, 12, 31)
        session.commit()
        entry = _about(session, "semester", cast.semester)[-1]
        assert (entry.old, entry.new) == ("2026-12-29", "2026-12-31")


STATEMENTS = {
    "update": update(AuditEntry).values(new="forged"),
    "update of one": update(AuditEntry).where(AuditEntry.id == 1).values(actor="nobody"),
    "delete": delete(AuditEntry),
    "core update": update(AuditEntry.__table__).values(new="forged"),
    "core delete": delete(AuditEntry.__table__),
    "personal update": update(AuditPersonalValue).values(new="forged"),
    "personal delete": delete(AuditPersonalValue),
}


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize("login", ["module_admin", "teacher", "system"])
def test_no_statement_changes_the_trail(name, login, act_as, cast):
    with act_as(login, writes=True) as session:
        with pytest.raises(Bypass):
            session.execute(STATEMENTS[name])
        with pytest.raises(Bypass):
            system_write(session, STATEMENTS[name])


@pytest.mark.parametrize("login", ["module_admin", "director", "system"])
def test_no_object_changes_the_trail(login, act_as, cast):
    for change in ("edit", "delete", "add"):
        with act_as(login, writes=True) as session:
            entry = session.get_one(AuditEntry, cast.audit_entry)
            if change == "edit":
                entry.new = "forged"
            elif change == "delete":
                session.delete(entry)
            else:
                session.add(
                    AuditEntry(at=entry.at, actor="nobody", entity="lesson", action="update")
                )
            with pytest.raises(Bypass):
                session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET new = 'forged'",
        "UPDATE audit_entry SET actor = 'nobody' WHERE id = 1",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = 1",
        "UPDATE audit_personal_value SET old = 'forged'",
        "INSERT OR REPLACE INTO audit_entry (id, at, actor, roles, entity, action, is_late)"
        " VALUES (1, '2026-10-14 00:00:00', 'nobody', '', 'lesson', 'update', 0)",
        "TRUNCATE audit_entry CASCADE",
    ],
)
def test_the_database_itself_refuses(statement, app, database, cast):
    """A trigger stands even where somebody writes SQL by hand through the application's account."""
    if ("TRUNCATE" in statement) != (database == "postgres") and "TRUNCATE" in statement:
        pytest.xfail("SQLite knows no TRUNCATE")
    if "OR REPLACE" in statement and database == "postgres":
        pytest.xfail("PostgreSQL knows no REPLACE")
    with app.app_context(), db.engine.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM audit_entry")).scalar_one()
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(statement))
        connection.rollback()
        assert connection.execute(text("SELECT count(*) FROM audit_entry")).scalar_one() == before


def test_an_entry_can_be_added_by_the_system(act_as, cast):
    with act_as("teacher", writes=True) as session:
        values = {"at": session.get(Lesson, cast.lesson).confirmed_at, "actor": "a service"}
        values |= {"entity": "lesson", "action": "update", "gradebook_id": cast.gradebook}
        system_write(session, insert(AuditEntry), [values])
        session.commit()
        query = select(AuditEntry.id).where(AuditEntry.actor == "a service")
        assert session.scalars(query).one()
