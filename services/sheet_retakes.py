"""Making sheets of one student and of a retake (clause 5.5.11)."""

from collections import defaultdict
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.admission import next_attempt, wants_commission
from domain.clock import clock
from domain.enums import ExaminerRole
from services.errors import FieldsError, NotAllowedError
from services.regulation import rulebook
from services.sheet_admission import Subject, admissions
from services.sheet_making import Draft, Seats, day, may_make, write
from services.sheet_numbers import next_numbers
from services.sheet_offers import Offer, offers_of
from services.sheet_reading import find_sheet
from services.sheet_results import histories
from services.sheet_shapes import Sheet
from services.sheet_terms import GroupTerm, group_term, students_on
from services.sheet_words import verdict_words


def make_individual(
    session: Session,
    who: Principal,
    group_id: int,
    semester_id: int,
    item_id: int,
    student_id: int,
    held_on: date | None = None,
) -> int:
    """Make a sheet of one student, of the attempt that is the student's next, and commit.

    Raises FieldsError where the attestation is passed, all retakes are used up or another sheet
    is open; NotFoundError, NotAllowedError.
    """
    with writing():
        may_make(session, who, group_id)
        term = group_term(session, group_id, semester_id)
        next_numbers(session, term.year_id, 1)
        offer = _offer(session, term, item_id)
        if student_id not in {one.id for one in students_on(session, group_id, term.day())}:
            raise FieldsError({"student": _("This student is not in the group.")})
        past = histories(session, [student_id], item_id, semester_id)[student_id]
        if past.open_number is not None:
            sentence = _("The student stands on sheet No. %(number)d, which is not signed yet.",
                         number=past.open_number)  # fmt: skip
            raise FieldsError({"student": sentence})
        verdict = next_attempt(past.lines, rulebook(session).on(clock.today()))
        if "attempt" not in verdict.facts or verdict.code == "exhausted":
            raise FieldsError({"student": verdict_words(verdict)})
        subject = Subject(item_id, offer.form, semester_id, term.number)
        seats = [(one.employee_id, one.role) for one in offer.examiners]
        attempt = verdict.facts["attempt"]
        draft = Draft(subject, attempt, day(term, held_on), seats, [student_id], is_individual=True)
        return write(session, who, term, [draft])[0]


def make_retake(
    session: Session, who: Principal, sheet_id: int, held_on: date | None = None
) -> list[int]:
    """Make the sheets that follow a signed one, and commit; return them.

    One of the next attempt for those who failed or were absent without a good reason; one of the
    same attempt for those who had a good reason, or who were not admitted and are so now. Raises
    FieldsError where nobody is left, NotFoundError, NotAllowedError.
    """
    with writing():
        sheet = find_sheet(session, who, sheet_id, lock=True)
        if not sheet.keeps:
            raise NotAllowedError(_("Attestation sheets are kept by the head of the department."))
        if not sheet.head.is_signed:
            raise FieldsError({"sheet": _("A retake follows a signed sheet.")})
        head = sheet.head
        term = group_term(session, head.group_id, head.semester_id)
        next_numbers(session, term.year_id, 1)
        subject = Subject(head.item_id, head.form, head.semester_id, term.number)
        if by_attempt := _retaking(session, subject, sheet):
            on = _retake_day(head.held_on, held_on)
            drafts = [
                Draft(subject, attempt, on, _seats_of_retake(session, sheet, attempt),
                       students, retake_of_id=head.id)
                for attempt, students in sorted(by_attempt.items())
            ]  # fmt: skip
            return write(session, who, term, drafts)
        raise FieldsError(
            {"sheet": _("Nobody of this sheet is to retake: all passed, stand on another sheet "
                        "that is not signed yet, or have no retakes left.")}
        )  # fmt: skip


def retaking(session: Session, sheet: Sheet) -> dict[int, list[int]]:
    """Return the students of a signed sheet who are to come again, by the attempt it would be."""
    term = group_term(session, sheet.head.group_id, sheet.head.semester_id)
    head = sheet.head
    return _retaking(
        session, Subject(head.item_id, head.form, head.semester_id, term.number), sheet
    )


def _retaking(session: Session, subject: Subject, sheet: Sheet) -> dict[int, list[int]]:
    students = [line.student_id for line in sheet.lines]
    past = histories(session, students, subject.item_id, subject.semester_id)
    against = admissions(session, subject, students)
    rules = rulebook(session).on(clock.today())
    found: dict[int, list[int]] = defaultdict(list)
    for line in sheet.lines:
        history = past[line.student_id]
        verdict = next_attempt(history.lines, rules)
        waits = not line.is_admitted and against[line.student_id]
        if (
            history.open_number is None
            and not waits
            and verdict.code not in ("passed", "exhausted")
        ):
            found[verdict.facts["attempt"]].append(line.student_id)
    return dict(found)


def _retake_day(before: date | None, wanted: date | None) -> date | None:
    if wanted is not None and before is not None and wanted < before:
        raise FieldsError({"held_on": _("A retake is not held before the attestation itself.")})
    return wanted


def _seats_of_retake(session: Session, sheet: Sheet, attempt: int) -> Seats:
    """Return who examined, as members where the retake is held before a commission."""
    head = sheet.head
    if wants_commission(head.form, attempt, rulebook(session).on(clock.today())):
        roles = {ExaminerRole.examiner: ExaminerRole.member}
        return [(one.employee_id, roles.get(one.role, one.role)) for one in sheet.examiners]
    return [(one.employee_id, one.role) for one in sheet.examiners]


def _offer(session: Session, term: GroupTerm, item_id: int) -> Offer:
    """Return what the curriculum calls for of an item; raise FieldsError where it does not."""
    offers = offers_of(session, term.group_id, term.semester_id).offers
    offer = next((one for one in offers if one.item_id == item_id), None)
    if offer is None:
        sentence = _("The curriculum calls for no sheet of item %(id)d in this semester.",
                     id=item_id)  # fmt: skip
        raise FieldsError({"item": sentence})
    return offer
