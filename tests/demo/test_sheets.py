"""The sheets of the demo college are such as its software would have signed (clause 5.5.11)."""

from collections import Counter, defaultdict

from sqlalchemy import Connection, text

from domain.admission import Line, examiners_fault, line_fault, next_attempt
from domain.enums import Attendance, AttestationForm, ExaminerRole
from domain.regulation import DEFAULTS


def test_5_5_11_signed_sheets_are_without_fault(connection: Connection) -> None:
    roles = defaultdict(list)
    for sheet, role in connection.execute(text("SELECT sheet_id, role FROM sheet_examiner")):
        roles[sheet].append(ExaminerRole(role))
    heads = text("SELECT id, form, attempt FROM attestation_sheet WHERE signed_at IS NOT NULL")
    forms, attempts = {}, Counter[int]()
    for sheet, form, attempt in connection.execute(heads):
        forms[sheet] = AttestationForm(form)
        attempts[attempt] += 1
        assert examiners_fault(forms[sheet], attempt, roles[sheet], DEFAULTS) is None
    assert attempts[0] > attempts[1] > attempts[2] > 0
    query = text(
        "SELECT r.sheet_id, r.is_admitted, r.attendance, r.code, r.student_id, s.item_id,"
        " s.semester_id, s.attempt FROM attestation_result r"
        " JOIN attestation_sheet s ON s.id = r.sheet_id WHERE s.signed_at IS NOT NULL"
        " ORDER BY s.attempt"
    )
    lines = defaultdict(list)
    for sheet, admitted, attendance, code, *place, attempt in connection.execute(query):
        line = Line(bool(admitted), Attendance(attendance), code)
        assert line_fault(line, forms[sheet]) is None
        before = lines[tuple(place)]
        assert next_attempt(before, DEFAULTS).facts["attempt"] == attempt
        before.append(line)
    came = Counter(line.attendance for found in lines.values() for line in found)
    assert came[Attendance.excused]
    assert came[Attendance.unexcused]
