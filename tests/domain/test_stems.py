"""Stems: every form of a word has one stem, and different words have different ones."""

import pytest

from domain.stems import stems

FORMS = """
топология топологии топологий топологиями топологию ТОПОЛОГИЯМ
массив массивы массивов массивами
запись записи записей записями записью
объём объема объёмом объеме
система системы систем системами системам системе
указатель указателя указатели указателей указателями
строка строки строк строками строке строкой
сборка сборки сборок сборкой
уровень уровня уровней уровни
число числа чисел числами числу
окно окна окон окнами
дерево дерева деревья деревьев деревьями
основы основ основам основами
занятие занятия занятий занятиями занятием
линейный линейная линейные линейных линейного линейной линейном линейную линейными
сеть сети сетей сетью сетями сетях
время времени времён
чертёж чертежа чертежи
кабель кабеля кабели кабелей
безопасность безопасности безопасностью
protocol protocols
process processes
""".strip().splitlines()


@pytest.mark.parametrize("forms", FORMS)
def test_3_3_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len(stems(forms)) == 1, stems(forms)


def test_3_3_different_words_keep_different_stems() -> None:
    firsts = [line.split()[0] for line in FORMS]
    assert len(stems(" ".join(firsts))) == len(firsts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "елками"),  # ё is е
        ("TCP/IP", "ТСР/IР"),  # typed with Cyrillic letters that look alike
        ("cети", "сетей"),  # a Latin c in a Cyrillic word
        ("C++", "С++"),
        ("802.11", "802.11"),
    ],
)
def test_3_3_look_alikes_are_one(one: str, other: str) -> None:
    assert stems(one) == stems(other) != ()


def test_what_every_topic_holds_is_not_searched_for() -> None:
    assert stems("и в на с по для") == ()
    assert stems("— № «»") == ()
