"""How a debt and a make-up day are said on pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask_babel import format_date
from flask_babel import gettext as _

from domain.enums import DebtKind, MakeUpOutcome
from domain.make_ups import MADE_UP, MISSED, RESULTS
from models.labels import label_of

TONES: Final = {DebtKind.absence: "absence", DebtKind.topic: "bad", DebtKind.work: "warn"}
OUTCOME_TONES: Final = {
    MakeUpOutcome.planned: "",
    MakeUpOutcome.made_up: "ok",
    MakeUpOutcome.failed: "bad",
    MakeUpOutcome.missed: "warn",
}


def subject(line: Any) -> str:
    """Return what a debt is for: the work, else the topic of its lesson, else its day."""
    if line.kind is not DebtKind.absence and (line.work or line.work_kind):
        return line.work or str(label_of(line.work_kind))
    return line.topic or _("lesson of %(day)s", day=f"{line.held_on:%d.%m.%Y}")


def short_day(day: date) -> str:
    """Return «ср, 21 октября»."""
    return str(format_date(day, "EEEEEE, d MMMM"))


def meeting(one: Any) -> str:
    """Return «ср, 21 октября, 15:00, № 204»: a day, or a line of one, in one phrase."""
    parts = (short_day(one.held_on), one.starts_at, one.room and f"№ {one.room}")
    return ", ".join(part for part in parts if part)


def result_choices() -> list[tuple[str, str]]:
    """Return what the result of a place can be, as values and words; the first is «none yet»."""
    made_up = _("%(mark)s – made up", mark="зч")
    marks = [(code, made_up if code == "зч" else code) for code in RESULTS]
    return [("", "—"), *marks, (MISSED, _("did not come"))]


def result_value(outcome: MakeUpOutcome, code: str | None) -> str:
    """Return the choice that stands for what was recorded."""
    if outcome is MakeUpOutcome.missed:
        return MISSED
    return "" if outcome is MakeUpOutcome.planned else (code or MADE_UP)


def by_student(lines: Iterable[Any]) -> list[list[Any]]:
    """Return debts or places parted by their student, in the order they came."""
    students: dict[int, list[Any]] = {}
    for line in lines:
        students.setdefault(line.student_id, []).append(line)
    return list(students.values())


WORDS: Final[dict[str, Any]] = {
    "label_of": label_of,
    "meeting": meeting,
    "outcome_tones": OUTCOME_TONES,
    "result_value": result_value,
    "short_day": short_day,
    "subject": subject,
    "tones": TONES,
}
