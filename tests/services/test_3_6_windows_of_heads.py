"""Clause 3.6: a head who teaches does not decide on the own window; the deputy director does."""

from sqlalchemy import select

from models import Department, Gradebook, Notice, StudyGroup
from tests.windows import WHY

BASE = "/api/v1/correction_window"


def test_3_6_the_deputy_decides_on_the_window_of_a_head(api_as, client_as, act_as, cast) -> None:
    with act_as("system", writes=True) as session:  # the teacher heads the group's department now
        group = session.get_one(StudyGroup, session.get_one(Gradebook, cast.gradebook).group_id)
        department = session.get_one(Department, group.department_id)
        key, before = department.id, department.head_id
        department.head_id = cast.employee_teacher
        session.commit()
    body = {"lesson_id": cast.lesson_sept, "reason": WHY}
    window = api_as("teacher").post(f"{BASE}/", json=body).json["id"]
    with act_as("system") as session:
        query = select(Notice.user_id).where(Notice.link == f"/windows/{window}")
        told = set(session.scalars(query))
    assert cast.user_deputy_director in told
    assert cast.user_teacher not in told
    assert api_as("teacher").post(f"{BASE}/{window}/grant", json={}).status_code == 403
    page = client_as("deputy_director").get(f"/windows/{window}").text
    assert f"/windows/{window}/grant" in page
    assert api_as("deputy_director").post(f"{BASE}/{window}/grant", json={}).status_code == 200

    with act_as("system", writes=True) as session:  # another heads it: the deputy only looks
        session.get_one(Department, key).head_id = before
        session.commit()
    body = {
        "gradebook_id": cast.gradebook,
        "lessons_from": "2026-09-15",
        "lessons_to": "2026-09-30",
    }
    asked = api_as("teacher").post(f"{BASE}/", json=body | {"reason": WHY})
    assert asked.status_code == 201, asked.text
    other = asked.json["id"]
    page = client_as("deputy_director").get(f"/windows/{other}").text
    assert f"/windows/{other}/grant" not in page
    assert api_as("deputy_director").post(f"{BASE}/{other}/grant", json={}).status_code == 403
