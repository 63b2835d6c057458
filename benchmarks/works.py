"""The works that are measured, each with its budget (design, section 10)."""

import json
from collections.abc import Mapping
from typing import Final

from benchmarks.client import Answer, Call, Client, Timing, get, measure
from benchmarks.data import PASSWORD, Subject
from benchmarks.inside import MARKS, Counts, Today, grid_of, page_of
from benchmarks.servers import Server
from benchmarks.table import KB, Row, compare, size

GROWTH: Final = 1.2
# Pages that a person opens every day, and who opens them.
PAGES: Final = {
    "teacher": ("/", "/journals/"),
    "department_head": ("/", "/journals/", "/registers/student/list/"),
    "director": ("/", "/registers/student/list/", "/registers/lesson/list/", MARKS),
    "parent": ("/",),
}


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
