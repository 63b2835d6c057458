"""Russian names of people. Surnames and patronymics agree with sex."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from domain.enums import Sex


def _words(section: str) -> tuple[str, ...]:
    """Return the words under a heading of `data/names.txt`."""
    text = (Path(__file__).parent / "data" / "names.txt").read_text(encoding="utf-8")
    words = text.partition(f"\n{section}:\n")[2].partition("\n\n")[0]
    return tuple(words.split())


MALE: Final = _words("male")
FEMALE: Final = _words("female")
SURNAMES: Final = _words("surnames")
EVERY_SEX: Final = ("Бондаренко", "Гончаренко", "Ткаченко", "Кравчук", "Черных", "Седых", "Вебер")
WHOLE: Final = {"Илья": ("Ильич", "Ильинична"), "Никита": ("Никитич", "Никитична")}
HARD: Final = ("Дмитрий", "Георгий")  # Дмитриевич, but Валерьевич
SHORTENED: Final = {"Лев": "Льв", "Павел": "Павл", "Пётр": "Петр", "Михаил": "Михайл"}


@dataclass(frozen=True, slots=True)
class FullName:
    """The names of one person."""

    last: str
    first: str
    patronymic: str | None
    sex: Sex

    @property
    def whole(self) -> str:
        """Return «Иванова Анна Павловна»."""
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)

    def columns(self) -> dict[str, str | None]:
        """Return the three name columns of a Person."""
        return {"last_name": self.last, "first_name": self.first, "patronymic": self.patronymic}


# Rosters hold such names too: a column must not break over them. Each with the father's name.
LONG: Final = (
    (
        FullName(
            "Вознесенская-Константинопольская", "Александра-Виктория", "Константиновна", Sex.female
        ),
        "Константин",
    ),
    (
        FullName(
            "Мухаммадсаидов-Абдурахмангаджиев",
            "Мухаммад-Абдулла",
            "Абдурахмангаджиевич",
            Sex.male,
        ),
        "Абдурахмангаджи",
    ),
    (FullName("Гаджимагомедова", "Гюльнара", "Шахверди кызы", Sex.female), "Шахверди"),
    (FullName("Нгуен", "Тхи Минь Ань", None, Sex.female), "Ван Хань"),
)


def surname(stem: str, sex: Sex) -> str:
    """Return the surname `stem`, given in its male form, as a person of `sex` bears it."""
    if sex is Sex.female and stem.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return f"{stem}а"
    return stem.replace("ский", "ская") if sex is Sex.female else stem


def male_surname(last: str, sex: Sex) -> str:
    """Return the male form of a surname borne by a person of `sex`."""
    if sex is Sex.female and last.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return last[:-1]
    return last.replace("ская", "ский")


def patronymic(father: str, sex: Sex) -> str:
    """Return the patronymic of a child of `sex` whose father's first name is `father`."""
    if father in WHOLE:
        return WHOLE[father][sex is Sex.female]
    if father.endswith("ий"):
        father = f"{father[:-2]}{'и' if father in HARD else 'ь'}й"
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евич" if sex is Sex.male else "евна")
    stem = SHORTENED.get(father, father)
    return stem + ("ович" if sex is Sex.male else "овна")


def person(rng: Random, sex: Sex, stem: str | None = None, father: str | None = None) -> FullName:
    """Return a made-up name of a person of `sex`; the family may be given."""
    stem = stem or (rng.choice(EVERY_SEX) if rng.random() < 0.04 else rng.choice(SURNAMES))
    first = rng.choice(MALE if sex is Sex.male else FEMALE)
    return FullName(surname(stem, sex), first, patronymic(father or rng.choice(MALE), sex), sex)
