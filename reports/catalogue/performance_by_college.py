"""Performance and quality of the college (clauses 7.4, 8.2, 7.5)."""

from flask_babel import lazy_gettext

from reports.performance_table import performance_report
from services.performance import By

REPORT = performance_report(
    By.college,
    "performance_by_college",
    lazy_gettext("Performance and quality of the college"),
    lazy_gettext("Department"),
    lazy_gettext(
        "Final marks of a semester or a year of the whole college or one department; "
        "students by their final marks; "
        "average, success, quality and degree of training beside those of earlier periods."
    ),
)
