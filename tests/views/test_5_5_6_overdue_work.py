"""Clause 5.5.6: what is asked of a work whose results are overdue stays, or a debt would vanish."""

from datetime import date, datetime

from sqlalchemy import select

from models import AuditEntry, RegulationSetting, Work
from tests.windows import open_window


def test_5_5_6_an_overdue_work_stays_required_but_through_a_window(
    add_work, api_as, act_as, cast, at_local
) -> None:
    with act_as("system", writes=True) as session:  # the journal itself stays open meanwhile
        setting = {"key": "correction_days", "value": "30", "starts_on": date(2026, 9, 1)}
        session.add(RegulationSetting(**setting))
        session.commit()
    key = add_work("lab", weight=3)  # of 14 October: its results are due by the 21st
    url = f"/api/v1/work/{key}"
    teacher = api_as("teacher")
    assert teacher.put(url, json={"weight": 4, "is_required": False}).status_code == 200
    assert teacher.put(url, json={"is_required": True}).status_code == 200
    with at_local("08:00", date(2026, 10, 22)):
        teacher = api_as("teacher")
        for sent in ({"is_required": False}, {"weight": 1}, {"weight": 10}):
            answer = teacher.put(url, json=sent)
            assert (answer.status_code, set(answer.json["errors"])) == (422, set(sent)), sent
            assert "21.10.2026" in next(iter(answer.json["errors"].values()))
        assert teacher.put(url, json={"title": "Мост"}).status_code == 200
        open_window(act_as, cast, date(2026, 10, 14))
        assert teacher.put(url, json={"is_required": False, "weight": 1}).status_code == 200
    with act_as("system") as session:
        assert (session.get_one(Work, key).is_required, session.get_one(Work, key).weight) == (
            False,
            1,
        )
        query = select(AuditEntry.field).where(
            AuditEntry.entity == "work",
            AuditEntry.entity_id == key,
            AuditEntry.at >= datetime(2026, 10, 22),
        )
        assert {"is_required", "weight"} <= set(session.scalars(query))
