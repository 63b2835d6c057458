"""Where finished files lie: one directory a run, each file named by its own SHA-256."""

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from flask import current_app

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def _directory(run_id: int) -> Path:
    return Path(current_app.config["REPORTS_DIR"]) / str(run_id)


def path_of(run_id: int, sha256: str, format: str) -> Path:
    """Return where the file of a run lies."""
    return _directory(run_id) / f"{sha256}.{format}"


def store(run_id: int, content: bytes, format: str) -> str:
    """Keep a finished file, whole or not at all, readable by its owner alone; return its SHA-256.

    The name is that of the content, so a run that is built twice never mixes two files.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    directory = _directory(run_id)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=directory, suffix=".part")  # mkstemp gives mode 600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path_of(run_id, sha256, format))
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return sha256


def keep_only(run_id: int, sha256: str | None) -> None:
    """Remove all of a run's files but that of `sha256`, its directory too where none is left."""
    directory = _directory(run_id)
    if sha256 is None:
        shutil.rmtree(directory, ignore_errors=True)
        return
    for file in directory.glob("*"):
        if file.stem != sha256:
            file.unlink(missing_ok=True)


def stored_before(instant: float) -> list[int]:
    """Return the ids of runs whose directory was last changed before `instant` (Unix time)."""
    root = Path(current_app.config["REPORTS_DIR"])
    found = root.iterdir() if root.is_dir() else ()
    return sorted(
        int(path.name)
        for path in found
        if path.name.isdecimal() and path.is_dir() and path.stat().st_mtime < instant
    )


def safe_name(name: str, format: str) -> str:
    """Return the name that a file is downloaded under, free of what file systems refuse."""
    return f"{_UNSAFE.sub(' ', name).strip()[:120] or 'report'}.{format}"
