"""Admission of a thesis to its defence (clause 5.5.13)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.regulation import DEFAULTS, Norm, Rulebook, SettingFact
from domain.thesis import Candidate, against, may_be_admitted

READY = Candidate(
    topic="Учёт практики",
    topic_order="№ 412 от 15.11.2026",
    supervised=True,
    borrowed=Decimal(50),
    supervisor_code="5",
    reviewer="Седов Н. А.",
    review_code="4",
    debts=0,
    practices=(("ПП.01", "4", True), ("ПДП", "зч", True)),
)


@pytest.mark.parametrize(
    ("change", "code", "forbids"),
    [
        ({}, None, False),
        ({"topic": " "}, "no_topic", True),
        ({"topic_order": None}, "no_order", True),
        ({"supervised": False}, "no_supervisor", True),
        ({"debts": 1}, "debts", True),
        ({"debts": None}, None, False),
        ({"practices": (("ПДП", "5", False),)}, "practices", True),
        ({"practices": (("ПДП", "2", True),)}, "practices", True),
        ({"practices": (("ПДП", None, True),)}, "practices", True),
        ({"practices": ()}, None, False),
        ({"borrowed": None}, "not_checked", True),
        ({"borrowed": Decimal("50.01")}, "borrowed", True),
        ({"borrowed": Decimal(0)}, None, False),
        ({"supervisor_code": "2"}, "supervisor", True),
        ({"supervisor_code": None}, "no_opinion", False),
        ({"reviewer": None}, "no_review", False),
        ({"review_code": None}, "no_review", False),
    ],
)
def test_5_5_13_what_stands_against_the_admission_of_a_thesis(change, code, forbids):
    found = against(replace(READY, **change), DEFAULTS)
    assert [one.code for one in found] == ([code] if code else [])
    assert may_be_admitted(found) is not forbids


@pytest.mark.parametrize(("day", "admitted"), [(31, True), (32, False)])
def test_5_5_13_the_share_of_borrowed_text_is_judged_by_the_norm_of_the_day(day, admitted):
    book = Rulebook([SettingFact(Norm.borrowed_limit, date(2027, 6, 1), "40")])
    rules = book.on(date(2027, 5, 31) if day == 31 else date(2027, 6, 1))
    assert may_be_admitted(against(replace(READY, borrowed=Decimal(45)), rules)) is admitted
