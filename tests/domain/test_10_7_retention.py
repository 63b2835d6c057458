"""Clauses 5.2.6, 10.6, 10.7: codes of printed documents, where they lie, when they may go."""

from datetime import date

import pytest

from domain.control_enums import CustodyPlaceKind as Place
from domain.document_code import document_code, number_in, read_code
from domain.retention import PaperFacts, disposal, goes_back, keep_until, next_place

TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("ends", "years", "until"),
    [
        (date(2026, 6, 30), 5, date(2031, 6, 30)),
        (date(2024, 2, 29), 5, date(2029, 3, 1)),  # no such day then: not a day too early
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (None, 5, None),
    ],
)
def test_10_7_kept_for_years_after_the_group_graduated(ends, years, until) -> None:
    assert keep_until(ends, years) == until


@pytest.mark.parametrize(
    ("place", "until", "held", "code"),
    [
        (Place.archive, date(2026, 10, 13), False, "ready"),
        (Place.archive, TODAY, False, "too_early"),  # the last day of keeping
        (Place.archive, date(2026, 10, 15), False, "too_early"),
        (Place.archive, date(2020, 1, 1), True, "held"),
        (Place.archive, None, False, "no_date"),
        (Place.study_office, date(2020, 1, 1), False, "elsewhere"),
        (Place.maker, date(2020, 1, 1), False, "elsewhere"),
        (Place.disposed, date(2020, 1, 1), False, "gone"),
    ],
)
def test_10_7_disposed_of_neither_before_its_day_nor_while_held(place, until, held, code) -> None:
    verdict = disposal(PaperFacts(place, until, held), TODAY)
    assert (verdict.code, verdict.clause) == (code, "10.7")


@pytest.mark.parametrize(
    ("place", "ends", "to"),
    [
        (Place.maker, None, Place.deputy),
        (Place.deputy, None, Place.study_office),
        (Place.study_office, date(2026, 10, 13), Place.archive),
        (Place.study_office, TODAY, None),  # the last day of education
        (Place.study_office, None, None),
        (Place.archive, date(2020, 1, 1), None),
    ],
)
def test_10_6_a_document_goes_on_when_its_time_comes(place, ends, to) -> None:
    assert next_place(place, ends, TODAY) == to


def test_10_6_the_way_back_is_known() -> None:
    assert goes_back(Place.archive, Place.study_office)
    assert not goes_back(Place.deputy, Place.study_office)
    assert not goes_back(Place.deputy, Place.archive)


@pytest.mark.parametrize(
    "typed", ["2026-00042-{}", " 2026 00042 {} ", "№ 202600042{}", "2026–00042–{}"]
)
def test_5_2_6_a_code_is_found_however_it_is_typed(typed) -> None:
    code = document_code(2026, 42)
    latin = code[-1].translate(str.maketrans("АВЕКМНРСТУХ", "abekmhpctyx"))
    assert read_code(typed.format(latin)) == code
    assert number_in(code) == 42


def test_5_2_6_a_wrong_digit_and_swapped_digits_are_no_code() -> None:
    code = document_code(2026, 12345)
    wrong = {
        code[:place] + digit + code[place + 1 :]
        for place in (*range(4), *range(5, 10))
        for digit in "0123456789"
    } - {code}
    swapped = {
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in (*range(3), *range(5, 9))
    } - {code}
    assert len(wrong) == 81
    assert all(read_code(one) is None for one in wrong | swapped)


@pytest.mark.parametrize(("year", "number"), [(999, 1), (2026, 0), (2026, 100_000), (10_000, 1)])
def test_5_2_6_what_is_no_code_is_refused(year, number) -> None:
    with pytest.raises(ValueError, match="code"):
        document_code(year, number)
