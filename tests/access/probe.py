"""One request that a right decides about, and what the tables of faces share."""

from dataclasses import dataclass
from typing import Any, Final

from access.matrix import Action, Resource

READ, CREATE, UPDATE, DELETE = Action.read, Action.create, Action.update, Action.delete
MISSING: Final = 10**6  # no row has this key


@dataclass(frozen=True, slots=True)
class Probe:
    """One request that a right decides about."""

    method: str
    path: str
    json: Any = None
    data: Any = None
    also: Resource | None = None  # a second resource that must be readable

    def send(self, client: Any) -> Any:
        """Send the request by `client`; return the answer."""
        more = {"json": self.json} if self.json is not None else {"data": self.data}
        return client.open(self.path, method=self.method, **more)
