"""`python -m benchmarks.scale`: with ten years of history as well, on both databases."""

import sys

from benchmarks.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["--ten-years", "--postgres", *sys.argv[1:]]))
