"""The norms of the regulation as the college set them, by date (clause 11.3)."""

from time import monotonic
from typing import Any, Final

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.regulation import Rulebook, SettingFact
from models import RegulationSetting

# Every page that judges a deadline reads them, and they change once a year: another process sees
# a new setting this many seconds later at most.
KEPT_FOR: Final = 10.0

_settings: Final = PlainSelect(
    "norms of the regulation: they name nobody and everyone is judged by them",
    select(RegulationSetting.key, RegulationSetting.starts_on, RegulationSetting.value),
)
_kept: dict[str, tuple[float, Rulebook]] = {}


def rulebook(session: Session) -> Rulebook:
    """Return the norms by date, read again when they were changed here or grew old."""
    key, now = str(session.get_bind().engine.url), monotonic()
    kept = _kept.get(key)
    if kept is not None and now - kept[0] < KEPT_FOR:
        return kept[1]
    book = Rulebook(
        SettingFact(row.key, row.starts_on, row.value) for row in _settings(session, proven=True)
    )
    _kept[key] = now, book
    return book


def forget() -> None:
    """Let the next `rulebook` be read from the database."""
    _kept.clear()


@event.listens_for(RegulationSetting, "after_insert")
@event.listens_for(RegulationSetting, "after_update")
@event.listens_for(RegulationSetting, "after_delete")
def _changed(_mapper: Any, _connection: Any, _row: Any) -> None:
    forget()
