"""The matrix in the app: read-only, filterable by role, the same over REST."""

from typing import Any

import pytest

from access.matrix import MATRIX, Resource
from access.roles import Role


def test_staff_reads_the_matrix(client_as: Any) -> None:
    page = client_as("teacher").get("/permissions/").text
    for text in ("Права доступа", "преподаватель", "Журналы"):
        assert text in page
    assert 'method="post" action="/permissions' not in page


def test_one_role_is_shown_in_words(client_as: Any) -> None:
    page = client_as("teacher").get("/permissions/?role=secretary").text
    assert "видеть, добавлять, изменять, удалять" in page
    assert client_as("teacher").get("/permissions/?role=nobody").status_code == 200


@pytest.mark.parametrize("login", ["student", "parent"])
def test_students_and_parents_do_not(client_as: Any, api_as: Any, login: str) -> None:
    assert client_as(login).get("/permissions/").status_code == 403
    assert api_as(login).get("/api/v1/permissions/").status_code == 403


def test_rest_equals_the_matrix(api_as: Any) -> None:
    api = api_as("director")
    told = {
        (row["resource"], row["role"]): set(row["actions"])
        for row in api.get("/api/v1/permissions/").json["result"]
    }
    want = {
        (str(resource), str(role)): set(map(str, actions))
        for resource, row in MATRIX.items()
        for role, actions in row.items()
    }
    assert told == want
    one = api.get("/api/v1/permissions/?role=student").json["result"]
    assert {row["role"] for row in one} == {str(Role.student)}
    assert str(Resource.mark) in {row["resource"] for row in one}
    assert api.get("/api/v1/permissions/?role=nobody").status_code == 400
    assert api.post("/api/v1/permissions/", json={}).status_code == 405
