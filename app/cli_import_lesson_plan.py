"""`flask import lesson-plan`: a plan from XLSX into a journal's draft, as its teacher."""

from pathlib import Path

import click

from access.principal import acting_as
from access.principals import principal_of_login
from access.session import db
from app.cli_import import import_group
from domain.enums import PlanRow
from exchange.lesson_plan_import import Choice, Understood, fit, read_book
from exchange.lesson_plan_xlsx.book import open_book
from services.errors import ServiceError
from services.plan_target import import_target, write_imported


@import_group.command("lesson-plan")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--gradebook", "gradebook_id", type=int, required=True, help="id of the journal")
@click.option("--as", "login", required=True, help="login of the teacher who keeps it")
@click.option("--sheet", help="name of the sheet; by default the one that holds a plan")
@click.option("--second-semester", type=int, help="row of the plan that begins it")
@click.option("--replace", is_flag=True, help="replace the rows of a draft that has some")
@click.option("--dry-run", is_flag=True, help="show what would be written, and write nothing")
def lesson_plan(
    file: Path,
    gradebook_id: int,
    login: str,
    sheet: str | None,
    second_semester: int | None,
    replace: bool,
    dry_run: bool,
) -> None:
    """Import a lesson plan from FILE as the draft of a journal's plan."""
    who = principal_of_login(login)
    if who is None:
        raise click.ClickException(f"There is no account «{login}».")
    db.session.remove()  # a session is one person's
    choice = Choice(second_begins=second_semester)
    with acting_as(who):
        try:
            import_target(db.session, who, gradebook_id)
            book = open_book(file.read_bytes(), sheet)
            found = fit(db.session, book, read_book(book, choice), gradebook_id, choice)
            _tell(found)
            if dry_run:
                click.echo("Nothing was written.")
                return
            db.session.rollback()
            plan_id = write_imported(
                db.session, who, gradebook_id, found.lines, file.name, replaces=replace
            )
        except ServiceError as refusal:
            raise click.ClickException(refusal.sentence) from None
        finally:
            db.session.remove()
    click.echo(f"Lesson plan {plan_id}: the draft is written.")


def _tell(found: Understood) -> None:
    sheet = found.sheet
    lessons = sum(one.line.level is PlanRow.lesson for one in found.rows)
    click.echo(f"{len(found.rows)} rows, {lessons} lessons")
    click.echo(f"{sheet.hours_read} of {sheet.hours_in_sheet} hours")
    for one in found.hours.faults:
        click.echo(
            f"semester {one.semester}, {one.kind}: {one.plan} planned, {one.curriculum} in the "
            f"curriculum, {one.load} in the load"
        )
    for row in sheet.unread:
        click.echo(f"row {row.row} was not read ({row.why}): {row.text}")
    for name, numbers in (("missing", sheet.gaps), ("repeated", sheet.repeated)):
        if numbers:
            click.echo(f"{name} numbers: {', '.join(map(str, numbers))}")
