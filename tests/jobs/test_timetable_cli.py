"""`flask timetable`: conflicts are printed, a publication is made without a queue."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from access.session import system_write
from models import EmployeeAbsence, Lesson
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Session]]


def test_a_timetable_is_checked_and_published(app: Flask, act_as: Act, cast: Cast) -> None:
    runner, table = app.test_cli_runner(), str(cast.timetable)
    asked = ["--as", "timetabler", "--locale", "en"]
    told = runner.invoke(args=["timetable", "check", table, *asked])
    blocking = [line for line in told.output.splitlines() if line.startswith("!")]
    assert (told.exit_code, len(blocking)) == (0, 2)
    assert "Иванова А. П. is away" in blocking[0]
    refused = runner.invoke(args=["timetable", "publish", table, *asked])
    assert refused.exit_code == 1
    assert set(blocking) <= set(refused.output.splitlines())
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    done = runner.invoke(args=["timetable", "publish", table, *asked])
    assert "added: 26, changed: 0, removed: 0, kept: 28" in done.output, done.output
    with act_as("system") as session:
        assert len(session.execute(select(Lesson.id).where(Lesson.is_scheduled)).all()) == 26


def test_who_may_not_publish_is_told_so(app: Flask, cast: Cast) -> None:
    runner = app.test_cli_runner()
    for command in ("check", "publish"):
        words = ["timetable", command, str(cast.timetable), "--as"]
        assert runner.invoke(args=[*words, "teacher"]).exit_code == 1
        assert "nobody" in runner.invoke(args=[*words, "nobody"]).output
