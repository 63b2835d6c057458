"""A frozen thing never changes by any path: the database is the last line (3.6, 4.6, 7.7)."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, inspect, select, text, update
from sqlalchemy.orm import Session, attributes

import models
from access.frozen import Frozen
from access.session import db, system_write, writing
from models import (
    AttestationSheet,
    DemoExam,
    FinalProtocol,
    GradeClosing,
    Lesson,
    PracticePlacement,
    SemesterGrade,
    Thesis,
)
from services.frozen_words import SENTENCES, frozen_sentence

AT = datetime(2026, 10, 14, 7)
OF_CLOSING = (
    *("lesson", "mark", "absence", "work"),
    *("semester_grade", "coursework", "year_grade", "discipline_result"),
)
OF_SIGNED = (
    *("sheet_examiner", "attestation_result", "practice_day", "practice_competence"),
    *("protocol_member", "thesis", "demo_exam"),
)
SIGNED = ("attestation_sheet", "practice_placement", "final_protocol")
TABLES = (*OF_CLOSING, *OF_SIGNED, *SIGNED, "grade_closing")
# What the migration of control and archive freezes: its own tests are those of each area.
OF_ARCHIVE = (
    *("year_closing", "year_package", "inspection", "remark_entry", "custody_place"),
    *("document_hold", "analytic_note", "note_paragraph", "archived_report", "printed_document"),
    *("disposal_act", "disposal_member", "disposal_line"),
)
# What publishing and plans may still set on a lesson: it says nothing of what was taught.
LOOSE = {"lesson": {"id", "is_scheduled", "room_id", "topic_id", "last_topic_id"}}
BY_NAME = {
    model.__tablename__: model
    for model in (getattr(models, name) for name in models.__all__)
    if getattr(model, "__tablename__", None) in TABLES
}


@pytest.fixture
def keys(act_as, cast) -> dict[str, int]:
    """Sign everything of the first company that can be signed; return a row of each table."""
    with act_as("system", writes=True) as session:
        for semester_id in (cast.semester, cast.semester2, None):
            session.add(_closing(cast, semester_id))
        thesis = session.get_one(Thesis, cast.thesis)
        session.get_one(DemoExam, cast.demo_exam).protocol_id = cast.final_protocol
        thesis.protocol_id = cast.final_protocol
        session.flush()
        for model in (AttestationSheet, PracticePlacement, FinalProtocol):
            session.get_one(model, cast[model.__tablename__]).signed_at = AT
        session.commit()
        closing = session.scalars(
            select(GradeClosing.id).where(GradeClosing.reopened_at.is_(None))
        ).first()
    return {name: cast[name] for name in TABLES} | {"grade_closing": closing or 0}


def _closing(cast: Any, semester_id: int | None) -> GradeClosing:
    return GradeClosing(
        gradebook_id=cast.gradebook,
        semester_id=semester_id,
        signed_at=AT,
        signed_name="Иванова А. П.",
    )


def _everything(session: Session) -> dict[str, list[Any]]:
    with db.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(BY_NAME[name].__table__))]
            for name in TABLES
        }


def _frozen_columns(name: str) -> list[str]:
    if name == "grade_closing":
        return ["gradebook_id", "semester_id", "signed_at", "signed_by_id", "signed_name"]
    return [c.name for c in BY_NAME[name].__table__.c if c.name not in LOOSE.get(name, {"id"})]


def test_3_6_no_statement_changes_what_is_frozen(app, act_as, keys):
    """Updating any column, deleting, adding beside: each is refused, and names the table."""
    with act_as("system") as session:
        before = _everything(session)
        for name, key in keys.items():
            table = BY_NAME[name].__table__
            row = table.c.id == key
            tried = [
                update(table).where(row).values({c: table.c[c]}) for c in _frozen_columns(name)
            ]
            tried.append(delete(table).where(row))
            if name in (*OF_CLOSING, *OF_SIGNED):
                columns = [column for column in table.c if column.name != "id"]
                copy = select(*columns).where(row)
                tried.append(insert(table).from_select(columns, copy))
            for statement in tried:
                with pytest.raises(Frozen) as refused, writing(), db.engine.begin() as connection:
                    connection.execute(statement)
                assert refused.value.table == name, statement
        assert _everything(session) == before


def test_3_6_no_job_and_no_service_changes_what_is_frozen(app, act_as, keys):
    """The ORM in the name of the system, as jobs and the command line use it, and system_write."""
    for name, key in keys.items():
        model = BY_NAME[name]
        for column in _frozen_columns(name)[:2]:
            with act_as("system", writes=True) as session:
                row = session.get_one(model, key)
                attribute = inspect(model).get_property_by_column(model.__table__.c[column]).key
                attributes.flag_modified(row, attribute)
                _refuses(session)
        with act_as("system", writes=True) as session:
            session.delete(session.get_one(model, key))
            _refuses(session)
        gone = delete(model.__table__).where(model.__table__.c.id == key)
        with act_as("system", writes=True) as session, pytest.raises(Frozen):
            system_write(session, gone)


def _refuses(session: Session) -> None:
    with pytest.raises(Frozen):
        session.flush()


def test_3_6_a_lesson_cannot_be_moved_into_or_out_of_a_frozen_semester(app, act_as, keys, cast):
    """Neither side of a change may lie in what is signed."""
    with act_as("system", writes=True) as session:
        table = Lesson.__table__
        foreign = table.c.id == cast.lesson2
        into = update(table).where(foreign).values(gradebook_id=cast.gradebook, pair=9)
        with pytest.raises(Frozen):
            system_write(session, into)


def test_4_6_reopening_thaws_and_is_done_once(app, act_as, keys, cast):
    """A reopened semester can be changed; its signature stays, and is never reopened twice."""
    with act_as("system", writes=True) as session:
        semester2 = select(GradeClosing).where(
            GradeClosing.semester_id == cast.semester2, GradeClosing.reopened_at.is_(None)
        )
        closing = session.scalars(semester2).one()
        closing.reopened_at, closing.reopen_reason = AT, "Ошибка"
        session.flush()
        session.get_one(SemesterGrade, cast.semester_grade).code = "5"
        session.commit()
        key = closing.id
    with act_as("system", writes=True) as session:
        session.get_one(GradeClosing, key).reopen_reason = "Другая причина"
        _refuses(session)
    with act_as("system", writes=True) as session:
        session.add(_closing(cast, cast.semester2))
        session.commit()
    with act_as("system", writes=True) as session:
        session.get_one(SemesterGrade, cast.semester_grade).code = "4"
        _refuses(session)


@pytest.mark.sqlite_only
def test_3_6_a_refusal_of_the_database_is_a_sentence(app, client_as, api_as, keys, cast):
    """Where no service had looked, pages and REST answer 409 in words, never 500."""
    with app.app_context(), writing(), db.engine.begin() as connection:
        trigger = "BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'frozen: {}'); END"
        connection.execute(text(f"CREATE TRIGGER refuse {trigger.format('thesis')}"))
    own = cast.notice_teacher
    page = client_as("teacher").post(f"/inbox/{own}/read", headers={"Accept": "text/html"})
    assert page.status_code == 409
    assert "протокол" in page.text.lower()
    program = api_as("teacher").put(f"/api/v1/notice/{own}", json={"read": True})
    assert program.status_code == 409
    assert "протокол" in program.json["message"].lower()


@pytest.mark.sqlite_only
def test_3_6_every_frozen_table_has_its_sentence(app):
    """Those of the migration, no more and no fewer."""
    assert set(SENTENCES) == {*TABLES, *OF_ARCHIVE}
    with app.test_request_context("/"):
        said = {frozen_sentence(Frozen(name)) for name in (*SENTENCES, "another")}
    assert len(said) == 13
    assert all(text.endswith(".") for text in said)
