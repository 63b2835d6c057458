"""The questions in words: each sentence asks, none judges."""

from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from domain.objectivity import HISTORY_GAP, LAST_DAYS, LATE_DAYS, Question
from services.objectivity import Doubt


def titles() -> dict[Question, str]:
    """Return what the questions are about."""
    return {
        Question.departs: _("Final marks and current ones"),
        Question.bulk: _("Marks of the last days"),
        Question.upward: _("Raised late"),
        Question.history: _("Far from own history"),
    }


def abouts() -> dict[Question, str]:
    """Return by what rule a row comes here."""
    return {
        Question.departs: _(
            "The final mark differs from the average kept with it by more than the norm allows, or "
            "rests on fewer marks than clause 6.2 needs. A written reason may explain it."
        ),
        Question.bulk: _(
            "Of the semester's marks more than usual were entered in its last %(days)s days and "
            "after them. A control work at the end may explain it.",
            days=LAST_DAYS,
        ),
        Question.upward: _(
            "A mark was raised more than %(days)s days after its lesson, or a final mark after it "
            "was given. A make-up or an appeal may explain it.",
            days=LATE_DAYS,
        ),
        Question.history: _(
            "The average of final marks differs by %(gap)s or more from that of all earlier "
            "semesters of the same group. A new discipline or teacher may explain it.",
            gap=format_decimal(HISTORY_GAP, format="0.0"),
        ),
    }


def sentence(doubt: Doubt) -> str:
    """Return the question of a row."""
    facts = doubt.facts
    match doubt.kind:
        case "departs" if facts["suggested"] is None:
            return _("Why %(code)s, where the current marks gave nothing?", code=facts["code"])
        case "departs":
            return _(
                "Why %(code)s, where the current marks gave %(suggested)s (average %(average)s)?",
                code=facts["code"],
                suggested=facts["suggested"],
                average=_figure(facts["average"]),
            )
        case "few":
            return _(
                "What does %(code)s rest on, with %(marks)s marks of %(needed)s needed?",
                code=facts["code"],
                marks=facts["marks"],
                needed=facts["needed"],
            )
        case "bulk":
            return _(
                "Why were %(late)s of %(total)s marks entered in the last %(days)s days?",
                late=facts["late"],
                total=facts["total"],
                days=LAST_DAYS,
            )
        case "cell":
            return _(
                "Why did %(old)s become %(new)s on %(day)s, %(days)s days after the lesson?",
                old=facts["old"],
                new=facts["new"],
                day=format_date(facts["day"], "dd.MM.yyyy"),
                days=facts["days"],
            )
        case "final":
            return _(
                "Why did the final mark %(old)s become %(new)s on %(day)s?",
                old=facts["old"],
                new=facts["new"],
                day=format_date(facts["day"], "dd.MM.yyyy"),
            )
    return _(
        "Why is the average %(now)s, where it was %(before)s in earlier semesters?",
        now=_figure(facts["now"]),
        before=_figure(facts["before"]),
    )


def _figure(value: Any) -> str:
    return "—" if value is None else str(format_decimal(value, format="0.00"))


def link(doubt: Doubt, number: int) -> str:
    """Return where the rows behind a question stand."""
    if doubt.gradebook_id is None:
        return f"/journals/closing?q={doubt.group}&term={number}"
    if doubt.lesson_id is not None:
        return f"/journal/{doubt.gradebook_id}?lesson={doubt.lesson_id}"
    if doubt.question is Question.bulk and doubt.lessons:
        return f"/journal/{doubt.gradebook_id}?lesson={doubt.lessons[-1][0]}"
    return f"/journal/{doubt.gradebook_id}/closing?semester={number}"
