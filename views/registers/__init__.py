"""Every register of the college, one line each in the files beside this one."""

from flask_appbuilder import AppBuilder
from sqlalchemy import inspect

import models
from models.labels import label_for
from views.register.api import api_of
from views.register.columns import RegisterError
from views.register.page import page_of
from views.register.register import REGISTERS, Register
from views.registers import (
    archive,
    attestation,
    calendar,
    changes,
    contingent,
    control,
    curriculum,
    debts,
    final,
    grades,
    journal,
    office,
    outages,
    people,
    plans,
    practice,
    rules,
    staff,
    timetable,
    windows,
)

ALL: tuple[Register, ...] = (
    *people.REGISTERS,
    *contingent.REGISTERS,
    *staff.REGISTERS,
    *curriculum.REGISTERS,
    *calendar.REGISTERS,
    *timetable.REGISTERS,
    *changes.REGISTERS,
    *plans.REGISTERS,
    *practice.REGISTERS,
    *journal.REGISTERS,
    *debts.REGISTERS,
    *grades.REGISTERS,
    *rules.REGISTERS,
    *outages.REGISTERS,
    *windows.REGISTERS,
    *attestation.REGISTERS,
    *final.REGISTERS,
    *control.REGISTERS,
    *archive.REGISTERS,
    *office.REGISTERS,
)
NOT_SHOWN = frozenset(
    {"id", "sort_name", "search_name", "search_text", "search_title"}
)  # keys, derived columns


def check_labels() -> None:
    """Raise RegisterError where a column of a model has no label for people."""
    for name in models.__all__:
        model = getattr(models, name)
        for prop in inspect(model).column_attrs:
            if prop.key in NOT_SHOWN:
                continue
            try:
                label_for(model, prop.key)
            except KeyError as missing:
                raise RegisterError(str(missing)) from None


def add_registers(appbuilder: AppBuilder) -> None:
    """Register page and REST resource of every register; raise RegisterError for a wrong one."""
    check_labels()
    REGISTERS.update({register.resource: register for register in ALL})
    for register in ALL:
        register.check()
        appbuilder.add_view_no_menu(page_of(register))
        appbuilder.add_api(api_of(register))
