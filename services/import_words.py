"""Words about what is odd in an imported timetable."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.imported_timetable import Fault, FaultKind, FileLesson, FileTimetable

_FAULTS: Final[Mapping[FaultKind, Any]] = {
    FaultKind.unknown_lesson: _l("The card is of a lesson that the file does not hold."),
    FaultKind.days_mask: _l("The days «%(told)s» do not fit the week of the file."),
    FaultKind.weeks_mask: _l("The weeks «%(told)s» are neither every, odd nor even."),
    FaultKind.terms_mask: _l("The terms «%(told)s» do not tell which semester this is."),
    FaultKind.other_term: _l("The card is of the other semester."),
    FaultKind.not_placed: _l("The card is not placed on any day."),
    FaultKind.unknown_period: _l("The file has no period «%(told)s»."),
    FaultKind.no_teacher: _l("The lesson names no teacher."),
    FaultKind.no_class: _l("The lesson names no group."),
    FaultKind.unknown_class: _l("The lesson names a class «%(told)s» that is not in the file."),
    FaultKind.unknown_group: _l("The lesson names a group «%(told)s» that is not in the file."),
    FaultKind.unknown_subject: _l("The lesson names a subject «%(told)s» not in the file."),
    FaultKind.count_differs: _l("Placed and wanted periods a week differ: %(told)s."),
    FaultKind.repeated: _l("The file holds this twice under one id; the first one counts."),
}


def lesson_words(file: FileTimetable, lesson: FileLesson) -> str:
    """Return «ИС-21, ИС-22 · Физика · Иванова А. П.» as the file calls them."""
    parts = []
    for ids, known in (
        (lesson.class_ids, file.classes),
        ((lesson.subject_id,), file.subjects),
        (lesson.teacher_ids, file.teachers),
    ):
        names = [known[key].name for key in ids if key in known]
        if names:
            parts.append(", ".join(names))
    return " · ".join(parts) or _("Lesson %(id)s", id=lesson.id)


def fault_words(fault: Fault) -> str:
    """Return what is wrong in a card or a lesson, with the line of the file."""
    said = str(_FAULTS[fault.kind]) % {"told": fault.told}
    return f"{said} {_('Line %(line)s of the file.', line=fault.line)}" if fault.line else said
