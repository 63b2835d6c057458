"""The form of a lesson plan in XLSX: its columns, as the template and the export have them."""

from typing import Final

from flask_babel import lazy_gettext as _l

from exchange.lesson_plan_xlsx.shapes import Field

COLUMNS: Final = (  # field, heading, width in characters
    (Field.number, _l("No. of the lesson, or section, or theme"), 12),
    (Field.title, _l("Names of sections, themes and topics"), 60),
    (Field.total, _l("Number of hours"), 9),
    (Field.kind, _l("Kind of the lesson"), 24),
    (Field.tasks, _l("Tasks in class"), 30),
    (Field.task_kind, _l("Kind of tasks"), 20),
    (Field.homework, _l("Homework assignment"), 34),
    (Field.self_study, _l("Self-study out of class"), 34),
    (Field.self_hours, _l("Self-study, hours"), 12),
    (Field.competences, _l("Competences to form"), 20),
    (Field.equipment, _l("Equipment"), 28),
)
