"""The debts of a group as tables: students × journals, and each debt with its make-up day (4.3)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from flask_babel import format_date, gettext

from models.labels import label_of
from reports.dataset import Column, Dataset, Kind, Picture, Row, Series, Tone, capped
from services.debt_lists import DebtLine, Meeting
from services.journal_titles import JournalTitle

# Millimetres: of the columns of journals, of all of them on one page.
LEAST_WIDTH, MOST_WIDTH, ROOM = 8.5, 14.0, 200.0
Titles = Mapping[int, JournalTitle]


def matrix(debts: Sequence[DebtLine], titles: Titles, names: Mapping[int, str]) -> Dataset:
    """Return how much each student owes in each journal; `names` are full names by student."""
    books = [key for key in titles if any(one.gradebook_id == key for one in debts)]
    owed = Counter((one.student_id, one.gradebook_id) for one in debts)
    students = [key for key in names if any(one.student_id == key for one in debts)]
    rows = tuple(
        Row(
            (
                place,
                capped(names[key], 90),
                *(owed[key, book] or None for book in books),
                sum(owed[key, book] for book in books),
            ),
            (*(Tone.plain,) * (2 + len(books)), Tone.strong),
        )
        for place, key in enumerate(students, 1)
    )
    sums = [sum(owed[key, book] for key in students) for book in books]
    return Dataset(
        title=gettext("Debts of a group"),
        columns=(
            Column(gettext("No."), 7, Kind.number, centred=True),
            Column(gettext("Student"), 58),
            *(
                Column(
                    capped(_heading(titles[book]), 120),
                    min(MOST_WIDTH, max(LEAST_WIDTH, ROOM / max(len(books), 1))),
                    Kind.number,
                    centred=True,
                    group=gettext("Open debts by journal"),
                )
                for book in books
            ),
            Column(gettext("in all"), 12, Kind.number, centred=True),
        ),
        rows=rows,
        totals=(Row((None, gettext("In all"), *sums, sum(sums))),) if rows else (),
        pictures=_picture(books, sums, titles),
        notes=() if rows else (gettext("Nobody in the group owes anything."),),
    )


def _picture(books: Sequence[int], sums: Sequence[int], titles: Titles) -> tuple[Picture, ...]:
    if not books:
        return ()
    return (
        Picture(
            gettext("Open debts by journal"),
            tuple(_short(titles[book]) for book in books),
            (Series(gettext("Open debts"), tuple(float(number) for number in sums)),),
        ),
    )


def _heading(title: JournalTitle) -> str:
    """The subgroup before the name, which may be cut for want of room."""
    return f"{_short(title)} {title.item}, {title.teacher}"


def _short(title: JournalTitle) -> str:
    return f"{title.index_code} / {title.subgroup}" if title.subgroup else title.index_code


def listed(debts: Sequence[DebtLine], titles: Titles, names: Mapping[int, str]) -> Dataset:
    """Return each debt: whose, for what, since when, on which day it is made up."""
    return Dataset(
        title=gettext("Debts and make-up days"),
        columns=(
            Column(gettext("No."), 8, Kind.number, centred=True),
            Column(gettext("Student"), 54),
            Column(gettext("Discipline, teacher"), 66),
            Column(gettext("What the student owes"), 38),
            Column(gettext("Lesson"), 18, centred=True),
            Column(gettext("Topic or work"), 52),
            Column(gettext("Make-up day"), 41),
        ),
        rows=tuple(
            Row(
                (
                    place,
                    capped(names.get(one.student_id, one.student), 90),
                    capped(_journal(one, titles), 160),
                    str(label_of(one.kind)),
                    f"{one.held_on:%d.%m.%Y}",
                    capped(one.work or one.topic, 160),
                    _meeting(one.meeting),
                ),
                (*(Tone.plain,) * 6, Tone.plain if one.meeting else Tone.alert),
            )
            for place, one in enumerate(debts, 1)
        ),
    )


def _journal(debt: DebtLine, titles: Titles) -> str:
    title = titles.get(debt.gradebook_id)
    return f"{title.words}, {title.teacher}" if title else "—"


def _meeting(meeting: Meeting | None) -> str:
    if meeting is None:
        return gettext("not set")
    parts = [format_date(meeting.held_on, "dd.MM.yyyy"), meeting.starts_at, meeting.room]
    return ", ".join(part for part in parts if part)
