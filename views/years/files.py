"""Giving out a package, and checking it: the file is read again and its sum compared."""

from datetime import datetime
from typing import Any

from flask import Response, send_file
from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from access.session import system_write, writing
from domain.clock import clock
from exchange.year_package import Checked, check_file
from models import YearPackage
from reports import document_store
from services.errors import ConflictError, NotFoundError


def find_package(session: Session, key: int) -> YearPackage:
    """Return a package that the principal sees; raise NotFoundError."""
    package = session.get(YearPackage, key)
    if package is None:
        raise NotFoundError(_("There is no such package."))
    return package


def send_package(package: YearPackage) -> Response:
    """Return the file of a package; raise ConflictError where it is not built or damaged."""
    sha256 = _built(package)
    if not document_store.is_intact(sha256):
        raise ConflictError(_("The file of the package is damaged or missing: take a backup."))
    return send_file(
        document_store.path_of(sha256),
        mimetype="application/zip",
        as_attachment=True,
        download_name=package.file_name,
    )


def check_package(session: Session, package: YearPackage) -> tuple[Checked | None, bool]:
    """Check the file of a package, keep the result and commit; return it, and whether it is whole.

    None where the file is missing.
    """
    sha256, key = _built(package), package.id
    try:
        found = check_file(document_store.path_of(sha256))
    except OSError:
        found = None
    intact = found is not None and not found.faults and found.sha256 == sha256
    _keep(session, key, clock.now(), is_intact=intact)
    return found, intact


def _keep(session: Session, key: int, at: datetime, **values: Any) -> None:
    session.rollback()
    table = YearPackage.__table__
    with writing():
        system_write(
            session, update(table).where(table.c.id == key).values(checked_at=at, **values)
        )
        session.commit()


def _built(package: YearPackage) -> str:
    if package.sha256 is None:
        raise ConflictError(_("The package is not built yet."))
    return package.sha256
