"""The fixtures themselves: a fresh copy each, on both databases, and ways to sign in."""

import pytest
from flask_appbuilder import Model
from sqlalchemy import func, select, text

from access.session import db
from models import Department, Student


def _contents(app):
    """Return table → its rows as text, with the next key of each."""
    found = {}
    with app.app_context(), db.engine.connect() as connection:
        for table in Model.metadata.tables.values():
            rows = connection.execute(table.select().order_by(*table.primary_key.columns))
            found[table.name] = [str(row) for row in rows]
            if connection.dialect.name == "postgresql" and "id" in table.columns:
                sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
                if sequence:
                    last = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}"))  # noqa: S608
                    found[sequence] = [str(row) for row in last]
    return found


@pytest.mark.parametrize(
    "statements",
    [
        ("DELETE FROM notice", "DELETE FROM absence", "UPDATE lesson SET topic = 'Другая'"),
        ("INSERT INTO department (name) VALUES ('Строительство')",),
        ("UPDATE lesson SET topic_id = 1", "DELETE FROM lesson_plan_topic"),  # by cascades, too
        ("CREATE TABLE stray (id integer)", "DROP TABLE notice"),
    ],
)
def test_whatever_a_test_writes_is_gone_afterwards(databases, database, app, statements):
    before = _contents(app)
    with app.app_context(), db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    left_open = _left_open(app)
    databases.fresh(database)
    left_open.invalidate()
    assert _contents(app) == before
    with app.app_context(), db.engine.connect() as connection:
        assert "stray" not in db.inspect(connection).get_table_names()


def _left_open(app):
    """Return a connection that a test left open, in the middle of a unit of work."""
    with app.app_context():
        connection = db.engine.connect()
        connection.execute(text("UPDATE department SET name = name || '!'"))
        return connection


def test_cast_is_there(app, cast, act_as):
    with act_as("system") as session:
        assert session.get(Student, cast.student).last_name == "Сидоров"
        assert session.scalar(select(func.count()).select_from(Student)) == 11


def test_each_test_has_a_database_of_its_own(app, cast, act_as):
    with act_as("system", writes=True) as session:
        assert session.scalar(select(func.count()).select_from(Department)) == 3
        session.add(Department(name="Строительство"))
        session.commit()


def test_each_test_has_a_database_of_its_own_again(app, cast, act_as):
    test_each_test_has_a_database_of_its_own(app, cast, act_as)


def test_people_and_programs_sign_in(client_as, api_as, anonymous):
    assert client_as("teacher").get("/password/").status_code == 200
    assert api_as("teacher").get("/api/v1/menu/").status_code == 403
    assert anonymous.get("/api/v1/menu/").status_code == 401
    assert anonymous.get("/password/").status_code == 302
