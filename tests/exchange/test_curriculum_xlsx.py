"""The workbook of a curriculum: written and read back the same, wrong rows told one by one."""

from io import BytesIO

import pytest
import xlsxwriter
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings

from exchange.curriculum_xlsx import curriculum_workbook, read_curriculum_xlsx, template_workbook
from exchange.curriculum_xlsx.form import CYCLE_FIELDS, HEAD_FIELDS, ROW_FIELDS
from exchange.curriculum_xlsx.write import EXAMPLE
from exchange.plx import read_plx
from exchange.unreadable import UnreadableError
from tests.exchange.synthetic_plx import content
from tests.exchange.test_plx import plans


@pytest.fixture(autouse=True)
def _within_the_app(app):
    with app.app_context(), force_locale("en"):
        yield


def test_the_template_reads_as_its_example():
    reading = read_curriculum_xlsx(template_workbook())
    assert reading.errors == ()
    assert reading.plan == EXAMPLE


def test_an_imported_curriculum_goes_out_and_comes_back_the_same():
    plan = read_plx(content()).plan
    assert read_curriculum_xlsx(curriculum_workbook(plan)).plan == plan


@given(plan=plans())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_curriculum_goes_out_and_comes_back_the_same(plan):
    reading = read_curriculum_xlsx(curriculum_workbook(plan))
    if plan.total:
        assert reading.errors == ()
        assert reading.plan == plan


def _columns():
    head = {name: str(label) for name, label in HEAD_FIELDS.items()}
    cycles = [str(label) for label in CYCLE_FIELDS.values()]
    return head, cycles, [str(label) for label in ROW_FIELDS.values()]


def _book(*rows, sheets=("Curriculum", "Cycles", "Rows and hours"), columns=None):
    head, cycles, names = _columns()
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    tables = (
        [[head["code"], "09.02.07"], [head["name"], "Системы"], [head["intake_year"], "2026"]],
        [cycles, ["ПЦ", "Профессиональный", ""]],
        [columns or names, *rows],
    )
    for name, table in zip(sheets, tables, strict=True):
        sheet = book.add_worksheet(name)
        for line, row in enumerate(table):
            for column, value in enumerate(row):
                sheet.write(line, column, value)
    book.close()
    return out.getvalue()


GOOD = ["ОП.01", "Сети", "discipline", "ПЦ", "", 3, 40, 20, 0, 0, 0, 6, 10, 20, "exam"]


def _row(**changes):
    # fmt: off
    names = [
        "index", "name", "kind", "cycle", "parent", "semester", "theory", "practice", "lab",
        "coursework", "consultation", "control", "self_study", "practical", "attestation",
    ]
    # fmt: on
    return [changes.get(name, value) for name, value in zip(names, GOOD, strict=True)]


def test_a_good_row_and_the_next_semester_of_it_under_it():
    nameless = _row(index="", name="", kind="", semester=4)
    (item,) = read_curriculum_xlsx(_book(GOOD, nameless)).plan.items
    assert [(one.semester, one.total) for one in item.semesters] == [(3, 76), (4, 76)]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (_row(index=""), "index"),
        (_row(name=""), "name"),
        (_row(kind="прогулка"), "прогулка"),
        (_row(cycle="ЕН"), "ЕН"),
        (_row(parent="ПМ.09"), "ПМ.09"),
        (_row(parent="ОП.01"), "ОП.01"),
        (_row(semester=13), "13"),
        (_row(semester=""), "semester"),
        (_row(theory=-1), "-1"),
        (_row(theory="сорок"), "сорок"),
        (_row(theory=1.5), "1.5"),
        (_row(theory=9999), "9999"),
        (_row(practical=500), "500"),
        (_row(attestation="спор"), "спор"),
        (_row(name="и" * 251), "250"),
        (_row(index="И" * 41), "40"),
    ],
)
def test_a_wrong_row_is_told_and_nothing_else_is(row, part):
    errors = read_curriculum_xlsx(_book(row)).errors
    assert any(part in error for error in errors), errors
    assert not read_curriculum_xlsx(_book(GOOD)).errors


def test_errors_name_sheet_and_row():
    reading = read_curriculum_xlsx(_book(GOOD, _row(index="ОП.02", theory="x"), GOOD))
    first, second = reading.errors
    assert "Rows and hours" in first
    assert "row 3" in first
    assert "row 4" in second  # the same semester once more


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda: _book(GOOD, sheets=("Curriculum", "Cycles", "Лист3")), "no sheet"),
        (lambda: _book(GOOD, columns=["Index", "Name"]), "no column"),
        (lambda: b"PK\x03\x04 and so on", "damaged"),
        (lambda: b"text", "no XLSX"),
        (lambda: content(), "no XLSX"),
    ],
)
def test_what_is_no_such_workbook_is_refused(make, part):
    with pytest.raises(UnreadableError) as refused:
        read_curriculum_xlsx(make())
    assert part in refused.value.sentence


def test_a_workbook_without_hours_is_refused():
    assert read_curriculum_xlsx(_book(_row()[:5])).errors
