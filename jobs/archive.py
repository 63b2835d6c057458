"""The tasks of the archive: its files are checked, what is past its time is removed (10.8, 7.6)."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sqlalchemy.orm import Session

from domain.tasks import Outcome, message_key
from jobs.disposal import keep_lost
from jobs.units import look, unit
from reports import document_store
from services import archive_keeping

CHECKED: Final = message_key("Checked files: %(count)s; all are as they were.")
FOUND: Final = message_key("Checked files: %(count)s; damaged or missing: %(damaged)s.")
REMOVED: Final = message_key("Removed from the archive: %(count)s; files freed: %(files)s.")
FORGOTTEN: Final = 24 * 3600  # seconds: a file may wait so long for the row that refers to it
LINK: Final = "/archive/"


def check_files() -> Outcome:
    """Read every file of the archive and of printed documents again and compare its sum.

    The administrators are told where one is damaged or missing. May be repeated at any time.
    """
    count = damaged = 0
    for some in _all(archive_keeping.files_after):
        intact = {one for one in some if document_store.is_intact(one)}
        with unit() as session:
            archive_keeping.note_checked(session, intact, intact=True)
            archive_keeping.note_checked(session, set(some) - intact, intact=False)
        count, damaged = count + len(some), damaged + len(some) - len(intact)
    for some in _all(archive_keeping.printed_files_after):
        count += len(some)
        damaged += sum(not document_store.is_intact(one) for one in some)
    if not damaged:
        return Outcome(CHECKED, {"count": count}, LINK)
    with unit() as session:
        archive_keeping.tell_damaged(session, damaged)
    return Outcome(FOUND, {"count": count, "damaged": damaged}, f"{LINK}?damaged=1")


def remove_expired() -> Outcome:
    """Remove reports whose time is over, then files of the store that no row refers to.

    Signed disposal acts whose job was lost are archived before.
    """
    keep_lost()
    removed = 0
    while True:
        with unit() as session:
            some = archive_keeping.remove_expired(session)
        if not some:
            return Outcome(REMOVED, {"count": removed, "files": _remove_forgotten()}, LINK)
        removed += some


def _all(after: Callable[[Session, str], Sequence[str]]) -> Iterator[Sequence[str]]:
    last = ""
    while True:
        with look() as session:
            some = after(session, last)
        if not some:
            return
        yield some
        last = some[-1]


def _remove_forgotten() -> int:
    instant = time.time() - FORGOTTEN
    stored = list(document_store.stored_before(instant))
    removed = 0
    for start in range(0, len(stored), archive_keeping.AT_ONCE):
        some = stored[start : start + archive_keeping.AT_ONCE]
        with look() as session:
            known = archive_keeping.referred(session, some)
        removed += sum(
            document_store.remove_before(one, instant) for one in some if one not in known
        )
    return removed
