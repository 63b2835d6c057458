"""Composition only: the application factory wires what the other packages offer."""

from flask import Flask
from flask_migrate import Migrate

import access.audit
import access.reading
import access.writing  # noqa: F401  the three install their session listeners
from access.principal import acting_as, system_principal
from access.session import db
from app import cli, errors, headers, identity, keys, logging, proxy, shell, uploads
from app.builder import Builder
from app.security import MatrixSecurityManager
from config import ROOT, Config
from domain.clock import clock
from views import register_views
from views.home import HomeView


def create_app(config: Config | None = None) -> Flask:
    """Return the application for `config`, by default the one the environment describes."""
    config = config or Config.from_env()
    clock.configure(config.COLLEGE_TIMEZONE)
    app = Flask(__name__, instance_path=str(config.instance))
    app.config.from_mapping(config.flask_settings())
    keys.init_app(app)
    proxy.init_app(app)
    logging.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    uploads.init_app(app)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context(), acting_as(system_principal("start")):
        identity.init_app(app)
        appbuilder = Builder(
            app,
            db.session,
            base_template="appbuilder/baselayout.html",
            indexview=HomeView,
            security_manager_class=MatrixSecurityManager,
            update_perms=False,
        )
        register_views(app, appbuilder)
        db.session.remove()  # or the first writer would wait for a unit that start-up left open
    shell.init_app(app)
    cli.init_app(app)
    return app
