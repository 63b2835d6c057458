"""Pages of attestation sheets: the register of a year, making them, one sheet."""

from typing import Any, Final

from flask import Response, abort, request
from flask_appbuilder.views import BaseView, expose
from sqlalchemy import select

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from models import Department, StudyGroup
from reports.render import renderer
from services.errors import NotAllowedError, NotFoundError
from services.semester_now import semester_now
from services.sheet_lists import list_sheets
from services.sheet_making import may_make
from services.sheet_offers import offers_of
from services.sheet_reading import find_sheet
from services.sheet_words import admission_words, attempt_words, form_words
from views.load.asked import number
from views.needs import needs, page_number
from views.sheets import listing, screens

SHEET: Final = Resource.attestation_sheet
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetView(BaseView):
    """Attestation sheets for people."""

    route_base = "/sheets"
    default_view = "index"
    class_permission_name = str(SHEET)

    @expose("/")
    @needs(Action.read, SHEET)
    def index(self) -> str:
        """Show the register of a year, searched and filtered."""
        filters = listing.read(db.session, request.args, page_number())
        first = filters.page * listing.SIZE
        found = list_sheets(db.session, filters.asked, first=first, size=listing.SIZE)
        last = first + len(found.sheets)
        return self._page(
            "list",
            filters=filters,
            found=found,
            first=first,
            last=last,
            forms=[(form, form_words(form)) for form in screens.FORMS],
            form_words=form_words,
            attempt_words=attempt_words,
            state_words=listing.state_words,
            who_words=listing.who_words,
        )

    @expose("/export")
    @needs(Action.read, SHEET)
    def export(self) -> Response:
        """Send the register as it is filtered as a workbook."""
        filters = listing.read(db.session, request.args, 0)
        data = listing.as_dataset(db.session, filters, current_principal())
        file = renderer("xlsx")(data, lambda _percent: None)
        answer = Response(file.content, mimetype=XLSX)
        answer.headers["Content-Disposition"] = 'attachment; filename="attestation_sheets.xlsx"'
        return answer

    @expose("/new")
    @needs(Action.create, SHEET)
    def new(self) -> str:
        """Show what the curriculum calls for in a semester of a group, to be made."""
        group_id, semester_id = (number(request.args.get(name)) for name in ("group", "semester"))
        if semester_id is None and (present := semester_now(db.session)) is not None:
            semester_id = present.id
        found = None
        if group_id and semester_id:
            found = self._found(lambda: self._offers(group_id, semester_id))
        return self._page(
            "new",
            group_id=group_id,
            semester_id=semester_id,
            groups=self._groups(),
            semesters=screens.semesters(db.session),
            found=found,
            form_words=form_words,
            admission_words=admission_words,
        )

    @expose("/<int:sheet_id>")
    @needs(Action.read, SHEET)
    def sheet(self, sheet_id: int) -> str:
        """Show a sheet: to who examines, to be filled in; to who keeps it, to be arranged."""
        sheet = self._found(lambda: find_sheet(db.session, current_principal(), sheet_id))
        return self._page("sheet", **screens.sheet_values(db.session, sheet))

    @staticmethod
    def _offers(group_id: int, semester_id: int) -> Any:
        may_make(db.session, current_principal(), group_id)
        return offers_of(db.session, group_id, semester_id)

    @staticmethod
    def _groups() -> list[tuple[int, str]]:
        """Return the groups whose sheets the person makes."""
        headed = select(Department.id).where(
            Department.head_id == (current_principal().employee_id or 0)
        )
        query = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.search_name)
        if not current_principal().is_system:
            query = query.where(StudyGroup.department_id.in_(headed))
        return [(row.id, row.name) for row in db.session.execute(query)]

    @staticmethod
    def _found(find: Any) -> Any:
        try:
            return find()
        except (NotFoundError, NotAllowedError):
            abort(404)

    def _page(self, name: str, **values: Any) -> str:
        who = current_principal()
        may_make_any = who.may(Action.create, SHEET)
        return str(self.render_template(f"sheets/{name}.html", may_make=may_make_any, **values))
