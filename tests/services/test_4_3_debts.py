"""Debts are kept with the cells they follow from (clause 4.3)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from access.principal import current_principal
from access.session import system_write
from domain.enums import DebtEnd, DebtKind
from jobs.debts import keep_all_debts
from models import Absence, Debt, Lesson, Mark, Work
from services.cell_shapes import CellInput
from services.debt_keeping import keep_debts
from services.journal_cells import record_cells
from services.lessons import confirm_lesson

TODAY = date(2026, 10, 14)
TEXTS = ["", "н", "нп", "б", "уп", "5", "2", "нз", "зч", "2/4", "н/4", "н/2", "н/2/4", "оп10/2"]
WORK_TEXTS = ["", "5", "2", "нз", "зч", "осв"]


@pytest.fixture
def open_debts(act_as):
    """Return what is owed in a journal: (lesson, student, kind, work)."""

    def read(gradebook_id):
        with act_as("system") as session:
            rows = select(Debt.lesson_id, Debt.student_id, Debt.kind, Debt.work_id).where(
                Debt.gradebook_id == gradebook_id, Debt.closed_on.is_(None)
            )
            return {tuple(row) for row in session.execute(rows)}

    return read


@pytest.fixture
def rows(act_as):
    """Return all debts of a student in a journal with how they stand."""

    def read(gradebook_id, student_id):
        with act_as("system") as session:
            query = select(Debt.kind, Debt.opened_on, Debt.closed_on, Debt.ended).where(
                Debt.gradebook_id == gradebook_id,
                Debt.student_id == student_id,
                Debt.work_id.is_(None),
            )
            return [tuple(row) for row in session.execute(query.order_by(Debt.id))]

    return read


@pytest.fixture
def write(act_as, cast):
    """Write one cell of the cast as the teacher; it must be saved."""

    def put(lesson, student, text, work=None):
        with act_as("teacher", writes=True) as session:
            place = {"lesson_id": cast[lesson], "student_id": cast[student]}
            now = _text(session, cast[lesson], cast[student], work)
            cell = CellInput(**place, text=text, was=now, reason="Проверка", work_id=work)
            result = record_cells(session, current_principal(), cast.gradebook, [cell])
        assert result.saved, (result.refused, result.conflicts)

    return put


def _text(session, lesson_id, student_id, work_id):
    where = {"lesson_id": lesson_id, "student_id": student_id}
    marks = select(Mark.code).filter_by(**where, work_id=work_id).order_by(Mark.ordinal)
    codes = {"unstated": "н", "unexcused": "нп", "sick": "б", "excused": "уп", "late": "оп"}
    parts = list(session.scalars(marks))
    absence = session.execute(select(Absence.kind, Absence.minutes).filter_by(**where)).first()
    if absence is not None and work_id is None:
        parts.insert(0, codes[absence.kind] + str(absence.minutes or ""))
    return "/".join(parts)


def test_4_3_a_debt_opens_closes_and_opens_again_with_its_cell(write, rows, cast):
    """An absence is made up by a mark beside it, corrected by a good reason."""
    held, who = date(2026, 10, 12), (cast.gradebook, cast.student)
    absence = (DebtKind.absence, held)
    for text, expected in (
        ("н", [(*absence, None, None)]),
        ("н/4", [(*absence, TODAY, DebtEnd.made_up)]),
        ("н", [(*absence, None, None)]),  # the same debt, since the same day
        ("б", [(*absence, TODAY, DebtEnd.corrected)]),
        ("2", [(*absence, TODAY, DebtEnd.corrected), (DebtKind.topic, held, None, None)]),
        (
            "2/4",
            [
                (*absence, TODAY, DebtEnd.corrected),
                (DebtKind.topic, held, TODAY, DebtEnd.made_up),
            ],
        ),
    ):
        write("lesson", "student", text)
        assert rows(*who) == expected, text


def test_4_3_an_absence_is_owed_from_confirming_on(act_as, write, open_debts, cast):
    lesson = cast.lesson_unconfirmed
    owed = (lesson, cast.student_b, DebtKind.absence, None)  # «н» stands there
    assert open_debts(cast.gradebook) == set()
    for confirmed, expected in ((True, {owed}), (False, set()), (True, {owed})):
        with act_as("teacher", writes=True) as session:
            confirm_lesson(session, current_principal(), lesson, confirmed)
        assert open_debts(cast.gradebook) == expected


@pytest.mark.sqlite_only
def test_4_3_cells_cost_no_statement_where_no_debt_can_change(act_as, count_statements, cast):
    def told(text, was):
        with act_as("teacher", writes=True) as session:
            who = current_principal()
            cell = CellInput(cast.lesson, cast.student, text, was, "Проверка")
            with count_statements() as statements:
                assert record_cells(session, who, cast.gradebook, [cell]).saved
        return sum(" debt" in one for one in statements)

    with act_as("system", writes=True) as session:
        assert keep_debts(session, cast.gradebook) >= 0
        session.commit()
    assert [told("4", "5"), told("н", "4"), told("н/5", "н"), told("н/4", "н/5")] == [0, 2, 2, 0]


def test_4_3_a_required_work_is_owed_by_night_once_its_week_is_over(
    act_as, app, open_debts, at_local, cast
):
    with act_as("system", writes=True) as session:
        work = update(Work.__table__).where(Work.__table__.c.id == cast.work)
        due = {"is_required": True, "issued_on": date(2026, 10, 12), "due_on": date(2026, 10, 16)}
        system_write(session, work.values(due))
        session.commit()
    present = {cast.student, cast.student_b, cast.student_c, cast.student_new}

    def owed():
        with app.app_context():
            keep_all_debts(lambda _percent: None)
        return {one[1] for one in open_debts(cast.gradebook) if one[2] is DebtKind.work}

    for day, students in ((23, set()), (24, present)):  # seven days after the sixteenth
        with at_local("04:00", date(2026, 10, day)):
            assert owed() == students
            with app.app_context():
                assert keep_all_debts(lambda _percent: None) == 0  # the second time


PLACES = st.tuples(
    st.sampled_from(["lesson", "lesson_unconfirmed", "lesson_sept"]),
    st.sampled_from(["student", "student_b"]),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(PLACES, st.sampled_from(TEXTS), st.just(False)),
        st.tuples(
            st.tuples(st.just("lesson"), st.sampled_from(["student", "student_b"])),
            st.sampled_from(WORK_TEXTS),
            st.just(True),
        ),
        st.just("confirm"),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.sqlite_only
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_4_3_debts_kept_with_the_cells_are_those_of_the_whole_journal(
    act_as, app, open_debts, cast, steps
):
    """Any sequence of changes leaves what a full recomputation finds, kept or from nothing."""
    with act_as("system", writes=True) as session:
        _begin(session, cast)
    with act_as("system", writes=True) as session:
        who = current_principal()
        for step in steps:
            _take(session, who, cast, step)
    kept = open_debts(cast.gradebook)
    with act_as("system", writes=True) as session:
        assert keep_debts(session, cast.gradebook) == 0
        _forget(session, cast)
        keep_debts(session, cast.gradebook)
        session.commit()
    assert open_debts(cast.gradebook) == kept


def _begin(session, cast):
    """Empty the journal's cells; its work is required and past its week."""
    lessons = [cast[name] for name in ("lesson", "lesson_sept", "lesson_unconfirmed")]
    for table in (Mark.__table__, Absence.__table__):
        system_write(session, delete(table).where(table.c.lesson_id.in_(lessons)))
    long_ago = TODAY - timedelta(days=9)
    values = {"is_required": True, "issued_on": long_ago, "due_on": long_ago}
    work, lesson = Work.__table__, Lesson.__table__
    system_write(session, update(work).where(work.c.id == cast.work).values(values))
    lesson = update(lesson).where(lesson.c.id == cast.lesson_unconfirmed)
    system_write(session, lesson.values(confirmed_at=None, topic="Потоки"))
    _forget(session, cast)
    keep_debts(session, cast.gradebook)
    session.commit()


def _forget(session, cast):
    debts = Debt.__table__
    system_write(session, delete(debts).where(debts.c.gradebook_id == cast.gradebook))


def _take(session, who, cast, step):
    if step == "confirm":
        key = cast.lesson_unconfirmed
        confirmed = session.scalar(select(Lesson.confirmed_at).where(Lesson.id == key))
        confirm_lesson(session, who, key, confirmed is None)
        return
    (lesson, student), text, of_work = step
    work = cast.work if of_work else None
    now = _text(session, cast[lesson], cast[student], work)
    cell = CellInput(cast[lesson], cast[student], text, now, "Проверка", work_id=work)
    result = record_cells(session, who, cast.gradebook, [cell])
    assert not result.conflicts
    assert not result.refused, result.refused
