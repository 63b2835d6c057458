"""3.3 and 4.2 on pages and over REST: the base of plans, copying from it, who has no plan."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.enums import PlanState
from jobs.plans import remind_of_plans
from models import LessonPlan, Notice
from services.plan_reminders import MESSAGE
from services.plan_search import index_topics

BOOKS = 9  # journals of the cast; two of them have an approved plan
WITHOUT = 7


@pytest.fixture(autouse=True)
def _indexed(act_as, cast):
    """Keep the stems of the cast's topics: the cast is written past the editor."""
    with act_as("system", writes=True) as session:
        rows = [(cast.lesson_plan_topic, "Процессы и потоки")]
        index_topics(session, [*rows, (cast.lesson_plan_topic2, "Процессы и потоки")])
        session.commit()


def test_3_3_a_teacher_finds_a_foreign_topic_marks_it_and_reads_its_plan(client_as, cast) -> None:
    teacher = client_as("teacher")
    found = teacher.get("/plans/base/?q=процессами")
    assert found.status_code == 200
    assert found.text.count("<mark>Процессы</mark>") == 2
    plan = teacher.get(f"/plans/base/{cast.lesson_plan2}?q=потоков")
    assert "<mark>потоки</mark>" in plan.text
    assert teacher.get("/plans/base/999999").status_code == 404
    assert "Инженерная графика" in teacher.get("/plans/base/").text


@pytest.mark.parametrize(
    "address",
    ["?q=%00", "?q=" + "я" * 500, "?programme=abc&group=-1&page=x", "?state=zzz", "?page=200"],
)
def test_odd_addresses_are_answered(client_as, address) -> None:
    assert client_as("teacher").get(f"/plans/base/{address}").status_code == 200


def test_a_program_searches_lists_and_reads(api_as, cast) -> None:
    program = api_as("teacher2")
    found = program.get("/api/v1/plan_base/?q=процессов").json
    assert {one["plan_id"] for one in found["result"]} == {cast.lesson_plan, cast.lesson_plan2}
    assert found["more"] is False
    narrowed = f"/api/v1/plan_base/?q=процессов&group={cast.group}"
    assert [one["plan_id"] for one in program.get(narrowed).json["result"]] == [cast.lesson_plan]
    listed = program.get("/api/v1/plan_base/").json["result"]
    assert {one["hours"] for one in listed} == {4}
    plan = program.get(f"/api/v1/plan_base/{cast.lesson_plan}").json
    assert plan["rows"][0]["title"] == "Процессы и потоки"
    assert program.get("/api/v1/plan_base/999999").status_code == 404


def test_a_plan_is_copied_into_the_own_journal_of_the_same_discipline(
    client_as, act_as, cast
) -> None:
    teacher = client_as("teacher_curator")
    assert "Скопировать" in teacher.get(f"/plans/base/{cast.lesson_plan}").text
    place = f"/plans/base/{cast.lesson_plan}/copy"
    for data, count in (
        ({"gradebook": str(cast.gradebook_tc)}, 1),
        ({"gradebook": str(cast.gradebook_tc)}, 1),  # the draft has rows now: not without a yes
        ({"gradebook": str(cast.gradebook_tc), "replace": "1"}, 1),
        ({"gradebook": ""}, 1),
    ):
        assert teacher.post(place, data=data).status_code == 303
        with act_as("system") as session:
            plans = select(LessonPlan).where(LessonPlan.gradebook_id == cast.gradebook_tc)
            assert len(session.scalars(plans).all()) == count
    assert teacher.post(place, data={"gradebook": str(cast.gradebook2)}).status_code == 404
    assert client_as("methodist").post(place, data={}).status_code == 403


def test_4_2_who_has_no_approved_plan_is_listed_by_what_one_sees(api_as, cast) -> None:
    told = api_as("methodist").get("/api/v1/plan_base/missing").json
    assert (told["missing"], told["journals"]) == (WITHOUT, BOOKS)
    assert len(told["result"]) == WITHOUT
    assert {one["state"] for one in told["result"]} == {None}
    own = api_as("teacher").get("/api/v1/plan_base/missing").json
    assert own["journals"] == 4
    assert {one["journal"]["teacher_id"] for one in own["result"]} == {cast.employee_teacher}
    head = api_as("department_head2").get("/api/v1/plan_base/missing").json
    assert (head["missing"], head["journals"]) == (0, 1)
    asked = f"/api/v1/plan_base/missing?teacher={cast.employee_teacher_head}&state=none"
    assert len(api_as("methodist").get(asked).json["result"]) == 1


def test_4_2_the_state_of_a_plan_that_is_under_way_is_shown(client_as, act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(LessonPlan, cast.lesson_plan2).state = PlanState.returned
        session.commit()
    page = client_as("methodist").get("/plans/missing")
    assert page.status_code == 200
    assert "возвращ" in page.text
    assert "8 из 9" in page.text
    home = client_as("methodist").get("/")
    assert "/plans/missing" in home.text
    assert "/plans/missing" not in client_as("student").get("/").text


def _reminded(act_as) -> dict[int, int]:
    """Return the numbers of reminders by account."""
    with act_as("system") as session:
        rows = session.scalars(select(Notice).where(Notice.message == str(MESSAGE))).all()
        found: dict[int, int] = {}
        for row in rows:
            found[row.user_id] = found.get(row.user_id, 0) + 1
        return found


def test_4_2_the_methodist_reminds_and_nobody_is_told_twice_a_day(
    client_as, api_as, act_as, cast, at_local
) -> None:
    methodist = client_as("methodist")
    data = {"teacher": str(cast.employee_teacher)}
    assert methodist.post("/plans/missing/remind", data=data).status_code == 303
    assert _reminded(act_as) == {cast.user_teacher: 1}
    done = api_as("methodist").post("/api/v1/plan_base/missing/remind", json={}).json
    assert done["lately"] == 1
    assert done["told"] == len(_reminded(act_as)) - 1 == 4
    again = api_as("methodist").post("/api/v1/plan_base/missing/remind", json={}).json
    assert (again["told"], again["lately"]) == (0, 5)
    with at_local("09:00", date(2026, 10, 15)):
        assert client_as("methodist").post("/plans/missing/remind", data=data).status_code == 303
    assert _reminded(act_as)[cast.user_teacher] == 2
    for login in ("teacher", "department_head", "director"):
        assert client_as(login).post("/plans/missing/remind", data={}).status_code == 403
        answer = api_as(login).post("/api/v1/plan_base/missing/remind", json={})
        assert answer.status_code == 403


def test_4_2_the_job_reminds_daily_before_classes_and_weekly_after(
    app, act_as, cast, at_local
) -> None:
    with act_as("system", writes=True) as session:  # one waits for the methodist: not the teacher
        row = session.get_one(LessonPlan, cast.lesson_plan2)
        row.state = PlanState.submitted
        session.commit()
    expected = (
        (date(2026, 8, 17), "10:00", 0),  # too early
        (date(2026, 8, 18), "07:00", 0),  # at night nobody
        (date(2026, 8, 18), "10:00", 1),
        (date(2026, 8, 18), "15:00", 1),  # again on the day
        (date(2026, 8, 19), "10:00", 2),
        (date(2026, 8, 31), "10:00", 3),
        (date(2026, 9, 1), "10:00", 3),
        (date(2026, 9, 7), "10:00", 4),  # a week after the last
        (date(2026, 9, 10), "10:00", 4),
        (date(2026, 9, 14), "19:59", 5),
        (date(2027, 7, 5), "10:00", 5),  # the year is over
    )
    for day, clock, count in expected:
        with at_local(clock, day), act_as("system"):
            remind_of_plans()
        told = _reminded(act_as)
        assert told.get(cast.user_teacher, 0) == count, (day, clock)
        assert cast.user_teacher2 not in told
