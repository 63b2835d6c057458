"""Where the rights on subgroups, coursework, theses, exams, protocols and records show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

_API = "/api/v1"
_COURSEWORK = f"{_API}/coursework"
_THESIS = f"{_API}/thesis"
_EXAM = f"{_API}/demo_exam"
_PROTOCOL = f"{_API}/final_protocol"


def rest_of_graduation(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return the REST requests that a cell of the matrix decides about."""
    members = f"{_PROTOCOL}/{MISSING}/members"
    book = f"{_COURSEWORK}/of/{MISSING}/{cast.semester}"
    found: dict[tuple[Resource, Action], list[Probe]] = {
        (Resource.subgroup_check, READ): [Probe("GET", f"{_API}/subgroup_check/")],
        (Resource.academic_record, READ): [
            Probe("GET", f"{_API}/academic_record/{cast.student}"),
            Probe("GET", f"{_API}/report/academic_record", also=Resource.report_run),
        ],
        (Resource.coursework, READ): [
            Probe("GET", f"{_COURSEWORK}/"),
            Probe("GET", f"{_COURSEWORK}/of/{cast.gradebook}/{cast.semester}"),
        ],
        (Resource.coursework, CREATE): [Probe("POST", book, json={"lines": []})],
        (Resource.coursework, UPDATE): [Probe("PUT", book, json={"lines": []})],
        (Resource.coursework, DELETE): [Probe("DELETE", f"{_COURSEWORK}/{MISSING}")],
        (Resource.thesis, READ): [
            Probe("GET", f"{_THESIS}/"),
            Probe("GET", f"{_THESIS}/{cast.thesis}/thesis"),
        ],
        (Resource.thesis, CREATE): [Probe("POST", f"{_THESIS}/", json={})],
        (Resource.thesis, UPDATE): [Probe("PUT", f"{_THESIS}/{MISSING}", json={})],
        (Resource.thesis, DELETE): [Probe("DELETE", f"{_THESIS}/{MISSING}")],
        (Resource.demo_exam, READ): [Probe("GET", f"{_EXAM}/")],
        (Resource.demo_exam, CREATE): [Probe("POST", f"{_EXAM}/", json={})],
        (Resource.demo_exam, UPDATE): [Probe("PUT", f"{_EXAM}/points", json={"lines": []})],
        (Resource.demo_exam, DELETE): [Probe("DELETE", f"{_EXAM}/{MISSING}")],
        (Resource.final_protocol, READ): [
            Probe("GET", f"{_PROTOCOL}/"),
            Probe("GET", f"{_PROTOCOL}/{cast.final_protocol}/protocol"),
            Probe("GET", f"{_API}/report/final_protocol", also=Resource.report_run),
            Probe("GET", f"{_API}/report/final_summary", also=Resource.report_run),
        ],
        (Resource.final_protocol, CREATE): [Probe("POST", f"{_PROTOCOL}/", json={})],
        (Resource.final_protocol, UPDATE): [
            Probe("PUT", f"{_PROTOCOL}/{MISSING}", json={}),
            Probe("PUT", f"{_PROTOCOL}/{MISSING}/lines", json={"lines": []}),
            Probe("PUT", f"{_PROTOCOL}/{MISSING}/marks", json={"lines": []}),
            Probe("POST", f"{_PROTOCOL}/{MISSING}/sign", json={}),
        ],
        (Resource.final_protocol, DELETE): [Probe("DELETE", f"{_PROTOCOL}/{MISSING}")],
        (Resource.protocol_member, READ): [Probe("GET", f"{_API}/protocol_member/")],
        **{
            (Resource.protocol_member, write): [Probe("PUT", members, json={"members": []})]
            for write in (CREATE, UPDATE, DELETE)
        },
    }
    return found.get((resource, action), [])


def pages_of_graduation(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages by the cell that they stand for."""
    registers = {
        resource: [
            Probe("GET", f"/registers/{resource}/list/"),
            Probe("GET", f"/registers/{resource}/export"),
        ]
        for resource in (
            Resource.coursework,
            Resource.thesis,
            Resource.demo_exam,
            Resource.final_protocol,
            Resource.protocol_member,
        )
    }
    journal = f"/coursework/journal/{MISSING}/{cast.semester}"
    column = [Probe("POST", journal, data={})]
    commission = [Probe("POST", f"/final/{MISSING}/members", data={})]
    return {
        (Resource.subgroup_check, READ): [Probe("GET", "/subgroups/check")],
        (Resource.academic_record, READ): [
            Probe("GET", "/students/record"),
            Probe("GET", f"/students/{cast.student}/record"),
        ],
        (Resource.coursework, READ): [
            *registers[Resource.coursework],
            Probe("GET", "/coursework/"),
            Probe("GET", f"/coursework/journal/{cast.gradebook}/{cast.semester}"),
        ],
        **dict.fromkeys(
            [(Resource.coursework, action) for action in (CREATE, UPDATE, DELETE)], column
        ),
        (Resource.thesis, READ): [
            *registers[Resource.thesis],
            Probe("GET", "/theses/"),
            Probe("GET", f"/theses/{cast.thesis}"),
            Probe("GET", f"/theses/group/{cast.group}"),
        ],
        (Resource.thesis, CREATE): [
            Probe("GET", f"/theses/new?group={cast.group}"),
            Probe("POST", "/theses/new", data={}),
        ],
        (Resource.thesis, UPDATE): [Probe("POST", f"/theses/group/{MISSING}", data={})],
        (Resource.thesis, DELETE): [
            Probe("GET", f"/theses/{MISSING}/delete"),
            Probe("POST", f"/theses/{MISSING}/delete", data={}),
        ],
        (Resource.demo_exam, READ): [
            *registers[Resource.demo_exam],
            Probe("GET", "/demo-exams/"),
            Probe("GET", f"/demo-exams/group/{cast.group}"),
        ],
        (Resource.demo_exam, CREATE): [
            Probe("GET", "/demo-exams/new"),
            Probe("POST", "/demo-exams/new", data={}),
        ],
        (Resource.demo_exam, UPDATE): [Probe("POST", f"/demo-exams/group/{MISSING}", data={})],
        (Resource.demo_exam, DELETE): [
            Probe("GET", f"/demo-exams/{MISSING}/delete"),
            Probe("POST", f"/demo-exams/{MISSING}/delete", data={}),
        ],
        (Resource.final_protocol, READ): [
            *registers[Resource.final_protocol],
            Probe("GET", "/final/"),
            Probe("GET", f"/final/{cast.final_protocol}"),
            Probe("GET", f"/final/summary/{cast.group}"),
        ],
        (Resource.final_protocol, CREATE): [
            Probe("GET", "/final/new"),
            Probe("POST", "/final/new", data={}),
        ],
        (Resource.final_protocol, UPDATE): [
            Probe("POST", f"/final/{MISSING}/heading", data={}),
            Probe("POST", f"/final/{MISSING}/lines", data={}),
            Probe("POST", f"/final/{MISSING}/marks", data={}),
            Probe("GET", f"/final/{MISSING}/sign"),
            Probe("POST", f"/final/{MISSING}/sign", data={}),
        ],
        (Resource.final_protocol, DELETE): [
            Probe("GET", f"/final/{MISSING}/delete"),
            Probe("POST", f"/final/{MISSING}/delete", data={}),
        ],
        (Resource.protocol_member, READ): registers[Resource.protocol_member],
        **dict.fromkeys(
            [(Resource.protocol_member, action) for action in (CREATE, UPDATE, DELETE)],
            commission,
        ),
    }
