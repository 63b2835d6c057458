"""The letters that stand for kinds of lessons and works in the head of a journal's columns."""

from flask_babel import gettext as _

from domain.enums import LessonKind, TaskKind


def abbreviations() -> dict[str, str]:
    """Return the letters that stand for a kind of lesson in the head of the grid."""
    return {
        LessonKind.lecture: _("L"),
        LessonKind.seminar: _("S"),
        LessonKind.practical: _("P"),
        LessonKind.lab: _("LW"),
        LessonKind.control: _("T"),
        LessonKind.coursework: _("CW"),
        LessonKind.consultation: _("Cons"),
        LessonKind.practice_day: _("PT"),
    }


def work_letters() -> dict[str, str]:
    """Return the letters that stand for a kind of work in the head of the grid."""
    return {
        TaskKind.answer: _("Ans"),
        TaskKind.test: _("Tst"),
        TaskKind.practical: _("PW"),
        TaskKind.lab: _("LbW"),
        TaskKind.graphic: _("GrW"),
        TaskKind.written: _("WrW"),
        TaskKind.independent: _("InW"),
        TaskKind.homework: _("HW"),
        TaskKind.control: _("CtW"),
    }
