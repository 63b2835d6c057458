"""ONE navigation table: what people do, in their words; each sees only what the matrix allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from access.matrix import Action, Resource
from access.principal import Principal
from access.roles import STAFF, Role
from models.labels import label_of

OFFICE: Final = frozenset(STAFF)
KEEPS_STAFF: Final = frozenset({Role.module_admin, Role.hr, Role.deputy_director, Role.director})


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


def _register(resource: Resource, only: frozenset[Role] | None = OFFICE, label: Any = None) -> Item:
    return Item(label or label_of(resource), f"/registers/{resource}/list/", resource, only)


NAVIGATION: Final[tuple[Section, ...]] = (
    Section("today", _l("Today"), (Item(_l("Today"), "/"),)),
    Section(
        "journals",
        _l("Journals"),
        (
            Item(_l("Journals"), "/journals/", Resource.gradebook, OFFICE, also="/journal/"),
            _register(Resource.lesson),
            _register(Resource.mark),
            _register(Resource.absence),
            _register(Resource.gradebook, label=_l("List of gradebooks")),
        ),
    ),
    Section(
        "contingent",
        _l("Contingent"),
        (
            _register(Resource.student),
            _register(Resource.study_group),
            _register(Resource.enrolment),
            _register(Resource.student_identity),
            _register(Resource.student_contact),
            _register(Resource.guardian),
            _register(Resource.guardian_contact),
            _register(Resource.guardian_child),
            _register(Resource.subgroup),
            _register(Resource.subgroup_member),
        ),
    ),
    Section(
        "plans",
        _l("Plans"),
        (
            _register(Resource.programme),
            _register(Resource.curriculum),
            _register(Resource.curriculum_item),
            _register(Resource.curriculum_hours),
            _register(Resource.teaching_assignment),
        ),
    ),
    Section(
        "reports",
        _l("Reports"),
        (
            Item(_l("Reports"), "/reports/", Resource.report_run, OFFICE),
            _register(Resource.report_run, label=_l("List of built reports")),
        ),
    ),
    Section(
        "staff",
        _l("Staff"),
        (
            _register(Resource.employee),
            _register(Resource.department),
            _register(Resource.position, KEEPS_STAFF),
        ),
    ),
    Section(
        "order",
        _l("Control"),
        (
            _register(Resource.audit_entry),
            Item(_l("Who may do what"), "/permissions/", Resource.permissions, OFFICE),
            _register(Resource.academic_year),
            _register(Resource.semester),
        ),
    ),
)


def navigation_for(who: Principal, table: tuple[Section, ...] = NAVIGATION) -> Iterator[Section]:
    """Yield the sections with the links that `who` may follow; empty sections are left out."""
    for section in table:
        links = tuple(link for link in section.links if link.shown_to(who))
        if links:
            yield Section(section.key, section.label, links)


def place_of(path: str, sections: list[Section]) -> tuple[str, str]:
    """Return the key of the section and the path of the link that the page at `path` belongs to.

    Both are empty where no link leads to it.
    """
    for section in sections:
        for link in section.links:
            if link.covers(path):
                return section.key, link.path
    return "", ""
