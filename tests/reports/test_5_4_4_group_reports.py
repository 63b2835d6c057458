"""Clauses 4.3, 4.4, 5.4.4, 5.5.11, 8.2: reports about a group, against the golden college."""

import re

import pytest
from flask import Flask

from tests.reports.golden import build_golden, figures, refused, russian


def test_5_4_4_a_week_and_who_received_the_sheet_of_a_month(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    params = {"group_id": golden.sd11, "week": "2024-09-04"}  # any day of the week
    week = figures(app, "attendance_week", params, "golden_curator")
    week.says("02.09.2024 – 08.09.2024", "Краснова О. П.")
    # The week of 2 September: Russian 2, maths 2, drawing 2 hours; held, missed by reason, share.
    week.row("Алексеев Антон Андреевич", 6, 0, 0, 0, 0, 0, 100)
    week.row("Борисова Белла Борисовна", "2нп", 6, 2, 0, 2, 0, 0, 66.7)
    week.row("Власов Виктор Викторович", "2н", 6, 2, 0, 0, 2, 0, 66.7)
    week.row("Громова Галина Глебовна", "2б", 6, 2, 2, 0, 0, 0, 66.7)
    # The group by day: Tuesday 2, Wednesday 4; 30 held, 6 missed.
    week.row(word("Group: hours missed"), 2, 4, 30, 6, 2, 2, 2, 0, 80)
    # Whom to ask for a reason.
    week.row("Борисова Белла Борисовна", 2, 0, "04.09")
    week.row("Власов Виктор Викторович", 0, 2, "03.09")
    assert refused(app, "attendance_week", params | {"week": "2027-01-01"}, "golden_head") == 422
    assert refused(app, "attendance_week", params | {"week": "12"}, "golden_head") == 422
    assert refused(app, "attendance_week", params | {"group_id": golden.td11}, "golden_head") == 404

    for login, verb in (("golden_curator", "hand-over"), ("golden_head", "receive")):
        _hand(app, login, verb, golden.sd11)
    month = {"group_id": golden.sd11, "month": "2024-09"}
    sheet = figures(app, "attendance_month", month, "golden_head")
    # Both on 14 October 2026, the day of the tests.
    assert len(re.findall("14.10.2026", sheet.text)) >= 3  # two signatures, and when it was made


def _hand(app: Flask, login: str, verb: str, group_id: int) -> None:
    from datetime import datetime

    from access.principal import acting_as, system_principal
    from access.session import db, writing
    from models import AttendanceHandover

    month = datetime(2024, 9, 1).date()
    with app.app_context(), acting_as(system_principal("test")), writing():
        row = db.session.query(AttendanceHandover).filter_by(group_id=group_id, month=month).first()
        row = row or AttendanceHandover(group_id=group_id, month=month)
        if verb == "receive":
            row.received_at, row.received_name = datetime(2026, 10, 14, 5), login
        else:
            row.handed_at, row.handed_name = datetime(2026, 10, 14, 4), login
        db.session.add(row)
        db.session.commit()
        db.session.remove()


def test_4_3_debts_with_their_make_up_days(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    debts = figures(app, "debts", {"group_id": golden.sd11}, "golden_curator")
    # a2 owes drawing 1; a3 Russian 1, maths 1; a4's is made up; a5, who left, owes nothing.
    debts.row("Борисова Белла Борисовна", 1, 1)
    debts.row("Власов Виктор Викторович", 1, 1, 2)
    debts.row(word("In all"), 1, 1, 1, 3)
    debts.says("20.10.2026, 15:00", word("not set"))
    debts.lacks("Дятлов", "Громова")
    other = figures(app, "debts", {"group_id": golden.sd12}, "golden_head")
    other.row("Ильина Инна Ильинична", 1, 1)
    none = figures(app, "debts", {"group_id": golden.td11}, "golden_head2")
    none.says(word("Nobody in the group owes anything."))
    assert refused(app, "debts", {"group_id": golden.sd12}, "golden_curator") == 404


@pytest.mark.parametrize(
    ("login", "seen"),
    [("golden_curator", True), ("secretary", True), ("golden_teacher", True), ("hr", False)],
)
def test_a_list_of_a_group_is_for_those_who_work_with_it(
    app: Flask, login: str, seen: bool
) -> None:
    golden = build_golden(app)
    params = {"group_id": golden.sd11}
    if not seen:
        assert refused(app, "group_list", params, login) == 403
        return
    listed = figures(app, "group_list", params, login)
    listed.row(1, "Алексеев Антон Андреевич", "24-000", "01.09.2024", "1")
    listed.row(4, "Громова Галина Глебовна", "24-003", "01.09.2024", "2")
    listed.lacks("Дятлов", "Егоров")


def test_5_5_11_the_register_of_sheets(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    asked = {"semester_id": golden.semester2, "department_id": 0, "group_id": 0}
    sheets = figures(app, "attestation_sheets", asked, "golden_head")
    # Number, group, …, day, listed, with a mark, passed, signed on.
    sheets.row(11, "СД-11")
    sheets.row("Соколова А. И.", "16.06.2025", 4, 3, 2, "20.06.2025")
    sheets.row("20.06.2025", 1, 1, 1, "20.06.2025")
    sheets.row("17.06.2025", 4, 4, 3, "20.06.2025")
    sheets.row("—", 4, 0, 0, word("not signed"))
    sheets.row(word("In all"), 13, 8, 6)
    one = figures(app, "attestation_sheets", asked | {"group_id": golden.sd12}, "golden_head")
    one.row(word("In all"), 4, 4, 3)
    one.lacks("СД-11")
    # The other department has none, and its head sees nothing of these.
    foreign = figures(app, "attestation_sheets", asked, "golden_head2")
    foreign.lacks("СД-11", "СД-12")
    asked["group_id"] = golden.sd11
    assert refused(app, "attestation_sheets", asked, "golden_head2") == 404


def test_8_2_the_curators_report(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    params = {"group_id": golden.sd11, "semester_id": golden.semester2}
    told = figures(app, "curator_report", params, "golden_curator")
    # Five at the beginning, one left on 28 February.
    told.row("Дятлов Денис Дмитриевич", word("left the group"), "28.02.2025", "—")
    told.says(f"{word('At the beginning')}: 5", f"{word('At the end')}: 4")
    # January: 10 held, 2 unexcused; February: 10, 2 unexcused; March: 8, 2 for a good reason.
    told.row("январь 2025", 10, 2, 0, 2, 0, 0, 80)
    told.row("февраль 2025", 10, 2, 0, 2, 0, 0, 80)
    told.row("март 2025", 8, 2, 2, 0, 0, 0, 75)
    told.row(word("In all"), 28, 6, 2, 4, 0, 0, 78.6)
    told.row(word("All marks of the semester"), 3, 6, 1, 1, 3, 1, 1, 4, 86.7, 81.8, 66.9)
    # Debts of today: absence 2 (a2, a3), topic 1 (a3); one has a day set.
    told.row(word("In all"), 3, 2, 1)
    # At risk: a4 failed design and was not admitted; a3 failed maths and missed 2 of 6 hours.
    told.row("Власов Виктор Викторович", "ОД.02 Математика", "2 ч (33.3 %)", 2)
    told.row("Громова Галина Глебовна", "МДК.01.01 Проектирование зданий; ОД.02 Математика")
    assert refused(app, "curator_report", params, "golden_teacher") == 403
    params["group_id"] = golden.sd12
    assert refused(app, "curator_report", params, "golden_curator") == 404


def test_4_5_how_completely_the_journals_are_kept(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    asked = {"by": "group", "department_id": 0, "period": "2024-09-01..2024-12-28"}
    told = figures(app, "completeness", asked, "golden_head")
    # СД-11: Russian 5 lessons, maths 3, drawing 2: 10, 9 recorded, one late, one not at all, one
    # without a topic, one without homework. СД-12: 3 lessons, one not recorded.
    told.row("СД-11", "Строительство", 10, 9, 1, 1, 1, 1)
    told.row("СД-12", "Строительство", 3, 2, 0, 1, 0, 0)
    told.row(word("In all"), 13, 11, 1, 2, 1, 1)
    told.lacks("ТД-11")
    asked |= {"by": "gradebook", "department_id": golden.golden_department2}
    director = figures(app, "completeness", asked, "director")
    director.row("ОП.01 Маркетинг", "ТД-11 · Соколова А. И.", 1, 1, 0, 0, 0, 0)
    for wrong in ("2024-09-01", "2024-09-02..2024-09-01", "2024-09-01..2026-09-01", "x..y"):
        assert refused(app, "completeness", asked | {"period": wrong}, "director") == 422
    assert refused(app, "completeness", asked | {"by": "x"}, "director") == 422
    assert refused(app, "completeness", asked, "golden_curator") == 403
