"""Clause 10.7: an act disposes of what is past its day and under no hold, once and for good."""

import threading
from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from access.errors import Frozen
from access.session import system_write
from jobs.disposal import archive_act
from models import (
    ArchivedReport,
    CustodyPlace,
    DisposalAct,
    DisposalLine,
    DocumentHold,
    PrintedDocument,
    StudyGroup,
)
from reports import document_store

API = "/api/v1/disposal_act"
COMMISSION = [
    {"role": "chairman", "name": "Зайцев Виктор Петрович", "position": "заместитель директора"},
    {"role": "member", "name": "Белова Анна Ивановна"},
    {"role": "member", "name": "Котов Егор Сергеевич", "position": "секретарь учебной части"},
]


@pytest.fixture
def papers(act_as, cast):
    """Return keys of documents by what stands against their disposal."""
    made = {
        "ready": {},
        "ready2": {},
        "no_group": {"group_id": None},
        "early": {"kept_until": date(2026, 10, 14)},  # today is the last day
        "no_date": {"kept_until": None},
        "office": {"place": "study_office"},
        "later": {"group_id": cast.group2},  # the group graduates later than was thought
    }
    with act_as("system", writes=True) as session:
        session.get(StudyGroup, cast.group).graduates_on = date(2020, 6, 30)
        session.get(StudyGroup, cast.group2).graduates_on = date(2027, 6, 30)
        keys = {}
        for number, (name, values) in enumerate(made.items(), 1):
            row = PrintedDocument(
                **{
                    "code": f"2020-0000{number}-А",
                    "report": "attendance_month",
                    "title": f"Журнал {number}",
                    "group_id": cast.group,
                    "department_id": cast.department,
                    "academic_year_id": cast.academic_year,
                    "printed_at": datetime(2020, 7, 1),
                    "user_id": cast.user_department_head,
                    "user_name": "Жукова М. О.",
                    "pages": 10,
                    "sha256": "b" * 64,
                    "place": "archive",
                    "kept_until": date(2025, 6, 30),
                    **values,
                }
            )
            session.add(row)
            session.flush()
            keys[name] = row.id
        session.commit()
    return keys


def body(chosen, **other):
    return {
        "number": "12",
        "drawn_on": "2026-10-14",
        "ground": "Истёк срок хранения",
        "members": COMMISSION,
        "documents": chosen,
    } | other


def drafted(client, *documents, **other):
    answer = client.post(f"{API}/", json=body(list(documents), **other))
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def test_only_what_is_past_its_day_in_the_archive_and_free_is_offered_and_taken(
    api_as, papers, cast
):
    deputy = api_as("deputy_director")
    found = {one["id"] for one in deputy.get(f"{API}/offered").json["documents"]}
    assert found == {papers["ready"], papers["ready2"], papers["no_group"]}
    for name in ("early", "no_date", "office", "later"):
        answer = deputy.post(f"{API}/", json=body([papers["ready"], papers[name]]))
        assert answer.status_code == 422, name
        assert "2020-0000" in answer.json["errors"]["documents"], name
    for wrong, field in (
        ({"members": COMMISSION[:2]}, "members"),
        ({"members": [COMMISSION[1]] * 3}, "members"),
        ({"members": "x"}, "members"),
        ({"members": [*COMMISSION, {"role": "boss", "name": "Я"}]}, "members"),
        ({"documents": []}, "documents"),
        ({"documents": [10**6]}, "documents"),
        ({"documents": ["1"]}, "documents"),
        ({"number": ""}, "number"),
        ({"number": "1"}, "number"),  # of the cast
        ({"number": "x" * 21}, "number"),
        ({"drawn_on": "2026-10-15"}, "drawn_on"),
        ({"drawn_on": "вчера"}, "drawn_on"),
        ({"ground": "\x00 истёк срок"}, "ground"),
        ({"signed_at": "2026-10-14"}, "signed_at"),
    ):
        answer = deputy.post(f"{API}/", json=body([papers["ready"]], **wrong))
        assert answer.status_code == 422, wrong
        assert field in answer.json["errors"], wrong
    first = drafted(deputy, papers["ready"])
    answer = deputy.post(f"{API}/", json=body([papers["ready"]], number="13"))
    assert "12" in answer.json["errors"]["documents"]  # stands in the other draft
    changed = deputy.put(f"{API}/{first}", json=body([papers["ready2"]], number="14"))
    assert [one["id"] for one in changed.json["lines"]] == [papers["ready2"]]
    assert deputy.delete(f"{API}/{first}").status_code == 200
    assert deputy.get(f"{API}/{first}/whole").status_code == 404
    for login in ("secretary", "director", "module_admin", "department_head"):
        answer = api_as(login).post(f"{API}/", json=body([papers["ready"]]))
        assert answer.status_code == 403, login


def test_a_signed_act_disposes_of_its_documents_and_never_changes(
    app, api_as, act_as, papers, cast, tmp_path
):
    app.config["DOCUMENTS_DIR"] = str(tmp_path)
    deputy = api_as("deputy_director")
    act = drafted(deputy, papers["ready"], papers["no_group"])
    signed = deputy.post(f"{API}/{act}/sign")
    assert signed.status_code == 200, signed.text
    with act_as("system") as session:
        rows = session.execute(
            select(PrintedDocument.place, PrintedDocument.disposal_act_id).where(
                PrintedDocument.id.in_([papers["ready"], papers["no_group"]])
            )
        ).all()
        assert set(rows) == {("disposed", act)}
        way = select(CustodyPlace).where(CustodyPlace.document_id == papers["ready"])
        (last,) = session.scalars(way)
        assert (last.place, last.since) == ("disposed", date(2026, 10, 14))
    for answer in (
        deputy.post(f"{API}/{act}/sign"),
        deputy.put(f"{API}/{act}", json=body([papers["ready2"]])),
        deputy.delete(f"{API}/{act}"),
    ):
        assert answer.status_code == 409
    with act_as("system", writes=True) as session, pytest.raises(Frozen):
        system_write(session, update(DisposalAct).where(DisposalAct.id == act).values(ground="x"))
    with act_as("system") as session:
        assert archive_act(act)
        assert not archive_act(act)  # once
    with act_as("system") as session:
        key = session.scalar(select(DisposalAct.archived_id).where(DisposalAct.id == act))
        kept = session.get(ArchivedReport, key)
        assert (kept.code, kept.kept_until) == ("disposal_act", None)
        assert document_store.read(kept.sha256).startswith(b"%PDF-")


def test_a_hold_or_a_later_graduation_after_the_draft_stops_the_act(api_as, act_as, papers, cast):
    deputy = api_as("deputy_director")
    act = drafted(deputy, papers["ready"], papers["ready2"])
    hold = deputy.post(
        "/api/v1/document_hold/", json={"document": papers["ready2"], "reason": "Запрос суда"}
    )
    assert hold.status_code == 201, hold.text
    answer = deputy.post(f"{API}/{act}/sign")
    assert answer.status_code == 422
    assert "2020-00002-А" in answer.json["errors"]["documents"]
    with act_as("system", writes=True) as session:
        standing = select(DocumentHold).where(DocumentHold.document_id == papers["ready2"])
        row = session.scalars(standing).one()
        row.lifted_at, row.lifted_name = datetime(2026, 10, 14), "З."
        row.lift_reason = "Дело закрыто"
        session.get(StudyGroup, cast.group).graduates_on = date(2022, 6, 30)
        session.commit()
    assert deputy.post(f"{API}/{act}/sign").status_code == 422  # kept for five years from then
    with act_as("system", writes=True) as session:
        session.get(StudyGroup, cast.group).graduates_on = date(2020, 6, 30)
        session.commit()
        places = session.scalars(select(PrintedDocument.place))
        assert "disposed" not in set(places)
    assert deputy.post(f"{API}/{act}/sign").status_code == 200


def test_of_two_who_sign_at_once_one_does_and_a_hold_never_stands_on_what_is_gone(
    api_as, act_as, papers
):
    clients = [api_as("deputy_director") for _one in range(3)]
    act = drafted(clients[0], papers["ready"], papers["ready2"])
    gate, answers = threading.Barrier(3), []

    def send(client, path, json):
        gate.wait()
        answers.append((path, client.post(path, json=json).status_code))

    hold = {"document": papers["ready2"], "reason": "Запрос суда"}
    work = [(f"{API}/{act}/sign", {}), (f"{API}/{act}/sign", {}), ("/api/v1/document_hold/", hold)]
    threads = [
        threading.Thread(target=send, args=(client, *one))
        for client, one in zip(clients, work, strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    signed = sum(status == 200 for path, status in answers if path.endswith("/sign"))
    held = sum(status == 201 for path, status in answers if path.endswith("hold/"))
    assert {status for _path, status in answers} <= {200, 201, 409, 422}
    assert signed + held == 1  # either the act came first, or the hold
    with act_as("system") as session:
        places = session.scalars(
            select(CustodyPlace.place).where(CustodyPlace.document_id == papers["ready"])
        ).all()
        assert places == ["disposed"] * signed
        assert (
            len(session.scalars(select(DisposalLine).where(DisposalLine.act_id == act)).all()) == 2
        )
