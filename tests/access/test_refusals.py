"""What would pass by the row scope or the audit is refused, by the session or the strict walk."""

import pytest
from sqlalchemy import delete, insert, literal_column, select, text, update
from sqlalchemy.orm import aliased, join

from access.errors import Bypass
from access.proven import PROVEN, PlainSelect
from access.session import system_write, unscoped
from models import (
    Absence,
    AuditEntry,
    AuditPersonalValue,
    Department,
    EmployeeLabel,
    Enrolment,
    Lesson,
    Mark,
    Student,
    StudyGroup,
)

STUDENTS = Student.__table__
ENROLMENTS = Enrolment.__table__


def plain_statements():
    raw = STUDENTS.alias("somebody")
    return {
        "core select": select(STUDENTS),
        "core column": select(STUDENTS.c.id),
        "core alias": select(raw.c.id),
        "text": text("SELECT * FROM student"),
        "from_statement": select(Student).from_statement(text("SELECT * FROM student")),
        "from_statement of core": select(Student).from_statement(select(STUDENTS)),
        "bulk update": update(Student).values(patronymic=None),
        "bulk delete": delete(Student),
        "bulk insert": insert(Student).values(last_name="A", first_name="B", record_book="X"),
        "core update": update(STUDENTS).values(patronymic=None),
        "core delete": delete(STUDENTS),
        "core insert": insert(STUDENTS).values(last_name="A", first_name="B", record_book="X"),
        "audit update": update(AuditEntry).values(new=None),
        "audit delete": delete(AuditEntry),
    }


@pytest.mark.parametrize("name", plain_statements())
@pytest.mark.parametrize("login", ["secretary", "system"])
def test_what_is_no_scoped_select_is_refused(name, login, act_as):
    with act_as(login, writes=True) as session, pytest.raises(Bypass):
        session.execute(plain_statements()[name])


def hidden_in_orm_statements():
    raw = STUDENTS.alias("somebody")
    return {
        "raw join": select(Enrolment).join(STUDENTS, STUDENTS.c.id == Enrolment.student_id),
        "raw alias join": select(Enrolment).join(raw, raw.c.id == Enrolment.student_id),
        "orm join function": select(Enrolment).select_from(
            join(Enrolment, STUDENTS, STUDENTS.c.id == Enrolment.student_id)
        ),
        "raw column beside": select(Department.id, STUDENTS.c.last_name),
        "raw from": select(Department).select_from(Department, STUDENTS),
        "raw in": select(Department).where(Department.id.in_(select(STUDENTS.c.id))),
        "raw scalar": select(Department.id, select(STUDENTS.c.last_name).scalar_subquery()),
        "raw exists": select(Department).where(select(STUDENTS.c.id).exists()),
        "raw cte": select(Department).where(Department.id.in_(select(select(STUDENTS.c.id).cte()))),
        "raw subquery": select(
            Department, select(STUDENTS.c.last_name).where(STUDENTS.c.id == 1).subquery()
        ),
        "raw beside an alias": select(aliased(Student).id).where(STUDENTS.c.id == 1),
        "where only": select(Department).where(Student.last_name == "Ёжиков"),
        "where only alias": select(Department).where(aliased(Student).last_name == "Ёжиков"),
        "where only exists": select(Department).where(
            select(1).where(Student.last_name == "Ёжиков").exists()
        ),
        "having only": select(Department.id)
        .group_by(Department.id)
        .having(Student.last_name == "Ёжиков"),
        "literal select": select(
            Department.id, literal_column("(SELECT last_name FROM student LIMIT 1)")
        ),
        "text in where": select(Department).where(text("id IN (SELECT id FROM student)")),
        "text order": select(Department).order_by(text("(SELECT last_name FROM student)")),
    }


@pytest.mark.parametrize("name", hidden_in_orm_statements())
def test_what_no_criterion_reaches_is_found_by_the_walk(name, act_as):
    with act_as("curator") as session, pytest.raises(Bypass):
        session.execute(hidden_in_orm_statements()[name])


def harmless_statements():
    later = aliased(Lesson)
    return {
        "label beside": select(StudyGroup.id, EmployeeLabel.last_name).join(
            EmployeeLabel, EmployeeLabel.id == StudyGroup.curator_id
        ),
        "correlated": select(Student).where(
            select(Enrolment).where(Enrolment.student_id == Student.id).exists()
        ),
        "correlated alias": select(Lesson).where(
            ~select(later)
            .where(later.gradebook_id == Lesson.gradebook_id, later.held_on > Lesson.held_on)
            .exists()
        ),
        "relationship join": select(Mark).join(Mark.lesson).where(Lesson.hours == 2),
        "many-to-one compare": select(Enrolment).where(Enrolment.group == None),  # noqa: E711
        "public where": select(Student).where(
            Student.id.in_(select(Enrolment.student_id).join(Enrolment.group))
        ),
    }


@pytest.mark.parametrize("name", harmless_statements())
def test_what_is_narrowed_passes_the_walk(name, act_as):
    with act_as("curator") as session:
        session.execute(harmless_statements()[name]).all()


def test_ways_beside_the_orm_are_refused(act_as, cast):
    rows = [{"last_name": "A", "first_name": "B", "record_book": "X"}]
    with act_as("secretary", writes=True) as session:
        for way in (
            lambda: session.connection(),
            lambda: session.bulk_insert_mappings(Student, rows),
            lambda: session.bulk_update_mappings(Student, [{"id": 1, "patronymic": ""}]),
            lambda: session.bulk_save_objects([Department(name="X")]),
            lambda: session.query(Student).update({"patronymic": None}),
            lambda: session.query(Student).delete(),
        ):
            with pytest.raises(Bypass):
                way()


def test_an_unscoped_session_writes_nothing(act_as, cast):
    with act_as("secretary") as _session, unscoped("a test") as everything:
        everything.get(Student, cast.student2).last_name = "Другой"
        with pytest.raises(Bypass):
            everything.flush()
        everything.rollback()
        with pytest.raises(Bypass):
            everything.execute(delete(Student))


@pytest.mark.parametrize("login", ["teacher", "curator", "secretary", "director", "student"])
def test_marks_and_absences_are_written_by_their_service_alone(login, act_as, cast):
    for model, values in ((Mark, {"code": "5"}), (Absence, {"kind": "unstated"})):
        with act_as(login, writes=True) as session:
            session.add(model(lesson_id=cast.lesson_today, student_id=cast.student, **values))
            with pytest.raises(Bypass):
                session.flush()


@pytest.mark.parametrize("model", [AuditEntry, AuditPersonalValue])
def test_audit_rows_are_never_written_through_the_orm(model, act_as, cast):
    with act_as("system", writes=True) as session:
        session.delete(session.scalars(select(model)).first())
        with pytest.raises(Bypass):
            session.flush()


def test_system_write_reads_nothing(act_as):
    with act_as("student") as session, pytest.raises(Bypass):
        system_write(session, select(Student))


def test_a_proven_select_loads_no_entities():
    """An entity that was loaded past the scope would stay in the identity map for everyone."""
    PlainSelect("a test", select(Student.id))
    PROVEN.pop()
    for statement in (select(Student), select(Student.id, Student)):
        with pytest.raises(Bypass):
            PlainSelect("a test", statement)
