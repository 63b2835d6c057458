"""What signed attestation sheets say of students: results and attempts (clause 5.5.11)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.admission import PASSING, Line
from domain.enums import AttestationForm
from models import AttestationResult, AttestationSheet

AT_ONCE: Final = 500  # students asked for in one statement

_signed: Final = PlainSelect(
    "results of students whom the caller found visible, or whose sheet was",
    select(
        AttestationResult.student_id,
        AttestationSheet.item_id,
        AttestationSheet.semester_id,
        AttestationResult.code,
        AttestationSheet.form,
        AttestationSheet.attempt,
        AttestationSheet.id.label("sheet_id"),
        AttestationSheet.number,
        AttestationSheet.held_on,
    )
    .join(AttestationSheet, AttestationSheet.id == AttestationResult.sheet_id)
    .where(
        AttestationSheet.signed_at.is_not(None),
        AttestationResult.is_admitted,
        AttestationResult.code.is_not(None),
        AttestationResult.student_id.in_(bindparam("students", expanding=True)),
        AttestationSheet.item_id.in_(bindparam("items", expanding=True)),
    )
    .order_by(AttestationSheet.signed_at, AttestationSheet.id),
)
_attempts: Final = PlainSelect(
    "attempts of students whose sheet was found visible, on whatever sheets they stand",
    select(
        AttestationResult.student_id,
        AttestationResult.is_admitted,
        AttestationResult.attendance,
        AttestationResult.code,
        AttestationSheet.signed_at,
        AttestationSheet.number,
    )
    .join(AttestationSheet, AttestationSheet.id == AttestationResult.sheet_id)
    .where(
        AttestationResult.student_id.in_(bindparam("students", expanding=True)),
        AttestationSheet.item_id == bindparam("item"),
        AttestationSheet.semester_id == bindparam("semester"),
    )
    .order_by(AttestationSheet.attempt, AttestationSheet.id),
)


class ResultPlace(NamedTuple):
    """Whose result it is, of what and when."""

    student_id: int
    item_id: int
    semester_id: int


@dataclass(frozen=True, slots=True)
class SheetResult:
    """The valid result of a student in an item and a semester, and the sheet it stands on."""

    code: str
    form: AttestationForm
    attempt: int
    sheet_id: int
    number: int
    held_on: date | None

    @property
    def is_passed(self) -> bool:
        """Return whether the attestation is passed."""
        return self.code in PASSING


@dataclass(slots=True)
class History:
    """What a student has behind in an item and semester; `open_number`: an unsigned sheet."""

    lines: list[Line] = field(default_factory=list)
    open_number: int | None = None


def results_of(
    session: Session,
    student_ids: Collection[int],
    item_ids: Collection[int],
    *,
    proven: bool = False,
) -> dict[ResultPlace, SheetResult]:
    """Return the last valid result of signed sheets by student, item and semester.

    A result that passes stays the valid one; else the last one signed counts. Who was absent or
    not admitted has none. Within the scope of the person who asks, or past it where `proven`:
    the caller found the students visible. One statement for each 500 students.
    """
    found: dict[ResultPlace, SheetResult] = {}
    students, items = sorted(set(student_ids)), sorted(set(item_ids))
    if not items:
        return found
    for start in range(0, len(students), AT_ONCE):
        some = students[start : start + AT_ONCE]
        for row in _signed(session, proven=proven, students=some, items=items):
            place = ResultPlace(row.student_id, row.item_id, row.semester_id)
            before = found.get(place)
            if before is None or not before.is_passed:
                found[place] = SheetResult(*row[3:])
    return found


def histories(
    session: Session, student_ids: Sequence[int], item_id: int, semester_id: int
) -> dict[int, History]:
    """Return what each student has behind in an item and semester, for the rules of retakes.

    The caller found the group or the sheet visible. One statement.
    """
    found: dict[int, History] = defaultdict(History)
    rows = _attempts(
        session, proven=True, students=list(student_ids), item=item_id, semester=semester_id
    )
    for row in rows:
        if row.signed_at is None:
            found[row.student_id].open_number = row.number
        else:
            found[row.student_id].lines.append(Line(row.is_admitted, row.attendance, row.code))
    return found
