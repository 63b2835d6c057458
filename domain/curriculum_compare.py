"""What differs between two versions of a curriculum: items, hours by semester and kind, forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from domain.curriculum_plan import HOUR_KINDS, CurriculumPlan, ItemPlan, SemesterPlan

COMPARED: Final = (*HOUR_KINDS, "practical_training", "attestation")
OF_ITEM: Final = ("name", "kind", "cycle", "parent")
OF_HEAD: Final = ("code", "name", "qualification", "intake_year", "months")


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs; `semester` where it belongs to one."""

    field: str
    before: Any
    after: Any
    semester: int | None = None

    @property
    def growth(self) -> int | None:
        """Return by how many hours it grew; None for what is no number."""
        if isinstance(self.before, int) and isinstance(self.after, int):
            return self.after - self.before
        return None


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item that stands in both versions and differs."""

    before: ItemPlan
    after: ItemPlan
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between an earlier version and a later one."""

    head: tuple[Change, ...]
    added_cycles: tuple[str, ...]
    removed_cycles: tuple[str, ...]
    added: tuple[ItemPlan, ...]
    removed: tuple[ItemPlan, ...]
    changed: tuple[ChangedItem, ...]
    same: int  # items that stand in both and do not differ
    total_before: int
    total_after: int

    @property
    def is_empty(self) -> bool:
        """Return whether the versions say the same."""
        return not (
            self.head
            or self.added_cycles
            or self.removed_cycles
            or self.added
            or self.removed
            or self.changed
        )


def compare(before: CurriculumPlan, after: CurriculumPlan) -> Comparison:
    """Return what differs. Items are the same where their index is; their order is no matter."""
    old = {item.index: item for item in before.items}
    new = {item.index: item for item in after.items}
    changed = []
    for index, item in new.items():
        if index in old and (changes := tuple(_changes(old[index], item))):
            changed.append(ChangedItem(old[index], item, changes))
    cycles_before = {cycle.code: cycle.name for cycle in before.cycles}
    cycles_after = {cycle.code: cycle.name for cycle in after.cycles}
    return Comparison(
        head=tuple(_fields(before, after, OF_HEAD)),
        added_cycles=tuple(f"{c} {n}" for c, n in cycles_after.items() if c not in cycles_before),
        removed_cycles=tuple(f"{c} {n}" for c, n in cycles_before.items() if c not in cycles_after),
        added=tuple(item for index, item in new.items() if index not in old),
        removed=tuple(item for index, item in old.items() if index not in new),
        changed=tuple(changed),
        same=sum(1 for index in new if index in old) - len(changed),
        total_before=before.total,
        total_after=after.total,
    )


def _changes(before: ItemPlan, after: ItemPlan) -> Iterator[Change]:
    yield from _fields(before, after, OF_ITEM)
    old = {one.semester: one for one in before.semesters}
    new = {one.semester: one for one in after.semesters}
    for number in sorted(old.keys() | new.keys()):
        nothing = SemesterPlan(number)
        yield from _fields(old.get(number, nothing), new.get(number, nothing), COMPARED, number)


def _fields(
    before: Any, after: Any, names: tuple[str, ...], semester: int | None = None
) -> Iterator[Change]:
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(name, old, new, semester)
