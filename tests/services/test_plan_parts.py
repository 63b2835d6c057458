"""Shares of subgroups and parts, copies, revisions compared, dates of the rows (3.3, 5.5.2)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from access.principals import principal_of_login
from domain.enums import LessonKind, PlanState
from models import CurriculumItem, Gradebook, Lesson, LessonPlan, TeachingAssignment
from services.errors import NotAllowedError, NotFoundError
from services.plan_copy import copy_plan, sources_for
from services.plan_dates import plan_dates
from services.plan_history import compare_revisions, revisions_of
from services.plan_hours import hour_facts
from services.plan_lines import PlanLine
from services.plan_lists import PlanFilter, list_plans, submitted_plans
from services.plan_rows import replace_draft, rows_of, save_rows
from services.plan_topics import add_row, change_row, delete_row
from tests.services.plan_cases import FULL, draft, match_hours


def by_kind(comparison):
    return {
        cell.kind: (cell.plan, cell.curriculum, cell.load, cell.others) for cell in comparison.cells
    }


def test_5_5_2_a_whole_group_is_compared_with_the_whole_curriculum(act_as, cast):
    with act_as("system") as session:
        found = hour_facts(session, cast.gradebook).compare([PlanLine(title="Тема", hours=4)])
        assert by_kind(found) == {"theory": (4, 40, 40, 0), "practice": (0, 20, 20, 0)}


def test_5_5_2_a_subgroup_has_its_share_beside_the_whole_group(act_as, cast):
    with act_as("system", writes=True) as session:
        match_hours(session, cast, theory=70, practice=20, self_study=8)
        keys = {"group_id": cast.group, "item_id": cast.item_b, "semester_id": cast.semester}
        session.add(TeachingAssignment(theory=30, **keys))
        session.commit()
        facts = hour_facts(session, cast.gradebook_sub)
        found = by_kind(facts.compare(FULL))
        assert found["theory"] == (40, 40, 40, 30)
        assert found["practice"] == (20, 20, 20, 0)
        assert facts.compare(FULL).matches  # self-study may be in the plan of the whole group


def test_5_5_2_semesters_of_the_programme_are_those_of_the_year(act_as, cast):
    with act_as("system") as session:
        facts = hour_facts(session, cast.gradebook)
        assert [term.number for term in facts.terms] == [1, 2]
        assert {key.semester for key in facts.curriculum} == {1}


def test_3_3_a_plan_of_the_same_discipline_is_copied_and_nothing_adjusted(act_as, cast):
    with act_as("system", writes=True) as session:
        item = session.get_one(CurriculumItem, cast.curriculum_item2)
        item.name = "ОПЕРАЦИОННЫЕ системы"  # as another programme writes it
        session.commit()
    with act_as("teacher2", writes=True) as session:
        who = principal_of_login("teacher2")
        sources = {one.plan_id: one.own for one in sources_for(session, who, cast.gradebook2)}
        assert sources == {cast.lesson_plan: False}
        plan_id = copy_plan(session, who, cast.gradebook2, cast.lesson_plan)
        (row,) = rows_of(session, plan_id)
        assert (row.title, row.hours) == ("Процессы и потоки", 4)
        found = session.get_one(LessonPlan, plan_id)
        assert found.source == "ОП.01 Операционные системы, ИС-21, 2026/2027, Иванова А. П."
        assert found.state is PlanState.draft


def test_3_3_what_is_no_candidate_is_not_copied(act_as, cast):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        for stranger in (cast.lesson_plan2, 10**6):
            with pytest.raises(NotFoundError):
                copy_plan(session, who, cast.gradebook_sub, stranger)
            session.rollback()


def test_3_3_a_colleagues_draft_is_no_candidate(act_as, cast):
    with act_as("teacher", writes=True) as session:
        draft(session, cast, book="gradebook_tc_other")
        own = sources_for(session, principal_of_login("teacher"), cast.gradebook_sub)
        assert [one.own for one in own] == [True]
    with act_as("system", writes=True) as session:
        session.get_one(Gradebook, cast.gradebook_th_other).teacher_id = cast.employee_teacher2
        session.commit()
    with act_as("system") as session:
        assert sources_for(session, principal_of_login("teacher2"), cast.gradebook_th_other) == []


def test_4_2_two_revisions_are_compared_row_by_row(act_as, cast):
    with act_as("teacher", writes=True) as session:
        who = principal_of_login("teacher")
        lines = [PlanLine(title="Процессы и потоки", hours=4, homework="Прочитать главу 3")]
        lines.append(PlanLine(title="Память", hours=2))
        revision = replace_draft(session, who, cast.gradebook, lines, "")
        rows = rows_of(session, revision)
        save_rows(session, who, revision, 1, [rows[1], replace(rows[0], hours=6)])
        found = compare_revisions(session, revision, cast.lesson_plan)
        assert (found.old.number, found.new.number) == (1, 2)
        told = [(one.what.value, one.new_place, dict(one.fields)) for one in found.changes]
        assert told == [("added", 1, {}), ("changed", 2, {"hours": (4, 6)})]
        names = [one.decided_by for one in revisions_of(session, cast.gradebook)]
        assert names == ["", "Дёмина Ольга"]
        with pytest.raises(NotFoundError):
            compare_revisions(session, revision, cast.lesson_plan2)


def test_4_2_rows_are_spread_over_the_lessons_of_the_journal(act_as, cast):
    with act_as("system", writes=True) as session:
        for day in (15, 20, 22):
            session.add(
                Lesson(gradebook_id=cast.gradebook_sub, held_on=date(2026, 10, day), pair=2)
            )
        session.commit()
    with act_as("teacher", writes=True) as session:
        lines = [PlanLine(title="А", hours=4), PlanLine(title="Б", hours=6)]
        plan_id = draft(session, cast, lines)
        rows = rows_of(session, plan_id)
        dates = plan_dates(session, cast.gradebook_sub, rows)
        first, second = (dates.rows[line.id] for line in rows)
        assert first.days == (date(2026, 10, 15), date(2026, 10, 20))
        assert first.missing == 0
        assert second.days == (date(2026, 10, 22),)
        assert second.missing == 4  # four hours find no lesson


def test_one_row_at_a_time(act_as, cast):
    with act_as("teacher", writes=True) as session:
        who, plan_id = principal_of_login("teacher"), draft(session, cast)
        section = rows_of(session, plan_id)[0]
        row = {"title": "Вставка", "hours": 2, "kind": "lab"}
        added = add_row(session, who, plan_id, row, section.id)
        change_row(session, who, added.id, {"hours": 4})
        titles = [(line.title, line.hours) for line in rows_of(session, plan_id)]
        assert titles[:2] == [("Раздел 1. Основы", 0), ("Вставка", 4)]
        assert rows_of(session, plan_id)[1].kind is LessonKind.lab
        delete_row(session, who, added.id)
        assert len(rows_of(session, plan_id)) == len(FULL)
        with pytest.raises(NotAllowedError):
            change_row(session, who, cast.lesson_plan_topic, {"hours": 2})


def test_the_list_is_narrowed_by_state_and_teacher(act_as, cast):
    with act_as("teacher", writes=True) as session:
        draft(session, cast)
        who = principal_of_login("teacher")
        lines, more = list_plans(session, who, PlanFilter(), 50)
        assert not more
        assert {one.journal.gradebook_id for one in lines if one.plan_id} == {
            cast.gradebook,
            cast.gradebook_sub,
        }
        missing, _more = list_plans(session, who, PlanFilter(state="none"), 50)
        assert {one.journal.gradebook_id for one in missing} == {
            cast.gradebook_tc_other,
            cast.gradebook_th_other,
        }
        found, _more = list_plans(session, who, PlanFilter(text="разработка"), 50)
        assert all(one.journal.title.startswith("МДК") for one in found)
    with act_as("methodist") as session:
        assert submitted_plans(session, principal_of_login("methodist"), 10) == []
        query = select(LessonPlan.id)
        assert len(session.scalars(query).all()) == 3
