"""ONE navigation table: what people do, in their words; each sees only what the matrix allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from access.matrix import Action, Resource
from access.principal import Principal
from access.roles import Role

LOOKS_ALL: Final = frozenset(Role) - {Role.student, Role.parent}


@dataclass(frozen=True, slots=True)
class Item:
    """One link: `resource` must be readable; `only` narrows it to some roles where given."""

    label: Any
    path: str
    resource: Resource | None = None
    only: frozenset[Role] | None = None

    def shown_to(self, who: Principal) -> bool:
        """Return whether `who` sees the link."""
        if self.only is not None and not who.is_system and self.only.isdisjoint(who.roles):
            return False
        return self.resource is None or who.may(Action.read, self.resource)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with links; with a path of its own where it is one link."""

    label: Any
    items: tuple[Item, ...]


def _register(label: Any, resource: Resource, only: frozenset[Role] | None = None) -> Item:
    return Item(label, f"/registers/{resource}/list/", resource, only)


NAVIGATION: Final[tuple[Section, ...]] = (
    Section(_l("Today"), (Item(_l("Today"), "/"),)),
    Section(_l("Journals"), (Item(_l("Journals"), "/journals/", Resource.gradebook, LOOKS_ALL),)),
    Section(
        _l("Contingent"),
        (
            _register(_l("Students"), Resource.student, LOOKS_ALL),
            _register(_l("Study groups"), Resource.study_group, LOOKS_ALL),
            _register(_l("Enrolments"), Resource.enrolment, LOOKS_ALL),
            _register(_l("Subgroups"), Resource.subgroup, LOOKS_ALL),
            _register(_l("Subgroup members"), Resource.subgroup_member, LOOKS_ALL),
            _register(_l("Student contacts"), Resource.student_contact, LOOKS_ALL),
            _register(_l("Guardians"), Resource.guardian, LOOKS_ALL),
            _register(_l("Guardian contacts"), Resource.guardian_contact, LOOKS_ALL),
            _register(_l("Guardians' children"), Resource.guardian_child, LOOKS_ALL),
        ),
    ),
    Section(
        _l("Staff"),
        (
            _register(_l("Employees"), Resource.employee),
            _register(_l("Departments"), Resource.department),
            _register(_l("Positions"), Resource.position),
            _register(_l("Teaching load"), Resource.teaching_assignment),
        ),
    ),
    Section(
        _l("Curricula"),
        (
            _register(_l("Programmes"), Resource.programme),
            _register(_l("Curricula"), Resource.curriculum),
            _register(_l("Curriculum items"), Resource.curriculum_item),
            _register(_l("Hours by semester"), Resource.curriculum_hours),
            _register(_l("Academic years"), Resource.academic_year, LOOKS_ALL),
            _register(_l("Semesters"), Resource.semester, LOOKS_ALL),
        ),
    ),
    Section(
        _l("Reports"),
        (Item(_l("Reports"), "/reports/", Resource.report_run),),
    ),
    Section(
        _l("Records"),
        (
            _register(_l("Gradebooks"), Resource.gradebook, LOOKS_ALL),
            _register(_l("Lessons"), Resource.lesson, LOOKS_ALL),
            _register(_l("Marks"), Resource.mark, LOOKS_ALL),
            _register(_l("Absences"), Resource.absence, LOOKS_ALL),
            _register(_l("Audit trail"), Resource.audit_entry),
            _register(_l("Report runs"), Resource.report_run),
            Item(_l("Who may do what"), "/permissions/", Resource.permissions),
        ),
    ),
)


def navigation_for(who: Principal, table: tuple[Section, ...] = NAVIGATION) -> Iterator[Section]:
    """Yield the sections with the links that `who` may follow; empty sections are left out."""
    for section in table:
        items = tuple(item for item in section.items if item.shown_to(who))
        if items:
            yield Section(section.label, items)
