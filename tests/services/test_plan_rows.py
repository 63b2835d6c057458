"""Saving the rows of a lesson plan: whole tables, two editors, what the trail says (5.5.2)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from access.principals import principal_of_login
from domain.enums import LessonKind, PlanRow, PlanState
from models import AuditEntry, LessonPlan, LessonPlanTopic, PlanStem
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.plan_rows import PlanLine, replace_draft, rows_of, save_rows
from services.plan_search import stems

LINES = (
    PlanLine(PlanRow.section, title="Раздел 1. Основы"),
    PlanLine(title="Введение", hours=2),
    PlanLine(title="Практическая работа № 1", hours=4, kind=LessonKind.practical),
)


def draft(session, cast, lines=LINES, book="gradebook_sub", login="teacher"):
    """Return the id of a draft of the journal with `lines`."""
    return replace_draft(session, principal_of_login(login), cast[book], lines, "проба")


def test_a_table_is_kept_in_its_order(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
        kept = rows_of(session, plan_id)
        assert [replace(line, id=None) for line in kept] == list(LINES)
        found = session.get_one(LessonPlan, plan_id)
        assert (found.state, found.revision, found.edition) == (PlanState.draft, 1, 1)
        assert found.source == "проба"


def test_rows_keep_their_ids_when_they_are_moved_and_changed(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
        who = principal_of_login("teacher")
        section, first, second = rows_of(session, plan_id)
        new = [section, second, replace(first, title="Введение в предмет"), PlanLine(title="Новая")]
        saved = save_rows(session, who, plan_id, 1, new)
        assert saved.edition == 2
        assert saved.ids[:3] == (section.id, second.id, first.id)
        assert [line.title for line in rows_of(session, plan_id)] == [
            "Раздел 1. Основы", "Практическая работа № 1", "Введение в предмет", "Новая"
        ]  # fmt: skip


def test_saving_what_is_there_already_changes_nothing(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
        saved = save_rows(
            session, principal_of_login("teacher"), plan_id, 1, rows_of(session, plan_id)
        )
        assert saved.edition == 1


def test_a_second_editor_overwrites_nothing_and_is_told_what_changed(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id, who = draft(session, cast), principal_of_login("teacher")
        mine = rows_of(session, plan_id)
        save_rows(session, who, plan_id, 1, [replace(mine[1], title="Из первого окна")])
        with pytest.raises(ConflictError) as refusal:
            save_rows(session, who, plan_id, 1, [*mine, PlanLine(title="Из второго окна")])
        session.rollback()
        now = refusal.value.now
        assert now["edition"] == 2
        assert [row["title"] for row in now["rows"]] == ["Из первого окна"]
        assert now["by"].startswith("Иванова")
        assert [line.title for line in rows_of(session, plan_id)] == ["Из первого окна"]


def test_a_row_brought_back_by_undo_is_a_row_again(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id, who = draft(session, cast), principal_of_login("teacher")
        before = rows_of(session, plan_id)
        save_rows(session, who, plan_id, 1, before[:2])
        save_rows(session, who, plan_id, 2, before)
        after = rows_of(session, plan_id)
        assert [line.title for line in after] == [line.title for line in before]


def test_a_foreign_row_is_not_taken_over_by_its_id(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id, who = draft(session, cast), principal_of_login("teacher")
        stolen = replace(PlanLine(title="Чужая"), id=cast.lesson_plan_topic2)
        saved = save_rows(session, who, plan_id, 1, [stolen])
        assert saved.ids != (cast.lesson_plan_topic2,)
    with act_as("system") as session:
        assert session.get_one(LessonPlanTopic, cast.lesson_plan_topic2).title != "Чужая"


def test_the_trail_names_what_was_added_changed_moved_and_removed(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id, who = draft(session, cast), principal_of_login("teacher")
        _section, first, second = rows_of(session, plan_id)
        save_rows(session, who, plan_id, 1, [second, replace(first, hours=4)])
        entries = session.execute(
            select(AuditEntry.entity, AuditEntry.action, AuditEntry.field, AuditEntry.new)
            .where(
                AuditEntry.gradebook_id == cast.gradebook_sub,
                AuditEntry.entity.in_(("lesson_plan_topic", "lesson_plan")),
            )
            .order_by(AuditEntry.id)
        ).all()
        told = [(one.entity, one.action.value, one.field) for one in entries[-3:]]
        assert told == [
            ("lesson_plan_topic", "delete", None),
            ("lesson_plan_topic", "update", "hours"),
            ("lesson_plan", "update", "position"),
        ]
        assert entries[-1].new == f"{second.id}, {first.id}"


def test_stems_follow_the_titles(act_as, cast):
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
        first = rows_of(session, plan_id)[1]
        changed = [replace(first, title="Потоки")]
        save_rows(session, principal_of_login("teacher"), plan_id, 1, changed)
        kept = session.scalars(select(PlanStem.stem).where(PlanStem.topic_id == first.id)).all()
        assert kept == list(stems("Потоки"))


def test_a_draft_replaces_an_open_one_and_revises_one_in_force(act_as, cast):
    with act_as("teacher", writes=True) as session:
        first = draft(session, cast)
        assert draft(session, cast, [PlanLine(title="Другая")]) == first
        lines = [PlanLine(title="процессы И потоки", hours=4), PlanLine(title="Новая")]
        revision = draft(session, cast, lines, "gradebook")
        found = session.get_one(LessonPlan, revision)
        assert found.revision == 2
        origins = [line.origin_id for line in rows_of(session, revision)]
        assert origins == [cast.lesson_plan_topic, None]
        assert session.get_one(LessonPlan, cast.lesson_plan).state is PlanState.approved


@pytest.mark.parametrize(
    ("login", "refusal"),
    [
        ("methodist", NotAllowedError),
        ("deputy_director", NotAllowedError),
        ("curator", NotAllowedError),
        ("teacher2", NotFoundError),
    ],
)
def test_only_the_teacher_of_the_journal_writes_rows(act_as, cast, login, refusal):
    with act_as("teacher", writes=True) as session:
        plan_id = draft(session, cast)
    with act_as(login, writes=True) as session, pytest.raises(refusal):
        save_rows(session, principal_of_login(login), plan_id, 1, [])


def test_a_plan_in_force_is_not_edited(act_as, cast):
    with act_as("teacher", writes=True) as session, pytest.raises(NotAllowedError) as refusal:
        save_rows(session, principal_of_login("teacher"), cast.lesson_plan, 0, [])
    assert refusal.value.sentence


def test_a_plan_has_a_thousand_rows_at_most(act_as, cast):
    with act_as("teacher", writes=True) as session, pytest.raises(FieldsError):
        draft(session, cast, [PlanLine(title="Тема")] * 1001)
