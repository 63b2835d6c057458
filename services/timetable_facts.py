"""What a timetable is compared with, read past the scope: its caller may work on timetables.

Columns only, one statement each, whatever the size of the college.
"""

from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select

from access.proven import PlainSelect
from models import (
    BellSchedule,
    CurriculumItem,
    EmployeeAbsence,
    EmployeeLabel,
    Enrolment,
    PracticePeriod,
    Room,
    Semester,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
    Timetable,
    TimetableChange,
    TimetableSlot,
)
from models.calendar import AcademicYear, Bell

_WHY: Final = "a timetable is checked and published as a whole by those whom the matrix lets do it"
_semesters: Final[Any] = bindparam("semesters", expanding=True)
_day: Final[Any] = bindparam("day")

TIMETABLE: Final = PlainSelect(
    _WHY,
    select(
        Timetable.id,
        Timetable.edition,
        Timetable.published_edition,
        Timetable.semester_id,
        Semester.number,
        Semester.programme_id,
        Semester.academic_year_id,
        Semester.starts_on,
        Semester.ends_on,
        AcademicYear.name.label("year"),
        AcademicYear.starts_on.label("year_starts_on"),
        AcademicYear.ends_on.label("year_ends_on"),
    )
    .join(Semester, Semester.id == Timetable.semester_id)
    .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
    .where(Timetable.id == bindparam("timetable")),
)
# Terms of a programme lie within the common semesters, or over their border.
SEMESTERS: Final = PlainSelect(
    _WHY,
    select(Semester.id, Semester.starts_on, Semester.ends_on).where(
        Semester.academic_year_id == bindparam("year"),
        Semester.starts_on <= bindparam("last"),
        Semester.ends_on >= bindparam("first"),
    ),
)
LOADS: Final = PlainSelect(
    _WHY,
    select(
        TeachingAssignment.id,
        TeachingAssignment.semester_id,
        TeachingAssignment.group_id,
        TeachingAssignment.subgroup_id,
        TeachingAssignment.item_id,
        TeachingAssignment.part,
        TeachingAssignment.starts_on,
        TeachingAssignment.teacher_id,
        TeachingAssignment.hours.label("hours"),
        TeachingAssignment.lab,
        StudyGroup.name.label("group"),
        Subgroup.name.label("subgroup"),
        CurriculumItem.index_code,
        CurriculumItem.name,
    )
    .join(StudyGroup, StudyGroup.id == TeachingAssignment.group_id)
    .join(CurriculumItem, CurriculumItem.id == TeachingAssignment.item_id)
    .outerjoin(Subgroup, Subgroup.id == TeachingAssignment.subgroup_id)
    .where(TeachingAssignment.semester_id.in_(_semesters))
    .order_by(TeachingAssignment.starts_on.is_not(None), TeachingAssignment.starts_on),
)
SLOTS: Final = PlainSelect(
    _WHY,
    select(
        TimetableSlot.id,
        TimetableSlot.timetable_id,
        TimetableSlot.assignment_id,
        TimetableSlot.weekday,
        TimetableSlot.pair,
        TimetableSlot.weeks,
        TimetableSlot.hours,
        TimetableSlot.room_id,
        TimetableSlot.stream,
    )
    .join(Timetable, Timetable.id == TimetableSlot.timetable_id)
    .where(Timetable.semester_id.in_(_semesters))
    .order_by(TimetableSlot.id),
)
PRACTICES: Final = PlainSelect(
    _WHY,
    select(
        PracticePeriod.group_id,
        PracticePeriod.assignment_id,
        PracticePeriod.starts_on,
        PracticePeriod.ends_on,
        PracticePeriod.hours_a_day,
    )
    .where(
        PracticePeriod.starts_on <= bindparam("last"),
        PracticePeriod.ends_on >= bindparam("first"),
    )
    .order_by(PracticePeriod.starts_on, PracticePeriod.id),
)
CHANGES: Final = PlainSelect(
    _WHY,
    select(
        TimetableChange.assignment_id,
        TimetableChange.held_on,
        TimetableChange.pair,
        TimetableChange.kind,
        TimetableChange.instead_id,
        TimetableChange.new_day,
        TimetableChange.new_pair,
        TimetableChange.room_id,
    )
    .join(TeachingAssignment, TeachingAssignment.id == TimetableChange.assignment_id)
    .where(TeachingAssignment.semester_id.in_(_semesters))
    .order_by(TimetableChange.id),  # a moved lesson can be changed again where it is then
)
ROOMS: Final = PlainSelect(
    _WHY, select(Room.id, Room.name, Room.kind, Room.capacity, Room.is_shared)
)
ABSENCES: Final = PlainSelect(
    _WHY,
    select(EmployeeAbsence.employee_id, EmployeeAbsence.starts_on, EmployeeAbsence.ends_on).where(
        EmployeeAbsence.starts_on <= bindparam("last"),
        EmployeeAbsence.ends_on >= bindparam("first"),
    ),
)
BELLS: Final = PlainSelect(
    _WHY,
    select(BellSchedule.id, BellSchedule.weekday, Bell.pair)
    .join(Bell, Bell.schedule_id == BellSchedule.id)
    .order_by(BellSchedule.id),
)
TEACHERS: Final = PlainSelect(
    _WHY,
    select(
        EmployeeLabel.id, EmployeeLabel.last_name, EmployeeLabel.first_name,
        EmployeeLabel.patronymic,
    ).where(EmployeeLabel.id.in_(bindparam("ids", expanding=True))),
)  # fmt: skip


def _there(model: Any) -> tuple[Any, Any]:
    return model.starts_on <= _day, or_(model.ends_on.is_(None), model.ends_on >= _day)


GROUP_SIZES: Final = PlainSelect(
    _WHY,
    select(Enrolment.group_id, func.count(Enrolment.student_id.distinct()))
    .where(*_there(Enrolment))
    .group_by(Enrolment.group_id),
)
SUBGROUP_SIZES: Final = PlainSelect(
    _WHY,
    select(SubgroupMember.subgroup_id, func.count(SubgroupMember.student_id.distinct()))
    .where(*_there(SubgroupMember))
    .group_by(SubgroupMember.subgroup_id),
)
