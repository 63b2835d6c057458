"""Where the rights on the plan of control, notes and sheets handed over show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
ITEM, HANDOVER = Resource.control_plan_item, Resource.attendance_handover
NOTE, PARAGRAPH = Resource.analytic_note, Resource.note_paragraph


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    items, sheets = "/api/v1/control_plan_item", "/api/v1/attendance_handover"
    notes, paragraphs = "/api/v1/analytic_note", "/api/v1/note_paragraph"
    item, note = f"{items}/{cast.control_plan_item}", f"{notes}/{cast.analytic_note}"
    return {
        (ITEM, READ): [Probe("GET", f"{items}/plan")],
        (ITEM, CREATE): [
            Probe("POST", f"{items}/", json={}),
            Probe("PUT", item, json={}),
            Probe("POST", f"{items}/copy", json={}),
        ],
        (ITEM, UPDATE): [Probe("POST", f"{item}/tell", json={})],
        (ITEM, DELETE): [Probe("DELETE", f"{items}/{MISSING}")],
        (HANDOVER, READ): [Probe("GET", f"{sheets}/sheets?month=2026-09")],
        (HANDOVER, CREATE): [Probe("POST", f"{sheets}/", json={})],
        (HANDOVER, UPDATE): [Probe("POST", f"{sheets}/{MISSING}/receive", json={})],
        (NOTE, READ): [Probe("GET", f"{note}/note")],
        (NOTE, CREATE): [Probe("POST", f"{notes}/", json={})],
        (NOTE, UPDATE): [
            Probe("PUT", note, json={}),
            Probe("POST", f"{notes}/{MISSING}/redraw", json={}),
            Probe("POST", f"{note}/undo", json={}),
            Probe("POST", f"{notes}/{MISSING}/sign", json={}),
            Probe("GET", f"{notes}/{MISSING}/sentences"),
        ],
        (NOTE, DELETE): [Probe("DELETE", f"{notes}/{MISSING}")],
        (PARAGRAPH, CREATE): [Probe("POST", f"{paragraphs}/", json={})],
        (PARAGRAPH, UPDATE): [
            Probe("PUT", f"{paragraphs}/{cast.note_paragraph}", json={}),
            Probe("POST", f"{paragraphs}/{cast.note_paragraph}/move", json={}),
        ],
        (PARAGRAPH, DELETE): [Probe("DELETE", f"{paragraphs}/{MISSING}")],
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    item = f"/control-plan/item/{cast.control_plan_item}"
    note, gone = f"/notes/{cast.analytic_note}", f"/notes/{MISSING}"
    paragraph = f"/notes/paragraph/{cast.note_paragraph}"
    return {
        (ITEM, READ): [Probe("GET", "/control-plan/"), Probe("GET", item)],
        (ITEM, CREATE): [
            Probe("GET", "/control-plan/new"),
            Probe("POST", "/control-plan/new", data={}),
            Probe("POST", "/control-plan/copy", data={}),
            Probe("GET", f"{item}/edit"),
            Probe("POST", f"{item}/edit", data={}),
        ],
        (ITEM, UPDATE): [Probe("POST", f"{item}/tell", data={})],
        (ITEM, DELETE): [
            Probe("GET", f"{item}/delete"),
            Probe("POST", f"/control-plan/item/{MISSING}/delete", data={}),
        ],
        (HANDOVER, READ): [Probe("GET", "/attendance-sheets/")],
        (HANDOVER, CREATE): [Probe("POST", "/attendance-sheets/hand-over", data={})],
        (HANDOVER, UPDATE): [Probe("POST", "/attendance-sheets/receive", data={})],
        (NOTE, READ): [Probe("GET", "/notes/"), Probe("GET", note)],
        (NOTE, CREATE): [Probe("GET", "/notes/new"), Probe("POST", "/notes/new", data={})],
        (NOTE, UPDATE): [
            Probe("GET", f"{note}/sign"),
            Probe("POST", f"{gone}/sign", data={}),
            Probe("POST", f"{note}/title", data={}),
            Probe("POST", f"{gone}/redraw", data={}),
            Probe("POST", f"{note}/undo", data={}),
            Probe("GET", f"{gone}/sentences"),
        ],
        (NOTE, DELETE): [
            Probe("GET", f"{note}/delete"),
            Probe("POST", f"{gone}/delete", data={}),
        ],
        (PARAGRAPH, CREATE): [Probe("GET", f"{note}/add?section=general")],
        (PARAGRAPH, UPDATE): [
            Probe("GET", paragraph),
            Probe("POST", paragraph, data={}),
            Probe("POST", f"{paragraph}/move", data={}),
        ],
        (PARAGRAPH, DELETE): [
            Probe("POST", f"/notes/paragraph/{MISSING}/remove", data={}),
        ],
    }
