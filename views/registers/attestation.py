"""Attestation sheets, who examines, their lines: read here, written on the sheet's own page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from access.matrix import Resource
from access.principal import current_principal
from access.roles import STAFF
from models import AttestationResult, AttestationSheet, SheetExaminer
from views.register.register import Links, Register, Related


def _sheet_page(sheet: AttestationSheet) -> Links:
    return [(_l("Open the sheet"), f"/sheets/{sheet.id}")]


def _page_of(row: Any) -> Links:
    if current_principal().roles.isdisjoint(STAFF):
        return [(_l("Exams and credits"), "/sheets/own/")]
    return [(_l("Open the sheet"), f"/sheets/{row.sheet_id}")]


SHEETS = Register(
    AttestationSheet,
    Resource.attestation_sheet,
    None,
    list=("number", "item", "group", "form", "attempt", "held_on", "signed_at", "academic_year"),
    detail=(
        "number",
        "academic_year",
        "semester",
        "group",
        "item",
        "form",
        "attempt",
        "is_individual",
        "held_on",
        "signed_at",
        "signed_name",
        "group_name",
        "item_name",
        "programme_name",
    ),
    search=("item.search_text",),
    filters=("academic_year", "group", "semester", "form", "attempt", "item"),
    main_filters=3,
    order="id",
    descending=True,
    related=(
        Related(Resource.sheet_examiner, "sheet", only=("employee", "role", "name")),
        Related(
            Resource.attestation_result,
            "sheet",
            limit=40,
            only=("student", "is_admitted", "ticket", "attendance", "code"),
        ),
    ),
    links=_sheet_page,
    elsewhere=frozenset({"post", "put", "delete"}),
)

EXAMINERS = Register(
    SheetExaminer,
    Resource.sheet_examiner,
    None,
    list=("sheet", "employee", "role", "name"),
    filters=("sheet", "employee", "role"),
    order="id",
    descending=True,
    links=_page_of,
)

RESULTS = Register(
    AttestationResult,
    Resource.attestation_result,
    None,
    list=("student", "sheet", "is_admitted", "attendance", "code"),
    detail=(
        "student",
        "sheet",
        "is_admitted",
        "admission_note",
        "ticket",
        "attendance",
        "code",
        "student_name",
        "record_book",
    ),
    search=("student.search_name",),
    filters=("sheet", "student", "code", "attendance"),
    order="id",
    descending=True,
    links=_page_of,
)

REGISTERS = (SHEETS, EXAMINERS, RESULTS)
