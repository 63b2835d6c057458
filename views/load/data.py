"""The teaching load as JSON: what REST answers and what the page's dialogs start from."""

from typing import Any

from services.load_change import Division
from services.load_facts import LoadRow
from services.load_generate import Generated
from services.load_overview import GroupTotals, LoadPlace
from services.load_totals import DepartmentTotal, TeacherTotal


def row_data(row: LoadRow) -> dict[str, Any]:
    """Return a row of the load."""
    return {
        "id": row.id,
        "subgroup_id": row.subgroup_id,
        "subgroup": row.subgroup,
        "part": row.part,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "teacher_id": row.teacher_id,
        "teacher": row.teacher,
        "hours": row.hours.as_dict(),
        "total": row.hours.total,
    }


def place_data(place: LoadPlace) -> dict[str, Any]:
    """Return a place of the load with its rows and what does not add up."""
    return {
        **place.place._asdict(),
        "group": place.group.name,
        "index_code": place.item.code,
        "item": place.item.name,
        "semester": place.term.term.number,
        "called": place.called.as_dict(),
        "given": place.given.as_dict(),
        "differences": [one._asdict() for one in place.differences],
        "rows": [row_data(row) for row in place.rows],
    }


def generated_data(found: Generated) -> dict[str, Any]:
    """Return what was added to the load, or would be."""
    return {
        "year": found.year.name,
        "count": found.rows,
        "hours": found.hours,
        "groups": [
            {
                "group_id": one.group.id,
                "group": one.group.name,
                "count": len(one.places),
                "hours": one.hours,
                "rows": [
                    {
                        "semester": place.term.term.number,
                        "item_id": place.item.id,
                        "index_code": place.item.code,
                        "item": place.item.name,
                        "hours": place.called.as_dict(),
                    }
                    for place in one.places
                ],
            }
            for one in found.groups
        ],
    }


def division_data(plan: Division) -> dict[str, Any]:
    """Return how a change on a day divides the hours of a row."""
    return {
        "first": plan.first.isoformat(),
        "last": plan.last.isoformat(),
        "whole": plan.whole.as_dict(),
        "taught": plan.taught.as_dict(),
        "kept": plan.kept.as_dict(),
        "left": plan.left.as_dict(),
    }


def teacher_data(one: TeacherTotal) -> dict[str, Any]:
    """Return a teacher's hours of the year against the norm."""
    return {
        "teacher_id": one.teacher_id,
        "teacher": one.name,
        "department": one.department,
        "first_half": one.first_half,
        "second_half": one.second_half,
        "total": one.total,
        "norm": one.norm,
        "measure": str(one.measure),
        "complete": one.complete,
    }


def group_data(one: GroupTotals) -> dict[str, Any]:
    """Return a group's sums."""
    return {
        "group_id": one.group.id,
        "group": one.group.name,
        "department": one.group.department,
        "called": one.called,
        "given": one.given,
        "vacant": one.vacant,
        "missing": one.missing,
        "wrong": one.wrong,
    }


def department_data(one: DepartmentTotal) -> dict[str, Any]:
    """Return a department's sums."""
    return {
        "department_id": one.department_id,
        "department": one.name,
        "groups": one.groups,
        "called": one.called,
        "given": one.given,
        "vacant": one.vacant,
        "missing": one.missing,
        "wrong": one.wrong,
    }
