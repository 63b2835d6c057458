"""What stands below a summary sheet: the results by discipline with a picture, and by student."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flask_babel import format_decimal, gettext

from domain.cells import MARK_CODES
from domain.performance import FAILING, Rank, rank
from domain.quality import success, summary
from domain.text import short_name
from reports.dataset import (
    Cell,
    Column,
    Dataset,
    Fact,
    Form,
    Kind,
    Picture,
    Row,
    Series,
    Tone,
    capped,
)
from reports.summary_table import average_of, number, shown
from reports.summary_words import ROMAN, kind_words, long_title, rank_words
from services.group_result_shapes import GroupResults, ResultColumn, ResultKind, StudentResults

PICTURED: Final = ("5", "4", "3", "2", "зч", "нз", "н/а")
_NO_RANK: Final = "—"


def by_discipline(results: GroupResults, weights: Mapping[str, int]) -> Dataset:
    """Return the counts of marks and the shares of each column, and of all of them."""
    counted = set(results.counted)
    order = [one for one in shown(results) if one in counted]
    found = []
    for place, column in enumerate(order, 1):
        teachers = ", ".join(results.teachers.get((column.item_id, column.part), ()))
        if column.kind not in (ResultKind.semester, ResultKind.year):
            teachers = ""
        cells = (place, _title(results, column), teachers)
        found.append(Row((*cells, *_numbers(results, [column], weights))))
    final = (
        gettext("All marks of the year")
        if results.is_year
        else gettext("All marks of the semester")
    )
    sums = (
        (final, results.final),
        (gettext("All results"), results.counted),
    )
    return Dataset(
        title=gettext("Results by discipline"),
        columns=(
            Column(gettext("No."), 8, Kind.number, centred=True),
            Column(gettext("Discipline, module, practice"), 90),
            Column(gettext("Teacher"), 42),
            *(
                Column(code, 9, Kind.number, centred=True, group=gettext("Number of marks"))
                for code in MARK_CODES
            ),
            Column(gettext("Average mark"), 15, Kind.number, centred=True),
            Column(gettext("Success, %"), 17, Kind.percent, centred=True),
            Column(gettext("Quality, %"), 16, Kind.percent, centred=True),
            Column(gettext("Degree of training, %"), 16, Kind.percent, centred=True),
        ),
        rows=tuple(found),
        totals=tuple(
            Row((None, title, "", *_numbers(results, columns, weights))) for title, columns in sums
        ),
        pictures=tuple(_picture(results)),
        notes=(
            gettext(
                "Success: marks from 3 up and «зч» of all marks without exempt. Quality and degree "
                "of training: of marks in figures and «н/а», without credits."
            ),
        ),
    )


def _title(results: GroupResults, column: ResultColumn) -> str:
    title = long_title(column, several_terms=results.is_year)
    if column.kind in (ResultKind.semester, ResultKind.sheet):
        return title
    return f"{title} — {kind_words(column.kind).lower()}"


def _numbers(
    results: GroupResults, columns: Sequence[ResultColumn], weights: Mapping[str, int]
) -> tuple[Cell, ...]:
    codes = results.codes(columns)
    quality = summary(codes, weights)
    return (
        *(quality.distribution.get(code) for code in MARK_CODES),
        number(average_of(codes)),
        number(quality.success),
        number(quality.quality),
        number(quality.degree),
    )


def _picture(results: GroupResults) -> Iterator[Picture]:
    """Yield how the final marks of each journal are made up, where there are any."""
    columns = results.final
    if not columns:
        return
    counts = [Counter(results.codes([one])) for one in columns]
    several = len({one.term for one in columns}) > 1 and not results.is_year
    yield Picture(
        gettext("Marks by discipline"),
        tuple(_label(one, several=several) for one in columns),
        tuple(
            Series(code, tuple(float(one[code]) for one in counts))
            for code in PICTURED
            if any(one[code] for one in counts)
        ),
        Form.stacked,
    )


def _label(column: ResultColumn, *, several: bool) -> str:
    part = f" ({column.part})" if column.part > 1 else ""
    term = f", {ROMAN[column.term]}" if several and column.term else ""
    return f"{column.index_code}{part}{term}"


def by_student(results: GroupResults) -> Dataset:
    """Return how many students end the period in each of the usual ranks, and who they are."""
    counted = results.counted
    people: dict[Rank | None, list[StudentResults]] = defaultdict(list)
    rated = failing = best = 0
    for line in results.present:
        codes = line.codes(counted)
        found = rank(codes)
        people[found].append(line)
        rated += bool(codes)
        failing += any(code in FAILING for code in codes)
        best += found in (Rank.excellent, Rank.good)
    facts = [Fact(gettext("Students at the end"), str(len(results.present)))]
    if rated:
        facts += [
            Fact(gettext("Students without failures"), _share(rated - failing, rated)),
            Fact(gettext("Students with fours and fives"), _share(best, rated)),
        ]
    return Dataset(
        title=gettext("Results by student"),
        facts=tuple(facts),
        columns=(
            Column(gettext("Students of the group"), 60),
            Column(gettext("Count of students"), 20, Kind.number, centred=True),
            Column(gettext("Who"), 197),
        ),
        rows=tuple(
            Row(
                (
                    rank_words(one) if one else gettext("without marks in figures"),
                    len(people[one]),
                    capped(", ".join(_short(line.name) for line in people[one]) or _NO_RANK, 580),
                ),
                (Tone.plain, Tone.strong, Tone.plain),
            )
            for one in (*Rank, None)
            if one or people[None]
        ),
    )


def _share(part: int, whole: int) -> str:
    percent = success([*["5"] * part, *["2"] * (whole - part)])
    return f"{part} ({format_decimal(percent, '#,##0.0')} %)"


def _short(name: str) -> str:
    last, *rest = name.split()
    return short_name(last, rest[0], " ".join(rest[1:]) or None) if rest else last
