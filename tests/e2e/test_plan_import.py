"""A real plan is imported in the browser, its columns changed, found again by a word (3.3, 4.2)."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from domain.enums import PlanState
from models import LessonPlan
from tests.cast import Cast
from tests.e2e.conftest import LAPTOP, PHONE, assert_accessible

pytestmark = pytest.mark.e2e

PageAs = Callable[..., Page]
Act = Callable[..., AbstractContextManager[Any]]
PREVIEW = re.compile(r"/plans/import/[\w-]{32}\?")
PLAN = re.compile(r"/plans/\d+$")
FILE = (
    Path(__file__).parent.parent / "data" / "lesson_plans" / "ktp_ktp_osnovy_programmirovaniya.xlsx"
)


def send(page: Page, cast: Cast) -> None:
    """Choose the journal and the file, and go to the preview."""
    page.goto(f"/plans/import/?gradebook={cast.gradebook_sub}")
    assert_accessible(page)
    page.set_input_files("#pi-file", FILE)
    page.click("main button.primary")
    page.wait_for_url(PREVIEW)


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_4_2_a_real_plan_is_previewed_corrected_and_written(
    page_as: PageAs, act_as: Act, cast: Cast, viewport: dict[str, int]
) -> None:
    page = page_as("teacher", viewport)
    send(page, cast)
    facts = page.locator(".pi-facts")
    expect(facts).to_contain_text("75")
    expect(facts).to_contain_text("190")
    assert_accessible(page)
    page.locator("details.pi-columns > summary").click()
    # Three blocks: two page breaks of the document had shifted the columns.
    expect(page.locator(".pi-map")).to_have_count(3)
    page.select_option("select[name=c2_5]", "tasks")  # what the third block calls equipment
    page.fill("input[name=second]", "40")
    with page.expect_navigation():
        page.locator("details.pi-columns button").click()
    expect(page.locator("select[name=c2_5]")).to_have_value("tasks")
    page.locator("#write button.primary").click()
    page.wait_for_url(PLAN)
    with act_as("teacher") as session:
        query = select(LessonPlan).where(LessonPlan.gradebook_id == cast.gradebook_sub)
        plan = session.scalars(query).one()
        topics = plan.topics
        assert plan.state is PlanState.draft
        assert len(topics) == 99
        assert sum(topic.hours for topic in topics) == 190
        assert [topic.semester_number for topic in topics].index(2) in (37, 38, 39)
        assert any(topic.tasks == "Инструкции" for topic in topics)
    # A second file would replace the draft: the browser asks for a yes first.
    send(page, cast)
    page.locator("#write button.primary").click()
    expect(page.locator("#write input[name=replace]")).to_be_focused()


def test_3_3_an_imported_and_approved_topic_is_found_in_another_word_form(
    page_as: PageAs, act_as: Act, cast: Cast
) -> None:
    page = page_as("teacher")
    send(page, cast)
    page.locator("#write button.primary").click()
    page.wait_for_url(PLAN)
    with act_as("system", writes=True) as session:
        query = select(LessonPlan).where(LessonPlan.gradebook_id == cast.gradebook_sub)
        session.scalars(query).one().state = PlanState.approved
        session.commit()
    other = page_as("teacher2", PHONE)
    other.goto("/plans/base/")
    other.fill("input[name=q]", "динамическую память")
    with other.expect_navigation():
        other.press("input[name=q]", "Enter")
    expect(other.locator(".pb-found li")).to_have_count(1)
    expect(other.locator(".pb-found mark")).to_have_text(["динамически", "памяти"])
    assert_accessible(other)
    with other.expect_navigation():
        other.locator(".pb-title").click()
    expect(other.locator("tr:target mark").first).to_be_visible()
    assert_accessible(other)


def test_4_2_the_methodist_sees_who_has_no_plan_and_reminds(page_as: PageAs) -> None:
    page = page_as("methodist")
    page.goto("/plans/missing")
    expect(page.locator("tbody tr:not(.pb-heading)")).to_have_count(7)
    assert_accessible(page)
    with page.expect_navigation():
        page.locator(".page-head button.primary").click()
    expect(page.locator(".messages .alert")).to_contain_text("5")
    with page.expect_navigation():
        page.locator(".page-head button.primary").click()
    expect(page.locator(".messages .alert")).to_contain_text("0")
