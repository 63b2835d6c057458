"""The editor of lesson plans in a browser: typed, pasted, moved, undone, submitted, approved."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from access.principals import principal_of_login
from services.lesson_plans import submit_plan
from services.plan_rows import remarks_of
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits, becomes, sign_in
from tests.services.plan_cases import draft, match_hours

pytestmark = pytest.mark.e2e
PageAs = Callable[..., Page]
PASTE = """text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const options = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', options));
}"""
HEAD = "№\tТема занятия\tКол-во часов\tВид занятия\tДомашнее задание"
LESSONS = [
    HEAD,
    "\tРаздел 1. Основы\t\t\t",
    *(f"{n}\tЛекция {n}\t2\tлекция\tПрочитать главу {n}" for n in range(1, 20)),
    *(f"{n}\tРабота {n}\t2 ч\tПрактическое занятие\t" for n in range(20, 30)),
]


@pytest.fixture
def matched(act_as: Any, cast: Cast) -> None:
    """Give the curriculum the hours of the load: 40 h of theory, 20 of practice."""
    with act_as("system", writes=True) as session:
        match_hours(session, cast)


def begin(page: Page, cast: Cast) -> None:
    """Begin an empty plan of the subgroup's journal through the pages."""
    page.goto("/plans/?state=none")
    page.click(f"a[href='/plans/new/{cast.gradebook_sub}'] >> nth=0")
    page.wait_for_url("**/plans/new/*")
    page.click("[data-create]")
    page.wait_for_selector("#plan-hours > *")


def saved(page: Page) -> None:
    """Wait until the table is saved."""
    expect(page.locator("#plan-state")).to_have_attribute("data-state", "saved")


def titles(page: Page) -> list[str]:
    """Return the titles of the rows in their order."""
    return page.locator("#plan-table tr[data-key] td.c-title .v").all_inner_texts()


def has_titles(page: Page, wanted: list[str], start: int = 0) -> None:
    """Wait until the rows from the place `start` on have these titles."""
    becomes(page, lambda: titles(page)[start : start + len(wanted)], wanted)


def has_rows(page: Page, count: int) -> None:
    """Wait until the table has so many rows."""
    expect(page.locator("#plan-table tr[data-key]")).to_have_count(count)


def cell(page: Page, row: int, field: str) -> Any:
    """Return the cell of a field in the row at a place from 0."""
    return page.locator("#plan-table tr[data-key]").nth(row).locator(f"td.c-{field}")


def typed(page: Page, text: str) -> None:
    """Type a text over the current cell and go down."""
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def confirm(page: Page, button: str) -> None:
    """Press a button of the plan's way and confirm; the page comes anew."""
    page.click(f"[data-do={button}]")
    with page.expect_navigation():
        page.click("#plan-sure button[value=yes]")
    page.wait_for_selector("#plan-hours table")


def test_a_plan_is_pasted_corrected_submitted_returned_and_approved(
    page_as: PageAs, cast: Cast, matched: None
) -> None:
    page = page_as("teacher")
    begin(page, cast)
    assert_accessible(page)
    page.evaluate(PASTE, "\n".join([*LESSONS, "30\tЛишняя\tдва\tтанцы\t"]))
    refused = page.locator("#plan-paste [data-refused] li")
    expect(refused).to_have_count(2)
    expect(refused.nth(1)).to_contain_text("танцы")
    assert_accessible(page)
    page.click("#plan-paste button[value=apply]")
    has_rows(page, 31)
    saved(page)
    has_titles(page, ["Раздел 1. Основы", "Лекция 1"])

    # The last row goes, by the keyboard; one lecture too few is told with the exact difference.
    cell(page, 30, "title").click()
    page.keyboard.press("Control+Delete")
    expect(page.locator("[data-hours='1|theory'] .bad")).to_have_text("−2")
    saved(page)
    page.click("[data-do=submit]")
    expect(page.locator("#plan-blocks")).to_contain_text("38")
    expect(page.locator("#plan-sure")).to_be_hidden()

    # A row is moved and the move undone; a row is doubled, which makes the hours match.
    cell(page, 1, "title").click()
    page.keyboard.press("Alt+ArrowDown")
    has_titles(page, ["Лекция 2", "Лекция 1"], 1)
    page.keyboard.press("Control+z")
    has_titles(page, ["Лекция 1", "Лекция 2"], 1)
    page.keyboard.press("Control+d")
    typed(page, "Лекция 1, продолжение")
    expect(page.locator("[data-verdict=ok]")).to_be_visible()
    saved(page)
    page.reload()
    has_titles(page, ["Лекция 1", "Лекция 1, продолжение"], 1)
    has_rows(page, 31)
    confirm(page, "submit")
    expect(page.locator("[data-do=withdraw]")).to_be_visible()
    path = page.url

    methodist = page_as("methodist")
    methodist.goto("/plans/")
    with methodist.expect_navigation():
        methodist.click(".pl-queue a >> nth=0")
    assert_accessible(methodist)
    methodist.click("[data-do=return]")
    expect(methodist.locator("#plan-blocks [role=alert]")).to_be_visible()  # a remark is needed
    methodist.locator("[data-remark]").nth(2).fill("Уточните тему")
    methodist.locator("[data-remark]").nth(2).press("Tab")
    expect(methodist.locator("#plan-state")).to_have_attribute("data-tone", "ok")
    confirm(methodist, "return")

    page.goto(path)
    expect(cell(page, 2, "title")).to_contain_text("Уточните тему")
    cell(page, 2, "title").click()
    typed(page, "Модели данных")
    saved(page)
    confirm(page, "submit")
    methodist.goto(path)
    confirm(methodist, "approve")
    page.reload()
    expect(page.locator("[data-do=revise]")).to_be_visible()
    page.goto(f"{path}/print")
    expect(page.locator(".pl-doc-table").first).to_contain_text("Модели данных")
    assert_accessible(page)


def test_rows_are_edited_by_the_keyboard_alone(
    page_as: PageAs, cast: Cast, act_as: Any, matched: None
) -> None:
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
    page = page_as("teacher")
    page.goto(f"/plans/{plan_id}")
    expect(cell(page, 0, "title")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.type("abc")  # no number: refused at once, the field stays
    page.keyboard.press("Enter")
    expect(page.locator("#plan-hint")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.type("16")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "hours")).to_have_text("16")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    expect(cell(page, 1, "hours")).to_have_text("")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(cell(page, 1, "hours")).to_have_text("20")
    page.keyboard.press("Control+y")
    expect(cell(page, 1, "hours")).to_have_text("16")
    page.keyboard.press("Insert")
    expect(cell(page, 2, "title")).to_be_focused()
    typed(page, "English only")
    saved(page)
    expect(cell(page, 2, "title")).to_have_attribute("aria-invalid", "true")
    # A line whose kind stands before its hours, as some people have it.
    page.evaluate(PASTE, "Схемы\tлабораторная работа\t4")
    page.click("#plan-paste button[value=apply]")
    expect(cell(page, 4, "title")).to_have_text("Схемы")
    expect(cell(page, 4, "hours")).to_have_text("4")
    kind = "JSON.parse(document.getElementById('plan-data').textContent).labels.kind.lab"
    expect(cell(page, 4, "kind")).to_have_text(page.evaluate(kind))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    becomes(page, lambda: page.evaluate("!document.activeElement.closest('#plan-table')"), True)


def test_two_windows_never_overwrite_each_other(
    page_as: PageAs, cast: Cast, act_as: Any, matched: None
) -> None:
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
    one, other = page_as("teacher"), page_as("teacher")
    for page in (one, other):
        page.goto(f"/plans/{plan_id}")
    cell(other, 1, "title").click()
    typed(other, "Из второго окна")
    saved(other)
    # Another row: both changes are put together without a question.
    cell(one, 2, "title").click()
    typed(one, "Из первого окна")
    saved(one)
    has_titles(one, ["Из второго окна", "Из первого окна"], 1)
    # The same cell: asked, and what was not chosen is one «undo» away.
    cell(other, 2, "title").click()
    typed(other, "Снова из второго")
    expect(other.locator("#plan-conflict")).to_be_visible()
    assert_accessible(other)
    expect(other.locator("#plan-conflict")).to_contain_text("Из первого окна")
    other.click("[data-keep=theirs]")
    has_titles(other, ["Из первого окна"], 2)
    saved(other)
    cell(other, 2, "title").click()
    other.keyboard.press("Control+z")
    has_titles(other, ["Снова из второго"], 2)
    saved(other)


def test_what_was_typed_without_a_connection_is_kept(
    context_of: Callable[..., BrowserContext], cast: Cast, act_as: Any, matched: None
) -> None:
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
    context = context_of()
    page = context.new_page()
    sign_in(page, "teacher")
    page.goto(f"/plans/{plan_id}")
    context.set_offline(True)
    cell(page, 1, "title").click()
    typed(page, "Без связи")
    expect(page.locator("#plan-state")).to_have_attribute("data-state", "offline")
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"/plans/{plan_id}")
    has_titles(page, ["Без связи"], 1)
    saved(page)


def test_a_row_is_edited_in_a_form_on_a_phone(
    page_as: PageAs, cast: Cast, act_as: Any, matched: None
) -> None:
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
    page = page_as("teacher", PHONE)
    page.goto(f"/plans/{plan_id}")
    page.click("[data-card='1']")
    assert_accessible(page)
    page.fill("#row-hours", "много")
    page.click("[data-apply]")
    expect(page.locator("#row-hours-error")).to_be_visible()
    page.fill("#row-hours", "18")
    page.fill("#row-title", "Введение в модули")
    page.click("[data-apply]")
    expect(page.locator("[data-card='1']")).to_contain_text("Введение в модули")
    saved(page)
    page.click("[data-do=add-lesson]")
    page.fill("#row-title", "Новое занятие")
    page.click("[data-apply]")
    expect(page.locator("#plan-row")).to_be_hidden()
    saved(page)
    assert_accessible(page)
    assert_fits(page)


def test_a_methodist_remarks_on_a_row_on_a_phone(
    page_as: PageAs, cast: Cast, act_as: Any, matched: None
) -> None:
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
        submit_plan(session, principal_of_login("teacher"), plan_id, 1)
    page = page_as("methodist", PHONE)
    page.goto(f"/plans/{plan_id}")
    assert_accessible(page)
    page.click("[data-card='2']")
    page.fill("#row-remark", "Разбейте на темы")
    page.press("#row-remark", "Tab")
    expect(page.locator("#plan-state")).to_have_attribute("data-tone", "ok")
    page.click("#plan-row [data-close]")
    confirm(page, "return")
    with act_as("teacher") as session:
        assert list(remarks_of(session, plan_id).values()) == ["Разбейте на темы"]


def test_a_colleagues_plan_is_copied_and_the_revisions_compared(
    page_as: PageAs, cast: Cast, act_as: Any
) -> None:
    with act_as("system", writes=True) as session:
        match_hours(session, cast)
    with act_as("teacher", writes=True) as session:
        draft(session, cast, book="gradebook_tc_other")
    page = page_as("teacher")
    page.goto(f"/plans/new/{cast.gradebook_sub}")
    assert_accessible(page)
    page.click("[data-copy]")
    page.wait_for_selector("#plan-hours table")
    has_titles(page, ["Введение"], 1)
    page.goto(f"/plans/{cast.lesson_plan}")
    with page.expect_navigation():
        page.click("[data-do=revise]")
    cell(page, 0, "title").click()
    typed(page, "Потоки")
    saved(page)
    page.reload()
    page.click(".pl-revisions a.small")
    expect(page.locator(".pl-compare")).to_contain_text("Потоки")
    assert_accessible(page)


def test_others_read_a_plan_and_change_nothing(page_as: PageAs, cast: Cast) -> None:
    page = page_as("department_head")
    page.goto(f"/plans/{cast.lesson_plan}")
    has_titles(page, ["Процессы и потоки"])
    has_rows(page, 1)
    assert page.locator("[data-do]").count() == 0
    cell(page, 0, "title").click()
    page.keyboard.press("F2")
    assert page.locator(".pl-edit").count() == 0
    page.keyboard.press("Enter")  # the whole row, to read
    expect(page.locator("#plan-row")).to_be_visible()
    assert_accessible(page)
