"""Clause 4.4: the curator hands the sheet of a month over by the 10th, the head receives it."""

from datetime import date

import pytest
from sqlalchemy import select

from jobs.handovers import archive_sheet, remind
from models import ArchivedReport, AttendanceHandover, Notice
from reports.document_store import read

SHEETS = "/api/v1/attendance_handover"
pytestmark = pytest.mark.sqlite_only


def _sheet(client, cast, month="2026-09"):
    found = client.get(f"{SHEETS}/sheets?month={month}").json["sheets"]
    return next((one for one in found if one["group_id"] == cast.group), None)


def test_4_4_a_sheet_is_handed_over_archived_and_received(api_as, client_as, cast, act_as) -> None:
    curator, head = api_as("curator"), api_as("department_head")
    before = _sheet(curator, cast)
    assert (before["state"], before["due_on"], before["late_by"]) == ("overdue", "2026-10-10", 4)
    asked = {"group_id": cast.group, "month": "2026-09"}
    for login, sent, status in (
        ("curator2", asked, 404),
        ("teacher", asked, 403),
        ("department_head", asked, 403),
        ("curator", asked | {"month": "2026-10"}, 422),  # the month is not over
        ("curator", asked | {"month": "x"}, 422),
        ("curator", {"month": "2026-09"}, 422),
        ("curator", asked | {"group_id": cast.group2}, 404),
    ):
        answer = api_as(login).post(f"{SHEETS}/", json=sent)
        assert answer.status_code == status, (login, sent, answer.text)
    made = curator.post(f"{SHEETS}/", json=asked)
    assert (made.status_code, made.json["state"]) == (201, "handed"), made.text
    assert (made.json["late_by"], made.json["handed_at"]) == (4, "2026-10-14T07:00:00Z")
    assert curator.post(f"{SHEETS}/", json=asked).status_code == 422
    key = made.json["id"]
    with act_as("system"):
        assert archive_sheet(key)
        assert not archive_sheet(key)  # once
    archived = _sheet(curator, cast)["archived_id"]
    with act_as("system") as session:
        row = session.get_one(ArchivedReport, archived)
        assert (row.code, row.group_id, row.format) == ("attendance_month", cast.group, "pdf")
        assert read(row.sha256).startswith(b"%PDF")
    assert api_as("department_head2").post(f"{SHEETS}/{key}/receive").status_code == 404
    assert curator.post(f"{SHEETS}/{key}/receive").status_code in (403, 404)
    page = client_as("department_head")
    assert "/attendance-sheets/receive" in page.get("/attendance-sheets/?month=2026-09").text
    taken = head.post(f"{SHEETS}/{key}/receive")
    assert (taken.status_code, taken.json["state"]) == (200, "received"), taken.text
    assert head.post(f"{SHEETS}/{key}/receive").status_code == 422
    assert "/attendance-sheets/receive" not in page.get("/attendance-sheets/?month=2026-09").text


def test_4_4_the_page_shows_a_curator_the_own_groups_and_heads_who_is_late(client_as, cast) -> None:
    own = client_as("curator").get("/attendance-sheets/")
    assert "ИС-21" in own.text
    assert "ТМ-21" not in own.text
    assert "/attendance-sheets/hand-over" in own.text
    late = client_as("deputy_director").get("/attendance-sheets/?month=2026-09&late=1")
    assert "ИС-21" in late.text
    other = client_as("department_head2").get("/attendance-sheets/?month=2026-09")
    assert "ИС-21" not in other.text
    for query in ("?month=x", "?department=x", f"?department={10**12}"):
        assert client_as("director").get(f"/attendance-sheets/{query}").status_code == 404


def test_4_4_curators_and_heads_are_reminded_before_and_after_the_day(
    cast, act_as, at_local
) -> None:
    def told() -> list[tuple[int, str]]:
        with act_as("system"):
            remind()
        with act_as("system") as session:
            query = select(Notice.user_id, Notice.message).where(
                Notice.link.startswith("/attendance-sheets")
            )
            return [(row.user_id, row.message) for row in session.execute(query)]

    with at_local("08:00", date(2026, 10, 2)):
        assert told() == []
    with at_local("08:00", date(2026, 10, 7)):
        soon = told()
        assert {user for user, _ in soon} == {cast.user_curator}
        assert len(told()) == len(soon)  # once
    with at_local("08:00", date(2026, 10, 11)):
        late = told()[len(soon) :]
        people = {user for user, _ in late}
        assert people >= {cast.user_curator, cast.user_department_head}
    with act_as("system") as session:
        assert session.scalars(select(AttendanceHandover.archived_id)).all() == [None, None]
