"""Which students need help before it is too late: a question to ask, not a verdict (7.4, 5.4.4)."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

# A tenth of the hours is about what a student can catch up with; the college's own reports of
# attendance call those who miss more «часто пропускающие».
MISSED_SHARE: Final = 10  # percent of the hours held, missed without a good reason
# Each lesson missed and each work not done is a debt of its own: a few are nothing unusual.
MANY_DEBTS: Final = 10


class Risk(StrEnum):
    """Why a student is looked after."""

    failing = auto()  # a final mark or an attestation is not passed
    absent = auto()  # too many hours missed without a good reason
    debts = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a student at the end of a period."""

    failures: int  # final marks «2», «нз», «н/а», attestations not passed
    hours_held: int
    hours_without_reason: int  # unexcused, and those whose reason nobody gave
    debts: int


def risks(standing: Standing) -> list[Risk]:
    """Return why the student is at risk, in the order of Risk; nothing where all is well."""
    found = {
        Risk.failing: standing.failures > 0,
        Risk.absent: 100 * standing.hours_without_reason > MISSED_SHARE * standing.hours_held,
        Risk.debts: standing.debts >= MANY_DEBTS,
    }
    return [risk for risk in Risk if found[risk]]
