"""What the navigation table is made of: links, sections, and for whom a link stands."""

from dataclasses import dataclass
from typing import Any, Final

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from access.roles import STAFF, Role
from models.labels import label_of

OFFICE: Final = frozenset(STAFF)
FAMILY: Final = frozenset({Role.student, Role.parent})
KEEPS_STAFF: Final = frozenset({Role.module_admin, Role.hr, Role.deputy_director, Role.director})
HEADS: Final = frozenset(
    {Role.module_admin, Role.department_head, Role.deputy_director, Role.director}
)
OVERSEES: Final = HEADS | {Role.methodist}
PLANS: Final = OVERSEES | {Role.hr, Role.secretary, Role.timetabler}
KEEPS_ROSTER: Final = HEADS | {Role.secretary}
KNOWS_FAMILIES: Final = frozenset({Role.module_admin, Role.director, Role.secretary, Role.curator})
TIMETABLES: Final = frozenset({Role.timetabler})
KEEPS_CALENDAR: Final = TIMETABLES | {Role.module_admin}
PLACES: Final = KEEPS_CALENDAR | {Role.deputy_director, Role.director}
PLACES_IN_PRACTICE: Final = frozenset({Role.module_admin, Role.deputy_director, Role.director})
REPORTS: Final = roles_with(Resource.attendance_report, Action.read) | roles_with(
    Resource.programme_delivery, Action.read
)


@dataclass(frozen=True, slots=True)
class Item:
    """One link: `resource` must be readable; `only` narrows it to some roles where given."""

    label: Any
    path: str
    resource: Resource | None = None
    only: frozenset[Role] | None = None
    also: str = ""  # another beginning of the paths that belong to the link

    def shown_to(self, who: Principal) -> bool:
        """Return whether `who` sees the link."""
        if self.only is not None and not who.is_system and self.only.isdisjoint(who.roles):
            return False
        return self.resource is None or who.may(Action.read, self.resource)

    def covers(self, path: str) -> bool:
        """Return whether the page at `path` belongs to the link: a form to its list, say."""
        if self.path == "/":
            return path == "/"
        begin = self.path.removesuffix("list/")
        return path.startswith(begin) or bool(self.also and path.startswith(self.also))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with links; one link alone stands without its heading."""

    key: str
    label: Any
    links: tuple[Item, ...]


def register_link(
    resource: Resource, only: frozenset[Role] | None = OFFICE, label: Any = None
) -> Item:
    """Return the link to the list of a register."""
    return Item(label or label_of(resource), f"/registers/{resource}/list/", resource, only)
