"""Addresses of debts and make-up days that a cell of the matrix stands for."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast


def rest_of_debts(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return what stands beside the registers of debts, make-up days and places."""
    days, places = "/api/v1/make_up", "/api/v1/make_up_place"
    match resource:
        case Resource.debt if action is READ:
            return [
                Probe("GET", "/api/v1/debt/"),
                Probe("GET", "/api/v1/debt/_info"),
                Probe("GET", "/api/v1/debt/counts"),
            ]
        case Resource.make_up:
            return {
                READ: [Probe("GET", f"{days}/"), Probe("GET", f"{days}/{cast.make_up}")],
                CREATE: [
                    Probe("POST", f"{days}/", json={}),
                    Probe("GET", f"{days}/proposals/{cast.gradebook}"),
                ],
                UPDATE: [Probe("PUT", f"{days}/{cast.make_up}", json={})],
                DELETE: [Probe("DELETE", f"{days}/{MISSING}")],
            }[action]
        case Resource.make_up_place:
            return {
                READ: [Probe("GET", f"{places}/"), Probe("GET", f"{places}/_info")],
                CREATE: [Probe("POST", f"{places}/", json={})],
                UPDATE: [
                    Probe("PUT", f"{places}/{cast.make_up_place}", json={}),
                    Probe("POST", f"{days}/{cast.make_up}/results", json={}),
                    Probe("POST", f"{days}/{cast.make_up}/move", json={}),
                ],
                DELETE: [Probe("DELETE", f"{places}/{MISSING}")],
            }[action]
    return []


def pages_of_debts(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages of debts and make-up days, with those of their registers."""
    book, day = f"/journal/{cast.gradebook}", f"/make-up/{cast.make_up}"
    lists = {
        one: [Probe("GET", f"/registers/{one}/list/"), Probe("GET", f"/registers/{one}/export")]
        for one in ("debt", "make_up", "make_up_place")
    }
    return {
        (Resource.debt, READ): [
            *lists["debt"],
            Probe("GET", "/debts/"),
            Probe("GET", f"{book}/debts"),
        ],
        (Resource.make_up, READ): [
            *lists["make_up"],
            Probe("GET", f"{book}/make-ups"),
            Probe("GET", day),
            Probe("GET", f"{day}/list"),
        ],
        (Resource.make_up, CREATE): [Probe("POST", f"{book}/make-ups", data={})],
        (Resource.make_up, UPDATE): [Probe("POST", f"{day}/edit", data={"held_on": "x"})],
        (Resource.make_up, DELETE): [
            Probe("GET", f"{day}/cancel"),
            Probe("POST", f"/make-up/{MISSING}/cancel", data={}),
        ],
        (Resource.make_up_place, READ): lists["make_up_place"],
        (Resource.make_up_place, CREATE): [Probe("POST", f"{day}/place", data={})],
        (Resource.make_up_place, UPDATE): [
            Probe("POST", f"{day}/results", data={}),
            Probe("POST", f"{day}/move", data={}),
        ],
        (Resource.make_up_place, DELETE): [
            Probe("POST", f"/make-up/place/{MISSING}/remove", data={})
        ],
    }
