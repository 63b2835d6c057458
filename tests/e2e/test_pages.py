"""Every page that a role's menu leads to: accessible, narrow enough for a phone, by keyboard.

The pages of all roles are a thousand, and most are built alike: those are answered with status
200 and are not opened in the browser, which has looked at such a page of that address before.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect

from access.matrix import MATRIX, Resource
from access.roles import Role
from tests.e2e.conftest import LAPTOP, PHONE, faults_of

pytestmark = pytest.mark.e2e

ROLES = sorted(Role)
# What elements stand in what, with classes and roles: two pages alike in this are built alike.
SHAPE = """[...new Set([...document.querySelectorAll('body *')].map(e =>
    `${e.parentElement.className}>${e.tagName}.${e.getAttribute('class')}#${e.getAttribute('role')}`
))].sort().join(' ')"""
# The tags of a page with what gives them their looks and their behaviour, numbers apart.
TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
TRAIT = re.compile(r'\s(class|role|type|tabindex|hidden|open|disabled|data-[\w-]+)(?:="([^"]*)")?')
LINK = re.compile(r'<a\s[^>]*href="(/[^"]*)"')
PageAs = Callable[..., Page]
ClientAs = Callable[[str], FlaskClient]
ContextOf = Callable[..., BrowserContext]


class Seen:
    """What one of the processes that run the tests has looked at: each thing is looked at once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder

    def is_new(self, thing: str) -> bool:
        """Return whether nobody has looked at `thing` before; from now on somebody has."""
        try:
            (self.folder / sha256(thing.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _built(path: str, html: str) -> str:
    """Return how the page at `path` is built: what its tags are, whatever its texts say."""
    tags = {f"{tag}{sorted(TRAIT.findall(rest))}" for tag, rest in TAG.findall(html)}
    kind = _without_numbers(urlsplit(path).path)
    return f"{kind} {sorted(set(map(_without_numbers, tags)))}"


def _linked(home: str) -> list[str]:
    """Return the addresses that the menu leads to."""
    menu = re.search(r'class="[^"]*\bsections\b.*?</nav>', home, re.DOTALL)
    assert menu is not None
    return sorted({"/inbox/", "/password/", "/logout/", *LINK.findall(menu[0])})


def _first_records(html: str) -> list[str]:
    """Return a few addresses that the page's own content leads to: a record, its form."""
    kinds: dict[str, str] = {}
    for link in map(unescape, LINK.findall(html.partition("<main")[2])):
        kinds.setdefault(_without_numbers(urlsplit(link).path), link)
    return [
        link for link in kinds.values() if "/show/" in link or "/add" in link or "/edit/" in link
    ]


def _is_new(path: str, role: Role, seen: Seen) -> bool:
    """Return whether no role before has walked this register with the same rights to it."""
    if not path.startswith("/registers/"):
        return True
    rights = f"{path} {sorted(MATRIX[Resource(path.split('/')[2])][role])}"
    return seen.is_new(rights)


def _check(page: Page, path: str, seen: Seen) -> list[str]:
    """Return what is wrong with the page at `path`.

    axe looks at a page once for all that is built alike: lists of the same register, say.
    """
    page.goto(path)
    faults = []
    shape = page.evaluate(SHAPE)
    if seen.is_new(shape):
        faults += [f"{path}: {fault}" for fault in faults_of(page)]
    if page.locator("h1").count() != 1:
        faults.append(f"{path}: {page.locator('h1').count()} first headings")
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        faults.append(f"{path}: {width} px wide on a phone")
    page.set_viewport_size(LAPTOP)
    return faults


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Seen:
    """Return the shapes of pages that axe looked at, and the rights registers were walked with."""
    base = tmp_path_factory.getbasetemp()
    return Seen((base if worker_id == "master" else base.parent) / "seen-pages")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_passes_axe_and_fits_a_phone(
    page_as: PageAs, client_as: ClientAs, seen: Seen, role: Role
) -> None:
    page, client = page_as(role), client_as(role)
    paths = [path for path in _linked(client.get("/").text) if _is_new(path, role, seen)]
    faults = []
    for path in paths:
        answer = client.get(path, follow_redirects=True)
        if answer.status_code != 200:
            faults.append(f"{path}: {answer.status_code}")
        elif seen.is_new(_built(path, answer.text)):
            faults += _check(page, path, seen)
        paths += [record for record in _first_records(answer.text) if record not in paths]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["teacher", "director", "parent"])
def test_the_first_page_passes_axe_on_a_phone_and_in_the_dark(page_as: PageAs, role: str) -> None:
    page = page_as(role, PHONE)
    assert not faults_of(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(LAPTOP)
    assert not faults_of(page)


def test_the_pages_before_signing_in_pass_axe(context_of: ContextOf) -> None:
    page = context_of(PHONE).new_page()
    for path in ("/login/", "/nowhere/"):
        page.goto(path)
        assert not faults_of(page)
    page.goto("/login/")
    page.fill("#username", "teacher")
    page.fill("#password", "not it")
    with page.expect_navigation():
        page.press("#password", "Enter")
    expect(page.locator(".field.wrong").first).to_be_visible()
    assert not faults_of(page)


def test_the_password_can_be_shown_and_hidden_again(context_of: ContextOf) -> None:
    page = context_of().new_page()
    page.goto("/login/")
    page.fill("#password", "secret")
    page.click("[data-reveal]")
    expect(page.locator("#password")).to_have_attribute("type", "text")
    page.click("[data-reveal]")
    expect(page.locator("#password")).to_have_attribute("type", "password")


def test_the_menu_is_walked_by_the_keyboard(page_as: PageAs) -> None:
    page = page_as("module_admin")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    summary = page.locator(".sections summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sections details[open]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sections details[open] a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sections details[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_the_menu_of_a_phone_opens_and_leads_on(page_as: PageAs) -> None:
    page = page_as("teacher", PHONE)
    assert not page.locator("#sections").is_visible()
    page.click(".menu-button")
    expect(page.locator(".menu-button")).to_have_attribute("aria-expanded", "true")
    page.click(".sections summary")
    page.click(".sections a[href='/journals/']")
    page.wait_for_url("**/journals/")


def test_a_person_signs_out_through_the_menu(page_as: PageAs) -> None:
    page = page_as("teacher")
    page.click(".person summary")
    page.click(".person button[data-signout]")
    page.wait_for_url("**/login/")
    page.go_back()
    page.reload()
    assert "/login/" in page.url
