"""Clause 5.5.13: a practice from its places to its signature, over pages and REST."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from access.errors import Frozen
from access.session import system_write
from domain.enums import EmployeeAbsenceKind
from models import (
    EmployeeAbsence,
    PracticeBase,
    PracticeCompetence,
    PracticeDay,
    PracticePlacement,
)
from tests.cast import Cast
from tests.practice_cases import FIRST, LAST, placing, practice_item

Client = Callable[[str], FlaskClient]
Act = Callable[..., AbstractContextManager[Session]]
PLACEMENT = "/api/v1/practice_placement"


@pytest.fixture
def item(act_as: Act, cast: Cast) -> int:
    """Return the key of a practice item of the first company."""
    with act_as("system", writes=True) as session:
        return practice_item(session, cast)


def _placed(client: FlaskClient, body: dict[str, Any]) -> list[int]:
    answer = client.post(f"{PLACEMENT}/", json=body)
    assert answer.status_code == 201, answer.text
    return list(answer.json["ids"])


def _errors(answer: Any) -> str:
    assert answer.status_code == 422, answer.text
    return " ".join(answer.json["errors"].values())


def _whole(client: FlaskClient, key: int) -> dict[str, Any]:
    return dict(client.get(f"{PLACEMENT}/{key}/practice").json["result"])


def test_5_5_13_students_of_a_group_are_placed_in_one_action(
    client_as: Client, api_as: Client, act_as: Act, cast: Cast, item: int
) -> None:
    """The page places all chosen with what is the same for all; REST refuses what cannot be."""
    deputy = client_as("deputy_director")
    page = deputy.get(f"/practice/new?group={cast.group}&item={item}").text
    assert "Сидоров Иван Петрович" in page
    assert 'value="36"' in page
    form = {
        "group": cast.group,
        "item": item,
        "starts_on": FIRST.isoformat(),
        "ends_on": LAST.isoformat(),
        "hours": "36",
        "chosen": [cast.student, cast.student_b],
        "base-all": "завод № 1",  # found as people type it
        "appointment-all": cast.appointment,
        "enterprise_head-all": "Кузнецов П. П.",
        f"enterprise_head-{cast.student_b}": "Смирнова О. О.",
        f"base-{cast.student_b}": "-",
    }
    wrong = deputy.post("/practice/new", data=form | {"base-all": "Нет такой"})
    assert wrong.status_code == 422
    assert "Нет такой" in wrong.text
    answer = deputy.post("/practice/new", data=form, follow_redirects=True)
    # The base has no contract: it is said, and nothing is stopped by it.
    assert "Нет договора" in answer.text
    with act_as("system") as session:
        rows = session.scalars(
            select(PracticePlacement).where(PracticePlacement.item_id == item)
        ).all()
        found = {row.student_id: row for row in rows}
        first, second = found[cast.student], found[cast.student_b]
        assert (first.base_id, second.base_id) == (cast.practice_base, None)
        assert (first.enterprise_head, second.enterprise_head) == (
            "Кузнецов П. П.",
            "Смирнова О. О.",
        )
        assert first.college_head_id == second.college_head_id == cast.employee_teacher
        key = first.id
    program = api_as("deputy_director")
    for body, words in (
        (placing(cast, item, cast.student), "другая практика"),  # two places at once
        (placing(cast, item, cast.student_gone), "не в группе"),
        (placing(cast, cast.curriculum_item, cast.student_c), "не практика"),
        (placing(cast, cast.curriculum_item2, cast.student_c), "учебном плане"),
        (placing(cast, item, cast.student_c, ends_on="2026-10-01"), "раньше первого"),
        (placing(cast, item, cast.student_c, hours=0), "От 1 до 2000"),
        (placing(cast, item, cast.student_c, starts_on="2026-08-31"), "не охватывает"),
        (placing(cast, item), "хотя бы одного"),
    ):
        assert words in _errors(program.post(f"{PLACEMENT}/", json=body)), body
    moved = program.put(f"{PLACEMENT}/{key}", json={"contract": "№ 7", "hours": 72})
    assert moved.status_code == 200
    assert moved.json["result"]["planned"] == 72
    edited = deputy.post(
        f"/practice/places/{cast.group}/{item}",
        data=form | {"chosen": [key], "contract-all": "№ 8", "hours": "36"},
    )
    assert edited.status_code == 302
    assert _whole(program, key)["contract"] == "№ 8"
    # The first row reaches every line that nobody changed, what is typed in a line stays.
    lines = form | {"chosen": [key], "contract-all": "№ 9", "enterprise_head-all": "Новиков Н. Н."}
    lines |= {f"contract-{key}": "№ 8", f"enterprise_head-{key}": "Петров П. П."}
    assert deputy.post(f"/practice/places/{cast.group}/{item}", data=lines).status_code == 302
    whole = _whole(program, key)
    assert (whole["contract"], whole["enterprise_head"]) == ("№ 9", "Петров П. П.")
    assert program.delete(f"{PLACEMENT}/{key}").status_code == 204


def test_5_5_13_conflicts_of_a_place_are_named(
    api_as: Client, client_as: Client, act_as: Act, cast: Cast, item: int
) -> None:
    with act_as("system", writes=True) as session:
        base = session.get_one(PracticeBase, cast.practice_base)
        base.contract_number, base.contract_date = "5", date(2026, 1, 1)
        base.valid_until = date(2026, 10, 15)
        session.add(
            EmployeeAbsence(
                employee_id=cast.employee_teacher,
                starts_on=date(2026, 10, 16),
                ends_on=date(2026, 10, 20),
                kind=EmployeeAbsenceKind.sick,
            )
        )
        session.commit()
    answer = api_as("deputy_director").post(f"{PLACEMENT}/", json=placing(cast, item, cast.student))
    (said,) = answer.json["warnings"].values()
    assert any("15.10.2026" in one for one in said)
    assert any("16.10.2026" in one for one in said)
    page = client_as("deputy_director").get(f"/practice/group/{cast.group}/{item}").text
    assert "Договор с базой действует до 15.10.2026" in page


@pytest.mark.both_databases
def test_5_5_13_a_practice_is_kept_signed_and_frozen(
    api_as: Client,
    client_as: Client,
    act_as: Act,
    cast: Cast,
    item: int,
    at_local: Callable[..., AbstractContextManager[Any]],
) -> None:
    key, other = _placed(
        api_as("deputy_director"), placing(cast, item, cast.student, cast.student_b)
    )
    program = api_as("teacher")
    days = "/api/v1/practice_day/"
    for day, words in (
        ({"day": "2026-10-15", "hours": 6}, "ещё не наступил"),
        ({"day": "2026-10-10", "hours": 6}, "не входит"),
        ({"day": "2026-10-12", "hours": 13}, "От 0 до 12"),
        ({"day": "2026-10-12", "hours": "six"}, "целое число"),
        ({"day": "12.10.2026", "hours": 6}, "дату"),
    ):
        answer = program.post(days, json={"days": [{"placement": key} | day]})
        assert words in _errors(answer), day
    said_twice = [{"placement": key, "day": "2026-10-14", "hours": hours} for hours in (6, 5, None)]
    assert program.post(days, json={"days": said_twice}).json == {"changed": 0}
    page = client_as("teacher")
    was = json.dumps({f"d{key}-20261012": ""})
    grid = f"/practice/group/{cast.group}/{item}"
    typed = {"was": was, f"d{key}-20261012": "6", f"d{key}-20261013": "н", f"m{other}": "4"}
    assert page.post(grid, data=typed).status_code == 302
    wrong = page.post(grid, data={"was": "{}", f"d{key}-20261012": "шесть"}, follow_redirects=True)
    assert "например 6, н6" in wrong.text
    assert program.post(f"{days}fill", json={"placements": [key, other]}).json == {"filled": 4}
    shown = _whole(program, key)
    assert [(d["hours"], d["is_absent"]) for d in shown["days"]] == [
        (6, False),
        (6, True),
        (6, False),
    ]
    assert (shown["done"], shown["missed"]) == (12, 6)
    assert _whole(program, other)["code"] == "4"
    competences = [
        {"code": "ПК 1.1", "title": "Разрабатывать модули", "level": "mastered"},
        {"code": "ОК 01", "title": "Выбирать способы", "level": None},
    ]
    sheet = f"/api/v1/practice_competence/of/{key}"
    assert program.put(sheet, json={"competences": competences}).status_code == 200
    twice = program.put(sheet, json={"competences": [*competences, competences[0]]})
    assert "дважды" in _errors(twice)
    copied = program.post(
        "/api/v1/practice_competence/copy", json={"source": key, "placements": [other]}
    )
    assert copied.json == {"added": 2}
    assert "Практика продолжается до 17.10.2026" in _errors(program.post(f"{PLACEMENT}/{key}/sign"))
    with at_local("18:00", LAST):
        program, page = api_as("teacher"), client_as("teacher")
        assert program.post(f"{days}fill", json={"placements": [key]}).json == {"filled": 3}
        said = _errors(program.post(f"{PLACEMENT}/{key}/sign"))
        assert all(
            words in said
            for words in ("Из 36 ч записано 30", "Дневник", "без уровня", "Оценки ещё нет")
        ), said
        competences[1]["level"] = "partly"
        form: dict[str, Any] = {
            name: [str(one[name]) for one in competences] for name in ("code", "title", "level")
        }
        page.post(f"/practice/{key}/competences", data=form)
        results = {"mark": "5", "diary_checked_on": "2026-10-17", "characteristic": "Работал."}
        page.post(f"/practice/{key}/results", data=results)
        made_up = {"placement": key, "day": "2026-10-13", "hours": 6, "is_absent": False}
        assert program.post(days, json={"days": [made_up]}).json == {"changed": 1}
        assert "Подписать" in page.get(f"/practice/{key}/sign").text
        assert page.post(f"/practice/{key}/sign").status_code == 302
        whole = _whole(program, key)
        assert whole["signed_name"] == "Иванова А. П."
        assert whole["done"] == 36
        # Nothing of it changes any more, by no way.
        for method, path, body in (
            ("POST", days, {"days": [made_up | {"hours": 1}]}),
            ("POST", f"{days}fill", {"placements": [key]}),
            ("PUT", f"{days}confirm", {"placements": [key]}),
            ("PUT", f"{days}reject", {"placements": [key]}),
            ("PUT", sheet, {"competences": []}),
            ("PUT", f"{PLACEMENT}/{key}", {"code": "2"}),
            ("POST", f"{PLACEMENT}/{key}/sign", {}),
        ):
            answer = program.open(path, method=method, json=body)
            assert answer.status_code == 403, path
            assert "подписана" in answer.json["message"]
        deputy = api_as("deputy_director")
        assert deputy.put(f"{PLACEMENT}/{key}", json={"contract": "1"}).status_code == 403
        assert deputy.delete(f"{PLACEMENT}/{key}").status_code == 403
        for model, column, criterion in (
            (PracticePlacement, "code", PracticePlacement.id == key),
            (PracticeDay, "hours", PracticeDay.placement_id == key),
            (PracticeCompetence, "title", PracticeCompetence.placement_id == key),
        ):
            with (
                act_as("system", writes=True) as session,
                pytest.raises(Frozen),
            ):
                system_write(session, update(model).where(criterion).values({column: "3"}))
        assert _whole(program, key)["code"] == "5"


def test_5_5_13_only_its_head_keeps_a_practice(
    api_as: Client, client_as: Client, cast: Cast, item: int
) -> None:
    (key,) = _placed(api_as("deputy_director"), placing(cast, item, cast.student))
    day = {"days": [{"placement": key, "day": "2026-10-12", "hours": 6}]}
    for login, status in (
        ("teacher2", 404),  # heads another practice
        ("teacher_deputy", 403),  # sees it as the deputy, keeps only own ones
        ("deputy_director", 403),
        ("curator", 403),
        ("student", 403),
    ):
        answer = api_as(login).post("/api/v1/practice_day/", json=day)
        assert answer.status_code == status, login
    assert (
        api_as("deputy_director").put(f"{PLACEMENT}/{key}", json={"code": "5"}).status_code == 403
    )
    assert api_as("teacher").put(f"{PLACEMENT}/{key}", json={"contract": "1"}).status_code == 403
    for login, status in (("student", 200), ("parent", 200), ("student2", 404), ("teacher2", 404)):
        assert client_as(login).get(f"/practice/{key}").status_code == status, login
    listed = client_as("student").get("/practice/").text
    assert f"/practice/{key}" in listed
    assert "УП.01" in listed
    assert "УП.01" not in client_as("parent2").get("/practice/").text


def test_5_5_13_pages_of_practice_cost_the_same_for_any_number(
    api_as: Client,
    client_as: Client,
    cast: Cast,
    item: int,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    deputy = api_as("deputy_director")
    students = [cast.student, cast.student_b, cast.student_c, cast.student_new]
    _placed(deputy, placing(cast, item, students[0]))
    page = client_as("teacher")
    paths = ("/practice/", "/practice/?q=сидоров", f"/practice/group/{cast.group}/{item}")
    sent: list[list[int]] = []
    for more in (students[1:], []):
        counts = []
        for path in paths:
            page.get(path)
            with count_statements() as told:
                assert page.get(path).status_code == 200
            counts.append(len(told))
        sent.append(counts)
        if more:
            keys = _placed(deputy, placing(cast, item, *more))
            api_as("teacher").post("/api/v1/practice_day/fill", json={"placements": keys})
    assert sent[0] == sent[1]
    assert max(sent[1]) <= 16, sent
    with count_statements() as told:
        api_as("teacher").post("/api/v1/practice_day/fill", json={"placements": keys})
    assert len(told) <= 16, told
