"""What a cell looks like: how well it fits each field of a lesson plan."""

import re
from functools import lru_cache
from typing import Final

from domain.text import fold
from exchange.lesson_plan_xlsx.shapes import Field

NUMBER: Final = re.compile(r"^(?:№\s*)?(\d{1,3})(?:\s*[-–—,/]\s*(\d{1,3}))?\s*[.)]?$")
HOURS: Final = re.compile(r"^(\d{1,3})(?:[.,]0+)?\s*(?:ч|час|часа|часов)?\.?$")
DASH: Final = re.compile(r"^[-–—]$")
ROMAN: Final = re.compile(r"^[IVXІХ]{1,4}(?:\s*[,/–-]?\s*[IVXІХ]{1,4})*$")
LEVEL: Final = re.compile(r"^[1-4](?:\s*[-–,/]\s*[1-4])?$")
KIND: Final = re.compile(
    "лекц|комбинир|практич|лаборат|контрол|семин|зач[её]т|экзам|консульт|урок|заняти|беседа"
    "|экскурс|тренинг|игра|проект|курсов|тест|изучени|закрепл|обобщ"
)
EQUIPMENT: Final = re.compile(
    "компьют|проектор|таблиц|стенд|мультимед|плакат|презент|инструкц|доска|[её]мкост|прибор|модел"
    "|карточк|раздаточ|слайд|видео|макет|assist|по$|пк$"
)
REFERENCE: Final = re.compile(
    r"стр\.?\s*\d|^[\[({]\d+[\])}]|с\.\s*\d|§|гл\.|\bп\.\s*\d|учебник|читать|выучить|повтор"
)
SELF_STUDY: Final = re.compile(
    r"\d\s*ч(?:ас\w*)?\b|реферат|доклад|проработ|подготов|конспект|сообщен|оформ|решение задач"
    "|индивидуальн|обзор|подбор|написан|изучен|составл"
)
COMPETENCES: Final = re.compile(r"^(?:[опзулкр]к|лр|[зуо])\s*\d")
LESSON: Final = re.compile(
    r"^(?:лр|пр|пз|л/?р|п/?р|лаборатор|практич|контрольн|тема|раздел|курсов|введение)[\s№\d.]"
)
Fits = dict[Field, float]
BAD: Final = -3.0


@lru_cache(maxsize=8192)
def fits_of(text: str) -> Fits:
    """Return how well `text` fits each field, from -3 (it cannot be that) to 3."""
    short = text.strip()
    if DASH.match(short):
        dash: Fits = {name: 1.0 if name in _HOURLIKE else -1.0 for name in _SCORED}
        return dash
    if NUMBER.match(short) or HOURS.match(short):
        return _of_number(short)
    if LEVEL.match(short) or ROMAN.match(short):
        return _nothing() | {Field.level: 2.0, Field.kind: 1.5}
    return _of_words(short)


_SCORED: Final[tuple[Field, ...]] = tuple(name for name in Field if name is not Field.skip)
_HOURLIKE: Final = (Field.total, Field.theory, Field.practice, Field.lab, Field.self_hours)


def _nothing() -> Fits:
    return dict.fromkeys(_SCORED, BAD)


def _of_number(text: str) -> Fits:
    dotted = text.endswith((".", ")")) or "№" in text
    fits = _nothing()
    fits[Field.number] = 3.0 if dotted else 1.0
    for name in _HOURLIKE:
        fits[name] = -2.0 if dotted else 2.0
    if LEVEL.match(text):
        fits[Field.level] = 1.5
    return fits


def _of_words(text: str) -> Fits:
    folded = fold(text)
    long = len(folded) > 12
    fits = _nothing()
    for name, words, hit, miss in (
        (Field.kind, KIND, 2.0, -1.5),
        (Field.equipment, EQUIPMENT, 2.0, 0.0),
        (Field.homework, REFERENCE, 2.0, 0.0),
        (Field.self_study, SELF_STUDY, 2.0, 0.2),
        (Field.competences, COMPETENCES, 2.5, -1.0),
        (Field.tasks, SELF_STUDY, 0.3, 0.1),
    ):
        fits[name] = hit if words.search(folded) else miss
    if len(folded) > 40:
        fits[Field.kind] = -2.0
    fits[Field.task_kind] = fits[Field.kind]
    fits[Field.level] = -2.0
    fits[Field.title] = (1.0 if long else -0.5) + (1.5 if LESSON.match(folded) else 0.0)
    if REFERENCE.search(folded):
        fits[Field.title] -= 2.0
    return fits
