"""Clause 7.4: which students the curator's report names as those who need help."""

import pytest

from domain.risk import Risk, Standing, risks


@pytest.mark.parametrize(
    ("failures", "held", "missed", "debts", "why"),
    [
        (0, 100, 0, 0, []),
        (1, 100, 0, 0, [Risk.failing]),
        (0, 100, 10, 9, []),  # a tenth is no more than a tenth; nine debts are few
        (0, 100, 11, 0, [Risk.absent]),
        (0, 0, 0, 0, []),  # nothing was held
        (0, 100, 0, 10, [Risk.debts]),
        (2, 18, 4, 14, [Risk.failing, Risk.absent, Risk.debts]),
    ],
)
def test_7_4_who_is_at_risk(
    failures: int, held: int, missed: int, debts: int, why: list[Risk]
) -> None:
    assert risks(Standing(failures, held, missed, debts)) == why
