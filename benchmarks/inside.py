"""What is measured in the process itself: statements, sizes of forms, where the time goes."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.data import PASSWORD, Subject
from benchmarks.profile import shares
from benchmarks.statements import signed_in, statements
from benchmarks.table import KB, Row

MARKS: Final = "/registers/mark/list/"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements each work took."""

    page: int
    grid: int
    save_one: int
    save_column: int
    register: int


def page_of(subject: Subject) -> str:
    """Return the path of the journal's page."""
    return f"/journal/{subject.gradebook}?semester={subject.semester}"


def grid_of(subject: Subject) -> str:
    """Return the path of the journal's grid."""
    return f"/api/v1/gradebook/{subject.gradebook}/grid?semester={subject.semester}"


class Today:
    """The cells of today's lesson: what they hold, and batches that change them to and fro."""

    def __init__(self, subject: Subject, grid: bytes) -> None:
        """Read what the cells hold from the answer `grid`."""
        now = {(cell[0], cell[1]): cell[2] for cell in json.loads(grid)["cells"]}
        self.lesson = subject.today
        self.texts = {key: now.get((subject.today, key), "") for key in subject.students}
        self.path = f"/api/v1/gradebook/{subject.gradebook}/cells"

    def batch(self, students: Iterable[int]) -> dict[str, Any]:
        """Return a batch that changes the cells of `students`."""
        rows = []
        for student in students:
            was = self.texts[student]
            text = self.texts[student] = "4" if was == "5" else "5"
            cell = {"student_id": student, "lesson_id": self.lesson, "text": text, "was": was}
            rows.append(cell)
        return {"cells": rows}


def profiles(app: Any, subject: Subject) -> list[str]:
    """Return where the time of the journal's requests goes, one line each."""
    teacher = signed_in(app, "teacher", PASSWORD)
    today = Today(subject, teacher.get(grid_of(subject)).data)

    def save(students: tuple[int, ...]) -> Callable[[], Any]:
        return lambda: teacher.put(today.path, json=today.batch(students))

    works = {
        "journal page": lambda: teacher.get(page_of(subject)),
        "grid as JSON": lambda: teacher.get(grid_of(subject)),
        "save one cell": save(subject.students[:1]),
        "save a column": save(subject.students),
    }
    return [f"- {name}: {shares(call)}." for name, call in works.items()]


def counts(app: Any, subject: Subject) -> Counts:
    """Count the statements of each work, in this process."""
    teacher = signed_in(app, "teacher", PASSWORD)
    director = signed_in(app, "director", PASSWORD)
    today = Today(subject, teacher.get(grid_of(subject)).data)

    def save(students: Iterable[int]) -> int:
        chosen = list(students)
        return len(statements(lambda: teacher.put(today.path, json=today.batch(chosen))))

    return Counts(
        page=len(statements(lambda: teacher.get(page_of(subject)))),
        grid=len(statements(lambda: teacher.get(grid_of(subject)))),
        save_one=save(subject.students[:1]),
        save_column=save(subject.students),
        register=len(statements(lambda: director.get(MARKS))),
    )


def forms(app: Any) -> list[Row]:
    """Measure the size of every generated form that somebody may open."""
    clients = [signed_in(app, login, PASSWORD) for login in (
        "module_admin", "hr", "secretary", "methodist", "deputy_director", "timetabler",
    )]  # fmt: skip
    paths = sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/registers/") and rule.rule.endswith("/add")
    )
    sizes: dict[str, int] = {}
    for path in paths:
        answers = (client.get(path) for client in clients)
        sizes[path] = max((len(a.data) for a in answers if a.status_code == 200), default=0)
    opened = {path: size for path, size in sizes.items() if size}
    if not opened:
        return [Row("a generated form", "—", "—", None, "100 KB", None)]
    largest = max(opened, key=lambda path: opened[path])
    return [
        Row(
            f"a generated form, the largest of {len(opened)}",
            f"{opened[largest] / KB:.0f} KB (`{largest}`)",
            "—",
            None,
            "100 KB",
            opened[largest] <= 100 * KB,
        )
    ]
