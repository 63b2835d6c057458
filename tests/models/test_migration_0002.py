"""What the second migration does to the rows of a college that has used the first release."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, text

from access.principal import acting_as, system_principal
from access.session import db

# What the first release holds: two teachers who share one item in each of both semesters, with a
# gradebook each; a subgroup; an item with a vacancy; a load that opened no gradebook.
BEFORE = """
INSERT INTO department (id, name) VALUES (1, 'ИТ');
INSERT INTO employee (id, last_name, first_name, sort_name, search_name, hired_on, department_id)
    VALUES (1, 'Иванова', 'Анна', 'Иванова Анна', 'иванова анна', '2015-09-01', 1),
           (2, 'Петров', 'Пётр', 'Петров Пётр', 'петров петр', '2015-09-01', 1),
           (3, 'Сидоров', 'Сидор', 'Сидоров Сидор', 'сидоров сидор', '2015-09-01', 1);
INSERT INTO academic_year (id, name, starts_on, ends_on)
    VALUES (1, '2026/2027', '2026-09-01', '2027-06-30');
INSERT INTO semester (id, academic_year_id, number, starts_on, ends_on)
    VALUES (1, 1, 1, '2026-09-01', '2026-12-29'), (2, 1, 2, '2027-01-11', '2027-06-28');
INSERT INTO programme (id, code, name, kind) VALUES (1, '09.02.07', 'ИСиП', 'ppssz');
INSERT INTO curriculum (id, programme_id, intake_year, version) VALUES (1, 1, 2025, 1);
INSERT INTO curriculum_item (id, curriculum_id, index_code, name, search_text, kind, position)
    VALUES (1, 1, 'ОП.01', 'Операционные системы', 'оп.01 операционные системы', 'discipline', 1),
           (2, 1, 'ОП.02', 'Базы данных', 'оп.02 базы данных', 'discipline', 2);
INSERT INTO curriculum_hours
    (id, item_id, semester_number, theory, practice, lab, self_study, coursework,
     practical_training, attestation)
    VALUES (1, 1, 3, 40, 20, 0, 10, 0, 0, 'exam');
INSERT INTO study_group
    (id, name, search_name, intake_year, first_course, curriculum_id, department_id)
    VALUES (1, 'ИС-21', 'ис-21', 2025, 1, 1, 1);
INSERT INTO subgroup (id, group_id, name) VALUES (1, 1, '1');
INSERT INTO teaching_assignment (id, semester_id, group_id, subgroup_id, item_id, teacher_id, hours)
    VALUES (1, 1, 1, NULL, 1, 1, 30), (2, 1, 1, NULL, 1, 2, 34),
           (3, 2, 1, NULL, 1, 1, 28), (4, 2, 1, NULL, 1, 2, 26),
           (5, 1, 1, 1, 1, 3, 20), (6, 1, 1, NULL, 2, NULL, 72), (7, 2, 1, NULL, 2, 3, 36);
INSERT INTO gradebook (id, academic_year_id, group_id, subgroup_id, item_id, teacher_id)
    VALUES (11, 1, 1, NULL, 1, 1), (12, 1, 1, NULL, 1, 2), (13, 1, 1, 1, 1, 3),
           (14, 1, 1, NULL, 2, 3);
"""


@pytest.fixture
def upgraded(app: Flask) -> Iterator[Connection]:
    """Give a connection to a database with rows that went from the first release to the second."""
    with app.app_context(), acting_as(system_principal("test")):
        downgrade(revision="base")
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            for statement in BEFORE.split(";"):
                if statement.strip():
                    connection.execute(text(statement))
        upgrade(revision="0002")
        with db.engine.connect() as connection:
            yield connection


def _rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


def _old_hours_are_hours_of_theory(upgraded: Connection) -> None:
    query = """SELECT id, theory, practice, lab, coursework, consultation, control
               FROM teaching_assignment ORDER BY id"""
    rows = _rows(upgraded, query)
    hours = {1: 30, 2: 34, 3: 28, 4: 26, 5: 20, 6: 72, 7: 36}
    assert rows == [(key, value, 0, 0, 0, 0, 0) for key, value in hours.items()]
    total = _rows(upgraded, "SELECT sum(theory) FROM teaching_assignment")
    assert total == [(sum(hours.values()),)]


def _teachers_who_shared_an_item_are_parts_of_it_in_both_semesters(
    upgraded: Connection,
) -> None:
    books = _rows(upgraded, "SELECT id, part, teacher_id FROM gradebook ORDER BY id")
    assert books == [(11, 1, 1), (12, 2, 2), (13, 1, 3), (14, 1, 3)]
    query = "SELECT id, part, starts_on FROM teaching_assignment ORDER BY id"
    # A row goes on in the part of its teacher's journal; a vacancy and a single teacher are part 1.
    assert _rows(upgraded, query) == [
        (1, 1, None), (2, 2, None), (3, 1, None), (4, 2, None), (5, 1, None), (6, 1, None),
        (7, 1, None),
    ]  # fmt: skip


def _every_journal_names_its_teacher_from_the_first_day_of_the_year(
    upgraded: Connection,
) -> None:
    query = """SELECT gradebook_id, teacher_id, standing, CAST(starts_on AS VARCHAR(10)), ends_on,
               change_id FROM journal_teacher ORDER BY gradebook_id"""
    assert _rows(upgraded, query) == [
        (book, teacher, "main", "2026-09-01", None, None)
        for book, teacher in ((11, 1), (12, 2), (13, 3), (14, 3))
    ]


def _what_is_new_in_the_curriculum_begins_at_nothing(upgraded: Connection) -> None:
    query = "SELECT theory, practice, consultation, control FROM curriculum_hours"
    assert _rows(upgraded, query) == [(40, 20, 0, 0)]
    assert _rows(upgraded, "SELECT week_days FROM academic_year") == [(6,)]


def test_rows_of_the_first_release_go_up_and_down_again(app: Flask, upgraded: Connection) -> None:
    _old_hours_are_hours_of_theory(upgraded)
    _teachers_who_shared_an_item_are_parts_of_it_in_both_semesters(upgraded)
    _every_journal_names_its_teacher_from_the_first_day_of_the_year(upgraded)
    _what_is_new_in_the_curriculum_begins_at_nothing(upgraded)
    upgraded.rollback()
    upgraded.close()
    with app.app_context(), acting_as(system_principal("test")):
        downgrade(revision="0001")
        with db.engine.connect() as connection:
            rows = _rows(connection, "SELECT id, hours FROM teaching_assignment ORDER BY id")
            assert rows == [(1, 30), (2, 34), (3, 28), (4, 26), (5, 20), (6, 72), (7, 36)]
        upgrade()
