"""Links for enterprises: the list, a new one shown once, revoking."""

from typing import Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from services.errors import FieldsError, NotFoundError, ServiceError
from services.practice_links import (
    LinkRow,
    MadeLink,
    links_of,
    make_link,
    renew_link,
    revoke_link,
)
from services.practice_rows import PlacementRow
from services.practice_view import group_practices, may_link
from views.needs import needs
from views.practice import forms

LINK: Final = Resource.practice_link
Answer = str | Response | tuple[str, int]


class PracticeLinkView(BaseView):
    """The college's side of links: who made which, and for whom."""

    route_base = "/practice/links"
    default_view = "links"
    class_permission_name = str(LINK)

    @expose("/")
    @needs(Action.read, LINK)
    def links(self) -> str:
        """Show the links that the person sees."""
        may = current_principal().may(Action.delete, LINK)
        page = self.render_template("practice/links.html", links=links_of(db.session), revokes=may)
        return str(page)

    @expose("/new/<int:group_id>/<int:item_id>", methods=["GET", "POST"])
    @needs(Action.create, LINK)
    def new(self, group_id: int, item_id: int) -> Answer:
        """Choose the students of one base, make the link and show it, this once."""
        rows = _rows(group_id, item_id)
        error = ""
        if request.method == "POST":
            allowed = {row.id for row in rows}
            ids = {one for one in map(forms.key, request.form.getlist("chosen")) if one in allowed}
            try:
                name = request.form.get("enterprise_head", "")
                made = make_link(db.session, current_principal(), [one for one in ids if one], name)
            except FieldsError as wrong:
                db.session.rollback()
                error = wrong.sentence
            except ServiceError as refusal:
                forms.refuse(refusal)
            else:
                return self._made(made, f"/practice/group/{group_id}/{item_id}"), 201
        chosen = set(map(forms.key, request.form.getlist("chosen"))) or set(
            map(forms.key, request.args.getlist("chosen"))
        )
        page = self.render_template(
            "practice/new_link.html",
            rows=rows,
            bases=_by_base(rows),
            chosen=chosen,
            error=error,
            name=request.form.get("enterprise_head")
            or next((row.enterprise_head for row in rows if row.enterprise_head), ""),
        )
        return (str(page), 422) if error else str(page)

    @expose("/<int:pk>/renew", methods=["GET", "POST"])
    @needs(Action.update, LINK)
    def renew(self, pk: int) -> Answer:
        """Ask whether a link is to get a new address, and show it, this once."""
        found = _link(pk)
        if request.method == "GET":
            return str(self.render_template("practice/renew.html", link=found))
        try:
            made = renew_link(db.session, current_principal(), pk)
        except ServiceError as refusal:
            forms.refuse(refusal)
            return redirect("/practice/links/")
        return self._made(made, "/practice/links/"), 201

    def _made(self, made: MadeLink, back: str) -> str:
        address = f"{request.host_url.rstrip('/')}/p/{made.token}"
        page = self.render_template("practice/made.html", made=made, address=address, back=back)
        return str(page)

    @expose("/<int:pk>/revoke", methods=["GET", "POST"])
    @needs(Action.delete, LINK)
    def revoke(self, pk: int) -> Answer:
        """Ask whether a link is to be revoked, and revoke it."""
        found = _link(pk)
        if request.method == "GET":
            return str(self.render_template("practice/revoke.html", link=found))
        try:
            revoke_link(db.session, current_principal(), pk)
        except ServiceError as refusal:
            forms.refuse(refusal)
        else:
            flash(_("The link is revoked. It opens nothing any more."), "success")
        return redirect("/practice/links/")


def _link(pk: int) -> LinkRow:
    found = next((one for one in links_of(db.session) if one.id == pk), None)
    if found is None:
        abort(404)
    return found


def _rows(group_id: int, item_id: int) -> list[PlacementRow]:
    """Return the practices that a link can be made for; 404 where there is none."""
    if max(group_id, item_id) > MOST_ID:
        abort(404)
    who = current_principal()
    try:
        found = [one.row for one in group_practices(db.session, group_id, item_id)]
    except NotFoundError:
        abort(404)
    rows = [
        row for row in found if row.base_id and not row.signed_at and may_link(who, row.head_id)
    ]
    if not rows:
        abort(404)
    return rows


def _by_base(rows: list[PlacementRow]) -> dict[str, list[PlacementRow]]:
    found: dict[str, list[PlacementRow]] = {}
    for row in rows:
        found.setdefault(row.base or "", []).append(row)
    return found
