"""A curriculum as the lines of a page: cycles, items and their sums in one table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.curriculum_plan import (
    HOUR_KINDS,
    CurriculumPlan,
    ItemPlan,
    SemesterPlan,
    Sums,
    sums_of,
)
from domain.curriculum_tree import Branch, Leaf, tree_of
from domain.enums import AttestationForm, ItemKind, ProgrammeKind
from domain.text import fold
from models.labels import label_of

SHORT_KINDS: Final[Mapping[str, Any]] = {
    "theory": _l("Lect."),
    "practice": _l("Pract."),
    "lab": _l("Lab."),
    "coursework": _l("CW"),
    "consultation": _l("Cons."),
    "control": _l("IA"),
    "self_study": _l("Indep."),
}
LONG_KINDS: Final[Mapping[str, Any]] = {
    "theory": _l("lectures"),
    "practice": _l("practical classes"),
    "lab": _l("laboratory works"),
    "coursework": _l("coursework (project)"),
    "consultation": _l("consultations"),
    "control": _l("interim attestation"),
    "self_study": _l("independent study"),
    "practical_training": _l("of them practical training"),
}
SHORT_FORMS: Final[Mapping[AttestationForm, Any]] = {
    AttestationForm.exam: _l("Ex"),
    AttestationForm.graded_credit: _l("GrCr"),
    AttestationForm.credit: _l("Cr"),
    AttestationForm.module_exam: _l("ModEx"),
    AttestationForm.final_mark: _l("FinM"),
    AttestationForm.control_work: _l("CtrW"),
    AttestationForm.other: _l("Oth"),
}


@dataclass(frozen=True, slots=True)
class SemesterLine:
    """A semester of an item: as a sentence on a phone, as a line of its own on a laptop."""

    number: int
    sentence: str
    form: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; `path` names it and the lines it is folded under."""

    path: str
    depth: int
    code: str
    name: str
    kind: str  # «cycle», «rest», or a kind of item
    label: str  # of the kind, where it is worth saying
    forms: tuple[tuple[str, str], ...]  # short and long, «Ex 4» and «exam, semester 4»
    sums: Sums
    semesters: tuple["SemesterLine", ...]
    is_parent: bool
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: its lines, the semesters that it has columns for, and the sums of all."""

    lines: list[Line]
    semesters: list[int]
    courses: list[tuple[int, int]]  # course and its number of columns; none for short terms
    sums: Sums
    only: int | None  # the one semester that is shown

    @property
    def items(self) -> int:
        """Return the number of items."""
        return sum(1 for line in self.lines if line.kind not in ("cycle", "rest"))


def table_of(
    plan: CurriculumPlan,
    keys: Mapping[str, int] | None = None,
    only: int | None = None,
    kind: ProgrammeKind = ProgrammeKind.ppssz,
) -> Table:
    """Return the table of `plan`, of the semester `only` where given.

    `keys` leads from an index to the item in the database; a plan that is not written has none.
    """
    everything = sums_of(one for item in plan.items for one in item.semesters)
    semesters = sorted(number for number, hours in everything.by_semester.items() if hours)
    whole = tree_of(plan)
    lines = list(_of_branch(whole, "", keys or {}, only))
    short_terms = kind is ProgrammeKind.vocational_training
    courses = [] if short_terms else [(k, len(list(g))) for k, g in groupby(semesters, _course)]
    shown = everything if only is None else sums_of(_of_semester(whole.semesters(), only))
    return Table(lines, semesters, courses, shown, only)


def _course(semester: int) -> int:
    return (semester + 1) // 2


def _of_semester(semesters: Iterator[SemesterPlan], only: int | None) -> Iterator[SemesterPlan]:
    return (one for one in semesters if only is None or one.semester == only)


def _of_branch(
    branch: Branch, path: str, keys: Mapping[str, int], only: int | None
) -> Iterator[Line]:
    for number, below in enumerate(branch.branches):
        own = f"{path}c{number}/"
        sums = sums_of(_of_semester(below.semesters(), only))
        if below.cycle is None or (only is not None and not sums.total):
            continue
        code, name = below.cycle.code, below.cycle.name
        yield Line(own, below.depth - 1, code, name, "cycle", "", (), sums, (), True)
        yield from _of_branch(below, own, keys, only)
    if not branch.leaves:
        return
    depth = branch.depth
    if branch.cycle is None and branch.branches:
        path, depth = "rest/", 1
        rest = (one for leaf in branch.leaves for one in leaf.semesters())
        sums = sums_of(_of_semester(rest, only))
        yield Line(path, 0, "", _("Outside of cycles"), "rest", "", (), sums, (), True)
    for number, leaf in enumerate(branch.leaves):
        yield from _of_leaf(leaf, f"{path}i{number}/", depth, keys, only)


def _of_leaf(
    leaf: Leaf, path: str, depth: int, keys: Mapping[str, int], only: int | None
) -> Iterator[Line]:
    own = list(_of_semester(iter(leaf.item.semesters), only))
    sums = sums_of(_of_semester(leaf.semesters(), only))
    if only is not None and not sums.total and not own:
        return
    item = leaf.item
    yield Line(
        path=path,
        depth=depth + leaf.depth,
        code=item.index,
        name=item.name,
        kind=item.kind.value,
        label=_label(item),
        forms=tuple(_form(one) for one in own if one.attestation is not AttestationForm.none),
        sums=sums,
        semesters=tuple(_semester(one) for one in own),
        is_parent=bool(leaf.parts),
        item_id=keys.get(item.index),
    )
    for number, part in enumerate(leaf.parts):
        yield from _of_leaf(part, f"{path}i{number}/", depth, keys, only)


def _label(item: ItemPlan) -> str:
    """Return the kind of an item in words, unless its index or its name tells it."""
    label = str(label_of(item.kind))
    plain = item.kind in (ItemKind.discipline, ItemKind.module, ItemKind.course)
    return "" if plain or fold(label) in fold(item.name) else label


def _form(one: SemesterPlan) -> tuple[str, str]:
    short = f"{SHORT_FORMS[one.attestation]}\xa0{one.semester}"
    form = label_of(one.attestation)
    return short, _("%(form)s, semester %(number)s", form=form, number=one.semester)


def _semester(one: SemesterPlan) -> SemesterLine:
    none = one.attestation is AttestationForm.none
    form = "" if none else str(label_of(one.attestation))
    return SemesterLine(one.semester, sentence(one), form, sums_of([one]))


def sentence(one: SemesterPlan) -> str:
    """Return «Semester 3: 80 hours: lectures 40, practical classes 40; exam»."""
    kinds = [
        f"{LONG_KINDS[kind]} {getattr(one, kind)}" for kind in HOUR_KINDS if getattr(one, kind)
    ]
    if one.practical_training:
        kinds.append(f"{LONG_KINDS['practical_training']} {one.practical_training}")
    if one.attestation is not AttestationForm.none:
        kinds.append(str(label_of(one.attestation)))
    told = _("Semester %(number)s: %(hours)s h", number=one.semester, hours=one.total)
    return f"{told} — {', '.join(kinds)}" if kinds else told
