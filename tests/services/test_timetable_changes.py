"""Stand-ins, cancelled, moved and replaced lessons: what they do and leave behind."""

from datetime import date

import pytest
from sqlalchemy import func, select

from access.principal import current_principal
from domain.enums import ChangeKind, Standing
from models import (
    AuditEntry,
    JournalTeacher,
    Lesson,
    Mark,
    Notice,
    SubgroupMember,
    Timetable,
    TimetableChange,
)
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.journal_keepers import keepers_of, may_write_on
from services.timetable_changes import (
    Wanted,
    apply_change,
    revise_change,
    undo_change,
)
from tests.services.changing import GROUND, changed, do, lessons, undo
from tests.services.timetable_lessons import FRIDAY, TODAY, TOMORROW, scheduled


def _notices(act_as, login, cast):
    with act_as("system") as session:
        rows = select(Notice).where(Notice.user_id == cast[f"user_{login}"])
        return [dict(one.params) for one in session.scalars(rows) if "changes" in (one.link or "")]


@pytest.fixture
def lesson(act_as, cast):
    with act_as("system", writes=True) as session:
        return scheduled(session, cast, "gradebook", topic="Процессы")


def test_a_stand_in_writes_in_the_journal_on_that_day_alone(act_as, cast, lesson):
    done = do(act_as, changed(cast, "substitute", teacher_id=cast.employee_teacher2))
    with act_as("system") as session:
        term = session.scalars(
            select(JournalTeacher).where(JournalTeacher.change_id == done.change_ids[0])
        ).one()
        assert (term.standing, term.starts_on, term.ends_on) == (
            Standing.substitute,
            TOMORROW,
            TOMORROW,
        )
        terms = keepers_of(session, cast.gradebook)
        assert may_write_on(terms, cast.employee_teacher2, TOMORROW)
        assert not may_write_on(terms, cast.employee_teacher2, FRIDAY)
    with act_as("teacher2") as session:  # who sees the change and the lesson with it
        assert session.get(TimetableChange, done.change_ids[0]) is not None
        assert session.get(Lesson, lesson) is not None


def test_undoing_a_stand_in_takes_the_journal_away_again(act_as, cast, lesson):
    done = do(act_as, changed(cast, "substitute", teacher_id=cast.employee_teacher2))
    undo(act_as, done.change_ids[0])
    with act_as("teacher2") as session:
        assert session.get(Lesson, lesson) is None
    with act_as("system") as session:
        assert session.get(TimetableChange, done.change_ids[0]) is None


def test_a_cancelled_lesson_is_gone_and_comes_back_as_it_was(act_as, cast, lesson):
    before = lessons(act_as, cast)
    done = do(act_as, changed(cast, "cancel"))
    assert lessons(act_as, cast) == []
    undo(act_as, done.change_ids[0])
    assert lessons(act_as, cast) == before == [(TOMORROW, 1, 2, cast.room, "Процессы")]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"new_day": FRIDAY}, (FRIDAY, 1, "room")),
        ({"new_pair": 4}, (TOMORROW, 4, "room")),
        ({"room_id": "room2"}, (TOMORROW, 1, "room2")),
        ({"new_day": FRIDAY, "new_pair": 2, "room_id": "room2"}, (FRIDAY, 2, "room2")),
    ],
)
def test_a_moved_lesson_stands_at_its_new_place_and_comes_back(act_as, cast, lesson, more, place):
    before = lessons(act_as, cast)
    given = {name: cast[value] if name == "room_id" else value for name, value in more.items()}
    done = do(act_as, changed(cast, "move", **given))
    day, pair, room = place
    assert lessons(act_as, cast) == [(day, pair, 2, cast[room], "Процессы")]
    with act_as("system") as session:
        assert session.get(Lesson, lesson) is not None  # the same lesson, not a new one
    undo(act_as, done.change_ids[0])
    assert lessons(act_as, cast) == before


def test_another_discipline_of_the_group_has_the_pair(act_as, cast, lesson):
    before = lessons(act_as, cast)
    other = cast.teaching_assignment_td
    done = do(act_as, changed(cast, "instead", instead_id=other))
    assert lessons(act_as, cast) == []
    assert lessons(act_as, cast, "gradebook_td") == [(TOMORROW, 1, 2, cast.room, "")]
    undo(act_as, done.change_ids[0])
    assert lessons(act_as, cast) == before
    assert lessons(act_as, cast, "gradebook_td") == []


def test_a_moved_lesson_may_get_a_stand_in_which_is_undone_first(act_as, cast, lesson):
    moved = do(act_as, changed(cast, "move", new_day=FRIDAY)).change_ids[0]
    stand_in = changed(cast, "substitute", day=FRIDAY, teacher_id=cast.employee_teacher2)
    key = do(act_as, stand_in).change_ids[0]
    with pytest.raises(FieldsError) as refused:
        undo(act_as, moved)
    assert refused.value.errors.keys() == {"pair"}
    undo(act_as, key)
    undo(act_as, moved)
    assert [row[0] for row in lessons(act_as, cast)] == [TOMORROW]


@pytest.mark.parametrize("kind", ["cancel", "move", "substitute"])
def test_a_lesson_with_records_stays(act_as, cast, kind):
    with act_as("system", writes=True) as session:
        key = scheduled(session, cast, "gradebook", TODAY, 4)
        session.add(Mark(lesson_id=key, student_id=cast.student, code="5"))
        session.commit()
    more = {"move": {"new_pair": 3}, "substitute": {"teacher_id": cast.employee_teacher2}}
    with pytest.raises(FieldsError) as refused:
        do(act_as, changed(cast, kind, day=TODAY, pair=4, **more.get(kind, {})))
    assert refused.value.errors.keys() == {"changes.0.pair"}
    assert (TODAY, 4) in [row[:2] for row in lessons(act_as, cast)]


def test_a_change_stays_once_its_lesson_is_recorded(act_as, cast, lesson):
    key = do(act_as, changed(cast, "move", new_day=TODAY, new_pair=4)).change_ids[0]
    with act_as("system", writes=True) as session:
        session.add(Mark(lesson_id=lesson, student_id=cast.student, code="5"))
        session.commit()
    with pytest.raises(FieldsError):
        undo(act_as, key)
    assert [row[:2] for row in lessons(act_as, cast)] == [(TODAY, 4)]


def test_what_is_over_is_not_changed(act_as, cast, at_local):
    day = date(2026, 10, 13)
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", day, 2)
    with pytest.raises(FieldsError) as refused:
        do(act_as, changed(cast, "cancel", day=day, pair=2))
    assert refused.value.errors.keys() == {"changes.0.held_on"}


def test_a_set_is_written_whole_or_not_at_all(act_as, cast, lesson):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", TOMORROW, 2)
    good = changed(cast, "cancel")
    bad = changed(cast, "cancel", pair=3)
    with pytest.raises(FieldsError) as refused:
        do(act_as, good, bad)
    assert refused.value.errors.keys() == {"changes.1.pair"}
    assert len(lessons(act_as, cast)) == 2


def test_one_notice_for_each_person_and_set(act_as, cast, lesson):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", FRIDAY, 2)
    one = changed(cast, "substitute", teacher_id=cast.employee_teacher2)
    done = do(act_as, one, changed(cast, "cancel", day=FRIDAY, pair=2))
    for login in ("teacher", "student", "parent", "curator", "teacher2"):
        assert len(_notices(act_as, login, cast)) == 1, login
    for login in ("student2", "parent2", "curator2", "hr"):
        assert _notices(act_as, login, cast) == [], login
    assert done.told == 5
    (told,) = _notices(act_as, "teacher", cast)
    assert told["count"] == 2
    (told,) = _notices(act_as, "teacher2", cast)  # of the one lesson that is theirs
    assert told["group"] == "ИС-21"
    assert told["ground"] == GROUND
    assert "ground" not in _notices(act_as, "student", cast)[0]


def test_a_lesson_of_a_subgroup_concerns_its_members_alone(act_as, cast):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook_sub")
        member = session.get_one(SubgroupMember, cast.subgroup_member)
        member.ends_on = TODAY
        session.commit()
    do(act_as, changed(cast, "cancel", "_sub"))
    assert _notices(act_as, "student", cast) == []
    assert len(_notices(act_as, "teacher", cast)) == 1


def test_a_change_is_made_anew_in_its_place(act_as, cast, lesson):
    key = do(act_as, changed(cast, "cancel")).change_ids[0]
    with act_as("timetabler", writes=True) as session:
        wanted = Wanted(0, TODAY, 1, ChangeKind.move, new_day=FRIDAY, new_pair=2)
        revise_change(session, current_principal(), key, wanted, "Приказ № 8")
    assert lessons(act_as, cast) == [(FRIDAY, 2, 2, cast.room, "Процессы")]
    with act_as("system") as session:
        change = session.get_one(TimetableChange, key)
        assert (change.kind, change.ground, change.new_day) == ("move", "Приказ № 8", FRIDAY)
        assert (change.held_on, change.pair) == (TOMORROW, 1)
    undo(act_as, key)
    assert [row[:2] for row in lessons(act_as, cast)] == [(TOMORROW, 1)]


def test_a_refused_revision_leaves_the_change_as_it_was(act_as, cast, lesson):
    key = do(act_as, changed(cast, "cancel")).change_ids[0]
    wanted = Wanted(0, TODAY, 1, ChangeKind.move, new_day=date(2027, 3, 1))
    with act_as("timetabler", writes=True) as session, pytest.raises(FieldsError):
        revise_change(session, current_principal(), key, wanted, GROUND)
    assert lessons(act_as, cast) == []


def test_only_who_keeps_the_timetable_changes_it(act_as, cast, lesson):
    with act_as("teacher", writes=True) as session, pytest.raises(NotAllowedError):
        apply_change(session, current_principal(), changed(cast, "cancel"), GROUND)
    key = do(act_as, changed(cast, "cancel")).change_ids[0]
    with act_as("director", writes=True) as session, pytest.raises(NotAllowedError):
        undo_change(session, current_principal(), key)
    with pytest.raises(NotFoundError):
        undo(act_as, 10**6)


@pytest.mark.parametrize("ground", ["", "   ", "\0", "x" * 251])
def test_a_change_needs_a_ground(act_as, cast, lesson, ground):
    with pytest.raises(FieldsError) as refused:
        do(act_as, changed(cast, "cancel"), ground=ground)
    assert refused.value.errors.keys() == {"ground"}


def test_each_change_and_its_lesson_leave_their_trail(act_as, cast, lesson):
    do(act_as, changed(cast, "cancel"))
    with act_as("system") as session:
        found = select(AuditEntry.action, AuditEntry.entity, AuditEntry.actor).where(
            AuditEntry.entity.in_(("timetable_change", "lesson")),
            AuditEntry.user_id == cast.user_timetabler,
        )
        told = {tuple(row)[:2] for row in session.execute(found)}
    assert ("delete", "lesson") in told
    assert ("create", "timetable_change") in told


def test_the_edition_of_the_timetable_is_not_touched(act_as, cast, lesson):
    """The week stays as it is: a change is of one day."""
    do(act_as, changed(cast, "cancel"))
    with act_as("system") as session:
        assert session.scalar(select(func.max(Timetable.edition))) == 0
