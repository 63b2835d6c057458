"""Every report × every login of the cast: who may have it, about which rows, and what is in it.

The files are built as the job builds them, as XLSX; those that draw their PDF themselves as PDF
too. A new report is walked by itself, a new kind of parameter needs its rows in report_cases.py.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask_babel import force_locale
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from access.errors import Forbidden
from access.matrix import Action, Resource, allowed
from access.principal import acting_as
from access.principals import principal_of_login
from reports.base import catalogue
from reports.build import build
from reports.kinds import UnknownRowError
from tests.access import report_cases as cases
from tests.company import LOGINS

pytestmark = pytest.mark.sqlite_only
DRAWN_FOR = ("teacher", "curator2", "department_head", "teacher_head")


def _built(app: Any, login: str, code: str, params: dict[str, Any], format: str) -> bytes:
    with app.app_context():
        who = principal_of_login(login)
        assert who is not None
        with acting_as(who), force_locale("ru"):
            return build(catalogue()[code], who, params, format).file.content


def _words(content: bytes, format: str) -> str:
    if format == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return " ".join(
        f"{name} " + " ".join(str(cell) for row in book.get_sheet_by_name(name).to_python()
                              for cell in row)
        for name in book.sheet_names
    )  # fmt: skip


def _pattern(word: str) -> str:
    """Return what finds a name: a surname whole, with the beginning of the first name that."""
    last, _space, first = word.partition(" ")
    return rf"\b{re.escape(last)}\s+{re.escape(first)}" if first else rf"\b{re.escape(last)}\b"


def _leaks(text: str, hidden: set[str]) -> list[str]:
    """Return which of the hidden words stand in the text; «Ёлкина» is not «Ёлкин»."""
    return sorted(word for word in hidden if re.search(_pattern(word), text))


def _has(login: str, code: str) -> bool:
    return allowed(LOGINS[login], catalogue()[code].resource, Action.read)


def _wrong_of_own(app: Any, cast: Any, login: str, code: str, told: list[int]) -> Iterator[str]:
    """Build the report about rows of the own; yield what broke and what leaked."""
    report, hidden = catalogue()[code], cases.hidden_from(login)
    formats = ["xlsx", "pdf"] if report.drawn and login in DRAWN_FOR else ["xlsx"]
    for params in cases.own_params(report, cast, login):
        for format in formats:
            told[0] += 1
            try:
                content = _built(app, login, code, params, format)
            except Exception as error:
                yield f"{login} {code} {params} {format}: {error!r}"
                continue
            if found := _leaks(_words(content, format), hidden):
                yield f"{login} {code} {params} {format} holds {found}"


def _wrong_of_foreign(
    app: Any, api: Any, cast: Any, login: str, code: str, told: list[int]
) -> Iterator[str]:
    """Ask for foreign rows, in the job and over REST; yield what was not refused."""
    ordered = allowed(LOGINS[login], Resource.report_run, Action.create)
    for params in cases.foreign_params(catalogue()[code], cast, login):
        told[1] += 1
        try:
            _built(app, login, code, params, "xlsx")
            yield f"{login} {code} {params} was built"
        except (UnknownRowError, Forbidden):
            pass
        except Exception as error:
            yield f"{login} {code} {params}: {error!r}"
        answer = api.post(f"/api/v1/report/{code}/run", json={"params": params, "format": "xlsx"})
        expected = 404 if ordered and _has(login, code) else 403
        if answer.status_code != expected:
            yield f"{login} {code} {params} over REST: {answer.status_code} {answer.text[:100]}"


def test_every_kind_of_parameter_has_its_rows():
    unknown = cases.kinds_asked(catalogue()) - cases.ROWS.keys() - cases.OPEN.keys()
    assert not unknown, f"tests/access/report_cases.py has no rows of {unknown}"


@pytest.mark.parametrize("login", LOGINS)
def test_7_4_reports_by_login(login, app, api_as, client_as, cast, record_property):
    api, pages, wrong, told = api_as(login), client_as(login), [], [0, 0]
    may_order = allowed(LOGINS[login], Resource.report_run, Action.read)
    for code in catalogue():
        expected = 200 if may_order and _has(login, code) else 403
        for client, path in ((pages, f"/reports/{code}"), (api, f"/api/v1/report/{code}")):
            answer = client.get(path)
            if answer.status_code != expected:
                wrong.append(f"{login} {path}: {answer.status_code}, not {expected}")
            elif found := _leaks(answer.text, cases.hidden_from(login)):
                wrong.append(f"{login} {path} shows {found}")
        if _has(login, code):
            wrong += _wrong_of_own(app, cast, login, code, told)
        wrong += _wrong_of_foreign(app, api, cast, login, code, told)
    record_property("walked", ("reports built for somebody", told[0], 2 * len(catalogue())))
    record_property("walked", ("reports asked for over foreign rows", told[1], told[1]))
    assert not wrong, "\n".join(wrong)
