"""Clauses 5.5.10, 5.5.6: works of a lesson, each with marks of its own, over REST."""

from datetime import date

import pytest
from sqlalchemy import select

from models import AuditEntry, RegulationSetting, Work

GRID = "/api/v1/gradebook/{}/grid"
STUDENTS = ("student", "student_b", "student_c", "student_new")
WHY = "Сверено с тетрадями"


@pytest.fixture
def read_work(act_as):
    """Give `read_work(key)`: a work as the database holds it."""

    def read(key: int) -> Work:
        with act_as("system") as session:
            work = session.get_one(Work, key)
            session.expunge(work)
        return work

    return read


@pytest.mark.both_databases
def test_5_5_10_marks_of_a_work_stand_apart_from_the_lesson(
    teacher, add_work, put, cast, api_as
) -> None:
    first, second = add_work("practical", title="Работа № 1"), add_work("lab", weight=3)
    put("lesson_today", None, ("student", "4/5", ""), ("student_b", "н", ""))
    put("lesson_today", first, ("student", "2", ""), ("student_new", "3", ""))
    assert put("lesson_today", second, ("student", "5", ""))["saved"] == [
        {
            "lesson_id": cast.lesson_today,
            "student_id": cast.student,
            "text": "5",
            "work_id": second,
        }
    ]
    grid = teacher.get(GRID.format(cast.gradebook)).json
    today = {(s, text) for lesson, s, text, *_ in grid["cells"] if lesson == cast.lesson_today}
    assert today == {(cast.student, "4/5"), (cast.student_b, "н")}
    assert {tuple(cell) for cell in grid["work_cells"] if cell[0] in (first, second)} == {
        (first, cast.student, "2", 0, None),
        (first, cast.student_new, "3", 0, None),
        (second, cast.student, "5", 0, None),
    }
    works = [one for one in grid["works"] if one["lesson_id"] == cast.lesson_today]
    assert [(one["id"], one["kind"], one["weight"], one["editable"]) for one in works] == [
        (first, "practical", 1, True),
        (second, "lab", 3, True),
    ]
    row = next(one for one in grid["students"] if one["id"] == cast.student)
    # 5 of 12 October, 4 of September, then 4/5 and the works: 2, and 5 of weight 3
    assert (row["average"], row["weighted"], row["marks"]) == (4.17, 4.38, 6)
    own = api_as("student").get(GRID.format(cast.gradebook)).json
    assert {cell[1] for cell in own["work_cells"]} == {cast.student}


def test_5_5_10_a_cell_of_a_work_holds_one_mark(add_work, put, cast) -> None:
    key, other = add_work("control"), add_work("control", lesson="lesson")
    for text in ("н", "4/5", "оп15/4", "x"):
        assert [one["code"] for one in put("lesson_today", key, ("student", text, ""))["refused"]]
    wrong = put("lesson_today", other, ("student", "5", ""))
    assert wrong["refused"][0] | {"reason": ""} == {
        "lesson_id": cast.lesson_today,
        "student_id": cast.student,
        "text": "5",
        "code": "work",
        "reason": "",
        "clause": "5.5.10",
        "work_id": other,
    }
    gone = put("lesson_today", key, ("student_gone", "5", ""))
    assert [one["code"] for one in gone["refused"]] == ["student"]
    assert put("lesson_today", key, ("student", "5", ""))["saved"]
    assert put("lesson_today", key, ("student", "5", ""))["saved"]  # the same batch again
    conflict = put("lesson_today", key, ("student", "3", ""))["conflicts"][0]
    assert (conflict["now"], conflict["work_id"]) == ("5", key)
    assert conflict["by"]
    assert put("lesson_today", key, ("student", "", "5"))["saved"][0]["text"] == ""


@pytest.mark.both_databases
def test_5_5_6_results_are_in_time_within_the_week_and_noted_once(
    add_work, put, teacher, read_work, at_local, cast
) -> None:
    key = add_work("written", lesson="lesson")  # of 12 October, where student_c was absent
    present = [("student", "5", ""), ("student_b", "4", "")]
    with at_local("12:00", date(2026, 10, 19)):  # the seventh day
        assert len(put("lesson", key, *present)["saved"]) == 2
        assert read_work(key).results_at is None  # one who came late still has no mark
    with at_local("12:00", date(2026, 10, 20)):  # the eighth
        last = put("lesson", key, ("student_new", "3", ""))
        assert [(one["code"], one["clause"]) for one in last["refused"]] == [
            ("reason_required", "5.5.6")
        ]
        assert put("lesson", key, ("student_new", "3", ""), reason=WHY)["saved"]
        noted = read_work(key).results_at
        assert noted is not None
        put("lesson", key, ("student", "4", "5"), reason=WHY)
    with at_local("12:00", date(2026, 10, 21)):
        put("lesson", key, ("student_new", "", "3"), reason=WHY)
        put("lesson", key, ("student_new", "4", ""), reason=WHY)
    assert read_work(key).results_at == noted
    grid = teacher.get(GRID.format(cast.gradebook)).json
    cells = {cell[1]: cell[2:] for cell in grid["work_cells"] if cell[0] == key}
    assert cells[cast.student] == ["4", 3, "5"]
    assert cells[cast.student_b] == ["4", 0, None]
    assert cells[cast.student_new] == ["4", 3, "3"]
    lesson = {cell[1]: cell[2:] for cell in grid["cells"] if cell[0] == cast.lesson}
    assert lesson[cast.student][1] == 0  # the lesson's own cell shows none of it
    url = f"/api/v1/gradebook/{cast.gradebook}/history?lesson_id={cast.lesson}"
    own = teacher.get(f"{url}&student_id={cast.student}&work_id={key}").json["entries"]
    assert [(one["old"], one["new"], one["is_late"]) for one in own] == [
        ("5", "4", True),
        ("", "5", False),
    ]
    assert all(one["new"] != "4" for one in teacher.get(url).json["entries"])


def test_5_5_6_an_absence_entered_later_completes_the_results(add_work, put, read_work) -> None:
    key = add_work("test")
    put("lesson_today", key, *((one, "4", "") for one in STUDENTS[:3]))
    assert read_work(key).results_at is None
    put("lesson_today", None, ("student_new", "оп", ""))
    assert read_work(key).results_at is None  # coming late is no absence
    put("lesson_today", None, ("student_new", "н", "оп"))
    assert read_work(key).results_at is not None


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({}, "kind"),
        ({"kind": "essay"}, "kind"),
        ({"kind": "lab", "weight": 0}, "weight"),
        ({"kind": "lab", "weight": 11}, "weight"),
        ({"kind": "lab", "is_required": "yes"}, "is_required"),
        ({"kind": "lab", "title": "Laboratory work"}, "title"),
        ({"kind": "lab", "title": "я" * 251}, "title"),
        ({"kind": "lab", "due_on": "2026-10-13"}, "due_on"),  # before the lesson
        ({"kind": "lab", "issued_on": "2026-10-16", "due_on": "2026-10-15"}, "due_on"),
        ({"kind": "lab", "due_on": "2027-02-30"}, "due_on"),
        ({"kind": "lab", "due_on": "2027-06-01"}, "due_on"),  # another semester
        ({"kind": "lab", "ordinal": 3}, "ordinal"),
    ],
)
@pytest.mark.sqlite_only
def test_5_5_10_a_wrong_work_is_refused_by_its_field(teacher, cast, fields, at_fault) -> None:
    answer = teacher.post(f"/api/v1/lesson/{cast.lesson_today}/works", json=fields)
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {at_fault}


def test_5_5_10_works_change_and_nothing_late_becomes_punctual(
    teacher, add_work, api_as, act_as, cast, at_local
) -> None:
    with act_as("system", writes=True) as session:  # the journal itself stays open meanwhile
        setting = {"key": "correction_days", "value": "30", "starts_on": date(2026, 9, 1)}
        session.add(RegulationSetting(**setting))
        session.commit()
    key = add_work("lab")
    url = f"/api/v1/work/{key}"
    changed = teacher.put(url, json={"due_on": "2026-10-16", "weight": 2, "title": "Мост"})
    assert changed.json["work"] | {"due_on": "2026-10-16", "weight": 2} == changed.json["work"]
    assert teacher.get(url).json["result"]["title"] == "Мост"
    with at_local("08:00", date(2026, 10, 17)):
        teacher = api_as("teacher")
        assert set(teacher.put(url, json={"due_on": "2026-10-20"}).json["errors"]) == {"due_on"}
        assert teacher.put(url, json={"due_on": "2026-10-15"}).status_code == 200
    with at_local("08:00", date(2026, 10, 23)):  # its results were due yesterday
        teacher = api_as("teacher")
        assert set(teacher.put(url, json={"due_on": "2026-10-14"}).json["errors"]) == {"due_on"}
        # Nor can the same work be set anew and be in time.
        assert set(teacher.delete(url + "?confirm_loss=1").json["errors"]) == {"form"}
    for login, status in (("teacher_curator", 404), ("department_head", 403), ("student", 403)):
        assert api_as(login).put(url, json={"weight": 3}).status_code == status, login
    for _ in range(9):
        add_work("answer")
    full = api_as("teacher").post(
        f"/api/v1/lesson/{cast.lesson_today}/works", json={"kind": "answer"}
    )
    assert full.status_code == 422


@pytest.mark.both_databases
def test_5_5_10_a_work_with_marks_is_deleted_only_when_told(
    teacher, add_work, put, act_as, cast
) -> None:
    key, empty = add_work("lab"), add_work("test")
    put("lesson_today", None, ("student", "5", ""))
    put("lesson_today", key, ("student", "4", ""), ("student_b", "3", ""))
    assert teacher.delete(f"/api/v1/work/{empty}").status_code == 204
    told = teacher.delete(f"/api/v1/work/{key}")
    assert (told.status_code, told.json["loss"]["marks"]) == (409, 2)
    assert "Сидоров И. П." in told.json["message"]
    assert teacher.delete(f"/api/v1/work/{key}?confirm_loss=1").status_code == 204
    grid = teacher.get(GRID.format(cast.gradebook)).json
    assert [cell for cell in grid["work_cells"] if cell[0] == key] == []
    assert [cast.lesson_today, cast.student, "5", 0, None] in grid["cells"]
    with act_as("system") as session:
        query = select(AuditEntry.old).where(
            AuditEntry.entity == "cell", AuditEntry.entity_id == key, AuditEntry.new == ""
        )
        assert sorted(session.scalars(query)) == ["3", "4"]
    # A new work is never taken for the one that is gone.
    assert add_work("lab") > key


def test_5_5_10_a_lesson_goes_with_its_works_and_does_not_move_with_them(
    teacher, add_work, cast
) -> None:
    add_work("lab")
    url = f"/api/v1/lesson/{cast.lesson_today}"
    assert set(teacher.put(url, json={"held_on": "2026-10-15"}).json["errors"]) == {"held_on"}
    assert teacher.delete(url).status_code == 204


def test_5_5_10_saving_takes_as_many_statements_however_many_cells(
    add_work, put, count_statements
) -> None:
    keys = [add_work("lab"), add_work("test")]
    put("lesson_today", keys[0], ("student", "5", ""))
    counts = []
    for key, students in ((keys[0], STUDENTS[1:2]), (keys[1], STUDENTS[:3])):
        with count_statements() as told:
            put("lesson_today", key, *((one, "4", "") for one in students))
        counts.append(len(told))
    assert counts[0] == counts[1] <= 16  # signing in among them
