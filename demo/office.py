"""What lies in the inboxes: notices, earlier report runs, and the trail of a changed surname."""

from datetime import date, timedelta

from demo.accounts import Accounts
from demo.people import Pupil
from demo.sink import Row, Sink
from demo.staff import Person
from demo.trail import at
from domain.enums import AuditAction, NoticeKind, RunState
from models import AuditEntry, AuditPersonalValue, Notice, ReportRun
from services.notices import message_key
from services.report_runs import BROKEN

WELCOME = message_key("Welcome to the demonstration college. All people in it are made up.")
UNRECORDED = message_key("Lessons of %(group)s are not recorded yet.")


def add_notices(sink: Sink, accounts: Accounts, today: date, group: str) -> None:
    """Put a notice into each inbox, and a reminder into the teacher's."""
    for login, user in accounts.ids.items():
        _notice(sink, user, WELCOME, {}, "/", today - timedelta(days=1), is_read=login != "teacher")
    for login in ("teacher", "department_head"):
        _notice(sink, accounts.ids[login], UNRECORDED, {"group": group}, "/journals/", today)


def _notice(
    sink: Sink, user: int, message: str, params: dict[str, str], link: str, day: date,
    *, is_read: bool = False,
) -> None:  # fmt: skip
    row: Row = {
        "user_id": user,
        "kind": NoticeKind.info,
        "message": message,
        "params": params,
        "link": link,
        "created_at": at(day, 15),
        "read_at": at(day, 20) if is_read else None,
    }
    sink.add(Notice, row)


def add_report_runs(sink: Sink, accounts: Accounts, today: date, group: int) -> None:
    """Add runs of past months: one that was cancelled, one that failed."""
    for login, state, progress, error in (
        ("curator", RunState.cancelled, 40, None),
        ("department_head", RunState.failed, 10, BROKEN),
    ):
        asked = at(today - timedelta(days=33), 10)
        sink.add(
            ReportRun,
            {
                "code": "attendance_month",
                "format": "pdf",
                "params": {"group_id": group, "month": f"{today - timedelta(days=35):%Y-%m}"},
                "locale": "ru",
                "user_id": accounts.ids[login],
                "state": state,
                "progress": progress,
                "error": error,
                "file_name": None,
                "sha256": None,
                "pages": None,
                "created_at": asked,
                "started_at": asked + timedelta(seconds=1),
                "finished_at": asked + timedelta(seconds=9),
                "kept_until": None,
            },
        )


def add_renaming(sink: Sink, secretary: Person, pupil: Pupil, day: date, old: str) -> None:
    """Add the trail of a student's changed surname: the values stand apart from the entry."""
    row: Row = {
        "at": at(day, 655),
        "user_id": secretary.user_id,
        "actor": secretary.name.whole,
        "roles": "secretary",
        "origin": "10.20.1.15",
        "request_id": None,
        "entity": "student",
        "entity_id": pupil.key,
        "action": AuditAction.update,
        "field": "last_name",
        "old": None,
        "new": None,
        "reason": None,
        "is_late": False,
        "claimed_at": None,
        "gradebook_id": None,
        "lesson_id": None,
        "student_id": pupil.key,
    }
    entry = sink.add(AuditEntry, row)
    sink.add(AuditPersonalValue, {"entry_id": entry, "old": old, "new": pupil.name.last})
