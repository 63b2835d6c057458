"""What browser tests of the journal share: a full group, and the grid as a person reads it."""

from datetime import date

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEntry, Enrolment, Lesson, Student
from services.grid import load_grid
from tests.cast import Cast
from tests.e2e.conftest import becomes

FULL_GROUP = 25


def fill_group(session: Session, cast: Cast) -> None:
    """Enrol students into the first company's group until there are 25 of them today."""
    missing = FULL_GROUP - 4  # of the cast, the one who left not counted
    for number in range(missing):
        student = Student(
            last_name=f"Ярцев{chr(0x430 + number)}",
            first_name="Игорь",
            record_book=f"Я-{number:03}",
        )
        session.add(student)
        session.flush()
        session.add(
            Enrolment(student_id=student.id, group_id=cast.group, starts_on=date(2025, 9, 1))
        )
    session.commit()


def texts_of(session: Session, gradebook: int, lesson: int) -> dict[int, str]:
    """Return student → text of a lesson's cells, as the database has them."""
    grid = load_grid(session, gradebook)
    return {cell.student_id: cell.text for cell in grid.cells if cell.lesson_id == lesson}


def trail_of(session: Session, lesson: int, student: int) -> list[tuple[str, str, str]]:
    """Return (who, old, new) of a cell's audit, the oldest first."""
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.lesson_id == lesson,
            AuditEntry.student_id == student,
            AuditEntry.field == "cell",
        )
        .order_by(AuditEntry.id)
    )
    return [(entry.actor, entry.old or "", entry.new or "") for entry in entries]


def is_confirmed(session: Session, lesson: int) -> bool:
    """Return whether the database holds the lesson's confirmation."""
    return session.get_one(Lesson, lesson).confirmed_at is not None


def open_journal(page: Page, gradebook: int) -> None:
    """Open a journal and wait until its grid takes keys."""
    page.goto(f"/journal/{gradebook}")
    expect(page.locator("#journal-grid td.cur")).to_have_count(1)


def cell_becomes(page: Page, lesson: int, student: int, text: str) -> None:
    """Wait until the grid shows `text` in a cell: a dialog tells that it closed a moment later."""
    becomes(page, lambda: cell(page, lesson, student), text)


def cell(page: Page, lesson: int, student: int) -> str:
    """Return what the grid shows in a cell."""
    return page.evaluate(
        """([lesson, student]) => {
            const head = document.querySelector(`#journal-grid th[data-l="${lesson}"]`);
            const row = document.querySelector(`#journal-grid tr[data-s="${student}"]`);
            return row.cells[head.cellIndex].textContent;
        }""",
        [lesson, student],
    )


def go_to(page: Page, lesson: int, student: int) -> None:
    """Put the focus on a cell with the mouse; a click on the cell that has it would edit it."""
    column = page.evaluate(
        "id => document.querySelector(`#journal-grid th[data-l='${id}']`).cellIndex", str(lesson)
    )
    target = page.locator(f"#journal-grid tr[data-s='{student}'] > :nth-child({column + 1})")
    if not target.evaluate("cell => cell === document.activeElement"):
        target.click()


def queued(page: Page) -> list[str]:
    """Return the keys of what waits in this browser, whoever typed it."""
    return page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('journal-queue')).sort()"
    )


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#journal-state")).to_have_text("✓ Сохранено")
