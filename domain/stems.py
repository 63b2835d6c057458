"""Stems of the words in topics of lessons: one for all forms of a word.

Topics are made of nouns and adjectives, so only their endings are cut, again and again until none
is left: every form of a word then ends at the same stem, whatever it was cut to on the way. (The
well-known Snowball stemmer cuts endings of verbs first: «массив» would miss «массивы», «запись»
would miss «записи».) A stem is a key to compare, not a word to show.
"""

import re
from typing import Final

from domain.text import fold

LONGEST: Final = 40  # characters of a stem that are kept
SHORTEST: Final = 3  # letters that stay when an ending is cut
WORD: Final = re.compile(r"[^\W_]+[+#]*")
# Words that nearly every topic holds: searching for them narrows nothing.
STOP: Final = frozenset(
    {"и", "в", "во", "на", "с", "со", "по", "для", "из", "к", "ко", "от", "о", "об", "при", "до"}
    | {"за", "а", "или", "не", "их", "the", "of", "a", "in"}
)
_CYRILLIC: Final = re.compile(r"[а-яё]")
_ENDING: Final = re.compile(
    "(?:иями|ями|ами|ьями|иях|ях|ах|ьях|иям|ям|ам|ьям|ией|ей|ьей|ием|ем|ом|ьем|ов|ев|ьев"
    "|ия|ья|я|а|ие|ье|е|о|ии|ьи|и|ы|ию|ью|ю|у|ий|ь|й"
    "|ыми|ими|ого|его|ому|ему|ая|яя|ое|ее|ые|ый|ой|ую|юю|ым|им|ых|их)$"
)
_FLEETING: Final = re.compile(r"([бвгджзклмнпрстфхцчшщ])[ое]([бвгджзклмнпрстфхцчшщ])$")
_NOMINATIVE: Final = {"время": "времени", "имя": "имени", "пламя": "пламени"}
_PLURAL: Final = re.compile(r"(?<=[a-z]{2})(?:(?<=ss|sh|ch|.x|.z)es|(?<![su])s)$")


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words in `text`, each once, in the order of the words."""
    return tuple(dict.fromkeys(stem_of(one) for one in words(text)))


def words(text: str) -> list[str]:
    """Return the words of `text` that are worth searching for, in lower case."""
    return [one for one in WORD.findall(text.lower()) if one not in STOP]


def stem_of(word: str) -> str:
    """Return the stem of one word: the same for all its forms, ё as е, look-alikes folded."""
    word = word.lower()
    if not _CYRILLIC.search(word):
        return fold(_PLURAL.sub("", word))[:LONGEST]
    word = fold(word)
    word = _NOMINATIVE.get(word, word)
    while (cut := _ENDING.sub("", word)) != word and len(cut) >= SHORTEST:
        word = cut
    if len(word) > SHORTEST:  # «сборок» and «сборка», «уровень» and «уровня», «писем» and «письмо»
        word = _FLEETING.sub(r"\1\2", word).replace("ь", "")
    return word[:LONGEST]
