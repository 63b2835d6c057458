"""A fixed cast of people and what is theirs, built once for each test database.

Ids are told by name: `cast.student` is of the first company, `cast.student2` of a second one that
has nothing in common with it; `cast.user_teacher` is an account, `cast.employee_teacher` a person.
Names of rows are those of their tables, so that a walk finds `cast["mark"]` and `cast["mark2"]`.
The first company: `group` in `department`, kept by `curator`, taught by `teacher`, headed by
`department_head`. Pairs of roles in one person have companies of their own: `group_tc` (kept and
taught by teacher_curator), `group_th` (in the department that teacher_head heads).
"""

from datetime import date, datetime
from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from access.roles import Role
from access.session import db, writing
from app.access_sync import grant_roles
from models import (
    Absence,
    AcademicYear,
    AuditEntry,
    AuditPersonalValue,
    Curriculum,
    CurriculumHours,
    CurriculumItem,
    Department,
    Employee,
    Enrolment,
    Gradebook,
    Guardian,
    GuardianChild,
    GuardianContact,
    Lesson,
    Mark,
    Notice,
    Position,
    Programme,
    ReportRun,
    Semester,
    Student,
    StudentContact,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
)

PASSWORD: Final = "a-password-of-the-cast"
TODAY: Final = date(2026, 10, 14)  # a Wednesday; the tests' clock stands here unless they move it
# One cheap hash serves the whole cast: signing in must cost tests nothing.
_HASH: Final = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")

LOGINS: Final[dict[str, tuple[Role, ...]]] = {
    **{str(role): (role,) for role in Role},
    "teacher2": (Role.teacher,),
    "curator2": (Role.curator,),
    "department_head2": (Role.department_head,),
    "student2": (Role.student,),
    "parent2": (Role.parent,),
    "teacher_curator": (Role.teacher, Role.curator),
    "teacher_head": (Role.teacher, Role.department_head),
    "teacher_deputy": (Role.teacher, Role.deputy_director),
    "teacher_parent": (Role.teacher, Role.parent),
}
# Login → the three names. Those who are no employees: student, parent and their namesakes.
NAMES: Final[dict[str, tuple[str, str, str | None]]] = {
    "module_admin": ("Алексеев", "Олег", "Игоревич"),
    "hr": ("Белова", "Ирина", "Львовна"),
    "secretary": ("Волкова", "Нина", "Сергеевна"),
    "teacher": ("Иванова", "Анна", "Павловна"),
    "curator": ("Громова", "Елена", "Юрьевна"),
    "methodist": ("Дёмина", "Ольга", "Ивановна"),
    "timetabler": ("Ершов", "Пётр", "Ильич"),
    "department_head": ("Жукова", "Мария", "Олеговна"),
    "deputy_director": ("Зайцев", "Виктор", "Петрович"),
    "director": ("Орлова", "Татьяна", "Борисовна"),
    "teacher2": ("Ёлкин", "Ян", None),
    "curator2": ("Кузина", "Вера", "Андреевна"),
    "department_head2": ("Лаптев", "Глеб", "Денисович"),
    "teacher_curator": ("Мельник", "Алла", "Фёдоровна"),
    "teacher_head": ("Носов", "Артём", "Русланович"),
    "teacher_deputy": ("Осипова", "Дарья", "Маратовна"),
    "teacher_parent": ("Панин", "Роман", "Олегович"),
    "student": ("Сидоров", "Иван", "Петрович"),
    "student2": ("Ёжиков", "Степан", "Ильич"),
    "parent": ("Сидорова", "Юлия", "Вадимовна"),
    "parent2": ("Ёжикова", "Алина", "Артуровна"),
}
NOT_EMPLOYED: Final = ("student", "student2", "parent", "parent2")
# Student → (names, group, first day, last day). The first company has five, one came, one left.
STUDENTS: Final[dict[str, tuple[tuple[str, str, str | None], str, date, date | None]]] = {
    "student": (NAMES["student"], "group", date(2025, 9, 1), None),
    "student_b": (("Абрамов", "Лев", "Олегович"), "group", date(2025, 9, 1), None),
    "student_c": (("Ёлкина", "Яна", "Юрьевна"), "group", date(2025, 9, 1), None),
    "student_new": (("Романова", "Софья", None), "group", date(2026, 10, 5), None),
    "student_gone": (("Титов", "Марк", "Ильич"), "group", date(2025, 9, 1), date(2026, 9, 30)),
    "student2": (NAMES["student2"], "group2", date(2025, 9, 1), None),
    "student2_b": (("Чернов", "Егор", "Львович"), "group2", date(2025, 9, 1), None),
    "student_tc": (("Уваров", "Антон", "Игоревич"), "group_tc", date(2025, 9, 1), None),
    "student_tc_b": (("Фомина", "Кира", "Олеговна"), "group_tc", date(2025, 9, 1), None),
    "student_th": (("Хохлов", "Данил", "Евгеньевич"), "group_th", date(2025, 9, 1), None),
    "student_tp": (("Панин", "Тимур", "Романович"), "group2", date(2025, 9, 1), None),
}
# Gradebook → (group, subgroup, item, teacher).
GRADEBOOKS: Final[dict[str, tuple[str, str | None, str, str]]] = {
    "gradebook": ("group", None, "curriculum_item", "teacher"),
    "gradebook_sub": ("group", "subgroup", "item_b", "teacher"),
    "gradebook2": ("group2", None, "curriculum_item2", "teacher2"),
    "gradebook_tc": ("group_tc", None, "curriculum_item", "teacher_curator"),
    "gradebook_tc_other": ("group_tc", None, "item_b", "teacher"),
    "gradebook_th": ("group_th", None, "curriculum_item", "teacher_head"),
    "gradebook_th_other": ("group_th", None, "item_b", "teacher"),
    "gradebook_td": ("group", None, "item_c", "teacher_deputy"),
    "gradebook_tp": ("group_tc", None, "item_c", "teacher_parent"),
}
# Lesson → (gradebook, day, pair, confirmed).
LESSONS: Final[dict[str, tuple[str, date, int | None, bool]]] = {
    "lesson": ("gradebook", date(2026, 10, 12), 1, True),
    "lesson_sept": ("gradebook", date(2026, 9, 14), 2, True),
    "lesson_unconfirmed": ("gradebook", date(2026, 10, 13), 3, False),
    "lesson_today": ("gradebook", TODAY, 2, False),
    "lesson_sub": ("gradebook_sub", date(2026, 10, 13), 1, True),
    "lesson2": ("gradebook2", date(2026, 10, 12), 1, True),
    "lesson2_today": ("gradebook2", TODAY, 1, False),
    "lesson_tc": ("gradebook_tc", date(2026, 10, 12), 2, True),
    "lesson_tc_other": ("gradebook_tc_other", date(2026, 10, 12), 3, True),
    "lesson_th": ("gradebook_th", date(2026, 10, 12), 2, True),
    "lesson_th_other": ("gradebook_th_other", date(2026, 10, 12), 4, True),
    "lesson_td": ("gradebook_td", date(2026, 10, 12), 4, True),
    "lesson_tp": ("gradebook_tp", date(2026, 10, 12), 5, True),
}


class Cast(dict[str, int]):
    """The ids of the cast by name, also as attributes."""

    def __getattr__(self, name: str) -> int:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def build() -> Cast:
    """Fill the empty database of the present app; return the ids. Call it as the system."""
    cast = Cast(_accounts())
    with writing():
        session = db.session
        for step in (_college, _curricula, _groups, _people, _journals, _cells, _office):
            step(session, cast)
            session.commit()
        _audit(session, cast)
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


def _add(session: Session, cast: Cast, name: str, row: Any) -> int:
    session.add(row)
    session.flush()
    cast[name] = row.id
    return cast[name]


def _college(session: Session, cast: Cast) -> None:
    _add(session, cast, "position", Position(name="Преподаватель"))
    _add(session, cast, "position2", Position(name="Мастер"))
    for name, title in (
        ("department", "Информационные технологии"),
        ("department2", "Машиностроение"),
        ("department_th", "Экономика"),
    ):
        _add(session, cast, name, Department(name=title))
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
            _add(session, cast, f"employee_{login}", employee)
    cast["employee"], cast["employee2"] = cast.employee_teacher, cast.employee_teacher2
    for name, login in (
        ("department", "department_head"),
        ("department2", "department_head2"),
        ("department_th", "teacher_head"),
    ):
        session.get_one(Department, cast[name]).head_id = cast[f"employee_{login}"]
    year = AcademicYear(name="2026/2027", starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30))
    _add(session, cast, "academic_year", year)
    past = AcademicYear(name="2025/2026", starts_on=date(2025, 9, 1), ends_on=date(2026, 6, 30))
    _add(session, cast, "academic_year2", past)
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
        _add(session, cast, name, semester)


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
        _add(session, cast, f"programme{company}", programme)
        curriculum = Curriculum(programme_id=programme.id, intake_year=2025)
        _add(session, cast, f"curriculum{company}", curriculum)
        for position, (name, index, subject) in enumerate(items[company]):
            item = CurriculumItem(
                curriculum_id=curriculum.id,
                index_code=index,
                name=subject,
                kind="course" if index.startswith("МДК") else "discipline",
                position=position,
            )
            _add(session, cast, name, item)
        hours = CurriculumHours(
            item_id=cast[f"curriculum_item{company}"], semester_number=3, theory=40, practice=20
        )
        _add(session, cast, f"curriculum_hours{company}", hours)


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
        _add(session, cast, name, group)
    cast["group"], cast["group2"] = cast.study_group, cast.study_group2
    for company in ("", "2"):
        subgroup = Subgroup(group_id=cast[f"group{company}"], name="1")
        _add(session, cast, f"subgroup{company}", subgroup)


def _people(session: Session, cast: Cast) -> None:
    for number, (name, ((last, first, patronymic), group, start, end)) in enumerate(
        STUDENTS.items()
    ):
        student = Student(
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            record_book=f"25-{number:03}",
            birth_date=date(2008, 5, 1 + number),
            sex="male",
            user_id=cast.get(f"user_{name}"),
        )
        _add(session, cast, name, student)
        enrolment = Enrolment(
            student_id=student.id, group_id=cast[group], starts_on=start, ends_on=end
        )
        _add(session, cast, f"enrolment_{name}", enrolment)
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
        _add(session, cast, name, guardian)
        link = GuardianChild(guardian_id=guardian.id, student_id=cast[child], relation=relation)
        _add(session, cast, name.replace("guardian", "guardian_child"), link)
    for company in ("", "2"):
        contact = StudentContact(
            student_id=cast[f"student{company}"], kind="phone", value=f"+7 900 000-00-0{company}"
        )
        _add(session, cast, f"student_contact{company}", contact)
        contact_of_guardian = GuardianContact(
            guardian_id=cast[f"guardian{company}"], kind="phone", value=f"+7 900 111-11-1{company}"
        )
        _add(session, cast, f"guardian_contact{company}", contact_of_guardian)
        member = SubgroupMember(
            subgroup_id=cast[f"subgroup{company}"],
            student_id=cast[f"student{company}"],
            starts_on=date(2026, 9, 1),
        )
        _add(session, cast, f"subgroup_member{company}", member)


def _journals(session: Session, cast: Cast) -> None:
    for name, (group, subgroup, item, teacher) in GRADEBOOKS.items():
        keys = {
            "group_id": cast[group],
            "subgroup_id": cast[subgroup] if subgroup else None,
            "item_id": cast[item],
            "teacher_id": cast[f"employee_{teacher}"],
        }
        _add(session, cast, name, Gradebook(academic_year_id=cast.academic_year, **keys))
        load = TeachingAssignment(semester_id=cast.semester, hours=60, **keys)
        _add(session, cast, name.replace("gradebook", "teaching_assignment"), load)
    for name, (gradebook, day, pair, confirmed) in LESSONS.items():
        teacher = GRADEBOOKS[gradebook][3]
        lesson = Lesson(
            gradebook_id=cast[gradebook],
            held_on=day,
            pair=pair,
            topic="" if day == TODAY else "Процессы и потоки",
            homework="" if day == TODAY else "Прочитать главу 3",
            confirmed_at=datetime(day.year, day.month, day.day, 9) if confirmed else None,
            confirmed_by_id=cast[f"user_{teacher}"] if confirmed else None,
        )
        _add(session, cast, name, lesson)


def _cells(session: Session, cast: Cast) -> None:
    for name, lesson, student, code in (
        ("mark", "lesson", "student", "5"),
        ("mark_b", "lesson_sept", "student", "4"),
        ("mark_gone", "lesson_sept", "student_gone", "3"),
        ("mark_other", "lesson", "student_b", "2"),
        ("mark_sub", "lesson_sub", "student", "4"),
        ("mark2", "lesson2", "student2", "4"),
        ("mark_tc", "lesson_tc", "student_tc", "5"),
        ("mark_tc_other", "lesson_tc_other", "student_tc", "3"),
        ("mark_th", "lesson_th", "student_th", "5"),
        ("mark_th_other", "lesson_th_other", "student_th", "4"),
        ("mark_tp", "lesson2", "student_tp", "5"),
    ):
        _add(session, cast, name, Mark(lesson_id=cast[lesson], student_id=cast[student], code=code))
    for name, lesson, student, kind, minutes in (
        ("absence", "lesson_sept", "student", "sick", None),
        ("absence_unexcused", "lesson", "student_c", "unexcused", None),
        ("absence_late", "lesson", "student_new", "late", 15),
        ("absence_unstated", "lesson_unconfirmed", "student_b", "unstated", None),
        ("absence2", "lesson2_today", "student2", "unstated", None),
        ("absence2_b", "lesson2", "student2_b", "excused", None),
        ("absence_tc", "lesson_tc", "student_tc_b", "unstated", None),
    ):
        absence = Absence(
            lesson_id=cast[lesson], student_id=cast[student], kind=kind, minutes=minutes
        )
        _add(session, cast, name, absence)


def _office(session: Session, cast: Cast) -> None:
    at = datetime(2026, 10, 13, 7)
    for login in LOGINS:
        notice = Notice(user_id=cast[f"user_{login}"], message="A notice", created_at=at)
        _add(session, cast, f"notice_{login}", notice)
        run = ReportRun(
            user_id=cast[f"user_{login}"],
            code="attendance_month",
            format="pdf",
            params={},
            created_at=at,
        )
        _add(session, cast, f"report_run_{login}", run)
    # A personal field of each company changes, so that its old value is in the trail.
    for company in ("", "2"):
        session.get_one(Student, cast[f"student{company}"]).birth_date = date(2008, 6, 1)


def _audit(session: Session, cast: Cast) -> None:
    for company in ("", "2"):
        entries = select(AuditEntry.id).where(
            AuditEntry.gradebook_id == cast[f"gradebook{company}"]
        )
        cast[f"audit_entry{company}"] = session.scalars(entries.order_by(AuditEntry.id)).first()
        values = (
            select(AuditPersonalValue.id)
            .join(AuditEntry, AuditEntry.id == AuditPersonalValue.entry_id)
            .where(AuditEntry.student_id == cast[f"student{company}"])
        )
        cast[f"audit_personal_value{company}"] = session.scalars(values).one()
