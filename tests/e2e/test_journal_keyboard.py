"""Recording a lesson with the keyboard only (issue 2: at most 40 key presses for 25 students)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.e2e.conftest import assert_accessible
from tests.e2e.journal import (
    cell,
    cell_becomes,
    fill_group,
    go_to,
    is_confirmed,
    open_journal,
    saved,
    texts_of,
)

pytestmark = pytest.mark.e2e
ActAs = Callable[..., AbstractContextManager[Session]]
# What is typed into the 25 rows, one after the other: 3 absent, 5 marks.
COLUMN = {1: "н", 3: "5", 6: "4", 8: "б", 11: "5", 15: "н", 19: "3", 23: "4"}
CODES = {"н": "KeyY", "б": "Comma"}  # where the letters lie


class Hands:
    """Press keys and count the presses; Ctrl+Enter is two."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools = page.context.new_cdp_session(page)
        self.presses = 0

    def press(self, keys: str) -> None:
        """Press a key or a combination."""
        self.presses += keys.count("+") + 1
        self.page.keyboard.press(keys)

    def type(self, letter: str) -> None:
        """Press the key of one letter, as a Russian keyboard sends it."""
        self.presses += 1
        key = {"key": letter, "code": CODES.get(letter, f"Digit{letter}")}
        self.devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, **key})
        self.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_25_students_in_at_most_40_key_presses(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        fill_group(session, cast)
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    hands = Hands(page)
    rows = page.locator("#journal-grid tbody tr[data-s]")
    present = rows.filter(has_not=page.locator("td.cur.x")).count()
    assert present >= 25
    last = max(COLUMN)
    for row in range(last + 1):
        if row in COLUMN:
            hands.type(COLUMN[row])
        if row < last:
            hands.press("ArrowDown")
    hands.press("Control+Enter")  # the topic of the plan
    hands.press("Control+Enter")  # attendance was taken
    assert hands.presses <= 40
    saved(page)
    expect(page.locator("#journal-lesson [data-state]")).to_contain_text("Записано")
    ids = [int(one.get_attribute("data-s") or 0) for one in rows.all()]
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {
            ids[row]: text for row, text in COLUMN.items()
        }
        assert is_confirmed(session, cast.lesson_today)


def test_keys_of_a_spreadsheet(page_as: Callable[..., Page], act_as: ActAs, cast: Cast) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    keys = page.keyboard
    go_to(page, cast.lesson_today, cast.student)
    keys.press("5")
    keys.press("Enter")  # down
    keys.press("ArrowUp")
    keys.press("F2")  # edits what is there
    keys.press("/")
    keys.press("4")
    keys.press("Enter")
    assert cell(page, cast.lesson_today, cast.student) == "5/4"
    keys.press("ArrowUp")
    keys.press("2")
    keys.press("Escape")  # back to what was there
    assert cell(page, cast.lesson_today, cast.student) == "5/4"
    keys.press("Delete")
    assert cell(page, cast.lesson_today, cast.student) == ""
    keys.press("Control+z")
    assert cell(page, cast.lesson_today, cast.student) == "5/4"
    saved(page)
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {cast.student: "5/4"}


def test_what_the_grammar_refuses_stays_in_sight_until_corrected_or_given_up(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson_today, cast.student)
    page.keyboard.press("7")
    hint = page.locator("#journal-hint")
    expect(hint).to_contain_text("5 4 3 2 зч нз н/а осв н нп уп б оп")
    page.keyboard.press("Enter")
    expect(page.locator(".jr-edit")).to_have_value("7")
    page.reload()  # closing the page takes the field away, not what was typed
    open_journal(page, cast.gradebook)
    page.keyboard.press("Escape")
    page.keyboard.press("7")
    page.mouse.click(5, 5)
    expect(page.locator("#journal-problems li")).to_contain_text("«7»")
    page.get_by_role("button", name="Отбросить").click()
    expect(page.locator("#journal-problems")).to_be_hidden()
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {}


def paste(page: Page, text: str) -> None:
    """Paste as a browser does after Ctrl+V."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_pasted_block_shows_what_is_refused_before_it_is_written_and_undoes_as_one(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    page.keyboard.press("Control+Home")
    go_to(page, cast.lesson_today, cast.student_b)
    paste(page, "5\r\nX\r\nН / 4\r\n")
    dialog = page.locator("#journal-paste")
    expect(dialog).to_be_visible()
    expect(dialog.locator("tr.bad")).to_have_count(1)
    assert_accessible(page)
    assert cell(page, cast.lesson_today, cast.student_b) == ""
    dialog.locator("button[value=apply]").click()
    cell_becomes(page, cast.lesson_today, cast.student_b, "5")
    saved(page)
    page.keyboard.press("Control+z")
    assert cell(page, cast.lesson_today, cast.student_b) == ""
    saved(page)
    with act_as("teacher") as session:
        assert texts_of(session, cast.gradebook, cast.lesson_today) == {}


def test_a_selected_block_is_copied_as_a_spreadsheet_reads_it_and_emptied_at_once(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson_today, cast.student_b)
    paste(page, "5\nн/4\n")
    page.locator("#journal-paste button[value=apply]").click()
    cell_becomes(page, cast.lesson_today, cast.student_b, "5")
    page.keyboard.press("Shift+ArrowDown")
    copied = page.evaluate(
        """() => {
            const data = new DataTransfer();
            document.activeElement.dispatchEvent(new ClipboardEvent("copy",
                {clipboardData: data, bubbles: true, cancelable: true}));
            return data.getData("text/plain");
        }"""
    )
    assert copied == "5\nн/4"
    page.keyboard.press("Delete")
    saved(page)
    page.keyboard.press("Control+z")
    saved(page)
    with act_as("teacher") as session:
        assert sorted(texts_of(session, cast.gradebook, cast.lesson_today).values()) == ["5", "н/4"]


def test_filling_a_column_touches_empty_cells_only(
    page_as: Callable[..., Page], act_as: ActAs, cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    go_to(page, cast.lesson_today, cast.student)
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Столбец…").click()
    page.locator("#journal-fill input").fill("зч")
    page.keyboard.press("Enter")
    cell_becomes(page, cast.lesson_today, cast.student_b, "зч")
    saved(page)
    with act_as("teacher") as session:
        found = texts_of(session, cast.gradebook, cast.lesson_today)
    assert found.pop(cast.student) == "2"
    assert set(found.values()) == {"зч"}
    assert cast.student_gone not in found
