"""What is wrong with a timetable, one sentence for each kind of conflict."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from domain.timetable import Clash, ClashKind, Pair
from services.timetable_pairs import Compared

_A_MONDAY: Final = date(2026, 8, 31)


def place_said(pair: Pair) -> str:
    """Return «Monday, pair 1» in the reader's language."""
    name = _weekday(str(get_locale()), pair.weekday)
    return _("%(weekday)s, pair %(pair)d", weekday=name, pair=pair.pair)


@lru_cache(maxsize=64)
def _weekday(locale: str, weekday: int) -> str:
    """Return the name of a weekday (1 Monday …): a large timetable says them a thousand times."""
    day = _A_MONDAY + timedelta(days=weekday - 1)
    return str(format_date(day, "EEEE", locale)).capitalize()


def sentence_of(compared: Compared, clash: Clash, pairs: Sequence[Pair]) -> str:
    """Return what `clash` says of `pairs`, which it concerns, lowest id first."""
    titles = [compared.state.courses[pair.course].title for pair in pairs]
    words = {
        "one": titles[0] if titles else "",
        "other": titles[-1] if titles else "",
        "all": "; ".join(titles),
        "place": place_said(pairs[0]) if pairs else "",
        "when": _when(compared, clash),
        "found": clash.found,
        "wanted": clash.wanted,
    }
    return _SENTENCES[clash.kind](compared, clash, words)


def _when(compared: Compared, clash: Clash) -> str:
    """Return «from 07.09.2026, 8 days», or the day where it is only one."""
    if not clash.days:
        return ""
    first = f"{compared.state.days.earliest(clash.days):%d.%m.%Y}"
    count = clash.days.bit_count()
    if count == 1:
        return first
    return ngettext(
        "from %(first)s, %(num)d day", "from %(first)s, %(num)d days", count, first=first
    )


def _teacher(compared: Compared, clash: Clash) -> str:
    return compared.names.teachers.get(clash.who, "—")


def _room(compared: Compared, clash: Clash) -> str:
    return compared.names.rooms.get(clash.who, "—")


def _hours(compared: Compared, clash: Clash, words: dict[str, Any]) -> str:
    course = compared.state.courses[clash.who]
    words = {**words, "one": course.title, "less": clash.wanted - clash.found}
    if clash.found < clash.wanted:
        return _(
            "%(one)s: the timetable gives %(found)d of %(wanted)d hours of the load, "
            "%(less)d too few.",
            **words,
        )
    words["more"] = clash.found - clash.wanted
    return _(
        "%(one)s: the timetable gives %(found)d hours, the load has %(wanted)d: %(more)d too many.",
        **words,
    )


Say = Callable[[Compared, Clash, dict[str, Any]], str]
_SENTENCES: Final[dict[ClashKind, Say]] = {
    ClashKind.teacher: lambda c, clash, w: _(
        "%(who)s has two lessons at once: %(one)s and %(other)s. %(place)s, %(when)s.",
        who=_teacher(c, clash), **w,
    ),
    ClashKind.room: lambda c, clash, w: _(
        "Room %(room)s is taken twice: %(one)s and %(other)s. %(place)s, %(when)s.",
        room=_room(c, clash), **w,
    ),
    ClashKind.group: lambda _c, _clash, w: _(
        "A group has two lessons at once: %(one)s and %(other)s. %(place)s, %(when)s.", **w
    ),
    ClashKind.subgroup: lambda _c, _clash, w: _(
        "A subgroup has two lessons at once: %(one)s and %(other)s. %(place)s, %(when)s.", **w
    ),
    ClashKind.stream: lambda _c, _clash, w: _(
        "One stream, but not one teacher and room: %(one)s and %(other)s. %(place)s, %(when)s.",
        **w,
    ),
    ClashKind.absence: lambda c, clash, w: _(
        "%(who)s is away: %(one)s. %(place)s, %(when)s. Change the teacher for these days.",
        who=_teacher(c, clash), **w,
    ),
    ClashKind.weekday: lambda _c, _clash, w: _(
        "%(one)s: nobody studies then. %(place)s.", **w
    ),
    ClashKind.vacancy: lambda _c, _clash, w: _(
        "%(one)s has no teacher. %(place)s, %(when)s.", **w
    ),
    ClashKind.bell: lambda _c, _clash, w: _(
        "%(one)s: no bell tells when the pair begins. %(place)s.", **w
    ),
    ClashKind.no_room: lambda _c, _clash, w: _("%(one)s has no room. %(place)s.", **w),
    ClashKind.capacity: lambda c, clash, w: _(
        "Room %(room)s has %(wanted)d seats, but %(found)d students come: %(all)s. %(place)s.",
        room=_room(c, clash), **w,
    ),
    ClashKind.room_kind: lambda c, clash, w: _(
        "%(one)s has laboratory work only, but room %(room)s is not equipped for it. %(place)s.",
        room=_room(c, clash), **w,
    ),
    ClashKind.hours: _hours,
}  # fmt: skip
