"""Clause 3.11: the plan of internal control is made, told, copied, reminded of."""

from datetime import date

import pytest
from sqlalchemy import select

from jobs.control import remind
from models import AcademicYear, ControlPlanItem, Inspection, Notice

ITEMS = "/api/v1/control_plan_item"
pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def deputy(api_as):
    """Give the deputy director, for programs."""
    return api_as("deputy_director")


def _planned(cast, **changes):
    return {
        "academic_year_id": cast.academic_year,
        "subject": "Накопляемость отметок",
        "department_id": cast.department,
        "responsible_id": cast.employee_department_head,
        "starts_on": "2026-10-01",
        "due_on": "2026-10-20",
        "form": "inspection",
    } | changes


def test_3_11_the_deputy_makes_the_plan_and_bad_input_is_named(deputy, cast, act_as) -> None:
    made = deputy.post(f"{ITEMS}/", json=_planned(cast))
    assert made.status_code == 201, made.text
    key = made.json["id"]
    assert (made.json["glance"], made.json["state"]) == ("soon", "planned")
    for changes, field in (
        ({"subject": " "}, "subject"),
        ({"subject": "х" * 501}, "subject"),
        ({"subject": 5}, "subject"),
        ({"department_id": 10**6}, "department_id"),
        ({"department_id": "x"}, "department_id"),
        ({"responsible_id": None}, "responsible_id"),
        ({"responsible_id": 10**6}, "responsible_id"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"due_on": "2026-09-30"}, "due_on"),
        ({"due_on": "2030-01-01"}, "due_on"),
        ({"form": "song"}, "form"),
        ({"state": "done"}, "state"),
        ({"academic_year_id": 10**6}, "academic_year_id"),
    ):
        answer = deputy.post(f"{ITEMS}/", json=_planned(cast, **changes))
        assert (answer.status_code, set(answer.json["errors"])) == (422, {field}), changes
    whole = _planned(cast, subject="Объективность отметок")
    del whole["academic_year_id"]
    assert deputy.put(f"{ITEMS}/{key}", json=whole).json["subject"] == "Объективность отметок"
    with act_as("system") as session:
        assert len(session.scalars(select(ControlPlanItem)).all()) == 3
    assert deputy.delete(f"{ITEMS}/{key}").status_code == 200
    assert deputy.delete(f"{ITEMS}/{key}").status_code == 404


def test_3_11_a_head_tells_the_end_of_own_items_only(
    deputy, api_as, client_as, cast, act_as
) -> None:
    head = api_as("department_head")
    own = cast.control_plan_item
    college = deputy.post(
        f"{ITEMS}/",
        json=_planned(cast, department_id=None, responsible_id=cast.employee_deputy_director),
    ).json["id"]
    mine = deputy.post(f"{ITEMS}/", json=_planned(cast, department_id=None)).json["id"]
    done = {"state": "done", "result": "Проверено 12 журналов"}
    for key, status in (
        (own, 200),
        (mine, 200),
        (college, 403),
        (cast.control_plan_item2, 404),
    ):
        assert head.post(f"{ITEMS}/{key}/tell", json=done).status_code == status, key
    told = {one["id"]: one["done_on"] for one in head.get(f"{ITEMS}/plan").json["items"]}
    assert told == {own: "2026-10-14", mine: "2026-10-14", college: None}
    for sent, field in (
        ({"state": "done"}, "result"),
        ({"state": "cancelled"}, "result"),
        ({"state": "asleep"}, "state"),
        ({"state": "done", "result": "да", "done_on": "2026-10-15"}, "done_on"),
        ({"state": "done", "result": "да", "subject": "x"}, "subject"),
    ):
        answer = head.post(f"{ITEMS}/{own}/tell", json=sent)
        assert (answer.status_code, set(answer.json["errors"])) == (422, {field}), sent
    page = client_as("department_head")
    shown = page.get(f"/control-plan/item/{own}")
    assert "Проверено 12 журналов" in shown.text
    assert 'name="result"' in shown.text
    assert 'name="result"' not in page.get(f"/control-plan/item/{college}").text
    assert page.get(f"/control-plan/item/{cast.control_plan_item2}").status_code == 404
    # What something follows from is cancelled, not deleted.
    with act_as("system", writes=True) as session:
        session.get_one(Inspection, cast.inspection).control_item_id = own
        session.commit()
    refused = deputy.delete(f"{ITEMS}/{own}")
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"item"})
    linked = {one["id"]: one["inspections"] for one in head.get(f"{ITEMS}/plan").json["items"]}
    assert linked[own] == 1
    asks = client_as("deputy_director").get(f"/control-plan/item/{own}/delete")
    assert 'class="danger"' not in asks.text


def test_3_11_the_plan_is_filtered_and_copied_from_the_year_before(
    deputy, client_as, cast, act_as
) -> None:
    with act_as("system", writes=True) as session:
        year = AcademicYear(name="2027/2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 6, 30))
        session.add(year)
        session.flush()
        later = year.id
        session.commit()
    plan = f"{ITEMS}/plan?year={cast.academic_year}"
    late = deputy.post(f"{ITEMS}/", json=_planned(cast, due_on="2026-10-05")).json["id"]
    for query, keys in (
        ("", {cast.control_plan_item, cast.control_plan_item2, late}),
        ("&state=overdue", {late}),
        ("&state=planned", {cast.control_plan_item, cast.control_plan_item2}),
        (f"&department={cast.department2}", {cast.control_plan_item2}),
        ("&department=0", set()),
        ("&month=2026-11", set()),
        ("&month=2026-10&state=overdue", {late}),
    ):
        assert {one["id"] for one in deputy.get(plan + query).json["items"]} == keys, query
    for query in ("&state=x", "&month=x", "&department=x"):
        assert deputy.get(plan + query).status_code == 422, query
    copied = deputy.post(f"{ITEMS}/copy", json={"academic_year_id": later})
    assert copied.json == {"added": 3}
    assert deputy.post(f"{ITEMS}/copy", json={"academic_year_id": later}).json == {"added": 0}
    items = deputy.get(f"{ITEMS}/plan?year={later}").json["items"]
    assert {one["due_on"] for one in items} == {"2027-10-05", "2027-10-31"}
    assert {one["state"] for one in items} == {"planned"}
    page = client_as("deputy_director").get(f"/control-plan/?year={later}")
    assert page.text.count("ct-bar") == 3


def test_3_11_who_answers_is_reminded_once(deputy, cast, act_as) -> None:
    for due in ("2026-10-05", "2026-10-20"):
        deputy.post(f"{ITEMS}/", json=_planned(cast, due_on=due))
    told = []
    for _time in range(2):
        with act_as("system"):
            told.append(remind())
    assert told == [4, 0]  # two items to the head, a summary to each of the two deputies
    with act_as("system") as session:
        rows = session.execute(select(Notice.user_id, Notice.link).order_by(Notice.id)).all()
    mine = [link for user, link in rows if user == cast.user_department_head]
    assert sum(link.startswith("/control-plan/item/") for link in mine if link) == 2
    assert (cast.user_deputy_director, "/control-plan/?state=overdue") in map(tuple, rows)


def test_3_11_an_inspection_is_begun_from_an_item(client_as, cast, act_as) -> None:
    head = client_as("department_head")
    item = head.get(f"/control-plan/item/{cast.control_plan_item}")
    address = f"/journal/{cast.gradebook}/inspect?item={cast.control_plan_item}"
    assert f'href="{address}"' in item.text
    begun = head.post(address, data={"period_from": "2026-09-01", "period_to": "2026-09-30"})
    assert begun.status_code == 302, begun.text
    key = int(begun.location.rsplit("/", 1)[1])
    with act_as("system") as session:
        row = session.get_one(Inspection, key)
        assert (row.control_item_id, row.kind) == (cast.control_plan_item, "plan")
    assert f'href="/inspections/{key}"' in head.get(item.request.path).text
