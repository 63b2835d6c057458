"""Performance and quality by discipline (clauses 7.4, 8.2, 7.5)."""

from flask_babel import lazy_gettext

from reports.performance_table import performance_report
from services.performance import By

REPORT = performance_report(
    By.discipline,
    "performance_by_discipline",
    lazy_gettext("Performance and quality by discipline"),
    lazy_gettext("Discipline"),
    lazy_gettext(
        "Final marks of a semester or a year of each discipline, over all groups; "
        "average, success, quality and degree of training beside those of earlier periods."
    ),
)
