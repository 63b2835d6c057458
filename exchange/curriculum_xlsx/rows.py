"""Rows of the workbook as cycles and items: each is taken, or refused with a sentence."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from flask_babel import gettext as _

from domain.curriculum_plan import (
    HOUR_KINDS,
    LAST_SEMESTER,
    MOST_HOURS,
    CyclePlan,
    ItemPlan,
    SemesterPlan,
)
from domain.enums import AttestationForm, ItemKind
from domain.item_index import normal_index
from exchange.curriculum_xlsx.form import HOUR_FIELDS, ROW_FIELDS, members, plain
from exchange.plx_hours import whole

MOST_CODE: Final = 40
MOST_NAME: Final = 250
Cells = Mapping[str, str]


class WrongRowError(Exception):
    """A row cannot be taken; the text says why, for people."""


class CycleRows:
    """The cycles found so far, by code."""

    def __init__(self) -> None:
        self.found: dict[str, CyclePlan] = {}

    def take(self, cells: Cells) -> None:
        """Add a cycle; raise WrongRowError."""
        code, name = normal_index(cells["code"]), cells["name"]
        if not code or not name:
            raise WrongRowError(_("A cycle needs a code and a name."))
        _check_lengths(code, name)
        if code in self.found:
            raise WrongRowError(_("The code «%(code)s» stands twice.", code=code))
        self.found[code] = CyclePlan(code, name, normal_index(cells["parent"]) or None)

    def loose(self) -> Iterator[str]:
        """Yield what is wrong with cycles that lie in others."""
        for cycle in self.found.values():
            above, steps = cycle.parent, 0
            while above in self.found and above != cycle.code and steps < len(self.found):
                above, steps = self.found[above].parent, steps + 1
            if cycle.parent and (cycle.parent not in self.found or above == cycle.code):
                yield _(
                    "The cycle «%(code)s» cannot lie in «%(parent)s».",
                    code=cycle.code,
                    parent=cycle.parent,
                )


class ItemRows:
    """The items found so far, by index; a row without one goes on with the item above it."""

    def __init__(self) -> None:
        self.found: dict[str, ItemPlan] = {}
        self._last: ItemPlan | None = None
        self._kinds = members(ItemKind)
        self._forms = members(AttestationForm)

    def take(self, cells: Cells) -> None:
        """Add an item, or a semester to it; raise WrongRowError."""
        index = normal_index(cells["index"])
        item = self.found.get(index) if index else self._last
        if item is None:
            item = self._new(index, cells)
        elif cells["name"] and cells["name"] != item.name:
            raise WrongRowError(_("The index «%(index)s» stands twice.", index=index))
        semester = self._semester(cells)
        if semester is not None:
            if any(one.semester == semester.semester for one in item.semesters):
                sentence = _(
                    "Semester %(number)s of «%(index)s» stands twice.",
                    number=semester.semester,
                    index=item.index,
                )
                raise WrongRowError(sentence)
            item = replace(item, semesters=(*item.semesters, semester))
        self.found[item.index] = self._last = item

    def loose(self, cycles: Collection[str]) -> Iterator[str]:
        """Yield what is wrong with the cycles and modules that items name."""
        for item in self.found.values():
            if item.cycle and item.cycle not in cycles:
                yield _(
                    "«%(index)s» lies in the cycle «%(cycle)s», which the sheet of cycles lacks.",
                    index=item.index,
                    cycle=item.cycle,
                )
            if not item.parent:
                continue
            above, steps = self.found.get(item.parent), 0
            while above is not None and above.index != item.index and steps < len(self.found):
                above, steps = self.found.get(above.parent or ""), steps + 1
            if item.parent not in self.found or above is not None:
                yield _(
                    "«%(index)s» cannot be a part of «%(parent)s».",
                    index=item.index,
                    parent=item.parent,
                )

    def _new(self, index: str, cells: Cells) -> ItemPlan:
        if not index or not cells["name"]:
            raise WrongRowError(_("A row needs an index and a name."))
        _check_lengths(index, cells["name"])
        return ItemPlan(
            index=index,
            name=cells["name"],
            kind=self._word(cells, "kind", self._kinds, ItemKind.discipline),
            cycle=normal_index(cells["cycle"]) or None,
            parent=normal_index(cells["parent"]) or None,
        )

    def _semester(self, cells: Cells) -> SemesterPlan | None:
        if not any(cells[name] for name in HOUR_FIELDS):
            return None
        number = _number(cells, "semester", LAST_SEMESTER)
        if not number:
            raise WrongRowError(_("The semester is a number from 1 to 12."))
        hours = {
            name: _number(cells, name, MOST_HOURS) for name in (*HOUR_KINDS, "practical_training")
        }
        form = self._word(cells, "attestation", self._forms, AttestationForm.none)
        one = SemesterPlan(number, **hours, attestation=form)
        if one.practical_training > one.total:
            sentence = _(
                "%(practical)s hours of practical training are more than the %(sum)s hours in all.",
                practical=one.practical_training,
                sum=one.total,
            )
            raise WrongRowError(sentence)
        return one

    def _word(self, cells: Cells, field: str, words: Mapping[str, Any], default: Any) -> Any:
        text = cells[field]
        if not text:
            return default
        found = words.get(plain(text))
        if found is None:
            raise WrongRowError(
                _("%(field)s: «%(text)s» is not known.", field=ROW_FIELDS[field], text=text[:60])
            )
        return found


def _number(cells: Cells, field: str, most: int) -> int:
    text = cells[field]
    number = whole(text) if text else 0
    if number is None or number > most:
        raise WrongRowError(
            _(
                "%(field)s: «%(text)s» is no whole number from 0 to %(most)s.",
                field=ROW_FIELDS[field],
                text=text[:20],
                most=most,
            )
        )
    return number


def _check_lengths(code: str, name: str) -> None:
    if len(code) > MOST_CODE:
        raise WrongRowError(_("The index is longer than %(most)s characters.", most=MOST_CODE))
    if len(name) > MOST_NAME:
        raise WrongRowError(_("The name is longer than %(most)s characters.", most=MOST_NAME))
