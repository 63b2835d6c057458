"""A PostgreSQL server for one run of the tests, made from the machine's own binaries."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

VARIABLE: Final = "TEST_POSTGRES_URL"
HOW_TO_INSTALL: Final = "PostgreSQL is missing: apt-get install postgresql"
# Nothing of a test's database has to survive a power cut.
FAST: Final = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path | None:
    """Return the directory of the newest PostgreSQL of this machine, None where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def throwaway_server() -> Iterator[str | None]:
    """Run a new, empty server on a unix socket; give its address, None where it cannot be run.

    PostgreSQL refuses to run as root: then it runs as the user «postgres» of Debian's package.
    """
    programs = binaries()
    if programs is None:
        yield None
        return
    root = Path(tempfile.mkdtemp(prefix="journal-postgres-"))
    data, user = root / "data", _become(root)
    try:
        _run([programs / "initdb", "-D", data, "-U", "journal", "-A", "trust", "-E", "UTF8",
              "--locale=C.UTF-8", "--no-sync"], user)  # fmt: skip
        options = f"{FAST} -c listen_addresses='' -c unix_socket_directories={root}"
        log = root / "log"
        _run([programs / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start"], user)
        try:
            yield f"postgresql+psycopg://journal@/postgres?host={root}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _become(root: Path) -> dict[str, Any]:
    """Return what makes subprocess run as a user that PostgreSQL accepts; give `root` to it."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(root, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(command: list[Any], user: dict[str, Any]) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        **user,
    )
