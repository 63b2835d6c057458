"""Curricula of the program «Планы СПО» (`.plx`): read, put right, checked against themselves.

The reader takes any well-formed file of the format and holds it to these invariants. Where one is
broken it says so with the item, the semester and both numbers, and says what it took.

1. The kinds of hours of an item in a semester add up to «Итого» of that item and semester.
   «Итого» is never counted itself.
2. The row of a module, or of anything that has parts with hours, repeats the sum of its parts in
   each semester. It is compared and never counted: every hour stands in the plan once.
3. Hours of practical training (`КодТипаЧасов`=5) are no more than the hours of their semester;
   they are an attribute and never added.
4. Every record of hours belongs to a row of the plan; the number of its semester is 1 to 12.
5. No index stands twice; indexes are written in Cyrillic letters and without stray spaces; every
   row has an index, given where the file has none.
6. No item and no cycle is a part of itself.
7. A kind of work that is not known is listed with its hours and is not imported, unless the person
   said which kind it is; so is every quantity that is no whole number from 0 to 2000.
8. Weeks count, 36 hours each, only for a practice that has no hours in any semester.
9. One form of attestation is kept for a semester, the one that weighs most; others are named.

A file that is no such XML, is cut off, lacks a table or a column, or holds no hours at all is
refused whole (UnreadableError), in a sentence.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from flask_babel import gettext as _

from domain.curriculum_plan import HOUR_KINDS, PRACTICES, CurriculumPlan, ItemPlan, SemesterPlan
from domain.enums import AttestationForm, ItemKind
from exchange.curriculum_reading import Reading, Remark, Told, once
from exchange.plx_head import head_of
from exchange.plx_hours import Cell, Cells, collect
from exchange.plx_kinds import works_of
from exchange.plx_rows import PlanRow, arrange, named_rows
from exchange.plx_xml import Tables, read_tables
from exchange.unreadable import UnreadableError

HOURS_IN_WEEK: Final = 36
# Columns that are not there in any row of a table make it unreadable.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "ПланыСтроки": ("Код", "Дисциплина", "ДисциплинаКод"),
    "СправочникВидыРабот": ("Код",),
    "ПланыНовыеЧасы": ("КодОбъекта", "КодВидаРаботы", "Курс", "Семестр", "Количество"),
}


def read_plx(content: bytes, told_kinds: Mapping[str, str] | None = None) -> Reading:
    """Return the curriculum in `content`, the bytes of a `.plx` file, and what is to be said of it.

    `told_kinds` says of kinds of work that nobody knew, by their key in the file, which of
    HOUR_KINDS they are. Raise UnreadableError for a file that cannot be read at all.
    """
    told = told_kinds or {}
    tables = read_tables(content)
    _check_columns(tables)
    head = head_of(tables["ООП"], tables["Планы"])
    rows, remarks = named_rows(tables["ПланыСтроки"])
    works = works_of(tables["СправочникВидыРабот"], told)
    names = {key: row.index for key, row in rows.items()}
    found = collect(tables["ПланыНовыеЧасы"], works, names, told, head.in_course)
    placed = arrange(tables["ПланыЦиклы"], rows, found.cells)
    items, sums, checked = _items(placed.items, found.cells)
    if not any(item.total for item in items):
        raise UnreadableError(_("No hours of any discipline could be read from the file."))
    code, name = head.programmes[0] if head.programmes else ("", "")
    plan = CurriculumPlan(
        code=code,
        name=name,
        qualification=head.qualification,
        intake_year=head.intake_year,
        months=head.months,
        cycles=tuple(placed.cycles),
        items=tuple(items),
    )
    return Reading(
        plan=plan,
        programmes=head.programmes,
        remarks=once([*remarks, *placed.remarks, *found.remarks, *sums]),
        unknown=tuple(found.unknown.values()),
        checked=checked,
    )


def _check_columns(tables: Tables) -> None:
    for table, columns in COLUMNS.items():
        rows = tables[table]
        if not rows:
            raise UnreadableError(_("The file has no table «%(table)s».", table=table))
        for column in columns:
            if not any(column in row for row in rows):
                raise UnreadableError(
                    _(
                        "The table «%(table)s» has no column «%(column)s».",
                        table=table,
                        column=column,
                    )
                )


def _items(rows: list[PlanRow], cells: Cells) -> tuple[list[ItemPlan], list[Remark], int]:
    """Return the items with their hours, what the checks found, and how many sums were compared."""
    parts: dict[str, list[PlanRow]] = {}
    for row in rows:
        if row.parent is not None:
            parts.setdefault(row.parent.key, []).append(row)
    remarks = [remark for row in rows for remark in _weeks(row, cells.get(row.key, {}))]
    items, checked = [], 0
    for row in rows:
        own = cells.get(row.key, {})
        below = [sums for part in parts.get(row.key, ()) if (sums := _sums(part, parts, cells))]
        if below:
            remarks += _unlike_parts(row, own, below)
        else:
            remarks += _contradictions(row, own)
        checked += sum(1 for cell in own.values() if cell.stated is not None or below)
        remarks += _forms(row, own)
        semesters = _semesters(row, own, is_sum=bool(below))
        if not semesters and not below:
            remarks.append(Remark(Told.contradiction, _("It has no hours."), row.index))
        items.append(_item(row, semesters))
    return items, remarks, checked


def _sums(row: PlanRow, parts: Mapping[str, list[PlanRow]], cells: Cells) -> dict[int, int]:
    """Return the hours of a row by semester: its own, or where it has none those of its parts."""
    sums = {number: cell.whole for number, cell in cells.get(row.key, {}).items() if cell.whole}
    if not sums:
        for part in parts.get(row.key, ()):
            for number, hours in _sums(part, parts, cells).items():
                sums[number] = sums.get(number, 0) + hours
    return sums


def _item(row: PlanRow, semesters: tuple[SemesterPlan, ...]) -> ItemPlan:
    parent = row.parent.index if row.parent is not None else None
    return ItemPlan(row.index, row.name, row.kind, row.cycle, parent, semesters)


def _weeks(row: PlanRow, own: dict[int, Cell]) -> Iterator[Remark]:
    """Turn the weeks of a practice without hours into hours."""
    if not any(cell.weeks for cell in own.values()):
        return
    if any(cell.hours or cell.stated or cell.unknown for cell in own.values()):
        return
    for semester, cell in sorted(own.items()):
        if not cell.weeks:
            continue
        if row.kind not in PRACTICES:
            sentence = _("%(weeks)s weeks without hours were left out.", weeks=cell.weeks)
            yield Remark(Told.unread, sentence, row.index, semester)
            continue
        cell.kinds["practice"] = cell.weeks * HOURS_IN_WEEK
        sentence = _(
            "%(weeks)s weeks are taken for %(hours)s hours, 36 a week.",
            weeks=cell.weeks,
            hours=cell.kinds["practice"],
        )
        yield Remark(Told.corrected, sentence, row.index, semester)


def _contradictions(row: PlanRow, own: Mapping[int, Cell]) -> Iterator[Remark]:
    """Yield where the kinds do not add up to «Итого», or practical training is more than all."""
    for semester, cell in sorted(own.items()):
        if cell.stated is not None and cell.hours != cell.stated:
            sentence = _(
                "The kinds of hours add up to %(sum)s, the file's own total is %(stated)s.",
                sum=cell.hours,
                stated=cell.stated,
            )
            yield Remark(Told.contradiction, sentence, row.index, semester)
        if cell.practical_training > cell.hours:
            sentence = _(
                "%(practical)s hours of practical training are more than the %(sum)s hours in all;"
                " %(sum)s were taken.",
                practical=cell.practical_training,
                sum=cell.hours,
            )
            yield Remark(Told.contradiction, sentence, row.index, semester)


def _unlike_parts(
    row: PlanRow, own: Mapping[int, Cell], below: list[dict[int, int]]
) -> Iterator[Remark]:
    """Yield where a row with parts says another sum than its parts give; theirs was taken."""
    if not any(cell.whole for cell in own.values()):
        return
    for semester in sorted({number for sums in (own, *below) for number in sums}):
        parts = sum(sums.get(semester, 0) for sums in below)
        stated = own[semester].whole if semester in own else 0
        if parts != stated:
            sentence = _(
                "The row says %(stated)s hours, its parts have %(parts)s; the parts were taken.",
                stated=stated,
                parts=parts,
            )
            yield Remark(Told.contradiction, sentence, row.index, semester)


def _forms(row: PlanRow, own: Mapping[int, Cell]) -> Iterator[Remark]:
    for semester, cell in sorted(own.items()):
        names = list(dict.fromkeys(name for _form, name in cell.forms))
        kept = next((name for form, name in cell.forms if form is cell.attestation), "")
        others = ", ".join(name for name in names if name != kept)
        if others:
            sentence = _(
                "Of the forms of attestation «%(kept)s» was taken, not: %(others)s.",
                kept=kept,
                others=others,
            )
            yield Remark(Told.corrected, sentence, row.index, semester)


def _semesters(row: PlanRow, own: Mapping[int, Cell], *, is_sum: bool) -> tuple[SemesterPlan, ...]:
    """Return the semesters that hold hours or an attestation; a sum's hours are its parts'."""
    found = []
    for number, cell in sorted(own.items()):
        hours = {} if is_sum else {kind: cell.kinds.get(kind, 0) for kind in HOUR_KINDS}
        form = cell.attestation
        if row.kind is ItemKind.module_exam and form is AttestationForm.exam:
            form = AttestationForm.module_exam
        practical = 0 if is_sum else min(cell.practical_training, cell.hours)
        if any(hours.values()) or form is not AttestationForm.none:
            found.append(
                SemesterPlan(number, **hours, practical_training=practical, attestation=form)
            )
    return tuple(found)
