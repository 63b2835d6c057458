"""A year is closed in the browser, its package downloaded, a changed byte found (7.7)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from exchange.year_package import check_file
from models import Gradebook, JournalTeacher, Lesson, Mark, Semester, YearPackage
from reports import document_store
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.e2e
BUILT = 90_000  # ms that the packages may take on a busy machine


@pytest.fixture
def past(act_as: Callable[..., AbstractContextManager[Any]], cast: Cast) -> int:
    """Give the year that is over a journal with a lesson and a mark; return the lesson."""
    day = date(2025, 9, 15)
    with act_as("system", writes=True) as session:
        term = {"starts_on": date(2025, 9, 1), "ends_on": date(2025, 12, 29)}
        session.add(Semester(academic_year_id=cast.academic_year2, number=1, **term))
        book = Gradebook(
            academic_year_id=cast.academic_year2,
            group_id=cast.group,
            item_id=cast.curriculum_item,
            teacher_id=cast.employee_teacher,
        )
        session.add(book)
        session.flush()
        lesson = Lesson(
            gradebook_id=book.id,
            held_on=day,
            pair=1,
            topic="Введение",
            confirmed_at=datetime(2025, 9, 15, 6),
        )
        keeper = JournalTeacher(
            gradebook_id=book.id, teacher_id=cast.employee_teacher, starts_on=date(2025, 9, 1)
        )
        session.add_all((lesson, keeper))
        session.flush()
        session.add(Mark(lesson_id=lesson.id, student_id=cast.student, code="5"))
        session.commit()
        return int(lesson.id)


def test_7_7_a_year_is_closed_and_its_package_checked(
    page_as: Callable[..., Page],
    start_worker: Callable[[], None],
    act_as: Callable[..., AbstractContextManager[Any]],
    app: Any,
    past: int,
    cast: Cast,
) -> None:
    page = page_as("deputy_director")
    page.goto("/years/")
    assert_accessible(page)
    page.get_by_role("link", name="2025/2026").click()
    expect(page.get_by_role("heading", name="Закрытие 2025/2026 учебного года")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Закрыть год").click()
    expect(page.get_by_text("Отметьте, что уверены")).to_be_visible()
    page.get_by_label("Почему год закрывается").fill("Итоги выставлены в бумажных ведомостях")
    page.get_by_label("Подтверждаю").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Закрыть год").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert_accessible(page)
    start_worker()
    expect(page.get_by_text("Журналы года доступны только для чтения")).to_be_visible(timeout=BUILT)
    assert_accessible(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Скачать ИС-21").click()
    assert waiting.value.suggested_filename == "ИС-21 2025-2026.zip"
    found = check_file(Path(waiting.value.path()))
    assert (found.faults, found.about["group"]) == ((), "ИС-21")
    page.get_by_role("button", name="Проверить ИС-21").click()
    expect(page.get_by_text("Пакет группы ИС-21 не изменён")).to_be_visible()
    with act_as("system") as session:
        sha256 = session.scalars(select(YearPackage.sha256).where(YearPackage.sha256 != "")).one()
    with app.app_context():
        path = document_store.path_of(sha256 or "")
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    page.get_by_role("button", name="Проверить ИС-21").click()
    expect(page.get_by_role("cell", name="повреждён")).to_be_visible()

    phone = page_as("deputy_director", viewport=PHONE)
    phone.goto(f"/years/{cast.academic_year2}")
    assert_fits(phone)
    assert_accessible(phone)
