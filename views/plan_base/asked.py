"""What the pages and the REST resource of the base of plans are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.enums import PlanState
from domain.typed import MOST_ID
from services.plan_base import BaseFilter
from services.plan_missing import MissingFilter

MOST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A search of the base; what is no number narrows nothing."""

    text: str
    narrowed: BaseFilter
    page: int  # from 0

    def link(self, page: int) -> dict[str, Any]:
        """Return the values of the address of another page of the same."""
        values: dict[str, Any] = {
            "q": self.text,
            "programme": self.narrowed.programme_id,
            "discipline": self.narrowed.discipline,
            "group": self.narrowed.group_id,
            "teacher": self.narrowed.teacher_id,
            "year": self.narrowed.year_id,
            "state": "" if self.narrowed.state is PlanState.approved else self.narrowed.state.value,
            "page": page,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything narrows the base."""
        return bool(self.text) or self.narrowed != BaseFilter()


def asked_of(args: Mapping[str, str]) -> Asked:
    """Read an address."""
    state = args.get("state", "")
    return Asked(
        text=_text(args.get("q")),
        narrowed=BaseFilter(
            programme_id=number(args.get("programme")) or 0,
            discipline=_text(args.get("discipline")),
            group_id=number(args.get("group")) or 0,
            teacher_id=number(args.get("teacher")) or 0,
            year_id=number(args.get("year")) or 0,
            state=PlanState(state) if state in set(PlanState) else PlanState.approved,
        ),
        page=min(number(args.get("page")) or 0, MOST_PAGE),
    )


def missing_of(args: Mapping[str, str]) -> MissingFilter:
    """Read an address of the list of journals without a plan."""
    return MissingFilter(
        department_id=number(args.get("department")),
        group_id=number(args.get("group")),
        teacher_id=number(args.get("teacher")),
        state=args.get("state", ""),
    )


def number(text: str | None) -> int | None:
    """Return a whole number that a key can be, None for anything else."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST_ID)):
        return None
    return int(text) if int(text) <= MOST_ID else None


def _text(text: str | None) -> str:
    return (text or "").replace("\0", "").strip()[:100]
