"""How completely journals are filled, by department (clauses 4.5, 5.5.4)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DepartmentFill:
    """Lessons of a department in a period, up to today, and what became of them."""

    department_id: int
    department: str
    held: int
    on_time: int  # confirmed on the lesson's day
    late: int  # confirmed afterwards
    not_recorded: int
