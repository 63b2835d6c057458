"""ONE table of the tasks that run by the schedule (clauses 3.7, 4.4, 5.3.1, 7.2, 8.1, 10.4).

To add a task, add a line. `job` is the dotted name of a function without arguments; what it
returns says what came of it: an `Outcome`, a number of things done, or None. A job may run twice
or late and must do no harm by it; it shows how far it is by `jobs.telling.tell(percent)`. The
administrator switches tasks, moves them and runs them by hand on the page /schedule/.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from domain.control_enums import TaskRhythm
from domain.task_moments import When

MINUTE: Final = 60  # seconds


def message_key(text: str) -> str:
    """Return `text`: marks an English sentence for translation where it is only kept."""
    return text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: an English sentence of `message_key`, what fills it, where it leads.

    `params` is JSON; a parameter that is to be translated too is `{"key": "English text"}`.
    """

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One task: what it is, when it is due where the administrator did not move it."""

    key: str
    title: str  # English, of message_key
    about: str  # English, of message_key
    when: When
    job: str
    told: tuple[str, ...] = ()  # the roles that hear of it
    timeout: int = 10 * MINUTE  # seconds
    is_on: bool = True  # unless the administrator says otherwise


TABLE: Final = (
    Task(
        key="semester_batch",
        title=message_key("Reports of the semester"),
        about=message_key(
            "Starts the making of all reports due at the end of a semester, for the whole college."
        ),
        when=When(TaskRhythm.semester, 1, "20:00"),
        job="jobs.batch_start.start_of_schedule",
        told=("module_admin", "deputy_director"),
        is_on=False,
    ),
    Task(
        key="remarks",
        title=message_key("Remarks of inspectors"),
        about=message_key(
            "Closes remarks whose cause is gone; passes overdue ones on to the deputy directors."
        ),
        when=When(TaskRhythm.daily, 0, "06:30"),
        job="jobs.remarks.keep_remarks",
        told=("deputy_director",),
    ),
    Task(
        key="monthly_checks",
        title=message_key("Reminder of the monthly checks"),
        about=message_key(
            "Tells heads and the administrator which journals they have not checked this month."
        ),
        when=When(TaskRhythm.monthly, 20, "09:00"),
        job="jobs.remarks.remind_monthly_checks",
        told=("module_admin", "department_head", "deputy_director"),
    ),
    Task(
        key="control_plan",
        title=message_key("Reminder of the control plan"),
        about=message_key(
            "Tells who answers for items of the plan of internal control that are due or late."
        ),
        when=When(TaskRhythm.daily, 0, "08:00"),
        job="jobs.control.remind",
        told=("deputy_director",),
    ),
    Task(
        key="attendance_sheets",
        title=message_key("Attendance sheets of the month"),
        about=message_key(
            "Reminds curators of the sheet of last month before its day and after it, and tells"
            " heads which are late."
        ),
        when=When(TaskRhythm.daily, 0, "08:10"),
        job="jobs.handovers.remind",
        told=("department_head", "deputy_director"),
    ),
    Task(
        key="archive_check",
        title=message_key("Check of the files of the archive"),
        about=message_key(
            "Reads every file of the archive again and compares its SHA-256; the administrator"
            " hears of what is damaged or missing."
        ),
        when=When(TaskRhythm.weekly, 7, "02:30"),
        job="jobs.archive.check_files",
        told=("module_admin",),
        timeout=120 * MINUTE,
    ),
    Task(
        key="archive_retention",
        title=message_key("Reports past their time"),
        about=message_key(
            "Removes reports from the archive when the education of their group has ended."
        ),
        when=When(TaskRhythm.daily, 0, "03:40"),
        job="jobs.archive.remove_expired",
        told=("module_admin",),
        timeout=30 * MINUTE,
    ),
    Task(
        key="activity",
        title=message_key("Activity of users"),
        about=message_key("Counts who changed something in the journal on the days before."),
        when=When(TaskRhythm.daily, 0, "01:30"),
        job="jobs.activity.count_activity",
    ),
    Task(
        key="activity_report",
        title=message_key("Monthly report on the activity of users"),
        about=message_key(
            "Puts the report of the past month into the archive and tells the administrator and"
            " the deputy directors."
        ),
        when=When(TaskRhythm.monthly, 1, "07:00"),
        job="jobs.monthly.report_activity",
        told=("module_admin", "deputy_director"),
    ),
    Task(
        key="attendance_week",
        title=message_key("Attendance of the week"),
        about=message_key("Reminds curators to look at the attendance of the past week."),
        when=When(TaskRhythm.weekly, 1, "08:30"),
        job="jobs.monthly.remind_of_week",
        told=("curator",),
    ),
    Task(
        key="year_archive",
        title=message_key("Archive of the academic year"),
        about=message_key("Reminds deputy directors to close the year that is over."),
        when=When(TaskRhythm.yearly, 5, "09:00"),
        job="jobs.monthly.remind_to_close",
        told=("deputy_director",),
    ),
)
TASKS: Final[Mapping[str, Task]] = {task.key: task for task in TABLE}
# A run that has not ended so long after it could have is taken for lost.
LOST_AFTER: Final = timedelta(hours=2)
