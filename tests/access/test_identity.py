"""Who is asking: cookie or bearer token, and when a write needs the CSRF token too."""

import pytest
from flask_jwt_extended import create_access_token
from sqlalchemy import update

from access.session import system_write
from tests.cast import PASSWORD
from tests.clients import sign_in, token_of

pytestmark = pytest.mark.sqlite_only
CONTACT = {"value": "+7 900 333-33-33"}


@pytest.fixture
def path(cast):
    """Return the address of a row that the secretary writes."""
    return f"/api/v1/student_contact/{cast.student_contact}"


def test_a_cookie_writes_with_the_csrf_token_alone(client_as, path):
    client = client_as("secretary")
    assert client.put(path, json=CONTACT).status_code == 200
    for wrong in ("", "forged", client.csrf[:-2]):
        answer = client.put(path, json=CONTACT, headers={"X-CSRFToken": wrong})
        assert answer.status_code == 400, wrong
        assert answer.is_json


def test_a_csrf_token_of_another_session_is_worth_nothing(client_as, path):
    theirs = client_as("teacher").csrf
    answer = client_as("secretary").put(path, json=CONTACT, headers={"X-CSRFToken": theirs})
    assert answer.status_code == 400


def test_a_form_page_needs_the_csrf_token(client_as, cast):
    client = client_as("secretary")
    address = f"/registers/student_contact/edit/{cast.student_contact}"
    page = client.post(address, data={"kind": "phone", **CONTACT}, headers={"X-CSRFToken": ""})
    assert page.status_code == 400


def test_a_bearer_token_needs_no_csrf_token(api_as, path):
    assert api_as("secretary").put(path, json=CONTACT).status_code == 200


def test_a_bearer_token_wins_over_a_cookie(client_as, api_as, path):
    """A program on a signed-in computer acts as the token says, never as the cookie."""
    bearer = f"Bearer {api_as('teacher').bearer}"
    client = client_as("secretary")
    assert client.put(path, json=CONTACT, headers={"Authorization": bearer}).status_code == 403


@pytest.mark.parametrize(
    "header", ["Bearer x", "Bearer ", "bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."]
)
@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_bad_bearer_token_is_401_even_with_a_cookie(header, method, client_as, path):
    client = client_as("secretary")
    answer = client.open(path, method=method, json=CONTACT, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json["message"]


def test_a_token_signed_by_somebody_else_is_401(app, anonymous, cast, path):
    other = app.config["JWT_SECRET_KEY"] = "another secret that is long enough for it"
    assert other
    with app.app_context():
        forged = create_access_token(identity=str(cast.user_secretary))
    app.config["JWT_SECRET_KEY"] = None
    answer = anonymous.put(path, json=CONTACT, headers={"Authorization": f"Bearer {forged}"})
    assert answer.status_code == 401


def test_a_token_expires(api_as, at_local, path):
    program = api_as("secretary")
    with at_local("12:55"):
        assert program.get(path).status_code == 200
    with at_local("13:05"):
        assert program.get(path).status_code == 401


def test_a_refresh_token_only_refreshes(app, cast, path):
    client = app.test_client()
    credentials = {"username": "secretary", "password": PASSWORD, "provider": "db"}
    told = client.post("/api/v1/security/login", json=credentials | {"refresh": True}).json
    refresh = {"Authorization": f"Bearer {told['refresh_token']}"}
    assert client.get(path, headers=refresh).status_code == 401
    again = client.post("/api/v1/security/refresh", headers=refresh)
    assert again.status_code == 200
    access = {"Authorization": f"Bearer {again.json['access_token']}"}
    assert client.get(path, headers=access).status_code == 200
    assert client.post("/api/v1/security/refresh", headers=access).status_code == 401


@pytest.mark.parametrize("body", [None, {}, {"username": "secretary"}, {"username": {"a": 1}}, []])
def test_a_malformed_sign_in_over_rest_is_refused(body, anonymous):
    assert anonymous.post("/api/v1/security/login", json=body).status_code in (400, 401, 415, 422)


def test_a_wrong_password_over_rest_is_401_and_sets_no_cookie(anonymous):
    credentials = {"username": "secretary", "password": "wrong", "provider": "db"}
    answer = anonymous.post("/api/v1/security/login", json=credentials)
    assert answer.status_code == 401
    assert anonymous.get("/").status_code == 302


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_nobody_in_particular_gets_401_over_rest(method, anonymous, path):
    status = anonymous.open(path, method=method, json=CONTACT).status_code
    assert status in ((401,) if method == "get" else (400, 401, 405))


def test_an_account_that_is_switched_off_is_nobody(client_as, api_as, act_as, cast, path):
    from flask_appbuilder.security.sqla.models import User

    client, program = client_as("secretary"), api_as("secretary")
    with act_as("system", writes=True) as session:
        off = update(User).where(User.id == cast.user_secretary).values(active=False)
        system_write(session, off)
        session.commit()
    assert client.get(path).status_code == 401
    assert program.get(path).status_code == 401


def test_a_role_that_is_taken_away_is_gone_at_once(client_as, app, cast, path):
    from access.principal import acting_as, system_principal
    from access.roles import Role
    from app.access_sync import grant_roles

    client = client_as("secretary")
    assert client.get(path).status_code == 200
    with app.app_context(), acting_as(system_principal("test")):
        grant_roles(cast.user_secretary, [Role.teacher])
    assert client.get(path).status_code == 403


def test_a_planted_session_is_not_signed_in_by_the_victim(app, anonymous):
    """Session fixation: what stood in the session before signing in is gone afterwards."""
    token = token_of(anonymous.get("/login/").text)
    with anonymous.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    form = {"username": "teacher", "password": PASSWORD, "csrf_token": token}
    assert anonymous.post("/login/", data=form).status_code == 302
    anonymous.get("/password/")
    with anonymous.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_a_forged_cookie_is_nobody(app):
    client = app.test_client()
    client.set_cookie("journal", "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.forged")
    assert client.get("/").status_code == 302


def test_signing_out_ends_the_session(app):
    client = sign_in(app, "teacher", PASSWORD)
    assert client.post("/logout/").status_code == 302
    assert client.get("/").status_code == 302
    assert client.get("/api/v1/gradebook/").status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/", "/login/", "/password/", "/registers/student/list/", "/api/v1/student/", "/nowhere",
     "/registers/student/show/1000000", "/healthz", "/static/css/app.css", "/reports/",
     "/registers/audit_entry/list/"],
)  # fmt: skip
def test_every_answer_carries_the_headers(path, client_as, anonymous):
    for client in (client_as("secretary"), anonymous):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert answer.headers["X-Frame-Options"] == "DENY"
        if not path.startswith("/static"):
            assert "no-store" in answer.headers["Cache-Control"]


def test_the_cookie_is_kept_from_scripts_and_other_sites(anonymous):
    cookie = anonymous.get("/login/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "the tests run without TLS"


def test_in_production_the_cookie_goes_over_tls_alone(tmp_path):
    from config import Config

    settings = Config(
        APP_ENV="production",
        SECRET_KEY="x" * 40,
        DATABASE_URL=f"sqlite:///{tmp_path}/x.db",
        INSTANCE_DIR=str(tmp_path),
    ).flask_settings()
    assert settings["SESSION_COOKIE_SECURE"] is True


def test_another_origin_is_given_nothing(client_as):
    answer = client_as("secretary").get("/api/v1/student/", headers={"Origin": "https://a.invalid"})
    assert "Access-Control-Allow-Origin" not in answer.headers
