"""Clause 10.7: a commission disposes of documents: a chairman and two members at least."""

import pytest

from domain.control_enums import CommissionRole
from domain.disposal import commission_fault

CHAIR, MEMBER = CommissionRole.chairman, CommissionRole.member


@pytest.mark.parametrize(
    ("people", "fault"),
    [
        ([(CHAIR, "Зайцев В. П."), (MEMBER, "Белова А. И."), (MEMBER, "Котов Е. С.")], None),
        ([(MEMBER, "Белова А. И."), (CHAIR, "Зайцев В. П."), (MEMBER, "Котов Е. С.")], None),
        ([], "no_chairman"),
        ([(MEMBER, "Белова А. И."), (MEMBER, "Котов Е. С.")], "no_chairman"),
        ([(CHAIR, "Зайцев В. П."), (CHAIR, "Котов Е. С."), (MEMBER, "Б.")], "two_chairmen"),
        ([(CHAIR, "Зайцев В. П."), (MEMBER, "Белова А. И.")], "few_members"),
        ([(CHAIR, "Зайцев В. П."), (MEMBER, "Котов Е. С."), (MEMBER, "котов  е. с.")], "twice"),
    ],
)
def test_a_commission_is_whole_or_says_what_it_lacks(people, fault):
    assert commission_fault(people) == fault
