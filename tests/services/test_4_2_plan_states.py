"""Clause 4.2: a plan goes from the teacher to the methodist and back until it is approved."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from access.principals import principal_of_login
from domain.enums import PlanState
from models import (
    AuditEntry,
    Gradebook,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    Notice,
    TeachingAssignment,
)
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.lesson_plans import (
    BlockedError,
    create_plan,
    delete_draft,
    revise_plan,
    submit_plan,
    withdraw_plan,
)
from services.plan_decisions import approve_plan, return_plan, save_remarks
from services.plan_rows import remarks_of, rows_of, save_rows
from tests.services.plan_cases import draft, lesson, match_hours, short


@pytest.fixture
def ready(act_as, cast):
    """Return the id of a draft whose hours match."""
    with act_as("system", writes=True) as session:
        match_hours(session, cast)
    with act_as("teacher", writes=True) as session:
        return draft(session, cast)


@pytest.fixture
def submitted(act_as, ready):
    """Return the id of a submitted plan."""
    with act_as("teacher", writes=True) as session:
        submit_plan(session, principal_of_login("teacher"), ready, 1)
    return ready


@pytest.fixture
def approved(act_as, submitted):
    """Return the id of an approved plan."""
    with act_as("methodist", writes=True) as session:
        approve_plan(session, principal_of_login("methodist"), submitted, 1)
    return submitted


def state_of(act_as, plan_id):
    with act_as("system") as session:
        return session.get_one(LessonPlan, plan_id).state


def notices(act_as, cast, login):
    with act_as("system") as session:
        query = select(Notice).where(Notice.user_id == cast[f"user_{login}"])
        return [(one.message, one.link) for one in session.scalars(query)]


def test_a_plan_that_matches_is_submitted_and_the_methodist_is_told(act_as, cast, submitted):
    assert state_of(act_as, submitted) is PlanState.submitted
    told = notices(act_as, cast, "methodist")
    assert any("waits for your decision" in text for text, link in told)
    assert f"/plans/{submitted}" in [link for _text, link in told]


def test_5_5_2_a_plan_that_does_not_match_says_why(act_as, cast, ready):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        save_rows(session, who, ready, 1, short(rows_of(session, ready)))
        with pytest.raises(BlockedError) as refusal:
            submit_plan(session, who, ready, 2)
    (sentence,) = refusal.value.errors.values()
    assert "38" in sentence
    assert "40" in sentence
    assert "−2" in sentence
    assert state_of(act_as, ready) is PlanState.draft


def test_5_5_2_curriculum_and_load_that_differ_are_named(act_as, cast, ready):
    with act_as("system", writes=True) as session:
        load = session.get_one(TeachingAssignment, cast.teaching_assignment_sub)
        load.practice = 18
        session.commit()
    with act_as("teacher", writes=True) as session, pytest.raises(BlockedError) as refusal:
        submit_plan(session, principal_of_login("teacher"), ready, 1)
    assert "18" in refusal.value.sentence


def test_5_5_8_a_foreign_title_stops_the_plan(act_as, cast, ready):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        rows = rows_of(session, ready)
        rows[1] = replace(rows[1], title="Introduction")
        save_rows(session, who, ready, 1, rows)
        with pytest.raises(BlockedError) as refusal:
            submit_plan(session, who, ready, 2)
    assert "№ 1" in refusal.value.sentence
    assert "Introduction" in refusal.value.sentence


def test_what_was_not_seen_is_not_submitted(act_as, cast, ready):
    with act_as("teacher", writes=True) as session, pytest.raises(ConflictError):
        submit_plan(session, principal_of_login("teacher"), ready, 0)


def test_a_submitted_plan_is_not_edited_until_it_is_withdrawn(act_as, cast, submitted):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        with pytest.raises(NotAllowedError):
            save_rows(session, who, submitted, 1, [])
        session.rollback()
        withdraw_plan(session, who, submitted)
        save_rows(session, who, submitted, 1, [])
    assert state_of(act_as, submitted) is PlanState.draft


def test_a_plan_is_returned_with_remarks_corrected_and_submitted_again(act_as, cast, submitted):
    with act_as("methodist", writes=True) as session:
        who = principal_of_login("methodist")
        with pytest.raises(FieldsError):
            return_plan(session, who, submitted, 1, "  ", {})
        session.rollback()
        row = rows_of(session, submitted)[1]
        return_plan(session, who, submitted, 1, None, {row.id: "Уточните тему"})
    assert state_of(act_as, submitted) is PlanState.returned
    assert any("returned" in text for text, _link in notices(act_as, cast, "teacher"))
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        assert remarks_of(session, submitted) == {row.id: "Уточните тему"}
        rows = rows_of(session, submitted)
        rows[1] = replace(rows[1], title="Введение в модули")
        save_rows(session, who, submitted, 1, rows)
        assert remarks_of(session, submitted) == {row.id: "Уточните тему"}
        submit_plan(session, who, submitted, 2)
    with act_as("methodist", writes=True) as session:
        approve_plan(session, principal_of_login("methodist"), submitted, 2)
    assert state_of(act_as, submitted) is PlanState.approved
    assert any("approved" in text for text, _link in notices(act_as, cast, "teacher"))


def test_remarks_are_kept_while_the_methodist_reads(act_as, cast, submitted):
    with act_as("methodist", writes=True) as session:
        who = principal_of_login("methodist")
        row = rows_of(session, submitted)[2]
        save_remarks(session, who, submitted, "Проверьте часы", {row.id: "?"})
        save_remarks(session, who, submitted, None, {row.id: ""})
        assert remarks_of(session, submitted) == {}
        assert session.get_one(LessonPlan, submitted).remark == "Проверьте часы"
        with pytest.raises(FieldsError):
            save_remarks(session, who, submitted, None, {cast.lesson_plan_topic2: "Чужая"})


def test_the_methodist_never_edits_rows_and_the_teacher_never_decides(act_as, cast, submitted):
    with act_as("methodist", writes=True) as session, pytest.raises(NotAllowedError):
        save_rows(session, principal_of_login("methodist"), submitted, 1, [])
    for way in (
        lambda session, who: approve_plan(session, who, submitted, 1),
        lambda session, who: return_plan(session, who, submitted, 1, "нет", {}),
        lambda session, who: save_remarks(session, who, submitted, "нет", {}),
    ):
        with act_as("teacher", writes=True) as session, pytest.raises(NotAllowedError):
            way(session, principal_of_login("teacher"))
    with act_as("methodist", writes=True) as session, pytest.raises(NotAllowedError):
        withdraw_plan(session, principal_of_login("methodist"), submitted)


def test_a_foreign_plan_is_not_there(act_as, cast, ready):
    with act_as("teacher2", writes=True) as session, pytest.raises(NotFoundError):
        submit_plan(session, principal_of_login("teacher2"), ready, 1)


def test_a_revision_stays_a_draft_while_the_plan_is_in_force(act_as, cast, approved):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        revision = revise_plan(session, who, approved)
        assert session.get_one(LessonPlan, revision).revision == 2
        old, new = rows_of(session, approved), rows_of(session, revision)
        assert [line.origin_id for line in new] == [line.id for line in old]
        with pytest.raises(NotAllowedError):
            revise_plan(session, who, approved)
    assert state_of(act_as, approved) is PlanState.approved


def test_lessons_move_over_to_the_copied_rows_of_an_approved_revision(act_as, cast, approved):
    with act_as("system", writes=True) as session:
        _section, first, second, _practice = rows_of(session, approved)
        given = lesson(session, cast, date(2026, 10, 8), first.id)
        dropped = lesson(session, cast, date(2026, 10, 9), second.id)
        session.get_one(Lesson, given).last_topic_id = second.id
        session.commit()
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        revision = revise_plan(session, who, approved)
        rows = rows_of(session, revision)
        rows = [rows[0], replace(rows[1], hours=40), rows[3]]
        save_rows(session, who, revision, 1, rows)
        submit_plan(session, who, revision, 2)
    with act_as("methodist", writes=True) as session:
        approve_plan(session, principal_of_login("methodist"), revision, 2)
    assert state_of(act_as, approved) is PlanState.superseded
    with act_as("system") as session:
        copy = rows_of(session, revision)[1]
        assert session.get_one(Lesson, given).topic_id == copy.id
        # What a lesson gave stays told, though the new revision has no such row.
        assert session.get_one(Lesson, given).last_topic_id == second.id
        assert session.get_one(Lesson, dropped).topic_id == second.id


def test_a_draft_is_deleted_with_its_rows_and_an_approved_plan_is_not(act_as, cast, approved):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        revision = revise_plan(session, who, approved)
        assert delete_draft(session, who, revision) == cast.gradebook_sub
        left = select(LessonPlanTopic.id).where(LessonPlanTopic.plan_id == revision)
        assert session.scalars(left).all() == []
        with pytest.raises(NotAllowedError):
            delete_draft(session, who, approved)


def test_a_journal_has_one_plan(act_as, cast):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        assert create_plan(session, who, cast.gradebook_sub)
        with pytest.raises(NotAllowedError):
            create_plan(session, who, cast.gradebook_sub)


def test_an_earlier_teacher_only_reads(act_as, cast, ready):
    """The journal went on to a colleague: who kept it before sees its plan and cannot write."""
    with act_as("system", writes=True) as session:
        session.get_one(Gradebook, cast.gradebook_sub).teacher_id = cast.employee_teacher2
        session.commit()
    with act_as("teacher", writes=True) as session:
        assert rows_of(session, ready)
        with pytest.raises(NotAllowedError):
            save_rows(session, principal_of_login("teacher"), ready, 1, [])


def test_every_step_is_in_the_trail(act_as, cast, approved):
    with act_as("system") as session:
        entries = session.execute(
            select(AuditEntry.field, AuditEntry.new)
            .where(AuditEntry.entity == "lesson_plan", AuditEntry.entity_id == approved)
            .order_by(AuditEntry.id)
        ).all()
        steps = [new for field, new in entries if field == "state"]
        assert steps == ["submitted", "approved"]
