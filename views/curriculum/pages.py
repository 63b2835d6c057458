"""The pages of curricula: the list, one as a tree, the comparison of two."""

from io import BytesIO
from typing import Any, Final

from flask import request, send_file
from flask_appbuilder.views import BaseView, expose
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.curriculum_compare import compare
from domain.curriculum_plan import HOUR_KINDS, LAST_SEMESTER
from exchange.curriculum_xlsx import curriculum_workbook
from models import Curriculum, CurriculumItem
from models.labels import label_of
from services.curriculum_list import list_curricula
from services.curriculum_plans import curriculum_of, plan_of
from services.curriculum_use import groups_of, is_in_use
from services.curriculum_versions import versions_of
from services.errors import NotFoundError
from views.curriculum.compared import changes_of, head_changes, item_line
from views.curriculum.importing import XLSX, written_name
from views.curriculum.shown import LONG_KINDS, SHORT_FORMS, SHORT_KINDS, table_of
from views.needs import needs, sought

READ: Final = (Action.read, Resource.curriculum)


class CurriculumView(BaseView):
    """Curricula for everyone who reads them; what changes them stands in `changing.py`."""

    route_base = "/curricula"
    default_view = "curricula"
    class_permission_name = str(Resource.curriculum)

    @expose("/")
    @needs(*READ)
    def curricula(self) -> str:
        """List the curricula with their versions, hours and groups."""
        text = sought()
        found = list_curricula(db.session, text)
        return self._page("list.html", found=found, text=text, kinds=label_of)

    @expose("/<int:pk>")
    @needs(*READ)
    def tree(self, pk: int) -> str:
        """Show a curriculum as a tree, or one semester of it."""
        curriculum, plan = self._loaded(pk)
        used = is_in_use(db.session, pk)
        table = table_of(plan, self._keys(pk), _semester(), curriculum.programme.kind)
        return self._page(
            "tree.html",
            curriculum=curriculum,
            plan=plan,
            table=table,
            detail=request.args.get("detail") == "1",
            groups=groups_of(db.session, pk),
            versions=versions_of(db.session, curriculum),
            is_used=used,
            may_change=_may(Action.update) and not used,
            may_delete=_may(Action.delete) and not used,
            may_supersede=_may(Action.create),
        )

    @expose("/<int:pk>/export.xlsx")
    @needs(*READ)
    def export(self, pk: int) -> Response:
        """Send a curriculum as a workbook of the template's form."""
        curriculum, plan = self._loaded(pk)
        content = BytesIO(curriculum_workbook(plan))
        name = written_name(curriculum)
        return send_file(content, XLSX, as_attachment=True, download_name=name)

    @expose("/<int:pk>/compare/<int:other>")
    @needs(*READ)
    def compared(self, pk: int, other: int) -> str:
        """Show what differs between the version `other` and the version `pk`, which is later."""
        after, plan = self._loaded(pk)
        before, earlier = self._loaded(other)
        found = compare(earlier, plan)
        return self._page(
            "compare.html",
            before=before,
            after=after,
            found=found,
            head=head_changes(found),
            changed=[(item.after, changes_of(item)) for item in found.changed],
            line=item_line,
            others=[one for one in versions_of(db.session, after) if one.id != pk],
        )

    def _loaded(self, pk: int) -> tuple[Curriculum, Any]:
        try:
            curriculum = curriculum_of(db.session, pk)
        except NotFoundError:
            raise NotFound from None
        return curriculum, plan_of(db.session, curriculum)

    def _keys(self, pk: int) -> dict[str, int]:
        query = select(CurriculumItem.index_code, CurriculumItem.id)
        rows = db.session.execute(query.where(CurriculumItem.curriculum_id == pk))
        return {row.index_code: row.id for row in rows}

    def _page(self, template: str, **context: Any) -> str:
        words = {
            "hour_kinds": HOUR_KINDS,
            "short_kinds": SHORT_KINDS,
            "long_kinds": LONG_KINDS,
            "short_forms": [(short, label_of(form)) for form, short in SHORT_FORMS.items()],
            "may_import": _may(Action.create),
        }
        return str(self.render_template(f"curriculum/{template}", **words, **context))


def _may(action: Action) -> bool:
    return current_principal().may(action, Resource.curriculum)


def _semester() -> int | None:
    """Return the semester that the address asks for; None for all, 404 for what is none."""
    text = request.args.get("semester", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:3]) <= LAST_SEMESTER:
        raise NotFound
    return int(text)
