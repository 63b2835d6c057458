"""What the pages of inspections share: refusals as pages, keys of the address, choices."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from access.session import db
from domain.typed import MOST_ID
from models import Department, StudyGroup
from services.errors import FieldsError, NotAllowedError, NotFoundError

Answer = str | Response | tuple[str, int]
Errors = Mapping[str, str]


def known(pk: int) -> int:
    """Return a key of the address; 404 for one that no row can have."""
    if pk > MOST_ID:
        abort(404)
    return pk


def number(name: str) -> int | None:
    """Return a key of the query, None for what is none."""
    text = request.args.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    return int(text) if 0 < int(text) <= MOST_ID else None


def done(work: Callable[[], str], said: str, page: Callable[[Errors], str]) -> Answer:
    """Do `work` and go where it says; show what was wrong in `page`."""
    try:
        path = work()
    except NotFoundError:
        abort(404)
    except NotAllowedError as refusal:
        db.session.rollback()
        return page({"form": refusal.sentence}), 403
    except FieldsError as wrong:
        db.session.rollback()
        return page(wrong.errors), 422
    if said:
        flash(said, "success")
    return redirect(path)


def form(*names: str) -> dict[str, Any]:
    """Return the fields of the form that was sent."""
    return {name: request.form[name] for name in names if name in request.form}


def choices(session: Session, department_id: int | None) -> dict[str, Any]:
    """Return the departments and groups that a list is narrowed by, as far as they are seen."""
    departments = session.execute(select(Department.id, Department.name).order_by(Department.name))
    groups = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.name)
    if department_id is not None:
        groups = groups.where(StudyGroup.department_id == department_id)
    return {"departments": departments.all(), "groups": session.execute(groups).all()}
