"""A fixed cast of people and what is theirs, built once for each test database.

Ids are told by name: `cast.student` is of the first company, `cast.student2` of a second one that
has nothing in common with it; `cast.user_teacher` is an account, `cast.employee_teacher` a person.
Names of rows are those of their tables, so that a walk finds `cast["mark"]` and `cast["mark2"]`.
The first company: `group` in `department`, kept by `curator`, taught by `teacher`, headed by
`department_head`. Pairs of roles in one person have companies of their own: `group_tc` (kept and
taught by teacher_curator), `group_th` (in the department that teacher_head heads).
"""

from datetime import date
from typing import Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import insert
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from access.session import db, writing
from app.access_sync import grant_roles
from models import (
    AcademicYear,
    Curriculum,
    CurriculumHours,
    CurriculumItem,
    Department,
    Employee,
    Enrolment,
    Guardian,
    GuardianChild,
    GuardianContact,
    Position,
    Programme,
    Semester,
    Student,
    StudentContact,
    StudentIdentity,
    StudyGroup,
    Subgroup,
    SubgroupMember,
)
from tests.cast_control import archive, control, schedule
from tests.cast_journals import audit, cells, journals, office
from tests.cast_plans import people, plans, timetable
from tests.cast_rules import attestation, final, grades, practice, rules
from tests.company import (
    LOGINS,
    NAMES,
    NOT_EMPLOYED,
    STUDENTS,
    TODAY,
    Cast,
    add,
)

PASSWORD: Final = "a-password-of-the-cast"
# One cheap hash serves the whole cast: signing in must cost tests nothing.
_HASH: Final = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")


def build() -> Cast:
    """Fill the empty database of the present app; return the ids. Call it as the system."""
    cast = Cast(_accounts())
    with writing():
        session = db.session
        for step in (*BEFORE, *JOURNAL, *RULES, *CONTROL):
            step(session, cast)
            session.commit()
        audit(session, cast)
        session.remove()
    return cast


def _accounts() -> dict[str, int]:
    ids = {}
    with writing(), db.engine.begin() as connection:
        for login in LOGINS:
            last, first, _patronymic = NAMES[login]
            values = {
                "username": login,
                "last_name": last,
                "first_name": first,
                "email": f"{login}@localhost.invalid",
                "password": _HASH,
                "active": True,
            }
            added = connection.execute(insert(User.__table__).values(**values))
            ids[f"user_{login}"] = added.inserted_primary_key[0]
    for login, roles in LOGINS.items():
        grant_roles(ids[f"user_{login}"], list(roles))
    return ids


def _college(session: Session, cast: Cast) -> None:
    add(session, cast, "position", Position(name="Преподаватель"))
    add(session, cast, "position2", Position(name="Мастер"))
    for name, title in (
        ("department", "Информационные технологии"),
        ("department2", "Машиностроение"),
        ("department_th", "Экономика"),
    ):
        add(session, cast, name, Department(name=title))
    homes = {
        "teacher2": "department2",
        "curator2": "department2",
        "department_head2": "department2",
        "teacher_head": "department_th",
    }
    for login, (last, first, patronymic) in NAMES.items():
        if login not in NOT_EMPLOYED:
            employee = Employee(
                last_name=last,
                first_name=first,
                patronymic=patronymic,
                hired_on=date(2015, 9, 1),
                department_id=cast[homes.get(login, "department")],
                position_id=cast.position,
                user_id=cast[f"user_{login}"],
            )
            add(session, cast, f"employee_{login}", employee)
    cast["employee"], cast["employee2"] = cast.employee_teacher, cast.employee_teacher2
    for name, login in (
        ("department", "department_head"),
        ("department2", "department_head2"),
        ("department_th", "teacher_head"),
    ):
        session.get_one(Department, cast[name]).head_id = cast[f"employee_{login}"]
    year = AcademicYear(name="2026/2027", starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30))
    add(session, cast, "academic_year", year)
    past = AcademicYear(name="2025/2026", starts_on=date(2025, 9, 1), ends_on=date(2026, 6, 30))
    add(session, cast, "academic_year2", past)
    for name, number, first_day, last_day in (
        ("semester", 1, date(2026, 9, 1), date(2026, 12, 29)),
        ("semester2", 2, date(2027, 1, 11), date(2027, 6, 28)),
    ):
        semester = Semester(
            academic_year_id=cast.academic_year,
            number=number,
            starts_on=first_day,
            ends_on=last_day,
        )
        add(session, cast, name, semester)


def _curricula(session: Session, cast: Cast) -> None:
    items = {
        "": (
            ("curriculum_item", "ОП.01", "Операционные системы"),
            ("item_b", "МДК.01.01", "Разработка модулей"),
            ("item_c", "ОП.02", "Базы данных"),
        ),
        "2": (("curriculum_item2", "ОП.01", "Инженерная графика"),),
    }
    for company, code, title in (
        ("", "09.02.07", "Информационные системы и программирование"),
        ("2", "15.02.16", "Технология машиностроения"),
    ):
        programme = Programme(code=code, name=title, kind="ppssz")
        add(session, cast, f"programme{company}", programme)
        curriculum = Curriculum(programme_id=programme.id, intake_year=2025)
        add(session, cast, f"curriculum{company}", curriculum)
        for position, (name, index, subject) in enumerate(items[company]):
            item = CurriculumItem(
                curriculum_id=curriculum.id,
                index_code=index,
                name=subject,
                kind="course" if index.startswith("МДК") else "discipline",
                position=position,
            )
            add(session, cast, name, item)
        hours = CurriculumHours(
            item_id=cast[f"curriculum_item{company}"], semester_number=3, theory=40, practice=20
        )
        add(session, cast, f"curriculum_hours{company}", hours)


def _groups(session: Session, cast: Cast) -> None:
    for name, title, department, curator, company in (
        ("study_group", "ИС-21", "department", "curator", ""),
        ("study_group2", "ТМ-21", "department2", "curator2", "2"),
        ("group_tc", "ИС-22", "department", "teacher_curator", ""),
        ("group_th", "ЭК-21", "department_th", None, ""),
    ):
        group = StudyGroup(
            name=title,
            intake_year=2025,
            curriculum_id=cast[f"curriculum{company}"],
            department_id=cast[department],
            curator_id=cast[f"employee_{curator}"] if curator else None,
        )
        add(session, cast, name, group)
    cast["group"], cast["group2"] = cast.study_group, cast.study_group2
    for company in ("", "2"):
        subgroup = Subgroup(group_id=cast[f"group{company}"], name="1")
        add(session, cast, f"subgroup{company}", subgroup)


def _people(session: Session, cast: Cast) -> None:
    for number, (name, ((last, first, patronymic), group, start, end)) in enumerate(
        STUDENTS.items()
    ):
        student = Student(
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            record_book=f"25-{number:03}",
            user_id=cast.get(f"user_{name}"),
        )
        add(session, cast, name, student)
        enrolment = Enrolment(
            student_id=student.id, group_id=cast[group], starts_on=start, ends_on=end
        )
        add(session, cast, f"enrolment_{name}", enrolment)
    cast["enrolment"], cast["enrolment2"] = cast.enrolment_student, cast.enrolment_student2
    for name, login, child, relation in (
        ("guardian", "parent", "student", "mother"),
        ("guardian2", "parent2", "student2", "mother"),
        ("guardian_tp", "teacher_parent", "student_tp", "father"),
    ):
        last, first, patronymic = NAMES[login]
        guardian = Guardian(
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            user_id=cast[f"user_{login}"],
        )
        add(session, cast, name, guardian)
        link = GuardianChild(guardian_id=guardian.id, student_id=cast[child], relation=relation)
        add(session, cast, name.replace("guardian", "guardian_child"), link)
    for company in ("", "2"):
        contact = StudentContact(
            student_id=cast[f"student{company}"], kind="phone", value=f"+7 900 000-00-0{company}"
        )
        add(session, cast, f"student_contact{company}", contact)
        identity = StudentIdentity(
            student_id=cast[f"student{company}"], birth_date=date(2008, 5, 1), sex="male"
        )
        add(session, cast, f"student_identity{company}", identity)
        contact_of_guardian = GuardianContact(
            guardian_id=cast[f"guardian{company}"], kind="phone", value=f"+7 900 111-11-1{company}"
        )
        add(session, cast, f"guardian_contact{company}", contact_of_guardian)
        member = SubgroupMember(
            subgroup_id=cast[f"subgroup{company}"],
            student_id=cast[f"student{company}"],
            starts_on=date(2026, 9, 1),
        )
        add(session, cast, f"subgroup_member{company}", member)


BEFORE: Final = (_college, _curricula, _groups, _people)
JOURNAL: Final = (journals, cells, office, plans, timetable, people)
RULES: Final = (rules, grades, attestation, practice, final)
CONTROL: Final = (control, archive, schedule)

__all__ = ["LOGINS", "PASSWORD", "TODAY", "Cast", "build"]
