"""A live server on a fresh database and a real browser, for tests that click and type.

`page_as(login)` opens a page of a browser of its own in which that person signed in. Every page
is watched: a request to another host, an error of a script or a refusal of the content security
policy fails the test.
"""

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from config import ROOT, Config
from tests.cast import PASSWORD, Cast
from tests.jobs.conftest import Server
from tests.needs import CHROMIUM
from tests.platform.running import environment

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LAPTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 800}
WIDTH = "document.documentElement.scrollWidth"
PATIENCE = 20_000  # ms that a page may take on a busy machine
expect.set_options(timeout=PATIENCE)


class _Quiet(WSGIRequestHandler):
    timeout = 5  # s that a connection may stand open without a request

    def log(self, *_args: Any) -> None:
        """Say nothing: a test's output is the test's."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    path = next(found for name in CHROMIUM if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def live(app: Flask, cast: Cast) -> Iterator[str]:
    """Serve the app to real connections; return its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    server.daemon_threads = False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()  # waits for requests under way: the database is about to be replaced


class Watch:
    """What went wrong in the pages of a test: foreign requests, errors of scripts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.faults: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        """Watch every page of `context`."""
        context.on("request", self._request)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", self._console)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"a request to another host: {request.url}")

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(message.text)


@pytest.fixture
def context_of(browser: Browser, live: str) -> Iterator[Callable[..., BrowserContext]]:
    """Give `context_of(viewport)`: a browser of its own (cookies, storage), watched."""
    watch = Watch(live)
    opened: list[BrowserContext] = []

    def make(viewport: dict[str, int] = LAPTOP) -> BrowserContext:
        context = browser.new_context(base_url=live, viewport=viewport, locale="ru-RU")
        context.set_default_timeout(PATIENCE)
        watch.attach(context)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert watch.faults == []


def sign_in(page: Page, login: str) -> None:
    """Sign in through the page."""
    page.goto("/login/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main button[type=submit]")


@pytest.fixture
def page_as(context_of: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Give `page_as(login, viewport=LAPTOP)`: a page in which that person signed in."""

    def opened(login: str, viewport: dict[str, int] = LAPTOP) -> Page:
        page = context_of(viewport).new_page()
        sign_in(page, login)
        return page

    return opened


def faults_of(page: Page) -> list[str]:
    """Return the serious and critical faults that axe finds on the page, a line each.

    A click may have led here: the page is looked at when its scripts have run.
    """
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def assert_accessible(page: Page) -> None:
    """Fail on a serious or critical fault that axe finds on the page."""
    assert faults_of(page) == []


def assert_fits(page: Page) -> None:
    """Fail if the page, with its styles, is wider than the window."""
    page.wait_for_load_state()
    assert page.evaluate(WIDTH) <= (page.viewport_size or LAPTOP)["width"], page.url


def becomes(page: Page, read: Callable[[], Any], wanted: Any) -> None:
    """Wait until `read()`, which may look into the page, gives `wanted`.

    Playwright's own `wait_for_function` evaluates a text inside the page, which the content
    security policy forbids.
    """
    deadline = monotonic() + PATIENCE / 1000
    while (found := read()) != wanted:
        assert monotonic() < deadline, f"{found!r}, and not {wanted!r}"
        page.wait_for_timeout(50)


@pytest.fixture
def start_worker(app: Flask, live: str, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Give `start_worker()`: a real worker behind the live app's real queue."""
    server = Server(Config(APP_ENV="test", INSTANCE_DIR=str(tmp_path / "instance")))
    server.start()
    app.config["REDIS_URL"] = server.config.queue_url
    env = environment(
        Path(server.config.INSTANCE_DIR),
        DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"],
        REPORTS_DIR=app.config["REPORTS_DIR"],
        DOCUMENTS_DIR=app.config["DOCUMENTS_DIR"],
    )
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        command = [sys.executable, "-m", "tests.e2e.worker"]
        started.append(subprocess.Popen(command, env=env, cwd=ROOT))

    yield start
    for process in started:
        process.send_signal(signal.SIGKILL)
        process.wait()
    server.kill()
