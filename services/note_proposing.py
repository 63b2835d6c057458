"""The conclusions and proposals of an analytic note, drafted from its figures (clause 4.5)."""

from flask_babel import gettext as _

from domain.monitor import share
from domain.notes import Figure, Section, Standing, standing
from services.note_facts import NoteFacts
from services.note_sentence import Drafted, delivery_of, monitor_of, of_department, worst


def conclusions(facts: NoteFacts) -> list[Drafted]:
    """Return how the journals are kept, in a word."""
    counts = facts.counts
    on_time = share(counts.on_time, counts.held)
    verdict = {
        Standing.good: _("properly (note)"),
        Standing.fair: _("with remarks (note)"),
        Standing.poor: _("unsatisfactorily (note)"),
    }[standing(on_time)]
    figures: dict[str, Figure] = {
        "on_time_share": on_time,
        "verdict": verdict,
        "faults": counts.faults,
    }
    text = _(
        "In sum {on_time_share} % of the lessons were recorded in time: the journals of the"
        " department are kept {verdict}. Shortcomings found: {faults}."
    )
    return [
        Drafted(Section.conclusions, "conclusion", text, figures, monitor_of(facts, "gradebook"))
    ]


def proposals(facts: NoteFacts) -> list[Drafted]:
    """Return what is to be done; needed are those that something stands behind."""
    counts, found = facts.counts, facts.inspected
    rows: tuple[tuple[str, str, dict[str, Figure], str, int], ...] = (
        (
            "propose_records",
            _(
                "Teachers are to record the lessons not recorded ({overdue}), to give the topics"
                " ({no_topic}) and homework ({no_homework}) that are missing; first of all:"
                " {teachers}."
            ),
            {
                "overdue": counts.overdue,
                "no_topic": counts.no_topic,
                "no_homework": counts.no_homework,
                "teachers": worst(facts, "faults"),
            },
            monitor_of(facts, "teacher"),
            counts.overdue + counts.no_topic + counts.no_homework,
        ),
        (
            "propose_marks",
            _(
                "Teachers are to enter the results of works ({no_results}) and to see that"
                " students have enough marks ({few_marks})."
            ),
            {"no_results": counts.no_results, "few_marks": counts.few_marks},
            monitor_of(facts, "gradebook"),
            counts.no_results + counts.few_marks,
        ),
        (
            "propose_delivery",
            _("Lessons that were lost are to be made up in the journals behind: {behind}."),
            {"behind": facts.behind},
            delivery_of(facts),
            facts.behind,
        ),
        (
            "propose_remarks",
            _("The open remarks of inspections are to be put right: {open}."),
            {"open": found.open},
            of_department(facts, "/remarks/"),
            found.open,
        ),
        (
            "propose_debts",
            _("Make-up days are to be set for students with debts: {debtors}."),
            {"debtors": facts.debts.students},
            "/debts/",
            facts.debts.students,
        ),
    )
    return [
        Drafted(Section.proposals, code, text, figures, rests_on, is_needed=bool(count))
        for code, text, figures, rests_on, count in rows
    ]
