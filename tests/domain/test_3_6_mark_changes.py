"""What a change did to the marks of a cell (clauses 3.6, 7.3): a table."""

import pytest

from domain.mark_changes import Direction, mark_change


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2", "4", ("2", "4", Direction.upward)),
        ("5", "3", ("5", "3", Direction.downward)),
        ("4", "", ("4", "", Direction.removed)),
        ("4", "н", ("4", "", Direction.removed)),
        ("оп/3", "4", ("3", "4", Direction.upward)),
        ("4/5", "5/5", ("4/5", "5/5", Direction.upward)),
        ("4/5", "4", ("4/5", "4", Direction.downward)),
        ("4/2", "2/4", ("4/2", "2/4", Direction.other)),
        ("нз", "зч", ("нз", "зч", Direction.upward)),
        ("зч", "н/а", ("зч", "н/а", Direction.downward)),
        ("н/а", "3", ("н/а", "3", Direction.upward)),
        ("3", "осв", ("3", "осв", Direction.other)),
        ("осв", "5", ("осв", "5", Direction.other)),
        # No mark that stood was changed.
        ("", "5", None),
        ("н", "5", None),
        ("н", "н/5", None),
        ("4", "4/5", None),
        ("4", "оп/4", None),
        ("5", "5", None),
        ("what", "5", None),
    ],
)
def test_3_6_where_a_changed_mark_went(
    old: str, new: str, expected: tuple[str, str, Direction] | None
) -> None:
    """Upward, downward, removed, or neither."""
    assert mark_change(old, new) == expected
