"""The pages that change which curriculum holds: a new version, the groups of it, taking it back."""

from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db, set_writing
from domain.clock import clock
from models import Curriculum
from services.checks.curriculum_use import refusal
from services.curriculum_groups import candidates, planned_move, point_groups
from services.curriculum_plans import curriculum_of
from services.curriculum_use import groups_of
from services.curriculum_versions import discard, supersede
from services.errors import FieldsError, NotFoundError
from views.needs import needs

Answer = str | tuple[str, int] | Response


class CurriculumVersionView(BaseView):
    """Versions of a curriculum, for who keeps them."""

    route_base = "/curricula"
    class_permission_name = str(Resource.curriculum)

    @expose("/<int:pk>/supersede", methods=["GET", "POST"])
    @needs(Action.create, Resource.curriculum)
    def supersede(self, pk: int) -> Answer:
        """Ask from which day a new version is in force, and make it."""
        curriculum, errors = self._found(pk), {}
        if request.method == "POST":
            try:
                day, note = day_in(request.form, "in_force_from"), request.form.get("note", "")
                made = supersede(db.session, current_principal(), pk, day, note)
                key, name = made.id, str(made)
                db.session.commit()
            except FieldsError as refused:
                errors = refused.errors
            else:
                flash(
                    _("Version made: %(name)s. Change it, then point groups.", name=name), "success"
                )
                return redirect(url_for("CurriculumView.tree", pk=key))
        return self._page("supersede.html", curriculum, errors, day=_next_year())

    @expose("/<int:pk>/groups", methods=["GET", "POST"])
    @needs(Action.update, Resource.curriculum)
    def groups(self, pk: int) -> Answer:
        """Choose groups and a day, look at what follows, confirm."""
        curriculum, errors, move = self._found(pk), {}, None
        who, chosen = current_principal(), ids_in(request.form.getlist("group"))
        if request.method == "POST":
            try:
                day = day_in(request.form, "from")
                if request.form.get("then") == "point":
                    done = point_groups(db.session, who, pk, chosen, day)
                    names = ", ".join(group.name for group in done.groups)
                    db.session.commit()
                    flash(
                        _("These groups follow this version now: %(names)s.", names=names),
                        "success",
                    )
                    return redirect(url_for("CurriculumView.tree", pk=pk))
                move = planned_move(db.session, who, pk, chosen, day)
            except FieldsError as refused:
                errors = refused.errors
        return self._page(
            "groups.html",
            curriculum,
            errors,
            offered=candidates(db.session, curriculum),
            own=groups_of(db.session, pk),
            chosen=chosen,
            move=move,
            day=curriculum.in_force_from or clock.today(),
        )

    @expose("/<int:pk>/discard", methods=["GET", "POST"])
    @needs(Action.delete, Resource.curriculum)
    def discard(self, pk: int) -> Answer:
        """Ask, and delete a version that nobody uses with everything in it."""
        curriculum, errors = self._found(pk), {}
        if request.method == "POST":
            name = str(curriculum)
            try:
                discard(db.session, current_principal(), pk)
                db.session.commit()
            except FieldsError as refused:
                errors = refused.errors
            else:
                flash(_("Deleted: %(name)s.", name=name), "success")
                return redirect(url_for("CurriculumView.curricula"))
        elif sentence := refusal(db.session, pk):
            errors = {"_": sentence}
        return self._page("discard.html", curriculum, errors)

    def _found(self, pk: int) -> Curriculum:
        try:
            return curriculum_of(db.session, pk)
        except NotFoundError:
            raise NotFound from None

    def _page(
        self, template: str, curriculum: Curriculum, errors: dict[str, str], **context: Any
    ) -> Answer:
        """Return the page, answered 422 where something is wrong with what was sent."""
        failed = bool(errors) and request.method == "POST"
        if failed:
            db.session.rollback()
        set_writing(False)
        page = self.render_template(
            f"curriculum/{template}",
            curriculum=curriculum,
            errors=errors,
            given=request.form,
            **context,
        )
        return (str(page), 422) if failed else str(page)


def day_in(values: Any, name: str) -> date:
    """Return the day in the field `name`; raise FieldsError where it is none."""
    try:
        return date.fromisoformat(str(values.get(name) or ""))
    except ValueError:
        raise FieldsError({name: _("Give a day.")}) from None


def ids_in(values: Any) -> list[int]:
    """Return the keys in `values`; what is no key is left out, so that it chooses nothing."""
    return [int(v) for v in values if str(v).isascii() and str(v).isdigit() and len(str(v)) < 10]


def _next_year() -> date:
    """Return the first of September that comes next."""
    today = clock.today()
    return date(today.year + (today >= date(today.year, 9, 1)), 9, 1)
