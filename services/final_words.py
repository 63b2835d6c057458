"""What final marks need, in sentences: verdicts of the rules, and what stops a signature."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.final_marks import needs_reason
from domain.verdict import Verdict
from services.final_shapes import FinalMarks, StudentGrounds


def verdict_sentence(verdict: Verdict) -> str:
    """Return what a verdict on a final mark says."""
    facts = verdict.facts
    match verdict.code:
        case "missing":
            return _("no mark yet")
        case "few":
            return _(
                "marks: %(count)s of %(needed)s",
                count=facts["marks"],
                needed=facts["needed"],
            )
        case "double":
            return _("has «%(code)s» in another journal of the discipline", code=facts["code"])
    if facts["suggested"] is None:
        return _("nothing supports a mark")
    return _("the grounds support «%(code)s»", code=facts["suggested"])


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stops a signature, or (in warnings) has to be accepted by who signs."""

    code: str
    sentence: str
    students: tuple[tuple[int, str], ...] = ()  # id, short name

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        named = [{"id": key, "name": name} for key, name in self.students]
        return {"code": self.code, "sentence": self.sentence, "students": named}


def lacks_reason(one: StudentGrounds) -> bool:
    """Return whether a mark needs a written reason that is not there."""
    asked = tuple(verdict for verdict in one.verdicts if verdict.code != "double")
    return one.given is not None and not one.given.reason and needs_reason(asked)


def obstacles(marks: FinalMarks) -> tuple[Obstacle, ...]:
    """Return what stops the signature; none where it can be given."""
    missing = _named(one for one in marks.students if _misses(one))
    unexplained = _named(one for one in marks.students if lacks_reason(one))
    doubled = _named(one for one in marks.students if one.given and one.elsewhere)
    found = []
    if not marks.students:
        found.append(Obstacle("empty", _("There are no students to give marks to.")))
    if missing:
        text = ngettext(
            "%(num)s student has no mark.", "%(num)s students have no mark.", len(missing)
        )
        found.append(Obstacle("missing", text, missing))
    if unexplained:
        text = ngettext(
            "%(num)s mark lacks its reason.", "%(num)s marks lack their reason.", len(unexplained)
        )
        found.append(Obstacle("reason", text, unexplained))
    if doubled:
        text = _("There are marks in two journals of the discipline (5.5.9).")
        found.append(Obstacle("double", text, doubled))
    if marks.to_come and marks.last_lesson is not None:
        text = ngettext(
            "%(num)s lesson is still to be held, the last on %(day)s.",
            "%(num)s lessons are still to be held, the last on %(day)s.",
            marks.to_come,
            day=f"{marks.last_lesson:%d.%m.%Y}",
        )
        found.append(Obstacle("to_come", text))
    if marks.term is None and marks.open_terms:
        numbers = ", ".join(map(str, marks.open_terms))
        found.append(Obstacle("open", _("Sign the semesters first: %(numbers)s.", numbers=numbers)))
    return tuple(found)


def warnings(marks: FinalMarks) -> tuple[Obstacle, ...]:
    """Return what whoever signs has to accept."""
    found = []
    if marks.unrecorded:
        text = ngettext(
            "%(num)s lesson of the semester is not recorded, and cannot be recorded after signing.",
            "%(num)s lessons of the semester are not recorded, "
            "and cannot be recorded after signing.",
            marks.unrecorded,
        )
        found.append(Obstacle("unrecorded", text))
    indebted = _named(one for one in marks.students if one.debts)
    if indebted:
        text = ngettext(
            "%(num)s student has open debts.", "%(num)s students have open debts.", len(indebted)
        )
        found.append(Obstacle("debts", text, indebted))
    return tuple(found)


def _misses(one: StudentGrounds) -> bool:
    return one.is_due and one.given is None and one.elsewhere is None


def _named(found: Iterable[StudentGrounds]) -> tuple[tuple[int, str], ...]:
    return tuple((one.student_id, one.short_name) for one in found)
