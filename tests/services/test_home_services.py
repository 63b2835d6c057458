"""What home pages show: diary, the curator's week, completeness, the roster."""

from datetime import date, datetime

import pytest

from access.principal import current_principal
from domain.attendance import Missed
from domain.enums import AbsenceKind
from models import Enrolment, Lesson, Outage
from services.attendance_week import group_week, groups_in_care
from services.cell_shapes import CellInput
from services.diary import diary_owners, load_diary
from services.journal_cells import record_cells
from services.lessons import confirm_lesson, update_lesson
from services.monitor import fill
from services.monitor_home import compared
from services.roster import latest_changes, roster_counts
from tests.cast import TODAY

SINCE = date(2026, 9, 1)


@pytest.mark.parametrize("login", ["student", "parent"])
def test_5_7_the_diary_is_read_by_the_student_and_the_parent(act_as, cast, login: str) -> None:
    with act_as(login) as session:
        assert [one.student_id for one in diary_owners(session)] == [cast.student]
        diary = load_diary(session, cast.student, SINCE, TODAY)
        assert diary is not None
        assert load_diary(session, cast.student_b, SINCE, TODAY) is None
        assert load_diary(session, cast.student2, SINCE, TODAY) is None
    assert diary.days[0].day == TODAY
    by_id = {lesson.lesson_id: lesson for day in diary.days for lesson in day.lessons}
    assert (by_id[cast.lesson].text, by_id[cast.lesson].teacher) == ("5", "Иванова А. П.")
    sick = by_id[cast.lesson_sept]
    assert (sick.absence, sick.marks) == (AbsenceKind.sick, ("4",))
    assert by_id[cast.lesson_sub].text == "4"  # of the own subgroup


def test_others_have_no_diary(act_as, cast) -> None:
    for login in ("teacher", "curator", "director"):
        with act_as(login) as session:
            assert diary_owners(session) == []
            assert load_diary(session, cast.student, SINCE, TODAY) is None


def test_a_teacher_who_is_a_parent_reads_the_child_s_diary_only(act_as, cast) -> None:
    with act_as("teacher_parent") as session:
        assert [one.student_id for one in diary_owners(session)] == [cast.student_tp]
        assert load_diary(session, cast.student_tc, SINCE, TODAY) is None


def test_a_lesson_that_is_not_recorded_says_nothing_in_the_diary(act_as, cast) -> None:
    with act_as("teacher") as session:
        cells = [CellInput(cast.lesson_today, cast.student, "н/5")]
        record_cells(session, current_principal(), cast.gradebook, cells)
    with act_as("student") as session:
        (today,) = load_diary(session, cast.student, TODAY, TODAY).days[0].lessons
        assert (today.state, today.text, today.absence) == ("open", "", None)
    with act_as("teacher") as session:
        update_lesson(session, current_principal(), cast.lesson_today, {"topic": "Процессы"})
        confirm_lesson(session, current_principal(), cast.lesson_today)
    with act_as("student") as session:
        (today,) = load_diary(session, cast.student, TODAY, TODAY).days[0].lessons
        assert (today.state, today.text) == ("recorded", "н/5")


def test_5_4_4_the_curator_s_week(act_as, cast) -> None:
    with act_as("curator") as session:
        (group,) = groups_in_care(session)
        week = group_week(session, group.group_id, TODAY)
        assert group_week(session, cast.group2, TODAY) is None
    assert week is not None
    assert (week.days[0], len(week.days)) == (date(2026, 10, 12), 6)
    assert {one.name: one.days[0] for one in week.students} == {
        "Ёлкина Я. Ю.": 2,
        "Романова С.": 0,
    }
    assert (week.away, week.in_group) == (Missed(unexcused=2), 4)
    assert sum(one.late for one in week.students) == 1
    with act_as("curator") as session:
        earlier = group_week(session, cast.group, date(2026, 9, 30))
    assert earlier is not None
    assert earlier.days[0] == date(2026, 9, 28)


def test_4_5_completeness_by_department(act_as, cast) -> None:
    """The days before the 12th in all; from it on by department, as the monitor counts."""
    with act_as("director") as session:
        before, lines = compared(session, SINCE, date(2026, 10, 12), TODAY)
        rows = {line.key: line.counts for line in lines}
    assert (before.held, before.recorded) == (1, 1)  # the lesson of September
    own, other = rows[cast.department], rows[cast.department2]
    assert (own.held, own.on_time, own.overdue, own.pending) == (8, 6, 1, 1)
    assert (other.held, other.on_time, other.late, other.pending) == (2, 1, 0, 1)
    with act_as("department_head2") as session:
        (seen,) = compared(session, SINCE, SINCE, TODAY)[1]
        assert (seen.key, seen.name) == (cast.department2, "Машиностроение")


def test_10_2_what_an_outage_excuses_counts_as_recorded_in_time(act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, cast.lesson2).confirmed_at = datetime(2026, 10, 13, 6)
        session.commit()
    with act_as("department_head2") as session:
        (late,) = fill(session, SINCE, TODAY)
    with act_as("module_admin", writes=True) as session:
        day = date(2026, 10, 12)
        session.add(Outage(starts_on=day, ends_on=day, what="Нет связи"))
        session.commit()
    with act_as("department_head2") as session:
        (excused,) = fill(session, SINCE, TODAY)
    assert (late.counts.on_time, late.counts.late) == (0, 1)
    assert (excused.counts.on_time, excused.counts.late) == (1, 0)


def test_the_roster_and_its_latest_changes(act_as, cast) -> None:
    with act_as("secretary", writes=True) as session:
        before = roster_counts(session)
        session.add(Enrolment(student_id=cast.student_gone, group_id=cast.group2, starts_on=TODAY))
        session.commit()
        after = roster_counts(session)
        assert (after.students, after.groups) == (before.students + 1, before.groups)
        changes = latest_changes(session, 3)
    assert [(one.on, one.student, one.joined) for one in changes] == [
        (TODAY, "Титов М. И.", True),
        (date(2026, 10, 5), "Романова С.", True),
        (date(2026, 9, 30), "Титов М. И.", False),
    ]
