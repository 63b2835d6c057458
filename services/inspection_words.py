"""What is found in a journal, in words: the facts and the drafted remarks (7.3)."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext as _

from domain.enums import PartVerdict
from domain.inspection import FactKey, Part
from models.labels import label_of
from services.inspection_json import ShownFact
from services.notices import message_key

SHOWN: Final = 12  # lessons or students that a drafted remark names; it says how many more


def part_word(part: Part) -> str:
    """Return the name of a part of clause 7.3."""
    return {
        Part.completeness: _("Completeness"),
        Part.delivery: _("Programme delivered"),
        Part.objectivity: _("Objectivity of the marks"),
        Part.control_works: _("Control works"),
    }[part]


def verdict_word(verdict: PartVerdict | None) -> str:
    """Return what is said of a part; a dash where nothing is yet."""
    return "—" if verdict is None else str(label_of(verdict))


def fact_word(fact: ShownFact) -> str:
    """Return a fact as a line: what it is and how many of how many."""
    return _(_FACTS[fact.key], count=fact.count, total=fact.total)


def draft(fact: ShownFact) -> str:
    """Return the text of a remark that a fact suggests, with its lessons or students named."""
    rows = _named(fact.lessons, " · ") or _named(fact.students, ", ")
    return _(_DRAFTS[fact.key], rows=f": {rows}" if rows else "", count=fact.count)


def _named(rows: Sequence[tuple[int, str]], between: str) -> str:
    names = [name for _key, name in rows[:SHOWN]]
    if len(rows) > SHOWN:
        names.append(_("and %(more)s more", more=len(rows) - SHOWN))
    return between.join(names)


_FACTS: Final[Mapping[FactKey, str]] = {
    FactKey.not_recorded: message_key("Lessons not recorded: %(count)s of %(total)s"),
    FactKey.late: message_key("Lessons recorded late: %(count)s of %(total)s"),
    FactKey.no_topic: message_key("Lessons without a topic: %(count)s of %(total)s"),
    FactKey.no_homework: message_key("Lessons without homework: %(count)s of %(total)s"),
    FactKey.late_homework: message_key("Homework given late: %(count)s of %(total)s"),
    FactKey.no_final_marks: message_key(
        "Students without the semester's mark: %(count)s of %(total)s"
    ),
    FactKey.debts: message_key("Students who owe and have no make-up day: %(count)s of %(total)s"),
    FactKey.plan_behind: message_key("Hours behind: %(count)s of %(total)s"),
    FactKey.no_plan: message_key("There is no approved lesson plan"),
    FactKey.off_plan: message_key(
        "Lessons with a topic that is not the plan's: %(count)s of %(total)s"
    ),
    FactKey.departs: message_key(
        "Final marks that do not follow from the current ones: %(count)s of %(total)s"
    ),
    FactKey.few_marks: message_key("Students with too few marks: %(count)s of %(total)s"),
    FactKey.last_days: message_key(
        "Marks entered in the last days of the semester: %(count)s of %(total)s"
    ),
    FactKey.no_results: message_key("Works without results in time: %(count)s of %(total)s"),
    FactKey.no_works: message_key("No work that shows what was learnt was set this semester"),
}
_DRAFTS: Final[Mapping[FactKey, str]] = {
    FactKey.not_recorded: message_key("Record the lessons that were held%(rows)s."),
    FactKey.late: message_key("Record lessons on their day. Recorded late%(rows)s."),
    FactKey.no_topic: message_key("Write the topics of the lessons%(rows)s."),
    FactKey.no_homework: message_key("Write the homework of the lessons%(rows)s."),
    FactKey.late_homework: message_key("Give homework on the day of the lesson. Late%(rows)s."),
    FactKey.no_final_marks: message_key("Give the marks of the semester%(rows)s."),
    FactKey.debts: message_key("Set days on which what is owed is made up%(rows)s."),
    FactKey.plan_behind: message_key("Deliver the programme: hours missing: %(count)s."),
    FactKey.no_plan: message_key("Place a lesson plan and have it approved."),
    FactKey.off_plan: message_key("Take the topics of lessons from the lesson plan%(rows)s."),
    FactKey.departs: message_key(
        "Explain the final marks that do not follow from the current ones%(rows)s."
    ),
    FactKey.few_marks: message_key("Let marks accumulate, there are too few%(rows)s."),
    FactKey.last_days: message_key(
        "Explain why so many marks were entered in the last days of the semester."
    ),
    FactKey.no_results: message_key("Enter the results of the works%(rows)s."),
    FactKey.no_works: message_key("Hold control works and set the works that the plan provides."),
}
