"""Make-up days through the front door: planned, placed, recorded, moved, cancelled (4.3)."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.enums import DebtEnd, MakeUpOutcome
from models import (
    AuditEntry,
    Debt,
    GradeClosing,
    JournalTeacher,
    MakeUp,
    MakeUpPlace,
    Notice,
)
from services.debt_keeping import keep_debts
from services.grid import load_grid
from services.notices import text_of

DAY, PLACE = "/api/v1/make_up", "/api/v1/make_up_place"
TODAY = date(2026, 10, 14)


@pytest.fixture
def owed(api_as, act_as, cast, at_local):
    """Return open debts of the journal by student: an absence and a topic of 14 September."""
    with act_as("system", writes=True) as session:
        keep_debts(session, cast.gradebook)  # the cast was written past the services
        session.commit()
    cells = [("student_b", "нп", ""), ("student_c", "2", "")]
    with at_local("12:00", date(2026, 9, 14)):
        body = [
            {"lesson_id": cast.lesson_sept, "student_id": cast[who], "text": text, "was": was}
            for who, text, was in cells
        ]
        answer = api_as("teacher").put(
            f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": body}
        )
        assert len(answer.json["saved"]) == 2, answer.json
    with act_as("system") as session:
        debts = session.execute(
            select(Debt.student_id, Debt.id).where(
                Debt.lesson_id == cast.lesson_sept, Debt.closed_on.is_(None)
            )
        )
        return dict(debts.all())


@pytest.fixture
def plan(api_as, cast):
    """Give `plan(held_on, debts)`: the id of a day on which `debts` have their places."""

    def planned(held_on, debts=()):
        program = api_as("teacher")
        body = {"gradebook_id": cast.gradebook, "held_on": held_on, "starts_at": "15:30"}
        made = program.post(f"{DAY}/", json=body)
        assert made.status_code == 201, made.json
        placed = program.post(
            f"{PLACE}/", json={"make_up_id": made.json["id"], "debt_ids": list(debts)}
        )
        assert placed.status_code == 201, placed.json
        return made.json["id"], placed.json["ids"]

    return planned


@pytest.fixture
def reading(act_as, cast):
    """Give `with reading() as (state, cells):` what debts, places and cells say now."""

    @contextmanager
    def read():
        with act_as("teacher") as session:
            debts = select(Debt.id, Debt.closed_on, Debt.ended)
            places = select(MakeUpPlace.id, MakeUpPlace.outcome, MakeUpPlace.code)
            cells = {
                cell.student_id: cell.text
                for cell in load_grid(session, cast.gradebook).cells
                if cell.lesson_id == cast.lesson_sept
            }
            yield (
                {row[0]: tuple(row[1:]) for row in session.execute(debts)},
                {row[0]: tuple(row[1:]) for row in session.execute(places)},
                cells,
            )

    return read


def _record(api_as, day, *results, login="teacher"):
    body = {"results": [{"place_id": place, "result": text} for place, text in results]}
    return api_as(login).post(f"{DAY}/{day}/results", json=body)


@pytest.mark.both_databases
def test_4_3_results_are_written_into_the_closed_journal_as_late_make_ups(
    api_as, act_as, cast, owed, plan, reading
):
    """September is closed for changes (3.6); the day opens the cells of its places alone."""
    day, places = plan("2026-10-14", [owed[cast.student_b], owed[cast.student_c]])
    with act_as("system") as session:
        where = select(MakeUpPlace.student_id, MakeUpPlace.id).where(MakeUpPlace.id.in_(places))
        place = dict(session.execute(where).all())
    absence, topic = place[cast.student_b], place[cast.student_c]
    assert _record(api_as, day, (absence, "made_up"), (topic, "missed")).json == {"recorded": 2}
    with reading() as (debts, outcomes, cells):
        assert debts[owed[cast.student_b]] == (TODAY, DebtEnd.made_up)
        assert debts[owed[cast.student_c]] == (None, None)
        assert outcomes[absence] == (MakeUpOutcome.made_up, "зч")
        assert outcomes[topic] == (MakeUpOutcome.missed, None)
        assert (cells[cast.student_b], cells[cast.student_c]) == ("нп/зч", "2")
    # Put right as long as the day is open; what it wrote before is taken back.
    assert _record(api_as, day, (absence, "2"), (topic, "4")).json == {"recorded": 2}
    with reading() as (debts, outcomes, cells):
        assert debts[owed[cast.student_b]] == (None, None)
        assert debts[owed[cast.student_c]] == (TODAY, DebtEnd.made_up)
        assert outcomes[absence] == (MakeUpOutcome.failed, "2")
        assert (cells[cast.student_b], cells[cast.student_c]) == ("нп/2", "2/4")
    assert _record(api_as, day, (absence, "5"), (topic, "4")).json == {"recorded": 1}
    with reading() as (_debts, _outcomes, cells):
        assert cells[cast.student_b] == "нп/5"
    with act_as("system") as session:
        entries = session.execute(
            select(AuditEntry.reason, AuditEntry.is_late, AuditEntry.new).where(
                AuditEntry.lesson_id == cast.lesson_sept, AuditEntry.student_id == cast.student_b
            )
        ).all()
        assert entries[-1].new == "нп/5"
        assert {(one.reason, one.is_late) for one in entries[-3:]} == {
            ("Отработка 14.10.2026", True)
        }
        assert keep_debts(session, cast.gradebook) == 0  # nothing drifted
    refused = api_as("teacher").put(
        f"/api/v1/gradebook/{cast.gradebook}/cells",
        json={
            "cells": [
                {
                    "lesson_id": cast.lesson_sept,
                    "student_id": cast.student_b,
                    "text": "5",
                    "was": "нп/5",
                    "reason": "Иначе",
                }
            ]
        },
    )
    assert [one["code"] for one in refused.json["refused"]] == ["closed"]


def test_4_3_a_day_is_recorded_from_its_own_day_on_for_a_week(
    api_as, cast, owed, plan, reading, at_local
):
    day, (place,) = plan("2026-10-16", [owed[cast.student_b]])
    early = _record(api_as, day, (place, "4"))
    assert (early.status_code, list(early.json["errors"])) == (422, ["held_on"])
    with at_local("09:00", date(2026, 10, 24)):
        over = _record(api_as, day, (place, "4"))
        assert over.status_code == 422
        assert "23.10.2026" in over.json["message"]
        late = api_as("teacher").post(
            f"{PLACE}/", json={"make_up_id": day, "debt_ids": [owed[cast.student_c]]}
        )
        assert late.status_code == 422
    with at_local("09:00", date(2026, 10, 23)):
        assert _record(api_as, day, (place, "4")).status_code == 200
    with reading() as (_debts, _outcomes, cells):
        assert cells[cast.student_b] == "нп/4"


def test_4_3_a_signed_semester_stays_closed_to_make_ups(api_as, act_as, cast, owed, plan, reading):
    day, (place,) = plan("2026-10-14", [owed[cast.student_b]])
    with act_as("system", writes=True) as session:
        session.add(
            GradeClosing(
                gradebook_id=cast.gradebook,
                semester_id=cast.semester,
                signed_at=date(2026, 10, 14),
                signed_name="Иванова А. П.",
            )
        )
        session.commit()
    refused = _record(api_as, day, (place, "4"))
    assert (refused.status_code, list(refused.json["errors"])) == (422, [f"results.{place}"])
    with reading() as (_debts, outcomes, cells):
        assert outcomes[place] == (MakeUpOutcome.planned, None)
        assert cells[cast.student_b] == "нп"


def test_4_3_who_keeps_the_journal_now_records_lessons_of_an_earlier_teacher(
    api_as, act_as, cast, owed, reading
):
    with act_as("system", writes=True) as session:
        term = session.get_one(JournalTeacher, cast.journal_teacher)
        term.ends_on = TODAY - timedelta(days=1)
        after = JournalTeacher(
            gradebook_id=cast.gradebook, teacher_id=cast.employee_teacher2, starts_on=TODAY
        )
        session.add(after)
        session.commit()
    body = {"gradebook_id": cast.gradebook, "held_on": "2026-10-14"}
    assert api_as("teacher").post(f"{DAY}/", json=body).status_code == 403
    program = api_as("teacher2")
    day = program.post(f"{DAY}/", json=body).json["id"]
    debts = {"make_up_id": day, "debt_ids": [owed[cast.student_b]]}
    (place,) = program.post(f"{PLACE}/", json=debts).json["ids"]
    assert _record(api_as, day, (place, "4"), login="teacher2").status_code == 200
    with reading() as (_debts, _outcomes, cells):
        assert cells[cast.student_b] == "нп/4"


def _told(act_as, user_id):
    with act_as("system") as session:
        query = select(Notice).where(Notice.user_id == user_id).order_by(Notice.id)
        return [text_of(one) for one in session.scalars(query)][1:]  # the cast's own comes first


@pytest.mark.both_databases
def test_4_3_those_placed_are_told_of_the_day_its_move_and_its_end(api_as, act_as, cast, plan):
    with act_as("system", writes=True) as session:
        debt = Debt(
            gradebook_id=cast.gradebook,
            lesson_id=cast.lesson,
            student_id=cast.student,
            kind="absence",
            opened_on=date(2026, 10, 12),
        )
        session.add(debt)
        session.commit()
        key = debt.id
    program = api_as("teacher")
    first, (place,) = plan("2026-10-20", [key])
    second, _none = plan("2026-10-22")
    assert program.post(f"{DAY}/{first}/move", json={"to": second}).json == {"moved": 1}
    assert program.put(f"{DAY}/{second}", json={"held_on": "2026-10-23"}).status_code == 200
    assert program.delete(f"{DAY}/{first}").status_code == 204
    assert program.delete(f"{DAY}/{second}").status_code == 204
    _third, (again,) = plan("2026-10-26", [key])
    assert program.delete(f"{PLACE}/{again}").status_code == 204
    for user in (cast.user_student, cast.user_parent, cast.user_curator):
        told = _told(act_as, user)
        days = ["20.10.2026, 15:30", "22.10.2026, 15:30", "23.10.2026, 15:30", "23.10.2026"]
        # The curator is not told of a single place that is taken back.
        days += ["26.10.2026"] if user == cast.user_curator else ["26.10.2026", "сняты с отработки"]
        assert all(day in text for day, text in zip(days, told, strict=True)), told
    assert _told(act_as, cast.user_student2) == []
    with act_as("system") as session:
        assert session.get(MakeUpPlace, place) is None
        assert session.get(MakeUp, second) is None


def test_4_3_a_day_with_results_stays_as_it_was_held(api_as, client_as, cast, owed, plan):
    day, (place, other) = plan("2026-10-14", [owed[cast.student_b], owed[cast.student_c]])
    assert _record(api_as, day, (place, "missed")).status_code == 200
    program = api_as("teacher")
    assert program.delete(f"{DAY}/{day}").status_code == 409
    assert program.put(f"{DAY}/{day}", json={"held_on": "2026-10-20"}).status_code == 409
    assert program.delete(f"{PLACE}/{place}").status_code == 409
    assert program.delete(f"{PLACE}/{other}").status_code == 204
    page = client_as("teacher").post(f"/make-up/{day}/cancel")
    assert page.status_code == 422
    assert "Результаты отработки 14.10.2026 внесены" in page.text


@pytest.mark.both_databases
def test_4_3_pages_show_counts_to_each_role_in_few_statements(
    client_as, cast, owed, count_statements
):
    for login, path, words, most in (
        ("deputy_director", "/debts/", "По отделениям", 8),
        ("department_head", "/debts/", "По отделениям", 8),
        ("curator", f"/debts/group/{cast.group}", "Абрамов Л. О.", 9),
        ("teacher", "/debts/", "В ваших журналах", 9),
        ("student", "/debts/", "Задолженностей нет", 9),
    ):
        client = client_as(login)
        client.get(path)
        with count_statements() as told:
            page = client.get(path)
        assert page.status_code == 200
        assert words in page.text, (login, path)
        assert len(told) <= most, (login, path, len(told))
    assert client_as("student").get(f"/debts/group/{cast.group}").status_code == 404
    assert client_as("curator2").get(f"/debts/group/{cast.group}").status_code == 404


@pytest.mark.both_databases
def test_4_3_whoever_left_counts_in_no_overview(api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        for student in (cast.student_gone, cast.student_b):
            session.add(
                Debt(
                    gradebook_id=cast.gradebook,
                    lesson_id=cast.lesson_sept,
                    student_id=student,
                    kind="topic",
                    opened_on=date(2026, 9, 14),
                )
            )
        session.commit()
    found = api_as("deputy_director").get("/api/v1/debt/counts").json["result"]
    groups = {one["group_id"]: one for department in found for one in department["groups"]}
    assert (groups[cast.group]["total"], groups[cast.group]["students"]) == (1, 1)
    students = api_as("curator").get(f"/api/v1/debt/counts/{cast.group}").json["students"]
    assert [one["student_id"] for one in students] == [cast.student_b]
