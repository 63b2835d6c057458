"""Loading the demo college into an empty database, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from time import monotonic
from typing import Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Connection, Engine, Table, select
from werkzeug.security import generate_password_hash

from access.principal import acting_as, system_principal
from access.session import writing
from demo.accounts import Accounts
from demo.activity import add_activity
from demo.archived import add_archived
from demo.changes import add_feeds
from demo.college import FIRST, College, add_calendar, add_families, woman
from demo.college import add_people_of_office as add_office
from demo.office import add_notices, add_renaming, add_report_runs
from demo.printing import add_printed
from demo.roster import add_groups
from demo.scale import SCALES
from demo.sink import Sink
from demo.tasks import add_tasks
from demo.trail import at
from demo.year import add_year
from models.base import Model

SEED: Final = 2026
CACHE: Final = "PRAGMA cache_size={}"  # SQLite, in KiB where negative
FORMER: Final = "Соловьёва"  # a surname before marriage
WIDE, USUAL = -200_000, -2_000


class DemoRefused(RuntimeError):
    """The demo college is not loaded; the text says why."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded."""

    rows: int
    seconds: float


def load(
    engine: Engine,
    scale: str,
    seed: int,
    password: str,
    today: date,
    say: Callable[[str], None] = lambda _text: None,
) -> Loaded:
    """Load the demo college: the same rows for the same seed on the same day.

    `scale` is a key of SCALES; `password` becomes that of every demo login; `say` is told of the
    progress. Raise DemoRefused where the database is not empty.
    """
    started = monotonic()
    password_hash = generate_password_hash(password)
    with acting_as(system_principal("cli")), writing(), engine.begin() as connection:
        refuse_unless_empty(connection)
        _cache(connection, WIDE)
        sink = Sink(connection)
        accounts = Accounts(connection, password_hash, at(today, 0))
        college = College(sink, SCALES[scale], seed, today, accounts, say)
        _fill(college)
        sink.finish()
        _cache(connection, USUAL)
    with writing(), engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    return Loaded(sink.written, monotonic() - started)


def refuse_unless_empty(connection: Connection) -> None:
    """Raise DemoRefused where the database holds a person, a journal or an account."""
    tables: list[Table] = [
        table for table in Model.metadata.sorted_tables if not table.name.startswith("ab_")
    ]
    for table in (*tables, User.__table__):
        if connection.execute(select(1).select_from(table).limit(1)).first():
            raise DemoRefused(
                f"The database is not empty (there are rows in «{table.name}»): "
                "the demo college is loaded into an empty one only."
            )


def _fill(college: College) -> None:
    for text, stage in (
        ("calendar and programmes", add_calendar),
        ("departments and employees", add_office),
        ("groups, students, families", add_groups),
        ("accounts", add_families),
    ):
        college.say(text)
        stage(college)
    for year in college.years:
        lessons = add_year(college, year)
        college.say(f"{year.name}: {lessons} lessons")
    _finish(college)


def _finish(college: College) -> None:
    first = college.group(FIRST[0])
    add_feeds(college)
    add_activity(college)
    add_tasks(college)
    add_archived(college, add_printed(college))
    add_notices(college.sink, college.accounts, college.today, first.name)
    add_report_runs(college.sink, college.accounts, college.today, first.key)
    married = woman(first) or first.roster[0].pupil
    day = college.today - timedelta(days=5)
    add_renaming(college.sink, college.staff.offices["secretary"], married, day, FORMER)


def _cache(connection: Connection, size: int) -> None:
    """Let SQLite keep more of the database in memory while it is filled."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(CACHE.format(size))
