"""Whatever is typed into cells of lessons and works: none leaks, and undo restores exactly."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.cells import CellError, parse, parse_mark
from domain.enums import TaskKind
from models import Work
from services.cell_facts import read_present_of_lesson
from services.cell_shapes import CellInput, Place
from services.journal_cells import record_cells
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Session]]
DAY = date(2026, 10, 14)
TEXTS = st.sampled_from(["", "5", "2", "зч", "осв", "н", "оп15/3", "4/5", "н/а", "x"])
STEPS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(range(4)), st.sampled_from(["student", "student_b"]), TEXTS),
        unique_by=lambda cell: cell[:2],
        max_size=6,
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def columns(act_as: Act, cast: Cast) -> list[tuple[int, int]]:
    """Return lesson and work (0: none) of two lessons and two works of the first."""
    today = cast.lesson_today
    with act_as("system", writes=True) as session:
        works = [
            Work(lesson_id=today, ordinal=one, kind=TaskKind.lab, issued_on=DAY, due_on=DAY)
            for one in (10, 11)
        ]
        session.add_all(works)
        session.commit()
        keys = [work.id for work in works]
    return [(today, 0), (cast.lesson_unconfirmed, 0), (today, keys[0]), (today, keys[1])]


@pytest.mark.sqlite_only
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_5_5_10_no_cell_leaks_into_another_and_undo_restores(act_as, cast, columns, steps) -> None:
    def state() -> dict[Place, str]:
        with act_as("system") as session:
            held = {
                place: present.cell.text
                for lesson in {lesson for lesson, _work in columns}
                for place, present in read_present_of_lesson(session, lesson).items()
            }
        return {place: text for place, text in held.items() if place[1] in ours}

    def write(cells: dict[Place, str], seen: dict[Place, str]) -> dict[Place, str]:
        """Write texts over those seen; return what the places that were written held before."""
        typed = [
            CellInput(lesson, student, text, seen.get(place, ""), "Опечатка", None, work or None)
            for place, text in cells.items()
            for lesson, student, work in [place]
        ]
        with act_as("teacher") as session:
            done = record_cells(session, current_principal(), cast.gradebook, typed)
        assert not done.conflicts
        saved = {(one.lesson_id, one.student_id, one.work_id or 0) for one in done.saved}
        assert saved == {
            place for place, text in cells.items() if canonical(place, text) is not None
        }
        return {place: seen.get(place, "") for place in saved}

    def canonical(place: Place, text: str) -> str | None:
        try:
            return (parse_mark if place[2] else parse)(text).text
        except CellError:
            return None

    ours = {cast.student, cast.student_b}
    at_first = now = state()
    undo: list[dict[Place, str]] = []
    for step in steps:
        cells = {
            (columns[column][0], cast[student], columns[column][1]): text
            for column, student, text in step
        }
        undo.append(write(cells, now))
        accepted = {place: canonical(place, cells[place]) or "" for place in undo[-1]}
        now = {place: text for place, text in (now | accepted).items() if text}
        assert state() == now  # every cell as typed, every other one as before
    for cells in reversed(undo):
        write(cells, now)
        now = {place: text for place, text in (now | cells).items() if text}
    assert state() == at_first
