"""One year of the college: loads, journals, timetables, lessons."""

from collections.abc import Iterable
from datetime import date

from demo.attendance import Attendance
from demo.calendar import Term, Year, horizon, terms
from demo.changes import add_changes, add_days_off
from demo.college import FIRST, SECOND, College
from demo.control import add_control
from demo.finals import Finals
from demo.graduates import Graduates
from demo.groups import Group
from demo.inspections import add_inspections
from demo.journal import Journal, consultation
from demo.plans import add_plans
from demo.practices import Practices
from demo.rules import add_rules, add_windows
from demo.schedule import Block, Planned, lessons, practice_block
from demo.sheets import Sheets
from demo.tally import Tally
from demo.teaching import Load, Wish, add_teaching, assign, loads_of
from demo.timetable import Timetable, Timetabler
from demo.weekly import Weekly


def add_year(college: College, year: Year) -> int:
    """Add everything taught in a year; return how many lessons."""
    groups = [group for group in college.groups if group.is_taught(year.begins)]
    loads = loads_of(groups, year.begins)
    add_days_off(college, year)
    is_present = year.begins == college.now
    wishes = college.wishes() if is_present else []
    assign(loads, college.staff.posts, wishes)
    add_teaching(college.sink, year, loads, college.programmes, college.plans)
    weekly = None
    if is_present:
        _add_plans(college, year, loads, wishes)
        weekly = Weekly(college.sink, year, college.rooms, _user(college, "timetabler"))
    planned = _plan(college, year, groups, loads, wishes, weekly)
    if is_present:
        _add_today(college, planned, wishes)
        add_changes(college, year, planned)
    planned.sort(key=lambda lesson: lesson.order)
    journal = Journal(college.sink, college.rng("journal", year.begins), college.today, year.begins)
    journal.is_published = is_present
    kept = [wish.found for wish in wishes]
    journal.keep_open = lambda lesson: lesson.load in kept
    attendance = {
        group.key: Attendance(
            group, year.begins, college.today, college.rng("away", year.begins, group.key)
        )
        for group in groups
    }
    for lesson in planned:
        journal.write(lesson, attendance[lesson.load.group.key])
    _add_results(college, year, groups, loads, journal.tally)
    if is_present:
        own = [wish.found for wish in wishes if wish.found is not None]
        for load in own:
            journal.debts.add_make_ups(load.gradebook)
        add_rules(college.sink, year, college.today)
        add_windows(college.sink, own, year, _user(college, "department_head"), college.today)
        add_inspections(college, own, loads)
    add_control(college, year)
    return len(planned)


def _add_results(
    college: College, year: Year, groups: list[Group], loads: list[Load], tally: Tally
) -> None:
    """Add what follows from the lessons: final marks, sheets, practice, final attestation."""
    sink, today = college.sink, college.today
    finals = Finals(
        sink, college.rng("finals", year.begins), year, today, college.programmes, college.results
    )
    finals.add(loads, tally)
    sheets = Sheets(
        sink, college.rng("sheets", year.begins), year, today, college.programmes, FIRST[0],
        finals.marks,
    )  # fmt: skip
    sheets.add(groups, loads)
    graduates = Graduates(sink, college.rng("graduates", year.begins), year, today, college.plans)
    common = {n: key for (owner, n), key in year.semesters.items() if owner is None}
    graduates.add_coursework([load for load in loads if not load.group.plan.is_short], common)
    if year.begins == college.now:
        Practices(sink, college.rng("practices", year.begins), year, today).add(loads)
    graduates.add_final(groups, loads)
    sheets.sign()
    finals.close()


def _plan(
    college: College, year: Year, groups: list[Group], loads: list[Load], wishes: Iterable[Wish],
    weekly: Weekly | None,
) -> list[Planned]:  # fmt: skip
    """Return the lessons of the year, to the end of the semesters that have begun, in no order."""
    planned: list[Planned] = []
    last = horizon(college.today)
    firsts = [wish.found for wish in wishes if wish.found]
    by_group: dict[int, list[Load]] = {}
    for load in loads:
        by_group.setdefault(load.group.key, []).append(load)
    # Of a year before the first one that is kept whole, the second half alone is shown.
    halves = (2,) if _is_forerunner(college, year) else (1, 2)
    for half in halves:
        rng = college.rng("timetable", year.begins, half)
        college.rooms.clear()
        timetabler = Timetabler(rng, firsts, college.today.weekday())
        # The groups whose lessons must be today choose first.
        order = sorted(groups, key=lambda group: group.name not in (FIRST[0], SECOND[0]))
        for group in order:
            for term in terms(year.begins, short=group.plan.is_short):
                if term.half == half and term.starts_on <= last:
                    own = by_group.get(group.key, [])
                    table, found = _term(college, timetabler, group, own, term, year.begins)
                    planned += found
                    if weekly is not None:
                        owner = college.programmes[group.plan.key] if group.plan.is_short else None
                        taught = [load for load in own if term.number in load.semesters]
                        semester = year.semesters[owner, term.number]
                        weekly.add(semester, term, taught, table)
    return planned


def _is_forerunner(college: College, year: Year) -> bool:
    return college.scale.years == 1 and year.begins < college.now


def _term(
    college: College, timetabler: Timetabler, group: Group, loads: list[Load], term: Term,
    begins: int,
) -> tuple[Timetable, list[Planned]]:  # fmt: skip
    """Return the timetable and the lessons of a group in a term."""
    taught = [load for load in loads if load.pairs(term.number)]
    table: Timetable = timetabler.make(group, taught, term)
    at_end = group.name == FIRST[0]  # its lessons go on as long as they can
    rng = college.rng("practice", begins, group.key, term.number)
    block: Block = practice_block(rng, term, loads, at_end=at_end)
    return table, list(lessons(college.plans, table, loads, term, block, begins))


def _add_plans(college: College, year: Year, loads: list[Load], wishes: Iterable[Wish]) -> None:
    kept = [wish.found for wish in wishes if wish.found]
    methodist = _user(college, "methodist")
    rng = college.rng("plans", year.begins)
    add_plans(college.sink, rng, year, loads, college.plans, kept, methodist)


def _user(college: College, login: str) -> int:
    """Return the key of the account of an office."""
    key = college.staff.offices[login].user_id
    if key is None:
        raise LookupError(f"{login} has no account")
    return key


def _add_today(college: College, planned: list[Planned], wishes: Iterable[Wish]) -> None:
    """Give the demo teachers a consultation where today would be without a lesson of theirs."""
    today: date = college.today
    for wish in wishes:
        own = [lesson for lesson in planned if lesson.load is wish.found]
        in_term = any(
            term.starts_on <= today <= term.ends_on for term in terms(college.now, short=False)
        )
        if own and in_term and all(lesson.day != today for lesson in own):
            planned.append(consultation(own[0].load, today, own[0]))
