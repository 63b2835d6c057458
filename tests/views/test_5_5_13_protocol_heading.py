"""Clause 5.5.13: the number, the day and the commission of a protocol that is not signed yet."""

from datetime import date

import pytest

from domain.regulation import Norm
from models import FinalProtocol, RegulationSetting, Thesis
from tests.graduation_cases import COMMISSION

PROTOCOL = "/api/v1/final_protocol"


@pytest.fixture
def head(api_as):
    """Give the head of the department, for programs."""
    return api_as("department_head")


@pytest.fixture
def defended(act_as, cast):
    """Put the cast's thesis with a mark on its protocol; return the keys of both."""
    with act_as("system", writes=True) as session:
        thesis = session.get_one(Thesis, cast.thesis)
        thesis.is_admitted, thesis.protocol_id = True, cast.final_protocol
        protocol = session.get_one(FinalProtocol, cast.final_protocol)
        protocol.held_on = date(2026, 10, 13)
        thesis.code, thesis.defended_on = "4", protocol.held_on
        session.commit()
    return cast.final_protocol, cast.thesis


def test_5_5_13_number_and_day_are_corrected_until_it_is_signed(
    head, client_as, api_as, act_as, cast, defended
) -> None:
    key, thesis = defended
    url = f"{PROTOCOL}/{key}"
    changed = head.put(url, json={"number": " 7-ГИА ", "held_on": "2026-10-12"})
    assert changed.status_code == 200, changed.text
    whole = head.get(f"{url}/protocol").json
    assert (whole["number"], whole["held_on"]) == ("7-ГИА", "2026-10-12")
    with act_as("system") as session:  # the defence moved with its protocol
        assert session.get_one(Thesis, thesis).defended_on == date(2026, 10, 12)
    other = head.post(
        f"{PROTOCOL}/",
        json={"group": cast.group, "kind": "thesis", "held_on": "2026-10-13", "number": "8"},
    )
    assert other.status_code == 201, other.text
    for sent, field in (
        ({"number": "8"}, "number"),
        ({"number": ""}, "number"),
        ({"number": "9" * 21}, "number"),
        ({"held_on": "2026-02-30"}, "held_on"),
        ({"held_on": ""}, "held_on"),
        ({"held_on": "2026-10-20"}, "held_on"),  # to come, and there is a mark
        ({"kind": "demo_exam"}, "kind"),
    ):
        answer = head.put(url, json=sent)
        assert (answer.status_code, set(answer.json["errors"])) == (422, {field}), sent
    page = client_as("department_head").post(
        f"/final/{key}/heading", data={"number": "9", "held_on": "2026-10-13"}
    )
    assert page.status_code == 302
    assert head.get(f"{url}/protocol").json["number"] == "9"
    assert api_as("teacher").put(url, json={"number": "1"}).status_code == 403
    foreign = head.put(f"{PROTOCOL}/{cast.final_protocol2}", json={"number": "1"})
    assert foreign.status_code == 404
    head.put(f"{url}/members", json={"members": COMMISSION})
    assert head.post(f"{url}/sign", json={}).status_code == 200
    assert head.put(url, json={"number": "10"}).status_code == 409


def test_5_5_13_exams_hold_the_day_of_their_protocol(head, cast) -> None:
    day = {"group": cast.group, "held_on": "2026-10-14"}
    head.post("/api/v1/demo_exam/", json=day | {"kit_code": "КОД 1", "maximum": 50})
    key = head.post(f"{PROTOCOL}/", json=day | {"kind": "demo_exam"}).json["id"]
    moved = head.put(f"{PROTOCOL}/{key}", json={"held_on": "2026-10-13"})
    assert "14.10.2026" in moved.json["errors"]["held_on"]
    head.put(f"{PROTOCOL}/{key}/lines", json={"lines": []})
    assert head.put(f"{PROTOCOL}/{key}", json={"held_on": "2026-10-13"}).status_code == 200


def test_5_5_13_a_commission_is_as_large_as_the_norm_of_the_day(head, act_as, defended) -> None:
    key, _thesis = defended
    with act_as("system", writes=True) as session:
        day = session.get_one(FinalProtocol, key).held_on
        rule = {"key": Norm.commission_members, "value": "4", "starts_on": day}
        session.add(RegulationSetting(**rule))
        session.commit()
    head.put(f"{PROTOCOL}/{key}/members", json={"members": COMMISSION})
    refused = head.post(f"{PROTOCOL}/{key}/sign", json={})
    assert refused.status_code == 422
    assert "не меньше 4 человек" in refused.json["errors"]["protocol"]
    fourth = {"role": "member", "name": "Зимин Олег Игоревич"}
    head.put(f"{PROTOCOL}/{key}/members", json={"members": [*COMMISSION, fourth]})
    assert head.post(f"{PROTOCOL}/{key}/sign", json={}).status_code == 200
