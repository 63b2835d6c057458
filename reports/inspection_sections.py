"""Further tables of the report on inspections: by cause, one by one, journals missed (7.3)."""

from typing import Final

from flask_babel import format_date, gettext

from domain.clock import clock
from models.labels import label_of
from reports.dataset import Column, Dataset, Kind, Layout, Row
from services.inspection_counts import Inspected, InspectionCounts, RemarkCounts

LISTED: Final = 1000  # inspections, and journals without one


def remark_columns(group: str) -> tuple[Column, ...]:
    """Return the columns of what became of remarks."""
    titles = (
        (gettext("made"), 15),
        (gettext("open"), 15),
        (gettext("overdue"), 17),
        (gettext("passed on"), 17),
        (gettext("gone"), 15),
        (gettext("closed"), 15),
    )
    return tuple(
        Column(title, width, Kind.number, centred=True, group=group) for title, width in titles
    )


def counted(counts: RemarkCounts) -> tuple[int, ...]:
    """Return the cells of `remark_columns`."""
    return (
        *(counts.made, counts.open, counts.overdue, counts.escalated, counts.gone),
        counts.closed,
    )


def sections(found: InspectionCounts) -> list[Dataset]:
    """Return the tables that have rows."""
    sections = []
    if found.causes:
        sections.append(by_cause(found))
    if found.inspections:
        sections.append(_of_inspections(found))
    if found.missed:
        sections.append(_of_missed(found))
    return sections


def by_cause(found: InspectionCounts) -> Dataset:
    """Return the remarks by cause, the most frequent first."""
    ordered = sorted(found.causes.items(), key=lambda item: (-item[1].made, str(item[0])))
    return Dataset(
        title=gettext("Remarks by cause"),
        columns=(Column(gettext("Cause"), 110), *remark_columns("")),
        rows=tuple(
            Row((str(label_of(cause)) if cause else gettext("other remarks"), *counted(counts)))
            for cause, counts in ordered
        ),
        layout=Layout.landscape,
    )


def _of_inspections(found: InspectionCounts) -> Dataset:
    parts = gettext("Verdicts on the parts")
    heads = (
        gettext("completeness"),
        gettext("programme"),
        gettext("objectivity"),
        gettext("control works"),
    )
    return Dataset(
        title=gettext("Finished inspections"),
        columns=(
            Column(gettext("Date"), 20, centred=True),
            Column(gettext("Group"), 20),
            Column(gettext("Discipline"), 58),
            Column(gettext("Teacher"), 32),
            Column(gettext("Inspector"), 34),
            *(Column(head, 23, centred=True, group=parts) for head in heads),
            Column(gettext("Remarks"), 12, Kind.number, centred=True),
            Column(gettext("open"), 9, Kind.number, centred=True),
        ),
        rows=tuple(_inspected(one) for one in found.inspections[:LISTED]),
        layout=Layout.landscape,
    )


def _inspected(one: Inspected) -> Row:
    journal = one.journal
    group = f"{journal.group} / {journal.subgroup}" if journal.subgroup else journal.group
    verdicts = ("—" if verdict is None else str(label_of(verdict)) for verdict in one.verdicts)
    return Row(
        (
            format_date(clock.day_of(one.finished_at), "dd.MM.yyyy"),
            group,
            journal.title,
            journal.teacher,
            one.inspector,
            *verdicts,
            one.remarks.made,
            one.remarks.open,
        )
    )


def _of_missed(found: InspectionCounts) -> Dataset:
    rows = (
        Row(
            (
                department,
                f"{journal.group} / {journal.subgroup}" if journal.subgroup else journal.group,
                journal.title,
                journal.teacher,
            )
        )
        for department, journal in found.missed[:LISTED]
    )
    return Dataset(
        title=gettext("Journals not inspected: %(count)s", count=len(found.missed)),
        columns=(
            Column(gettext("Department"), 75),
            Column(gettext("Group"), 28),
            Column(gettext("Discipline"), 120),
            Column(gettext("Teacher"), 54),
        ),
        rows=tuple(rows),
        layout=Layout.landscape,
    )
