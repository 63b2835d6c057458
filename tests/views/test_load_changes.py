"""Changing the teacher in mid-year: no hour is lost, the journal stays one (5.5.9)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from jobs.load import hand_over_journals
from models import Gradebook, JournalTeacher, Lesson, Semester, TeachingAssignment
from tests.cast import Cast
from tests.views.load_rows import BASE, state_of

pytestmark = pytest.mark.both_databases
NEXT_MONDAY = "2026-10-19"


def _change(api: Any, cast: Cast, **more: Any) -> Any:
    body = {"teacher": cast.employee_teacher2, "on": NEXT_MONDAY} | more
    return api.post(f"{BASE}/{cast.teaching_assignment}/change_teacher", json=body)


def _terms(act_as: Any, gradebook_id: int) -> list[Any]:
    with act_as("system") as session:
        query = select(JournalTeacher).where(JournalTeacher.gradebook_id == gradebook_id)
        return [
            (one.teacher_id, str(one.starts_on), str(one.ends_on) if one.ends_on else None)
            for one in session.scalars(query.order_by(JournalTeacher.starts_on))
        ]


def test_a_change_divides_the_hours_by_what_is_taught_before_it(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    api = api_as("deputy_director")
    plan = api.get(f"{BASE}/{cast.teaching_assignment}/division?on={NEXT_MONDAY}").json
    with act_as("system") as session:
        lessons = session.scalars(select(Lesson).where(Lesson.gradebook_id == cast.gradebook))
        taught = sum(one.hours for one in lessons if one.held_on < date(2026, 10, 19))
    assert taught == 8
    assert (plan["taught"]["theory"], plan["kept"]["theory"], plan["left"]["theory"]) == (8, 8, 32)
    assert (plan["kept"]["practice"], plan["left"]["practice"]) == (0, 20)
    added = _change(api, cast)
    assert added.status_code == 201, added.text
    rows = state_of(
        act_as, semester_id=cast.semester, item_id=cast.curriculum_item, group_id=cast.group
    )
    assert rows == [
        (None, 1, None, cast.employee_teacher, 8, 0),
        (None, 1, date(2026, 10, 19), cast.employee_teacher2, 32, 0),
    ]


def test_the_journal_stays_one_and_the_earlier_teacher_keeps_what_was_taught(
    api_as: Any, act_as: Any, at_local: Any, app: Any, cast: Cast
) -> None:
    assert _change(api_as("deputy_director"), cast).status_code == 201
    assert _terms(act_as, cast.gradebook) == [
        (cast.employee_teacher, "2026-09-01", "2026-10-18"),
        (cast.employee_teacher2, NEXT_MONDAY, None),
    ]
    books = select(Gradebook.id).where(
        Gradebook.group_id == cast.group, Gradebook.item_id == cast.curriculum_item
    )
    with act_as("system") as session:
        assert session.scalars(books).all() == [cast.gradebook]
        assert session.get_one(Gradebook, cast.gradebook).teacher_id == cast.employee_teacher
    grid = f"/api/v1/gradebook/{cast.gradebook}/grid"
    assert api_as("teacher").get(grid).status_code == 200
    assert api_as("teacher2").get(grid).status_code == 200
    with at_local("00:05", date(2026, 10, 19)):
        with act_as("system"):
            assert hand_over_journals() == 1
        with act_as("system"):
            assert hand_over_journals() == 0  # repeatable
        with act_as("system") as session:
            kept = session.get_one(Gradebook, cast.gradebook)
            assert kept.teacher_id == cast.employee_teacher2
        assert api_as("teacher").get(grid).status_code == 200  # reads on what was theirs
        mine = api_as("teacher2").get("/api/v1/journal_teacher/").json
        assert mine["count"] >= 2


def test_a_change_also_hands_over_the_following_semester(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        row = TeachingAssignment(
            semester_id=cast.semester2, group_id=cast.group, item_id=cast.curriculum_item,
            teacher_id=cast.employee_teacher, theory=10,
        )  # fmt: skip
        session.add(row)
        session.commit()
    api = api_as("deputy_director")
    key = _change(api, cast).json["id"]
    spring = {"semester_id": cast.semester2, "item_id": cast.curriculum_item}
    assert state_of(act_as, **spring)[0][3] == cast.employee_teacher2
    assert api.post(f"{BASE}/{key}/undo_change").status_code == 200
    assert state_of(act_as, **spring)[0][3] == cast.employee_teacher
    _change(api, cast, later=False)
    assert state_of(act_as, **spring)[0][3] == cast.employee_teacher
    assert _terms(act_as, cast.gradebook) == [
        (cast.employee_teacher, "2026-09-01", "2026-10-18"),
        (cast.employee_teacher2, NEXT_MONDAY, "2027-01-10"),
        (cast.employee_teacher, "2027-01-11", None),
    ]


def test_a_change_is_taken_back_until_the_new_teacher_records_a_lesson(
    api_as: Any, act_as: Any, at_local: Any, cast: Cast
) -> None:
    api, before = api_as("deputy_director"), state_of(act_as)
    key = _change(api, cast).json["id"]
    assert api.post(f"{BASE}/{key}/undo_change").json == {"id": cast.teaching_assignment}
    assert state_of(act_as) == before
    assert _terms(act_as, cast.gradebook) == [(cast.employee_teacher, "2026-09-01", None)]
    key = _change(api, cast).json["id"]
    with at_local("10:00", date(2026, 10, 20)):
        api, teacher = api_as("deputy_director"), api_as("teacher2")  # tokens of that day
        lesson = {"held_on": "2026-10-20", "pair": 1, "topic": "Файловые системы"}
        made = teacher.post(f"/api/v1/gradebook/{cast.gradebook}/lessons", json=lesson)
        assert made.status_code == 201, made.text
        # A lesson that nobody recorded yet does not hold the change.
        assert api.post(f"{BASE}/{key}/undo_change").status_code == 200
        key = _change(api, cast).json["id"]
        confirmed = teacher.post(f"/api/v1/lesson/{made.json['id']}/confirm", json={})
        assert confirmed.status_code == 200, confirmed.text
        refused = api.post(f"{BASE}/{key}/undo_change")
        assert refused.status_code == 422
        assert "журнал" in refused.json["message"]


def test_the_hours_of_a_change_may_be_divided_otherwise(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    api = api_as("deputy_director")
    for kept, says in (
        ({"theory": 41}, "kept"),
        ({}, "kept"),
        ({"theory": 40, "practice": 20}, "kept"),
        ({"theory": "many"}, "kept.theory"),
    ):
        answer = _change(api, cast, kept=kept)
        assert (answer.status_code, list(answer.json["errors"])) == (422, [says])
    assert _change(api, cast, kept={"theory": 6, "practice": 2}).status_code == 201
    rows = state_of(
        act_as, semester_id=cast.semester, item_id=cast.curriculum_item, group_id=cast.group
    )
    assert [row[4] for row in rows] == [6, 34]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": "2026-09-01"}, "on"),  # the first day of the semester: no change, a replacement
        ({"on": "2026-12-30"}, "on"),
        ({"on": "soon"}, "on"),
        ({"on": None}, "on"),
        ({"teacher": "employee_teacher"}, "teacher"),
        ({"teacher": 10**6}, "teacher"),
        ({"on": "2026-09-10"}, "kept"),  # nothing was taught by then
        ({"on": "2026-10-14"}, None),  # recorded lessons before the day stay with the earlier one
    ],
)
def test_days_and_teachers_of_a_change(
    api_as: Any, act_as: Any, cast: Cast, change: dict[str, Any], field: str | None
) -> None:
    before = state_of(act_as)
    change = {name: cast.get(value, value) for name, value in change.items()}
    answer = _change(api_as("deputy_director"), cast, **change)
    if field is None:
        assert answer.status_code == 201
        return
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.text
    assert state_of(act_as) == before


def test_a_teacher_who_leaves_is_followed_by_a_vacancy(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    assert _change(api_as("deputy_director"), cast, teacher=None).status_code == 201
    assert _terms(act_as, cast.gradebook) == [(cast.employee_teacher, "2026-09-01", "2026-10-18")]


def test_what_is_no_change_is_not_taken_back(api_as: Any, act_as: Any, cast: Cast) -> None:
    api = api_as("deputy_director")
    undo = f"{BASE}/{cast.teaching_assignment}/undo_change"
    assert api.post(undo).status_code == 422
    assert api.post(f"{BASE}/999999/undo_change").status_code == 404
    assert api.get(f"{BASE}/999999/division?on={NEXT_MONDAY}").status_code == 404
    with act_as("system") as session:
        assert session.get_one(Semester, cast.semester).number == 1


@pytest.mark.parametrize("login", ["teacher", "department_head", "director", "hr", "methodist"])
def test_who_looks_at_the_load_does_not_change_it(
    api_as: Any, act_as: Any, cast: Cast, login: str
) -> None:
    api, before = api_as(login), state_of(act_as)
    assert _change(api, cast).status_code == 403
    assert api.post(f"{BASE}/generate", json={}).status_code == 403
    assert api.post(f"{BASE}/give", json={}).status_code == 403
    assert api.put(f"{BASE}/shares", json={}).status_code == 403
    assert state_of(act_as) == before
