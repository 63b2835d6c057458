"""Every scoped model with an own, a foreign and a missing row, for everyone who reads it."""

import pytest
from sqlalchemy import select

from access.matrix import Action, Resource, allowed
from access.roles import Role
from access.scopes import RESOURCE_OF
from tests.access.faces import MISSING, REGISTERS

# Roles that see a part of the college; the others see all of what they may read.
NARROW = {Role.teacher, Role.curator, Role.department_head, Role.student, Role.parent}
# What everyone has of their own, whatever the role.
PERSONAL = {Resource.notice, Resource.report_run, Resource.calendar_feed}
# What heads see whole, as everyone else who may read it.
WHOLE = {Resource.year_closing}
FIRST = [str(role) for role in Role]
SECOND = ["teacher2", "curator2", "department_head2", "student2", "parent2"]
# An audit entry of a journal is everyone's who sees the journal, of the whole college for others.
MODELS = sorted(RESOURCE_OF, key=lambda model: model.__tablename__)


def _role(login):
    return Role(login.removesuffix("2"))


def _sides(login):
    """Return the endings of the names of own and foreign rows."""
    return ("2", "") if login in SECOND else ("", "2")


def _keys(cast, login, model):
    """Return an own key, a foreign key and whether the foreign row is to be seen as well."""
    resource = RESOURCE_OF[model]
    own, foreign = _sides(login)
    if resource is Resource.attestation_result and _role(login) in (Role.student, Role.parent):
        own, foreign = f"_signed{own}", f"_signed{foreign}"  # theirs once the sheet is signed
    if resource in PERSONAL:
        other = "teacher2" if login != "teacher2" else "teacher"
        return cast[f"{resource}_{login}"], cast[f"{resource}_{other}"], False
    whole = _role(login) not in NARROW or resource in WHOLE
    return cast[f"{resource}{own}"], cast[f"{resource}{foreign}"], whole


@pytest.mark.parametrize("login", FIRST + SECOND)
def test_the_session_shows_own_rows_alone(login, act_as, cast, record_property):
    rows = 0
    with act_as(login) as session:
        for model in MODELS:
            own, foreign, all_rows = _keys(cast, login, model)
            reads = allowed({_role(login)}, RESOURCE_OF[model], Action.read)
            seen = set(session.scalars(select(model.id)))
            expected = {own: reads, foreign: reads and all_rows, MISSING: False}
            for key, visible in expected.items():
                rows += 1
                message = f"{login} {model.__name__} {key}"
                assert (key in seen) == visible, message
                assert (session.get(model, key) is not None) == visible, message
    record_property("walked", ("rows in the session", rows, rows * 2))


@pytest.mark.sqlite_only
@pytest.mark.parametrize("login", FIRST + SECOND)
def test_rest_shows_and_takes_own_rows_alone(login, api_as, cast, record_property):
    client, requests, rows, wrong = api_as(login), 0, 0, []
    for model in MODELS:
        resource = RESOURCE_OF[model]
        if not allowed({_role(login)}, resource, Action.read) or str(resource) not in REGISTERS:
            continue
        base = f"/api/v1/{resource}/"
        own, foreign, all_rows = _keys(cast, login, model)
        listed = set(client.get(f"{base}?q=(page_size:200)").json["ids"])
        for key, visible in ((own, True), (foreign, all_rows), (MISSING, False)):
            rows, requests = rows + 1, requests + 1
            one = client.get(f"{base}{key}")
            if (key in listed) != visible or one.status_code != (200 if visible else 404):
                wrong.append(f"{resource} {key}: listed {key in listed}, read {one.status_code}")
            if visible:
                continue
            for method in ("PUT", "DELETE"):
                requests += 1
                status = client.open(f"{base}{key}", method=method, json={}).status_code
                if status not in (403, 404, 405):
                    wrong.append(f"{method} {resource} {key}: {status}")
        if not all_rows:
            said = [client.get(f"{base}{key}").text for key in (foreign, MISSING)]
            if said[0] != said[1]:
                wrong.append(f"{resource}: a foreign row is told from a missing one")
    record_property("walked", ("rows through REST", rows, requests))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.sqlite_only
@pytest.mark.parametrize("login", FIRST + SECOND)
def test_pages_show_own_rows_alone(login, client_as, cast, record_property):
    client, requests, rows, wrong = client_as(login), 0, 0, []
    for model in MODELS:
        resource = RESOURCE_OF[model]
        if not allowed({_role(login)}, resource, Action.read) or str(resource) not in REGISTERS:
            continue
        own, foreign, all_rows = _keys(cast, login, model)
        for key, visible in ((own, True), (foreign, all_rows), (MISSING, False)):
            rows += 1
            for action in ("show", "edit", "delete"):
                requests += 1
                status = client.get(f"/registers/{resource}/{action}/{key}").status_code
                good = {200} if action == "show" else {200, 403, 404, 405}
                if status not in (good if visible else {403, 404, 405}):
                    wrong.append(f"{action} {resource} {key}: {status}")
    record_property("walked", ("rows through pages", rows, requests))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.sqlite_only
@pytest.mark.parametrize("login", ["teacher", "curator", "department_head", "student", "parent"])
def test_a_foreign_journal_and_its_lessons_are_nowhere(login, client_as, api_as, cast):
    foreign, lesson = cast.gradebook2, cast.lesson2
    page, program = client_as(login), api_as(login)
    for path in (f"/journal/{foreign}", f"/journal/{foreign}/lesson/{lesson}"):
        assert page.get(path).status_code == 404, path
    own = cast.gradebook
    for method, path, json in (
        ("GET", f"/api/v1/gradebook/{foreign}/grid", None),
        ("PUT", f"/api/v1/gradebook/{foreign}/cells", {"cells": []}),
        ("POST", f"/api/v1/gradebook/{foreign}/lessons", {}),
        ("PUT", f"/api/v1/lesson/{lesson}", {}),
        ("DELETE", f"/api/v1/lesson/{lesson}", None),
        ("POST", f"/api/v1/lesson/{lesson}/confirm", {}),
        ("GET", f"/api/v1/gradebook/{foreign}/history?lesson_id={lesson}&student_id=1", None),
    ):
        answer = program.open(path, method=method, json=json)
        assert answer.status_code in (403, 404), f"{method} {path}: {answer.status_code}"
    assert program.get(f"/api/v1/gradebook/{own}/grid").status_code == 200
