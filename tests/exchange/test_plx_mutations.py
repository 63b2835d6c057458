"""Whatever the attributes of a file say, it is read into a sound plan or refused in a sentence."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.curriculum_plan import HOUR_KINDS, LAST_SEMESTER, MOST_HOURS, ordered
from domain.curriculum_tree import tree_of
from exchange.plx import read_plx
from exchange.unreadable import UnreadableError
from tests.exchange.plx_writer import plx
from tests.exchange.synthetic_plx import tables
from tests.exchange.test_plx import plans

ODD = st.sampled_from(
    [
        *("", " ", "0", "-1", "-6", "-7", "1", "2", "3", "5", "6", "10", "22", "13", "1e3"),
        *("99999999999", "1,5", "NaN", "Infinity", "ПМ.01", "ПM.01", "БД", "МДК.01.01", "—"),
        *("я" * 400, "٣", "½", "101", "1000", "108", "51", "1\n2", "<a>", "true"),
    ]
)
ANY = st.one_of(ODD, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
TABLES = sorted(tables())


@st.composite
def mutations(draw):
    """Draw the tables with up to eight values replaced, dropped, and rows doubled or lost."""
    kept = {name: [dict(row) for row in rows] for name, rows in tables().items()}
    for _change in range(draw(st.integers(1, 8))):
        rows = kept[draw(st.sampled_from(TABLES))]
        if not rows:
            continue
        at = draw(st.integers(0, len(rows) - 1))
        match draw(st.sampled_from(["replace", "replace", "replace", "drop", "double", "lose"])):
            case "replace":
                rows[at][draw(st.sampled_from(sorted(rows[at])))] = draw(ANY)
            case "drop":
                rows[at].pop(draw(st.sampled_from(sorted(rows[at]))))
            case "double":
                rows.append(dict(rows[at]))
            case "lose":
                rows.pop(at)
        rows[:] = [row for row in rows if row]
    return kept


@given(mutations())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_values_give_a_sound_plan_or_a_sentence(changed):
    try:
        reading = read_plx(plx(changed))
    except UnreadableError:
        return
    plan = reading.plan
    indexes = [item.index for item in plan.items]
    codes = [cycle.code for cycle in plan.cycles]
    assert len(set(indexes)) == len(indexes)
    assert len(set(codes)) == len(codes)
    assert all(0 < len(index) <= 40 for index in indexes + codes)
    assert all(0 < len(one.name) <= 250 for one in (*plan.items, *plan.cycles))
    assert {item.parent for item in plan.items} <= {None, *indexes}
    assert {item.cycle for item in plan.items} | {c.parent for c in plan.cycles} <= {None, *codes}
    for item in plan.items:
        numbers = [one.semester for one in item.semesters]
        assert len(set(numbers)) == len(numbers)
        for one in item.semesters:
            assert 1 <= one.semester <= LAST_SEMESTER
            assert 0 <= one.practical_training <= one.total
            assert all(0 <= getattr(one, kind) <= MOST_HOURS for kind in HOUR_KINDS)
    # No circles: everything is shown once, and every hour is counted once.
    assert sorted(item.index for _depth, item in ordered(plan)) == sorted(indexes)
    assert tree_of(plan).sums.total == plan.total


@given(plans())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_sums_of_a_tree_are_those_of_its_items(plan):
    whole = tree_of(plan)
    inside = sum(branch.sums.total for branch in whole.branches)
    assert whole.sums.total == plan.total
    assert inside + sum(leaf.sums.total for leaf in whole.leaves) == plan.total
    assert sum(whole.sums.by_kind.values()) == sum(whole.sums.by_semester.values()) == plan.total
