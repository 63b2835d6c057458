"""Which kind of hours or form of attestation a work of the table `СправочникВидыРабот` is.

A work is known by its name and abbreviation, not by its key: keys differ from file to file. The
key decides only where the file tells neither.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from domain.curriculum_plan import HOUR_KINDS
from domain.enums import AttestationForm
from domain.item_index import one_line

TOTAL: Final = "total"
WEEKS: Final = "weeks"
CREDITS: Final = "credits"  # зачётные единицы: another measure of the same hours
FORMS_OF_CONTROL: Final = "7"  # КодТипРабот

# What a name holds, tried in this order: the words that name a kind closely come first.
_NAMES: Final = (
    (TOTAL, ("итого", "всего")),
    (WEEKS, ("недел",)),
    (CREDITS, ("зачетн", "зет", "трудоемкост")),
    ("coursework", ("курсов",)),
    ("control", ("контроль самост",)),
    ("self_study", ("самостоят", "внеаудитор")),
    ("consultation", ("консульт",)),
    ("lab", ("лаборат",)),
    ("control", ("контрол", "аттестац", "экзамен")),
    ("theory", ("лекц", "теорет", "урок", "семинар")),
    ("practice", ("практич", "практик")),
)
_SHORT: Final[Mapping[str, str]] = {
    "итого": TOTAL, "всего": TOTAL, "нед": WEEKS, "зет": CREDITS, "зе": CREDITS,
    "лек": "theory", "лекц": "theory", "л": "theory", "ур": "theory", "теор": "theory",
    "сем": "theory",
    "пр": "practice", "прак": "practice", "пз": "practice", "пракзан": "practice",
    "лаб": "lab", "лр": "lab", "лз": "lab",
    "ср": "self_study", "срс": "self_study", "сро": "self_study", "сам": "self_study",
    "крп": "coursework", "кп": "coursework", "кпр": "coursework", "кр": "coursework",
    "конс": "consultation", "кон": "consultation",
    "контроль": "control", "контр": "control", "па": "control", "эк": "control", "экз": "control",
}  # fmt: skip
_BY_KEY: Final[Mapping[str, str]] = {
    "101": "theory", "102": "lab", "103": "practice", "107": "self_study", "108": "control",
    "114": "coursework", "50": CREDITS, "51": WEEKS, "1000": TOTAL,
}  # fmt: skip
_FORMS: Final = (
    (AttestationForm.graded_credit, ("зачет с оцен", "зачетсоцен", "дифференц", "дифзачет")),
    (AttestationForm.exam, ("экзамен",)),
    (AttestationForm.credit, ("зачет",)),
    (AttestationForm.final_mark, ("итоговая оценка", "итоговая отметка")),
    (AttestationForm.control_work, ("контрольн",)),
)
_SHORT_FORMS: Final[Mapping[str, AttestationForm]] = {
    "эк": AttestationForm.exam, "экз": AttestationForm.exam, "э": AttestationForm.exam,
    "за": AttestationForm.credit, "зач": AttestationForm.credit, "з": AttestationForm.credit,
    "зао": AttestationForm.graded_credit, "дз": AttestationForm.graded_credit,
    "дифз": AttestationForm.graded_credit,
    "кр": AttestationForm.control_work, "к": AttestationForm.control_work,
    "ит": AttestationForm.final_mark,
}  # fmt: skip
_FORMS_BY_KEY: Final[Mapping[str, AttestationForm]] = {
    "1": AttestationForm.exam, "2": AttestationForm.credit, "3": AttestationForm.graded_credit,
    "5": AttestationForm.control_work, "49": AttestationForm.other,
}  # fmt: skip
# Of two forms in one semester the first of these is kept.
RANK: Final = (
    AttestationForm.exam,
    AttestationForm.graded_credit,
    AttestationForm.credit,
    AttestationForm.final_mark,
    AttestationForm.control_work,
    AttestationForm.other,
)


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: `kind` counts hours, `form` attests; both None where it is not known."""

    key: str
    name: str
    kind: str | None = None
    form: AttestationForm | None = None

    @property
    def is_hours(self) -> bool:
        """Return whether its quantities are hours of a kind that we keep."""
        return self.kind in HOUR_KINDS


def works_of(rows: Iterable[Mapping[str, str]], told: Mapping[str, str]) -> dict[str, Work]:
    """Return the works of the table by key.

    `told` says of works that nobody knew which kind of hours they are, by key: the person's answer
    in the preview. It never overrules what is known.
    """
    found = {}
    for row in rows:
        key = row.get("Код", "").strip()
        if key:
            found[key] = _work(key, row, told)
    return found


def unlisted(key: str, told: Mapping[str, str]) -> Work:
    """Return the work of a key that the table does not list: known by the key alone, if at all."""
    return _work(key, {}, told)


def _work(key: str, row: Mapping[str, str], told: Mapping[str, str]) -> Work:
    name, short = one_line(row.get("Название", "")), one_line(row.get("Аббревиатура", ""))
    shown = name or short or key
    is_named = bool(name or short)
    kind_of_work = row.get("КодТипРабот", "").strip()
    is_form = kind_of_work == FORMS_OF_CONTROL or (not kind_of_work and key in _FORMS_BY_KEY)
    if is_form:
        return Work(key, shown, form=_form(name, short, key if not is_named else ""))
    kind = _kind(name, short, key if not is_named else "")
    if kind is None and told.get(key) in HOUR_KINDS:
        kind = told[key]
    return Work(key, shown, kind=kind)


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _kind(name: str, short: str, key: str) -> str | None:
    plain = _plain(name)
    for kind, beginnings in _NAMES:
        if any(word in plain for word in beginnings):
            return kind
    brief = "".join(c for c in _plain(short or name) if c.isalpha())
    return _SHORT.get(brief) or _BY_KEY.get(key)


def _form(name: str, short: str, key: str) -> AttestationForm:
    plain = _plain(name)
    if plain:
        for form, words in _FORMS:
            if any(word in plain for word in words):
                return form
    brief = "".join(c for c in _plain(short or name) if c.isalpha())
    if "курсов" not in plain and brief in _SHORT_FORMS:
        return _SHORT_FORMS[brief]
    return _FORMS_BY_KEY.get(key, AttestationForm.other)
