"""The job that builds the archive packages of a year and closes it for good (clause 7.7).

Repeatable: begun again after a crash it goes on with the packages that are not built yet; each is
kept whole or not at all.
"""

import json
import logging
import tempfile
from collections.abc import Iterator
from typing import Any, Final

from flask import current_app
from flask_babel import force_locale, gettext
from rq.timeouts import JobTimeoutException
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal, acting_as
from access.principals import principal_of_user
from domain.clock import clock
from exchange.year_package import Part, write
from jobs import queue
from jobs.telling import tell
from jobs.units import look, unit
from models import AcademicYear, CurriculumItem, Gradebook, Subgroup
from reports import document_store
from reports.base import catalogue
from reports.build import build
from reports.storage import safe_name
from services import year_building
from services.year_building import Order, Package
from services.year_closing import BROKEN, REVOKED
from services.year_data import group_data, journal_data

TIMEOUT: Final = 6 * 3600  # seconds: a college has sixty groups, each takes a minute at most
# Reports of a package by their codes; each asks for a group and a year.
REPORTS: Final = ("journals_of_group", "year_summary")
FORMATS: Final = ("pdf", "xlsx")

log = logging.getLogger(__name__)


def job_id(closing_id: int) -> str:
    """Return the id of the job of a closing: one at a time."""
    return f"year-closing-{closing_id}"


def enqueue_closing(closing_id: int) -> bool:
    """Put a closing into the queue; False where the queue is away. Commit the closing first."""
    return queue.enqueue(build_packages, closing_id, job_id=job_id(closing_id), timeout=TIMEOUT)


def requeue_lost_closings() -> int:
    """Put closings into the queue that wait or are being built but have no job; return how many."""
    with look() as session:
        waiting = year_building.unfinished(session)
    return sum(
        enqueue_closing(key) for key in waiting if queue.status(job_id(key)) not in queue.UNFINISHED
    )


def build_packages(closing_id: int) -> None:
    """Build what is not built yet of a closing in the name of who began it, then close the year."""
    with unit() as session:
        order = year_building.claim(session, closing_id)
    if order is None:
        return
    who = principal_of_user(order.user_id, origin="archive")
    if who is None or not who.may(Action.update, Resource.year_closing):
        with unit() as session:
            year_building.fail(session, order, REVOKED)
        return
    with look() as session:
        waiting, total = year_building.waiting(session, closing_id)
    for done, package in enumerate(waiting, total - len(waiting)):
        tell(100 * done // total)
        with look() as session:
            if not year_building.going_on(session, closing_id):
                return
        _build(order, who, package)
    with unit() as session:
        year_building.finish(session, order, who.name)


def _build(order: Order, who: Principal, package: Package) -> None:
    """Build one package; a failing one does not stop the others."""
    with unit() as session:
        if not year_building.begin_package(session, package.id):
            year_building.fail_package(session, package.id, BROKEN)
            return
    try:
        with acting_as(who), force_locale(order.locale):
            parts = list(_parts(order, who, package))
            sha256, size = _keep(order, package, parts)
            name = safe_name(f"{package.group} {order.year.replace('/', '-')}", "zip")
    except JobTimeoutException:
        raise
    except Exception:
        log.exception("archive package failed", extra={"package": package.id})
        with unit() as session:
            year_building.fail_package(session, package.id, BROKEN)
        return
    with unit() as session:
        year_building.keep_package(
            session, package.id, sha256=sha256, size=size, files=len(parts), name=name
        )


def _keep(order: Order, package: Package, parts: list[Part]) -> tuple[str, int]:
    about = {
        "college": current_app.config["COLLEGE_NAME"],
        "academic_year": order.year,
        "group": package.group,
        "made_at": f"{clock.now().isoformat(timespec='seconds')}Z",
        "accepted": order.accepted,
    }
    with tempfile.TemporaryFile() as file:
        write(file, about, _readme(order, package), parts)
        file.seek(0)
        content = file.read()
    return document_store.store(content), len(content)


def _parts(order: Order, who: Principal, package: Package) -> Iterator[Part]:
    """Yield the files of a package: reports for people, tables for programs."""
    params = {"group_id": package.group_id, "year_id": order.year_id}
    for code in REPORTS:
        report = catalogue()[code]
        for format in FORMATS:
            built = build(report, who, params, format)
            yield Part(f"{code}.{format}", str(report.title), built.file.content)
    with look() as session:
        year = session.get_one(AcademicYear, order.year_id)
        shared = group_data(session, package.group_id, year)
        journals = _journals(session, package.group_id, order.year_id)
    yield _table("data/group.json", gettext("Students, semesters, disciplines, sheets"), shared)
    for key, name in journals:
        with look() as session:
            tables = journal_data(session, key)
        yield _table(f"data/journal-{key}.json", name, tables)


def _journals(session: Session, group_id: int, year_id: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(Gradebook.id, CurriculumItem.index_code, CurriculumItem.name, Subgroup.name)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(Gradebook.group_id == group_id, Gradebook.academic_year_id == year_id)
        .order_by(CurriculumItem.position, Gradebook.part, Gradebook.id)
    )
    return [
        (key, f"{index} {name}" + (f" ({subgroup})" if subgroup else ""))
        for key, index, name, subgroup in rows
    ]


def _table(path: str, what: str, tables: Any) -> Part:
    text = json.dumps(tables, ensure_ascii=False, indent=1) + "\n"
    return Part(path, what, text.encode())


def _readme(order: Order, package: Package) -> str:
    """Return what a person without any program of ours has to know."""
    return "\n".join(
        (
            gettext(
                "Journals of group %(group)s, academic year %(year)s.",
                group=package.group,
                year=order.year,
            ),
            current_app.config["COLLEGE_NAME"],
            "",
            gettext("journals_of_group.pdf — the journals as they are printed."),
            gettext("journals_of_group.xlsx — the same as tables, for any spreadsheet program."),
            gettext("year_summary.pdf, year_summary.xlsx — results of the year."),
            gettext(
                "data — all records as text (JSON, UTF-8): group.json holds students, semesters "
                "and disciplines, journal-….json one journal each; instants are in UTC."
            ),
            gettext("manifest.json — the list of files with their size and SHA-256."),
            gettext("To check the files: sha256sum -c SHA256SUMS"),
            "",
        )
    )
