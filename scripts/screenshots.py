"""Pictures of the real pages for docs/images, from a running demo.

python scripts/screenshots.py --base http://127.0.0.1:8000 --out docs/images

The password of the demo logins is DEMO_PASSWORD, or that of instance/demo-password.txt.
"""

import argparse
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

SIZES: Final = {1280: 850, 390: 780}  # width → height, CSS pixels
WIDE: Final = (1280,)
PHONE: Final = (390,)
PASSWORD_FILE: Final = Path("instance/demo-password.txt")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page to be drawn: as whom, where, what link to follow and button to press, if any."""

    name: str
    login: str | None
    path: str
    follow: str | None = None  # a CSS selector of a link
    press: str | None = None  # a CSS selector of a button that leads to the page
    widths: tuple[int, ...] = tuple(SIZES)


PICTURES: Final = (
    Picture("sign-in", None, "/login/"),
    Picture("home-teacher", "teacher", "/"),
    Picture("home-head", "department_head", "/"),
    Picture("home-curator", "curator", "/"),
    Picture("journal", "teacher", "/journals/", "main table a[href*='/journal/']"),
    Picture("lesson", "teacher", "/", ".lines a[href*='/lesson/']"),
    Picture("register", "secretary", "/registers/student/list/"),
    Picture("form", "secretary", "/registers/student/add"),
    Picture("report", "curator", "/reports/attendance_month"),
    Picture("diary", "parent", "/"),
    Picture(
        "curriculum", "methodist", "/curricula/", "main table a[href*='/curricula/']", widths=WIDE
    ),
    Picture("load", "deputy_director", "/load/", "main table a[href*='/load/group/']", widths=WIDE),
    Picture(
        "plan", "teacher", "/plans/?state=returned", "main table a[href*='/plans/']", widths=WIDE
    ),
    Picture("timetable-editor", "timetabler", "/timetable/edit", widths=WIDE),
    Picture("timetable", "student", "/timetable/", widths=PHONE),
    Picture("delivery", "deputy_director", "/delivery/", widths=WIDE),
    Picture("duties", "teacher", "/duties/"),
    Picture(
        "closing", "teacher", "/journals/closing", "main table a[href*='/closing']", widths=WIDE
    ),
    Picture("debts", "director", "/debts/", "main table a[href*='/debts/group/']", widths=WIDE),
    Picture("debts-own", "student", "/debts/", widths=PHONE),
    Picture("sheet", "department_head", "/sheets/", "main table a[href*='/sheets/']", widths=WIDE),
    Picture(
        "practice",
        "deputy_director",
        "/practice/?state=signed",
        "main table a[href*='/group/']",
        widths=WIDE,
    ),
    Picture("compliance", "deputy_director", "/compliance/", widths=WIDE),
    Picture("record", "student", "/students/record", widths=WIDE),
    Picture("dashboard", "director", "/dashboard/", widths=WIDE),
    Picture("monitor", "deputy_director", "/monitor/", widths=WIDE),
    Picture(
        "inspection",
        "department_head",
        "/inspections/unchecked",
        press="main td.actions button",
        widths=WIDE,
    ),
    Picture("note", "department_head", "/notes/new", press="main button.primary", widths=WIDE),
    Picture(
        "printed", "deputy_director", "/printed/", "main table a[href*='/printed/']", widths=WIDE
    ),
    Picture("year", "deputy_director", "/years/", "main tbody tr:last-child a", widths=WIDE),
)


def main() -> None:
    """Draw every picture at its widths."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="address of the demo")
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--only", nargs="*", help="names of pictures")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in PICTURES if not options.only or one.name in options.only]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for width in SIZES:
            pictures = [one for one in wanted if width in one.widths]
            draw(browser, options.base, width, options.out, pictures, dark=options.dark)
        browser.close()


def draw(
    browser: Browser, base: str, width: int, out: Path, wanted: Iterable[Picture], *, dark: bool
) -> None:
    """Draw `wanted` at one width; a sign-in serves all pictures of its person."""
    pages: dict[str | None, Page] = {}
    for picture in wanted:
        if picture.login not in pages:
            pages[picture.login] = signed_in(browser, base, width, picture.login, dark=dark)
        page = pages[picture.login]
        page.goto(base + picture.path)
        if picture.follow:
            page.goto(base + str(page.locator(picture.follow).first.get_attribute("href")))
        if picture.press:
            with page.expect_navigation():
                page.locator(picture.press).first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out / f"{picture.name}-{width}.png")


def signed_in(browser: Browser, base: str, width: int, login: str | None, *, dark: bool) -> Page:
    """Return a page of a new browser context in which `login` is signed in."""
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if dark else "light",
        locale="ru-RU",
    )
    page = context.new_page()
    if login is not None:
        page.goto(f"{base}/login/")
        page.fill("#username", login)
        page.fill("#password", password())
        page.click("main button.primary")
        page.wait_for_url(lambda url: "/login" not in url)
    return page


def password() -> str:
    """Return the password of the demo logins."""
    return os.environ.get("DEMO_PASSWORD") or PASSWORD_FILE.read_text(encoding="utf-8").strip()


if __name__ == "__main__":
    main()
