"""A lesson plan flows through the lessons of its journal (clauses 3.11, 4.2)."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.plan_flow import Flow, FlowLesson, FlowTopic, flow

MONDAY = date(2026, 9, 7)


def _lessons(*hours: int, semester: int = 1, first_id: int = 1) -> list[FlowLesson]:
    return [
        FlowLesson(first_id + n, MONDAY + timedelta(days=7 * n), semester, amount)
        for n, amount in enumerate(hours)
    ]


def _topics(*hours: int, semester: int = 1) -> list[FlowTopic]:
    return [FlowTopic(101 + n, semester, amount) for n, amount in enumerate(hours)]


def _planned(found: Flow) -> list[list[tuple[int, int]]]:
    return [[(piece.lesson_id, piece.hours) for piece in row.planned] for row in found.rows]


def test_rows_fill_lessons_in_order() -> None:
    found = flow(_topics(2, 4, 2), _lessons(2, 2, 2, 2))
    assert _planned(found) == [[(1, 2)], [(2, 2), (3, 2)], [(4, 2)]]
    (semester,) = found.semesters
    assert (semester.pending, semester.capacity, semester.at_risk, semester.spare) == (8, 8, 0, 0)
    assert semester.ends_on == semester.last_day == MONDAY + timedelta(days=21)


def test_short_rows_share_a_lesson_and_a_long_day_takes_many() -> None:
    assert _planned(flow(_topics(1, 1, 2), _lessons(2, 2))) == [[(1, 1)], [(1, 1)], [(2, 2)]]
    assert _planned(flow(_topics(2, 2, 2), _lessons(6))) == [[(1, 2)], [(1, 2)], [(1, 2)]]


def test_what_was_given_is_taken_off_and_a_lesson_without_a_row_moves_the_plan_on() -> None:
    first, second, third, fourth = _lessons(2, 2, 2, 2)
    lessons = [first._replace(first=101), second._replace(is_open=False), third, fourth]
    found = flow(_topics(2, 2, 2, 2), lessons)
    assert _planned(found) == [[], [(3, 2)], [(4, 2)], []]
    assert [row.at_risk for row in found.rows] == [0, 0, 0, 2]
    assert found.semesters[0].at_risk == 2


def test_a_row_that_later_rows_overtook_is_skipped_and_comes_next() -> None:
    first, second = _lessons(2, 2)
    found = flow(_topics(2, 2), [first._replace(first=102), second])
    assert [row.is_skipped for row in found.rows] == [True, False]
    assert _planned(found) == [[(2, 2)], []]


def test_rows_stay_in_their_semester() -> None:
    topics = [*_topics(2, 2), FlowTopic(201, 2, 2)]
    lessons = [*_lessons(2), *_lessons(2, 2, semester=2, first_id=11)]
    found = flow(topics, lessons)
    assert _planned(found) == [[(1, 2)], [], [(11, 2)]]
    assert [(one.number, one.at_risk, one.spare) for one in found.semesters] == [
        (1, 2, 0),
        (2, 0, 2),
    ]


def test_the_last_possible_day_of_a_row_leaves_room_for_all_that_follows() -> None:
    found = flow(_topics(2, 2), _lessons(2, 2, 2))
    assert [row.latest for row in found.rows] == [
        MONDAY + timedelta(days=7),
        MONDAY + timedelta(days=14),
    ]
    late = flow(_topics(2, 2), _lessons(2))
    assert [row.latest for row in late.rows] == [None, MONDAY]


def test_merging_saves_what_is_at_risk_and_the_merged_rows_are_given_by_one_lesson() -> None:
    topics = [topic._replace(section=1) for topic in _topics(2, 2, 2, 2)]
    lessons = _lessons(2, 2, 2)
    (merge,) = flow(topics, lessons).semesters[0].merges
    # The latest pair of which the first row still has a lesson.
    assert merge == (103, 104, 3, MONDAY + timedelta(days=14), 2)
    lessons[2] = lessons[2]._replace(first=103, last=104)
    found = flow(topics, lessons)
    assert found.semesters[0].at_risk == 0
    assert [row.saved for row in found.rows] == [0, 0, 0, 2]
    assert [row.pending for row in found.rows] == [2, 2, 0, 0]


def test_rows_of_different_sections_or_kinds_are_not_merged() -> None:
    apart = [topic._replace(section=n) for n, topic in enumerate(_topics(2, 2, 2))]
    assert flow(apart, _lessons(2, 2)).semesters[0].merges == ()
    kinds = [topic._replace(kind=str(n)) for n, topic in enumerate(_topics(2, 2, 2))]
    assert flow(kinds, _lessons(2, 2)).semesters[0].merges == ()


def test_hours_beyond_a_row_are_told_and_change_nothing_else() -> None:
    first, second = _lessons(2, 2)
    found = flow(_topics(1, 2), [first._replace(first=101), second])
    assert found.extra == 1
    assert _planned(found) == [[], [(2, 2)]]


TOPICS = st.lists(
    st.tuples(st.integers(1, 2), st.integers(0, 8), st.integers(1, 3)), max_size=12
).map(
    lambda rows: [
        FlowTopic(n, semester, hours, section)
        for n, (semester, hours, section) in enumerate(sorted(rows, key=lambda row: row[0]), 1)
    ]
)
LESSONS = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.integers(1, 2),
        st.integers(1, 6),
        st.booleans(),
        st.one_of(st.none(), st.integers(1, 14)),
        st.one_of(st.none(), st.integers(1, 14)),
    ),
    max_size=20,
).map(
    lambda rows: [
        FlowLesson(n, MONDAY + timedelta(days=day), semester, hours, is_open, first, last)
        for n, (day, semester, hours, is_open, first, last) in enumerate(rows, 1)
    ]
)


@settings(max_examples=150, deadline=None)
@given(TOPICS, LESSONS)
def test_hours_add_up_order_is_kept_and_no_hour_is_given_twice(
    topics: list[FlowTopic], lessons: list[FlowLesson]
) -> None:
    found = flow(topics, lessons)
    for row in found.rows:
        parts = [piece.hours for piece in (*row.given, *row.planned)]
        assert sum(parts) + row.saved + row.at_risk == row.topic.hours
        assert row.pending >= 0
    used: dict[int, int] = {}
    for row in found.rows:
        for piece in (*row.given, *row.planned):
            used[piece.lesson_id] = used.get(piece.lesson_id, 0) + piece.hours
    hours = {lesson.id: lesson.hours for lesson in lessons}
    assert all(amount <= hours[key] for key, amount in used.items())
    for number in (1, 2):
        days = [
            piece.day for row in found.rows if row.topic.semester == number for piece in row.planned
        ]
        assert days == sorted(days)
    for semester in found.semesters:
        own = [row for row in found.rows if row.topic.semester == semester.number]
        assert semester.at_risk == sum(row.at_risk for row in own)
        assert semester.pending == sum(row.pending for row in own)
        assert len({key for one in semester.merges for key in one[:2]}) == 2 * len(semester.merges)
