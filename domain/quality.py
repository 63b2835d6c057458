"""Success, quality and degree of training of final marks (clauses 7.4, 8.2).

N is the number of marks without «осв» (exempt) and without blanks. Credits say passed or failed
and no degree: «зч» counts as success, «нз» as failure; quality and the degree of training (СОУ)
are of the marks in figures and of «н/а» alone, and unknown where there are none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from domain.cells import EXEMPT, FAILED, MARK_CODES, NOT_ATTESTED, NUMERIC, PASSED

TENTH: Final = Decimal("0.1")
SUCCESSFUL: Final = frozenset({"5", "4", "3", PASSED})
GOOD: Final = frozenset({"5", "4"})
_RATED: Final = frozenset({*NUMERIC, NOT_ATTESTED, PASSED, FAILED})
_BY_DEGREE: Final = frozenset({*NUMERIC, NOT_ATTESTED})

Codes = Iterable[str | None]


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts and shares of a set of final marks; shares in percent with one decimal."""

    total: int  # N: without exempt, without blank
    exempt: int
    blank: int
    distribution: Mapping[str, int]  # code → how many, in the order of the codes, zeros left out
    success: Decimal | None
    quality: Decimal | None
    degree: Decimal | None  # СОУ


def success(codes: Codes) -> Decimal | None:
    """Return the absolute success (n5 + n4 + n3 + n_зч) / N in percent, None where N is 0."""
    return _share(codes, _RATED, SUCCESSFUL)


def quality(codes: Codes) -> Decimal | None:
    """Return the quality (n5 + n4) / N in percent, N without credits; None where N is 0."""
    return _share(codes, _BY_DEGREE, GOOD)


def degree_of_training(codes: Codes, weights: Mapping[str, int]) -> Decimal | None:
    """Return СОУ: the mean weight of the marks, in percent, N without credits.

    `weights` are those of the norm `degree_weights`: 5 → 100, 4 → 64, 3 → 36, 2 → 16, н/а → 7.
    """
    weighed = [weights[code] for code in codes if code in _BY_DEGREE]
    return _percent(sum(weighed), 100 * len(weighed))


def summary(codes: Codes, weights: Mapping[str, int]) -> Quality:
    """Return all of it for `codes`, where None is a student without a mark."""
    counts = Counter(codes)
    kept = list(counts.elements())
    return Quality(
        total=sum(counts[code] for code in _RATED),
        exempt=counts[EXEMPT],
        blank=counts[None],
        distribution={code: counts[code] for code in MARK_CODES if counts[code]},
        success=success(kept),
        quality=quality(kept),
        degree=degree_of_training(kept, weights),
    )


def _share(codes: Codes, base: frozenset[str], wanted: frozenset[str]) -> Decimal | None:
    counted = [code for code in codes if code in base]
    return _percent(sum(code in wanted for code in counted), len(counted))


def _percent(part: int, whole: int) -> Decimal | None:
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP)
