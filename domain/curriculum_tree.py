"""A curriculum as people read it: cycles in cycles, items under them, sums at each cycle."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.curriculum_plan import (
    CurriculumPlan,
    CyclePlan,
    ItemPlan,
    SemesterPlan,
    Sums,
    ordered,
    sums_of,
)


@dataclass(slots=True)
class Leaf:
    """An item with its parts below it and the sums of both."""

    item: ItemPlan
    depth: int  # below its cycle, from 0
    parts: list["Leaf"] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)

    def semesters(self) -> Iterator[SemesterPlan]:
        """Yield the semesters of the item and of its parts."""
        yield from self.item.semesters
        for part in self.parts:
            yield from part.semesters()


@dataclass(slots=True)
class Branch:
    """A cycle with the cycles and items in it; `cycle` is None for items that lie in none."""

    cycle: CyclePlan | None
    depth: int
    branches: list["Branch"] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)

    def semesters(self) -> Iterator[SemesterPlan]:
        """Yield the semesters of everything within."""
        for branch in self.branches:
            yield from branch.semesters()
        for leaf in self.leaves:
            yield from leaf.semesters()


def tree_of(plan: CurriculumPlan) -> Branch:
    """Return the whole curriculum as a branch without a cycle of its own."""
    whole = Branch(None, 0)
    branches = _branches(plan, whole)
    leaves: dict[str, Leaf] = {}
    for _depth, item in ordered(plan):
        above = leaves.get(item.parent or "")
        leaf = leaves[item.index] = Leaf(item, above.depth + 1 if above else 0)
        if above is not None:
            above.parts.append(leaf)
        else:
            branches.get(item.cycle or "", whole).leaves.append(leaf)
    _add_up(whole)
    return whole


def _branches(plan: CurriculumPlan, whole: Branch) -> dict[str, Branch]:
    """Hang the cycles below `whole`, one that lies in a circle at the top; return them by code."""
    branches = {cycle.code: Branch(cycle, 1) for cycle in plan.cycles}
    lying_in = {cycle.code: cycle.parent for cycle in plan.cycles}
    for code, branch in branches.items():
        above, depth = lying_in[code], 1
        while above in branches and depth <= len(branches):
            above, depth = lying_in[above], depth + 1
        parent = lying_in[code]
        if above in branches or parent not in branches:
            whole.branches.append(branch)
        else:
            branch.depth = depth
            branches[parent].branches.append(branch)
    return branches


def _add_up(branch: Branch) -> None:
    for below in branch.branches:
        _add_up(below)
    for leaf in branch.leaves:
        _add_up_leaf(leaf)
    branch.sums = sums_of(branch.semesters())


def _add_up_leaf(leaf: Leaf) -> None:
    for part in leaf.parts:
        _add_up_leaf(part)
    leaf.sums = sums_of(leaf.semesters())
