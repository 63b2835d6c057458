"""The commands of `flask`. All of them act as the command line, in writing units."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import func, insert, select
from werkzeug.security import generate_password_hash

from access.matrix import MATRIX
from access.principal import acting_as, system_principal
from access.roles import Role
from access.session import db, writing
from app.access_sync import grant_roles, sync_roles
from app.cli_archive import archive_group
from app.cli_import import import_group
from app.cli_import_curriculum import import_curriculum  # noqa: F401  adds the command
from app.cli_import_lesson_plan import lesson_plan  # noqa: F401  adds the command
from app.cli_import_timetable import import_timetable_file  # noqa: F401  adds the command
from app.cli_timetable import timetable_group
from app.permissions_doc import document
from config import ROOT
from demo.cli import demo
from reports.cli import report_group
from services.passwords import MIN_LENGTH

access_group = AppGroup("access", help="Roles and the matrix of rights.")


@access_group.command("sync")
def sync() -> None:
    """Write the roles and their permissions into the database, exactly as the matrix says."""
    roles, permissions = sync_roles()
    click.echo(f"{roles} roles, {permissions} permissions")


@access_group.command("show")
def show() -> None:
    """Print who may do what."""
    for resource, row in MATRIX.items():
        for role, actions in row.items():
            click.echo(f"{resource:24}{role:18}{' '.join(sorted(actions))}")


@access_group.command("docs")
def docs() -> None:
    """Write docs/permissions.md from the matrix and the sources."""
    file = ROOT / "docs" / "permissions.md"
    file.write_text(document(ROOT), encoding="utf-8")
    click.echo(file)


@access_group.command("account")
@click.argument("login")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(list(Role)))
@click.option("--last-name", required=True)
@click.option("--first-name", required=True)
@click.password_option()
def account(
    login: str, roles: tuple[str, ...], last_name: str, first_name: str, password: str
) -> None:
    """Make an account, such as the first module admin's on an empty database."""
    if len(password) < MIN_LENGTH:
        raise click.ClickException(f"The password needs {MIN_LENGTH} characters or more.")
    table = User.__table__
    hashed = generate_password_hash(password)
    with writing(), db.engine.begin() as connection:
        taken = select(table.c.id).where(func.lower(table.c.username) == login.lower())
        if connection.execute(taken).first():
            raise click.ClickException(f"The login «{login}» is taken.")
        user_id = connection.execute(
            insert(table).values(
                username=login,
                first_name=first_name,
                last_name=last_name,
                password=hashed,
                active=True,
                email=f"{login}@localhost.invalid",
            )
        ).inserted_primary_key[0]
    grant_roles(user_id, [Role(role) for role in roles])
    click.echo(f"{login}: {', '.join(roles)}")


def as_command_line(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function` run by the command line's principal, in writing units."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        with acting_as(system_principal("cli")), writing():
            try:
                return function(*args, **kwargs)
            finally:
                db.session.remove()

    return run


def init_app(app: Flask) -> None:
    """Register the commands."""
    for group in (access_group, report_group, import_group, timetable_group, archive_group):
        app.cli.add_command(group)
        for command in group.commands.values():
            command.callback = as_command_line(command.callback)  # type: ignore[arg-type]
    app.cli.add_command(demo)
