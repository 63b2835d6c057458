"""`flask timetable`: check a timetable, publish it in the name of a person."""

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from access.principal import Principal, acting_as
from access.principals import principal_of_login
from access.session import GuardedSession, db
from jobs.publishing import publish
from services.errors import ConflictError, ServiceError
from services.publishing import publication_json, start_publication
from services.timetable_conflicts import conflicts_of

timetable_group = AppGroup("timetable", help="The timetable: check it, publish it.")


@timetable_group.command("check")
@click.argument("timetable_id", type=int)
@click.option("--as", "login", required=True, help="Login of the person who asks.")
@click.option("--locale", default="ru", help="Language of the sentences.")
def check(timetable_id: int, login: str, locale: str) -> None:
    """Print all that is wrong with timetable TIMETABLE_ID, what blocks its publishing first."""
    with force_locale(locale), acting_as(_person(login)), GuardedSession(db) as session:
        try:
            found = conflicts_of(session, timetable_id)
        except ServiceError as refusal:
            raise click.ClickException(refusal.sentence) from None
        for conflict in found:
            click.echo(f"{'!' if conflict.blocks else '-'} {conflict.sentence}")
        click.echo(f"{sum(conflict.blocks for conflict in found)} / {len(found)}")


@timetable_group.command("publish")
@click.argument("timetable_id", type=int)
@click.option("--as", "login", required=True, help="Login of the person who publishes.")
@click.option("--locale", default="ru", help="Language of the sentences.")
def publish_timetable(timetable_id: int, login: str, locale: str) -> None:
    """Publish timetable TIMETABLE_ID here and now, without the queue; print what was done."""
    who = _person(login)
    with force_locale(locale), acting_as(who):
        try:
            with GuardedSession(db) as session:
                publication_id = start_publication(session, who, timetable_id)
        except ConflictError as refusal:
            for conflict in refusal.now.get("conflicts", ()):
                click.echo(f"! {conflict['sentence']}")
            raise click.ClickException(refusal.sentence) from None
        except ServiceError as refusal:
            raise click.ClickException(refusal.sentence) from None
        publish(publication_id)
        with GuardedSession(db) as session:
            told = publication_json(session, publication_id)
    if told["state"] != "done":
        raise click.ClickException(told["error"] or told["state"])
    result = told["result"]
    names = ("added", "changed", "removed", "kept", "left_count", "missing_count")
    click.echo(", ".join(f"{name}: {result[name]}" for name in names))


def _person(login: str) -> Principal:
    who = principal_of_login(login)
    if who is None:
        raise click.ClickException(f"Nobody signs in as {login}.")
    return who
