"""The header of a lesson: adding, changing, deleting, with sentences at the fields."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Lesson
from tests.cast import Cast
from tests.e2e.conftest import assert_accessible
from tests.e2e.journal import go_to, open_journal

pytestmark = pytest.mark.e2e
ActAs = Callable[..., AbstractContextManager[Session]]


def lessons_of(session: Session, gradebook: int) -> dict[str, str]:
    """Return day → topic of a journal's lessons."""
    rows = session.scalars(select(Lesson).where(Lesson.gradebook_id == gradebook))
    return {lesson.held_on.isoformat(): lesson.topic for lesson in rows}


def test_a_lesson_is_added_once_its_fields_are_right(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.get_by_role("button", name="+ Занятие").click()
    form = page.locator("#journal-lesson-form")
    form.locator("[name=held_on]").fill("2026-10-15")
    form.locator("[name=pair]").fill("2")
    form.get_by_role("button", name="Сохранить").click()
    expect(form.locator("[data-error=topic]")).to_be_visible()  # 5.5.8: the topic is always given
    expect(form.locator("[name=topic]")).to_be_focused()
    assert_accessible(page)
    with act_as("teacher") as session:
        assert "2026-10-15" not in lessons_of(session, cast.gradebook)
    form.locator("[name=topic]").fill("Сортировка вставками")
    with page.expect_navigation():
        form.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#journal-lesson dl")).to_contain_text("Сортировка вставками")
    with act_as("teacher") as session:
        assert lessons_of(session, cast.gradebook)["2026-10-15"] == "Сортировка вставками"


def test_a_change_keeps_what_was_typed_into_cells_meanwhile(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson_today, cast.student)
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Изменить занятие…").click()
    form = page.locator("#journal-lesson-form")
    form.locator("[name=topic]").fill("Очереди")
    form.locator("[name=homework]").fill("Задачи 12–15")
    with page.expect_navigation():
        form.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#journal-lesson dl")).to_contain_text("Задачи 12–15")
    with act_as("teacher") as session:
        assert session.get_one(Lesson, cast.lesson_today).homework == "Задачи 12–15"


def test_deleting_names_what_is_lost_first(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson, cast.student)
    page.get_by_role("button", name="Изменить занятие…").click()
    page.get_by_role("button", name="Удалить занятие…").click()
    ask = page.locator("#journal-delete")
    assert_accessible(page)
    ask.locator("button.danger").click()
    expect(ask.locator("[data-lost]")).to_contain_text("Сидоров")
    with act_as("teacher") as session:
        assert session.get(Lesson, cast.lesson) is not None
    with page.expect_navigation():
        ask.get_by_role("button", name="Всё равно удалить").click()
    with act_as("teacher") as session:
        assert session.get(Lesson, cast.lesson) is None
