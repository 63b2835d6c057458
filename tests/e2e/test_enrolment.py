"""The secretary takes in a student, and the teacher finds them in the journal from that day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import assert_accessible
from tests.e2e.journal import open_journal

pytestmark = pytest.mark.e2e


def _choose(page: Page, label: str, text: str) -> None:
    """Choose a row in a field that is searched by typing."""
    field = page.get_by_role("combobox", name=label)
    field.fill(text)
    page.get_by_role("option", name=text).first.click()


def test_a_new_student_is_enrolled_and_stands_in_the_journal_from_that_day_on(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    office = page_as("secretary")
    office.goto("/registers/student/list/")
    with office.expect_navigation():
        office.get_by_role("link", name="Добавить", exact=True).click()
    office.get_by_label("Фамилия").fill("Юдина")
    office.get_by_label("Имя").fill("Дарья")
    office.get_by_label("Отчество").fill("Олеговна")
    office.get_by_label("№ зачётной книжки").fill("26-777")
    assert_accessible(office)
    office.get_by_role("button", name="Сохранить", exact=True).click()

    # The form of the enrolment follows, the student already chosen.
    office.wait_for_url("**/registers/enrolment/add?student=**")
    expect(office.get_by_role("combobox", name="Студент")).to_have_value("Юдина Дарья Олеговна")
    _choose(office, "Группа", "ИС-21")
    office.get_by_label("Первый день").fill("2026-10-13")
    assert_accessible(office)
    office.get_by_role("button", name="Сохранить", exact=True).click()

    # And the student's own page, from where the rest is added and which is come back to.
    office.wait_for_url("**/registers/student/show/*")
    own_page = office.url
    expect(office.get_by_role("heading", level=1)).to_have_text("Юдина Дарья Олеговна")
    identity = office.get_by_role("region", name="Дата рождения и пол")
    with office.expect_navigation():
        identity.get_by_role("link", name="Добавить").click()
    office.get_by_label("Дата рождения").fill("2009-05-04")
    office.get_by_label("Пол").select_option(label="женский")
    office.get_by_role("button", name="Сохранить", exact=True).click()
    office.wait_for_url(own_page)
    assert_accessible(office)

    student = own_page.rpartition("/")[2]
    teacher = page_as("teacher")
    open_journal(teacher, cast.gradebook)
    row = teacher.locator(f"#journal-grid tr[data-s='{student}']")
    expect(row).to_contain_text("Юдина Д. О.")
    assert _shut(teacher, student) == {
        str(cast.lesson_sept): True,
        str(cast.lesson): True,  # of the day before
        f"{cast.lesson}.{cast.work}": True,
        str(cast.lesson_unconfirmed): False,  # of the first day
        str(cast.lesson_today): False,
    }


def _shut(page: Page, student: str) -> dict[str, bool]:
    """Return lesson → whether the grid shuts its cell: the student was not in the group."""
    return page.evaluate(
        """student => Object.fromEntries(
            [...document.querySelectorAll("#journal-grid th[data-l]")].map(head => {
              const row = document.querySelector(`#journal-grid tr[data-s="${student}"]`);
              return [head.dataset.l, row.cells[head.cellIndex].classList.contains("x")];
            }))""",
        student,
    )
