"""The grid: what is in it, for whom, in how many statements."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from access.principal import current_principal
from domain.lesson_state import LessonState
from models import Programme, Semester
from services.cell_shapes import CellInput
from services.errors import NotFoundError
from services.grid import load_grid
from services.journal_cells import record_cells

FIVE = ["Абрамов Л. О.", "Ёлкина Я. Ю.", "Романова С.", "Сидоров И. П.", "Титов М. И."]


@pytest.fixture
def grid_as(act_as, cast):
    """Give `grid_as(login, gradebook, semester)`."""

    def load(login, gradebook="gradebook", semester=None):
        with act_as(login) as session:
            return load_grid(session, cast[gradebook], semester)

    return load


def test_the_grid_holds_students_lessons_and_cells(grid_as, cast) -> None:
    grid = grid_as("teacher")
    assert [student.short_name for student in grid.students] == FIVE
    assert (grid.title, grid.teacher) == ("ОП.01 Операционные системы", "Иванова А. П.")
    assert grid.editable
    assert {(c.lesson_id, c.student_id): c.text for c in grid.cells} == {
        (cast.lesson, cast.student): "5",
        (cast.lesson_sept, cast.student): "б/4",
        (cast.lesson_sept, cast.student_gone): "3",
        (cast.lesson, cast.student_b): "2",
        (cast.lesson, cast.student_c): "нп",
        (cast.lesson, cast.student_new): "оп15",
        (cast.lesson_unconfirmed, cast.student_b): "н",
    }


def test_students_stand_there_for_their_time_only(grid_as, cast) -> None:
    by_id = {student.id: student for student in grid_as("teacher").students}
    came, went = by_id[cast.student_new], by_id[cast.student_gone]
    assert (came.since, came.until) == (date(2026, 10, 5), None)
    assert (went.since, went.until) == (date(2025, 9, 1), date(2026, 9, 30))
    assert not came.attends(date(2026, 10, 4))
    assert came.attends(date(2026, 10, 5))
    assert cast.student_gone not in {s.id for s in grid_as("teacher", semester=2).students}


def test_averages_counts_and_missed_hours(grid_as, cast) -> None:
    by_id = {student.id: student for student in grid_as("teacher").students}
    own = by_id[cast.student]
    assert (own.average, own.marks, own.missed_hours) == (Decimal("4.50"), 2, 2)
    assert by_id[cast.student_c].missed_hours == 2
    # An absence in a lesson that is not recorded says nothing yet; coming late costs no hours.
    assert by_id[cast.student_b].missed_hours == 0
    assert by_id[cast.student_new].missed_hours == 0
    assert by_id[cast.student_new].average is None


def test_5_5_4_lessons_tell_how_far_they_are_recorded(grid_as, cast) -> None:
    states = {lesson.id: lesson.state for lesson in grid_as("teacher").lessons}
    assert states[cast.lesson] is LessonState.recorded
    assert states[cast.lesson_unconfirmed] is LessonState.open


def test_a_late_correction_shows_the_old_text(grid_as, act_as, cast) -> None:
    with act_as("teacher") as session:
        cells = [
            CellInput(cast.lesson, cast.student, "", "5", "Ошибка"),
            CellInput(cast.lesson, cast.student_b, "3", "2", "Пересдача"),
            CellInput(cast.lesson_unconfirmed, cast.student, "4", "", "Позже"),
            CellInput(cast.lesson_today, cast.student, "4", ""),
        ]
        record_cells(session, current_principal(), cast.gradebook, cells)
    cells = {(c.lesson_id, c.student_id): c for c in grid_as("teacher").cells}
    assert cells[cast.lesson, cast.student][2:] == ("", 3, "5")
    assert cells[cast.lesson, cast.student_b][2:] == ("3", 3, "2")
    assert cells[cast.lesson_unconfirmed, cast.student][2:] == ("4", 1, None)
    assert cells[cast.lesson_today, cast.student][2:] == ("4", 0, None)
    # Who may not read the audit sees the text alone.
    own = {(c.lesson_id, c.student_id): c for c in grid_as("student").cells}
    assert (cast.lesson, cast.student) not in own


@pytest.mark.parametrize("login", ["student", "parent"])
def test_5_7_students_and_parents_see_their_own_row(grid_as, cast, login: str) -> None:
    grid = grid_as(login)
    assert [student.id for student in grid.students] == [cast.student]
    assert {c.student_id for c in grid.cells} == {cast.student}
    assert {c.text for c in grid.cells} == {"5", "б/4"}
    assert not grid.editable


def test_rights_of_two_roles_do_not_mix(grid_as, cast) -> None:
    """A teacher who is a parent sees the child's journal as a parent, taught group or not."""
    grid = grid_as("teacher_parent", "gradebook2")
    assert [student.id for student in grid.students] == [cast.student_tp]
    assert {c.student_id for c in grid.cells} == {cast.student_tp}
    assert not grid.editable
    assert grid_as("teacher_parent", "gradebook_tp").editable
    assert not grid_as("teacher_curator", "gradebook_tc_other").editable
    assert not grid_as("teacher_head", "gradebook_th_other").editable
    assert len(grid_as("teacher_head", "gradebook_th_other").cells) == 1


@pytest.mark.parametrize(
    ("login", "gradebook", "semester"),
    [
        ("teacher", "gradebook2", None),
        ("curator2", "gradebook", None),
        ("department_head2", "gradebook", None),
        ("student2", "gradebook", None),
        ("parent2", "gradebook", None),
        ("secretary", "gradebook", None),
        ("hr", "gradebook", None),
        ("teacher", "gradebook", 3),
    ],
)
def test_a_foreign_journal_is_not_found(grid_as, login: str, gradebook: str, semester) -> None:
    with pytest.raises(NotFoundError):
        grid_as(login, gradebook, semester)


@pytest.mark.parametrize(
    "login",
    ["curator", "department_head", "deputy_director", "director", "module_admin"],
)
def test_5_3_5_those_who_inspect_see_all_and_edit_nothing(grid_as, login: str) -> None:
    grid = grid_as(login)
    assert not grid.editable
    assert (len(grid.students), len(grid.cells)) == (5, 7)


def test_5_5_9_a_subgroup_s_journal_has_its_members_only(grid_as, cast) -> None:
    grid = grid_as("teacher", "gradebook_sub")
    assert [student.id for student in grid.students] == [cast.student]
    assert grid.subgroup


def test_5_5_1_a_programme_s_own_terms_take_the_place_of_semesters(grid_as, act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        programme = session.scalars(select(Programme).where(Programme.code == "09.02.07")).one()
        for number, first, last in (
            (1, date(2026, 9, 1), date(2026, 9, 30)),
            (2, date(2026, 10, 1), date(2026, 11, 15)),
            (3, date(2026, 11, 16), date(2027, 1, 31)),
        ):
            session.add(
                Semester(
                    academic_year_id=cast.academic_year,
                    programme_id=programme.id,
                    number=number,
                    starts_on=first,
                    ends_on=last,
                )
            )
        session.commit()
    grid = grid_as("teacher")
    assert [term.number for term in grid.semesters] == [1, 2, 3]
    assert grid.semester.number == 2
    assert cast.lesson_sept not in {lesson.id for lesson in grid.lessons}
    assert len(grid_as("teacher2", "gradebook2").semesters) == 2


def test_the_number_of_statements_is_fixed(grid_as, count_statements) -> None:
    grid_as("teacher")  # the norms are read now and then only
    for login in ("teacher", "student"):
        with count_statements() as told:
            grid_as(login)
        selects = [one for one in told if one.lstrip().startswith("SELECT")]
        assert len(selects) == 6, selects  # the principal's among them
