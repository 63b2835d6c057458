"""`flask archive`: close a year and build its packages here, check a package with no database."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from access.matrix import Action, Resource
from access.principal import acting_as
from access.principals import principal_of_login
from access.session import GuardedSession, db
from exchange.year_package import check_file
from jobs.year_packages import build_packages
from models import AcademicYear
from services.errors import FieldsError, ServiceError
from services.year_checks import open_points
from services.year_closing import find_closing, packages_of, start

archive_group = AppGroup("archive", help="Closed years: close one, check an archive package.")


@archive_group.command("close-year")
@click.argument("year")
@click.option("--as", "login", required=True, help="Login of the deputy director who closes it.")
@click.option("--accept", default="", help="Why it is closed though something is open.")
@click.option("--locale", default="ru", help="Language of the packages.")
def close_year(year: str, login: str, accept: str, locale: str) -> None:
    """Close the academic year YEAR (2025/2026): freeze its journals, build its packages."""
    who = principal_of_login(login)
    if who is None or not who.may(Action.create, Resource.year_closing):
        raise click.ClickException(f"{login} has no right to close a year.")
    with acting_as(who), GuardedSession(db) as session:
        found = session.scalar(select(AcademicYear).where(AcademicYear.name == year))
        if found is None:
            raise click.ClickException(f"There is no academic year {year}.")
        for point in open_points(session, found):
            click.echo(f"{point.count:>6}  {point.code}")
        try:
            key = start(session, who, found.id, accept, locale)
        except FieldsError as wrong:
            raise click.ClickException(" ".join(wrong.errors.values())) from None
        except ServiceError as refusal:
            raise click.ClickException(refusal.sentence) from None
    build_packages(key)
    with acting_as(who), GuardedSession(db) as session:
        closing = find_closing(session, key)
        for one in packages_of(session, key):
            click.echo(f"{one.sha256 or one.error}  {one.file_name or one.group.name}")
        if closing.closed_at is None:
            raise click.ClickException(closing.error or "The year is not closed.")
    click.echo(f"{year} is closed.")


@archive_group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sha256", default="", help="What the package's SHA-256 should be.")
def verify(file: Path, sha256: str) -> None:
    """Check the archive package FILE; no database is needed. Ends with 1 where a byte differs."""
    found = check_file(file)
    for fault in found.faults:
        click.echo(f"{fault.code}  {fault.path}")
    click.echo(f"sha256  {found.sha256}")
    if found.faults or (sha256 and sha256.lower() != found.sha256):
        raise click.ClickException(f"{file} is not as it was written.")
    about = found.about
    click.echo(f"{about.get('group')}  {about.get('academic_year')}  {found.files} files: intact")
