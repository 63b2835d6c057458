"""Performance and quality by teacher (clauses 7.4, 8.2, 7.5)."""

from flask_babel import lazy_gettext

from reports.performance_table import performance_report
from services.performance import By

REPORT = performance_report(
    By.teacher,
    "performance_by_teacher",
    lazy_gettext("Performance and quality by teacher"),
    lazy_gettext("Teacher"),
    lazy_gettext(
        "Final marks of a semester or a year of each teacher; "
        "average, success, quality and degree of training beside those of earlier periods."
    ),
)
