"""What the demo's archive holds: a finished batch, a note, an act, a closing taken back (7.7)."""

from datetime import date, datetime, timedelta
from typing import Final

from demo.calendar import Year
from demo.college import College
from demo.groups import Group
from demo.printing import kept, name_of, paper
from demo.sink import Row
from demo.trail import at
from domain.enums import BatchKind, CommissionRole, RunState
from domain.text import fold
from models import (
    AnalyticNote,
    ArchivedReport,
    BatchPart,
    DisposalAct,
    DisposalLine,
    DisposalMember,
    NoteParagraph,
    ReportBatch,
    YearClosing,
    YearPackage,
)

GROUPS: Final = 4  # whose summary sheets the batch made
COMMISSION: Final = (
    (CommissionRole.chairman, "Шубина А. П.", "заместитель директора"),
    (CommissionRole.member, "Юдина М. П.", "секретарь учебной части"),
    (CommissionRole.member, "Лобанова И. С.", "архивариус"),
)
WORDS: Final = (
    ("general", "Справка составлена по журналам групп отделения за первую половину семестра."),
    ("proposals", "Заслушать преподавателей, у которых записи сделаны с опозданием."),
)


def add_archived(college: College, old: list[int]) -> None:
    """Add a finished batch of the past year, a note, an act on one of `old` papers, a closing."""
    past = college.years[-2] if len(college.years) > 1 else college.years[-1]
    _add_batch(college, past)
    _add_note(college)
    _add_act(college, old)
    _add_closing(college, past)


def _add_batch(college: College, year: Year) -> None:
    user, day = college.accounts.ids["deputy_director"], college.today - timedelta(days=30)
    batch: Row = {
        "kind": BatchKind.year,
        "academic_year_id": year.key,
        "semester_id": None,
        "department_id": None,
        "user_id": user,
        "locale": "ru",
        "state": RunState.done,
        "error": None,
        "created_at": at(day, 900),
        "started_at": at(day, 901),
        "finished_at": at(day, 910),
        "sha256": None,
        "size": None,
    }
    key = college.sink.add(ReportBatch, batch)
    groups = [one for one in college.groups if one.is_taught(year.begins)][:GROUPS]
    for position, group in enumerate(groups, 1):
        report = _report(college, year, group, at(day, 901 + position))
        part: Row = {
            "batch_id": key,
            "position": position,
            **{name: report[name] for name in ("group_id", "code", "format", "params")},
            "state": RunState.done,
            "attempts": 1,
            "error": None,
            "started_at": at(day, 901 + position),
            "finished_at": at(day, 902 + position),
            "archived_id": college.sink.add(ArchivedReport, report),
        }
        college.sink.add(BatchPart, part)


def _report(college: College, year: Year, group: Group, made_at: datetime) -> Row:
    title = f"Сводная ведомость результатов за год {group.name} {year.name}"
    content = paper(title)
    return {
        "code": "year_summary",
        "title": title,
        "search_title": fold(title),
        "format": "pdf",
        "params": {"group_id": group.key, "year_id": year.key},
        "group_id": group.key,
        "department_id": college.staff.departments[group.plan.department],
        "academic_year_id": year.key,
        "user_id": college.accounts.ids["deputy_director"],
        "user_name": name_of(college, "deputy_director"),
        "created_at": made_at,
        "sha256": kept(content),
        "size": len(content),
        "pages": 1,
        "kept_until": group.graduates_on,
        "checked_at": None,
        "is_intact": None,
    }


def _add_note(college: College) -> None:
    year, head = college.years[-1], college.accounts.ids["department_head"]
    place = next(iter(college.staff.departments.values()))
    last = max(college.today, year.starts_on + timedelta(days=1))
    note: Row = {
        "department_id": place,
        "academic_year_id": year.key,
        "control_item_id": None,
        "title": "Аналитическая справка о ведении журналов",
        "period_from": year.starts_on,
        "period_to": last,
        "author_id": head,
        "author_name": name_of(college, "department_head"),
        "created_at": at(college.today, 600),
        "drafted_at": at(college.today, 600),
        "signed_at": None,
        "signed_name": None,
        "archived_id": None,
    }
    key = college.sink.add(AnalyticNote, note)
    for position, (section, text) in enumerate(WORDS, 1):
        row = {"note_id": key, "position": position, "section": section, "code": None, "text": text}
        college.sink.add(NoteParagraph, row | {"figures": {}, "rests_on": None})


def _add_act(college: College, old: list[int]) -> None:
    act: Row = {
        "number": "1",
        "drawn_on": college.today,
        "ground": "Истёк срок хранения документов",
        "created_at": at(college.today, 660),
        "author_id": college.accounts.ids["deputy_director"],
        "signed_at": None,
        "signed_name": None,
        "archived_id": None,
    }
    key = college.sink.add(DisposalAct, act)
    for ordinal, (role, name, position) in enumerate(COMMISSION):
        member = {"act_id": key, "role": role, "name": name, "position": position}
        college.sink.add(DisposalMember, member | {"ordinal": ordinal})
    college.sink.add(DisposalLine, {"act_id": key, "document_id": old[0]})


def _add_closing(college: College, year: Year) -> None:
    """Add a closing that was begun and taken back: the journals of the year are open."""
    begun = (
        at(date(year.begins + 1, 9, 10), 840)
        if year.begins < college.now
        else at(college.today, 840)
    )
    closing: Row = {
        "academic_year_id": year.key,
        "state": RunState.cancelled,
        "locale": "ru",
        "started_at": begun,
        "user_id": college.accounts.ids["deputy_director"],
        "error": None,
        "accepted": "Часть журналов подпишут после практики",
        "frozen_at": None,
        "closed_at": None,
        "closed_name": None,
    }
    key = college.sink.add(YearClosing, closing)
    for group in [one for one in college.groups if one.is_taught(year.begins)][:GROUPS]:
        package = {"closing_id": key, "group_id": group.key, "state": RunState.queued}
        empty = ("error", "built_at", "file_name", "sha256", "size", "files", "checked_at")
        row = package | {"attempts": 0, "is_intact": None} | dict.fromkeys(empty)
        college.sink.add(YearPackage, row)
