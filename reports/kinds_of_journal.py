"""The kinds of parameter that name a journal, and which part of its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from flask_babel import gettext, lazy_gettext
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.clock import clock
from domain.text import fold
from models import AcademicYear, CurriculumItem, Gradebook, StudyGroup, Subgroup
from reports.kinds import CHOICES, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import key_in
from reports.params import Asked

WHOLE_YEAR: Final = 0
MOST_TERMS: Final = 12


class GradebookKind:
    """A journal that the person who asks sees."""

    name = "gradebook"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a journal; see Kind."""
        key = key_in(raw, gettext("Choose a journal."))
        if session.scalar(select(Gradebook.id).where(Gradebook.id == key)) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return «МДК.01.01 ИС-21 2026/2027»."""
        row = session.execute(_named().where(Gradebook.id == value)).first()
        return "—" if row is None else f"{row.index_code} {_group(row)} {row.year}"

    def usual(self, session: Session) -> int | None:
        """The person's own journal, where there is one alone."""
        me = current_principal().employee_id
        own = select(Gradebook.id).where(Gradebook.teacher_id == (me or 0))
        found = session.scalars(own.limit(2)).all()
        return found[0] if len(found) == 1 else None

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return the journals whose item or group holds every word of `sought`, latest first."""
        query = _named()
        for word in fold(sought).split():
            query = query.where(
                or_(
                    StudyGroup.search_name.contains(word, autoescape=True),
                    CurriculumItem.search_text.contains(word, autoescape=True),
                )
            )
        rows = session.execute(
            query.order_by(
                AcademicYear.starts_on.desc(),
                StudyGroup.search_name,
                CurriculumItem.index_code,
                Gradebook.id,
            ).limit(CHOICES)
        )
        return [
            Choice(str(row.id), f"{_group(row)} · {row.index_code} {row.name} · {row.year}")
            for row in rows
        ]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more journals than are listed."""
        counted = select(Gradebook.id).limit(CHOICES + 1).subquery()
        return (session.scalar(select(func.count()).select_from(counted)) or 0) > CHOICES


def _named() -> Any:
    return (
        select(
            Gradebook.id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            StudyGroup.name.label("group"),
            Subgroup.name.label("subgroup"),
            AcademicYear.name.label("year"),
        )
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .where(AcademicYear.starts_on <= clock.today())
    )


def _group(row: Any) -> str:
    return f"{row.group} / {row.subgroup}" if row.subgroup else str(row.group)


class PartOfYearKind:
    """A semester by its number in the academic year, or the whole year: 0."""

    name = "part_of_year"
    json_type = "integer"

    def read(self, _session: Session, raw: object) -> int:
        """Return the number of a semester, 0 for the whole year; see Kind."""
        text = str(raw).strip() if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
        if not (text.isascii() and text.isdigit() and len(text) <= 2):
            raise ParameterError(gettext("Choose a semester or the whole year."))
        if int(text) > MOST_TERMS:
            raise ParameterError(gettext("This year has no such semester."))
        return int(text)

    def dump(self, value: int) -> int:
        """Return the number."""
        return value

    def show(self, _session: Session, value: int) -> str:
        """Return «1 семестр»."""
        if value == WHOLE_YEAR:
            return gettext("the whole year")
        return gettext("semester %(number)s", number=value)

    def usual(self, _session: Session) -> int:
        """The whole year."""
        return WHOLE_YEAR

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return the whole year and the two semesters that nearly every year has."""
        return [Choice(str(one), self.show(session, one)) for one in (WHOLE_YEAR, 1, 2)]

    def has_more(self, _session: Session) -> bool:
        """Terms beyond the second are of short programmes, and given over REST."""
        return False


@dataclass(frozen=True, slots=True)
class JournalPart:
    """A journal, and which part of its year."""

    gradebook_id: Annotated[int, Asked(GradebookKind(), lazy_gettext("Journal"))]
    part: Annotated[int, Asked(PartOfYearKind(), lazy_gettext("Part of the year"))]

    @property
    def semester(self) -> int | None:
        """Return the number of the semester; None: the whole year."""
        return self.part or None
