"""The page of what a teacher has to do in the own journals."""

from collections.abc import Mapping
from typing import Any, Final

from flask import abort, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import RemarkState
from domain.typed import whole
from services.duties import duties
from services.duty_shapes import Duty, DutyKind, Urgency
from services.journal_columns import JournalName
from services.remark_lists import open_remarks
from views.deadlines.words import due_words, moved_words, span
from views.inspections.words import remark_words
from views.journal.words import with_subgroup
from views.needs import needs

MOST_LINES: Final = 200  # of one group of the list; more are narrowed by the journal
MOST_NAMES: Final = 6
TONES: Final = {Urgency.late: "bad", Urgency.today: "warn", Urgency.soon: "info", Urgency.news: ""}


class DutyView(BaseView):
    """What is due today, soon and late, each leading to its cell."""

    route_base = "/duties"
    default_view = "index"
    class_permission_name = str(Resource.duty)

    @expose("/")
    @needs(Action.read, Resource.duty)
    def index(self) -> str:
        """Show the duties of the teacher, of all journals or of one."""
        journal_id = _journal(request.args)
        found = duties(db.session, current_principal(), journal_id)
        groups = [
            (urgency, label, found.counts[urgency], _lines(found.lines, urgency))
            for urgency, label in urgencies().items()
            if found.counts[urgency]
        ]
        return str(
            self.render_template(
                "duty/index.html",
                groups=groups,
                counts=[(_label(u), found.counts[u], TONES[u]) for u in (*Urgency,)[:3]],
                journals=[(one.gradebook_id, journal_label(one)) for one in found.journals],
                chosen=journal_id,
                most=MOST_LINES,
                remarks=_remarks(journal_id),
            )
        )


def _remarks(journal_id: int | None) -> list[dict[str, Any]]:
    """Return the remarks of inspectors that the teacher has to answer (5.3, 7.3)."""
    who = current_principal()
    if not who.may(Action.update, Resource.inspection_remark) or not who.employee_id:
        return []
    books = None if journal_id is None else [journal_id]
    found = open_remarks(db.session, gradebook_ids=books, teacher_id=who.employee_id)
    return [remark_words(one) for one in found if one.state is RemarkState.open]


def _journal(args: Mapping[str, str]) -> int | None:
    try:
        return whole(args.get("journal"))
    except ValueError:
        abort(404)


def _label(urgency: Urgency) -> str:
    return urgencies()[urgency]


def urgencies() -> dict[Urgency, str]:
    """Return the names of the groups of the list, in their order."""
    return {
        Urgency.late: _("Overdue"),
        Urgency.today: _("Today"),
        Urgency.soon: _("Soon"),
        Urgency.news: _("Answers"),
    }


def journal_label(journal: JournalName) -> str:
    """Return «ИС-21 / 1 · ОП.01 Операционные системы»."""
    return f"{_whom(journal)} · {journal.title}"


def _whom(journal: JournalName) -> str:
    return with_subgroup(journal.group, journal.subgroup)


def _lines(lines: tuple[Duty, ...], urgency: Urgency) -> list[dict[str, Any]]:
    chosen = [duty for duty in lines if duty.urgency is urgency]
    return [duty_line(duty) for duty in chosen[:MOST_LINES]]


def duty_line(duty: Duty) -> dict[str, Any]:
    """Return what the template of a line shows."""
    is_told = duty.urgency is not Urgency.news
    return {
        "day": duty.held_on,
        "pair": duty.pair,
        "link": link_of(duty),
        "phone_link": _phone_link(duty) or link_of(duty),
        "journal": journal_label(duty.journal),
        "code": f"{_whom(duty.journal)} · {duty.journal.index_code}",
        "what": duty.what,
        "title": title_of(duty),
        "names": ", ".join(duty.students[:MOST_NAMES]),
        "more_names": max(0, len(duty.students) - MOST_NAMES),
        "due": due_words(duty.verdict) if is_told else "",
        "tone": TONES[duty.urgency],
        "excuse": moved_words(duty.verdict),
        "ask": _ask(duty),
    }


def _ask(duty: Duty) -> str:
    """Return where a correction window is asked for, where the duty takes one first."""
    return url_for("WindowView.new", lesson=duty.lesson_id) if duty.is_closed else ""


def title_of(duty: Duty) -> str:
    """Return all that is to be done."""
    names = {
        DutyKind.lesson: _("the lesson"),
        DutyKind.topic: _("its topic"),
        DutyKind.homework: _("its homework"),
    }
    missing = [names[kind] for kind in duty.kinds if kind in names]
    if missing:
        return _("Record %(what)s", what=", ".join(missing))
    return wanted(duty, duty.kinds[0])


def wanted(duty: Duty, kind: DutyKind) -> str:
    """Return what is to be done beside recording a lesson."""
    match kind:
        case DutyKind.results:
            count = len(duty.students)
            return ngettext("%(num)d result is missing", "%(num)d results are missing", count)
        case DutyKind.make_up:
            count = duty.number or 0
            return ngettext(
                "Record what came of a make-up day: %(num)d student",
                "Record what came of a make-up day: %(num)d students",
                count,
            )
        case DutyKind.semester:
            return _("Close semester %(number)s", number=duty.number)
    return _window(duty, kind)


def _window(duty: Duty, kind: DutyKind) -> str:
    days = "" if duty.days is None else span(*duty.days)
    at = "" if duty.at is None else f"{clock.local(duty.at):%d.%m.%Y %H:%M}"
    if kind is DutyKind.window:
        return _("Lessons of %(days)s are open for corrections until %(at)s", days=days, at=at)
    return _("A window for lessons of %(days)s was refused on %(at)s", days=days, at=at)


def link_of(duty: Duty) -> str:
    """Return the address at which it is done: for a lesson its very column of the grid."""
    key = duty.journal.gradebook_id
    if duty.lesson_id is not None:
        return url_for("JournalView.grid", gradebook_id=key, lesson=duty.lesson_id)
    if DutyKind.make_up in duty.kinds:
        return url_for("MakeUpDayView.day", make_up_id=duty.key)
    if DutyKind.semester in duty.kinds:
        return url_for("ClosingView.closing", gradebook_id=key, semester=duty.number)
    if DutyKind.refusal in duty.kinds:
        return url_for("WindowView.show", pk=duty.key)
    return url_for("JournalView.grid", gradebook_id=key)


def _phone_link(duty: Duty) -> str | None:
    if duty.lesson_id is None:
        return None
    return url_for(
        "JournalView.lesson", gradebook_id=duty.journal.gradebook_id, lesson_id=duty.lesson_id
    )


__all__ = ["TONES", "DutyView", "duty_line", "link_of", "urgencies"]
