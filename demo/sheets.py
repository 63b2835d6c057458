"""Sheets of interim attestation: signed ones of ended terms, open ones of the present (5.5.11)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from sqlalchemy import Table, bindparam, update

from demo.calendar import Term, Year, terms
from demo.finals import signed_name
from demo.groups import Group
from demo.people import Pupil
from demo.programmes import ItemPlan, module_number
from demo.sink import Row, Sink
from demo.staff import Person
from demo.teaching import Load, teacher_of, terms_of
from demo.trail import at
from domain.admission import FAILING
from domain.cells import FAILED, NOT_ATTESTED, PASSED
from domain.enums import Attendance, AttestationForm, ExaminerRole
from domain.regulation import DEFAULTS, Norm
from models import AttestationResult, AttestationSheet, SheetExaminer

WITH_SHEET: Final = (
    AttestationForm.exam,
    AttestationForm.graded_credit,
    AttestationForm.credit,
    AttestationForm.module_exam,
)
COMMISSION: Final = DEFAULTS.whole(Norm.commission_members)
RETAKES: Final = DEFAULTS.whole(Norm.retakes)
MISSED: Final = 0.02
EXCUSED: Final = 0.5  # of those who missed it
PASSED_LATER: Final = 0.7
TICKETS: Final = 30
_TABLE: Final[Table] = AttestationSheet.__table__
_SIGN: Final = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("key"))
    .values(
        **{
            name: bindparam(name)
            for name in (
                *("signed_at", "signed_by_id", "signed_name"),
                *("group_name", "item_name", "programme_name"),
            )
        }
    )
)


@dataclass(slots=True)
class Sheets:
    """Writes the sheets of one year; they are signed once all their lines are there."""

    sink: Sink
    rng: Random
    year: Year
    today: date
    programmes: dict[str, int]
    shown: str  # the group whose sheets of the present semester are prepared
    marks: dict[tuple[int, int], dict[int, str]]  # final marks by journal and term
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    _signed: list[Row] = field(default_factory=list)

    def add(self, groups: list[Group], loads: list[Load]) -> None:
        """Add the sheets of every group for the terms that ended, and those to come of one."""
        own: dict[int, list[Load]] = defaultdict(list)
        for load in loads:
            own[load.group.key].append(load)
        for group in groups:
            numbers = terms_of(group.plan, group.course(self.year.begins))
            for term in terms(self.year.begins, short=group.plan.is_short):
                is_over = term.ends_on < self.today
                is_next = group.name == self.shown and term.covers(self.today)
                if is_over or is_next:
                    for item in group.plan.items:
                        form = item.attestation.get(numbers[term.number], AttestationForm.none)
                        if form in WITH_SHEET:
                            self._sheet(group, own[group.key], term, item, form, is_over)

    def sign(self) -> None:
        """Sign what was added."""
        self.sink.flush()
        if self._signed:
            self.sink.connection.execute(_SIGN, self._signed)

    def _sheet(
        self, group: Group, loads: list[Load], term: Term, item: ItemPlan, form: AttestationForm,
        is_over: bool,
    ) -> None:  # fmt: skip
        is_module = form is AttestationForm.module_exam
        if is_module:
            number = module_number(item.index)
            taught = [load for load in loads if module_number(load.item.index) == number]
        else:
            taught = [load for load in loads if load.item is item]
        if not taught or (is_over and not self._known(taught, term)):
            return
        own = self._people(taught)
        everybody = self._people([*taught, *loads])
        examiners = everybody[:COMMISSION] if is_module else own
        owner = self.programmes[group.plan.key] if group.plan.is_short else None
        held_on = term.ends_on - timedelta(days=self.rng.randint(4, 12))
        row: Row = {
            "academic_year_id": self.year.key,
            "number": next(self.numbers),
            "group_id": group.key,
            "semester_id": self.year.semesters[owner, term.number],
            "item_id": group.curriculum.items[item.index],
            "form": form,
            "held_on": held_on,
            "attempt": 0,
            "retake_of_id": None,
            "is_individual": False,
            "created_at": at(held_on - timedelta(days=14), 600),
        }
        key = self._head(row, examiners, is_commission=is_module, is_over=is_over)
        failed = []
        for place in group.on(held_on if is_over else self.today):
            final = [self.marks.get((x.gradebook, term.number), {}) for x in taught]
            codes = [own[place.pupil.key] for own in final if place.pupil.key in own]
            if self._line(key, place.pupil, codes, form, is_over):
                failed.append(place.pupil)
        if is_over:
            self._signed.append(self._signature(key, group, item, examiners[0], held_on))
            signed = self._signature(key, group, item, everybody[0], held_on)
            self._retakes(row, key, signed, failed, everybody, is_module)

    def _people(self, loads: list[Load]) -> list[Person]:
        people = (teacher_of(load, self.year.begins) for load in loads)
        return list({person.key: person for person in people}.values())

    def _head(
        self, row: Row, examiners: list[Person], *, is_commission: bool, is_over: bool
    ) -> int:
        key = self.sink.add(AttestationSheet, row)
        for ordinal, who in enumerate(examiners):
            self._examiner(key, who, ordinal, is_commission, is_over)
        return key

    def _retakes(
        self, first: Row, key: int, signed: Row, failed: list[Pupil], people: list[Person],
        is_module: bool,
    ) -> None:  # fmt: skip
        """Add the retakes of who failed: the last of them, and a module exam, by a commission."""
        codes = (PASSED, FAILED) if first["form"] is AttestationForm.credit else ("3", "2")
        held_on, base = first["held_on"], key
        for attempt in range(1, RETAKES + 1):
            held_on += timedelta(days=14)
            if not failed or held_on >= self.today:
                return
            row = first | {
                "number": next(self.numbers),
                "attempt": attempt,
                "retake_of_id": base,
                "is_individual": len(failed) == 1,
                "held_on": held_on,
                "created_at": at(held_on - timedelta(days=3), 600),
            }
            is_commission = is_module or attempt == RETAKES
            who = people[: COMMISSION if is_commission else 1]
            base = self._head(row, who, is_commission=is_commission, is_over=True)
            again = []
            for pupil in failed:
                passes = self.rng.random() < PASSED_LATER
                line: Row = {"is_admitted": True, "code": codes[0] if passes else codes[1]}
                self.sink.add(AttestationResult, self._blank(base, pupil, True) | line)
                again += [] if passes else [pupil]
            failed = again
            self._signed.append(signed | {"key": base, "signed_at": at(held_on, 960)})

    def _known(self, taught: list[Load], term: Term) -> bool:
        return any(self.marks.get((load.gradebook, term.number)) for load in taught)

    def _examiner(
        self, sheet: int, who: Person, ordinal: int, is_module: bool, is_over: bool
    ) -> None:
        role = ExaminerRole.examiner
        if is_module:
            role = ExaminerRole.member if ordinal else ExaminerRole.chairman
        row: Row = {"sheet_id": sheet, "employee_id": who.key, "role": role, "ordinal": ordinal}
        self.sink.add(SheetExaminer, row | {"name": signed_name(who) if is_over else None})

    def _line(
        self, sheet: int, pupil: Pupil, codes: list[str], form: AttestationForm, is_over: bool
    ) -> bool:
        """Add the line of a student; return whether it cost an attempt."""
        row = self._blank(sheet, pupil, is_over)
        if NOT_ATTESTED in codes:
            row |= {"is_admitted": False, "admission_note": "Не аттестован за семестр"}
        elif is_over:
            row |= self._result(codes, form)
        self.sink.add(AttestationResult, row)
        return row["attendance"] is Attendance.unexcused or row["code"] in FAILING

    def _blank(self, sheet: int, pupil: Pupil, is_over: bool) -> Row:
        return {
            "sheet_id": sheet,
            "student_id": pupil.key,
            "is_admitted": True,
            "admission_note": None,
            "ticket": None,
            "attendance": Attendance.present,
            "code": None,
            "student_name": pupil.name.whole if is_over else None,
            "record_book": pupil.record_book if is_over else None,
        }

    def _result(self, codes: list[str], form: AttestationForm) -> Row:
        """Return what came of it; who did not come has no mark."""
        if self.rng.random() < MISSED:
            excused = self.rng.random() < EXCUSED
            return {"attendance": Attendance.excused if excused else Attendance.unexcused}
        ticket = str(self.rng.randint(1, TICKETS)) if form is AttestationForm.exam else None
        number = next((int(code) for code in codes if code.isdigit()), 4)
        drawn = min(5, max(2, number + self.rng.choice((-1, 0, 0, 0, 0, 1))))
        if form is AttestationForm.credit:
            return {"code": FAILED if drawn == 2 else PASSED}
        return {"ticket": ticket, "code": str(drawn)}

    def _signature(self, key: int, group: Group, item: ItemPlan, who: Person, held_on: date) -> Row:
        return {
            "key": key,
            "signed_at": at(held_on, 960),
            "signed_by_id": who.user_id,
            "signed_name": signed_name(who),
            "group_name": group.name,
            "item_name": f"{item.index} {item.name}"[:300],
            "programme_name": f"{group.plan.code} {group.plan.name}"[:300],
        }
