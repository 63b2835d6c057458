"""Rooms, bells, and which room a pair of the week has."""

from typing import Final

from demo.sink import Sink
from domain.enums import RoomKind
from domain.text import fold
from models import Bell, BellSchedule, Room

BELLS: Final = (
    ("08:30", "10:00"), ("10:10", "11:40"), ("12:10", "13:40"), ("13:50", "15:20"),
    ("15:30", "17:00"), ("17:10", "18:40"), ("18:50", "20:20"),
)  # fmt: skip
SATURDAY: Final = (
    ("08:30", "09:50"), ("10:00", "11:20"), ("11:40", "13:00"), ("13:10", "14:30"),
    ("14:40", "16:00"), ("16:10", "17:30"), ("17:40", "19:00"),
)  # fmt: skip
# Of a hundred rooms so many are of that kind; the rest are classrooms.
KINDS: Final = {RoomKind.computer: 20, RoomKind.laboratory: 12, RoomKind.workshop: 12}
BY_AREA: Final = {
    "it": RoomKind.computer,
    "ict": RoomKind.computer,
    "electro": RoomKind.laboratory,
    "auto": RoomKind.laboratory,
    "tech": RoomKind.laboratory,
    "weld": RoomKind.workshop,
    "cook": RoomKind.workshop,
    "pe": RoomKind.gym,
}
SEATS: Final = {RoomKind.gym: 90, RoomKind.classroom: 32}
Place = tuple[int, int, int]  # weekday, pair, parity


class Rooms:
    """The rooms of the college, and when each is taken in one half of a year."""

    def __init__(self, sink: Sink, number: int) -> None:
        self.by_kind: dict[RoomKind, list[int]] = {kind: [] for kind in RoomKind}
        self.shared: set[int] = set()
        kinds = [kind for kind, share in KINDS.items() for _ in range(number * share // 100)]
        kinds += [RoomKind.classroom] * (number - len(kinds) - 1)
        for n, kind in enumerate(kinds):
            self._add(sink, f"{n % 3 + 1}{n // 3 + 1:02}", kind)
        self.shared.add(self._add(sink, "Спортзал", RoomKind.gym, is_shared=True))
        self._add(sink, "Актовый зал", RoomKind.hall)
        self.taken: dict[Place, set[int]] = {}

    def _add(self, sink: Sink, name: str, kind: RoomKind, *, is_shared: bool = False) -> int:
        row = {"name": name, "search_name": fold(name), "kind": kind, "is_shared": is_shared}
        key = sink.add(Room, {**row, "capacity": SEATS.get(kind, 30)})
        self.by_kind[kind].append(key)
        return key

    def take(self, area: str, places: list[Place]) -> int | None:
        """Return a room that is free at all of `places`, of the kind that suits best; mark it."""
        wanted = self.by_kind[BY_AREA.get(area, RoomKind.classroom)]
        for room in (*wanted, *self.by_kind[RoomKind.classroom], *self.by_kind[RoomKind.computer]):
            if room in self.shared:
                return room
            if not any(room in self.taken.get(place, ()) for place in places):
                for place in places:
                    self.taken.setdefault(place, set()).add(room)
                return room
        return None

    def clear(self) -> None:
        """Forget what is taken: another half of the year begins."""
        self.taken.clear()


def add_bells(sink: Sink) -> None:
    """Add the bells of the week and those of Saturdays."""
    for name, weekday, bells in (("Основное", None, BELLS), ("Суббота", 6, SATURDAY)):
        schedule = sink.add(BellSchedule, {"name": name, "weekday": weekday})
        for pair, (starts_at, ends_at) in enumerate(bells, 1):
            times = {"starts_at": starts_at, "ends_at": ends_at}
            sink.add(Bell, {"schedule_id": schedule, "pair": pair, **times})
