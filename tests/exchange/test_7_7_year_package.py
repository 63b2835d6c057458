"""Clause 7.7: a package is checked with no database, and a changed byte is found wherever it is."""

import subprocess
import zipfile
from io import BytesIO
from typing import Any

import pytest

from exchange.year_package import Part, check, write

PARTS = [
    Part("journals.pdf", "Журналы", b"%PDF-1.4 \x00\xff"),
    Part("data/ОП.01.json", "Данные", '{"topic": "Ёж"}'.encode()),
]


def _package(parts: list[Part] = PARTS, **about: Any) -> bytes:
    out = BytesIO()
    write(out, {"year": "2025/2026", "group": "ИС-21", **about}, "Как читать", parts)
    return out.getvalue()


def _codes(content: bytes) -> list[str]:
    return [fault.code for fault in check(BytesIO(content)).faults]


def test_7_7_a_package_is_as_it_was_written() -> None:
    found = check(BytesIO(_package()))
    assert found.faults == ()
    assert (found.files, found.size) == (5, len(_package()))
    assert found.about["group"] == "ИС-21"
    assert [one["path"] for one in found.about["files"]] == [
        "README.txt",
        "journals.pdf",
        "data/ОП.01.json",
    ]


def test_7_7_the_same_files_give_the_same_bytes() -> None:
    assert _package() == _package()


def test_7_7_any_changed_byte_is_found() -> None:
    whole = _package()
    missed = []
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 1
        if not check(BytesIO(bytes(broken))).faults:
            missed.append(place)
    assert not missed


def test_7_7_bytes_before_after_or_cut_off_are_found() -> None:
    whole = _package()
    for broken in (b"x" + whole, whole + b"x", whole[:-1], whole[: len(whole) // 2], b""):
        assert _codes(broken), len(broken)


def _again(change: Any) -> bytes:
    """Return the package with its files changed, in the headers that it has."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_package())) as old, zipfile.ZipFile(out, "w") as new:
        files = {name: old.read(name) for name in old.namelist()}
        for name, content in change(files).items():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda files: files | {"journals.pdf": b"%PDF-1.4 \x00\xfe"}, ["changed"]),
        (lambda files: files | {"more.txt": b""}, ["extra"]),
        (lambda files: {k: v for k, v in files.items() if k != "journals.pdf"}, ["missing"]),
        (lambda files: files | {"SHA256SUMS": b"\n"}, ["sums"]),
        (lambda files: {k: v for k, v in files.items() if k != "SHA256SUMS"}, ["sums"]),
        (lambda files: files | {"manifest.json": b"{}"}, ["no_manifest"]),
        (lambda files: files | {"manifest.json": b"\xff"}, ["no_manifest"]),
        (
            lambda files: files | {"manifest.json": b'{"format": "x", "files": []}'},
            ["unknown"],
        ),
    ],
)
def test_7_7_what_is_wrong_is_named(change: Any, codes: list[str]) -> None:
    assert _codes(_again(change)) == codes


def test_7_7_what_is_no_zip_is_said() -> None:
    assert _codes(b"not a zip") == ["not_zip"]


@pytest.mark.parametrize("path", ["../out.txt", "/etc/out", "", "journals.pdf"])
def test_7_7_no_file_leads_out_of_a_package_or_stands_twice(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        _package([*PARTS, Part(path, "", b"")])


def test_7_7_the_sums_are_those_of_the_usual_tool(tmp_path) -> None:
    with zipfile.ZipFile(BytesIO(_package())) as package:
        package.extractall(tmp_path)
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
