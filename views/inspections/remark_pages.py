"""Pages of remarks: the list, one remark with its log, the answer and the decision on it."""

from collections.abc import Callable
from typing import Final

from flask import abort, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from services import remarks as acts
from services.notices import mark_read_of
from services.remark_lists import (
    RemarksAsked,
    ShowRemarks,
    entries_of,
    find_remark,
    list_remarks,
)
from services.remark_making import change_remark, drop_remark
from views.inspections.answers import Answer, Errors, choices, done, form, known, number
from views.inspections.asked import change_of, said_of
from views.inspections.words import entry_words, remark_words, show_remarks_word
from views.needs import needs, page_number, sought

REMARK: Final = Resource.inspection_remark


class RemarkView(BaseView):
    """Remarks, for the teacher who answers and the inspector who decides."""

    route_base = "/remarks"
    default_view = "remarks"
    class_permission_name = str(REMARK)

    @expose("/")
    @needs(Action.read, REMARK)
    def remarks(self) -> str:
        """List remarks, what is due first first."""
        who, page = current_principal(), page_number()
        show = request.args.get("show", "")
        asked = RemarksAsked(
            show=ShowRemarks(show) if show in set(ShowRemarks) else None,
            department_id=number("department"),
            group_id=number("group"),
            teacher_id=number("teacher"),
            author_id=who.user_id if request.args.get("mine") == "1" else None,
            text=sought(),
        )
        found, more = list_remarks(db.session, who, asked, page)
        return str(
            self.render_template(
                "inspections/remarks.html",
                lines=[remark_words(one) for one in found],
                asked=asked,
                mine=asked.author_id is not None,
                writes=who.may(Action.create, REMARK),
                shows=[(str(one), show_remarks_word(one)) for one in ShowRemarks],
                page=page,
                more=more,
                query={k: v for k, v in request.args.items() if k != "page" and v},
                **choices(db.session, asked.department_id),
            )
        )

    @expose("/<int:pk>")
    @needs(Action.read, REMARK)
    def show(self, pk: int) -> Answer:
        """Show a remark with all that happened to it."""
        acts.look_again(db.session, known(pk))
        mark_read_of(db.session, f"/remarks/{pk}")
        return self._page(pk, {})

    @expose("/<int:pk>/answer", methods=["POST"])
    @needs(Action.update, REMARK)
    def answer(self, pk: int) -> Answer:
        """Answer as the teacher."""
        return self._do(
            pk,
            lambda: acts.answer_remark(db.session, current_principal(), pk, _text()),
            _("The answer is sent."),
        )

    @expose("/<int:pk>/close", methods=["POST"])
    @needs(Action.update, REMARK)
    def close(self, pk: int) -> Answer:
        """Close as the inspector."""
        return self._do(
            pk,
            lambda: acts.close_remark(db.session, current_principal(), pk, _text()),
            _("The remark is closed."),
        )

    @expose("/<int:pk>/return", methods=["POST"])
    @needs(Action.update, REMARK)
    def give_back(self, pk: int) -> Answer:
        """Return the answer with words."""
        return self._do(
            pk,
            lambda: acts.return_remark(db.session, current_principal(), pk, _text()),
            _("The answer is returned."),
        )

    @expose("/<int:pk>/prolong", methods=["POST"])
    @needs(Action.update, REMARK)
    def prolong(self, pk: int) -> Answer:
        """Give more time."""

        def work() -> None:
            text, due_on = said_of(form("text", "due_on"), "due_on")
            acts.prolong_remark(db.session, current_principal(), pk, due_on, text)

        return self._do(pk, work, _("The day is moved."))

    @expose("/<int:pk>/reopen", methods=["POST"])
    @needs(Action.update, REMARK)
    def reopen(self, pk: int) -> Answer:
        """Open a closed remark again."""
        return self._do(
            pk,
            lambda: acts.reopen_remark(db.session, current_principal(), pk, _text()),
            _("The remark is open again."),
        )

    @expose("/<int:pk>/change", methods=["POST"])
    @needs(Action.update, REMARK)
    def change(self, pk: int) -> Answer:
        """Change a remark that the teacher does not have yet."""

        def work() -> None:
            change_remark(db.session, current_principal(), pk, *change_of(form("text", "due_on")))

        return self._do(pk, work, _("Saved."))

    @expose("/<int:pk>/delete", methods=["POST"])
    @needs(Action.delete, REMARK)
    def delete(self, pk: int) -> Answer:
        """Take a remark back that the teacher does not have yet."""
        found = find_remark(db.session, known(pk))

        def work() -> str:
            drop_remark(db.session, current_principal(), pk)
            return f"/inspections/{found.inspection_id}#remarks" if found else "/remarks/"

        return done(work, _("The remark is taken back."), lambda wrong: self._page(pk, wrong))

    def _do(self, pk: int, work: Callable[[], object], said: str) -> Answer:
        known(pk)

        def act() -> str:
            work()
            return f"/remarks/{pk}"

        return done(act, said, lambda wrong: self._page(pk, wrong))

    def _page(self, pk: int, errors: Errors) -> str:
        who = current_principal()
        found = find_remark(db.session, pk)
        if found is None or (found.is_draft and not who.may(Action.create, REMARK)):
            abort(404)
        escalated = found.escalated_at is not None
        decides = acts.may_decide(who, found.author_id, is_escalated=escalated)
        return str(
            self.render_template(
                "inspections/remark.html",
                one=remark_words(found),
                entries=[entry_words(one) for one in entries_of(db.session, [pk])[pk]],
                decides=decides and not found.is_draft,
                drafts=found.is_draft and found.author_id == who.user_id,
                answers=not found.is_draft
                and found.closed_at is None
                and acts.may_answer(db.session, who, pk),
                today=clock.today().isoformat(),
                due_on=found.due_on.isoformat(),
                errors=errors,
                sent=form("text", "due_on"),
            )
        )


def _text() -> str:
    return said_of(form("text"))[0]
