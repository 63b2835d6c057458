"""Requests for correction windows: read here, asked for and decided on pages of their own."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from access.matrix import Resource
from models import CorrectionWindow
from views.register.columns import Derived
from views.register.register import Links, Register

TEACHER = Derived(
    "teacher_name",
    _l("Teacher"),
    lambda window: window.teacher_label.short_name if window.teacher_label else "",
    (joinedload(CorrectionWindow.teacher_label),),
)


def _links(window: CorrectionWindow) -> Links:
    return [(_l("The request"), f"/windows/{window.id}")]


CORRECTION_WINDOWS = Register(
    CorrectionWindow,
    Resource.correction_window,
    None,
    list=(
        "gradebook",
        TEACHER,
        "lessons_from",
        "lessons_to",
        "reason",
        "state",
        "requested_at",
        "closes_at",
    ),
    detail=(
        "gradebook",
        TEACHER,
        "lessons_from",
        "lessons_to",
        "reason",
        "state",
        "requested_at",
        "decided_at",
        "closes_at",
        "remark",
    ),
    search=("reason",),
    filters=("state", "gradebook", "requested_at"),
    order="requested_at",
    descending=True,
    links=_links,
    elsewhere=frozenset({"post", "put", "delete"}),
)

REGISTERS = (CORRECTION_WINDOWS,)
