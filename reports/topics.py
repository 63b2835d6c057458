"""What the reports of the catalogue are about: the headings under which people look for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from access.matrix import Resource
from domain.text import fold
from reports.base import Report


class Topic(StrEnum):
    """A heading of the catalogue, in the order of the page."""

    groups = auto()
    attendance = auto()
    results = auto()
    performance = auto()
    journals = auto()
    control = auto()
    practice = auto()
    archive = auto()
    further = auto()


TITLES: Final[Mapping[Topic, LazyString]] = {
    Topic.groups: _l("Groups and students"),
    Topic.attendance: _l("Attendance of groups"),
    Topic.results: _l("Results and attestation sheets"),
    Topic.performance: _l("Performance and quality"),
    Topic.journals: _l("Journals and programmes"),
    Topic.control: _l("Control"),
    Topic.practice: _l("Practice and final attestation"),
    Topic.archive: _l("Archive and print"),
    Topic.further: _l("Further reports"),
}
_OF_RESOURCE: Final[Mapping[Resource, Topic]] = {
    Resource.academic_record: Topic.groups,
    Resource.activity_day: Topic.control,
    Resource.attendance_report: Topic.attendance,
    Resource.attestation_sheet: Topic.results,
    Resource.change_report: Topic.control,
    Resource.completeness: Topic.control,
    Resource.control_report: Topic.control,
    Resource.council_report: Topic.control,
    Resource.curator_report: Topic.groups,
    Resource.final_protocol: Topic.practice,
    Resource.group_list: Topic.groups,
    Resource.group_report: Topic.results,
    Resource.journal_print: Topic.journals,
    Resource.objectivity: Topic.control,
    Resource.performance_report: Topic.performance,
    Resource.practice_placement: Topic.practice,
    Resource.printed_document: Topic.archive,
    Resource.disposal_act: Topic.archive,
    Resource.archived_report: Topic.archive,
    Resource.programme_delivery: Topic.journals,
    Resource.teacher_report: Topic.performance,
    Resource.teaching_assignment: Topic.journals,
}
_OF_CODE: Final[Mapping[str, Topic]] = {"debts": Topic.groups}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports under one heading."""

    topic: Topic
    title: LazyString
    reports: tuple[Report, ...]


def topic_of(report: Report) -> Topic:
    """Return under which heading a report stands; what has none stands under the last."""
    return _OF_CODE.get(report.code) or _OF_RESOURCE.get(report.resource, Topic.further)


def shelves(reports: Iterable[Report], sought: str = "") -> list[Shelf]:
    """Return `reports` under their headings, by title; where words are `sought`, those with all.

    Headings without a report are left out.
    """
    words = fold(sought).split()
    found: dict[Topic, list[Report]] = {topic: [] for topic in Topic}
    for report in reports:
        topic = topic_of(report)
        text = fold(f"{report.title} {report.about} {TITLES[topic]}")
        if all(word in text for word in words):
            found[topic].append(report)
    return [
        Shelf(topic, TITLES[topic], tuple(sorted(some, key=lambda one: fold(str(one.title)))))
        for topic, some in found.items()
        if some
    ]
