"""Remote search of related rows: a form never holds all rows of another table."""

from typing import Any, Final

from sqlalchemy.orm import Session

from views.register.naming import own_name_loads
from views.register.query import Asked, criterion, fetch, sized
from views.register.register import Register

SIZE: Final = 20


def choices(session: Session, register: Register, args: dict[str, str]) -> dict[str, Any]:
    """Return up to SIZE rows that match `args["q"]`, as ids and names, and whether more are.

    Every other argument is a filter of the register, such as `group` for its subgroups.
    Raises WrongQueryError for a filter that the register does not have.
    """
    filters = {name: value for name, value in args.items() if name not in ("q", "page") and value}
    asked = Asked(
        text=args.get("q", ""),
        where=tuple(criterion(register, name, value) for name, value in filters.items()),
    )
    page = fetch(session, register, sized(asked, 0, SIZE), own_name_loads(register.model))
    return {
        "results": [{"id": row.id, "text": str(row)} for row in page.rows],
        "more": page.more,
    }
