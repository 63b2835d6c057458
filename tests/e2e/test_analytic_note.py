"""A head edits an analytic note and signs it; the deputy reads what was signed (clause 4.5)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.e2e


def _press(page: Page, name: str, *, exact: bool = True) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).first.click()


def test_4_5_a_note_is_drafted_edited_signed_and_read_by_the_deputy(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    head = page_as("department_head")
    head.goto(f"/notes/new?item={cast.control_plan_item}")
    assert_accessible(head)
    head.get_by_label("Период").select_option(label="сентябрь 2026")
    _press(head, "Составить справку")
    assert_accessible(head)
    note = head.url.split("#")[0]
    # The figure of a sentence cannot be written over.
    sentence = head.locator(".nt-paragraph", has=head.locator("[data-figure=no_homework]")).first
    sentence.get_by_role("link", name="Изменить текст", exact=False).click()
    area = head.locator("#text")
    expect(area).to_be_focused()
    expect(area).to_have_value(
        "Занятий без темы: {no_topic}; без домашнего задания: {no_homework}."
    )
    area.fill("Домашнее задание задано везде, тем нет: {no_topic}.")
    expect(head.locator("[data-preview]")).to_contain_text("тем нет:")
    _press(head, "Сохранить")
    expect(head.locator(".error")).to_contain_text("{no_homework}")
    assert_accessible(head)
    # Put back by its key, from the keyboard.
    area.press("End")
    head.locator("button[data-figure=no_homework]").press("Enter")
    expect(area).to_have_value("Домашнее задание задано везде, тем нет: {no_topic}.{no_homework}")
    _press(head, "Сохранить")
    expect(head.locator(".nt-note")).to_contain_text("Домашнее задание задано везде")
    _press(head, "Отменить")
    expect(head.locator(".nt-note")).not_to_contain_text("Домашнее задание задано везде")
    _press(head, "Отменить")  # taken back twice it is made again
    expect(head.locator(".nt-note")).to_contain_text("Домашнее задание задано везде")
    head.goto(f"{note}/add?section=proposals")
    head.locator("#text").fill("Провести совещание с преподавателями.")
    _press(head, "Сохранить")
    head.get_by_role("link", name="Подписать", exact=True).click()
    assert_accessible(head)
    _press(head, "Подписать и направить заместителям")
    expect(head.locator("h1 .badge")).to_have_text("подписано")
    expect(head.locator(".nt-deeds")).to_have_count(0)
    deputy = page_as("deputy_director", PHONE)
    deputy.goto("/inbox/")
    _press(deputy, "Аналитическая справка", exact=False)
    expect(deputy.locator(".nt-note")).to_contain_text("Провести совещание с преподавателями.")
    assert_accessible(deputy)
    assert_fits(deputy)
