"""Programmes and their curricula, read from the text files in `data/`."""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from domain.enums import AttestationForm, ItemKind, ProgrammeKind

DATA: Final = Path(__file__).parent / "data"
KINDS: Final = {
    "d": ItemKind.discipline,
    "m": ItemKind.module,
    "c": ItemKind.course,
    "u": ItemKind.study_practice,
    "w": ItemKind.work_practice,
    "g": ItemKind.graduation_practice,
    "x": ItemKind.module_exam,
    "f": ItemKind.final_attestation,
}
WEEK_HOURS: Final = 36  # academic hours of a week of practice
DAY_HOURS: Final = 6
FINAL_HOURS: Final = 216


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A row of a curriculum as `data/` tells it."""

    index: str
    name: str
    kind: ItemKind
    area: str = ""  # who can teach it
    split: bool = False  # taught in two subgroups
    profile: str = "t"  # theory, practice, lab, seminar, exercise
    pairs: dict[int, int] = field(default_factory=dict)  # semester: pairs in two weeks
    practice_weeks: dict[int, int] = field(default_factory=dict)
    attestation: dict[int, AttestationForm] = field(default_factory=dict)
    topics: tuple[str, ...] = ()

    @property
    def is_practice(self) -> bool:
        """Return whether it is held as whole days without pairs."""
        return bool(self.practice_weeks)

    @property
    def semesters(self) -> list[int]:
        """Return the semesters of the programme in which it is taught or attested."""
        return sorted({*self.pairs, *self.practice_weeks, *self.attestation})


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """A programme with the rows of its curriculum."""

    key: str
    code: str
    name: str
    qualification: str
    kind: ProgrammeKind
    prefix: str
    courses: int
    department: str
    items: tuple[ItemPlan, ...]

    @property
    def is_short(self) -> bool:
        """Return whether the programme has short terms of its own instead of semesters."""
        return self.kind is ProgrammeKind.vocational_training

    @property
    def semesters(self) -> int:
        """Return how many semesters or terms the programme has."""
        return self.courses * (4 if self.is_short else 2)

    def practice_weeks(self, semester: int) -> int:
        """Return how many weeks of `semester` are practice."""
        return sum(item.practice_weeks.get(semester, 0) for item in self.items)


def _numbers(text: str) -> tuple[dict[int, int], dict[int, int]]:
    pairs, weeks = {}, {}
    for part in text.split():
        semester, amount = part.split(":")
        if amount.endswith("w"):
            weeks[int(semester)] = int(amount[:-1])
        else:
            pairs[int(semester)] = int(amount)
    return pairs, weeks


def _item(line: str) -> ItemPlan:
    index, name, kind, *rest = (part.strip() for part in line.split("|"))
    if not rest:
        return ItemPlan(index, name, KINDS[kind])
    area, profile, numbers, forms, topics = rest
    pairs, weeks = _numbers(numbers)
    attestation = {int(s): AttestationForm(f) for s, f in (p.split("=") for p in forms.split())}
    return ItemPlan(
        index, name, KINDS[kind], area.rstrip("+"), area.endswith("+"), profile, pairs, weeks,
        attestation, tuple(topic.strip() for topic in topics.split(";")),
    )  # fmt: skip


def _items(text: str) -> list[ItemPlan]:
    return [_item(line) for line in text.splitlines() if "|" in line and not line.startswith("#")]


def module_number(index: str) -> str | None:
    """Return «01» of «МДК.01.02», «УП.01.01», «ПМ.01»; None for what is in no module."""
    head, _, rest = index.partition(".")
    return rest[:2] if head in ("ПМ", "МДК", "УП", "ПП") else None


def _with_exams(items: list[ItemPlan], last_semester: int) -> list[ItemPlan]:
    """Return `items` with an exam after each module, and hours' place for the final one."""
    whole: list[ItemPlan] = []
    for item in items:
        if item.kind is ItemKind.final_attestation:
            item = ItemPlan(
                item.index, item.name, item.kind, attestation={last_semester: AttestationForm.none}
            )
        whole.append(item)
        if item.kind is ItemKind.module:
            parts = [i for i in items if module_number(i.index) == module_number(item.index)]
            ends = max(s for part in parts for s in part.semesters)
            exam = {ends: AttestationForm.module_exam}
            name = "Экзамен по модулю"
            whole.append(ItemPlan(f"{item.index}.ЭК", name, ItemKind.module_exam, attestation=exam))
    return whole


def _until(item: ItemPlan, last: int) -> ItemPlan:
    """Return a row common to all programmes as far as a programme of `last` semesters goes."""
    return replace(
        item,
        pairs={s: n for s, n in item.pairs.items() if s <= last},
        attestation={s: form for s, form in item.attestation.items() if s <= last},
    )


@cache
def programme(key: str) -> ProgrammePlan:
    """Return the programme of the file `data/<key>.txt`."""
    text = (DATA / f"{key}.txt").read_text(encoding="utf-8")
    head = dict(
        line.partition(":")[::2] for line in text.splitlines() if ":" in line and "|" not in line
    )
    head = {name: value.strip() for name, value in head.items()}
    items = [
        item
        for part in head["parts"].split()
        for item in _items((DATA / f"{part}.txt").read_text(encoding="utf-8"))
    ]
    kind, courses = ProgrammeKind(head["kind"]), int(head["courses"])
    last = courses * (4 if kind is ProgrammeKind.vocational_training else 2)
    fitting = [_until(item, last) for item in items if min(item.semesters) <= last]
    return ProgrammePlan(
        key, head["code"], head["name"], head["qualification"], kind, head["prefix"], courses,
        head["department"], tuple(_with_exams(fitting + _items(text), last)),
    )  # fmt: skip
