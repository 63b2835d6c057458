"""A semester is closed with one overridden mark and its reason, signed, frozen, reopened (4.6)."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.e2e.journal import cell, go_to, open_journal

pytestmark = pytest.mark.e2e


def _mark(page: Page, student: int) -> Locator:
    return page.locator(f"#mark-{student}")


def _reason(page: Page, student: int) -> Locator:
    return page.locator(f'tr[data-student="{student}"] [data-reason]')


def _saved(page: Page) -> None:
    expect(page.locator("#closing-state")).to_have_attribute("data-state", "saved")


def test_4_6_a_semester_is_closed_signed_frozen_and_reopened(
    page_as: Callable[..., Page], api_as: Callable[[str], FlaskClient], cast: Cast
) -> None:
    page = page_as("teacher")
    page.goto(f"/journal/{cast.gradebook}")
    page.get_by_role("link", name="Итоговые отметки").click()
    assert_accessible(page)
    page.get_by_role("button", name="Принять все предложенные").click()
    _saved(page)
    expect(_mark(page, cast.student_b)).to_have_value("2")
    expect(_mark(page, cast.student_c)).to_have_value("н/а")
    # Taken back whole, and taken again.
    page.get_by_role("button", name="Отменить").click()
    expect(_mark(page, cast.student_b)).to_have_value("")
    _saved(page)
    _mark(page, cast.student_b).focus()
    page.keyboard.press("=")
    expect(_mark(page, cast.student_b)).to_have_value("2")
    page.keyboard.press("ArrowDown")
    expect(_mark(page, cast.student_c)).to_be_focused()
    page.keyboard.type("н/а")
    page.keyboard.press("Enter")
    page.keyboard.type("осв")
    page.keyboard.press("Enter")
    expect(_mark(page, cast.student)).to_be_focused()
    # The override: «н/а» is suggested, 5 is given.
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    _saved(page)
    expect(_reason(page, cast.student)).to_be_visible()
    page.get_by_role("button", name="Подписать…").click()
    dialog = page.locator("#closing-sign")
    expect(dialog).to_contain_text("Без обоснования 3 отметки")
    expect(dialog.locator("[data-yes]")).to_be_hidden()
    assert_accessible(page)
    dialog.get_by_role("button", name="Отмена").click()
    for student in (cast.student_b, cast.student_new, cast.student):
        _reason(page, student).fill("Сдал работы на консультации")
    _saved(page)
    page.get_by_role("button", name="Подписать…").click()
    expect(dialog).to_contain_text("больше нельзя будет изменить")
    dialog.get_by_role("checkbox").check()
    with page.expect_navigation():
        dialog.get_by_role("button", name="Подписать", exact=True).click()
    expect(page.locator(".alert.ok").first).to_contain_text("Семестр подписан: Иванова А. П.")
    expect(page.locator("#closing input")).to_have_count(0)
    assert_accessible(page)
    _cannot_change_a_cell(page, cast)
    _reopened(page_as("deputy_director"), cast)
    page.goto(f"/journal/{cast.gradebook}/closing?semester=1")
    expect(page.locator(".alert.warn")).to_contain_text("Ошибка в ведомости")
    expect(_mark(page, cast.student)).to_have_value("5")


def _cannot_change_a_cell(page: Page, cast: Cast) -> None:
    """The teacher types into a frozen semester: the journal keeps what it held."""
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson, cast.student)
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.reload()
    assert cell(page, cast.lesson, cast.student) == "5"


def _reopened(page: Page, cast: Cast) -> None:
    """The deputy finds the journal in the overview and reopens it with a reason."""
    page.goto("/journals/closing?state=signed")
    assert_accessible(page)
    with page.expect_navigation():
        page.locator("table a").first.click()
    page.get_by_role("button", name="Открыть заново…").click()
    dialog = page.locator("#closing-reopen")
    dialog.get_by_role("button", name="Открыть заново").click()
    expect(dialog.locator("[data-error]")).to_be_visible()
    dialog.locator("textarea").fill("Ошибка в ведомости")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Открыть заново").click()
    expect(page.locator(".alert.warn")).to_contain_text("Ошибка в ведомости")
    page.get_by_role("button", name="Изменения…").click()
    history = page.locator("#closing-history tbody tr")
    expect(history.first).to_contain_text("открыто заново")
    assert_accessible(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.reload()
    assert_fits(page)
    assert_accessible(page)
