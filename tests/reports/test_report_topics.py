"""The list of reports: under headings, searched by words, each with a line that says what it is."""

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from reports.base import catalogue
from reports.topics import Topic, shelves, topic_of
from tests.reports.golden import russian


def test_every_report_stands_under_a_heading(app: Flask) -> None:
    with app.test_request_context():
        assert topic_of(catalogue()["debts"]) is Topic.groups
        assert not [code for code, one in catalogue().items() if len(str(one.about)) < 20]
        whole = [one.code for shelf in shelves(catalogue().values()) for one in shelf.reports]
    assert sorted(whole) == sorted(catalogue())


def test_the_page_shows_headings_and_finds_by_words(
    app: Flask, client_as: Callable[[str], FlaskClient]
) -> None:
    director = client_as("director")
    codes = _codes(director.get("/reports/").text)
    assert {"semester_summary", "debts", "attendance_week"} <= set(codes)
    assert len(codes) == len(set(codes))
    # The words may stand anywhere in title, line and heading, whatever their case.
    title = str(russian(app)("Attendance of a week"))
    found = _codes(director.get("/reports/", query_string={"find": title.upper()}).text)
    assert "attendance_week" in found
    assert "debts" not in found
    nothing = director.get("/reports/", query_string={"find": "щщщ%_"})
    assert _codes(nothing.text) == []
    assert "data-no-reports hidden" not in nothing.text


def _codes(page: str) -> list[str]:
    return re.findall(r'<li><a href="/reports/([a-z_]+)">', page)
