"""The list of journals, and moving between them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible

pytestmark = pytest.mark.e2e


def test_a_teacher_finds_today_s_lesson_first_and_moves_on_to_another_journal(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("teacher")
    page.goto("/journals/")
    assert_accessible(page)
    first = page.locator(".jr-today li").first
    expect(first).to_contain_text("Ещё не записано")
    first.locator("a:visible").click()
    page.wait_for_url(f"**/journal/{cast.gradebook}?lesson={cast.lesson_today}")
    expect(page.locator("#journal-grid th[data-l].cur")).to_have_attribute(
        "data-l", str(cast.lesson_today)
    )
    page.get_by_label("Другие журналы").select_option(f"/journal/{cast.gradebook_tc_other}")
    page.wait_for_url(f"**/journal/{cast.gradebook_tc_other}")


def test_on_a_phone_today_s_lesson_opens_as_a_list(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("teacher", PHONE)
    page.goto("/journals/")
    assert_accessible(page)
    page.locator(".jr-today li").first.locator("a:visible").click()
    page.wait_for_url(f"**/journal/{cast.gradebook}/lesson/{cast.lesson_today}")


def test_a_head_searches_the_journals_of_the_own_department_only(
    page_as: Callable[..., Page],
) -> None:
    page = page_as("department_head")
    page.goto("/journals/")
    assert_accessible(page)
    rows = page.locator(".jr-books-table tbody tr")
    everything = rows.count()
    assert everything > 1
    page.get_by_role("searchbox").fill("иванова")
    with page.expect_navigation():
        page.get_by_role("button", name="Найти").click()
    expect(rows.first).to_contain_text("Иванова А. П.")
    assert 0 < rows.count() <= everything
    page.get_by_role("searchbox").fill("Ёлкин")  # teaches in another department
    with page.expect_navigation():
        page.get_by_role("button", name="Найти").click()
    expect(page.locator(".empty")).to_contain_text("Ничего не найдено")
