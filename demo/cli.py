"""`flask demo`: load the demonstration college."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from access.session import db
from config import kept_secret
from demo.accounts import LOGINS
from demo.load import SEED, DemoRefused, load
from demo.scale import SCALES
from domain.clock import clock

PASSWORD_BYTES = 12


@click.command("demo")
@click.option("--scale", type=click.Choice(list(SCALES)), default="small", show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Another made-up college.")
@click.option("--quiet", is_flag=True, help="Leave the logins to who started it.")
@with_appcontext
def demo(scale: str, seed: int, quiet: bool) -> None:
    """Load a made-up college into an empty database: people, journals, lessons up to today."""
    if current_app.config["APP_ENV"] == "production":
        raise click.ClickException("The demo college is never loaded where APP_ENV is production.")
    password, is_new = _password()
    try:
        loaded = load(
            db.engine, scale, seed, password, clock.today(), lambda text: click.echo(f"  {text}")
        )
    except DemoRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{loaded.rows} rows in {loaded.seconds:.0f} s")
    if quiet:
        return
    click.echo(f"Logins: {', '.join(LOGINS)}")
    if is_new:
        click.echo(f"Password of each: {password}")


def _password() -> tuple[str, bool]:
    """Return the password of the demo logins, and whether it was made up just now."""
    given: str = current_app.config["DEMO_PASSWORD"]
    if given:
        return given, False
    path = Path(current_app.config["INSTANCE_DIR"]) / "demo-password.txt"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not path.exists()
    return kept_secret(path, PASSWORD_BYTES), is_new
