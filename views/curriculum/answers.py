"""Curricula, readings, comparisons and moves as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from domain.curriculum_compare import Comparison
from domain.curriculum_plan import HOUR_KINDS, CurriculumPlan, ItemPlan, Sums
from domain.curriculum_tree import Branch, Leaf, tree_of
from exchange.curriculum_reading import Reading
from services.curriculum_groups import Move
from services.curriculum_import import Choice, Destination


def plan_json(plan: CurriculumPlan) -> dict[str, Any]:
    """Return a curriculum as a tree with the sums of each cycle and module."""
    whole = tree_of(plan)
    return {
        "code": plan.code,
        "name": plan.name,
        "qualification": plan.qualification,
        "intake_year": plan.intake_year or None,
        "months": plan.months,
        "sums": _sums(whole.sums),
        "cycles": [_branch(one) for one in whole.branches],
        "items": [_leaf(one) for one in whole.leaves],
    }


def _branch(branch: Branch) -> dict[str, Any]:
    return {
        "code": branch.cycle.code if branch.cycle else None,
        "name": branch.cycle.name if branch.cycle else None,
        "sums": _sums(branch.sums),
        "cycles": [_branch(one) for one in branch.branches],
        "items": [_leaf(one) for one in branch.leaves],
    }


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return item_json(leaf.item) | {
        "sums": _sums(leaf.sums),
        "parts": [_leaf(one) for one in leaf.parts],
    }


def item_json(item: ItemPlan) -> dict[str, Any]:
    """Return an item with its hours by semester and kind."""
    return {
        "index": item.index,
        "name": item.name,
        "kind": item.kind.value,
        "semesters": [
            {"semester": one.semester, "total": one.total, "attestation": one.attestation.value}
            | {kind: getattr(one, kind) for kind in (*HOUR_KINDS, "practical_training")}
            for one in item.semesters
        ],
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "total": sums.total,
        "practical_training": sums.practical_training,
        "by_kind": dict(sums.by_kind),
        "by_semester": {str(number): hours for number, hours in sorted(sums.by_semester.items())},
    }


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return what a file says, and everything that is to be said of it."""
    return {
        "plan": plan_json(reading.plan),
        "programmes": [{"code": code, "name": name} for code, name in reading.programmes],
        "sums_checked": reading.checked,
        "remarks": [
            {
                "told": remark.told.value,
                "index": remark.index or None,
                "semester": remark.semester,
                "sentence": remark.sentence,
            }
            for remark in reading.remarks
        ],
        "unknown": [asdict(work) for work in reading.unknown],
        "errors": list(reading.errors),
    }


def choice_json(choice: Choice, where: Destination) -> dict[str, Any]:
    """Return the suggested choice and where it would lead."""
    values = {name: getattr(choice, name) for name in ("code", "name", "intake_year", "note")}
    return values | {
        "kind": choice.kind.value,
        "programme_id": where.programme_id,
        "version": where.version,
    }


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return what differs between two versions."""
    return {
        "total": {"before": found.total_before, "after": found.total_after},
        "same": found.same,
        "head": _changes(found.head),
        "cycles": {"added": list(found.added_cycles), "removed": list(found.removed_cycles)},
        "added": [item_json(item) for item in found.added],
        "removed": [item_json(item) for item in found.removed],
        "changed": [
            {"index": one.after.index, "name": one.after.name, "changes": _changes(one.changes)}
            for one in found.changed
        ],
    }


def _changes(changes: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(change) for change in changes]


def move_json(move: Move, *, done: bool) -> dict[str, Any]:
    """Return what pointing groups did, or would do."""
    return {
        "done": done,
        "groups": [{"id": group.id, "name": group.name} for group in move.groups],
        "following": move.following,
        "staying": list(move.staying),
    }
