"""What a cell says after a result of a make-up day, and when results are recorded (4.3)."""

from datetime import date

import pytest

from domain.cells import parse
from domain.enums import MakeUpOutcome
from domain.make_ups import MISSED, RESULTS, Recording, recording, result_of, without, written


@pytest.mark.parametrize(
    ("cell", "result", "after"),
    [
        ("н", "4", "н/4"),
        ("нп", "made_up", "нп/зч"),
        ("н", "missed", "н"),
        ("н", "2", "н/2"),
        ("н/2", "4", "н/2/4"),
        ("н/2/2", "4", "н/2/4"),  # a cell has room for two marks
        ("2", "4", "2/4"),
        ("2", "нз", "2/нз"),
        ("нз", "4", "нз/4"),
        ("нз", "made_up", "зч"),  # the two contradict each other
        ("4/2", "3", "4/3"),
    ],
)
def test_4_3_what_the_cell_of_a_lesson_says_after_a_result(
    cell: str, result: str, after: str
) -> None:
    assert written(parse(cell), result_of(result), of_work=False) == parse(after)


@pytest.mark.parametrize(("cell", "after"), [("", "5"), ("2", "5"), ("нз", "5")])
def test_4_3_the_mark_of_a_work_takes_the_place_of_the_earlier_one(cell: str, after: str) -> None:
    assert written(parse(cell), result_of("5"), of_work=True) == parse(after)


@pytest.mark.parametrize("result", [*RESULTS, "made_up"])
@pytest.mark.parametrize("cell", ["", "н", "нп", "2", "нз", "н/2", "оп10/2", "4/2"])
def test_4_3_what_is_written_is_a_cell_of_the_grammar(cell: str, result: str) -> None:
    after = written(parse(cell), result_of(result), of_work=False)
    assert parse(after.text) == after
    assert without(written(parse("н"), result_of(result), of_work=False), after.marks[-1]) == parse(
        "н"
    )


@pytest.mark.parametrize("text", ["", "6", "н", "н/а", "осв", "4/5", "пришёл"])
def test_4_3_other_results_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text.replace("/", ".") + "$"):
        result_of(text)


def test_4_3_what_a_result_comes_to() -> None:
    outcomes = {text: result_of(text).outcome for text in (*RESULTS, "made_up", MISSED)}
    failed = {text for text, outcome in outcomes.items() if outcome is MakeUpOutcome.failed}
    assert failed == {"2", "нз"}
    assert outcomes[MISSED] is MakeUpOutcome.missed


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 12, 24), Recording.early),
        (date(2026, 12, 25), Recording.open),  # a Friday
        (date(2027, 1, 1), Recording.open),  # the seventh day, a holiday
        (date(2027, 1, 2), Recording.over),
    ],
)
def test_4_3_results_are_recorded_on_the_day_and_a_week_after(
    today: date, state: Recording
) -> None:
    assert recording(date(2026, 12, 25), today, 7) is state
