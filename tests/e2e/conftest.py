"""A browser on a server of the cast's app: real pages, real scripts, real sessions.

A test module here says `pytestmark = pytest.mark.e2e`, or it fails where no browser is installed.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.cast import PASSWORD
from tests.needs import CHROMIUM

WIDE, PHONE = (1280, 850), (390, 780)
PageAs = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser without a window."""
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """Serve the cast's app; return its address without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def elsewhere() -> list[str]:
    """Return the addresses outside the site that pages asked for: there must be none."""
    return []


@pytest.fixture
def page_as(browser: Browser, site: str, elsewhere: list[str]) -> Iterator[PageAs]:
    """Give `page_as(login, size=WIDE)`: a page of a browser of its own, signed in through it.

    Requests to another host and faults that scripts report fail the test at its end.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_as(login: str | None, size: tuple[int, int] = WIDE, *, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="ru-RU",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: _note_refusal(told.text, faults))
        page.on(
            "request",
            lambda sent: None if _is_ours(sent.url, site) else elsewhere.append(sent.url),
        )
        if login is not None:
            page.goto("/login/")
            page.fill("#username", login)
            page.fill("#password", PASSWORD)
            page.press("#password", "Enter")
            page.wait_for_url(lambda url: urlsplit(url).path == "/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not elsewhere, f"requests left for another host: {elsewhere}"
    assert not faults, f"faults in the page: {faults}"


def _is_ours(url: str, site: str) -> bool:
    return url.startswith((site + "/", "data:", "blob:"))


def _note_refusal(text: str, faults: list[str]) -> None:
    if "Content Security Policy" in text:
        faults.append(text)


def serious_faults(page: Page) -> list[str]:
    """Return the serious and critical faults that axe finds in the page, a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
