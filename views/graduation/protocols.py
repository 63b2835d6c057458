"""Pages of the state final attestation: protocols, one protocol, the summary of a group."""

from typing import Any, Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import ExaminerRole, ProtocolKind
from domain.final_protocol import KINDS
from domain.quality import Quality
from domain.typed import MOST_ID
from models.mark_labels import mark_in_words
from services.errors import FieldsError, NotFoundError, ServiceError
from services.final_summary import final_summary
from services.graduating import headed_groups
from services.line_entry import read_day, shown
from services.protocol_heading import FIELDS, change_heading
from services.protocol_rows import Member, Protocol, find_protocol, protocol_heads
from services.protocol_words import lack_words
from services.protocols import (
    delete_protocol,
    make_protocol,
    save_marks,
    set_lines,
    set_members,
    sign_protocol,
)
from views.graduation import lines
from views.load.asked import number
from views.needs import needs

PROTOCOL: Final = Resource.final_protocol
MEMBER: Final = Resource.protocol_member
ROLES: Final = (ExaminerRole.chairman, ExaminerRole.member, ExaminerRole.secretary)
BLANK_SEATS: Final = 2


class FinalProtocolView(BaseView):
    """Protocols for people."""

    route_base = "/final"
    default_view = "index"
    class_permission_name = str(PROTOCOL)

    @expose("/")
    @needs(Action.read, PROTOCOL)
    def index(self) -> str:
        """Show the protocols, filtered by group, and the groups' summaries."""
        group_id = number(request.args.get("group"))
        every = protocol_heads(db.session, current_principal())
        groups = {head.group_id: head.group for head in every}
        found = [head for head in every if group_id in (None, head.group_id)]
        return self._page("final", found=found, groups=groups, group_id=group_id)

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, PROTOCOL)
    def new(self) -> str | Response:
        """Make a protocol for a group and a day."""
        who = current_principal()
        if request.method == "POST":
            try:
                key = make_protocol(db.session, who, *protocol_in(request.form))
                flash(_("The protocol is made."), "success")
                return redirect(f"/final/{key}")
            except ServiceError as refusal:
                lines.refuse(refusal)
        return self._page(
            "final_new", groups=headed_groups(db.session, who), kinds=KINDS, given=request.values
        )

    @expose("/<int:protocol_id>")
    @needs(Action.read, PROTOCOL)
    def protocol(self, protocol_id: int) -> str:
        """Show a protocol; to the head, to be filled in."""
        found = _one(protocol_id)
        head = found.head
        field = "code" if head.kind is ProtocolKind.thesis else "points"
        writes = head.heads and not head.is_signed
        seats = list(found.members) + [Member(ExaminerRole.member, "", "")] * BLANK_SEATS
        if not found.members:
            seats = [Member(role, "", "") for role in ROLES] + seats[:BLANK_SEATS]
        return self._page(
            "final_protocol",
            protocol=found,
            head=head,
            writes=writes,
            held=head.held_on <= clock.today(),
            lacks=lack_words(found),
            seats=seats,
            roles=ROLES,
            field_name=field,
            was=lines.was_of({one.id: {field: getattr(one, field)} for one in found.lines}),
            prints=current_principal().may(Action.create, Resource.report_run),
        )

    @expose("/<int:protocol_id>/heading", methods=["POST"])
    @needs(Action.update, PROTOCOL)
    def heading(self, protocol_id: int) -> Response:
        """Save the number and the day."""
        _one(protocol_id)
        sent = {name: request.form[name] for name in FIELDS if name in request.form}
        return self._do(
            protocol_id,
            lambda: change_heading(db.session, current_principal(), protocol_id, sent),
            _("The number and the day are saved."),
        )

    @expose("/<int:protocol_id>/members", methods=["POST"])
    @needs(Action.update, MEMBER)
    def members(self, protocol_id: int) -> Response:
        """Save the commission."""
        _one(protocol_id)
        return self._do(
            protocol_id,
            lambda: set_members(
                db.session, current_principal(), protocol_id, members_in(request.form)
            ),
            _("The commission is saved."),
        )

    @expose("/<int:protocol_id>/lines", methods=["POST"])
    @needs(Action.update, PROTOCOL)
    def students(self, protocol_id: int) -> Response:
        """Save who stands in the protocol."""
        _one(protocol_id)
        keys = [key for text in request.form.getlist("line") if (key := number(text))]
        return self._do(
            protocol_id,
            lambda: set_lines(db.session, current_principal(), protocol_id, keys),
            _("The list of students is saved."),
        )

    @expose("/<int:protocol_id>/marks", methods=["POST"])
    @needs(Action.update, PROTOCOL)
    def marks(self, protocol_id: int) -> Response:
        """Save the marks or points."""
        found = _one(protocol_id)
        field = "code" if found.head.kind is ProtocolKind.thesis else "points"
        typed = lines.lines_in(request.form, (field,))
        names = {line.id: line.student for line in found.lines}
        try:
            entered = save_marks(db.session, current_principal(), protocol_id, typed)
            lines.said(entered, names)
        except ServiceError as refusal:
            lines.refuse(refusal)
        return redirect(f"/final/{protocol_id}")

    @expose("/<int:protocol_id>/sign", methods=["GET", "POST"])
    @needs(Action.update, PROTOCOL)
    def sign(self, protocol_id: int) -> str | Response:
        """Ask, then sign."""
        found = _one(protocol_id)
        if request.method == "POST":
            return self._do(
                protocol_id,
                lambda: sign_protocol(db.session, current_principal(), protocol_id),
                _("The protocol is signed."),
            )
        return self._page("final_sign", protocol=found, head=found.head, lacks=lack_words(found))

    @expose("/<int:protocol_id>/delete", methods=["GET", "POST"])
    @needs(Action.delete, PROTOCOL)
    def delete(self, protocol_id: int) -> str | Response:
        """Ask, then delete an unsigned protocol without marks."""
        found = _one(protocol_id)
        if request.method == "POST":
            try:
                delete_protocol(db.session, current_principal(), protocol_id)
                flash(_("The protocol is deleted."), "success")
                return redirect("/final/")
            except ServiceError as refusal:
                lines.refuse(refusal)
                return redirect(f"/final/{protocol_id}")
        return self._page("final_delete", head=found.head)

    @expose("/summary/<int:group_id>")
    @needs(Action.read, PROTOCOL)
    def summary(self, group_id: int) -> str:
        """Show the summary of a group's final attestation."""
        if group_id > MOST_ID:
            abort(404)
        try:
            found = final_summary(db.session, current_principal(), group_id)
        except NotFoundError:
            abort(404)
        return self._page(
            "final_summary",
            found=found,
            shares=shares,
            prints=current_principal().may(Action.create, Resource.report_run),
        )

    @staticmethod
    def _do(protocol_id: int, deed: Any, said: str) -> Response:
        try:
            deed()
            flash(said, "success")
        except ServiceError as refusal:
            lines.refuse(refusal)
        return redirect(f"/final/{protocol_id}")

    def _page(self, name: str, **values: Any) -> str:
        return str(
            self.render_template(
                f"graduation/{name}.html",
                makes=current_principal().may(Action.create, PROTOCOL),
                field=lines.name_of,
                shown=shown,
                words=mark_in_words,
                today=clock.today(),
                **values,
            )
        )


def _one(protocol_id: int) -> Protocol:
    if protocol_id > MOST_ID:
        abort(404)
    try:
        return find_protocol(db.session, current_principal(), protocol_id)
    except NotFoundError:
        abort(404)


def protocol_in(form: Any) -> tuple[int, ProtocolKind, Any, str]:
    """Return group, kind, day and number of a form or of texts; raise FieldsError."""
    errors: dict[str, str] = {}
    group_id = number(str(form.get("group") or ""))
    if group_id is None:
        errors["group"] = _("Choose a group.")
    kind = str(form.get("kind") or "")
    if kind not in KINDS:
        errors["kind"] = _("Choose what the protocol is about.")
    day = None
    try:
        day = read_day(str(form.get("held_on") or "").strip())
    except ValueError as fault:
        errors["held_on"] = str(fault)
    if errors:
        raise FieldsError(errors)
    return group_id or 0, ProtocolKind(kind), day, str(form.get("number") or "")


def members_in(form: MultiDict[str, str]) -> list[Member]:
    """Return the commission of a form's lists «role», «name», «position»; empty lines are left."""
    rows = zip(form.getlist("role"), form.getlist("name"), form.getlist("position"), strict=False)
    return [
        Member(ExaminerRole(role) if role in ROLES else ExaminerRole.member, name, position)
        for role, name, position in rows
        if name.strip() or position.strip()
    ]


def shares(quality: Quality) -> list[tuple[str, str]]:
    """Return the totals of a column in words: marks, success, quality, degree of training."""
    found = [(f"«{code}»", str(count)) for code, count in quality.distribution.items()]
    for label, value in (
        (_("success"), quality.success),
        (_("quality"), quality.quality),
        (_("degree of training"), quality.degree),
    ):
        found.append((label, "—" if value is None else f"{shown(value)} %"))
    return found
