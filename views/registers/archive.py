"""Archive, print and schedule: read here, written on pages of their own."""

from access.matrix import Resource
from models import (
    ActivityDay,
    ArchivedReport,
    BatchPart,
    CustodyPlace,
    DisposalAct,
    DisposalLine,
    DisposalMember,
    DocumentHold,
    PrintedDocument,
    ReportBatch,
    ScheduledTask,
    TaskRun,
    YearClosing,
    YearPackage,
)
from views.register.register import Register

ARCHIVED_REPORTS = Register(
    ArchivedReport,
    Resource.archived_report,
    None,
    list=("title", "group", "department", "format", "pages", "created_at", "kept_until"),
    detail=(
        *("title", "code", "format", "group", "department", "academic_year", "user_name"),
        *("created_at", "pages", "size", "sha256", "kept_until", "checked_at", "is_intact"),
    ),
    search=("search_title",),
    filters=("group", "department", "academic_year", "code", "format"),
    order="id",
    descending=True,
    big=True,
)

REPORT_BATCHES = Register(
    ReportBatch,
    Resource.report_batch,
    None,
    list=("kind", "academic_year", "semester", "department", "state", "created_at"),
    detail=(
        *("kind", "academic_year", "semester", "department", "state", "error"),
        *("created_at", "started_at", "finished_at", "size", "sha256"),
    ),
    filters=("kind", "department", "state"),
    order="id",
    descending=True,
)

BATCH_PARTS = Register(
    BatchPart,
    Resource.batch_part,
    None,
    list=("batch", "position", "group", "code", "format", "state", "error"),
    filters=("batch", "state", "group"),
    order="id",
    descending=True,
    big=True,
)

SCHEDULED_TASKS = Register(
    ScheduledTask,
    Resource.scheduled_task,
    None,
    list=("key", "is_on", "rhythm", "day", "at", "last_due"),
    order="key",
)

TASK_RUNS = Register(
    TaskRun,
    Resource.task_run,
    None,
    list=("task", "due_at", "started_at", "finished_at", "state"),
    filters=("task", "state"),
    order="id",
    descending=True,
)

PRINTED_DOCUMENTS = Register(
    PrintedDocument,
    Resource.printed_document,
    None,
    list=("code", "title", "group", "printed_at", "user_name", "pages", "place", "kept_until"),
    detail=(
        *("code", "title", "report", "group", "gradebook", "department", "academic_year"),
        *("printed_at", "user_name", "pages", "sha256", "signed_at", "signed_name", "place"),
        "kept_until",
    ),
    search=("search_title",),
    filters=("place", "group", "department", "academic_year"),
    order="id",
    descending=True,
    big=True,
)

CUSTODY_PLACES = Register(
    CustodyPlace,
    Resource.custody_place,
    None,
    list=("document", "place", "since", "note", "user_name"),
    filters=("document", "place"),
    order="id",
    descending=True,
    big=True,
)

DOCUMENT_HOLDS = Register(
    DocumentHold,
    Resource.document_hold,
    None,
    list=("document", "reason", "placed_at", "placed_name", "lifted_at", "lift_reason"),
    filters=("document",),
    order="id",
    descending=True,
)

DISPOSAL_ACTS = Register(
    DisposalAct,
    Resource.disposal_act,
    None,
    list=("number", "drawn_on", "ground", "signed_at", "signed_name"),
    order="id",
    descending=True,
)

DISPOSAL_MEMBERS = Register(
    DisposalMember,
    Resource.disposal_member,
    None,
    list=("act", "role", "name", "position"),
    filters=("act",),
    order="id",
)

DISPOSAL_LINES = Register(
    DisposalLine,
    Resource.disposal_line,
    None,
    list=("act", "document"),
    filters=("act", "document"),
    order="id",
)

YEAR_CLOSINGS = Register(
    YearClosing,
    Resource.year_closing,
    None,
    list=("academic_year", "state", "started_at", "closed_at", "closed_name"),
    detail=(
        "academic_year",
        "state",
        "error",
        "accepted",
        "started_at",
        "closed_at",
        "closed_name",
    ),
    order="id",
    descending=True,
)

YEAR_PACKAGES = Register(
    YearPackage,
    Resource.year_package,
    None,
    list=("closing", "group", "state", "file_name", "size", "built_at", "is_intact"),
    detail=(
        *("closing", "group", "state", "error", "file_name", "size", "files", "sha256"),
        *("built_at", "checked_at", "is_intact"),
    ),
    filters=("closing", "group", "state"),
    order="id",
)

ACTIVITY_DAYS = Register(
    ActivityDay,
    Resource.activity_day,
    None,
    list=("user_id", "day", "sign_ins", "refusals", "writes"),
    order="id",
    descending=True,
    big=True,
)

REGISTERS = (
    *(ARCHIVED_REPORTS, REPORT_BATCHES, BATCH_PARTS, SCHEDULED_TASKS, TASK_RUNS),
    *(PRINTED_DOCUMENTS, CUSTODY_PLACES, DOCUMENT_HOLDS),
    *(DISPOSAL_ACTS, DISPOSAL_MEMBERS, DISPOSAL_LINES),
    *(YEAR_CLOSINGS, YEAR_PACKAGES, ACTIVITY_DAYS),
)
