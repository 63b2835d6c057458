"""The reader of `.plx`: every trap of the format, and any well-formed file of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.curriculum_plan import (
    HOUR_KINDS,
    CurriculumPlan,
    CyclePlan,
    ItemPlan,
    SemesterPlan,
    ordered,
    sums_of,
)
from domain.enums import AttestationForm, ItemKind
from exchange.curriculum_reading import Told
from exchange.plx import read_plx
from tests.exchange.plx_writer import KEY_OF_FORM, hour, plx, tables_of, xml_of
from tests.exchange.synthetic_plx import FILE, OFFICIAL, content, tables

# index: name, kind, cycle, part of, and by semester: theory, practice, lab, coursework,
# consultations, interim attestation, self-study, of them practical training, form of attestation
EXPECTED = {
    "БД.01": ("Русский язык", "discipline", "БД", None, {
        1: (20, 14, 0, 0, 0, 0, 0, 0, "other"), 2: (20, 20, 0, 0, 0, 0, 0, 0, "exam")}),
    "ПД.01": ("Математика", "discipline", "ПД", None, {
        1: (60, 0, 0, 0, 0, 0, 6, 0, "none"), 2: (50, 0, 0, 0, 4, 6, 0, 0, "exam")}),
    "ОГСЭ.01": ("Основы философии", "discipline", "ОГСЭ", None, {
        3: (48, 0, 0, 0, 0, 0, 0, 0, "graded_credit")}),
    "ПМ.01": ("Разработка модулей программного обеспечения", "module", "ПЦ", None, {}),
    "МДК.01.01": ("Разработка программных модулей", "course", "ПЦ", "ПМ.01", {
        3: (40, 40, 0, 0, 0, 0, 0, 30, "none"), 4: (30, 0, 20, 20, 0, 0, 10, 20, "exam")}),
    "УП.01.01": ("Учебная практика", "study_practice", "ПЦ", "ПМ.01", {
        4: (0, 72, 0, 0, 0, 0, 0, 72, "graded_credit")}),
    "ПП.01.01": ("Производственная практика", "work_practice", "ПЦ", "ПМ.01", {
        4: (0, 36, 0, 0, 0, 0, 0, 0, "credit")}),
    "ПМ.01.ЭК": ("Экзамен по модулю", "module_exam", "ПЦ", "ПМ.01", {
        4: (0, 0, 0, 0, 0, 12, 0, 0, "module_exam")}),
    "ПДП": ("Преддипломная практика", "graduation_practice", "ПЦ", None, {
        6: (0, 144, 0, 0, 0, 0, 0, 0, "graded_credit")}),
    "ГИА.01": ("Защита дипломного проекта", "final_attestation", "ПЦ", None, {
        6: (0, 0, 0, 0, 0, 0, 216, 0, "none")}),
    "БИ.01": ("Введение в специальность", "discipline", "ПЦ", None, {
        1: (10, 0, 0, 0, 0, 0, 0, 0, "credit")}),
}  # fmt: skip


def _as_table(plan):
    return {
        item.index: (
            item.name,
            item.kind.value,
            item.cycle,
            item.parent,
            {
                one.semester: (
                    *(getattr(one, kind) for kind in HOUR_KINDS),
                    one.practical_training,
                    one.attestation.value,
                )
                for one in item.semesters
            },
        )
        for item in plan.items
    }


def _said(reading, told, index=None):
    return [m.sentence for m in reading.told(told) if index is None or m.index == index]


@pytest.fixture(scope="module")
def reading():
    return read_plx(FILE.read_bytes())


def test_the_fixture_is_what_the_script_writes():
    assert FILE.read_bytes() == content()


def test_every_item_and_every_hour_of_the_fixture_is_right(reading):
    assert _as_table(reading.plan) == EXPECTED
    assert reading.told(Told.contradiction) == []
    assert reading.told(Told.unread) == []
    assert reading.unknown == ()


def test_the_head_is_read_and_the_padded_count_of_courses_is_not(reading):
    plan = reading.plan
    assert (plan.code, plan.name) == ("09.02.07", "Информационные системы")
    assert (plan.qualification, plan.intake_year, plan.months) == ("программист", 2026, 46)
    assert reading.programmes[1] == ("09.02.07", "Программист")


def test_cycles_lie_in_cycles_and_sections_are_no_disciplines(reading):
    tree = {cycle.code: cycle.parent for cycle in reading.plan.cycles}
    assert tree == {"ОП": None, "ПП": None, "ОГСЭ": "ПП", "ПЦ": "ПП", "БД": "ОП", "ПД": "ОП"}
    assert not {"БД", "ПД"} & {item.index for item in reading.plan.items}


def test_no_hour_is_counted_twice(reading):
    sums = sums_of(one for item in reading.plan.items for one in item.semesters)
    by_hand = 34 + 66 + 10 + 40 + 60 + 48 + 80 + 80 + 72 + 36 + 12 + 144 + 216
    assert sums.total == reading.plan.total == by_hand
    assert sums.by_semester == {1: 110, 2: 100, 3: 128, 4: 200, 6: 360}
    assert sums.practical_training == 30 + 20 + 72


def test_a_module_exam_with_a_latin_letter_joins_its_module(reading):
    parts = [item.index for _depth, item in ordered(reading.plan) if item.parent == "ПМ.01"]
    assert parts == ["МДК.01.01", "УП.01.01", "ПП.01.01", "ПМ.01.ЭК"]
    assert "ПM.01.ЭК" in _said(reading, Told.corrected, "ПМ.01.ЭК")[0]


def test_weeks_are_hours_only_where_a_practice_has_none(reading):
    assert "144" in _said(reading, Told.corrected, "ПДП")[0]
    assert _said(reading, Told.corrected, "УП.01.01") == []


def test_of_two_forms_of_attestation_the_other_is_named(reading):
    assert "Контрольная работа" in _said(reading, Told.corrected, "БД.01")[0]


def test_nothing_of_officials_and_computers_is_read(reading):
    assert OFFICIAL in FILE.read_bytes().decode("utf-16")
    assert OFFICIAL not in repr(reading)
    assert "PC-17" not in repr(reading)


def _changed(change):
    all_tables = {name: [dict(row) for row in rows] for name, rows in tables().items()}
    change(all_tables)
    return read_plx(plx(all_tables))


def _where(rows, **columns):
    return [row for row in rows if all(row.get(k) == v for k, v in columns.items())]


def test_kinds_that_do_not_add_up_to_the_total_are_told_with_both_numbers():
    def change(t):
        _where(t["ПланыНовыеЧасы"], КодОбъекта="-5", КодВидаРаботы="1000")[0]["Количество"] = 54

    reading = _changed(change)
    (told,) = reading.told(Told.contradiction)
    assert (told.index, told.semester) == ("ОГСЭ.01", 3)
    assert "48" in told.sentence
    assert "54" in told.sentence


def test_a_module_unlike_its_parts_is_told_and_the_parts_are_taken():
    def change(t):
        _where(t["ПланыНовыеЧасы"], КодОбъекта="-6", КодВидаРаботы="1000")[1]["Количество"] = 190

    reading = _changed(change)
    (told,) = reading.told(Told.contradiction)
    assert (told.index, told.semester) == ("ПМ.01", 4)
    assert "190" in told.sentence
    assert "200" in told.sentence
    assert _as_table(reading.plan) == EXPECTED


def test_more_practical_training_than_hours_is_told_and_cut():
    reading = _changed(lambda t: t["ПланыНовыеЧасы"].append(hour("-9", "103", 4, 40, "5")))
    (told,) = reading.told(Told.contradiction)
    assert told.index == "ПП.01.01"
    work = next(item for item in reading.plan.items if item.index == "ПП.01.01")
    assert work.semesters[0].practical_training == 36


def test_an_unknown_kind_of_work_is_listed_with_its_hours_and_can_be_named():
    def change(t):
        t["СправочникВидыРабот"].append(
            {"Код": "140", "Название": "Индивидуальный проект", "Аббревиатура": "ИП"}
        )
        t["ПланыНовыеЧасы"] += [hour("-5", "140", 3, 6), hour("-2", "140", 1, 4)]

    reading = _changed(change)
    (unknown,) = reading.unknown
    assert (unknown.name, unknown.hours) == ("Индивидуальный проект", 10)
    assert _as_table(reading.plan) == EXPECTED
    all_tables = {name: [dict(row) for row in rows] for name, rows in tables().items()}
    change(all_tables)
    named = read_plx(plx(all_tables), {"140": "self_study"})
    assert named.unknown == ()
    assert named.plan.total == reading.plan.total + 10


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (hour("-777", "101", 1, 20), "-777"),  # of a row that is not there
        (hour("-5", "101", 1, 20) | {"Курс": 0}, "ОГСЭ.01"),
        (hour("-5", "101", 1, 20) | {"Семестр": 0}, "ОГСЭ.01"),
        (hour("-5", "101", 1, 20) | {"Курс": 7}, "ОГСЭ.01"),  # semester 13
        (hour("-5", "101", 1, "1,5"), "1,5"),
        (hour("-5", "101", 1, -4), "-4"),
        (hour("-5", "101", 1, 99999), "99999"),
        (hour("-5", "101", 1, 20, "3"), "3"),  # neither hours nor practical training
    ],
)
def test_what_cannot_be_placed_is_listed_and_left_out(row, part):
    reading = _changed(lambda t: t["ПланыНовыеЧасы"].append(row))
    (told,) = reading.told(Told.unread)
    assert part in told.sentence + told.index
    assert _as_table(reading.plan) == EXPECTED


def test_an_index_that_stands_twice_is_told_and_both_rows_stay():
    def change(t):
        _where(t["ПланыСтроки"], Код="-5")[0]["ДисциплинаКод"] = "ПД.01"

    reading = _changed(change)
    assert "ПД.01/2" in _said(reading, Told.contradiction)[0]
    assert "ПД.01/2" in _as_table(reading.plan)
    assert reading.plan.total == read_plx(content()).plan.total


def test_rows_join_their_module_by_index_where_the_file_names_no_row():
    def change(t):
        for row in t["ПланыСтроки"]:
            if row["КодРодителя"] == "-6":
                del row["КодРодителя"]

    assert _as_table(_changed(change).plan) == EXPECTED


def test_optional_columns_may_be_missing():
    def change(t):
        for row in t["ПланыСтроки"]:
            del row["ТипОбъекта"]
        t["ПланыЦиклы"].clear()
        t["Планы"][0] = {"Титул": "09.02.07 Системы", "УчебныйГод": "2026-2027"}
        t["ООП"].clear()

    reading = _changed(change)
    hours = {index: row[4] for index, row in _as_table(reading.plan).items()}
    assert hours == {index: row[4] for index, row in EXPECTED.items()}
    assert (reading.plan.code, reading.plan.name) == ("09.02.07", "Системы")
    assert (reading.plan.months, reading.plan.intake_year) == (None, 2026)


def test_the_number_of_semesters_in_a_course_is_the_files_own():
    def change(t):
        t["Планы"][0]["СеместровНаКурсе"] = 3
        t["ПланыНовыеЧасы"][:] = [
            hour("-5", "101", 1, 30) | {"Курс": 2, "Семестр": 3},
            hour("-5", "1000", 1, 30) | {"Курс": 2, "Семестр": 3},
        ]

    (item,) = (item for item in _changed(change).plan.items if item.semesters)
    assert item.semesters[0].semester == 6


def test_utf_8_with_the_right_declaration_is_as_good():
    text = xml_of(tables(), encoding="utf-8")
    assert _as_table(read_plx(text.encode()).plan) == EXPECTED


_ALPHABET = "абвгдежзиклмнопрст АБВ-№«»&<>\"'"
_NAMES = st.text(_ALPHABET, min_size=1, max_size=30).map(lambda t: " ".join(t.split()) or "имя")
_KINDS = st.integers(0, 120)


@st.composite
def _semesters(draw, kind):
    found = []
    for number in draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)):
        hours = {name: draw(_KINDS) for name in HOUR_KINDS}
        one = SemesterPlan(number, **hours)
        forms = [AttestationForm.none, *KEY_OF_FORM]
        exam = AttestationForm.exam if kind is ItemKind.module_exam else AttestationForm.module_exam
        forms.remove(exam)
        if one.total:
            practical = draw(st.integers(0, one.total))
            form = draw(st.sampled_from(forms))
            found.append(
                SemesterPlan(number, **hours, practical_training=practical, attestation=form)
            )
    return tuple(sorted(found, key=lambda s: s.semester))


@st.composite
def plans(draw):
    """Draw a well-formed curriculum: cycles in cycles, disciplines, modules with their parts."""
    codes = draw(
        st.lists(st.sampled_from(["ОГСЭ", "ЕН", "ОП", "ПЦ", "СГ"]), unique=True, min_size=1)
    )
    cycles = [CyclePlan(code, draw(_NAMES)) for code in codes]
    if len(cycles) > 1 and draw(st.booleans()):
        cycles[-1] = CyclePlan(cycles[-1].code, cycles[-1].name, cycles[0].code)
    items = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        cycle, kind = draw(st.sampled_from(codes)), ItemKind.discipline
        semesters = draw(_semesters(kind))
        items.append(ItemPlan(f"{cycle}.{number:02}", draw(_NAMES), kind, cycle, None, semesters))
    for number in range(1, draw(st.integers(0, 2)) + 1):
        module, cycle = f"ПМ.{number:02}", draw(st.sampled_from(codes))
        items.append(ItemPlan(module, draw(_NAMES), ItemKind.module, cycle))
        for index, kind in (
            (f"МДК.{number:02}.01", ItemKind.course),
            (f"УП.{number:02}.01", ItemKind.study_practice),
            (f"ПП.{number:02}.01", ItemKind.work_practice),
            (f"ПМ.{number:02}.ЭК", ItemKind.module_exam),
        ):
            if semesters := draw(_semesters(kind)):
                items.append(ItemPlan(index, draw(_NAMES), kind, cycle, module, semesters))
    return CurriculumPlan(
        code="09.02.07",
        name=draw(_NAMES),
        qualification=draw(_NAMES),
        intake_year=draw(st.integers(2000, 2050)),
        months=draw(st.integers(1, 60)),
        cycles=tuple(cycles),
        items=tuple(items),
    )


@given(plans())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_curriculum_that_is_written_is_read_back_equal(plan):
    if not plan.total:
        return
    reading = read_plx(plx(tables_of(plan)))
    assert reading.plan == plan
    assert reading.told(Told.unread) == []
    assert all("no hours" in m.sentence for m in reading.told(Told.contradiction))
