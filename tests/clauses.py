"""Which clause of the regulation a test is about: its name, or its file's, begins with it."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

_NAMED: Final = re.compile(r"test_(\d+(?:_\d+){1,2})_")


def clauses_of(nodeid: str) -> set[str]:
    """Return the clauses that a test of this id names: «tests/domain/test_5_5_5_homework.py::…»."""
    return {found.replace("_", ".") for found in _NAMED.findall(nodeid)}


def cases_by_clause(reports: Iterable[Any]) -> dict[str, int]:
    """Return how many cases passed for each clause, in the order of the clauses.

    A test that goes through a table in one run tells its size by `record_property("cases", n)`.
    """
    counts: Counter[str] = Counter()
    for report in reports:
        told = [value for name, value in getattr(report, "user_properties", ()) if name == "cases"]
        for clause in clauses_of(report.nodeid):
            counts[clause] += told[0] if told else 1
    return {clause: counts[clause] for clause in sorted(counts, key=_order)}


def _order(clause: str) -> tuple[int, ...]:
    return tuple(int(part) for part in clause.split("."))
