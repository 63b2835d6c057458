"""What is declared wrongly is found at start, never served."""

from typing import Any

import pytest

from access.matrix import MATRIX, Action, Resource
from access.roles import Role
from models import Mark, Position, Student
from models.labels import label_for, label_of
from views.register.columns import RegisterError
from views.register.register import REGISTERS, Fields, Register
from views.registers import check_labels


@pytest.mark.parametrize(
    "wrong",
    [
        {"list": ()},
        {"list": ("name", "nothing")},
        {"resource": "position"},
        {"order": "nothing"},
        {"filters": ("nothing",)},
        {"list": ("full_name",), "model": Student, "filters": ("full_name",)},
        {"list": ("full_name",), "form": (Fields("x", ("full_name",)),), "model": Student},
        {
            "list": ("code",),
            "form": (Fields("x", ("code",)),),
            "model": Mark,
            "resource": Resource.diary,
        },
    ],
)
def test_a_wrong_declaration_fails_at_start(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "model": Position,
        "resource": Resource.position,
        "one": "New",
        "list": ("name",),
    }
    with pytest.raises(RegisterError):
        Register(**{**right, **wrong}).check()


def test_every_column_of_every_model_has_a_label(app: Any) -> None:
    check_labels()
    with pytest.raises(KeyError):
        label_for(Position, "nothing")


def test_every_role_action_and_resource_has_a_name(app: Any) -> None:
    with app.test_request_context():
        for vocabulary in (Role, Action, Resource):
            assert all(str(label_of(member)) for member in vocabulary)


def test_every_resource_of_a_register_is_in_the_matrix(app: Any) -> None:
    assert set(REGISTERS) <= set(MATRIX)
    assert len(REGISTERS) >= 25


def test_pages_and_rest_name_the_same_resource(app: Any) -> None:
    for view in app.appbuilder.baseviews:
        register = getattr(view, "register", None)
        if register is not None and hasattr(register, "resource"):
            assert view.class_permission_name == register.resource
            assert set(view.base_permissions) <= {f"can_{action}" for action in Action}
