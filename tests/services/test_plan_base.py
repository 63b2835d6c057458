"""3.3: one base of approved plans, its topics found in any word form, on both databases."""

import pytest
from sqlalchemy import func, select

from access.principals import principal_of_login
from domain.enums import PlanState
from models import LessonPlan, PlanStem
from services.errors import NotFoundError
from services.plan_base import BaseFilter, list_plans, search_topics
from services.plan_base_choices import groups_of_base, teachers_of_base
from services.plan_base_read import base_plan, journals_to_fill
from services.plan_rows import PlanLine, replace_draft
from services.plan_search import index_topics

TITLES = (
    "Топология локальных сетей",
    "Протокол TCP/IP",
    "Ёмкость жёсткого диска",
    "Работа с файлами",
    "Работа в сети",
)


@pytest.fixture
def topics(act_as, cast):
    """Give an approved plan of a foreign teacher with TITLES; return titles found by a text."""
    lines = [PlanLine(title=title, hours=2) for title in TITLES]
    with act_as("teacher_curator", writes=True) as session:
        who = principal_of_login("teacher_curator")
        plan_id = replace_draft(session, who, cast.gradebook_tc, lines, "")
    with act_as("system", writes=True) as session:
        session.get_one(LessonPlan, plan_id).state = PlanState.approved
        session.commit()

    def found(text: str, login: str = "teacher2", **narrowed: object) -> set[str]:
        with act_as(login) as session:
            rows, _more = search_topics(session, text, BaseFilter(**narrowed))
            return {row.title for row in rows if row.place.plan_id == plan_id}

    found.plan_id = plan_id
    return found


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("топологиями", {TITLES[0]}),
        ("ТОПОЛОГИЙ", {TITLES[0]}),
        ("топология", {TITLES[0]}),
        ("емкости дисков", {TITLES[2]}),
        ("ёмкостью", {TITLES[2]}),
        ("протоколов ТСР", {TITLES[1]}),  # typed with Cyrillic letters
        ("tcp", {TITLES[1]}),
        ("сетями", {TITLES[0], TITLES[4]}),
        ("работы сетей", {TITLES[4]}),
        ("работами", {TITLES[3], TITLES[4]}),
        ("работа топологией", set()),
        ("в с и", set()),
        ("", set()),
        ("%' OR 1=1 --", set()),
    ],
)
def test_3_3_topics_are_found_in_any_word_form(topics, text, titles) -> None:
    assert topics(text) == titles


def test_3_3_approved_plans_are_found_past_the_row_scope_others_are_not(
    topics, act_as, cast
) -> None:
    assert topics("топология", "teacher") == {TITLES[0]}
    with act_as("system", writes=True) as session:
        session.get_one(LessonPlan, topics.plan_id).state = PlanState.submitted
        session.commit()
    assert topics("топология", "teacher2") == set()
    assert topics("топология", "teacher2", state=PlanState.submitted) == set()
    assert topics("топология", "teacher_curator", state=PlanState.submitted) == {TITLES[0]}
    assert topics("топология", "methodist", state=PlanState.submitted) == {TITLES[0]}


def test_filters_narrow_the_search_and_the_list(topics, act_as, cast) -> None:
    teacher = cast.employee_teacher_curator
    assert topics("топология", teacher_id=teacher) == {TITLES[0]}
    assert topics("топология", teacher_id=cast.employee_teacher) == set()
    assert topics("топология", group_id=cast.group_tc, programme_id=cast.programme) == {TITLES[0]}
    assert topics("топология", group_id=cast.group2) == set()
    assert topics("топология", year_id=cast.academic_year2) == set()
    assert topics("топология", discipline="операционн") == {TITLES[0]}
    assert topics("топология", discipline="физика") == set()
    with act_as("teacher2") as session:
        plans, more = list_plans(session, BaseFilter())
        assert {one.place.plan_id for one in plans} == {
            cast.lesson_plan,
            cast.lesson_plan2,
            topics.plan_id,
        }
        assert not more
        mine = next(one for one in plans if one.place.plan_id == topics.plan_id)
        assert (mine.hours, mine.rows) == (10, 5)
        first, more = list_plans(session, BaseFilter(), 1)
        second, _more = list_plans(session, BaseFilter(), 1, 1)
        assert more
        assert first[0].place.plan_id != second[0].place.plan_id
        assert cast.group_tc in {key for key, _name in groups_of_base(session)}
        assert teacher in {key for key, _name in teachers_of_base(session)}


def test_a_plan_of_the_base_is_read_whole_and_offers_own_journals(topics, act_as, cast) -> None:
    with act_as("teacher") as session:
        who = principal_of_login("teacher")
        plan = base_plan(session, topics.plan_id)
        assert [line.title for line in plan.rows] == list(TITLES)
        assert not plan.visible
        journals = [one.gradebook_id for one in journals_to_fill(session, who, plan)]
        assert journals == [cast.gradebook]
        session.rollback()
    with act_as("system", writes=True) as session:
        session.get_one(LessonPlan, topics.plan_id).state = PlanState.draft
        session.commit()
    with act_as("teacher") as session, pytest.raises(NotFoundError):
        base_plan(session, topics.plan_id)


def test_stems_are_kept_once_and_replaced_with_the_title(topics, act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        topic = cast.lesson_plan_topic
        for title, count in (("Сети и сети, сетями", 1), ("Новая тема урока", 3), ("", 0)):
            index_topics(session, [(topic, title)])
            kept = select(func.count(PlanStem.id)).where(PlanStem.topic_id == topic)
            assert session.scalar(kept) == count


def test_a_search_sends_few_statements_whatever_it_finds(topics, act_as, count_statements) -> None:
    with act_as("teacher2") as session, count_statements() as told:
        search_topics(session, "работа сети файл", BaseFilter())
    assert len([one for one in told if one.startswith("SELECT")]) <= 5
