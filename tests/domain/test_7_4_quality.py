"""Success, quality, degree of training (clauses 7.4, 8.2): tables worked out by hand."""

from decimal import Decimal

import pytest

from domain.quality import degree_of_training, quality, success, summary
from domain.regulation import DEFAULTS, Norm

WEIGHTS = DEFAULTS.weights(Norm.degree_weights)


def codes(text: str) -> list[str | None]:
    """Return the marks of «5×4 3×2 -×1»: a code and how often; «-» is a blank."""
    found: list[str | None] = []
    for part in text.split():
        code, _sign, times = part.partition("×")
        found += [None if code == "-" else code] * int(times or 1)
    return found


@pytest.mark.parametrize(
    ("marks", "total", "absolute", "good", "degree"),
    [
        # (4+8+6)/20; (4+8)/20; (400 + 512 + 216 + 16 + 7)/20
        ("5×4 4×8 3×6 2×1 н/а×1", 20, "90.0", "60.0", "57.6"),
        # Exempt and blank are not in N: 25 students, 20 marks.
        ("5×4 4×8 3×6 2×1 н/а×1 осв×3 -×2", 20, "90.0", "60.0", "57.6"),
        ("5×1", 1, "100.0", "100.0", "100.0"),
        ("5×10 4×10 3×5", 25, "100.0", "80.0", "72.8"),
        ("2×3", 3, "0.0", "0.0", "16.0"),
        ("н/а×2", 2, "0.0", "0.0", "7.0"),
        # Thirds are rounded half up: 2 of 3; 164/3 = 54,67.
        ("5×1 4×1 н/а×1", 3, "66.7", "66.7", "57.0"),
        ("3×1 4×1 4×1", 3, "100.0", "66.7", "54.7"),
        # Credits count as success or failure and have no degree.
        ("зч×20 нз×5", 25, "80.0", None, None),
        ("зч×3 5×1 3×1", 5, "100.0", "50.0", "68.0"),
        ("нз×1 4×1", 2, "50.0", "100.0", "64.0"),
        ("осв×2", 0, None, None, None),
        ("-×2", 0, None, None, None),
        ("", 0, None, None, None),
    ],
)
def test_7_4_success_quality_and_degree_of_hand_made_tables(
    marks: str, total: int, absolute: str | None, good: str | None, degree: str | None
) -> None:
    """The shares are those of the formulas, N without exempt and without blank."""

    def exact(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    given = codes(marks)
    assert success(given) == exact(absolute)
    assert quality(given) == exact(good)
    assert degree_of_training(given, WEIGHTS) == exact(degree)
    told = summary(given, WEIGHTS)
    assert (told.total, told.success, told.quality, told.degree) == (
        total,
        exact(absolute),
        exact(good),
        exact(degree),
    )
    assert told.total + told.exempt + told.blank == len(given)
    assert sum(told.distribution.values()) == len(given) - told.blank


def test_7_4_the_weights_of_the_degree_are_the_colleges() -> None:
    """Other weights give another degree: the norm can be set."""
    assert degree_of_training(["5", "3"], WEIGHTS | {"3": 40}) == Decimal("70.0")
