"""Refusals of the access engine."""

from sqlalchemy.exc import SQLAlchemyError


class Forbidden(SQLAlchemyError):
    """The principal may not do this: answered with 403.

    A SQLAlchemyError, because FAB rolls back only for those.
    """


class Bypass(RuntimeError):
    """A statement would pass by the row scope or the audit: a programming error, never served."""
