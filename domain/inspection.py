"""What the facts of a journal say in the four parts of clause 7.3, and when a remark is due.

A journal is checked for completeness, for the programme delivered, for objectivity and for the
control works that it holds. The facts are counted elsewhere; here they become a suggestion, which
the inspector takes or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from domain.enums import PartVerdict, RemarkCause
from domain.working_calendar import WorkingCalendar


class Part(StrEnum):
    """The parts of a check by clause 7.3, in its order."""

    completeness = auto()
    delivery = auto()
    objectivity = auto()
    control_works = auto()


class FactKey(StrEnum):
    """What is counted of a journal."""

    not_recorded = auto()  # lessons past their limit that nobody confirmed (5.5.4)
    late = auto()  # lessons confirmed after their limit
    no_topic = auto()  # (5.5.8)
    no_homework = auto()  # (5.5.5)
    late_homework = auto()
    no_final_marks = auto()  # students without the mark of a semester that is over (4.6)
    debts = auto()  # students who owe and have no day for it (4.3)
    plan_behind = auto()  # hours missing against the timetable and the load (3.11)
    no_plan = auto()  # no approved lesson plan (4.2)
    off_plan = auto()  # lessons whose topic is not the plan's
    departs = auto()  # final marks that do not follow from the current ones (6.1)
    few_marks = auto()  # students with too few marks (5.5.7, 6.2)
    last_days = auto()  # marks entered in the last days of the semester
    no_results = auto()  # works without results past their limit (5.5.6)
    no_works = auto()  # nothing was set that shows what was learnt


PARTS: Final = {
    FactKey.not_recorded: Part.completeness,
    FactKey.late: Part.completeness,
    FactKey.no_topic: Part.completeness,
    FactKey.no_homework: Part.completeness,
    FactKey.late_homework: Part.completeness,
    FactKey.no_final_marks: Part.completeness,
    FactKey.debts: Part.completeness,
    FactKey.plan_behind: Part.delivery,
    FactKey.no_plan: Part.delivery,
    FactKey.off_plan: Part.delivery,
    FactKey.departs: Part.objectivity,
    FactKey.few_marks: Part.objectivity,
    FactKey.last_days: Part.objectivity,
    FactKey.no_results: Part.control_works,
    FactKey.no_works: Part.control_works,
}
CLAUSES: Final = {
    FactKey.not_recorded: "5.5.4",
    FactKey.late: "5.5.4",
    FactKey.no_topic: "5.5.8",
    FactKey.no_homework: "5.5.5",
    FactKey.late_homework: "5.5.5",
    FactKey.no_final_marks: "4.6",
    FactKey.debts: "4.3",
    FactKey.plan_behind: "3.11",
    FactKey.no_plan: "4.2",
    FactKey.off_plan: "5.5.2",
    FactKey.departs: "6.1",
    FactKey.few_marks: "5.5.7",
    FactKey.last_days: "3.6",
    FactKey.no_results: "5.5.6",
    FactKey.no_works: "7.3",
}
# The facts that a remark can rest on: it closes itself when they are gone.
CAUSES: Final = {FactKey(str(cause)): cause for cause in RemarkCause}
# What cannot be helped any more, only asks a question or is the students' share of the work: it
# makes no part worse than «with remarks».
LIGHT: Final = frozenset(
    {
        FactKey.late,
        FactKey.late_homework,
        FactKey.last_days,
        FactKey.off_plan,
        FactKey.debts,
    }
)
# These alone make a part poor, however few they are.
GRAVE: Final = frozenset({FactKey.no_plan, FactKey.no_works})
# A part is poor where more than a quarter of what is counted lacks something: one lesson of a
# semester forgotten is a remark, every fourth is how the journal is kept.
POOR_SHARE: Final = 25  # percent
DAYS_FOR_REMARK: Final = 5  # working days: the regulation gives as many after an outage (10.2)
LAST_DAYS: Final = 7  # days before a semester ends, in which marks entered in bulk ask a question
LAST_SHARE: Final = 30  # percent of a semester's marks: a seventh of it would be usual
LAST_LEAST: Final = 10  # marks: fewer are no bulk


@dataclass(frozen=True, slots=True)
class Fact:
    """A fault that was counted: `count` of `total` lessons, students, hours, works or marks.

    `lessons` and `students` are the rows behind it, by id, in the journal's order.
    """

    key: FactKey
    count: int
    total: int
    lessons: tuple[int, ...] = ()
    students: tuple[int, ...] = ()

    @property
    def part(self) -> Part:
        """Return the part of clause 7.3 that it belongs to."""
        return PARTS[self.key]

    @property
    def clause(self) -> str:
        """Return the clause that is not kept."""
        return CLAUSES[self.key]

    @property
    def cause(self) -> RemarkCause | None:
        """Return the cause of a remark that it can be, None: a person judges it."""
        return CAUSES.get(self.key)

    @property
    def share(self) -> int:
        """Return the percents of what was counted; 100 where there was nothing to count."""
        return 100 * self.count // self.total if self.total else 100


def suggested(facts: Iterable[Fact]) -> PartVerdict:
    """Return what the facts of one part suggest to say of it (7.3)."""
    found = list(facts)
    if not found:
        return PartVerdict.good
    for fact in found:
        if fact.key in GRAVE or (fact.key not in LIGHT and fact.share > POOR_SHARE):
            return PartVerdict.poor
    return PartVerdict.remarks


def are_in_bulk(late: int, total: int) -> bool:
    """Return whether `late` marks of the last days, of `total`, are enough to ask why (7.3)."""
    return late >= LAST_LEAST and 100 * late > LAST_SHARE * total


def due_by(day: date, calendar: WorkingCalendar, days: int = DAYS_FOR_REMARK) -> date:
    """Return by when a remark made on `day` is put right: so many working days after it."""
    return calendar.shift(day, days)


def is_overdue(due_on: date, today: date) -> bool:
    """Return whether the day by which a remark had to be put right is over."""
    return today > due_on


def is_gone(
    cause: RemarkCause,
    lesson_id: int | None,
    student_id: int | None,
    facts: Iterable[Fact],
) -> bool:
    """Return whether what a remark was made for is no longer there.

    A remark at a lesson or a student looks at that one, one at the whole journal at all of them.
    """
    for fact in facts:
        if fact.cause is not cause:
            continue
        if lesson_id is not None:
            return lesson_id not in fact.lessons
        if student_id is not None:
            return student_id not in fact.students
        return fact.count == 0
    return True


def share_done(done: int, total: int) -> int:
    """Return the percents of a duty that are done: all of nothing is all."""
    return 100 * done // total if total else 100


class Preset(StrEnum):
    """Which days are inspected."""

    month = auto()  # the present month up to today
    last_month = auto()
    semester = auto()  # up to today
    days = auto()  # named one by one


def days_of(preset: Preset, today: date, semester: tuple[date, date]) -> tuple[date, date]:
    """Return the first and the last day that a preset means on `today`.

    Days named one by one begin as the present month does: they are there to be changed.
    """
    begin = today.replace(day=1)
    if preset is Preset.last_month:
        last = begin - timedelta(days=1)
        return last.replace(day=1), last
    if preset is Preset.semester:
        return semester[0], max(semester[0], min(today, semester[1]))
    return begin, today
