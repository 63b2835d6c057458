"""A PostgreSQL database put back as it was, at a fraction of the cost of copying it anew.

Triggers note which tables a test wrote to, whoever wrote; those are emptied and filled again.
Schema changes are noted too: then the caller copies the whole database.
"""

from typing import Final

import psycopg
from psycopg import sql

EVERYTHING: Final = "*"  # noted where the schema itself was changed
_NOTES: Final = """
CREATE SCHEMA kept;
CREATE TABLE kept.dirty (name text NOT NULL);
CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO kept.dirty VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
CREATE FUNCTION kept.note_schema() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO kept.dirty VALUES ('*'); END $$;
"""
_NOTE: Final = """
CREATE TRIGGER kept_note AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}
    FOR EACH STATEMENT EXECUTE FUNCTION kept.note()
"""
_NOTE_SCHEMA: Final = """
CREATE EVENT TRIGGER kept_note_schema ON ddl_command_end EXECUTE FUNCTION kept.note_schema()
"""
_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_BUSY: Final = """
SELECT 1 FROM kept.dirty UNION ALL
SELECT 1 FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' LIMIT 1
"""
_END_OTHERS: Final = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_SEQUENCES: Final = """
SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
FROM pg_sequences WHERE schemaname = 'public'
"""


class Restoring:
    """What a template holds, and the way to give it back to a copy of the template."""

    def __init__(self, template: str) -> None:
        """Take the rows of the database at `template`, and have its copies note what is written.

        Its owner must be a superuser: nobody else may leave out the checks of foreign keys.
        """
        with psycopg.connect(template, autocommit=True) as connection:
            names = [name for (name,) in connection.execute(_TABLES)]
            self.rows = {name: _read(connection, name) for name in names}
            self.sequences = set(connection.execute(_SEQUENCES))
            connection.execute(_NOTES)
            for name in names:
                connection.execute(sql.SQL(_NOTE).format(sql.Identifier(name)))
            connection.execute(_NOTE_SCHEMA)
        self.connection: psycopg.Connection | None = None

    def begin(self, copy: str) -> None:
        """Watch over the fresh copy at `copy`."""
        self.connection = psycopg.connect(copy, autocommit=True)
        self.connection.execute("SET session_replication_role = replica")  # no checks, no notes

    def end(self) -> None:
        """Let go of the copy."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def is_clean(self) -> bool:
        """Return whether the copy is as it was, and nobody has a unit of work open in it."""
        assert self.connection is not None
        return self.connection.execute(_BUSY).fetchone() is None

    def restore(self) -> bool:
        """Give the copy its rows back, without anybody else in it; return whether that was enough.

        It is not where the schema was changed: then the copy is of no use any more.
        """
        assert self.connection is not None
        connection = self.connection
        connection.execute(_END_OTHERS)
        dirty = {name for (name,) in connection.execute("SELECT DISTINCT name FROM kept.dirty")}
        if EVERYTHING in dirty:
            return False
        with connection.transaction():
            for name in (*dirty, "dirty"):
                schema = "kept" if name == "dirty" else "public"
                table = sql.Identifier(schema, name)
                connection.execute(sql.SQL("DELETE FROM {}").format(table))
            for name in dirty:
                _write(connection, name, self.rows[name])
            for name, value, called in self.sequences - set(connection.execute(_SEQUENCES)):
                connection.execute("SELECT setval(%s, %s, %s)", (f'public."{name}"', value, called))
        return True


def _read(connection: psycopg.Connection, name: str) -> bytes:
    command = sql.SQL("COPY public.{} TO STDOUT").format(sql.Identifier(name))
    with connection.cursor().copy(command) as copy:
        return b"".join(copy)


def _write(connection: psycopg.Connection, name: str, rows: bytes) -> None:
    command = sql.SQL("COPY public.{} FROM STDIN").format(sql.Identifier(name))
    with connection.cursor().copy(command) as copy:
        copy.write(rows)
