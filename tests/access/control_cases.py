"""Every request that writes in control, the archive and print, about the rows of a company."""

from dataclasses import dataclass
from typing import Any, Final

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, UPDATE
from tests.company import Cast

API: Final = "/api/v1"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that writes, and the right that it needs."""

    resource: Resource
    action: Action
    method: str
    path: str
    body: dict[str, Any]
    named: bool = True  # about a row of the company; else about what the whole college has

    @property
    def how(self) -> dict[str, Any]:
        """Return the body as the client sends it."""
        return {"json" if self.path.startswith(API) else "data": self.body}


def _control(cast: Cast, company: str) -> list[Attempt]:
    item, head = cast[f"control_plan_item{company}"], cast[f"employee_department_head{company}"]
    plan, year = Resource.control_plan_item, cast.academic_year
    told = {"state": "done", "result": "Проверено", "done_on": "2026-10-14"}
    days = {"starts_on": "2026-10-01", "due_on": "2026-10-30"}
    what = {"subject": "Журналы", "responsible_id": head, "form": "inspection", **days}
    new = {**what, "academic_year_id": year, "department_id": cast[f"department{company}"]}
    copy = {"academic_year_id": cast.academic_year2}
    base, page = f"{API}/control_plan_item", "/control-plan"
    return [
        Attempt(plan, CREATE, "POST", f"{base}/", new),
        Attempt(plan, CREATE, "PUT", f"{base}/{item}", what),
        Attempt(plan, CREATE, "POST", f"{base}/copy", copy, named=False),
        Attempt(plan, UPDATE, "POST", f"{base}/{item}/tell", told),
        Attempt(plan, DELETE, "DELETE", f"{base}/{item}", {}),
        Attempt(plan, CREATE, "POST", f"{page}/new", new),
        Attempt(plan, CREATE, "POST", f"{page}/copy", copy, named=False),
        Attempt(plan, CREATE, "POST", f"{page}/item/{item}/edit", what),
        Attempt(plan, UPDATE, "POST", f"{page}/item/{item}/tell", told),
        Attempt(plan, DELETE, "POST", f"{page}/item/{item}/delete", {}),
    ]


def _inspections(cast: Cast, company: str) -> list[Attempt]:
    key, remark = cast[f"inspection{company}"], cast[f"inspection_remark{company}"]
    book, kind, rem = cast[f"gradebook{company}"], Resource.inspection, Resource.inspection_remark
    new = {"kind": "current", "period_from": "2026-09-01", "period_to": "2026-09-30"}
    one, base = f"{API}/inspection/{key}", f"{API}/inspection_remark"
    judged = {"delivery": "good", "summary": "Ведётся верно"}
    said, until = {"text": "Исправьте тему"}, {"due_on": "2026-10-29"}
    text = said | until
    acts = ("answer", "close", "return", "prolong", "reopen")
    return [
        Attempt(kind, CREATE, "POST", f"{API}/inspection/", {"gradebook_id": book, **new}),
        Attempt(kind, UPDATE, "PUT", one, judged),
        Attempt(kind, UPDATE, "POST", f"{one}/finish", judged),
        Attempt(kind, DELETE, "DELETE", one, {}),
        Attempt(kind, CREATE, "POST", f"/journal/{book}/inspect", new),
        Attempt(kind, UPDATE, "POST", f"/inspections/{key}/judge", judged),
        Attempt(kind, DELETE, "POST", f"/inspections/{key}/delete", {}),
        Attempt(rem, CREATE, "POST", f"{base}/", {"inspection_id": key, **text}),
        Attempt(rem, CREATE, "POST", f"/inspections/{key}/remark", text),
        Attempt(rem, UPDATE, "PUT", f"{base}/{remark}", text),
        Attempt(rem, DELETE, "DELETE", f"{base}/{remark}", {}),
        Attempt(rem, DELETE, "POST", f"/remarks/{remark}/delete", {}),
        *(
            Attempt(
                rem, UPDATE, "POST", f"{base}/{remark}/{act}", until if act == "prolong" else said
            )
            for act in acts
        ),
        *(
            Attempt(rem, UPDATE, "POST", f"/remarks/{remark}/{act}", text)
            for act in (*acts, "change")
        ),
    ]


def _notes(cast: Cast, company: str) -> list[Attempt]:
    note, part = cast[f"analytic_note{company}"], cast[f"note_paragraph{company}"]
    kind, piece = Resource.analytic_note, Resource.note_paragraph
    new = {
        "department_id": cast[f"department{company}"],
        "period_from": "2026-09-01",
        "period_to": "2026-09-30",
    }
    one, page = f"{API}/analytic_note/{note}", f"/notes/{note}"
    text = {"text": "Журналы ведутся", "section": "general", "note_id": note}
    line = f"{API}/note_paragraph/{part}"
    return [
        Attempt(kind, CREATE, "POST", f"{API}/analytic_note/", new),
        Attempt(kind, CREATE, "POST", "/notes/new", new),
        Attempt(kind, UPDATE, "PUT", one, {"title": "Иначе"}),
        Attempt(kind, UPDATE, "POST", f"{page}/title", {"title": "Иначе"}),
        *(
            Attempt(kind, UPDATE, "POST", f"{base}/{act}", {})
            for base in (one, page)
            for act in ("redraw", "undo", "sign")
        ),
        Attempt(kind, UPDATE, "POST", f"{page}/sentences", {"accept": "1"}),
        Attempt(kind, DELETE, "DELETE", one, {}),
        Attempt(kind, DELETE, "POST", f"{page}/delete", {}),
        Attempt(piece, CREATE, "POST", f"{API}/note_paragraph/", text),
        Attempt(piece, CREATE, "POST", f"{page}/add", text),
        Attempt(piece, UPDATE, "PUT", line, {"text": "Иначе"}),
        Attempt(piece, UPDATE, "POST", f"{line}/move", {"by": 1}),
        Attempt(piece, DELETE, "DELETE", line, {}),
        Attempt(piece, UPDATE, "POST", f"/notes/paragraph/{part}", {"text": "Иначе"}),
        Attempt(piece, UPDATE, "POST", f"/notes/paragraph/{part}/move", {"way": "up"}),
        Attempt(piece, DELETE, "POST", f"/notes/paragraph/{part}/remove", {}),
    ]


def _sheets(cast: Cast, company: str) -> list[Attempt]:
    kind, key = Resource.attendance_handover, cast[f"attendance_handover{company}"]
    group = {"group_id": cast[f"group{company}"], "month": "2026-09"}
    base = f"{API}/attendance_handover"
    return [
        Attempt(kind, CREATE, "POST", f"{base}/", group),
        Attempt(kind, UPDATE, "POST", f"{base}/{key}/receive", {}),
        Attempt(kind, CREATE, "POST", "/attendance-sheets/hand-over", group),
        Attempt(kind, UPDATE, "POST", "/attendance-sheets/receive", {"id": key, **group}),
    ]


def _archive(cast: Cast, company: str) -> list[Attempt]:
    kept, batch = cast[f"archived_report{company}"], cast[f"report_batch{company}"]
    run = cast[f"report_run_department_head{company}"]
    kind, work = Resource.archived_report, Resource.report_batch
    base = f"{API}/report_batch"
    new = {
        "kind": "semester",
        "semester_id": cast.semester,
        "department_id": cast[f"department{company}"],
    }
    return [
        Attempt(kind, CREATE, "POST", f"{API}/archived_report/", {"run_id": run}),
        Attempt(kind, CREATE, "POST", f"{API}/archived_report/{kept}/check", {}),
        Attempt(kind, CREATE, "POST", f"/archive/{kept}/check", {}),
        Attempt(kind, CREATE, "POST", f"/archive/runs/{run}", {}),
        Attempt(work, CREATE, "POST", f"{base}/", new),
        Attempt(work, CREATE, "POST", "/batches/new", new),
        *(
            Attempt(work, UPDATE, "POST", f"{one}/{batch}/{act}", {})
            for one in (base, "/batches")
            for act in ("cancel", "resume")
        ),
    ]


def _printed(cast: Cast, company: str) -> list[Attempt]:
    paper, hold = cast[f"printed_document{company}"], cast[f"document_hold{company}"]
    kept, run = cast[f"archived_report{company}"], cast[f"report_run_department_head{company}"]
    kind, place = Resource.printed_document, Resource.custody_place
    held, base = Resource.document_hold, f"{API}/printed_document"
    moved = {"place": "study_office", "since": "2026-10-13"}
    why = {"reason": "Запрос", "lift_reason": "Снят"}
    return [
        Attempt(kind, CREATE, "POST", f"{base}/", {"archived_id": kept}),
        Attempt(kind, CREATE, "POST", f"{base}/", {"run_id": run}),
        Attempt(kind, CREATE, "POST", f"/printed/archived/{kept}", {}),
        Attempt(kind, CREATE, "POST", f"/printed/run/{run}", {}),
        Attempt(kind, UPDATE, "POST", f"{base}/sign", {"documents": [paper]}),
        Attempt(kind, UPDATE, "POST", "/printed/sign", {"document": paper}),
        Attempt(place, CREATE, "POST", f"{API}/custody_place/", {"documents": [paper], **moved}),
        Attempt(place, CREATE, "POST", "/printed/move", {"document": paper, **moved}),
        Attempt(held, CREATE, "POST", f"{API}/document_hold/", {"document_id": paper, **why}),
        Attempt(held, UPDATE, "PUT", f"{API}/document_hold/{hold}", why),
        Attempt(held, CREATE, "POST", f"/printed/{paper}/hold", why),
        Attempt(held, UPDATE, "POST", f"/printed/{paper}/lift", why),
    ]


def _disposal(cast: Cast, company: str) -> list[Attempt]:
    act, kind = cast[f"disposal_act{company}"], Resource.disposal_act
    new = {
        "number": "77",
        "drawn_on": "2026-10-14",
        "ground": "Срок истёк",
        "members": [{"name": "Орлова Т. Б.", "role": "chairman"}],
        "documents": [cast[f"printed_document{company}"]],
    }
    one, page = f"{API}/disposal_act/{act}", f"/disposal/{act}"
    form = {name: value for name, value in new.items() if name != "members"}
    return [
        Attempt(kind, CREATE, "POST", f"{API}/disposal_act/", new),
        Attempt(kind, UPDATE, "PUT", one, new),
        Attempt(kind, UPDATE, "POST", f"{one}/sign", {}),
        Attempt(kind, DELETE, "DELETE", one, {}),
        Attempt(kind, CREATE, "POST", "/disposal/new", form),
        Attempt(kind, UPDATE, "POST", f"{page}/edit", form),
        Attempt(kind, UPDATE, "POST", f"{page}/sign", {}),
        Attempt(kind, DELETE, "POST", f"{page}/delete", {}),
    ]


def _college(cast: Cast, company: str) -> list[Attempt]:
    """The schedule and the closing of years."""
    task, closing = cast[f"scheduled_task{company}"], cast[f"year_closing{company}"]
    year, package = cast[f"academic_year{company}"], cast[f"year_package{company}"]
    set_to = {"is_on": True, "rhythm": "daily", "at": "04:00"}
    tasks, runs = Resource.scheduled_task, Resource.task_run
    years, packages = Resource.year_closing, Resource.year_package
    base = f"{API}/year_closing"
    return [
        Attempt(tasks, UPDATE, "PUT", f"{API}/scheduled_task/{task}", set_to),
        Attempt(tasks, UPDATE, "POST", f"/schedule/{task}", set_to),
        Attempt(runs, CREATE, "POST", f"{API}/task_run/", {"task_id": task}),
        Attempt(runs, CREATE, "POST", f"/schedule/{task}/run", {}),
        Attempt(years, CREATE, "POST", f"{base}/", {"academic_year_id": year}),
        Attempt(years, UPDATE, "POST", f"{base}/{closing}/open", {"reason": "Надо"}),
        Attempt(years, CREATE, "POST", f"/years/{year}/close", {}),
        Attempt(years, UPDATE, "POST", f"/years/{year}/open", {"reason": "Надо"}),
        Attempt(packages, UPDATE, "POST", f"{API}/year_package/{package}/check", {}),
        Attempt(packages, UPDATE, "POST", f"/years/packages/{package}/check", {}),
    ]


AREAS: Final = (
    *(_control, _inspections, _notes, _sheets, _archive, _printed, _disposal, _college),
)


def attempts(cast: Cast, company: str = "") -> list[Attempt]:
    """Return all of them about the rows of a company: "" the first, "2" the second."""
    return [one for area in AREAS for one in area(cast, company)]
