"""REST addresses of curricula, loads, plans and journals that a cell of the matrix stands for."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast


def rest_of_load(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return what the teaching load as a whole has beside the register."""
    if resource is not Resource.teaching_assignment:
        return []
    base, one = "/api/v1/teaching_assignment", cast.teaching_assignment
    return {
        READ: [
            Probe("GET", f"{base}/load"),
            Probe("GET", f"{base}/totals"),
            Probe("GET", "/api/v1/report/load_sheet", also=Resource.report_run),
        ],
        CREATE: [Probe("POST", f"{base}/generate", json={"groups": []})],
        UPDATE: [
            Probe("GET", f"{base}/teachers"),
            Probe("GET", f"{base}/{one}/division?on=2026-10-19"),
            Probe("POST", f"{base}/give", json={}),
            Probe("PUT", f"{base}/shares", json={}),
            *(
                Probe("POST", f"{base}/{one}/{change}", json={})
                for change in ("split", "change_teacher", "undo_change")
            ),
        ],
        DELETE: [],
    }[action]


def rest_of_curricula(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return what a curriculum as a whole has beside the register."""
    if resource is not Resource.curriculum:
        return []
    base, one = "/api/v1/curriculum", f"/api/v1/curriculum/{cast.curriculum}"
    return {
        READ: [
            Probe("GET", f"{one}/tree"),
            Probe("GET", f"{one}/export"),
            Probe("GET", f"{one}/compare/{cast.curriculum2}"),
            Probe("GET", f"{base}/import/template"),
        ],
        CREATE: [
            Probe("POST", f"{base}/import/", data={}),
            Probe("POST", f"{base}/import/unknown", json={}),
            Probe("POST", f"{one}/supersede", json={}),
        ],
        UPDATE: [Probe("POST", f"{one}/groups", json={})],
        DELETE: [Probe("DELETE", f"{base}/{MISSING}/whole")],
    }[action]


def rest_of_plans(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    plan = f"/api/v1/lesson_plan/{cast.lesson_plan}"
    match resource, action:
        case Resource.lesson_plan, Action.read:
            return [Probe("GET", "/api/v1/lesson_plan/"), Probe("GET", f"{plan}/hours")]
        case Resource.lesson_plan, Action.create:
            return [
                Probe("POST", "/api/v1/lesson_plan/", json={}),
                Probe("POST", f"{plan}/copy", json={}),
                Probe("POST", "/api/v1/lesson_plan/import", data={}),
                Probe("GET", "/api/v1/lesson_plan/template"),
            ]
        case Resource.lesson_plan, Action.update:
            ways = ("submit", "return", "approve")
            return [Probe("POST", f"{plan}/{way}", json={}) for way in ways]
        case Resource.lesson_plan, Action.delete:
            return [Probe("DELETE", f"/api/v1/lesson_plan/{MISSING}")]
        case Resource.plan_base, Action.read:
            return [
                Probe("GET", "/api/v1/plan_base/?q=сети"),
                Probe("GET", f"/api/v1/plan_base/{cast.lesson_plan2}"),
                Probe("GET", "/api/v1/plan_base/missing"),
            ]
        case Resource.lesson_plan_topic, Action.read:
            return [
                Probe("GET", "/api/v1/lesson_plan_topic/"),
                Probe("GET", f"{plan}/rows"),
                Probe("GET", f"/api/v1/lesson/{cast.lesson}/suggestion"),
            ]
        case Resource.lesson_plan_topic, Action.create:
            return [
                Probe("POST", "/api/v1/lesson_plan_topic/", json={}),
                Probe("PUT", f"{plan}/rows", json={}),
            ]
        case Resource.lesson_plan_topic, Action.update:
            row = f"/api/v1/lesson_plan_topic/{cast.lesson_plan_topic}"
            return [Probe("PUT", row, json={})]
        case Resource.lesson_plan_topic, Action.delete:
            return [Probe("DELETE", f"/api/v1/lesson_plan_topic/{MISSING}")]
    return []


def rest_of_journal(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    cells = Probe("PUT", f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": []})
    match resource, action:
        case Resource.lesson, Action.create:
            return [Probe("POST", f"/api/v1/gradebook/{cast.gradebook}/lessons", json={})]
        case Resource.lesson, Action.update:
            return [
                Probe("PUT", f"/api/v1/lesson/{cast.lesson}", json={}),
                Probe("POST", f"/api/v1/lesson/{cast.lesson}/confirm", json={}),
                Probe("POST", f"/api/v1/lesson/{cast.lesson}/accept", json={"topic": 1}),
                Probe("DELETE", f"/api/v1/lesson/{cast.lesson}/accept", json={}),
            ]
        case Resource.lesson, Action.delete:
            return [Probe("DELETE", f"/api/v1/lesson/{MISSING}")]
        case Resource.work, Action.create:
            return [Probe("POST", f"/api/v1/lesson/{cast.lesson}/works", json={})]
        case Resource.work, Action.update:
            return [Probe("PUT", f"/api/v1/work/{cast.work}", json={})]
        case Resource.work, Action.delete:
            return [Probe("DELETE", f"/api/v1/work/{MISSING}")]
        case ((Resource.mark | Resource.absence), (Action.create | Action.update | Action.delete)):
            return [cells]
        case Resource.gradebook, Action.read:
            return [
                Probe("GET", "/api/v1/gradebook/"),
                Probe("GET", f"/api/v1/gradebook/{cast.gradebook}/grid"),
            ]
    return []
