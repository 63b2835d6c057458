"""The monthly report on the activity of people, for the administrator and deputies (8.1, 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.roles import STAFF, Role
from domain.clock import clock
from domain.month import Month
from models.labels import label_of
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Form, Kind, Picture, Row, Series, Tone
from reports.kinds import MonthKind, month_name
from reports.params import Asked
from reports.performance_table import places
from services.activity_report import MonthActivity, PersonActivity, month_activity


@dataclass(frozen=True, slots=True)
class OneMonth:
    """What the report asks for."""

    month: Annotated[Month, Asked(MonthKind(), lazy_gettext("Month"))]


def dataset(session: Session, params: OneMonth) -> Dataset:
    """Return the activity by role, then each of the staff, then the days."""
    found = month_activity(session, params.month)
    everyone = found.people
    return Dataset(
        title=gettext("Activity of users"),
        facts=(
            Fact(gettext("Month"), month_name(params.month)),
            Fact(gettext("Accounts"), str(len(everyone))),
            Fact(gettext("Came in the month"), str(sum(one.came for one in everyone))),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
        ),
        columns=(
            Column(gettext("Role"), 58),
            *_counts(18),
        ),
        rows=tuple(_of_role(role, found.of(role)) for role in Role if found.of(role)),
        totals=(_sums(gettext("Total"), everyone),),
        notes=(
            gettext(
                "A person with several roles counts in each of them and once in the total. "
                "Changes: requests that changed something. Came: signed in or changed something "
                "in the month."
            ),
        ),
        signatures=places(),
        pictures=(_picture(found),),
        more=(_of_people(found), _of_days(found)),
    )


def _counts(width: float) -> tuple[Column, ...]:
    titles = (
        *(gettext("Accounts"), gettext("Came"), "%", gettext("Sign-ins")),
        *(gettext("Wrong passwords"), gettext("Changes"), gettext("Never came")),
    )
    return tuple(
        Column(title, width, Kind.percent if title == "%" else Kind.number, centred=True)
        for title in titles
    )


def _of_role(role: Role, people: Sequence[PersonActivity]) -> Row:
    return _sums(str(label_of(role)), people)


def _sums(name: str, people: Sequence[PersonActivity]) -> Row:
    came = sum(one.came for one in people)
    return Row(
        (
            name,
            len(people),
            came,
            round(100 * came / len(people), 1) if people else None,
            sum(one.sign_ins for one in people),
            sum(one.refusals for one in people),
            sum(one.writes for one in people),
            sum(one.last_login is None and not one.came for one in people),
        )
    )


def _of_people(found: MonthActivity) -> Dataset:
    """Return each of the staff; of students and families only how many came is told."""
    staff = [one for one in found.people if set(one.roles) & set(STAFF)]
    return Dataset(
        title=gettext("Staff"),
        columns=(
            Column(gettext("Name"), 50),
            Column(gettext("Roles"), 52),
            Column(gettext("Days"), 13, Kind.number, centred=True),
            Column(gettext("Sign-ins"), 16, Kind.number, centred=True),
            Column(gettext("Wrong passwords"), 18, Kind.number, centred=True),
            Column(gettext("Changes"), 20, Kind.number, centred=True),
            Column(gettext("Last seen"), 21, centred=True),
        ),
        rows=tuple(_person(one) for one in staff),
        new_page=True,
    )


def _person(one: PersonActivity) -> Row:
    seen = [*one.days, *([clock.day_of(one.last_login)] if one.last_login else [])]
    last = format_date(max(seen), "dd.MM.yyyy") if seen else gettext("never")
    tone = Tone.plain if one.came else Tone.alert
    cells = (
        one.name,
        ", ".join(str(label_of(role)) for role in one.roles),
        *(len(one.days), one.sign_ins, one.refusals, one.writes),
        last,
    )
    return Row(cells, (Tone.plain, Tone.plain, tone, *[Tone.plain] * 3, tone))


def _of_days(found: MonthActivity) -> Dataset:
    """Return what the picture shows, as a table."""
    return Dataset(
        title=gettext("Days of the month"),
        columns=(
            Column(gettext("Day"), 30, centred=True),
            Column(gettext("People"), 30, Kind.number, centred=True),
            Column(gettext("Sign-ins"), 30, Kind.number, centred=True),
            Column(gettext("Changes"), 30, Kind.number, centred=True),
        ),
        rows=tuple(
            Row((format_date(one.day, "dd.MM.yyyy"), one.people, one.sign_ins, one.writes))
            for one in found.days
        ),
    )


def _picture(found: MonthActivity) -> Picture:
    return Picture(
        gettext("People and changes by day"),
        tuple(str(one.day.day) for one in found.days),
        (
            Series(gettext("People"), tuple(float(one.people) for one in found.days)),
            Series(gettext("Changes"), tuple(float(one.writes) for one in found.days)),
        ),
        Form.lines,
    )


REPORT = Report(
    "user_activity",
    lazy_gettext("Activity of users"),
    Resource.activity_day,
    params=OneMonth,
    dataset=dataset,
    about=lazy_gettext(
        "Sign-ins, days and changes of a month by role and person; who has not come, and who "
        "never came."
    ),
    signatures=("maker", "deputy_director"),
)
