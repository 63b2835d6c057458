"""The words of the pages of lesson plans in the reader's language."""

from typing import Any, Final

from flask_babel import gettext as _

from domain.enums import LessonKind, PlanRow, PlanState, TaskKind
from models.labels import label_of
from services.plan_check import HOUR_WORDS

TONES: Final = {
    None: "bad",
    PlanState.draft: "",
    PlanState.submitted: "info",
    PlanState.returned: "warn",
    PlanState.approved: "ok",
    PlanState.superseded: "",
}


def state_word(state: PlanState | None) -> str:
    """Return what the badge of a plan's state says."""
    return _("no plan") if state is None else str(label_of(state))


def vocabularies() -> dict[str, dict[str, str]]:
    """Return the labels of the closed vocabularies of a row, by its field."""
    found: dict[str, dict[str, str]] = {
        field: {member.value: str(label_of(member)) for member in vocabulary}
        for field, vocabulary in (("level", PlanRow), ("kind", LessonKind), ("task_kind", TaskKind))
    }
    found["hour_kind"] = {kind: str(word) for kind, word in HOUR_WORDS.items()}
    return found


def kind_beginnings() -> dict[str, list[str]]:
    """Return how people begin the name of each kind of lesson in their own spreadsheets.

    Letters of the college's language, as the grammar of cells has them; lower case.
    """
    return {
        LessonKind.lecture: ["лек", "комб", "урок", "теор", "изуч", "введ"],
        LessonKind.seminar: ["сем"],
        LessonKind.practical: ["практ", "пр.", "пз", "п/з", "пр "],
        LessonKind.lab: ["лаб", "лр", "л/р"],
        LessonKind.control: ["контр", "зач", "дифф", "тест", "кр"],
        LessonKind.coursework: ["курс"],
        LessonKind.consultation: ["конс"],
        LessonKind.practice_day: ["день практ", "учебная практ", "производственная практ"],
    }


def heading_beginnings() -> dict[str, list[str]]:
    """Return how a title begins that is a section's or a theme's, in lower case."""
    return {PlanRow.section: ["раздел", "модуль"], PlanRow.theme: ["тема"]}


def columns() -> list[dict[str, Any]]:
    """Return the columns of the table: field, head, what may be typed."""
    texts = (
        ("title", _("Topic of the lesson"), "text"),
        ("hours", _("Hours"), "number"),
        ("kind", _("Kind of lesson"), "choice"),
        ("tasks", _("Tasks"), "text"),
        ("task_kind", _("Kind of tasks"), "choice"),
        ("homework", _("Homework"), "text"),
        ("self_study", _("Independent work"), "text"),
        ("self_study_hours", _("Indep., h"), "number"),
        ("competences", _("Competences"), "text"),
        ("equipment", _("Equipment"), "text"),
    )
    return [{"field": field, "head": head, "type": kind} for field, head, kind in texts]
