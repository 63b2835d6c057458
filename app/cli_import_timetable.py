"""`flask import timetable`: a timetable of aSc into a semester, as the command line."""

from pathlib import Path
from typing import Any

import click

from access.principal import current_principal
from access.session import db
from app.cli_import import import_group
from domain.enums import ImportKind
from exchange.asc import read_timetable
from services.errors import FieldsError, ServiceError
from services.import_conflicts import conflicts_of_import
from services.timetable_import import Preview, import_timetable, preview_import

SHOWN = 200  # lines of a list


@import_group.command("timetable")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--semester", "semester_id", type=int, required=True, help="id of the semester")
@click.option("--add", "adds", is_flag=True, help="leave the pairs that the file does not have")
@click.option("--bells", is_flag=True, help="take the bells of the file as well")
@click.option("--pairs", help="the pair of each period in order, such as 1,1,2,2; 0 for none")
@click.option("--dry-run", is_flag=True, help="show what would be written, and write nothing")
def import_timetable_file(
    file: Path, semester_id: int, adds: bool, bells: bool, pairs: str | None, dry_run: bool
) -> None:
    """Import the aSc Timetables XML in FILE into a semester's timetable."""
    who = current_principal()
    try:
        held = read_timetable(file.read_bytes())
        preview = preview_import(db.session, who, held, semester_id, _pairs(pairs))
        _tell(preview)
        conflicts = conflicts_of_import(db.session, preview, "add" if adds else "replace")
        for one in (conflicts or [])[:SHOWN]:
            click.echo(f"{'!' if one.blocks else '·'} {one.sentence}")
        if dry_run:
            click.echo("Nothing was written.")
            return
        db.session.rollback()
        done = import_timetable(db.session, who, preview, "add" if adds else "replace", bells)
    except ServiceError as refusal:
        raise click.ClickException(refusal.sentence) from None
    click.echo(
        f"Timetable {done.timetable_id}: {done.added} added, {done.changed} changed, "
        f"{done.removed} removed, {done.kept} as they were."
    )


def _pairs(text: str | None) -> list[int | None] | None:
    if not text:
        return None
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and int(part) <= 12 for part in parts):
        raise FieldsError({"pairs": "Pairs are numbers from 0 to 12 with commas between them."})
    return [int(part) or None for part in parts]


def _tell(preview: Preview) -> None:
    plan: Any = preview.plan
    click.echo(
        f"{plan.lessons} lessons, {plan.cards} cards: {plan.imported_cards} cards give "
        f"{len(plan.slots)} pairs of the week, {preview.same} of them are there already."
    )
    for kind in ImportKind:
        if count := preview.matches.open(kind):
            click.echo(f"{count} names not matched: {kind}")
    for one in plan.left_out[:SHOWN]:
        mark = "·" if one.is_warning else "!"
        click.echo(f"{mark} {one.about}: {one.reason}")
    if len(plan.left_out) > SHOWN:
        click.echo(f"… and {len(plan.left_out) - SHOWN} more")
