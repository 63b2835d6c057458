"""Clause 5.5.2: hours of the plan equal those of the curriculum; clause 4.2: and of the load."""

import pytest

from domain.enums import LessonKind
from domain.plan_hours import (
    KINDS,
    LESSON_HOURS,
    HourFault,
    HourKey,
    PlannedHours,
    compare,
    other_load,
    plan_totals,
)
from models.curriculum import HOUR_KINDS


def table(**hours):
    """Return hours of the first semester by kind."""
    return {HourKey(1, kind): value for kind, value in hours.items()}


def test_5_5_2_every_kind_of_lesson_counts_to_a_kind_of_hours():
    assert set(LESSON_HOURS) == set(LessonKind)
    assert set(LESSON_HOURS.values()) <= set(KINDS)
    assert set(KINDS) == set(HOUR_KINDS)


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (LessonKind.lecture, "theory"),
        (LessonKind.seminar, "theory"),
        (LessonKind.control, "theory"),
        (LessonKind.practical, "practice"),
        (LessonKind.practice_day, "practice"),
        (LessonKind.lab, "lab"),
        (LessonKind.coursework, "coursework"),
        (LessonKind.consultation, "consultation"),
    ],
)
def test_5_5_2_a_row_counts_to_the_hours_of_its_kind(kind, hours):
    assert plan_totals([PlannedHours(1, kind, 6)]) == {HourKey(1, hours): 6}


def test_5_5_2_rows_add_up_by_semester_and_self_study_beside_them():
    rows = [
        PlannedHours(1, LessonKind.lecture, 2, 1),
        PlannedHours(1, LessonKind.control, 2),
        PlannedHours(2, LessonKind.lecture, 4, 3),
        PlannedHours(1, LessonKind.lab, 0),
    ]
    assert plan_totals(rows) == {
        HourKey(1, "theory"): 4,
        HourKey(1, "self_study"): 1,
        HourKey(2, "theory"): 4,
        HourKey(2, "self_study"): 3,
    }


# plan, curriculum, load of theory → difference to the curriculum, to the load, the fault
@pytest.mark.parametrize(
    ("plan", "curriculum", "load", "to_curriculum", "to_load", "fault"),
    [
        (40, 40, 40, 0, 0, None),
        (38, 40, 40, -2, -2, HourFault.differs),
        (42, 40, 40, 2, 2, HourFault.differs),
        (0, 40, 40, -40, -40, HourFault.differs),
        (40, 40, 38, 0, 2, HourFault.disagree),
        (38, 40, 38, -2, 0, HourFault.disagree),
        (40, 40, 0, 0, 40, HourFault.disagree),
        (10, 0, 0, 10, 10, HourFault.differs),
    ],
)
def test_5_5_2_three_numbers_are_compared(plan, curriculum, load, to_curriculum, to_load, fault):
    (cell,) = compare(table(theory=plan), table(theory=curriculum), table(theory=load)).cells
    assert (cell.plan, cell.curriculum, cell.load) == (plan, curriculum, load)
    assert (cell.to_curriculum, cell.to_load, cell.fault) == (to_curriculum, to_load, fault)


@pytest.mark.parametrize(
    ("plan", "curriculum", "shared", "fault"),
    [
        (10, 10, False, None),
        (8, 10, False, HourFault.differs),
        (12, 10, False, HourFault.differs),
        (8, 10, True, None),  # the rest of it may be in the plans of the other journals
        (12, 10, True, HourFault.differs),
    ],
)
def test_5_5_2_self_study_is_compared_with_the_curriculum_alone(plan, curriculum, shared, fault):
    others = {} if shared else None
    (cell,) = compare(table(self_study=plan), table(self_study=curriculum), {}, others).cells
    assert (cell.load, cell.to_load, cell.fault) == (None, None, fault)


def test_5_5_2_interim_attestation_is_shown_and_stops_nothing():
    found = compare(table(theory=4), table(theory=4, control=6), table(theory=4, control=6))
    assert [cell.kind for cell in found.cells] == ["theory", "control"]
    assert found.matches


def test_5_5_2_an_empty_plan_matches_nothing():
    assert not compare({}, {}, {}).matches
    assert not compare({}, table(control=6), table(control=6)).matches


def test_5_5_2_every_semester_is_compared_by_itself():
    plan = {HourKey(1, "theory"): 30, HourKey(2, "theory"): 10}
    right = {HourKey(1, "theory"): 20, HourKey(2, "theory"): 20}
    found = compare(plan, right, right)
    assert [(cell.semester, cell.to_curriculum) for cell in found.faults] == [(1, 10), (2, -10)]


# whole-group loads, loads by subgroup → what they give the same students
@pytest.mark.parametrize(
    ("wholes", "subgroups", "theory", "practice"),
    [
        ([], [], 0, 0),
        ([{"theory": 20}], [], 20, 0),
        ([{"theory": 20}, {"theory": 10}], [], 30, 0),
        ([{"theory": 20}], [[{"practice": 30}]], 20, 30),
        ([{"theory": 20}], [[{"practice": 30}], [{"practice": 28}]], 20, 30),
        ([], [[{"practice": 10}, {"practice": 20}], [{"practice": 25}]], 0, 30),
    ],
)
def test_5_5_2_other_journals_count_once_for_each_student(wholes, subgroups, theory, practice):
    found = other_load(
        [table(**one) for one in wholes], [[table(**one) for one in group] for group in subgroups]
    )
    assert found.get(HourKey(1, "theory"), 0) == theory
    assert found.get(HourKey(1, "practice"), 0) == practice


def test_5_5_2_a_subgroup_is_compared_with_its_share_of_the_curriculum():
    curriculum = table(theory=40, practice=20)
    others = table(theory=40)  # the whole group has the lectures together
    found = compare(table(practice=18), curriculum, table(practice=20), others)
    shares = {cell.kind: (cell.curriculum, cell.others, cell.to_curriculum) for cell in found.cells}
    assert shares == {"theory": (0, 40, 0), "practice": (20, 0, -2)}
    assert [cell.kind for cell in found.faults] == ["practice"]


def test_5_5_2_parts_of_two_teachers_make_the_whole():
    curriculum = table(theory=40)
    first = compare(table(theory=24), curriculum, table(theory=24), table(theory=16))
    second = compare(table(theory=16), curriculum, table(theory=16), table(theory=24))
    assert first.matches
    assert second.matches
    wrong = compare(table(theory=24), curriculum, table(theory=24), table(theory=14))
    assert [cell.fault for cell in wrong.faults] == [HourFault.disagree]
