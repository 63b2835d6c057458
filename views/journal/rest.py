"""What the journal's REST resources share: keys, errors, JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, abort, request
from flask_babel import gettext as _

from access.session import db
from domain.typed import MOST_ID, whole
from services.errors import (
    ConflictError,
    FieldsError,
    MalformedError,
    NotAllowedError,
    NotFoundError,
    ServiceError,
)
from services.grid_json import compact as compact_json
from services.lesson_loss import LossError
from views.answers import json_error

STATUS: dict[type[ServiceError], int] = {
    NotFoundError: 404,
    NotAllowedError: 403,
    MalformedError: 400,
    FieldsError: 422,
    LossError: 409,
    ConflictError: 409,
}


def answers(method: Callable[..., Response]) -> Callable[..., Response]:
    """Turn a service's refusal into its answer, and let nothing of the unit of work stay."""

    @wraps(method)
    def answered(*args: Any, **kwargs: Any) -> Response:
        if any(isinstance(key, int) and key > MOST_ID for key in kwargs.values()):
            abort(404)
        try:
            return method(*args, **kwargs)
        except ServiceError as refusal:
            db.session.rollback()
            return json_error(_status(refusal), refusal.sentence, **_details(refusal))

    return answered


def _status(refusal: ServiceError) -> int:
    """Return the status of a refusal: that of the nearest kind it is of."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def _details(refusal: ServiceError) -> dict[str, Any]:
    if isinstance(refusal, FieldsError):
        return {"errors": refusal.errors}
    if isinstance(refusal, ConflictError):
        return refusal.now
    if isinstance(refusal, LossError):
        loss = refusal.loss
        names = list(loss.names)
        return {"loss": {"marks": loss.marks, "absences": loss.absences, "names": names}}
    return {}


def compact(values: Any, status: int = 200) -> Response:
    """Return the answer that holds `values`."""
    return json_answer(compact_json(values), status)


def json_answer(text: str, status: int = 200) -> Response:
    """Return the answer that holds the JSON `text`."""
    # What JSON can say and UTF-8 cannot, half a surrogate pair, is echoed as a question mark.
    return Response(text.encode("utf-8", "replace"), status, mimetype="application/json")


def number_in_query(name: str) -> int | None:
    """Return a whole number of the address, None where it is missing; raise FieldsError."""
    try:
        return whole(request.args.get(name))
    except ValueError:
        raise FieldsError({name: _("Send a whole number.")}) from None
