"""The fourth part of the cast: the journal's rules, debts, final marks, attestation, practice."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.enums import (
    AppointmentRole,
    AttestationForm,
    DebtEnd,
    DebtKind,
    ProtocolKind,
    TaskKind,
)
from models import (
    Appointment,
    AttestationResult,
    AttestationSheet,
    CorrectionWindow,
    Coursework,
    Debt,
    DemoExam,
    DisciplineResult,
    FinalProtocol,
    GradeClosing,
    MakeUp,
    MakeUpPlace,
    Outage,
    PracticeBase,
    PracticeCompetence,
    PracticeDay,
    PracticeLink,
    PracticePlacement,
    ProtocolMember,
    RegulationSetting,
    SemesterGrade,
    SheetExaminer,
    Thesis,
    Work,
    YearGrade,
)
from tests.company import Cast, add

AT = datetime(2026, 10, 12, 5)
_SIGNED = {"": "Иванова А. П.", "2": "Ёлкин Я."}


def rules(session: Session, cast: Cast) -> None:
    """Add settings, outages, windows, works, debts and make-up days of each company."""
    for company, value, day in (("", "8", 7), ("2", "9", 21)):
        outage = Outage(starts_on=date(2026, 9, day), ends_on=date(2026, 9, day), what="Нет связи")
        add(session, cast, f"outage{company}", outage)
        setting = RegulationSetting(
            key="archive_years", value=value, starts_on=date(2027, 9, day), ground="Приказ № 7"
        )
        add(session, cast, f"regulation_setting{company}", setting)
        book = {"gradebook_id": cast[f"gradebook{company}"]}
        lesson, student = cast[f"lesson{company}"], cast[f"student{company}"]
        window = CorrectionWindow(
            **book,
            teacher_id=cast[f"employee{company}"],
            lessons_from=date(2026, 9, 1),
            lessons_to=date(2026, 9, 2),
            reason="Ошибка в отметке",
            requested_at=AT,
        )
        add(session, cast, f"correction_window{company}", window)
        work = Work(
            lesson_id=lesson,
            kind=TaskKind.practical,
            title="Практическая работа № 1",
            is_required=False,
            issued_on=date(2026, 10, 12),
            due_on=date(2026, 10, 12),
        )
        add(session, cast, f"work{company}", work)
        debt = Debt(
            **book,
            lesson_id=lesson,
            work_id=work.id,
            student_id=student,
            kind=DebtKind.work,
            opened_on=date(2026, 10, 12),
            closed_on=date(2026, 10, 13),
            ended=DebtEnd.corrected,
        )
        add(session, cast, f"debt{company}", debt)
        make_up = MakeUp(**book, held_on=date(2026, 10, 21), starts_at="15:00")
        add(session, cast, f"make_up{company}", make_up)
        place = MakeUpPlace(make_up_id=make_up.id, debt_id=debt.id, student_id=student)
        add(session, cast, f"make_up_place{company}", place)


def grades(session: Session, cast: Cast) -> None:
    """Add final marks of the second semester, and its closing that was reopened."""
    for company in ("", "2"):
        book = {"gradebook_id": cast[f"gradebook{company}"]}
        student = {"student_id": cast[f"student{company}"]}
        given = {"code": "4", "given_at": AT}
        late = {"semester_id": cast.semester2}
        add(
            session,
            cast,
            f"semester_grade{company}",
            SemesterGrade(**book, **student, **late, **given),
        )
        add(session, cast, f"year_grade{company}", YearGrade(**book, **student, **given))
        result = DisciplineResult(
            **book, **student, item_id=cast[f"curriculum_item{company}"], **given
        )
        add(session, cast, f"discipline_result{company}", result)
        closing = GradeClosing(
            **book,
            **late,
            signed_at=AT,
            signed_name=_SIGNED[company],
            reopened_at=AT,
            reopen_reason="Ошибка в ведомости",
        )
        add(session, cast, f"grade_closing{company}", closing)
        coursework = Coursework(**book, **student, **late, topic="Планировщик процессов")
        add(session, cast, f"coursework{company}", coursework)


def attestation(session: Session, cast: Cast) -> None:
    """Add a sheet of each company that is not signed, an examiner and a line of it."""
    for number, company in enumerate(("", "2"), 1):
        sheet = AttestationSheet(
            academic_year_id=cast.academic_year,
            number=number,
            group_id=cast[f"group{company}"],
            semester_id=cast.semester,
            item_id=cast[f"curriculum_item{company}"],
            form=AttestationForm.exam,
            created_at=AT,
        )
        add(session, cast, f"attestation_sheet{company}", sheet)
        examiner = SheetExaminer(sheet_id=sheet.id, employee_id=cast[f"employee{company}"])
        add(session, cast, f"sheet_examiner{company}", examiner)
        result = AttestationResult(sheet_id=sheet.id, student_id=cast[f"student{company}"])
        add(session, cast, f"attestation_result{company}", result)
        _signed_sheet(session, cast, company, number)


def _signed_sheet(session: Session, cast: Cast, company: str, number: int) -> None:
    """Add a sheet of last year with a line that its student may see: it is signed."""
    sheet = AttestationSheet(
        academic_year_id=cast.academic_year2,
        number=number,
        group_id=cast[f"group{company}"],
        semester_id=cast.semester2,
        item_id=cast["item_c" if not company else "curriculum_item2"],
        form=AttestationForm.credit,
        held_on=date(2026, 6, 20),
        created_at=AT,
    )
    add(session, cast, f"attestation_sheet_signed{company}", sheet)
    line = AttestationResult(
        sheet_id=sheet.id,
        student_id=cast[f"student{company}"],
        code="зч",
        student_name="Ёжиков" if company else "Сидоров",
    )
    add(session, cast, f"attestation_result_signed{company}", line)
    sheet.signed_at, sheet.signed_name = AT, _SIGNED[company]
    session.flush()


def practice(session: Session, cast: Cast) -> None:
    """Add a place of practice of each company with what hangs on it."""
    for company, item in (("", "item_b"), ("2", "curriculum_item2")):
        base = PracticeBase(name=f"Завод № {company or 1}")
        add(session, cast, f"practice_base{company}", base)
        teacher = cast[f"employee{company}"]
        appointment = Appointment(
            employee_id=teacher,
            role=AppointmentRole.practice_head,
            group_id=cast[f"group{company}"],
            object="Практика группы",
            order_number="44-п",
            order_date=date(2026, 9, 1),
            starts_on=date(2026, 9, 1),
        )
        add(session, cast, f"appointment{company}", appointment)
        link = PracticeLink(
            college_head_id=teacher,
            enterprise_head="Кузнецов П. П.",
            token_hash=f"{company or 1}" * 64,
            created_at=AT,
            expires_on=date(2026, 12, 19),
        )
        add(session, cast, f"practice_link{company}", link)
        placement = PracticePlacement(
            student_id=cast[f"student{company}"],
            group_id=cast[f"group{company}"],
            item_id=cast[item],
            base_id=base.id,
            starts_on=date(2026, 12, 14),
            ends_on=date(2026, 12, 19),
            hours=36,
            college_head_id=teacher,
            appointment_id=appointment.id,
            enterprise_head="Кузнецов П. П.",
            link_id=link.id,
        )
        add(session, cast, f"practice_placement{company}", placement)
        day = PracticeDay(placement_id=placement.id, day=date(2026, 12, 14))
        add(session, cast, f"practice_day{company}", day)
        competence = PracticeCompetence(
            placement_id=placement.id, code="ПК 1.1", title="Разрабатывать модули"
        )
        add(session, cast, f"practice_competence{company}", competence)


def final(session: Session, cast: Cast) -> None:
    """Add a thesis, a demonstration exam and a protocol of each company."""
    for company in ("", "2"):
        whose = {"student_id": cast[f"student{company}"], "group_id": cast[f"group{company}"]}
        thesis = Thesis(
            **whose, topic="Учёт практики в техникуме", supervisor_id=cast[f"employee{company}"]
        )
        add(session, cast, f"thesis{company}", thesis)
        exam = DemoExam(
            **whose, kit_code="КОД 09.02.07-2-2026", held_on=date(2027, 6, 10), maximum=Decimal(100)
        )
        add(session, cast, f"demo_exam{company}", exam)
        protocol = FinalProtocol(
            group_id=cast[f"group{company}"],
            kind=ProtocolKind.thesis,
            number="1",
            held_on=date(2027, 6, 21),
            created_at=AT,
        )
        add(session, cast, f"final_protocol{company}", protocol)
        member = ProtocolMember(protocol_id=protocol.id, name="Седов Н. А.")
        add(session, cast, f"protocol_member{company}", member)
