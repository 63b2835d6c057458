"""A thesis from appointment to the signed protocol, and a demonstration exam (5.5.13, 3.1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from models import Thesis
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.graduation_cases import sign_practice

pytestmark = pytest.mark.e2e


@pytest.fixture
def _ready(act_as: Any, cast: Cast) -> None:
    """Nobody has a thesis; the student's practice is signed."""
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(Thesis, cast.thesis))
        sign_practice(session, cast)


def _appoint(page: Page) -> None:
    page.goto("/registers/appointment/add")
    for field, typed, name in (("employee", "иванова", "Иванова"), ("group", "ИС-21", "ИС-21")):
        combo = page.locator(f"#field-{field}")
        combo.press_sequentially(typed)
        expect(page.locator(f"#field-{field}-list [role=option]").first).to_contain_text(name)
        combo.press("Enter")
    page.locator("[name=role]").select_option("thesis_supervisor")
    page.locator("[name=object]").fill("ВКР группы ИС-21")
    page.locator("[name=order_number]").fill("380-у")
    page.locator("[name=order_date]").fill("2026-09-01")
    page.locator("[name=starts_on]").fill("2026-09-01")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


def _press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.usefixtures("_ready")
def test_5_5_13_a_thesis_from_appointment_to_the_signed_protocol_and_a_demonstration_exam(
    page_as: Callable[..., Page], act_as: Any, cast: Cast
) -> None:
    _appoint(page_as("deputy_director"))
    head = page_as("department_head")
    head.goto(f"/theses/new?group={cast.group}")
    assert_accessible(head)
    head.get_by_label("Приказ о темах").fill("№ 412 от 14.10.2026")
    head.get_by_label("Руководитель для всех").select_option(index=1)
    head.get_by_label("Тема: Сидоров Иван Петрович").fill("Учёт практики в техникуме")
    _press(head, "Создать работы")
    assert_accessible(head)

    teacher = page_as("teacher", PHONE)
    teacher.goto(f"/theses/group/{cast.group}")
    assert_fits(teacher)
    expect(teacher.get_by_label("Тема: Сидоров")).to_have_count(0)  # it is ordered
    teacher.get_by_label("Заимств., %: Сидоров").fill("34,5")
    teacher.get_by_label("Оценка руководителя: Сидоров").fill("5")
    _press(teacher, "Сохранить")
    assert_accessible(teacher)

    head.goto(f"/theses/group/{cast.group}")
    head.get_by_label("Допуск: Сидоров").select_option("yes")
    _press(head, "Сохранить")
    expect(head.locator("main")).to_contain_text("допущен")

    head.goto("/final/")
    assert_accessible(head)
    with head.expect_navigation():
        head.get_by_role("link", name="Создать протокол").click()
    head.get_by_label("Группа").select_option(label="ИС-21")
    head.get_by_label("День заседания").fill("2026-10-14")
    assert_accessible(head)
    _press(head, "Создать протокол")
    for number, (role, name) in enumerate(
        (("chairman", "Седов Н. А."), ("member", "Лобанова И. С."), ("secretary", "Юдина М. П.")),
        1,
    ):
        head.locator("[name=role]").nth(number - 1).select_option(role)
        head.locator("[name=name]").nth(number - 1).fill(name)
    _press(head, "Сохранить состав")
    head.get_by_label("Отметка: Сидоров").fill("5")
    _press(head, "Сохранить отметки")
    assert_accessible(head)
    with head.expect_navigation():
        head.get_by_role("link", name="Подписать…").click()
    assert_accessible(head)
    _press(head, "Подписать")
    expect(head.locator("main")).to_contain_text("Больше не меняется")
    expect(head.get_by_label("Отметка: Сидоров")).to_have_count(0)

    head.goto(f"/demo-exams/new?group={cast.group}")
    head.get_by_label("Код").first.fill("КОД 09.02.07-1-2026")
    head.get_by_label("Дата").fill("2026-10-14")
    assert_accessible(head)
    _press(head, "Создать экзамен")
    points = head.locator("input[name$=-points]")
    points.first.focus()
    for text in ("69,99", "70", "19,99"):
        head.keyboard.type(text)
        head.keyboard.press("Enter")
    _press(head, "Сохранить")
    marks = head.get_by_role("row").filter(has_text="КОД 09.02.07-1-2026").locator("b")
    assert marks.all_inner_texts()[:3] == ["4", "5", "2"]
    assert_accessible(head)
    head.goto(f"/final/summary/{cast.group}")
    assert_accessible(head)

    for path in (f"/students/{cast.student}/record", "/subgroups/check", "/coursework/"):
        head.goto(path)
        assert_accessible(head)
    teacher.goto(f"/coursework/journal/{cast.gradebook}/{cast.semester}")
    assert_accessible(teacher)
    student = page_as("student", PHONE)
    student.goto("/students/record")
    expect(student.locator("main")).to_contain_text("Учёт практики в техникуме")
    assert_fits(student)
    assert_accessible(student)
    with act_as("system") as session:
        thesis = session.query(Thesis).filter_by(student_id=cast.student).one()
        assert (thesis.code, thesis.defended_on) == ("5", date(2026, 10, 14))
