"""What the grounds support and what needs a reason (clauses 4.6, 5.5.11, 6.1, 6.2)."""

from datetime import date
from decimal import Decimal

import pytest

from domain.final_marks import (
    Grounds,
    YearGrounds,
    needs_reason,
    result,
    suggested,
    verdicts,
    year_mark,
    year_verdicts,
)
from domain.regulation import DEFAULTS, Norm, Regulation, Rulebook, SettingFact


def grounds(average: str | None, marks: int = 5, missed: int = 0, **more: object) -> Grounds:
    """Return grounds of 40 recorded hours where 4 marks are needed."""
    mean = None if average is None else Decimal(average)
    return Grounds(average=mean, marks=marks, needed=4, held=40, missed=missed, **more)


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        (grounds("4.50"), "5"),
        (grounds("4.49"), "4"),
        (grounds("4.00"), "4"),
        (grounds("3.50"), "4"),
        (grounds("2.50"), "3"),
        (grounds("2.49"), "2"),
        (grounds("5.00"), "5"),
        # Half the hours missed and too few marks: not attested, from the very share on.
        (grounds("4.00", marks=3, missed=20), "н/а"),
        (grounds("4.00", marks=3, missed=19), "4"),
        # Made up: enough marks though half was missed.
        (grounds("4.00", marks=4, missed=20), "4"),
        (grounds(None, marks=0), None),
        (grounds(None, marks=0, missed=40), "н/а"),
        # A credit has no figures.
        (grounds("3.50", is_credit=True), "зч"),
        (grounds("2.40", is_credit=True), "нз"),
        (grounds(None, credits=("зч", "нз", "зч")), "зч"),
        (grounds(None, credits=("зч", "нз")), "нз"),
    ],
)
def test_6_1_the_grounds_support_a_mark(facts: Grounds, mark: str | None) -> None:
    """The average is rounded by the norm; too little to judge by is «н/а»; nothing is blank."""
    assert suggested(facts, DEFAULTS) == mark


@pytest.mark.parametrize(
    ("code", "facts", "codes"),
    [
        ("4", grounds("3.50"), []),
        ("3", grounds("3.50"), []),  # half a mark away: the rule allows it
        ("3", grounds("3.51"), ["departs"]),
        ("4", grounds("3.49"), ["departs"]),
        ("5", grounds("4.50"), []),
        ("5", grounds("4.00"), ["departs"]),
        ("2", grounds("3.00"), ["departs"]),
        ("4", grounds("4.00", marks=3), ["few"]),
        ("4", grounds("4.00", marks=4), []),
        ("5", grounds("4.00", marks=3), ["departs", "few"]),
        # The three that are no figures are three different things.
        ("н/а", grounds("4.00"), ["departs"]),
        ("н/а", grounds("4.00", marks=3), []),
        ("н/а", grounds("4.00", marks=3, missed=20), []),
        ("4", grounds("4.00", marks=3, missed=20), ["departs", "few"]),
        ("осв", grounds("4.00"), ["departs"]),
        ("осв", grounds(None, marks=0), ["departs"]),
        (None, grounds("4.00"), ["missing"]),
        ("4", grounds(None, marks=0), ["few"]),
        ("н/а", grounds(None, marks=0), []),
        # Credits.
        ("зч", grounds("3.00"), []),
        ("зч", grounds("2.40"), ["departs"]),
        ("нз", grounds("3.00"), ["departs"]),
        ("зч", grounds("3.50", is_credit=True), []),
    ],
)
def test_6_1_a_mark_that_departs_or_rests_on_too_few_needs_a_reason(
    code: str | None, facts: Grounds, codes: list[str]
) -> None:
    """`departs` and `few` ask for a reason, `missing` for the mark itself."""
    found = verdicts(code, facts, DEFAULTS)
    assert [one.code for one in found] == codes
    assert needs_reason(found) is bool(set(codes) & {"departs", "few"})
    assert {one.code: one.clause for one in found}.items() <= {
        "departs": "6.1",
        "few": "6.2",
        "missing": "4.6",
    }.items()


def test_6_2_taking_the_suggestion_never_departs() -> None:
    """Whatever norms the college set, the suggested mark agrees with its grounds."""
    strict = Regulation({Norm.mark_gap: "0.20", Norm.round_up_from: "0.70"})
    for hundredths in range(200, 501):
        facts = grounds(f"{hundredths / 100:.2f}")
        for rules in (DEFAULTS, strict):
            assert verdicts(suggested(facts, rules), facts, rules) == ()


def test_6_1_the_past_is_judged_by_its_own_norms() -> None:
    """A gap that is set from January on says nothing of the semester before it."""
    book = Rulebook([SettingFact(Norm.mark_gap, date(2027, 1, 1), "1.00")])
    facts = grounds("4.00")
    assert needs_reason(verdicts("5", facts, book.on(date(2026, 12, 29))))
    assert not needs_reason(verdicts("5", facts, book.on(date(2027, 6, 28))))


LAST_RULE = Regulation({Norm.year_rule: "last", Norm.result_rule: "last"})
AVERAGE_RULE = Regulation({Norm.year_rule: "average", Norm.result_rule: "average"})


@pytest.mark.parametrize(
    ("codes", "by_average", "by_last"),
    [
        (("4", "5"), "5", "5"),
        (("5", "4"), "5", "4"),
        (("3", "4"), "4", "4"),
        (("2", "3"), "3", "3"),
        (("4", None), "4", "4"),  # blank: came or left in the middle of the year
        ((None, None), None, None),
        (("осв", "4"), "4", "4"),
        (("осв", "осв"), "осв", "осв"),
        (("н/а", "4"), "н/а", "4"),
        (("4", "н/а"), "н/а", "н/а"),
        (("зч", "зч"), "зч", "зч"),
        (("нз", "зч"), "нз", "зч"),
    ],
)
def test_4_6_the_mark_of_a_year_follows_from_its_semesters(
    codes: tuple[str | None, ...], by_average: str | None, by_last: str | None
) -> None:
    """By the college's rule: their average, or the last of them."""
    facts = YearGrounds(codes)
    assert year_mark(facts, AVERAGE_RULE) == by_average
    assert year_mark(facts, LAST_RULE) == by_last
    assert year_verdicts(by_average, facts, AVERAGE_RULE) == (
        () if by_average else year_verdicts(None, facts, AVERAGE_RULE)
    )


@pytest.mark.parametrize(
    ("code", "codes", "departs"),
    [
        ("4", ("4", "5"), False),  # 4.50: half a mark away
        ("3", ("4", "5"), True),
        ("5", ("4", "4"), True),
        ("н/а", ("4", "4"), True),
        ("4", ("н/а", "4"), True),
        ("осв", ("4", "4"), True),
    ],
)
def test_4_6_a_mark_of_a_year_that_departs_needs_a_reason(
    code: str, codes: tuple[str, ...], departs: bool
) -> None:
    """As a mark of a semester does."""
    assert needs_reason(year_verdicts(code, YearGrounds(codes), DEFAULTS)) is departs


@pytest.mark.parametrize(
    ("codes", "attested", "has", "by_last", "by_average"),
    [
        (("4", "4", "5"), None, False, "5", "4"),
        (("5", "4"), "3", True, "3", "4"),  # the exam's mark counts
        (("5", "4"), None, True, None, None),  # not passed yet: open
        (("5", "4"), "2", True, None, None),
        (("5", "4"), "н/а", True, None, None),
        (("4", "зч"), "зч", True, "зч", "4"),
        ((), None, False, None, None),
        (("4",), "осв", True, "осв", "осв"),
    ],
)
def test_5_5_11_the_result_of_a_discipline(
    codes: tuple[str, ...],
    attested: str | None,
    has: bool,
    by_last: str | None,
    by_average: str | None,
) -> None:
    """The attestation's mark where the item ends in one, else the last of its semesters."""
    assert result(codes, attested, has, LAST_RULE) == by_last
    assert result(codes, attested, has, AVERAGE_RULE) == by_average
