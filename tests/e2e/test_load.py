"""The deputy director makes the load, gives it, shares it out, changes a teacher in mid-year."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from models import CurriculumHours, Subgroup
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.e2e


@pytest.fixture
def _called(act_as: Any, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        hours = CurriculumHours(item_id=cast.item_c, semester_number=4, theory=34, lab=16)
        session.add_all((hours, Subgroup(group_id=cast.group, name="2")))
        session.commit()


def _pick(field: Locator, typed: str, name: str) -> None:
    """Choose a teacher by keyboard alone: type, take the first that is found."""
    field.press("Control+a")
    field.type(typed)
    page = field.page
    expect(page.locator("[role=listbox]:not([hidden]) [role=option]").first).to_contain_text(name)
    field.press("Enter")
    expect(field).to_have_value(name)


@pytest.mark.usefixtures("_called")
def test_the_load_from_the_curriculum_to_a_change_in_mid_year(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("deputy_director")
    page.goto("/load/")
    assert_accessible(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Сформировать по учебным планам").click()
    expect(page.get_by_text("В нагрузке не хватает 3 строк")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("ЭК-21").uncheck()
    with page.expect_navigation():
        page.get_by_role("button", name="Добавить для отмеченных групп").click()
    expect(page.locator(".messages")).to_contain_text("В нагрузку добавлены 2 строки")

    page.goto(f"/load/group/{cast.group}")
    vacant = page.locator("tr.ld-vacant").filter(has=page.get_by_role("combobox"))
    expect(vacant).to_have_count(1)
    _pick(vacant.get_by_role("combobox"), "елкин", "Ёлкин Ян")
    expect(page.locator("#ld-status")).to_have_text("✓ Сохранено")
    page.reload()
    row = page.locator("tr[data-row]").filter(has=page.locator("input[value='Ёлкин Я.']"))
    expect(row).to_have_count(1)
    assert_accessible(page)

    row.get_by_role("button", name="Распределить…").press("Enter")
    dialog = page.get_by_role("dialog", name="Распределение часов")
    expect(dialog.locator(".ld-sums")).to_contain_text("Всё сходится")
    dialog.get_by_role("button", name="Разделить на подгруппы").press("Enter")
    expect(dialog.locator("tbody tr")).to_have_count(3)
    expect(dialog.locator(".ld-sums")).to_contain_text("Всё сходится")
    last = dialog.locator("tbody tr").last.get_by_label("лабораторные занятия")
    last.fill("14")
    expect(dialog.locator(".ld-sums")).to_contain_text("14 из 16 ч")
    dialog.get_by_role("button", name="Сохранить").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Части не сходятся")
    assert_accessible(page)
    last.fill("16")
    _pick(
        dialog.locator("tbody tr").last.locator("[role=combobox]"),
        "иванова",
        "Иванова Анна Павловна",
    )
    dialog.get_by_role("button", name="Сохранить").press("Enter")
    expect(dialog).to_be_hidden()
    shared = page.locator("tbody[data-place]").filter(has_text="ОП.02").last
    expect(shared.locator("tr[data-row]")).to_have_count(3)

    taught = page.locator("tr[data-row]").filter(has_text="ОП.01")
    page.wait_for_load_state("networkidle")
    taught.get_by_role("button", name="Сменить…").click()
    change = page.get_by_role("dialog", name="Смена преподавателя с даты")
    change.get_by_label("Первый день нового преподавателя").fill("2026-10-19")
    expect(change.get_by_label("остаётся: теория")).to_have_value("8")
    _pick(change.get_by_role("combobox", name="Новый преподаватель"), "елкин", "Ёлкин Ян")
    assert_accessible(page)
    change.get_by_role("button", name="Сменить преподавателя").press("Enter")
    expect(page.get_by_text("с 19.10.2026")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the scripts of the page that was loaded anew
    page.get_by_role("button", name="Отменить смену…").click()
    undo = page.get_by_role("dialog", name="Отменить смену преподавателя?")
    assert_accessible(page)
    undo.get_by_role("button", name="Отменить смену", exact=True).press("Enter")
    expect(page.get_by_text("с 19.10.2026")).to_have_count(0)


@pytest.mark.usefixtures("_called")
def test_vacancies_are_given_several_at_once(page_as: Callable[..., Page], cast: Cast) -> None:
    page = page_as("deputy_director")
    page.goto("/load/generate")
    with page.expect_navigation():
        page.get_by_role("button", name="Добавить для отмеченных групп").click()
    page.goto("/load/vacancies")
    expect(page.locator("tr.ld-vacant")).to_have_count(3)
    page.get_by_role("button", name="Назначить").click()
    expect(page.locator("#ld-status")).to_have_text("Сначала отметьте строки.")
    page.get_by_label("отметить все").check()
    _pick(page.get_by_role("combobox", name="Отдать отмеченные строки"), "мельник",
          "Мельник Алла Фёдоровна")  # fmt: skip
    page.get_by_role("button", name="Назначить").click()
    expect(page.locator("#ld-status")).to_have_text("✓ Сохранено")
    expect(page.locator("tr.ld-vacant")).to_have_count(0)
    page.goto("/load/vacancies")
    expect(page.locator(".empty")).to_be_visible()
    page.goto(f"/load/teacher/{cast.employee_teacher_curator}")
    expect(page.locator("tbody tr").filter(has_text="ОП.02")).to_have_count(3)
    assert_accessible(page)


@pytest.mark.usefixtures("_called")
@pytest.mark.parametrize("login", ["deputy_director", "department_head", "hr", "teacher"])
def test_the_load_on_a_phone(page_as: Callable[..., Page], cast: Cast, login: str) -> None:
    page = page_as(login, PHONE)
    paths = ["/load/"]
    if login != "teacher":
        paths += [f"/load/group/{cast.group}", "/load/teachers", "/load/vacancies", "/load/check"]
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert_fits(page)
        assert_accessible(page)
