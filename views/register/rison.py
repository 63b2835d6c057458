"""The `q` of REST lists: FAB's rison conventions, read strictly."""

import json
from typing import Any, Final

import prison
from flask import request
from flask_babel import gettext as _

from views.register.columns import Column
from views.register.query import (
    MOST_SIZE,
    SIZES,
    Asked,
    WrongQueryError,
    compared,
    criterion,
    sized,
)
from views.register.register import Register

LONGEST: Final = 8000
_NAMES: Final = frozenset(
    {
        "filters",
        "search",
        "order_column",
        "order_direction",
        "page",
        "page_size",
        "columns",
        "keys",
        "select_columns",
    }
)


def arguments() -> dict[str, Any]:
    """Return the query parameter `q`, rison or JSON, as a dict; raise WrongQueryError."""
    raw = request.args.get("q", "")
    if not raw:
        return {}
    if len(raw) > LONGEST:
        raise WrongQueryError(_("The query is too long."))
    found = _decoded(raw)
    if not isinstance(found, dict):
        raise WrongQueryError(_("`q` must be a rison or JSON object."))
    for name in found:
        if name not in _NAMES:
            raise WrongQueryError(_("`q` has no part «%(name)s».", name=str(name)[:40]))
    return found


def _decoded(raw: str) -> Any:
    for loads in (prison.loads, json.loads):
        try:
            return loads(raw)
        except Exception:  # noqa: S112  prison fails in many ways on malformed input
            continue
    raise WrongQueryError(_("`q` is neither rison nor JSON."))


def asked(register: Register, args: dict[str, Any]) -> Asked:
    """Return what a REST list is asked for; raise WrongQueryError for what makes no sense."""
    wanted = Asked(
        text=_text(args.get("search", ""), "search"),
        where=tuple(_filter(register, item) for item in _list(args, "filters")),
        sort=_text(args.get("order_column", ""), "order_column"),
        descending=_direction(args.get("order_direction", "asc")),
    )
    size = _whole(args, "page_size", SIZES[0])
    return sized(wanted, _whole(args, "page", 0), MOST_SIZE if size == -1 else size)


def chosen(args: dict[str, Any], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return those of `columns` that the query names under `columns`, all by default."""
    names = _list(args, "columns") or _list(args, "select_columns")
    if not names:
        return columns
    known = {column.name: column for column in columns}
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise WrongQueryError(_("There is no column «%(name)s».", name=str(name)[:40]))
    return tuple(known[name] for name in names)


def _filter(register: Register, item: Any) -> Any:
    if not isinstance(item, dict) or not {"col", "opr", "value"} <= set(item):
        raise WrongQueryError(_("A filter is (col:…,opr:…,value:…)."))
    name, opr, value = item["col"], item["opr"], item["value"]
    if name in register.custom_filters:
        return criterion(register, name, value)
    if name == "id":
        return register.model.id == _key(value)
    listed = {column.name for column in register.list_columns}
    if not isinstance(name, str) or name not in listed | set(register.filter_names):
        raise WrongQueryError(_("There is no such filter: %(name)s", name=str(name)[:40]))
    return compared(register.columns[name], str(opr), value)


def _key(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise WrongQueryError(_("A whole number is needed here."))
    return value


def _list(args: dict[str, Any], name: str) -> list[Any]:
    value = args.get(name, [])
    if not isinstance(value, list):
        raise WrongQueryError(_("`%(name)s` must be a list.", name=name))
    return value[:50]


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str | int) or "\x00" in str(value):
        raise WrongQueryError(_("`%(name)s` must be text.", name=name))
    return str(value)


def _whole(args: dict[str, Any], name: str, otherwise: int) -> int:
    value = args.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongQueryError(_("`%(name)s` must be a whole number.", name=name))
    return value


def _direction(value: Any) -> bool:
    if value not in ("asc", "desc"):
        raise WrongQueryError(_("`order_direction` is asc or desc."))
    return bool(value == "desc")
