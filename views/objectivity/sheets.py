"""The questions about objectivity as a workbook: a sheet each."""

from flask_babel import gettext as _

from domain.objectivity import Question
from reports.dataset import Column, Dataset, Fact, Row
from services.objectivity import Doubt, Doubts
from views.objectivity.words import abouts, sentence, titles


def dataset(found: Doubts) -> Dataset:
    """Return the questions of a semester."""
    first, *others = (_sheet(found, question) for question in Question)
    return Dataset(
        title=first.title,
        columns=first.columns,
        rows=first.rows,
        facts=(Fact(_("Semester"), str(found.semester)), *first.facts),
        more=tuple(others),
    )


def _sheet(found: Doubts, question: Question) -> Dataset:
    return Dataset(
        title=titles()[question],
        facts=(Fact(_("What comes here"), abouts()[question]),),
        columns=(
            Column(_("Group"), 24),
            Column(_("Journal"), 70),
            Column(_("Teacher"), 40),
            Column(_("Student"), 50),
            Column(_("Question"), 110),
            Column(_("Reason given"), 70),
        ),
        rows=tuple(_row(one) for one in found.found[question]),
    )


def _row(one: Doubt) -> Row:
    return Row((one.group, one.journal, one.teacher, one.student, sentence(one), one.reason))
