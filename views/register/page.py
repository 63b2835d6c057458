"""The pages of a register: list, detail, add, edit, delete, export."""

from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

from flask import flash, redirect, request, send_file
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, Forbidden, NotFound
from werkzeug.wrappers import Response as BaseResponse

from access.matrix import Action
from access.session import db, set_writing
from services.errors import FieldsError
from views.auth import safe_target
from views.register.detail import blocks, facts
from views.register.export import as_xlsx
from views.register.listing import Listing, read
from views.register.query import Asked, WrongQueryError, get
from views.register.register import Register
from views.register.rights import may, may_row
from views.register.saving import remove, save
from views.register.widgets import field

WRITES: Final = frozenset({"add", "edit", "delete"})
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = str | tuple[str, int] | BaseResponse


class RegisterView(BaseView):
    """One register's pages. Subclasses are made by `page_of`."""

    register: Register
    default_view = "list"

    @expose("/list/")
    @has_access
    @permission_name("read")
    def list(self) -> Answer:
        """Show a page of the rows that the person sees."""
        listing = self._understood(lambda: Listing(db.session, self.register, self._asked()))
        return self._render("list.html", listing=listing, title=self.register.title)

    @expose("/export")
    @has_access
    @permission_name("read")
    def export(self) -> Answer:
        """Send the filtered list as XLSX."""
        asked = self._asked()
        content = self._understood(lambda: as_xlsx(db.session, self.register, asked))
        name = f"{self.register.title}.xlsx"
        return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=name)

    @expose("/show/<int:pk>")
    @has_access
    @permission_name("read")
    def show(self, pk: int) -> Answer:
        """Show one row and what belongs to it."""
        row = self._row(pk)
        return self._render(
            "show.html",
            title=str(row),
            row=row,
            facts=facts(self.register, row),
            blocks=blocks(db.session, self.register, row),
            may_edit=may_row(db.session, self.register, row, Action.update),
            may_delete=may_row(db.session, self.register, row, Action.delete),
            links=self.register.links(row) if self.register.links else [],
        )

    @expose("/add", methods=["GET", "POST"])
    @has_access
    @permission_name("create")
    def add(self) -> Answer:
        """Show an empty form, or add a row."""
        if request.method == "POST":
            return self._save(None)
        names = self.register.fields
        given = {name: value for name, value in request.args.items() if name in names}
        defaults = self.register.defaults(db.session) if self.register.defaults else {}
        return self._form(None, {k: str(v) for k, v in defaults.items() if v is not None} | given)

    @expose("/edit/<int:pk>", methods=["GET", "POST"])
    @has_access
    @permission_name("update")
    def edit(self, pk: int) -> Answer:
        """Show a row's form, or change the row."""
        row = self._row(pk)
        if request.method == "POST":
            return self._save(row)
        if not may_row(db.session, self.register, row, Action.update):
            raise Forbidden
        return self._form(row, {})

    @expose("/delete/<int:pk>", methods=["GET", "POST"])
    @has_access
    @permission_name("delete")
    def delete(self, pk: int) -> Answer:
        """Ask, naming the row; or delete it."""
        row = self._row(pk)
        if not may_row(db.session, self.register, row, Action.delete):
            raise Forbidden
        name, error = str(row), ""
        if request.method == "POST":
            try:
                remove(db.session, self.register, row)
                db.session.commit()
            except FieldsError as refused:
                error = refused.sentence
                set_writing(False)
            else:
                flash(_("Deleted: %(name)s.", name=name), "success")
                return redirect(f"{self.register.path}/list/")
        page = self._render("delete.html", title=name, pk=pk, error=error)
        return (page, 422) if error else page

    def _asked(self) -> Asked:
        return self._understood(lambda: read(self.register, request.args))

    def _understood(self, work: Any) -> Any:
        """Return what `work()` returns; answer 400 with a sentence where the address is wrong."""
        try:
            return work()
        except WrongQueryError as wrong:
            refusal = BadRequest(str(wrong))
            refusal.for_people = True  # type: ignore[attr-defined]
            raise refusal from None

    def _row(self, pk: int) -> Any:
        row = get(db.session, self.register, pk, self.register.detail_loads)
        if row is None:
            raise NotFound
        return row

    def _save(self, row: Any | None) -> Answer:
        """Write the form, and go where the pressed button says."""
        register, pk = self.register, None if row is None else row.id
        given = _typed(register, row)
        try:
            written = save(db.session, register, given, row)
        except FieldsError as refused:
            set_writing(False)  # what follows only reads; others may write meanwhile
            row = None if pk is None else self._row(pk)
            return self._form(row, given, refused.errors), 422
        after = self._after_saving(written, is_new=pk is None)
        name = str(written)
        db.session.commit()
        flash(_("Saved: %(name)s.", name=name), "success")
        return redirect(after)

    def _after_saving(self, row: Any, *, is_new: bool) -> str:
        path, pk, back = self.register.path, row.id, request.args.get("back")
        match request.form.get("then"):
            case "stay":
                return f"{path}/edit/{pk}" if may(self.register, Action.update) else f"{path}/list/"
            case "next":
                kept = [n for n in request.args if n in self.register.fields]
                query = "&".join(f"{n}={int(request.args[n])}" for n in kept if _is_id(n))
                if back:
                    query = f"{query}&back={quote(safe_target(back))}".lstrip("&")
                return f"{path}/add?{query}" if query else f"{path}/add"
        if is_new and self.register.onward is not None:
            return self.register.onward(row, request.args)
        return safe_target(back) if back else f"{path}/show/{pk}"

    def _form(
        self, row: Any | None, values: dict[str, Any], errors: dict[str, str] | None = None
    ) -> str:
        errors, register = errors or {}, self.register
        groups = [
            (g.title, [field(db.session, register, n, values, row, errors) for n in g.names])
            for g in register.form
        ]
        whole = " ".join(text for name, text in errors.items() if name not in register.fields)
        back, own = request.args.get("back"), f"{register.path}/list/"
        if row is not None:
            own = f"{register.path}/show/{row.id}"
        return self._render(
            "form.html",
            title=register.one if row is None else str(row),
            groups=groups,
            row=row,
            whole=whole,
            wrong=bool(errors),
            away=safe_target(back) if back else own,
        )

    def _render(self, template: str, **context: Any) -> str:
        register = self.register
        return str(
            self.render_template(
                f"register/{template}",
                register=register,
                may_create=may(register, Action.create),
                **context,
            )
        )


def _typed(register: Register, row: Any | None) -> dict[str, Any]:
    """Return what the form sent, as strings by field; a box that is not ticked sends nothing."""
    fixed = register.create_only if row is not None else frozenset()
    names = [name for name in register.fields if name not in fixed]
    return {name: request.form.get(name, "") for name in names if name in request.form}


def _is_id(name: str) -> bool:
    value = request.args.get(name, "")
    return value.isdigit() and len(value) <= 10


def page_of(register: Register) -> type[RegisterView]:
    """Return the page class of `register`."""
    name = "".join(part.title() for part in register.resource.split("_"))
    return type(
        f"{name}Register",
        (RegisterView,),
        {
            "register": register,
            "route_base": register.path,
            "class_permission_name": str(register.resource),
            "exclude_route_methods": frozenset() if register.writable else WRITES,
        },
    )
