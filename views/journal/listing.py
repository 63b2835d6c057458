"""The list of journals: today's lessons of the person's own first, then all that they may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal, current_principal
from access.roles import Role
from domain.clock import clock
from models import AcademicYear, Department, EmployeeLabel, Gradebook, StudyGroup
from services.journals import JournalLine, LessonLine, lessons_of_today, my_journals
from views.journal.words import OVERDUE, long_day, states, with_subgroup

STEP: Final = 50  # journals that one more click shows
MOST_STEPS: Final = 20
TONES: Final = {"recorded": "ok", "late": "warn", "open": "warn", OVERDUE: "bad", "future": ""}
NARROW: Final = frozenset({Role.teacher, Role.student, Role.parent})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what is no number counts as not asked."""

    text: str
    department_id: int | None
    group_id: int | None
    teacher_id: int | None
    year_id: int | None
    missing: bool
    steps: int

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """Read the address."""
        return cls(
            text=args.get("q", "").replace("\0", "").strip()[:100],
            department_id=_number(args.get("department")),
            group_id=_number(args.get("group")),
            teacher_id=_number(args.get("teacher")),
            year_id=_number(args.get("year")),
            missing=args.get("missing") == "1",
            steps=max(1, min(MOST_STEPS, _number(args.get("steps")) or 1)),
        )

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything narrows the list."""
        chosen = (self.department_id, self.group_id, self.teacher_id, self.year_id)
        return bool(self.text or self.missing or any(chosen))

    def more(self) -> dict[str, Any]:
        """Return the query of the address that shows more of the same."""
        query = {
            "q": self.text,
            "department": self.department_id,
            "group": self.group_id,
            "teacher": self.teacher_id,
            "year": self.year_id,
            "missing": "1" if self.missing else None,
            "steps": self.steps + 1,
        }
        return {name: value for name, value in query.items() if value}


def journals_page(session: Session, args: Mapping[str, str]) -> str:
    """Return the page; `args` are those of the address."""
    who = current_principal()
    asked = Asked.of(args)
    page = my_journals(
        session,
        who,
        asked.text,
        asked.year_id,
        asked.steps * STEP,
        department_id=asked.department_id,
        group_id=asked.group_id,
        teacher_id=asked.teacher_id,
        missing=asked.missing,
    )
    teaches = Role.teacher in who.roles
    more = page.more and asked.steps < MOST_STEPS
    return render_template(
        "journal/list.html",
        teaches=teaches,
        today_label=long_day(clock.today()),
        today_lessons=[_lesson(one) for one in lessons_of_today(session)] if teaches else [],
        asked=asked,
        departments=_departments(session, who),
        choices=_choices(session, who, asked),
        years=session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())).all(),
        journals=[_journal(one) for one in page.lines],
        more_url=url_for("JournalView.journals", **asked.more()) if more else None,
        is_cut=page.more and not more,
    )


def _departments(session: Session, who: Principal) -> list[Department]:
    """Return the departments to choose from; none for those who see a few journals only."""
    if who.roles <= NARROW:
        return []
    return list(session.scalars(select(Department).order_by(Department.name)))


def _choices(session: Session, who: Principal, asked: Asked) -> list[tuple[Any, ...]]:
    """Return the choices of group and teacher: name, label, «all», rows, the chosen one."""
    if who.roles <= NARROW:
        return []
    groups = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.name)
    if asked.department_id:
        groups = groups.where(StudyGroup.department_id == asked.department_id)
    # The labels of those who keep a journal that the person sees.
    keepers = select(Gradebook.teacher_id)
    teachers = select(EmployeeLabel).where(EmployeeLabel.id.in_(keepers))
    teachers = teachers.order_by(EmployeeLabel.sort_name)
    named = [(one.id, one.short_name) for one in session.scalars(teachers)]
    return [
        ("group", _("Group"), _("all groups"), session.execute(groups).all(), asked.group_id),
        ("teacher", _("Teacher"), _("all teachers"), named, asked.teacher_id),
    ]


def _lesson(one: LessonLine) -> dict[str, Any]:
    return {
        "pair": one.pair,
        "group": with_subgroup(one.group, one.subgroup),
        "title": one.title,
        "state": states()[one.state.value],
        "tone": TONES[one.state.value],
        "grid_url": url_for(
            "JournalView.grid", gradebook_id=one.gradebook_id, lesson=one.lesson_id
        ),
        "list_url": url_for(
            "JournalView.lesson", gradebook_id=one.gradebook_id, lesson_id=one.lesson_id
        ),
    }


def _journal(one: JournalLine) -> dict[str, Any]:
    return {
        "url": url_for("JournalView.grid", gradebook_id=one.gradebook_id),
        "group": with_subgroup(one.group, one.subgroup),
        "title": one.title,
        "teacher": one.teacher,
        "own": one.own,
        "hours": one.hours_held,
        "missing": one.not_filled,
    }


def _number(text: str | None) -> int | None:
    """Return a whole number that a key can be, None for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
        return None
    return int(text)
