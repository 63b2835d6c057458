"""Importing a timetable of aSc into a semester: what is found, left out, written, remembered."""

from datetime import time

import pytest
from sqlalchemy import select

from access.principal import current_principal
from domain.enums import ImportKind
from exchange.asc import read_timetable
from models import AuditEntry, Bell, ImportName, Room, TeachingAssignment, Timetable, TimetableSlot
from services.errors import FieldsError, NotAllowedError
from services.import_choices import Choice, remember
from services.import_conflicts import conflicts_of_import
from services.import_names import How
from services.timetable_import import import_timetable, preview_import
from tests.asc_files import HOURS, AscFile


def _preview(act_as, cast, file, pairs=None, semester="semester", login="timetabler"):
    with act_as(login) as session:
        read = read_timetable(file.xml()) if isinstance(file, AscFile) else file
        return preview_import(session, current_principal(), read, cast[semester], pairs)


def _import(act_as, cast, file, mode="replace", bells=False, semester="semester"):
    with act_as("timetabler") as session:
        read = read_timetable(file.xml())
        preview = preview_import(session, current_principal(), read, cast[semester])
        session.rollback()
        return import_timetable(session, current_principal(), preview, mode, bells)


def _slots(act_as, cast, semester="semester"):
    with act_as("system") as session:
        rows = session.scalars(
            select(TimetableSlot)
            .join(Timetable, Timetable.id == TimetableSlot.timetable_id)
            .where(Timetable.semester_id == cast[semester])
            .order_by(TimetableSlot.assignment_id, TimetableSlot.weekday, TimetableSlot.pair)
        )
        return [
            (one.assignment_id, one.weekday, one.pair, str(one.weeks), one.hours, one.room_id)
            for one in rows
        ]


def _reasons(preview):
    return [one.reason for one in preview.plan.left_out if not one.is_warning]


def _choose(act_as, *choices):
    with act_as("timetabler", writes=True) as session:
        return remember(session, current_principal(), choices)


@pytest.mark.parametrize("older", [False, True])
def test_names_are_found_whatever_their_spelling(act_as, cast, older):
    """«ис 21» is ИС-21, «ауд. 301» is 301, a teacher with initials and in capitals is one."""
    file = AscFile(older=older).lesson("L1").lesson("L2", teacherids="T3").card("L1", 0, 1)
    preview = _preview(act_as, cast, file.card("L2", 1, 1))
    found = {one.name: one.target for kind in ImportKind for one in preview.matches.listed(kind)}
    assert found["ис 21"] == "ИС-21"
    assert found["ауд. 301"] == "301"
    assert found["Иванова А.П."] == found["ИВАНОВА Анна Павловна"] == "Иванова Анна Павловна"
    assert found["Операционные системы"] == "ОП.01 Операционные системы"
    assert found["МДК.01.01"] == "МДК.01.01 Разработка модулей"
    assert found["ис 21 / 1 группа"] == "ИС-21 / 1"
    assert found["Спортзал"] == ""
    assert preview.open_names[ImportKind.subgroup] == 1  # there is no second one
    assert len(preview.plan.slots) == 2
    assert _reasons(preview) == []


def test_a_file_is_written_once(act_as, cast):
    file = AscFile().lesson("L1").card("L1", 1, 2).lesson("L2", subjectid="S2", teacherids="T2")
    file.card("L2", 2, 3, weeks="10")
    before = _slots(act_as, cast)  # a pair on Monday
    done = _import(act_as, cast, file)
    assert (done.added, done.removed, done.kept) == (2, len(before), 0)
    load, other = cast.teaching_assignment, cast.teaching_assignment_td
    assert _slots(act_as, cast) == sorted(
        [(load, 2, 2, "every", 2, cast.room), (other, 3, 3, "odd", 2, cast.room)]
    )
    again = _import(act_as, cast, file)
    assert (again.added, again.changed, again.removed, again.kept) == (0, 0, 0, 2)
    with act_as("system") as session:
        assert session.get_one(Timetable, cast.timetable).edition == 1
        told = select(AuditEntry.action).where(
            AuditEntry.entity == "timetable_slot", AuditEntry.user_id == cast.user_timetabler
        )
        assert sorted(session.scalars(told)) == ["create", "create", "delete", "delete"]


def test_adding_leaves_what_is_there_and_a_changed_room_is_changed(act_as, cast):
    file = AscFile().lesson("L1").card("L1", 0, 1).card("L1", 4, 4, period=3)
    before = _slots(act_as, cast)
    done = _import(act_as, cast, file, "add")
    assert (done.added, done.removed, done.kept) == (1, 0, 1)
    assert set(before) < set(_slots(act_as, cast))
    _choose(act_as, Choice(ImportKind.room, "ауд. 301", target_id=cast.room2))
    done = _import(act_as, cast, file, "add")
    assert (done.added, done.changed) == (0, 2)
    rooms = {row[5] for row in _slots(act_as, cast) if row[0] == cast.teaching_assignment}
    assert rooms == {cast.room2}


def test_a_semester_without_a_timetable_gets_one(act_as, cast):
    with act_as("system", writes=True) as session:
        session.add(
            TeachingAssignment(
                semester_id=cast.semester2,
                group_id=cast.group,
                item_id=cast.curriculum_item,
                teacher_id=cast.employee_teacher,
                theory=10,
            )
        )
        table = session.get_one(Timetable, cast.timetable2)
        for row in session.scalars(
            select(TimetableSlot).where(TimetableSlot.timetable_id == table.id)
        ):
            session.delete(row)
        session.commit()
    file = AscFile().lesson("L1").card("L1", 0, 1, terms="01").card("L1", 1, 1, terms="10")
    preview = _preview(act_as, cast, file, semester="semester2")
    assert [slot.weekday for slot in preview.plan.slots] == [1]
    assert len(_reasons(preview)) == 1  # of the other semester
    assert _import(act_as, cast, file, semester="semester2").added == 1


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        ({"teacherids": ""}, "vacancy|вакан"),
        ({"classids": "", "groupids": ""}, "no group|групп"),
        ({"classids": "C9", "groupids": ""}, "C9"),
        ({"groupids": "G9"}, "G9"),
        ({"subjectid": "S9"}, "S9"),
        ({"teacherids": "T2"}, "Осипова"),
        ({"subjectid": "S2", "classids": "C2", "groupids": "", "teacherids": "T1"}, "ИС-22"),
        ({"teacherids": "T8"}, "Кто-то"),
        ({"groupids": "G3"}, "2 группа"),
        ({"subjectid": "S8"}, "Ритмика"),
    ],
)
def test_what_cannot_be_matched_is_listed_with_the_reason(act_as, cast, lesson, said):
    import re

    file = AscFile().add("teachers", id="T8", name="Кто-то", short="К")
    file.add("subjects", id="S8", name="Ритмика", short="Р")
    file.lesson("L1", **lesson).card("L1", 0, 1).lesson("L2").card("L2", 1, 1)
    preview = _preview(act_as, cast, file)
    assert len(preview.plan.slots) == 1  # the other lesson is imported all the same
    (reason,) = _reasons(preview)
    assert re.search(said, reason), reason


def test_a_card_of_an_unknown_lesson_is_listed(act_as, cast):
    file = AscFile().lesson("L1").card("L1", 0, 1).card("no-such", 1, 1)
    preview = _preview(act_as, cast, file)
    (left,) = preview.plan.left_out
    assert left.about == "no-such"
    assert preview.plan.imported_cards == 1
    assert preview.plan.cards == 2


def test_a_vacancy_is_matched_by_a_lesson_without_a_teacher(act_as, cast):
    with act_as("system", writes=True) as session:
        session.get_one(TeachingAssignment, cast.teaching_assignment).teacher_id = None
        session.commit()
    preview = _preview(act_as, cast, AscFile().lesson("L1", teacherids="").card("L1", 0, 1))
    assert [slot.assignment_id for slot in preview.plan.slots] == [cast.teaching_assignment]


def test_subgroups_and_streams(act_as, cast):
    file = AscFile().lesson("L1", subjectid="S3", groupids="G2").card("L1", 0, 2)
    # One teacher, two groups at once.
    file.lesson("L2", subjectid="S1", classids="C1,C2", groupids="", teacherids="T1")
    file.card("L2", 1, 2)
    with act_as("system", writes=True) as session:
        session.get_one(
            TeachingAssignment, cast.teaching_assignment_tc
        ).teacher_id = cast.employee_teacher
        session.commit()
    slots = _preview(act_as, cast, file).plan.slots
    assert {slot.assignment_id: slot.stream for slot in slots} == {
        cast.teaching_assignment_sub: None,
        cast.teaching_assignment: "asc-L2",
        cast.teaching_assignment_tc: "asc-L2",
    }


def test_what_a_person_chose_is_remembered_for_the_next_file(act_as, cast):
    file = AscFile().add("subjects", id="S8", name="Осы", short="О").lesson("L1", subjectid="S8")
    file.card("L1", 0, 1)
    assert _preview(act_as, cast, file).plan.slots == ()
    _choose(act_as, Choice(ImportKind.subject, "Осы", target_text="Операционные системы"))
    preview = _preview(act_as, cast, file)
    assert len(preview.plan.slots) == 1
    match = preview.matches.of(ImportKind.subject, "S8")
    assert (match.how, match.target) == (How.remembered, "ОП.01 Операционные системы")
    _choose(act_as, Choice(ImportKind.subject, "ОСЫ", never=True))
    assert _preview(act_as, cast, file).plan.slots == ()
    _choose(act_as, Choice(ImportKind.subject, "осы"))  # neither: forgotten
    with act_as("system") as session:
        kept = select(ImportName).where(ImportName.kind == ImportKind.subject)
        assert session.scalars(kept).all() == []


def test_a_name_goes_before_an_index_that_others_have_too(act_as, cast):
    """The short name «ОП.02» is another discipline's index here: the whole name decides."""
    file = AscFile().lesson("L1").card("L1", 0, 1)
    file.lists["subjects"][0]["short"] = "ОП.02"
    assert len(_preview(act_as, cast, file).plan.slots) == 1


def test_a_choice_goes_before_what_is_found_by_name(act_as, cast):
    _choose(act_as, Choice(ImportKind.group, "ис 21", target_id=cast.group_tc))
    preview = _preview(act_as, cast, AscFile().lesson("L1", groupids="").card("L1", 0, 1))
    assert "ИС-22" in _reasons(preview)[0]


def test_a_missing_room_can_be_made(act_as, cast):
    _choose(act_as, Choice(ImportKind.room, "Спортзал", create=True))
    with act_as("system") as session:
        room = session.scalars(select(Room.id).where(Room.name == "Спортзал")).one()
    file = AscFile().lesson("L1", classroomids="R2").card("L1", 0, 1)
    assert _preview(act_as, cast, file).plan.slots[0].room_id == room


def test_a_room_that_is_not_known_leaves_the_pair_without_one(act_as, cast):
    file = AscFile().lesson("L1", classroomids="R2").card("L1", 0, 1)
    assert _preview(act_as, cast, file).plan.slots[0].room_id is None


def test_what_does_not_exist_is_no_target(act_as, cast):
    with pytest.raises(FieldsError) as refused:
        _choose(act_as, Choice(ImportKind.teacher, "Кто-то", target_id=10**6))
    assert refused.value.errors.keys() == {"0.target"}


def test_hours_fall_into_our_bells(act_as, cast):
    file = AscFile(times=HOURS).lesson("L1", periodspercard=2).card("L1", 0, 3)
    preview = _preview(act_as, cast, file)
    assert [(slot.pair, slot.hours) for slot in preview.plan.slots] == [(2, 2)]
    preview = _preview(act_as, cast, file, pairs=[1, 1, 4, 4, 5, 5])
    assert [(slot.pair, slot.hours) for slot in preview.plan.slots] == [(4, 2)]
    preview = _preview(act_as, cast, file, pairs=[1, 1, None, None, 5, 5])
    assert preview.plan.slots == ()
    assert len(_reasons(preview)) == 2
    with pytest.raises(FieldsError):
        _preview(act_as, cast, file, pairs=[1])


def test_bells_are_imported_if_wanted(act_as, cast):
    file = AscFile(times=(("8:00", "9:30"), ("9:40", "11:10"))).lesson("L1").card("L1", 0, 1)
    assert _import(act_as, cast, file).bells == 0
    done = _import(act_as, cast, file, bells=True)
    with act_as("system") as session:
        rows = select(Bell).where(Bell.schedule_id == cast.bell_schedule).order_by(Bell.pair)
        times = [(one.pair, one.starts_at, one.ends_at) for one in session.scalars(rows)]
    assert done.bells > 0
    assert all(time.fromisoformat(start) < time.fromisoformat(end) for _p, start, end in times)


def test_decimal_periods_that_differ_are_warned_of_and_imported(act_as, cast):
    file = AscFile().lesson("L1", periodsperweek="1.5").card("L1", 0, 1)
    plan = _preview(act_as, cast, file).plan
    assert len(plan.slots) == 1
    (left,) = plan.left_out
    assert left.is_warning
    assert "1 / 1.5" in left.reason


def test_conflicts_are_told_before_anything_is_written(act_as, cast):
    file = AscFile().lesson("L1").card("L1", 1, 1)
    file.lesson("L2", subjectid="S2", teacherids="T2").card("L2", 1, 1)
    before = _slots(act_as, cast)
    with act_as("timetabler") as session:
        preview = preview_import(
            session, current_principal(), read_timetable(file.xml()), cast.semester
        )
        found = conflicts_of_import(session, preview, "replace")
    assert {str(one.kind) for one in found if one.blocks} >= {"group", "room"}
    assert _slots(act_as, cast) == before


def test_only_who_keeps_the_timetable_imports_it(act_as, cast):
    file = AscFile().lesson("L1").card("L1", 0, 1)
    for login in ("teacher", "director", "secretary"):
        with pytest.raises(NotAllowedError):
            _preview(act_as, cast, file, login=login)
    with act_as("director", writes=True) as session, pytest.raises(NotAllowedError):
        remember(session, current_principal(), [])


def test_nothing_that_fits_is_no_import(act_as, cast):
    file = AscFile().lesson("L1", teacherids="").card("L1", 0, 1)
    before = _slots(act_as, cast)
    with pytest.raises(FieldsError):
        _import(act_as, cast, file)
    assert _slots(act_as, cast) == before
