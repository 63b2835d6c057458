"""Clause 4.5: a note is drafted from the data; the head words it, no figure can be edited."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from jobs.notes import archive_note
from models import AnalyticNote, ArchivedReport, Lesson, Notice
from reports.document_store import read
from services.monitor import By, fill

NOTES, PARAGRAPHS = "/api/v1/analytic_note", "/api/v1/note_paragraph"
pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def head(api_as):
    """Give the head of the department, for programs."""
    return api_as("department_head")


@pytest.fixture
def note(head, cast):
    """Draft a note of September; return it whole."""
    asked = {
        "department_id": cast.department,
        "period_from": "2026-09-01",
        "period_to": "2026-09-30",
        "control_item_id": cast.control_plan_item,
    }
    made = head.post(f"{NOTES}/", json=asked)
    assert made.status_code == 201, made.text
    return made.json


def _one(note, code):
    return next(one for one in note["paragraphs"] if one["code"] == code)


def test_4_5_each_sentence_has_its_figures_and_the_rows_behind_it(client_as, act_as, note) -> None:
    with act_as("department_head") as session:
        lines = fill(session, date(2026, 9, 1), date(2026, 9, 30), By.gradebook)
    recorded = _one(note, "recorded")["figures"]
    assert recorded["held"] == sum(one.counts.held for one in lines) > 0
    assert recorded["recorded"] == sum(one.counts.recorded for one in lines)
    assert note["title"].endswith("01.09.2026–30.09.2026")
    for one in note["paragraphs"]:
        assert one["rests_on"].startswith("/"), one
        for name in one["figures"]:
            assert "{" + name + "}" in one["text"], one
        assert "{" not in one["shown"], one
    page = client_as("department_head")
    for one in {one["rests_on"] for one in note["paragraphs"]}:
        assert page.get(one).status_code == 200, one


def test_4_5_a_note_is_of_an_own_department_and_a_period_that_began(head, api_as, cast) -> None:
    asked = {
        "department_id": cast.department,
        "period_from": "2026-09-01",
        "period_to": "2026-09-30",
    }
    for changes, status, fields in (
        ({"department_id": cast.department2}, 403, None),
        ({"period_to": "2026-08-30"}, 422, {"period_to"}),
        ({"period_from": "2026-10-15", "period_to": "2026-10-20"}, 422, {"period_from"}),
        ({"period_from": "1999-10-15", "period_to": "1999-10-20"}, 422, {"period_from"}),
        ({"period_from": "x"}, 422, {"period_from"}),
        ({"department_id": None}, 422, {"department_id"}),
        ({"title": "х" * 251}, 422, {"title"}),
        ({"control_item_id": cast.control_plan_item2}, 422, {"control_item_id"}),
        ({"signed_at": "2026-10-14"}, 422, {"signed_at"}),
    ):
        answer = head.post(f"{NOTES}/", json=asked | changes)
        assert answer.status_code == status, (changes, answer.text)
        if fields:
            assert set(answer.json["errors"]) == fields, changes
    for login in ("deputy_director", "director", "module_admin", "teacher"):
        assert api_as(login).post(f"{NOTES}/", json=asked).status_code == 403, login


def test_4_5_words_are_edited_figures_are_not_and_changes_are_taken_back(
    head, api_as, note
) -> None:
    key, one = note["id"], _one(note, "missing")
    own = f"{PARAGRAPHS}/{one['id']}"
    worded = head.put(own, json={"text": "Нет домашнего задания: {no_homework}, темы: {no_topic}."})
    assert worded.status_code == 200, worded.text
    for sent, fields in (
        ({"text": "Нет домашнего задания: 5, темы: {no_topic}."}, {"text"}),
        ({"text": "{no_homework} {no_topic} {held}"}, {"text"}),
        ({"text": "{no_homework} {no_topic} }"}, {"text"}),
        ({"text": " "}, {"text"}),
        ({"text": "{no_homework} {no_topic}", "figures": {"no_topic": 0}}, {"figures"}),
    ):
        answer = head.put(own, json=sent)
        assert (answer.status_code, set(answer.json["errors"])) == (422, fields), sent
    assert api_as("department_head2").put(own, json={"text": "x"}).status_code == 404
    assert api_as("deputy_director").put(own, json={"text": "x"}).status_code == 403
    back = head.post(f"{NOTES}/{key}/undo").json
    assert _one(back, "missing")["text"] == one["text"]
    added = {"note_id": key, "section": "conclusions", "text": "Работа коллектива слаженная."}
    assert head.post(f"{PARAGRAPHS}/", json=added).status_code == 201
    for sent, fields in (
        (added | {"section": "poems"}, {"section"}),
        (added | {"text": "{held}"}, {"text"}),
        (added | {"note_id": "x"}, {"note_id"}),
    ):
        answer = head.post(f"{PARAGRAPHS}/", json=sent)
        assert (answer.status_code, set(answer.json["errors"])) == (422, fields), sent
    whole = head.get(f"{NOTES}/{key}/note").json["paragraphs"]
    ends = [p for p in whole if p["section"] == "conclusions"]
    moved = head.post(f"{PARAGRAPHS}/{ends[1]['id']}/move", json={"by": -1}).json
    order = [p["id"] for p in moved["paragraphs"] if p["section"] == "conclusions"]
    assert order == [ends[1]["id"], ends[0]["id"]]
    gone = head.delete(own).json
    assert one["id"] not in {p["id"] for p in gone["paragraphs"]}
    offered = head.get(f"{NOTES}/{key}/sentences").json["sentences"]
    assert "missing" in {sentence["code"] for sentence in offered}
    brought = head.post(f"{NOTES}/{key}/undo").json
    assert _one(brought, "missing")["figures"] == one["figures"]


def test_4_5_figures_are_redrawn_and_a_signed_note_is_frozen_sent_and_archived(
    head, api_as, client_as, cast, act_as, note
) -> None:
    key = note["id"]
    before = _one(note, "recorded")["figures"]
    worded = "Записано {recorded} из {held} ({recorded_share} %), нет {overdue}: {teachers}."
    head.put(f"{PARAGRAPHS}/{_one(note, 'recorded')['id']}", json={"text": worded})
    with act_as("system", writes=True) as session:
        lesson = session.get_one(Lesson, cast.lesson_sept)
        was = lesson.confirmed_at
        lesson.confirmed_at = None if was else lesson.created_at
        session.commit()
    after = _one(head.post(f"{NOTES}/{key}/redraw").json, "recorded")
    assert after["text"] == worded
    assert after["figures"]["recorded"] != before["recorded"]
    assert api_as("deputy_director").post(f"{NOTES}/{key}/sign").status_code == 403
    signed = head.post(f"{NOTES}/{key}/sign")
    assert signed.status_code == 200, signed.text
    for method, path in (
        ("POST", f"{NOTES}/{key}/sign"),
        ("POST", f"{NOTES}/{key}/redraw"),
        ("POST", f"{NOTES}/{key}/undo"),
        ("DELETE", f"{NOTES}/{key}"),
        ("DELETE", f"{PARAGRAPHS}/{after['id']}"),
    ):
        assert head.open(path, method=method).status_code == 409, path
    with act_as("system"):
        assert archive_note(key)
        assert not archive_note(key)
    with act_as("system") as session:
        row = session.get_one(AnalyticNote, key)
        archived = row.archived_id
        kept = session.get_one(ArchivedReport, archived)
        assert (kept.code, kept.department_id) == ("analytic_note", cast.department)
        told = session.scalars(select(Notice.user_id).where(Notice.link == f"/notes/{key}")).all()
        assert cast.user_deputy_director in told
        assert cast.user_department_head not in told
        text = " ".join(
            "\n".join(
                one.extract_text() for one in PdfReader(BytesIO(read(kept.sha256))).pages
            ).split()
        )
    shown = _one(head.get(f"{NOTES}/{key}/note").json, "recorded")["shown"]
    assert shown in text
    page = client_as("deputy_director").get(f"/notes/{key}")
    assert page.status_code == 200
    assert "nt-deeds" not in page.text
    assert f"/archive/{archived}" in page.text


def test_4_5_a_note_is_not_signed_before_its_period_is_over(head, cast) -> None:
    asked = {
        "department_id": cast.department,
        "period_from": "2026-10-01",
        "period_to": "2026-10-31",
    }
    key = head.post(f"{NOTES}/", json=asked).json["id"]
    refused = head.post(f"{NOTES}/{key}/sign")
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"note"})
    assert head.delete(f"{NOTES}/{key}").status_code == 200
    assert head.get(f"{NOTES}/{key}/note").status_code == 404
