"""The delivery of the programme: hours side by side (clause 3.11)."""

from datetime import date, datetime

import pytest

from access.principal import current_principal
from domain.enums import ChangeKind
from models import Lesson, TimetableChange
from services.delivery import DeliveryAsked, Level, delivery


@pytest.fixture
def found(act_as):
    def run(login, **asked):
        with act_as(login) as session:
            return delivery(session, current_principal(), DeliveryAsked(**asked))

    return run


def _line(result, key):
    return next(line for line in result.lines if line.key == key)


def _lesson(cast, day, pair, confirmed=False, hours=2):
    return Lesson(
        gradebook_id=cast.gradebook,
        held_on=day,
        pair=pair,
        hours=hours,
        topic="Процессы" if confirmed else "",
        confirmed_at=datetime(day.year, day.month, day.day, 9) if confirmed else None,
    )


def test_a_journal_s_hours_of_every_kind(cast, act_as, found):
    """Two lessons recorded, one past one not, today's and one of November to come."""
    with act_as("system", writes=True) as session:
        session.add(_lesson(cast, date(2026, 11, 3), 1))
        session.commit()
    hours = _line(found("director", level=Level.journal), cast.gradebook).hours
    assert (hours.curriculum, hours.load, hours.plan) == (60, 60, 4)
    assert (hours.scheduled, hours.held, hours.due, hours.to_come) == (10, 4, 6, 4)
    assert (hours.unrecorded, hours.deviation, hours.forecast) == (2, -2, 4 + 4 - 60)
    assert hours.is_behind


def test_a_cancelled_lesson_is_missing_today(cast, act_as, found):
    before = _line(found("director", level=Level.journal), cast.gradebook).hours
    with act_as("system", writes=True) as session:
        session.add(
            TimetableChange(
                group_id=cast.group,
                assignment_id=cast.teaching_assignment,
                held_on=date(2026, 10, 5),
                pair=1,
                kind=ChangeKind.cancel,
                ground="Приказ № 13",
                created_at=datetime(2026, 10, 5, 5),
                was={"hours": 2},
            )
        )
        session.commit()
    after = _line(found("director", level=Level.journal), cast.gradebook).hours
    assert (after.due, after.deviation) == (before.due + 2, before.deviation - 2)


@pytest.mark.parametrize("level", list(Level))
def test_every_level_adds_up_to_the_same_hours(cast, found, level):
    result = found("director", level=level)
    for name in ("load", "held", "scheduled", "due", "to_come", "plan"):
        total = getattr(result.total.hours, name)
        assert total == sum(getattr(line.hours, name) for line in result.lines)
    assert result.total.journals == 9
    assert result.total.hours.load == 9 * 60


def test_the_worst_comes_first(found):
    result = found("director", level=Level.journal)
    forecasts = [min(0, line.hours.forecast) for line in result.lines]
    assert forecasts == sorted(forecasts)


def test_a_semester_and_the_whole_year(cast, found):
    second = found("director", level=Level.journal, semester=2)
    assert _line(second, cast.gradebook).hours.load == 0
    whole = found("director", level=Level.journal, semester=0)
    assert _line(whole, cast.gradebook).hours.load == 60
    assert found("director").semester == 1
    assert found("director", year_id=cast.academic_year2).lines == ()


@pytest.mark.parametrize(
    ("login", "names"),
    [
        ("teacher", ("gradebook", "gradebook_sub", "gradebook_tc_other", "gradebook_th_other")),
        ("teacher2", ("gradebook2",)),
        ("department_head2", ("gradebook2",)),
        ("curator2", ("gradebook2",)),
        # The role of a parent shows journals too, but not how programmes are delivered.
        ("teacher_parent", ("gradebook_tp",)),
        ("student", ()),
        ("parent", ()),
    ],
)
def test_everyone_follows_the_journals_of_their_roles(cast, found, login, names):
    result = found(login, level=Level.journal)
    assert {line.key for line in result.lines} == {cast[name] for name in names}


def test_filters_narrow_the_journals(cast, found):
    of_group = found("director", level=Level.journal, group_id=cast.group2)
    assert [line.key for line in of_group.lines] == [cast.gradebook2]
    of_department = found("director", level=Level.group, department_id=cast.department2)
    assert [line.key for line in of_department.lines] == [cast.group2]
    of_teacher = found("director", level=Level.journal, teacher_id=cast.employee_teacher_head)
    assert [line.key for line in of_teacher.lines] == [cast.gradebook_th]


def test_the_statements_do_not_grow_with_the_journals(act_as, count_statements):
    counts = []
    for login in ("director", "teacher2"):
        with act_as(login) as session, count_statements() as statements:
            delivery(session, current_principal(), DeliveryAsked(Level.journal))
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9
