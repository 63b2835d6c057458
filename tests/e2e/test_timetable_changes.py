"""A teacher is ill: the timetabler finds the lesson, gives it to another, who then records it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from models import EmployeeAbsence
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.services.timetable_lessons import TODAY, TOMORROW, scheduled

pytestmark = pytest.mark.e2e


def test_a_lesson_of_who_is_ill_is_given_to_another_by_the_keyboard(
    page_as: Callable[..., Page], act_as: Callable[..., object], cast: Cast
) -> None:
    with act_as("system", writes=True) as session:  # type: ignore[attr-defined]
        lesson = scheduled(session, cast, "gradebook", TODAY, 4, topic="Потоки")
        scheduled(session, cast, "gradebook", TOMORROW, 1)
        session.add(
            EmployeeAbsence(
                employee_id=cast.employee_teacher,
                starts_on=date(2026, 10, 14),
                ends_on=date(2026, 10, 15),
                kind="sick",
            )
        )
        session.commit()

    office = page_as("timetabler")
    waiting = office.get_by_role("region", name="Занятия без замены")
    expect(waiting).to_contain_text("2")
    office.goto("/timetable/changes/")
    assert_accessible(office)
    for link in ("Изменить занятия", "Иванова А. П."):
        with office.expect_navigation():
            office.get_by_role("link", name=link, exact=True).click()
    expect(office.locator("[data-line]")).to_have_count(2)

    # From here on by the keyboard alone.
    first = office.locator("[data-line]").first
    kind = first.get_by_label("Что")
    kind.focus()
    kind.select_option(label="замена")
    office.keyboard.press("Tab")
    office.keyboard.type("Ёлк")
    expect(first.locator("[data-id]")).to_have_count(1)
    office.keyboard.press("Enter")
    expect(first.get_by_role("combobox", name="Кто заменяет")).to_have_value(re.compile("Ёлкин Я."))
    assert_accessible(office)
    second = office.locator("[data-line]").nth(1)
    second.get_by_label("Что").select_option(label="отмена")
    office.get_by_label("Основание").focus()
    office.keyboard.type("Приказ № 7")
    office.keyboard.press("Enter")
    expect(office.get_by_role("status").first).to_contain_text("Внесено 2 изменения")

    office.goto(f"/timetable/changes/?day={TODAY}")
    expect(office.get_by_role("row", name="ИС-21")).to_contain_text("Ёлкин Я.")
    assert_accessible(office)
    office.emulate_media(media="print")
    assert not office.get_by_role("link", name="Изменить занятия", exact=True).is_visible()
    office.emulate_media(media="screen")
    office.set_viewport_size(PHONE)
    assert_fits(office)

    stand_in = page_as("teacher2")
    stand_in.goto(f"/journal/{cast.gradebook}/lesson/{lesson}")
    expect(stand_in.get_by_role("heading", level=1)).to_be_visible()
    student = page_as("student")
    student.goto("/inbox/")
    expect(student.get_by_role("main")).to_contain_text("Изменений в расписании")

    # And taken back, after a question.
    with office.expect_navigation():
        office.get_by_role("link", name="Вернуть").first.click()
    assert_accessible(office)
    office.get_by_role("button", name="Вернуть").click()
    expect(office.get_by_role("status").first).to_contain_text("по расписанию")
    assert stand_in.goto(f"/journal/{cast.gradebook}").status == 404  # type: ignore[union-attr]
