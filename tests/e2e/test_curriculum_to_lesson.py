"""One run from a file of a curriculum to a lesson that was taught: each link by who makes it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Curriculum,
    CurriculumItem,
    EmployeeAbsence,
    Enrolment,
    Gradebook,
    Lesson,
    Student,
    StudyGroup,
    TeachingAssignment,
)
from tests.cast import TODAY, Cast
from tests.e2e.conftest import assert_accessible
from tests.e2e.journal import open_journal
from tests.e2e.test_lesson_plans import PASTE, confirm, has_titles, saved
from tests.exchange.synthetic_plx import content

pytestmark = pytest.mark.e2e

PageAs = Callable[..., Page]
Act = Callable[..., AbstractContextManager[Session]]
ITEM = "Введение в специальность"  # ten hours of lectures in the first semester
TOPICS = [f"Профессия программиста, часть {number}" for number in range(1, 6)]
PUBLISHED = 60_000  # ms that publishing may take on a busy machine


def imported_curriculum(page: Page, folder: Path) -> int:
    """Import the file as the methodist; return the key of the curriculum."""
    path = folder / "план.plx"
    path.write_bytes(content())
    page.goto("/curricula/import/")
    page.set_input_files("#file", path)
    with page.expect_navigation():
        page.press("form[data-upload] button.primary", "Enter")
    with page.expect_navigation():
        page.press("button[value=import]", "Enter")
    found = re.search(r"/curricula/(\d+)", page.url)
    assert found is not None
    return int(found[1])


def new_group(act_as: Act, cast: Cast, curriculum_id: int) -> int:
    """Open a group of first-year students that follows the curriculum; return its key."""
    with act_as("system", writes=True) as session:
        curriculum = session.get_one(Curriculum, curriculum_id)
        assert curriculum.intake_year == TODAY.year
        group = StudyGroup(
            name="ИС-11",
            intake_year=curriculum.intake_year,
            curriculum_id=curriculum_id,
            department_id=cast.department,
        )
        student = Student(last_name="Первушин", first_name="Артём", record_book="26-001")
        session.add_all([group, student])
        session.flush()
        first = date(TODAY.year, 9, 1)
        session.add(Enrolment(student_id=student.id, group_id=group.id, starts_on=first))
        for absence in session.scalars(select(EmployeeAbsence)):
            session.delete(absence)  # or the pairs of the cast could not be published
        session.commit()
        return group.id


def given_load(page: Page, act_as: Act, group_id: int) -> int:
    """Make the group's load as the deputy and give one row of it; return its key."""
    page.goto(f"/load/group/{group_id}")
    with page.expect_navigation():
        page.click("main .actions a.primary")
    with page.expect_navigation():
        page.press("main form button.primary", "Enter")
    with act_as("system") as session:
        load = session.scalars(
            select(TeachingAssignment.id)
            .join(CurriculumItem, CurriculumItem.id == TeachingAssignment.item_id)
            .where(TeachingAssignment.group_id == group_id, CurriculumItem.name == ITEM)
        ).one()
    page.goto(f"/load/group/{group_id}")
    combo = page.locator(f"[data-row='{load}'] [role=combobox]")
    combo.click()
    combo.press_sequentially("Иванова")
    page.locator(f"[data-row='{load}'] [role=option]", has_text="Иванова").click()
    expect(page.locator("#ld-status")).to_contain_text("Сохранено")
    assert_accessible(page)
    return load


def approved_plan(page_as: PageAs, teacher: Page, gradebook_id: int) -> None:
    """Paste a plan as the teacher, submit it, and approve it as the methodist."""
    teacher.goto(f"/plans/new/{gradebook_id}")
    teacher.click("[data-create]")
    teacher.wait_for_selector("#plan-hours > *")
    rows = [f"{n}\t{topic}\t2\tлекция\tГлава {n}" for n, topic in enumerate(TOPICS, 1)]
    head = "№\tТема занятия\tКол-во часов\tВид занятия\tДомашнее задание"
    teacher.evaluate(PASTE, "\n".join([head, *rows]))
    teacher.click("#plan-paste button[value=apply]")
    has_titles(teacher, TOPICS)
    saved(teacher)
    expect(teacher.locator("[data-verdict=ok]")).to_be_visible()
    confirm(teacher, "submit")
    methodist = page_as("methodist")
    methodist.goto(teacher.url)
    confirm(methodist, "approve")


def published_timetable(
    page: Page, cast: Cast, group_id: int, load: int, start_worker: Callable[[], None]
) -> None:
    """Place the load on today's weekday by the keyboard as the timetabler, and publish."""
    page.goto(f"/timetable/{cast.timetable}/edit?group={group_id}")
    page.locator(f"[data-load='{load}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("td[data-weekday='1'][data-pair='1']")).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("td[data-weekday='3'][data-pair='2']")).to_contain_text("Иванова")
    expect(page.locator("[data-status]")).to_contain_text("Сохранено")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Опубликовать…").click()
    dialog = page.locator("#tt-publish")
    expect(dialog.locator("[data-count=added]")).to_have_text(re.compile("[1-9]"))
    dialog.get_by_role("button", name="Опубликовать").click()
    page.wait_for_url("**/timetable/publication/*")
    start_worker()
    expect(page.locator(".badge.ok")).to_be_visible(timeout=PUBLISHED)


def test_from_an_imported_curriculum_to_a_taught_lesson(
    page_as: PageAs, act_as: Act, cast: Cast, tmp_path: Path, start_worker: Callable[[], None]
) -> None:
    curriculum_id = imported_curriculum(page_as("methodist"), tmp_path)
    group_id = new_group(act_as, cast, curriculum_id)
    load = given_load(page_as("deputy_director"), act_as, group_id)
    with act_as("system") as session:
        books = select(Gradebook).where(Gradebook.group_id == group_id)
        gradebook = session.scalars(books).one()
        assert gradebook.teacher_id == cast.employee_teacher
        gradebook_id = gradebook.id
    teacher = page_as("teacher")
    approved_plan(page_as, teacher, gradebook_id)
    published_timetable(page_as("timetabler"), cast, group_id, load, start_worker)

    taught_lesson(teacher, act_as, gradebook_id)


def taught_lesson(page: Page, act_as: Act, gradebook_id: int) -> None:
    """Open today's lesson from the first page, take its topic over and confirm, by one key."""
    page.goto("/")
    with page.expect_navigation():
        page.locator(f"main a[href*='/journal/{gradebook_id}']").first.click()
    open_journal(page, gradebook_id)
    page.locator("#journal-grid td.cur").focus()
    page.keyboard.press("Control+Enter")
    lesson = lesson_once(page, act_as, gradebook_id, lambda one: bool(one.topic))
    assert (lesson.topic, lesson.homework, lesson.hours) == (TOPICS[0], "Глава 1", 2)
    assert lesson.topic_id is not None
    assert lesson.confirmed_at is None
    page.keyboard.press("Control+Enter")
    lesson_once(page, act_as, gradebook_id, lambda one: one.confirmed_at is not None)
    expect(page.locator("#journal-state")).to_have_attribute("data-tone", "ok")
    assert_accessible(page)


def lesson_once(
    page: Page, act_as: Act, gradebook_id: int, ready: Callable[[Lesson], bool]
) -> Lesson:
    """Return the lesson of today as the database has it, once it is `ready`."""
    today = select(Lesson).where(Lesson.gradebook_id == gradebook_id, Lesson.held_on == TODAY)
    for _attempt in range(100):
        with act_as("system") as session:
            lesson = session.scalars(today).one()
            session.expunge(lesson)
        if ready(lesson):
            return lesson
        page.wait_for_timeout(100)
    raise AssertionError(f"the lesson of today stays as it is: {lesson.topic!r}")
