"""What the rules of a row refuse, through REST: a sentence at the field, nothing written."""

from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEntry, Curriculum, Enrolment, Gradebook, TeachingAssignment
from tests.cast import Cast

pytestmark = pytest.mark.both_databases


def _refused(answer: Any, *fields: str) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    assert sorted(answer.json["errors"]) == sorted(fields)
    return dict(answer.json["errors"])


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        ("2026-10-01", None, "starts_on"),  # the present enrolment is open
        ("2025-09-01", "2025-09-01", "starts_on"),  # a single shared day is enough
        ("2025-06-01", "2025-09-01", "ends_on"),
        ("2025-06-01", None, "ends_on"),
    ],
)
def test_an_enrolment_that_overlaps(
    api_as: Any, cast: Cast, starts: str, ends: str | None, field: str
) -> None:
    body = {"student": cast.student, "group": cast.group2, "starts_on": starts, "ends_on": ends}
    sentence = _refused(api_as("secretary").post("/api/v1/enrolment/", json=body), field)[field]
    assert "ИС-21" in sentence
    assert "01.09.2025" in sentence


def test_an_enrolment_after_the_former_one_ended(api_as: Any, cast: Cast) -> None:
    api = api_as("secretary")
    body = {"student": cast.student_gone, "group": cast.group, "starts_on": "2026-10-01"}
    assert api.post("/api/v1/enrolment/", json=body).status_code == 201
    # Its own dates may be moved: a row does not overlap with itself.
    pk = cast.enrolment_student_gone
    moved = api.put(f"/api/v1/enrolment/{pk}", json={"ends_on": "2026-09-29"})
    assert moved.status_code == 200
    _refused(api.put(f"/api/v1/enrolment/{pk}", json={"ends_on": None}), "ends_on")
    _refused(api.put(f"/api/v1/enrolment/{pk}", json={"ends_on": "2025-01-01"}), "ends_on")


def test_nothing_of_a_refused_row_is_written(api_as: Any, act_as: Any, cast: Cast) -> None:
    pk = cast.enrolment_student
    body = {"ground": "Приказ 7", "ends_on": "2020-01-01"}
    _refused(api_as("secretary").put(f"/api/v1/enrolment/{pk}", json=body), "ends_on")
    with act_as("system") as session:
        kept = session.get(Enrolment, pk)
        assert (kept.ground, kept.ends_on) == (None, None)


def test_a_record_book_that_is_taken(api_as: Any) -> None:
    body = {"last_name": "Новая", "first_name": "Анна", "record_book": "25-000"}
    _refused(api_as("secretary").post("/api/v1/student/", json=body), "record_book")


@pytest.mark.parametrize(
    ("kind", "value", "status"),
    [
        ("phone", "+7 (912) 345-67-89", 201),
        ("phone", "позвонить маме", 422),
        ("email", "mama@example.org", 201),
        ("email", "mama@", 422),
        ("address", "ул. Ленина, 1", 201),
    ],
)
def test_a_contact_looks_like_one(
    api_as: Any, cast: Cast, kind: str, value: str, status: int
) -> None:
    body = {"student": cast.student, "kind": kind, "value": value}
    answer = api_as("curator").post("/api/v1/student_contact/", json=body)
    assert answer.status_code == status


def test_a_member_of_a_subgroup_is_of_its_group(api_as: Any, cast: Cast) -> None:
    api = api_as("secretary")
    body = {"subgroup": cast.subgroup, "starts_on": "2026-10-01"}
    foreign = api.post("/api/v1/subgroup_member/", json={**body, "student": cast.student2})
    _refused(foreign, "student")
    again = api.post("/api/v1/subgroup_member/", json={**body, "student": cast.student})
    _refused(again, "starts_on")
    other = api.post("/api/v1/subgroup_member/", json={**body, "student": cast.student_b})
    assert other.status_code == 201


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"starts_on": "2027-06-29", "ends_on": "2027-06-30"}, ()),
        ({"starts_on": "2026-08-01"}, ("starts_on",)),
        ({"ends_on": "2027-07-15"}, ("ends_on",)),
        ({"starts_on": "2027-06-30", "ends_on": "2027-06-29"}, ("ends_on",)),
        ({"starts_on": "2026-12-29"}, ("starts_on",)),
        ({"number": 1}, ("number",)),
        ({"number": 13}, ("number",)),
    ],
)
def test_semesters_of_a_year(api_as: Any, cast: Cast, change: Any, fields: Any) -> None:
    api = api_as("module_admin")
    body = {
        "academic_year": cast.academic_year,
        "number": 3,
        "starts_on": "2027-06-29",
        "ends_on": "2027-06-30",
    }
    answer = api.post("/api/v1/semester/", json={**body, **change})
    if fields:
        assert set(fields) <= set(_refused(answer, *answer.json.get("errors", {})))
    else:
        assert answer.status_code == 201, answer.text


def test_a_semester_of_a_programme_has_numbers_of_its_own(api_as: Any, cast: Cast) -> None:
    body = {
        "academic_year": cast.academic_year,
        "programme": cast.programme,
        "number": 1,
        "starts_on": "2026-09-01",
        "ends_on": "2026-10-30",
    }
    api = api_as("module_admin")
    assert api.post("/api/v1/semester/", json=body).status_code == 201
    answer = api.post("/api/v1/semester/", json={**body, "starts_on": "2026-11-01"})
    assert answer.status_code == 422


def test_a_year_neither_overlaps_nor_leaves_its_semesters(api_as: Any, cast: Cast) -> None:
    api = api_as("module_admin")
    body = {"name": "2027/2028", "starts_on": "2027-06-01", "ends_on": "2028-06-30"}
    _refused(api.post("/api/v1/academic_year/", json=body), "starts_on")
    url = f"/api/v1/academic_year/{cast.academic_year}"
    _refused(api.put(url, json={"ends_on": "2027-05-31"}), "ends_on")


def _spare_item(api: Any, cast: Cast, index: str = "ОП.01", curriculum: int | None = None) -> Any:
    """Add an item to a curriculum that no group points to; return its key and the curriculum's."""
    if curriculum is None:
        body = {"programme": cast.programme, "intake_year": 2027, "version": 1}
        curriculum = api.post("/api/v1/curriculum/", json=body).json["id"]
    body = {"curriculum": curriculum, "index_code": index, "name": index, "kind": "discipline"}
    return api.post("/api/v1/curriculum_item/", json=body).json["id"], curriculum


def test_an_item_is_part_of_its_own_curriculum_and_not_of_itself(api_as: Any, cast: Cast) -> None:
    api = api_as("methodist")
    item, curriculum = _spare_item(api, cast)
    other, _same = _spare_item(api, cast, "ОП.02", curriculum)
    url = f"/api/v1/curriculum_item/{item}"
    _refused(api.put(url, json={"parent": item}), "parent")
    _refused(api.put(url, json={"parent": cast.curriculum_item2}), "parent")
    assert api.put(url, json={"parent": other}).status_code == 200
    _refused(api.put(f"/api/v1/curriculum_item/{other}", json={"parent": item}), "parent")
    body = {"curriculum": curriculum, "index_code": "ОП.01", "name": "Ещё", "kind": "module"}
    _refused(api.post("/api/v1/curriculum_item/", json=body), "index_code")


def test_cycles_lie_in_cycles_of_their_own_curriculum(api_as: Any, cast: Cast) -> None:
    api = api_as("methodist")
    item, curriculum = _spare_item(api, cast)
    keys = []
    for code in ("ПП", "ПЦ"):
        body = {"curriculum": curriculum, "code": code, "name": code}
        keys.append(api.post("/api/v1/curriculum_cycle/", json=body).json["id"])
    upper, lower = (f"/api/v1/curriculum_cycle/{key}" for key in keys)
    assert api.put(lower, json={"parent": keys[0]}).status_code == 200
    _refused(api.put(upper, json={"parent": keys[1]}), "parent")
    _refused(api.put(upper, json={"parent": cast.curriculum_cycle}), "parent")
    url = f"/api/v1/curriculum_item/{item}"
    _refused(api.put(url, json={"cycle": cast.curriculum_cycle}), "cycle")
    assert api.put(url, json={"cycle": keys[1]}).status_code == 200


def test_hours_are_counted_once(api_as: Any, cast: Cast) -> None:
    api = api_as("methodist")
    item, _curriculum = _spare_item(api, cast)
    body = {"item": item, "semester_number": 3, "theory": 40, "practice": 20}
    url = f"/api/v1/curriculum_hours/{api.post('/api/v1/curriculum_hours/', json=body).json['id']}"
    _refused(api.put(url, json={"practical_training": 61}), "practical_training")
    assert api.put(url, json={"practical_training": 10}).json["result"]["total"] == 60
    assert api.put(url, json={"control": 6}).json["result"]["total"] == 66
    _refused(api.put(url, json={"theory": -1}), "theory")
    body = {"item": item, "semester_number": 3}
    _refused(api.post("/api/v1/curriculum_hours/", json=body), "semester_number")


def test_a_curriculum_in_use_is_not_edited(api_as: Any, client_as: Any, cast: Cast) -> None:
    """A later version supersedes it instead; saving a row as it is changes nothing and is fine."""
    api = api_as("methodist")
    hours = f"/api/v1/curriculum_hours/{cast.curriculum_hours}"
    new_item = {"curriculum": cast.curriculum, "index_code": "Н", "name": "Н", "kind": "module"}
    new_cycle = {"curriculum": cast.curriculum, "code": "Н", "name": "Н"}
    for answer in (
        api.put(f"/api/v1/curriculum/{cast.curriculum}", json={"intake_year": 2024}),
        api.put(f"/api/v1/curriculum_item/{cast.curriculum_item}", json={"name": "Иначе"}),
        api.put(f"/api/v1/curriculum_cycle/{cast.curriculum_cycle}", json={"name": "Иначе"}),
        api.put(hours, json={"theory": 41}),
        api.post("/api/v1/curriculum_item/", json=new_item),
        api.post("/api/v1/curriculum_cycle/", json=new_cycle),
        api.post(
            "/api/v1/curriculum_hours/", json={"item": cast.curriculum_item, "semester_number": 5}
        ),
        api.delete(hours),
        api.delete(f"/api/v1/curriculum_item/{cast.item_b}"),
        api.delete(f"/api/v1/curriculum_cycle/{cast.curriculum_cycle}"),
    ):
        assert "ИС-21" in _refused(answer, "_")["_"], answer.request.path
    assert api.put(hours, json={"theory": 40}).status_code == 200
    page = client_as("methodist").post(
        f"/registers/curriculum_hours/delete/{cast.curriculum_hours}", data={}
    )
    assert page.status_code == 422
    assert "ИС-21" in page.text


def test_an_employee_leaves_after_being_hired(api_as: Any, cast: Cast) -> None:
    url = f"/api/v1/employee/{cast.employee_teacher}"
    _refused(api_as("hr").put(url, json={"left_on": "2015-08-31"}), "left_on")


def _load(cast: Cast, **change: Any) -> dict[str, Any]:
    body = {
        "semester": cast.semester2,
        "group": cast.group,
        "item": cast.item_c,
        "part": 2,  # beside the teacher who has the item already
        "teacher": cast.employee_teacher,
        "theory": 34,
    }
    return body | change


def test_an_assignment_opens_its_gradebook_once(api_as: Any, act_as: Any, cast: Cast) -> None:
    api = api_as("deputy_director")
    added = api.post("/api/v1/teaching_assignment/", json=_load(cast))
    assert added.status_code == 201, added.text
    book = select(Gradebook).where(
        Gradebook.item_id == cast.item_c, Gradebook.teacher_id == cast.employee_teacher
    )
    with act_as("system") as session:
        opened = session.scalars(book).one()
        assert (opened.group_id, opened.academic_year_id) == (cast.group, cast.academic_year)
        noted = select(AuditEntry).where(
            AuditEntry.entity == "gradebook", AuditEntry.entity_id == opened.id
        )
        assert session.scalars(noted).one().actor.startswith("Зайцев")
    again = api.post("/api/v1/teaching_assignment/", json=_load(cast, semester=cast.semester))
    assert again.status_code == 201, again.text
    with act_as("system") as session:
        assert len(session.scalars(book).all()) == 1
    _refused(api.post("/api/v1/teaching_assignment/", json=_load(cast)), "item")


def test_another_teacher_keeps_the_same_gradebook_and_an_unused_one_goes(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    api = api_as("deputy_director")
    pk = api.post("/api/v1/teaching_assignment/", json=_load(cast)).json["id"]
    book = select(Gradebook).where(
        Gradebook.item_id == cast.item_c, Gradebook.group_id == cast.group, Gradebook.part == 2
    )
    with act_as("system") as session:
        opened = session.scalars(book).one()
        key = opened.id
        assert opened.teacher_id == cast.employee_teacher
    url = f"/api/v1/teaching_assignment/{pk}"
    assert api.put(url, json={"teacher": cast.employee_teacher2}).status_code == 200
    with act_as("system") as session:
        opened = session.scalars(book).one()
        assert (opened.id, opened.teacher_id) == (key, cast.employee_teacher2)
    assert api.delete(url).status_code == 200
    with act_as("system") as session:
        assert session.scalars(book).all() == []


def test_who_taught_recorded_lessons_is_not_replaced_and_the_load_stays(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    api = api_as("deputy_director")
    url = f"/api/v1/teaching_assignment/{cast.teaching_assignment_tc}"
    refused = api.put(url, json={"teacher": cast.employee_teacher2})
    assert "с даты" in _refused(refused, "teacher")["teacher"]
    assert "журнал" in _refused(api.delete(url), "_")["_"]
    with act_as("system") as session:
        kept = session.get_one(TeachingAssignment, cast.teaching_assignment_tc)
        assert kept.teacher_id == cast.employee_teacher_curator
        book = session.get_one(Gradebook, cast.gradebook_tc)
        assert book.teacher_id == cast.employee_teacher_curator
    assert api.put(url, json={"theory": 38}).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"theory": 0}, "theory"),
        ({"theory": -2}, "theory"),
        ({"theory": 2001}, "theory"),
        ({"part": 10}, "part"),
        ({"starts_on": "2026-09-01"}, "starts_on"),  # not within the second semester
        ({"hours": 34}, "hours"),  # a sum, never written
    ],
)
def test_hours_part_and_first_day_of_a_load(
    api_as: Any, cast: Cast, change: dict[str, Any], field: str
) -> None:
    body = _load(cast, **change)
    _refused(api_as("deputy_director").post("/api/v1/teaching_assignment/", json=body), field)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item": "curriculum_item2"}, "item"),
        ({"subgroup": "subgroup2"}, "subgroup"),
    ],
)
def test_what_an_assignment_names_belongs_together(
    api_as: Any, cast: Cast, change: dict[str, str], field: str
) -> None:
    body = _load(cast, **{name: cast[value] for name, value in change.items()})
    _refused(api_as("deputy_director").post("/api/v1/teaching_assignment/", json=body), field)


def test_a_taught_group_keeps_its_curriculum_in_the_register(
    api_as: Any, act_as: Any, cast: Cast
) -> None:
    """Its load and journals would stay behind: the methodist's page takes them along."""
    with act_as("system", writes=True) as session:
        old = session.get_one(Curriculum, cast.curriculum)
        new = Curriculum(programme_id=old.programme_id, intake_year=old.intake_year, version=2)
        session.add(new)
        session.commit()
        version = new.id
    path = f"/api/v1/study_group/{cast.group}"
    answer = api_as("secretary").put(path, json={"curriculum": version})
    assert "методист" in _refused(answer, "curriculum")["curriculum"]
    again = api_as("secretary").put(path, json={"curriculum": cast.curriculum})
    assert again.status_code == 200, again.text
