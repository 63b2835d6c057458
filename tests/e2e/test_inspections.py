"""A remark from an inspection to its end in the browser; an overdue one reaches the deputy."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from access.principal import acting_as, system_principal
from jobs.remarks import keep_remarks
from models import InspectionRemark, Lesson
from tests.cast import Cast
from tests.e2e.conftest import assert_accessible

pytestmark = pytest.mark.e2e


def test_7_3_a_remark_reaches_the_deputy_and_closes_itself(
    page_as: Callable[..., Page], app: Flask, cast: Cast, act_as: Any
) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, cast.lesson).topic = ""
        session.commit()
    page = page_as("department_head")
    page.goto(f"/journal/{cast.gradebook}/inspect")
    page.get_by_label("Занятия за период").select_option("semester")
    page.get_by_role("button", name="Начать").click()
    page.locator("form:has([name=fact][value=no_topic]) button").click()
    expect(page.locator(".ins-remarks")).to_contain_text("темы")
    assert_accessible(page)
    page.get_by_role("button", name="Завершить проверку").click()
    expect(page.locator("h1 .badge.ok")).to_be_visible()
    page.locator(".ins-remarks a").first.click()
    path = page.url
    remark_id = int(path.rsplit("/", 1)[1])
    with act_as("system", writes=True) as session:
        session.get_one(InspectionRemark, remark_id).due_on = date(2026, 10, 12)
        session.commit()
    with app.app_context(), acting_as(system_principal("schedule")):
        assert keep_remarks().params["passed"] == 1
    deputy = page_as("deputy_director")
    deputy.goto("/remarks/?show=escalated")
    expect(deputy.locator("tbody tr")).to_have_count(1)

    teacher = page_as("teacher")
    teacher.goto(f"/journal/{cast.gradebook}")
    teacher.get_by_role("link", name="Открытых замечаний").click()
    expect(teacher.locator(".ins-doc")).to_contain_text("темы")
    with act_as("system", writes=True) as session:
        for lesson in session.scalars(
            select(Lesson).where(Lesson.gradebook_id == cast.gradebook, Lesson.topic == "")
        ):
            lesson.topic = "Циклы"
        session.commit()
    teacher.goto(path)
    expect(teacher.locator("h1 .badge.ok")).to_be_visible()
