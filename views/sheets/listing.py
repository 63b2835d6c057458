"""The register of attestation sheets as a page asks for it, and as a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import current_app
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.admission import SHEET_FORMS
from domain.clock import clock
from domain.enums import AttestationForm
from models import AcademicYear, Semester, StudyGroup
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row
from services.journal_columns import year_begun
from services.sheet_lists import MOST, ListedSheet, SheetsAsked, list_sheets
from services.sheet_words import attempt_words, day_words, form_words
from views.load.asked import number

SIZE: Final = 50
STATES: Final = ("open", "signed")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for, and what the filters offer."""

    asked: SheetsAsked
    page: int
    years: tuple[AcademicYear, ...]
    semesters: tuple[tuple[int, int], ...]
    groups: tuple[tuple[int, str], ...]

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but the year narrows the register."""
        one = self.asked
        return bool(one.semester_id or one.group_id or one.form or one.state or one.text)

    def address(self, path: str, **more: Any) -> str:
        """Return `path` with what was asked."""
        one = self.asked
        query = {
            "year": one.year_id,
            "semester": one.semester_id,
            "group": one.group_id,
            "form": one.form,
            "state": one.state,
            "q": one.text,
        } | more
        return f"{path}?{urlencode({name: value for name, value in query.items() if value})}"


def read(session: Session, args: Mapping[str, str], page: int) -> Filters:
    """Read the address; what is no number or no word of a filter counts as not asked."""
    years = tuple(session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())))
    year_id = number(args.get("year"))
    if year_id is None:
        present = year_begun(session, clock.today())
        year_id = present.id if present else None
    semesters = select(Semester.id, Semester.number).where(Semester.academic_year_id == year_id)
    groups = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.search_name)
    form = args.get("form", "")
    asked = SheetsAsked(
        year_id,
        number(args.get("semester")),
        number(args.get("group")),
        AttestationForm(form) if form in SHEET_FORMS else None,
        args.get("state", "") if args.get("state") in STATES else "",
        args.get("q", "").replace("\0", "").strip()[:100],
    )
    return Filters(
        asked,
        page,
        years,
        tuple((row.id, row.number) for row in session.execute(semesters.order_by("number"))),
        tuple((row.id, row.name) for row in session.execute(groups)),
    )


def state_words(one: ListedSheet) -> tuple[str, str]:
    """Return the tone and the words of a sheet's state."""
    if one.head.is_signed:
        return "ok", _("signed")
    if one.marked:
        return "info", _(
            "filled in: %(marked)d of %(listed)d", marked=one.marked, listed=one.listed
        )
    return "warn", _("not held yet")


def who_words(one: ListedSheet) -> str:
    """Return who examines, by surname, the chairman first."""
    people = sorted(one.examiners, key=lambda who: (who.role != "chairman", who.ordinal))
    return ", ".join(who.name.split(" ")[0] for who in people)


def as_dataset(session: Session, filters: Filters, who: Principal) -> Dataset:
    """Return the register as asked for, at most 2000 sheets, as a report's data."""
    page = list_sheets(session, filters.asked, first=0, size=MOST)
    year = next((one.name for one in filters.years if one.id == filters.asked.year_id), "")
    columns = (
        Column(_("No."), 10, Kind.number),
        Column(_("Date"), 20),
        Column(_("Group"), 22),
        Column(_("Discipline, module, practice"), 76),
        Column(_("Form"), 30),
        Column(_("Attempt"), 30),
        Column(_("Examiners"), 46),
        Column(_("Students"), 15, Kind.number),
        Column(_("Passed"), 15, Kind.number),
        Column(_("Signed at"), 22),
    )
    moment = format_date(clock.today(), "dd.MM.yyyy")
    notes: tuple[str, ...] = ()
    if page.count > len(page.sheets):
        notes = (_("There are more. Narrow the search."),)
    return Dataset(
        title=_("Register of attestation sheets"),
        columns=columns,
        rows=tuple(_row(one) for one in reversed(page.sheets)),
        facts=(Fact(_("Academic year"), year or _("all years")),),
        notes=notes,
        organisation=current_app.config["COLLEGE_NAME"],
        made_on=_("Made on %(moment)s · %(name)s", moment=moment, name=who.name),
        layout=Layout.landscape,
    )


def _row(one: ListedSheet) -> Row:
    head = one.head
    signed = format_date(clock.local(head.signed_at), "dd.MM.yyyy") if head.signed_at else "—"
    attempt = attempt_words(head.attempt, commission=False)
    cells = (
        *(head.number, day_words(head), head.group, head.item, form_words(head.form), attempt),
        *(who_words(one), one.listed, one.passed, signed),
    )
    return Row(cells)
