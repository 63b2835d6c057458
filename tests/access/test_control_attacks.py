"""Attacks on control, the archive and print: who only looks, and who is of another company.

| threat | test |
| --- | --- |
| a role that may only look changes something, by a page or over REST | `looks` |
| a curator, a teacher, a head writes about rows of another company | `stranger` |
| a file is taken that is about another company, or through a role that does not give it | `files` |
"""

import re
from datetime import datetime

import pytest
from sqlalchemy import select

from access.matrix import Action, Resource, allowed
from models import PrintedDocument
from reports import document_store
from tests.access import control_cases
from tests.attempts import changed, everything
from tests.company import LOGINS

pytestmark = pytest.mark.sqlite_only
API = "/api/v1"
STRANGERS = ("teacher2", "curator2", "department_head2")


def _send(attempt, api, pages):
    """Return the status of an attempt, sent by the client of its way."""
    client = api if attempt.path.startswith(API) else pages
    return client.open(attempt.path, method=attempt.method, **attempt.how).status_code


def test_every_write_of_the_new_pages_is_among_the_attempts(app, cast):
    """A new way to write in these areas is tried by itself, or fails here."""
    areas = r"(api/v1/)?(control.plan|inspection|remark|attendance.(sheets|handover)|notes|archive"
    areas += r"|analytic_note|note_paragraph|batches|report_batch|schedule|task_run|printed"
    areas += r"|custody|document_hold|disposal|years|year_(closing|package))"
    matcher = app.url_map.bind("localhost")
    tried = {
        (matcher.match(one.path, one.method)[0], one.method) for one in control_cases.attempts(cast)
    }
    known = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods & {"POST", "PUT", "DELETE"}
        if re.match(areas, rule.rule.lstrip("/"))
    }
    assert sorted(known - tried) == []


def test_who_may_only_look_changes_nothing(app, api_as, client_as, cast, record_property):
    before, wrong, sent = everything(app), [], 0
    for login, roles in LOGINS.items():
        api, pages = api_as(login), client_as(login)
        for one in control_cases.attempts(cast):
            if not allowed(roles, one.resource, one.action):
                sent += 1
                if (status := _send(one, api, pages)) not in {403, 404}:
                    wrong.append(f"{login} {one.method} {one.path}: {status}")
        if moved := changed(before, everything(app)):
            wrong.append(f"{login} changed {moved}")
            before = everything(app)
    record_property("walked", ("writes of control by who only looks", sent, sent))
    assert not wrong, "\n".join(wrong)
    assert sent > 1000


@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_changes_nothing_of_another_company(
    login, app, api_as, client_as, cast, record_property
):
    """Rows in the path are not found; rows in a body are not found or refused in words."""
    before, wrong, sent = everything(app), [], 0
    api, pages = api_as(login), client_as(login)
    for one in control_cases.attempts(cast):
        if one.named and allowed(LOGINS[login], one.resource, one.action):
            sent += 1
            status, in_path = _send(one, api, pages), re.search(r"/\d+", one.path)
            if status not in ({403, 404} if in_path else {302, 403, 404, 422}):
                wrong.append(f"{login} {one.method} {one.path}: {status}")
        if moved := changed(before, everything(app)):
            wrong.append(f"{login} {one.method} {one.path} changed {moved}")
            before = everything(app)
    record_property("walked", ("writes of control by strangers", sent, sent))
    assert not wrong, "\n".join(wrong)
    assert sent > 3


# Where a file of the cast is given out, and its name in the cast.
FILES = (
    ("/archive/{}/file", "archived_report"),
    ("/api/v1/archived_report/{}/file", "archived_report"),
    ("/batches/{}/file", "report_batch"),
    ("/api/v1/report_batch/{}/file", "report_batch"),
    ("/years/packages/{}/file", "year_package"),
    ("/api/v1/year_package/{}/file", "year_package"),
    ("/printed/{}/file", "printed_document"),
    ("/api/v1/printed_document/{}/file", "printed_document"),
    ("/reports/runs/{}/file", "report_run"),
    ("/api/v1/report_run/{}/file", "report_run"),
)


def test_files_of_another_company_are_not_found(client_as, api_as, cast):
    """404 where the role reads such files at all, 403 where it reads none; no bytes for anyone."""
    wrong = []
    for login in (*STRANGERS, "student2", "parent2"):
        api, pages = api_as(login), client_as(login)
        for path, name in FILES:
            run = name == "report_run"
            url = path.format(cast["report_run_department_head" if run else name])
            status = (api if url.startswith(API) else pages).get(url).status_code
            reads = allowed(LOGINS[login], Resource(name), Action.read)
            if status != (404 if reads else 403):
                wrong.append(f"{login} {url}: {status}")
    assert not wrong, "\n".join(wrong)


def test_a_printed_file_is_had_through_the_role_that_gives_its_report(
    app, act_as, api_as, client_as, cast
):
    """A teacher sees the record through a journal; the sheet of the group is for its curator."""
    with app.app_context():
        sha256 = document_store.store(b"%PDF-1.4 of the cast")
    keys = {}
    with act_as("system", writes=True) as session:
        for number, group in enumerate(("group", "group_tc"), 7):
            document = PrintedDocument(
                code=f"ЭЖ-2026-00000{number}",
                report="attendance_month",
                title="Ведомость посещаемости",
                group_id=cast[group],
                department_id=cast.department,
                gradebook_id=cast.gradebook_tc,
                printed_at=datetime(2026, 10, 12, 5),
                user_id=cast.user_department_head,
                user_name="Жукова М. О.",
                pages=1,
                sha256=sha256,
            )
            session.add(document)
            session.flush()
            keys[group] = document.id
        session.commit()
    api, pages = api_as("teacher_curator"), client_as("teacher_curator")
    for group, expected in (("group", 404), ("group_tc", 200)):
        record = api.get(f"{API}/printed_document/{keys[group]}")
        assert record.status_code == 200, group  # seen through the kept journal
        for client, base in ((api, f"{API}/printed_document"), (pages, "/printed")):
            assert client.get(f"{base}/{keys[group]}/file").status_code == expected, (group, base)


def test_a_report_of_another_company_is_not_printed(api_as, client_as, act_as, cast):
    before = [cast.printed_document, cast.printed_document2]
    for login in ("curator2", "department_head2"):
        body = {"archived_id": cast.archived_report}
        assert api_as(login).post(f"{API}/printed_document/", json=body).status_code == 404
        page = client_as(login).post(f"/printed/archived/{cast.archived_report}", data={})
        assert page.status_code == 404
    with act_as("system") as session:
        assert session.scalars(select(PrintedDocument.id)).all() == before
