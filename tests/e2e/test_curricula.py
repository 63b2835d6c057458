"""A curriculum in the browser: imported, folded, printed, superseded, compared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, assert_accessible, assert_fits
from tests.exchange.plx_writer import hour, plx
from tests.exchange.synthetic_plx import tables

pytestmark = pytest.mark.e2e
PageAs = Callable[..., Page]


def _odd_file(folder: Path) -> Path:
    """Write a file with a contradiction, a stray record and an unknown kind of work."""
    kept = {name: [dict(row) for row in rows] for name, rows in tables().items()}
    kept["СправочникВидыРабот"].append({"Код": "140", "Название": "Индивидуальный проект"})
    kept["ПланыНовыеЧасы"] += [hour("-5", "140", 3, 6), hour("-777", "101", 1, 4)]
    path = folder / "план.plx"
    path.write_bytes(plx(kept))
    return path


def _looks_well(page: Page) -> None:
    """Check the page with axe on a laptop, on a phone and in the dark, and that it fits."""
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        assert_fits(page)
        assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(LAPTOP)


def _follow(page: Page, link: str) -> None:
    with page.expect_navigation():
        page.click(f"main a:has-text('{link}')")


def _send(page: Page, path: Path) -> None:
    page.goto("/curricula/import/")
    page.set_input_files("#file", path)
    with page.expect_navigation():
        page.press("form[data-upload] button.primary", "Enter")


def test_a_curriculum_is_imported_looked_at_and_folded(page_as: PageAs, tmp_path: Path) -> None:
    page = page_as("methodist")
    page.goto("/curricula/")
    _looks_well(page)
    _follow(page, "Загрузить…")
    _looks_well(page)
    _send(page, _odd_file(tmp_path))
    assert page.locator("text=Индивидуальный проект").count()
    _looks_well(page)
    page.select_option("select[name=kind_140]", "self_study")
    with page.expect_navigation():
        page.click("button[value=look]")
    assert "904" in page.inner_text(".cu-tiles")
    with page.expect_navigation():
        page.press("button[value=import]", "Enter")
    assert page.locator("tr.cu-module").is_visible()
    _looks_well(page)
    fold = page.locator("tr.cu-module [data-fold]")
    fold.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    part = page.locator("tr[data-path]", has_text="МДК.01.01")
    expect(part).to_be_hidden()
    page.click("[data-fold-all]")
    expect(page.locator("tr.cu-module")).to_be_hidden()
    page.emulate_media(media="print")
    expect(part).to_be_visible()  # paper shows everything, without navigation
    expect(page.locator(".top")).to_be_hidden()
    page.emulate_media(media="screen")
    page.click("[data-unfold-all]")
    expect(part).to_be_visible()
    page.goto(f"{page.url}?detail=1")
    _looks_well(page)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    page_as: PageAs, tmp_path: Path
) -> None:
    large = tmp_path / "план.plx"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    page = page_as("methodist")
    page.goto("/curricula/import/")
    page.set_input_files("#file", large)
    expect(page.locator("[data-error]")).to_contain_text("20 МБ")
    page.click("form[data-upload] button.primary")
    assert page.url.endswith("/curricula/import/")
    _looks_well(page)


def test_versions_are_made_compared_and_given_to_groups(
    page_as: PageAs, cast: dict[str, int]
) -> None:
    page = page_as("methodist")
    page.goto(f"/curricula/{cast['curriculum']}")
    _follow(page, "Новая версия…")
    _looks_well(page)
    with page.expect_navigation():
        page.press("main button.primary", "Enter")
    _follow(page, "Сравнить")
    assert "Версии не различаются" in page.inner_text("main")
    _looks_well(page)
    page.go_back(wait_until="load")
    _follow(page, "Привязать группы к этой версии…")
    page.get_by_label("ИС-21").check()
    with page.expect_navigation():
        page.press("button[value=look]", "Enter")
    _looks_well(page)
    with page.expect_navigation():
        page.click("button[value=point]")
    assert "ИС-21" in page.inner_text(".cu-about")
    page.goto(f"/curricula/{cast['curriculum']}/discard")
    _looks_well(page)
