"""Making, changing, copying and deleting items of the control plan, telling how they end (3.11)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.control_plan import year_on
from domain.enums import ControlForm, ControlState
from domain.typed import MOST_ID, is_storable
from models import AcademicYear, ControlPlanItem, Department, Employee
from services.control_plan import find_item, may_tell, plan_items
from services.errors import FieldsError, NotAllowedError, NotFoundError

MOST_SUBJECT: Final = 500
MOST_RESULT: Final = 4000


@dataclass(frozen=True, slots=True)
class Planned:
    """What an item says: what is controlled, where, by whom, when, how it ends."""

    subject: str
    department_id: int | None
    responsible_id: int | None
    starts_on: date | None
    due_on: date | None
    form: ControlForm


@dataclass(frozen=True, slots=True)
class Told:
    """How an item stands and what came of it; without a day it was done today."""

    state: ControlState
    done_on: date | None
    result: str


def make_item(session: Session, year_id: int, planned: Planned) -> int:
    """Add an item to the plan of a year, commit, and return its key; raises FieldsError."""
    with writing():
        year = session.get(AcademicYear, year_id) if 0 < year_id <= MOST_ID else None
        if year is None:
            raise FieldsError({"academic_year_id": _("There is no such academic year.")})
        _check(session, year, planned)
        item = ControlPlanItem(academic_year_id=year.id, **_columns(planned))
        session.add(item)
        session.flush()
        key = item.id
        session.commit()
    return key


def change_item(session: Session, item_id: int, planned: Planned) -> None:
    """Change what an item says, and commit; raises FieldsError, NotFoundError."""
    with writing():
        item = _locked(session, item_id)
        _check(session, session.get_one(AcademicYear, item.academic_year_id), planned)
        for name, value in _columns(planned).items():
            setattr(item, name, value)
        session.flush()
        session.commit()


def tell_item(session: Session, who: Principal, item_id: int, told: Told) -> None:
    """Say how an item stands and what came of it, and commit.

    Raises NotFoundError, NotAllowedError for an item that `who` does not tell the end of, and
    FieldsError: what is done or cancelled has a result in words, and no day of the future.
    """
    with writing():
        item = _locked(session, item_id)
        if not may_tell(session, who, item_id):
            said = _("How this item ends is told by who is responsible for it, or by the deputy.")
            raise NotAllowedError(said)
        _check_told(told)
        item.state = told.state
        is_done = told.state is ControlState.done
        item.done_on = (told.done_on or clock.today()) if is_done else None
        item.result = told.result or None
        session.flush()
        session.commit()


def delete_item(session: Session, item_id: int) -> None:
    """Delete an item that nothing follows from, and commit; raises NotFoundError, FieldsError."""
    with writing():
        item = _locked(session, item_id)
        if find_item(session, item_id).results:
            said = _("Inspections or notes follow from this item: cancel it instead.")
            raise FieldsError({"item": said})
        session.delete(item)
        session.flush()
        session.commit()


def copy_items(session: Session, year_id: int) -> int:
    """Copy the items of the year before into the plan of a year, a year on, and commit.

    What the plan has already, by subject and department, is left as it is; results are not copied,
    nor is who left the college: such an item is not copied either. Returns how many were added.
    Raises FieldsError where there is no year before, or nothing in it.
    """
    with writing():
        year = session.get(AcademicYear, year_id) if 0 < year_id <= MOST_ID else None
        if year is None:
            raise NotFoundError(_("There is no such academic year."))
        before = session.scalars(
            select(AcademicYear)
            .where(AcademicYear.starts_on < year.starts_on)
            .order_by(AcademicYear.starts_on.desc())
            .limit(1)
        ).first()
        source = plan_items(session, before.id) if before is not None else []
        if not source or before is None:
            raise FieldsError({"year": _("The year before has no plan to copy.")})
        have = {(one.subject, one.department_id) for one in plan_items(session, year.id)}
        here = set(session.scalars(select(Employee.id).where(Employee.left_on.is_(None))))
        years = year.starts_on.year - before.starts_on.year
        span = (year.starts_on, year.ends_on, years)
        added = [
            ControlPlanItem(
                academic_year_id=year.id,
                subject=one.subject,
                department_id=one.department_id,
                responsible_id=one.responsible_id,
                starts_on=year_on(one.starts_on, *span),
                due_on=year_on(one.due_on, *span),
                form=one.form,
            )
            for one in source
            if (one.subject, one.department_id) not in have
            and one.responsible_id in here
            and one.state is not ControlState.cancelled
        ]
        session.add_all(added)
        session.flush()
        session.commit()
    return len(added)


def _locked(session: Session, item_id: int) -> ControlPlanItem:
    query = select(ControlPlanItem).where(ControlPlanItem.id == item_id)
    found = session.scalar(query.with_for_update()) if 0 < item_id <= MOST_ID else None
    if found is None:
        raise NotFoundError(_("There is no such item of the plan, or it is not yours to see."))
    return found


def _columns(planned: Planned) -> dict[str, Any]:
    return {
        "subject": planned.subject,
        "department_id": planned.department_id,
        "responsible_id": planned.responsible_id,
        "starts_on": planned.starts_on,
        "due_on": planned.due_on,
        "form": planned.form,
    }


def _check(session: Session, year: AcademicYear, planned: Planned) -> None:
    errors = {}
    if not planned.subject:
        errors["subject"] = _("Say what is controlled.")
    elif len(planned.subject) > MOST_SUBJECT or not is_storable(planned.subject):
        errors["subject"] = _("At most %(most)d characters.", most=MOST_SUBJECT)
    key = planned.department_id
    if key is not None and session.get(Department, key) is None:
        errors["department_id"] = _("There is no such department.")
    key = planned.responsible_id
    person = session.get(Employee, key) if key is not None else None
    if person is None:
        errors["responsible_id"] = _("Choose who is responsible.")
    elif person.left_on is not None and person.left_on < clock.today():
        errors["responsible_id"] = _("This employee has left the college.")
    errors |= _check_days(year, planned)
    if errors:
        raise FieldsError(errors)


def _check_days(year: AcademicYear, planned: Planned) -> dict[str, str]:
    errors = {}
    for name, day in (("starts_on", planned.starts_on), ("due_on", planned.due_on)):
        if day is None:
            errors[name] = _("Give a day.")
        elif not year.starts_on <= day <= year.ends_on:
            errors[name] = _(
                "The day is not in the academic year: %(first)s–%(last)s.",
                first=f"{year.starts_on:%d.%m.%Y}",
                last=f"{year.ends_on:%d.%m.%Y}",
            )
    if not errors and planned.starts_on and planned.due_on and planned.due_on < planned.starts_on:
        errors["due_on"] = _("The last day is before the first one.")
    return errors


def _check_told(told: Told) -> None:
    errors = {}
    if told.state is ControlState.done and not told.result:
        errors["result"] = _("Say what came of it.")
    if told.state is ControlState.cancelled and not told.result:
        errors["result"] = _("Say why the item is cancelled.")
    if len(told.result) > MOST_RESULT:
        errors["result"] = _("At most %(most)d characters.", most=MOST_RESULT)
    if told.done_on is not None and told.done_on > clock.today():
        errors["done_on"] = _("This day is still to come.")
    if errors:
        raise FieldsError(errors)
