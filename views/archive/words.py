"""A report of the archive in words and as JSON; instants are UTC."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from domain.clock import clock
from models import ArchivedReport
from reports.base import catalogue


def report_title(code: str) -> str:
    """Return what a report of the catalogue is called, its code where it is made no longer."""
    report = catalogue().get(code)
    return str(report.title) if report else code


def line(row: ArchivedReport) -> dict[str, Any]:
    """Return what the pages show of a report."""
    return {
        "id": row.id,
        "title": row.title,
        "code": row.code,
        "report": report_title(row.code),
        "format": row.format,
        "group": row.group.name if row.group else "",
        "department": row.department.name if row.department else "",
        "year": row.academic_year.name if row.academic_year else "",
        "who": row.user_name,
        "at": _local(row.created_at),
        "pages": row.pages,
        "size": size_words(row.size),
        "sha256": row.sha256,
        "kept_until": f"{row.kept_until:%d.%m.%Y}" if row.kept_until else _("for good"),
        "checked": _local(row.checked_at) if row.checked_at else "",
        "is_intact": row.is_intact,
    }


def archived_json(row: ArchivedReport) -> dict[str, Any]:
    """Return what programs are given of a report."""
    return {
        "id": row.id,
        "code": row.code,
        "title": row.title,
        "format": row.format,
        "params": row.params,
        "group_id": row.group_id,
        "department_id": row.department_id,
        "academic_year_id": row.academic_year_id,
        "user_name": row.user_name,
        "created_at": f"{row.created_at.isoformat(timespec='seconds')}Z",
        "sha256": row.sha256,
        "size": row.size,
        "pages": row.pages,
        "kept_until": row.kept_until.isoformat() if row.kept_until else None,
        "checked_at": (
            f"{row.checked_at.isoformat(timespec='seconds')}Z" if row.checked_at else None
        ),
        "is_intact": row.is_intact,
        "page": url_for("ArchiveView.show", pk=row.id),
        "file": url_for("ArchiveApi.file", pk=row.id),
    }


def size_words(size: int) -> str:
    """Return a size in bytes as «12 KB» or «3.4 MB»."""
    if size < 1_000_000:
        return _("%(size)s KB", size=max(1, round(size / 1000)))
    return _("%(size)s MB", size=f"{size / 1_000_000:.1f}".replace(".", ","))


def _local(at: datetime) -> str:
    return f"{clock.local(at):%d.%m.%Y %H:%M}"
