"""Nothing typed is ever lost, and nothing is ever sent in another person's name."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from models import Lesson
from tests.cast import Cast
from tests.e2e.conftest import assert_accessible, becomes, sign_in
from tests.e2e.journal import (
    cell,
    go_to,
    open_journal,
    queued,
    saved,
    texts_of,
    trail_of,
)

pytestmark = pytest.mark.e2e
ActAs = Callable[..., AbstractContextManager[Session]]


def type_into(page: Page, lesson: int, student: int, text: str) -> None:
    """Type a text into a cell and leave it downwards."""
    go_to(page, lesson, student)
    for key in text:
        page.keyboard.press(key)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("side", "kept"), [("mine", "3"), ("theirs", "5")])
def test_two_browsers_and_one_cell_lose_nothing_silently(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast, side: str, kept: str
) -> None:
    first, second = page_as("teacher"), page_as("teacher")
    for page in (first, second):
        open_journal(page, cast.gradebook)
    type_into(first, cast.lesson_today, cast.student, "5")
    saved(first)
    type_into(second, cast.lesson_today, cast.student, "3")
    problem = second.locator("#journal-problems li[data-state=conflict]")
    expect(problem).to_be_visible()
    expect(problem).to_contain_text("Моё: 3")
    expect(problem).to_contain_text("В журнале: 5")
    assert_accessible(second)
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5"}
    problem.get_by_role("button", name="Моё: 3" if side == "mine" else "В журнале: 5").click()
    saved(second)
    assert cell(second, cast.lesson_today, cast.student) == kept
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: kept}
        trail = [
            (old, new) for _who, old, new in trail_of(session, cast.lesson_today, cast.student)
        ]
    assert trail == [("", "5"), ("5", "3")][: 2 if side == "mine" else 1]


def test_what_is_typed_while_the_connection_is_down_is_there_afterwards(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, cast.lesson_today).topic = "Процессы и потоки"
        session.commit()
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.context.set_offline(True)
    type_into(page, cast.lesson_today, cast.student_b, "4")
    type_into(page, cast.lesson_today, cast.student_c, "5")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#journal-state")).to_contain_text("Нет связи")
    assert len(queued(page)) == 3
    assert_accessible(page)
    page.close()  # even so
    page.context.set_offline(False)
    again = page.context.new_page()
    open_journal(again, cast.gradebook)
    saved(again)
    expect(again.locator("#journal-lesson [data-state]")).to_contain_text("Записано")
    assert queued(again) == []
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {
            cast.student_b: "4",
            cast.student_c: "5",
        }


def test_a_change_of_the_same_cell_before_the_answer_arrives_is_kept(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    """The answer to the first text is lost; the second must not run into it as a conflict."""
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.route("**/cells", lambda route: (route.fetch(), route.abort()))
    type_into(page, cast.lesson_today, cast.student, "3")
    expect(page.locator("#journal-state")).to_contain_text("Нет связи")
    type_into(page, cast.lesson_today, cast.student, "4")
    page.unroute("**/cells")
    saved(page)
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "4"}


def test_an_expired_sign_in_keeps_the_queue_and_sends_it_after_the_same_person_is_back(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.context.clear_cookies()
    type_into(page, cast.lesson_today, cast.student, "5")
    link = page.get_by_role("link", name="Войти снова")
    expect(link).to_be_visible()
    assert len(queued(page)) == 1
    tab = page.context.new_page()
    sign_in(tab, "teacher")
    open_journal(tab, cast.gradebook)
    saved(tab)
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5"}


def test_another_teacher_on_the_same_computer_sends_nothing_of_the_first(
    context_of: Callable[..., BrowserContext], act_as: ActAs, cast: Cast
) -> None:
    """The page of the first stays open in a tab; what it holds waits for the first to return."""
    context = context_of()
    first = context.new_page()
    sign_in(first, "teacher")
    open_journal(first, cast.gradebook)
    context.set_offline(True)
    type_into(first, cast.lesson_today, cast.student, "5")
    expect(first.locator("#journal-state")).to_contain_text("Нет связи")
    context.clear_cookies()  # the sign-in of the first ran out
    context.set_offline(False)
    sent: list[str] = []
    second = context.new_page()
    sign_in(second, "teacher2")
    context.on("request", lambda asked: asked.method == "PUT" and sent.append(asked.url))
    second.goto(f"/journal/{cast.gradebook2}")
    expect(first.locator("#journal-state")).to_contain_text("другой человек", timeout=35_000)
    second.goto("/")
    second.wait_for_load_state("networkidle")
    assert sent == []
    assert len(queued(second)) == 1
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {}
    first.close()
    second.close()
    context.clear_cookies()
    back = context.new_page()
    sign_in(back, "teacher")  # any page will do
    becomes(back, lambda: queued(back), [])
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5"}
        [(who, _old, _new)] = trail_of(session, cast.lesson_today, cast.student)
    assert "Иванова" in who


def test_signing_out_offers_to_send_or_to_discard(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.route("**/cells", lambda route: route.abort())
    type_into(page, cast.lesson_today, cast.student, "5")
    expect(page.locator("#journal-state")).to_contain_text("Нет связи")
    page.goto("/logout/")
    page.locator("main [data-signout]").click()
    dialog = page.locator("dialog[data-outbox]")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="Отправить и выйти").click()
    expect(dialog.get_by_role("alert")).to_be_visible()  # it could not be sent, and is still there
    assert len(queued(page)) == 1
    page.unroute("**/cells")
    dialog.get_by_role("button", name="Отправить и выйти").click()
    page.wait_for_url("**/login/")
    assert queued(page) == []
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5"}
