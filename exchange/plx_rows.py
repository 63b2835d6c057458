"""The tables `ПланыЦиклы` and `ПланыСтроки`: cycles, sections, items and what belongs to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from flask_babel import gettext as _

from domain.curriculum_plan import CyclePlan
from domain.enums import ItemKind
from domain.item_index import kind_by_index, module_index, normal_index, one_line
from exchange.curriculum_reading import Remark, Told
from exchange.plx_hours import Cells

MODULE, DISCIPLINE, PRACTICE, CONTROL, ELECTIVE, FINAL = "1", "2", "3", "4", "5", "6"
MOST_CODE: Final = 40  # characters that the columns hold
MOST_NAME: Final = 250
NOBODY: Final = frozenset({"", "0"})
_PRACTICES: Final = (
    ("преддиплом", ItemKind.graduation_practice),
    ("производственн", ItemKind.work_practice),
    ("учебн", ItemKind.study_practice),
)


@dataclass(slots=True)
class PlanRow:
    """A row of the plan: its keys in the file, and its index, name and kind as we write them."""

    key: str
    block: str
    above: str  # the key of the row that it belongs to
    index: str
    name: str
    type_code: str
    kind: ItemKind = ItemKind.discipline
    cycle: str | None = None
    parent: "PlanRow | None" = None


@dataclass(slots=True)
class RowsFound:
    """Cycles and items in the order of the file."""

    cycles: list[CyclePlan] = field(default_factory=list)
    items: list[PlanRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def say(self, told: Told, sentence: str, index: str = "") -> None:
        """Add a remark."""
        self.remarks.append(Remark(told, sentence, index))


def named_rows(rows: Iterable[Mapping[str, str]]) -> tuple[dict[str, PlanRow], list[Remark]]:
    """Return the rows of the plan by their key, their indexes put right and given where missing."""
    found: dict[str, PlanRow] = {}
    told = RowsFound()
    taken: set[str] = set()
    for raw in rows:
        key, name = raw.get("Код", "").strip(), one_line(raw.get("Дисциплина", ""))
        written = raw.get("ДисциплинаКод", "")
        if not key or not (name or written.strip()):
            told.say(Told.unread, _("A row of the plan has no key or no name."), written.strip())
            continue
        if key in found:
            told.say(
                Told.unread, _("The key %(key)s stands twice in the plan.", key=key[:20]), written
            )
            continue
        index = _index(told, taken, written, name)
        found[key] = PlanRow(
            key=key,
            block=raw.get("КодБлока", "").strip(),
            above=raw.get("КодРодителя", "").strip(),
            index=index,
            name=_name(told, name or index, index),
            type_code=raw.get("ТипОбъекта", "").strip(),
        )
    return found, told.remarks


def _index(told: RowsFound, taken: set[str], written: str, name: str) -> str:
    """Return the index to write for `written`, unique in the plan."""
    index = normal_index(written)[:MOST_CODE]
    if not index:
        number = next(n for n in range(1, 10_000) if f"БИ.{n:02}" not in taken)
        index = f"БИ.{number:02}"
        told.say(Told.corrected, _("«%(name)s» has no index and was given one.", name=name), index)
    elif index != written.strip():
        sentence = _("The index «%(written)s» is written as «%(index)s».", **_both(written, index))
        told.say(Told.corrected, sentence, index)
    if index in taken:
        again = next(f"{index[:35]}/{n}" for n in range(2, 10_000) if f"{index}/{n}" not in taken)
        sentence = _(
            "The index stands twice; «%(name)s» is written as «%(again)s».", name=name, again=again
        )
        told.say(Told.contradiction, sentence, index)
        index = again
    taken.add(index)
    return index


def _both(written: str, index: str) -> dict[str, str]:
    return {"written": one_line(written)[:60], "index": index}


def _name(told: RowsFound, name: str, index: str) -> str:
    if len(name) > MOST_NAME:
        told.say(Told.corrected, _("The name is longer than 250 characters and was cut."), index)
    return name[:MOST_NAME]


def arrange(
    cycle_rows: Iterable[Mapping[str, str]], rows: Mapping[str, PlanRow], cells: Cells
) -> RowsFound:
    """Return cycles and items, each item with its kind, cycle and the item that it is part of."""
    found = RowsFound()
    by_key = _cycles(found, cycle_rows)
    above = {row.above for row in rows.values()}
    sections: dict[str, str] = {}  # key of a section's row: code of the cycle that it became
    for row in rows.values():
        if _is_section(row, row.key in above, bool(cells.get(row.key))):
            sections[row.key] = _as_cycle(found, row, by_key)
        else:
            found.items.append(row)
    modules = {
        number: row
        for row in reversed(found.items)
        if _kind(row) is ItemKind.module and (number := module_index(row.index))
    }
    for row in found.items:
        _place(found, row, rows, sections, modules)
        row.cycle = sections.get(row.above) or _section_of(row, sections) or by_key.get(row.block)
    _break_circles(found)
    for row in found.items:
        top = row
        while row.cycle is None and top.parent is not None:
            top = top.parent
            row.cycle = top.cycle
        row.kind = _kind(row)
        _wonder(found, row)
    return found


def _cycles(found: RowsFound, rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Add the cycles of the file; return their codes by key."""
    raws: dict[str, Mapping[str, str]] = {}
    for raw in rows:
        key = raw.get("Код", "").strip()
        if key in raws:
            found.say(Told.unread, _("The key %(key)s stands twice in the plan.", key=key[:20]))
        elif key:
            raws[key] = raw
    by_key: dict[str, str] = {}
    for number, (key, raw) in enumerate(raws.items(), 1):
        code = base = normal_index(raw.get("Идентификатор", ""))[:MOST_CODE] or f"Ц{number}"
        taken, again = set(by_key.values()), 2
        while code in taken:
            code, again = f"{base[:35]}/{again}", again + 1
        by_key[key] = code
    lying_in = {
        by_key[key]: by_key.get(raw.get("КодРодителя", "").strip()) for key, raw in raws.items()
    }
    for key, raw in raws.items():
        code = by_key[key]
        name = one_line(raw.get("Цикл", "")) or code
        found.cycles.append(CyclePlan(code, name[:MOST_NAME], _above(code, lying_in)))
    return by_key


def _above(code: str, lying_in: Mapping[str, str | None]) -> str | None:
    """Return the cycle above `code`, None where going up from it comes back to it."""
    above, steps = lying_in.get(code), 0
    while above is not None and above != code and steps <= len(lying_in):
        above, steps = lying_in.get(above), steps + 1
    return lying_in.get(code) if above is None else None


def _is_section(row: PlanRow, has_parts: bool, has_hours: bool) -> bool:
    """Return whether the row is a heading of others, such as БД or ПД, and no discipline."""
    if row.type_code not in (DISCIPLINE, ELECTIVE, ""):
        return False
    has_number = any(c.isdigit() for c in row.index)
    if has_hours:
        return has_parts and not has_number
    return not has_number or row.type_code == ELECTIVE


def _as_cycle(found: RowsFound, row: PlanRow, by_key: Mapping[str, str]) -> str:
    """Add the section as a cycle, unless the cycle is there already; return its code."""
    inside = by_key.get(row.block)
    if row.index not in {cycle.code for cycle in found.cycles}:
        found.cycles.append(CyclePlan(row.index, row.name, inside))
        sentence = _("«%(name)s» is a section and no discipline.", name=row.name)
        found.say(Told.corrected, sentence, row.index)
    return row.index


def _section_of(row: PlanRow, sections: Mapping[str, str]) -> str | None:
    """Return the section that an index names: БД of БД.01."""
    return next((code for code in sections.values() if row.index.startswith(f"{code}.")), None)


def _place(
    found: RowsFound,
    row: PlanRow,
    rows: Mapping[str, PlanRow],
    sections: Mapping[str, str],
    modules: Mapping[str, PlanRow],
) -> None:
    """Set which item the row is a part of: the one it names, else the module of its index."""
    if row.above in sections:
        return
    named = rows.get(row.above)
    if named is not None and named is not row:
        row.parent = named
        return
    if row.above not in NOBODY:
        sentence = _("The row that it belongs to is not in the file.")
        found.say(Told.contradiction, sentence, row.index)
    module = modules.get(module_index(row.index) or "")
    if module is not None and module is not row:
        row.parent = module


def _break_circles(found: RowsFound) -> None:
    for row in found.items:
        above, steps = row.parent, 0
        while above is not None and above is not row and steps <= len(found.items):
            above, steps = above.parent, steps + 1
        if above is not None:
            row.parent = None
            sentence = _("It is a part of itself in the file; it stands by itself now.")
            found.say(Told.contradiction, sentence, row.index)


def _kind(row: PlanRow) -> ItemKind:
    by_index = kind_by_index(row.index)
    match row.type_code:
        case "1":
            return ItemKind.module
        case "3":
            return _practice(row, by_index)
        case "4":
            return ItemKind.module_exam
        case "6":
            return ItemKind.final_attestation
        case "2" | "5":
            above = row.parent
            is_course = by_index is ItemKind.course or (above and _kind(above) is ItemKind.module)
            return ItemKind.course if is_course else ItemKind.discipline
    return by_index or ItemKind.discipline


def _practice(row: PlanRow, by_index: ItemKind | None) -> ItemKind:
    if by_index is not None and by_index is not ItemKind.module:
        return by_index
    plain = row.name.casefold()
    return next((kind for word, kind in _PRACTICES if word in plain), ItemKind.work_practice)


def _wonder(found: RowsFound, row: PlanRow) -> None:
    """Say what is odd about the kind of a row."""
    if row.kind is ItemKind.module_exam and row.parent is None:
        found.say(Told.contradiction, _("A row of control that belongs to no module."), row.index)
    elif row.type_code not in {MODULE, DISCIPLINE, PRACTICE, CONTROL, ELECTIVE, FINAL}:
        sentence = _(
            "The type of row «%(code)s» is not known; the kind follows from the index.",
            code=row.type_code[:20] or "—",
        )
        found.say(Told.contradiction, sentence, row.index)
