"""The twelve roles of clauses 2.5 and 9.1.5."""

from enum import StrEnum, auto


class Role(StrEnum):
    """A role key; the regulation's names stand in the translations."""

    module_admin = auto()  # администратор модуля
    hr = auto()  # специалист отдела кадров
    secretary = auto()  # секретарь учебной части
    teacher = auto()  # преподаватель, мастер производственного обучения
    curator = auto()  # классный руководитель
    methodist = auto()  # методист
    timetabler = auto()  # лаборант, формирующий расписание
    department_head = auto()  # заведующий отделением
    deputy_director = auto()  # заместитель директора
    director = auto()  # директор
    student = auto()  # обучающийся
    parent = auto()  # родитель, законный представитель


EVERYONE = tuple(Role)
STAFF = tuple(role for role in Role if role not in (Role.student, Role.parent))
