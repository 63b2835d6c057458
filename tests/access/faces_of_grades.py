"""Where the rights on final marks show: the closing page, its REST, the registers that show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, READ, UPDATE, Probe
from tests.cast import Cast

MARKS = (Resource.semester_grade, Resource.year_grade)


def rest_of_grades(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return the REST requests; those that read are the register's and the closing's."""
    book = f"/api/v1/gradebook/{cast.gradebook}"
    sign = Probe("POST", f"{book}/closing", json={"semester": "year"})
    if resource in MARKS and action is not READ:
        return [Probe("PUT", f"{book}/{resource}s", json={"marks": []})]
    if resource is Resource.discipline_result and action is not READ:
        return [sign]  # results are made, made anew and left out by signing the year
    if resource is not Resource.grade_closing:
        return []
    return {
        READ: [
            Probe("GET", "/api/v1/grade_closing/"),
            Probe("GET", f"{book}/closing"),
            Probe("GET", f"{book}/closing/history", also=Resource.audit_entry),
        ],
        CREATE: [sign],
        UPDATE: [Probe("POST", f"/api/v1/grade_closing/{cast.grade_closing}/reopen", json={})],
    }.get(action, [])


def pages_of_grades(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages; what they write goes over REST."""
    register = f"/registers/{Resource.grade_closing}"
    return {
        (Resource.grade_closing, READ): [
            Probe("GET", "/journals/closing"),
            Probe("GET", f"/journal/{cast.gradebook}/closing"),
            Probe("GET", f"{register}/list/"),
            Probe("GET", f"{register}/export"),
        ]
    }
