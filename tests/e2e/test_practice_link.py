"""A practice mark through the one-off link: proposed without an account, confirmed, signed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from models import PracticeCompetence
from tests.cast import Cast
from tests.e2e.conftest import LAPTOP, PHONE, assert_accessible, assert_fits
from tests.practice_cases import placing, practice_item

pytestmark = pytest.mark.e2e
Client = Callable[[str], FlaskClient]


def test_an_enterprise_proposes_a_mark_and_the_college_signs_it(
    page_as: Callable[..., Page],
    context_of: Callable[..., BrowserContext],
    act_as: Callable[..., AbstractContextManager[Session]],
    api_as: Client,
    at_local: Callable[..., AbstractContextManager[Any]],
    cast: Cast,
) -> None:
    with act_as("system", writes=True) as session:
        item = practice_item(session, cast)
    body = placing(cast, item, cast.student, cast.student_b)
    placed = api_as("deputy_director").post("/api/v1/practice_placement/", json=body)
    key, _other = placed.json["ids"]
    with act_as("system", writes=True) as session:
        session.add(PracticeCompetence(placement_id=key, code="ПК 1.1", title="Модули"))
        session.commit()
    with at_local("15:00", date(2026, 10, 17)):
        deputy = page_as("deputy_director")
        for path in (
            "/practice/",
            f"/practice/new?group={cast.group}&item={item}",
            f"/practice/places/{cast.group}/{item}",
        ):
            _looks_right(deputy, path)
        teacher = page_as("teacher")
        _looks_right(teacher, f"/practice/group/{cast.group}/{item}")
        # The grid by keyboard: a cell, Enter to the student below, arrows along the days.
        cell = teacher.get_by_label("Абрамов, 12.10")
        cell.fill("6")
        cell.press("Enter")
        below = teacher.get_by_label("Сидоров, 12.10")
        expect(below).to_be_focused()
        below.press("ArrowRight")
        expect(teacher.get_by_label("Сидоров, 13.10")).to_be_focused()
        teacher.get_by_role("button", name="Сохранить", exact=True).click()
        expect(teacher.get_by_label("Абрамов, 12.10")).to_have_value("6")

        teacher.goto(f"/practice/{key}")
        teacher.get_by_role("link", name="Ссылка для предприятия").click()
        teacher.get_by_role("button", name="Создать ссылку").click()
        address = teacher.locator("[data-address]").input_value()
        assert_accessible(teacher)

        visitor = context_of(PHONE).new_page()
        visitor.goto(address)
        assert_fits(visitor)
        assert_accessible(visitor)
        expect(visitor.get_by_text("Абрамов")).to_have_count(0)
        visitor.get_by_label("Часы за 13.10.2026").fill("6")
        visitor.get_by_label("Предлагаемая оценка").select_option("5")
        visitor.get_by_role("button", name="Присутствовал(а) во все пустые дни").click()
        expect(visitor.get_by_text("Отправлено в техникум")).to_be_visible()

        teacher.goto(f"/practice/{key}")
        teacher.get_by_role("button", name="Подтвердить 6 предложенных дней").click()
        teacher.get_by_role("button", name="Принять оценку").click()
        teacher.get_by_label("Дневник проверен").fill("2026-10-17")
        teacher.get_by_label("Характеристика").fill("Работал самостоятельно.")
        teacher.get_by_role("button", name="Сохранить результаты").click()
        teacher.get_by_label("Уровень, строка 1").select_option("mastered")
        teacher.get_by_role("button", name="Сохранить компетенции").click()
        expect(teacher.get_by_text("практику можно подписать")).to_be_visible()
        _looks_right(teacher, f"/practice/{key}")
        teacher.get_by_role("link", name="Подписать…").click()
        teacher.get_by_role("button", name="Подписать").click()
        expect(teacher.get_by_text("Подписано: Иванова А. П.")).to_be_visible()

        visitor.goto(address)
        expect(visitor.get_by_text("Техникум подписал")).to_be_visible()
        teacher.goto("/practice/links/")
        assert_accessible(teacher)
        teacher.get_by_role("link", name="Отозвать…").first.click()
        teacher.get_by_role("button", name="Отозвать").click()
        answer = visitor.goto(address)
        assert answer is not None
        assert answer.status == 404


def _looks_right(page: Page, path: str) -> None:
    """Open a page wide and on a phone: no serious fault, nothing beside the edge of a phone."""
    page.goto(path)
    assert_accessible(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert_fits(page)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
