"""Clause 4.5: in an analytic note the head edits the words, not the figures."""

import pytest

from domain.notes import Faults, Piece, Standing, check, filled, moved, pieces, places, standing


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Held {held}, recorded {share} %.", Faults()),
        ("Recorded {share} %: of {held}, of {held}.", Faults()),  # the order and repeats are free
        ("Held 100, recorded {share} %.", Faults(missing=("held",))),
        ("Held {held}.", Faults(missing=("share",))),
        ("Held {held}, recorded {share} %, {late}.", Faults(unknown=("late",))),
        ("Held {held}, recorded {share} {.", Faults(broken=True)),
        ("Held {held, recorded {share}.", Faults(missing=("held",), broken=True)),
        ("Held { held }, {share}", Faults()),
    ],
)
def test_4_5_figures_stay_in_a_sentence(text: str, faults: Faults) -> None:
    found = check(text, ("held", "share"))
    assert found == faults
    assert bool(found) is bool(faults.unknown or faults.missing or faults.broken)


def test_4_5_own_paragraphs_have_no_figures() -> None:
    assert check("Words alone, 5 of them.", ()) == Faults()
    assert check("{held}", ()).unknown == ("held",)


def test_4_5_figures_are_shown_as_people_read_them() -> None:
    figures = {"held": 1200, "share": 87.5, "all": 100.0, "who": "Иванова А. П."}
    text = "{held}; {share} %; {all} %; {who}"
    assert filled(text, figures) == "1200; 87,5 %; 100 %; Иванова А. П."
    assert pieces("a {held} {other}", figures) == (
        Piece("a "),
        Piece("1200", "held"),
        Piece(" "),
        Piece("{other}"),
    )
    assert places("{a} {b} {a}") == ("a", "b")


@pytest.mark.parametrize(
    ("share", "expected"),
    [(100.0, "good"), (95.0, "good"), (94.9, "fair"), (85.0, "fair"), (84.9, "poor"), (0, "poor")],
)
def test_4_5_the_conclusion_follows_from_the_share(share: float, expected: str) -> None:
    assert standing(share) is Standing(expected)


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 5, [1, 2, 3])],
)
def test_4_5_paragraphs_change_places(key: int, by: int, expected: list[int]) -> None:
    assert moved([1, 2, 3], key, by) == expected
