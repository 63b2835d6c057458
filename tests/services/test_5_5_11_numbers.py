"""Numbers of attestation sheets have no gaps, also where two give them out at once (5.5.11)."""

import threading

from sqlalchemy import select

from domain.clock import clock
from domain.enums import AttestationForm
from models import AttestationSheet
from services.sheet_numbers import next_number, next_numbers

ROUNDS = 6


def _sheet(cast, number: int, **more) -> AttestationSheet:
    return AttestationSheet(
        academic_year_id=cast.academic_year,
        number=number,
        group_id=more.get("group", cast.group),
        semester_id=cast.semester,
        item_id=more.get("item", cast.curriculum_item),
        form=AttestationForm.exam,
        created_at=clock.now(),
    )


def test_5_5_11_two_heads_at_once_never_get_the_same_number(act_as, cast) -> None:
    """Two heads of departments that do not see each other's sheets make them at once."""
    start, faults = threading.Barrier(2), []

    def make(login: str, **of) -> None:
        try:
            start.wait()
            for _turn in range(ROUNDS):
                with act_as(login, writes=True) as session:
                    session.add(_sheet(cast, next_number(session, cast.academic_year), **of))
                    session.commit()
        except Exception as fault:
            faults.append(fault)

    second = {"group": cast.group2, "item": cast.curriculum_item2}
    threads = [
        threading.Thread(target=make, args=("department_head",)),
        threading.Thread(target=make, args=("department_head2",), kwargs=second),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with act_as("system") as session:
        of_year = AttestationSheet.academic_year_id == cast.academic_year
        numbers = sorted(session.scalars(select(AttestationSheet.number).where(of_year)))
    assert numbers == list(range(1, 2 + 2 * ROUNDS + 1))


def test_5_5_11_the_number_of_a_deleted_sheet_is_given_out_again(act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(AttestationSheet, cast.attestation_sheet))
        session.commit()
        assert next_numbers(session, cast.academic_year, 3) == [1, 3, 4]
        assert next_numbers(session, cast.academic_year2, 2) == [3, 4]  # its own numbers
