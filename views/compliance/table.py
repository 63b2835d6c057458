"""ONE table: clause of the regulation → how far it is met, where, by which rule, which test.

A reader finds any rule within a minute: clause → page → function → test. A test of its own asks
that each page answers, each function exists and each test is there.
"""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from models.clause_labels import CLAUSE_LABELS


class Met(StrEnum):
    """How far the software meets a clause."""

    met = auto()
    part = auto()
    not_yet = auto()


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause: where it is met, the rule and the test."""

    clause: str
    met: Met
    paths: str = ""  # of the pages where it is met, with spaces between them
    rule: str = ""  # dotted name of the function that decides
    test: str = ""  # path of the test, or of the folder of tests

    @property
    def duty(self) -> Any:
        """Return the lazy words of the duty."""
        return CLAUSE_LABELS[self.clause]

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the paths of the pages where it is met."""
        return tuple(self.paths.split())


STATES: Final[dict[Met, Any]] = {
    Met.met: _l("met"),
    Met.part: _l("met in part"),
    Met.not_yet: _l("not yet"),
}

MET, PART, NOT_YET = Met.met, Met.part, Met.not_yet

# fmt: off
CLAUSES: Final[tuple[ClauseRow, ...]] = (
    ClauseRow("2.2", MET, "/", "app.create_app", "tests/platform"),
    ClauseRow("2.3", MET, "/registers/programme/list/",
        "domain.terms.current", "tests/views/test_journal_pages.py"),
    ClauseRow("3.1", MET, "/journals/ /sheets/ /practice/ /final/",
        "domain.cells.parse", "tests/domain/test_cells.py"),
    ClauseRow("3.2", MET, "/journals/", "access.scopes.visible", "tests/access/test_rows_walk.py"),
    ClauseRow("3.3", MET, "/plans/base/",
        "services.plan_base.search_topics", "tests/views/test_plan_base.py"),
    ClauseRow("3.4", MET, "/reports/journal /printed/",
        "reports.printing.print_document", "tests/reports/test_3_4_journal_print.py"),
    ClauseRow("3.5", MET, "/permissions/",
        "access.scopes.visible", "tests/access/test_rows_walk.py"),
    ClauseRow("3.6", MET, "/registers/audit_entry/list/ /windows/ /objectivity/",
        "domain.journal_open.day_open", "tests/domain/test_3_6_journal_open.py"),
    ClauseRow("3.7", MET, "/batches/",
        "domain.batch_plan.parts", "tests/domain/test_10_4_batch_plan.py"),
    ClauseRow("3.8", NOT_YET, "", "", ""),
    ClauseRow("3.9", PART, "/", "services.diary.load_diary", "tests/views/test_home.py"),
    ClauseRow("3.10", NOT_YET, "", "", ""),
    ClauseRow("3.11", MET, "/delivery/ /control-plan/",
        "domain.control_plan.glance", "tests/domain/test_3_11_control_plan.py"),
    ClauseRow("4.1", PART, "/registers/account/list/",
        "services.passwords.change_password", "tests/views/test_auth.py"),
    ClauseRow("4.2", MET, "/plans/missing",
        "domain.plan_hours.compare", "tests/domain/test_5_5_2_plan_hours.py"),
    ClauseRow("4.3", MET, "/debts/", "domain.debts.debts_of", "tests/domain/test_4_3_debts.py"),
    ClauseRow("4.4", MET, "/attendance-sheets/ /reports/attendance_month",
        "domain.handovers.sheet_state", "tests/domain/test_4_4_handovers.py"),
    ClauseRow("4.5", MET, "/notes/ /monitor/",
        "domain.notes.check", "tests/domain/test_4_5_notes.py"),
    ClauseRow("4.6", MET, "/journals/closing",
        "domain.final_marks.year_mark", "tests/domain/test_6_1_final_marks.py"),
    ClauseRow("5.1", NOT_YET, "", "", ""),
    ClauseRow("5.2.1", MET, "/permissions/",
        "access.matrix.allowed", "tests/access/test_matrix_walk.py"),
    ClauseRow("5.2.2", MET, "/inspections/",
        "services.inspections.begin_inspection", "tests/services/test_7_3_inspections.py"),
    ClauseRow("5.2.3", MET, "/dashboard/",
        "services.dashboard.dashboard", "tests/views/test_monitor.py"),
    ClauseRow("5.2.4", MET, "/monitor/",
        "services.monitor.fill", "tests/services/test_4_5_monitor.py"),
    ClauseRow("5.2.5", MET, "/reports/director_digest",
        "domain.questions.questions", "tests/reports/test_5_2_5_control_reports.py"),
    ClauseRow("5.2.6", MET, "/printed/",
        "services.printed.sign_off", "tests/views/test_5_2_6_printed.py"),
    ClauseRow("5.3.1", MET, "/inspections/unchecked",
        "services.inspection_duty.month_duty", "tests/services/test_7_3_inspections.py"),
    ClauseRow("5.3.2", NOT_YET, "", "", ""),
    ClauseRow("5.3.3", MET, "/remarks/",
        "services.remark_keeping.escalate_overdue", "tests/services/test_7_3_inspections.py"),
    ClauseRow("5.3.4", MET, "/sheets/",
        "domain.admission.admission", "tests/domain/test_5_5_11_admission.py"),
    ClauseRow("5.3.5", MET, "/permissions/",
        "access.matrix.allowed", "tests/access/test_matrix_walk.py"),
    ClauseRow("5.3.6", MET, "/batches/",
        "domain.batch_plan.parts", "tests/jobs/test_10_4_batches.py"),
    ClauseRow("5.4.1", PART, "/registers/student/list/",
        "services.checks.check_row", "tests/views/test_register_rules.py"),
    ClauseRow("5.4.2", NOT_YET, "", "", ""),
    ClauseRow("5.4.3", NOT_YET, "", "", ""),
    ClauseRow("5.4.4", MET, "/",
        "services.attendance_week.group_week", "tests/services/test_home_services.py"),
    ClauseRow("5.5.1", MET, "/journals/",
        "domain.keepers.keeper_on", "tests/domain/test_5_5_9_keepers.py"),
    ClauseRow("5.5.2", MET, "/plans/",
        "domain.plan_hours.compare", "tests/domain/test_5_5_2_plan_hours.py"),
    ClauseRow("5.5.3", MET, "/duties/",
        "domain.deadlines.lesson_punctuality", "tests/domain/test_5_5_3_daily.py"),
    ClauseRow("5.5.4", MET, "/duties/",
        "domain.deadlines.lesson_punctuality", "tests/domain/test_5_5_4_lesson_day.py"),
    ClauseRow("5.5.5", MET, "/duties/",
        "domain.deadlines.homework_punctuality", "tests/domain/test_5_5_5_homework.py"),
    ClauseRow("5.5.6", MET, "/duties/ /registers/work/list/",
        "domain.deadlines.results_punctuality", "tests/domain/test_5_5_6_results.py"),
    ClauseRow("5.5.7", MET, "/journals/",
        "domain.enough_marks.judge", "tests/domain/test_5_5_7_enough_marks.py"),
    ClauseRow("5.5.8", MET, "/journals/",
        "domain.language.topic_fault", "tests/domain/test_5_5_8_language.py"),
    ClauseRow("5.5.9", MET, "/subgroups/check",
        "domain.subgroups.faults", "tests/domain/test_5_5_9_subgroups.py"),
    ClauseRow("5.5.10", MET, "/journals/",
        "services.works.create_work", "tests/views/test_5_5_10_works.py"),
    ClauseRow("5.5.11", MET, "/sheets/",
        "domain.admission.admission", "tests/domain/test_5_5_11_admission.py"),
    ClauseRow("5.5.12", MET, "/coursework/",
        "domain.coursework.judged", "tests/domain/test_5_5_12_coursework.py"),
    ClauseRow("5.5.13", MET, "/practice/ /theses/ /final/",
        "domain.practice.verdicts", "tests/domain/test_5_5_13_practice.py"),
    ClauseRow("5.6", PART, "/registers/account/list/",
        "services.passwords.change_password", "tests/views/test_auth.py"),
    ClauseRow("5.7", MET, "/permissions/",
        "access.scopes.visible", "tests/access/test_rows_walk.py"),
    ClauseRow("6.1", MET, "/journals/closing",
        "domain.final_marks.verdicts", "tests/domain/test_6_1_final_marks.py"),
    ClauseRow("6.2", MET, "/journals/closing",
        "domain.enough_marks.needed", "tests/domain/test_6_2_marks_needed.py"),
    ClauseRow("7.1", NOT_YET, "", "", ""),
    ClauseRow("7.2", MET, "/inspections/unchecked",
        "services.inspection_reminders.remind_of_checks", "tests/services/test_7_3_inspections.py"),
    ClauseRow("7.3", MET, "/inspections/",
        "services.inspection_facts.facts", "tests/services/test_7_3_inspections.py"),
    ClauseRow("7.4", MET, "/reports/performance_by_group",
        "services.performance.performance", "tests/reports/test_7_4_performance_reports.py"),
    ClauseRow("7.5", MET, "/reports/council_pack",
        "domain.questions.questions", "tests/domain/test_7_5_questions.py"),
    ClauseRow("7.6", PART, "/registers/audit_entry/list/",
        "access.audit.record", "tests/access/test_audit.py"),
    ClauseRow("7.7", MET, "/years/",
        "services.year_closing.start", "tests/views/test_7_7_year_closing.py"),
    ClauseRow("8.1", MET, "/schedule/",
        "domain.task_moments.turn", "tests/domain/test_8_1_tasks.py"),
    ClauseRow("8.2", MET, "/reports/semester_summary",
        "services.group_results.group_results", "tests/reports/test_10_4_semester_summary.py"),
    ClauseRow("9.1", PART, "/registers/audit_entry/list/",
        "access.audit.stamp", "tests/access/test_audit.py"),
    ClauseRow("10.1", PART, "/registers/outage/list/",
        "domain.deadlines.transfer_limit", "tests/domain/test_10_2_outage.py"),
    ClauseRow("10.2", MET, "/registers/outage/list/",
        "domain.deadlines.transfer_limit", "tests/domain/test_10_2_outage.py"),
    ClauseRow("10.3", MET, "/registers/outage/list/",
        "services.outage_facts.outage_facts", "tests/views/test_5_5_4_punctuality.py"),
    ClauseRow("10.4", MET, "/batches/",
        "domain.batch_plan.parts", "tests/domain/test_10_4_batch_plan.py"),
    ClauseRow("10.5", MET, "/reports/ /printed/",
        "reports.printing.print_document", "tests/views/test_5_2_6_printed.py"),
    ClauseRow("10.6", MET, "/printed/",
        "domain.retention.next_place", "tests/domain/test_10_7_retention.py"),
    ClauseRow("10.7", MET, "/printed/ /disposal/",
        "services.disposal_acts.sign_act", "tests/services/test_10_7_disposal_acts.py"),
    ClauseRow("10.8", MET, "/archive/",
        "services.archive_keeping.remove_expired", "tests/reports/test_10_8_archive.py"),
    ClauseRow("11.3", MET, "/regulation/",
        "domain.regulation.check", "tests/domain/test_11_3_norms.py"),
)
# fmt: on
BY_CLAUSE: Final = {row.clause: row for row in CLAUSES}
