"""Writing a row of a register: what a form and what REST send go through the same rules."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.labels import label_of
from services.checks import check_removal, check_row
from services.errors import FieldsError
from views.register.columns import Column, Kind
from views.register.register import REGISTERS, Register
from views.register.values import WrongValueError, parse

WHOLE = "_"  # the «field» of a sentence about the record as a whole


def accepted(register: Register, sent: Mapping[str, Any], row: Any | None) -> dict[str, Any]:
    """Return `sent` as typed values by mapped attribute; `row` is None for a new record.

    A record that exists keeps what `sent` does not name. Raises FieldsError with a sentence for
    each wrong field, unknown ones included.
    """
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    names = {alias: name for name in register.fields for alias in _names_of(register, name)}
    for name in sent:
        if name not in names:
            errors[str(name)[:40]] = _("There is no such field here.")
    given = {names[name]: value for name, value in sent.items() if name in names}
    for name in register.fields:
        column = register.columns[name]
        if name not in given and (row is not None or _has_default(register, column)):
            continue
        try:
            values[column.key] = parse(column, given.get(name))
        except WrongValueError as wrong:
            errors[name] = str(wrong)
    if errors:
        raise FieldsError(errors)
    return values


def _names_of(register: Register, name: str) -> tuple[str, ...]:
    """Return under which names a field is accepted: a reference also by its key, `group_id`."""
    key = register.columns[name].key
    return (name,) if key == name else (name, key)


def _has_default(register: Register, column: Column) -> bool:
    default = inspect(register.model).column_attrs[column.key].columns[0].default
    return default is not None


def save(session: Session, register: Register, sent: Mapping[str, Any], row: Any | None) -> Any:
    """Write `sent` into `row`, or into a new one, and return it, flushed.

    Raises FieldsError with a sentence per wrong field, having written nothing; the engine raises
    Forbidden where the row is not theirs to write.
    """
    try:
        return _save(session, register, sent, row)
    except FieldsError:
        session.rollback()
        raise
    except IntegrityError as refused:
        session.rollback()
        raise FieldsError(_contradiction(refused)) from None


def _save(session: Session, register: Register, sent: Mapping[str, Any], row: Any | None) -> Any:
    values = accepted(register, sent, row)
    with session.no_autoflush:
        _check_references(session, register, values, row)
        before = register.before_save(session, row) if register.before_save and row else None
        written = row if row is not None else register.model()
        for key, value in values.items():
            if row is None or getattr(row, key) != value:
                setattr(written, key, _or_empty(register, key, value))
        if row is None:
            _fill_defaults(written)
        check_row(session, written)
    session.add(written)
    session.flush()
    session.expire(written)  # a relation that was loaded still shows the row before
    if register.after_save:
        register.after_save(session, written, before)
    return written


def _or_empty(register: Register, key: str, value: Any) -> Any:
    """Return «nothing» as the column keeps it: an empty text where it may not be NULL."""
    column = inspect(register.model).column_attrs[key].columns[0]
    if value is not None or column.nullable:
        return value
    return column.default.arg if column.default is not None else value


def _fill_defaults(row: Any) -> None:
    """Set the defaults of the model, which the rules of the row want to see."""
    for prop in inspect(type(row)).column_attrs:
        default = getattr(prop.columns[0], "default", None)  # a sum of columns has none
        if getattr(row, prop.key) is None and default is not None and default.is_scalar:
            setattr(row, prop.key, default.arg)


def _check_references(
    session: Session, register: Register, values: Mapping[str, Any], row: Any | None
) -> None:
    errors: dict[str, str] = {}
    for name in register.fields:
        column = register.columns[name]
        if column.key not in values:
            continue
        changed = row is not None and getattr(row, column.key) != values[column.key]
        if changed and name in register.create_only:
            errors[name] = _("This is set once and never changed.")
        if column.kind is not Kind.reference or (row is not None and not changed):
            continue
        if changed and is_locked(column, row):
            errors[name] = _("What stands here is not yours to see, so it cannot be changed.")
        elif values[column.key] is not None and not _exists(session, column, values[column.key]):
            errors[name] = _("There is no such record, or it is not yours to see.")
    if errors:
        raise FieldsError(errors)


def _exists(session: Session, column: Column, pk: int) -> bool:
    target: Any = column.target
    return session.scalar(select(target.id).where(target.id == pk)) is not None


def is_locked(column: Column, row: Any) -> bool:
    """Return whether the row that `column` of `row` refers to is invisible to the person."""
    return (
        column.kind is Kind.reference
        and getattr(row, column.key) is not None
        and getattr(row, column.relation) is None
    )


def remove(session: Session, register: Register, row: Any) -> None:
    """Delete `row` and flush. Raises FieldsError where it must stay, or others refer to it."""
    check_removal(session, row)
    name, pk = str(row), row.id
    before = register.before_save(session, row) if register.before_save else None
    try:
        session.delete(row)
        session.flush()
    except IntegrityError:
        session.rollback()
        raise FieldsError({WHOLE: _kept(session, register, name, pk)}) from None
    if register.after_save:
        register.after_save(session, None, before)


def _kept(session: Session, register: Register, name: str, pk: int) -> str:
    kinds = ", ".join(str(label_of(r.resource)) for r in _referring(session, register, pk))
    if not kinds:
        return _("«%(name)s» cannot be deleted: other records refer to it.", name=name)
    return _("«%(name)s» cannot be deleted: it is used in: %(kinds)s.", name=name, kinds=kinds)


def _referring(session: Session, register: Register, pk: int) -> list[Register]:
    """Return the registers with rows, visible to the person, that refer to the row `pk`."""
    table = register.model.__table__
    found = []
    for other in REGISTERS.values():
        mapper = inspect(other.model)
        keys = [c for c in mapper.local_table.columns if c.references(table.c.id)]
        for key in keys:
            attribute = getattr(other.model, mapper.get_property_by_column(key).key)
            rows = select(other.model.id).where(attribute == pk).limit(1)
            if session.scalar(rows) is not None:
                found.append(other)
                break
    return found


def _contradiction(refused: IntegrityError) -> dict[str, str]:
    """Return the sentence for a constraint that no rule foresaw, such as two people at once."""
    text = str(refused.orig).lower()
    if "unique" in text or "duplicate" in text:
        return {WHOLE: _("There is such a record already.")}
    if "foreign key" in text:
        return {WHOLE: _("A record that this one refers to is gone.")}
    return {WHOLE: _("The data contradict each other.")}


__all__ = ["WHOLE", "accepted", "is_locked", "remove", "save"]
