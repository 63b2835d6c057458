"""Rules of employees."""

from typing import Final

from flask_babel import gettext as _

from models import Employee
from services.checks.common import Check, period
from services.checks.people import names

CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Employee: (
        names,
        period("hired_on", "left_on", lambda: _("The last day of work is before the first.")),
    ),
}
