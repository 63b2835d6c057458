"""Clause 4.2: what differs between two revisions of a plan."""

import pytest

from domain.plan_changes import changes


def rows(text, first=1):
    """Return rows named by letters; «A+» is row A with other contents."""
    return [
        (first + place, {"title": one.rstrip("+"), "hours": 4 if "+" in one else 2})
        for place, one in enumerate(text.split())
    ]


def copied(old, new):
    """Return which new row is a copy of which old one: those of the same letter."""
    keys = {fields["title"]: key for key, fields in old}
    return {key: keys[fields["title"]] for key, fields in new if fields["title"] in keys}


# old, new → what happened to which row, by the places in both
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("A B C", "A B C", []),
        ("A B C", "A B C D", [("added", None, 4, "D")]),
        ("A B C", "A C", [("removed", 2, None, "B")]),
        ("A B C", "A B+ C", [("changed", 2, 2, "B")]),
        ("A B C", "B C A", [("moved", 1, 3, "A")]),
        ("A B C D", "D A B C", [("moved", 4, 1, "D")]),
        ("A B C", "N A B C", [("added", None, 1, "N")]),  # the others are pushed, not moved
        ("A B C", "C+ A", [("changed", 3, 1, "C"), ("removed", 2, None, "B")]),
        ("", "A", [("added", None, 1, "A")]),
        ("A", "", [("removed", 1, None, "A")]),
    ],
)
def test_4_2_rows_are_told_by_what_happened_to_them(old, new, told):
    before, after = rows(old), rows(new, 100)
    found = changes(before, after, copied(before, after))
    assert [
        (one.what.value, one.old_place, one.new_place, (one.new or one.old)["title"])
        for one in found
    ] == told


def test_4_2_changed_fields_are_told_with_both_values():
    before, after = rows("A"), rows("A+", 100)
    (one,) = changes(before, after, {100: 1})
    assert one.fields == {"hours": (2, 4)}


def test_4_2_a_copy_of_a_row_of_another_revision_is_new():
    (gone, added) = sorted(
        changes(rows("A"), rows("A", 100), {100: 55}), key=lambda one: one.what.value, reverse=True
    )
    assert (gone.what.value, added.what.value) == ("removed", "added")
