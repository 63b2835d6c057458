"""Pages and REST addresses of practice that a cell of the matrix stands for."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

_API = "/api/v1"


def rest_of_practice(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return what writes practices over REST; they are read through their registers."""
    placement = f"{_API}/practice_placement"
    day, competence = f"{_API}/practice_day", f"{_API}/practice_competence"
    links = f"{_API}/practice_link"
    found: dict[tuple[Resource, Action], list[Probe]] = {
        (Resource.practice_placement, CREATE): [Probe("POST", f"{placement}/", json={})],
        (Resource.practice_placement, UPDATE): [
            Probe("PUT", f"{placement}/{cast.practice_placement}", json={}),
            Probe("POST", f"{placement}/{MISSING}/sign", json={}),
            Probe("POST", f"{placement}/{MISSING}/mark", json={}),
        ],
        (Resource.practice_placement, DELETE): [Probe("DELETE", f"{placement}/{MISSING}")],
        (Resource.practice_day, CREATE): [
            Probe("POST", f"{day}/", json={}),
            Probe("POST", f"{day}/fill", json={}),
        ],
        (Resource.practice_day, UPDATE): [
            Probe("PUT", f"{day}/confirm", json={}),
            Probe("PUT", f"{day}/reject", json={}),
        ],
        (Resource.practice_day, DELETE): [Probe("DELETE", f"{day}/{MISSING}")],
        (Resource.practice_competence, CREATE): [Probe("POST", f"{competence}/copy", json={})],
        (Resource.practice_competence, UPDATE): [
            Probe("PUT", f"{competence}/of/{cast.practice_placement}", json={})
        ],
        (Resource.practice_competence, DELETE): [Probe("DELETE", f"{competence}/{MISSING}")],
        (Resource.practice_link, CREATE): [Probe("POST", f"{links}/", json={})],
        (Resource.practice_link, UPDATE): [Probe("PUT", f"{links}/{MISSING}")],
        (Resource.practice_link, DELETE): [Probe("DELETE", f"{links}/{MISSING}")],
    }
    return found.get((resource, action), [])


def pages_of_practice(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages of practice by the cell that they stand for."""
    none = f"/practice/{MISSING}"
    lists = [
        Probe("GET", f"/registers/practice_{name}/{page}")
        for name in ("placement", "day", "competence", "link")
        for page in ("list/", "export")
    ]
    links = f"/practice/links/{MISSING}"
    return {
        (Resource.practice_placement, READ): [
            *lists[:2],
            Probe("GET", "/practice/"),
            Probe("GET", none),
            Probe("GET", f"/practice/group/{MISSING}/{MISSING}"),
            Probe("GET", f"{_API}/practice_placement/{MISSING}/practice"),
        ],
        (Resource.practice_placement, CREATE): [
            Probe("GET", f"/practice/new?group={cast.group}"),
            Probe("POST", "/practice/new", data={}),
        ],
        (Resource.practice_placement, UPDATE): [
            Probe("POST", f"{none}/results", data={}),
            Probe("GET", f"{none}/sign"),
            Probe("POST", f"{none}/sign", data={}),
            Probe("POST", f"/practice/places/{MISSING}/{MISSING}", data={}),
        ],
        (Resource.practice_placement, DELETE): [
            Probe("GET", f"{none}/delete"),
            Probe("POST", f"{none}/delete", data={}),
        ],
        (Resource.practice_day, READ): lists[2:4],
        (Resource.practice_day, CREATE): [Probe("POST", f"{none}/days", data={"do": "fill"})],
        (Resource.practice_day, UPDATE): [
            Probe("POST", f"{none}/days", data={}),
            Probe("POST", f"/practice/group/{MISSING}/{MISSING}", data={}),
        ],
        (Resource.practice_day, DELETE): [Probe("POST", f"{none}/days", data={"do": "reject"})],
        (Resource.practice_competence, READ): lists[4:6],
        (Resource.practice_competence, CREATE): [
            Probe("POST", f"{none}/competences", data={"do": "copy"})
        ],
        (Resource.practice_competence, UPDATE): [Probe("POST", f"{none}/competences", data={})],
        (Resource.practice_competence, DELETE): [Probe("POST", f"{none}/competences", data={})],
        (Resource.practice_link, READ): [*lists[6:], Probe("GET", "/practice/links/")],
        (Resource.practice_link, CREATE): [
            Probe("POST", f"/practice/links/new/{MISSING}/{MISSING}", data={})
        ],
        (Resource.practice_link, UPDATE): [
            Probe("GET", f"{links}/renew"),
            Probe("POST", f"{links}/renew", data={}),
        ],
        (Resource.practice_link, DELETE): [
            Probe("GET", f"{links}/revoke"),
            Probe("POST", f"{links}/revoke", data={}),
        ],
    }
