"""`flask report`: list the reports, build one into a file in the name of a person."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from access.principal import acting_as
from access.principals import principal_of_login
from reports.base import catalogue
from reports.build import build
from reports.kinds import UnknownRowError
from reports.params import ParamsError, schema
from reports.render import FORMATS

report_group = AppGroup("report", help="Reports: list them, build one into a file.")


@report_group.command("list")
@click.option("--locale", default="ru", help="Language of the titles.")
def list_reports(locale: str) -> None:
    """Print each report with the parameters it asks for."""
    with force_locale(locale):
        for report in catalogue().values():
            params = " ".join(f"--param {one['name']}=…" for one in schema(report))
            click.echo(f"{report.code}  {report.title}  {params}")


@report_group.command("build")
@click.argument("code")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="One parameter.")
@click.option("--as", "login", required=True, help="Login of the person it is built for.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--locale", default="ru", help="Language of the report.")
def build_report(code: str, params: tuple[str, ...], login: str, out: Path, locale: str) -> None:
    """Build report CODE into the file OUT (.pdf or .xlsx), with the rights of a person.

    A group is given by its number: --param group_id=3 --param month=2026-10
    """
    report = catalogue().get(code)
    if report is None:
        raise click.ClickException(f"No report is called {code}: see `flask report list`.")
    format = out.suffix.lstrip(".").lower()
    if format not in FORMATS:
        raise click.ClickException(f"The file must end in one of: {', '.join(FORMATS)}.")
    who = principal_of_login(login)
    if who is None:
        raise click.ClickException(f"Nobody signs in as {login}.")
    if not report.allowed_to(who):
        raise click.ClickException(f"{login} has no right to {code}.")
    given = dict(one.partition("=")[::2] for one in params)
    try:
        with acting_as(who), force_locale(locale):
            built = build(report, who, given, format)
    except ParamsError as error:
        raise click.ClickException(str(error)) from None
    except UnknownRowError as error:
        raise click.ClickException(f"{login} sees no such row: {error}.") from None
    out.write_bytes(built.file.content)
    click.echo(f"{out}: {len(built.file.content)} bytes")
