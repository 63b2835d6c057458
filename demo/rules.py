"""What the module admin and the heads keep: outages, a number to come, windows for corrections."""

from datetime import date, timedelta

from demo.calendar import Year
from demo.sink import Row, Sink
from demo.teaching import Load, teacher_of
from demo.trail import at
from domain.enums import RequestState
from domain.regulation import Norm
from models import CorrectionWindow, Outage, RegulationSetting


def add_rules(sink: Sink, year: Year, today: date) -> None:
    """Add an outage of the year and a number of the regulation that comes into force later."""
    day = date(year.begins, 9, 16)
    outage: Row = {
        "starts_on": day,
        "starts_at": "08:10",
        "ends_on": day + timedelta(days=1),
        "ends_at": "11:30",
        "what": "Обрыв линии связи, не было доступа к журналу",
        "source": "Письмо оператора связи № 118",
    }
    if day < today:
        sink.add(Outage, outage)
    setting: Row = {"key": Norm.archive_years, "value": "6"}
    begins = {"starts_on": date(year.begins + 1, 9, 1), "ground": "Приказ № 97 от 20.08.2026"}
    sink.add(RegulationSetting, setting | begins)


def add_windows(sink: Sink, loads: list[Load], year: Year, head: int, today: date) -> None:
    """Add a request that waits and one that was granted, for each of the loads."""
    for load in loads:
        who = teacher_of(load, year.begins)
        for days, state in ((24, RequestState.granted), (12, RequestState.requested)):
            day, asked = today - timedelta(days=days), today - timedelta(days=days // 6)
            is_granted = state is RequestState.granted
            row: Row = {
                "gradebook_id": load.gradebook,
                "teacher_id": who.key,
                "lessons_from": day - timedelta(days=4),
                "lessons_to": day,
                "reason": "Ошибочно выставлена отметка, студент отсутствовал",
                "state": state,
                "requested_at": at(asked, 560),
                "decided_at": at(asked, 700) if is_granted else None,
                "decided_by_id": head if is_granted else None,
                "closes_at": at(today + timedelta(days=2), 1439) if is_granted else None,
                "remark": None,
            }
            sink.add(CorrectionWindow, row)
