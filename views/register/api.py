"""The REST face of a register, by FAB's conventions: list, one, add, change, delete, choices."""

from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_appbuilder.security.decorators import permission_name, protect
from flask_babel import gettext as _

from access.matrix import Action
from access.session import db
from services.errors import FieldsError
from views.answers import json_error
from views.register import openapi, remote, rison
from views.register.columns import Column
from views.register.query import WrongQueryError, fetch, get
from views.register.register import Register
from views.register.saving import remove, save
from views.register.values import sent
from views.rest_api import RestApi

WRITES: Final = frozenset({"post", "put", "delete"})


class RegisterApi(RestApi):
    """One register's resource. Subclasses are made by `api_of`."""

    register: Register

    @expose("/", methods=["GET"])
    @protect()
    @permission_name("read")
    def get_list(self) -> Response:
        """Return a page of rows that the caller sees, filtered, searched and sorted by `q`."""
        try:
            args = rison.arguments()
            columns = rison.chosen(args, self.register.list_columns)
            asked = rison.asked(self.register, args)
            page = fetch(db.session, self.register, asked, self.register.loads)
        except WrongQueryError as wrong:
            return json_error(400, str(wrong))
        answer = {
            "count": page.count,
            "ids": [row.id for row in page.rows],
            "result": [{"id": row.id} | _record(columns, row) for row in page.rows],
        }
        return self.response(200, **answer, **self._words(args, columns))

    def _words(self, args: dict[str, Any], columns: tuple[Column, ...]) -> dict[str, Any]:
        words = {
            "label_columns": {column.name: str(column.label) for column in columns},
            "list_columns": [column.name for column in columns],
            "list_title": str(self.register.title),
            "order_columns": sorted(self.register.sortable),
        }
        wanted = args.get("keys")
        return {k: v for k, v in words.items() if not isinstance(wanted, list) or k in wanted}

    @expose("/<int:pk>", methods=["GET"])
    @protect()
    @permission_name("read")
    def get(self, pk: int) -> Response:
        """Return one row; 404 where there is none that the caller sees."""
        row = get(db.session, self.register, pk, self.register.detail_loads)
        if row is None:
            return self.response_404()
        return self.response(200, id=row.id, result=_record(self.register.detail_columns, row))

    @expose("/_info", methods=["GET"])
    @protect()
    @permission_name("read")
    def info(self) -> Response:
        """Return what the caller may do here, the fields to write and the filters."""
        register = self.register
        may = [a for a in Action if self.appbuilder.sm.has_access(f"can_{a}", register.resource)]
        fields = [openapi.field_info(register.columns[name]) for name in register.fields]
        return self.response(
            200,
            permissions=[f"can_{action}" for action in may],
            add_columns=fields,
            edit_columns=[f for f in fields if f["name"] not in register.create_only],
            filters=list(register.filter_names),
        )

    @expose("/_choices", methods=["GET"])
    @protect()
    @permission_name("read")
    def choices(self) -> Response:
        """Return rows to choose from, by `q`; other arguments are filters of the register."""
        try:
            return self.response(
                200, **remote.choices(db.session, self.register, request.args.to_dict())
            )
        except WrongQueryError as wrong:
            return json_error(400, str(wrong))

    @expose("/", methods=["POST"])
    @protect()
    @permission_name("create")
    def post(self) -> Response:
        """Add a row; 422 with a sentence per wrong field."""
        return self._written(None)

    @expose("/<int:pk>", methods=["PUT"])
    @protect()
    @permission_name("update")
    def put(self, pk: int) -> Response:
        """Change the named fields of a row; 422 with a sentence per wrong field."""
        row = get(db.session, self.register, pk, self.register.detail_loads)
        return self.response_404() if row is None else self._written(row)

    @expose("/<int:pk>", methods=["DELETE"])
    @protect()
    @permission_name("delete")
    def delete(self, pk: int) -> Response:
        """Delete a row; 422 where other records refer to it."""
        row = get(db.session, self.register, pk, self.register.detail_loads)
        if row is None:
            return self.response_404()
        try:
            remove(db.session, self.register, row)
        except FieldsError as refused:
            return json_error(422, refused.sentence, errors=refused.errors)
        db.session.commit()
        return self.response(200, message="OK")

    def _written(self, row: Any | None) -> Response:
        body = _body()
        if body is None:
            return json_error(400, _("The body must be a JSON object."))
        try:
            written = save(db.session, self.register, body, row)
        except FieldsError as refused:
            return json_error(422, refused.sentence, errors=refused.errors)
        pk = written.id
        db.session.commit()
        fresh = get(db.session, self.register, pk, self.register.detail_loads)
        # Who may add a row need not see it: then the answer is its key alone.
        result = _record(self.register.detail_columns, fresh) if fresh is not None else {}
        return self.response(201 if row is None else 200, id=pk, result=result)

    def response_404(self) -> Response:
        """Return 404 in the caller's words."""
        return json_error(404, _("There is no such record, or it is not yours to see."))

    def response_403(self) -> Response:
        """Return 403 in the caller's words."""
        return json_error(403, _("Your role does not allow this."))

    def add_apispec_components(self, api_spec: Any) -> None:
        """Describe what is sent and received to OpenAPI."""
        self._apispec_parameter_schemas = openapi.schemas(self.register)
        super().add_apispec_components(api_spec)

    def operation_helper(
        self,
        path: Any = None,
        operations: Any = None,
        methods: Any = None,
        func: Any = None,
        **_more: Any,
    ) -> None:
        """Describe one operation to OpenAPI."""
        for method in methods:
            operations[method.lower()] = openapi.operation(self.register, func.__name__)


def _body() -> dict[str, Any] | None:
    """Return the request's JSON object, or None where it holds none that can be read."""
    try:
        body = request.get_json(silent=True) if request.is_json else None
    except RecursionError:  # a body nested thousands of levels deep
        return None
    return body if isinstance(body, dict) else None


def _record(columns: tuple[Column, ...], row: Any) -> dict[str, Any]:
    return {column.name: sent(column, row) for column in columns}


def api_of(register: Register) -> type[RegisterApi]:
    """Return the REST class of `register`."""
    name = "".join(part.title() for part in register.resource.split("_"))
    return type(
        f"{name}Api",
        (RegisterApi,),
        {
            "register": register,
            "resource_name": str(register.resource),
            "class_permission_name": str(register.resource),
            "exclude_route_methods": register.elsewhere
            | (frozenset() if register.writable else WRITES),
            "openapi_spec_tag": str(register.resource),
        },
    )
