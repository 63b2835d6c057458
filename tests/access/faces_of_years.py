"""Where the rights on closed years show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
CLOSING, PACKAGE = Resource.year_closing, Resource.year_package


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    base, package = "/api/v1/year_closing", f"/api/v1/year_package/{cast.year_package}"
    return {
        (CLOSING, READ): [Probe("GET", f"{base}/check/{cast.academic_year2}")],
        (CLOSING, CREATE): [Probe("POST", f"{base}/", json={})],
        (CLOSING, UPDATE): [Probe("POST", f"{base}/{cast.year_closing}/open", json={})],
        (PACKAGE, READ): [
            Probe("GET", f"{package}/file"),
            Probe("GET", f"{base}/{cast.year_closing}/packages"),
        ],
        (PACKAGE, UPDATE): [Probe("POST", f"{package}/check", json={})],
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    year, package = f"/years/{cast.academic_year2}", f"/years/packages/{cast.year_package}"
    return {
        (CLOSING, READ): [Probe("GET", "/years/"), Probe("GET", year)],
        (CLOSING, CREATE): [Probe("POST", f"{year}/close", data={})],
        (CLOSING, UPDATE): [Probe("POST", f"{year}/open", data={})],
        (PACKAGE, READ): [Probe("GET", f"{package}/file")],
        (PACKAGE, UPDATE): [Probe("POST", f"{package}/check", data={})],
    }
