"""The inbox: who is told what, in which words, and that one reads only one's own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from domain.enums import NoticeKind
from services.notices import inbox, notify, text_of, unread_count
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Any]]
Client = Callable[[str], FlaskClient]


def test_each_person_is_told_once(cast: Cast, act_as: Act) -> None:
    people = [cast.user_teacher, cast.user_curator, cast.user_teacher]
    with act_as("teacher", writes=True) as session:
        notify(session, people, "Ready: %(file)s", {"file": "a.pdf"}, "/reports/runs/1")
        session.commit()
    for login in ("teacher", "curator"):
        with act_as(login) as session:
            assert unread_count(session) == 2  # the cast holds one each
            newest = inbox(session)[0][0]
            assert text_of(newest).endswith("a.pdf")
            assert newest.kind is NoticeKind.info
    with act_as("teacher2") as session:
        assert unread_count(session) == 1


def test_a_parameter_can_be_translated_too(app: Flask, cast: Cast, act_as: Act) -> None:
    with act_as("system", writes=True) as session:
        notify(session, [cast.user_hr], "%(why)s", {"why": {"key": "Not translated at all"}})
        session.commit()
    with act_as("hr") as session:
        assert text_of(inbox(session)[0][0]) == "Not translated at all"


@pytest.mark.parametrize("link", ["https://example.test/", "//example.test", "javascript:1"])
def test_a_notice_links_to_this_site_only(link: str, cast: Cast, act_as: Act) -> None:
    with act_as("system", writes=True) as session, pytest.raises(ValueError, match="path"):
        notify(session, [cast.user_hr], "A notice", link=link)


def test_the_bell_costs_one_statement(
    cast: Cast, act_as: Act, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with act_as("system", writes=True) as session:
        notify(session, [cast.user_hr] * 1, "A notice")
        for _ in range(120):
            notify(session, [cast.user_hr], "A notice")
        session.commit()
    with act_as("hr") as session:
        session.connection  # noqa: B018  nothing is sent by looking
        with count_statements() as told:
            assert unread_count(session) == 100  # shown as «99+»
    assert len([one for one in told if one.startswith("SELECT")]) == 1


@pytest.mark.sqlite_only
def test_notices_are_read_one_by_one_and_all_at_once(cast: Cast, client_as: Client) -> None:
    curator = client_as("curator")
    page = curator.get("/inbox/").text
    assert f"/inbox/{cast.notice_curator}/read" in page
    answer = curator.post(f"/inbox/{cast.notice_curator}/open")
    assert answer.status_code == 302
    assert f"/inbox/{cast.notice_curator}/read" not in curator.get("/inbox/").text
    assert client_as("hr").post("/inbox/read").status_code == 302
    assert client_as("hr").get("/api/v1/notice/").json["unread"] == 0
    assert client_as("teacher").get("/api/v1/notice/").json["unread"] == 1


@pytest.mark.sqlite_only
def test_a_foreign_notice_is_not_found(cast: Cast, client_as: Client, api_as: Client) -> None:
    foreign = cast.notice_curator2
    assert client_as("curator").post(f"/inbox/{foreign}/read").status_code == 404
    curator = api_as("curator")
    for path in (foreign, 999_999, 2**70):
        assert curator.get(f"/api/v1/notice/{path}").status_code == 404
        assert curator.put(f"/api/v1/notice/{path}", json={"read": True}).status_code == 404


@pytest.mark.sqlite_only
def test_rest_marks_as_read_and_nothing_else(cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    path = f"/api/v1/notice/{cast.notice_curator}"
    assert curator.put(path, json={"read": False}).status_code == 422
    assert curator.put(path, json={"read": True, "message": "x"}).status_code == 422
    assert curator.put(path, data=b"[", content_type="application/json").status_code == 400
    first = curator.put(path, json={"read": True}).json["result"]["read_at"]
    assert first
    assert curator.put(path, json={"read": True}).json["result"]["read_at"] == first
    assert curator.post("/api/v1/notice/read_all").json["unread"] == 0
