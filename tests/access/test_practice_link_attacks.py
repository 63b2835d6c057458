"""Attacks on the one-off link of an enterprise (5.5.13, docs/adr/0017-one-off-links.md).

| threat | test |
| --- | --- |
| a wrong, long, expired or revoked address tells more than one that is not there | `alike` |
| an address opens after the practice, or with the hash that a stolen database holds | `alike` |
| the page shows somebody else, another practice, contacts, navigation | `nothing_else` |
| it is cached, framed, indexed, or the address leaks through a referrer or a log | `leaks` |
| a foreign or unlisted practice is named in the body | `foreign` |
| fields are set that nobody offered (mark, signature, confirmation) | `mass` |
| a day outside of the practice or to come, too long, not a number | `refused` |
| something confirmed, or signed, is overwritten; an old page is sent again | `confirmed` |
| another method, no CSRF token, a body too large | `methods` |
| another teacher makes, renews, revokes or sees the link | `others` |
| guessing goes on without end | `rate` |
"""

import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from config import Config
from models import AuditEntry, PracticeDay, PracticeLink, PracticePlacement
from services.practice_links import hash_of
from tests.cast import Cast
from tests.clients import JournalClient, token_of
from tests.practice_cases import LAST, placing, practice_item

Client = Callable[[str], FlaskClient]
Act = Callable[..., AbstractContextManager[Session]]
At = Callable[..., AbstractContextManager[Any]]
LINK = "/api/v1/practice_link"
DAY = "20261012"


@dataclass
class Linked:
    """Two placed students, a link over the first one, and who opens it."""

    key: int
    other: int
    link: int
    path: str
    visitor: JournalClient

    def send(self, **form: Any) -> Any:
        """Send a proposal as the page does, with the CSRF token of the visitor's cookie."""
        self.visitor.csrf = token_of(self.visitor.get("/login/").text)  # of the same cookie
        return self.visitor.post(self.path, data={"placement": self.key} | form)


@pytest.fixture
def linked(app: Flask, api_as: Client, act_as: Act, cast: Cast) -> Linked:
    """Place two students and make the link over one of them."""
    with act_as("system", writes=True) as session:
        item = practice_item(session, cast)
    placed = api_as("deputy_director").post(
        "/api/v1/practice_placement/", json=placing(cast, item, cast.student, cast.student_b)
    )
    key, other = placed.json["ids"]
    made = api_as("teacher").post(
        f"{LINK}/", json={"placements": [key], "enterprise_head": "Кузнецов П. П."}
    )
    assert made.status_code == 201, made.text
    assert made.json["result"]["expires_on"] == "2026-10-22"  # five days after the last one
    visitor = JournalClient(app, app.response_class)
    return Linked(key, other, made.json["id"], made.json["result"]["path"], visitor)


def _days(act_as: Act, key: int) -> list[tuple[str, int, bool, bool]]:
    with act_as("system") as session:
        rows = session.scalars(
            select(PracticeDay).where(PracticeDay.placement_id == key).order_by(PracticeDay.day)
        )
        return [(f"{r.day:%d}", r.hours, r.is_absent, r.confirmed_at is not None) for r in rows]


def _placement(act_as: Act, key: int) -> Any:
    with act_as("system") as session:
        columns = PracticePlacement.__mapper__.column_attrs.keys()
        query = select(*(getattr(PracticePlacement, name) for name in columns))
        return session.execute(query.where(PracticePlacement.id == key)).one()


def test_addresses_that_open_nothing_are_alike(
    linked: Linked, api_as: Client, anonymous: FlaskClient, act_as: Act, at_local: At
) -> None:
    right = linked.path.removeprefix("/p/")
    assert anonymous.get(linked.path).status_code == 200
    with act_as("system") as session:
        link = session.get_one(PracticeLink, linked.link)
        assert link.token_hash == hash_of(right)
        stolen = link.token_hash
    with at_local("23:59", date(2026, 10, 22)):
        assert anonymous.get(linked.path).status_code == 200
    pages = []
    with at_local("00:01", date(2026, 10, 23)):
        pages += [anonymous.get(linked.path), linked.visitor.get(linked.path)]
    for path in (f"/p/{right[:-1]}x", f"/p/{right}x", f"/p/{stolen}", "/p/-", f"/p/{'a' * 500}"):
        pages.append(anonymous.get(path))
    renewed = api_as("teacher").put(f"{LINK}/{linked.link}")
    assert renewed.status_code == 200
    pages.append(anonymous.get(linked.path))  # the address before
    fresh = renewed.json["result"]["path"]
    assert anonymous.get(fresh).status_code == 200
    assert api_as("teacher").delete(f"{LINK}/{linked.link}").status_code == 204
    pages += [anonymous.get(fresh), anonymous.get("/nothing")]
    assert {page.status_code for page in pages} == {404}
    # But for the way back from the choice of the language, which repeats what was asked for.
    told = {re.sub(r'next=[^"]*', "", page.text) for page in pages}
    assert len(told) == 1, "a refusal tells which one it is"


def test_the_page_shows_its_practice_and_nothing_else(
    linked: Linked, client_as: Client, anonymous: FlaskClient
) -> None:
    # Whoever opens it, a teacher signed in included, sees the same.
    for client in (anonymous, client_as("teacher")):
        page = client.get(linked.path)
        assert page.status_code == 200
        assert "Сидоров Иван Петрович" in page.text
        for foreign in ("Абрамов", "Ёлкина", "<nav", "/journals/", "/login/", "УП.01", "ИС-21"):
            assert foreign not in page.text, foreign
        assert f'name="placement" value="{linked.other}"' not in page.text
        assert 'lang="ru"' in page.text


def test_the_address_leaks_nowhere(
    linked: Linked, act_as: Act, anonymous: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = linked.path.removeprefix("/p/")
    answer = anonymous.get(linked.path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "http" not in answer.text.replace('"/', "")  # nothing of another host
    assert linked.send(**{f"h{DAY}": "6"}).status_code == 302
    logged = " ".join([*(record.getMessage() for record in caplog.records), str(caplog.records)])
    assert token not in logged
    with act_as("system") as session:
        entries = session.scalars(select(AuditEntry)).all()
        told = [f"{e.old} {e.new} {e.reason} {e.origin}" for e in entries]
        (proposed,) = [
            e for e in entries if e.entity == "practice_day" and e.actor == "Кузнецов П. П."
        ]
        assert (proposed.user_id, proposed.origin) == (None, f"link {linked.link} 127.0.0.1")
        assert proposed.student_id is not None
    assert not any(token in one for one in told)


def test_a_foreign_practice_in_the_body_is_not_found(
    linked: Linked, act_as: Act, cast: Cast
) -> None:
    for key in (linked.other, cast.practice_placement2, 10**9, -1, "x", ""):
        answer = linked.send(placement=key, **{f"h{DAY}": "6", "mark": "5"})
        assert answer.status_code == 404, key
    twice = linked.send(placement=[linked.other, linked.key], **{f"h{DAY}": "6"})
    assert twice.status_code == 404  # the first counts, as everywhere
    assert _days(act_as, linked.other) == _days(act_as, linked.key) == []


def test_fields_that_nobody_offers_set_nothing(linked: Linked, act_as: Act) -> None:
    answer = linked.send(
        **{
            f"h{DAY}": "6",
            "mark": "5",
            "code": "5",
            "signed_at": "2026-10-14",
            "confirmed_at": "2026-10-14",
            "hours": "1",
            "link_id": "7",
            "do": "confirm",
        }
    )
    assert answer.status_code == 302
    row = _placement(act_as, linked.key)
    assert (row.proposed_code, row.code, row.signed_at, row.hours) == ("5", None, None, 36)
    assert row.link_id == linked.link
    assert _days(act_as, linked.key) == [("12", 6, False, False)]


REFUSALS: list[tuple[dict[str, str], str]] = [
    ({f"h{DAY}": "13"}, "От 0 до 12"),
    ({f"h{DAY}": "-1"}, "От 0 до 12"),
    ({f"h{DAY}": "много"}, "часы — это число"),
    ({f"h{DAY}": "6", f"w{DAY}": "x" * 501}, "Не больше 500"),
    ({f"h{DAY}": "6", f"w{DAY}": "a\x00b"}, "Не больше 500"),
    ({"mark": "6"}, "Оценка — одна из"),
    ({"mark": "осв"}, "Оценка — одна из"),
    ({"h20261016": "6"}, "ещё не наступил"),
    ({"h20261010": "6", "h20270101": "6", "hxx": "6"}, "Ничего не изменилось"),
]


def test_what_cannot_be_is_refused_in_words(linked: Linked, act_as: Act) -> None:
    for form, words in REFUSALS:
        assert linked.send(**form).status_code == 302
        assert words in linked.visitor.get(linked.path).text, form
    assert _days(act_as, linked.key) == []
    assert _placement(act_as, linked.key).proposed_code is None


def test_what_the_college_confirmed_stays(
    linked: Linked, api_as: Client, client_as: Client, act_as: Act, at_local: At
) -> None:
    linked.send(**{f"h{DAY}": "5", "mark": "4"})
    linked.send(**{f"h{DAY}": "6", "h20261013": "6", "a20261013": "1"})  # its own it may change
    teacher = api_as("teacher")
    told = [one["text"] for one in teacher.get("/api/v1/notice/").json["result"]]
    assert sum("Кузнецов П. П. предлагает" in text for text in told) == 1, told  # once a day
    day = "/api/v1/practice_day"
    assert teacher.put(f"{day}/confirm", json={"placements": [linked.key]}).json == {"decided": 2}
    mark = f"/api/v1/practice_placement/{linked.key}/mark"
    assert teacher.post(mark, json={"accept": True}).json == {"decided": 1}
    confirmed = [("12", 6, False, True), ("13", 6, True, True)]
    assert _days(act_as, linked.key) == confirmed
    linked.send(**{f"h{DAY}": "1", "h20261014": "6", "mark": "2"})
    assert "подтверждённые техникумом" in linked.visitor.get(linked.path).text
    assert _days(act_as, linked.key) == [*confirmed, ("14", 6, False, False)]
    row = _placement(act_as, linked.key)
    assert (row.code, row.proposed_code) == ("4", "4")
    # What came after the head of practice looked is not confirmed with the rest.
    page = client_as("teacher")
    with at_local("10:00"):
        early = {"do": "confirm", "seen": "2026-10-14T05:00:00+00:00"}
        page.post(f"/practice/{linked.key}/days", data=early)
    assert _days(act_as, linked.key)[-1] == ("14", 6, False, False)
    assert teacher.put(f"{day}/reject", json={"placements": [linked.key]}).json == {"decided": 1}
    assert _days(act_as, linked.key) == confirmed
    with at_local("12:00", LAST):
        api_as("teacher").put(
            f"/api/v1/practice_placement/{linked.key}",
            json={"code": "н/а", "diary_checked_on": "2026-10-17"},
        )
        signed = api_as("teacher").post(f"/api/v1/practice_placement/{linked.key}/sign")
        assert signed.status_code == 200, signed.text
        assert linked.send(**{"h20261015": "6"}).status_code == 302
        assert "подписал" in linked.visitor.get(linked.path).text
    assert _days(act_as, linked.key) == confirmed


def test_other_methods_and_bodies_write_nothing(
    linked: Linked, anonymous: FlaskClient, act_as: Act
) -> None:
    form = {"placement": linked.key, f"h{DAY}": "6"}
    assert anonymous.post(linked.path, data=form).status_code == 400  # no CSRF token
    linked.visitor.csrf = token_of(linked.visitor.get(linked.path).text)
    for method in ("PUT", "DELETE", "PATCH"):
        answers = {
            linked.visitor.open(path, method=method, data=form).status_code
            for path in (linked.path, "/p/wrong")
        }
        assert answers == {405}, method
    assert linked.visitor.post(linked.path, json=form).status_code in {302, 404}
    large = linked.visitor.post(linked.path, data=form | {f"w{DAY}": "x" * 200_000})
    assert large.status_code == 413
    assert _days(act_as, linked.key) == []


def test_others_neither_make_nor_see_nor_end_a_link(
    linked: Linked, api_as: Client, client_as: Client, act_as: Act, cast: Cast
) -> None:
    body = {"placements": [linked.key], "enterprise_head": "Чужой"}
    other = api_as("teacher2")
    assert other.post(f"{LINK}/", json=body).status_code == 404
    assert api_as("curator").post(f"{LINK}/", json=body).status_code == 403
    for method in ("PUT", "DELETE"):
        assert other.open(f"{LINK}/{linked.link}", method=method).status_code == 404
    assert "Кузнецов П. П." in client_as("teacher").get("/practice/links/").text
    assert f"/links/{linked.link}/" not in client_as("teacher2").get("/practice/links/").text
    for path in (f"{LINK}/{linked.link}", f"{LINK}/"):
        told = api_as("teacher").get(path).text
        assert hash_of(linked.path.removeprefix("/p/")) not in told
    mine = api_as("teacher")
    for wrong, words in (
        ({"placements": [linked.key], "enterprise_head": " "}, "кто будет открывать"),
        ({"placements": [], "enterprise_head": "А"}, "Пришлите список"),
    ):
        answer = mine.post(f"{LINK}/", json=wrong)
        assert answer.status_code == 422
        assert words in answer.json["message"]
    # A second link over the same student ends what the first one shows.
    again = mine.post(f"{LINK}/", json=body | {"enterprise_head": "Кузнецов П. П."})
    assert again.status_code == 201
    assert linked.visitor.get(linked.path).status_code == 404


@pytest.mark.sqlite_only
def test_guessing_has_the_rate_of_signing_in(app: Flask, linked: Linked, tmp_path: Path) -> None:
    """Only answers of 404 count, so that an enterprise with many students is not shut out."""
    settings = Config(
        APP_ENV="production",
        SECRET_KEY="x" * 40,
        DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"],
        INSTANCE_DIR=str(tmp_path),
    )
    client = create_app(settings).test_client()
    most = int(settings.flask_settings()["AUTH_RATE_LIMIT"].split()[0])

    def status(path: str) -> int:
        return client.get(path, base_url="https://journal.invalid").status_code

    assert [status(linked.path) for _number in range(most + 2)] == [200] * (most + 2)
    guessed = [status(f"/p/guess{number}") for number in range(most + 2)]
    assert guessed == [404] * most + [429] * 2
    assert status("/login/") == 200
