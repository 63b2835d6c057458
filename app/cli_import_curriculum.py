"""`flask import curriculum FILE`: a `.plx` file or a workbook, as the methodist's page takes it."""

from pathlib import Path

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from access.session import db
from app.cli_import import import_group
from domain.curriculum_plan import HOUR_KINDS
from domain.enums import ProgrammeKind
from exchange.curriculum_reading import Reading
from services.curriculum_import import Choice, check_choice, destination, import_plan, suggested
from services.errors import FieldsError
from views.curriculum.files import ENDINGS, MOST_BYTES, read_file
from views.uploads import too_large


@import_group.command("curriculum")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what was understood and write nothing.")
@click.option("--code", help="Code of the programme, where not the file's own.")
@click.option("--name", help="Name of the programme, where not the file's own.")
@click.option("--kind", type=click.Choice(list(ProgrammeKind)), help="Kind of a new programme.")
@click.option("--intake", type=int, help="Year of intake, where not the file's own.")
@click.option("--work", "works", multiple=True, metavar="KEY=KIND", help="What a kind of work is.")
@click.option("--locale", default="ru", help="Language of the sentences.")
def import_curriculum(
    file: Path,
    dry_run: bool,
    code: str | None,
    name: str | None,
    kind: str | None,
    intake: int | None,
    works: tuple[str, ...],
    locale: str,
) -> None:
    """Import the curriculum in FILE as the next version of its programme and year of intake."""
    with force_locale(locale):
        try:
            reading = _read(file, dict(work.partition("=")[::2] for work in works))
            usual = suggested(reading.plan)
            choice = Choice(
                code=code or usual.code,
                name=name or usual.name,
                kind=ProgrammeKind(kind) if kind else usual.kind,
                intake_year=intake or usual.intake_year,
            )
            _tell(reading, choice)
            check_choice(choice)
            if reading.errors:
                raise click.ClickException(_("Nothing was written."))
            if dry_run:
                click.echo(_("Nothing was written."))
                return
            curriculum = import_plan(db.session, reading.plan, choice)
            told = _("Imported: %(name)s.", name=curriculum)
            db.session.commit()
        except FieldsError as refused:
            db.session.rollback()
            raise click.ClickException(refused.sentence) from None
    click.echo(told)


def _read(file: Path, works: dict[str, str]) -> Reading:
    if not file.name.lower().endswith(ENDINGS):
        sentence = _("The name of the file must end in %(endings)s.", endings=", ".join(ENDINGS))
        raise FieldsError({"file": sentence})
    if file.stat().st_size > MOST_BYTES:
        raise FieldsError({"file": too_large(MOST_BYTES)})
    unknown = [kind for kind in works.values() if kind not in HOUR_KINDS]
    if unknown:
        kinds = ", ".join(HOUR_KINDS)
        sentence = _("«%(kind)s» is none of: %(kinds)s.", kind=unknown[0], kinds=kinds)
        raise FieldsError({"work": sentence})
    return read_file(file.name, file.read_bytes(), works)


def _tell(reading: Reading, choice: Choice) -> None:
    """Print what was understood, corrected and left out."""
    plan, where = reading.plan, destination(db.session, choice)
    click.echo(f"{choice.code} {choice.name} · {choice.intake_year} · v{where.version}")
    click.echo(_("%(items)s items, %(hours)s hours", items=len(plan.items), hours=plan.total))
    for remark in reading.remarks:
        place = " ".join(str(part) for part in (remark.index, remark.semester or "") if part)
        click.echo(f"  {remark.told.value}: {place}: {remark.sentence}")
    for work in reading.unknown:
        click.echo(f"  {work.key}: «{work.name}», {work.hours}")
    for error in reading.errors:
        click.echo(f"  {error}")
