"""A worker whose clock stands where the tests' clock stands: `python -m tests.e2e.worker`."""

import time_machine

from supervisor.roles import worker
from tests.conftest import NOON

if __name__ == "__main__":
    with time_machine.travel(NOON):
        worker()
