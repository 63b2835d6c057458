"""The monitor, objectivity and dashboards through the front door (3.6, 4.5, 5.2.3, 5.2.4, 7.3)."""

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert

from access.session import system_write
from models import AuditEntry, Gradebook, Semester, SemesterGrade
from models.audit import CELL

DAYS = "from=2026-09-01&to=2026-10-14"


def _sheet(answer) -> list[list]:
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()


def test_4_5_the_page_the_program_and_the_workbook_say_the_same(client_as, api_as, cast) -> None:
    head, program = client_as("department_head"), api_as("department_head")
    told = program.get(f"/api/v1/completeness/?{DAYS}&by=gradebook&sort=-held").json
    assert (told["count"], told["total"]["held"], told["total"]["overdue"]) == (6, 9, 1)
    assert told["result"][0]["id"] == cast.gradebook
    assert sum(point["held"] for point in told["over_time"]) == 9
    page = head.get(f"/monitor/?{DAYS}&by=gradebook").text
    assert f'href="/journal/{cast.gradebook}"' in page
    link = re.search(r'href="(/monitor/list\?[^"]*fault=overdue[^"]*)"', page)[1]
    rows = head.get(link.replace("&amp;", "&")).text
    # Down to the cell of the journal.
    assert f"/journal/{cast.gradebook}?lesson={cast.lesson_unconfirmed}" in rows
    lines = _sheet(head.get(f"/monitor/table.xlsx?{DAYS}&by=gradebook"))
    (total,) = [line for line in lines if line and line[0] in ("Total", "Итого")]
    assert [cell for cell in total if cell != ""][1:4] == [9, 7, 0]
    rows = program.get(f"/api/v1/completeness/rows?{DAYS}&fault=overdue").json
    assert [one["lesson_id"] for one in rows["result"]] == [cast.lesson_unconfirmed]
    listed = _sheet(head.get(f"/monitor/list.xlsx?{DAYS}&fault=overdue"))
    assert any("ИС-21" in line for line in listed)


def test_4_5_down_from_department_to_journals_and_what_is_no_address(client_as, api_as, cast):
    client, program = client_as("director"), api_as("director")
    page = client.get("/monitor/?period=semester").text
    down = f"department={cast.department}"
    assert re.search(rf'href="/monitor/\?[^"]*by=group[^"]*{down}', page)
    group = client.get(f"/monitor/?period=year&department={cast.department}").text
    assert re.search(rf'href="/monitor/\?[^"]*by=gradebook[^"]*group={cast.group}', group)
    assert 'aria-sort="descending"' in client.get("/monitor/?sort=-late").text
    for wrong in ("period=age", "from=x&to=y", "from=2026-10-02&to=2026-10-01", "by=x", "sort=x",
                  "group=x", "from=2020-01-01&to=2026-01-01"):  # fmt: skip
        assert client.get(f"/monitor/?{wrong}").status_code == 404, wrong
        answer = program.get(f"/api/v1/completeness/?{wrong}")
        assert (answer.status_code, next(iter(answer.json["errors"])) in wrong) == (422, True)
    assert client.get("/monitor/list?fault=held").status_code == 404
    assert program.get("/api/v1/completeness/rows").status_code == 422
    assert program.get("/api/v1/completeness/?from=2027-03-01&to=2027-03-31").json["result"] == []


@pytest.fixture
def doubtful(act_as, cast):
    """Something of each question in the first company's journals."""
    with act_as("system", writes=True) as session:
        session.add(
            SemesterGrade(
                gradebook_id=cast.gradebook,
                semester_id=cast.semester,
                student_id=cast.student_b,
                code="5",
                suggested="3",
                weighted=Decimal("3.33"),
                marks=4,
                needed=4,
                given_at=datetime(2026, 10, 13, 5),
            )
        )
        entry = {
            "actor": "Иванова А. П.",
            "entity": "mark",
            "field": CELL,
            "gradebook_id": cast.gradebook,
            "is_late": True,
        }
        raised = {
            "action": "update",
            "at": datetime(2026, 10, 13, 5),
            "old": "3",
            "new": "5",
            "lesson_id": cast.lesson_sept,
            "student_id": cast.student,
        }
        # Twelve marks on the last day of the semester, one on the first of its last month.
        entered = [
            {
                "action": "create",
                "at": datetime(2026, 12, 29 if n else 1, 5, n),
                "old": "",
                "new": "4",
                "lesson_id": cast.lesson,
                "student_id": cast.student,
            }
            for n in range(13)
        ]
        rows = [entry | one for one in (raised, *entered)]
        system_write(session, insert(AuditEntry.__table__), rows)
        session.commit()
    return cast


def test_3_6_questions_with_the_rows_behind_them(client_as, api_as, doubtful, at_local) -> None:
    cast = doubtful
    with at_local("12:00", date(2027, 1, 5)):
        told = api_as("department_head").get(f"/api/v1/objectivity/?semester={cast.semester}").json
        page = client_as("department_head").get(
            f"/objectivity/?semester={cast.semester}&question=upward"
        )
        foreign = api_as("department_head2").get(f"/api/v1/objectivity/?semester={cast.semester}")
        book = _sheet(
            client_as("director").get(f"/objectivity/table.xlsx?semester={cast.semester}")
        )
    found = told["result"]
    (departs,) = [one for one in found["departs"] if one["facts"]["code"] == "5"]
    assert (departs["gradebook_id"], departs["reason"]) == (cast.gradebook, "")
    assert departs["facts"]["average"] == 3.33
    (bulk,) = found["bulk"]
    # What the cast itself entered counts too: of September and October.
    assert bulk["facts"]["late"] == 12
    assert bulk["lessons"] == [{"lesson_id": cast.lesson, "held_on": "2026-10-12", "marks": 12}]
    (upward,) = [one for one in found["upward"] if one["lesson_id"] == cast.lesson_sept]
    assert (upward["facts"]["old"], upward["facts"]["new"], upward["facts"]["days"]) == (
        "3",
        "5",
        29,
    )
    assert f"/journal/{cast.gradebook}?lesson={cast.lesson_sept}" in page.text
    assert page.text.count("?</a>") >= 1  # asked, not said
    assert not any(foreign.json["counts"][kind] for kind in ("bulk", "upward"))
    assert any("5" in str(line[4]) for line in book if len(line) > 4)


def test_7_3_a_journal_far_from_its_history(act_as, api_as, cast) -> None:
    with act_as("system", writes=True) as session:
        past = Gradebook(
            academic_year_id=cast.academic_year2,
            group_id=cast.group,
            item_id=cast.curriculum_item,
            teacher_id=cast.employee_teacher,
        )
        session.add(past)
        session.flush()
        term = Semester(
            academic_year_id=cast.academic_year2,
            number=2,
            starts_on=date(2026, 1, 11),
            ends_on=date(2026, 6, 28),
        )
        session.add(term)
        session.flush()
        names = [f"student{end}" for end in ("", "_b", "_c", "_new", "_gone", "2", "2_b", "_tc",
                                             "_tc_b", "_th", "_tp")]  # fmt: skip
        for book, semester, code in ((past.id, term.id, "3"), (cast.gradebook, cast.semester, "5")):
            for name in names:
                grade = {"gradebook_id": book, "semester_id": semester, "student_id": cast[name]}
                if not session.query(SemesterGrade).filter_by(**grade).count():
                    given = {"code": code, "suggested": code, "marks": 9, "needed": 3}
                    session.add(SemesterGrade(**grade, **given, given_at=datetime(2026, 10, 1)))
        session.commit()
    found = api_as("director").get(f"/api/v1/objectivity/?semester={cast.semester}").json
    far = found["result"]["history"]
    assert {one["kind"] for one in far} == {"group", "journal"}
    assert all(one["facts"]["before"] == 3.0 and one["facts"]["now"] > 4.5 for one in far)
    assert far[1]["gradebook_id"] == cast.gradebook


def test_5_2_3_a_dashboard_in_one_request_of_few_statements(
    client_as, api_as, cast, count_statements
) -> None:
    for login, groups in (
        ("director", {cast.group, cast.group2, cast.group_tc, cast.group_th}),
        ("module_admin", {cast.group, cast.group2, cast.group_tc, cast.group_th}),
        ("deputy_director", {cast.group, cast.group2, cast.group_tc, cast.group_th}),
        ("department_head", {cast.group, cast.group_tc}),
        ("curator", {cast.group}),
        ("teacher_curator", {cast.group_tc}),
    ):
        client = client_as(login)
        client.get("/dashboard/")
        with count_statements() as told:
            page = client.get(f"/dashboard/?{DAYS}")
        assert (page.status_code, len(told) <= 12) == (200, True), (login, len(told), told)
        shown = api_as(login).get(f"/api/v1/dashboard/?{DAYS}").json
        assert {one["group_id"] for one in shown["groups"]} == groups, login
    own = {one["group_id"]: one for one in shown["groups"]}[cast.group_tc]
    # One lesson missed by one student; two lessons of others, one of the own.
    assert (own["held"], own["recorded"], own["students"]) == (3, 3, 2)
    assert (own["missed"], own["unexcused"]) == (2, 2)


def test_5_2_4_a_dashboard_leads_to_the_lists_and_counts_what_they_hold(client_as, api_as, cast):
    told = api_as("department_head").get(f"/api/v1/dashboard/?{DAYS}").json
    remarks = client_as("department_head").get("/api/v1/inspection_remark/").status_code
    group = {one["group_id"]: one for one in told["groups"]}[cast.group]
    assert (group["held"], group["recorded"], group["overdue"], group["students"]) == (6, 4, 1, 4)
    debts = api_as("department_head").get("/api/v1/debt/counts").status_code
    assert (remarks, debts) == (200, 200)
    page = client_as("department_head").get(f"/dashboard/?{DAYS}").text
    for address in ("/remarks/", "/journals/closing", "/sheets/?state=open", "/attendance-sheets/",
                    "/control-plan/", "/debts/"):  # fmt: skip
        assert f'href="{address}' in page, address
        assert client_as("department_head").get(address).status_code == 200
    curator = client_as("curator").get("/dashboard/").text
    assert "/remarks/" not in re.sub(r"<nav.*?</nav>", "", curator, flags=re.S)
    assert client_as("director").get("/dashboard/?department=x").status_code == 404
    assert api_as("director").get("/api/v1/dashboard/?period=x").status_code == 422
    only = api_as("director").get(f"/api/v1/dashboard/?department={cast.department2}").json
    assert {one["group_id"] for one in only["groups"]} == {cast.group2}
