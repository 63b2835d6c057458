"""Whether an edited topic is still the plan's row (5.5.10); words that are not Russian (5.5.8)."""

import pytest

from domain.language import foreign_words
from domain.same_topic import is_same_topic


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Процессы и потоки", "Процессы и потоки", True),
        ("Процессы и потоки", "процессы  и потоки.", True),
        ("Процессы и потоки", "Процессы и потоки в Linux", True),
        ("Планировщик Linux", "Планировщик ОС Linux", True),
        ("Ёмкость", "емкость", True),
        ("Процессы. Потоки", "Процессы", True),
        ("Процессы и потоки", "Экскурсия на завод", False),
        ("Процессы и потоки", "", False),
        ("", "Процессы", False),
    ],
)
def test_5_5_10_an_edited_topic_is_the_same_one(before: str, after: str, same: bool) -> None:
    assert is_same_topic(before, after) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Introduction to TCP/IP", ("Introduction", "to", "TCP/IP")),
        ("Настройка сети: TCP/IP и DNS", ("TCP/IP", "DNS")),
        ("SQL-запросы и SQL", ("SQL",)),
        ("§ 5, № 12", ()),
        ("", ()),
    ],
)
def test_5_5_8_the_words_that_are_not_russian_are_named(text: str, found: tuple[str, ...]) -> None:
    assert foreign_words(text) == found
