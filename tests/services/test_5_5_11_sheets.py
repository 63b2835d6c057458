"""A signed sheet is frozen by every path; what it says feeds results and module exams (5.5.11)."""

from datetime import date, datetime

import pytest
from sqlalchemy import delete, func, select, update

from access.principal import current_principal
from access.session import db
from domain.enums import AttestationForm, ItemKind
from models import (
    AttestationResult,
    AttestationSheet,
    CurriculumHours,
    CurriculumItem,
    PracticePlacement,
    SheetExaminer,
)
from services.errors import NotAllowedError
from services.sheet_admission import Subject, admissions
from services.sheet_changes import set_day
from services.sheet_entry import ResultInput, enter_results
from services.sheet_making import Wanted, make_sheets
from services.sheet_results import results_of
from services.sheet_signing import sign_sheet

TODAY = date(2026, 10, 14)


def _signed(act_as, cast, code="4"):
    """Let the first company's sheet be held and signed."""
    with act_as("department_head") as session:
        set_day(session, current_principal(), cast.attestation_sheet, TODAY, None)
    with act_as("teacher") as session:
        who = current_principal()
        enter_results(session, who, cast.attestation_sheet, [ResultInput(cast.student, code)])
    with act_as("teacher") as session:
        sign_sheet(session, current_principal(), cast.attestation_sheet)


def test_5_5_11_a_signed_sheet_never_changes_by_any_path(act_as, cast):
    _signed(act_as, cast)
    lines, people, sheets = (
        model.__table__ for model in (AttestationResult, SheetExaminer, AttestationSheet)
    )
    key = cast.attestation_sheet
    extra = {"sheet_id": key, "student_id": cast.student_b, "is_admitted": True}
    statements = (
        update(lines).where(lines.c.sheet_id == key).values(code="5"),
        update(lines).where(lines.c.sheet_id == key).values(sheet_id=cast.attestation_sheet2),
        delete(lines).where(lines.c.sheet_id == key),
        lines.insert().values(attendance="present", **extra),
        update(people).where(people.c.sheet_id == key).values(name="x"),
        delete(people).where(people.c.sheet_id == key),
        update(sheets).where(sheets.c.id == key).values(signed_at=None),
        update(sheets).where(sheets.c.id == key).values(number=77),
        delete(sheets).where(sheets.c.id == key),
    )
    with act_as("system", writes=True):
        for statement in statements:
            with pytest.raises(Exception, match="frozen"), db.engine.begin() as connection:
                connection.execute(statement)
    with act_as("system", writes=True) as session:
        session.get_one(AttestationResult, cast.attestation_result).code = "5"
        with pytest.raises(Exception, match="frozen"):
            session.flush()
    typed = [ResultInput(cast.student, "5", "4")]
    with act_as("teacher") as session, pytest.raises(NotAllowedError):
        enter_results(session, current_principal(), key, typed)
    with act_as("system") as session:
        assert session.get_one(AttestationResult, cast.attestation_result).code == "4"
        assert session.get_one(AttestationSheet, key).number == 1


def test_5_5_11_a_signed_mark_is_a_result_of_the_discipline(act_as, cast):
    with act_as("teacher") as session:
        assert results_of(session, [cast.student], [cast.curriculum_item]) == {}
    _signed(act_as, cast, "2")
    with act_as("teacher") as session:
        found = results_of(session, [cast.student, cast.student2], [cast.curriculum_item])
    ((place, result),) = found.items()
    assert place == (cast.student, cast.curriculum_item, cast.semester)
    assert (result.code, result.attempt, result.is_passed) == ("2", 0, False)
    retake = AttestationSheet(
        academic_year_id=cast.academic_year,
        number=9,
        group_id=cast.group,
        semester_id=cast.semester,
        item_id=cast.curriculum_item,
        form=AttestationForm.exam,
        attempt=1,
        created_at=datetime(2026, 10, 14),
    )
    with act_as("system", writes=True) as session:
        session.add(retake)
        session.flush()
        session.add(AttestationResult(sheet_id=retake.id, student_id=cast.student, code="3"))
        session.flush()
        retake.signed_at = datetime(2026, 10, 15)
        session.commit()
    with act_as("teacher") as session:
        found = results_of(session, [cast.student], [cast.curriculum_item])
    assert [(one.code, one.number) for one in found.values()] == [("3", 9)]


def test_5_5_11_a_module_exam_waits_for_its_courses_and_practices(act_as, cast):
    """ПМ.01 has the course item_b, ended by an exam in semester 3, and the practice item_c."""
    exam = AttestationForm.module_exam
    with act_as("system", writes=True) as session:
        module = CurriculumItem(
            curriculum_id=cast.curriculum,
            index_code="ПМ.01",
            name="Модуль",
            kind=ItemKind.module,
            position=9,
        )
        session.add(module)
        session.flush()
        key = module.id
        for item, kind in ((cast.item_b, ItemKind.course), (cast.item_c, ItemKind.study_practice)):
            part = session.get_one(CurriculumItem, item)
            part.parent_id, part.kind = key, kind
        for item, form in ((key, exam), (cast.item_b, AttestationForm.exam)):
            hours = CurriculumHours(item_id=item, semester_number=3, theory=10, attestation=form)
            session.add(hours)
        session.commit()
    subject = Subject(key, exam, cast.semester, 3)

    def missing():
        with act_as("department_head") as session:
            against = admissions(session, subject, [cast.student])[cast.student]
            return [part for verdict in against for part in verdict.facts["parts"]]

    assert missing() == ["МДК.01.01", "ОП.02"]
    with act_as("department_head") as session:
        wanted = [Wanted(cast.item_b, TODAY), Wanted(key, TODAY)]
        course, module_sheet = make_sheets(
            session, current_principal(), cast.group, cast.semester, wanted
        )
    with act_as("department_head") as session:
        roles = select(SheetExaminer.role).where(SheetExaminer.sheet_id == module_sheet)
        assert session.scalars(roles).all() == ["member", "member"]
        line = select(AttestationResult.admission_note).where(
            AttestationResult.sheet_id == module_sheet,
            AttestationResult.student_id == cast.student,
        )
        assert "МДК.01.01, ОП.02" in session.scalar(line)
    students = [cast[name] for name in ("student", "student_b", "student_c", "student_new")]
    with act_as("teacher") as session:
        typed = [ResultInput(student, "4") for student in students]
        enter_results(session, current_principal(), course, typed)
    with act_as("teacher") as session:
        sign_sheet(session, current_principal(), course)
    assert missing() == ["ОП.02"]
    with act_as("system", writes=True) as session:
        placement = session.get_one(PracticePlacement, cast.practice_placement)
        placement.item_id, placement.code = cast.item_c, "5"
        session.flush()
        placement.signed_at = datetime(2026, 10, 14)
        session.commit()
    assert missing() == []


def test_5_5_11_sheets_are_made_by_one_of_two_heads_at_once(act_as, cast):
    """A second request that waited for the first finds nothing left to make."""
    with act_as("system", writes=True) as session:
        hours = CurriculumHours(
            item_id=cast.item_b, semester_number=3, theory=1, attestation=AttestationForm.credit
        )
        session.add(hours)
        session.commit()
    made = []
    for _turn in range(2):
        with act_as("department_head") as session:
            wanted = [Wanted(cast.item_b)]
            made += make_sheets(session, current_principal(), cast.group, cast.semester, wanted)
    assert len(made) == 1
    with act_as("system") as session:
        count = select(func.count(AttestationSheet.id))
        assert session.scalar(count.where(AttestationSheet.item_id == cast.item_b)) == 1
