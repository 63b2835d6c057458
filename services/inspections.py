"""Inspections of journals: begun, judged in four parts, finished (5.2.2, 5.3.1, 7.2, 7.3).

Who inspects changes nothing in the journal (5.3.5): what is found becomes remarks, and the facts
of the day are frozen with the inspection.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.roles import Role
from access.session import writing
from domain.clock import clock
from domain.enums import InspectionKind, PartVerdict, RemarkEvent
from domain.inspection import Part
from models import (
    AcademicYear,
    ControlPlanItem,
    Gradebook,
    Inspection,
    InspectionRemark,
)
from services import remark_people as people
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.inspection_facts import count_facts
from services.inspection_json import as_json, shown
from services.inspection_reading import read
from services.journal_rights import Need, through
from services.remark_log import add_entries
from services.remark_trail import require_untold

INSPECTS: Final[tuple[Need, ...]] = ((Resource.inspection, Action.create),)
MOST_TEXT: Final = 2000
# Who may say that an inspection is of a kind: the administrator's monthly control is a duty (7.2).
KIND_OF: Final = {InspectionKind.administrator: Role.module_admin}


@dataclass(frozen=True, slots=True)
class Begin:
    """What is inspected: lessons of these days, both included, and why."""

    kind: InspectionKind
    first: date
    last: date
    control_item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the inspector says; None leaves what was said before."""

    verdicts: Mapping[Part, PartVerdict] = field(default_factory=dict)
    summary: str | None = None


def begin_inspection(session: Session, who: Principal, gradebook_id: int, what: Begin) -> int:
    """Begin an inspection of a journal, commit, and return its id.

    Raises FieldsError for days that cannot be inspected, NotFoundError for a journal that is not
    theirs to see, NotAllowedError for the own journal and for one seen without the right.
    """
    with writing():
        _check_journal(session, who, gradebook_id, what)
        row = Inspection(
            gradebook_id=gradebook_id,
            kind=what.kind,
            inspector_id=who.user_id,
            inspector_name=who.name,
            control_item_id=what.control_item_id,
            period_from=what.first,
            period_to=what.last,
            opened_at=clock.now(),
            facts={},
        )
        session.add(row)
        session.flush()
        inspection_id = row.id
        session.commit()
    return inspection_id


def usual_kind(who: Principal) -> InspectionKind:
    """Return the kind of inspection that is a duty of `who`."""
    if Role.module_admin in who.roles:
        return InspectionKind.administrator
    return InspectionKind.monthly


def kinds_of(who: Principal) -> tuple[InspectionKind, ...]:
    """Return the kinds of inspection that `who` may begin."""
    return tuple(
        kind for kind in InspectionKind if KIND_OF.get(kind) is None or KIND_OF[kind] in who.roles
    )


def judge_inspection(session: Session, who: Principal, inspection_id: int, judged: Judged) -> None:
    """Keep verdicts and the summary of an own inspection that is not finished, and commit.

    Raises NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        row = own_open(session, who, inspection_id)
        _judge(row, judged)
        session.flush()
        session.commit()


def finish_inspection(session: Session, who: Principal, inspection_id: int, judged: Judged) -> None:
    """Finish an own inspection: freeze the facts, give the remarks to the teacher, and commit.

    A part without a verdict stops it. Raises NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        row = own_open(session, who, inspection_id)
        _judge(row, judged)
        missing = [part for part in Part if getattr(row, part) is None]
        if missing:
            sentence = _("Say what you found in this part.")
            raise FieldsError({str(part): sentence for part in missing})
        reading = read(session, row.gradebook_id, row.period_from, row.period_to)
        row.facts = as_json(shown(reading, count_facts(session, reading)))
        row.finished_at = clock.now()
        session.flush()
        _tell(session, who, row)
        session.commit()


def drop_inspection(session: Session, who: Principal, inspection_id: int) -> None:
    """Delete an own inspection that is not finished, with its remarks, and commit.

    Nobody has been told of them yet. Raises NotFoundError, NotAllowedError.
    """
    with writing():
        row = own_open(session, who, inspection_id)
        remarks = session.scalars(
            select(InspectionRemark).where(InspectionRemark.inspection_id == row.id)
        ).all()
        require_untold(session, [remark.id for remark in remarks])
        for remark in remarks:
            session.delete(remark)
        session.flush()
        session.delete(row)
        session.flush()
        session.commit()


def own_open(session: Session, who: Principal, inspection_id: int) -> Inspection:
    """Return an own inspection that is not finished, for change; locked where that is possible.

    Raises NotFoundError, NotAllowedError.
    """
    query = (
        select(Inspection)
        .where(Inspection.id == inspection_id)
        .with_for_update(of=Inspection)
        .execution_options(populate_existing=True)
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such inspection, or it is not yours to see."))
    if row.inspector_id != who.user_id:
        raise NotAllowedError(
            _(
                "This is the inspection of %(name)s: nobody else changes it.",
                name=row.inspector_name,
            )
        )
    if row.finished_at is not None:
        raise NotAllowedError(_("The inspection is finished: it does not change any more."))
    return row


def may_inspect(session: Session, who: Principal, gradebook_id: int) -> bool:
    """Return whether `who` may begin an inspection of a journal. One statement."""
    query = select(Gradebook.teacher_id).where(Gradebook.id == gradebook_id, through(who, INSPECTS))
    row = session.execute(query).first()
    return row is not None and row[0] != who.employee_id


def _check_journal(session: Session, who: Principal, gradebook_id: int, what: Begin) -> None:
    query = (
        select(
            Gradebook.teacher_id,
            through(who, INSPECTS),
            AcademicYear.starts_on,
            AcademicYear.ends_on,
        )
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .where(Gradebook.id == gradebook_id)
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    teacher_id, inspects, first, last = row
    if not inspects:
        raise NotAllowedError(_("You do not inspect the journals of this department."))
    if teacher_id == who.employee_id:
        raise NotAllowedError(_("Nobody inspects their own journal."))
    errors: dict[str, str] = {}
    if what.kind not in kinds_of(who):
        errors["kind"] = _("This control is made by the administrator of the module.")
    if what.first > what.last:
        errors["period_to"] = _("The last day lies before the first one.")
    elif what.first > clock.today():
        errors["period_from"] = _("Lessons that are still to come cannot be inspected.")
    elif what.first < first or what.last > last:
        span = f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"
        errors["period_from"] = _("The days lie outside the journal's year: %(span)s.", span=span)
    item = what.control_item_id
    if item is not None and session.scalar(
        select(ControlPlanItem.id).where(ControlPlanItem.id == item)
    ) is None:  # fmt: skip
        errors["control_item_id"] = _("There is no such item of the control plan.")
    if errors:
        raise FieldsError(errors)


def _judge(row: Inspection, judged: Judged) -> None:
    for part, verdict in judged.verdicts.items():
        setattr(row, part, verdict)
    if judged.summary is not None:
        row.summary = judged.summary or None


def _tell(session: Session, who: Principal, row: Inspection) -> None:
    """Give the remarks to the teacher, who is told once, however many there are."""
    remarks = session.execute(
        select(InspectionRemark.id, InspectionRemark.gradebook_id, InspectionRemark.due_on)
        .where(InspectionRemark.inspection_id == row.id)
        .order_by(InspectionRemark.due_on)
    ).all()
    link = f"/inspections/{row.id}"
    if not remarks:
        people.tell_teacher(session, row.gradebook_id, people.CLEAN, {}, link)
        return
    add_entries(session, who, RemarkEvent.made, [(one.id, one.gradebook_id) for one in remarks])
    params = {"count": len(remarks), "due": f"{remarks[0].due_on:%d.%m.%Y}"}
    people.tell_teacher(session, row.gradebook_id, people.FOUND, params, link)
