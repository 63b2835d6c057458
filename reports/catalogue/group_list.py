"""The list of a group: number, name, record book, since when, subgroup."""

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Row, Signature, capped
from reports.group_frame import group_facts
from reports.kinds_of_group import OneGroup, kept_until
from services.group_head import group_head
from services.group_members import members_on


def dataset(session: Session, params: OneGroup) -> Dataset:
    """Return who is in the group today, as far as the person who asks sees them."""
    today = clock.today()
    group = group_head(session, params.group_id)
    members = members_on(session, params.group_id, today)
    facts = (
        Fact(gettext("On"), format_date(today, "dd.MM.yyyy")),
        Fact(gettext("Students in the group"), str(len(members))),
    )
    return Dataset(
        title=gettext("List of a group"),
        facts=group_facts(group, today, *facts),
        columns=(
            Column(gettext("No."), 8, Kind.number, centred=True),
            Column(gettext("Surname, name, patronymic"), 62),
            Column(gettext("Record book"), 24, centred=True),
            Column(gettext("In the group since"), 24, centred=True),
            Column(gettext("Subgroup"), 50),
            Column(gettext("For notes"), 22),
        ),
        rows=tuple(
            Row(
                (
                    place,
                    capped(one.name, 120),
                    one.record_book,
                    f"{one.starts_on:%d.%m.%Y}",
                    "\n".join(one.subgroups),
                    "",
                )
            )
            for place, one in enumerate(members, 1)
        ),
        signatures=(Signature("curator", gettext("Curator"), "", group.curator),),
    )


REPORT = Report(
    "group_list",
    lazy_gettext("List of a group"),
    Resource.group_list,
    params=OneGroup,
    dataset=dataset,
    about=lazy_gettext(
        "Students of a group today: record book, day of coming, subgroup, a column for remarks."
    ),
    signatures=("curator",),
    kept_until=kept_until,
)
