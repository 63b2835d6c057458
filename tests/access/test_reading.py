"""Every shape of a query is narrowed to the rows that the person who asks may see.

The cases are those of the trial of the access engine; each was tried, and each stays tried.
"""

import pytest
from sqlalchemy import exists, func, lateral, select, union_all, update
from sqlalchemy.orm import (
    Bundle,
    aliased,
    contains_eager,
    joinedload,
    selectinload,
    subqueryload,
    with_polymorphic,
)

from access.errors import Bypass
from access.principal import ANONYMOUS, NoPrincipalError, acting_as, set_principal
from access.session import db, system_write, unscoped
from models import (
    AcademicYear,
    AuditEntry,
    Department,
    EmployeeLabel,
    Enrolment,
    Gradebook,
    Guardian,
    Lesson,
    Mark,
    Student,
    StudentContact,
    StudyGroup,
)

OWN = 5  # students of the curator's group


@pytest.fixture
def as_curator(act_as, cast):
    """Act as the curator of the first group."""
    with act_as("curator") as session:
        yield session


def shapes():
    other = aliased(Student)
    inner = select(Student).subquery()
    from_inner = aliased(Student, inner)
    cte = select(Student.id).cte()
    per_group = lateral(
        select(Enrolment.student_id)
        .where(Enrolment.group_id == StudyGroup.id)
        .correlate(StudyGroup)
    )
    return {
        "entity": select(Student),
        "column": select(Student.id),
        "bundle": select(Bundle("student", Student.id, Student.last_name)),
        "alias": select(other),
        "alias column": select(other.id),
        "subquery": select(inner.c.id),
        "alias of a subquery": select(from_inner),
        "cte": select(cte.c.id),
        "in select": select(Student).where(Student.id.in_(select(Student.id))),
        "in core of orm": select(EmployeeLabel.id, Student.id).join(Student, Student.id > 0),
        "join from": select(Student).join(Student.enrolments).join(Enrolment.group),
        "outer join": select(Student).outerjoin(Student.enrolments),
        "any": select(Student).where(Student.enrolments.any()),
        "has": select(Enrolment).where(Enrolment.student.has()),
        "lateral": select(per_group.c.student_id).select_from(StudyGroup).join(
            per_group, StudyGroup.id > 0
        ),
        "exists": select(Student).where(
            select(Enrolment).where(Enrolment.student_id == Student.id).exists()
        ),
        "distinct": select(Student).distinct(),
        "polymorphic": select(with_polymorphic(Student, [])),
    }  # fmt: skip


@pytest.mark.parametrize("shape", shapes())
def test_every_shape_of_a_select_is_narrowed(shape, act_as, cast, database):
    if shape == "lateral" and database == "sqlite":
        pytest.xfail("SQLite knows no LATERAL")
    statement = shapes()[shape]
    own = {name: cast[name] for name in cast if name.startswith("student")}
    with act_as("curator") as session:
        rows = session.execute(statement).unique().all()
        ids = {row[-1] if isinstance(row[-1], int) else _student_of(row[-1]) for row in rows}
    group = {own[n] for n in ("student", "student_b", "student_c", "student_new", "student_gone")}
    assert ids == group


def _student_of(row):
    return getattr(row, "student_id", None) or row.id


def test_union_is_narrowed(as_curator):
    first, second = select(Student.id), select(Student.id)
    assert len(as_curator.execute(union_all(first, second)).all()) == 2 * OWN


def test_aggregates_are_narrowed(as_curator):
    counted = select(func.count()).select_from(Student)
    assert as_curator.scalar(counted) == OWN
    assert as_curator.scalar(select(func.count(Student.id))) == OWN
    assert as_curator.scalar(select(select(func.count(Student.id)).scalar_subquery())) == OWN
    by_group = select(Enrolment.group_id, func.count()).group_by(Enrolment.group_id)
    assert [count for _group, count in as_curator.execute(by_group)] == [OWN]
    assert as_curator.query(Student).count() == OWN
    assert as_curator.query(as_curator.query(Student).exists()).scalar()


def test_an_exists_sees_nothing_foreign(as_curator, cast):
    foreign = select(Student).where(Student.id == cast.student2)
    assert not as_curator.scalar(select(foreign.exists()))
    assert not as_curator.query(
        as_curator.query(Student).filter_by(id=cast.student2).exists()
    ).scalar()


def test_get_of_a_foreign_row_is_none(as_curator, cast):
    assert as_curator.get(Student, cast.student2) is None
    assert as_curator.get(Student, cast.student) is not None
    assert as_curator.get(Student, 10**6) is None


def test_yield_per_is_narrowed(as_curator):
    rows = as_curator.execute(select(Student).execution_options(yield_per=2)).scalars()
    assert len(list(rows)) == OWN


@pytest.mark.parametrize("load", [joinedload, selectinload, subqueryload, None])
def test_relationship_loads_are_narrowed(load, act_as, cast):
    """A teacher reads journals, but no employees: not the own row either."""
    with act_as("teacher2") as session:
        query = select(StudyGroup.id, Department).join(StudyGroup.department)
        assert [group for group, _ in session.execute(query)] == [cast.group2]
    with act_as("curator") as session:
        options = [load(Enrolment.student)] if load else []
        enrolments = session.scalars(select(Enrolment).options(*options)).unique().all()
        assert len(enrolments) == OWN
        assert all(enrolment.student is not None for enrolment in enrolments)
    with act_as("teacher") as session:
        options = [load(Gradebook.teacher)] if load else []
        journals = session.scalars(select(Gradebook).options(*options)).unique().all()
        assert journals
        assert {journal.teacher for journal in journals} == {None}, "a teacher reads no employees"


@pytest.mark.parametrize("load", [joinedload, selectinload, subqueryload, None])
def test_collections_are_narrowed(load, act_as, cast):
    """A head sees a student of the department, and no contacts at all."""
    with act_as("department_head") as session:
        options = [load(Student.contacts), load(Student.enrolments)] if load else []
        query = select(Student).where(Student.id == cast.student).options(*options)
        student = session.scalars(query).unique().one()
        assert student.contacts == []
        assert [row.group_id for row in student.enrolments] == [cast.group]
    with act_as("secretary") as session:
        student = session.scalars(query).unique().one()
        assert len(student.contacts) == 1


def test_contains_eager_is_narrowed(act_as, cast):
    with act_as("department_head") as session:
        query = (
            select(Student)
            .where(Student.id == cast.student)
            .outerjoin(Student.contacts)
            .options(contains_eager(Student.contacts))
        )
        assert session.scalars(query).unique().one().contacts == []
        joined = select(Student, StudentContact).join(Student.contacts)
        assert session.execute(joined).all() == []


def test_expired_and_refreshed_rows_stay_of_the_same_person(as_curator, cast):
    student = as_curator.get(Student, cast.student)
    as_curator.expire(student)
    assert student.last_name == "Сидоров"
    as_curator.refresh(student)
    assert student.last_name == "Сидоров"


def test_one_compiled_statement_serves_every_person_of_a_role(act_as, cast):
    """The ids are binds that are read at execution, not constants of the first who asked."""
    for login, expected in (("teacher", 4), ("teacher2", 1), ("teacher", 4)):
        with act_as(login) as session:
            assert len(session.scalars(select(Gradebook.id)).all()) == expected
    for login, student in (("student", cast.student), ("student2", cast.student2)):
        with act_as(login) as session:
            assert session.scalars(select(Student.id)).all() == [student]
    for login, student in (("parent", cast.student), ("parent2", cast.student2)):
        with act_as(login) as session:
            assert session.scalars(select(Student.id)).all() == [student]


def test_public_dictionaries_are_for_everyone_who_signed_in(act_as):
    for login in ("student", "hr", "parent2", "director"):
        with act_as(login) as session:
            assert session.scalar(select(func.count()).select_from(AcademicYear)) == 2


def test_nobody_sees_nothing(app, cast):
    with app.app_context(), acting_as(ANONYMOUS):
        for model in (Student, Lesson, AcademicYear, Department, EmployeeLabel, AuditEntry):
            assert db.session.scalars(select(model)).all() == [], model.__name__


def test_without_a_principal_a_query_is_an_error(app):
    set_principal(None)
    with app.app_context(), pytest.raises(NoPrincipalError):
        db.session.scalars(select(Student)).all()


def test_names_beside_visible_rows_come_from_labels(act_as, cast):
    with act_as("student") as session:
        gradebook = session.get(Gradebook, cast.gradebook)
        assert gradebook.teacher is None, "students read no employees"
        assert gradebook.teacher_label.short_name == "Иванова А. П."
        group = session.get(StudyGroup, cast.group)
        assert group.curator_label.short_name == "Громова Е. Ю."


def test_unscoped_sees_all_rows_and_leaves_none_behind(act_as, cast):
    with act_as("curator") as session:
        with unscoped("a test") as everything:
            assert everything.scalar(select(func.count()).select_from(Student)) == 11
            assert everything.get(Student, cast.student2) is not None
        assert session.get(Student, cast.student2) is None


def test_a_student_sees_the_journals_of_the_group_but_own_marks_only(act_as, cast):
    with act_as("student") as session:
        marks = session.scalars(select(Mark)).all()
        assert {mark.student_id for mark in marks} == {cast.student}
        assert session.get(Mark, cast.mark_other) is None
        assert session.get(Lesson, cast.lesson_td) is not None


def test_a_person_with_no_row_of_their_own_sees_nothing(act_as, cast):
    """A parent's account without a guardian must not match rows without a key."""
    with act_as("system", writes=True) as session:
        gone = update(Guardian).where(Guardian.id == cast.guardian).values(user_id=None)
        system_write(session, gone)
        session.commit()
    with act_as("parent") as session:
        assert session.scalars(select(Student)).all() == []
        assert session.scalars(select(Guardian)).all() == []


def test_an_exists_whose_from_stands_in_the_where_is_refused(as_curator, cast):
    leaks = exists().where(Student.id == cast.student2)
    with pytest.raises(Bypass):
        as_curator.scalar(select(leaks))
    with pytest.raises(Bypass, match="WHERE only"):
        as_curator.scalar(select(Department.id, leaks))
