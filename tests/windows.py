"""Windows for tests: granted ones, as a head of a department would have opened them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import RequestState
from models import CorrectionWindow
from tests.company import Cast

Act = Callable[..., AbstractContextManager[Session]]
WHY = "Ошибка при переносе с бумаги"


def open_window(
    act_as: Act,
    cast: Cast,
    first: date,
    last: date | None = None,
    *,
    closes_at: datetime | None = None,
    **more: Any,
) -> int:
    """Add a granted window of «gradebook» for «teacher», open for an hour; return its id."""
    values = {
        "gradebook_id": cast.gradebook,
        "teacher_id": cast.employee_teacher,
        "reason": WHY,
        "state": RequestState.granted,
    }
    now = clock.now()
    with act_as("system", writes=True) as session:
        window = CorrectionWindow(
            **(values | more),
            lessons_from=first,
            lessons_to=last or first,
            requested_at=now,
            decided_at=now,
            closes_at=closes_at or now + timedelta(hours=1),
        )
        session.add(window)
        session.commit()
        return window.id
