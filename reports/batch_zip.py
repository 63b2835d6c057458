"""The zip of a batch: streamed from the store of documents to the disk, the same bytes each time.

`SHA256SUMS` in it names all files: `sha256sum -c SHA256SUMS` checks them where it was unpacked.
"""

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from flask import current_app
from flask_babel import gettext

from reports.base import catalogue
from reports.document_store import path_of as stored_path
from reports.storage import safe_name
from services.batch_work import Made, Missing

EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the time of making is no content
CHUNK: Final = 1 << 20  # bytes


def directory() -> Path:
    """Return where the zips lie: beside the runs of reports."""
    return Path(current_app.config["REPORTS_DIR"]) / "batches"


def path_of(batch_id: int, sha256: str) -> Path:
    """Return where the zip of a batch lies."""
    return directory() / f"{batch_id}-{sha256}.zip"


def keep(batch_id: int, made: Sequence[Made], missing: Sequence[Missing]) -> tuple[str, int]:
    """Write the zip of a batch, whole or not at all; return its SHA-256 and size in bytes.

    Raises OSError where a document is missing or the disk is full.
    """
    directory().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=directory(), suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, made, missing)
            file.flush()
            os.fsync(file.fileno())
        sha256, size = _sum(Path(draft))
        Path(draft).replace(path_of(batch_id, sha256))
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    keep_only(batch_id, sha256)
    return sha256, size


def keep_only(batch_id: int, sha256: str | None) -> None:
    """Remove the zips of a batch but that of `sha256`: files that failed may be made later."""
    for path in directory().glob(f"{batch_id}-*.zip"):
        if sha256 is None or path != path_of(batch_id, sha256):
            path.unlink(missing_ok=True)


def _write(file: object, made: Sequence[Made], missing: Sequence[Missing]) -> None:
    names = list(_names(made))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:  # type: ignore[call-overload]
        for one, name in zip(made, names, strict=True):
            info = _info(name)
            info.file_size = one.size
            with stored_path(one.sha256).open("rb") as source, packed.open(info, "w") as target:
                shutil.copyfileobj(source, target, CHUNK)
        sums = "".join(f"{one.sha256}  {name}\n" for one, name in zip(made, names, strict=True))
        packed.writestr(_info("SHA256SUMS"), sums)
        if missing:
            packed.writestr(_info(gettext("not made.txt")), _told(missing))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o600 << 16
    return info


def _names(made: Iterable[Made]) -> Iterable[str]:
    """Return the names in the zip: a folder a group, files in their order."""
    for one in made:
        name = safe_name(f"{one.position:04d} {one.title}", one.format)
        folder = safe_name(one.group or gettext("Summaries"), "").rstrip(".")
        yield f"{folder}/{name}"


def _told(missing: Iterable[Missing]) -> str:
    lines = []
    for one in missing:
        report = catalogue().get(one.code)
        title = str(report.title) if report else one.code
        where = f"{one.group}: " if one.group else ""
        lines.append(f"{where}{title} ({one.format}) — {gettext(one.why)}\n")
    return "".join(lines)


def _sum(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), path.stat().st_size
