"""Practice periods: within a term, of the group, one at a time but for subgroups."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from models import Subgroup, TeachingAssignment
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Session]]


def _add(client: FlaskClient, group: int, days: tuple[str, str], load: int | None = None) -> Any:
    body: dict[str, Any] = {
        "group": group,
        "starts_on": days[0],
        "ends_on": days[1],
        "hours_a_day": 6,
    }
    return client.post(
        "/api/v1/practice_period/", json=body | ({"assignment": load} if load else {})
    )


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (("2026-12-20", "2026-12-26"), None),
        (("2026-12-19", "2026-12-26"), "starts_on"),  # its practice ends on the 19th
        (("2026-12-26", "2026-12-20"), "ends_on"),
        (("2026-12-26", "2027-01-12"), "starts_on"),  # over the end of the semester
        (("2027-07-05", "2027-07-10"), "starts_on"),  # after the last one
        (("2024-12-20", "2024-12-26"), "starts_on"),  # no semester at all
        (("2026-09-01", "2028-12-26"), "ends_on"),
    ],
)
def test_a_practice_lies_within_a_semester_and_beside_others(
    api_as: Callable[[str], FlaskClient], cast: Cast, days: tuple[str, str], field: str | None
) -> None:
    answer = _add(api_as("timetabler"), cast.group, days)
    if field is None:
        assert answer.status_code == 201, answer.json
    else:
        assert answer.status_code == 422
        assert field in answer.json["errors"], answer.json


def test_a_practice_is_of_its_own_groups_load(
    api_as: Callable[[str], FlaskClient], cast: Cast
) -> None:
    client, days = api_as("timetabler"), ("2026-12-21", "2026-12-26")
    foreign = _add(client, cast.group, days, cast.teaching_assignment2)
    assert foreign.status_code == 422
    assert "assignment" in foreign.json["errors"]
    next_semester = _add(client, cast.group, ("2027-02-01", "2027-02-06"), cast.teaching_assignment)
    assert "assignment" in next_semester.json["errors"]
    assert _add(client, cast.group, days, cast.teaching_assignment).status_code == 201


def test_two_subgroups_may_practise_in_parallel(
    api_as: Callable[[str], FlaskClient], act_as: Act, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        second = Subgroup(group_id=cast.group, name="2")
        session.add(second)
        session.flush()
        session.get_one(TeachingAssignment, cast.teaching_assignment).subgroup_id = second.id
        session.commit()
    client, days = api_as("timetabler"), ("2026-12-21", "2026-12-26")
    assert _add(client, cast.group, days, cast.teaching_assignment_sub).status_code == 201
    assert _add(client, cast.group, days, cast.teaching_assignment).status_code == 201
    assert _add(client, cast.group, days, cast.teaching_assignment).status_code == 422
    assert _add(client, cast.group, days).status_code == 422
