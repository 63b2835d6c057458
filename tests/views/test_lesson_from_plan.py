"""REST and pages of the plan in its lessons, and of the delivery of programmes."""

import pytest

from domain.enums import Standing
from models import JournalTeacher, Lesson, LessonPlan, LessonPlanTopic
from tests.company import TODAY

TOPIC = "Процессы и потоки"


def _path(cast, what, lesson="lesson_today"):
    return f"/api/v1/lesson/{cast[lesson]}/{what}"


def test_a_program_reads_the_suggestion_accepts_and_undoes_it(api_as, cast):
    api = api_as("teacher")
    told = api.get(_path(cast, "suggestion")).json
    assert told["plan"]["is_approved"] is True
    assert told["suggestion"]["topic"] == TOPIC
    assert told["suggestion"]["topic_ids"] == [cast.lesson_plan_topic]
    assert told["choices"][0]["left"] == 4
    assert told["links"]["plan"] == f"/plans/{cast.lesson_plan}"
    taken = api.post(_path(cast, "accept"), json={})
    assert taken.status_code == 200
    assert taken.json["lesson"]["topic"] == TOPIC
    assert api.get(_path(cast, "suggestion")).json["reason"] == "taken"
    back = api.delete(_path(cast, "accept"), json={"topic": ""})
    assert back.json["lesson"]["topic"] == ""
    assert back.json["lesson"]["topic_id"] is None


def test_accepting_a_row_that_is_none_names_the_field(api_as, cast):
    answer = api_as("teacher").post(_path(cast, "accept"), json={"topic_id": 10**6})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"topic_id"}


@pytest.mark.parametrize(
    ("login", "status"), [("teacher2", 404), ("student", 403), ("parent", 403), ("hr", 403)]
)
def test_who_does_not_see_the_plan_gets_no_suggestion(api_as, cast, login, status):
    assert api_as(login).get(_path(cast, "suggestion")).status_code == status


def test_a_parent_who_teaches_elsewhere_reads_no_plan_of_the_child_s_journal(api_as, cast):
    """Rights add up role by role: seen as a parent, the journal shows no plan."""
    api = api_as("teacher_parent")
    assert api.get(_path(cast, "suggestion", "lesson2")).status_code == 404
    assert api.get(f"/api/v1/lesson/{cast.lesson_tp}/suggestion").status_code == 200


def test_a_stand_in_accepts_today_alone(api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        keys = {"gradebook_id": cast.gradebook, "teacher_id": cast.employee_teacher2}
        days = {"starts_on": TODAY, "ends_on": TODAY}
        session.add(JournalTeacher(standing=Standing.substitute, **keys, **days))
        session.commit()
    api = api_as("teacher2")
    assert api.post(_path(cast, "accept"), json={}).status_code == 200
    answer = api.post(
        _path(cast, "accept", "lesson_unconfirmed"), json={"topic_id": cast.lesson_plan_topic}
    )
    assert answer.status_code == 403
    assert "Иванова А. П." in answer.json["message"]


def test_5_5_8_confirming_without_a_topic_is_refused_with_an_example(api_as, cast):
    answer = api_as("teacher").post(_path(cast, "confirm"), json={})
    assert answer.status_code == 422
    assert "Настройка сети: TCP/IP и DNS" in answer.json["errors"]["topic"]


def test_5_5_8_the_page_of_a_lesson_explains_the_rule_to_programs_too(api_as, cast):
    lesson = f"/api/v1/lesson/{cast.lesson_today}"
    answer = api_as("teacher").put(lesson, json={"topic": "Introduction to TCP/IP"})
    assert answer.status_code == 422
    assert "«Introduction», «to», «TCP/IP»" in answer.json["errors"]["topic"]


def test_the_page_of_the_plan_shows_days_and_what_does_not_fit(client_as, act_as, cast):
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, cast.lesson).topic_id = cast.lesson_plan_topic
        row = LessonPlanTopic(plan_id=cast.lesson_plan, position=2, title="Тупики", hours=6)
        session.add(row)
        session.commit()
    page = client_as("teacher").get(f"/journal/{cast.gradebook}/plan").text
    assert "Тупики" in page
    assert "6 ч плана уже не помещаются" in page  # 2 h of the first row take today's lesson
    assert f"lesson={cast.lesson}" in page


def test_a_journal_without_a_plan_leads_to_making_one(client_as, act_as, cast):
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(LessonPlanTopic, cast.lesson_plan_topic))
        session.flush()
        session.delete(session.get_one(LessonPlan, cast.lesson_plan))
        session.commit()
    page = client_as("teacher").get(f"/journal/{cast.gradebook}/plan").text
    assert f'href="/plans/new/{cast.gradebook}"' in page


@pytest.mark.parametrize(("login", "status"), [("teacher2", 404), ("student", 403), ("hr", 403)])
def test_the_page_of_a_plan_follows_the_rights(client_as, cast, login, status):
    assert client_as(login).get(f"/journal/{cast.gradebook}/plan").status_code == status


def test_pages_of_a_journal_cost_no_more_statements(client_as, api_as, cast, count_statements):
    client, api = client_as("teacher"), api_as("teacher")
    for send, path, most in (
        (client, f"/journal/{cast.gradebook}", 8),
        (api, f"/api/v1/gradebook/{cast.gradebook}/grid", 6),
        (api, _path(cast, "suggestion"), 6),
        (client, f"/journal/{cast.gradebook}/plan", 9),
        (client, "/delivery/", 12),
    ):
        send.get(path)
        with count_statements() as told:
            assert send.get(path).status_code == 200
        told = [one for one in told if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
        assert len(told) <= most, (path, len(told), told)


@pytest.mark.parametrize("level", ["department", "group", "teacher", "journal"])
def test_3_11_the_delivery_page_and_rest_say_the_same(client_as, api_as, level):
    told = api_as("director").get(f"/api/v1/programme_delivery/?level={level}").json
    assert told["total"]["hours"]["load"] == 9 * 60
    page = client_as("director").get(f"/delivery/?level={level}").text
    for line in told["result"]:
        assert line["name"].split(" ")[0] in page
    forecasts = [min(0, line["hours"]["forecast"]) for line in told["result"]]
    assert forecasts == sorted(forecasts)


@pytest.mark.parametrize("query", ["level=nothing", "semester=x", "group=-1", "year=99999999999"])
def test_3_11_a_delivery_that_is_none_is_refused(client_as, api_as, query):
    assert api_as("director").get(f"/api/v1/programme_delivery/?{query}").status_code == 422
    assert client_as("director").get(f"/delivery/?{query}").status_code == 404


@pytest.mark.parametrize("login", ["teacher", "department_head2"])
def test_3_11_the_first_page_of_a_head_names_the_journals_behind(client_as, cast, login):
    page = client_as(login).get("/").text
    own = f'href="/journal/{cast.gradebook2}/plan"'
    assert (own in page) is (login == "department_head2")
    assert f'href="/journal/{cast.gradebook}/plan"' not in page
