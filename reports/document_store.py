"""Where documents that must never change lie: each file is named by its own SHA-256.

Web and workers share the directory. A file is written once, whole or not at all, and read-only
for its owner alone; the same content is kept once, whoever refers to it.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import current_app

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_BLOCK: Final = 1 << 20  # bytes read at a time


def path_of(sha256: str) -> Path:
    """Return where the document with this SHA-256 lies; raise ValueError for what is none."""
    if _HASH.fullmatch(sha256) is None:
        raise ValueError("not a SHA-256")
    return Path(current_app.config["DOCUMENTS_DIR"]) / sha256[:2] / sha256


def store(content: bytes) -> str:
    """Keep a document for good; return its SHA-256. Kept already, nothing is written."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists() and is_intact(sha256):
        path.touch()  # or remove_before() might take it for forgotten before a row refers to it
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")  # mkstemp gives mode 600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return sha256


def read(sha256: str) -> bytes:
    """Return a document; raise OSError where it is missing."""
    return path_of(sha256).read_bytes()


def is_intact(sha256: str) -> bool:
    """Return whether the document is there and still has its SHA-256."""
    digest = hashlib.sha256()
    try:
        with path_of(sha256).open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == sha256


def stored_before(instant: float) -> Iterator[str]:
    """Yield the SHA-256 of documents that were stored before `instant` (Unix time)."""
    root = Path(current_app.config["DOCUMENTS_DIR"])
    for path in sorted(root.glob("[0-9a-f][0-9a-f]/*")):
        if _HASH.fullmatch(path.name) and path.is_file() and path.stat().st_mtime < instant:
            yield path.name


def remove_before(sha256: str, instant: float) -> bool:
    """Remove a document that no row refers to, unless it was stored again since `instant`."""
    path = path_of(sha256)
    if not path.is_file() or path.stat().st_mtime >= instant:
        return False
    path.unlink(missing_ok=True)
    return True
