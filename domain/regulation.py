"""ONE table of the regulation's numbers: clause, default, bounds, who may set it (clause 11.3).

A norm that the regulation itself fixes cannot be set; the others the college sets from a day on,
and the past is judged by what was in force then: `Rulebook.on(day)`.
What each means in words stands in models/norm_labels.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum, auto
from functools import lru_cache
from typing import Final

from domain.cells import NOT_ATTESTED, NUMERIC


class Norm(StrEnum):
    """A number, a share, a scale or a choice of the regulation."""

    record_days = auto()
    homework_days = auto()
    results_days = auto()
    outage_transfer_days = auto()
    correction_days = auto()
    window_days = auto()
    soon_days = auto()
    closing_days = auto()
    marks_needed = auto()
    mark_gap = auto()
    round_up_from = auto()
    not_attested_share = auto()
    year_rule = auto()
    result_rule = auto()
    degree_weights = auto()
    demo_exam_scale = auto()
    borrowed_limit = auto()
    practice_link_days = auto()
    retakes = auto()
    commission_members = auto()
    attendance_sheet_day = auto()
    checks_a_month = auto()
    archive_years = auto()


class NormKind(StrEnum):
    """What the text of a norm's value holds."""

    days = auto()  # a whole number of days
    amount = auto()
    number = auto()  # with up to two decimals
    percent = auto()
    choice = auto()
    steps = auto()  # «2:3 3:4 …:7»: up to this many hours a week → this many marks
    weights = auto()  # «5:100 4:64 …»: mark → weight
    bounds = auto()  # «20 40 70»: percents below which the mark is 2, 3, 4


@dataclass(frozen=True, slots=True)
class NormRule:
    """A row of the table. `low` and `high` bound whole numbers and shares."""

    norm: Norm
    clause: str
    kind: NormKind
    default: str
    is_open: bool  # the regulation leaves it to the college
    low: int = 0
    high: int = 100
    choices: tuple[str, ...] = ()


LAST, AVERAGE = "last", "average"
_N, _K = Norm, NormKind
_RULES: Final = (
    NormRule(_N.record_days, "5.5.4", _K.days, "0", False),
    NormRule(_N.homework_days, "5.5.5", _K.days, "0", False),
    NormRule(_N.results_days, "5.5.6", _K.days, "7", False),
    NormRule(_N.outage_transfer_days, "10.2", _K.days, "5", False),
    NormRule(_N.correction_days, "3.6", _K.days, "7", True, 0, 60),
    NormRule(_N.window_days, "3.6", _K.days, "3", True, 1, 30),
    NormRule(_N.soon_days, "5.5.6", _K.days, "3", True, 0, 14),
    NormRule(_N.closing_days, "4.6", _K.days, "7", True, 1, 60),
    NormRule(_N.marks_needed, "6.2", _K.steps, "2:3 3:4 4:5 6:6 …:7", True),
    NormRule(_N.mark_gap, "6.1", _K.number, "0.50", True, 0, 2),
    NormRule(_N.round_up_from, "6.1", _K.number, "0.50", True, 0, 1),
    NormRule(_N.not_attested_share, "6.2", _K.percent, "50", True, 0, 100),
    NormRule(_N.year_rule, "4.6", _K.choice, AVERAGE, True, choices=(AVERAGE, LAST)),
    NormRule(_N.result_rule, "5.5.11", _K.choice, LAST, True, choices=(LAST, AVERAGE)),
    NormRule(_N.degree_weights, "7.4", _K.weights, "5:100 4:64 3:36 2:16 н/а:7", True),
    NormRule(_N.demo_exam_scale, "5.5.13", _K.bounds, "20 40 70", True),
    NormRule(_N.borrowed_limit, "5.5.13", _K.percent, "50", True, 0, 100),
    NormRule(_N.practice_link_days, "5.5.13", _K.days, "5", True, 0, 30),
    NormRule(_N.retakes, "5.5.11", _K.amount, "2", False, 0, 2),
    NormRule(_N.commission_members, "5.5.11", _K.amount, "3", True, 3, 9),
    NormRule(_N.attendance_sheet_day, "4.4", _K.amount, "10", False, 1, 28),
    NormRule(_N.checks_a_month, "5.3.1", _K.amount, "1", False, 1, 31),
    NormRule(_N.archive_years, "10.7", _K.amount, "5", True, 5, 75),
)
NORMS: Final[Mapping[Norm, NormRule]] = {rule.norm: rule for rule in _RULES}
REST: Final = "…"  # the last step: above all hours named
_WEIGHED: Final = (*NUMERIC, NOT_ATTESTED)


class NormError(ValueError):
    """A text that is no value of a norm; `code` says why: number, bounds, choice, form, order."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(norm: Norm, text: str) -> str:
    """Return the one spelling of `text` as a value of `norm`; raise NormError where it is none."""
    rule, value = NORMS[norm], " ".join(text.replace(",", ".").split())
    match rule.kind:
        case NormKind.days | NormKind.amount | NormKind.percent:
            return str(int(_within(rule, _decimal(value, whole=True))))
        case NormKind.number:
            return str(_within(rule, _decimal(value)).quantize(Decimal("0.01")))
        case NormKind.choice:
            if value not in rule.choices:
                raise NormError("choice")
            return value
        case NormKind.steps:
            return _spelled(_steps(value))
        case NormKind.weights:
            return " ".join(f"{code}:{weight}" for code, weight in _weights(value).items())
        case NormKind.bounds:
            return " ".join(str(bound) for bound in _bounds(value))


def _decimal(text: str, *, whole: bool = False) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise NormError("number") from None
    if not value.is_finite() or (whole and value != int(value)):
        raise NormError("number")
    return value


def _within(rule: NormRule, value: Decimal) -> Decimal:
    if not rule.low <= value <= rule.high:
        raise NormError("bounds")
    return value


def _pairs(text: str) -> list[tuple[str, int]]:
    pairs = []
    for part in text.split():
        key, _colon, number = part.partition(":")
        if not key or not number.isascii() or not number.isdigit() or len(number) > 4:
            raise NormError("form")
        pairs.append((key, int(number)))
    if not pairs:
        raise NormError("form")
    return pairs


def _steps(text: str) -> list[tuple[int | None, int]]:
    pairs = _pairs(text)
    if pairs[-1][0] != REST or any(not (key.isascii() and key.isdigit()) for key, _n in pairs[:-1]):
        raise NormError("form")
    hours, marks = [int(key) for key, _n in pairs[:-1]], [number for _key, number in pairs]
    if hours != sorted(set(hours)) or marks != sorted(marks):
        raise NormError("order")
    return [*zip(hours, marks, strict=False), (None, marks[-1])]


def _spelled(steps: Iterable[tuple[int | None, int]]) -> str:
    return " ".join(f"{REST if hours is None else hours}:{marks}" for hours, marks in steps)


def _weights(text: str) -> dict[str, int]:
    weights = dict(_pairs(text))
    if set(weights) != set(_WEIGHED) or len(weights) != len(text.split()):
        raise NormError("form")
    return {code: weights[code] for code in _WEIGHED}


def _bounds(text: str) -> tuple[int, ...]:
    parts = text.split()
    if len(parts) != 3 or any(not (part.isascii() and part.isdigit()) for part in parts):
        raise NormError("form")
    bounds = tuple(int(part) for part in parts)
    if bounds != tuple(sorted(set(bounds))) or not bounds[0] > 0 or bounds[-1] > 100:
        raise NormError("order")
    return bounds


@dataclass(frozen=True)
class Regulation:
    """The norms in force on one day, as texts by norm; what is missing is the default."""

    values: Mapping[Norm, str]

    def text(self, norm: Norm) -> str:
        """Return the value of a norm as the table spells it."""
        return self.values.get(norm, NORMS[norm].default)

    def whole(self, norm: Norm) -> int:
        """Return the value of a norm of days, a count or a percent."""
        return int(self.text(norm))

    def number(self, norm: Norm) -> Decimal:
        """Return the value of a norm with decimals."""
        return Decimal(self.text(norm))

    def steps(self, norm: Norm) -> tuple[tuple[int | None, int], ...]:
        """Return (hours a week up to and including, marks), the last with None for the rest."""
        return tuple(_steps(self.text(norm)))

    def weights(self, norm: Norm) -> Mapping[str, int]:
        """Return the weight of each mark."""
        return _weights(self.text(norm))

    def bounds(self, norm: Norm) -> tuple[int, ...]:
        """Return the percents below which the mark is 2, 3, 4."""
        return _bounds(self.text(norm))


DEFAULTS: Final = Regulation({})


@dataclass(frozen=True, slots=True)
class SettingFact:
    """That the college set a norm to a value from a day on."""

    norm: Norm
    starts_on: date
    value: str


class Rulebook:
    """The norms by date. Made once and read often: a day's norms are kept."""

    def __init__(self, settings: Iterable[SettingFact] = ()) -> None:
        self._settings = sorted(settings, key=lambda one: one.starts_on)
        self.on = lru_cache(maxsize=1024)(self._on)

    def _on(self, day: date) -> Regulation:
        values = {one.norm: one.value for one in self._settings if one.starts_on <= day}
        return Regulation(values) if values else DEFAULTS
