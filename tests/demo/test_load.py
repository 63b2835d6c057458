"""The demo college is loaded whole, the same for a seed, into an empty database only."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from werkzeug.security import check_password_hash

from demo.accounts import LOGINS
from demo.load import DemoRefused, load
from models.base import Model
from tests.demo.conftest import PASSWORD, TODAY, college, rows

# FAB's own tables that the demo has nothing to put into.
UNUSED = {
    "ab_group", "ab_group_role", "ab_user_group", "ab_api_key", "ab_register_user",
    "ab_permission", "ab_view_menu", "ab_permission_view", "ab_permission_view_role",
}  # fmt: skip


def test_every_model_has_rows(small: Engine) -> None:
    empty = {name for name, found in rows(small).items() if not found}
    assert empty <= UNUSED


def test_the_same_seed_and_day_give_the_same_rows(small: Engine, tmp_path: Path) -> None:
    assert rows(college(tmp_path / "again.db")) == rows(small)


def test_another_seed_gives_another_college(small: Engine, tmp_path: Path) -> None:
    assert rows(college(tmp_path / "other.db", seed=6))["student"] != rows(small)["student"]


def test_a_database_with_rows_is_refused_and_left_alone(tmp_path: Path) -> None:
    engine = college(tmp_path / "full.db")
    before = rows(engine)
    with pytest.raises(DemoRefused, match="not empty"):
        load(engine, "small", 7, PASSWORD, TODAY)
    assert rows(engine) == before


def test_a_database_with_an_account_is_refused(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'admin.db'}")
    Model.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ab_user (id, username, first_name, last_name, email, active)"
                " VALUES (1, 'admin', 'a', 'b', 'c', 1)"
            )
        )
    with pytest.raises(DemoRefused, match="ab_user"):
        load(engine, "small", 7, PASSWORD, TODAY)


def test_each_login_has_its_role_and_the_password(small: Engine) -> None:
    query = text(
        "SELECT u.username, r.name, u.password FROM ab_user u JOIN ab_user_role ur"
        " ON ur.user_id = u.id JOIN ab_role r ON r.id = ur.role_id"
    )
    with small.connect() as connection:
        found = connection.execute(query).all()
    assert {login: role for login, role, _ in found} == {k: str(v) for k, v in LOGINS.items()}
    assert len(found) == 17
    assert check_password_hash(found[0].password, PASSWORD)


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 9, 1),  # the first day of a year
        date(2026, 10, 4),  # a Sunday soon after it
        date(2026, 11, 4),  # a holiday
        date(2026, 12, 31),
        date(2027, 1, 3),  # between the semesters
        date(2027, 2, 28),  # a Sunday, a quiet one
        date(2027, 6, 25),  # practice and exams
        date(2027, 8, 15),  # summer
    ],
)
def test_any_day_of_the_year_will_do(tmp_path: Path, today: date) -> None:
    engine = college(tmp_path / "day.db", today)
    with engine.connect() as connection:
        newest = connection.execute(text("SELECT max(held_on) FROM lesson")).scalar_one()
        todays = connection.execute(
            text(
                "SELECT count(*) FROM lesson l JOIN gradebook g ON g.id = l.gradebook_id"
                " JOIN employee e ON e.id = g.teacher_id JOIN ab_user u ON u.id = e.user_id"
                " WHERE u.username = 'teacher' AND l.held_on = :today"
            ),
            {"today": today.isoformat()},
        ).scalar_one()
    in_semester = not (date(2027, 1, 1) <= today < date(2027, 1, 9) or today.month in (7, 8))
    assert (todays > 0) == in_semester
    begins = today.year - (today.month < 9)
    first_half = today < date(begins + 1, 1, 1)
    end = date(begins, 12, 31) if first_half else date(begins + 1, 6, 30)
    assert newest <= end.isoformat()  # the timetable is published to the end of the semester
