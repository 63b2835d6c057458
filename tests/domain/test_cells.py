"""The grammar of a cell (design, section 6), a table per rule and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cells import (
    ABSENCE_CODES,
    EMPTY,
    MARK_CODES,
    Cell,
    CellError,
    CellFault,
    canonical,
    grammar,
    parse,
    parse_mark,
)
from domain.enums import AbsenceKind

LETTERS = "нпуобфзчсавehbnoacyHBНПУОБЗЧ5432190 /"


@pytest.mark.parametrize("code", MARK_CODES)
def test_every_mark_code_is_a_cell(code: str) -> None:
    assert parse(code) == Cell(marks=(code,))


@pytest.mark.parametrize(("code", "kind"), ABSENCE_CODES.items())
def test_every_absence_code_is_a_cell(code: str, kind: AbsenceKind) -> None:
    assert parse(code) == Cell(absence=kind)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", ""),
        ("   ", ""),
        (" 5 ", "5"),
        ("4/5", "4/5"),
        ("4 5", "4/5"),
        ("4 / 5", "4/5"),
        ("4  5", "4/5"),
        ("5/5", "5/5"),
        ("оп/4", "оп/4"),
        ("4/оп", "оп/4"),
        ("оп15", "оп15"),
        ("оп05", "оп5"),
        ("оп1", "оп1"),
        ("оп90", "оп90"),
        ("оп15 4/5", "оп15/4/5"),
        ("н/5", "н/5"),
        ("н 5", "н/5"),
        ("5 н", "н/5"),
        ("н/зч", "н/зч"),
        ("4/зч", "4/зч"),
        ("н/а", "н/а"),
        ("н / а", "н/а"),
        ("Н/А", "н/а"),
        ("h/a", "н/а"),
        ("H", "н"),
        ("b", "б"),
        ("Б", "б"),
        ("oп15", "оп15"),
        ("on15", "оп15"),
        ("yп", "уп"),
        ("hп/5", "нп/5"),
        ("ocв", "осв"),
        ("ocb", "осв"),
        ("ОСВ", "осв"),
        ("ЗЧ", "зч"),
    ],
)
def test_typed_text_has_one_canonical_spelling(typed: str, text: str) -> None:
    assert canonical(typed) == text


@pytest.mark.parametrize(
    ("typed", "fault", "tokens"),
    [
        ("x", CellFault.unknown, ("x",)),
        ("1", CellFault.unknown, ("1",)),
        ("6", CellFault.unknown, ("6",)),
        ("45", CellFault.unknown, ("45",)),
        ("в", CellFault.unknown, ("в",)),
        ("нн", CellFault.unknown, ("нн",)),
        ("4/", CellFault.unknown, ("",)),
        ("/", CellFault.unknown, ("",)),
        ("4//5", CellFault.unknown, ("",)),
        ("4,5", CellFault.unknown, ("4,5",)),
        ("=5", CellFault.unknown, ("=5",)),
        ("٥", CellFault.unknown, ("٥",)),
        ("оп٥", CellFault.unknown, ("оп٥",)),
        ("п" * 500, CellFault.unknown, ("п" * 20,)),
        ("оп0", CellFault.minutes, ("оп0",)),
        ("оп91", CellFault.minutes, ("оп91",)),
        ("оп 15", CellFault.unknown, ("15",)),
        ("б/уп", CellFault.contradiction, ("б", "уп")),
        ("н/оп", CellFault.contradiction, ("н", "оп")),
        ("н/н", CellFault.contradiction, ("н", "н")),
        ("осв/4", CellFault.contradiction, ("осв", "4")),
        ("осв н", CellFault.contradiction, ("осв", "н")),
        ("н/а/4", CellFault.contradiction, ("н/а", "4")),
        ("4/н/а", CellFault.contradiction, ("4", "н/а")),
        ("н/н/а", CellFault.contradiction, ("н", "н/а")),
        ("зч/нз", CellFault.contradiction, ("зч", "нз")),
        ("4/5/3", CellFault.too_many_marks, ("4", "5", "3")),
    ],
)
def test_anything_else_is_refused_with_its_fault(
    typed: str, fault: CellFault, tokens: tuple[str, ...]
) -> None:
    with pytest.raises(CellError) as refused:
        parse(typed)
    assert (refused.value.code, refused.value.tokens) == (fault, tokens)
    assert refused.value.allowed == (*MARK_CODES, *ABSENCE_CODES)


@given(st.text(alphabet=LETTERS, max_size=9) | st.text(max_size=30))
def test_the_canonical_text_of_whatever_is_accepted_means_the_same(typed: str) -> None:
    try:
        cell = parse(typed)
    except CellError:
        return
    assert parse(cell.text) == cell
    assert canonical(cell.text) == cell.text == canonical(typed)
    assert bool(cell) == (cell.text != "")


cells = st.builds(
    lambda absence, minutes, marks: Cell(
        absence, minutes if absence is AbsenceKind.late else None, tuple(marks)
    ),
    st.none() | st.sampled_from(AbsenceKind),
    st.none() | st.integers(1, 90),
    st.lists(st.sampled_from(["5", "4", "3", "2", "зч"]), max_size=2),
)


@given(cells)
def test_every_cell_can_be_typed(cell: Cell) -> None:
    assert parse(cell.text) == cell
    assert parse(cell.text.upper().replace("/", "  ")) == cell


def test_an_empty_cell_is_present_without_a_mark() -> None:
    assert parse("") == EMPTY
    assert not EMPTY


def test_the_browsers_table_names_every_code() -> None:
    table = grammar()
    assert table["marks"] == list(MARK_CODES)
    assert table["absences"] == {code: kind.value for code, kind in ABSENCE_CODES.items()}


@pytest.mark.parametrize("text", ["", *MARK_CODES, " 5 ", "Н/А", "ocb"])
def test_5_5_10_the_cell_of_a_work_holds_one_mark_or_nothing(text: str) -> None:
    assert parse_mark(text) == parse(text)


@pytest.mark.parametrize("text", ["н", "оп15", "4/5", "н/5", "уп/4"])
def test_5_5_10_the_cell_of_a_work_holds_no_absence_and_no_second_mark(text: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_mark(text)
    assert refused.value.code is CellFault.one_mark
