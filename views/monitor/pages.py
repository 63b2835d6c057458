"""The pages of the monitor: lines by department, group, teacher, journal; the rows behind them."""

from io import BytesIO
from typing import Any, Final

from flask import Response, abort, request, send_file
from flask_appbuilder.views import BaseView, expose
from sqlalchemy import select

from access.matrix import Action, Resource
from access.session import db
from domain.clock import clock
from domain.monitor import FAULTS
from models import Department, EmployeeLabel, Gradebook, StudyGroup
from reports.render import xlsx
from services.errors import FieldsError
from services.monitor_lists import FaultLine, faults
from services.monitor_shapes import By, Fill
from views.monitor import sheets
from views.monitor.asked import MonitorAsked, asked_in
from views.monitor.columns import Columns
from views.monitor.read import Monitor, read
from views.monitor.words import (
    WORDS,
    Shares,
    levels,
    month_name,
    nouns,
    presets,
    reasons_words,
)
from views.needs import needs

MOST_LINES: Final = 300  # more are narrowed by the filters
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COMPLETENESS: Final = Resource.completeness


class MonitorView(BaseView):
    """The monitor for people."""

    route_base = "/monitor"
    default_view = "index"
    class_permission_name = str(COMPLETENESS)

    @expose("/")
    @needs(Action.read, COMPLETENESS)
    def index(self) -> str:
        """Show how completely journals are kept, with a picture over time."""
        asked = _asked()
        return str(self.render_template("monitor/index.html", **_values(read(db.session, asked))))

    @expose("/list")
    @needs(Action.read, COMPLETENESS)
    def rows(self) -> str:
        """Show the lessons, works, students or journals behind a count."""
        asked, kind = _asked(), request.args.get("fault", "")
        if kind not in FAULTS:
            abort(404)
        span = asked.period.span
        found = faults(db.session, kind, span.first, span.last, asked.filters)
        return str(
            self.render_template(
                "monitor/rows.html",
                asked=asked,
                span=span,
                word=WORDS[kind],
                kind=kind,
                words=[(WORDS[key], asked.address("/monitor/list", fault=key)) for key in FAULTS],
                lines=[(line, _cell(line)) for line in found.lines],
                more=found.more,
                names=_names(asked),
                back=asked.address(),
                sheet=asked.address("/monitor/list.xlsx", fault=kind),
                day_of=clock.day_of,
                reasons_words=reasons_words,
            )
        )

    @expose("/table.xlsx")
    @needs(Action.read, COMPLETENESS)
    def table(self) -> Response:
        """Send the lines as a workbook."""
        found = read(db.session, _asked())
        return _workbook(sheets.lines(found, " · ".join(_names(found.asked))), "completeness")

    @expose("/list.xlsx")
    @needs(Action.read, COMPLETENESS)
    def rows_table(self) -> Response:
        """Send the rows behind a count as a workbook."""
        asked, kind = _asked(), request.args.get("fault", "")
        if kind not in FAULTS:
            abort(404)
        span = asked.period.span
        found = faults(db.session, kind, span.first, span.last, asked.filters, most=20_000)
        return _workbook(sheets.rows(asked, kind, found.lines), f"completeness_{kind}")


def _workbook(data: Any, name: str) -> Response:
    content = xlsx.render(data).content
    return send_file(
        BytesIO(content), XLSX, as_attachment=True, download_name=f"{name}_{clock.today()}.xlsx"
    )


def _asked() -> MonitorAsked:
    try:
        return asked_in(db.session, request.args)
    except FieldsError:
        abort(404)


def _cell(line: FaultLine) -> str:
    """Return where a row is put right: the cell of the journal, the student, the plan."""
    book = line.book.id
    if line.lesson_id is not None:
        return f"/journal/{book}?lesson={line.lesson_id}"
    if line.reasons is not None:
        return f"/journal/{book}/plan"
    return f"/journal/{book}?semester={line.semester}#student-{line.student_id}"


def _values(found: Monitor) -> dict[str, Any]:
    asked = found.asked
    columns = Columns(asked)
    return {
        "asked": asked,
        "span": asked.period.span,
        "total": found.total,
        "total_shares": Shares.of(found.total),
        "change": found.change,
        "points": found.points,
        "step": found.step,
        "lines": [_line(asked, line) for line in found.lines[:MOST_LINES]],
        "more": len(found.lines) > MOST_LINES,
        "columns": columns.heads,
        "name_head": columns.name_head,
        "total_links": _links(asked),
        "levels": [
            (by, label, asked.address(by=by.value, sort=None)) for by, label in levels().items()
        ],
        "noun": nouns()[asked.by],
        "presets": [
            (preset, label, asked.address(**_only(period=preset.value)))
            for preset, label in presets().items()
        ],
        "names": _names(asked),
        "choices": _choices(asked),
        "reset": asked.address(department=None, group=None, teacher=None, gradebook=None, by=None),
        "sheet": asked.address("/monitor/table.xlsx"),
        "month_name": month_name,
    }


def _only(**period: Any) -> dict[str, Any]:
    return {"from": None, "to": None} | period


def _line(asked: MonitorAsked, line: Fill) -> dict[str, Any]:
    place = _place(asked.by, line.key)
    match asked.by:
        case By.gradebook:
            link = f"/journal/{line.key}"
        case By.department:
            link = asked.address(**place, by=By.group.value, sort=None)
        case _:
            link = asked.address(**place, by=By.gradebook.value, sort=None)
    return {
        "line": line,
        "link": link,
        "shares": Shares.of(line.counts),
        "links": {
            key: asked.address("/monitor/list", **place, fault=key, sort=None) for key in FAULTS
        },
    }


def _place(by: By, key: int) -> dict[str, Any]:
    return {by.value: key}


def _links(asked: MonitorAsked) -> dict[str, str]:
    return {key: asked.address("/monitor/list", fault=key, sort=None) for key in FAULTS}


def _names(asked: MonitorAsked) -> list[str]:
    """Return the names of what the filters narrow to, of what the person sees."""
    found = []
    for model, key in (
        (Department, asked.department_id),
        (StudyGroup, asked.group_id),
        (EmployeeLabel, asked.teacher_id),
        (Gradebook, asked.gradebook_id),
    ):
        row = None if key is None else db.session.scalar(select(model).where(model.id == key))
        if row is not None:
            found.append(row.short_name if isinstance(row, EmployeeLabel) else str(row))
    return found


def _choices(asked: MonitorAsked) -> list[tuple[str, list[tuple[int, str]], int | None]]:
    """Return the filters: name, rows to choose from, the chosen one."""
    session = db.session
    groups = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.name)
    if asked.department_id:
        groups = groups.where(StudyGroup.department_id == asked.department_id)
    departments = select(Department.id, Department.name).order_by(Department.name)
    keepers = select(Gradebook.teacher_id)
    teachers = select(EmployeeLabel).where(EmployeeLabel.id.in_(keepers))
    named = [
        (one.id, one.short_name)
        for one in session.scalars(teachers.order_by(EmployeeLabel.sort_name))
    ]
    return [
        ("department", [(r[0], r[1]) for r in session.execute(departments)], asked.department_id),
        ("group", [(r[0], r[1]) for r in session.execute(groups)], asked.group_id),
        ("teacher", named, asked.teacher_id),
    ]
