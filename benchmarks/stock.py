"""A stock FAB application with one list over the same table of marks, to compare with."""

import os

from flask import Flask
from flask_appbuilder import AppBuilder, ModelView
from flask_appbuilder.models.sqla.base import SQLA
from flask_appbuilder.models.sqla.interface import SQLAInterface

from models import Mark
from models.base import Model


class MarkList(ModelView):
    """The list as FAB makes it, with the columns of our register."""

    datamodel = SQLAInterface(Mark)
    list_columns = ["student", "code", "lesson"]
    search_columns = ["code"]
    base_order = ("id", "desc")
    page_size = 25


def create_app() -> Flask:
    """Return the app on the database of DATABASE_URL; «stock» signs in as its admin."""
    app = Flask(__name__)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
        SECRET_KEY=os.environ["SECRET_KEY"],
        WTF_CSRF_ENABLED=False,
        FAB_CREATE_DB=False,
        AUTH_RATE_LIMITED=False,
        RATELIMIT_ENABLED=False,
    )
    db = SQLA(metadata=Model.metadata)
    db.init_app(app)
    with app.app_context():
        builder = AppBuilder(app, db.session)
        manager = builder.sm
        admin = manager.find_role("Admin") or manager.add_role("Admin")
        builder.add_view(MarkList, "Marks")
        if manager.find_user("stock") is None:
            password = os.environ["BENCH_PASSWORD"]
            manager.add_user("stock", "Stock", "User", "stock@example.org", admin, password)
        db.session.remove()
    return app
