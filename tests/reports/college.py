"""A hand-made college whose right answers are written out in the tests.

October 2026, group ИС-21. What happened:

  day  hours  lesson            Абрамова (sub. 1)  Борисов (from 12.10, sub. 2)  Васильев (to 20.10)
  01   2      whole, recorded   н                  –                             present
  01   2      whole, recorded   уп                 –                             present
  05   2      NOT recorded      нп typed           –                             ?
  13   4      whole, recorded   б                  оп15                          нп/4 (made up)
  14   2      sub. 1, recorded  present            н typed (not a member)        (not a member)
  14   2      sub. 2, recorded  (not a member)     нп                            (not a member)
  20   2      whole, recorded   present            present                       present, last day
  22   2      whole, recorded   present            уп/5 (made up)                н typed (gone)
  28   2      sub. 2, NOT rec.  (not a member)     ?                             –

Елисеева left in September; Дроздов is of another group; lessons of 30.09 and 02.11 are of other
months.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.enums import AbsenceKind, ItemKind, ProgrammeKind
from domain.text import fold
from models import (
    Absence,
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Department,
    Employee,
    Enrolment,
    Gradebook,
    Lesson,
    Mark,
    Programme,
    Student,
    StudyGroup,
    Subgroup,
    SubgroupMember,
)

AUGUST = date(2026, 9, 1)
RECORDED_AT = datetime(2026, 10, 31, 12)


@dataclass
class College:
    """What the tests refer to."""

    group_id: int
    other_group_id: int
    curator_id: int
    teacher_id: int


def _group(session: Session, name: str, curriculum: Curriculum, **more: object) -> StudyGroup:
    group = StudyGroup(
        name=name, search_name=fold(name), intake_year=2025, curriculum=curriculum, **more
    )
    session.add(group)
    session.flush()
    return group


def _student(
    session: Session,
    name: str,
    group: StudyGroup,
    starts_on: date = AUGUST,
    ends_on: date | None = None,
) -> Student:
    last, first, patronymic = name.split()
    student = Student(
        last_name=last, first_name=first, patronymic=patronymic, record_book=f"2025-{last}"
    )
    session.add(student)
    session.flush()
    session.add(
        Enrolment(student_id=student.id, group_id=group.id, starts_on=starts_on, ends_on=ends_on)
    )
    return student


class _Journal:
    """Adds lessons and absences to one gradebook."""

    def __init__(self, session: Session, **keys: int | None) -> None:
        self.session = session
        self.gradebook = Gradebook(**keys)
        session.add(self.gradebook)
        session.flush()

    def lesson(
        self,
        day: date,
        absences: dict[int, str] | None = None,
        *,
        hours: int = 2,
        pair: int | None = 1,
        recorded: bool = True,
    ) -> None:
        lesson = Lesson(
            gradebook_id=self.gradebook.id,
            held_on=day,
            pair=pair,
            hours=hours,
            topic="Тема",
            confirmed_at=RECORDED_AT if recorded else None,
        )
        self.session.add(lesson)
        self.session.flush()
        for student_id, text in (absences or {}).items():
            kind, _, mark = text.partition("/")
            self.session.add(
                Absence(lesson_id=lesson.id, student_id=student_id, kind=AbsenceKind[kind])
            )
            if mark:
                self.session.add(Mark(lesson_id=lesson.id, student_id=student_id, code=mark))


def build_college(session: Session) -> College:
    """Write the college into an empty database, past every check, and return its keys."""
    year = AcademicYear(name="2026/2027", starts_on=AUGUST, ends_on=date(2027, 6, 30))
    department = Department(name="Информационные технологии")
    programme = Programme(code="09.02.07", name="Информационные системы", kind=ProgrammeKind.ppssz)
    session.add_all([year, department, programme])
    session.flush()
    curriculum = Curriculum(programme_id=programme.id, intake_year=2025)
    session.add(curriculum)
    people = []
    for last, first, patronymic in (
        ("Иванова", "Анна", "Павловна"),
        ("Сафин", "Булат", "Маратович"),
        ("Петров", "Пётр", "Петрович"),
    ):
        person = Employee(
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            department_id=department.id,
            hired_on=date(2020, 9, 1),
        )
        session.add(person)
        people.append(person)
    session.flush()
    curator, head, teacher = people
    department.head_id = head.id
    items = []
    for code, name in (("ОП.04", "Алгоритмизация"), ("ОП.05", "Базы данных")):
        item = CurriculumItem(
            curriculum_id=curriculum.id,
            index_code=code,
            name=name,
            search_text=fold(name),
            kind=ItemKind.discipline,
        )
        session.add(item)
        items.append(item)
    session.flush()
    group = _group(
        session,
        "ИС-21",
        curriculum,
        department_id=department.id,
        curator_id=curator.id,
        graduates_on=date(2029, 6, 30),
    )
    other = _group(session, "ИС-22", curriculum, department_id=department.id)
    _lessons(session, year.id, teacher.id, [item.id for item in items], group, other)
    session.commit()
    return College(group.id, other.id, curator.id, teacher.id)


def _lessons(
    session: Session,
    year_id: int,
    teacher_id: int,
    items: list[int],
    group: StudyGroup,
    other: StudyGroup,
) -> None:
    a = _student(session, "Абрамова Алина Олеговна", group).id
    b = _student(session, "Борисов Борис Ильич", group, starts_on=date(2026, 10, 12)).id
    c = _student(session, "Васильев Виктор Юрьевич", group, ends_on=date(2026, 10, 20)).id
    _student(session, "Елисеева Ева Львовна", group, ends_on=date(2026, 9, 30))
    d = _student(session, "Дроздов Денис Ильич", other).id
    first = Subgroup(group_id=group.id, name="1")
    second = Subgroup(group_id=group.id, name="2")
    session.add_all([first, second])
    session.flush()
    for student_id, subgroup in ((a, first), (b, second)):
        session.add(
            SubgroupMember(student_id=student_id, subgroup_id=subgroup.id, starts_on=AUGUST)
        )

    def journal(item: int, of: StudyGroup, subgroup: Subgroup | None = None) -> _Journal:
        return _Journal(
            session,
            academic_year_id=year_id,
            group_id=of.id,
            subgroup_id=subgroup.id if subgroup else None,
            item_id=items[item],
            teacher_id=teacher_id,
        )

    whole, part_1, part_2 = journal(0, group), journal(1, group, first), journal(1, group, second)
    whole.lesson(date(2026, 9, 30), {a: "unexcused"})
    whole.lesson(date(2026, 10, 1), {a: "unstated"})
    whole.lesson(date(2026, 10, 1), {a: "excused"}, pair=2)
    whole.lesson(date(2026, 10, 5), {a: "unexcused"}, recorded=False)
    whole.lesson(date(2026, 10, 13), {a: "sick", b: "late", c: "unexcused/4"}, hours=4, pair=None)
    part_1.lesson(date(2026, 10, 14), {b: "unstated"})
    part_2.lesson(date(2026, 10, 14), {b: "unexcused"})
    whole.lesson(date(2026, 10, 20))
    whole.lesson(date(2026, 10, 22), {b: "excused/5", c: "unstated"})
    part_2.lesson(date(2026, 10, 28), recorded=False, pair=3)
    whole.lesson(date(2026, 11, 2), {a: "unexcused"})
    journal(0, other).lesson(date(2026, 10, 1), {d: "unstated"})
