"""A lesson that is recorded late is marked late and stays so, whatever is tried (5.5.4)."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.e2e.journal import saved

LATE = "опоздание: 1 рабочий день"


def test_5_5_4_a_late_lesson_is_marked_late_and_stays_so(page_as: Any, cast: Cast) -> None:
    page: Page = page_as("teacher", PHONE)
    page.goto("/duties/")
    assert_accessible(page)
    assert_fits(page)
    address = f"/journal/{cast.gradebook}/lesson/{cast.lesson_unconfirmed}"
    line = page.locator(".du-lines > li", has=page.locator(f"a[href='{address}']"))
    expect(line).to_contain_text(LATE)
    line.locator(f"a[href='{address}']").click()

    punctuality = page.locator(".du-punctuality")
    page.wait_for_url(f"**{address}")
    expect(punctuality).to_contain_text(LATE)
    _say(page, "confirm")
    _say(page, "unconfirm")
    _say(page, "confirm")
    saved(page)
    page.reload()
    expect(punctuality).to_contain_text(f"Запись: {LATE}")
    expect(punctuality).to_contain_text("14.10.2026")
    assert_accessible(page)

    page.goto("/duties/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(f"a[href='{address}']")).to_have_count(0)
    page.goto(address)
    expect(punctuality).to_contain_text(LATE)
    # beside the grid, for whoever inspects it
    head: Page = page_as("department_head")
    head.goto(f"/journal/{cast.gradebook}?lesson={cast.lesson_unconfirmed}")
    expect(head.locator("[data-punctuality]")).to_have_text(f"Запись: {LATE}")


def _say(page: Page, what: str) -> None:
    """Press the button and wait until its opposite has taken its place."""
    page.wait_for_load_state()  # the scripts run by then
    other = {"confirm": "unconfirm", "unconfirm": "confirm"}[what]
    page.locator(f"[data-do={what}]").click()
    expect(page.locator(f"[data-do={other}]")).to_be_visible()
