"""An inspection from its beginning to remarks that close themselves or escalate (5.3, 7.2, 7.3)."""

from datetime import date

import pytest
from sqlalchemy import select

from access.principal import acting_as, system_principal
from jobs.remarks import keep_remarks, remind_monthly_checks
from models import Inspection, InspectionRemark, Lesson, Notice, RemarkEntry

INSPECTION, REMARK = "/api/v1/inspection", "/api/v1/inspection_remark"
ALL_GOOD = dict.fromkeys(("completeness", "delivery", "objectivity", "control_works"), "good")


@pytest.fixture
def run(app):
    """Give `run(job)`: what the scheduled job says that it did."""

    def call(job):
        with app.app_context(), acting_as(system_principal("schedule")):
            return job().params

    return call


@pytest.fixture
def begun(api_as, cast):
    """Give `begun(login, **fields)`: an inspection of the first journal by REST, as JSON."""

    def begin(login="department_head", **fields):
        body = {
            "gradebook_id": cast.gradebook,
            "kind": "administrator" if login == "module_admin" else "monthly",
            "period_from": "2026-09-01",
            "period_to": "2026-10-14",
        }
        answer = api_as(login).post(f"{INSPECTION}/", json=body | fields)
        assert answer.status_code == 201, answer.text
        return answer.json

    return begin


def _notices(act_as, user_id: int) -> list[str]:
    with act_as("system") as session:
        query = select(Notice.message).where(Notice.user_id == user_id).order_by(Notice.id)
        return list(session.scalars(query))


def _events(act_as, remark_id: int) -> list[str]:
    with act_as("system") as session:
        query = select(RemarkEntry.event).where(RemarkEntry.remark_id == remark_id)
        return [str(one) for one in session.scalars(query.order_by(RemarkEntry.id))]


def _without_topic(act_as, lesson_id: int) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, lesson_id).topic = ""
        session.commit()


def test_7_3_a_remark_goes_from_an_inspection_to_closing_itself(
    api_as, act_as, cast, begun
) -> None:
    lesson = cast.lesson
    _without_topic(act_as, lesson)
    head, teacher = api_as("department_head"), api_as("teacher")
    found = begun(period_to="2026-10-31")
    facts = {one["key"]: one for one in found["facts"]["faults"]}
    assert lesson in [pair[0] for pair in facts["no_topic"]["lessons"]]
    assert (facts["no_topic"]["part"], facts["no_topic"]["clause"]) == ("completeness", "5.5.8")

    body = {"inspection_id": found["id"], "lesson_id": lesson, "cause": "no_topic"}
    made = head.post(f"{REMARK}/", json=body | {"text": "Нет темы"})
    assert made.status_code == 201
    assert (made.json["due_on"], made.json["is_draft"]) == ("2026-10-20", True)
    remark = made.json["id"]
    path = f"{REMARK}/{remark}"
    early = teacher.post(f"{path}/answer", json={"text": "Исправлю"})
    assert early.status_code == 403  # the teacher does not have it yet

    finished = head.post(f"{INSPECTION}/{found['id']}/finish", json=ALL_GOOD | {"summary": "Итог"})
    assert finished.status_code == 200
    frozen = finished.json["facts"]
    assert _notices(act_as, cast.user_teacher)[-1].startswith("Your journal was inspected")
    again = head.put(f"{INSPECTION}/{found['id']}", json={"summary": "Иначе"})
    assert again.status_code == 403

    answer = teacher.post(f"{path}/answer", json={"text": "Исправлю завтра"})
    assert (answer.status_code, answer.json["state"]) == (200, "answered")
    returned = head.post(f"{path}/return", json={"text": "Исправьте сегодня"})
    assert returned.json["state"] == "open"
    saved = teacher.put(f"/api/v1/lesson/{lesson}", json={"topic": "Циклы в языке Паскаль"})
    assert saved.status_code == 200, saved.text
    with act_as("system") as session:
        row = session.get_one(InspectionRemark, remark)
        assert (str(row.state), row.closed_at is not None) == ("closed", True)
        assert session.get_one(Inspection, found["id"]).facts == frozen  # as they were that day
    assert _events(act_as, remark) == ["made", "answered", "returned", "cause_gone"]
    assert _notices(act_as, cast.user_department_head)[-1].startswith("Remarks closed by them")
    reopened = head.post(f"{path}/reopen", json={"text": "Тема неполная"})
    assert (reopened.json["state"], reopened.json["cause"]) == ("open", None)


def test_7_3_saving_cells_takes_no_statement_more_for_remarks(
    api_as, act_as, cast, count_statements
) -> None:
    teacher = api_as("teacher")
    path = f"/api/v1/gradebook/{cast.gradebook}/cells"
    cell = {"lesson_id": cast.lesson, "student_id": cast.student, "was": ""}
    grid = teacher.get(f"/api/v1/gradebook/{cast.gradebook}/grid").json
    texts = [one[2] for one in grid["cells"] if one[:2] == [cast.lesson, cast.student]]
    cell["was"] = texts[0] if texts else ""
    with count_statements() as statements:
        saved = teacher.put(path, json={"cells": [cell | {"text": "5"}]})
    assert saved.json["saved"], saved.text
    assert not [one for one in statements if "FROM inspection_remark JOIN" in one]


def test_5_3_3_an_overdue_remark_reaches_the_deputy(
    api_as, act_as, cast, begun, at_local, run
) -> None:
    head, deputy = api_as("department_head"), api_as("deputy_director")
    found = begun()
    body = {"inspection_id": found["id"], "text": "Заполните темы", "due_on": "2026-10-15"}
    remark = head.post(f"{REMARK}/", json=body).json["id"]
    head.post(f"{INSPECTION}/{found['id']}/finish", json=ALL_GOOD)
    path = f"{REMARK}/{remark}"
    assert deputy.post(f"{path}/close").status_code == 403  # it is the head's
    with at_local("12:00", date(2026, 10, 15)):
        assert run(keep_remarks)["passed"] == 0
    with at_local("06:30", date(2026, 10, 16)):
        assert run(keep_remarks)["passed"] == 1
        assert run(keep_remarks)["passed"] == 0  # once
        assert _events(act_as, remark) == ["made", "escalated"]
        assert _notices(act_as, cast.user_deputy_director)[-1].startswith("A remark is overdue")
        closed = api_as("deputy_director").post(f"{path}/close", json={"text": "Разобрались"})
        assert (closed.status_code, closed.json["state"]) == (200, "closed")


def test_5_3_1_the_month_says_what_was_not_checked(api_as, act_as, cast, begun, run) -> None:
    head, admin = api_as("department_head"), api_as("module_admin")

    def duty(client):
        found = client.get(f"{INSPECTION}/duty?month=2026-10").json
        row = next(one for one in found["departments"] if one["department_id"] == cast.department)
        return row, [one["gradebook_id"] for one in found["unchecked"]]

    before, unchecked = duty(head)
    assert (before["checked"], before["by_admin"]) == (0, 0)
    assert cast.gradebook in unchecked
    assert cast.gradebook2 not in unchecked
    told = run(remind_monthly_checks)["told"]
    assert told >= 2
    assert "to be checked this month" in _notices(act_as, cast.user_department_head)[-1]
    assert "have not controlled" in _notices(act_as, cast.user_module_admin)[-1]
    found = begun()
    assert duty(head)[0]["checked"] == 0  # begun is not done
    head.post(f"{INSPECTION}/{found['id']}/finish", json=ALL_GOOD)
    after, unchecked = duty(head)
    assert after["checked"] == 1
    assert cast.gradebook not in unchecked
    other = begun("module_admin")
    admin.post(f"{INSPECTION}/{other['id']}/finish", json=ALL_GOOD)
    assert duty(admin)[0]["by_admin"] == 1  # 7.2 is a duty of its own
    assert duty(admin)[0]["checked"] == 1


REFUSED = [
    ("teacher", {}, 403),
    ("director", {}, 403),
    ("methodist", {}, 403),
    ("department_head2", {}, 404),
    ("department_head", {"kind": "administrator"}, 422),
    ("department_head", {"kind": "no"}, 422),
    ("department_head", {"period_from": "2026-10-10", "period_to": "2026-10-01"}, 422),
    ("department_head", {"period_from": "2026-10-15", "period_to": "2026-10-16"}, 422),
    ("department_head", {"period_from": "2025-05-01"}, 422),
    ("department_head", {"control_item_id": 10**6}, 422),
    ("department_head", {"finished_at": "2026-10-01"}, 422),
    ("department_head", {"gradebook_id": None}, 422),
    ("department_head", {"gradebook_id": 10**6}, 404),
]


def test_5_2_2_who_inspects_what_and_changes_nothing_in_the_journal(api_as, cast, begun) -> None:
    for login, fields, status in REFUSED:
        body = {
            "gradebook_id": cast.gradebook,
            "kind": "monthly",
            "period_from": "2026-09-01",
            "period_to": "2026-10-14",
        }
        answer = api_as(login).post(f"{INSPECTION}/", json=body | fields)
        assert answer.status_code == status, (login, fields, answer.text)
    own = begun()
    path = f"{INSPECTION}/{own['id']}"
    for login, status in (("deputy_director", 403), ("module_admin", 403), ("teacher", 403)):
        for method, to in (("PUT", path), ("POST", f"{path}/finish"), ("DELETE", path)):
            answer = api_as(login).open(to, method=method, json={})
            assert answer.status_code == status, (login, method)
    assert api_as("department_head2").put(path, json={}).status_code == 404
    cell = {"lesson_id": cast.lesson, "student_id": cast.student, "text": "5", "was": ""}
    for login in ("department_head", "deputy_director", "module_admin"):
        saved = api_as(login).put(
            f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": [cell]}
        )
        assert saved.status_code == 403
        assert api_as(login).put(f"/api/v1/lesson/{cast.lesson}", json={}).status_code == 403
    assert api_as("deputy_director").get(f"{path}/facts").status_code == 200
    assert api_as("department_head").delete(path).status_code == 204


WRONG = [
    ({}, "text"),
    ({"text": " "}, "text"),
    ({"text": "а" * 2001}, "text"),
    ({"text": "т", "due_on": "2026-10-13"}, "due_on"),
    ({"text": "т", "due_on": "2028-10-13"}, "due_on"),
    ({"text": "т", "due_on": "завтра"}, "due_on"),
    ({"text": "т", "lesson_id": 10**6}, "lesson_id"),
    ({"text": "т", "student_id": 10**6}, "student_id"),
    ({"text": "т", "cause": "no_such"}, "cause"),
    ({"text": "т", "cause": "no_final_marks"}, "cause"),
    ({"fact": "no_final_marks"}, "fact"),
    ({"text": "т", "state": "closed"}, "state"),
]


def test_7_3_a_remark_that_cannot_be_is_refused_in_words(api_as, cast, begun) -> None:
    head, found = api_as("department_head"), begun()
    for body, field in WRONG:
        answer = head.post(f"{REMARK}/", json={"inspection_id": found["id"]} | body)
        assert answer.status_code == 422, (body, answer.text)
        assert list(answer.json["errors"]) == [field]
    both = {"text": "т", "lesson_id": cast.lesson, "student_id": cast.student}
    answer = head.post(f"{REMARK}/", json={"inspection_id": found["id"]} | both)
    assert list(answer.json["errors"]) == ["student_id"]
    made = head.post(f"{REMARK}/", json={"inspection_id": found["id"], "text": "Черновик"}).json
    assert head.put(f"{REMARK}/{made['id']}", json={"text": "Иначе"}).json["text"] == "Иначе"
    assert api_as("teacher").delete(f"{REMARK}/{made['id']}").status_code == 403
    assert head.delete(f"{REMARK}/{made['id']}").status_code == 204
    missing = head.post(f"{INSPECTION}/{found['id']}/finish", json={"delivery": "good"})
    assert missing.status_code == 422
    assert set(missing.json["errors"]) == set(ALL_GOOD) - {"delivery"}
