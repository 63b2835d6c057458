"""The sentences of an analytic note, drafted from its figures (clause 4.5)."""

from decimal import Decimal

from flask_babel import gettext as _

from domain.monitor import share
from domain.notes import Figure, Section, shown
from services.note_facts import NoteFacts
from services.note_proposing import conclusions, proposals
from services.note_sentence import (
    Drafted,
    delivery_of,
    monitor_of,
    named,
    of_department,
    worst,
)


def drafted(facts: NoteFacts) -> list[Drafted]:
    """Return every sentence that the figures give, by section, in the reader's language."""
    return [
        *_general(facts),
        *_kept(facts),
        *_programmes(facts),
        *_inspected(facts),
        *_students(facts),
        *conclusions(facts),
        *proposals(facts),
    ]


def _general(facts: NoteFacts) -> list[Drafted]:
    counts, period = facts.counts, facts.period
    figures: dict[str, Figure] = {
        "first": f"{period.first:%d.%m.%Y}",
        "last": f"{period.last:%d.%m.%Y}",
        "groups": len(facts.groups),
        "students": facts.students,
        "journals": counts.journals,
        "held": counts.held,
    }
    text = _(
        "From {first} to {last} the department had groups: {groups}, students: {students},"
        " journals: {journals}; lessons held: {held}."
    )
    rests_on = monitor_of(facts, "group")
    return [Drafted(Section.general, "general", text, figures, rests_on)]


def _kept(facts: NoteFacts) -> list[Drafted]:
    counts = facts.counts
    recorded: dict[str, Figure] = {
        "held": counts.held,
        "recorded": counts.recorded,
        "recorded_share": share(counts.recorded, counts.held),
        "overdue": counts.overdue,
        "teachers": worst(facts, "overdue"),
    }
    missing: dict[str, Figure] = {
        "no_topic": counts.no_topic,
        "no_homework": counts.no_homework,
    }
    late: dict[str, Figure] = {
        "on_time": counts.on_time,
        "on_time_share": share(counts.on_time, counts.held),
        "late": counts.late,
        "late_share": share(counts.late, counts.held),
        "teachers": worst(facts, "late"),
    }
    return [
        Drafted(
            Section.completeness,
            "recorded",
            _(
                "Of {held} lessons {recorded} are recorded ({recorded_share} %); past the limit"
                " and not recorded: {overdue}; most of them: {teachers}."
            ),
            recorded,
            monitor_of(facts, "teacher"),
        ),
        Drafted(
            Section.completeness,
            "missing",
            _("Lessons without a topic: {no_topic}; without homework: {no_homework}."),
            missing,
            monitor_of(facts, "gradebook"),
        ),
        Drafted(
            Section.timeliness,
            "timeliness",
            _(
                "Recorded on the day of the lesson: {on_time} ({on_time_share} %), later:"
                " {late} ({late_share} %); late most often: {teachers}."
            ),
            late,
            monitor_of(facts, "teacher"),
        ),
    ]


def _programmes(facts: NoteFacts) -> list[Drafted]:
    hours = facts.hours
    delivery: dict[str, Figure] = {
        "load": hours.load,
        "due": hours.due,
        "held_hours": hours.held,
        "behind": facts.behind,
        "journals": named(facts.behind_named),
    }
    return [
        Drafted(
            Section.delivery,
            "delivery",
            _(
                "Hours of the load: {load}; due by now: {due}; held: {held_hours}."
                " Journals behind: {behind}; the most: {journals}."
            ),
            delivery,
            delivery_of(facts),
        ),
        Drafted(
            Section.delivery,
            "plans",
            _("Journals whose lesson plan is not followed: {off_plan}."),
            {"off_plan": facts.counts.off_plan},
            monitor_of(facts, "gradebook"),
        ),
        Drafted(
            Section.control_works,
            "works",
            _("Works whose results are not in the journal within a week: {no_results}."),
            {"no_results": facts.counts.no_results},
            monitor_of(facts, "gradebook"),
        ),
    ]


def _inspected(facts: NoteFacts) -> list[Drafted]:
    found = facts.inspected
    objectivity: dict[str, Figure] = {
        "few_marks": facts.counts.few_marks,
        "not_objective": found.not_objective,
        "inspections": found.inspections,
    }
    remarks: dict[str, Figure] = {
        "inspections": found.inspections,
        "remarks": found.remarks,
        "closed": found.closed,
        "open": found.open,
        "overdue": found.overdue,
        "escalated": found.escalated,
    }
    return [
        Drafted(
            Section.objectivity,
            "objectivity",
            _(
                "Students with too few marks for an objective final mark (by journal): {few_marks}."
                " Inspections with remarks on objectivity: {not_objective} of {inspections}."
            ),
            objectivity,
            of_department(facts, "/objectivity/"),
        ),
        Drafted(
            Section.control_works,
            "inspected_works",
            _("Inspections with remarks on control works: {without_works} of {inspections}."),
            {"without_works": found.without_works, "inspections": found.inspections},
            of_department(facts, "/inspections/"),
        ),
        Drafted(
            Section.remarks,
            "remarks",
            _(
                "Journals were inspected: {inspections}; remarks made: {remarks}, put right:"
                " {closed}, open: {open}, of them overdue: {overdue}; passed on to the deputy"
                " director: {escalated}."
            ),
            remarks,
            of_department(facts, "/remarks/"),
        ),
    ]


def _students(facts: NoteFacts) -> list[Drafted]:
    missed = facts.attendance
    attendance: dict[str, Figure] = {
        "share": _share(missed.share),
        "hours": missed.away.total,
        "unexcused": missed.away.unexcused,
        "groups": named(facts.worst_attendance),
    }
    return [
        Drafted(
            Section.attendance,
            "attendance",
            _(
                "Attendance: {share}; hours missed: {hours}, of them without a good reason:"
                " {unexcused}; the lowest attendance: {groups}."
            ),
            attendance,
            f"/attendance-sheets/?month={facts.period.last:%Y-%m}"
            f"&department={facts.period.department_id}",
        ),
        _final_marks(facts),
        Drafted(
            Section.performance,
            "debts",
            _("Students with debts: {debtors}; debts in all: {debts}."),
            {"debtors": facts.debts.students, "debts": facts.debts.total},
            "/debts/",
        ),
    ]


def _final_marks(facts: NoteFacts) -> Drafted:
    line = facts.performance
    figures: dict[str, Figure] = {
        "given": line.quality.total if line else 0,
        "blank": line.quality.blank if line else 0,
        "success": _share(line.quality.success if line else None),
        "quality": _share(line.quality.quality if line else None),
        "degree": _share(line.quality.degree if line else None),
        "average": _average(line.average if line else None),
        "no_final": facts.counts.no_final,
    }
    text = _(
        "Final marks given: {given}, not given yet: {blank}. Success {success}, quality"
        " {quality}, degree of training {degree}, average mark {average}; past the end of"
        " the semester without a final mark: {no_final}."
    )
    rests_on = of_department(facts, "/journals/closing")
    return Drafted(Section.performance, "final_marks", text, figures, rests_on)


def _share(value: Decimal | None) -> Figure:
    return f"{shown(float(value))} %" if value is not None else "—"


def _average(value: Decimal | None) -> Figure:
    return f"{value:.2f}".replace(".", ",") if value is not None else "—"
