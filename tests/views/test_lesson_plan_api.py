"""REST of lesson plans: a program does all that the editor can, and wrong input is told (5.5.2)."""

from sqlalchemy import func, select

from models import LessonPlan, LessonPlanTopic
from tests.services.plan_cases import match_hours

ROWS = [
    {"level": "section", "title": "Раздел 1"},
    {"title": "Введение", "hours": 40, "homework": "Прочитать главу 1"},
    {"title": "Работа", "hours": "20", "kind": "practical", "task_kind": "practical"},
]
API = "/api/v1/lesson_plan"


def begin(client, cast):
    """Return the path of an empty plan of the subgroup's journal."""
    answer = client.post(f"{API}/", json={"gradebook_id": cast.gradebook_sub})
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"{API}/{answer.json['id']}")
    return f"{API}/{answer.json['id']}"


def test_a_program_leads_a_plan_to_approval(api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        match_hours(session, cast)
    teacher, methodist = api_as("teacher"), api_as("methodist")
    path = begin(teacher, cast)
    saved = teacher.put(f"{path}/rows", json={"edition": 0, "rows": ROWS}).json
    assert saved["edition"] == 1
    assert len(saved["ids"]) == 3
    assert saved["blocks"] == []
    assert {one["fault"] for one in saved["hours"]} == {None}
    assert teacher.post(f"{path}/submit", json={"edition": 1}).json["state"] == "submitted"
    remark = {"edition": 1, "rows": {str(saved["ids"][1]): "Разбейте на темы"}}
    returned = methodist.post(f"{path}/return", json=remark).json
    assert returned["state"] == "returned"
    assert returned["rows"][1]["remark"] == "Разбейте на темы"
    rows = [ROWS[0], {**ROWS[1], "hours": 20}, {**ROWS[1], "hours": 20}, ROWS[2]]
    assert teacher.put(f"{path}/rows", json={"edition": 1, "rows": rows}).status_code == 200
    assert teacher.post(f"{path}/submit", json={"edition": 2}).status_code == 200
    assert teacher.post(f"{path}/withdraw").json["state"] == "returned"
    assert teacher.post(f"{path}/submit", json={"edition": 2}).status_code == 200
    assert methodist.post(f"{path}/approve", json={"edition": 2}).json["state"] == "approved"
    revision = teacher.post(f"{path}/revise").json["id"]
    compared = teacher.get(f"{API}/{revision}/compare/{path.rsplit('/', 1)[1]}").json
    assert compared["changes"] == []
    assert teacher.delete(f"{API}/{revision}").status_code == 204
    assert teacher.delete(path).status_code == 403


def test_a_plan_that_does_not_match_is_refused_in_sentences(api_as, cast):
    teacher = api_as("teacher")
    path = begin(teacher, cast)
    answer = teacher.post(f"{path}/submit", json={"edition": 0})
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["blocks.0"]
    hours = teacher.get(f"{path}/hours").json
    assert {one["to_load"] for one in hours["hours"]} == {-40, -20}


def test_a_second_program_gets_409_and_how_the_plan_stands(api_as, cast):
    teacher = api_as("teacher")
    path = begin(teacher, cast)
    teacher.put(f"{path}/rows", json={"edition": 0, "rows": ROWS})
    answer = teacher.put(f"{path}/rows", json={"edition": 0, "rows": []})
    assert answer.status_code == 409
    assert answer.json["edition"] == 1
    assert [row["title"] for row in answer.json["rows"]] == ["Раздел 1", "Введение", "Работа"]
    assert answer.json["at"].endswith("Z")


def test_every_fault_is_named_and_nothing_is_written(api_as, act_as, cast):
    teacher = api_as("teacher")
    path = begin(teacher, cast)
    wrong = [
        {"title": "Введение", "hours": 2},
        {"title": "x" * 2001, "hours": "два", "kind": "dance"},
        {"level": "section", "title": "Раздел", "hours": 2},
        {"title": "\u0000", "semester_number": 13, "stranger": 1, "id": "1"},
        "no row",
    ]
    answer = teacher.put(f"{path}/rows", json={"edition": 0, "rows": wrong})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {
        "rows.1.title", "rows.1.hours", "rows.1.kind", "rows.2.hours", "rows.3.title",
        "rows.3.semester_number", "rows.3.stranger", "rows.3.id", "rows.4.row",
    }  # fmt: skip
    for body in ({}, {"edition": 0}, {"edition": "x", "rows": []}, {"edition": -1, "rows": []}):
        assert teacher.put(f"{path}/rows", json=body).status_code == 422
    many = {"edition": 0, "rows": [{}] * 1001}
    assert teacher.put(f"{path}/rows", json=many).status_code == 400
    assert teacher.put(f"{path}/rows", data="[").status_code == 400
    with act_as("system") as session:
        query = select(func.count()).select_from(LessonPlanTopic)
        assert session.scalar(query) == 2  # those of the cast


def test_rows_come_and_go_one_by_one(api_as, cast):
    teacher = api_as("teacher")
    path = begin(teacher, cast)
    plan_id = int(path.rsplit("/", 1)[1])
    rest = "/api/v1/lesson_plan_topic"
    first = teacher.post(f"{rest}/", json={"plan_id": plan_id, "title": "Первая", "hours": 2})
    assert first.status_code == 201
    key = first.json["id"]
    body = {"plan_id": plan_id, "title": "Вторая", "after": key}
    assert teacher.post(f"{rest}/", json=body).json["edition"] == 2
    assert teacher.put(f"{rest}/{key}", json={"hours": 4}).json["edition"] == 3
    assert teacher.put(f"{rest}/{key}", json={"hours": 4, "what": 1}).status_code == 422
    assert teacher.delete(f"{rest}/{key}").status_code == 204
    assert teacher.delete(f"{rest}/{key}").status_code == 404
    rows = teacher.get(f"{path}/rows").json["rows"]
    assert [row["title"] for row in rows] == ["Вторая"]


def test_remarks_are_the_methodists(api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        match_hours(session, cast)
    teacher, methodist = api_as("teacher"), api_as("methodist")
    path = begin(teacher, cast)
    ids = teacher.put(f"{path}/rows", json={"edition": 0, "rows": ROWS}).json["ids"]
    teacher.post(f"{path}/submit", json={"edition": 1})
    row = f"/api/v1/lesson_plan_topic/{ids[1]}"
    assert methodist.put(row, json={"remark": "Уточните"}).json["remark"] == "Уточните"
    assert methodist.put(row, json={"hours": 1}).status_code == 403
    assert teacher.put(row, json={"remark": "Сам"}).status_code == 403
    assert methodist.put(f"{path}/remarks", json={"remark": "В целом"}).json["remark"] == "В целом"
    for body in ({"rows": []}, {"rows": {"x": "y"}}, {"rows": {"1": 2}}, {"remark": 1}):
        assert methodist.put(f"{path}/remarks", json=body).status_code == 422
    assert methodist.put(f"{path}/remarks", json={"remark": "x" * 2001}).status_code == 422


def test_a_plan_is_copied_over_rest(api_as, act_as, cast):
    teacher = api_as("teacher")
    with act_as("system") as session:
        plans = session.scalar(select(func.count()).select_from(LessonPlan))
    sources = teacher.get(f"{API}/sources/{cast.gradebook_sub}").json["sources"]
    assert sources == []  # nobody has planned this discipline yet
    path = begin(teacher, cast)
    teacher.put(f"{path}/rows", json={"edition": 0, "rows": ROWS})
    target = cast.gradebook_tc_other  # the same discipline in another group
    (source,) = teacher.get(f"{API}/sources/{target}").json["sources"]
    assert (source["own"], source["hours"], source["state"]) == (True, 60, "draft")
    answer = teacher.post(f"{path}/copy", json={"gradebook_id": target})
    assert answer.status_code == 201
    with act_as("system") as session:
        assert session.scalar(select(func.count()).select_from(LessonPlan)) == plans + 2
    foreign = teacher.post(f"{path}/copy", json={"gradebook_id": cast.gradebook2})
    assert foreign.status_code == 404


def test_plans_are_found_by_state_group_and_teacher(api_as, cast):
    methodist = api_as("methodist")

    def found(name, value):
        query = f"(filters:!((col:{name},opr:eq,value:{value})))"
        answer = methodist.get(f"{API}/?q={query}")
        assert answer.status_code == 200, answer.text
        return set(answer.json["ids"])

    assert found("state", "approved") == {cast.lesson_plan, cast.lesson_plan2}
    assert found("state", "draft") == set()
    assert found("group", cast.group) == {cast.lesson_plan}
    assert found("teacher", cast.employee_teacher2) == {cast.lesson_plan2}
    assert found("department", cast.department2) == {cast.lesson_plan2}
    export = methodist.get("/api/v1/lesson_plan/")
    assert export.json["count"] == 2


def test_pages_of_foreign_and_missing_plans_are_404(client_as, cast):
    teacher = client_as("teacher")
    for key in (cast.lesson_plan2, 10**6, 10**12):
        for page in ("", "/print", f"/compare/{cast.lesson_plan}"):
            assert teacher.get(f"/plans/{key}{page}").status_code == 404
    assert teacher.get(f"/plans/new/{cast.gradebook2}").status_code == 404
    assert teacher.get(f"/plans/new/{cast.gradebook_td}").status_code == 404
    assert client_as("student").get("/plans/").status_code == 403


def test_the_methodists_queue_and_the_filters_of_the_list(client_as, api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        match_hours(session, cast)
    teacher = api_as("teacher")
    path = begin(teacher, cast)
    teacher.put(f"{path}/rows", json={"edition": 0, "rows": ROWS})
    teacher.post(f"{path}/submit", json={"edition": 1})
    methodist = client_as("methodist")
    page = methodist.get("/plans/").text
    assert 'class="pl-queue"' in page
    assert f'href="/plans/{path.rsplit("/", 1)[1]}"' in page
    narrowed = methodist.get(f"/plans/?state=none&group={cast.group2}&year=x&steps=9999").text
    assert "Инженерная графика" not in narrowed
    assert "Инженерная графика" in methodist.get(f"/plans/?group={cast.group2}").text


def test_a_plan_of_300_rows_is_saved_and_shown_fast(api_as, client_as, cast, count_statements):
    """What is sent does not grow with the rows: the same statements for 300 rows as for 3."""
    teacher = api_as("teacher")
    path = begin(teacher, cast)
    rows = [{"title": f"Тема {n}", "hours": 2} for n in range(300)]
    counts = []
    for edition, table in ((0, rows[:3]), (1, rows)):
        with count_statements() as told:
            answer = teacher.put(f"{path}/rows", json={"edition": edition, "rows": table})
        assert answer.status_code == 200
        counts.append(len(told))
    assert counts[1] <= counts[0] + 3
    with count_statements() as told:
        assert client_as("teacher").get(path.replace(API, "/plans")).status_code == 200
    assert len(told) < 40
