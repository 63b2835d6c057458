"""The words of the monitor: columns, faults, levels, periods."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.monitor import FAULTS, Counts, Preset
from services.monitor_shapes import By, PlanReasons


@dataclass(frozen=True, slots=True)
class Column:
    """A count of the monitor: short and whole name, the clause that it is about."""

    key: str
    label: Any
    title: Any
    clause: str


COLUMNS: Final[tuple[Column, ...]] = (
    Column("held", _l("Lessons"), _l("Lessons held"), "5.5.4"),
    Column("recorded", _l("Recorded"), _l("Lessons recorded"), "5.5.4"),
    Column("late", _l("Late"), _l("Lessons recorded late"), "5.5.4"),
    Column("overdue", _l("Not recorded"), _l("Lessons not recorded in time"), "5.5.4"),
    Column("no_topic", _l("No topic"), _l("Lessons without a topic"), "5.5.8"),
    Column("no_homework", _l("No homework"), _l("Lessons without homework"), "5.5.5"),
    Column("no_results", _l("No results"), _l("Works without results"), "5.5.6"),
    Column("few_marks", _l("Few marks"), _l("Students with too few marks"), "5.5.7"),
    Column("off_plan", _l("Off the plan"), _l("Journals whose plan is not followed"), "3.11"),
    Column("no_final", _l("No final mark"), _l("Students without a final mark"), "4.6"),
)
WORDS: Final = {one.key: one for one in COLUMNS}
SORTS: Final = frozenset({"name", *WORDS})


def levels() -> dict[By, str]:
    """Return what the journals can be summed up by."""
    return {
        By.department: _("By department"),
        By.group: _("By group"),
        By.teacher: _("By teacher"),
        By.gradebook: _("By journal"),
    }


def nouns() -> dict[By, str]:
    """Return the heading of the names at each level."""
    return {
        By.department: _("Department"),
        By.group: _("Group"),
        By.teacher: _("Teacher"),
        By.gradebook: _("Journal"),
    }


def presets() -> dict[Preset, str]:
    """Return what the presets are called."""
    return {
        Preset.week: _("Week"),
        Preset.month: _("Month"),
        Preset.semester: _("Semester"),
        Preset.year: _("Year"),
    }


def reasons_words(reasons: PlanReasons) -> str:
    """Return in what a plan is not followed, as one line."""
    said = []
    if reasons.no_plan:
        said.append(_("there is no approved lesson plan"))
    if reasons.behind:
        said.append(_("%(hours)s h are missing against the load", hours=reasons.behind))
    if reasons.off_plan:
        said.append(_("topics of %(count)s lessons are not from the plan", count=reasons.off_plan))
    return "; ".join(said)


@dataclass(frozen=True, slots=True)
class Shares:
    """The lessons of a line in percent, for its bar."""

    on_time: float
    late: float
    overdue: float

    @classmethod
    def of(cls, counts: Counts) -> "Shares":
        """Return the shares of `counts`."""
        held = counts.held or 1
        return cls(
            *(round(100 * n / held, 2) for n in (counts.on_time, counts.late, counts.overdue))
        )


def is_fault(key: str) -> bool:
    """Return whether a column counts what somebody has to answer for."""
    return key in FAULTS


def month_name(day: date) -> str:
    """Return the month of a day as a column of a picture is called, such as «окт.»."""
    return str(format_date(day, "LLL"))
