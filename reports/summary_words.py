"""How results are called and written in the summary sheets of a group."""

from collections.abc import Iterable, Sequence
from typing import Final

from flask_babel import format_date, gettext

from domain.cells import EXEMPT, FAILED, NOT_ATTESTED, NUMERIC, PASSED
from domain.enums import Attendance, AttestationForm
from domain.performance import FAILING, Rank
from reports.dataset import Cell, Fact, Tone
from services.group_result_shapes import Result, ResultColumn, ResultKind, StudentResults

RETAKEN: Final = "*"
ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def kind_words(kind: ResultKind) -> str:
    """Return the heading of the columns of a kind."""
    return {
        ResultKind.semester: gettext("Marks of the semester"),
        ResultKind.year: gettext("Marks of the year"),
        ResultKind.sheet: gettext("Exams and credits"),
        ResultKind.coursework: gettext("Coursework"),
        ResultKind.practice: gettext("Practice"),
        ResultKind.discipline: gettext("Results of disciplines"),
    }[kind]


def rank_words(rank: Rank) -> str:
    """Return how students of a rank are called."""
    return {
        Rank.excellent: gettext("with fives alone"),
        Rank.good: gettext("with fives and fours"),
        Rank.one_three: gettext("with a single three"),
        Rank.fair: gettext("with several threes"),
        Rank.failing: gettext("failing"),
    }[rank]


def item_words(column: ResultColumn) -> str:
    """Return «ОД.01 Русский язык», with the part where teachers share it."""
    part = f" ({column.part})" if column.part > 1 else ""
    return f"{column.index_code} {column.item}{part}"


def short_kind(column: ResultColumn) -> str:
    """Return what stands under the item in a sheet of a year: «I», «II», «year», «exam» …"""
    match column.kind:
        case ResultKind.semester:
            return ROMAN[column.term]
        case ResultKind.year:
            return gettext("year")
        case ResultKind.sheet:
            return f"{short_form(column.form)} {ROMAN[column.term]}"
        case ResultKind.coursework:
            return gettext("coursework")
        case ResultKind.practice:
            return gettext("practice")
    return gettext("result")


def short_form(form: AttestationForm) -> str:
    """Return the form of attestation in a few letters."""
    return {
        AttestationForm.exam: gettext("ex."),
        AttestationForm.graded_credit: gettext("gr. cr."),
        AttestationForm.credit: gettext("cr."),
        AttestationForm.module_exam: gettext("mod. ex."),
        AttestationForm.final_mark: gettext("fin."),
        AttestationForm.control_work: gettext("contr."),
    }.get(form, gettext("oth."))


def long_title(column: ResultColumn, *, several_terms: bool) -> str:
    """Return the heading of a column in a sheet of a semester."""
    title = item_words(column)
    if column.kind is ResultKind.sheet:
        # Before the name, which may be cut for want of room.
        title = f"{column.index_code} ({short_form(column.form)}) {column.item}"
    if several_terms and column.term:
        title = f"{title}, {ROMAN[column.term]}"
    return title


def result_cell(result: Result | None) -> tuple[Cell, Tone]:
    """Return the text or number of a result, and how it stands out."""
    if result is None:
        return None, Tone.plain
    tone = Tone.alert if result.counted in FAILING else Tone.plain
    if result.code is None:
        if not result.is_admitted:
            return gettext("n/adm"), tone
        return (None if result.attendance is Attendance.present else gettext("n/came")), tone
    if result.is_retaken:
        return f"{result.code}{RETAKEN}", tone
    return (int(result.code) if result.code in NUMERIC else result.code), tone


def legend(lines: Iterable[StudentResults]) -> tuple[Fact, ...]:
    """Return what the letters mean that stand in the cells."""
    results = [one for line in lines for one in line.results.values()]
    codes = {one.code for one in results}
    words = (
        (PASSED, PASSED in codes, gettext("passed (mark)")),
        (FAILED, FAILED in codes, gettext("not passed (mark)")),
        (NOT_ATTESTED, NOT_ATTESTED in codes, gettext("not attested (mark)")),
        (EXEMPT, EXEMPT in codes, gettext("exempt (mark)")),
        (
            gettext("n/adm"),
            any(one.code is None and not one.is_admitted for one in results),
            gettext("not admitted"),
        ),
        (
            gettext("n/came"),
            any(
                one.code is None and one.is_admitted and one.attendance is not Attendance.present
                for one in results
            ),
            gettext("did not come"),
        ),
        (RETAKEN, any(one.is_retaken for one in results), gettext("after a retake")),
    )
    return tuple(Fact(label, text) for label, is_there, text in words if is_there)


def open_journals(names: Sequence[str]) -> tuple[str, ...]:
    """Return the sentence about journals whose final marks nobody has signed yet."""
    if not names:
        return ()
    return (
        gettext(
            "Final marks not signed yet, so the sheet may still change: %(names)s.",
            names="; ".join(names),
        ),
    )


def name_words(line: StudentResults) -> str:
    """Return the student's name, with the day of leaving."""
    if line.left_on is None:
        return line.name
    return gettext(
        "%(name)s (left on %(day)s)", name=line.name, day=format_date(line.left_on, "dd.MM.yyyy")
    )
