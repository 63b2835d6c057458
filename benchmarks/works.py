"""The works that are measured, each with its budget (design, section 10)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.client import Answer, Call, Client, Timing, get, measure
from benchmarks.data import PASSWORD, Subject
from benchmarks.servers import Server
from benchmarks.statements import signed_in, statements
from benchmarks.table import KB, Row, compare, size

MARKS: Final = "/registers/mark/list/"
GROWTH: Final = 1.2
# Pages that a person opens every day, and who opens them.
PAGES: Final = {
    "teacher": ("/", "/journals/"),
    "department_head": ("/", "/journals/", "/registers/student/list/"),
    "director": ("/", "/registers/student/list/", "/registers/lesson/list/", MARKS),
    "parent": ("/",),
}


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


def saving(client: Client, today: Today, students: tuple[int, ...]) -> Call:
    """Return a call that saves the cells of `students`, changed, and raises where it cannot."""

    def save() -> Answer:
        answer = client.put(today.path, today.batch(students))
        said = json.loads(answer.body)
        if len(said["saved"]) != len(students):
            raise RuntimeError(f"not saved: {answer.body[:300]!r}")
        return answer

    return Call(client, save)


def journal(ours: Client, floor: Client, subject: Subject, found: Counts, rounds: int) -> list[Row]:
    """Measure the journal's page, its grid, and saving."""
    timing = measure(
        {
            "page": get(ours, page_of(subject)),
            "page floor": get(floor, "/html"),
            "grid": get(ours, grid_of(subject)),
            "grid floor": get(floor, "/json"),
        },
        rounds,
    )
    today = Today(subject, ours.get(grid_of(subject)).body)
    body = {"student_id": subject.students[0], "lesson_id": subject.lessons[0], "text": "4"}
    timing |= measure(
        {
            "one": saving(ours, today, subject.students[:1]),
            "save floor": Call(floor, lambda: floor.put("/save", body)),
            "column": saving(ours, today, subject.students),
        },
        rounds,
    )
    return _rows(timing, found)


def _rows(timing: Mapping[str, Timing], found: Counts) -> list[Row]:
    page, grid, one, column = (timing[name] for name in ("page", "grid", "one", "column"))
    html, flat, save = (timing[f"{name} floor"] for name in ("page", "grid", "save"))
    small = found.page <= 8 and page.size <= 150 * KB
    same = found.save_column <= found.save_one
    return [
        compare(
            "journal page, HTML, 25 × 60", page, f"{found.page} statements, {size(page)}",
            html, "the HTML floor", "2 ×, 8 statements, 150 KB", 2, also=small,
        ),
        compare(
            "grid as JSON", grid, f"{found.grid} statements, {size(grid)}",
            flat, "the JSON floor", "2 ×, 6 statements", 2, also=found.grid <= 6,
        ),
        compare(
            "save one cell", one, f"{found.save_one} statements",
            save, "a bare UPDATE", "3 ×", 3,
        ),
        compare(
            "save a column of 25", column, f"{found.save_column} statements",
            one, "one cell", "1.3 ×, no more statements", 1.3, also=same,
        ),
    ]  # fmt: skip


def register(ours: Client, stock: Client, found: Counts, rounds: int) -> list[Row]:
    """Measure the list of marks against a stock FAB list of the same table."""
    timing = measure({"ours": get(ours, MARKS), "stock": get(stock, "/marklist/list/")}, rounds)
    return [
        compare(
            "a generated list of 25 rows", timing["ours"], f"{found.register} statements",
            timing["stock"], "stock FAB", "8 statements, faster", 1, also=found.register <= 8,
        )
    ]  # fmt: skip


def growth(few: Client, many: Client, rows: tuple[int, int], rounds: int) -> list[Row]:
    """Measure the list of marks over few and over many rows."""
    timing = measure({"few": get(few, MARKS), "many": get(many, MARKS)}, rounds)
    small, large = (f"over {n:,} rows".replace(",", " ") for n in rows)
    return [
        compare(
            f"the same list {large}", timing["many"], "", timing["few"], small,
            "no growth", GROWTH,
        )
    ]  # fmt: skip


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


def years(young: Server, old: Server, subjects: tuple[Subject, Subject], rounds: int) -> list[Row]:
    """Measure pages after ten years of data against the same pages after one year."""
    found = []
    for login, paths in PAGES.items():
        clients = [Client(server) for server in (young, old)]
        for client in clients:
            client.sign_in(login, PASSWORD)
        extra = [(page_of(s), grid_of(s)) for s in subjects] if login == "teacher" else [(), ()]
        for one, ten in zip((*paths, *extra[0]), (*paths, *extra[1]), strict=True):
            timing = measure({"one": get(clients[0], one), "ten": get(clients[1], ten)}, rounds)
            name = f"after ten years: `{ten.partition('?')[0]}` as {login}"
            found.append(
                compare(name, timing["ten"], "", timing["one"], "after one year", "1.2 ×", GROWTH)
            )
    return sorted(found, key=lambda row: -(row.ratio or 0))


def memory(server: Server) -> list[Row]:
    """Measure the memory of the web worker that answered everything above."""
    used = server.memory()
    mb = used / KB / KB
    return [Row("web worker", f"{mb:.0f} MB resident", "—", None, "150 MB", mb <= 150)]
