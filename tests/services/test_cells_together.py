"""Two people, or the same batch twice: nothing is lost and nothing is written twice."""

import threading
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from access.principal import current_principal
from domain.cells import ABSENCE_CODES, MARK_CODES
from models import AuditEntry
from models.audit import CELL
from services.cell_facts import read_present_of_lesson
from services.cell_shapes import CellInput
from services.journal_cells import record_cells

TEXTS = st.sampled_from(
    ["", "x", "осв/4", "h", *MARK_CODES, *ABSENCE_CODES, "4/5", "н/5", "оп15/3"]
)
LESSONS = ("lesson", "lesson_sept", "lesson_today", "lesson_sub")
STUDENTS = ("student", "student_b", "student_gone", "student2")
CELLS = st.lists(
    st.tuples(
        st.sampled_from(LESSONS),
        st.sampled_from(STUDENTS),
        TEXTS,
        TEXTS,
        st.sampled_from(["", "Ошибка"]),
    ),
    unique_by=lambda cell: cell[:2],
    max_size=8,
)


@pytest.mark.sqlite_only
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batch=CELLS)
def test_any_batch_sent_twice_changes_nothing_the_second_time(act_as, cast, batch) -> None:
    typed = [
        CellInput(cast[lesson], cast[student], text, was, reason)
        for lesson, student, text, was, reason in batch
    ]

    def send():
        with act_as("teacher") as session:
            return record_cells(session, current_principal(), cast.gradebook, typed)

    def state():
        with act_as("system") as session:
            held = {}
            for lesson in LESSONS:
                held |= read_present_of_lesson(session, cast[lesson])
            entries = session.scalar(select(func.count()).select_from(AuditEntry))
        return {place: present.cell.text for place, present in held.items()}, entries

    first = send()
    after = state()
    assert send() == first
    assert state() == after
    for saved in first.saved:
        assert after[0].get((saved.lesson_id, saved.student_id, 0), "") == saved.text


def test_two_at_once_lose_nothing(act_as, cast) -> None:
    """Each of two writers turns the same cell round and round; every change saw the one before."""
    texts = ("5", "4", "3", "2")
    rounds, saved, faults = 12, [], []
    start = threading.Barrier(2)

    def write(which: int) -> None:
        try:
            start.wait()
            for turn in range(rounds):
                with act_as("teacher") as session:
                    held = read_present_of_lesson(session, cast.lesson_today)
                    now = next((one.cell.text for one in held.values()), "")
                with act_as("teacher") as session:
                    text = texts[(turn * 2 + which) % len(texts)]
                    cell = CellInput(cast.lesson_today, cast.student, text, now)
                    result = record_cells(session, current_principal(), cast.gradebook, [cell])
                    saved.extend(result.saved)
        except Exception as error:
            faults.append(error)

    writers = [threading.Thread(target=write, args=(which,)) for which in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not faults
    with act_as("system") as session:
        query = (
            select(AuditEntry)
            .where(
                AuditEntry.field == CELL,
                AuditEntry.lesson_id == cast.lesson_today,
                AuditEntry.student_id == cast.student,
            )
            .order_by(AuditEntry.id)
        )
        trail = [(entry.old, entry.new) for entry in session.scalars(query)]
        held = read_present_of_lesson(session, cast.lesson_today)
    assert saved
    assert trail[0][0] == ""
    for (_old, new), (old, _new) in pairwise(trail):
        assert old == new  # no change overwrote one that it had not seen
    assert held[cast.lesson_today, cast.student, 0].cell.text == trail[-1][1]
