"""The pages of the registers: who sees what, in how many statements, and what forms answer."""

from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from access.matrix import Action, Resource, allowed
from access.roles import Role
from models import Position, Student, StudyGroup
from tests.cast import LOGINS, Cast
from views.register.register import REGISTERS

pytestmark = pytest.mark.both_databases
MOST_STATEMENTS = 8
MOST_BYTES = 100_000


def _row(cast: Cast, resource: Resource) -> int:
    """Return a row of the first company; of personal registers the module admin's."""
    own = {Resource.account: "user_teacher", Resource.report_run: "report_run_module_admin"}
    return cast[own.get(resource, str(resource))]


@pytest.mark.parametrize("login", ["module_admin", "secretary", "hr", "methodist", "teacher"])
def test_every_page_answers_by_the_matrix(
    client_as: Any, cast: Cast, count_statements: Any, login: str
) -> None:
    client = client_as(login)
    for resource, register in REGISTERS.items():
        pk = _row(cast, resource)
        pages = {f"{register.path}/list/": Action.read, f"{register.path}/export": Action.read}
        if register.writable:
            pages |= {
                f"{register.path}/add": Action.create,
                f"{register.path}/edit/{pk}": Action.update,
                f"{register.path}/delete/{pk}": Action.delete,
            }
        for url, action in pages.items():
            with count_statements() as told:
                answer = client.get(url)
            may = allowed(LOGINS[login], resource, action)
            assert answer.status_code == (200 if may else 403), url
            assert len(told) <= MOST_STATEMENTS, (url, told)
            assert len(answer.data) < MOST_BYTES, url


def test_detail_pages_show_what_belongs_together(client_as: Any, cast: Cast) -> None:
    page = client_as("secretary").get(f"/registers/study_group/show/{cast.group}").text
    for text in (
        "Абрамов Лев Олегович",
        "Громова Е. Ю.",
        f"/registers/enrolment/add?group={cast.group}",
    ):
        assert text in page
    page = client_as("secretary").get(f"/registers/student/show/{cast.student}").text
    for text in ("ИС-21", "Сидорова Юлия Вадимовна", "+7 900 000-00-0"):
        assert text in page
    # A teacher reads neither contacts nor guardians, so that those blocks are not there.
    page = client_as("teacher").get(f"/registers/student/show/{cast.student}").text
    assert "Сидорова Юлия" not in page
    assert "+7 900" not in page


def test_a_foreign_row_is_404_on_every_page(client_as: Any, cast: Cast) -> None:
    client = client_as("curator")
    for page in ("show", "edit", "delete"):
        url = f"/registers/student_contact/{page}/{cast.student_contact2}"
        assert client.get(url).status_code == 404
    for page in ("edit", "delete"):
        url = f"/registers/student_contact/{page}/{cast.student_contact2}"
        assert client.post(url, data={"value": "x"}).status_code == 404
    assert client.get("/registers/student/show/99999999999999999999").status_code == 404


def test_a_visitor_is_sent_to_sign_in(anonymous: Any) -> None:
    answer = anonymous.get("/registers/student/list/")
    assert answer.status_code == 302
    assert answer.location.startswith("/login/")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=сидоров", 200),
        ("q=%00", 200),
        ("q=" + "я" * 5000, 200),
        ("size=1000000", 200),
        ("size=abc", 400),
        ("page=0", 400),
        ("page=-5", 400),
        ("page=999999999", 400),
        ("page=99999999999999999999", 400),
        ("sort=nothing", 400),
        ("sort=sort_name", 400),
        ("group=abc", 400),
        ("group=99999999999999999999", 400),
        ("group=999999", 200),
        ("_flt_0_user_id=1", 200),
        ("group_from=1", 200),
    ],
)
def test_addresses_of_a_list(client_as: Any, query: str, status: int) -> None:
    assert client_as("secretary").get(f"/registers/student/list/?{query}").status_code == status


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("sex=unknown", 400),
        ("birth_date_from=2026-99-01", 400),
        ("birth_date_from=2008-01-01&birth_date_to=2008-12-31", 200),
    ],
)
def test_filters_by_choice_and_by_day(client_as: Any, query: str, status: int) -> None:
    url = f"/registers/student_identity/list/?{query}"
    assert client_as("secretary").get(url).status_code == status


def test_filters_of_fab_open_nothing(client_as: Any, cast: Cast) -> None:
    url = "/registers/student/list/?_flt_0_user_id=1&_oc_StudentRegister=user_id"
    page = client_as("curator").get(url).text
    assert "Сидоров" in page
    assert "Ёжиков" not in page


def test_an_empty_list_says_what_to_do(client_as: Any) -> None:
    page = client_as("secretary").get("/registers/student/list/?q=несуществующий").text
    assert "Ничего не найдено" in page


def test_a_form_saves_stays_and_goes_on(client_as: Any, act_as: Any, cast: Cast) -> None:
    client = client_as("secretary")
    form = {"last_name": "Новикова", "first_name": "Анна", "patronymic": "", "record_book": "26-1"}
    answer = client.post("/registers/student/add", data=form)
    assert answer.status_code == 302
    assert "Новикова Анна" in client.get(answer.location).text
    again = client.post(
        "/registers/student/add", data={**form, "record_book": "26-2", "then": "stay"}
    )
    assert "/registers/student/edit/" in again.location
    url = f"/registers/enrolment/add?group={cast.group}"
    enrolled = {"student": cast.student_gone, "group": cast.group, "starts_on": "2026-10-02"}
    onward = client.post(url, data={**enrolled, "then": "next"})
    assert onward.location == url
    assert f'value="{cast.group}"' in client.get(url).text


def test_a_wrong_form_keeps_what_was_typed_and_says_why(client_as: Any, act_as: Any) -> None:
    form = {"last_name": "<b>x</b>", "first_name": "", "record_book": "25-000"}
    answer = client_as("secretary").post("/registers/student/add", data=form)
    assert answer.status_code == 422
    assert "Заполните это поле." in answer.text
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.text
    assert "<b>x</b>" not in answer.text
    with act_as("system") as session:
        assert session.scalar(select(Student.id).where(Student.last_name.contains("<b>"))) is None


def test_a_hidden_choice_is_refused_in_a_form(client_as: Any, cast: Cast) -> None:
    form = {"student": cast.student2, "kind": "phone", "value": "+7 900 000-00-00"}
    answer = client_as("curator").post("/registers/student_contact/add", data=form)
    assert answer.status_code == 422
    assert "Ёжиков" not in answer.text


def test_a_form_never_holds_all_rows(client_as: Any, act_as: Any, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        session.add_all(
            Student(last_name="Много", first_name=f"Номер{n}", record_book=f"M-{n}")
            for n in range(600)
        )
        session.commit()
    for url in ("/registers/enrolment/add", f"/registers/enrolment/edit/{cast.enrolment}"):
        page = client_as("secretary").get(url)
        assert len(page.data) < 30_000
        assert "Много" not in page.text


def test_a_delete_asks_then_deletes_or_says_why_not(
    client_as: Any, act_as: Any, cast: Cast
) -> None:
    client = client_as("hr")
    with act_as("system", writes=True) as session:
        session.add(Position(name="Лаборант"))
        session.commit()
        pk = session.scalar(select(Position.id).where(Position.name == "Лаборант"))
    assert "«Лаборант»" in client.get(f"/registers/position/delete/{pk}").text
    assert client.post(f"/registers/position/delete/{pk}").status_code == 302
    refused = client.post(f"/registers/position/delete/{cast.position}")
    assert refused.status_code == 422
    assert "Сотрудники" in refused.text
    with act_as("system") as session:
        assert session.get(Position, cast.position) is not None
        assert session.get(Position, pk) is None


def test_writes_need_the_token(client_as: Any, act_as: Any) -> None:
    client = client_as("hr")
    answer = client.post("/registers/position/add", data={"name": "X"}, headers={"X-CSRFToken": ""})
    assert answer.status_code == 400
    with act_as("system") as session:
        assert session.scalar(select(func.count(Position.id)).where(Position.name == "X")) == 0


def test_an_export_holds_the_filtered_list(client_as: Any, act_as: Any, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        session.add(Student(last_name="Формулин", first_name="=1+1", record_book="=1+1"))
        session.commit()
    client = client_as("secretary")
    answer = client.get(f"/registers/student/export?group={cast.group}")
    rows = _rows(answer.data)
    assert rows[0][0] == "ФИО"
    assert [row[0] for row in rows[1:]] == [
        "Абрамов Лев Олегович",
        "Ёлкина Яна Юрьевна",
        "Романова Софья",
        "Сидоров Иван Петрович",
    ]
    days = _rows(client.get("/registers/student_identity/export").data)
    assert any(str(row[1]).startswith("2008-06-01") for row in days)
    formula = _rows(client.get("/registers/student/export?q=формулин").data)
    assert formula[1][2] == "=1+1"
    foreign = _rows(client_as("curator2").get("/registers/student/export").data)
    assert "Сидоров Иван Петрович" not in [row[0] for row in foreign]


def _rows(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_count_stops_at_a_thousand(client_as: Any, act_as: Any) -> None:
    with act_as("system", writes=True) as session:
        session.add_all(
            StudyGroup(name=f"Г-{n}", intake_year=2026, curriculum_id=1, department_id=1)
            for n in range(1100)
        )
        session.commit()
    assert "1000+" in client_as("secretary").get("/registers/study_group/list/").text


def test_no_page_shows_none_or_english(client_as: Any, cast: Cast) -> None:
    client = client_as("module_admin")
    for resource, register in REGISTERS.items():
        for page in (f"{register.path}/list/", f"{register.path}/show/{_row(cast, resource)}"):
            text = client.get(page).text
            assert ">None<" not in text, page
            assert "<script>" not in text, page
            assert " style=" not in text, page
            assert " onclick=" not in text, page


def test_two_roles_add_up_row_by_row(client_as: Any, cast: Cast) -> None:
    """A teacher who is a curator changes contacts of the group in care, not of one taught."""
    client = client_as("teacher_curator")
    assert client.get(f"/registers/student/show/{cast.student_tc}").status_code == 200
    assert client.get(f"/registers/student_contact/edit/{cast.student_contact}").status_code == 404


def test_roles_are_named_as_the_regulation_does(client_as: Any) -> None:
    page = client_as("module_admin").get("/registers/account/list/?q=teacher_curator").text
    assert "преподаватель" in page
    assert Role.teacher.value + "," not in page


def test_a_form_opened_from_a_row_leads_back_to_it(client_as: Any, cast: Cast) -> None:
    client = client_as("secretary")
    home = f"/registers/student/show/{cast.student_b}"
    assert f"add?student={cast.student_b}&amp;back={home}" in client.get(home).text
    form = {"student": cast.student_b, "kind": "phone", "value": "+7 900 000-00-00"}
    url = f"/registers/student_contact/add?student={cast.student_b}&back="
    assert f'href="{home}">Отмена' in client.get(url + home).text
    assert client.post(url + home, data=form).location == home
    onward = client.post(url + home, data={**form, "value": "+7 900 000-00-01", "then": "next"})
    assert onward.location == url + home
    for foreign in ("//other.example/", "https://other.example/"):
        answer = client.post(url + foreign, data={**form, "value": "+7 900 000-00-02"})
        assert answer.location == "/"
        form["value"] += "1"


def test_a_new_student_is_enrolled_next_and_a_new_guardian_given_the_child(
    client_as: Any, cast: Cast
) -> None:
    client = client_as("secretary")
    name = {"last_name": "Юдина", "first_name": "Дарья", "patronymic": ""}
    answer = client.post("/registers/student/add", data={**name, "record_book": "26-777"})
    assert answer.location.startswith("/registers/enrolment/add?student=")
    assert "Юдина Дарья" in client.get(answer.location).text
    url = f"/registers/guardian/add?child={cast.student_b}"
    assert url in client.get(f"/registers/student/show/{cast.student_b}").text
    answer = client.post(url, data=name)
    assert answer.location.startswith("/registers/guardian_child/add?guardian=")
    assert f"student={cast.student_b}" in answer.location
    plain = client.post("/registers/guardian/add?child=x", data=name)
    assert plain.location.startswith("/registers/guardian/show/")
