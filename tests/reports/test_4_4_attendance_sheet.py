"""Clause 4.4: the curator's monthly sheet, against answers worked out by hand."""

import dataclasses

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from domain.month import Month
from reports.catalogue.attendance_month import REPORT, GroupMonth
from reports.dataset import Dataset
from tests.reports.college import College

FIRST_DAY = 2  # columns before the days: number, name
# held, missed in all, excused, unexcused, no reason yet, not recorded, share
SUMS = {
    "Абрамова Алина Олеговна": (14, 8, 6, 0, 2, 2, 42.9),  # 6 of 14 h attended
    "Борисов Борис Ильич": (10, 4, 2, 2, 0, 2, 60.0),
    "Васильев Виктор Юрьевич": (10, 4, 0, 4, 0, 2, 60.0),
}
GROUP = (34, 16, 8, 6, 2, 6, 52.9)  # 18 of 34


def day(row: int, number: int, sheet: Dataset) -> object:
    return sheet.rows[row].cells[FIRST_DAY + number - 1]


def test_4_4_the_sheet_has_the_students_of_the_month_in_order(sheet: Dataset) -> None:
    assert [row.cells[:2] for row in sheet.rows] == list(enumerate(SUMS, 1))


def test_4_4_sums_of_each_student_and_of_the_group(sheet: Dataset) -> None:
    assert {row.cells[1]: row.cells[-7:] for row in sheet.rows} == SUMS
    assert sheet.totals[0].cells[-7:] == GROUP


@pytest.mark.parametrize(
    ("row", "number", "text"),
    [
        (0, 1, "2уп\n2н"),  # two lessons of one day, each with its reason
        (0, 2, ""),
        (0, 5, "?2"),  # not recorded, whatever was typed into it
        (0, 13, "4б"),  # a practice day of four hours
        (0, 14, ""),
        (0, 28, ""),  # not a member of the second subgroup
        (1, 1, "–"),  # before the enrolment
        (1, 11, "–"),
        (1, 12, ""),
        (1, 13, "оп"),  # late costs no hours
        (1, 14, "2нп"),  # the lesson of the own subgroup only
        (1, 22, "2уп*"),  # made up, still missed
        (1, 28, "?2"),
        (2, 5, "?2"),
        (2, 13, "4нп*"),
        (2, 20, ""),  # the last day in the group
        (2, 21, "–"),
        (2, 22, "–"),
    ],
)
def test_4_4_cells_of_a_day(row: int, number: int, text: str, sheet: Dataset) -> None:
    assert day(row, number, sheet) == text


def test_4_4_hours_missed_and_lessons_not_recorded_by_day(sheet: Dataset) -> None:
    by_day = [
        {n: value for n, value in enumerate(row.cells[FIRST_DAY : FIRST_DAY + 31], 1) if value}
        for row in sheet.totals
    ]
    assert by_day == [
        {1: 4, 13: 8, 14: 2, 22: 2},  # in all
        {1: 2, 13: 4, 22: 2},  # excused
        {13: 4, 14: 2},  # unexcused
        {1: 2},  # no reason yet
        {5: 1, 28: 1},  # lessons not recorded
    ]


def test_4_4_notes_name_what_is_missing(sheet: Dataset) -> None:
    lessons, made_up, unstated = sheet.notes
    assert "05.10, pair 1 — ОП.04, Петров П. П.; 28.10, pair 3 — ОП.05 (2), Петров П. П." in lessons
    assert "made up later: 6;" in made_up
    assert "given yet: 2." in unstated


def test_4_4_it_is_handed_over_and_received(sheet: Dataset) -> None:
    assert [(place.position, place.deed, place.name) for place in sheet.signatures] == [
        ("Curator", "handed over", "Иванова А. П."),
        ("Head of department", "received", "Сафин Б. М."),
    ]


def test_no_lesson_of_the_future_is_missing(
    words: Flask, session: Session, college: College
) -> None:
    with time_machine.travel("2026-10-27T12:00:00+05:00", tick=False):
        sheet = REPORT.build(session, GroupMonth(college.group_id, Month(2026, 10)))
    assert sheet.totals[0].cells[-2] == 4  # 05.10 of two students; 28.10 is still to come
    assert day(1, 28, sheet) == ""


def test_a_month_without_lessons_has_no_share(
    words: Flask, after_october: None, session: Session, college: College
) -> None:
    sheet = REPORT.build(session, GroupMonth(college.group_id, Month(2026, 8)))
    assert sheet.rows == ()
    sheet = REPORT.build(session, GroupMonth(college.other_group_id, Month(2026, 9)))
    assert sheet.rows[0].cells[-7:] == (0, 0, 0, 0, 0, 0, None)


def test_a_renderer_meets_primitives_only(sheet: Dataset) -> None:
    primitives = (str, int, float, type(None))

    def walk(value: object) -> None:
        if dataclasses.is_dataclass(value):
            for part in dataclasses.fields(value):
                walk(getattr(value, part.name))
        elif isinstance(value, tuple):
            for part in value:
                walk(part)
        else:
            assert isinstance(value, primitives), type(value)

    walk(sheet)
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheet.title = ""  # type: ignore[misc]


def test_a_report_signs_where_it_declares(
    words: Flask, after_october: None, session: Session, college: College
) -> None:
    other = dataclasses.replace(REPORT, signatures=("curator",))
    with pytest.raises(ValueError, match="other places to sign"):
        other.build(session, GroupMonth(college.group_id, Month(2026, 10)))


def test_10_8_it_is_kept_until_the_group_graduates(session: Session, college: College) -> None:
    assert REPORT.kept_until is not None
    kept = REPORT.kept_until(session, GroupMonth(college.group_id, Month(2026, 10)))
    assert str(kept) == "2029-06-30"


def test_the_sheet_costs_as_many_statements_whatever_the_group(
    words: Flask, after_october: None, session: Session, college: College
) -> None:
    told: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *sent: told.append(sent[2]))

    def cost(group_id: int) -> int:
        told.clear()
        session.expunge_all()
        REPORT.build(session, GroupMonth(group_id, Month(2026, 10)))
        return len(told)

    assert cost(college.group_id) == cost(college.other_group_id) <= 10
