"""Clauses 3.6, 7.3: what asks a question about the objectivity of marks."""

from datetime import date
from decimal import Decimal

import pytest

from domain.final_marks import Grounds
from domain.mark_changes import mark_change
from domain.objectivity import Marks, are_in_bulk, distance, is_late_raise, unfounded
from domain.regulation import DEFAULTS


@pytest.mark.parametrize(
    ("code", "offered", "average", "marks", "why"),
    [
        ("4", "4", "4.20", 5, ()),
        ("5", "4", "4.40", 5, ("departs",)),  # 0.60 away: more than half a mark
        ("5", "4", "4.50", 5, ()),  # half a mark is what the norm allows
        ("3", "4", "3.60", 5, ("departs",)),
        ("4", "4", "4.20", 2, ("few",)),
        ("5", "4", "4.00", 2, ("departs", "few")),
        ("4", None, None, 0, ("few",)),  # nothing to depart from, and too few
        ("осв", "4", "4.00", 5, ("departs",)),
        ("4", "н/а", "4.00", 1, ("departs", "few")),
        ("н/а", None, None, 0, ()),
    ],
)
def test_3_6_a_final_mark_that_does_not_follow(code, offered, average, marks, why) -> None:
    grounds = Grounds(average=Decimal(average) if average else None, marks=marks, needed=3)
    assert unfounded(code, offered, grounds, DEFAULTS) == why


@pytest.mark.parametrize(
    ("old", "new", "held", "changed", "late"),
    [
        ("3", "4", "2026-10-01", "2026-10-09", True),
        ("3", "4", "2026-10-01", "2026-10-08", False),  # within the week of results
        ("4", "3", "2026-10-01", "2026-10-20", False),  # downward asks nothing here
        ("2", "2/4", "2026-10-01", "2026-10-20", False),  # a further mark changes none
        ("3", "4", None, "2026-10-09", True),  # a final mark
    ],
)
def test_3_6_a_late_raise(old, new, held, changed, late) -> None:
    change = mark_change(old, new)
    day = date.fromisoformat(held) if held else None
    assert (change is not None and is_late_raise(change, day, date.fromisoformat(changed))) is late


@pytest.mark.parametrize(
    ("now", "before", "gap"),
    [
        ((10, 45), [(10, 35)], "1.00"),
        ((10, 40), [(10, 35)], "0.50"),
        ((10, 39), [(10, 35)], None),
        ((9, 45), [(10, 20)], None),  # too few
        ((10, 30), [(5, 20), (5, 20)], "-1.00"),
        ((10, 30), [], None),
    ],
)
def test_7_3_a_group_far_from_its_history(now, before, gap) -> None:
    found = distance(Marks(*now), [Marks(*one) for one in before])
    assert found == (Decimal(gap) if gap else None)


def test_7_3_marks_in_bulk() -> None:
    assert are_in_bulk(10, 30)
    assert not are_in_bulk(9, 9)
    assert not are_in_bulk(12, 40)
