"""A report: what it is called, who may have it, what it asks for, how its data are made.

One file per report in `reports/catalogue/` holds one `REPORT = Report(...)`; nothing else has to
be told about it: the page, the form, REST, the command line and the job follow from it.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from reports.dataset import Dataset, Layout
from reports.render import Drawn


@dataclass(frozen=True, slots=True)
class Frame:
    """What every report shares: whose it is, and a line about when and for whom it was made."""

    organisation: str = ""
    made_on: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the catalogue; `P` is its frozen dataclass of parameters."""

    code: str
    title: LazyString
    resource: Resource
    params: type
    dataset: Callable[[Session, Any], Dataset]
    about: LazyString
    layout: Layout = Layout.portrait
    signatures: tuple[str, ...] = ()
    # Until when a finished file is kept (clause 10.8); None: as long as the general setting says.
    kept_until: Callable[[Session, Any], date | None] | None = None
    # A report that draws its pages itself, of the same data as its dataset; which is its XLSX.
    drawn: Callable[[Session, Any, Frame], Drawn] | None = None

    def allowed_to(self, who: Principal) -> bool:
        """Return whether `who` may have this report about some rows."""
        return who.may(Action.read, self.resource)

    def reader(self, who: Principal) -> Principal:
        """Return `who` with only the roles that give this report.

        Rights add up role by role: a teacher who is a curator gets the sheet of the group in
        their care whole, and no half of one from the journals they keep elsewhere.
        """
        return replace(who, roles=who.roles & roles_with(self.resource, Action.read))

    def build(self, session: Session, params: Any, **frame: str) -> Dataset:
        """Return the data of the report; `frame` gives what every report shares, such as
        `organisation` and `made_on`. Raises ValueError where the places to sign are not those
        that the report declares."""
        made = replace(self.dataset(session, params), layout=self.layout, **frame)  # type: ignore[arg-type]
        if tuple(place.role for place in made.signatures) != self.signatures:
            raise ValueError(f"report {self.code} has other places to sign than it declares")
        return made


@cache
def catalogue() -> Mapping[str, Report]:
    """Return all reports by code, in the order of their files."""
    import reports.catalogue as package

    found: dict[str, Report] = {}
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        report: Report = import_module(f"{package.__name__}.{module.name}").REPORT
        if report.code in found:
            raise ValueError(f"two reports are called {report.code}")
        found[report.code] = report
    return found


def reports_for(who: Principal) -> list[Report]:
    """Return the reports that `who` may have."""
    return [report for report in catalogue().values() if report.allowed_to(who)]
