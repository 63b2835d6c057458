"""What the walk over the reports gives them, by kind of parameter, and which names leak where.

A report is asked for with rows of the reader's own and with foreign ones. `ROWS` and `OPEN` hold
a value for every kind that the catalogue knows: a kind without one fails the walk.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reports.base import Report
from reports.params import schema
from tests.company import LOGINS, STUDENTS, Cast

FIRST, SECOND = "", "2"
# Rows in a scope: kind → the name that they have in the cast, less the company.
ROWS: Final = {
    "analytic_note": "analytic_note",
    "attestation_sheet": "attestation_sheet",
    "disposal_act": "disposal_act",
    "employee": "employee",
    "final_protocol": "final_protocol",
    "followed_department": "department",
    "gradebook": "gradebook",
    "journal_teacher": "employee",
    "practice_of_group": "practice",
    "practice_placement": "practice_placement",
    "student": "student",
    "study_group": "study_group",
    "study_group_or_all": "study_group",
}
# Kinds that may stand for all rows that the reader sees.
ALL_TOO: Final = {"employee", "followed_department", "study_group_or_all"}
# What everyone on the staff may name: kind → values, names of the cast or as they are.
OPEN: Final[Mapping[str, tuple[Any, ...]]] = {
    "academic_year": ("academic_year",),
    "by": ("=gradebook", "=teacher", "=group", "=department"),
    "month": ("=2026-10",),
    "part_of_year": ("=0", "=1"),
    "period": ("=2026-09-01..2026-10-31",),
    "semester": ("semester",),
    "semester_or_year": ("=semester", "=year"),
    "week": ("=2026-10-12",),
}
# The rows of one person with two roles, where they are not called like the kind.
PAIRS: Final = {
    "teacher_curator": {
        "study_group": "group_tc",
        "gradebook": "gradebook_tc",
        "student": "student_tc",
        "employee": "employee_teacher_curator",
        "department": "department",
    },
    "teacher_head": {
        "study_group": "group_th",
        "gradebook": "gradebook_th",
        "student": "student_th",
        "employee": "employee_teacher_head",
        "department": "department_th",
    },
    "teacher_parent": {
        "study_group": "group_tc",
        "gradebook": "gradebook_tp",
        "student": "student_tp",
        "employee": "employee_teacher_parent",
        "department": "department",
    },
}
NARROW: Final = ("teacher", "curator", "department_head", "student", "parent")
COMPANIES: Final[Mapping[str, str]] = {
    login + company: company for login in NARROW for company in (FIRST, SECOND)
}

# Names that stand for a company: of groups, subjects, students and those who work in it.
_SUBJECTS: Final = {FIRST: ("ИС-21",), SECOND: ("ТМ-21", "Инженерная графика")}
_CHILD: Final = "Панин Т"  # of teacher_parent, in the second company
_STAFF: Final = {FIRST: ("Иванова", "Громова"), SECOND: ("Ёлкин", "Кузина", "Лаптев")}


def _students(*groups: str) -> set[str]:
    """Return the students of the groups; of two people of one surname the first letters too."""
    found = {names[:2] for names, group, *_days in STUDENTS.values() if group in groups}
    return {last if last != "Панин" else f"{last} {first[0]}" for last, first in found}


def names_of(company: str) -> set[str]:
    """Return what a file for the other company never holds."""
    return {*_SUBJECTS[company], *_STAFF[company], *_students(f"group{company}")}


def hidden_from(login: str) -> set[str]:
    """Return the words that no file built for `login` holds; nothing for the whole college."""
    theirs = names_of(SECOND)
    further = {
        "curator": {"ИС-22", "ЭК-21", *_students("group_tc", "group_th")},
        "department_head": {"ЭК-21", *_students("group_th")},
        "student": {"ИС-22", *_students("group", "group_tc", "group_th")} - {"Сидоров"},
        "teacher_curator": {"ИС-21", "ЭК-21", *_students("group", "group_th")},
        "teacher_head": {"ИС-21", "ИС-22", *_students("group", "group_tc")},
        # the child is of the second company
        "teacher_parent": {"ИС-21", *_students("group", "group_th")} - {_CHILD},
    }
    further["parent"] = further["student"]
    if login == "teacher_parent":
        return (theirs | further[login]) - {_CHILD, *_SUBJECTS[SECOND], "Ёлкин"}
    if COMPANIES.get(login) == SECOND:
        return names_of(FIRST) | {"ИС-22", "ЭК-21", *_students("group_tc", "group_th")}
    if COMPANIES.get(login) == FIRST or login in further:
        return theirs | further.get(login, set())
    return set()


def whole(login: str) -> bool:
    """Return whether the person sees the whole college, as far as they see a report at all."""
    return login not in COMPANIES and login not in PAIRS


def _row(cast: Cast, kind: str, name: str) -> Any:
    """Return the value of a kind for a row of the cast; None: there is no such row."""
    if kind == "practice_of_group":
        items = {"practice": "item_b", "practice2": "curriculum_item2"}
        company = name.removeprefix("practice")
        return f"{cast['group' + company]}-{cast[items[name]]}" if name in items else None
    return cast.get(name)


def _open(cast: Cast, text: str) -> Any:
    if text in ("=semester", "=year"):
        key = cast.semester if text == "=semester" else cast.academic_year
        return f"{text[1:]}-{key}"
    if text.startswith("="):
        return int(text[1:]) if text[1:].isdigit() else text[1:]
    return cast[text]


def _own_names(login: str, base: str) -> list[str]:
    if login in PAIRS:
        return [PAIRS[login].get(base, "")]
    companies = [COMPANIES[login]] if login in COMPANIES else [FIRST, SECOND]
    return [base + company for company in companies]


def own(cast: Cast, login: str, kind: str) -> list[Any]:
    """Return the values of a kind that `login` may name; raises KeyError for an unknown kind."""
    if kind in OPEN:
        return [_open(cast, text) for text in OPEN[kind]]
    found = [_row(cast, kind, name) for name in _own_names(login, ROWS[kind])]
    every = [0] if kind in ALL_TOO else []
    return every + [value for value in found if value is not None]


def foreign(cast: Cast, login: str, kind: str) -> list[Any]:
    """Return the values of a kind in a scope that `login` may not name, and one of no row."""
    missing = "900000-900000" if kind == "practice_of_group" else 10**6
    if whole(login):
        return [missing]
    mine = own(cast, login, kind)
    # `teacher` has a journal in the department of teacher_head too, and so is no stranger there
    known = login == "teacher_head" and ROWS[kind] == "employee"
    others = (SECOND,) if known else (FIRST, SECOND)
    rows = [_row(cast, kind, ROWS[kind] + company) for company in others]
    return [missing, *(row for row in rows if row not in mine)]


def own_params(report: Report, cast: Cast, login: str) -> Iterator[dict[str, Any]]:
    """Yield parameters with rows of the own; each value of each kind stands in one at least."""
    values = {part["name"]: own(cast, login, part["kind"]) for part in schema(report)}
    if not all(values.values()):
        return
    for index in range(max(map(len, values.values()))):
        yield {name: given[index % len(given)] for name, given in values.items()}


def foreign_params(report: Report, cast: Cast, login: str) -> Iterator[dict[str, Any]]:
    """Yield parameters of which one names a foreign row, the others what is open or own."""
    kinds = {part["name"]: part["kind"] for part in schema(report)}
    usual = {name: next(iter(own(cast, login, kind)), 0) for name, kind in kinds.items()}
    for name, kind in kinds.items():
        if kind in ROWS:
            for value in foreign(cast, login, kind):
                yield {**usual, name: value}


def kinds_asked(reports: Mapping[str, Report]) -> set[str]:
    """Return the kinds of all parameters of the catalogue."""
    return {part["kind"] for report in reports.values() for part in schema(report)}


assert COMPANIES.keys() | PAIRS.keys() <= LOGINS.keys()
