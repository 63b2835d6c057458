"""Attacks across the journal's rules: who lost a journal, who only looks, whose results are read.

| threat | test |
| --- | --- |
| who no longer keeps a journal goes on writing in it, and in all that follows from it | `lost` |
| who only looks writes in it: curator, head, deputy, director, student | `look` |
| a student or a parent finds others' results by a filter, a page, an export | `others` |
| a report is asked for over a row that is not of those who ask | `reports` |
| the one-off link of an enterprise opens anything but its practice | `link` |
| one person, teacher and head decides about the own window or signs for another | `both` |
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from models import GradeClosing, JournalTeacher, Lesson
from tests.access.faces import MISSING
from tests.attempts import everything, tried
from tests.clients import JournalClient
from tests.practice_cases import placing, practice_item
from tests.rule_cases import WRITES, beside, filled, owed_today

pytestmark = pytest.mark.sqlite_only
API = "/api/v1"


def test_5_5_9_who_lost_the_journal_writes_nothing_more(app, api_as, client_as, act_as, cast):
    keys = owed_today(act_as, cast)
    with act_as("system", writes=True) as session:
        session.get_one(JournalTeacher, cast.journal_teacher).ends_on = date(2026, 10, 1)
        session.add(
            JournalTeacher(
                gradebook_id=cast.gradebook,
                teacher_id=cast.employee_teacher2,
                starts_on=date(2026, 10, 2),
            )
        )
        session.commit()
    attempts = [
        ("teacher", method, path, {"json": body})
        for _who, method, path, body in filled(WRITES, cast, keys)
    ]
    wrong = tried(app, {"teacher": api_as("teacher")}, attempts, everything(app))
    assert not wrong, "\n".join(wrong)
    # Who keeps it now does the very same.
    done = [
        f"{method} {path}: {answer.text[:200]}"
        for _who, method, path, body in filled(WRITES, cast, keys)
        if (answer := api_as("teacher2").open(path, method=method, json=body)).status_code >= 500
        or (path.endswith(("cells", "works", "make_up/", "results")) and answer.status_code >= 300)
    ]
    assert not done, "\n".join(done)


def test_5_5_9_who_only_looks_writes_nothing(app, api_as, act_as, cast):
    keys, before = owed_today(act_as, cast), everything(app)
    logins = (
        *("curator", "department_head", "deputy_director", "director", "methodist", "secretary"),
        *("module_admin", "hr", "timetabler", "student", "parent", "teacher2", "teacher_curator"),
        *("teacher_head", "teacher_deputy"),
    )
    attempts = [
        (login, method, path, {"json": body})
        for login in logins
        for _who, method, path, body in filled(WRITES, cast, keys)
    ]
    wrong = tried(app, {login: api_as(login) for login in logins}, attempts, before)
    assert not wrong, "\n".join(wrong)


PERSONAL = (
    *("debt", "make_up_place", "mark", "semester_grade", "year_grade", "discipline_result"),
    *("coursework", "attestation_result", "practice_placement", "practice_day"),
    *("practice_competence", "thesis", "demo_exam"),
)


def _queries(cast: Any, key: int) -> list[str]:
    """Return queries of a REST list that name a classmate, or the classmate's row `key`."""
    sought = (("student", cast.student_b), ("id", key), ("group", cast.group))
    return [
        *("(page_size:200)", "(search:'Абрамов')", f"(keys:!({key}))"),
        *(
            f"(filters:!((col:{column},opr:{opr},value:{value})))"
            for column, value in sought
            for opr in ("eq", "neq", "rel_o_m", "gt")
        ),
    ]


def _leaks_of_pages(pages: Any, name: str, mate: int) -> list[str]:
    wrong = []
    for tail in ("", f"?student={mate}", f"?_flt_0_student={mate}", "?dir=desc&size=100"):
        if "Абрамов" in (page := pages.get(f"/registers/{name}/list/{tail}")).text:
            wrong.append(f"{name} list{tail}: {page.status_code}")
        file = pages.get(f"/registers/{name}/export{tail}")
        if file.status_code == 200:
            sheet = CalamineWorkbook.from_filelike(BytesIO(file.data)).get_sheet_by_index(0)
            if "Абрамов" in str(sheet.to_python()):
                wrong.append(f"{name} export{tail}")
    return wrong


@pytest.mark.parametrize("login", ["student", "parent"])
def test_5_7_results_of_others_are_found_by_no_filter(login, api_as, client_as, act_as, cast):
    """A classmate has a row of every kind; a filter by the classmate finds none of them."""
    other = beside(act_as, cast)
    program, pages, wrong, found = api_as(login), client_as(login), [], 0
    for name in PERSONAL:
        base = f"{API}/{name}/"
        for query in _queries(cast, other[name]):
            answer = program.get(f"{base}?q={query}")
            listed = answer.json.get("ids", ()) if answer.status_code == 200 else ()
            found += len(listed)
            if other[name] in listed or answer.status_code >= 500 or "Абрамов" in answer.text:
                wrong.append(f"{name}?q={query}: {answer.status_code} {listed}")
        if (one := program.get(f"{base}{other[name]}")).status_code != 404:
            wrong.append(f"{name}/{other[name]}: {one.status_code}")
        wrong += _leaks_of_pages(pages, name, cast.student_b)
    for client, path in (
        (pages, f"/students/{cast.student_b}/record"),
        (program, f"{API}/academic_record/{cast.student_b}"),
        (program, f"{API}/thesis/{other['thesis']}/thesis"),
        (program, f"{API}/practice_placement/{other['practice_placement']}/practice"),
        (pages, f"/theses/{other['thesis']}"),
        (pages, f"/practice/{other['practice_placement']}"),
    ):
        if (status := client.get(path).status_code) not in (403, 404):
            wrong.append(f"{path}: {status}")
    assert not wrong, "\n".join(wrong)
    assert found > 2 * len(PERSONAL)  # the own rows are there


# Report → the parameters of a row of the other company, and who else reads reports of the kind.
REPORTS = {
    "attestation_sheet": ("sheet_id", "attestation_sheet2"),
    "academic_record": ("student_id", "student2"),
    "final_protocol": ("protocol_id", "final_protocol2"),
    "final_summary": ("group_id", "group2"),
    "practice_attestation": ("placement_id", "practice_placement2"),
}


@pytest.mark.parametrize("login", ["teacher", "curator", "department_head", "student", "parent"])
def test_7_4_reports_over_foreign_rows_are_not_made(login, api_as, client_as, cast):
    program, pages, wrong = api_as(login), client_as(login), []
    asked = {code: {name: cast[key]} for code, (name, key) in REPORTS.items()}
    asked["practice_sheet"] = {"practice": f"{cast.group2}-{cast.curriculum_item2}"}
    for code, params in asked.items():
        body = {"params": params, "format": "pdf"}
        status = program.post(f"{API}/report/{code}/run", json=body).status_code
        if status not in (403, 404):
            wrong.append(f"{code} {params} over REST: {status}")
        form = {**params, "format": "pdf"}
        status = pages.post(f"/reports/{code}", data=form).status_code
        if status not in (403, 404):
            wrong.append(f"{code} {params} by the page: {status}")
        name = next(iter(params))
        choices = program.get(f"{API}/report/{code}/choices/{name}?q=Ёж")
        if choices.status_code >= 500 or "Ёжиков" in choices.text:
            wrong.append(f"{code}: choices of {name} show {choices.text[:80]}")
    assert not wrong, "\n".join(wrong)


def test_5_5_13_the_address_of_an_enterprise_opens_nothing_else(app, api_as, act_as, cast):
    """Neither as a bearer token, nor as a cookie of who opened it, nor with a path behind it."""
    with act_as("system", writes=True) as session:
        item = practice_item(session, cast)
    deputy, teacher = api_as("deputy_director"), api_as("teacher")
    placed = deputy.post(f"{API}/practice_placement/", json=placing(cast, item, cast.student))
    body = {"placements": placed.json["ids"], "enterprise_head": "Кузнецов П. П."}
    path = teacher.post(f"{API}/practice_link/", json=body).json["result"]["path"]
    visitor = JournalClient(app, app.response_class)
    assert visitor.get(path).status_code == 200
    (key,) = placed.json["ids"]
    for bearer in (None, path.removeprefix("/p/")):
        visitor.bearer = bearer
        for target in (
            f"{API}/practice_placement/{key}",
            f"{API}/practice_placement/{key}/practice",
            f"{API}/practice_day/",
            f"{API}/student/{cast.student}",
            f"{API}/gradebook/{cast.gradebook}/grid",
            f"{API}/report/practice_attestation",
        ):
            assert visitor.get(target).status_code in (401, 422), target
        for target in (f"/practice/{key}", "/", f"/students/{cast.student}/record", "/sheets/"):
            answer = visitor.get(target)
            assert answer.status_code in (302, 401), target
            assert answer.status_code == 401 or "/login/" in answer.location
        for more in ("/", "/../practice/", f"/{MISSING}", "/export", f"?placement={MISSING}"):
            answer = visitor.get(path + more)
            assert answer.status_code in (200, 302, 308, 404), more
            assert "Абрамов" not in answer.text


def test_3_6_one_person_as_teacher_and_head_decides_nothing_of_the_own(api_as, act_as, cast):
    """The window of the own journal, whoever of its keepers asks; a mark of another's journal."""
    head = api_as("teacher_head")
    with act_as("system", writes=True) as session:
        old = session.get_one(Lesson, cast.lesson_th)
        old.held_on = date(2026, 9, 14)
        session.commit()
    asked = head.post(
        f"{API}/correction_window/", json={"lesson_id": cast.lesson_th, "reason": "Ошибка"}
    )
    assert asked.status_code == 201, asked.text
    key = asked.json["id"]
    own = f"{API}/correction_window/{key}"
    assert head.post(f"{own}/grant", json={"days": 3}).status_code == 403
    assert api_as("department_head").post(f"{own}/grant", json={"days": 3}).status_code == 404
    cell = {"lesson_id": cast.lesson_th, "student_id": cast.student_th, "text": "2", "was": "5"}
    cells = head.put(
        f"{API}/gradebook/{cast.gradebook_th}/cells", json={"cells": [cell | {"reason": "Так"}]}
    )
    assert [one["code"] for one in cells.json["refused"]] == ["closed"]
    foreign = head.put(
        f"{API}/gradebook/{cast.gradebook_th_other}/cells",
        json={"cells": [{**cell, "lesson_id": cast.lesson_th_other, "was": "4"}]},
    )
    assert foreign.status_code == 403
    closing = f"{API}/gradebook/{cast.gradebook_th_other}/closing"
    assert head.post(closing, json={"semester": "1"}).status_code == 403
    with act_as("system", writes=True) as session:
        row = GradeClosing(
            gradebook_id=cast.gradebook_th,
            semester_id=cast.semester,
            signed_at=datetime(2026, 10, 14, 7),
            signed_name="Носов А. Р.",
        )
        session.add(row)
        session.commit()
        signed = row.id
    reopen = head.post(f"{API}/grade_closing/{signed}/reopen", json={"reason": "Хочу"})
    assert reopen.status_code == 403
