"""The people of the cast and what is theirs, as plain tables: `tests/cast.py` writes them."""

from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from access.roles import Role

TODAY: Final = date(2026, 10, 14)  # a Wednesday; the tests' clock stands here unless they move it
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


def add(session: Session, cast: Cast, name: str, row: Any) -> int:
    """Add `row` as `name` of the cast; return its key."""
    session.add(row)
    session.flush()
    cast[name] = row.id
    return cast[name]
