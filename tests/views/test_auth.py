"""Signing in and out, the own password (clauses 5.6, 9.1)."""

import pytest
from flask.testing import FlaskClient

from tests.cast import PASSWORD
from tests.clients import sign_in, token_of

NEW = "another-long-secret"


def _form(client: FlaskClient, path: str, **fields: str) -> dict[str, str]:
    return {"csrf_token": token_of(client.get(path).text), **fields}


def test_nobody_in_particular_is_sent_to_the_sign_in_page_and_back(anonymous: FlaskClient) -> None:
    answer = anonymous.get("/password/")
    assert answer.status_code == 302
    assert answer.location == "/login/?next=/password/"
    form = _form(anonymous, answer.location, username="teacher", password=PASSWORD)
    answer = anonymous.post("/login/?next=/password/", data=form)
    assert (answer.status_code, answer.location) == (302, "/password/")


def test_the_sign_in_page_is_russian_and_names_the_college(anonymous: FlaskClient) -> None:
    page = anonymous.get("/login/").text
    assert '<html lang="ru">' in page
    assert "Вход в электронный журнал" in page
    assert "Учебный техникум" in page


@pytest.mark.parametrize(
    ("login", "password"),
    [("teacher", "not-it"), ("nobody", "not-it-either"), ("Teacher ", "not-it")],
)
def test_a_wrong_login_or_password_says_the_same(
    anonymous: FlaskClient, login: str, password: str
) -> None:
    form = _form(anonymous, "/login/", username=login, password=password)
    answer = anonymous.post("/login/", data=form)
    assert answer.status_code == 401
    assert "Неверный логин или пароль." in answer.text
    assert password not in answer.text
    assert anonymous.get("/").status_code == 302


def test_a_login_ignores_case_and_outer_spaces(anonymous: FlaskClient) -> None:
    form = _form(anonymous, "/login/", username=" TEACHER ", password=PASSWORD)
    assert anonymous.post("/login/", data=form).status_code == 302
    assert anonymous.get("/").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "//elsewhere.invalid/",
        "https://elsewhere.invalid/",
        "\\\\elsewhere.invalid",
        "/\\elsewhere.invalid",
        "/\t/elsewhere.invalid",
        "javascript:alert(1)",
        "elsewhere",
    ],
)
def test_signing_in_never_leads_off_the_site(anonymous: FlaskClient, target: str) -> None:
    form = _form(anonymous, "/login/", username="teacher", password=PASSWORD)
    answer = anonymous.post("/login/", query_string={"next": target}, data=form)
    assert (answer.status_code, answer.location) == (302, "/")


def test_signing_in_without_a_token_is_refused(anonymous: FlaskClient) -> None:
    form = {"username": "teacher", "password": PASSWORD}
    assert anonymous.post("/login/", data=form).status_code == 400
    assert anonymous.get("/").status_code == 302


def test_signing_out_needs_a_post(app, client_as) -> None:
    client = client_as("teacher")
    assert "Выйти из журнала?" in client.get("/logout/").text
    assert client.get("/").status_code == 200
    assert client.post("/logout/").location == "/login/"
    assert client.get("/").status_code == 302


def test_signing_in_replaces_the_session_and_keeps_the_language(app, anonymous) -> None:
    anonymous.get("/language/en")
    with anonymous.session_transaction() as session:
        session["planted"] = "before"
    form = _form(anonymous, "/login/", username="teacher", password=PASSWORD)
    anonymous.post("/login/", data=form)
    with anonymous.session_transaction() as session:
        assert "planted" not in session
    assert '<html lang="en">' in anonymous.get("/").text


def test_a_person_changes_their_own_password(app, client_as) -> None:
    client = client_as("teacher")
    form = {"present": PASSWORD, "new": NEW, "again": NEW}
    answer = client.post("/password/", data=form, follow_redirects=True)
    assert "Пароль изменён." in answer.text
    assert sign_in(app, "teacher", NEW).get("/").status_code == 200
    with pytest.raises(AssertionError):
        sign_in(app, "teacher", PASSWORD)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"present": "wrong", "new": NEW, "again": NEW}, "Текущий пароль неверен."),
        ({"present": PASSWORD, "new": NEW, "again": NEW + "x"}, "Пароли не совпадают."),
        (
            {"present": PASSWORD, "new": "teacher-2026-x", "again": "teacher-2026-x"},
            "Пароль не должен содержать логин.",
        ),
    ],
)
def test_a_refused_password_says_why_at_the_field(app, client_as, fields, sentence) -> None:
    client = client_as("teacher")
    page = client.post("/password/", data=fields).text
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert sign_in(app, "teacher", PASSWORD).get("/").status_code == 200


def test_a_short_password_is_refused(app, client_as) -> None:
    client = client_as("teacher")
    fields = {"present": PASSWORD, "new": "short", "again": "short"}
    assert 'class="field wrong"' in client.post("/password/", data=fields).text
    assert sign_in(app, "teacher", PASSWORD).get("/").status_code == 200
