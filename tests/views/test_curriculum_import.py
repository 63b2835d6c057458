"""Importing a curriculum through the page, over REST and by the command line."""

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from access.roles import Role
from app.access_sync import grant_roles
from exchange.curriculum_xlsx import curriculum_workbook
from exchange.plx import read_plx
from jobs.uploads import remove_expired_files
from models import (
    AuditEntry,
    Curriculum,
    CurriculumCycle,
    CurriculumHours,
    CurriculumItem,
    Programme,
)
from services.curriculum_plans import curriculum_of, plan_of
from tests.exchange.broken import broken
from tests.exchange.curriculum_pages import REST, imported, send, text_of, upload
from tests.exchange.plx_writer import hour, plx
from tests.exchange.synthetic_plx import FILE, OFFICIAL, content, tables

TABLES = (Programme, Curriculum, CurriculumCycle, CurriculumItem, CurriculumHours)


def _counts(act_as):
    with act_as("system") as session:
        return [session.scalar(select(func.count()).select_from(model)) for model in TABLES]


def _plan(act_as, pk):
    with act_as("methodist") as session:
        return plan_of(session, curriculum_of(session, pk))


def _changed(change):
    kept = {name: [dict(row) for row in rows] for name, rows in tables().items()}
    change(kept)
    return plx(kept)


@pytest.mark.both_databases
def test_a_file_is_previewed_and_written_only_on_confirmation(client_as, act_as, cast):
    client, before = client_as("methodist"), _counts(act_as)
    preview = upload(client).location
    page = client.get(preview).text
    assert "898" in page
    assert "ПМ.01.ЭК" in page
    assert OFFICIAL not in page
    assert _counts(act_as) == before
    done = client.post(preview, data={"then": "import", "note": "Приказ 7"})
    assert done.status_code == 302
    pk = int(done.location.rsplit("/", 1)[1])
    plan, wanted = _plan(act_as, pk), read_plx(content()).plan
    assert (plan.cycles, plan.items) == (wanted.cycles, wanted.items)
    assert [b - a for a, b in zip(before, _counts(act_as), strict=True)] == [0, 1, 6, 11, 13]
    with act_as("system") as session:
        written = session.get_one(Curriculum, pk)
        assert (written.version, written.months, written.note) == (1, 46, "Приказ 7")
        about = select(AuditEntry).where(
            AuditEntry.entity == "curriculum", AuditEntry.entity_id == pk
        )
        assert {entry.user_id for entry in session.scalars(about)} == {cast.user_methodist}
    assert client.get(preview).status_code == 404  # confirmed once, the file is gone


def test_the_same_file_again_is_the_next_version(api_as, act_as):
    api = api_as("methodist")
    first, second = imported(api), imported(api)
    with act_as("system") as session:
        versions = [session.get_one(Curriculum, pk) for pk in (first, second)]
        assert [one.version for one in versions] == [1, 2]
        assert len({one.programme_id for one in versions}) == 1


def test_the_programme_of_the_college_is_offered_and_taken(client_as, act_as, cast):
    """The file names the programme in its own way; the one with its code is chosen beforehand."""
    client = client_as("methodist")
    preview = upload(client).location
    page = client.get(preview).text
    assert "Информационные системы и программирование" in page
    done = client.post(preview, data={"then": "import", "target": "0", "intake_year": "2025"})
    with act_as("system") as session:
        written = session.get_one(Curriculum, int(done.location.rsplit("/", 1)[1]))
        assert (written.programme_id, written.intake_year) == (cast.programme, 2025)
        assert written.version == 2  # the cast has a first one of that year


def test_code_name_and_kind_of_a_new_programme_are_the_persons(client_as, act_as):
    client = client_as("methodist")
    data = {
        "then": "import", "target": "other", "code": "15.01.05", "name": "Сварщик",
        "kind": "ppkrs", "intake_year": "2027",
    }  # fmt: skip
    done = client.post(upload(client).location, data=data)
    with act_as("system") as session:
        written = session.get_one(Curriculum, int(done.location.rsplit("/", 1)[1]))
        programme = session.get_one(Programme, written.programme_id)
        assert (programme.code, programme.name, programme.kind) == ("15.01.05", "Сварщик", "ppkrs")
        assert (written.intake_year, programme.qualification) == (2027, "программист")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"intake_year": ""}, "intake_year"),
        ({"intake_year": "двадцать"}, "intake_year"),
        ({"intake_year": "1066"}, "intake_year"),
        ({"kind": "university"}, "kind"),
        ({"target": "other", "code": "", "name": "x"}, "code"),
        ({"target": "other", "code": "1", "name": "я" * 251}, "name"),
        ({"note": "я" * 501}, "note"),
    ],
)
def test_a_wrong_choice_is_told_at_its_field_and_writes_nothing(client_as, act_as, data, field):
    client, before = client_as("methodist"), _counts(act_as)
    preview = upload(client).location
    answer = client.post(preview, data={"then": "import", **data})
    assert answer.status_code == 422
    assert f'id="{field}"' in answer.text
    assert 'class="error"' in answer.text
    assert _counts(act_as) == before
    assert client.get(preview).status_code == 200  # the file waits for a better choice


def test_an_unknown_kind_of_work_is_named_in_the_preview(client_as, act_as):
    def change(kept):
        kept["СправочникВидыРабот"].append({"Код": "140", "Название": "Индивидуальный проект"})
        kept["ПланыНовыеЧасы"].append(hour("-5", "140", 3, 6))

    client = client_as("methodist")
    preview = upload(client, _changed(change)).location
    assert "Индивидуальный проект" in client.get(preview).text
    again = client.post(preview, data={"then": "look", "kind_140": "self_study"})
    assert again.status_code == 200
    assert "904" in text_of(again.text)
    done = client.post(preview, data={"then": "import", "kind_140": "self_study"})
    assert _plan(act_as, int(done.location.rsplit("/", 1)[1])).total == 904


def test_contradictions_are_shown_with_both_numbers(client_as):
    def change(kept):
        row = next(r for r in kept["ПланыНовыеЧасы"] if r["КодОбъекта"] == "-5")
        row["Количество"] = 40

    client = client_as("methodist")
    page = text_of(client.get(upload(client, _changed(change)).location).text)
    assert "ОГСЭ.01 , 3 семестр: Сумма по видам — 40, «Итого» — 48." in page


@pytest.mark.both_databases
def test_thirty_broken_files_are_refused_in_words_and_write_nothing(client_as, act_as):
    client, before, wrong = client_as("methodist"), _counts(act_as), []
    for name, make, _part in broken():
        answer = upload(client, make())
        is_told = 'role="alert"' in answer.text or "20 МБ" in answer.text
        if answer.status_code not in (413, 422) or not is_told:
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert _counts(act_as) == before


def test_rest_refuses_a_broken_file_with_the_sentence(api_as, act_as):
    api, before = api_as("methodist"), _counts(act_as)
    answer = send(api, content()[:5000])
    assert answer.status_code == 422
    assert "обрывается" in answer.json["errors"]["file"]
    assert send(api, b"", "план.plx").status_code == 422
    assert "xlsx" in send(api, content(), "план.doc").json["errors"]["file"]
    assert api.post(REST, data={}).status_code == 422
    assert _counts(act_as) == before


class _Endless(BytesIO):
    """A body that counts what is read of it and keeps nothing."""

    def __init__(self, size):
        super().__init__()
        self.left, self.most = size, 0

    def read(self, size=-1):
        """Return the next zeroes."""
        size = self.left if size is None or size < 0 else min(size, self.left)
        self.left -= size
        self.most = max(self.most, size)
        return b"\0" * size


@pytest.mark.parametrize("who", ["page", "rest"])
def test_fifty_megabytes_are_refused_in_words_and_never_held(client_as, api_as, who):
    client = client_as("methodist") if who == "page" else api_as("methodist")
    body = _Endless(50 * 1024 * 1024)
    answer = client.open(
        "/curricula/import/" if who == "page" else REST,
        method="POST",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(body.left)},
    )
    assert answer.status_code == 413
    assert "20 МБ" in (answer.text if who == "page" else answer.json["message"])
    assert body.left == 0  # read to its end, so that a browser shows the answer
    assert body.most <= 1024 * 1024


def test_a_file_of_nineteen_megabytes_is_taken(client_as):
    padded = content().decode("utf-16").replace("</Документ>", " " * 9_500_000 + "</Документ>")
    assert upload(client_as("methodist"), padded.encode("utf-16")).status_code == 302


def test_other_requests_may_hold_no_more_than_before(client_as):
    body = {"q": "x" * (9 * 1024 * 1024)}
    assert client_as("methodist").post("/registers/curriculum/add", data=body).status_code == 413


def test_a_kept_file_is_its_owners_alone_and_does_not_stay(client_as, app):
    client = client_as("methodist")
    preview = upload(client).location
    assert client.get("/curricula/import/" + "x" * 32).status_code == 404
    assert client.get("/curricula/import/..%2F..%2Fsecret-key").status_code == 404
    assert client_as("teacher").get(preview).status_code == 403
    token = preview.rsplit("/", 1)[1]
    kept = Path(app.config["INSTANCE_DIR"]) / "imports" / token
    assert kept.stat().st_mode & 0o077 == 0
    os.utime(kept, (0, 0))
    assert client.get(preview).status_code == 404
    with app.app_context():
        assert remove_expired_files() == 1
        assert remove_expired_files() == 0
    assert not kept.exists()


def test_another_methodist_does_not_find_the_file(app, api_as, act_as, cast):
    token = send(api_as("methodist")).json["token"]
    with act_as("system", writes=True) as session:
        grant_roles(cast.user_timetabler, [Role.methodist])
        session.commit()
    other = api_as("timetabler")
    assert send(other).status_code == 200
    assert other.post(f"{REST}{token}", json={}).status_code == 404


def test_a_workbook_is_imported_and_its_wrong_rows_are_told(client_as, act_as):
    client, plan = client_as("methodist"), read_plx(content()).plan
    with client.application.app_context():
        book = curriculum_workbook(plan)
    preview = upload(client, book, "план.xlsx").location
    done = client.post(preview, data={"then": "import"})
    written = _plan(act_as, int(done.location.rsplit("/", 1)[1]))
    assert (written.cycles, written.items) == (plan.cycles, plan.items)
    template = client.get("/curricula/import/template.xlsx")
    assert template.status_code == 200
    assert client.get(upload(client, template.data, "шаблон.xlsx").location).status_code == 200


def test_a_workbook_with_errors_lists_them_and_cannot_be_imported(client_as, act_as):
    plan = read_plx(content()).plan
    first = plan.items[0]
    wrong = replace(first, semesters=(replace(first.semesters[0], practical_training=900),))
    client, before = client_as("methodist"), _counts(act_as)
    with client.application.app_context():
        book = curriculum_workbook(replace(plan, items=(wrong, *plan.items[1:])))
    preview = upload(client, book, "план.xlsx").location
    page = client.get(preview).text
    assert "строка 2" in page
    assert client.post(preview, data={"then": "import"}).status_code == 422
    assert _counts(act_as) == before


def test_who_keeps_no_curricula_imports_none(client_as, api_as):
    for login in ("teacher", "deputy_director", "module_admin"):
        assert client_as(login).get("/curricula/import/").status_code == 403
        assert upload(client_as(login)).status_code == 403
        assert send(api_as(login)).status_code == 403


def test_the_command_line_shows_and_imports(app, act_as, tmp_path):
    before, run = _counts(act_as), app.test_cli_runner().invoke
    shown = run(args=["import", "curriculum", str(FILE), "--dry-run"])
    assert shown.exit_code == 0
    assert "898" in shown.output
    assert _counts(act_as) == before
    done = run(args=["import", "curriculum", str(FILE), "--name", "Системы", "--intake", "2028"])
    assert done.exit_code == 0, done.output
    with act_as("system") as session:
        written = session.scalars(select(Curriculum).order_by(Curriculum.id.desc())).first()
        assert (written.programme.name, written.intake_year) == ("Системы", 2028)
    cut = tmp_path / "cut.plx"
    cut.write_bytes(content()[:5000])
    refused = run(args=["import", "curriculum", str(cut)])
    assert refused.exit_code == 1
    assert "обрывается" in refused.output
