"""Rules of the sources that no linter knows."""

import re
import subprocess
from urllib.parse import urlsplit

import pytest

from config import ROOT

TRACKED = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
).stdout.split("\0")[:-1] or [
    str(path.relative_to(ROOT)) for path in ROOT.glob("[!.]*/**/*") if path.is_file()
]
FRONT = [
    path
    for path in TRACKED
    if path.endswith((".html", ".css", ".js", ".svg")) and not path.startswith("tests/")
]
CODE = [path for path in TRACKED if path.endswith(".py") and not path.startswith("migrations/")]
# Names of namespaces, not addresses that anything loads.
NAMESPACES = {"www.w3.org"}


def _read(path):
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [p for p in FRONT if p.startswith("app/templates/")])
def test_a_template_holds_nothing_inline(path):
    """The content security policy would stop it, silently."""
    code = re.sub(r"{#.*?#}", "", _read(path), flags=re.S)
    assert not re.search(r"<style\b", code)
    assert not re.search(r"\sstyle\s*=", code)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", code)
    assert "javascript:" not in code
    for tag in re.findall(r"<script\b[^>]*>", code):
        assert "src=" in tag or "application/json" in tag, tag


@pytest.mark.parametrize("path", FRONT)
def test_nothing_is_loaded_from_another_host(path):
    hosts = {urlsplit(url).netloc for url in re.findall(r"https?://[^\s\"')>]+", _read(path))}
    assert hosts <= NAMESPACES
    assert not re.search(r"[\"'(]//\w", re.sub(r"^\s*(//|\*).*$", "", _read(path), flags=re.M))


def test_file_names_are_plain():
    for path in TRACKED:
        assert re.fullmatch(r"[A-Za-z0-9_./-]+", path), path


def test_no_file_of_a_third_party():
    """Front-end libraries come with Flask-AppBuilder; fonts and servers from wheels."""
    for path in TRACKED:
        assert not re.search(r"\.min\.(js|css)$|(^|/)(vendor|node_modules|third_party)/", path), (
            path
        )
        assert not path.endswith((".ttf", ".woff", ".woff2", ".otf", ".whl", ".so", ".mo")), path


def test_sources_hold_nothing_unfinished():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError|for now|placeholder text)\b")
    for path in CODE:
        if path != "tests/meta/test_sources.py":
            assert not words.search(_read(path)), path


def test_files_are_small():
    for path in CODE:
        most = 350 if path.startswith("tests/") else 300
        assert _read(path).count("\n") <= most, path


def test_every_package_and_module_says_what_it_is():
    for path in CODE:
        text = _read(path)
        assert not text or text.startswith(('"""', "#!")), path


def test_sql_by_hand_stands_in_few_places():
    """Core statements and SQL text on tables pass by the row scope: access and start-up only."""
    for path in CODE:
        if path.split("/")[0] in {"views", "services", "reports", "jobs", "exchange", "app"}:
            assert not re.search(r"\bfrom sqlalchemy import [^\n]*\btext\b", _read(path)) or (
                path == "views/health.py"
            ), path


def test_the_way_past_the_scope_is_opened_in_access_alone():
    """Everyone else goes through the named functions that docs/permissions.md lists."""
    for path in CODE:
        if not path.startswith(("access/", "tests/")):
            assert not re.search(r"SYSTEM_WRITE|connection_of", _read(path)), path
            assert "Session.connection(" not in _read(path), path


def test_commands_that_the_documents_name_exist():
    """Design, section 7: what README and CHANGELOG tell people to type can be typed."""
    targets = set(re.findall(r"^([a-z0-9-]+):", _read("Makefile"), flags=re.M))
    for name in ("README.md", "CHANGELOG.md"):
        for target in re.findall(r"`make ([a-z0-9-]+)", _read(name)):
            assert target in targets, f"{name}: make {target}"


def test_flask_commands_that_the_documents_name_exist(app):
    for name in ("README.md", "CHANGELOG.md"):
        for line in re.findall(r"flask (?:--app \S+ )?([a-z]+(?: [a-z-]+)?)", _read(name)):
            group, _, command = line.partition(" ")
            found = app.cli.commands.get(group)
            assert found is not None or group in {"is", "and"}, f"{name}: flask {line}"
            if command and hasattr(found, "commands"):
                assert command in found.commands, f"{name}: flask {line}"


def test_the_printed_matrix_is_up_to_date():
    assert "| " in _read("docs/permissions.md")
