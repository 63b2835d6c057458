"""Names of another program are told to be ours, or left to a person where they might be two."""

import pytest

from domain.name_match import PersonName, loose, room_key, same_person, same_subgroup

PEOPLE = [
    PersonName(1, "Иванова", "Анна", "Павловна"),
    PersonName(2, "Иванова", "Алла", "Петровна"),
    PersonName(3, "Ёлкин", "Ян", ""),
    PersonName(4, "Салтыков-Щедрин", "Михаил", "Евграфович"),
    PersonName(5, "Петров", "Пётр", "Петрович"),
]


@pytest.mark.parametrize(
    ("names", "who"),
    [
        (["Иванова Анна Павловна"], 1),
        (["иванова  анна"], 1),
        (["Иванова Ал.П."], None),  # no initial, no name
        (["Иванова А.П."], None),  # two of them
        (["Иванова А. П.", "Иванова Анна"], 1),
        (["Иванова"], None),
        (["Елкин Я."], 3),
        (["ЁЛКИН"], 3),
        (["Салтыков-Щедрин М.Е."], 4),
        (["П.П. Петров"], 5),
        (["Пeтров П.П."], 5),  # with a Latin letter that looks Cyrillic
        (["Петров И.П."], None),
        (["Петров Пётр Петрович младший"], None),
        (["", " "], None),
        (["вакансия"], None),
    ],
)
def test_people(names, who):
    assert same_person(names, PEOPLE) == who


@pytest.mark.parametrize(
    ("one", "other"), [("ИС-21", "ис 21"), ("ИС–21", "ИС21"), ("4/5", "45"), ("ТМ-21к", "тм 21 К")]
)
def test_groups_whatever_stands_between(one, other):
    assert loose(one) == loose(other)


@pytest.mark.parametrize(
    "name", ["301", "ауд. 301", "Ауд.301", "каб 301", "Кабинет № 301", "к.301"]
)
def test_rooms_with_and_without_a_word_before(name):
    assert room_key(name) == "301"


def test_words_that_only_begin_like_a_room_stay():
    assert room_key("Актовый зал") != room_key("ктовый зал")


SUBGROUPS = [(1, "1"), (2, "2"), (3, "Английский")]


@pytest.mark.parametrize(
    ("name", "key"),
    [("1 группа", 1), ("Группа 2", 2), ("2-я подгруппа", 2), ("английский", 3), ("3", None)],
)
def test_subgroups_by_name_or_number(name, key):
    assert same_subgroup(name, SUBGROUPS) == key


def test_two_subgroups_of_one_number_are_left_to_a_person():
    assert same_subgroup("1 группа", [(1, "Английский, 1"), (2, "Информатика, 1")]) is None
