"""Sharing the load out between teachers and subgroups: it adds up or is refused (5.5.9)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import (
    CurriculumHours,
    Gradebook,
    Subgroup,
    TeachingAssignment,
)
from tests.cast import Cast
from tests.views.load_rows import BASE, state_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def spring(act_as: Any, cast: Cast) -> dict[str, int]:
    """Call for 34 + 16 hours of an item in spring, given to nobody yet; a second subgroup."""
    with act_as("system", writes=True) as session:
        hours = CurriculumHours(item_id=cast.item_c, semester_number=4, theory=34, lab=16)
        second = Subgroup(group_id=cast.group, name="2")
        row = TeachingAssignment(
            semester_id=cast.semester2, group_id=cast.group, item_id=cast.item_c, theory=34, lab=16
        )
        session.add_all((hours, second, row))
        session.commit()
        return {"row": row.id, "second": second.id}


@pytest.fixture
def place(cast: Cast) -> dict[str, int]:
    """Return the place that `spring` calls for."""
    return {"group": cast.group, "semester": cast.semester2, "item": cast.item_c}


Put = Callable[..., Any]


@pytest.fixture
def put(api_as: Any, place: dict[str, int]) -> Put:
    """Give `put(share, …)`: send the shares of the place as the deputy director."""
    api = api_as("deputy_director")
    return lambda *shares: api.put(f"{BASE}/shares", json=place | {"shares": list(shares)})


def _share(theory: int = 0, lab: int = 0, **more: Any) -> dict[str, Any]:
    return {"hours": {"theory": theory, "lab": lab}} | more


def test_a_load_is_shared_between_teachers_and_subgroups(
    put: Put, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    saved = put(
        _share(20, id=spring["row"], teacher=cast.employee_teacher),
        _share(14, teacher=cast.employee_teacher2),
        _share(0, 16, subgroup=cast.subgroup, teacher=cast.employee_teacher),
        _share(0, 10, subgroup=spring["second"], teacher=cast.employee_teacher2),
        _share(0, 6, subgroup=spring["second"]),
    )
    assert saved.status_code == 200, saved.text
    assert saved.json["differences"] == []
    state = state_of(act_as, semester_id=cast.semester2, item_id=cast.item_c)
    assert state == [
        (None, 1, None, cast.employee_teacher, 20, 0),
        (None, 2, None, cast.employee_teacher2, 14, 0),
        (cast.subgroup, 1, None, cast.employee_teacher, 0, 16),
        (spring["second"], 1, None, cast.employee_teacher2, 0, 10),
        (spring["second"], 2, None, None, 0, 6),
    ]
    with act_as("system") as session:  # a journal for each teacher, none for the vacancy
        books = select(Gradebook).where(
            Gradebook.item_id == cast.item_c, Gradebook.group_id == cast.group
        )
        kept = {(one.subgroup_id, one.part, one.teacher_id) for one in session.scalars(books)}
        assert {
            (None, 2, cast.employee_teacher2),
            (cast.subgroup, 1, cast.employee_teacher),
            (spring["second"], 1, cast.employee_teacher2),
        } <= kept
        assert (spring["second"], 2) not in {key[:2] for key in kept}
    back = put(_share(34, 16, id=spring["row"], teacher=cast.employee_teacher))
    assert back.status_code == 200, back.text
    state = state_of(act_as, semester_id=cast.semester2, item_id=cast.item_c)
    assert state == [(None, 1, None, cast.employee_teacher, 34, 16)]
    with act_as("system") as session:  # the journals without lessons went with their rows
        assert {one.part for one in session.scalars(books)} == {1}


def test_shares_that_do_not_add_up_are_refused_with_the_difference(
    put: Put, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    before = state_of(act_as)
    answer = put(
        _share(34, id=spring["row"]),
        _share(0, 16, subgroup=cast.subgroup),
        _share(0, 14, subgroup=spring["second"]),
    )
    assert answer.status_code == 422
    sentence = answer.json["errors"]["shares"]
    assert "подгруппа 2, лабораторные" in sentence
    assert "14 из 16 ч" in sentence
    assert state_of(act_as) == before


def test_what_is_wrong_with_a_share_is_named(
    put: Put, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    before, row = state_of(act_as), spring["row"]
    for shares, field in (
        ([_share(34, 16, id=cast.teaching_assignment2)], "shares.0.id"),
        ([_share(20, 16, id=row), _share(14, id=row)], "shares.1.id"),
        ([_share(34, 16, id=row, subgroup=cast.subgroup)], "shares.0.subgroup"),
        ([_share(34, 16, subgroup=cast.subgroup2)], "shares.0.subgroup"),
        ([_share(34, 16, id=row), _share()], "shares.1.hours"),
        ([_share(34, 16, id=row, teacher=10**6)], "teacher"),
        ([_share(34, 16, id="x")], "shares.0.id"),
        ([_share(34, -16)], "shares.0.hours.lab"),
        ([_share(34, 16) | {"hours": {"gym": 3}}], "shares.0.hours"),
        ([_share(3, 1)] * 21, "shares"),
        ([], "shares"),
        (["all of it"], "shares"),
    ):
        answer = put(*shares)
        assert (answer.status_code, list(answer.json.get("errors", {}))) == (422, [field]), shares
    assert put(*[_share(2)] * 9, _share(16, 16)).status_code == 422  # nine parts at most
    assert state_of(act_as) == before


def test_a_share_with_recorded_lessons_stays(api_as: Any, act_as: Any, cast: Cast) -> None:
    before = state_of(act_as)
    shares = [{"hours": {"theory": 40, "practice": 20}}]  # a new row instead of the old one
    body = {
        "group": cast.group_tc, "semester": cast.semester, "item": cast.curriculum_item,
        "shares": shares,
    }  # fmt: skip
    answer = api_as("deputy_director").put(f"{BASE}/shares", json=body)
    assert answer.status_code == 422
    assert "журнал" in answer.json["message"]
    assert state_of(act_as) == before


def test_a_place_that_nobody_calls_for(api_as: Any, cast: Cast) -> None:
    body = {"group": cast.group, "semester": cast.semester2, "item": cast.curriculum_item2}
    for change in ({}, {"group": cast.group2, "semester": 10**6}):
        sent = body | change | {"shares": [_share(1)]}
        answer = api_as("deputy_director").put(f"{BASE}/shares", json=sent)
        assert answer.status_code == 404


def test_a_row_is_split_between_teachers(
    api_as: Any, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    api, url = api_as("deputy_director"), f"{BASE}/{spring['row']}/split"
    parts = [_share(18, 8, teacher=cast.employee_teacher), _share(16, 6)]
    short = api.post(url, json={"parts": parts})
    assert short.status_code == 422
    assert "14 из 16" in short.json["errors"]["parts"]
    parts[1] = _share(16, 8, teacher=cast.employee_teacher2)
    made = api.post(url, json={"parts": parts})
    assert made.json["ids"][0] == spring["row"]
    assert state_of(act_as, semester_id=cast.semester2, item_id=cast.item_c) == [
        (None, 1, None, cast.employee_teacher, 18, 8),
        (None, 2, None, cast.employee_teacher2, 16, 8),
    ]
    assert api.post(url, json={"parts": parts[:1]}).status_code == 422
    assert api.post(f"{BASE}/999999/split", json={"parts": parts}).status_code == 404
