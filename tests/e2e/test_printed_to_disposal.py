"""A report is archived, printed, signed off, carried to the archive, held, lifted, disposed of."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from access.principal import acting_as, system_principal
from access.session import db
from jobs import reports as jobs
from models import PrintedDocument, StudyGroup
from tests.cast import Cast
from tests.e2e.conftest import PHONE, assert_accessible, assert_fits
from tests.e2e.test_reports import ask

pytestmark = pytest.mark.e2e

PageAs = Callable[..., Page]
Act = Callable[..., AbstractContextManager[Any]]


def press(page: Page, action: str) -> None:
    """Send the form whose address ends in `action`, by its button."""
    with page.expect_navigation():
        page.locator(f"form[action$='{action}'] button[type=submit]").first.click()


def printed(app: Flask, page: Page) -> str:
    """Build the curator's sheet, archive it, print it; return the path of its record."""
    ask(page)
    run_id = int(page.url.rstrip("/").rsplit("/", 1)[1])
    with app.app_context(), acting_as(system_principal("job")):
        jobs.build_run(run_id)
        db.session.remove()
    page.reload()
    press(page, f"/archive/runs/{run_id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ИС-21")
    assert_accessible(page)
    page.goto("/archive/")
    expect(page.get_by_role("row", name="за месяц ИС-21")).to_be_visible()
    page.goto(f"/reports/runs/{run_id}")
    press(page, f"/printed/run/{run_id}")
    return page.url.removeprefix(page.url.partition("/printed/")[0])


def test_5_2_6_a_sheet_from_the_printer_to_its_disposal(
    app: Flask, cast: Cast, act_as: Act, page_as: PageAs
) -> None:
    record = printed(app, page_as("curator"))
    code = record.rsplit("/", 1)[1]
    with act_as("system", writes=True) as session:  # years go by
        session.get(StudyGroup, cast.group).graduates_on = date(2020, 6, 30)
        document = session.scalars(
            select(PrintedDocument).where(PrintedDocument.code == unquote(code))
        ).one()
        document.kept_until = date(2025, 6, 30)
        session.commit()
    deputy = page_as("deputy_director")
    deputy.goto(record)
    press(deputy, "/printed/sign")
    deputy.select_option("#pd-place", "archive")
    press(deputy, "/printed/move")
    expect(deputy.locator("h1 + .badge, .page-head .badge").first).to_be_visible()
    deputy.fill("#pd-hold", "Запрос суда")
    press(deputy, "/hold")
    deputy.goto("/disposal/new")
    expect(deputy.locator("input[name=document]")).to_have_count(0)  # a hold stands
    deputy.goto(record)
    deputy.fill("#pd-lift", "Дело закрыто")
    press(deputy, "/lift")
    deputy.goto("/disposal/new")
    assert_accessible(deputy)
    for place, name in enumerate(("Зайцев В. П.", "Белова А. И.", "Котов Е. С.")):
        deputy.locator("input[name=name]").nth(place).fill(name)
    deputy.keyboard.press("Enter")  # sends the form
    expect(deputy.locator("input[name=sure]")).to_be_visible()
    assert_accessible(deputy)
    deputy.set_viewport_size(PHONE)
    assert_fits(deputy)
    deputy.check("input[name=sure]")
    press(deputy, "/sign")
    expect(deputy.locator("input[name=sure]")).to_have_count(0)
    with act_as("system") as session:
        place = select(PrintedDocument.place).where(PrintedDocument.code == unquote(code))
        assert session.scalar(place) == "disposed"
