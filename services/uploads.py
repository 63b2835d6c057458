"""Files that wait for a yes: sent for a preview, read again when the person confirms.

A file lies under a random name in a folder of the instance, beside a note that says whose it is,
what it is for and what it was called. Only its owner finds it, for the purpose it was sent for,
for as long as `KEPT`; what is older goes when the next one comes. Several web hosts have to share
the folder, as they share that of the reports.
"""

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask_babel import gettext as _

from services.errors import NotFoundError

KEPT: Final = 3 * 3600  # seconds
MOST_WAITING: Final = 20  # files of one person; the oldest makes room
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """An uploaded file that waits: its key for the confirmation, name and content."""

    token: str
    name: str
    content: bytes


def folder_of(instance: str) -> Path:
    """Return where files wait in the directory of an instance."""
    return Path(instance) / "imports"


def keep(folder: Path, user_id: int | None, purpose: str, name: str, content: bytes) -> str:
    """Keep `content` for its owner and return the token that finds it again.

    `purpose` is a word of the importer («curriculum»), `name` the file's own name, shown to people
    and never used as a path. What has expired is removed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    remove_expired(folder)
    _make_room(folder, user_id)
    token = secrets.token_urlsafe(24)
    note = {"user_id": user_id, "purpose": purpose, "name": name[:200]}
    for path, text in (
        (folder / token, content),
        (_note(folder, token), json.dumps(note).encode()),
    ):
        path.touch(mode=0o600)
        path.write_bytes(text)
    return token


def kept(folder: Path, user_id: int | None, purpose: str, token: str) -> KeptFile:
    """Return the file that `token` stands for.

    Raise NotFoundError, with a sentence that says to send it again, where there is none, it has
    expired, or it is another person's or was sent for another purpose.
    """
    gone = NotFoundError(_("The file is no longer kept here. Send it once more."))
    if not _TOKEN.fullmatch(token):
        raise gone
    try:
        if _age(folder / token) > KEPT:
            raise gone
        note = json.loads(_note(folder, token).read_bytes())
        content = (folder / token).read_bytes()
    except (OSError, ValueError):
        raise gone from None
    if note.get("user_id") != user_id or note.get("purpose") != purpose:
        raise gone
    return KeptFile(token, str(note.get("name")), content)


def forget(folder: Path, token: str) -> None:
    """Remove the file that `token` stands for, once it has been imported or refused."""
    if _TOKEN.fullmatch(token):
        (folder / token).unlink(missing_ok=True)
        _note(folder, token).unlink(missing_ok=True)


def remove_expired(folder: Path) -> int:
    """Remove files that nobody confirmed in time; return how many. May run at any moment."""
    removed = 0
    for path in folder.glob("*") if folder.is_dir() else ():
        if _age(path) > KEPT:
            path.unlink(missing_ok=True)
            removed += path.suffix == ""
    return removed


def _make_room(folder: Path, user_id: int | None) -> None:
    own = []
    for note in folder.glob("*.json"):
        try:
            if json.loads(note.read_bytes()).get("user_id") == user_id:
                own.append((_age(note), note.stem))
        except (OSError, ValueError):
            continue
    for _old, token in sorted(own, reverse=True)[: max(len(own) - MOST_WAITING + 1, 0)]:
        forget(folder, token)


def _note(folder: Path, token: str) -> Path:
    return folder / f"{token}.json"


def _age(path: Path) -> float:
    """Return the seconds since `path` was written; what is gone is past every age."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")
