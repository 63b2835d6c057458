"""What the address of the viewer asks for: whose timetable, which day, week or day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.typed import MOST_ID, day_of, whole
from services.errors import FieldsError
from services.timetable_subjects import Subject, SubjectKind, own_subjects, subject_of

FAR = range(1990, 2100)  # years that a day may be of


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose timetable (None: to be chosen), around which day, and whether of that day alone."""

    subject: Subject | None
    own: tuple[Subject, ...]
    day: date
    only_day: bool

    def address(self, **changes: object) -> str:
        """Return the address of the same timetable with `changes` of day or view."""
        view = "day" if self.only_day else "week"
        args: dict[str, object] = {"day": self.day.isoformat(), "view": view} | changes
        if self.subject is not None and self.subject.kind not in args:
            args = {self.subject.kind.value: self.subject.id} | args
        if args["view"] == "week":
            del args["view"]
        return "/timetable/?" + "&".join(f"{name}={value}" for name, value in args.items())


def asked_of(session: Session, who: Principal, args: Mapping[str, str]) -> Asked:
    """Read the address; raise FieldsError for what makes no sense, NotFoundError for foreign."""
    own = own_subjects(session, who)
    named = named_subject(session, who, args)
    return Asked(
        subject=named or (own[0] if own else None),
        own=own,
        day=day_in(args),
        only_day=args.get("view") == "day",
    )


def named_subject(session: Session, who: Principal, args: Mapping[str, str]) -> Subject | None:
    """Return the group, teacher or room that the address names, the first of them."""
    for kind in SubjectKind:
        text = args.get(kind.value)
        if text:
            return subject_of(session, who, kind, _key(kind.value, text))
    return None


def _key(name: str, text: str) -> int:
    try:
        key = whole(text)
    except ValueError:
        key = None
    if key is None or not 0 < key <= MOST_ID:
        raise FieldsError({name: _("Send a whole number.")})
    return key


def day_in(args: Mapping[str, str]) -> date:
    """Return the day that the address names, today where none; raise FieldsError."""
    text = args.get("day")
    if not text:
        return clock.today()
    try:
        day = day_of(text)
    except ValueError:
        day = None
    if day is None or day.year not in FAR:
        raise FieldsError({"day": _("A date is needed here, such as 2026-10-14.")})
    return day
