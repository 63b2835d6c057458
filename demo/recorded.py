"""A lesson that was recorded, for those who write what is in it."""

from dataclasses import dataclass
from datetime import datetime

from demo.schedule import Planned
from demo.staff import Person
from demo.works import Work


@dataclass(frozen=True, slots=True)
class Recorded:
    """A lesson that was recorded: by whom, when, and its key in the database."""

    lesson: Planned
    who: Person
    key: int
    when: datetime
    work: Work | None = None  # whose marks are given instead of marks for the lesson
