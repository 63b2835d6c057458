"""An archive package: the files of a group's year in a zip that can be checked with nothing else.

The files are stored, not compressed, in the order of the manifest and under headers that hold no
clock, so that the same files give the same bytes: a changed byte is found wherever it is. Any
archive tool opens it; `sha256sum -c SHA256SUMS` checks it too (clause 7.7).
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

FORMAT: Final = "electronic-journal-year"
VERSION: Final = 1
README, MANIFEST, SUMS = "README.txt", "manifest.json", "SHA256SUMS"
_BLOCK: Final = 1 << 20  # bytes read at a time
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the least day that a zip knows
_MOST_MANIFEST: Final = 16 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a package."""

    path: str
    what: str  # for people
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: not_zip, no_manifest, unknown, missing, extra, twice, changed, sums, bytes."""

    code: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a package found; without faults it is as it was written."""

    sha256: str
    size: int  # bytes
    files: int = 0
    about: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def write(out: BinaryIO, about: Mapping[str, Any], readme: str, parts: Sequence[Part]) -> None:
    """Write a package into `out`, which can be read and sought; `about` goes to the manifest.

    Raises ValueError for a path that is given twice or leads out of the package.
    """
    parts = [Part(README, "", readme.encode()), *parts]
    paths = [part.path for part in parts]
    if len(set(paths)) != len(paths) or any(not _is_inside(path) for path in paths):
        raise ValueError("a path of the package is given twice or leads out of it")
    listed = [
        {"path": part.path, "size": len(part.content), "sha256": _hash(part.content)}
        | ({"what": part.what} if part.what else {})
        for part in parts
    ]
    manifest = _as_json({"format": FORMAT, "version": VERSION, **about, "files": listed})
    _write(out, [*((one.path, one.content) for one in parts), *_tail(manifest, listed)])


def check(file: BinaryIO) -> Checked:
    """Return what is wrong with the package in `file`; no database is asked."""
    sha256, size = _fingerprint(file)
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            manifest = _manifest_of(package)
            if manifest is None:
                return Checked(sha256, size, len(names), faults=(Fault("no_manifest", MANIFEST),))
            if manifest.get("format") != FORMAT or manifest.get("version") != VERSION:
                return Checked(sha256, size, len(names), manifest, (Fault("unknown", MANIFEST),))
            faults = tuple(_faults(package, manifest, names))
            if not faults and not _same_bytes(file, package, names):
                faults = (Fault("bytes"),)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError):
        return Checked(sha256, size, faults=(Fault("not_zip"),))
    return Checked(sha256, size, len(names), manifest, faults)


def check_file(path: Path) -> Checked:
    """Return what is wrong with the package at `path`; raise OSError where it cannot be read."""
    with path.open("rb") as file:
        return check(file)


def _faults(
    package: zipfile.ZipFile, manifest: Mapping[str, Any], names: Sequence[str]
) -> Iterator[Fault]:
    listed = manifest["files"]
    known = {one["path"] for one in listed} | {MANIFEST, SUMS}
    yield from (Fault("extra", name) for name in names if name not in known)
    yield from (Fault("twice", name) for name in sorted({n for n in names if names.count(n) > 1}))
    for one in listed:
        if one["path"] not in names:
            yield Fault("missing", one["path"])
        elif not _is_as_listed(package, one):
            yield Fault("changed", one["path"])
    sums = _sums(package.read(MANIFEST), listed)
    if SUMS not in names or package.read(SUMS) != sums:
        yield Fault("sums", SUMS)


def _is_as_listed(package: zipfile.ZipFile, listed: Mapping[str, Any]) -> bool:
    try:
        with package.open(listed["path"]) as file:
            found, size = _fingerprint(file)
    except zipfile.BadZipFile:  # its own sum differs: the content was changed
        return False
    return (found, size) == (listed["sha256"], listed["size"])


def _manifest_of(package: zipfile.ZipFile) -> dict[str, Any] | None:
    if MANIFEST not in package.namelist() or package.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        return None
    try:
        manifest = json.loads(package.read(MANIFEST))
        listed = manifest["files"]
        whole = all(
            isinstance(one["path"], str) and isinstance(one["sha256"], str) and "size" in one
            for one in listed
        )
    except (ValueError, TypeError, KeyError, zipfile.BadZipFile):
        return None
    return manifest if whole else None


def _same_bytes(file: BinaryIO, package: zipfile.ZipFile, names: Sequence[str]) -> bool:
    """Return whether the package, written anew from its own files, gives the same bytes."""
    with tempfile.TemporaryFile() as again:
        _write(again, ((name, package.read(name)) for name in names))
        return _fingerprint(again) == _fingerprint(file)


def _write(out: Any, files: Any) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for path, content in files:
            info = zipfile.ZipInfo(path, _DAY)
            info.create_system, info.external_attr = 3, 0o644 << 16
            package.writestr(info, content)


def _tail(manifest: bytes, listed: Sequence[Mapping[str, Any]]) -> list[tuple[str, bytes]]:
    return [(MANIFEST, manifest), (SUMS, _sums(manifest, listed))]


def _sums(manifest: bytes, listed: Sequence[Mapping[str, Any]]) -> bytes:
    lines = [f"{one['sha256']}  {one['path']}" for one in listed]
    return "\n".join([*lines, f"{_hash(manifest)}  {MANIFEST}", ""]).encode()


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _fingerprint(file: Any) -> tuple[str, int]:
    """Return the SHA-256 and the size of all that `file` holds."""
    digest, size = hashlib.sha256(), 0
    if file.seekable():
        file.seek(0)
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")


__all__ = ["Checked", "Fault", "Part", "check", "check_file", "write"]
