"""4.2: the three real lesson plans, read and counted against a key that was made by hand."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from domain.enums import PlanRow
from exchange.lesson_plan_xlsx import Fate, Field, PlanSheet, understand
from exchange.lesson_plan_xlsx.book import open_book

FOLDER: Final = Path(__file__).parent.parent / "data" / "lesson_plans"
FILES: Final = (
    "ktp_isis_ktp.xlsx",
    "ktp_trpo_ktp.xlsx",
    "ktp_ktp_osnovy_programmirovaniya.xlsx",
)
LEAST: Final = 95.0  # per cent of the numbered lessons
# file: rows of the sheet, lessons with a topic of their own (the groups of the key), headings
SHAPES: Final = {
    "ktp_isis_ktp.xlsx": (95, 34, 0),
    "ktp_trpo_ktp.xlsx": (111, 36, 0),
    "ktp_ktp_osnovy_programmirovaniya.xlsx": (237, 75, 24),
}


@cache
def sheet_of(name: str) -> PlanSheet:
    return understand(open_book((FOLDER / name).read_bytes()).grid)


def key_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / "key.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["file"] == name]


def read_of(name: str) -> dict[int, dict[str, str]]:
    """Return the numbered lessons as they were read, in the shape of the key."""
    found = {}
    for lesson in sheet_of(name).lessons:
        for one in lesson.numbers:
            found[one.number] = {
                "title": " ".join(lesson.title.split()),
                "theory": str(one.theory),
                "practice": str(one.practice),
                "kind": lesson.texts.get(Field.kind, ""),
                "section": lesson.section,
                "theme": lesson.theme,
            }
    return found


@pytest.mark.parametrize("name", FILES)
def test_4_2_at_least_95_of_100_numbered_lessons_are_right(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    key, read = key_of(name), read_of(name)
    right = {row["number"]: _is_right(row, read.get(int(row["number"]))) for row in key}
    share = 100 * sum(right.values()) / len(key)
    wrong = [number for number, is_right in right.items() if not is_right]
    record_property("lessons_right_percent", f"{name}: {share:.1f} of {len(key)}, wrong {wrong}")
    print(f"{name}: {share:.1f} % of {len(key)} numbered lessons, wrong: {wrong}")
    assert sorted(read) == [int(row["number"]) for row in key]
    assert share >= LEAST, wrong


def _is_right(row: dict[str, str], read: dict[str, str] | None) -> bool:
    return read is not None and all(read[name] == row[name] for name in read)


@pytest.mark.parametrize("name", FILES)
def test_4_2_all_hours_are_right(name: str, record_property: Callable[[str, object], None]) -> None:
    key, read = key_of(name), read_of(name)
    for column in ("theory", "practice"):
        wrong = [row["number"] for row in key if read[int(row["number"])][column] != row[column]]
        assert not wrong, (column, wrong)
    told = sum(int(row["theory"]) + int(row["practice"]) for row in key)
    sheet = sheet_of(name)
    record_property("hours", f"{name}: {sheet.hours_read} of {told}")
    assert sheet.hours_read == sheet.hours_in_sheet == told


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_the_sheet_is_accounted_for(name: str) -> None:
    sheet = sheet_of(name)
    rows, lessons, headings = SHAPES[name]
    fates = [one.fate for one in sheet.rows]
    assert [one.row for one in sheet.rows] == list(range(1, rows + 1))
    assert fates.count(Fate.lesson) == lessons
    assert fates.count(Fate.heading) == headings
    assert sum(one.level is not PlanRow.lesson for one in sheet.lessons) == headings
    assert Fate.unread not in fates
    assert not sheet.unread
    assert not sheet.gaps
    assert not sheet.repeated


def test_what_a_sheet_says_of_its_own_sums_is_checked() -> None:
    told = {(one.label, one.row): (one.told, one.read) for one in sheet_of(FILES[0]).totals}
    assert told["Теоретические занятия", 3] == (40, 40)
    assert told["Лабораторные работы", 3] == (26, 26)
    assert told["Практические занятия", 3] == (12, 12)
    assert told["Контрольные работы", 3] == (2, 2)
    # The sheet itself is short of its own sum: 40 is said, 34 stand at the lessons.
    assert told["Внеаудиторная самостоятельная работа", 3] == (40, 34)
    assert told["Итого по курсу", 95] == (80, 80)
    third = {(one.row, int(one.told)): one.read for one in sheet_of(FILES[2]).totals}
    assert third == {(231, 74): 74, (231, 116): 116, (232, 190): 190, (232, 116): 116}


def test_hours_of_self_study_are_taken_out_of_the_words() -> None:
    third = sheet_of(FILES[2])
    assert sum(one.self_hours for one in third.lessons) == 95
    first = next(one for one in third.lessons if one.numbers)
    assert (float(first.self_hours), first.self_words) == (0.5, ("0,5 ч.",))
    first = next(one for one in sheet_of(FILES[0]).lessons if one.numbers)
    assert (int(first.self_hours), first.self_words) == (1, ("1.",))
    assert first.texts[Field.self_study].endswith("проработка конспекта лекции.")
