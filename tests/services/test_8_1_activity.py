"""What is counted of each person's work with the journal, and when (8.1)."""

from datetime import timedelta

from sqlalchemy import select

from domain.month import Month
from jobs.activity import count_activity
from models import ActivityDay
from services.activity_report import month_activity
from tests.cast import PASSWORD, TODAY

YESTERDAY = TODAY - timedelta(days=1)


def _rows(act_as, user_id):
    with act_as("system") as session:
        rows = session.scalars(select(ActivityDay).where(ActivityDay.user_id == user_id))
        return {row.day: (row.sign_ins, row.refusals, row.writes) for row in rows}


def test_8_1_sign_ins_and_wrong_passwords_count_at_once(app, cast, act_as, anonymous):
    for password in (PASSWORD, "wrong", PASSWORD, "wrong", "wrong"):
        asked = {"username": "hr", "password": password, "provider": "db"}
        anonymous.post("/api/v1/security/login", json=asked)
    assert _rows(act_as, cast.user_hr) == {TODAY: (2, 3, 0)}


def test_8_1_the_night_counts_changes_once_a_request(app, cast, act_as, api_as, at_local):
    place = {"student_id": cast.student, "lesson_id": cast.lesson}
    with at_local("11:00", YESTERDAY):
        client = api_as("teacher")
        for was, text in (("5", "4"), ("4", "5")):
            cells = [place | {"text": text, "was": was, "reason": "Описка"}]
            url = f"/api/v1/gradebook/{cast.gradebook}/cells"
            answer = client.put(url, json={"cells": cells})
            assert len(answer.json["saved"]) == 1, answer.text
    assert _rows(act_as, cast.user_teacher)[YESTERDAY] == (1, 0, 0)
    with app.app_context():
        count_activity()
        count_activity()  # once more changes nothing
    assert _rows(act_as, cast.user_teacher)[YESTERDAY] == (1, 0, 2)


def test_8_1_a_month_by_person_tells_who_never_came(app, cast, act_as, api_as):
    place = {"student_id": cast.student, "lesson_id": cast.lesson}
    cells = [place | {"text": "4", "was": "5", "reason": "Описка"}]
    url = f"/api/v1/gradebook/{cast.gradebook}/cells"
    api_as("teacher").put(url, json={"cells": cells})
    with act_as("deputy_director") as session:
        found = month_activity(session, Month.of(TODAY))
    (teacher,) = [one for one in found.people if one.writes]
    # The cast has a sign-in of the 12th; what was changed today counts before the night.
    assert (teacher.sign_ins, teacher.writes, len(teacher.days)) == (2, 1, 2)
    today = found.days[-1]
    assert (today.day, today.people, today.sign_ins, today.writes) == (TODAY, 1, 1, 1)
    assert all(one.last_login is None for one in found.people if not one.came)
