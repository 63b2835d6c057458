"""Pages of disposal acts: the list, drafting, one act, its signature (10.7)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.control_enums import CommissionRole
from domain.disposal import LEAST_MEMBERS
from jobs.disposal import keep_act
from models.labels import label_of
from services.disposal_acts import (
    MOST_GROUND,
    change_act,
    delete_act,
    make_act,
    next_number,
    sign_act,
)
from services.disposal_lists import Act, find_act, list_acts, offered
from services.errors import ConflictError, FieldsError, NotFoundError
from views.disposal.asked import drafted_of
from views.disposal.words import against
from views.needs import needs, page_number

ACT: Final = Resource.disposal_act
SPARE: Final = 2  # empty lines of the commission beyond those that must be filled in
Answer = str | Response | tuple[str, int]


class DisposalView(BaseView):
    """Disposal acts for people."""

    route_base = "/disposal"
    default_view = "index"
    class_permission_name = str(ACT)

    @expose("/")
    @needs(Action.read, ACT)
    def index(self) -> str:
        """List the acts, drafts first, and say how many documents may be disposed of."""
        page = page_number()
        acts, more = list_acts(db.session, page)
        return str(
            self.render_template(
                "disposal/list.html",
                acts=acts,
                page=page,
                more=more,
                waiting=len(offered(db.session)),
                drafts=current_principal().may(Action.create, ACT),
                local=clock.local,
            )
        )

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, ACT)
    def new(self) -> Answer:
        """Draft an act."""
        if request.method == "GET":
            return self._form(None, _usual(), {})
        sent, who = _sent(), current_principal()
        try:
            key = make_act(db.session, who, drafted_of(sent))
        except FieldsError as wrong:
            db.session.rollback()
            return self._form(None, sent, wrong.errors), 422
        flash(_("The act is drafted. Print it, let the commission sign, then sign it here."),
              "success")  # fmt: skip
        return redirect(url_for(".show", pk=key))

    @expose("/<int:pk>")
    @needs(Action.read, ACT)
    def show(self, pk: int) -> str:
        """Show an act."""
        return self._page(_found(pk), {})

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @needs(Action.update, ACT)
    def edit(self, pk: int) -> Answer:
        """Change a draft."""
        act = _found(pk)
        if act.head.signed_at is not None:
            return redirect(url_for(".show", pk=pk))
        if request.method == "GET":
            return self._form(act, _values(act), {})
        sent = _sent()
        return self._do(
            pk,
            lambda: change_act(db.session, pk, drafted_of(sent)),
            lambda errors: self._form(_found(pk), sent, errors),
            _("The act is changed."),
        )

    @expose("/<int:pk>/delete", methods=["POST"])
    @needs(Action.delete, ACT)
    def delete(self, pk: int) -> Answer:
        """Delete a draft."""
        _found(pk)
        try:
            delete_act(db.session, pk)
        except NotFoundError:
            abort(404)
        except ConflictError as late:
            db.session.rollback()
            flash(late.sentence, "warning")
            return redirect(url_for(".show", pk=pk))
        flash(_("The draft is deleted."), "success")
        return redirect(url_for(".index"))

    @expose("/<int:pk>/sign", methods=["POST"])
    @needs(Action.update, ACT)
    def sign(self, pk: int) -> Answer:
        """Sign an act: its documents are disposed of."""

        def signed() -> None:
            if request.form.get("sure") != "yes":
                raise FieldsError({"sure": _("Tick that the commission has signed on paper.")})
            sign_act(db.session, current_principal(), pk)
            keep_act(pk)

        return self._do(
            pk,
            signed,
            lambda errors: self._page(_found(pk), errors),
            _("The act is signed: its documents are disposed of."),
        )

    def _do(
        self,
        pk: int,
        work: Callable[[], None],
        again: Callable[[Mapping[str, str]], str],
        done: str,
    ) -> Answer:
        """Do `work` and come back to the act; show what was wrong in the page of `again`."""
        try:
            work()
        except NotFoundError:
            abort(404)
        except FieldsError as wrong:
            db.session.rollback()
            return again(wrong.errors), 422
        except ConflictError as late:
            db.session.rollback()
            flash(late.sentence, "warning")
            return redirect(url_for(".show", pk=pk))
        flash(done, "success")
        return redirect(url_for(".show", pk=pk))

    def _page(self, act: Act, errors: Mapping[str, str]) -> str:
        who = current_principal()
        return str(
            self.render_template(
                "disposal/show.html",
                act=act,
                head=act.head,
                against=against(act),
                errors=errors,
                label_of=label_of,
                local=clock.local,
                keeps=who.may(Action.update, ACT) and act.head.signed_at is None,
                sees_archive=who.may(Action.read, Resource.archived_report),
                builds=who.may(Action.create, Resource.report_run),
            )
        )

    def _form(self, act: Act | None, values: Mapping[str, Any], errors: Mapping[str, str]) -> str:
        papers = {one.id: one for one in offered(db.session)}
        papers |= {one.id: one for one in act.papers} if act else {}
        members = list(values["members"])
        least = 1 + LEAST_MEMBERS + SPARE
        members += [{"name": "", "position": ""}] * max(SPARE, least - len(members))
        return str(
            self.render_template(
                "disposal/form.html",
                act=act,
                papers=sorted(papers.values(), key=lambda one: (one.group, one.code)),
                chosen=set(values["documents"]),
                values=values,
                members=members,
                errors=errors,
                today=clock.today(),
                most_ground=MOST_GROUND,
                least=LEAST_MEMBERS,
            )
        )


def _found(pk: int) -> Act:
    try:
        return find_act(db.session, pk)
    except NotFoundError:
        abort(404)


def _usual() -> dict[str, Any]:
    """Return what a new act usually says: all documents whose time is over."""
    return {
        "number": next_number(db.session),
        "drawn_on": clock.today().isoformat(),
        "ground": _("The time of keeping that clause 10.7 of the regulation names is over."),
        "members": [],
        "documents": [one.id for one in offered(db.session)],
    }


def _values(act: Act) -> dict[str, Any]:
    head = act.head
    return {
        "number": head.number,
        "drawn_on": head.drawn_on.isoformat(),
        "ground": head.ground,
        "members": [{"name": one.name, "position": one.position} for one in act.members],
        "documents": [one.id for one in act.papers],
    }


def _sent() -> dict[str, Any]:
    """Return the form as drafted_of() reads it: the first line of the commission is its chair."""
    names, positions = request.form.getlist("name"), request.form.getlist("position")
    roles = [CommissionRole.chairman, *[CommissionRole.member] * max(len(names) - 1, 0)]
    members = [
        {"role": str(role), "name": name, "position": position}
        for role, name, position in zip(roles, names, positions, strict=False)
        if name.strip() or position.strip()
    ]
    documents = request.form.getlist("document")
    keys = [int(one) for one in documents if one.isascii() and one.isdigit() and len(one) < 10]
    fields = {name: request.form.get(name, "") for name in ("number", "drawn_on", "ground")}
    return {**fields, "members": members, "documents": keys}
