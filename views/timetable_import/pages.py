"""Pages of importing a timetable: sending, what would be done, names by kind, writing."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.enums import ImportKind
from exchange.asc import read_timetable
from models import Semester
from models.labels import label_of
from services.errors import FieldsError, NotFoundError
from services.import_choices import remember
from services.import_conflicts import conflicts_of_import
from services.import_names import How, Match
from services.semester_now import semester_now
from services.timetable_import import Preview, import_timetable
from views.needs import needs
from views.timetable_import.asked import (
    MOST_BYTES,
    PURPOSE,
    choice_in,
    kept_timetable,
    kind_in,
    mode_in,
    pairs_in,
    preview_of,
    semester_in,
)
from views.timetable_import.words import SOURCES
from views.uploads import forget_file, keep_file, sent_file, takes_file

SLOT: Final = Resource.timetable_slot
LISTED: Final = 100  # lines of a list that a page shows
MOST_NAMES: Final = 400  # of a kind, on one page
Answer = str | Response | tuple[str, int]


class TimetableImportView(BaseView):
    """Importing a file of aSc Timetables step by step; the file waits for the last one."""

    route_base = "/timetable/import"
    default_view = "start"
    class_permission_name = str(Resource.import_name)

    @expose("/")
    @needs(Action.create, SLOT)
    def start(self) -> str:
        """Ask for the file and the semester."""
        return self._start({})

    @expose("/", methods=["POST"])
    @needs(Action.create, SLOT)
    @takes_file(MOST_BYTES)
    def send(self) -> Answer:
        """Take the file; go on to what it would do."""
        try:
            semester = semester_in(request.form.get("semester"))
            sent = sent_file(MOST_BYTES, ".xml")
            preview_of(read_timetable(sent.content), semester, ())
        except FieldsError as wrong:
            db.session.rollback()
            return self._start(wrong.errors), 422
        return redirect(url_for(".file", token=keep_file(PURPOSE, sent), semester=semester))

    def _start(self, errors: dict[str, str]) -> str:
        now = semester_now(db.session)
        rows = db.session.scalars(select(Semester).order_by(Semester.starts_on.desc()).limit(20))
        return str(
            self.render_template(
                "timetable_import/start.html",
                semesters=[(one.id, str(one)) for one in rows],
                semester=request.form.get("semester", str(now.id) if now else ""),
                errors=errors,
            )
        )

    @expose("/file/<string:token>")
    @needs(Action.create, SLOT)
    def file(self, token: str) -> Answer:
        """Show what importing the file would do, with what is not matched yet."""
        return self._file(token, request.args.get("semester"), request.args.getlist("p"), {})

    def _file(
        self, token: str, semester: object, pairs: Sequence[object], errors: dict[str, str]
    ) -> Answer:
        try:
            kept, file = kept_timetable(token)
            preview = preview_of(file, semester, pairs)
        except NotFoundError as gone:
            return self._gone(gone.sentence)
        except FieldsError as wrong:
            db.session.rollback()
            return self._start(wrong.errors), 422
        conflicts = conflicts_of_import(db.session, preview, "replace")
        plan = preview.plan
        missing = [one for one in plan.left_out if not one.is_warning]
        notes = [one for one in plan.left_out if one.is_warning]
        page = self.render_template(
            "timetable_import/file.html",
            token=token,
            name=kept.name,
            file=file,
            preview=preview,
            plan=plan,
            query=_query(preview, pairs),
            chosen=pairs_in(pairs) is not None,
            kinds=[_kind_line(preview, kind) for kind in ImportKind],
            periods=sorted(file.periods, key=lambda period: period.number),
            missing=missing[:LISTED],
            missing_count=len(missing),
            notes=notes[:LISTED],
            notes_count=len(notes),
            conflicts=None if conflicts is None else conflicts[:LISTED],
            conflict_count=len(conflicts or ()),
            gone=preview.there - preview.same,
            errors=errors,
        )
        return (str(page), 422) if errors else str(page)

    @expose("/file/<string:token>/names/<string:kind>", methods=["GET", "POST"])
    @needs(Action.create, SLOT)
    def names(self, token: str, kind: str) -> Answer:
        """Say what the names of a kind stand for."""
        try:
            which = kind_in(kind)
            kept, file = kept_timetable(token)
            pairs = request.args.getlist("p")
            preview = preview_of(file, request.args.get("semester"), pairs)
        except NotFoundError as gone:
            return self._gone(gone.sentence)
        except FieldsError:
            abort(404)
        matches = preview.matches.listed(which)[:MOST_NAMES]
        errors: dict[int, str] = {}
        if request.method == "POST":
            errors = _remember(which, matches)
            if not errors:
                return redirect(url_for(".file", token=token) + "?" + _query(preview, pairs))
        page = self.render_template(
            "timetable_import/names.html",
            token=token,
            name=kept.name,
            kind=which,
            title=label_of(which),
            query=_query(preview, pairs),
            rows=list(enumerate(matches)),
            source=_source(which, preview.semester.id),
            how=How,
            errors=errors,
        )
        return (str(page), 422) if errors else str(page)

    @expose("/file/<string:token>/run", methods=["POST"])
    @needs(Action.create, SLOT)
    def run(self, token: str) -> Answer:
        """Write the file into the timetable."""
        pairs = request.form.getlist("p")
        try:
            _kept, file = kept_timetable(token)
            preview = preview_of(file, request.form.get("semester"), pairs)
            mode, bells = mode_in(request.form.get("mode")), request.form.get("bells") == "1"
            db.session.rollback()
            done = import_timetable(db.session, current_principal(), preview, mode, bells)
        except NotFoundError as gone:
            return self._gone(gone.sentence)
        except FieldsError as wrong:
            db.session.rollback()
            return self._file(token, request.form.get("semester"), pairs, wrong.errors)
        forget_file(token)
        flash(
            _(
                "Imported: %(added)s added, %(changed)s changed, %(removed)s removed, "
                "%(kept)s as they were.",
                added=done.added,
                changed=done.changed,
                removed=done.removed,
                kept=done.kept,
            ),
            "success",
        )
        return redirect("/timetable/edit")

    def _gone(self, sentence: str) -> Answer:
        db.session.rollback()
        return self._start({"file": sentence}), 404


def _remember(kind: ImportKind, matches: Sequence[Match]) -> dict[int, str]:
    """Keep what was changed on the page of names; return what is wrong by line."""
    asked: list[int] = []
    choices = []
    for number, match in enumerate(matches):
        given = {
            name: request.form.get(f"{name}-{number}", "") for name in ("target", "never", "create")
        }
        if not _is_as_shown(match, given):
            asked.append(number)
            choices.append(choice_in(given, kind, match.name))
    try:
        remember(db.session, current_principal(), choices)
    except FieldsError as wrong:
        db.session.rollback()
        found = wrong.errors.items()
        return {asked[int(name.partition(".")[0])]: sentence for name, sentence in found}
    return {}


def _query(preview: Preview, pairs: Sequence[object]) -> str:
    return urlencode(
        {"semester": preview.semester.id, "p": [str(one) for one in pairs]}, doseq=True
    )


def _kind_line(preview: Preview, kind: ImportKind) -> dict[str, Any]:
    found = preview.matches.listed(kind)
    return {
        "kind": kind,
        "label": label_of(kind),
        "count": len(found),
        "open": preview.matches.open(kind),
        "never": sum(one.how is How.never for one in found),
    }


def _source(kind: ImportKind, semester_id: int) -> str:
    return f"{SOURCES[kind]}/{semester_id}" if kind is ImportKind.subject else SOURCES[kind]


def _is_as_shown(match: Match, given: dict[str, str]) -> bool:
    """Return whether a line was left as the page showed it."""
    shown = match.target_text if match.kind is ImportKind.subject else match.target_id
    never = match.how is How.never
    return (
        (given["target"] or None) == (str(shown) if shown is not None else None)
        and (given["never"] == "1") == never
        and given["create"] != "1"
    )
