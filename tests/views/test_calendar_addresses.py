"""Addresses of calendars: secret, renewed, and shut as soon as they should be."""

import logging
from urllib.parse import urlsplit

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import delete, update

from access.session import db
from domain.clock import clock
from models import (
    CalendarFeed,
    StudyGroup,
)
from tests.services.timetable_lessons import TOMORROW
from tests.views.calendars import (
    REST,
    address,
    ahead_of,
    changed,
    events_at,
    lessons,
)


def test_a_group_is_read_by_whoever_sees_it(api_as, anonymous, act_as, cast):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook_td", TOMORROW, 2))
    path = address(api_as("curator"), "group", group=cast.group)
    assert len([event for event in events_at(anonymous, path) if ahead_of(event)]) == 2
    for login, group in (("curator", cast.group2), ("hr", cast.group), ("student", cast.group2)):
        answer = api_as(login).post(f"{REST}/", json={"kind": "group", "group": group})
        assert answer.status_code == 422, login
        assert answer.json["errors"].keys() == {"group"}


def test_a_group_that_is_no_longer_ones_own_is_shut(api_as, anonymous, act_as, cast):
    path = address(api_as("curator"), "group", group=cast.group)
    with act_as("system", writes=True) as session:
        session.get_one(StudyGroup, cast.group).curator_id = cast.employee_curator2
        session.commit()
    assert anonymous.get(path).status_code == 404


def test_a_renewed_or_closed_address_leads_nowhere(api_as, anonymous, cast):
    client = api_as("teacher")
    old = address(client)
    key = cast.calendar_feed_teacher
    new = urlsplit(client.put(f"{REST}/{key}").json["result"]["address"]).path
    assert old != new
    assert anonymous.get(old).status_code == 404
    assert anonymous.get(new).status_code == 200
    assert client.delete(f"{REST}/{key}").status_code == 204
    assert anonymous.get(new).status_code == 404


def test_an_address_is_signed_with_the_key_of_this_application(app, api_as, anonymous, cast):
    path = address(api_as("teacher"))
    head, _slash, _token = path.rpartition("/")
    for token in ("teacher", "", "x" * 32, "x" * 5000, "ы", path.rpartition("/")[2][:-5] + "x"):
        assert anonymous.get(f"{head}/{token}.ics").status_code == 404, token[:40]
    other = path.replace(f"/{cast.calendar_feed_teacher}/", f"/{cast.calendar_feed_student}/")
    assert anonymous.get(other).status_code == 404
    app.config["SECRET_KEY"], kept = "another key of the application, long enough", app.secret_key
    try:
        assert anonymous.get(path).status_code == 404
    finally:
        app.config["SECRET_KEY"] = kept


def test_an_account_that_was_shut_shuts_its_calendars(app, api_as, anonymous, cast):
    path = address(api_as("teacher"))
    with app.app_context(), db.engine.begin() as connection:
        table = User.__table__
        where = table.c.id == cast.user_teacher
        connection.execute(update(table).where(where).values(active=False))
    assert anonymous.get(path).status_code == 404


def test_an_account_without_a_role_has_no_calendar(app, api_as, anonymous, cast):
    from flask_appbuilder.security.sqla.models import assoc_user_role

    path = address(api_as("teacher"))
    with app.app_context(), db.engine.begin() as connection:
        where = assoc_user_role.c.user_id == cast.user_teacher
        connection.execute(delete(assoc_user_role).where(where))
    assert anonymous.get(path).status_code == 404


def test_what_has_not_changed_is_not_sent_again(api_as, anonymous, act_as, cast):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    path = address(api_as("student"))
    first = anonymous.get(path)
    tag = first.headers["ETag"]
    again = anonymous.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in first.headers["Cache-Control"]
    changed(api_as, cast, "cancel")
    assert anonymous.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_no_log_holds_an_address(api_as, anonymous, caplog):
    path = address(api_as("teacher"))
    token = path.rpartition("/")[2].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        anonymous.get(path)
    assert any(getattr(record, "route", None) for record in caplog.records)
    assert not any(token in str(vars(record)) for record in caplog.records)


def test_nobody_sees_or_changes_the_calendars_of_others(api_as, cast):
    client, foreign = api_as("teacher"), cast.calendar_feed_teacher2
    assert client.get(f"{REST}/").json["ids"] == [cast.calendar_feed_teacher]
    for method in ("GET", "PUT", "DELETE"):
        assert client.open(f"{REST}/{foreign}", method=method).status_code == 404, method


def test_one_calendar_of_a_kind_and_no_more_than_twenty(api_as, act_as, cast):
    client = api_as("timetabler")
    first = client.post(f"{REST}/", json={"kind": "own"}).json["id"]
    assert first == cast.calendar_feed_timetabler
    with act_as("system", writes=True) as session:
        for number in range(19):
            session.add(
                CalendarFeed(
                    user_id=cast.user_timetabler,
                    kind="group",
                    nonce=str(number),
                    created_at=clock.now(),
                )
            )
        session.commit()
    answer = client.post(f"{REST}/", json={"kind": "group", "group": cast.group})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "all"}, "kind"),
        ({"kind": ["own"]}, "kind"),
        ({"kind": "group"}, "group"),
        ({"kind": "group", "group": "1"}, "group"),
        ({"kind": "group", "group": 10**7}, "group"),
    ],
)
def test_a_wrong_field_is_named(api_as, body, field):
    answer = api_as("director").post(f"{REST}/", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"].keys() == {field}


def test_the_page_gives_renews_and_closes_a_calendar(client_as, anonymous, cast):
    client, key = client_as("parent"), cast.calendar_feed_parent
    page = client.get("/calendar/")
    assert f"/calendar/{key}/" in page.text
    old = page.text.partition(f'value="http://localhost/calendar/{key}/')[2].partition('"')[0]
    path = f"/calendar/{key}/{old}"
    assert anonymous.get(path).status_code == 200
    assert client.get(f"/calendar/{key}/renew").status_code == 200
    assert client.post(f"/calendar/{key}/renew").status_code == 302
    assert anonymous.get(path).status_code == 404
    assert client.get(f"/calendar/{key}/close").status_code == 200
    assert client.post(f"/calendar/{key}/close").status_code == 302
    assert f"/calendar/{key}/" not in client.get("/calendar/").text
    assert client.post("/calendar/", data={"kind": "own"}).status_code == 302
    assert client.post("/calendar/", data={"kind": "group", "group": "x"}).status_code == 422
    assert client.get(f"/calendar/{cast.calendar_feed_parent2}/renew").status_code == 404
    assert client.post(f"/calendar/{cast.calendar_feed_parent2}/close").status_code == 404
