"""Every view stands on the matrix; every register says its columns itself."""

import inspect

import pytest

from access.matrix import MATRIX, Action, Resource
from access.roles import Role
from access.scopes import NARROWED, RESOURCE_OF
from app.navigation import NAVIGATION
from models.base import Model, Public, Scoped
from views import WITHOUT_RESOURCE, NoResourceError, check_resources
from views.register.register import REGISTERS

pytestmark = pytest.mark.sqlite_only


def _views(app):
    return app.appbuilder.baseviews


def test_every_view_names_a_resource_of_the_matrix(app):
    for view in _views(app):
        name = type(view).__name__
        if name not in WITHOUT_RESOURCE:
            assert view.class_permission_name in set(Resource), name


def test_a_view_without_a_resource_fails_at_start(app):
    class StrayView:
        class_permission_name = "StrayView"

    with pytest.raises(NoResourceError):
        check_resources([StrayView()])


def test_views_without_a_resource_are_few_and_exist(app):
    assert {type(view).__name__ for view in _views(app)} >= WITHOUT_RESOURCE - {"IndexView"}


def test_permissions_are_the_four_actions(app):
    """A method without a mapped permission would become a right that nobody knows of."""
    for view in _views(app):
        if type(view).__name__ in WITHOUT_RESOURCE:
            continue
        for permission in getattr(view, "base_permissions", None) or ():
            assert permission in {f"can_{action}" for action in Action}, type(view).__name__


def test_every_model_is_scoped_or_public():
    for mapper in Model.registry.mappers:
        model = mapper.class_
        if model.__module__.startswith("models."):
            assert issubclass(model, Scoped) != issubclass(model, Public), model.__name__
        if issubclass(model, Scoped):
            assert model in NARROWED, f"{model.__name__} has no scope"
            assert RESOURCE_OF[model] in MATRIX


def test_every_resource_stands_in_the_matrix():
    assert set(MATRIX) == set(Resource)
    for resource, row in MATRIX.items():
        for role, actions in row.items():
            assert isinstance(role, Role)
            assert Action.read in actions, f"{role} may change {resource} but not see it"


def test_registers_list_their_columns(app):
    """Automatic columns list relationships and every new column of a model (design 3.2)."""
    for register in REGISTERS.values():
        assert register.list, register.resource
        names = [column.name for column in register.list_columns]
        assert len(names) == len(set(names))


def test_navigation_leads_to_pages_that_exist(app):
    adapter = app.url_map.bind("localhost")
    for section in NAVIGATION:
        for item in section.links:
            endpoint, _values = adapter.match(item.path)
            assert endpoint


@pytest.mark.parametrize("role", Role)
def test_no_link_of_the_navigation_is_refused(role, client_as):
    """Whoever sees a link may follow it."""
    import re

    client = client_as(str(role))
    page = client.get("/").text
    head = page.split("<main", 1)[0]
    links = set(re.findall(r'href="(/[^"#?]*)"', head)) - {"/logout/"}
    assert links
    for link in links:
        if not link.startswith(("/static", "/language")):
            assert client.get(link).status_code == 200, link


def test_services_do_not_ask_flask_who_asks():
    """They take what they need; a job or a command calls them as a page does."""
    import services

    for path in __import__("pathlib").Path(inspect.getfile(services)).parent.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert "from flask import" not in code, path.name
        assert "current_user" not in code, path.name
