"""Sharing the load out, changing the teacher in mid-year: no hour is lost (5.5.9)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from jobs.load import hand_over_journals
from models import (
    CurriculumHours,
    Gradebook,
    JournalTeacher,
    Lesson,
    Semester,
    Subgroup,
    TeachingAssignment,
)
from tests.cast import Cast

pytestmark = pytest.mark.both_databases
BASE = "/api/v1/teaching_assignment"
NEXT_MONDAY = "2026-10-19"


@pytest.fixture
def spring(act_as: Any, cast: Cast) -> dict[str, int]:
    """Call for 34 + 16 hours of an item in spring, given to nobody yet; a second subgroup."""
    with act_as("system", writes=True) as session:
        hours = CurriculumHours(item_id=cast.item_c, semester_number=4, theory=34, lab=16)
        second = Subgroup(group_id=cast.group, name="2")
        row = TeachingAssignment(
            semester_id=cast.semester2, group_id=cast.group, item_id=cast.item_c, theory=34, lab=16
        )
        session.add_all((hours, second, row))
        session.commit()
        return {"row": row.id, "second": second.id}


@pytest.fixture
def place(cast: Cast) -> dict[str, int]:
    """Return the place that `spring` calls for."""
    return {"group": cast.group, "semester": cast.semester2, "item": cast.item_c}


Put = Callable[..., Any]


@pytest.fixture
def put(api_as: Any, place: dict[str, int]) -> Put:
    """Give `put(share, …)`: send the shares of the place as the deputy director."""
    api = api_as("deputy_director")
    return lambda *shares: api.put(f"{BASE}/shares", json=place | {"shares": list(shares)})


def _share(theory: int = 0, lab: int = 0, **more: Any) -> dict[str, Any]:
    return {"hours": {"theory": theory, "lab": lab}} | more


def _state(act_as: Any, **where: Any) -> list[tuple[Any, ...]]:
    """Return rows of the load as (subgroup, part, first day, teacher, theory, lab)."""
    with act_as("system") as session:
        query = select(TeachingAssignment).filter_by(**where)
        found = session.scalars(query.order_by(TeachingAssignment.id))
        return [
            (one.subgroup_id, one.part, one.starts_on, one.teacher_id, one.theory, one.lab)
            for one in found
        ]


def test_a_load_is_shared_between_teachers_and_subgroups(
    put: Put, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    saved = put(
        _share(20, id=spring["row"], teacher=cast.employee_teacher),
        _share(14, teacher=cast.employee_teacher2),
        _share(0, 16, subgroup=cast.subgroup, teacher=cast.employee_teacher),
        _share(0, 10, subgroup=spring["second"], teacher=cast.employee_teacher2),
        _share(0, 6, subgroup=spring["second"]),
    )
    assert saved.status_code == 200, saved.text
    assert saved.json["differences"] == []
    state = _state(act_as, semester_id=cast.semester2, item_id=cast.item_c)
    assert state == [
        (None, 1, None, cast.employee_teacher, 20, 0),
        (None, 2, None, cast.employee_teacher2, 14, 0),
        (cast.subgroup, 1, None, cast.employee_teacher, 0, 16),
        (spring["second"], 1, None, cast.employee_teacher2, 0, 10),
        (spring["second"], 2, None, None, 0, 6),
    ]
    with act_as("system") as session:  # a journal for each teacher, none for the vacancy
        books = select(Gradebook).where(
            Gradebook.item_id == cast.item_c, Gradebook.group_id == cast.group
        )
        kept = {(one.subgroup_id, one.part, one.teacher_id) for one in session.scalars(books)}
        assert {
            (None, 2, cast.employee_teacher2),
            (cast.subgroup, 1, cast.employee_teacher),
            (spring["second"], 1, cast.employee_teacher2),
        } <= kept
        assert (spring["second"], 2) not in {key[:2] for key in kept}
    back = put(_share(34, 16, id=spring["row"], teacher=cast.employee_teacher))
    assert back.status_code == 200, back.text
    state = _state(act_as, semester_id=cast.semester2, item_id=cast.item_c)
    assert state == [(None, 1, None, cast.employee_teacher, 34, 16)]
    with act_as("system") as session:  # the journals without lessons went with their rows
        assert {one.part for one in session.scalars(books)} == {1}


def test_shares_that_do_not_add_up_are_refused_with_the_difference(
    put: Put, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    before = _state(act_as)
    answer = put(
        _share(34, id=spring["row"]),
        _share(0, 16, subgroup=cast.subgroup),
        _share(0, 14, subgroup=spring["second"]),
    )
    assert answer.status_code == 422
    sentence = answer.json["errors"]["shares"]
    assert "подгруппа 2, лабораторные" in sentence
    assert "14 из 16 ч" in sentence
    assert _state(act_as) == before


def test_what_is_wrong_with_a_share_is_named(
    put: Put, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    before, row = _state(act_as), spring["row"]
    for shares, field in (
        ([_share(34, 16, id=cast.teaching_assignment2)], "shares.0.id"),
        ([_share(20, 16, id=row), _share(14, id=row)], "shares.1.id"),
        ([_share(34, 16, id=row, subgroup=cast.subgroup)], "shares.0.subgroup"),
        ([_share(34, 16, subgroup=cast.subgroup2)], "shares.0.subgroup"),
        ([_share(34, 16, id=row), _share()], "shares.1.hours"),
        ([_share(34, 16, id=row, teacher=10**6)], "teacher"),
        ([_share(34, 16, id="x")], "shares.0.id"),
        ([_share(34, -16)], "shares.0.hours.lab"),
        ([_share(34, 16) | {"hours": {"gym": 3}}], "shares.0.hours"),
        ([_share(3, 1)] * 21, "shares"),
        ([], "shares"),
        (["all of it"], "shares"),
    ):
        answer = put(*shares)
        assert (answer.status_code, list(answer.json.get("errors", {}))) == (422, [field]), shares
    assert put(*[_share(2)] * 9, _share(16, 16)).status_code == 422  # nine parts at most
    assert _state(act_as) == before


def test_a_share_with_recorded_lessons_stays(api_as: Any, act_as: Any, cast: Cast) -> None:
    before = _state(act_as)
    shares = [{"hours": {"theory": 40, "practice": 20}}]  # a new row instead of the old one
    body = {
        "group": cast.group_tc, "semester": cast.semester, "item": cast.curriculum_item,
        "shares": shares,
    }  # fmt: skip
    answer = api_as("deputy_director").put(f"{BASE}/shares", json=body)
    assert answer.status_code == 422
    assert "журнал" in answer.json["message"]
    assert _state(act_as) == before


def test_a_place_that_nobody_calls_for(api_as: Any, cast: Cast) -> None:
    body = {"group": cast.group, "semester": cast.semester2, "item": cast.curriculum_item2}
    for change in ({}, {"group": cast.group2, "semester": 10**6}):
        sent = body | change | {"shares": [_share(1)]}
        answer = api_as("deputy_director").put(f"{BASE}/shares", json=sent)
        assert answer.status_code == 404


def test_a_row_is_split_between_teachers(
    api_as: Any, act_as: Any, cast: Cast, spring: dict[str, int]
) -> None:
    api, url = api_as("deputy_director"), f"{BASE}/{spring['row']}/split"
    parts = [_share(18, 8, teacher=cast.employee_teacher), _share(16, 6)]
    short = api.post(url, json={"parts": parts})
    assert short.status_code == 422
    assert "14 из 16" in short.json["errors"]["parts"]
    parts[1] = _share(16, 8, teacher=cast.employee_teacher2)
    made = api.post(url, json={"parts": parts})
    assert made.json["ids"][0] == spring["row"]
    assert _state(act_as, semester_id=cast.semester2, item_id=cast.item_c) == [
        (None, 1, None, cast.employee_teacher, 18, 8),
        (None, 2, None, cast.employee_teacher2, 16, 8),
    ]
    assert api.post(url, json={"parts": parts[:1]}).status_code == 422
    assert api.post(f"{BASE}/999999/split", json={"parts": parts}).status_code == 404


# --- a dated change ------------------------------------------------------------------------------


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
    rows = _state(
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
    assert _state(act_as, **spring)[0][3] == cast.employee_teacher2
    assert api.post(f"{BASE}/{key}/undo_change").status_code == 200
    assert _state(act_as, **spring)[0][3] == cast.employee_teacher
    _change(api, cast, later=False)
    assert _state(act_as, **spring)[0][3] == cast.employee_teacher
    assert _terms(act_as, cast.gradebook) == [
        (cast.employee_teacher, "2026-09-01", "2026-10-18"),
        (cast.employee_teacher2, NEXT_MONDAY, "2027-01-10"),
        (cast.employee_teacher, "2027-01-11", None),
    ]


def test_a_change_is_taken_back_until_the_new_teacher_records_a_lesson(
    api_as: Any, act_as: Any, at_local: Any, cast: Cast
) -> None:
    api, before = api_as("deputy_director"), _state(act_as)
    key = _change(api, cast).json["id"]
    assert api.post(f"{BASE}/{key}/undo_change").json == {"id": cast.teaching_assignment}
    assert _state(act_as) == before
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
    rows = _state(
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
    before = _state(act_as)
    change = {name: cast.get(value, value) for name, value in change.items()}
    answer = _change(api_as("deputy_director"), cast, **change)
    if field is None:
        assert answer.status_code == 201
        return
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.text
    assert _state(act_as) == before


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
    api, before = api_as(login), _state(act_as)
    assert _change(api, cast).status_code == 403
    assert api.post(f"{BASE}/generate", json={}).status_code == 403
    assert api.post(f"{BASE}/give", json={}).status_code == 403
    assert api.put(f"{BASE}/shares", json={}).status_code == 403
    assert _state(act_as) == before
