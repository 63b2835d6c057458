"""Whatever stands in a sheet: every row is accounted for once, and no hour appears or is lost."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.enums import PlanRow
from exchange.lesson_plan_xlsx import understand
from exchange.lesson_plan_xlsx.lines import lines_of
from tests.exchange.plan_sheets import HEAD

CELLS = st.sampled_from(
    [
        *(
            "",
            "",
            "1.",
            "2",
            "17",
            "-",
            "2,5",
            "Раздел 1. Сети",
            "Тема 1.1. Виды",
            "Сети и их виды",
        ),
        *("лекция", "практическое занятие", "Лабораторная работа № 1", "[1], стр. 5", "Итого"),
        *("Конспект – 0,5 ч.", "на практике.", "1 семестр", "Кол-во часов", "№ п/п", "4", "II"),
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=24)


@pytest.fixture(scope="module", autouse=True)
def _words() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def _hours(cell: str) -> int:
    """Return the whole hours of a cell as they are read, «1.» among them."""
    whole = cell.rstrip(".")
    return int(whole) if whole.isdigit() else 0


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, has_head=st.booleans())
def test_every_row_is_accounted_for_and_hours_add_up(rows: list[list[str]], has_head: bool) -> None:
    grid = tuple(tuple(row) for row in ([list(HEAD), *rows] if has_head else rows))
    sheet = understand(grid)
    assert sorted(one.row for one in sheet.rows) == list(range(1, len(grid) + 1))
    stray = sum(sum(_hours(cell) for cell in grid[one.row - 1]) for one in sheet.unread)
    assert sheet.hours_read <= sheet.hours_in_sheet <= sheet.hours_read + stray
    lines = [one.line for one in lines_of(sheet.lessons, lambda found: (1,) * len(found))]
    assert sum(line.hours for line in lines) == sheet.hours_read
    assert all(line.hours == 0 for line in lines if line.level is not PlanRow.lesson)
    told = sum(one.self_hours for one in sheet.lessons)
    assert abs(sum(line.self_study_hours for line in lines) - told) <= 0.5
