"""What an enterprise's head of practice opens by a one-off link, without signing in (5.5.13).

The address is the only right; see docs/adr/0017-one-off-links.md. A wrong, expired or revoked one
gets the same 404 as any address that is not there.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from flask import Response, abort, flash, g, redirect, render_template, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from access.matrix import Resource
from access.session import db, unscoped
from domain.clock import clock
from domain.practice import MARKS, USUAL_HOURS, shared_out, totals
from domain.typed import whole
from services.errors import FieldsError, NotFoundError
from services.practice_days import DayInput
from services.practice_proposals import OpenedLink, Proposal, open_link, propose
from services.practice_rows import PlacementRow
from services.practice_view import study_days
from views.practice.forms import key, said
from views.weekdays import weekday_letters

LONGEST: Final = 100  # characters of a token
MOST_BYTES: Final = 64 * 1024  # of what one student's form sends


class EnterpriseView(BaseView):
    """Open to whoever knows an address: it shows the days of its practices and takes proposals."""

    route_base = "/p"
    default_view = "show"
    class_permission_name = str(Resource.practice_link)

    @expose("/<string:token>", methods=["GET"])
    def show(self, token: str) -> Response:
        """Show the students whose practice the link is for."""
        return _page(_open(token))

    @expose("/<string:token>", methods=["POST"])
    def propose(self, token: str) -> Response | AnyResponse:
        """Take what is proposed for one student."""
        if (request.content_length or 0) > MOST_BYTES:
            abort(413)
        link = _open(token)
        wanted = key(request.form.get("placement"))
        row = next((one for one in link.places if one.id == wanted), None)
        if row is None:
            abort(404)
        try:
            proposal = Proposal(row.id, _days_in(request.form, link, row), _mark(request.form))
            done = propose(db.session, token, proposal, request.remote_addr, g.request_id)
        except NotFoundError:
            db.session.rollback()
            abort(404)
        except FieldsError as wrong:
            db.session.rollback()
            for sentence in list(dict.fromkeys(wrong.errors.values()))[:8]:
                flash(sentence, "danger")
        else:
            if done.days or done.mark:
                flash(_("Sent to the college: thank you."), "success")
            elif not done.kept:
                flash(_("Nothing has changed."), "info")
            if done.kept:
                flash(_("Days that the college confirmed stay as they are."), "warning")
        return redirect(f"/p/{token}#s{row.id}")


def wrong_address(response: AnyResponse) -> bool:
    """Return whether an answer counts against who guesses addresses."""
    return response.status_code == 404


def _open(token: str) -> OpenedLink:
    link = open_link(db.session, token) if len(token) <= LONGEST else None
    if link is None:
        abort(404)
    return link


def _page(link: OpenedLink) -> Response:
    letters, today = weekday_letters(), clock.today()
    students = []
    for row in link.places:
        known = {day.day: day for day in link.days.get(row.id, ())}
        lines = [
            (day, letters[day.isoweekday()], known.get(day))
            for day in sorted({*_studied(row), *known})
            if day <= today
        ]
        sums = totals(row.hours, [day.fact for day in known.values()])
        students.append((row, lines, sums))
    body = render_template(
        "practice/enterprise.html",
        link=link,
        students=students,
        marks=MARKS,
        today=today,
        base=link.places[0].base or "",
    )
    answer = Response(body)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _studied(row: PlacementRow) -> list[date]:
    # The study calendar names nobody; who has no account has no scope to read it with.
    with unscoped("the study days of a practice that was opened by its link") as session:
        return study_days(session, row.starts_on, row.ends_on)


def _days_in(form: Mapping[str, str], link: OpenedLink, row: PlacementRow) -> tuple[DayInput, ...]:
    """Return the proposed days: those of the practice until today, whatever else is sent.

    With «all» the days left empty get their share of the hours.
    """
    known = {day.day: day for day in link.days.get(row.id, ())}
    studied = _studied(row)
    empty = [day for day in studied if day not in known]
    taken = sum(day.hours for day in known.values())
    shares = shared_out(empty, row.hours, taken) if form.get("do") == "all" else {}
    found = []
    for day in sorted({*studied, *known}):
        name, absent = f"{day:%Y%m%d}", f"a{day:%Y%m%d}" in form
        what = form.get(f"w{name}", "").strip()
        try:
            hours = whole(form.get(f"h{name}", "").strip())
        except ValueError:
            raise FieldsError({name: _("%(day)s: hours are a number.", day=said(day))}) from None
        if hours is None and (absent or what):
            hours = shares.get(day) or USUAL_HOURS
        if hours is None and day <= clock.today():
            hours = shares.get(day)
        if hours is not None:
            found.append(DayInput(row.id, day, hours, absent, what))
    return tuple(found)


def _mark(form: Mapping[str, str]) -> str | None:
    return form.get("mark") or None
