"""Averages and ranks of students by their final marks (clauses 7.4, 8.2), worked out by hand."""

from collections import Counter
from decimal import Decimal

import pytest

from domain.performance import Change, Rank, mean, rank, ranks
from domain.quality import summary, summary_of
from domain.regulation import DEFAULTS, Norm


def counted(text: str) -> Counter[str | None]:
    """Return the counts of «5 5 4 -»; «-» is a blank."""
    return Counter(None if code == "-" else code for code in text.split())


@pytest.mark.parametrize(
    ("marks", "expected", "average"),
    [
        ("5 5 5", Rank.excellent, "5.00"),
        ("5 5 зч осв", Rank.excellent, "5.00"),
        ("5 4 5", Rank.good, "4.67"),
        ("4", Rank.good, "4.00"),
        ("5 4 3", Rank.one_three, "4.00"),
        ("3", Rank.one_three, "3.00"),
        ("5 3 3", Rank.fair, "3.67"),
        ("5 5 2", Rank.failing, "4.00"),
        ("5 5 н/а", Rank.failing, "5.00"),
        ("5 нз", Rank.failing, "5.00"),
        ("зч зч", None, None),
        ("осв - -", None, None),
        ("", None, None),
        # A blank takes nothing away: the mark is still to come.
        ("5 -", Rank.excellent, "5.00"),
        ("4 4 5 5 5 5 5 5", Rank.good, "4.75"),
        ("3 4 4", Rank.one_three, "3.67"),
    ],
)
def test_7_4_a_student_has_one_rank(marks: str, expected: Rank | None, average: str | None) -> None:
    """Worst mark first; the average is of figures alone, half up."""
    counts = counted(marks)
    assert rank(counts) is expected
    assert mean(counts) == (None if average is None else Decimal(average))


def test_7_4_ranks_count_each_student_once() -> None:
    """Five students, one of them with nothing yet."""
    told = ranks(counted(text) for text in ("5 5", "5 4", "5 3", "2 3 3", "-"))
    assert told == {Rank.excellent: 1, Rank.good: 1, Rank.one_three: 1, Rank.failing: 1}


@pytest.mark.parametrize("marks", ["5 4 4 3 2 н/а осв - зч нз", "зч зч нз", "", "- -", "5"])
def test_7_4_counted_marks_give_what_single_ones_give(marks: str) -> None:
    """The two ways to the shares agree."""
    weights = DEFAULTS.weights(Norm.degree_weights)
    counts = counted(marks)
    assert summary_of(counts, weights) == summary(counts.elements(), weights)


@pytest.mark.parametrize(
    ("now", "before", "points"),
    [("90.0", "87.5", "2.5"), ("50.0", "62.5", "-12.5"), (None, "5", None), ("5", None, None)],
)
def test_7_4_a_change_is_in_points(now: str | None, before: str | None, points: str | None) -> None:
    """Unknown where one of the two is."""

    def exact(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    assert Change(exact(now), exact(before)).points == exact(points)
