"""Clause 5.5.13: appointments and bases have rules; what makes no sense is refused in words."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Appointment, PracticeBase
from tests.cast import Cast
from tests.practice_cases import placing, practice_item

Client = Callable[[str], FlaskClient]
Act = Callable[..., AbstractContextManager[Session]]
PLACEMENT = "/api/v1/practice_placement"


def _errors(answer: Any) -> str:
    assert answer.status_code == 422, answer.text
    return " ".join(answer.json["errors"].values())


def test_5_5_13_who_is_appointed_is_offered_and_kept(
    api_as: Client, act_as: Act, cast: Cast
) -> None:
    deputy = api_as("deputy_director")
    order = {
        "employee": cast.employee_teacher,
        "role": "practice_head",
        "object": "Практика",
        "order_number": "1",
        "order_date": "2026-09-01",
        "starts_on": "2026-09-01",
    }
    late = deputy.post("/api/v1/appointment/", json=order | {"starts_on": "2026-08-01"})
    assert "раньше" in _errors(late)
    unborn = deputy.post(
        "/api/v1/appointment/",
        json=order | {"order_date": "2010-09-01", "starts_on": "2010-09-01"},
    )
    assert "Работает в техникуме с 01.09.2015" in _errors(unborn)
    shorter = deputy.put(f"/api/v1/appointment/{cast.appointment}", json={"ends_on": "2026-10-01"})
    assert "основана на этом назначении" in _errors(shorter)
    half = deputy.post("/api/v1/practice_base/", json={"name": "Цех", "contract_number": "4"})
    assert "дату" in _errors(half)
    with act_as("system") as session:
        assert session.scalar(select(PracticeBase.id).where(PracticeBase.name == "Цех")) is None
        appointment = session.get_one(Appointment, cast.appointment)
        assert appointment.ends_on is None


def test_5_5_13_what_makes_no_sense_is_refused_in_words(
    api_as: Client, act_as: Act, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        item = practice_item(session, cast)
    deputy, teacher = api_as("deputy_director"), api_as("teacher")
    placed = deputy.post(f"{PLACEMENT}/", json=placing(cast, item, cast.student))
    (key,) = placed.json["ids"]
    day = {"placement": key, "day": "2026-10-12", "hours": 6}
    competence = {"code": "ПК 1.1", "title": "Модули", "level": None}
    for odd in (True, -1, 2**63, 1.5, "x", "\x00", "\ud800", [], {}, [{}]):
        for client, method, path, body in (
            (deputy, "PUT", f"{PLACEMENT}/{key}", {"base": odd}),
            (deputy, "PUT", f"{PLACEMENT}/{key}", {"starts_on": odd}),
            (deputy, "POST", f"{PLACEMENT}/", placing(cast, item, cast.student_b, places=odd)),
            (teacher, "PUT", f"{PLACEMENT}/{key}", {"code": odd}),
            (teacher, "POST", "/api/v1/practice_day/", {"days": [day | {"day": odd}]}),
            (teacher, "PUT", "/api/v1/practice_day/confirm", {"placements": odd}),
            (
                teacher,
                "PUT",
                f"/api/v1/practice_competence/of/{key}",
                {"competences": [competence | {"level": odd}]},
            ),
            (teacher, "POST", "/api/v1/practice_link/", {"placements": odd}),
        ):
            answer = client.open(path, method=method, json=body)
            assert answer.status_code == 422, (path, body, answer.text)
            assert answer.json["message"], (path, body)
    whole = teacher.get(f"{PLACEMENT}/{key}/practice").json["result"]
    assert (whole["days"], whole["code"]) == ([], None)
