"""Every role × every resource × every action, through pages and REST, against the matrix."""

import pytest

from access.matrix import MATRIX, Action, Resource, allowed
from access.roles import Role
from tests.access import faces

pytestmark = pytest.mark.sqlite_only
REFUSED = {401, 403}
NO_SUCH_WAY = {404, 405}
# What a right that is held may answer: done, redirected, or wrong input that was looked at.
LOOKED_AT = {200, 201, 202, 302, 400, 404, 409, 422}


def _verdict(answer, may):
    """Return what is wrong with the answer, None if nothing."""
    status = answer.status_code
    if status >= 500 and status != 503:
        return f"{status}"
    if status == 302 and answer.location.startswith("/login/"):
        return "was sent to sign in"
    if may and status not in LOOKED_AT | {503}:
        return f"is allowed, but was answered {status}"
    if not may and status not in REFUSED:
        return f"is not allowed, but was answered {status}"
    return None


def _walk(client, probes_of, role, cast):
    cells, requests, wrong = 0, 0, []
    for resource in Resource:
        for action in Action:
            probes = probes_of(resource, action, cast, str(role))
            absent = [] if probes else faces.nowhere(resource, action, cast, str(role))
            cells += bool(probes or absent)
            requests += len(probes) + len(absent)
            for probe in probes:
                may = allowed({role}, resource, action)
                may = may and (probe.also is None or allowed({role}, probe.also, Action.read))
                if fault := _verdict(probe.send(client), may):
                    wrong.append(f"{role} {action} {resource}: {probe.method} {probe.path} {fault}")
            for probe in absent:
                if (status := probe.send(client).status_code) not in NO_SUCH_WAY | REFUSED:
                    wrong.append(f"{role}: {probe.method} {probe.path} was answered {status}")
    return cells, requests, wrong


@pytest.mark.parametrize("role", Role)
def test_rest_answers_as_the_matrix_says(role, api_as, cast, record_property):
    cells, requests, wrong = _walk(api_as(str(role)), faces.rest, role, cast)
    record_property("walked", ("cells of the matrix through REST", cells, requests))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("role", Role)
def test_pages_answer_as_the_matrix_says(role, client_as, cast, record_property):
    cells, requests, wrong = _walk(client_as(str(role)), faces.pages, role, cast)
    record_property("walked", ("cells of the matrix through pages", cells, requests))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("resource", Resource)
def test_every_right_that_someone_holds_has_a_face(resource, cast):
    """A cell that no page and no REST method shows would be a promise that nobody can use."""
    held = {action for actions in MATRIX[resource].values() for action in actions}
    for action in held if resource not in faces.INSIDE else ():
        assert faces.rest(resource, action, cast, "teacher"), f"{action} {resource} over REST"
        assert faces.pages(resource, action, cast, "teacher"), f"{action} {resource} as a page"


def test_the_registers_are_those_that_we_walk(app):
    shown = {rule.rule.split("/")[2] for rule in app.url_map.iter_rules() if "/list/" in rule.rule}
    assert shown == set(faces.REGISTERS)


def test_registers_that_only_show_have_no_way_to_write(app):
    for rule in app.url_map.iter_rules():
        name = rule.rule.split("/")[2] if rule.rule.startswith("/registers/") else ""
        if name in faces.SHOWN_ONLY:
            assert not rule.methods & {"POST", "PUT", "DELETE"}, rule.rule


def test_nobody_in_particular_reaches_nothing(app, anonymous, cast, record_property):
    requests, wrong = 0, []
    for resource in Resource:
        for action in Action:
            for probe in faces.rest(resource, action, cast, "teacher"):
                requests += 1
                if (status := probe.send(anonymous).status_code) not in {400, 401}:
                    wrong.append(f"{probe.method} {probe.path}: {status}")
            for probe in faces.pages(resource, action, cast, "teacher"):
                requests += 1
                answer = probe.send(anonymous)
                to_sign_in = answer.status_code == 302 and answer.location.startswith("/login/")
                if not to_sign_in and answer.status_code not in {400, 401}:
                    wrong.append(f"{probe.method} {probe.path}: {answer.status_code}")
    record_property("walked", ("requests by nobody in particular", requests, requests))
    assert not wrong, "\n".join(map(str, wrong))


INSIDE = {Resource.completeness: 'id="fill"', Resource.diary: 'id="diary"'}


@pytest.mark.parametrize("role", Role)
def test_what_stands_on_the_first_page_follows_the_matrix(role, client_as, record_property):
    page = client_as(str(role)).get("/").text
    for resource, mark in INSIDE.items():
        assert (mark in page) == allowed({role}, resource, Action.read), resource
    record_property("walked", ("cells of the matrix on the first page", len(INSIDE), 1))


@pytest.mark.parametrize("role", Role)
def test_personal_values_of_the_trail_follow_the_matrix(role, api_as, act_as, cast):
    """Their text stands in the answer of an audit entry for those alone who may read it."""
    from sqlalchemy import select

    from models import AuditPersonalValue

    with act_as("system") as session:
        about = select(AuditPersonalValue).where(AuditPersonalValue.id == cast.audit_personal_value)
        entry, old = session.scalars(about).one().entry_id, "2008-05-01"
    answer = api_as(str(role)).get(f"/api/v1/audit_entry/{entry}")
    shown = answer.status_code == 200 and old in answer.text
    assert shown == allowed({role}, Resource.audit_personal_value, Action.read)
