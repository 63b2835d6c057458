"""Which attestation sheets the curriculum calls for in a semester of a group (clause 5.5.11)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.admission import SHEET_FORMS, wants_commission
from domain.enums import AttestationForm, ExaminerRole, ItemKind
from domain.verdict import Verdict
from models import (
    AttestationSheet,
    CurriculumHours,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
)
from services.regulation import rulebook
from services.sheet_admission import PARTS, Subject, admissions, parts_of_module
from services.sheet_terms import GroupTerm, Listed, group_term, students_on

PRACTICES = frozenset(PARTS) - {ItemKind.course}


@dataclass(frozen=True, slots=True)
class OfferedExaminer:
    """Who is to examine, as the load says, and as what."""

    employee_id: int
    name: str
    role: ExaminerRole


@dataclass(frozen=True, slots=True)
class Offer:
    """A sheet that the curriculum calls for."""

    item_id: int
    index_code: str
    item: str
    form: AttestationForm
    is_practice: bool  # its mark comes from the register of practices as a rule
    before_commission: bool
    examiners: tuple[OfferedExaminer, ...]
    not_admitted: tuple[tuple[Listed, tuple[Verdict, ...]], ...]
    existing: tuple[int, int] | None  # (id, number) of the sheet that is there already


@dataclass(frozen=True, slots=True)
class Offers:
    """What the curriculum calls for in a semester of a group, and for whom."""

    term: GroupTerm
    students: tuple[Listed, ...]
    offers: tuple[Offer, ...]

    @property
    def missing(self) -> list[Offer]:
        """Return the offers that have no sheet yet."""
        return [one for one in self.offers if one.existing is None]


def offers_of(session: Session, group_id: int, semester_id: int) -> Offers:
    """Return the sheets of a visible group and semester, in the order of the curriculum.

    Raises NotFoundError.
    """
    term = group_term(session, group_id, semester_id)
    students = students_on(session, group_id, term.day())
    teachers = _teachers(session, term)
    existing = _existing(session, term)
    rules = rulebook(session).on(term.day())
    found = []
    for item, form in _called_for(session, term):
        commission = wants_commission(form, 0, rules)
        subject = Subject(item.id, form, term.semester_id, term.number)
        against = admissions(session, subject, [one.id for one in students])
        found.append(
            Offer(
                item_id=item.id,
                index_code=item.index_code,
                item=item.name,
                form=form,
                is_practice=item.kind in PRACTICES,
                before_commission=commission,
                examiners=_examiners(session, item.id, teachers, commission=commission),
                not_admitted=tuple(
                    (one, tuple(against[one.id])) for one in students if against[one.id]
                ),
                existing=existing.get(item.id),
            )
        )
    return Offers(term, tuple(students), tuple(found))


def _called_for(
    session: Session, term: GroupTerm
) -> Sequence[tuple[CurriculumItem, AttestationForm]]:
    query = (
        select(CurriculumItem, CurriculumHours.attestation)
        .join(CurriculumHours, CurriculumHours.item_id == CurriculumItem.id)
        .where(
            CurriculumItem.curriculum_id == term.curriculum_id,
            CurriculumHours.semester_number == term.number,
            CurriculumHours.attestation.in_(SHEET_FORMS),
        )
        .order_by(CurriculumItem.position, CurriculumItem.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _existing(session: Session, term: GroupTerm) -> dict[int, tuple[int, int]]:
    """Return the sheet of the whole group by item; individual ones and retakes do not count."""
    query = select(AttestationSheet.item_id, AttestationSheet.id, AttestationSheet.number).where(
        AttestationSheet.group_id == term.group_id,
        AttestationSheet.semester_id == term.semester_id,
        AttestationSheet.attempt == 0,
        AttestationSheet.retake_of_id.is_(None),
        AttestationSheet.is_individual.is_(False),
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def _teachers(session: Session, term: GroupTerm) -> dict[int, list[tuple[int, str]]]:
    """Return who keeps the group's journals of the year, by item."""
    query = (
        select(Gradebook.item_id, EmployeeLabel)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .where(Gradebook.group_id == term.group_id, Gradebook.academic_year_id == term.year_id)
        .order_by(Gradebook.subgroup_id.nulls_first(), Gradebook.part, Gradebook.id)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for item_id, teacher in session.execute(query):
        one = (teacher.id, teacher.short_name)
        if one not in found[item_id]:
            found[item_id].append(one)
    return found


def _examiners(
    session: Session,
    item_id: int,
    teachers: dict[int, list[tuple[int, str]]],
    *,
    commission: bool,
) -> tuple[OfferedExaminer, ...]:
    """Return the teachers of the item; of a module, the teachers of its parts as members."""
    if not commission:
        return tuple(OfferedExaminer(*one, ExaminerRole.examiner) for one in teachers[item_id])
    items = [item_id, *(part.id for part in parts_of_module(session, item_id))]
    members = dict.fromkeys(one for key in items for one in teachers[key])
    return tuple(OfferedExaminer(*one, ExaminerRole.member) for one in members)
