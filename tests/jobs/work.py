"""Jobs of the tests. Workers are processes of their own: they leave what they did in files."""

import os
import time
from pathlib import Path

from access.principal import current_principal


def note(path: str, word: str) -> None:
    """Add a line to the file `path`."""
    with Path(path).open("a") as file:
        file.write(f"{word}\n")


def slow(path: str, seconds: float) -> None:
    """Note the process that begins, work for `seconds`, note the end."""
    note(path, f"begun {os.getpid()}")
    time.sleep(seconds)
    note(path, "done")


def who(path: str) -> None:
    """Note for whom the job acts."""
    principal = current_principal()
    note(path, f"{principal.kind} {principal.request_id} nice {os.nice(0)}")


def deadly(path: str) -> None:
    """Note the begin, then die as a process that ran out of memory does."""
    note(path, "begun")
    os.kill(os.getpid(), 9)


def lines(path: Path, word: str) -> list[str]:
    """Return the lines of `path` that begin with `word`."""
    return (
        [line for line in path.read_text().splitlines() if line.startswith(word)]
        if (path.exists())
        else []
    )
