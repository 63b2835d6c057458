"""Pages of debts by role: the own, of own journals, of a group, of the college (clause 4.3)."""

from typing import Any, Final
from urllib.parse import urlencode

from flask import abort, request
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import Role
from access.session import db
from domain.clock import clock
from domain.typed import MOST_ID
from services.debt_lists import debts_of_student
from services.debt_overview import (
    Counts,
    debts_of_college,
    debts_of_group,
    debts_of_own_journals,
)
from services.diary import diary_owners
from services.make_up_lists import days_to_record
from views.debts.words import WORDS
from views.needs import needs

FAMILY: Final = frozenset({Role.student, Role.parent})
OVERSEES: Final = frozenset(
    {
        Role.module_admin,
        Role.curator,
        Role.methodist,
        Role.department_head,
        Role.deputy_director,
        Role.director,
    }
)


class DebtView(BaseView):
    """What is owed, as far as each role sees it."""

    route_base = "/debts"
    default_view = "debts"
    class_permission_name = str(Resource.debt)

    @expose("/")
    @needs(Action.read, Resource.debt)
    def debts(self) -> str:
        """Show the own debts, those in own journals, and those of the groups that are seen."""
        who = current_principal()
        parts: dict[str, Any] = {}
        if not FAMILY.isdisjoint(who.roles):
            parts |= _family(_number("student"))
        if Role.teacher in who.roles:
            parts["own"] = debts_of_own_journals(db.session, who)
            parts["to_record"] = days_to_record(db.session, who)
        if not OVERSEES.isdisjoint(who.roles):
            parts |= _college(_number("department"))
        return str(self.render_template("debts/index.html", **parts, **WORDS))

    @expose("/group/<int:group_id>")
    @needs(Action.read, Resource.debt)
    def group(self, group_id: int) -> str:
        """Show who in a group owes how much in which journal."""
        who = current_principal()
        if group_id > MOST_ID or who.roles <= FAMILY:
            abort(404)
        found = debts_of_group(db.session, group_id)
        if found is None:
            abort(404)
        return str(
            self.render_template(
                "debts/group.html",
                found=found,
                total=Counts.sum(one.counts for one in found.students),
                list_url=list_address(group=group_id),
                export_url=list_address("export", group=group_id),
            )
        )


def list_address(page: str = "list/", **filters: Any) -> str:
    """Return the address of the register of debts, open ones of today, narrowed by `filters`."""
    asked = {"open_on": clock.today().isoformat(), **filters}
    return f"/registers/debt/{page}?" + urlencode(asked)


def _family(student_id: int | None) -> dict[str, Any]:
    """Return whose debts are shown: the own or a child's, the first where none is chosen."""
    owners = diary_owners(db.session)
    ids = [owner.student_id for owner in owners]
    chosen = student_id if student_id in ids else next(iter(ids), None)
    owed = [] if chosen is None else debts_of_student(db.session, chosen)
    return {
        "owners": owners,
        "chosen": next((owner for owner in owners if owner.student_id == chosen), None),
        "owed": owed,
        "owed_count": sum(len(one.debts) for one in owed),
    }


def _college(department_id: int | None) -> dict[str, Any]:
    departments = debts_of_college(db.session)
    shown = [one for one in departments if department_id in (None, one.department_id)]
    most = max((group.counts.total for one in shown for group in one.groups), default=1)
    narrowed: dict[str, Any] = {"department": department_id} if department_id else {}
    return {
        "departments": departments,
        "shown": shown,
        "department_id": department_id,
        "total": Counts.sum(one.counts for one in shown),
        "most": most,
        "list_url": list_address(**narrowed),
        "export_url": list_address("export", **narrowed),
        "by_kind": {
            kind: list_address(kind=kind, **narrowed) for kind in ("absence", "topic", "work")
        },
    }


def _number(name: str) -> int | None:
    """Return a whole number of the address; None where it is missing, 404 where it is none."""
    text = request.args.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        abort(404)
    return int(text)
