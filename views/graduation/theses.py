"""Pages of theses: the groups, a group's lines by role, one thesis, making them (5.5.13)."""

from typing import Any, Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import STAFF
from access.session import db
from domain.clock import clock
from domain.thesis import MARKS, may_be_admitted
from domain.typed import MOST_ID
from domain.verdict import Severity, Verdict
from services.errors import FieldsError, NotAllowedError, NotFoundError, ServiceError
from services.graduating import headed_group, headed_groups
from services.line_entry import shown
from services.theses import FIELDS, delete_thesis, fields_of, save_theses, values_of
from services.thesis_making import Wanted, make_theses, supervisors, without_thesis
from services.thesis_rows import ThesisRow, find_thesis, thesis_ids, thesis_page, thesis_rows
from services.thesis_words import sentence
from views.graduation import lines
from views.load.asked import number
from views.needs import needs, page_number, sought

THESIS: Final = Resource.thesis
PAGE: Final = 50  # lines of the list


class ThesisView(BaseView):
    """Theses for people."""

    route_base = "/theses"
    default_view = "index"
    class_permission_name = str(THESIS)

    @expose("/")
    @needs(Action.read, THESIS)
    def index(self) -> str:
        """Show the groups with theses and how far each is; to a student the own one."""
        who = current_principal()
        text = sought()
        found = thesis_page(db.session, who, text, page_number(), PAGE)
        groups: dict[tuple[int, str], list[ThesisRow]] = {}
        for row in found.rows:
            groups.setdefault((row.group_id, row.group), []).append(row)
        return self._page(
            "theses",
            groups=groups,
            by_group=found.by_group,
            is_own=who.roles.isdisjoint(STAFF),
            text=text,
            count=found.total,
            page=page_number(),
            pages=-(-found.total // PAGE),
        )

    @expose("/group/<int:group_id>")
    @needs(Action.read, THESIS)
    def group(self, group_id: int) -> str:
        """Show the theses of a group; what is the person's to write as fields."""
        found = _group(group_id)
        writable = {row.id: fields_of(row) for row in found}
        heads = any(row.heads for row in found)
        return self._page(
            "theses_group",
            found=found,
            first=found[0],
            writable=writable,
            writes=any(writable.values()),
            heads=heads,
            without=_missing(group_id) if heads else 0,
            chosen=supervisors(db.session, group_id) if heads else [],
            was=lines.was_of({row.id: values_of(row) for row in found if writable[row.id]}),
        )

    @expose("/group/<int:group_id>", methods=["POST"])
    @needs(Action.update, THESIS)
    def save(self, group_id: int) -> Response:
        """Save the lines."""
        names = {row.id: row.student for row in _group(group_id)}
        typed = [one for one in lines.lines_in(request.form, FIELDS) if one.key in names]
        try:
            lines.said(save_theses(db.session, current_principal(), typed), names)
        except ServiceError as refusal:
            lines.refuse(refusal)
        return redirect(f"/theses/group/{group_id}")

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, THESIS)
    def new(self) -> str | Response:
        """Make the theses of a group: topics pasted as a column, supervisors by appointment."""
        who = current_principal()
        group_id = number(request.values.get("group"))
        group, free, chosen = None, [], []
        if group_id is not None:
            try:
                group = headed_group(db.session, who, group_id, THESIS)
            except (NotFoundError, NotAllowedError):
                abort(404)
            free = without_thesis(db.session, group)
            chosen = supervisors(db.session, group_id)
        if request.method == "POST":
            if group is None:
                return redirect("/theses/new")
            try:
                keys = make_theses(
                    db.session, who, group.id, _wanted(free), request.form.get("topic_order", "")
                )
                said = ngettext("%(num)d thesis is made.", "%(num)d theses are made.", len(keys))
                flash(said, "success")
                return redirect(f"/theses/group/{group.id}")
            except ServiceError as refusal:
                lines.refuse(refusal)
        return self._page(
            "theses_new",
            groups=headed_groups(db.session, who),
            group=group,
            free=free,
            chosen=chosen,
            given=request.form,
        )

    @expose("/<int:thesis_id>")
    @needs(Action.read, THESIS)
    def thesis(self, thesis_id: int) -> str:
        """Show one thesis with what stands against its admission."""
        row = _one(thesis_id)
        return self._page("thesis", row=row, deletes=_deletes(row))

    @expose("/<int:thesis_id>/delete", methods=["GET", "POST"])
    @needs(Action.delete, THESIS)
    def delete(self, thesis_id: int) -> str | Response:
        """Ask, then delete a thesis that has no mark."""
        row = _one(thesis_id)
        if request.method == "POST":
            try:
                group_id = delete_thesis(db.session, current_principal(), thesis_id)
                flash(_("The thesis is deleted."), "success")
                return redirect(f"/theses/group/{group_id}")
            except ServiceError as refusal:
                lines.refuse(refusal)
                return redirect(f"/theses/{thesis_id}")
        if not row.heads:
            abort(403)
        return self._page("thesis_delete", row=row, deletes=_deletes(row))

    def _page(self, name: str, **values: Any) -> str:
        return str(
            self.render_template(
                f"graduation/{name}.html",
                makes=current_principal().may(Action.create, THESIS),
                state=state,
                sentence=sentence,
                tone=tone,
                field=lines.name_of,
                shown=shown,
                marks=MARKS,
                today=clock.today(),
                **values,
            )
        )


def _deletes(row: ThesisRow) -> bool:
    return row.heads and row.code is None and row.protocol_id is None


def _group(group_id: int) -> list[ThesisRow]:
    if group_id > MOST_ID:
        abort(404)
    who = current_principal()
    found = thesis_rows(db.session, who, thesis_ids(db.session, group_id=group_id))
    if not found:
        abort(404)
    return found


def _one(thesis_id: int) -> ThesisRow:
    if thesis_id > MOST_ID:
        abort(404)
    try:
        return find_thesis(db.session, current_principal(), thesis_id)
    except NotFoundError:
        abort(404)


def _missing(group_id: int) -> int:
    group = headed_group(db.session, current_principal(), group_id, THESIS)
    return len(without_thesis(db.session, group))


def _wanted(free: list[int]) -> list[Wanted]:
    """Return the lines of the form that have a topic; raise FieldsError without a supervisor."""
    found = []
    usual = number(request.form.get("appointment"))
    for key in free:
        topic = request.form.get(f"{key}-topic", "").strip()
        chosen = number(request.form.get(f"{key}-appointment")) or usual
        if topic and chosen is None:
            raise FieldsError({"appointment": _("Choose who supervises.")})
        if topic:
            found.append(Wanted(key, topic, chosen or 0))
    return found


def tone(verdict: Verdict) -> str:
    """Return the tone of a verdict."""
    return "bad" if verdict.severity is Severity.fault else "warn"


def state(row: ThesisRow) -> tuple[str, str]:
    """Return the tone and the words of how far a thesis is."""
    if row.is_frozen:
        return "ok", _("protocol signed")
    if row.code is not None:
        return "ok", _("defended")
    if row.is_admitted:
        return "ok", _("admitted")
    if row.is_admitted is False:
        return "bad", _("not admitted")
    if may_be_admitted(list(row.verdicts)):
        return "info", _("ready for admission")
    return "warn", _("in work")
