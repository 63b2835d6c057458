"""The third part of the cast: cycles, plans, rooms, the timetable, absences, calendars."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.enums import (
    ChangeKind,
    DayKind,
    EmployeeAbsenceKind,
    FeedKind,
    ImportKind,
    PlanState,
    RunState,
)
from domain.text import fold
from models import (
    Bell,
    BellSchedule,
    CalendarDay,
    CalendarFeed,
    CurriculumCycle,
    EmployeeAbsence,
    ImportName,
    LessonPlan,
    LessonPlanTopic,
    PracticePeriod,
    Room,
    Timetable,
    TimetableChange,
    TimetablePublication,
    TimetableSlot,
)
from tests.company import LOGINS, Cast, add

AT = datetime(2026, 9, 1, 5)
BELLS = (("08:30", "10:00"), ("10:10", "11:40"), ("12:20", "13:50"), ("14:00", "15:30"))


def plans(session: Session, cast: Cast) -> None:
    """Add a plan in force to a journal of each company."""
    for company in ("", "2"):
        plan = LessonPlan(
            gradebook_id=cast[f"gradebook{company}"],
            state=PlanState.approved,
            created_at=AT,
            submitted_at=AT,
            decided_at=AT,
            decided_by_id=cast.user_methodist,
        )
        add(session, cast, f"lesson_plan{company}", plan)
        topic = LessonPlanTopic(
            plan_id=plan.id,
            position=1,
            title="Процессы и потоки",
            hours=4,
            homework="Прочитать главу 3",
        )
        add(session, cast, f"lesson_plan_topic{company}", topic)


def timetable(session: Session, cast: Cast) -> None:
    """Add the bells, rooms, days and a slot, practice and change for each company."""
    for company, name, weekday in (("", "Основное", None), ("2", "Субботнее", 6)):
        bells = BellSchedule(name=name, weekday=weekday)
        add(session, cast, f"bell_schedule{company}", bells)
        for pair, (starts_at, ends_at) in enumerate(BELLS, 1):
            bell = Bell(schedule_id=bells.id, pair=pair, starts_at=starts_at, ends_at=ends_at)
            add(session, cast, f"bell{company}" if pair == 1 else f"bell{company}_{pair}", bell)
        room = Room(name=f"30{company or 1}", capacity=30)
        add(session, cast, f"room{company}", room)
        cycle = CurriculumCycle(
            curriculum_id=cast[f"curriculum{company}"], code="ОП", name="Общепрофессиональный цикл"
        )
        add(session, cast, f"curriculum_cycle{company}", cycle)
    for company, day in (("", date(2026, 12, 28)), ("2", date(2026, 12, 29))):
        add(session, cast, f"calendar_day{company}", CalendarDay(day=day, kind=DayKind.day_off))
        table = Timetable(semester_id=cast[f"semester{company}"])
        add(session, cast, f"timetable{company}", table)
        publication = TimetablePublication(
            timetable_id=table.id,
            user_id=cast.user_timetabler,
            edition=0,
            state=RunState.done,
            created_at=AT,
        )
        add(session, cast, f"timetable_publication{company}", publication)
    for company in ("", "2"):
        load, group = cast[f"teaching_assignment{company}"], cast[f"group{company}"]
        slot = TimetableSlot(
            timetable_id=cast.timetable,
            assignment_id=load,
            weekday=1,
            pair=1,
            room_id=cast[f"room{company}"],
        )
        add(session, cast, f"timetable_slot{company}", slot)
        practice = PracticePeriod(
            group_id=group, starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 19)
        )
        add(session, cast, f"practice_period{company}", practice)
        change = TimetableChange(
            group_id=group,
            assignment_id=load,
            held_on=date(2026, 11, 16),
            pair=1,
            kind=ChangeKind.cancel,
            ground="Приказ № 12",
            created_at=AT,
        )
        add(session, cast, f"timetable_change{company}", change)


def people(session: Session, cast: Cast) -> None:
    """Add an absence, a name of an import and a calendar for each company or person."""
    for company, login in (("", "teacher"), ("2", "teacher2")):
        absence = EmployeeAbsence(
            employee_id=cast[f"employee_{login}"],
            starts_on=date(2026, 11, 9),
            ends_on=date(2026, 11, 13),
            kind=EmployeeAbsenceKind.training,
        )
        add(session, cast, f"employee_absence{company}", absence)
        name = ImportName(
            kind=ImportKind.teacher,
            name=f"Учитель {login}",
            search_name=fold(f"Учитель {login}"),
            target_id=cast[f"employee_{login}"],
        )
        add(session, cast, f"import_name{company}", name)
    for login in LOGINS:
        feed = CalendarFeed(
            user_id=cast[f"user_{login}"], kind=FeedKind.own, nonce=login, created_at=AT
        )
        add(session, cast, f"calendar_feed_{login}", feed)
