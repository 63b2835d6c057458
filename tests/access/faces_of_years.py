"""Where the rights on closed years show."""

from access.matrix import Action, Resource
from tests.access.probe import Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]


def rest(_cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    return {}


def pages(_cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    return {}
