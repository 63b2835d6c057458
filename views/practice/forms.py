"""What the forms of practice send, read into values; what is no value is said in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from flask import abort, flash
from flask_babel import gettext as _

from access.session import db
from domain.enums import CompetenceLevel
from domain.practice import USUAL_HOURS
from domain.practice_cells import ABSENT, cell_text, parse_cell
from domain.typed import MOST_ID, day_of, instant_of, whole
from services.errors import FieldsError, NotAllowedError, NotFoundError, ServiceError
from services.practice_days import DayInput
from services.practice_results import CompetenceInput, Results
from services.practice_view import Practice

Form = Mapping[str, str]


def key(text: str | None) -> int | None:
    """Return a key that a form or an address holds, None for anything else."""
    if text is None or not (text.isascii() and text.isdigit()) or not 0 < int(text[:12]) <= MOST_ID:
        return None
    return int(text) if len(text) < 12 else None


def refuse(refusal: ServiceError) -> None:
    """Say a refusal on the next page, having let nothing of the unit stay; 404 for a foreign row.

    403 where the person may never do it.
    """
    db.session.rollback()
    if isinstance(refusal, NotFoundError):
        abort(404)
    if type(refusal) is NotAllowedError:
        abort(403)
    said = refusal.errors.values() if isinstance(refusal, FieldsError) else [refusal.sentence]
    for sentence in list(dict.fromkeys(said))[:8]:
        flash(sentence, "danger")


def days_in(form: Form, practice: Practice, days: Sequence[date]) -> list[DayInput]:
    """Return the days of a practice's own form that differ from what is recorded.

    Raises FieldsError for hours that are no number.
    """
    found = []
    for day in days:
        name = f"{day:%Y%m%d}"
        if f"h{name}" not in form:
            continue
        known = practice.day(day)
        text = form[f"h{name}"].strip()
        absent, what = f"a{name}" in form, form.get(f"w{name}", "").strip()
        try:
            hours = whole(text) if text else (USUAL_HOURS if absent else None)
        except ValueError:
            raise FieldsError({name: _("%(day)s: hours are a number.", day=said(day))}) from None
        if known is None and hours is None and not what:
            continue
        if hours is None and what:
            raise FieldsError({name: _("%(day)s: write the hours too.", day=said(day))})
        if known is not None and (known.hours, known.is_absent, known.what or "") == (
            hours,
            absent,
            what,
        ):
            continue
        found.append(DayInput(practice.row.id, day, hours, absent, what))
    return found


def cells_in(
    form: Form, was: Mapping[str, str], practices: Sequence[Practice], days: Sequence[date]
) -> Iterator[DayInput]:
    """Yield the cells of a group's grid that were changed by hand; raise FieldsError."""
    for practice in practices:
        for day in days:
            name = cell_name(practice, day)
            text = form.get(name)
            if text is None or text.strip() == was.get(name, ""):
                continue
            try:
                cell = parse_cell(text, USUAL_HOURS)
            except ValueError:
                raise FieldsError(
                    {
                        name: _(
                            "%(student)s, %(day)s: hours or «%(absent)s», for example %(example)s.",
                            absent=ABSENT,
                            example=f"6, {ABSENT}6",
                            student=practice.row.student,
                            day=said(day),
                        )
                    }
                ) from None
            hours, absent = cell or (None, False)
            yield DayInput(practice.row.id, day, hours, absent)


def cell_name(practice: Practice, day: date) -> str:
    """Return the name of a cell of a group's grid."""
    return f"d{practice.row.id}-{day:%Y%m%d}"


def cells_of(practices: Sequence[Practice]) -> dict[str, str]:
    """Return the texts of the cells of a group's grid by name."""
    return {
        cell_name(one, day.day): cell_text(day.hours, day.is_absent)
        for one in practices
        for day in one.days
    }


def competences_in(form: Mapping[str, Sequence[str]]) -> list[CompetenceInput]:
    """Return the competences of a form's lists «code», «title», «level»; empty lines are left."""
    lines = zip(form.get("code", ()), form.get("title", ()), form.get("level", ()), strict=False)
    found = []
    for code, title, level in lines:
        if code.strip() or title.strip():
            chosen = CompetenceLevel(level) if level in set(CompetenceLevel) else None
            found.append(CompetenceInput(code.strip(), title.strip(), chosen))
    return found


def results_in(form: Form) -> Results:
    """Return diary, characteristic and mark of a form; raise FieldsError."""
    return Results(
        day_in(form, "diary_checked_on"), form.get("characteristic", ""), form.get("mark") or None
    )


def day_in(form: Form, name: str) -> date | None:
    """Return a day of a form, None where empty; raise FieldsError."""
    text = form.get(name, "").strip()
    try:
        return day_of(text) if text else None
    except ValueError:
        raise FieldsError({name: _("Write a day such as 14.12.2026.")}) from None


def seen_in(form: Form) -> datetime | None:
    """Return up to which proposal the form was looked at; what is no instant counts as all."""
    try:
        return instant_of(form.get("seen", ""))
    except ValueError:
        return None


def last_proposed(practices: Sequence[Practice]) -> str:
    """Return the instant of the latest proposal among `practices`, as a form carries it."""
    times = [day.proposed_at for one in practices for day in one.proposed if day.proposed_at]
    return f"{max(times).isoformat()}+00:00" if times else ""


def said(day: date) -> str:
    """Return a day as people read it."""
    return f"{day:%d.%m.%Y}"
