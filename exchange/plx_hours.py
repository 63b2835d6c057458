"""The table `ПланыНовыеЧасы`: hours by row of the plan and semester, by kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.curriculum_plan import LAST_SEMESTER, MOST_HOURS
from domain.enums import AttestationForm
from exchange.curriculum_reading import Remark, Told, UnknownWork
from exchange.plx_kinds import RANK, TOTAL, WEEKS, Work, unlisted

HOURS: Final = "1"  # КодТипаЧасов
PRACTICAL_TRAINING: Final = "5"


@dataclass(slots=True)
class Cell:
    """What the file says about one row of the plan in one semester."""

    kinds: dict[str, int] = field(default_factory=dict)
    unknown: int = 0
    stated: int | None = None  # «Итого»
    weeks: int = 0
    practical: int = 0
    practical_stated: int | None = None
    forms: list[tuple[AttestationForm, str]] = field(default_factory=list)

    @property
    def hours(self) -> int:
        """Return the hours of the kinds that were understood."""
        return sum(self.kinds.values())

    @property
    def whole(self) -> int:
        """Return what the row itself holds: «Итого», or the sum of its kinds."""
        return self.hours + self.unknown if self.stated is None else self.stated

    @property
    def practical_training(self) -> int:
        """Return the hours of practical training, of the kinds or of their «Итого»."""
        return self.practical or self.practical_stated or 0

    @property
    def attestation(self) -> AttestationForm:
        """Return the form of attestation that weighs most."""
        forms = {form for form, _name in self.forms}
        return next((form for form in RANK if form in forms), AttestationForm.none)


Cells = dict[str, dict[int, Cell]]  # key of the row: semester: cell


@dataclass(slots=True)
class HoursFound:
    """All cells, and what could not be placed."""

    cells: Cells = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    unknown: dict[str, UnknownWork] = field(default_factory=dict)


def collect(
    rows: Iterable[Mapping[str, str]],
    works: Mapping[str, Work],
    names: Mapping[str, str],
    told: Mapping[str, str],
    in_course: int = 2,
) -> HoursFound:
    """Return the hours by row of the plan and semester of the programme.

    `names` holds the index or name of each row of the plan by its key; `in_course` says how many
    semesters a course has.
    """
    found = HoursFound()
    strangers: dict[str, int] = {}
    nowhere: dict[str, int] = {}
    other_types: dict[str, int] = {}
    for row in rows:
        key, type_of_hours = row.get("КодОбъекта", ""), row.get("КодТипаЧасов", HOURS)
        if type_of_hours not in (HOURS, PRACTICAL_TRAINING):
            other_types[type_of_hours] = other_types.get(type_of_hours, 0) + 1
        elif key not in names:
            strangers[key] = strangers.get(key, 0) + 1
        elif (semester := _semester(row, in_course)) is None:
            nowhere[names[key]] = nowhere.get(names[key], 0) + 1
        else:
            work = works.get(row.get("КодВидаРаботы", ""))
            work = work or unlisted(row.get("КодВидаРаботы", ""), told)
            cell = found.cells.setdefault(key, {}).setdefault(semester, Cell())
            _add(found, cell, work, row, (names[key], semester))
    found.remarks += _left_out(strangers, nowhere, other_types)
    return found


def _semester(row: Mapping[str, str], in_course: int) -> int | None:
    course, within = whole(row.get("Курс")), whole(row.get("Семестр"))
    if not course or not within or within > in_course:
        return None
    number = (course - 1) * in_course + within
    return number if number <= LAST_SEMESTER else None


def whole(text: str | None) -> int | None:
    """Return a whole number that is not negative, written «36», «36.0» or «36,0»; None for more."""
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number != number.to_integral_value():
        return None
    return int(number) if number < 10**6 else None


def _add(
    found: HoursFound, cell: Cell, work: Work, row: Mapping[str, str], where: tuple[str, int]
) -> None:
    index, semester = where
    quantity = whole(row.get("Количество"))
    if quantity is None or quantity > MOST_HOURS:
        sentence = _(
            "«%(work)s»: «%(quantity)s» is no number of hours.",
            work=work.name,
            quantity=row.get("Количество", "")[:20],
        )
        found.remarks.append(Remark(Told.unread, sentence, index, semester))
        return
    if row.get("КодТипаЧасов", HOURS) == PRACTICAL_TRAINING:
        _add_practical(cell, work, quantity)
    elif work.form is not None:
        cell.forms += [(work.form, work.name)] if quantity else []
    elif work.is_hours and work.kind is not None:
        cell.kinds[work.kind] = cell.kinds.get(work.kind, 0) + quantity
    elif work.kind == TOTAL:
        cell.stated = (cell.stated or 0) + quantity
    elif work.kind == WEEKS:
        cell.weeks += quantity
    elif _is_unknown(work):
        cell.unknown += quantity
        before = found.unknown.get(work.key)
        hours = quantity + (before.hours if before else 0)
        found.unknown[work.key] = UnknownWork(work.key, work.name, hours)


def _add_practical(cell: Cell, work: Work, quantity: int) -> None:
    if work.kind == TOTAL:
        cell.practical_stated = (cell.practical_stated or 0) + quantity
    elif work.is_hours or _is_unknown(work):
        cell.practical += quantity


def _is_unknown(work: Work) -> bool:
    return work.kind is None and work.form is None


def _left_out(
    strangers: Mapping[str, int], nowhere: Mapping[str, int], other_types: Mapping[str, int]
) -> Iterator[Remark]:
    for key, count in strangers.items():
        sentence = ngettext(
            "%(num)s record of hours belongs to the row %(key)s, which the file does not hold.",
            "%(num)s records of hours belong to the row %(key)s, which the file does not hold.",
            count,
            key=key[:20] or "—",
        )
        yield Remark(Told.unread, sentence)
    for index, count in nowhere.items():
        sentence = ngettext(
            "%(num)s record of hours names no semester from 1 to 12.",
            "%(num)s records of hours name no semester from 1 to 12.",
            count,
        )
        yield Remark(Told.unread, sentence, index)
    for kind, count in other_types.items():
        sentence = ngettext(
            "%(num)s record of hours of the type %(kind)s, which is neither hours nor practical"
            " training, was left out.",
            "%(num)s records of hours of the type %(kind)s, which is neither hours nor practical"
            " training, were left out.",
            count,
            kind=kind[:20],
        )
        yield Remark(Told.unread, sentence)
