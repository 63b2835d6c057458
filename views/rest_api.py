"""What every REST resource of our own shares: who may call it, and the refusals that all have."""

from typing import Any, Final

from flask_appbuilder.api import BaseApi

_REFUSALS: Final = (400, 401, 403, 404, 422)
_CONFLICT: Final = {"description": "What it rests on was changed, signed or closed meanwhile"}


class RestApi(BaseApi):
    """A resource that pages call with their session and a token, programs with a JWT.

    A method documents the answers that are its own; the refusals of `needs` and `answers`
    (views/needs.py, views/journal/rest.py) are added to its OpenAPI text here.
    """

    allow_browser_login = True
    csrf_exempt = False

    def operation_helper(
        self, path: Any = None, operations: Any = None, methods: Any = None, func: Any = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """Complete the operations of a path as FAB reads them from the docstring of `func`."""
        super().operation_helper(
            path=path, operations=operations, methods=methods, func=func, **kwargs
        )
        for method, operation in operations.items():
            known = operation.setdefault("responses", {})
            for code in _REFUSALS:
                known.setdefault(code, {"$ref": f"#/components/responses/{code}"})
            if method != "get":
                known.setdefault(409, _CONFLICT)
