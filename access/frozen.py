"""ONE place where the refusal of a frozen row's trigger becomes an exception of its own.

The triggers of the database are the last line behind what the services refuse in words. Their
error is turned into Frozen where the driver raised it, so that nothing above takes it for a
contradiction of data, whatever path the change took.
"""

import re
from typing import Final

from sqlalchemy import event
from sqlalchemy.engine import Engine, ExceptionContext

from access.errors import Frozen

_SAID: Final = re.compile(r"frozen: (\w+)")


@event.listens_for(Engine, "handle_error")
def _name_frozen(context: ExceptionContext) -> None:
    """Raise Frozen instead of the driver's error where a trigger refused."""
    said = _SAID.match(str(context.original_exception))
    if said is not None:
        raise Frozen(said[1]) from context.original_exception


__all__ = ["Frozen"]
