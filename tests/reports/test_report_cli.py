"""`flask report` builds with the rights of a person, and says what is wrong in a sentence."""

from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast

BUILD = ("report", "build", "attendance_month")


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_a_report_is_built_into_a_file(
    ending: str, magic: bytes, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    out = tmp_path / f"sheet.{ending}"
    params = ("--param", f"group_id={cast.group}", "--param", "month=2026-10")
    told = app.test_cli_runner().invoke(
        args=[*BUILD, *params, "--as", "curator", "--out", str(out)]
    )
    assert told.exit_code == 0, told.output
    assert out.read_bytes().startswith(magic)


@pytest.mark.parametrize(
    ("login", "group", "month", "name", "sentence"),
    [
        ("nobody", "group", "2026-10", "a.pdf", "Nobody signs in as nobody"),
        ("teacher", "group", "2026-10", "a.pdf", "has no right"),
        ("curator", "group2", "2026-10", "a.pdf", "sees no such row"),
        ("curator", "group", "2026-13", "a.pdf", "month"),
        ("curator", "group", "2026-10", "a.doc", "must end in"),
    ],
)
def test_what_cannot_be_built_is_said(
    login: str,
    group: str,
    month: str,
    name: str,
    sentence: str,
    app: Flask,
    cast: Cast,
    tmp_path: Path,
) -> None:
    params = ("--param", f"group_id={cast[group]}", "--param", f"month={month}")
    told = app.test_cli_runner().invoke(
        args=[*BUILD, *params, "--as", login, "--out", str(tmp_path / name)]
    )
    assert told.exit_code == 1
    assert sentence in told.output
    assert not (tmp_path / name).exists()


def test_the_list_names_the_parameters(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["report", "list"])
    assert "attendance_month" in told.output
    assert "--param group_id=… --param month=…" in told.output
