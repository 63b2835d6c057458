"""Who inspects the journal sees it and its trail, and finds no way to change it (5.3.5)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, becomes
from tests.e2e.journal import cell, go_to, open_journal, saved, texts_of

pytestmark = pytest.mark.e2e
ActAs = Callable[..., AbstractContextManager[Session]]


def test_5_3_5_the_department_head_sees_the_journal_and_its_trail_and_cannot_change_it(
    page_as: Callable[..., Page],
    api_as: Callable[[str], FlaskClient],
    act_as: ActAs,
    cast: Cast,
) -> None:
    recorded = {"lesson_id": cast.lesson_today, "student_id": cast.student, "text": "5"}
    url = f"/api/v1/gradebook/{cast.gradebook}/cells"
    assert api_as("teacher").put(url, json={"cells": [recorded]}).status_code == 200
    page = page_as("department_head")
    open_journal(page, cast.gradebook)
    assert_accessible(page)
    go_to(page, cast.lesson_today, cast.student)
    dialog = page.locator("#journal-history")
    expect(dialog.locator("tbody tr")).to_have_count(1)
    expect(dialog.locator("tbody tr")).to_contain_text("Иванова")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    for key in ("2", "Delete", "F2", "Control+Enter"):
        page.keyboard.press(key)
    expect(
        page.locator("#journal input, #journal [data-do=confirm], #journal [data-do=add]")
    ).to_have_count(0)
    assert cell(page, cast.lesson_today, cast.student) == "5"
    changed = recorded | {"text": "2", "was": "5"}
    answer = page.evaluate(
        """async ([url, body]) => {
            const token = document.querySelector("meta[name=csrf-token]").content;
            const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
            return (await fetch(url, {method: "PUT", body: JSON.stringify(body), headers})).status;
        }""",
        [url, {"cells": [changed]}],
    )
    assert answer == 403
    program = api_as("department_head")
    assert program.put(url, json={"cells": [changed]}).status_code == 403
    for method, way in (
        ("post", f"/api/v1/lesson/{cast.lesson_today}/confirm"),
        ("delete", f"/api/v1/lesson/{cast.lesson}?confirm_loss=1"),
        ("put", f"/api/v1/lesson/{cast.lesson}"),
        ("post", f"/api/v1/gradebook/{cast.gradebook}/lessons"),
    ):
        assert getattr(program, method)(way, json={}).status_code == 403, way
    with act_as("department_head") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5"}


def test_a_teacher_sees_the_trail_of_a_cell_by_a_key(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson_today, cast.student)
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+F2")
    row = page.locator("#journal-history tbody tr")
    expect(row).to_contain_text("Иванова")
    expect(row).to_contain_text("5")


def test_a_change_after_the_day_asks_once_for_its_reason(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    for student in (cast.student, cast.student_c):
        go_to(page, cast.lesson_unconfirmed, student)
        page.keyboard.press("4")
        page.keyboard.press("Enter")
    dialog = page.locator("#journal-reason")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="Сохранить").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.locator("textarea").fill("Работы проверены позже")
    dialog.get_by_role("button", name="Сохранить").click()
    saved(page)
    with act_as("teacher") as session:
        found = texts_of(session, cast.gradebook, cast.lesson_unconfirmed)
        assert (found[cast.student], found[cast.student_c]) == ("4", "4")


def test_a_student_is_shown_for_the_lessons_of_their_time_only(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    assert cell(page, cast.lesson_sept, cast.student_gone) == "3"
    go_to(page, cast.lesson_today, cast.student_gone)
    page.keyboard.press("5")
    expect(page.locator("#journal-hint")).to_contain_text("не было в группе")
    expect(page.locator(".jr-edit")).to_have_count(0)


def test_the_grid_is_scrolled_by_the_keyboard_before_its_script_arrives(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("department_head", PHONE)
    page.route("**/journal/main.js", lambda route: route.abort())
    page.goto(f"/journal/{cast.gradebook}")
    assert_accessible(page)
    box = page.locator(".jr-scroll")
    while not box.evaluate("box => box.contains(document.activeElement)"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "no way into the grid"
    page.keyboard.press("ArrowRight")
    becomes(page, lambda: box.evaluate("box => box.scrollLeft > 0"), True)


def test_a_lesson_on_a_phone_is_a_list_with_large_keys(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher", PHONE)
    page.goto(f"/journal/{cast.gradebook}")
    page.wait_for_url(f"**/journal/{cast.gradebook}/lesson/{cast.lesson_today}")
    assert_accessible(page)
    row = page.locator(f"#journal-list li[data-s='{cast.student}']")
    for button in row.locator("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    row.locator("[data-key=absent]").click()
    other = page.locator(f"#journal-list li[data-s='{cast.student_b}']")
    other.locator("[data-key=mark]").click()
    assert_accessible(page)
    page.locator("#journal-keys [data-code='5']").click()
    other.locator("[data-key=late]").click()
    page.get_by_role("button", name="Посещаемость отмечена").click()
    saved(page)
    expect(page.locator("[data-state-said]")).to_have_text("Записано")
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {
            cast.student: "н",
            cast.student_b: "оп/5",
        }
    page.get_by_role("link", name="Весь журнал").click()
    expect(page.locator("#journal-grid")).to_be_visible()
    assert_accessible(page)
