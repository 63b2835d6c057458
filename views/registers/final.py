"""Coursework, theses, demonstration exams, protocols: read here, written on pages of their own."""

from typing import Any

from flask_babel import lazy_gettext as _l

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import STAFF
from models import Coursework, DemoExam, FinalProtocol, ProtocolMember, Thesis
from views.register.register import Links, Register, Related

WRITES = frozenset({"post", "put", "delete"})


def _coursework_page(row: Coursework) -> Links:
    if current_principal().roles.isdisjoint(STAFF):
        return [(_l("Own courseworks"), "/coursework/")]
    address = f"/coursework/journal/{row.gradebook_id}/{row.semester_id}"
    return [(_l("Open the journal's courseworks"), address)]


def _thesis_page(row: Thesis) -> Links:
    return [(_l("Open the thesis"), f"/theses/{row.id}")]


def _exam_page(row: DemoExam) -> Links:
    if current_principal().roles.isdisjoint(STAFF):
        return [(_l("Demonstration exams"), "/demo-exams/")]
    return [(_l("Open the group's exam"), f"/demo-exams/group/{row.group_id}")]


def _protocol_page(row: Any) -> Links:
    key = row.id if isinstance(row, FinalProtocol) else row.protocol_id
    if not current_principal().may(Action.read, Resource.final_protocol):
        return []
    return [(_l("Open the protocol"), f"/final/{key}")]


COURSEWORK = Register(
    Coursework,
    Resource.coursework,
    None,
    list=("student", "gradebook", "semester", "topic", "due_on", "defended_on", "code"),
    detail=(
        "student",
        "gradebook",
        "semester",
        "topic",
        "issued_on",
        "due_on",
        "defended_on",
        "code",
    ),
    search=("student.search_name",),
    filters=("gradebook", "semester", "student", "code"),
    order="id",
    descending=True,
    links=_coursework_page,
    elsewhere=WRITES,
)

THESES = Register(
    Thesis,
    Resource.thesis,
    None,
    list=("student", "group", "topic", "supervisor", "is_admitted", "defended_on", "code"),
    detail=(
        "student",
        "group",
        "topic",
        "topic_order",
        "supervisor",
        "appointment",
        "reviewer",
        "review_code",
        "supervisor_code",
        "borrowed",
        "is_admitted",
        "admitted_on",
        "defended_on",
        "code",
        "protocol",
        "student_name",
    ),
    search=("student.search_name", "group.search_name"),
    filters=("group", "supervisor", "student", "code", "protocol", "appointment"),
    order="id",
    descending=True,
    links=_thesis_page,
    elsewhere=WRITES,
)

EXAMS = Register(
    DemoExam,
    Resource.demo_exam,
    None,
    list=("student", "group", "kit_code", "held_on", "maximum", "points", "code"),
    detail=(
        "student",
        "group",
        "kit_code",
        "held_on",
        "maximum",
        "points",
        "code",
        "protocol",
        "student_name",
    ),
    search=("student.search_name", "group.search_name"),
    filters=("group", "held_on", "student", "code", "protocol"),
    order="held_on",
    descending=True,
    links=_exam_page,
    elsewhere=WRITES,
)

PROTOCOLS = Register(
    FinalProtocol,
    Resource.final_protocol,
    None,
    list=("number", "group", "kind", "held_on", "signed_at", "signed_name"),
    detail=(
        "number",
        "group",
        "kind",
        "held_on",
        "created_at",
        "signed_at",
        "signed_name",
        "group_name",
        "programme_name",
    ),
    search=("group.search_name",),
    filters=("group", "kind", "held_on"),
    order="held_on",
    descending=True,
    related=(
        Related(Resource.protocol_member, "protocol", limit=20, only=("role", "name", "position")),
        Related(Resource.thesis, "protocol", limit=40, only=("student", "topic", "code")),
        Related(Resource.demo_exam, "protocol", limit=40, only=("student", "points", "code")),
    ),
    links=_protocol_page,
    elsewhere=WRITES,
)

MEMBERS = Register(
    ProtocolMember,
    Resource.protocol_member,
    None,
    list=("protocol", "role", "name", "position"),
    filters=("protocol", "role"),
    order="id",
    descending=True,
    links=_protocol_page,
    elsewhere=WRITES,
)

REGISTERS = (COURSEWORK, THESES, EXAMS, PROTOCOLS, MEMBERS)
