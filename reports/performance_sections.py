"""Further tables of the reports on performance: students by rank, the periods before."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext

from domain.performance import Rank
from domain.quality import percent
from reports.dataset import Column, Dataset, Kind, Layout, Row
from services.performance import By, Performance, Period


def rank_section(
    lines: Sequence[Performance], whole: Sequence[Performance], by: By, first: str, named: str
) -> Dataset:
    """Return how many students end the period in which rank."""
    share = gettext("Of the students with marks, %")
    columns = (
        Column(first, 93),
        Column(gettext("Number of students"), 24, Kind.number, centred=True),
        *(
            Column(_heading(rank), 24, Kind.number, centred=True, group=gettext("End the period"))
            for rank in Rank
        ),
        Column(gettext("without a two"), 20, Kind.percent, centred=True, group=share),
        Column(gettext("with 4 and 5 only"), 20, Kind.percent, centred=True, group=share),
    )
    totals = () if by is By.college else tuple(_ranked(one, gettext("Total")) for one in whole)
    return Dataset(
        title=gettext("Students by their final marks"),
        columns=columns,
        rows=tuple(_ranked(one, said(one, by, named)) for one in lines),
        totals=totals,
        notes=(
            gettext(
                "A student is counted once, by all final marks of the period; failing is whoever "
                "has a two, «нз» or «н/а»."
            ),
        ),
        layout=Layout.landscape,
    )


def cell(value: Decimal | None) -> float | None:
    """Return a share or an average as a cell."""
    return None if value is None else float(value)


def said(line: Performance, by: By, named: str) -> str:
    """Return how a line is called; a programme has its code and its name."""
    if by is By.college:
        return named
    return f"{line.name} {line.beside}" if by is By.programme else line.name


def _heading(rank: Rank) -> str:
    return {
        Rank.excellent: gettext("with 5 only"),
        Rank.good: gettext("with 4 and 5"),
        Rank.one_three: gettext("with one 3"),
        Rank.fair: gettext("with several 3"),
        Rank.failing: gettext("failing"),
    }[rank]


def _ranked(line: Performance, name: str) -> Row:
    rated = sum(line.ranks.values())
    good = line.ranks.get(Rank.excellent, 0) + line.ranks.get(Rank.good, 0)
    passing = rated - line.ranks.get(Rank.failing, 0)
    return Row(
        (
            name,
            line.students,
            *(line.ranks.get(rank) or None for rank in Rank),
            cell(percent(passing, rated)),
            cell(percent(good, rated)),
        )
    )


def history_section(over_time: Sequence[tuple[Period, Performance]]) -> Dataset:
    """Return the shares of the periods, the oldest first: what the picture over time shows."""
    return Dataset(
        title=gettext("Comparison with earlier periods"),
        columns=(
            Column(gettext("Period"), 60),
            Column(gettext("Number of students"), 28, Kind.number, centred=True),
            Column(gettext("Marks"), 22, Kind.number, centred=True),
            Column(gettext("Average"), 22, Kind.number, centred=True),
            Column(gettext("Success, %"), 32, Kind.percent, centred=True),
            Column(gettext("Quality, %"), 26, Kind.percent, centred=True),
            Column(gettext("Degree of training, %"), 22, Kind.percent, centred=True),
        ),
        rows=tuple(
            Row(
                (
                    period.name,
                    line.students,
                    line.quality.total,
                    cell(line.average),
                    cell(line.quality.success),
                    cell(line.quality.quality),
                    cell(line.quality.degree),
                )
            )
            for period, line in over_time
        ),
        layout=Layout.landscape,
    )
