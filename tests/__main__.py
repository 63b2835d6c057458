"""Run all tests as `make test` does: in parallel, with a PostgreSQL of their own where possible."""

import os
import sys

import pytest

from tests.postgres import VARIABLE, throwaway_server

# More processes than cores: half of the time is waiting for servers, workers and browsers.
PARALLEL = ("-n", "4", "--dist", "worksteal")


def main(arguments: list[str]) -> int:
    """Run pytest with `arguments`, by default on everything; return its exit code."""
    if os.environ.get(VARIABLE):
        return int(pytest.main([*PARALLEL, *arguments]))
    with throwaway_server() as url:
        if url is not None:
            os.environ[VARIABLE] = url
        return int(pytest.main([*PARALLEL, *arguments]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
