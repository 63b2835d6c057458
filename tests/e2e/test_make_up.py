"""A debt from an absence to its make-up: typed, seen, planned, recorded, closed (4.3)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.e2e.journal import cell, go_to, open_journal, saved

pytestmark = pytest.mark.e2e


def _type_absence(page: Page, cast: Cast) -> None:
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson, cast.student_b)
    page.keyboard.type("hn")  # Latin letters are taken for the Russian ones they look like
    page.keyboard.press("Enter")
    dialog = page.locator("#journal-reason")
    dialog.locator("textarea").fill("Не был на занятии")
    dialog.get_by_role("button", name="Сохранить").click()
    saved(page)


def _plan(page: Page, cast: Cast) -> None:
    """Plan a day of today from the debts of the journal and place the student, by keyboard."""
    page.goto(f"/journal/{cast.gradebook}/debts")
    assert_accessible(page)
    page.get_by_role("link", name="Назначить день отработки").click()
    assert_accessible(page)
    page.fill("[name=held_on]", "2026-10-14")
    page.fill("[name=starts_at]", "15:30")
    page.fill("[name=note]", "Принести конспект")
    page.keyboard.press("Enter")
    expect(page.get_by_text("День отработки назначен")).to_be_visible()
    row = page.locator("form[data-place] tbody", has_text="Абрамов")
    row.locator("[data-student]").focus()
    page.keyboard.press("Space")
    expect(row.locator("[name=debt]")).to_be_checked()
    assert_accessible(page)
    page.get_by_role("button", name="Записать на этот день").press("Enter")


def test_4_3_an_absence_is_owed_planned_made_up_and_closed(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    teacher = page_as("teacher")
    _type_absence(teacher, cast)
    curator = page_as("curator")
    curator.goto(f"/debts/group/{cast.group}")
    assert_accessible(curator)
    curator.locator("tr", has_text="Абрамов").get_by_role("link", name="1").click()
    expect(curator.locator(f"#student-{cast.student_b}")).to_contain_text("12.10.2026")

    _plan(teacher, cast)
    day = teacher.url
    teacher.get_by_role("link", name="Список для вывешивания").click()
    expect(teacher.locator(".db-sheet")).to_contain_text("15:30")
    expect(teacher.locator(".db-sheet")).to_contain_text("Абрамов Л. О.")
    assert_accessible(teacher)
    teacher.emulate_media(media="print")
    expect(teacher.locator("nav").first).to_be_hidden()
    teacher.emulate_media(media="screen")
    curator.reload()
    expect(curator.locator(f"#student-{cast.student_b}")).to_contain_text("14 октября, 15:30")
    curator.goto("/inbox/")
    expect(curator.locator("main")).to_contain_text("назначена отработка 14.10.2026, 15:30")

    teacher.goto(day)
    result = teacher.get_by_role("combobox", name="Абрамов")
    result.focus()
    teacher.keyboard.press("4")
    expect(result).to_have_value("4")
    teacher.get_by_role("button", name="Внести результаты").press("Enter")
    expect(teacher.locator(".db-places")).to_contain_text("нп/4")
    assert_accessible(teacher)
    open_journal(teacher, cast.gradebook)
    assert cell(teacher, cast.lesson, cast.student_b).endswith("нп/4")  # after the old one, struck
    teacher.goto(f"/journal/{cast.gradebook}/debts")
    expect(teacher.locator("main")).not_to_contain_text("Абрамов")
    curator.goto("/debts/")
    assert_accessible(curator)
    expect(curator.locator("main")).to_be_visible()


def test_4_3_a_student_reads_on_a_phone_what_is_owed_and_when(
    page_as: Callable[..., Page], cast: Cast, client_as: Callable[..., Any]
) -> None:
    teacher = client_as("teacher")
    what = {"lesson_id": cast.lesson, "student_id": cast.student, "text": "2", "was": "5"}
    cells = {"cells": [what | {"reason": "Ошибка"}]}
    assert teacher.put(f"/api/v1/gradebook/{cast.gradebook}/cells", json=cells).status_code == 200
    student = page_as("student", PHONE)
    student.goto("/")
    student.get_by_role("link", name="Сидоров И. П.").click()
    expect(student.locator("main")).to_contain_text("неусвоенная тема")
    expect(student.locator("main")).to_contain_text("ср, 21 октября, 15:00")
    assert_accessible(student)
    assert_fits(student)
