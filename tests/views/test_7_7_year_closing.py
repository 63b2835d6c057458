"""Clause 7.7: a year is checked, frozen, archived by group, and stays as it was."""

import json
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from config import ROOT
from exchange.year_package import check
from jobs.year_packages import build_packages
from models import Gradebook, Lesson, Mark, Notice, YearClosing, YearPackage
from reports import document_store
from tests.windows import WHY

API = "/api/v1"
AFTER = date(2027, 7, 5)
REASON = "Практика перенесена приказом № 12 на осень"
pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def after(at_local):
    """Let the year of the cast be over."""
    with at_local("12:00", AFTER):
        yield


def _begin(api_as: Any, cast: Any, accepted: str = REASON) -> Any:
    body = {"academic_year": cast.academic_year, "accepted": accepted}
    return api_as("deputy_director").post(f"{API}/year_closing/", json=body)


@pytest.fixture
def build(act_as):
    """Return what does the work of the job here and now."""

    def work(key: int) -> None:
        with act_as("system"):
            build_packages(key)

    return work


@pytest.fixture
def begun(app, after, act_as, api_as, cast) -> int:
    """Return a closing of the cast's year that was begun; its former try had failed."""
    answer = _begin(api_as, cast)
    assert answer.status_code == 202, answer.text
    return answer.json["id"]


def test_7_7_a_year_that_lasts_is_not_closed(api_as, cast) -> None:
    answer = _begin(api_as, cast)
    assert answer.status_code == 422
    assert "30.06.2027" in answer.json["errors"]["academic_year"]


def test_7_7_what_is_open_is_named_and_needs_a_reason(after, api_as, client_as, cast) -> None:
    deputy = api_as("deputy_director")
    found = deputy.get(f"{API}/year_closing/check/{cast.academic_year}").json
    counts = {one["code"]: one["count"] for one in found["result"]}
    assert found["refusal"] is None
    # Lessons of the cast without a record: unconfirmed, today, and the second company's today.
    assert counts["lessons"] == 3
    assert counts["sheets"] == 2
    assert counts["practices"] == 2
    assert counts["remarks"] == 2
    assert counts["windows"] == 2
    page = client_as("deputy_director").get(f"/years/{cast.academic_year}").text
    assert "Неподписанные ведомости аттестации" in page
    short = _begin(api_as, cast, "нет")
    assert short.status_code == 422
    assert short.json["errors"]["accepted"]
    form = client_as("deputy_director").post(
        f"/years/{cast.academic_year}/close", data={"accepted": REASON}
    )
    assert form.status_code == 422  # not ticked
    assert REASON in form.text


def test_7_7_from_the_start_no_path_changes_the_journals(begun, api_as, act_as, cast) -> None:
    teacher = api_as("teacher")
    cell = {"lesson_id": cast.lesson, "student_id": cast.student, "text": "2", "was": ""}
    answer = teacher.put(f"{API}/gradebook/{cast.gradebook}/cells", json={"cells": [cell]})
    assert answer.json["saved"] == []
    assert "архив" in answer.text
    for method, path, body in (
        ("POST", f"{API}/lesson/{cast.lesson_unconfirmed}/confirm", {}),
        ("PUT", f"{API}/lesson/{cast.lesson}", {"topic": "Другая тема"}),
        ("DELETE", f"{API}/lesson/{cast.lesson}", None),
        ("POST", f"{API}/correction_window/", {"lesson_id": cast.lesson_sept, "reason": WHY}),
        ("PUT", f"{API}/work/{cast.work}", {"title": "Другая работа"}),
        ("POST", f"{API}/gradebook/{cast.gradebook}/closing", {"semester": "1"}),
        ("POST", f"{API}/make_up/", {"gradebook_id": cast.gradebook, "held_on": "2027-07-06"}),
    ):
        refused = teacher.open(path, method=method, json=body)
        assert refused.status_code in (403, 409, 422), f"{method} {path}: {refused.text}"
    reopened = api_as("deputy_director").post(
        f"{API}/grade_closing/{cast.grade_closing}/reopen", json={"reason": REASON}
    )
    assert reopened.status_code in (409, 422), reopened.text
    with act_as("system") as session:
        assert session.get_one(Lesson, cast.lesson).topic != "Другая тема"
        marks = select(Mark.code).where(
            Mark.lesson_id == cast.lesson, Mark.student_id == cast.student
        )
        assert "2" not in set(session.scalars(marks))


def test_7_7_the_packages_hold_what_the_journals_held(
    begun, build, app, api_as, act_as, cast
) -> None:
    build(begun)
    deputy = api_as("deputy_director")
    found = deputy.get(f"{API}/year_closing/{begun}/packages").json
    assert (found["progress"], found["is_over"]) == (100, True)
    assert {one["group"] for one in found["result"]} == {"ИС-21", "ИС-22", "ТМ-21", "ЭК-21"}
    package = next(one for one in found["result"] if one["group"] == "ИС-21")
    file = deputy.get(f"{API}/year_package/{package['id']}/file")
    assert file.mimetype == "application/zip"
    checked = check(BytesIO(file.data))
    assert (checked.faults, checked.sha256) == ((), package["sha256"])
    assert checked.about["accepted"] == REASON
    with zipfile.ZipFile(BytesIO(file.data)) as zipped:
        names = set(zipped.namelist())
        tables = json.loads(zipped.read(f"data/journal-{cast.gradebook}.json"))
        shared = json.loads(zipped.read("data/group.json"))
    assert {"journals_of_group.pdf", "journals_of_group.xlsx", "README.txt"} <= names
    with act_as("system") as session:
        kept = {
            (row.lesson_id, row.student_id, row.code)
            for row in session.scalars(
                select(Mark)
                .join(Lesson, Lesson.id == Mark.lesson_id)
                .where(Lesson.gradebook_id == cast.gradebook)
            )
        }
        books = select(Gradebook.id).where(
            Gradebook.group_id == cast.group, Gradebook.academic_year_id == cast.academic_year
        )
        journals = {f"data/journal-{key}.json" for key in session.scalars(books)}
        closing = session.get_one(YearClosing, begun)
        assert closing.closed_name
        told = select(Notice.link).where(Notice.user_id == cast.user_deputy_director)
        assert f"/years/{cast.academic_year}" in set(session.scalars(told))
    assert {(one["lesson_id"], one["student_id"], one["code"]) for one in tables["mark"]} == kept
    assert journals <= names
    assert cast.student in {one["id"] for one in shared["student"]}
    assert "password" not in json.dumps(shared)


def test_7_7_a_closed_year_stays_closed(begun, build, api_as, client_as, cast) -> None:
    build(begun)
    deputy = api_as("deputy_director")
    assert deputy.post(f"{API}/year_closing/{begun}/open", json={}).status_code == 409
    assert _begin(api_as, cast).status_code == 409
    page = client_as("deputy_director").get(f"/years/{cast.academic_year}").text
    assert "закрыт, в архиве" in page
    build(begun)  # a job that comes late does nothing


def test_7_7_until_then_it_can_be_taken_back(begun, build, api_as, act_as, cast) -> None:
    deputy = api_as("deputy_director")
    assert deputy.post(f"{API}/year_closing/{begun}/open", json={}).status_code == 200
    build(begun)  # the job finds nothing to do
    with act_as("system") as session:
        closing = session.get_one(YearClosing, begun)
        assert (closing.state, closing.frozen_at, closing.closed_at) == ("cancelled", None, None)
    assert _begin(api_as, cast).status_code == 202


def test_7_7_a_changed_byte_is_found(begun, build, app, api_as, client_as, act_as, cast) -> None:
    build(begun)
    deputy = api_as("deputy_director")
    with act_as("system") as session:
        key, sha256 = session.execute(
            select(YearPackage.id, YearPackage.sha256).where(
                YearPackage.closing_id == begun, YearPackage.group_id == cast.group
            )
        ).one()
    check_path = f"{API}/year_package/{key}/check"
    assert deputy.post(check_path, json={}).json == {"is_intact": True, "faults": []}
    with app.app_context():
        path = document_store.path_of(sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    found = deputy.post(check_path, json={}).json
    assert found["is_intact"] is False
    assert found["faults"][0]["sentence"]
    assert deputy.get(f"{API}/year_package/{key}/file").status_code == 409
    page = client_as("deputy_director").get(f"/years/{cast.academic_year}").text
    assert "повреждён" in page


def test_7_7_a_head_gets_the_packages_of_the_own_department(begun, build, api_as) -> None:
    build(begun)
    found = api_as("department_head").get(f"{API}/year_closing/{begun}/packages").json["result"]
    assert {one["group"] for one in found} == {"ИС-21", "ИС-22"}
    other = api_as("department_head2")
    for one in found:
        assert other.get(f"{API}/year_package/{one['id']}/file").status_code == 404


def test_7_7_the_command_line_checks_without_a_database(
    begun, build, app, act_as, tmp_path
) -> None:
    build(begun)
    with act_as("system") as session:
        sha256 = session.scalar(select(YearPackage.sha256).where(YearPackage.closing_id == begun))
    with app.app_context():
        content = document_store.read(sha256 or "")
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    whole.write_bytes(content)
    broken.write_bytes(content[:2000] + bytes([content[2000] ^ 1]) + content[2001:])
    environment = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "APP_ENV": "development"}
    for file, code in ((whole, 0), (broken, 1)):
        command = [sys.executable, "-m", "flask", "--app", "app", "archive", "verify", str(file)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            check=False,
            env={"INSTANCE_DIR": str(tmp_path / "none"), "PATH": "/usr/bin:/bin", **environment},
        )
        assert done.returncode == code, done.stderr.decode()
