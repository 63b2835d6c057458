"""What the names of an imported timetable stand for here: remembered, found by name, or open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import ImportKind
from domain.imported_timetable import FileTimetable, Named
from domain.name_match import PersonName, loose, room_key, same_person, same_subgroup
from domain.text import fold
from models import Employee, ImportName, Room, StudyGroup, Subgroup
from services.import_loads import Load, Subject


class How(StrEnum):
    """How it is known what a name stands for."""

    remembered = auto()
    found = auto()
    never = auto()  # somebody said that it is not imported
    missing = auto()


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the file and what it stands for; `target` is how that is called here."""

    kind: ImportKind
    name: str
    how: How
    target_id: int | None = None
    target: str = ""
    target_text: str | None = None  # for subjects: the folded name
    used: int = 0  # lessons of the file

    @property
    def is_known(self) -> bool:
        """Return whether the name is imported."""
        return self.how in (How.remembered, How.found)


@dataclass(frozen=True, slots=True)
class Matches:
    """All names of a file by kind, each with its match under the id that the file gives it."""

    by_kind: Mapping[ImportKind, Mapping[str, Match]]

    def of(self, kind: ImportKind, key: str) -> Match | None:
        """Return the match of an id of the file, None for an unknown id."""
        return self.by_kind[kind].get(key)

    def listed(self, kind: ImportKind) -> list[Match]:
        """Return each name of a kind once: the open ones first, then by name."""
        found = {fold(one.name): one for one in self.by_kind[kind].values()}
        return sorted(found.values(), key=lambda one: (one.how is not How.missing, fold(one.name)))

    def open(self, kind: ImportKind) -> int:
        """Return how many names of a kind stand for nothing yet."""
        return sum(one.how is How.missing for one in self.listed(kind))


def matches_of(session: Session, file: FileTimetable, loads: Iterable[Load]) -> Matches:
    """Return what every name of the file stands for, in a few statements whatever its length."""
    loads = list(loads)
    known = _Known(session, loads)
    used = _used(file)
    groups = {key: known.group(one, used["class", key]) for key, one in file.classes.items()}
    subgroups = {
        group.id: known.subgroup(
            part_name(file, group.id),
            group.name,
            groups.get(group.class_id),
            used["group", group.id],
        )
        for group in file.groups.values()
        if not group.is_whole
    }
    return Matches(
        {
            ImportKind.teacher: {
                key: known.teacher(one, used["teacher", key]) for key, one in file.teachers.items()
            },
            ImportKind.group: groups,
            ImportKind.subgroup: subgroups,
            ImportKind.room: {
                key: known.room(one, used["room", key]) for key, one in file.rooms.items()
            },
            ImportKind.subject: {
                key: known.subject(one, used["subject", key]) for key, one in file.subjects.items()
            },
        }
    )


def part_name(file: FileTimetable, group_id: str) -> str:
    """Return «ИС-21 / 1 группа» of a part of a class."""
    group = file.groups[group_id]
    whole = file.classes.get(group.class_id)
    return f"{whole.name if whole else '?'} / {group.name}"


def _used(file: FileTimetable) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for lesson in file.lessons.values():
        counts.update([("subject", lesson.subject_id)])
        counts.update(("class", key) for key in lesson.class_ids)
        counts.update(("teacher", key) for key in lesson.teacher_ids)
        counts.update(("group", key) for key in lesson.group_ids)
        counts.update(("room", key) for key in lesson.room_ids)
    return counts


class _Known:
    """What is here: names that were remembered, people, groups, rooms, disciplines."""

    def __init__(self, session: Session, loads: list[Load]) -> None:
        rows = session.scalars(select(ImportName)).all()
        self.remembered = {(row.kind, row.search_name): row for row in rows}
        people = session.execute(
            select(Employee.id, Employee.last_name, Employee.first_name, Employee.patronymic)
        ).all()
        self.people = [PersonName(row[0], row[1], row[2], row[3] or "") for row in people]
        self.labels: dict[tuple[ImportKind, int], str] = {
            (ImportKind.teacher, one.id): " ".join(filter(None, one[1:])) for one in self.people
        }
        taught = {load.group_id for load in loads}
        groups = session.execute(select(StudyGroup.id, StudyGroup.name)).all()
        self.groups = [(key, name) for key, name in groups if key in taught]
        self.labels |= {(ImportKind.group, key): name for key, name in groups}
        self.subgroups: dict[int, list[tuple[int, str]]] = {}
        parts = select(Subgroup.id, Subgroup.group_id, Subgroup.name)
        names = {row.id: row.name for row in groups}
        for key, group, name in session.execute(parts):
            self.subgroups.setdefault(group, []).append((key, name))
            self.labels[ImportKind.subgroup, key] = f"{names.get(group, '?')} / {name}"
        self.rooms = list(session.execute(select(Room.id, Room.name)).all())
        self.labels |= {(ImportKind.room, row.id): row.name for row in self.rooms}
        self.subjects: dict[str, Subject] = {load.subject.key: load.subject for load in loads}

    def teacher(self, one: Named, used: int) -> Match:
        """Return the employee of a name, whichever way it is spelt."""
        return self._remembered(ImportKind.teacher, one.name, used) or self._found(
            ImportKind.teacher, one.name, same_person((one.name, one.short), self.people), used
        )

    def group(self, one: Named, used: int) -> Match:
        """Return the study group of a class."""
        wanted = {loose(one.name), loose(one.short)} - {""}
        found = [key for key, name in self.groups if loose(name) in wanted]
        key = found[0] if len(found) == 1 else None
        return self._remembered(ImportKind.group, one.name, used) or self._found(
            ImportKind.group, one.name, key, used
        )

    def subgroup(self, whole: str, part: str, group: Match | None, used: int) -> Match:
        """Return the subgroup of a part of a class, among those of the class's group."""
        own = self.subgroups.get(group.target_id or 0, []) if group else []
        return self._remembered(ImportKind.subgroup, whole, used) or self._found(
            ImportKind.subgroup, whole, same_subgroup(part, own), used
        )

    def room(self, one: Named, used: int) -> Match:
        """Return the room of a classroom."""
        wanted = {room_key(one.name), room_key(one.short)} - {""}
        found = [row.id for row in self.rooms if room_key(row.name) in wanted]
        key = found[0] if len(found) == 1 else None
        return self._remembered(ImportKind.room, one.name, used) or self._found(
            ImportKind.room, one.name, key, used
        )

    def subject(self, one: Named, used: int) -> Match:
        """Return the discipline of a subject: by its name, its index, or both together."""
        kind = ImportKind.subject
        row = self.remembered.get((kind, fold(one.name)))
        if row is not None:
            if row.target_text is None:
                return Match(kind, one.name, How.never, used=used)
            known = self.subjects.get(row.target_text)
            title = known.title if known else row.target_text
            return Match(kind, one.name, How.remembered, None, title, row.target_text, used)
        # The name decides; a short name may be an index that several programmes have.
        found: list[Subject] = []
        for text in (one.name, one.short):
            found = found or [each for each in self.subjects.values() if each.is_called(text)]
        if len(found) != 1:
            return Match(kind, one.name, How.missing, used=used)
        (only,) = found
        return Match(kind, one.name, How.found, None, only.title, only.key, used)

    def _remembered(self, kind: ImportKind, name: str, used: int) -> Match | None:
        row = self.remembered.get((kind, fold(name)))
        if row is None:
            return None
        if row.target_id is None:
            return Match(kind, name, How.never, used=used)
        label = self.labels.get((kind, row.target_id))
        if label is None:  # the room or person has been deleted since
            return None
        return Match(kind, name, How.remembered, row.target_id, label, None, used)

    def _found(self, kind: ImportKind, name: str, key: int | None, used: int) -> Match:
        if key is None:
            return Match(kind, name, How.missing, used=used)
        return Match(kind, name, How.found, key, self.labels[kind, key], None, used)


__all__ = ["How", "Match", "Matches", "matches_of", "part_name"]
