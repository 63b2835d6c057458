"""Indexes of curriculum rows, such as ОП.01, МДК.01.02, ПМ.01.ЭК, as they should be written."""

import re
from typing import Final

from domain.enums import ItemKind

# Latin letters that look like Cyrillic ones, which people and programs type by mistake.
LOOK_ALIKES: Final = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_SPACES: Final = re.compile(r"\s+")
_MODULE: Final = re.compile(r"(?:ПМ|МДК|УП|ПП)\.?(\d+)")
_KINDS: Final = (
    (re.compile(r"ПМ\.?\d+\.?(?:КЭ|ЭК|Э|ЭМ|КВЭ)\.?\d*"), ItemKind.module_exam),
    (re.compile(r"ПМ\.?\d+"), ItemKind.module),
    (re.compile(r"МДК\b.*"), ItemKind.course),
    (re.compile(r"УП\b.*"), ItemKind.study_practice),
    (re.compile(r"ПДП\b.*"), ItemKind.graduation_practice),
    (re.compile(r"ПП\b.*"), ItemKind.work_practice),
    (re.compile(r"(?:ГИА|ИА|ДЭ|ДР)\b.*"), ItemKind.final_attestation),
)


def one_line(text: str) -> str:
    """Return `text` without line breaks and needless spaces."""
    return _SPACES.sub(" ", text.replace("\xa0", " ")).strip()


def normal_index(text: str) -> str:
    """Return an index without stray spaces and with Cyrillic letters where Latin ones look alike.

    A Latin letter is replaced where the index holds Cyrillic ones too, or where all its letters
    have a look-alike; «IT.01» stays as it is.
    """
    index = one_line(text).replace(" .", ".").replace(". ", ".").strip(".")
    index = re.sub(r"(?<=\w),(?=\w)", ".", index)
    latin = set(_LATIN.findall(index))
    if latin and (_CYRILLIC.search(index) or all(ord(c) in LOOK_ALIKES for c in latin)):
        index = index.translate(LOOK_ALIKES)
    return index


def module_index(index: str) -> str | None:
    """Return the number («01») of the module that МДК.01.02, УП.01.01 or ПМ.01.ЭК belongs to.

    None for what belongs to no module; the module's own row has a number too.
    """
    found = _MODULE.match(index.upper())
    return found[1] if found else None


def kind_by_index(index: str) -> ItemKind | None:
    """Return the kind of item that an index of this form stands for; None where it tells none."""
    for pattern, kind in _KINDS:
        if pattern.fullmatch(index.upper()):
            return kind
    return None
