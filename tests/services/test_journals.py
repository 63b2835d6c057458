"""Lists of journals and lessons: whose, in which order, how many."""

import pytest

from access.principal import current_principal
from services.journals import lessons_of_today, my_journals, neighbours


@pytest.fixture
def listed(act_as):
    """Give `listed(login, …)`: the page of journals."""

    def run(login, **how):
        with act_as(login) as session:
            return my_journals(session, current_principal(), **how)

    return run


def test_today_s_journal_comes_first(listed, cast) -> None:
    page = listed("teacher")
    first = page.lines[0]
    assert first.gradebook_id == cast.gradebook
    assert (first.lessons_today, first.own, first.title) == (1, True, "ОП.01 Операционные системы")
    assert (first.not_filled, first.hours_held) == (2, 8)
    assert {line.gradebook_id for line in page.lines} == {
        cast.gradebook,
        cast.gradebook_sub,
        cast.gradebook_tc_other,
        cast.gradebook_th_other,
    }
    assert not page.more


def test_own_journals_come_before_those_of_the_group(listed, cast) -> None:
    page = listed("teacher_curator")
    assert [line.own for line in page.lines] == [True, False, False]
    assert page.lines[0].gradebook_id == cast.gradebook_tc


def test_a_search_a_department_and_what_is_missing_narrow_the_list(listed, cast) -> None:
    found = listed("director", search="операц")
    assert {line.index_code for line in found.lines} == {"ОП.01"}
    assert listed("director", search="100%").lines == ()
    of_department = listed("director", department_id=cast.department2)
    assert {line.gradebook_id for line in of_department.lines} == {cast.gradebook2}
    missing = {line.gradebook_id for line in listed("director", missing=True).lines}
    assert missing == {cast.gradebook, cast.gradebook2}
    assert listed("director", year_id=cast.academic_year2).lines == ()


def test_a_list_is_bounded_and_says_so(listed) -> None:
    page = listed("director", limit=3)
    assert (len(page.lines), page.more) == (3, True)


def test_lessons_of_today(act_as, cast) -> None:
    with act_as("teacher") as session:
        (today,) = lessons_of_today(session)
        assert (today.lesson_id, today.pair, today.state) == (cast.lesson_today, 2, "open")


def test_neighbours_are_of_the_group_and_of_the_teacher(act_as, cast) -> None:
    with act_as("teacher") as session:
        beside = neighbours(session, cast.gradebook)
        assert [one.gradebook_id for one in beside.of_group] == [cast.gradebook_sub]
        assert {one.gradebook_id for one in beside.of_teacher} == {
            cast.gradebook_sub,
            cast.gradebook_tc_other,
            cast.gradebook_th_other,
        }
        assert neighbours(session, cast.gradebook2).of_group == ()
    with act_as("curator") as session:
        of_group = neighbours(session, cast.gradebook).of_group
        assert {one.gradebook_id for one in of_group} == {cast.gradebook_sub, cast.gradebook_td}
