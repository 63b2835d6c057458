"""Demonstration exams of a group: made for all at once, points typed, marks converted (3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.scopes import visible
from access.session import writing
from domain.clock import clock
from domain.demo_exam import Converted, converted
from domain.regulation import Norm
from domain.text import full_name
from models import DemoExam, FinalProtocol, Student, StudyGroup
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.graduating import headed_group
from services.line_entry import Entered, LineInput, decimal_reader, read_lines, text_reader
from services.regulation import rulebook
from services.sheet_writing import SheetWriter

FIELDS: Final = ("points",)
MOST_KIT: Final = 60
MOST_POINTS: Final = Decimal("9999.99")


@dataclass(frozen=True, slots=True)
class ExamRow:
    """A student's demonstration exam, and whether the person may write it."""

    id: int
    student_id: int
    student: str
    group_id: int
    group: str
    kit_code: str
    held_on: date
    maximum: Decimal
    points: Decimal | None
    code: str | None
    percent: Decimal | None
    protocol_id: int | None
    protocol: str
    signed_at: datetime | None
    heads: bool

    @property
    def is_frozen(self) -> bool:
        """Return whether the protocol it belongs to is signed."""
        return self.signed_at is not None

    @property
    def is_writable(self) -> bool:
        """Return whether the person may enter points now."""
        return self.heads and not self.is_frozen and self.held_on <= clock.today()


def exam_rows(
    session: Session,
    who: Principal,
    *,
    group_id: int | None = None,
    ids: Sequence[int] | None = None,
    lock: bool = False,
) -> list[ExamRow]:
    """Return the exams that the person sees, by group, day, kit and student. One statement."""
    heads = true() if who.is_system else visible(DemoExam, who.roles, Action.create)
    query = (
        select(
            DemoExam.id,
            DemoExam.student_id,
            DemoExam.group_id,
            DemoExam.kit_code,
            DemoExam.held_on,
            DemoExam.maximum,
            DemoExam.points,
            DemoExam.code,
            DemoExam.protocol_id,
            DemoExam.student_name,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            StudyGroup.name.label("group"),
            FinalProtocol.number,
            FinalProtocol.signed_at,
            heads.label("heads"),
        )
        .join(Student, Student.id == DemoExam.student_id)
        .join(StudyGroup, StudyGroup.id == DemoExam.group_id)
        .outerjoin(FinalProtocol, FinalProtocol.id == DemoExam.protocol_id)
        .order_by(StudyGroup.search_name, DemoExam.held_on, DemoExam.kit_code, Student.sort_name)
    )
    if group_id is not None:
        query = query.where(DemoExam.group_id == group_id)
    if ids is not None:
        query = query.where(DemoExam.id.in_(ids))
    if lock:
        query = query.with_for_update(of=DemoExam)
    return [_row(session, row) for row in session.execute(query)]


def _row(session: Session, row: Any) -> ExamRow:
    percent = None
    if row.points is not None:
        percent = _convert(session, row.points, row.maximum, row.held_on).percent
    return ExamRow(
        row.id,
        row.student_id,
        row.student_name or full_name(row.last_name, row.first_name, row.patronymic),
        row.group_id,
        row.group,
        row.kit_code,
        row.held_on,
        row.maximum,
        row.points,
        row.code,
        percent,
        row.protocol_id,
        row.number or "",
        row.signed_at,
        bool(row.heads),
    )


def _convert(session: Session, points: Decimal, maximum: Decimal, day: date) -> Converted:
    return converted(points, maximum, scale_on(session, day))


def scale_on(session: Session, day: date) -> tuple[int, ...]:
    """Return the percents below which the mark is 2, 3, 4 on a day."""
    return rulebook(session).on(day).bounds(Norm.demo_exam_scale)


def make_exams(
    session: Session,
    who: Principal,
    group_id: int,
    kit_code: str,
    held_on: date | None,
    maximum: Decimal | None,
) -> list[int]:
    """Make the exam of all students of a group who have none of this kit on this day; commit.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        group = headed_group(session, who, group_id, Resource.demo_exam, held_on)
        errors = {}
        kit = None
        try:
            kit = text_reader(MOST_KIT)(kit_code.strip())
        except ValueError as fault:
            errors["kit_code"] = str(fault)
        if kit is None and "kit_code" not in errors:
            errors["kit_code"] = _("Write the code of the kit.")
        if held_on is None:
            errors["held_on"] = _("Choose the day of the exam.")
        if maximum is None or not 0 < maximum <= MOST_POINTS:
            errors["maximum"] = _("The maximum is a number above zero.")
        if errors:
            raise FieldsError(errors)
        query = select(DemoExam.student_id).where(
            DemoExam.kit_code == kit, DemoExam.held_on == held_on
        )
        taken = set(session.scalars(query))
        free = [one.id for one in group.students if one.id not in taken]
        if not free:
            raise FieldsError({"group": _("All students of the group have this exam already.")})
        row = {"group_id": group_id, "kit_code": kit, "held_on": held_on, "maximum": maximum}
        writer = SheetWriter(session)
        keys = writer.add(DemoExam, [row | {"student_id": key} for key in free])
        writer.finish()
    return keys


def save_points(session: Session, who: Principal, inputs: Sequence[LineInput]) -> Entered:
    """Write the points of exams, by key; each mark follows from the scale of the exam's day.

    Raises FieldsError, NotFoundError, NotAllowedError, ConflictError where the protocol is signed.
    """
    with writing():
        found = exam_rows(session, who, ids=[one.key for one in inputs], lock=True)
        rows = {row.id: row for row in found}
        for one in inputs:
            row = rows.get(one.key)
            if row is None:
                raise NotFoundError(_("There is no such exam, or it is not yours to see."))
            require_writable(row)
            if row.held_on > clock.today():
                said = _("the day of the exam has not come yet.")
                raise FieldsError({f"{row.id}.points": f"{row.student}: {said}"})
        stored = {key: {"points": row.points} for key, row in rows.items()}
        changes, conflicts = read_lines(
            stored, inputs, {"points": decimal_reader(MOST_POINTS)}, lambda key: rows[key].student
        )
        errors: dict[str, str] = {}
        writer = SheetWriter(session)
        for change in changes:
            row, points = rows[change.key], change.values["points"]
            code = None
            if points is not None and points > row.maximum:
                said = _("at most %(most)s points.", most=f"{row.maximum:f}")
                errors[f"{row.id}.points"] = f"{row.student}: {said}"
                continue
            if points is not None:
                code = _convert(session, points, row.maximum, row.held_on).code
            old = {"points": row.points, "code": row.code, "student_id": row.student_id}
            writer.change(DemoExam, row.id, old, {"points": points, "code": code})
        if errors:
            raise FieldsError(errors)
        writer.finish()
    return Entered(tuple(one.key for one in changes), tuple(conflicts))


def require_writable(row: ExamRow) -> None:
    """Raise NotAllowedError for who does not head the group, ConflictError once it is signed."""
    if not row.heads:
        raise NotAllowedError(_("That is done by the head of the department."))
    if row.is_frozen:
        raise ConflictError(
            _("%(student)s: the protocol is signed, the exam does not change (3.1).",
              student=row.student)
        )  # fmt: skip


def delete_exam(session: Session, who: Principal, exam_id: int) -> int:
    """Delete an exam without points that stands in no protocol, and commit; return its group.

    Raises NotFoundError, NotAllowedError, ConflictError.
    """
    with writing():
        rows = exam_rows(session, who, ids=[exam_id], lock=True)
        if not rows:
            raise NotFoundError(_("There is no such exam, or it is not yours to see."))
        row = rows[0]
        require_writable(row)
        if row.points is not None or row.protocol_id is not None:
            raise ConflictError(_("An exam with points or in a protocol is not deleted."))
        writer = SheetWriter(session)
        old = {"student_id": row.student_id, "kit_code": row.kit_code, "held_on": row.held_on}
        writer.remove(DemoExam, row.id, old)
        writer.finish()
    return row.group_id
