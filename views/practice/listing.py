"""The page with the list of practices and its filters."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import Role
from domain.clock import clock
from domain.enums import ItemKind
from models import AcademicYear
from services.journal_columns import year_begun
from services.practice_lists import PAGE, PracticeFilter, PracticeState, list_practices, offered
from services.practice_view import may_place
from views.needs import page_number
from views.practice.forms import key
from views.practice.screens import STATES, state_badge

ALL_YEARS = "all"


def list_page(session: Session, args: Mapping[str, str]) -> str:
    """Return the list for the present principal."""
    who, page = current_principal(), page_number()
    years = session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())).all()
    asked = _asked(session, args, list(years))
    found = list_practices(session, asked, page)
    own = who.roles <= {Role.student, Role.parent}
    query = {name: value for name, value in args.items() if value and name != "page"}
    return render_template(
        "practice/list.html",
        lines=[(one, state_badge(one.row)) for one in found.lines],
        count=found.count,
        asked=asked,
        years=years,
        all_years=args.get("year") == ALL_YEARS or own,
        offered=None if own else offered(session, asked.year),
        states=[(state, STATES[state][0]) for state in PracticeState],
        is_narrowed=any(
            value for name, value in args.items() if name not in ("page", "year") and value
        ),
        places=may_place(who),
        links=who.may(Action.create, Resource.practice_link),
        reports=who.may(Action.create, Resource.report_run),
        previous=_address(query, page - 1) if page else None,
        next=_address(query, page + 1) if (page + 1) * PAGE < found.count else None,
        first=page * PAGE + 1,
        last=page * PAGE + len(found.lines),
    )


def _asked(session: Session, args: Mapping[str, str], years: list[AcademicYear]) -> PracticeFilter:
    who = current_principal()
    chosen = next((year for year in years if year.id == key(args.get("year"))), None)
    if args.get("year") == ALL_YEARS or who.roles <= {Role.student, Role.parent}:
        year = None
    else:
        year = chosen or year_begun(session, clock.today())
    kind, state = args.get("kind", ""), args.get("state", "")
    return PracticeFilter(
        year,
        key(args.get("group")),
        key(args.get("item")),
        key(args.get("base")),
        key(args.get("head")),
        ItemKind(kind) if kind in set(ItemKind) else None,
        PracticeState(state) if state in set(PracticeState) else None,
        args.get("q", "").replace("\0", "").strip()[:100],
    )


def _address(query: Mapping[str, str], page: int) -> str:
    return f"/practice/?{urlencode({**query, 'page': page})}"
