"""What the migrations make is what the models say, on both databases."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_appbuilder import Model
from flask_migrate import downgrade, upgrade
from sqlalchemy import Enum, inspect, text

import models  # noqa: F401  the metadata must be whole
from access.principal import acting_as, system_principal
from access.session import db

ENUMS = [
    (table.name, column)
    for table in Model.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
]


@pytest.fixture
def connection(app):
    """Give a connection to the migrated database."""
    with app.app_context(), db.engine.connect() as connection:
        yield connection


def test_migrations_make_what_the_models_say(connection):
    """Run `flask db migrate` where this fails: a model was changed without its migration."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Model.metadata) == []


def test_there_is_one_head(app):
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    settings = Config()
    settings.set_main_option("script_location", app.extensions["migrate"].directory)
    assert len(ScriptDirectory.from_config(settings).get_heads()) == 1


def test_migrations_go_down_and_up_again(app):
    with app.app_context(), acting_as(system_principal("test")):
        downgrade(revision="base")
        tables = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert tables == set()
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, Model.metadata) == []


def _checks(connection, table):
    """Return the text of each CHECK of `table` by its name."""
    if connection.dialect.name == "postgresql":
        query = text(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'c' AND conrelid = CAST(:table AS regclass)"
        )
        return dict(connection.execute(query, {"table": table}).all())
    found = inspect(connection).get_check_constraints(table)
    return {check["name"]: check["sqltext"] for check in found}


@pytest.mark.parametrize(
    ("table", "column"), ENUMS, ids=lambda value: getattr(value, "name", value)
)
def test_the_check_of_an_enum_holds_its_values(table, column, connection):
    """Alembic does not see a changed CHECK, so that an enum could grow past its column."""
    checks = _checks(connection, table)
    text_of = next(sql for name, sql in checks.items() if name.endswith(f"_{column.type.name}"))
    assert set(re.findall(r"'(\w+)'", text_of)) == set(column.type.enums)
    assert max(map(len, column.type.enums)) <= column.type.length


def test_an_enum_value_is_its_own_name():
    """Generated forms and REST resources read the name and the value as one word."""
    for _table, column in ENUMS:
        for member in column.type.enum_class:
            assert member.name == member.value


def test_every_constraint_has_a_name(connection):
    """Alembic can alter only what has one."""
    inspector = inspect(connection)
    for table in Model.metadata.tables:
        for key in inspector.get_foreign_keys(table):
            assert key["name"], table
        for check in inspector.get_check_constraints(table):
            assert check["name"], table


def test_every_foreign_key_has_an_index(connection):
    """Deleting a row and asking for what hangs on it must not read a whole table."""
    inspector = inspect(connection)
    # Never looked up by that key.
    small = {"report_run", "lesson.confirmed_by_id", "task_run.user_id", "year_closing.user_id"}
    small |= {"custody_place.user_id"}
    who_did_it = {"given_by_id", "signed_by_id", "reopened_by_id", "created_by_id", "author_id"}
    who_did_it |= {"handed_by_id", "received_by_id"}
    for table in Model.metadata.tables:
        if table.startswith("ab_") or table in small:
            continue
        leading = {index["column_names"][0] for index in inspector.get_indexes(table)}
        leading |= {u["column_names"][0] for u in inspector.get_unique_constraints(table)}
        for key in inspector.get_foreign_keys(table):
            (column,) = key["constrained_columns"]
            known = column in who_did_it or f"{table}.{column}" in small
            assert column in leading or known, f"{table}.{column}"


def test_fab_makes_no_table_behind_the_migrations(app):
    assert app.config["FAB_CREATE_DB"] is False
    assert app.config["FAB_UPDATE_PERMS"] is False
