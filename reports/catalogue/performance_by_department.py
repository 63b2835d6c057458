"""Performance and quality by department (clauses 7.4, 8.2, 7.5)."""

from flask_babel import lazy_gettext

from reports.performance_table import performance_report
from services.performance import By

REPORT = performance_report(
    By.department,
    "performance_by_department",
    lazy_gettext("Performance and quality by department"),
    lazy_gettext("Department"),
    lazy_gettext(
        "Final marks of a semester or a year of each department; students by their final marks; "
        "average, success, quality and degree of training beside those of earlier periods."
    ),
)
