"""The parts of the curator's report: movement, attendance by month, students at risk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import format_decimal, gettext

from domain.attendance_sheet import NOTHING, Hours, Sheet, total
from domain.month import Month
from domain.performance import FAILING
from domain.risk import MANY_DEBTS, MISSED_SHARE, Risk, Standing, risks
from domain.span import Days
from reports.dataset import (
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
from reports.kinds import month_name
from reports.summary_words import item_words
from services.debt_lists import DebtLine
from services.group_members import Member
from services.group_result_shapes import GroupResults, StudentResults


def contingent(members: Sequence[Member], days: Days) -> Dataset:
    """Return how many there were, who came and who left, with the grounds (5.4.3)."""
    came = [one for one in members if one.starts_on > days.first]
    left = [one for one in members if one.ends_on is not None and one.ends_on < days.last]
    start = {one.student_id for one in members if one.starts_on <= days.first}
    end = {one.student_id for one in members if one.ends_on is None or one.ends_on >= days.last}
    moves = sorted(
        [(one.starts_on, gettext("came to the group"), one) for one in came]
        + [
            (one.ends_on, gettext("left the group"), one) for one in left if one.ends_on is not None
        ],
        key=lambda move: (move[0], move[2].name),
    )
    return Dataset(
        title=gettext("Students and their movement"),
        facts=(
            Fact(gettext("At the beginning"), str(len(start))),
            Fact(gettext("Came in the period"), str(len(came))),
            Fact(gettext("Left"), str(len(left))),
            Fact(gettext("At the end"), str(len(end))),
        ),
        columns=(
            Column(gettext("No."), 10, Kind.number, centred=True),
            Column(gettext("Student"), 70),
            Column(gettext("Movement"), 26, centred=True),
            Column(gettext("Day"), 24, centred=True),
            Column(gettext("Ground"), 60),
        )
        if moves
        else (),
        rows=tuple(
            Row((place, capped(one.name, 90), words, f"{day:%d.%m.%Y}", one.ground or "—"))
            for place, (day, words, one) in enumerate(moves, 1)
        ),
        notes=() if moves else (gettext("Nobody came or left."),),
    )


def attendance(sheet: Sheet) -> Dataset:
    """Return the hours of each month by reason, and the share of attendance (4.4)."""
    months = list(dict.fromkeys(Month.of(day) for day in sheet.month.days))
    found = [(month, _of_month(sheet, month)) for month in months]
    found = [(month, hours) for month, hours in found if hours.held or hours.unrecorded]
    missed = gettext("Hours missed")
    return Dataset(
        title=gettext("Attendance of the group"),
        columns=(
            Column(gettext("Month"), 40),
            Column(gettext("Hours held"), 24, Kind.number, centred=True),
            Column(gettext("in all"), 18, Kind.number, centred=True, group=missed),
            Column(gettext("good reason"), 18, Kind.number, centred=True, group=missed),
            Column(gettext("no good reason"), 20, Kind.number, centred=True, group=missed),
            Column(gettext("not given yet"), 18, Kind.number, centred=True, group=missed),
            Column(gettext("No record, h"), 20, Kind.number, centred=True),
            Column(gettext("Present, %"), 24, Kind.percent, centred=True),
        ),
        rows=tuple(_hours_row(month_name(month), hours) for month, hours in found),
        totals=(_hours_row(gettext("In all"), sheet.group_total, Tone.strong),),
        pictures=_picture(found),
    )


def _of_month(sheet: Sheet, month: Month) -> Hours:
    days = [day for day in sheet.month.days if Month.of(day) == month]
    return total(line.days[day] or NOTHING for line in sheet.lines for day in days)


def _hours_row(title: str, hours: Hours, tone: Tone = Tone.plain) -> Row:
    away = hours.away
    return Row(
        (
            title,
            hours.held,
            away.total,
            away.with_reason,
            away.unexcused,
            away.unstated,
            hours.unrecorded,
            _number(hours.share),
        ),
        (tone,) * 8,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _picture(found: Sequence[tuple[Month, Hours]]) -> tuple[Picture, ...]:
    if len(found) < 2:
        return ()
    shares = tuple(_number(hours.share) for _month, hours in found)
    return (
        Picture(
            gettext("Attendance by month"),
            tuple(month_name(month) for month, _hours in found),
            (Series(gettext("Present, %"), shares),),
            Form.lines,
            unit="%",
        ),
    )


def at_risk(results: GroupResults, debts: Sequence[DebtLine]) -> Dataset:
    """Return students of whom something is amiss, and what: whom to talk with first."""
    owed = Counter(one.student_id for one in debts)
    found = []
    for line in results.present:
        failures = list(_failures(results, line))
        away = line.hours.away
        without = away.unexcused + away.unstated
        standing = Standing(len(failures), line.hours.held, without, owed[line.student_id])
        why = risks(standing)
        if why:
            found.append((line, failures, standing, why))
    # Those of whom most is amiss first.
    found.sort(key=lambda one: (-len(one[3]), -one[2].failures, -one[2].debts))
    return Dataset(
        title=gettext("Students at risk"),
        columns=(
            Column(gettext("No."), 8, Kind.number, centred=True),
            Column(gettext("Student"), 52),
            Column(gettext("Not passed"), 66),
            Column(gettext("Missed without a good reason"), 34, centred=True),
            Column(gettext("Open debts"), 26, Kind.number, centred=True),
        ),
        rows=tuple(_risk_row(place, *one) for place, one in enumerate(found, 1)),
        notes=(
            gettext(
                "Named: who failed something, missed more than %(share)s %% of the hours without "
                "a good reason, or owes %(debts)s and more debts.",
                share=MISSED_SHARE,
                debts=MANY_DEBTS,
            ),
        ),
    )


def _failures(results: GroupResults, line: StudentResults) -> Iterator[str]:
    for column in results.counted:
        result = line.results.get(column)
        if result is not None and result.counted in FAILING:
            yield item_words(column)


def _risk_row(
    place: int,
    line: StudentResults,
    failures: Sequence[str],
    standing: Standing,
    why: Sequence[Risk],
) -> Row:
    missed = gettext("%(hours)s h", hours=standing.hours_without_reason)
    if standing.hours_held:
        share = 100 * standing.hours_without_reason / standing.hours_held
        missed += f" ({format_decimal(share, '#,##0.0')} %)"
    tones = tuple(
        Tone.alert if risk in why else Tone.plain
        for risk in (Risk.failing, Risk.absent, Risk.debts)
    )
    return Row(
        (
            place,
            capped(line.name, 90),
            capped("; ".join(dict.fromkeys(failures)), 400) or "—",
            missed,
            standing.debts,
        ),
        (Tone.plain, Tone.plain, *tones),
    )
