"""Reading timetables of aSc: both dialects, every trap of the format, what is no such file."""

import pytest

from domain.enums import WeekKind
from domain.imported_periods import Bells, bells_in, chosen, recognised
from domain.imported_timetable import (
    CardPlace,
    FaultKind,
    Period,
    card_places,
    pair_places,
    periods_a_week,
)
from exchange.asc import read_timetable
from exchange.unreadable import UnreadableError
from tests.asc_files import HOURS, PAIRS, AscFile

pytestmark = pytest.mark.sqlite_only
ODD, EVEN, EVERY = WeekKind.odd, WeekKind.even, WeekKind.every


@pytest.fixture(autouse=True)
def _words(app):
    """Sentences need a language."""
    with app.test_request_context():
        yield


def _read(file, encoding="utf-8"):
    return read_timetable(file.xml(encoding))


def _places(file, term=1):
    found, faults = [], []
    for card in file.cards:
        places, wrong = card_places(file, card, term)
        found += places
        faults += [fault.kind for fault in wrong]
    return found, faults


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_both_dialects_in_every_encoding_say_the_same(older, encoding):
    file = _read(AscFile(older=older).lesson("L1").card("L1", 2, 3), encoding)
    assert file.is_older is older
    assert file.subjects["S1"].name == "Операционные системы"  # a stray space is gone
    assert file.subjects["S2"].name == "Базы данных"
    assert file.weekdays == (1, 2, 3, 4, 5, 6)
    assert _places(file) == ([CardPlace(3, 3, EVERY, "R1")], [])


@pytest.mark.parametrize(
    ("weeks", "kind"), [("1", EVERY), ("11", EVERY), ("10", ODD), ("01", EVEN), ("", EVERY)]
)
def test_weeks_by_the_mask_of_the_card_or_the_lesson(weeks, kind):
    newer = _read(AscFile().lesson("L1").card("L1", 0, 1, weeks=weeks))
    older = _read(AscFile(older=True).lesson("L1", weeks=weeks).card("L1", 0, 1))
    assert _places(newer)[0] == _places(older)[0] == [CardPlace(1, 1, kind, "R1")]


def test_one_card_may_stand_on_several_days():
    file = AscFile(days=5).lesson("L1")
    file.card("L1", 0, 1, days=file.mask(0, 4))
    assert [place.weekday for place in _places(_read(file))[0]] == [1, 5]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"days": "0010"}, FaultKind.days_mask),
        ({"days": "0010000"}, FaultKind.days_mask),
        ({"days": "00x000"}, FaultKind.days_mask),
        ({"days": "000000"}, FaultKind.not_placed),
        ({"days": ""}, FaultKind.not_placed),
        ({"weeks": "1000"}, FaultKind.weeks_mask),
        ({"weeks": "00"}, FaultKind.weeks_mask),
        ({"period": "9"}, FaultKind.unknown_period),
        ({"period": "x"}, FaultKind.unknown_period),
        ({"terms": "01"}, FaultKind.other_term),
        ({"terms": "1000"}, FaultKind.terms_mask),
    ],
)
def test_a_card_that_cannot_be_placed_is_told_not_dropped(row, kind):
    file = _read(AscFile().lesson("L1").card("L1", 2, 1, **row))
    assert _places(file) == ([], [kind])


@pytest.mark.parametrize("day", ["7", "-1", "x"])
def test_a_day_of_the_older_dialect_outside_the_week_is_told(day):
    file = _read(AscFile(older=True).lesson("L1").card("L1", day, 1))
    assert _places(file) == ([], [FaultKind.days_mask])


def test_the_length_of_the_week_is_that_of_most_masks_where_none_is_defined():
    file = AscFile(days=5).lesson("L1")
    file.lists["daysdefs"].clear()
    for day in range(5):
        file.card("L1", day, 1)
    file.card("L1", 0, 2, days="100000")
    found, faults = _places(_read(file))
    assert len(found) == 5
    assert faults == [FaultKind.days_mask]


def test_a_week_that_begins_on_sunday_is_known_by_its_names():
    file = AscFile(days=2).lesson("L1").card("L1", 0, 1)
    file.lists["daysdefs"] = [
        {"id": "a", "name": "Sunday", "days": "10"},
        {"id": "b", "name": "Monday", "days": "01"},
    ]
    assert _places(_read(file))[0][0].weekday == 7


def test_terms_of_the_semester_alone_are_taken():
    file = AscFile().lesson("L1").card("L1", 0, 1, terms="10").card("L1", 1, 1, terms="01")
    first, second = (_places(_read(file), term)[0] for term in (1, 2))
    assert [place.weekday for place in first] == [1]
    assert [place.weekday for place in second] == [2]


def test_lists_of_ids_are_streams_and_parts():
    file = AscFile().lesson("L1", classids="C1, C2", teacherids="T1,T2,T1", groupids="G2,G3")
    lesson = _read(file.card("L1", 0, 1)).lessons["L1"]
    assert lesson.class_ids == ("C1", "C2")
    assert lesson.teacher_ids == ("T1", "T2")
    assert lesson.group_ids == ("G2", "G3")


def test_parts_of_a_class_know_their_division():
    groups = _read(AscFile().lesson("L1").card("L1", 0, 1)).groups
    assert groups["G1"].is_whole
    assert groups["G2"].division == groups["G3"].division == "1"


def test_one_id_may_stand_in_several_lists_and_twice_in_one_is_told():
    file = AscFile().add("teachers", id="S1", name="Петров П.П.", short="П")
    file.add("teachers", id="T1", name="Кто-то другой", short="К").lesson("L1").card("L1", 0, 1)
    read = _read(file)
    assert read.teachers["S1"].name == "Петров П.П."
    assert read.teachers["T1"].name == "Иванова А.П."
    assert [fault.kind for fault in read.faults] == [FaultKind.repeated]


def test_newer_files_tell_the_names_of_teachers_apart():
    file = AscFile().lesson("L1").card("L1", 0, 1)
    file.add("teachers", id="T9", name="Иванова", firstname="Анна Павловна", lastname="Иванова")
    assert _read(file).teachers["T9"].name == "Иванова Анна Павловна"


def _pairs(file, **lesson):
    file.lesson("L1", **lesson)
    read = _read(file)
    rule = recognised(read.periods, read.lessons["L1"].periods_per_card, {})
    places, _faults = _places(read)
    return [
        (one.weekday, one.pair, one.weeks, one.hours)
        for one in pair_places(read.lessons["L1"], places, rule.pair_of, rule.hours_of)
    ]


def test_a_double_lesson_is_one_pair_whether_it_comes_as_one_card_or_two():
    one = AscFile(times=HOURS).card("L1", 0, 3)
    two = AscFile(times=HOURS).card("L1", 0, 3).card("L1", 0, 4)
    assert _pairs(one, periodspercard=2) == [(1, 2, EVERY, 2)]
    assert _pairs(two, periodspercard=2) == [(1, 2, EVERY, 2)]
    two = AscFile(times=HOURS).card("L1", 0, 3).card("L1", 0, 4)
    assert _pairs(two, periodspercard=1) == [(1, 2, EVERY, 2)]


def test_a_single_hour_is_one_hour_of_its_pair():
    assert _pairs(AscFile(times=HOURS).card("L1", 0, 4)) == [(1, 2, EVERY, 1)]


def test_a_double_lesson_across_two_pairs_is_an_hour_of_each():
    file = AscFile(times=HOURS).card("L1", 0, 2)
    assert _pairs(file, periodspercard=2) == [(1, 1, EVERY, 1), (1, 2, EVERY, 1)]


def test_periods_of_ninety_minutes_are_pairs_of_two_hours():
    assert _pairs(AscFile(times=PAIRS).card("L1", 0, 2)) == [(1, 2, EVERY, 2)]


def test_odd_and_even_cards_of_one_place_are_every_week():
    file = AscFile().card("L1", 0, 1, weeks="10").card("L1", 0, 1, weeks="01")
    assert _pairs(file) == [(1, 1, EVERY, 2)]
    file = AscFile().card("L1", 0, 1, weeks="10").card("L1", 1, 1, weeks="01")
    assert _pairs(file) == [(1, 1, ODD, 2), (2, 1, EVEN, 2)]


@pytest.mark.parametrize(
    ("given", "weeks", "same"),
    [("0.5", "10", True), ("0,5", "10", True), ("1", "10", False), ("2", "1", False)],
)
def test_decimal_periods_a_week_are_compared_with_the_cards(given, weeks, same):
    file = _read(AscFile().lesson("L1", periodsperweek=given).card("L1", 0, 1, weeks=weeks))
    lesson = file.lessons["L1"]
    assert (periods_a_week(lesson, _places(file)[0]) == lesson.periods_per_week) is same


def _rule(times, most=1, bells: Bells | None = None):
    periods = [Period(n, starts, ends) for n, (starts, ends) in enumerate(times, 1)]
    return recognised(periods, most, bells or {}), periods


OURS = {1: ("08:30", "10:00"), 2: ("10:10", "11:40"), 3: ("12:20", "13:50"), 4: ("14:00", "15:30")}


def test_periods_fall_into_our_bells_by_their_times():
    rule, _ = _rule([("8:30", "9:15"), ("9:15", "10:00"), ("14:00", "14:45")], 2, OURS)
    assert rule.pair_of == {1: 1, 2: 1, 3: 4}
    assert not rule.are_pairs
    times = [("10:10", "11:40"), ("17:00", "18:30"), ("8:30", "10:00"), ("14:00", "15:30")]
    rule, _ = _rule(times, 1, OURS)
    assert rule.pair_of == {1: 2, 2: None, 3: 1, 4: 4}


def test_bells_of_other_times_than_ours_are_counted():
    rule, periods = _rule([("8:00", "9:30"), ("9:40", "11:10"), ("11:20", "12:50")], 1, OURS)
    assert rule.pair_of == {1: 1, 2: 2, 3: 3}
    assert bells_in(periods, rule)[2] == ("09:40", "11:10")


def test_several_bell_sets_in_one_numbering_are_counted_through():
    """The day's set begins before the morning's has ended: its first period begins a new pair."""
    morning = [("8:00", "8:45"), ("8:45", "9:30"), ("9:40", "10:25")]
    day = [("9:00", "9:45"), ("9:45", "10:30")]
    rule, periods = _rule(morning + day)
    assert rule.pair_of == {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}
    assert bells_in(periods, rule) == {
        1: ("08:00", "09:30"),
        2: ("09:40", "10:25"),
        3: ("09:00", "10:30"),
    }


def test_without_times_the_length_of_cards_decides():
    assert not _rule([("", ""), ("", "")], 2)[0].are_pairs
    assert _rule([("", ""), ("", "")], 1)[0].are_pairs


def test_a_person_may_give_periods_their_pairs():
    _, periods = _rule(HOURS)
    rule = chosen(periods, 2, [1, 1, 2, 2, None, 3])
    assert rule.pair_of == {1: 1, 2: 1, 3: 2, 4: 2, 5: None, 6: 3}
    assert rule.said == "1,1,2,2,0,3"
    assert set(rule.hours_of.values()) == {1}


GOOD = AscFile().lesson("L1").card("L1", 0, 1).xml()
BOMB = b'<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "x">]><timetable>&a;</timetable>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        b"not xml",
        b"PK\x03\x04" + b"\0" * 50,
        b"%PDF-1.4",
        GOOD[: len(GOOD) // 2],
        GOOD[:20],
        BOMB,
        BOMB.replace(b'"x"', b'SYSTEM "file:///etc/passwd"'),
        b"<html><body/></html>",
        b"<timetable/>",
        b"<timetable><lessons><lesson id='1'/></lessons></timetable>",
        "<?xml version='1.0' encoding='utf-8'?><timetable a='ы'/>".encode("cp1251"),
        b"<?xml version='1.0' encoding='no-such'?><timetable/>",
        GOOD.replace(b"</lessons>", b"</lesson>"),
        GOOD.replace(b"<cards", b"<cards <"),
        b"<timetable>" + b" " * (16 * 1024 * 1024) + b"</timetable>",
        GOOD.replace(b"<period ", b"<nothing "),
    ],
    ids=range(18),
)
def test_what_is_no_timetable_is_refused_in_words(content):
    with pytest.raises(UnreadableError) as refused:
        read_timetable(content)
    assert len(refused.value.sentence) >= 10
