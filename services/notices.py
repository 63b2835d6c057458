"""Notices in a person's inbox: one function puts them there, the person reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from access.proven import PlainSelect
from access.session import system_write, writing
from domain.clock import clock
from domain.enums import NoticeKind
from models import Notice

PAGE = 25
MAX_ID = 2**31 - 1
SHOWN_AT_MOST = 99  # more unread than this are «99+» on the bell


_first = (
    select(Notice.id)
    .where(Notice.user_id == bindparam("person"), Notice.read_at.is_(None))
    .limit(SHOWN_AT_MOST + 1)
    .subquery()
)
_unread = PlainSelect(
    "how many notices of the person's own, who is named in it, are not read yet",
    select(func.count()).select_from(_first),
)


def message_key(text: str) -> str:
    """Return `text`: marks an English sentence for translation where it is only kept."""
    return text


def notify(
    session: Session,
    user_ids: Iterable[int],
    message: str,
    params: Mapping[str, Any] | None = None,
    link: str | None = None,
    kind: NoticeKind = NoticeKind.info,
) -> None:
    """Put a notice into the inbox of each of `user_ids`, in the caller's writing unit.

    `message` is an English sentence of the catalogue (mark it with `message_key`), `params` fill
    its places; a parameter that is to be translated too is given as `{"key": "English text"}`.
    `link` is a path of this site. The reader sees all of it in their own language.
    """
    if link is not None and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"a notice links to a path of this site, not to {link!r}")
    now = clock.now()
    rows = [
        {
            "user_id": user_id,
            "kind": kind,
            "message": message,
            "params": dict(params or {}),
            "link": link,
            "created_at": now,
        }
        for user_id in dict.fromkeys(user_ids)
    ]
    if rows:
        system_write(session, insert(Notice), rows)


def text_of(notice: Notice) -> str:
    """Return what the notice says, in the reader's language."""
    filled = {name: _in_words(value) for name, value in notice.params.items()}
    return gettext(notice.message, **filled)


def _in_words(value: Any) -> Any:
    text = value.get("key") if isinstance(value, dict) else None
    return value if text is None else gettext(text)


def unread_count(session: Session) -> int:
    """Return how many notices the person who asks has not read: at most SHOWN_AT_MOST + 1.

    One statement over `ix_notice_user_read_at`, for the bell of every page.
    """
    who = current_principal()
    if who.user_id is None or not who.may(Action.read, Resource.notice):
        return 0
    return int(_unread(session, proven=True, person=who.user_id).scalar_one())


def inbox(session: Session, page: int = 0, size: int = PAGE) -> tuple[list[Notice], bool]:
    """Return a page of the person's notices, unread and newest first, and whether more follow."""
    rows = session.scalars(
        select(Notice)
        .where(Notice.user_id == (current_principal().user_id or 0))
        .order_by(Notice.read_at.is_not(None), Notice.created_at.desc(), Notice.id.desc())
        .offset(page * size)
        .limit(size + 1)
    ).all()
    return list(rows[:size]), len(rows) > size


def find_notice(session: Session, notice_id: int) -> Notice | None:
    """Return the person's own notice of this id, None for a foreign or missing one."""
    if not 0 < notice_id <= MAX_ID:
        return None
    return session.scalar(
        select(Notice).where(
            Notice.id == notice_id, Notice.user_id == (current_principal().user_id or 0)
        )
    )


def mark_read(session: Session, notice: Notice) -> None:
    """Mark a notice as read; one that was read keeps its time."""
    if notice.read_at is None:
        notice.read_at = clock.now()
        session.flush()


def mark_read_of(session: Session, link: str) -> None:
    """Mark the person's notices that lead to the page `link` as read: it is open before them.

    Writes in a unit of its own, and only where there is one to mark.
    """
    waiting = (
        Notice.user_id == (current_principal().user_id or 0),
        Notice.read_at.is_(None),
        Notice.link == link,
    )
    if session.scalar(select(Notice.id).where(*waiting).limit(1)) is None:
        return
    session.rollback()
    with writing():
        system_write(session, update(Notice).where(*waiting).values(read_at=clock.now()))
        session.commit()


def mark_all_read(session: Session) -> None:
    """Mark all of the person's notices as read."""
    who = current_principal()
    if who.user_id is not None:
        system_write(
            session,
            update(Notice)
            .where(Notice.user_id == who.user_id, Notice.read_at.is_(None))
            .values(read_at=clock.now()),
        )
