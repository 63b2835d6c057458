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
    return percent(sum(weighed), 100 * len(weighed))


def summary(codes: Codes, weights: Mapping[str, int]) -> Quality:
    """Return all of it for `codes`, where None is a student without a mark."""
    return summary_of(Counter(codes), weights)


def summary_of(counts: Mapping[str | None, int], weights: Mapping[str, int]) -> Quality:
    """Return all of it for marks that are counted already: code (None: no mark) → how many."""

    def number(codes: Iterable[str]) -> int:
        return sum(counts.get(code, 0) for code in codes)

    total, by_degree = number(_RATED), number(_BY_DEGREE)
    weighed = sum(weights[code] * counts.get(code, 0) for code in _BY_DEGREE)
    return Quality(
        total=total,
        exempt=counts.get(EXEMPT, 0),
        blank=counts.get(None, 0),
        distribution={code: counts[code] for code in MARK_CODES if counts.get(code)},
        success=percent(number(SUCCESSFUL), total),
        quality=percent(number(GOOD), by_degree),
        degree=percent(weighed, 100 * by_degree),
    )


def _share(codes: Codes, base: frozenset[str], wanted: frozenset[str]) -> Decimal | None:
    counted = [code for code in codes if code in base]
    return percent(sum(code in wanted for code in counted), len(counted))


def percent(part: int, whole: int) -> Decimal | None:
    """Return `part` of `whole` in percent with one decimal, half up; None where whole is 0."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP)
