"""Pages of reports as a person uses them."""

import re

import time_machine
from flask import Flask

from models import StudyGroup
from tests.cast import Cast
from tests.reports.running import Act, Client, work

FORM = "/reports/attendance_month"


def selected(page: str, name: str) -> str:
    select = re.search(rf'<select id="p-{name}".*?</select>', page, re.S)
    assert select
    found = re.search(r'value="([^"]*)" selected', select[0])
    return found[1] if found else ""


def test_the_usual_values_are_filled_in(cast: Cast, client_as: Client) -> None:
    page = client_as("curator").get(FORM).text
    assert selected(page, "group_id") == str(cast.group)
    assert selected(page, "month") == "2026-10"
    with time_machine.travel("2026-11-10T09:00:00+05:00"):
        # until the 10th the sheet of the month just past is due (4.4)
        assert selected(client_as("curator").get(FORM).text, "month") == "2026-10"
    with time_machine.travel("2026-11-11T09:00:00+05:00"):
        assert selected(client_as("curator").get(FORM).text, "month") == "2026-11"


def test_a_report_is_asked_for_watched_and_downloaded(
    app: Flask, cast: Cast, client_as: Client
) -> None:
    curator = client_as("curator")
    data = {"group_id": str(cast.group), "month": "2026-10", "format": "pdf"}
    answer = curator.post(FORM, data=data)
    assert answer.status_code == 302
    page = curator.get(answer.location).text
    assert "<progress" in page
    assert 'http-equiv="refresh"' in page
    work(app, int(answer.location.rsplit("/", 1)[1]))
    page = curator.get(answer.location).text
    assert "<progress" not in page
    file = curator.get(f"{answer.location}/file")
    assert file.data.startswith(b"%PDF-")
    assert file.mimetype == "application/pdf"
    other = curator.post(f"{answer.location}/again", data={"format": "xlsx"})
    assert other.status_code == 302
    assert other.location != answer.location


def test_errors_stand_at_their_fields(cast: Cast, client_as: Client) -> None:
    answer = client_as("curator").post(FORM, data={"group_id": "", "month": "x", "format": "doc"})
    assert answer.status_code == 422
    assert "e-group_id" in answer.text
    assert "e-month" in answer.text
    only_format = {"group_id": str(cast.group), "month": "2026-10", "format": "doc"}
    assert client_as("curator").post(FORM, data=only_format).status_code == 422
    foreign = {"group_id": str(cast.group2), "month": "2026-10", "format": "pdf"}
    assert client_as("curator").post(FORM, data=foreign).status_code == 404


def test_earlier_reports_are_searched(cast: Cast, client_as: Client) -> None:
    director = client_as("director")
    for group in (cast.group, cast.group2):
        director.post(FORM, data={"group_id": str(group), "month": "2026-09", "format": "pdf"})
    page = director.get("/reports/?q=тм-21").text
    assert "ТМ-21" in page
    assert "ИС-21" not in page
    assert "ТМ-21" in director.get("/reports/?q=СЕНТЯБРЬ").text
    assert "ТМ-21" not in director.get("/reports/?q=декабрь").text
    assert director.get("/reports/?page=9999999999999").status_code == 200
    assert director.get("/reports/?page=7").status_code == 200


def test_many_groups_are_searched_not_listed(
    app: Flask, cast: Cast, client_as: Client, act_as: Act
) -> None:
    with act_as("system", writes=True) as session:
        group = session.get(StudyGroup, cast.group)
        for number in range(80):
            session.add(
                StudyGroup(
                    name=f"НГ-{number:02}",
                    intake_year=2024,
                    curriculum_id=group.curriculum_id,
                    department_id=group.department_id,
                )
            )
        session.commit()
    director = client_as("director")
    page = director.get(FORM).text
    assert page.count("<option") < 120
    assert "data-choices" in page
    found = director.post(FORM, data={"search": "1", "q": "нг-77", "month": "2026-10"}).text
    assert "НГ-77" in found
    assert "НГ-76" not in found


def test_who_has_no_report_is_told_so(client_as: Client) -> None:
    page = client_as("secretary").get("/reports/")
    assert page.status_code == 200
    assert FORM not in page.text
    assert client_as("student").get("/reports/").status_code == 403


def test_writes_need_the_token(cast: Cast, client_as: Client) -> None:
    curator = client_as("curator")
    run = cast.report_run_curator
    curator.csrf = None  # type: ignore[attr-defined]
    assert curator.post(f"/reports/runs/{run}/cancel").status_code == 400
    assert curator.post("/inbox/read").status_code == 400
