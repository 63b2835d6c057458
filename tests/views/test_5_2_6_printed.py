"""Clauses 5.2.6, 10.5–10.7: a report is printed under a code, signed off, carried, held."""

import threading
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from domain.document_code import read_code
from models import ArchivedReport, CustodyPlace, DocumentHold, PrintedDocument, StudyGroup
from reports import document_store

API = "/api/v1"
GRADUATES = date(2029, 6, 30)


def _pdf(pages: int = 2) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def archived(app, act_as, cast) -> int:
    """Return a PDF of the archive about the first group, which graduates in 2029."""
    with app.app_context():
        sha256 = document_store.store(_pdf())
    with act_as("system", writes=True) as session:
        session.get_one(StudyGroup, cast.group).graduates_on = GRADUATES
        kept = ArchivedReport(
            code="attendance_month",
            title="Ведомость ИС-21",
            format="pdf",
            group_id=cast.group,
            department_id=cast.department,
            academic_year_id=cast.academic_year,
            user_id=cast.user_department_head,
            user_name="Жукова М. О.",
            created_at=date(2026, 10, 12),
            sha256=sha256,
            size=len(_pdf()),
            pages=2,
        )
        session.add(kept)
        session.commit()
        return kept.id


@pytest.fixture
def printed(archived, api_as) -> dict[str, Any]:
    """Return the record of a document that the head printed."""
    answer = api_as("department_head").post(
        f"{API}/printed_document/", json={"archived_id": archived}
    )
    assert answer.status_code == 201, answer.text
    return answer.json["result"]


def test_5_2_6_each_page_holds_the_code_that_leads_to_the_record(
    printed, api_as, client_as
) -> None:
    code = printed["code"]
    assert read_code(code) == code
    head = api_as("department_head")
    file = head.get(f"{API}/printed_document/{printed['id']}/file")
    assert file.status_code == 200
    texts = [page.extract_text() for page in PdfReader(BytesIO(file.data)).pages]
    assert len(texts) == 2
    assert all(code in text for text in texts)
    page = client_as("department_head").get(f"/printed/{code.lower().replace('-', ' ')}")
    assert page.status_code == 200
    assert "Ведомость ИС-21" in page.text
    assert printed["kept_until"] == "2034-06-30"  # five years after the group graduates
    assert printed["place"] == "maker"
    assert head.get(f"{API}/printed_document/code/{code}").json["places"][0]["place"] == "maker"


def test_5_2_6_codes_follow_each_other(archived, api_as) -> None:
    head = api_as("department_head")
    codes = [
        head.post(f"{API}/printed_document/", json={"archived_id": archived}).json["result"]["code"]
        for _ in range(3)
    ]
    assert [code[:10] for code in codes] == ["2026-00001", "2026-00002", "2026-00003"]


@pytest.mark.parametrize("login", ["department_head2", "curator2", "teacher2"])
def test_5_2_6_a_code_tells_strangers_nothing(printed, client_as, api_as, anonymous, login) -> None:
    assert client_as(login).get(f"/printed/{printed['code']}").status_code == 404
    assert client_as(login).get(f"/printed/{printed['id']}/file").status_code == 404
    assert api_as(login).get(f"{API}/printed_document/{printed['id']}/file").status_code == 404
    assert anonymous.get(f"/printed/{printed['code']}").status_code in (302, 401)


def test_5_2_6_only_what_one_may_have_is_printed(archived, api_as, act_as) -> None:
    for login, status in (("department_head2", 404), ("secretary", 403), ("director", 403)):
        answer = api_as(login).post(f"{API}/printed_document/", json={"archived_id": archived})
        assert answer.status_code == status, login
    with act_as("system") as session:
        titles = set(session.scalars(select(PrintedDocument.title)))
    assert "Ведомость ИС-21" not in titles


@pytest.mark.parametrize("body", [{}, {"run_id": 1, "archived_id": 1}, {"archived_id": "x"}])
def test_5_2_6_bad_bodies_are_refused_in_words(api_as, body) -> None:
    answer = api_as("department_head").post(f"{API}/printed_document/", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_5_2_6_the_deputy_signs_off_and_papers_go_their_way(printed, api_as, act_as) -> None:
    deputy, office, key = api_as("deputy_director"), api_as("secretary"), printed["id"]

    def carry(client: Any, place: str, since: str = "2026-10-14", note: str = "") -> Any:
        body = {"documents": [key], "place": place, "since": since, "note": note}
        return client.post(f"{API}/custody_place/", json=body)

    assert "5.2.6" in carry(office, "study_office").json["errors"]["place"]
    assert carry(deputy, "deputy", "2026-10-13").status_code == 422  # before it was printed
    assert carry(deputy, "deputy").json == {"moved": 1}
    signed = deputy.post(f"{API}/printed_document/sign", json={"documents": [key]})
    assert signed.json == {"signed": 1}
    assert deputy.post(f"{API}/printed_document/sign", json={"documents": [key]}).json == {
        "signed": 0
    }
    assert carry(office, "study_office").json == {"moved": 1}
    assert carry(office, "archive", "2026-10-15").status_code == 422  # tomorrow
    assert carry(office, "archive").json == {"moved": 1}
    assert "note" in carry(office, "study_office").json["errors"]
    assert carry(office, "study_office", note="Отдан на проверку").json == {"moved": 1}
    assert carry(office, "disposed").status_code == 422
    with act_as("system") as session:
        query = select(CustodyPlace.place).where(CustodyPlace.document_id == key)
        places = list(session.scalars(query.order_by(CustodyPlace.id)))
        document = session.get_one(PrintedDocument, key)
        assert document.signed_name
    assert places == ["maker", "deputy", "study_office", "archive", "study_office"]


def test_10_7_a_hold_stands_once_and_is_lifted_with_a_reason(printed, api_as, client_as) -> None:
    deputy, key = api_as("deputy_director"), printed["id"]
    held = deputy.post(
        f"{API}/document_hold/", json={"document": key, "reason": "Запрос прокуратуры"}
    )
    assert held.status_code == 201
    again = deputy.post(f"{API}/document_hold/", json={"document": key, "reason": "Ещё один"})
    assert again.status_code == 409
    hold = held.json["result"][0]["id"]
    assert deputy.put(f"{API}/document_hold/{hold}", json={"lift_reason": ""}).status_code == 422
    page = client_as("deputy_director").get("/printed/?wanted=held").text
    assert printed["code"] in page
    lifted = deputy.put(f"{API}/document_hold/{hold}", json={"lift_reason": "Проверка окончена"})
    assert lifted.json["result"][0]["lifted"] is True
    assert printed["code"] not in client_as("deputy_director").get("/printed/?wanted=held").text


def test_5_2_6_the_register_is_searched_and_filtered(printed, client_as) -> None:
    code, page = printed["code"], client_as("deputy_director")
    for query in ("", "q=ведомость+ис-21", f"q={code}", "wanted=unsigned", "wanted=to_move"):
        assert code in page.get(f"/printed/?{query}").text, query
    for query in ("q=нет+такого", "place=archive", "wanted=disposable", "wanted=held"):
        assert code not in page.get(f"/printed/?{query}").text, query
    assert page.get("/printed/?wanted=x&place=y&page=99&group=zz").status_code == 200


def test_5_2_6_forms_do_the_same_as_rest(printed, client_as, act_as) -> None:
    deputy, key = client_as("deputy_director"), printed["id"]
    deputy.post("/printed/sign", data={"document": [key], "back": "/printed/"})
    deputy.post("/printed/move", data={"document": [key], "place": "deputy", "since": "2026-10-14"})
    deputy.post(f"/printed/{key}/hold", data={"reason": "Запрос суда"})
    with act_as("system") as session:
        document = session.get_one(PrintedDocument, key)
        assert (document.place, bool(document.signed_at)) == ("deputy", True)
        assert (
            session.scalar(select(DocumentHold.reason).where(DocumentHold.document_id == key))
            == "Запрос суда"
        )
    said = deputy.post("/printed/move", data={"document": ["x"]}, follow_redirects=True).text
    assert "Отметьте документы" in said
    away = deputy.post("/printed/sign", data={"document": [key], "back": "//evil.example/"})
    assert away.headers["Location"] == "/printed/"


def test_5_2_6_a_damaged_file_is_not_given_out(app, printed, api_as) -> None:
    with app.app_context():
        path = document_store.path_of(printed["sha256"])
        content = bytearray(path.read_bytes())
        content[100] ^= 1
        path.write_bytes(content)
    answer = api_as("department_head").get(f"{API}/printed_document/{printed['id']}/file")
    assert answer.status_code == 409
    assert "повреждён" in answer.json["message"]


@pytest.mark.sqlite_only
def test_5_2_6_no_code_is_given_twice(app, archived, api_as, act_as) -> None:
    clients = [api_as("department_head") for _ in range(4)]
    answers: list[Any] = []

    def print_one(client: Any) -> None:
        answers.append(client.post(f"{API}/printed_document/", json={"archived_id": archived}))

    threads = [threading.Thread(target=print_one, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.status_code for one in answers] == [201] * 4
    assert len({one.json["result"]["code"] for one in answers}) == 4
