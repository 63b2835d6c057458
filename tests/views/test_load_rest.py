"""The teaching load over REST: made from the curricula, given to teachers, summed up."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import (
    CurriculumHours,
    Employee,
    Gradebook,
    JournalTeacher,
    Subgroup,
    TeachingAssignment,
)
from tests.cast import Cast

pytestmark = pytest.mark.both_databases
BASE = "/api/v1/teaching_assignment"
Rows = Callable[..., list[TeachingAssignment]]


@pytest.fixture
def called(act_as: Any, cast: Cast) -> None:
    """Let the curriculum of three groups call for more in their second semester of the year."""
    with act_as("system", writes=True) as session:
        session.add_all(
            (
                CurriculumHours(item_id=cast.item_c, semester_number=4, theory=34, control=6),
                CurriculumHours(item_id=cast.curriculum_item, semester_number=4, practice=72),
                CurriculumHours(item_id=cast.curriculum_item2, semester_number=5, theory=10),
                CurriculumHours(item_id=cast.item_b, semester_number=4, self_study=30),
            )
        )
        session.add(Subgroup(group_id=cast.group, name="2"))
        session.get_one(Employee, cast.employee_teacher).norm_hours = 720
        session.get_one(Employee, cast.employee_teacher2).norm_hours = 60
        session.commit()


@pytest.fixture
def rows(act_as: Any) -> Rows:
    """Give `rows(group_id=…)`: rows of the load, loaded and let go, in the order of their keys."""

    def find(**where: Any) -> list[TeachingAssignment]:
        with act_as("system") as session:
            query = select(TeachingAssignment).filter_by(**where)
            found = list(session.scalars(query.order_by(TeachingAssignment.id)))
            session.expunge_all()
            return found

    return find


def _told(row: TeachingAssignment) -> tuple[Any, ...]:
    return tuple(getattr(row, column.key) for column in TeachingAssignment.__table__.columns)


@pytest.mark.usefixtures("called")
def test_the_load_is_made_from_the_curricula_once(api_as: Any, cast: Cast, rows: Rows) -> None:
    api, before = api_as("deputy_director"), rows()
    dry = api.post(f"{BASE}/generate", json={"dry_run": True})
    assert dry.status_code == 200, dry.text
    assert (dry.json["count"], dry.json["hours"]) == (6, 3 * (34 + 6 + 72))
    assert [one["group"] for one in dry.json["groups"]] == ["ИС-21", "ИС-22", "ЭК-21"]
    assert len(rows()) == len(before)
    made = api.post(f"{BASE}/generate", json={"year": cast.academic_year})
    assert made.json == dry.json
    after = rows()
    assert [_told(row) for row in after[: len(before)]] == [_told(row) for row in before]
    added = after[len(before) :]
    assert {row.semester_id for row in added} == {cast.semester2}
    assert all(row.teacher_id is None and row.part == 1 for row in added)
    (one,) = rows(group_id=cast.group, item_id=cast.item_c, semester_id=cast.semester2)
    assert (one.theory, one.control, one.practice) == (34, 6, 0)
    again = api.post(f"{BASE}/generate", json={})
    assert (again.json["count"], len(rows())) == (0, len(after))


@pytest.mark.usefixtures("called")
@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({"groups": ["group"]}, 2),
        ({"groups": ["group", "group_th"]}, 4),
        ({"groups": []}, 0),
        ({"department": "department"}, 4),
        ({"department": "department_th"}, 2),
        ({"groups": ["group2"]}, 0),
    ],
)
def test_the_load_is_made_for_chosen_groups_alone(
    api_as: Any, cast: Cast, rows: Rows, chosen: dict[str, Any], count: int
) -> None:
    before = len(rows())
    body = {
        name: cast[value] if isinstance(value, str) else [cast[key] for key in value]
        for name, value in chosen.items()
    }
    assert api_as("deputy_director").post(f"{BASE}/generate", json=body).json["count"] == count
    assert len(rows()) == before + count


@pytest.mark.usefixtures("called")
def test_a_new_vacancy_ends_the_term_of_who_keeps_the_journal(
    api_as: Any, act_as: Any, cast: Cast, rows: Rows
) -> None:
    api = api_as("deputy_director")
    api.post(f"{BASE}/generate", json={})
    assert _terms(act_as, cast.gradebook) == [(cast.employee_teacher, "2026-09-01", "2027-01-10")]
    (vacant,) = rows(group_id=cast.group, item_id=cast.curriculum_item, semester_id=cast.semester2)
    body = {"ids": [vacant.id], "teacher": cast.employee_teacher}
    assert api.post(f"{BASE}/give", json=body).json == {"ids": [vacant.id]}
    assert _terms(act_as, cast.gradebook) == [(cast.employee_teacher, "2026-09-01", None)]


def _terms(act_as: Any, gradebook_id: int) -> list[Any]:
    with act_as("system") as session:
        query = select(JournalTeacher).where(JournalTeacher.gradebook_id == gradebook_id)
        return [
            (one.teacher_id, str(one.starts_on), str(one.ends_on) if one.ends_on else None)
            for one in session.scalars(query.order_by(JournalTeacher.starts_on))
        ]


@pytest.mark.usefixtures("called")
def test_several_rows_are_given_at_once_and_taken_back(
    api_as: Any, act_as: Any, cast: Cast, rows: Rows
) -> None:
    api = api_as("deputy_director")
    api.post(f"{BASE}/generate", json={})
    ids = [row.id for row in rows(item_id=cast.item_c, semester_id=cast.semester2)]
    given = api.post(f"{BASE}/give", json={"ids": ids, "teacher": cast.employee_teacher2})
    assert given.json == {"ids": ids}
    books = select(Gradebook.group_id).where(
        Gradebook.item_id == cast.item_c, Gradebook.teacher_id == cast.employee_teacher2
    )
    with act_as("system") as session:
        # In two of the groups the first semester has a teacher, who keeps the journal until then.
        assert session.scalars(books).all() == [cast.group_th]
    assert api.post(f"{BASE}/give", json={"ids": ids, "teacher": None}).json == {"ids": ids}
    with act_as("system") as session:
        assert session.scalars(books).all() == []


@pytest.mark.usefixtures("called")
def test_a_teacher_is_given_both_semesters_of_the_year(api_as: Any, cast: Cast, rows: Rows) -> None:
    api = api_as("deputy_director")
    api.post(f"{BASE}/generate", json={"groups": [cast.group]})
    (spring,) = rows(group_id=cast.group, item_id=cast.curriculum_item, semester_id=cast.semester2)
    (autumn,) = rows(group_id=cast.group, item_id=cast.curriculum_item, semester_id=cast.semester)
    body = {"ids": [autumn.id], "teacher": autumn.teacher_id, "whole_year": True}
    assert api.post(f"{BASE}/give", json=body).json == {"ids": [spring.id]}
    (spring,) = rows(id=spring.id)
    assert spring.teacher_id == autumn.teacher_id


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"ids": [10**6], "teacher": 1}, 404, None),
        ({"ids": [], "teacher": 1}, 422, "ids"),
        ({"ids": "all", "teacher": 1}, 422, "ids"),
        ({"ids": list(range(1, 102)), "teacher": 1}, 422, "ids"),
        ({"ids": [True]}, 422, "ids"),
        ({"ids": ["x"]}, 422, "ids"),
        ({"ids": [1], "teacher": "Иванова"}, 422, "teacher"),
        ({"ids": [1], "teacher": 10**6}, 422, "teacher"),
        ({"ids": [1], "teacher": None, "whole_year": 1}, 422, "whole_year"),
        ([], 400, None),
    ],
)
def test_what_cannot_be_given(
    api_as: Any, rows: Rows, body: Any, status: int, field: str | None
) -> None:
    before = [_told(row) for row in rows()]
    answer = api_as("deputy_director").post(f"{BASE}/give", json=body)
    assert answer.status_code == status, answer.text
    assert answer.json["message"]
    if field:
        assert list(answer.json["errors"]) == [field]
    assert [_told(row) for row in rows()] == before


def test_recorded_lessons_are_not_given_away(api_as: Any, cast: Cast, rows: Rows) -> None:
    """All or nothing: the second row could be given, and stays."""
    ids = [cast.teaching_assignment, cast.teaching_assignment_sub]
    body = {"ids": ids, "teacher": cast.employee_teacher2}
    answer = api_as("deputy_director").post(f"{BASE}/give", json=body)
    assert answer.status_code == 422
    assert "ИС-21, ОП.01" in answer.json["message"]
    assert {row.teacher_id for row in rows() if row.id in ids} == {cast.employee_teacher}


@pytest.mark.usefixtures("called")
def test_places_say_what_is_called_for_given_and_different(api_as: Any, cast: Cast) -> None:
    api = api_as("director")
    found = api.get(f"{BASE}/load?group={cast.group}").json
    places = {(one["item_id"], one["semester"]): one for one in found["result"]}
    whole = places[cast.curriculum_item, 1]
    assert whole["called"]["theory"] == whole["given"]["theory"] == 40
    assert whole["differences"] == []
    missing = places[cast.item_c, 2]
    assert missing["rows"] == []
    assert [(one["kind"], one["called"], one["given"]) for one in missing["differences"]] == [
        ("theory", 34, 0),
        ("control", 6, 0),
    ]
    apart = places[cast.item_b, 1]  # a subgroup is taught what the curriculum does not name
    assert {(one["subgroup_id"], one["kind"], one["given"]) for one in apart["differences"]} == {
        (cast.subgroup, "theory", 40),
        (cast.subgroup, "practice", 20),
    }
    assert api.get(f"{BASE}/load?semester={cast.semester2}").json["count"] == 6


@pytest.mark.usefixtures("called")
def test_totals_of_teachers_against_their_norm(api_as: Any, cast: Cast) -> None:
    found = api_as("deputy_director").get(f"{BASE}/totals").json["result"]
    sums = {one["teacher_id"]: one for one in found}
    one = sums[cast.employee_teacher]
    assert (one["first_half"], one["second_half"], one["total"]) == (240, 0, 240)
    assert (one["norm"], one["measure"]) == (720, "under")
    assert sums[cast.employee_teacher2]["measure"] == "even"
    assert sums[cast.employee_teacher_curator]["measure"] == "unknown"


@pytest.mark.usefixtures("called")
def test_totals_of_groups_and_departments(api_as: Any, cast: Cast) -> None:
    api = api_as("deputy_director")
    groups = {one["group_id"]: one for one in api.get(f"{BASE}/totals?by=group").json["result"]}
    assert groups[cast.group2] | {} == {
        "group_id": cast.group2, "group": "ТМ-21", "department": "Машиностроение",
        "called": 60, "given": 60, "vacant": 0, "missing": 0, "wrong": 0,
    }  # fmt: skip
    assert groups[cast.group]["missing"] == 2
    assert groups[cast.group]["wrong"] == 2
    departments = api.get(f"{BASE}/totals?by=department").json["result"]
    assert [(one["department"], one["groups"]) for one in departments] == [
        ("Информационные технологии", 2),
        ("Машиностроение", 1),
        ("Экономика", 1),
    ]
    assert api.get(f"{BASE}/totals?by=colour").status_code == 422


@pytest.mark.usefixtures("called")
def test_a_head_sees_the_groups_of_the_own_department(api_as: Any, cast: Cast) -> None:
    found = api_as("department_head").get(f"{BASE}/load").json["result"]
    assert {one["group"] for one in found} == {"ИС-21", "ИС-22"}
    both = api_as("teacher_head").get(f"{BASE}/load").json["result"]
    assert {one["group"] for one in both} == {"ЭК-21"}
    totals = api_as("department_head2").get(f"{BASE}/totals").json["result"]
    assert {one["teacher_id"]: one["measure"] for one in totals} == {
        cast.employee_teacher2: "unknown",  # what is taught elsewhere is not to be seen
    }
    foreign = api_as("department_head").get(f"{BASE}/load?group={cast.group2}").json
    assert foreign["count"] == 0


@pytest.mark.usefixtures("called")
def test_a_teacher_sees_the_own_load_alone(api_as: Any, cast: Cast) -> None:
    api = api_as("teacher")
    assert api.get(f"{BASE}/load").json["count"] == 0
    (one,) = api.get(f"{BASE}/totals").json["result"]
    assert (one["teacher_id"], one["total"], one["norm"]) == (cast.employee_teacher, 240, 720)
    assert api.get(f"{BASE}/totals?by=group").json["count"] == 0


@pytest.mark.usefixtures("called")
def test_teachers_to_choose_from_come_with_their_hours(api_as: Any, cast: Cast) -> None:
    api = api_as("deputy_director")
    found = api.get(f"{BASE}/teachers?q=иванов анна").json
    assert found["results"] == [
        {"id": cast.employee_teacher, "text": "Иванова Анна Павловна", "note": "240 из 720 ч"}
    ]
    first = api.get(f"{BASE}/teachers").json["results"][0]["text"]
    assert first == "Ёлкин Ян"  # who teaches comes before the rest of the staff


@pytest.mark.parametrize("query", ["year=x", "group=x", "semester=%00", "department=1.5"])
def test_what_is_no_number_is_named(api_as: Any, query: str) -> None:
    answer = api_as("deputy_director").get(f"{BASE}/load?{query}")
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [query.partition("=")[0]]
    assert api_as("deputy_director").get(f"{BASE}/load?year=999999").status_code == 404
