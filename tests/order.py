"""In which order the tests run on which process: what takes long begins first, everywhere.

Each process begins with an equal share of the whole (`--dist worksteal`) and takes from others
once it is done. A test that waits a minute for a dead worker's heartbeat must not begin last.
"""

import gc
import os
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path

import pytest

WAITING = {"jobs", "platform"}  # for processes that start and die
BUSY = {"e2e", "demo"}
WALKS = {"test_matrix_walk.py", "test_rows_walk.py", "test_translations.py", "test_views.py"}


def _is_busy(path: Path) -> bool:
    return path.parent.name in BUSY or path.name in WALKS


def _share(of: Sequence[pytest.Item], number: int, processes: int) -> Sequence[pytest.Item]:
    return of[len(of) * number // processes : len(of) * (number + 1) // processes]


def _spread(items: Sequence[pytest.Item], processes: int) -> Iterator[pytest.Item]:
    waiting = [item for item in items if item.path.parent.name in WAITING]
    busy = [item for item in items if _is_busy(item.path)]
    first = {*waiting, *busy}
    others = [item for item in items if item not in first]
    for number in range(processes):
        turns = waiting[number::processes], busy[number::processes]
        pairs = zip_longest(*(turns if number % 2 else turns[::-1]))  # not all wait at once
        yield from (item for item in chain.from_iterable(pairs) if item is not None)
        yield from _share(others, number, processes)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests into an order that keeps all processes at work to the end."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes > 1:
        items[:] = _spread(items, processes)
    gc.collect()
    gc.freeze()  # what was imported stays: no use in looking through it again and again
