"""The pages of practice: the list, a student's practice with its diary, results and signature."""

from typing import Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from services.errors import FieldsError, NotFoundError, ServiceError
from services.practice_days import confirm_days, fill_days, record_days, reject_days
from services.practice_results import copy_competences, decide_mark, set_competences, set_results
from services.practice_signing import sign_practices
from services.practice_view import Practice, load_practice, may_keep, shown_days, study_days
from services.practice_words import sentences
from views.needs import needs
from views.practice import forms
from views.practice.listing import list_page
from views.practice.screens import practice_page

PLACEMENT: Final = Resource.practice_placement
Answer = str | Response | tuple[str, int]


class PracticeView(BaseView):
    """Practices for people: the head of practice writes, the others look."""

    route_base = "/practice"
    default_view = "practices"
    class_permission_name = str(PLACEMENT)

    @expose("/")
    @needs(Action.read, PLACEMENT)
    def practices(self) -> str:
        """Show the practices that the person sees, to search and to narrow."""
        return list_page(db.session, request.args)

    @expose("/<int:pk>")
    @needs(Action.read, PLACEMENT)
    def practice(self, pk: int) -> str:
        """Show a student's practice."""
        return practice_page(db.session, _load(pk))

    @expose("/<int:pk>/days", methods=["POST"])
    @needs(Action.update, Resource.practice_day)
    def days(self, pk: int) -> Answer:
        """Record days, share the hours out, confirm or reject what an enterprise proposes."""
        practice, who = _load(pk), current_principal()
        seen = forms.seen_in(request.form)
        some = [forms.key(request.form["day"]) or 0] if "day" in request.form else None
        try:
            match request.form.get("do"):
                case "fill":
                    _say_filled(fill_days(db.session, who, [pk]))
                case "confirm":
                    _say_confirmed(confirm_days(db.session, who, [pk], some, seen))
                case "reject":
                    _say_rejected(reject_days(db.session, who, [pk], some, seen))
                case _:
                    row = practice.row
                    studied = study_days(db.session, row.starts_on, row.ends_on)
                    wanted = forms.days_in(request.form, practice, shown_days(studied, [practice]))
                    record_days(db.session, who, wanted)
                    flash(_("The diary is saved."), "success")
        except ServiceError as refusal:
            forms.refuse(refusal)
        return redirect(f"/practice/{pk}#diary")

    @expose("/<int:pk>/competences", methods=["POST"])
    @needs(Action.update, Resource.practice_competence)
    def competences(self, pk: int) -> Answer:
        """Write the competences of the attestation sheet, or copy them from another student."""
        _load(pk)
        who, source = current_principal(), forms.key(request.form.get("source"))
        try:
            if request.form.get("do") == "copy":
                if source is None:
                    raise FieldsError({"source": _("Choose a student to copy from.")})
                levels = "levels" in request.form
                added = copy_competences(db.session, who, source, [pk], levels=levels)
                flash(ngettext("%(num)d competence added.", "%(num)d competences added.", added))
            else:
                lists = request.form.to_dict(flat=False)
                set_competences(db.session, who, pk, forms.competences_in(lists))
                flash(_("The competences are saved."), "success")
        except ServiceError as refusal:
            forms.refuse(refusal)
        return redirect(f"/practice/{pk}#competences")

    @expose("/<int:pk>/results", methods=["POST"])
    @needs(Action.update, PLACEMENT)
    def results(self, pk: int) -> Answer:
        """Write diary, characteristic and mark, or decide on the mark that was proposed."""
        _load(pk)
        who, do = current_principal(), request.form.get("do")
        try:
            if do in ("accept", "refuse"):
                decide_mark(db.session, who, [pk], accepts=do == "accept")
                flash(_("The mark is taken.") if do == "accept" else _("The mark is dropped."))
            else:
                set_results(db.session, who, pk, forms.results_in(request.form))
                flash(_("The results are saved."), "success")
        except ServiceError as refusal:
            forms.refuse(refusal)
        return redirect(f"/practice/{pk}#results")

    @expose("/<int:pk>/sign", methods=["GET", "POST"])
    @needs(Action.update, PLACEMENT)
    def sign(self, pk: int) -> Answer:
        """Ask whether a practice is to be signed, and sign it."""
        practice, who = _load(pk), current_principal()
        if not may_keep(who, practice.row.head_id):
            abort(403)
        if request.method == "GET":
            remarks = sentences(practice.verdicts)
            page = self.render_template("practice/sign.html", practice=practice, remarks=remarks)
            return str(page)
        try:
            found = sign_practices(db.session, who, [pk])
        except ServiceError as refusal:
            forms.refuse(refusal)
        else:
            for sentence in found.blocked.get(pk, ()):
                flash(sentence, "danger")
            if found.signed:
                flash(_("The practice is signed. It does not change any more."), "success")
        return redirect(f"/practice/{pk}")


def _load(pk: int) -> Practice:
    if pk > MOST_ID:
        abort(404)
    try:
        return load_practice(db.session, pk)
    except NotFoundError:
        abort(404)


def _say_filled(count: int) -> None:
    said = ngettext("%(num)d day is filled in.", "%(num)d days are filled in.", count)
    flash(said if count else _("No study day until today is empty."), "success")


def _say_confirmed(count: int) -> None:
    flash(ngettext("%(num)d day is confirmed.", "%(num)d days are confirmed.", count), "success")


def _say_rejected(count: int) -> None:
    flash(ngettext("%(num)d proposal is rejected.", "%(num)d proposals are rejected.", count))
