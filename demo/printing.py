"""Printed documents of the demo: this year's on their way, old ones whose time is over (10.7)."""

from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Final

from flask import has_app_context
from flask_babel import force_locale

from demo.college import College
from demo.groups import Group
from demo.sink import Row
from demo.trail import at
from domain.control_enums import CustodyPlaceKind as Place
from domain.document_code import document_code
from domain.regulation import NORMS, Norm
from domain.retention import ORDER, keep_until
from domain.text import fold, short_name
from models import CustodyPlace, DocumentHold, PrintedDocument
from reports import document_store
from reports.codes import stamp
from reports.dataset import Column, Dataset, Fact
from reports.dataset import Row as Line
from reports.render.pdf import render

KEPT: Final = int(NORMS[Norm.archive_years].default)  # years after the group
OLD: Final = (("ТМ-11", 9), ("ИС-11", 8), ("ЭК-11", 7))  # groups long gone, years since
ADDRESS: Final = "http://127.0.0.1:8000/printed/"
# How far the papers of the first groups are: the last place, whether they are signed.
WAYS: Final = (
    (Place.maker, False),
    (Place.deputy, False),
    (Place.deputy, True),
    (Place.study_office, True),
    (Place.study_office, True),
)


def add_printed(college: College) -> list[int]:
    """Add papers of groups of today, and those of graduated groups that an act may dispose of.

    Return the keys of the latter.
    """
    old = []
    groups = [one for one in college.groups if one.is_taught(college.now)]
    for number, (group, (place, signed)) in enumerate(zip(groups, WAYS, strict=False), 1):
        _add(college, number, group, _of_group(group), place, signed=signed)
    for number, (name, ago) in enumerate(OLD, len(WAYS) + 1):
        title = (
            f"Журналы учебных занятий группы {name}, {college.now - ago - 1}/{college.now - ago}"
        )
        ends = date(college.now - ago, 6, 30)
        key = _add(college, number, None, (title, ends), Place.archive, signed=True)
        old.append(key)
        if number == len(WAYS) + len(OLD):
            hold = {
                "document_id": key,
                "reason": "Запрос архивной справки, письмо № 214",
                "placed_at": at(college.today - timedelta(days=20), 620),
                "placed_name": name_of(college, "deputy_director"),
            }
            college.sink.add(DocumentHold, hold)
    return old


def _of_group(group: Group) -> tuple[str, date]:
    return f"Сводная ведомость успеваемости {group.name}", group.graduates_on


def _add(
    college: College,
    number: int,
    group: Group | None,
    what: tuple[str, date],
    place: Place,
    *,
    signed: bool,
) -> int:
    title, ends = what
    # Papers of groups long gone were printed when their year was over.
    printed = college.today - timedelta(days=40) if group else date(ends.year, 7, 1)
    code = document_code(printed.year, number)
    file = stamp(paper(title), code, f"{ADDRESS}{code}")
    place_of = group.plan.department if group else next(iter(college.staff.departments))
    row: Row = {
        "code": code,
        "report": "semester_summary" if group else "journals_of_group",
        "title": title,
        "search_title": fold(f"{code} {title}"),
        "group_id": group.key if group else None,
        "department_id": college.staff.departments[place_of],
        "academic_year_id": None,
        "printed_at": at(printed, 700),
        "user_id": college.accounts.ids["department_head"],
        "user_name": name_of(college, "department_head"),
        "pages": 1,
        "sha256": kept(file),
        "signed_at": at(printed + timedelta(days=2), 640) if signed else None,
        "signed_name": name_of(college, "deputy_director") if signed else None,
        "place": place,
        "kept_until": keep_until(ends, KEPT),
    }
    key = college.sink.add(PrintedDocument, row)
    for step, lay in enumerate(ORDER[: ORDER.index(place) + 1]):
        college.sink.add(
            CustodyPlace, _place(college, key, lay, printed + timedelta(days=3 * step))
        )
    return key


def _place(college: College, key: int, place: Place, since: date) -> Row:
    login = "secretary" if place in (Place.study_office, Place.archive) else "deputy_director"
    return {
        "document_id": key,
        "place": place,
        "since": since,
        "note": None,
        "user_id": college.accounts.ids[login],
        "user_name": name_of(college, login),
        "recorded_at": at(since, 720),
    }


def name_of(college: College, login: str) -> str:
    name = college.staff.offices[login].name
    return short_name(name.last, name.first, name.patronymic)


def kept(file: bytes) -> str:
    """Keep a file in the store where an application says where that is; return its SHA-256."""
    return document_store.store(file) if has_app_context() else sha256(file).hexdigest()


@cache
def paper(title: str) -> bytes:
    """Return a sheet of paper; what it shows of marks is in the journals of the demo themselves."""
    with force_locale("ru"):
        table = (Column("Содержание", 120), Column("Листов", 30, centred=True))
        data = Dataset(
            title=title,
            columns=table,
            rows=(Line(("Опись листов", "1")),),
            facts=(Fact("Документ", title),),
        )
        return render(data).content
