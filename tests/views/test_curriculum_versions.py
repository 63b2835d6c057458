"""Curricula as trees, their versions, comparison, and groups that are pointed to one."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from models import (
    AuditEntry,
    Curriculum,
    CurriculumHours,
    CurriculumItem,
    Gradebook,
    StudyGroup,
    TeachingAssignment,
)
from tests.exchange.curriculum_pages import imported, text_of

REST = "/api/v1/curriculum"


def _superseded(api, pk, day="2026-09-01", **more):
    answer = api.post(f"{REST}/{pk}/supersede", json={"in_force_from": day, **more})
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def _key(act_as, curriculum, index):
    with act_as("system") as session:
        return session.scalar(
            select(CurriculumItem.id).where(
                CurriculumItem.curriculum_id == curriculum, CurriculumItem.index_code == index
            )
        )


def test_the_tree_shows_cycles_modules_hours_and_forms(client_as, api_as):
    pk = imported(api_as("methodist"))
    page = client_as("methodist").get(f"/curricula/{pk}").text
    text = text_of(page)
    assert text.index("Профессиональная подготовка") < text.index("ПМ.01")
    assert text.index("ПМ.01 ") < text.index("МДК.01.01") < text.index("ПМ.01.ЭК")
    assert "898 278 326 20 20 4 18 232 122" in text  # the sums of all kinds
    assert "110 100 128 200 360" in text  # and of all semesters
    assert "ДЗ\xa04" in page
    assert "3 семестр: 80 ч — лекции 40" in text
    third = text_of(client_as("teacher").get(f"/curricula/{pk}?semester=3").text)
    assert "Часы 3 семестра" in third
    assert "ОГСЭ.01" in third
    assert "БД.01" not in third


def test_the_tree_over_rest_has_the_sums_of_each_cycle_and_module(api_as):
    pk = imported(api_as("methodist"))
    tree = api_as("teacher").get(f"{REST}/{pk}/tree").json["result"]
    professional = tree["cycles"][1]
    (module,) = (i for i in professional["cycles"][1]["items"] if i["kind"] == "module")
    assert (tree["sums"]["total"], professional["sums"]["total"]) == (898, 698)
    assert (module["sums"]["total"], module["semesters"]) == (280, [])
    assert [part["index"] for part in module["parts"]] == [
        "МДК.01.01", "УП.01.01", "ПП.01.01", "ПМ.01.ЭК",
    ]  # fmt: skip
    assert module["parts"][0]["semesters"][1]["attestation"] == "exam"


@pytest.mark.parametrize(
    "path",
    ["999999", "1?semester=0", "1?semester=x", "1?semester=99", "1/compare/999999", "9" * 30],
)
def test_what_is_not_there_is_not_found(client_as, path):
    assert client_as("methodist").get(f"/curricula/{path}").status_code == 404


def test_the_list_finds_by_programme_and_by_group(client_as, api_as):
    imported(api_as("methodist"), intake_year=2031)
    client = client_as("methodist")
    assert "2031" in client.get("/curricula/").text
    assert "2031" in client.get("/curricula/?q=ИНФОРМАЦИОННЫЕ").text
    by_group = text_of(client.get("/curricula/?q=ТМ-21").text)
    assert "15.02.16" in by_group
    assert "2031" not in by_group
    assert "<table" not in client.get("/curricula/?q=нетничего").text
    for odd in ("%", "_", "'", "\\", "я" * 300):
        assert client.get("/curricula/", query_string={"q": odd}).status_code == 200


def test_an_export_is_the_form_of_the_import(client_as, api_as):
    api = api_as("methodist")
    pk = imported(api)
    book = client_as("teacher").get(f"/curricula/{pk}/export.xlsx")
    assert CalamineWorkbook.from_filelike(BytesIO(book.data)).sheet_names[0] == "Учебный план"
    token = api.post(
        "/api/v1/curriculum/import/",
        data={"file": (BytesIO(api.get(f"{REST}/{pk}/export").data), "план.xlsx")},
        content_type="multipart/form-data",
    ).json["token"]
    again = api.post(f"/api/v1/curriculum/import/{token}", json={}).json
    assert again["version"] == 2
    trees = [api.get(f"{REST}/{key}/tree").json["result"] for key in (pk, again["id"])]
    assert trees[0] == trees[1]


@pytest.mark.both_databases
def test_a_new_version_is_an_editable_copy(api_as, client_as, act_as, cast):
    """The curriculum in use stays; the copy can be changed until a group points to it."""
    page = client_as("methodist").post(
        f"/curricula/{cast.curriculum}/supersede", data={"in_force_from": "2027-09-01"}
    )
    pk = int(page.location.rsplit("/", 1)[1])
    with act_as("system") as session:
        made = session.get_one(Curriculum, pk)
        assert (made.version, made.supersedes_id) == (2, cast.curriculum)
        assert made.in_force_from == date(2027, 9, 1)
        hours = session.scalars(
            select(CurriculumHours).join(CurriculumItem).where(CurriculumItem.curriculum_id == pk)
        ).all()
        # The cast's own hours of theory, practice and the rest came along.
        old = session.get_one(CurriculumHours, cast.curriculum_hours)
        copy = next(h for h in hours if h.item.index_code == "ОП.01" and h.semester_number == 3)
        assert (copy.theory, copy.practice) == (old.theory, old.practice)
        key = copy.id
    api = api_as("methodist")
    assert api.put(f"/api/v1/curriculum_hours/{key}", json={"theory": 44}).status_code == 200
    old_hours = f"/api/v1/curriculum_hours/{cast.curriculum_hours}"
    assert api.put(old_hours, json={"theory": 44}).status_code == 422


def test_a_version_is_in_force_after_the_one_it_supersedes(api_as, client_as, cast):
    api = api_as("methodist")
    made = _superseded(api, cast.curriculum, "2027-09-01")
    answer = api.post(f"{REST}/{made}/supersede", json={"in_force_from": "2027-09-01"})
    assert "01.09.2027" in answer.json["errors"]["in_force_from"]
    for body in ({}, {"in_force_from": "вчера"}, {"in_force_from": "1999-09-01"}):
        answer = api.post(f"{REST}/{cast.curriculum}/supersede", json=body)
        assert list(answer.json["errors"]) == ["in_force_from"]
    page = client_as("methodist").post(f"/curricula/{cast.curriculum}/supersede", data={})
    assert page.status_code == 422


@pytest.mark.both_databases
def test_groups_are_pointed_with_their_load_and_journals(api_as, client_as, act_as, cast):
    """The journal stays one: it goes to the item of the same index, its lessons with it."""
    api = api_as("methodist")
    made = _superseded(api, cast.curriculum)
    gone = _key(act_as, made, "ОП.02")
    with act_as("system", writes=True) as session:
        for row in session.scalars(
            select(CurriculumHours).where(CurriculumHours.item_id == gone)
        ).all():
            session.delete(row)
        session.flush()
        session.delete(session.get_one(CurriculumItem, gone))
        session.commit()
    with act_as("system") as session:
        books = session.scalar(select(func.count()).select_from(Gradebook))
        own = select(TeachingAssignment.item_id).where(TeachingAssignment.group_id == cast.group)
        before = set(session.scalars(own))
    client = client_as("methodist")
    form = {"group": cast.group, "from": "2026-10-14"}
    look = client.post(f"/curricula/{made}/groups", data={**form, "then": "look"})
    assert look.status_code == 200
    assert ("ОП.02" in text_of(look.text)) == (cast.item_c in before)
    with act_as("system") as session:
        assert session.get_one(StudyGroup, cast.group).curriculum_id == cast.curriculum
    done = client.post(f"/curricula/{made}/groups", data={**form, "then": "point"})
    assert done.status_code == 302
    new = _key(act_as, made, "ОП.01")
    with act_as("system") as session:
        assert session.get_one(StudyGroup, cast.group).curriculum_id == made
        assert session.get_one(Gradebook, cast.gradebook).item_id == new
        assert session.scalar(select(func.count()).select_from(Gradebook)) == books
        items = set(session.scalars(own))
        assert items.isdisjoint({cast.curriculum_item, cast.item_b})
        other = session.get_one(StudyGroup, cast.group_tc)
        assert other.curriculum_id == cast.curriculum  # nobody pointed it
        told = select(AuditEntry).where(AuditEntry.field == "curriculum_id")
        assert [e.user_id for e in session.scalars(told)][-1] == cast.user_methodist
    # What stayed with the earlier version can still be worked with.
    assert client_as("teacher").get(f"/journal/{cast.gradebook}").status_code == 200


def test_years_that_are_over_stay_with_the_earlier_version(api_as, act_as, cast):
    api = api_as("methodist")
    made = _superseded(api, cast.curriculum, "2027-09-01")
    body = {"groups": [cast.group], "from": "2027-09-01", "confirm": True}
    answer = api.post(f"{REST}/{made}/groups", json=body)
    assert (answer.json["done"], answer.json["following"]) == (True, 0)
    with act_as("system") as session:
        assert session.get_one(Gradebook, cast.gradebook).item_id == cast.curriculum_item
        assert session.get_one(StudyGroup, cast.group).curriculum_id == made


def test_only_groups_of_the_same_curriculum_can_be_pointed(api_as, cast):
    api = api_as("methodist")
    made = _superseded(api, cast.curriculum)
    for groups, field in (
        ([cast.group2], "groups"),
        ([], "groups"),
        (["1"], "groups"),
        (7, "groups"),
    ):
        answer = api.post(f"{REST}/{made}/groups", json={"groups": groups, "from": "2026-10-14"})
        assert list(answer.json["errors"]) == [field]
    answer = api.post(f"{REST}/{made}/groups", json={"groups": [cast.group], "from": "завтра"})
    assert list(answer.json["errors"]) == ["from"]
    body = {"groups": [cast.group], "from": "2026-10-14"}
    assert api_as("secretary").post(f"{REST}/{made}/groups", json=body).status_code == 403
    told = api.post(f"{REST}/{made}/groups", json=body).json
    assert (told["done"], told["groups"][0]["name"]) == (False, "ИС-21")


def test_a_comparison_names_what_was_added_removed_and_changed(api_as, client_as, act_as):
    api = api_as("methodist")
    first = imported(api)
    second = imported(api)
    with act_as("system", writes=True) as session:

        def row(index, semester):
            return session.scalars(
                select(CurriculumHours)
                .join(CurriculumItem)
                .where(
                    CurriculumItem.curriculum_id == second,
                    CurriculumItem.index_code == index,
                    CurriculumHours.semester_number == semester,
                )
            ).one()

        row("МДК.01.01", 3).theory = 46
        row("МДК.01.01", 4).attestation = "credit"
        session.delete(row("БИ.01", 1))
        session.flush()
        gone = select(CurriculumItem).where(
            CurriculumItem.curriculum_id == second, CurriculumItem.index_code == "БИ.01"
        )
        session.delete(session.scalars(gone).one())
        session.add(
            CurriculumItem(curriculum_id=second, index_code="ОП.09", name="Сети", kind="discipline")
        )
        session.commit()
    found = api.get(f"{REST}/{second}/compare/{first}").json["result"]
    assert [item["index"] for item in found["added"]] == ["ОП.09"]
    assert [item["index"] for item in found["removed"]] == ["БИ.01"]
    (changed,) = found["changed"]
    assert [(c["semester"], c["field"], c["before"], c["after"]) for c in changed["changes"]] == [
        (3, "theory", 40, 46), (4, "attestation", "exam", "credit"),
    ]  # fmt: skip
    assert (found["total"], found["same"]) == ({"before": 898, "after": 894}, 9)
    page = text_of(client_as("teacher").get(f"/curricula/{second}/compare/{first}").text)
    assert "3 лекции 40 46 +6" in page
    same = text_of(client_as("teacher").get(f"/curricula/{first}/compare/{first}").text)
    assert "Версии не различаются" in same


@pytest.mark.both_databases
def test_an_unused_version_is_deleted_whole_and_a_used_one_is_not(api_as, client_as, act_as, cast):
    api = api_as("methodist")
    pk = imported(api)
    assert "ИС-21" in api.delete(f"{REST}/{cast.curriculum}/whole").json["errors"]["_"]
    later = _superseded(api, pk, "2027-09-01")
    assert api.delete(f"{REST}/{pk}/whole").status_code == 422
    assert api.delete(f"{REST}/{later}/whole").status_code == 204
    client = client_as("methodist")
    assert client.get(f"/curricula/{pk}/discard").status_code == 200
    assert client.post(f"/curricula/{pk}/discard").status_code == 302
    assert api.get(f"{REST}/{pk}/tree").status_code == 404
    with act_as("system") as session:
        left = select(func.count()).select_from(CurriculumItem)
        assert session.scalar(left.where(CurriculumItem.curriculum_id == pk)) == 0
    used = client.get(f"/curricula/{cast.curriculum}/discard").text
    assert "ИС-21" in used
    assert 'method="post"' not in used.partition("<main")[2]


def test_who_keeps_no_curricula_changes_none(client_as, api_as, cast):
    for login in ("teacher", "secretary", "module_admin"):
        client, api = client_as(login), api_as(login)
        for page in ("supersede", "groups", "discard"):
            assert client.get(f"/curricula/{cast.curriculum}/{page}").status_code == 403
        assert api.post(f"{REST}/{cast.curriculum}/supersede", json={}).status_code == 403
        assert api.delete(f"{REST}/{cast.curriculum}/whole").status_code == 403
    for login in ("student", "parent"):
        assert client_as(login).get(f"/curricula/{cast.curriculum}").status_code == 403
        assert api_as(login).get(f"{REST}/{cast.curriculum}/tree").status_code == 403
