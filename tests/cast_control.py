"""The fifth part of the cast: control, notes, the archive, print, the schedule, closed years."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import (
    ActivityDay,
    AnalyticNote,
    ArchivedReport,
    AttendanceHandover,
    BatchPart,
    ControlPlanItem,
    CustodyPlace,
    DisposalAct,
    DisposalLine,
    DisposalMember,
    DocumentHold,
    Inspection,
    InspectionRemark,
    NoteParagraph,
    PrintedDocument,
    RemarkEntry,
    ReportBatch,
    ScheduledTask,
    TaskRun,
    YearClosing,
    YearPackage,
)
from tests.company import Cast, add

AT = datetime(2026, 10, 12, 5)
_HEADS = {"": "Жукова М. О.", "2": "Лаптев Г. Д."}


def control(session: Session, cast: Cast) -> None:
    """Add an item of the control plan, an inspection with a remark, a sheet, a note of each."""
    for company in ("", "2"):
        head = cast[f"employee_department_head{company}"]
        item = ControlPlanItem(
            academic_year_id=cast.academic_year,
            subject="Заполнение журналов",
            department_id=cast[f"department{company}"],
            responsible_id=head,
            starts_on=date(2026, 10, 1),
            due_on=date(2026, 10, 31),
        )
        add(session, cast, f"control_plan_item{company}", item)
        book = {"gradebook_id": cast[f"gradebook{company}"]}
        who = {
            "author_id": cast[f"user_department_head{company}"],
            "author_name": _HEADS[company],
        }
        inspection = Inspection(
            **book,
            inspector_id=who["author_id"],
            inspector_name=who["author_name"],
            period_from=date(2026, 9, 1),
            period_to=date(2026, 9, 30),
            opened_at=AT,
        )
        add(session, cast, f"inspection{company}", inspection)
        remark = InspectionRemark(
            **book,
            **who,
            inspection_id=inspection.id,
            text="Проверьте запись темы",
            due_on=date(2026, 10, 20),
            created_at=AT,
        )
        add(session, cast, f"inspection_remark{company}", remark)
        entry = RemarkEntry(**book, **who, remark_id=remark.id, event="made", at=AT)
        add(session, cast, f"remark_entry{company}", entry)
        sheet = AttendanceHandover(group_id=cast[f"group{company}"], month=date(2026, 8, 1))
        add(session, cast, f"attendance_handover{company}", sheet)
        note = AnalyticNote(
            **who,
            department_id=cast[f"department{company}"],
            academic_year_id=cast.academic_year,
            title="Справка за сентябрь",
            period_from=date(2026, 9, 1),
            period_to=date(2026, 9, 30),
            created_at=AT,
            drafted_at=AT,
        )
        add(session, cast, f"analytic_note{company}", note)
        paragraph = NoteParagraph(note_id=note.id, position=1, section="completeness", text="…")
        add(session, cast, f"note_paragraph{company}", paragraph)


def archive(session: Session, cast: Cast) -> None:
    """Add an archived report, a batch, a task and a printed document of each company."""
    for company in ("", "2"):
        user = {"user_id": cast[f"user_department_head{company}"]}
        whose = {
            "group_id": cast[f"group{company}"],
            "department_id": cast[f"department{company}"],
            "academic_year_id": cast.academic_year,
        }
        report = ArchivedReport(
            **user,
            **whose,
            code="attendance_month",
            title=f"Ведомость посещаемости {company or 1}",
            format="pdf",
            user_name=_HEADS[company],
            created_at=AT,
            sha256=(company or "1") * 64,
            size=1000,
            pages=1,
        )
        add(session, cast, f"archived_report{company}", report)
        batch = ReportBatch(
            **user,
            kind="semester",
            academic_year_id=cast.academic_year,
            semester_id=cast.semester,
            department_id=whose["department_id"],
            state="done",
            created_at=AT,
        )
        add(session, cast, f"report_batch{company}", batch)
        part = BatchPart(
            batch_id=batch.id,
            position=1,
            group_id=whose["group_id"],
            code="attendance_month",
            format="pdf",
            state="done",
            archived_id=report.id,
        )
        add(session, cast, f"batch_part{company}", part)
        printed = PrintedDocument(
            **user,
            **whose,
            code=f"ЭЖ-2026-00000{company or 1}",
            report="attendance_month",
            title="Ведомость посещаемости",
            gradebook_id=cast[f"gradebook{company}"],
            archived_id=report.id,
            printed_at=AT,
            user_name=_HEADS[company],
            pages=1,
            sha256=report.sha256,
        )
        add(session, cast, f"printed_document{company}", printed)
        add(session, cast, f"custody_place{company}", _place(printed, company))
        hold = DocumentHold(
            document_id=printed.id, reason="Запрос суда", placed_at=AT, placed_name="Зайцев В. П."
        )
        add(session, cast, f"document_hold{company}", hold)
        _disposal(session, cast, company, printed.id)


def _place(printed: PrintedDocument, company: str) -> CustodyPlace:
    return CustodyPlace(
        document_id=printed.id,
        place="maker",
        since=AT.date(),
        user_id=printed.user_id,
        user_name=_HEADS[company],
        recorded_at=AT,
    )


def _disposal(session: Session, cast: Cast, company: str, document_id: int) -> None:
    act = DisposalAct(
        number=f"{company or 1}",
        drawn_on=AT.date(),
        ground="Истёк срок хранения",
        created_at=AT,
        author_id=cast.user_deputy_director,
    )
    add(session, cast, f"disposal_act{company}", act)
    member = DisposalMember(act_id=act.id, name="Зайцев В. П.", role="chairman")
    add(session, cast, f"disposal_member{company}", member)
    line = DisposalLine(act_id=act.id, document_id=document_id)
    add(session, cast, f"disposal_line{company}", line)


def schedule(session: Session, cast: Cast) -> None:
    """Add two tasks with a run each, two closings that are not done, and activity."""
    for company, year in (("", "academic_year"), ("2", "academic_year2")):
        task = ScheduledTask(key=f"{company or 1}", rhythm="daily", at="03:00", is_on=False)
        add(session, cast, f"scheduled_task{company}", task)
        run = TaskRun(task_id=task.id, started_at=AT, finished_at=AT, state="done")
        add(session, cast, f"task_run{company}", run)
        closing = YearClosing(
            academic_year_id=cast[year],
            started_at=AT,
            user_id=cast.user_deputy_director,
            state="failed",
        )
        add(session, cast, f"year_closing{company}", closing)
        package = YearPackage(closing_id=closing.id, group_id=cast[f"group{company}"])
        add(session, cast, f"year_package{company}", package)
        day = ActivityDay(user_id=cast[f"user_teacher{company}"], day=AT.date(), sign_ins=1)
        add(session, cast, f"activity_day{company}", day)
