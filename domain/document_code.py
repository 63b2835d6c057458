"""The code that stands on each page of a printed document (5.2.6): «2026-00042-К».

Year, number within it, a check letter. The letters are those that look alike in Cyrillic and
Latin, so that it does not matter by which keyboard a code is typed.
"""

from typing import Final

LETTERS: Final = "АВЕКМНРСТУХ"  # eleven: a prime, so that any two swapped digits change the sum
_LATIN: Final = str.maketrans("ABEKMHPCTYX", LETTERS)
_YEAR, _NUMBER = 4, 5  # digits
MOST: Final = 10**_NUMBER - 1


def document_code(year: int, number: int) -> str:
    """Return the code of the `number`-th document printed in `year`; raise ValueError."""
    if not 1000 <= year <= 9999 or not 0 < number <= MOST:
        raise ValueError("a code holds a year and a number from 1 to 99999")
    digits = f"{year:0{_YEAR}}{number:0{_NUMBER}}"
    return f"{digits[:_YEAR]}-{digits[_YEAR:]}-{_check(digits)}"


def read_code(typed: str) -> str | None:
    """Return the code that was typed, by hand and in any case; None where it is none."""
    text = "".join(one for one in typed.upper().translate(_LATIN) if one not in " -–—.№")
    digits, letter = text[:-1], text[-1:]
    if len(digits) != _YEAR + _NUMBER or not (digits.isascii() and digits.isdigit()):
        return None
    if letter != _check(digits):
        return None
    return f"{digits[:_YEAR]}-{digits[_YEAR:]}-{letter}"


def number_in(code: str) -> int:
    """Return the number that a code holds."""
    return int(code.split("-")[1])


def _check(digits: str) -> str:
    weighed = sum(place * int(digit) for place, digit in enumerate(digits, 1))
    return LETTERS[weighed % len(LETTERS)]
