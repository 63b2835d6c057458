"""Neither publishing nor a change of the timetable touches a signed semester's lessons (4.6)."""

import pytest
from sqlalchemy import delete, select

from access.principal import current_principal
from access.session import system_write
from jobs.publishing import publish
from models import EmployeeAbsence, GradeClosing, Lesson
from services.errors import FieldsError
from services.publishing import publication_json, start_publication
from services.publishing_preview import preview
from services.timetable_slots import move_slot
from tests.databases import NOON
from tests.services.changing import changed, do, undo
from tests.services.timetable_lessons import scheduled


def _sign(act_as, cast):
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        keys = {"gradebook_id": cast.gradebook, "semester_id": cast.semester}
        at = NOON.replace(tzinfo=None)
        session.add(GradeClosing(**keys, signed_at=at, signed_name="Иванова А. П."))
        session.commit()


def _publish(act_as, cast):
    with act_as("timetabler", writes=True) as session:
        key = start_publication(session, current_principal(), cast.timetable)
    with act_as("system"):
        publish(key)
    with act_as("timetabler") as session:
        return publication_json(session, key)


def _lessons(act_as, *books):
    with act_as("system") as session:
        columns = (Lesson.id, Lesson.held_on, Lesson.pair, Lesson.hours, Lesson.room_id)
        query = select(*columns).where(Lesson.gradebook_id.in_(books)).order_by(Lesson.id)
        return session.execute(query).all()


def test_4_6_publishing_leaves_a_signed_semester_alone_and_says_how_many(act_as, cast):
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    _publish(act_as, cast)
    there = _lessons(act_as, cast.gradebook)
    _sign(act_as, cast)
    with act_as("timetabler", writes=True) as session:
        move_slot(session, current_principal(), cast.timetable_slot, 2, 2, room_id=cast.room2)
    with act_as("timetabler") as session:
        planned = preview(session, cast.timetable)
    assert cast.gradebook not in {one.gradebook_id for one in planned.books}
    told = _publish(act_as, cast)
    assert told["state"] == "done", told
    assert _lessons(act_as, cast.gradebook) == there
    result = told["result"]
    assert (result["added"], result["changed"], result["removed"]) == (0, 0, 0)
    # The lessons of the old pair stay, those of the new one are not added.
    assert result["left"]["signed"] > 5
    assert result["signed_count"] == planned.stays["signed_count"] > result["left"]["signed"]
    assert {one["reason"] for one in result["left_lessons"]} >= {"signed"}


@pytest.mark.parametrize("kind", ["cancel", "move", "substitute"])
def test_4_6_a_change_of_the_timetable_leaves_it_alone(act_as, cast, kind):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook")
    more = {"move": {"new_pair": 6}, "substitute": {"teacher_id": cast.employee_teacher2}}
    wanted = changed(cast, kind, **more.get(kind, {}))
    (made,) = do(act_as, wanted).change_ids
    _sign(act_as, cast)
    before = _lessons(act_as, cast.gradebook)
    with pytest.raises(FieldsError) as refused:
        undo(act_as, made)
    assert "15.10.2026" in refused.value.sentence
    assert _lessons(act_as, cast.gradebook) == before
