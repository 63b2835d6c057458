"""What the norms of the regulation mean, in words that people read; see domain/regulation.py."""

from typing import Any, Final

from flask_babel import lazy_gettext as _l

NORM_LABELS: Final[dict[str, dict[str, Any]]] = {
    "Norm": {
        "record_days": _l("Days after a lesson within which it is recorded (0: the same day)"),
        "homework_days": _l("Days after a lesson within which homework is entered"),
        "results_days": _l("Days after a work within which its results are entered"),
        "outage_transfer_days": _l("Working days to transfer the paper journal after an outage"),
        "correction_days": _l("Days after a lesson during which the journal stays open"),
        "window_days": _l("Days for which a window for corrections is opened as a rule"),
        "soon_days": _l("Days ahead that the list of duties looks"),
        "closing_days": _l("Days before and after the end of a semester for closing it"),
        "marks_needed": _l("Marks needed for a semester mark, by hours a week"),
        "mark_gap": _l("How far a final mark may be from the average without a reason"),
        "round_up_from": _l("From which part an average is rounded up"),
        "not_attested_share": _l("Share of missed hours from which «н/а» is suggested, %"),
        "year_rule": _l("How the mark of a year follows from its semesters"),
        "result_rule": _l("How the result of a discipline follows from its marks"),
        "degree_weights": _l("Weights of marks in the degree of training"),
        "demo_exam_scale": _l("Percents below which a demonstration exam gives 2, 3, 4"),
        "borrowed_limit": _l("Share of borrowed text up to which a thesis is admitted, %"),
        "practice_link_days": _l("Days after a practice for which an enterprise's link opens"),
        "retakes": _l("Retakes of an attestation; the last before a commission"),
        "commission_members": _l("Members of an attestation commission, the chairman counted"),
        "attendance_sheet_day": _l("Day of the month by which the attendance sheet is handed over"),
        "checks_a_month": _l("Checks of journals a month"),
        "archive_years": _l("Years that printed journals stay in the archive"),
    },
    "NormKind": {
        "days": _l("days"),
        "amount": _l("number"),
        "number": _l("number with decimals"),
        "percent": _l("percent"),
        "choice": _l("choice"),
        "steps": _l("steps"),
        "weights": _l("weights"),
        "bounds": _l("bounds"),
    },
}
