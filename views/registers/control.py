"""Control, inspections and notes: read here, written on pages of their own."""

from access.matrix import Resource
from models import (
    AnalyticNote,
    AttendanceHandover,
    ControlPlanItem,
    Inspection,
    InspectionRemark,
    NoteParagraph,
    RemarkEntry,
)
from views.register.register import Register

CONTROL_PLAN_ITEMS = Register(
    ControlPlanItem,
    Resource.control_plan_item,
    None,
    list=("subject", "academic_year", "department", "starts_on", "due_on", "form", "state"),
    detail=(
        *("subject", "academic_year", "department", "responsible", "starts_on", "due_on"),
        *("form", "state", "done_on", "result"),
    ),
    filters=("academic_year", "department", "state", "form"),
    order="due_on",
)

INSPECTIONS = Register(
    Inspection,
    Resource.inspection,
    None,
    list=(
        *("gradebook", "kind", "inspector_name", "period_from", "period_to", "opened_at"),
        "finished_at",
    ),
    detail=(
        *("gradebook", "kind", "inspector_name", "control_item", "period_from", "period_to"),
        *("opened_at", "finished_at", "completeness", "delivery", "objectivity", "control_works"),
        "summary",
    ),
    filters=("kind", "gradebook"),
    order="id",
    descending=True,
    big=True,
)

REMARKS = Register(
    InspectionRemark,
    Resource.inspection_remark,
    None,
    list=("gradebook", "text", "cause", "due_on", "state", "author_name", "escalated_at"),
    detail=(
        *("gradebook", "inspection", "lesson", "student", "text", "cause", "due_on", "state"),
        *("author_name", "created_at", "escalated_at", "closed_at"),
    ),
    filters=("state", "cause", "gradebook", "student"),
    order="id",
    descending=True,
    big=True,
)

REMARK_ENTRIES = Register(
    RemarkEntry,
    Resource.remark_entry,
    None,
    list=("remark", "event", "text", "at", "author_name"),
    filters=("remark", "event"),
    order="id",
    descending=True,
    big=True,
)

HANDOVERS = Register(
    AttendanceHandover,
    Resource.attendance_handover,
    None,
    list=("group", "month", "handed_at", "handed_name", "received_at", "received_name"),
    filters=("group",),
    order="month",
    descending=True,
)

ANALYTIC_NOTES = Register(
    AnalyticNote,
    Resource.analytic_note,
    None,
    list=("title", "department", "period_from", "period_to", "author_name", "signed_at"),
    detail=(
        *("title", "department", "academic_year", "control_item", "period_from", "period_to"),
        *("author_name", "created_at", "drafted_at", "signed_at", "signed_name"),
    ),
    filters=("department", "academic_year"),
    order="period_to",
    descending=True,
)

NOTE_PARAGRAPHS = Register(
    NoteParagraph,
    Resource.note_paragraph,
    None,
    list=("note", "position", "section", "text"),
    filters=("note",),
    order="id",
)

REGISTERS = (
    CONTROL_PLAN_ITEMS,
    INSPECTIONS,
    REMARKS,
    REMARK_ENTRIES,
    HANDOVERS,
    ANALYTIC_NOTES,
    NOTE_PARAGRAPHS,
)
