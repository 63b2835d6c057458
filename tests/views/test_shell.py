"""The frame of every page: language, landmarks, navigation by rights, errors with a way back."""

import re

import pytest

from access.matrix import MATRIX, Action
from app.navigation import NAVIGATION
from tests.cast import LOGINS

LINKS = re.compile(r'<nav class="sections".*?</nav>', re.S)


def _links(page: str) -> set[str]:
    found = LINKS.search(page)
    assert found
    return set(re.findall(r'href="([^"]+)"', found[0]))


def test_every_page_has_language_landmarks_one_heading_and_a_way_past_the_menu(client_as) -> None:
    client = client_as("teacher")
    for path in ("/", "/password/", "/logout/", "/nowhere/"):
        page = client.get(path).text
        assert '<html lang="ru">' in page
        assert page.count("<h1") == 1, path
        assert page.count("<main ") == 1
        assert page.count("<header ") == 1
        assert '<a class="skip" href="#main">' in page
        assert 'role="status" aria-live="polite"' in page


def test_no_page_holds_anything_inline(client_as) -> None:
    page = client_as("director").get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)
    assert not [link for link in re.findall(r'(?:src|href)="([^"]*)"', page) if "//" in link]


@pytest.mark.parametrize("login", sorted(LOGINS))
def test_the_menu_shows_what_the_matrix_allows_and_nothing_else(client_as, login: str) -> None:
    links = _links(client_as(login).get("/").text)
    roles = LOGINS[login]
    for section in NAVIGATION:
        for item in section.links:
            readable = item.resource is None or any(
                Action.read in MATRIX[item.resource].get(role, ()) for role in roles
            )
            narrowed = item.only is None or not item.only.isdisjoint(roles)
            assert (item.path in links) == (readable and narrowed), (login, item.path)


def test_students_and_parents_see_no_registers(client_as) -> None:
    for login in ("student", "parent"):
        assert _links(client_as(login).get("/").text) == {
            "/",
            "/debts/",
            "/students/record",
            "/sheets/own/",
            "/coursework/",
            "/practice/",
            "/theses/",
            "/demo-exams/",
            "/timetable/",
            "/timetable/changes/",
            "/calendar/",
        }


def test_the_person_and_the_roles_stand_in_the_frame(client_as) -> None:
    page = client_as("teacher_curator").get("/").text
    assert "Мельник Алла" in page
    assert re.search(r'class="name">Мельник А\.( [А-Я]\.)?<', page)
    assert "преподаватель, классный руководитель" in page


def test_the_language_is_chosen_in_the_page_and_stays(client_as) -> None:
    client = client_as("teacher")
    assert "Выйти" in client.get("/").text
    answer = client.get("/language/en?next=/password/")
    assert (answer.status_code, answer.location) == (302, "/password/")
    page = client.get("/").text
    assert '<html lang="en">' in page
    assert "Sign out" in page
    client.get("/language/ru")
    assert '<html lang="ru">' in client.get("/").text


def test_the_choice_of_a_language_never_leads_off_the_site(anonymous) -> None:
    for target in ("//elsewhere.invalid", "https://elsewhere.invalid/", "/\\elsewhere.invalid"):
        answer = anonymous.get("/language/en", query_string={"next": target})
        assert answer.location == "/"
    assert anonymous.get("/language/xx").status_code == 404


def test_an_error_is_a_page_with_a_way_back(client_as, anonymous) -> None:
    answer = client_as("teacher").get("/nowhere/")
    assert answer.status_code == 404
    assert "Такой страницы или записи нет" in answer.text
    assert 'href="/">На первую страницу' in answer.text
    answer = anonymous.get("/nowhere/")
    assert answer.status_code == 404
    assert 'href="/login/"' in answer.text


def test_the_sign_out_carries_a_token_and_the_hook_of_the_queue(client_as) -> None:
    page = client_as("teacher").get("/").text
    form = re.search(r'<form method="post" action="/logout/">.*?</form>', page, re.S)
    assert form
    assert 'name="csrf_token"' in form[0]
    assert "data-signout" in form[0]
    assert re.search(r'<meta name="journal-user" content="\d+">', page)


def test_the_pages_of_fab_that_ours_replace_are_not_there(client_as) -> None:
    client = client_as("teacher")
    for path in ("/lang/en", "/back"):
        assert client.get(path).status_code == 404
    assert '<html lang="ru">' in client.get("/").text


def test_a_teacher_finds_the_own_work_and_nothing_of_the_office(client_as) -> None:
    assert _links(client_as("teacher").get("/").text) == {
        "/",
        "/journals/",
        "/duties/",
        "/debts/",
        "/windows/",
        "/inspections/",
        "/remarks/",
        "/printed/",
        "/journals/closing",
        "/sheets/",
        "/coursework/",
        "/practice/",
        "/theses/",
        "/timetable/",
        "/timetable/changes/",
        "/calendar/",
        "/timetable/practice",
        "/timetable/calendar",
        "/registers/student/list/",
        "/registers/study_group/list/",
        "/plans/",
        "/load/",
        "/plans/base/",
        "/plans/missing",
        "/reports/",
        "/delivery/",
        "/regulation/",
    }
