"""Which pair a period of another program's timetable falls into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.imported_timetable import Period

LONG = 65  # minutes from which a period is a pair, not an academic hour
MOST_PAIRS = 12
Bells = Mapping[int, tuple[str, str]]  # our pair → «HH:MM», «HH:MM»


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """What periods are: for each its pair (None: in none of ours) and its academic hours."""

    pair_of: Mapping[int, int | None]
    hours_of: Mapping[int, int]
    are_pairs: bool

    @property
    def said(self) -> str:
        """Return the pairs in the order of the periods, «1,1,2,2,0»: as an address carries them."""
        return ",".join(str(pair or 0) for _number, pair in sorted(self.pair_of.items()))


def minutes(text: str) -> int | None:
    """Return the minutes since midnight of «8:30», None for what is no time."""
    hours, colon, rest = text.strip().partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and rest[:2].isdigit()):
        return None
    value = int(hours) * 60 + int(rest[:2])
    return value if int(hours) < 24 and int(rest[:2]) < 60 else None


def clock_time(text: str) -> str:
    """Return «08:30» for «8:30», empty for what is no time."""
    value = minutes(text)
    return "" if value is None else f"{value // 60:02}:{value % 60:02}"


def recognised(periods: Sequence[Period], most_per_card: int, bells: Bells) -> PeriodRule:
    """Return how periods fall into pairs, as well as their times and lengths tell.

    Periods of more than an hour are pairs, shorter ones academic hours, two of them a pair;
    without times a file whose cards take two periods counts hours. Where we have bells, a period
    falls into the pair whose time it begins in; else pairs are counted through all bell sets.
    """
    ordered = sorted(periods, key=lambda period: period.number)
    are_pairs = _are_pairs(ordered, most_per_card)
    counted = _counted(ordered, are_pairs)
    by_time = {period.number: _rung(period, bells) for period in ordered}
    timed = [pair for pair in by_time.values() if pair is not None]
    # Bells of other times than the file's would tear its pairs apart: most must fit.
    found = by_time if timed and len(timed) * 4 >= len(ordered) * 3 else counted
    return _rule(found, are_pairs)


def chosen(
    periods: Sequence[Period], most_per_card: int, pairs: Sequence[int | None]
) -> PeriodRule:
    """Return the rule of a person who gave each period, in order, its pair."""
    ordered = sorted(periods, key=lambda period: period.number)
    numbers = [period.number for period in ordered]
    found = dict(zip(numbers, pairs, strict=True))
    used = [pair for pair in pairs if pair is not None]
    # Two periods in one pair are its hours; a pair of its own for each says they are pairs.
    are_pairs = len(set(used)) == len(used) and _are_pairs(ordered, most_per_card)
    return _rule(found, are_pairs)


def _rule(pair_of: Mapping[int, int | None], are_pairs: bool) -> PeriodRule:
    return PeriodRule(dict(pair_of), dict.fromkeys(pair_of, 2 if are_pairs else 1), are_pairs)


def _are_pairs(periods: Sequence[Period], most_per_card: int) -> bool:
    lengths = [
        end - start
        for period in periods
        if (start := minutes(period.starts)) is not None
        and (end := minutes(period.ends)) is not None
    ]
    if lengths:
        return sum(length >= LONG for length in lengths) * 2 > len(lengths)
    return most_per_card < 2


def _counted(periods: Sequence[Period], are_pairs: bool) -> dict[int, int | None]:
    """Return pairs counted through; a new bell set, which begins earlier, begins a new pair."""
    found: dict[int, int | None] = {}
    pair, within, latest = 0, 0, -1
    for period in periods:
        start = minutes(period.starts)
        is_new_set = start is not None and start < latest
        latest = latest if start is None else start
        if are_pairs or is_new_set or within == 0:
            pair, within = pair + 1, 1
        else:
            within += 1
        if within == 2:
            within = 0
        found[period.number] = pair if pair <= MOST_PAIRS else None
    return found


def _rung(period: Period, bells: Bells) -> int | None:
    start = minutes(period.starts)
    if start is None:
        return None
    for pair, (begins, ends) in sorted(bells.items()):
        first, last = minutes(begins), minutes(ends)
        if first is not None and last is not None and first <= start < last:
            return pair
    return None


def bells_in(periods: Sequence[Period], rule: PeriodRule) -> dict[int, tuple[str, str]]:
    """Return when the pairs of the file begin and end; pairs without times are left out."""
    found: dict[int, tuple[str, str]] = {}
    for period in sorted(periods, key=lambda each: each.number):
        pair = rule.pair_of.get(period.number)
        starts, ends = clock_time(period.starts), clock_time(period.ends)
        if pair is None or not starts or not ends or ends <= starts:
            continue
        known = found.get(pair, (starts, ends))
        found[pair] = (min(known[0], starts), max(known[1], ends))
    return dict(sorted(found.items()))
