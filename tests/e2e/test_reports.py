"""The curator's monthly sheet: asked for, watched, downloaded, true to the database (4.4)."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import AbsenceKind
from models import Absence, Gradebook, Lesson, Student
from tests.cast import Cast
from tests.e2e.conftest import LAPTOP, PHONE, assert_accessible, assert_fits, sign_in

pytestmark = pytest.mark.e2e

PageAs = Callable[..., Page]
Act = Callable[..., AbstractContextManager[Any]]
BUILT = 60_000  # ms that a report may take on a busy machine
SHEET = "Ведомость учёта посещаемости за месяц"
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def hours_missed(session: Session, group_id: int) -> dict[str, dict[AbsenceKind, int]]:
    """Return name → reason → hours of the recorded lessons of October, counted by hand in SQL."""
    found: dict[str, dict[AbsenceKind, int]] = defaultdict(lambda: defaultdict(int))
    for student, kind, hours in session.execute(
        select(Student, Absence.kind, Lesson.hours)
        .join(Absence, Absence.student_id == Student.id)
        .join(Lesson, Lesson.id == Absence.lesson_id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .where(
            Gradebook.group_id == group_id,
            Lesson.held_on.between(*OCTOBER),
            Lesson.confirmed_at.is_not(None),
            Absence.kind != AbsenceKind.late,
        )
    ):
        found[student.full_name()][kind] += hours
    return found


def ask(page: Page, format: str = "pdf") -> None:
    """Ask for the sheet with the usual values, by the page."""
    page.goto("/reports/")
    with page.expect_navigation():
        page.get_by_role("link", name=SHEET, exact=True).first.click()
    expect(page.locator("#p-group_id option:checked")).to_contain_text("ИС-21")
    expect(page.locator("#p-month")).to_have_value("2026-10")
    page.check(f"input[name=format][value={format}]")
    with page.expect_navigation():
        page.get_by_role("button", name="Построить отчёт").click()


def download(page: Page, format: str) -> tuple[str, bytes]:
    """Download the finished file; return its name and content."""
    link = page.get_by_role("link", name=f"Скачать {format}")
    expect(link).to_be_visible(timeout=BUILT)
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_4_4_a_curator_builds_watches_and_downloads_the_sheet(
    page_as: PageAs, start_worker: Callable[[], None], act_as: Act, cast: Cast
) -> None:
    page = page_as("curator")
    ask(page)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    assert_accessible(page)
    start_worker()
    name, pdf = download(page, "PDF")
    assert name == "Ведомость учёта посещаемости за месяц ИС-21 октябрь 2026.pdf"
    assert_accessible(page)
    page.get_by_role("button", name="Построить и в XLSX").click()
    name, xlsx = download(page, "XLSX")
    assert name.endswith("ИС-21 октябрь 2026.xlsx")

    with act_as("system") as session:
        missed = hours_missed(session, cast.group)
    table = CalamineWorkbook.from_filelike(BytesIO(xlsx)).get_sheet_by_index(0).to_python()
    rows = {row[1]: row for row in table if isinstance(row[0], float)}
    text = "".join(part.extract_text() for part in PdfReader(BytesIO(pdf)).pages)
    words = "".join(text.split())
    assert set(missed) <= set(rows)
    for student, row in rows.items():
        reasons = missed.get(student, {})
        assert row[-6] == sum(reasons.values())
        assert row[-5] == reasons.get(AbsenceKind.excused, 0) + reasons.get(AbsenceKind.sick, 0)
        assert row[-4] == reasons.get(AbsenceKind.unexcused, 0)
        assert row[-3] == reasons.get(AbsenceKind.unstated, 0)
        sums = "".join(str(int(value)) for value in row[-7:-1])
        share = f"{row[-1]:.1f}".replace(".", ",")
        line = words.split("".join(str(student).split()))[1]
        assert f"{sums}{share}" in line[: 31 * 6 + len(sums) + 6]

    page.goto("/inbox/")
    expect(page.locator(".ib-line.unread")).to_have_count(1)  # the cast's own
    expect(page.locator(".ib-line")).to_have_count(3)  # the files were seen: their pages were open
    page.get_by_role("button", name="Готово", exact=False).first.click()
    expect(page.locator(".ib-line.unread")).to_have_count(0)
    page.get_by_role("link", name=".xlsx").click()
    expect(page.get_by_role("link", name="Скачать XLSX")).to_be_visible()


def test_a_report_is_cancelled_while_it_waits(
    page_as: PageAs, start_worker: Callable[[], None]
) -> None:
    page = page_as("curator", PHONE)
    ask(page, "xlsx")
    with page.expect_navigation():
        page.get_by_role("button", name="Отменить отчёт").click()
    expect(page.get_by_role("button", name="Построить заново")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Построить заново").click()
    start_worker()
    assert download(page, "XLSX")[1].startswith(b"PK")


def test_it_works_without_scripts(
    browser: Any, live: str, start_worker: Callable[[], None]
) -> None:
    context: BrowserContext = browser.new_context(
        base_url=live, viewport=LAPTOP, locale="ru-RU", java_script_enabled=False
    )
    try:
        page = context.new_page()
        sign_in(page, "curator")
        ask(page)
        start_worker()
        assert download(page, "PDF")[1].startswith(b"%PDF-")
    finally:
        context.close()
