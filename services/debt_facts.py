"""What keeping debts has to know of a journal, as plain rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.attendance_sheet import Period
from domain.debts import FAILING, UNJUSTIFIED, CellFacts, LessonFacts, WorkFacts
from domain.enums import AbsenceKind, DebtKind
from domain.regulation import Norm, Rulebook
from models import Absence, Debt, Enrolment, Gradebook, Lesson, Mark, SubgroupMember, Work
from services.regulation import rulebook

Pair = tuple[int, int]  # lesson id, student id
_LESSON, _WORK, _DEBT, _IN_GROUP, _IN_SUBGROUP = range(5)
_WHY: Final = "debts are kept from the journal by the system, whoever changed it"
_BOOK: Final = bindparam("gradebook", type_=Integer())
_LESSONS: Final = bindparam("lessons", expanding=True, type_=Integer())
_STUDENTS: Final = bindparam("students", expanding=True, type_=Integer())
_TYPES: Final[dict[str, Any]] = {
    "id": Integer(),
    "lesson_id": Integer(),
    "student_id": Integer(),
    "work_id": Integer(),
    "flag": Integer(),
    "kind": String(),
    "starts_on": Date(),
    "ends_on": Date(),
}


class DebtRow(NamedTuple):
    """A debt as it is kept now."""

    id: int
    kind: DebtKind
    work_id: int | None
    opened_on: date
    closed_on: date | None


@dataclass(slots=True)
class JournalFacts:
    """What a journal, or the part of it that was asked for, holds."""

    gradebook_id: int
    rules: Rulebook
    lessons: dict[int, tuple[date, bool]] = field(default_factory=dict)  # day, confirmed
    works: dict[int, list[tuple[int, bool, date]]] = field(default_factory=dict)  # by lesson
    debts: dict[Pair, list[DebtRow]] = field(default_factory=dict)
    marks: dict[Pair, list[tuple[int, str, int | None]]] = field(default_factory=dict)
    absences: dict[Pair, AbsenceKind] = field(default_factory=dict)
    in_group: dict[int, list[Period]] = field(default_factory=dict)
    in_subgroup: dict[int, list[Period]] | None = None  # None: the whole group is taught

    def work(self, lesson_id: int, work_id: int, code: str | None) -> WorkFacts | None:
        """Return a work with the student's mark, None where the lesson has no such work."""
        for key, is_required, due_on in self.works.get(lesson_id, ()):
            if key == work_id:
                days = self.rules.on(self.lessons[lesson_id][0]).whole(Norm.results_days)
                return WorkFacts(key, is_required, due_on, days, code)
        return None

    def attends(self, student_id: int, day: date) -> bool:
        """Return whether the student is in the group, and the subgroup taught, on `day`."""
        sets = [self.in_group] if self.in_subgroup is None else [self.in_group, self.in_subgroup]
        return all(any(term.covers(day) for term in one.get(student_id, ())) for one in sets)

    def cell(self, place: Pair) -> CellFacts:
        """Return everything about one student and lesson."""
        held_on, is_confirmed = self.lessons[place[0]]
        marks = sorted(self.marks.get(place, ()))
        own = tuple(code for _ordinal, code, work in marks if work is None)
        of_works = {work: code for _ordinal, code, work in marks if work is not None}
        works = (
            self.work(place[0], key, of_works.get(key))
            for key, _required, _due in self.works.get(place[0], ())
        )
        return CellFacts(
            LessonFacts(held_on, is_confirmed, self.absences.get(place), own),
            tuple(work for work in works if work is not None),
            self.attends(place[1], held_on),
        )

    def places(self, today: date) -> Iterator[Pair]:
        """Return the cells that can hold a debt or hold one now."""
        found = {place for place, kind in self.absences.items() if kind in UNJUSTIFIED}
        found |= {
            place
            for place, marks in self.marks.items()
            if any(code in FAILING for _ordinal, code, _work in marks)
        }
        for lesson_id, works in self.works.items():
            if any(required and due_on < today for _key, required, due_on in works):
                found |= {(lesson_id, student_id) for student_id in self.in_group}
        yield from sorted(found | self.debts.keys())


def _row(what: int, **columns: Any) -> Select[*tuple[Any, ...]]:
    """Return a select whose columns are those of all rows of the union, NULL where not given."""
    return select(
        literal(what).label("what"),
        *(
            columns[name].label(name) if name in columns else cast(null(), of).label(name)
            for name, of in _TYPES.items()
        ),
    )


_A_LESSON: Final = _row(
    _LESSON,
    id=Lesson.id,
    flag=cast(Lesson.confirmed_at.is_not(None), Integer),
    starts_on=Lesson.held_on,
).where(Lesson.gradebook_id == _BOOK)
_A_WORK: Final = (
    _row(
        _WORK,
        id=Work.id,
        lesson_id=Work.lesson_id,
        flag=cast(Work.is_required, Integer),
        starts_on=Work.due_on,
    )
    .join(Lesson, Lesson.id == Work.lesson_id)
    .where(Lesson.gradebook_id == _BOOK)
)
_A_DEBT: Final = _row(
    _DEBT,
    id=Debt.id,
    lesson_id=Debt.lesson_id,
    student_id=Debt.student_id,
    work_id=Debt.work_id,
    kind=type_coerce(Debt.kind, String()),
    starts_on=Debt.opened_on,
    ends_on=Debt.closed_on,
)
_changed: Final = PlainSelect(
    _WHY,
    union_all(
        _A_LESSON.where(Lesson.id.in_(_LESSONS)),
        _A_WORK.where(Work.lesson_id.in_(_LESSONS)),
        _A_DEBT.where(Debt.lesson_id.in_(_LESSONS), Debt.student_id.in_(_STUDENTS)),
    ),
)
_whole: Final = PlainSelect(
    _WHY,
    union_all(
        _A_LESSON,
        _A_WORK,
        _A_DEBT.where(Debt.gradebook_id == _BOOK),
        _row(
            _IN_GROUP,
            student_id=Enrolment.student_id,
            starts_on=Enrolment.starts_on,
            ends_on=Enrolment.ends_on,
        ).where(Enrolment.group_id == bindparam("group")),
        _row(
            _IN_SUBGROUP,
            student_id=SubgroupMember.student_id,
            starts_on=SubgroupMember.starts_on,
            ends_on=SubgroupMember.ends_on,
        ).where(SubgroupMember.subgroup_id == bindparam("subgroup")),
    ),
)
_cells: Final = PlainSelect(
    _WHY,
    union_all(
        select(Mark.lesson_id, Mark.student_id, Mark.ordinal, Mark.code, Mark.work_id)
        .join(Lesson, Lesson.id == Mark.lesson_id)
        .where(Lesson.gradebook_id == _BOOK),
        select(
            Absence.lesson_id,
            Absence.student_id,
            literal(-1),
            type_coerce(Absence.kind, String()),
            cast(null(), Integer),
        )
        .join(Lesson, Lesson.id == Absence.lesson_id)
        .where(Lesson.gradebook_id == _BOOK),
    ),
)
_heads: Final = {
    lock: PlainSelect(
        _WHY,
        select(Gradebook.group_id, Gradebook.subgroup_id).where(Gradebook.id == _BOOK)
        if not lock
        else select(Gradebook.group_id, Gradebook.subgroup_id)
        .where(Gradebook.id == _BOOK)
        .with_for_update(key_share=True),
    )
    for lock in (False, True)
}


def read_changed(session: Session, gradebook_id: int, places: Collection[Pair]) -> JournalFacts:
    """Return lessons, works and debts of `places`, in one statement; no cells."""
    rows = _changed(
        session,
        proven=True,
        gradebook=gradebook_id,
        lessons=sorted({lesson for lesson, _student in places}),
        students=sorted({student for _lesson, student in places}),
    )
    return _filled(JournalFacts(gradebook_id, rulebook(session)), rows)


def read_journal(session: Session, gradebook_id: int, *, lock: bool = False) -> JournalFacts:
    """Return everything that debts of a journal follow from, in three statements.

    With `lock` nobody else writes the journal until the unit of work ends.
    """
    head = _heads[lock](session, proven=True, gradebook=gradebook_id).one()
    values = {"group": head.group_id, "subgroup": head.subgroup_id or 0}
    facts = JournalFacts(gradebook_id, rulebook(session))
    facts.in_subgroup = None if head.subgroup_id is None else {}
    _filled(facts, _whole(session, proven=True, gradebook=gradebook_id, **values))
    for lesson, student, ordinal, code, work in _cells.bare(
        session, proven=True, gradebook=gradebook_id
    ):
        if ordinal < 0:
            facts.absences[lesson, student] = AbsenceKind(code)
        else:
            facts.marks.setdefault((lesson, student), []).append((ordinal, code, work))
    return facts


def _filled(facts: JournalFacts, rows: Iterable[Any]) -> JournalFacts:
    works, debts, groups = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in rows:
        if row.what == _LESSON:
            facts.lessons[row.id] = row.starts_on, bool(row.flag)
        elif row.what == _WORK:
            works[row.lesson_id].append((row.id, bool(row.flag), row.starts_on))
        elif row.what == _DEBT:
            debt = DebtRow(row.id, DebtKind(row.kind), row.work_id, row.starts_on, row.ends_on)
            debts[row.lesson_id, row.student_id].append(debt)
        else:
            groups[row.what, row.student_id].append(Period(row.starts_on, row.ends_on))
    facts.works, facts.debts = dict(works), dict(debts)
    for (what, student_id), periods in groups.items():
        if what == _IN_GROUP:
            facts.in_group[student_id] = periods
        elif facts.in_subgroup is not None:
            facts.in_subgroup[student_id] = periods
    return facts
