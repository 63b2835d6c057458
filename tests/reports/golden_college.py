"""Writes the golden college of `golden_tables.py` beside the cast, past every check."""

from datetime import date, datetime, timedelta
from typing import Final

from flask import Flask
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import insert
from sqlalchemy.orm import Session

from access.principal import acting_as, system_principal
from access.roles import Role
from access.session import db, writing
from app.access_sync import grant_roles
from domain.cells import ABSENCE_CODES
from models import (
    Absence,
    AcademicYear,
    AttestationResult,
    AttestationSheet,
    Coursework,
    Curriculum,
    CurriculumHours,
    CurriculumItem,
    Debt,
    Department,
    DisciplineResult,
    Employee,
    Enrolment,
    Gradebook,
    JournalTeacher,
    Lesson,
    MakeUp,
    MakeUpPlace,
    Mark,
    PracticePlacement,
    Programme,
    Semester,
    SemesterGrade,
    SheetExaminer,
    Student,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
    YearGrade,
)
from tests.cast import _HASH
from tests.company import Cast, add
from tests.reports import golden_tables as tables

SEMESTERS: Final = {1: tables.AUTUMN, 2: tables.SPRING}
GIVEN: Final = datetime(2025, 6, 20, 6)
GRADUATION: Final = date(2028, 6, 30)


def build_golden(app: Flask) -> Cast:
    """Write the golden college into the database of `app`; return its ids by name."""
    ids = Cast()
    with app.app_context(), acting_as(system_principal("test")):
        _accounts(ids)
        with writing():
            for step in (_college, _groups, _journals, _lessons, _grades, _sheets, _debts):
                step(db.session, ids)
            db.session.commit()
            db.session.remove()
    return ids


def _accounts(ids: Cast) -> None:
    with writing(), db.engine.begin() as connection:
        for login, (last, first, *_rest) in tables.STAFF.items():
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
    for login, (*_names, role, _department) in tables.STAFF.items():
        grant_roles(ids[f"user_{login}"], [Role(role)])


def _college(session: Session, ids: Cast) -> None:
    name, first, last = tables.YEAR
    add(session, ids, "year", AcademicYear(name=name, starts_on=first, ends_on=last))
    for number, (first, last) in SEMESTERS.items():
        semester = Semester(academic_year_id=ids.year, number=number, starts_on=first, ends_on=last)
        add(session, ids, f"semester{number}", semester)
    for key, (title, _head) in tables.DEPARTMENTS.items():
        add(session, ids, key, Department(name=title))
    for login, (last_name, first_name, patronymic, _role, department) in tables.STAFF.items():
        person = Employee(
            last_name=last_name,
            first_name=first_name,
            patronymic=patronymic,
            hired_on=date(2015, 9, 1),
            department_id=ids[department],
            user_id=ids[f"user_{login}"],
        )
        add(session, ids, f"employee_{login}", person)
    for key, (_title, head) in tables.DEPARTMENTS.items():
        session.get_one(Department, ids[key]).head_id = ids[f"employee_{head}"]
    session.flush()


def _groups(session: Session, ids: Cast) -> None:
    for key, (name, department, curator, code, title) in tables.GROUPS.items():
        if f"curriculum_{code}" not in ids:
            programme = Programme(code=code, name=title, kind="ppssz")
            add(session, ids, f"programme_{code}", programme)
            curriculum = Curriculum(programme_id=programme.id, intake_year=2024)
            add(session, ids, f"curriculum_{code}", curriculum)
        group = StudyGroup(
            name=name,
            intake_year=2024,
            graduates_on=GRADUATION,
            curriculum_id=ids[f"curriculum_{code}"],
            department_id=ids[department],
            curator_id=ids[f"employee_{curator}"] if curator else None,
        )
        add(session, ids, key, group)
    for number, (key, (name, group, subgroup, last_day)) in enumerate(tables.STUDENTS.items()):
        last, first, patronymic = name.split()
        student = Student(
            last_name=last, first_name=first, patronymic=patronymic, record_book=f"24-{number:03}"
        )
        add(session, ids, key, student)
        stay = {"student_id": ids[key], "starts_on": tables.YEAR[1], "ends_on": last_day}
        add(session, ids, f"enrolment_{key}", Enrolment(group_id=ids[group], **stay))
        if subgroup:
            part = f"{group}_{subgroup}"
            if part not in ids:
                add(session, ids, part, Subgroup(group_id=ids[group], name=subgroup))
            add(session, ids, f"member_{key}", SubgroupMember(subgroup_id=ids[part], **stay))


def _journals(session: Session, ids: Cast) -> None:
    for position, (key, (code, index, name, kind, hours)) in enumerate(tables.ITEMS.items()):
        item = CurriculumItem(
            curriculum_id=ids[f"curriculum_{code}"],
            index_code=index,
            name=name,
            kind=kind,
            position=position,
        )
        add(session, ids, key, item)
        for number, planned in enumerate(hours, 1):
            if planned:
                row = CurriculumHours(item_id=item.id, semester_number=number, theory=planned)
                add(session, ids, f"hours_{key}_{number}", row)
    for key, (group, subgroup, item_key, teacher) in tables.JOURNALS.items():
        keys = {
            "group_id": ids[group],
            "subgroup_id": ids[f"{group}_{subgroup}"] if subgroup else None,
            "item_id": ids[item_key],
            "teacher_id": ids[f"employee_{teacher}"],
        }
        add(session, ids, key, Gradebook(academic_year_id=ids.year, **keys))
        keeper = JournalTeacher(
            gradebook_id=ids[key], teacher_id=keys["teacher_id"], starts_on=tables.YEAR[1]
        )
        add(session, ids, f"keeper_{key}", keeper)
        for number, planned in enumerate(tables.ITEMS[item_key][4], 1):
            if planned:
                load = TeachingAssignment(
                    semester_id=ids[f"semester{number}"], theory=planned, **keys
                )
                add(session, ids, f"load_{key}_{number}", load)


def _lessons(session: Session, ids: Cast) -> None:
    for key, (journal, day, hours, after, topic, homework, cells) in tables.LESSONS.items():
        at = datetime.combine(day, datetime.min.time()) + timedelta(hours=7)
        lesson = Lesson(
            gradebook_id=ids[journal],
            held_on=day,
            pair=1,
            hours=hours,
            topic=topic,
            homework=homework,
            homework_at=at if homework else None,
            confirmed_at=None if after is None else at + timedelta(days=after),
            confirmed_by_id=None if after is None else _keeper_user(ids, journal),
        )
        add(session, ids, key, lesson)
        for student, text in cells.items():
            _cell(session, lesson.id, ids[student], text)
    session.flush()


def _keeper_user(ids: Cast, journal: str) -> int:
    return ids[f"user_{tables.JOURNALS[journal][3]}"]


def _cell(session: Session, lesson_id: int, student_id: int, text: str) -> None:
    whose = {"lesson_id": lesson_id, "student_id": student_id}
    for part in [text] if text == "н/а" else text.split("/"):
        letters = part.rstrip("0123456789")
        if letters in ABSENCE_CODES:
            minutes = int(part.removeprefix(letters) or 0) or None
            session.add(Absence(kind=ABSENCE_CODES[letters], minutes=minutes, **whose))
        else:
            session.add(Mark(code=part, **whose))


def _grades(session: Session, ids: Cast) -> None:
    for (journal, number), codes in tables.SEMESTER_GRADES.items():
        for student, code in codes.items():
            grade = SemesterGrade(
                gradebook_id=ids[journal],
                semester_id=ids[f"semester{number}"],
                student_id=ids[student],
                code=code,
                given_at=GIVEN,
            )
            add(session, ids, f"grade_{journal}_{number}_{student}", grade)
    for journal, codes in tables.YEAR_GRADES.items():
        for student, code in codes.items():
            whose = {"gradebook_id": ids[journal], "student_id": ids[student]}
            session.add(YearGrade(code=code, given_at=GIVEN, **whose))
    for journal, codes in tables.DISCIPLINE_RESULTS.items():
        for student, code in codes.items():
            whose = {"gradebook_id": ids[journal], "student_id": ids[student]}
            item = ids[tables.JOURNALS[journal][2]]
            session.add(DisciplineResult(item_id=item, code=code, given_at=GIVEN, **whose))
    for student, code in tables.COURSEWORK.items():
        work = Coursework(
            gradebook_id=ids.a_design,
            semester_id=ids.semester2,
            student_id=ids[student],
            topic=f"Жилой дом {student}",
            code=code,
        )
        add(session, ids, f"coursework_{student}", work)
    for student, code in tables.PRACTICE.items():
        place = PracticePlacement(
            student_id=ids[student],
            group_id=ids.sd11,
            item_id=ids.practice,
            starts_on=date(2025, 5, 12),
            ends_on=date(2025, 5, 17),
            hours=36,
            college_head_id=ids.employee_golden_teacher2,
            code=code,
        )
        add(session, ids, f"placement_{student}", place)
        place.signed_at, place.signed_name = GIVEN, "Соколова А. И."
        place.student_name = tables.STUDENTS[student][0]


def _sheets(session: Session, ids: Cast) -> None:
    for key, row in tables.SHEETS.items():
        group, item, number, form, no, attempt, retake_of, day, is_signed, examiner, lines = row
        sheet = AttestationSheet(
            academic_year_id=ids.year,
            number=no,
            group_id=ids[group],
            semester_id=ids[f"semester{number}"],
            item_id=ids[item],
            form=form,
            attempt=attempt,
            retake_of_id=ids[f"sheet_{retake_of}"] if retake_of else None,
            held_on=day,
            created_at=GIVEN,
        )
        add(session, ids, f"sheet_{key}", sheet)
        last, first, patronymic, *_rest = tables.STAFF[examiner]
        name = f"{last} {first} {patronymic}"
        sits = {"employee_id": ids[f"employee_{examiner}"], "name": name if is_signed else None}
        session.add(SheetExaminer(sheet_id=sheet.id, **sits))
        for student, (admitted, came, code) in lines.items():
            line = AttestationResult(
                sheet_id=sheet.id,
                student_id=ids[student],
                is_admitted=admitted,
                attendance=came,
                code=code,
                student_name=tables.STUDENTS[student][0] if is_signed else None,
            )
            add(session, ids, f"line_{key}_{student}", line)
        if is_signed:
            sheet.signed_at, sheet.signed_name = GIVEN, f"{last} {first[0]}. {patronymic[0]}."
            sheet.group_name = tables.GROUPS[group][0]
            sheet.item_name = tables.ITEMS[item][2]
            sheet.programme_name = tables.GROUPS[group][4]
            session.flush()


def _debts(session: Session, ids: Cast) -> None:
    for key, (journal, lesson, student, kind, opened, closed, ended) in tables.DEBTS.items():
        debt = Debt(
            gradebook_id=ids[journal],
            lesson_id=ids[lesson],
            student_id=ids[student],
            kind=kind,
            opened_on=opened,
            closed_on=closed,
            ended=ended,
        )
        add(session, ids, key, debt)
    journal, day, clock, debt_key = tables.MAKE_UP
    make_up = MakeUp(gradebook_id=ids[journal], held_on=day, starts_at=clock)
    add(session, ids, "make_up", make_up)
    student = ids[tables.DEBTS[debt_key][2]]
    session.add(MakeUpPlace(make_up_id=make_up.id, debt_id=ids[debt_key], student_id=student))
    session.flush()
