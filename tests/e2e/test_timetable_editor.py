"""The weekly editor in a browser: by keys, by dragging, with conflicts, undo and publishing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import EmployeeAbsence, Lesson, TimetableSlot
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.e2e

PageAs = Callable[..., Page]
Act = Callable[..., AbstractContextManager[Session]]
SOME = re.compile("[1-9]")
PUBLISHED = 60_000  # ms that publishing may take on a busy machine


def _opened(page: Page, cast: Cast) -> Page:
    page.goto(f"/timetable/{cast.timetable}/edit?group={cast.group}")
    expect(page.locator("[data-conflicts-wait]")).to_be_hidden()
    return page


def _cell(page: Page, weekday: int, pair: int) -> Any:
    return page.locator(f"td[data-weekday='{weekday}'][data-pair='{pair}']")


def _saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("Сохранено")


def _drag(page: Page, what: Locator, where: Locator) -> None:
    """Drag with the mouse; a place takes what is in hand, which is a moment after the start."""
    what.hover()
    page.mouse.down()
    where.hover()
    expect(page.locator("[data-do=drop]")).to_be_visible()
    where.hover(position={"x": 8, "y": 8})
    page.mouse.up()


def _places(act_as: Act, load: int) -> set[tuple[int, int, str]]:
    with act_as("timetabler") as session:
        rows = session.scalars(select(TimetableSlot).where(TimetableSlot.assignment_id == load))
        return {(one.weekday, one.pair, str(one.weeks)) for one in rows}


def test_a_week_is_laid_by_the_keyboard_alone(page_as: PageAs, act_as: Act, cast: Cast) -> None:
    page, load = _opened(page_as("timetabler"), cast), cast.teaching_assignment_td
    page.locator(f"[data-load='{load}']").focus()
    page.keyboard.press("Enter")
    expect(_cell(page, 2, 1)).to_contain_text("свободно")
    expect(_cell(page, 1, 1)).to_contain_text("занята группа")
    assert_accessible(page)
    expect(_cell(page, 1, 1)).to_be_focused()
    page.keyboard.press("Enter")  # a conflict is shown, not forbidden
    _saved(page)
    expect(page.locator("[data-conflicts-title]")).to_contain_text("Конфликтов: ")
    named = page.locator("[data-conflicts] .blocks", has_text="Базы данных")
    expect(named.first).to_contain_text("Понедельник, 1-я пара")
    page.keyboard.press("Escape")
    assert (1, 1, "every") in _places(act_as, load)

    page.keyboard.press("Control+z")
    expect(page.locator("[data-detail]")).to_have_text("Отменено.")
    assert _places(act_as, load) == set()
    page.keyboard.press("Control+y")
    expect(page.locator("[data-detail]")).to_have_text("Сделано снова.")
    assert _places(act_as, load) == {(1, 1, "every")}

    page.keyboard.press("Space")  # of the two pairs of the cell, the one just placed
    page.keyboard.press("Enter")
    expect(page.locator("[data-detail]")).to_contain_text("Переставляем: ОП.02")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(_cell(page, 2, 2)).to_contain_text("ОП.02")
    _saved(page)
    page.keyboard.press("w")
    expect(_cell(page, 2, 2).locator(".tt-half.odd")).to_contain_text("ОП.02")
    assert _places(act_as, load) == {(2, 2, "odd")}
    page.keyboard.press("Delete")
    expect(_cell(page, 2, 2)).not_to_contain_text("ОП.02")
    _saved(page)
    assert _places(act_as, load) == set()


def test_a_room_is_chosen_free_ones_first_and_a_stream_is_named(
    page_as: PageAs, act_as: Act, cast: Cast
) -> None:
    page, key = _opened(page_as("timetabler"), cast), cast.timetable_slot
    _cell(page, 1, 1).locator("[data-slot]").click()
    page.keyboard.press("r")
    rooms = page.locator("#tt-rooms")
    expect(rooms.locator("[data-list] li").first).to_contain_text("301")
    expect(rooms.locator("[data-list] li").last).to_contain_text("занята: ТМ-21")
    assert_accessible(page)
    page.keyboard.type("302")
    page.keyboard.press("Enter")
    expect(_cell(page, 1, 1)).to_contain_text("ауд. 302")
    expect(page.locator("[data-conflicts-title]")).to_contain_text("Конфликтов: ")
    page.keyboard.press("s")
    expect(page.locator("#tt-stream")).to_be_visible()
    page.keyboard.type("П-1")
    page.keyboard.press("Enter")
    expect(_cell(page, 1, 1)).to_contain_text("поток П-1")
    with act_as("timetabler") as session:
        slot = session.get_one(TimetableSlot, key)
        assert (slot.room_id, slot.stream) == (cast.room2, "П-1")


def test_a_load_and_a_pair_are_dragged_to_their_places(
    page_as: PageAs, act_as: Act, cast: Cast
) -> None:
    page, load = _opened(page_as("timetabler"), cast), cast.teaching_assignment_td
    _drag(page, page.locator(f"[data-load='{load}']"), _cell(page, 4, 3))
    expect(_cell(page, 4, 3)).to_contain_text("ОП.02")
    _drag(page, _cell(page, 4, 3).locator("[data-slot]"), _cell(page, 5, 2))
    expect(_cell(page, 5, 2)).to_contain_text("ОП.02")
    expect(_cell(page, 4, 3)).not_to_contain_text("ОП.02")
    _saved(page)
    assert _places(act_as, load) == {(5, 2, "every")}
    page.get_by_role("button", name="Отменить", exact=True).click()
    expect(_cell(page, 4, 3)).to_contain_text("ОП.02")


def test_a_second_timetabler_s_change_is_shown_not_overwritten(
    page_as: PageAs, api_as: Callable[[str], Any], act_as: Act, cast: Cast
) -> None:
    page = _opened(page_as("timetabler"), cast)
    address = f"/api/v1/timetable/{cast.timetable}/slots/{cast.timetable_slot}"
    assert api_as("timetabler").put(address, json={"weekday": 5}).status_code == 200
    _cell(page, 1, 1).locator("[data-slot]").click()
    page.keyboard.press("w")
    expect(page.locator("[data-status]")).to_contain_text("тем временем изменили")
    expect(_cell(page, 5, 1)).to_contain_text("ОП.01")
    assert _places(act_as, cast.teaching_assignment) == {(5, 1, "every")}


def test_publishing_is_refused_with_its_conflicts_then_watched_to_its_end(
    page_as: PageAs, act_as: Act, cast: Cast, start_worker: Callable[[], None]
) -> None:
    page = _opened(page_as("timetabler"), cast)
    dialog = page.locator("#tt-publish")
    page.get_by_role("button", name="Опубликовать…").click()
    expect(dialog.locator("[data-count=added]")).to_have_text(SOME)
    assert_accessible(page)
    dialog.get_by_role("button", name="Опубликовать").click()
    expect(dialog.get_by_role("alert")).to_contain_text("не опубликовано")
    expect(dialog.locator(".tt-refused")).to_contain_text("Иванова А. П.")  # is away in November
    dialog.get_by_role("button", name="Отмена").click()

    with act_as("system", writes=True) as session:
        for absence in session.scalars(select(EmployeeAbsence)):
            session.delete(absence)
        session.commit()
    page.reload()
    page.get_by_role("button", name="Опубликовать…").click()
    expect(dialog.locator("[data-count=added]")).to_have_text(SOME)
    added = int(dialog.locator("[data-count=added]").text_content() or "0")
    dialog.get_by_role("button", name="Опубликовать").click()
    page.wait_for_url("**/timetable/publication/*")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert_accessible(page)
    start_worker()
    expect(page.locator(".badge.ok")).to_be_visible(timeout=PUBLISHED)
    assert_accessible(page)
    expect(page.locator(".cards .card").first).to_contain_text(str(added))
    with act_as("system") as session:
        scheduled = session.scalars(select(Lesson.id).where(Lesson.is_scheduled)).all()
    assert 0 < added <= len(scheduled)
    with page.expect_navigation():
        page.get_by_role("link", name="Вернуться в редактор").click()
    expect(page.locator("[data-changed]")).to_be_hidden()


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("timetabler", "/timetable/{timetable}/edit"),
        ("timetabler", "/timetable/{timetable}/edit?group={group},{group2}"),
        ("timetabler", "/timetable/wall?timetable={timetable}"),
        ("teacher", "/timetable/?day=2026-10-12"),
        ("student", "/timetable/?day=2026-11-16"),
        ("director", "/timetable/?group={group2}&day=2026-12-16"),
    ],
)
def test_pages_beside_the_menu_pass_axe_and_fit_a_phone(
    page_as: PageAs, cast: Cast, login: str, path: str
) -> None:
    page = page_as(login)
    page.goto(path.format(**cast))
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert_fits(page)
    assert_accessible(page)
