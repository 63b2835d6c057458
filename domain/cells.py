"""The grammar of a journal's cell (design, section 6).

A cell says what differs from «present, no mark»: at most one absence and at most two marks, with
a slash or a space between them: `н`, `оп15`, `4/5`, `оп/4`, `н/5` (absent, made up later: 5).
The browser checks the same grammar from the table that `grammar()` returns.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, Final

from domain.enums import AbsenceKind

NUMERIC: Final = ("5", "4", "3", "2")
PASSED, FAILED, NOT_ATTESTED, EXEMPT = "зч", "нз", "н/а", "осв"
MARK_CODES: Final = (*NUMERIC, PASSED, FAILED, NOT_ATTESTED, EXEMPT)
ABSENCE_CODES: Final = {
    "н": AbsenceKind.unstated,
    "нп": AbsenceKind.unexcused,
    "уп": AbsenceKind.excused,
    "б": AbsenceKind.sick,
    "оп": AbsenceKind.late,
}
LATE: Final = "оп"
MINUTES: Final = (1, 90)
MOST_MARKS: Final = 2
ALONE: Final = (NOT_ATTESTED, EXEMPT)  # say something of the whole lesson: nothing stands beside
CONTRADICTORY: Final = ((PASSED, FAILED),)
# Latin letters that people type for Russian ones they look like.
LOOK_ALIKES: Final = {
    "a": "а", "b": "б", "c": "с", "h": "н", "n": "п", "o": "о", "y": "у",
}  # fmt: skip
ALIASES: Final = {"осб": EXEMPT}  # a Latin b is «б» alone and «в» within «осв»

_CODE_OF: Final = {kind: code for code, kind in ABSENCE_CODES.items()}
_TYPED: Final = str.maketrans(LOOK_ALIKES)
_SEPARATOR: Final = re.compile(r"\s*/\s*|\s+")
_MINUTES: Final = re.compile(rf"{LATE}([0-9]{{1,3}})")
_SHOWN: Final = 20  # characters of a refused token that an error repeats


class CellFault(StrEnum):
    """Why a text is no cell."""

    unknown = auto()  # a token that the grammar does not know
    contradiction = auto()  # two tokens that cannot both be true
    too_many_marks = auto()
    minutes = auto()  # of coming late, out of 1 to 90
    one_mark = auto()  # the cell of a work holds a single mark and nothing else


class CellError(ValueError):
    """A text that the grammar refuses.

    `code` says why, `tokens` which parts of the text are at fault, `allowed` what may be typed.
    """

    def __init__(self, code: CellFault, *tokens: str) -> None:
        self.code = code
        self.tokens = tuple(token[:_SHOWN] for token in tokens)
        self.allowed: tuple[str, ...] = (*MARK_CODES, *ABSENCE_CODES)
        super().__init__(f"{code}: {' '.join(self.tokens)}")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds. `minutes` are of coming late; `marks` keep the order they were given."""

    absence: AbsenceKind | None = None
    minutes: int | None = None
    marks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the canonical text, the absence first; empty for «present, no mark»."""
        parts = list(self.marks)
        if self.absence is not None:
            parts.insert(0, f"{_CODE_OF[self.absence]}{self.minutes or ''}")
        return "/".join(parts)

    def __bool__(self) -> bool:
        return self.absence is not None or bool(self.marks)


EMPTY: Final = Cell()


def parse(text: str) -> Cell:
    """Return the cell that `text` says; raise CellError where the grammar refuses it.

    Upper case, Latin look-alikes and spaces around parts are accepted; empty text is an empty cell.
    """
    tokens = _tokens(text)
    absences = [token for token in tokens if token not in MARK_CODES]
    marks = tuple(token for token in tokens if token in MARK_CODES)
    kinds = [_absence(token) for token in absences]
    _refuse_contradictions(tokens, absences, marks)
    if len(marks) > MOST_MARKS:
        raise CellError(CellFault.too_many_marks, *marks)
    kind, minutes = kinds[0] if kinds else (None, None)
    return Cell(kind, minutes, marks)


def parse_mark(text: str) -> Cell:
    """Return the cell of a work that `text` says: one mark or nothing; else raise CellError."""
    cell = parse(text)
    if cell.absence is not None or len(cell.marks) > 1:
        raise CellError(CellFault.one_mark, *_tokens(text))
    return cell


def canonical(text: str) -> str:
    """Return the one spelling of `text` that the journal keeps; raise CellError as `parse`."""
    return parse(text).text


def grammar() -> dict[str, Any]:
    """Return the tables of the grammar as JSON values, for the browser to check by."""
    return {
        "marks": list(MARK_CODES),
        "absences": {code: kind.value for code, kind in ABSENCE_CODES.items()},
        "late": LATE,
        "minutes": list(MINUTES),
        "most_marks": MOST_MARKS,
        "alone": list(ALONE),
        "contradictory": [list(pair) for pair in CONTRADICTORY],
        "look_alikes": LOOK_ALIKES,
        "aliases": ALIASES,
    }


def _tokens(text: str) -> list[str]:
    """Return the parts of `text`; a code that holds a slash itself (`н/а`) stays whole."""
    typed = text.strip().lower().translate(_TYPED)
    parts = _SEPARATOR.split(typed) if typed else []
    tokens: list[str] = []
    while parts:
        whole = "/".join(parts[:2])
        taken = 2 if len(parts) > 1 and whole in MARK_CODES else 1
        token = "/".join(parts[:taken])
        tokens.append(ALIASES.get(token, token))
        del parts[:taken]
    return tokens


def _absence(token: str) -> tuple[AbsenceKind, int | None]:
    """Return the kind and the minutes of coming late that a token other than a mark says."""
    if token in ABSENCE_CODES:
        return ABSENCE_CODES[token], None
    late = _MINUTES.fullmatch(token)
    if late is None:
        raise CellError(CellFault.unknown, token)
    minutes = int(late[1])
    if not MINUTES[0] <= minutes <= MINUTES[1]:
        raise CellError(CellFault.minutes, token)
    return AbsenceKind.late, minutes


def _refuse_contradictions(tokens: list[str], absences: list[str], marks: tuple[str, ...]) -> None:
    """Raise CellError for two absences, for a code that stands alone, for `зч/нз`."""
    if len(absences) > 1:
        raise CellError(CellFault.contradiction, *absences)
    if len(tokens) > 1 and any(code in tokens for code in ALONE):
        raise CellError(CellFault.contradiction, *tokens)
    for pair in CONTRADICTORY:
        if all(code in marks for code in pair):
            raise CellError(CellFault.contradiction, *pair)
