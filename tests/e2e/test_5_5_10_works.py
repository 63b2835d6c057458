"""Works in the browser: added, filled by the keyboard, weighed, seen on the phone (5.5.10)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from services.grid import load_grid
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible
from tests.e2e.journal import go_to, open_journal, saved

pytestmark = pytest.mark.e2e
ActAs = Callable[..., AbstractContextManager[Session]]


def marks_of_works(act_as: ActAs, cast: Cast) -> dict[int, str]:
    """Return student → mark for the works of today's lesson, as the database has them."""
    with act_as("system") as session:
        grid = load_grid(session, cast.gradebook)
    works = {work.id for work in grid.works if work.lesson_id == cast.lesson_today}
    return {cell.student_id: cell.text for cell in grid.work_cells if cell.work_id in works}


def test_5_5_10_a_work_is_added_and_its_column_typed(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson_today, cast.student)
    page.click("[data-do=add-work]")
    form = page.locator("#journal-work-form")
    form.locator("[name=kind]").select_option("lab")
    form.locator("[name=title]").fill("Лабораторная работа № 3")
    form.locator("[name=weight]").fill("12")
    assert_accessible(page)
    form.locator("[value=save]").click()
    expect(form.locator("[data-error=weight]")).to_contain_text("10")
    form.locator("[name=weight]").fill("3")
    form.locator("[value=save]").click()
    expect(page.locator("#journal-works li")).to_contain_text(["Лабораторная работа № 3"])
    head = page.locator(f'#journal-grid th[data-l^="{cast.lesson_today}."]')
    expect(head).to_contain_text("×3")
    # The page came back at the new column: its marks are typed one below the other.
    rows = page.locator("#journal-grid tbody tr[data-s]")
    for mark in ("5", "4", "2"):
        page.keyboard.press(mark)
        page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    page.keyboard.press("h")  # read as «н», which may become «нз»; by itself it is no mark
    page.keyboard.press("Enter")
    expect(page.locator("#journal-hint")).to_be_visible()
    page.keyboard.press("Escape")
    saved(page)
    order = [int(one) for one in rows.evaluate_all("rows => rows.map((row) => row.dataset.s)")]
    assert marks_of_works(act_as, cast) == {order[0]: "5", order[1]: "4"}
    # The average by weights stands beside the plain one, and the count says what is missing.
    first = rows.nth(0)
    assert order[0] == cast.student_b
    expect(first.locator("td.m")).to_have_text("3,504,25")  # 2, and 5 of weight 3
    assert first.locator("td.c").get_attribute("title")
    expect(page.locator("[data-student] span")).not_to_be_empty()
    assert_accessible(page)


def test_5_5_10_works_are_marked_on_the_phone(
    page_as: Callable[..., Page], act_as: ActAs, api_as, cast: Cast
) -> None:
    url = f"/api/v1/lesson/{cast.lesson_today}/works"
    key = api_as("teacher").post(url, json={"kind": "test", "title": "Тест 2"}).json["id"]
    page = page_as("teacher", PHONE)
    page.goto(f"/journal/{cast.gradebook}/lesson/{cast.lesson_today}")
    tab = page.locator(f'[data-column-key="{cast.lesson_today}.{key}"]')
    tab.click()
    expect(tab).to_have_attribute("aria-pressed", "true")
    row = page.locator(f'#journal-list [data-s="{cast.student}"]')
    expect(row.locator("[data-key=absent]")).to_be_hidden()
    row.locator("[data-key=mark]").click()
    keys = page.locator("#journal-keys")
    expect(keys.locator('[data-code="н"]')).to_be_hidden()
    assert_accessible(page)
    keys.locator('[data-code="5"]').click()
    expect(row.locator("[data-key=mark]")).to_have_text("5")
    saved(page)
    assert marks_of_works(act_as, cast) == {cast.student: "5"}
    page.locator(f'[data-column-key="{cast.lesson_today}"]').click()
    expect(row.locator("[data-key=mark]")).to_have_text("+")
