"""The OpenAPI description of a register's resource, from the same columns that serve it."""

from typing import Any, Final

from views.register.columns import Column, Kind
from views.register.register import Register
from views.register.values import LONGEST_TEXT, MOST

_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.text: {"type": "string"},
    Kind.long_text: {"type": "string"},
    Kind.number: {"type": "integer", "minimum": -MOST, "maximum": MOST},
    Kind.flag: {"type": "boolean"},
    Kind.day: {"type": "string", "format": "date"},
    Kind.instant: {"type": "string", "format": "date-time"},
    Kind.choice: {"type": "string"},
    Kind.derived: {},
}
_REFERENCE: Final = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "label": {"type": "string", "nullable": True}},
}
_ID: Final = {
    "name": "pk",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST},
}
_Q: Final = {
    "name": "q",
    "in": "query",
    "required": False,
    "description": (
        "Rison: (search:'…',filters:!((col:…,opr:eq,value:…)),order_column:…,"
        "order_direction:asc,page:0,page_size:25,columns:!(…),keys:!(none)). "
        "Operators: eq, neq, gt, lt, ge, le; sw and ct for text."
    ),
    "schema": {"type": "string"},
}


def _read_schema(column: Column) -> dict[str, Any]:
    if column.kind is Kind.reference:
        return {**_REFERENCE, "nullable": not column.required, "title": str(column.name)}
    schema = dict(_TYPES[column.kind])
    if column.enum:
        schema["enum"] = [*column.enum.__members__, *([] if column.required else [None])]
    return {**schema, "nullable": True} if schema else schema


def _write_schema(column: Column) -> dict[str, Any]:
    if column.kind is Kind.reference:
        schema = {"type": "integer", "minimum": 1, "maximum": MOST}
    else:
        schema = dict(_TYPES[column.kind])
    if column.kind in (Kind.text, Kind.long_text):
        schema["maxLength"] = column.longest or LONGEST_TEXT
        if column.required:
            schema["minLength"] = 1
    if column.enum:
        schema["enum"] = [*column.enum.__members__, *([] if column.required else [None])]
    return schema if column.required else {**schema, "nullable": True}


def schemas(register: Register) -> dict[str, Any]:
    """Return the component schemas: a row of the list, a whole row, what is written."""
    name = str(register.resource)
    found: dict[str, Any] = {
        f"{name}.get_list": _object(register.list_columns),
        f"{name}.get": _object(register.detail_columns),
    }
    if register.writable:
        columns = [register.columns[field] for field in register.fields]
        properties = {column.name: _write_schema(column) for column in columns}
        body = {"type": "object", "properties": properties, "additionalProperties": False}
        needed = [column.name for column in columns if column.required]
        found[f"{name}.put"] = body
        found[f"{name}.post"] = {**body, "required": needed} if needed else body
    return found


def _object(columns: tuple[Column, ...]) -> dict[str, Any]:
    properties: dict[str, Any] = {"id": {"type": "integer"}}
    properties |= {column.name: _read_schema(column) for column in columns}
    return {"type": "object", "properties": properties}


def operation(register: Register, method: str) -> dict[str, Any]:
    """Return the description of one operation, `method` being the name of its view method."""
    name, title = str(register.resource), register.resource.replace("_", " ")
    ref = {"$ref": f"#/components/schemas/{name}.{method}"}
    rows = {"type": "array", "items": ref}
    listed = {"count": {"type": "integer"}, "ids": {"type": "array", "items": {"type": "integer"}}}
    found = {"id": {"type": "integer"}, "result": {"$ref": f"#/components/schemas/{name}.get"}}
    described: dict[str, tuple[str, list[Any], dict[str, Any], tuple[int, ...]]] = {
        "get_list": (f"List: {title}", [_Q], {**listed, "result": rows}, (200, 400)),
        "get": (f"One: {title}", [_ID], found, (200, 404)),
        "info": (f"Fields, filters and rights: {title}", [], {}, (200,)),
        "choices": (f"Search to choose from: {title}", [_search()], {}, (200, 400)),
        "post": (f"Add: {title}", [], found, (201, 400, 422)),
        "put": (f"Change: {title}", [_ID], found, (200, 400, 404, 422)),
        "delete": (f"Delete: {title}", [_ID], {}, (200, 400, 404, 422)),
    }
    summary, parameters, properties, answers = described[method]
    spec: dict[str, Any] = {
        "summary": summary,
        "operationId": f"{name}_{method}",
        "parameters": parameters,
        "responses": _responses(answers, properties),
        "security": [{"jwt": []}],
    }
    if method in ("post", "put"):
        content = {"application/json": {"schema": ref}}
        spec["requestBody"] = {"required": True, "content": content}
    return spec


def _search() -> dict[str, Any]:
    return {"name": "q", "in": "query", "required": False, "schema": {"type": "string"}}


def _responses(answers: tuple[int, ...], properties: dict[str, Any]) -> dict[str, Any]:
    done: dict[str, Any] = {"type": "object", "properties": properties}
    failed = {"type": "object", "properties": {"message": {"type": "string"}}}
    return {
        str(status): {
            "description": _SAID[status],
            "content": {"application/json": {"schema": done if status < 300 else failed}},
        }
        for status in (*answers, 401, 403)
    }


_SAID: Final = {
    200: "Done",
    201: "Added",
    400: "The request cannot be understood",
    401: "Nobody is signed in",
    403: "The role does not allow it",
    404: "There is no such record, or it is not the caller's to see",
    422: "A field is wrong: `errors` has a sentence for each",
}


def field_info(column: Column) -> dict[str, Any]:
    """Return what a program needs to know of a field it writes."""
    info: dict[str, Any] = {
        "name": column.name,
        "label": str(column.label),
        "type": str(column.kind),
        "required": column.required,
    }
    if column.longest:
        info["max_length"] = column.longest
    if column.enum:
        info["values"] = list(column.enum.__members__)
    return info
