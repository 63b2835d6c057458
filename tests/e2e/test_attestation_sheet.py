"""An exam sheet from its creation through a second retake before a commission (clause 5.5.11)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.enums import AttestationForm
from models import CurriculumHours
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.e2e
STUDENTS = ("Абрамов", "Ёлкина", "Романова", "Сидоров")  # by name, as on the sheet


@pytest.fixture
def _exam(act_as: Any, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        hours = CurriculumHours(
            item_id=cast.item_b, semester_number=3, theory=20, attestation=AttestationForm.exam
        )
        session.add(hours)
        session.commit()


def _fill(page: Page, *texts: str) -> None:
    """Type marks down the column, Enter after each."""
    field = page.locator(".sh-mark").first
    field.focus()
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(page.locator("#sh-status")).to_have_text("✓ Сохранено")


def _sign(page: Page) -> None:
    page.get_by_role("button", name="Подписать ведомость").click()
    dialog = page.locator("#sh-sign")
    expect(dialog).to_contain_text("изменить ведомость нельзя")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Подписать").click()
    expect(page.locator(".sh-signed")).to_contain_text("Подписано 14 октября 2026")


def _retake(page: Page, address: str) -> str:
    """Make the retake of a signed sheet for today; return its address."""
    page.goto(address)
    page.get_by_role("button", name="Назначить пересдачу").click()
    page.locator("#sh-retake-day").fill("2026-10-14")
    with page.expect_navigation():
        page.locator("#sh-retake").get_by_role("button", name="Создать ведомость").click()
    return page.url


def _seat(row: Locator, typed: str, name: str, role: str) -> None:
    field = row.get_by_role("combobox", name="Сотрудник")
    field.press("Control+a")
    field.press_sequentially(typed)
    expect(row.locator("[role=option]").first).to_contain_text(name)
    field.press("Enter")
    expect(field).to_have_value(name)
    row.get_by_label("Роль").select_option(role)


@pytest.mark.usefixtures("_exam")
def test_5_5_11_an_exam_sheet_through_the_second_retake_before_a_commission(
    page_as: Callable[..., Page],
) -> None:
    head = page_as("department_head")
    head.goto("/sheets/")
    assert_accessible(head)
    with head.expect_navigation():
        head.get_by_role("link", name="Создать ведомости").click()
    head.get_by_label("Группа").select_option(label="ИС-21")
    with head.expect_navigation():
        head.get_by_role("button", name="Показать по плану").click()
    assert_accessible(head)
    row = head.get_by_role("row").filter(has_text="МДК.01.01")
    expect(row).to_contain_text("Иванова А. П.")
    row.get_by_label("Дата").fill("2026-10-14")
    with head.expect_navigation():
        head.get_by_role("button", name="Создать отмеченные").click()
    with head.expect_navigation():
        head.get_by_role("link", name="МДК.01.01 Разработка модулей").click()
    exam = head.url
    assert_accessible(head)

    teacher = page_as("teacher")
    teacher.goto(exam)
    expect(teacher.get_by_role("button", name="Подписать ведомость")).to_be_disabled()
    _fill(teacher, "2", "5", "3", "н")
    expect(teacher.locator("[data-code='2']")).to_have_text("1")
    expect(teacher.locator("[data-total=unexcused]")).to_have_text("1")
    assert_accessible(teacher)
    _sign(teacher)
    expect(teacher.locator(".sh-mark")).to_have_count(0)

    first = _retake(head, exam)
    assert [STUDENTS[0], STUDENTS[3]] == [
        text.split()[0] for text in head.locator(".sh-lines tbody th").all_inner_texts()
    ]
    teacher.goto(first)
    expect(teacher.locator(".page-head")).to_contain_text("первая пересдача")
    _fill(teacher, "2", "4")
    _sign(teacher)

    second = _retake(head, first)
    expect(head.locator(".page-head")).to_contain_text("вторая пересдача, комиссионная")
    expect(head.locator("#sh-missing")).to_contain_text("Нужна комиссия не меньше 3 человек")
    head.get_by_role("button", name="Изменить состав").click()
    seats = head.locator(".sh-seats > li")
    for at, (typed, name, role) in enumerate(
        (("осип", "Осипова Д. М.", "chairman"), ("мельн", "Мельник А. Ф.", "member")), 1
    ):
        head.get_by_role("button", name="Добавить человека").click()
        _seat(seats.nth(at), typed, name, role)
    assert_accessible(head)
    with head.expect_navigation():
        head.locator("#sh-people").get_by_role("button", name="Сохранить").click()
    expect(head.locator(".sh-people")).to_contain_text("Осипова Дарья Маратовна председатель")

    chairman = page_as("teacher_deputy", PHONE)
    chairman.goto(second)
    assert_fits(chairman)
    _fill(chairman, "3")
    assert_accessible(chairman)
    _sign(chairman)
    head.goto(second)
    expect(head.get_by_role("button", name="Назначить пересдачу")).to_have_count(0)
