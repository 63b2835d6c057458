"""Performance and quality by group (clauses 7.4, 8.2, 7.5)."""

from flask_babel import lazy_gettext

from reports.performance_table import performance_report
from services.performance import By

REPORT = performance_report(
    By.group,
    "performance_by_group",
    lazy_gettext("Performance and quality by group"),
    lazy_gettext("Group"),
    lazy_gettext(
        "Final marks of a semester or a year of each group; students by their final marks; "
        "average, success, quality and degree of training beside those of earlier periods."
    ),
)
