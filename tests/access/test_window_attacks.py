"""What somebody tries with a journal that is closed for changes, and with its windows (3.6)."""

from datetime import date

import pytest
from sqlalchemy import func, select

from access.roles import Role
from app.access_sync import grant_roles
from domain.enums import RequestState, Standing
from models import AuditEntry, CorrectionWindow, Department, JournalTeacher, Mark, Notice, Work
from tests.access.faces import MISSING
from tests.windows import WHY, open_window

BASE, PAGE = "/api/v1/correction_window", "/windows"
SEPT = date(2026, 9, 14)
FULL = {"state": "granted", "closes_at": "2027-01-01T00:00:00Z", "decided_by_id": 1}


def _state(act_as, key):
    with act_as("system") as session:
        one = session.get_one(CorrectionWindow, key)
        audited = session.scalar(select(func.count()).select_from(AuditEntry))
        told = session.scalar(select(func.count()).select_from(Notice))
        return one.state, one.closes_at, one.decided_by_id, one.reason, audited, told


def _status(answer) -> int:
    return answer.status_code


def test_a_teacher_grants_no_request(api_as, client_as, act_as, cast):
    key = cast.correction_window
    before = _state(act_as, key)
    program, pages = api_as("teacher"), client_as("teacher")
    answers = [
        program.post(f"{BASE}/{key}/grant", json={"days": 3}),
        program.post(f"{BASE}/{key}/refuse", json={"remark": "Нет"}),
        pages.post(f"{PAGE}/{key}/grant", data={"amount": "3", "unit": "days"}),
        pages.post(f"{PAGE}/{key}/refuse", data={"remark": "Нет"}),
    ]
    assert [_status(answer) for answer in answers] == [403] * 4
    for method in ("put", "patch"):
        assert _status(getattr(program, method)(f"{BASE}/{key}", json=FULL)) in (404, 405)
    assert _status(program.delete(f"{BASE}/{key}")) in (403, 404, 405)
    assert _status(pages.post(f"/registers/correction_window/edit/{key}", data=FULL)) in (404, 405)
    assert _state(act_as, key) == before


def test_a_head_decides_on_no_own_request(api_as, client_as, act_as, app, cast):
    # The head of the department keeps a journal of its own group, and asks.
    keys = {"gradebook_id": cast.gradebook_th, "teacher_id": cast.employee_teacher_head}
    waits = {"state": RequestState.requested, "closes_at": None}
    with act_as("system", writes=True) as session:
        window = CorrectionWindow(
            **keys, **waits, lessons_from=SEPT, lessons_to=SEPT, reason=WHY,
            requested_at=session.get_one(CorrectionWindow, cast.correction_window).requested_at,
        )  # fmt: skip
        session.add(window)
        session.commit()
        key = window.id
        heads = session.scalars(
            select(Department.id).where(Department.head_id == cast.employee_teacher_head)
        ).all()
        assert heads
    before = _state(act_as, key)
    for action, body in (("grant", {"days": 3}), ("refuse", {"remark": "Нет"})):
        assert _status(api_as("teacher_head").post(f"{BASE}/{key}/{action}", json=body)) == 403
    assert "/grant" not in client_as("teacher_head").get(f"{PAGE}/{key}").text
    assert _state(act_as, key) == before


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("department_head2", 404),  # of another department
        ("teacher2", 404),
        ("teacher_head", 404),
        ("deputy_director", 403),
        ("module_admin", 403),
        ("methodist", 403),
        ("curator", 403),
        ("director", 403),
    ],
)
def test_only_the_head_of_the_department_decides(api_as, act_as, cast, login, status):
    key = cast.correction_window
    before = _state(act_as, key)
    answer = api_as(login).post(f"{BASE}/{key}/grant", json={"days": 3})
    assert _status(answer) in {status, 403 if login.startswith("teacher") else status}
    assert _state(act_as, key) == before


def test_more_is_not_set_than_is_asked_for(api_as, act_as, cast):
    program, head = api_as("teacher"), api_as("department_head")
    body = {"lesson_id": cast.lesson_sept, "reason": WHY}
    for name, value in {**FULL, "requested_at": "2026-09-01T00:00:00Z", "teacher_id": 5}.items():
        answer = program.post(f"{BASE}/", json=body | {name: value})
        assert (_status(answer), list(answer.json["errors"])) == (422, [name])
    key = cast.correction_window
    before = _state(act_as, key)
    for name in ("closes_at", "state", "teacher_id", "lessons_from", "lessons_to"):
        answer = head.post(f"{BASE}/{key}/grant", json={"days": 1, name: "2026-09-01"})
        assert (_status(answer), list(answer.json["errors"])) == (422, [name])
    assert _state(act_as, key) == before


def test_windows_of_foreign_journals_are_not_there(api_as, client_as, cast):
    program, pages, key = api_as("teacher"), client_as("teacher"), cast.correction_window2
    body = {"reason": WHY, "lessons_from": "2026-09-14"}
    answers = [
        program.get(f"{BASE}/{key}"),
        program.post(f"{BASE}/{key}/withdraw"),
        program.post(f"{BASE}/{key}/grant", json={}),
        program.post(f"{BASE}/", json=body | {"gradebook_id": cast.gradebook2}),
        program.post(f"{BASE}/", json={"reason": WHY, "lesson_id": cast.lesson2}),
        program.post(f"{BASE}/", json=body | {"gradebook_id": MISSING}),
        pages.get(f"{PAGE}/{key}"),
        pages.get(f"{PAGE}/new?lesson={cast.lesson2}"),
        pages.get(f"{PAGE}/new?journal={cast.gradebook2}"),
        pages.post(f"{PAGE}/new?journal={cast.gradebook2}", data=body),
        pages.post(f"{PAGE}/{key}/withdraw"),
        pages.get(f"{PAGE}/99999999999"),
        api_as("department_head").post(f"{BASE}/{key}/grant", json={}),
    ]
    assert [_status(answer) for answer in answers] == [404] * len(answers)
    listed = program.get(f"{BASE}/").json
    assert key not in {one["id"] for one in listed["result"]}


def test_days_of_others_cannot_be_asked_for(api_as, act_as, cast):
    """A stand-in of today alone asks for no window of the main teacher's lessons."""
    with act_as("system", writes=True) as session:
        keys = {"gradebook_id": cast.gradebook, "teacher_id": cast.employee_teacher2}
        days = {"starts_on": date(2026, 10, 14), "ends_on": date(2026, 10, 14)}
        session.add(JournalTeacher(standing=Standing.substitute, **keys, **days))
        session.commit()
    body = {"lesson_id": cast.lesson_sept, "reason": WHY}
    answer = api_as("teacher2").post(f"{BASE}/", json=body)
    assert _status(answer) == 422
    # Nor does the teacher's window open the day for them.
    open_window(act_as, cast, SEPT)
    cell = {"lesson_id": cast.lesson_sept, "student_id": cast.student, "text": "5", "was": "б/4"}
    batch = {"cells": [cell | {"reason": "Исправление"}]}
    answer = api_as("teacher2").put(f"/api/v1/gradebook/{cast.gradebook}/cells", json=batch)
    assert [one["code"] for one in answer.json["refused"]] == ["keeper"]


@pytest.mark.parametrize("opened", ["not at all", "other days", "closed", "another teacher's"])
def test_an_old_lesson_is_changed_by_no_path(api_as, act_as, cast, opened):
    windows = {
        "other days": {"first": date(2026, 9, 15), "last": date(2026, 9, 30)},
        "closed": {"first": SEPT, "closes_at": cast_now(act_as)},
        "another teacher's": {"first": SEPT, "teacher_id": cast.employee_teacher2},
    }
    if opened in windows:
        open_window(act_as, cast, **windows[opened])
    program, lesson = api_as("teacher"), f"/api/v1/lesson/{cast.lesson_sept}"
    before = _journal(act_as, cast)
    for method, path, body in (
        ("put", lesson, {"topic": "Другая тема"}),
        ("put", lesson, {"held_on": "2026-10-14"}),
        ("put", f"/api/v1/lesson/{cast.lesson_today}", {"held_on": "2026-09-14"}),
        ("post", f"{lesson}/confirm", {"confirmed": True}),
        ("post", f"{lesson}/accept", {"topic_id": cast.lesson_plan_topic}),
        ("delete", f"{lesson}/accept", {}),
        ("delete", f"{lesson}?confirm_loss=1", None),
        ("post", f"/api/v1/gradebook/{cast.gradebook}/lessons",
         {"held_on": "2026-09-14", "pair": 7, "topic": "Задним числом"}),
        ("post", f"{lesson}/works", {"kind": "practical", "title": "Задним числом"}),
    ):  # fmt: skip
        answer = getattr(program, method)(path, **({} if body is None else {"json": body}))
        assert _status(answer) in (404, 405, 422), (method, path, answer.text)
    students = (cast.student, cast.student_b, cast.student_c)
    column = [
        {"lesson_id": cast.lesson_sept, "student_id": key, "text": "5", "was": "", "reason": "Так"}
        for key in students
    ]
    answer = program.put(f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": column})
    assert (answer.json["saved"], len(answer.json["refused"])) == ([], 3)
    assert {one["code"] for one in answer.json["refused"]} == {"closed"}
    assert _journal(act_as, cast) == before


def test_results_of_an_old_work_are_closed(api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        work = Work(
            lesson_id=cast.lesson_sept, kind="practical", title="Работа № 1", ordinal=10,
            issued_on=SEPT, due_on=SEPT,
        )  # fmt: skip
        session.add(work)
        session.commit()
        key = work.id
    cell = {"lesson_id": cast.lesson_sept, "student_id": cast.student, "work_id": key, "text": "5"}
    batch = {"cells": [cell | {"was": "", "reason": "Забыли внести"}]}
    answer = api_as("teacher").put(f"/api/v1/gradebook/{cast.gradebook}/cells", json=batch)
    assert [one["code"] for one in answer.json["refused"]] == ["closed"]
    open_window(act_as, cast, SEPT)
    answer = api_as("teacher").put(f"/api/v1/gradebook/{cast.gradebook}/cells", json=batch)
    assert [one["text"] for one in answer.json["saved"]] == ["5"]


def test_a_head_who_gets_the_role_of_a_teacher_decides_no_more_than_before(
    api_as, act_as, app, cast
):
    with app.app_context():
        grant_roles(cast.user_department_head, [Role.department_head, Role.teacher])
    answer = api_as("department_head").post(f"{BASE}/{cast.correction_window2}/grant", json={})
    assert _status(answer) == 404


def cast_now(act_as):
    with act_as("system") as session:
        return session.scalars(select(CorrectionWindow.requested_at)).first()


def _journal(act_as, cast):
    with act_as("system") as session:
        marks = session.execute(select(Mark.id, Mark.code, Mark.lesson_id).order_by(Mark.id)).all()
        audited = session.scalar(select(func.count()).select_from(AuditEntry))
        return marks, audited
