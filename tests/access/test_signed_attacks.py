"""Attacks on what is signed (3.6, 4.6): by a page, REST, a register, or publishing a timetable."""

from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, inspect, select

import models
from access.session import system_write
from jobs.publishing import publish
from models import EmployeeAbsence, Lesson
from tests.attempts import RULES, changed, everything, tried
from tests.rule_cases import filled
from tests.signed_cases import AGAIN, IN_JANUARY, SIGNED, ready, sign_all

pytestmark = pytest.mark.sqlite_only
API = "/api/v1"
WHO = ("teacher", "department_head", "deputy_director")


def _how(body: dict[str, Any]) -> dict[str, Any]:
    return {"data": body["form"]} if "form" in body else {"json": body}


@pytest.mark.parametrize("january", [False, True])
def test_3_6_each_request_changes_something_where_nothing_is_signed(
    january, databases, app, api_as, client_as, act_as, cast, at_local
):
    """The control of the test below: what it sends is refused for the signature alone."""
    idle = []
    cases = IN_JANUARY if january else SIGNED
    for number in range(len(cases)):
        databases.fresh("sqlite")
        who, method, path, body = list(filled(cases, cast, ready(act_as, cast)))[number]
        with at_local("12:00", date(2027, 1, 12)) if january else nullcontext():
            client = (client_as if "form" in body else api_as)(who)
            before = everything(app)
            answer = client.open(path, method=method, **_how(body))
        if not changed(before, everything(app)):
            idle.append(f"{number} {who} {method} {path} {body}: {answer.status_code}")
    assert not idle, "\n".join(idle)


@pytest.mark.parametrize("january", [False, True])
def test_3_6_what_is_signed_is_changed_by_no_path(
    january, app, api_as, client_as, act_as, cast, at_local
):
    """Journal, final marks, sheet, practice and protocol are signed; everyone tries everything."""
    keys = ready(act_as, cast)
    sign_all(act_as, cast)
    before = everything(app)
    cases = IN_JANUARY if january else SIGNED + AGAIN
    with at_local("12:00", date(2027, 1, 12)) if january else nullcontext():
        programs, pages = ({one: kind(one) for one in WHO} for kind in (api_as, client_as))
        sent = list(filled(cases, cast, keys))
        wrong = [
            line
            for clients, of_page in ((programs, False), (pages, True))
            for line in tried(
                app,
                clients,
                [(*one[:3], _how(one[3])) for one in sent if ("form" in one[3]) is of_page],
                before,
            )
        ]
    assert not wrong, "\n".join(wrong)


def test_3_6_no_register_changes_what_is_signed(app, api_as, act_as, cast):
    sign_all(act_as, cast)
    before = everything(app)
    programs = {one: api_as(one) for one in (*WHO, "module_admin")}
    wrong = [
        line
        for login in programs
        for line in tried(
            app,
            programs,
            [
                (login, method, f"{API}/{name}/{end}", {"json": {"code": "5", "topic": "Другая"}})
                for name in RULES
                if name not in ("debt", "make_up", "make_up_place", "correction_window")
                for method, end in (("POST", ""), ("PUT", cast[name]), ("DELETE", cast[name]))
                if (login, name) != ("teacher", "practice_link")  # it may be revoked
                and (login, name) != ("deputy_director", "practice_link")
            ],
            before,
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_4_6_publishing_for_real_leaves_signed_lessons(app, api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    sign_all(act_as, cast)

    def lessons() -> dict[int, Any]:
        with act_as("system") as session:
            columns = [getattr(Lesson, one.key) for one in inspect(Lesson).column_attrs]
            return {row.id: tuple(row) for row in session.execute(select(*columns))}

    def of_book(found: dict[int, Any]) -> dict[int, Any]:
        place = [one.key for one in inspect(Lesson).column_attrs].index("gradebook_id")
        return {key: row for key, row in found.items() if row[place] == cast.gradebook}

    before = lessons()
    asked = api_as("timetabler").post(f"{API}/timetable/{cast.timetable}/publish")
    assert asked.status_code in (202, 503), asked.text
    with act_as("system") as session:
        key = session.scalars(
            select(models.TimetablePublication.id).order_by(models.TimetablePublication.id.desc())
        ).first()
        publish(key)
    after = lessons()
    assert of_book(after) == of_book(before)
    assert after.keys() >= before.keys()
