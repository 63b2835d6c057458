"""Where the right to a report shows: its form, and what REST says of it."""

from access.matrix import Action, Resource
from reports.base import catalogue
from tests.access.probe import READ, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
# These have faces of their own that name their reports beside other pages.
ELSEWHERE = {Resource.attendance_report, Resource.programme_delivery}


def _of_reports(base: str) -> Faces:
    found: Faces = {}
    for report in catalogue().values():
        if report.resource not in ELSEWHERE:
            probe = Probe("GET", f"{base}/{report.code}", also=Resource.report_run)
            found.setdefault((report.resource, READ), []).append(probe)
    return found


def rest(_cast: Cast) -> Faces:
    """Return what REST says of each report."""
    return _of_reports("/api/v1/report")


def pages(_cast: Cast) -> Faces:
    """Return the form of each report."""
    return _of_reports("/reports")
