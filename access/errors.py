"""Refusals of the access engine."""

from sqlalchemy.exc import SQLAlchemyError


class Forbidden(SQLAlchemyError):
    """The principal may not do this: answered with 403.

    A SQLAlchemyError, because FAB rolls back only for those.
    """


class Bypass(RuntimeError):
    """A statement would pass by the row scope or the audit: a programming error, never served."""


class Frozen(Exception):
    """The database refused to change what was signed; `table` says where: answered with 409."""

    def __init__(self, table: str) -> None:
        super().__init__(f"frozen: {table}")
        self.table = table
