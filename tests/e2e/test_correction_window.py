"""A closed journal: the teacher asks, the head grants, the correction shows and prints (3.6)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.e2e.journal import cell, go_to, saved

pytestmark = pytest.mark.e2e
WHY = "Отметка внесена не тому студенту"


def _at_september(page: Page, cast: Cast) -> None:
    page.goto(f"/journal/{cast.gradebook}?lesson={cast.lesson_sept}")
    expect(page.locator("#journal-grid td.cur")).to_have_count(1)


def _ask(page: Page, cast: Cast) -> None:
    """Try to write, be told why not, and ask for a window from there."""
    _at_september(page, cast)
    head = page.locator(f"#journal-grid th[data-l='{cast.lesson_sept}']")
    expect(head.locator(".lock")).to_have_count(1)
    go_to(page, cast.lesson_sept, cast.student)
    page.keyboard.press("5")
    expect(page.locator("#journal-hint")).to_contain_text("п. 3.6")
    assert cell(page, cast.lesson_sept, cast.student) == "б/4"
    page.locator("#journal-lesson").get_by_role("link", name="Запросить окно").click()
    assert_accessible(page)
    expect(page.locator("[name=lessons_from]")).to_have_value("2026-09-14")
    page.get_by_role("button", name="Отправить заведующему").click()
    expect(page.locator("#error-reason")).to_be_visible()
    page.fill("[name=reason]", WHY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ждёт решения").first).to_be_visible()
    assert_accessible(page)


def _grant(page: Page) -> None:
    """Find the request on the first page and open the window."""
    page.locator("main li", has_text=WHY).get_by_role("link").click()
    assert_accessible(page)
    page.get_by_role("button", name="Открыть окно").click()
    expect(page.get_by_text("преподаватель извещён")).to_be_visible()
    page.goto("/windows/")
    assert_accessible(page)
    expect(page.locator("main table")).to_contain_text(WHY)


def test_3_6_a_window_is_granted_and_the_correction_shows_who_when_and_why(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    teacher = page_as("teacher")
    _ask(teacher, cast)
    _grant(page_as("department_head"))
    teacher.goto("/inbox/")
    teacher.get_by_text("Окно исправлений открыто").first.click()
    expect(teacher.locator(".jr-windows")).to_contain_text(WHY)
    go_to(teacher, cast.lesson_sept, cast.student)
    teacher.keyboard.press("5")
    teacher.keyboard.press("Enter")
    saved(teacher)
    _at_september(teacher, cast)
    assert cell(teacher, cast.lesson_sept, cast.student) == "б/45"
    row = teacher.locator(f"#journal-grid tr[data-s='{cast.student}']")
    expect(row.locator("s")).to_have_text("б/4")
    go_to(teacher, cast.lesson_sept, cast.student)
    teacher.keyboard.press("Shift+F2")
    told = teacher.locator("#journal-history tbody tr")
    expect(told).to_contain_text("Иванова")
    expect(told).to_contain_text(WHY)
    expect(told).to_contain_text("14.10.2026")
    teacher.goto(f"/journal/{cast.gradebook}/print?semester=1")
    assert_accessible(teacher)
    expect(teacher.locator(".jp-grid s")).to_have_text("б/4")
    listed = teacher.locator(".jp-list").last
    for words in ("Сидоров", "б/4", "Иванова", "14.10.2026", WHY):
        expect(listed).to_contain_text(words)
    teacher.emulate_media(media="print")
    expect(teacher.locator(".top")).to_be_hidden()
    expect(teacher.locator("[data-print]")).to_be_hidden()
    phone = page_as("curator", PHONE)
    phone.goto(f"/journal/{cast.gradebook}/print?semester=1")
    assert_fits(phone)
    expect(phone.locator(".jp-list").last).to_contain_text(WHY)
    phone.goto(f"/journal/{cast.gradebook}/lesson/{cast.lesson_sept}")
    row = phone.locator(f"#journal-list li[data-s='{cast.student}']")
    expect(row.locator("s")).to_have_text("б/4")
    row.locator("[data-key=mark]").click()
    expect(phone.locator("#journal-history tbody tr")).to_contain_text(WHY)
    assert_accessible(phone)
