"""Words that a conversion tore apart: «Комбинирова нное», «ха- рактеристики», «К урсовое».

No dictionary is at hand, so the sheet itself is the witness: two pieces are joined where the
joined word, or its beginning, stands elsewhere in the sheet while the second piece does not, or
where a piece cannot be a word of Russian at all. Everything joined is told to the person.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from domain.text import squeeze

# Words that stand before another one and that no word is torn after.
SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        "а без в вне во где да для до ее её за и из или им их к как ко на над не ни но о об обо он"
        " от по под при про с со то у что эта эти это я вид тип три два ход шаг ряд код"
        " после перед через между около против кроме вместо среди более менее",
    )
)
MOST_FIRST: Final = 6  # letters of a first piece that the rest of the sheet may speak against
# Beginnings that are no words, and endings that are none.
BEGINNINGS: Final = re.compile(r"^(?:пере|пре|рас|раз|воз|вос|обо|анти|преду)$")
ENDINGS: Final = re.compile(
    r"^(?:[ыьъ].*|[аиоуя]?ние|[аиоуя]?ния|ть|ться|тся|ость|ости|[ыи]й|[ыи]е|[ыи]х|[ыи]ми|[ая]я|[ое]е"
    r"|[ыи]м|н?о?го|[ео]му|[ео]м|ой|ей|[ая]ми|[вн]ы[ехй]|вые|ных|ный|ная|ное|нное|нный|нная|нные|ские|ский|ская"
    r"|ское|ции|ция|ций|цией|ки|ов|ев|е|о|ы|ый)$"
)
START: Final = re.compile(
    r"^(?:рф|рт|рг|рн|лг|лм|лн|лт|лц|нт|нд|нк|нц|нс|нн|мп|вн[бг]|йн|йт|йк|йл|бъ|вь|[бвгджзклмнпрстфхцчшщ]ъ"
    r"|рш|рв[^а]|рм|рк|нг|кт|пт[^и]|жд[^аеёу]|ск$|стн|тв$|цк|ьн|ьк)"
)
END: Final = re.compile(r"(?:[бвгдзжклмнрфхцчшщй]п|[жзкхцчшщг]р|сп|зд[лрн]|[бвгджзк][бвгдкпт])$")
VOWEL: Final = re.compile(r"[аеёиоуыэюя]")
WORD: Final = re.compile(r"[А-Яа-яЁё]+")
PAIR: Final = re.compile(r"(?<![А-Яа-яЁё-])([А-ЯЁ]?[а-яё]*) ([а-яё]+)")
HYPHEN: Final = re.compile(r"([А-Яа-яЁё]{2,})- ([а-яё]{2,})")
RANGE: Final = re.compile(r"(\d)\s*([-–])\s+(\d)|(\d)\s+([-–])(\d)")
TIDY: Final = (
    (re.compile(r"([“«(])\s+"), r"\1"),
    (re.compile(r"\s+([”»),;:])"), r"\1"),
    (re.compile(r"\s+\.(?=\s|$)"), "."),
    (re.compile(r"(№\s?\d[\d\s,–-]*?)([А-ЯЁа-яё]{2})"), r"\1 \2"),
    (re.compile(r"\b(ПР|ЛР|ПЗ|КР)№"), r"\1 №"),
)


class Mender:
    """Mends the words of one sheet; `known` are further words that are whole for sure."""

    def __init__(self, texts: Iterable[str], known: Iterable[str] = ()) -> None:
        """Learn the words of the sheet."""
        self.seen: Counter[str] = Counter()
        for text in (*texts, *known):
            self.seen.update(one.lower() for one in WORD.findall(text))
        self.starts = Counter(word[:size] for word in self.seen for size in range(4, len(word) + 1))

    def mend(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return `text` with torn words whole, and what was mended as «was → is»."""
        notes: list[str] = []
        text = RANGE.sub(
            lambda found: "".join(part for part in found.groups() if part), squeeze(text)
        )
        at = 0
        while found := PAIR.search(text, at):
            first, second = found[1], found[2]
            if first and self._torn(first.lower(), second):
                notes.append(f"{first} {second} → {first}{second}")
                text = text[: found.start()] + first + second + text[found.end() :]
                at = found.start()
            else:
                at = found.start(2)
        text = HYPHEN.sub(lambda found: self._hyphen(found, notes), text)
        for pattern, whole in TIDY:
            text = pattern.sub(whole, text)
        return squeeze(text), tuple(notes)

    def _hyphen(self, found: re.Match[str], notes: list[str]) -> str:
        """Join a word broken at the end of a line; keep the hyphen of a compound."""
        first, second = found[1], found[2]
        compound = first[-1] in "ое" and second.lower() in self.seen and len(second) > 4
        whole = f"{first}-{second}" if compound else first + second
        notes.append(f"{found[0]} → {whole}")
        return whole

    def _torn(self, first: str, second: str) -> bool:
        """Return whether two neighbouring pieces are one word."""
        whole = first + second
        elsewhere = second in SMALL or (len(second) > 2 and self.seen[second] > 1)
        if len(first) == 1 and first not in SMALL:
            return True
        if first in SMALL:
            return not elsewhere and (self.seen[whole] > 0 or bool(START.search(second)))
        if second in SMALL or (len(second) == 1 and not VOWEL.match(second)):
            return False  # a lone letter begins the word that follows
        if not VOWEL.search(second) or START.search(second) or ENDINGS.match(second):
            return True
        if elsewhere and self.seen[first] > 1:
            return False
        if len(first) <= 5 and (BEGINNINGS.match(first) or END.search(first)):
            return not elsewhere
        shared = max(len(first) + 1, 5)
        if len(first) < 3 or len(first) > MOST_FIRST or elsewhere:
            return False
        return self.starts[whole[:shared]] > 0
