"""Nothing is left untranslated: the catalogue is complete, and the pages speak Russian."""

import json
import re

import pytest
from babel.messages.catalog import Message

from config import ROOT
from domain import enums
from scripts.i18n import complete, extract, missing
from tests.cast import LOGINS
from tests.meta.pages import texts_of

pytestmark = pytest.mark.sqlite_only
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
PLACE = re.compile(r"%\((\w+)\)[a-z]|%[sd]")
# Latin words that stand in Russian text as they are.
LATIN = {
    "PDF", "XLSX", "REST", "API", "Enter", "Tab", "Esc", "Del", "Delete", "Shift", "Ctrl", "Caps",
    "Lock", "English", "OpenAPI", "Swagger", "JSON", "UTC", "SHA", "JWT", "Google", "Excel", "plx",
    "Insert", "Alt", "iPhone", "iPad", "Mac", "Android",
}  # fmt: skip


def _names(message: Message) -> str:
    where = ", ".join(sorted({place for place, _line in message.locations}))
    return f"{message.id!r} ({where or 'Flask-AppBuilder'})"


def test_every_text_has_its_russian():
    """Add the line to a file of translations/parts, then run make i18n."""
    lacking = [_names(message) for message in missing(complete())]
    assert not lacking, "\n".join(map(str, lacking))


def test_sources_are_english():
    # Cells are written so everywhere.
    codes = re.compile(r"\b(н/а|оп15|оп|осв|зч|нз|нп|уп|б|з|н)\b")
    found = [m.id for m in extract() if m.id and CYRILLIC.search(codes.sub("", str(m.id)))]
    assert not found, "\n".join(map(str, found))


def test_russian_is_russian_and_keeps_the_places():
    wrong = []
    for message in complete():
        if not message.id or not message.string:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string
        places = set().union(*(PLACE.findall(text) for text in ids))
        for text in strings:
            if extra := set(PLACE.findall(text)) - places:
                wrong.append(f"{ids[0]!r}: {extra} is not in the source")
            lost = places - set(PLACE.findall(text))
            if lost and isinstance(message.id, str):
                wrong.append(f"{ids[0]!r}: {lost} is lost")
            if any(CYRILLIC.search(text) is None and len(word) > 3 for word in text.split()
                   if word.isalpha() and word not in LATIN):  # fmt: skip
                wrong.append(f"{ids[0]!r}: {text!r} is not Russian")
    assert not wrong, "\n".join(map(str, wrong))


def test_scripts_hold_no_words_for_people():
    """A page hands its script the words, translated, in a block of data."""
    sentence = re.compile(r"""["'`]([^"'`\n]*(?:[а-яё]|[A-Z][a-z]+ [a-z]+ )[^"'`\n]*)["'`]""", re.I)
    found = []
    for path in (ROOT / "app" / "static").rglob("*.js"):
        if path.name == "guess.js":  # the words of pasted tables that it knows, shown to nobody
            continue
        code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)
        for text in sentence.findall(code):
            if re.search(r"[а-яё]{2,}\s|[A-Z][a-z]+ [a-z]+ [a-z]+", text) and "=" not in text:
                found.append(f"{path.name}: {text}")
    assert not found, "\n".join(map(str, found))


def test_templates_hold_no_words_outside_of_translations():
    texts = re.compile(r">([^<>{}]*[A-Za-zА-Яа-яЁё]{3,}[^<>{}]*)<")
    found = []
    for path in (ROOT / "app" / "templates").rglob("*.html"):
        code = re.sub(
            r"{%.*?%}|{{.*?}}|{#.*?#}", "{}", path.read_text(encoding="utf-8"), flags=re.S
        )
        code = re.sub(r"<(script|style).*?</\1>", "", code, flags=re.S)
        words = (
            text
            for text in texts.findall(code)
            if not set(re.findall("[^\\W\\d_]{3,}", text)) <= LATIN
        )
        found += [f"{path.name}: {text.strip()}" for text in words]
    assert not found, "\n".join(map(str, found))


def _addresses(cast, login):
    registers = [
        "department", "employee", "student", "student_identity", "student_contact", "guardian",
        "guardian_contact",
        "guardian_child", "study_group", "enrolment", "subgroup", "subgroup_member",
        "academic_year", "semester", "programme", "curriculum", "curriculum_item",
        "curriculum_cycle", "curriculum_hours", "teaching_assignment",
        "gradebook", "lesson", "mark", "absence",
        "audit_entry", "position",
    ]  # fmt: skip
    for name in registers:
        base = f"/registers/{name}"
        yield f"{base}/list/"
        yield from (f"{base}/{action}/{cast[name]}" for action in ("show", "edit", "delete"))
        yield f"{base}/add"
    yield f"/registers/report_run/show/{cast[f'report_run_{login}']}"
    yield f"/reports/runs/{cast[f'report_run_{login}']}"
    yield f"/registers/account/show/{cast[f'user_{login}']}"
    one = f"/curricula/{cast.curriculum}"
    yield from ("/curricula/", "/curricula/import/", one, f"{one}?detail=1")
    yield f"{one}/compare/{cast.curriculum2}"
    yield from (f"{one}/{page}" for page in ("supersede", "groups", "discard"))
    yield f"/journal/{cast.gradebook}"
    yield f"/journal/{cast.gradebook}/lesson/{cast.lesson}"
    yield from ("/", "/journals/", "/inbox/", "/reports/", "/permissions/", "/password/",
                "/logout/", "/reports/attendance_month", "/nowhere", "/registers/account/list/",
                "/registers/report_run/list/", "/registers/student/list/?search=никто")  # fmt: skip


VALUES = {
    str(member)
    for enum in vars(enums).values()
    if isinstance(enum, type) and issubclass(enum, enums.StrEnum) and enum is not enums.StrEnum
    for member in enum
}


# Together they read every register, fill in every form and meet every block of the first page.
READERS = ("module_admin", "hr", "secretary", "methodist", "teacher", "department_head", "director",
           "parent")  # fmt: skip


@pytest.mark.parametrize("login", READERS)
def test_pages_speak_russian(login, client_as, cast, record_property):
    """No page shows None, a value of an enum as it is stored, or a word in Latin letters."""
    client, wrong, walked = client_as(login), [], 0
    for address in _addresses(cast, login):
        answer = client.get(address)
        if not answer.content_type.startswith("text/html") or answer.status_code == 302:
            continue
        walked += 1
        for text in texts_of(answer.text):
            if re.search(r"\bNone\b|%\(\w+\)|&lt;", text):
                wrong.append(f"{address}: {text!r}")
            data = re.sub(r"\S+@\S+|[\w.]+\.(?:pdf|xlsx)|https?://\S+|\{.*\}", "", text)
            words = re.findall(r"\b[A-Za-z][A-Za-z_]{2,}\b", data)
            words = [w for w in words if w not in LATIN and w not in LOGINS and w != "test"]
            if words:
                wrong.append(f"{address}: {text!r}")
    record_property("walked", ("pages for untranslated words", walked, walked))
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_errors_over_rest_speak_the_callers_language(api_as, cast):
    """Bad input: a sentence in the caller's language that names the field (design, section 7)."""
    program, wrong = api_as("secretary"), []
    for path, method, body in (
        ("/api/v1/student/", "POST", {}),
        ("/api/v1/student/", "POST", {"last_name": 1, "record_book": [], "birth_date": "x"}),
        ("/api/v1/student/", "POST", []),
        ("/api/v1/enrolment/", "POST", {"student": {}, "group": "abc"}),
        ("/api/v1/student/1000000", "GET", None),
        ("/api/v1/employee/", "POST", {}),
        ("/api/v1/student/?q=(", "GET", None),
        ("/api/v1/nowhere", "GET", None),
    ):
        for language, russian in (("ru", True), ("en", False)):
            answer = program.open(
                f"{path}{'&' if '?' in path else '?'}_l_={language}", method=method, json=body
            )
            assert answer.status_code in (400, 403, 404, 422), f"{path}: {answer.status_code}"
            told = answer.json
            for sentence in [told["message"], *told.get("errors", {}).values()]:
                if bool(CYRILLIC.search(sentence)) != russian:
                    wrong.append(
                        f"{method} {path} {language}: {json.dumps(sentence, ensure_ascii=False)}"
                    )
    assert not wrong, "\n".join(map(str, wrong))


def test_english_needs_no_catalogue(app, client_as):
    """The sources are English: an English page shows them, plural forms included."""
    client = client_as("secretary")
    client.get("/language/en")
    page = client.get("/registers/study_group/list/").text
    assert '<html lang="en"' in page
    assert "Study groups" in page
