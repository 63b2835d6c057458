"""A journal's own facts, and what the principal may do with it: one statement."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, func, select, true
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.proven import PlainSelect
from access.roles import Role
from access.scopes import visible
from domain.clock import clock
from domain.enums import RemarkState
from domain.text import short_name
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    Inspection,
    InspectionRemark,
    StudyGroup,
    Subgroup,
)
from services.journal_keepers import KEEPER_COLUMNS, KeeperTerms, keeper_terms_in, with_keepers
from services.journal_rights import READS_AUDIT, READS_CELLS, WRITES_CELLS, through
from services.journal_times import TIME_COLUMNS, Times, times_in, with_times


@dataclass(frozen=True, slots=True)
class Head:
    """The journal itself, and what the principal may do with it."""

    id: int
    group_id: int
    subgroup_id: int | None
    item_id: int
    teacher_id: int
    group: str
    intake_year: int
    first_course: int
    subgroup: str | None
    index_code: str
    item: str
    programme_id: int
    year_id: int
    year: str
    year_starts_on: date
    year_ends_on: date
    editable: bool
    whole: bool  # every student's cells, not the own alone
    audited: bool  # with what the audit says about each cell
    teacher: str
    keepers: KeeperTerms  # who writes in it when
    times: Times  # what opens and closes its days (3.6)
    remarks: int  # of inspectors, open


_OPEN_REMARKS: Final = (
    select(func.count())
    .select_from(InspectionRemark)
    .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
    .where(
        InspectionRemark.gradebook_id == Gradebook.id,
        InspectionRemark.state != RemarkState.closed,
        Inspection.finished_at.is_not(None),
    )
    .correlate(Gradebook)
    .scalar_subquery()
)


@lru_cache(maxsize=256)
def _head(roles: frozenset[Role], is_system: bool) -> PlainSelect:
    """Return the statement for a role set: its scope is written into it, not put on each time."""
    who = Principal(kind="user", roles=roles, is_system=is_system)
    return PlainSelect(
        "the statement holds the scope of journals, groups and subgroups itself",
        with_times(
            with_keepers(
                select(
                    Gradebook.id,
                    Gradebook.group_id,
                    Gradebook.subgroup_id,
                    Gradebook.item_id,
                    Gradebook.teacher_id,
                    StudyGroup.name,
                    StudyGroup.intake_year,
                    StudyGroup.first_course,
                    Subgroup.name,
                    CurriculumItem.index_code,
                    CurriculumItem.name,
                    Curriculum.programme_id,
                    AcademicYear.id,
                    AcademicYear.name,
                    AcademicYear.starts_on,
                    AcademicYear.ends_on,
                    through(who, WRITES_CELLS).label("editable"),
                    through(who, READS_CELLS).label("whole"),
                    through(who, READS_CELLS + READS_AUDIT).label("audited"),
                    EmployeeLabel.last_name,
                    EmployeeLabel.first_name,
                    EmployeeLabel.patronymic,
                    _OPEN_REMARKS.label("remarks"),
                    *TIME_COLUMNS,
                    *KEEPER_COLUMNS,
                )
            )
        )
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, and_(Subgroup.id == Gradebook.subgroup_id, _seen(Subgroup, who)))
        .where(
            Gradebook.id == bindparam("gradebook"), _seen(Gradebook, who), _seen(StudyGroup, who)
        ),
    )


def _seen(model: type, who: Principal) -> ColumnElement[bool]:
    return true() if who.is_system else visible(model, who.roles, Action.read)


def read_head(session: Session, who: Principal, gradebook_id: int) -> Head | None:
    """Return a journal, or None where the principal sees none of that id."""
    query = _head(who.roles, who.is_system)
    rows = query(session, proven=True, gradebook=gradebook_id, now=clock.now()).all()
    if not rows:
        return None
    values: tuple[Any, ...] = (
        *rows[0][:19],
        short_name(*rows[0][19:22]),
        keeper_terms_in(rows),
        times_in(rows, who),
        rows[0].remarks,
    )
    return Head(*values)
