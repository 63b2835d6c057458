"""The tables `ООП` and `Планы`: programme, qualification, year of intake, length of education.

Names of officials and of computers stand there too; nothing but the named columns is read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.item_index import one_line
from exchange.plx_hours import whole

_CODE: Final = re.compile(r"\d{2}\.\d{2}\.\d{2}|\d{5,6}")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
MOST_CODE: Final = 40
MOST_NAME: Final = 250
MOST_MONTHS: Final = 120
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Head:
    """What the file says about the curriculum as a whole."""

    programmes: tuple[tuple[str, str], ...]  # code and name
    qualification: str
    intake_year: int  # 0 where the file does not say
    months: int | None
    in_course: int  # semesters


def head_of(programmes: Rows, plans: Rows) -> Head:
    """Return the head of the file; what it does not say is left empty."""
    plan: Mapping[str, str] = plans[0] if plans else {}
    title = one_line(plan.get("Титул", ""))
    found: dict[tuple[str, str], None] = {}
    for row in programmes:
        code = one_line(row.get("Шифр", ""))
        name = one_line(row.get("Название", "")) or _without_code(title, code)
        if code or name:
            found[code[:MOST_CODE], name[:MOST_NAME]] = None
    if not found and title:
        code = match[0] if (match := _CODE.search(title)) else ""
        found[code, _without_code(title, code)[:MOST_NAME]] = None
    # One that is coded as programmes are comes before a profile of it.
    ranked = sorted(found, key=lambda pair: not _CODE.fullmatch(pair[0]))
    qualification = one_line(plan.get("Квалификация", ""))
    return Head(
        programmes=tuple(ranked),
        qualification="" if qualification.isdigit() else qualification[:MOST_NAME],
        intake_year=_year(plan),
        months=_months(plan),
        in_course=_in_course(plan),
    )


def _without_code(title: str, code: str) -> str:
    return title.replace(code, "", 1).strip(" -–—.,") if code else title


def _year(plan: Mapping[str, str]) -> int:
    for column in ("ГодНачалаПодготовки", "УчебныйГод"):
        if match := _YEAR.search(plan.get(column, "")):
            return int(match[0])
    return 0


def _months(plan: Mapping[str, str]) -> int | None:
    years, months = whole(plan.get("СрокОбучения")), whole(plan.get("СрокОбученияМесяцев"))
    length = (years or 0) * 12 + (months or 0)
    return length if 0 < length <= MOST_MONTHS else None


def _in_course(plan: Mapping[str, str]) -> int:
    told = whole(plan.get("СеместровНаКурсе"))
    return told if told and told <= 6 else 2
