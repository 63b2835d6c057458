"""4.2: a plan from a workbook into a journal's draft: page, REST and command line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.enums import PlanState
from exchange.lesson_plan_xlsx import understand
from exchange.lesson_plan_xlsx.book import open_book
from models import LessonPlan, LessonPlanTopic
from services.plan_rows import rows_of
from tests.exchange.plan_sheets import SIMPLE, workbook

REAL = Path(__file__).parent.parent / "data" / "lesson_plans" / "ktp_isis_ktp.xlsx"


def upload(content: bytes, book: int, name: str = "план.xlsx", **more: Any) -> dict[str, Any]:
    return {"gradebook": str(book), "file": (io.BytesIO(content), name), **more}


def counts(act_as) -> tuple[int, int]:
    """Return how many plans and rows there are in all."""
    with act_as("system") as session:
        return tuple(
            session.scalar(select(func.count()).select_from(model))
            for model in (LessonPlan, LessonPlanTopic)
        )


def test_4_2_a_real_plan_is_shown_first_and_written_on_a_yes(client_as, act_as, cast) -> None:
    teacher, before = client_as("teacher"), counts(act_as)
    sent = teacher.post(
        "/plans/import/", data=upload(REAL.read_bytes(), cast.gradebook_sub, REAL.name)
    )
    assert sent.status_code == 303
    page = teacher.get(sent.location)
    assert page.status_code == 200
    assert "Прикладные протоколы стека TCP/IP" in page.text
    assert counts(act_as) == before
    written = teacher.post(sent.location, data={"gradebook": str(cast.gradebook_sub)})
    assert written.status_code == 303, written.text
    with act_as("teacher") as session:
        plan = session.scalars(
            select(LessonPlan).where(LessonPlan.gradebook_id == cast.gradebook_sub)
        ).one()
        lines = rows_of(session, plan.id)
        assert (plan.state, plan.source, len(lines)) == (PlanState.draft, REAL.name, 34)
        assert sum(line.hours for line in lines) == 80
        # The whole load of 60 hours is of the first semester; what is beyond it follows.
        assert sum(line.hours for line in lines if line.semester_number == 1) >= 60
    assert teacher.get(sent.location).status_code == 404  # the file was forgotten


def test_columns_and_the_second_semester_can_be_changed(client_as, act_as, cast) -> None:
    teacher = client_as("teacher")
    data = upload(workbook(SIMPLE), cast.gradebook_sub)
    place = teacher.post("/plans/import/", data=data).location
    page = teacher.get(f"{place}&c0_4=self_study&second=3&mend=0")
    assert page.status_code == 200
    values = {"gradebook": str(cast.gradebook_sub), "c0_4": "self_study", "second": "3"}
    assert teacher.post(place, data=values).status_code == 303
    with act_as("teacher") as session:
        plan = session.scalars(
            select(LessonPlan).where(LessonPlan.gradebook_id == cast.gradebook_sub)
        ).one()
        lines = rows_of(session, plan.id)
        assert [line.semester_number for line in lines] == [1, 1, 2, 2]
        assert [line.self_study for line in lines] == ["", "[1], стр. 5", "Отчёт", ""]
        assert not any(line.homework for line in lines)


def test_a_draft_with_rows_is_replaced_only_on_a_yes(client_as, act_as, cast) -> None:
    teacher = client_as("teacher")
    for answer, status in (({}, 303), ({}, 422), ({"replace": "1"}, 303)):
        place = teacher.post(
            "/plans/import/", data=upload(workbook(SIMPLE), cast.gradebook_sub)
        ).location
        before = counts(act_as)
        values = {"gradebook": str(cast.gradebook_sub), **answer}
        written = teacher.post(place, data=values)
        assert written.status_code == status
        if status == 422:
            assert "4" in written.text
            assert counts(act_as) == before


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"nothing", "a.xlsx"),
        (b"", "a.xlsx"),
        (workbook(SIMPLE), "a.ods"),
        (workbook(()), "a.xlsx"),
    ],
)
def test_a_bad_file_is_refused_and_writes_nothing(client_as, act_as, cast, content, name) -> None:
    teacher, before = client_as("teacher"), counts(act_as)
    page = teacher.post("/plans/import/", data=upload(content, cast.gradebook_sub, name))
    assert page.status_code == 422
    assert 'class="error"' in page.text
    assert counts(act_as) == before


def test_a_foreign_journal_and_a_foreign_file_are_not_there(client_as, cast) -> None:
    teacher, other = client_as("teacher"), client_as("teacher2")
    data = upload(workbook(SIMPLE), cast.gradebook2)
    assert teacher.post("/plans/import/", data=data).status_code == 404
    place = teacher.post(
        "/plans/import/", data=upload(workbook(SIMPLE), cast.gradebook_sub)
    ).location
    own = place.replace(f"={cast.gradebook_sub}", f"={cast.gradebook2}")
    assert other.get(own).status_code == 404
    assert teacher.get(own).status_code == 404
    head = client_as("department_head")
    assert head.get("/plans/import/").status_code == 403


def test_wrong_choices_are_told_and_not_followed(client_as, cast) -> None:
    teacher = client_as("teacher")
    place = teacher.post(
        "/plans/import/", data=upload(workbook(SIMPLE), cast.gradebook_sub)
    ).location
    for wrong in ("c0_1=nonsense", "second=-4", "second=²", "sheet=Нет"):
        assert teacher.get(f"{place}&{wrong}").status_code == 422
    assert teacher.get(f"{place}&c9_40=title").status_code == 200  # no such column: nothing


def test_a_program_sees_the_same_preview_and_writes_the_same(api_as, act_as, cast) -> None:
    program, before = api_as("teacher"), counts(act_as)
    data = {"gradebook_id": str(cast.gradebook_sub), "dry_run": "1"}
    data["file"] = (io.BytesIO(REAL.read_bytes()), REAL.name)
    told = program.post("/api/v1/lesson_plan/import", data=data)
    assert told.status_code == 200
    assert (told.json["hours_read"], told.json["hours_in_sheet"]) == (80, 80)
    assert (told.json["gaps"], told.json["unread"]) == ([], [])
    assert len(told.json["rows"]) == 34
    assert counts(act_as) == before
    choice = json.dumps({"second": 20})
    data = {"gradebook_id": str(cast.gradebook_sub), "choice": choice}
    data["file"] = (io.BytesIO(REAL.read_bytes()), REAL.name)
    written = program.post("/api/v1/lesson_plan/import", data=data)
    assert written.status_code == 201
    rows = program.get(f"/api/v1/lesson_plan/{written.json['id']}/rows").json["rows"]
    assert [row["semester_number"] for row in rows] == [1] * 19 + [2] * 15
    refused = program.post(
        "/api/v1/lesson_plan/import",
        data={**data, "file": (io.BytesIO(REAL.read_bytes()), REAL.name)},
    )
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"replace"}


def test_a_program_is_told_what_it_sent_wrong(api_as, cast) -> None:
    program = api_as("teacher")
    for form, field in (
        ({}, "gradebook_id"),
        ({"gradebook_id": "x"}, "gradebook_id"),
        ({"gradebook_id": str(cast.gradebook_sub)}, "file"),
        ({"gradebook_id": str(cast.gradebook_sub), "choice": "["}, "choice"),
        ({"gradebook_id": str(cast.gradebook_sub), "choice": '{"columns": 3}'}, "columns"),
    ):
        data = dict(form)
        if field not in ("gradebook_id", "file"):
            data["file"] = (io.BytesIO(workbook(SIMPLE)), "a.xlsx")
        answer = program.post("/api/v1/lesson_plan/import", data=data)
        assert answer.status_code == 422, (form, answer.json)
        assert set(answer.json["errors"]) == {field}
    foreign = program.post(
        "/api/v1/lesson_plan/import", data={"gradebook_id": str(cast.gradebook2)}
    )
    assert foreign.status_code == 404


def test_a_plan_goes_out_as_a_workbook_and_the_template_can_be_filled(client_as, cast) -> None:
    teacher = client_as("teacher")
    out = teacher.get(f"/plans/{cast.lesson_plan}/xlsx")
    assert out.status_code == 200
    read = understand(open_book(out.data).grid)
    assert [(one.title, one.all_hours) for one in read.lessons] == [("Процессы и потоки", 4)]
    assert teacher.get(f"/plans/{cast.lesson_plan2}/xlsx").status_code == 404
    template = teacher.get("/plans/import/template")
    place = teacher.post("/plans/import/", data=upload(template.data, cast.gradebook_sub)).location
    assert "Предмет и задачи дисциплины" in teacher.get(place).text


def test_the_command_line_shows_and_writes(app, act_as, cast) -> None:
    command = ["import", "lesson-plan", str(REAL), "--gradebook", str(cast.gradebook_sub)]
    before = counts(act_as)
    dry = app.test_cli_runner().invoke(args=[*command, "--as", "teacher", "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "80 of 80 hours" in dry.output
    assert counts(act_as) == before
    written = app.test_cli_runner().invoke(args=[*command, "--as", "teacher"])
    assert written.exit_code == 0, written.output
    assert counts(act_as) == (before[0] + 1, before[1] + 34)
    for login in ("teacher2", "nobody"):
        refused = app.test_cli_runner().invoke(args=[*command, "--as", login])
        assert refused.exit_code == 1
        assert counts(act_as) == (before[0] + 1, before[1] + 34)
