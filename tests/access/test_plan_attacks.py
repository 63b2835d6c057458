"""What somebody tries with lesson plans, curricula and loads that are not theirs (4.2, 5.5.2)."""

from io import BytesIO

import pytest
from sqlalchemy import select

from access.roles import Role
from app.access_sync import grant_roles
from domain.enums import PlanState
from models import LessonPlan, LessonPlanTopic
from tests.access.faces import MISSING
from tests.asc_files import AscFile
from tests.exchange.curriculum_pages import REST as CURRICULUM
from tests.exchange.curriculum_pages import send
from tests.exchange.plan_sheets import SIMPLE, workbook

PLAN, ROW = "/api/v1/lesson_plan", "/api/v1/lesson_plan_topic"
TIMETABLE = "/api/v1/timetable_import"
NARROW = ("teacher", "curator", "department_head")


def _stand(session, key, state):
    session.get_one(LessonPlan, key).state = state
    session.commit()


def _state(act_as, key):
    with act_as("system") as session:
        plan = session.get_one(LessonPlan, key)
        titles = select(LessonPlanTopic.title).where(LessonPlanTopic.plan_id == key)
        return plan.state, plan.edition, plan.remark, session.scalars(titles).all()


@pytest.mark.parametrize("way", ["approve", "return"])
def test_a_teacher_does_not_decide_about_the_own_plan(api_as, act_as, cast, way):
    with act_as("system", writes=True) as session:
        _stand(session, cast.lesson_plan, PlanState.submitted)
    before = _state(act_as, cast.lesson_plan)
    body = {"edition": 0, "remark": "Годится"}
    answer = api_as("teacher").post(f"{PLAN}/{cast.lesson_plan}/{way}", json=body)
    assert answer.status_code == 403
    remarked = api_as("teacher").put(f"{PLAN}/{cast.lesson_plan}/remarks", json={"remark": "Да"})
    assert remarked.status_code == 403
    by_row = api_as("teacher").put(f"{ROW}/{cast.lesson_plan_topic}", json={"remark": "Да"})
    assert by_row.status_code == 403
    assert _state(act_as, cast.lesson_plan) == before


@pytest.mark.parametrize("state", [PlanState.draft, PlanState.submitted])
def test_a_methodist_writes_no_rows(api_as, act_as, cast, state):
    with act_as("system", writes=True) as session:
        _stand(session, cast.lesson_plan, state)
    before, program = _state(act_as, cast.lesson_plan), api_as("methodist")
    row = {"plan_id": cast.lesson_plan, "title": "Чужая тема", "hours": 2}
    whole = {"edition": 0, "rows": [{"title": "Чужая тема", "hours": 2}]}
    for answer in (
        program.put(f"{ROW}/{cast.lesson_plan_topic}", json={"title": "Чужая тема"}),
        program.put(f"{PLAN}/{cast.lesson_plan}/rows", json=whole),
        program.post(f"{ROW}/", json=row),
        program.delete(f"{ROW}/{cast.lesson_plan_topic}"),
        program.post(f"{PLAN}/{cast.lesson_plan}/submit", json={"edition": 0}),
    ):
        assert answer.status_code == 403, answer.request.path
    assert _state(act_as, cast.lesson_plan) == before


def _ways(plan, other, row, book):
    """Return each request about one plan, its row or its journal, well formed."""
    topic = {"title": "Чужая тема", "hours": 2}
    return [
        ("GET", f"{PLAN}/{plan}", None),
        ("GET", f"{PLAN}/{plan}/rows", None),
        ("GET", f"{PLAN}/{plan}/hours", None),
        ("GET", f"{PLAN}/{plan}/xlsx", None),
        ("GET", f"{PLAN}/{plan}/compare/{other}", None),
        ("GET", f"{PLAN}/{other}/compare/{plan}", None),
        ("GET", f"{PLAN}/sources/{book}", None),
        ("GET", f"{ROW}/{row}", None),
        ("PUT", f"{PLAN}/{plan}/rows", {"edition": 0, "rows": [topic]}),
        ("PUT", f"{ROW}/{row}", topic),
        ("PUT", f"{ROW}/{row}", {}),
        ("POST", f"{ROW}/", {"plan_id": plan, **topic}),
        ("DELETE", f"{ROW}/{row}", None),
        ("DELETE", f"{PLAN}/{plan}", None),
        ("POST", f"{PLAN}/{plan}/submit", {"edition": 0}),
        ("POST", f"{PLAN}/{plan}/withdraw", {}),
        ("POST", f"{PLAN}/{plan}/revise", {}),
        ("POST", f"{PLAN}/{other}/copy", {"gradebook_id": book}),
        ("POST", f"{PLAN}/", {"gradebook_id": book}),
    ]


@pytest.mark.parametrize("state", [PlanState.draft, PlanState.approved])
def test_a_foreign_plan_is_told_like_a_missing_one(api_as, act_as, cast, state):
    with act_as("system", writes=True) as session:
        _stand(session, cast.lesson_plan2, state)
    before, program = _state(act_as, cast.lesson_plan2), api_as("teacher")
    own, wrong = cast.lesson_plan, []
    foreign = _ways(cast.lesson_plan2, own, cast.lesson_plan_topic2, cast.gradebook2)
    missing = _ways(MISSING, own, MISSING, MISSING)
    for (method, path, json), (_method, nowhere, json2) in zip(foreign, missing, strict=True):
        answer = program.open(path, method=method, json=json)
        other = program.open(nowhere, method=method, json=json2)
        if answer.status_code != 404 or (other.status_code, other.text) != (404, answer.text):
            wrong.append(
                f"{method} {path}: {answer.status_code}, a missing one {other.status_code}"
            )
    assert not wrong, "\n".join(wrong)
    assert _state(act_as, cast.lesson_plan2) == before


@pytest.mark.parametrize("login", NARROW)
def test_a_foreign_plan_has_no_page(client_as, cast, login):
    client, plan = client_as(login), cast.lesson_plan2
    for path in (
        f"/plans/{plan}",
        f"/plans/{plan}/print",
        f"/plans/{plan}/xlsx",
        f"/plans/{cast.lesson_plan}/compare/{plan}",
        f"/plans/new/{cast.gradebook2}",
    ):
        assert client.get(path).status_code in ((404,) if login == "teacher" else (403, 404)), path


def test_rows_of_another_plan_are_not_taken_into_the_own(api_as, act_as, cast):
    """A key of a foreign row in the own table is a new row; the foreign one stays as it is."""
    with act_as("system", writes=True) as session:
        _stand(session, cast.lesson_plan, PlanState.draft)
    before = _state(act_as, cast.lesson_plan2)
    row = {
        "id": cast.lesson_plan_topic2,
        "origin_id": cast.lesson_plan_topic2,
        "title": "Тема",
        "hours": 2,
    }
    saved = api_as("teacher").put(
        f"{PLAN}/{cast.lesson_plan}/rows", json={"edition": 0, "rows": [row]}
    )
    assert saved.status_code == 200
    assert cast.lesson_plan_topic2 not in saved.json["ids"]
    assert _state(act_as, cast.lesson_plan2) == before
    with act_as("system") as session:
        assert session.get_one(LessonPlanTopic, saved.json["ids"][0]).origin_id is None


def test_a_teacher_makes_and_gives_no_load(api_as, client_as, cast):
    program, base = api_as("teacher"), "/api/v1/teaching_assignment"
    one = cast.teaching_assignment
    for method, path, json in (
        ("POST", "generate", {"groups": [cast.group]}),
        ("POST", "give", {"ids": [one], "teacher": cast.employee_teacher}),
        ("PUT", "shares", {}),
        ("POST", f"{one}/split", {"parts": []}),
        ("POST", f"{one}/change_teacher", {"teacher": None, "on": "2026-10-19"}),
        ("POST", f"{one}/undo_change", {}),
        ("GET", "teachers", None),
    ):
        assert program.open(f"{base}/{path}", method=method, json=json).status_code == 403, path
    assert client_as("teacher").get("/load/generate").status_code == 403


def test_a_deputy_who_teaches_keeps_the_load_and_a_teacher_does_not(api_as, cast):
    path, body = "/api/v1/teaching_assignment/generate", {"groups": [cast.group]}
    assert api_as("teacher_deputy").post(path, json=body).status_code in (200, 201)
    assert api_as("teacher_head").post(path, json=body).status_code == 403


def test_the_load_of_a_foreign_department_is_not_told(client_as, api_as, cast):
    head, program = client_as("department_head"), api_as("department_head")
    assert head.get(f"/load/group/{cast.group}").status_code == 200
    assert head.get(f"/load/group/{cast.group2}").status_code == 404
    for path in ("/load/", "/load/check", "/load/vacancies", "/load/teachers"):
        assert "ТМ-21" not in head.get(f"{path}?department={cast.department2}").text, path
    base = "/api/v1/teaching_assignment"
    for query in (f"group={cast.group2}", f"department={cast.department2}"):
        answer = program.get(f"{base}/load?{query}")
        assert answer.status_code == 404 or answer.json["result"] == [], query
    for by in ("group", "department"):
        answer = program.get(f"{base}/totals?by={by}&department={cast.department2}")
        assert answer.status_code == 404 or answer.json["result"] == [], by


def test_a_teacher_reads_the_own_load_alone(client_as, api_as, cast):
    page, program = client_as("teacher"), api_as("teacher")
    assert page.get(f"/load/teacher/{cast.employee_teacher2}").status_code == 404
    assert page.get(f"/load/group/{cast.group2}").status_code == 404
    assert "Ёлкин" not in page.get("/load/").text
    base = "/api/v1/teaching_assignment"
    rows = program.get(f"{base}/totals?by=teacher").json["result"]
    assert {row["teacher_id"] for row in rows} <= {cast.employee_teacher}
    assert f'"id":{cast.teaching_assignment2},' not in program.get(f"{base}/load").text


@pytest.mark.parametrize("login", [*NARROW, "student", "parent"])
def test_the_delivery_of_foreign_groups_is_not_told(api_as, client_as, cast, login):
    program, path = api_as(login), "/api/v1/programme_delivery/"
    for query in (
        "level=group",
        f"level=journal&group={cast.group2}",
        f"level=journal&teacher={cast.employee_teacher2}",
        f"level=group&department={cast.department2}",
    ):
        answer = program.get(f"{path}?{query}")
        if answer.status_code == 200:
            keys = {(row["name"], row["teacher"]) for row in answer.json["result"]}
            assert not [key for key in keys if "ТМ-21" in key[0] or "Ёлкин" in (key[1] or "")]
        else:
            assert answer.status_code in (403, 404, 422), query
        page = client_as(login).get(f"/delivery/?{query}")
        assert "ТМ-21" not in page.text, query


def _other(act_as, cast, login, role):
    with act_as("system", writes=True) as session:
        grant_roles(cast[f"user_{login}"], [role])
        session.commit()


def test_a_file_that_waits_is_its_senders_alone(api_as, client_as, act_as, cast):
    """The token of a preview, in the hands of another person of the same role, finds nothing."""
    _other(act_as, cast, "hr", Role.methodist)
    token = send(api_as("methodist")).json["token"]
    other = api_as("hr")
    assert other.post(f"{CURRICULUM}{token}", json={}).status_code == 404
    page = client_as("hr")
    assert page.get(f"/curricula/import/{token}").status_code == 404
    assert page.post(f"/curricula/import/{token}", data={"then": "import"}).status_code == 404


def test_a_timetable_that_waits_is_its_senders_alone(api_as, client_as, act_as, cast):
    _other(act_as, cast, "hr", Role.timetabler)
    file = AscFile()
    file.lesson("L1").card("L1", 1, 2)
    data = {"file": (BytesIO(file.xml("utf-8")), "a.xml"), "semester": cast.semester}
    token = api_as("timetabler").post(f"{TIMETABLE}/", data=data).json["token"]
    other, page = api_as("hr"), client_as("hr")
    body = {"semester": cast.semester, "mode": "replace"}
    assert other.get(f"{TIMETABLE}/{token}?semester={cast.semester}").status_code == 404
    assert other.post(f"{TIMETABLE}/{token}", json=body).status_code == 404
    file_page = f"/timetable/import/file/{token}"
    assert page.get(file_page).status_code == 404
    assert page.get(f"{file_page}/names/teacher").status_code == 404
    assert page.post(f"{file_page}/run", data=body).status_code == 404


def test_a_plan_that_waits_is_its_senders_alone(client_as, cast):
    data = {"gradebook": str(cast.gradebook_sub), "file": (BytesIO(workbook(SIMPLE)), "а.xlsx")}
    place = client_as("teacher").post("/plans/import/", data=data).location
    assert client_as("teacher").get(place).status_code == 200
    token = place.split("?")[0].rsplit("/", 1)[1]
    other = client_as("teacher2")
    assert other.get(f"/plans/import/{token}?gradebook={cast.gradebook2}").status_code == 404
    written = other.post(f"/plans/import/{token}", data={"gradebook": str(cast.gradebook2)})
    assert written.status_code == 404
