"""What a protocol of the state final attestation lacks to be signed (clause 5.5.13)."""

from datetime import date

import pytest

from domain.enums import ExaminerRole as Role
from domain.final_protocol import lacking
from domain.regulation import Norm, Rulebook, SettingFact

DAY = date(2027, 6, 21)
WHOLE = (Role.chairman, Role.member, Role.secretary)


@pytest.mark.parametrize(
    ("roles", "today", "codes", "expected"),
    [
        (WHOLE, DAY, {1: "5", 2: "2"}, []),
        (WHOLE, date(2027, 6, 20), {1: "5"}, ["not_held"]),
        (WHOLE, DAY, {}, ["nobody"]),
        (WHOLE, DAY, {1: "5", 2: None}, ["no_mark"]),
        (WHOLE, DAY, {1: "н/а"}, []),
        ((Role.member, Role.member, Role.secretary), DAY, {1: "5"}, ["chairman"]),
        ((Role.chairman, Role.chairman, Role.secretary), DAY, {1: "5"}, ["chairman"]),
        ((Role.chairman, Role.member, Role.member), DAY, {1: "5"}, ["secretary"]),
        ((Role.chairman, Role.secretary), DAY, {1: "5"}, ["few"]),
        ((), DAY, {1: None}, ["chairman", "secretary", "few", "no_mark"]),
    ],
)
def test_5_5_13_a_protocol_is_signed_when_it_is_whole(roles, today, codes, expected):
    assert [one.code for one in lacking(roles, DAY, today, codes, 3)] == expected


def test_5_5_13_the_least_commission_is_the_norm_of_the_day():
    book = Rulebook([SettingFact(Norm.commission_members, date(2027, 6, 21), "5")])
    for day, expected in ((date(2027, 6, 20), []), (DAY, [5])):
        least = book.on(day).whole(Norm.commission_members)
        found = lacking(WHOLE, day, DAY, {1: "5"}, least)
        assert [one.facts["least"] for one in found] == expected, day
