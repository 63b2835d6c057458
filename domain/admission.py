"""Who is admitted to an interim attestation, who retakes it, before whom (clause 5.5.11).

Pure rules: facts of a student or of a sheet in, verdicts out. Their codes become sentences in
services/sheet_words.py.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.cells import EXEMPT, FAILED, NOT_ATTESTED, NUMERIC, PASSED
from domain.enums import Attendance, AttestationForm, ExaminerRole
from domain.regulation import Norm, Regulation
from domain.verdict import Severity, Verdict

CLAUSE: Final = "5.5.11"
PASSING: Final = frozenset({"5", "4", "3", PASSED, EXEMPT})
FAILING: Final = frozenset({"2", FAILED, NOT_ATTESTED})
# Forms that a sheet is made for; the rest end with the mark of the journal.
SHEET_FORMS: Final = (
    AttestationForm.exam,
    AttestationForm.graded_credit,
    AttestationForm.credit,
    AttestationForm.module_exam,
)


def allowed_codes(form: AttestationForm) -> tuple[str, ...]:
    """Return the marks that a sheet of `form` may hold."""
    return (PASSED, FAILED, EXEMPT) if form is AttestationForm.credit else (*NUMERIC, EXEMPT)


@dataclass(frozen=True, slots=True)
class Part:
    """What a student has in a course or a practice of a module, up to the module exam.

    `result` is the result over all semesters, `practice` the mark of a signed practice; `sheets`
    and `grades` count the semesters passed by a signed sheet and by the journal, of those due.
    """

    index: str
    result: str | None = None
    practice: str | None = None
    sheets: int = 0
    sheets_due: int = 0
    grades: int = 0
    grades_due: int = 1

    @property
    def is_passed(self) -> bool:
        """Return whether the part is passed: by its result, else its practice, sheets, marks."""
        decisive = self.result or self.practice
        if decisive is not None:
            return decisive in PASSING
        if self.sheets_due:
            return self.sheets >= self.sheets_due
        return self.grades >= self.grades_due


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides on a student's admission: open debts of the item, its mark of the semester."""

    debts: int = 0
    semester_code: str | None = None
    parts: tuple[Part, ...] = ()  # of the module; for a module exam alone


def admission(form: AttestationForm, candidate: Candidate) -> list[Verdict]:
    """Return what stands against a student's admission; nothing where the student is admitted."""
    found = []
    if candidate.debts:
        found.append(Verdict(CLAUSE, "debts", Severity.fault, {"debts": candidate.debts}))
    if candidate.semester_code == NOT_ATTESTED:
        found.append(Verdict(CLAUSE, "not_attested", Severity.fault))
    if form is AttestationForm.module_exam:
        missing = [part.index for part in candidate.parts if not part.is_passed]
        if missing:
            found.append(Verdict(CLAUSE, "module_parts", Severity.fault, {"parts": missing}))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A student's line of a signed sheet."""

    is_admitted: bool
    attendance: Attendance
    code: str | None

    @property
    def is_passed(self) -> bool:
        """Return whether the attestation is passed by it."""
        return self.is_admitted and self.code in PASSING

    @property
    def uses_attempt(self) -> bool:
        """Return whether it cost an attempt: failed, or absent without a good reason."""
        if not self.is_admitted:
            return False
        return self.attendance is Attendance.unexcused or self.code in FAILING


def next_attempt(lines: Iterable[Line], rules: Regulation) -> Verdict:
    """Return what comes after the signed `lines` of a student in an item and semester.

    Code «passed»: nothing; «first»: the first attempt, not held or missed with a good reason;
    «retake» and «commission»: a retake, the last of them before a commission; «exhausted»: all
    attempts are used up. The fact `attempt` is 0 for the first time, then 1, 2.
    """
    lines = list(lines)
    if any(line.is_passed for line in lines):
        return Verdict(CLAUSE, "passed")
    attempt = sum(line.uses_attempt for line in lines)
    most = rules.whole(Norm.retakes)
    facts = {"attempt": attempt, "retakes": most}
    if attempt > most:
        return Verdict(CLAUSE, "exhausted", Severity.fault, facts)
    if attempt == 0:
        return Verdict(CLAUSE, "first", Severity.note, facts)
    code = "commission" if attempt == most else "retake"
    return Verdict(CLAUSE, code, Severity.warning, facts)


def wants_commission(form: AttestationForm, attempt: int, rules: Regulation) -> bool:
    """Return whether an attestation is held before a commission: a module exam, the last retake."""
    return form is AttestationForm.module_exam or 0 < attempt == rules.whole(Norm.retakes)


def examiners_fault(
    form: AttestationForm, attempt: int, roles: Sequence[ExaminerRole], rules: Regulation
) -> Verdict | None:
    """Return what is wrong with who examines, None where they are complete.

    A commission has a chairman and at least as many members as the norm says, the chairman
    counted, a secretary not; else one examiner is enough. Two chairmen are one too many.
    """
    examining = [role for role in roles if role is not ExaminerRole.secretary]
    chairmen = examining.count(ExaminerRole.chairman)
    if chairmen > 1:
        return Verdict(CLAUSE, "two_chairmen", Severity.fault)
    if wants_commission(form, attempt, rules):
        least = rules.whole(Norm.commission_members)
        if len(examining) < least or not chairmen:
            facts = {"least": least, "members": len(examining), "chairman": bool(chairmen)}
            return Verdict(CLAUSE, "commission_incomplete", Severity.fault, facts)
    elif not examining:
        return Verdict(CLAUSE, "no_examiner", Severity.fault)
    return None


def line_fault(line: Line, form: AttestationForm) -> Verdict | None:
    """Return why a line cannot be signed, None where it can."""
    came = line.is_admitted and line.attendance is Attendance.present
    if line.code is None:
        return Verdict(CLAUSE, "no_mark", Severity.fault) if came else None
    if not came:
        return Verdict(CLAUSE, "mark_without_coming", Severity.fault)
    if line.code not in allowed_codes(form):
        return Verdict(CLAUSE, "mark_of_other_form", Severity.fault, {"code": line.code})
    return None


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a sheet; always those of its lines."""

    listed: int
    admitted: int
    came: int
    excused: int
    unexcused: int
    by_code: dict[str, int]

    @property
    def marked(self) -> int:
        """Return the number of marks."""
        return sum(self.by_code.values())


def totals(lines: Iterable[Line], codes: Collection[str]) -> Totals:
    """Return the totals of `lines`, each of `codes` counted also where nobody has it."""
    lines = list(lines)
    admitted = [line for line in lines if line.is_admitted]
    by_code = dict.fromkeys(codes, 0)
    for line in lines:
        if line.code is not None:
            by_code[line.code] = by_code.get(line.code, 0) + 1
    by_attendance = {kind: sum(one.attendance is kind for one in admitted) for kind in Attendance}
    return Totals(
        len(lines),
        len(admitted),
        by_attendance[Attendance.present],
        by_attendance[Attendance.excused],
        by_attendance[Attendance.unexcused],
        by_code,
    )
