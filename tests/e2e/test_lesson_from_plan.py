"""A lesson comes filled in from the plan, on a laptop and on a phone; who stands in writes."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from domain.enums import Standing
from models import JournalTeacher, Lesson, LessonPlanTopic
from tests.cast import Cast
from tests.company import TODAY
from tests.e2e.conftest import PHONE, assert_accessible
from tests.e2e.journal import cell, go_to, is_confirmed, open_journal, saved, texts_of
from tests.e2e.test_journal_keyboard import Hands

pytestmark = pytest.mark.e2e
ActAs = Callable[..., AbstractContextManager[Session]]
TOPIC = "Процессы и потоки"


def _add_topics(act_as: ActAs, cast: Cast, *titles: str) -> list[int]:
    """Add rows of two hours after the plan's own; return their ids."""
    with act_as("system", writes=True) as session:
        rows = [
            LessonPlanTopic(plan_id=cast.lesson_plan, position=place, title=title, hours=2)
            for place, title in enumerate(titles, 2)
        ]
        session.add_all(rows)
        session.commit()
        return [row.id for row in rows]


def test_today_s_lesson_is_accepted_with_one_key_then_an_absence_then_attendance(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    plan = page.locator("#journal-plan")
    expect(plan).to_contain_text(TOPIC)
    assert_accessible(page)
    go_to(page, cast.lesson_today, cast.student)
    page.keyboard.press("Control+Enter")
    panel = page.locator("#journal-lesson dl")
    expect(panel).to_contain_text(TOPIC)
    expect(panel).to_contain_text("Прочитать главу 3")
    Hands(page).type("н")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    saved(page)
    expect(page.locator("#journal-lesson [data-state]")).to_contain_text("Записано")
    expect(plan).to_be_hidden()
    with act_as("teacher") as session:
        lesson = session.get_one(Lesson, cast.lesson_today)
        assert (lesson.topic, lesson.topic_id) == (TOPIC, cast.lesson_plan_topic)
        assert lesson.homework == "Прочитать главу 3"
        assert is_confirmed(session, cast.lesson_today)
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "н"}


def test_another_topic_is_chosen_and_given_back(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    _add_topics(act_as, cast, "Взаимные блокировки", "Файловые системы")
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.get_by_role("button", name="Другая тема…").click()
    dialog = page.locator("#journal-topics")
    expect(dialog.get_by_role("button", name="Файловые системы")).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("searchbox").fill("блокир")
    expect(dialog.get_by_role("button", name="Файловые системы")).to_be_hidden()
    dialog.get_by_role("button", name="Взаимные блокировки").click()
    panel = page.locator("#journal-lesson dl")
    expect(panel).to_contain_text("Взаимные блокировки")
    page.locator("#journal-plan").get_by_role("button", name="Отменить").click()
    expect(panel).to_contain_text("не указана")
    with act_as("teacher") as session:
        lesson = session.get_one(Lesson, cast.lesson_today)
        assert (lesson.topic, lesson.topic_id) == ("", None)


def test_without_a_plan_the_key_asks_for_the_topic(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(LessonPlanTopic, cast.lesson_plan_topic))
        session.commit()
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.keyboard.press("Control+Enter")
    form = page.locator("#journal-lesson-form")
    expect(form).to_be_visible()
    expect(form.locator("[data-error=topic]")).to_contain_text("ещё нет КТП")
    form.locator("[name=topic]").fill("Introduction")
    form.locator("button[value=save]").click()
    expect(form.locator("[data-error=topic]")).to_contain_text("«Introduction»")
    with act_as("teacher") as session:
        assert not is_confirmed(session, cast.lesson_today)


def test_who_stands_in_writes_today_and_only_reads_the_other_days(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        keys = {"gradebook_id": cast.gradebook, "teacher_id": cast.employee_teacher2}
        days = {"starts_on": TODAY, "ends_on": TODAY}
        session.add(JournalTeacher(standing=Standing.substitute, **keys, **days))
        session.commit()
    page = page_as("teacher2")
    open_journal(page, cast.gradebook)
    expect(page.locator(f"th[data-l='{cast.lesson_today}'].z")).to_have_attribute(
        "title", "14 окт, 2 пара · лекция · проводит Ёлкин Я., замена"
    )
    go_to(page, cast.lesson_unconfirmed, cast.student)
    page.keyboard.press("5")
    expect(page.locator("#journal-hint")).to_contain_text("Иванова А. П.")
    assert cell(page, cast.lesson_unconfirmed, cast.student) == ""
    expect(page.locator("#journal-lesson [data-locked]")).to_contain_text("Иванова А. П.")
    assert_accessible(page)
    go_to(page, cast.lesson_today, cast.student)
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    saved(page)
    with act_as("system") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5"}
    page.goto(f"/journal/{cast.gradebook}/lesson/{cast.lesson_unconfirmed}")
    expect(page.locator(".jr-locked")).to_contain_text("Иванова А. П.")
    expect(page.get_by_role("button", name="Посещаемость отмечена")).to_have_count(0)


def test_on_a_phone_one_tap_takes_the_topic_and_attendance(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher", PHONE)
    page.goto(f"/journal/{cast.gradebook}/lesson/{cast.lesson_today}")
    plan = page.locator("#journal-plan")
    expect(plan).to_contain_text(TOPIC)
    assert_accessible(page)
    plan.get_by_role("button", name="Принять").click()
    expect(page.locator(".jr-topic")).to_have_text(TOPIC)
    page.locator(f"#journal-list [data-s='{cast.student}'] [data-key=absent]").click()
    page.get_by_role("button", name="Посещаемость отмечена").click()
    saved(page)
    expect(page.locator("[data-state-said]")).to_contain_text("Записано")
    with act_as("teacher") as session:
        assert is_confirmed(session, cast.lesson_today)


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 860}, PHONE])
def test_the_progress_of_the_plan_offers_what_to_merge(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast, viewport: dict[str, int]
) -> None:
    """One lesson is left, the plan has two rows more: the last two go into it together."""
    with act_as("system", writes=True) as session:
        session.get_one(LessonPlanTopic, cast.lesson_plan_topic).hours = 2
        session.get_one(Lesson, cast.lesson).topic_id = cast.lesson_plan_topic
        session.commit()
    first, second = _add_topics(act_as, cast, "Взаимные блокировки", "Файловые системы")
    page = page_as("teacher", viewport)
    page.goto(f"/journal/{cast.gradebook}/plan")
    expect(page.get_by_role("alert").or_(page.locator(".alert.bad"))).to_contain_text("2 ч плана")
    assert_accessible(page)
    page.get_by_role("button", name="Объединить").click()
    expect(page.locator(".messages")).to_contain_text("Взаимные блокировки. Файловые системы")
    expect(page.locator(".alert.bad")).to_have_count(0)
    with act_as("teacher") as session:
        lesson = session.get_one(Lesson, cast.lesson_today)
        assert (lesson.topic_id, lesson.last_topic_id) == (first, second)
