"""What somebody tries with debts and make-up days that are not theirs to write (4.3)."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.enums import DebtKind
from models import Debt, MakeUp, MakeUpPlace, Mark
from tests.access.faces import MISSING

DAY, PLACE = "/api/v1/make_up", "/api/v1/make_up_place"
TODAY = date(2026, 10, 14)


@pytest.fixture
def owed(act_as, cast):
    """Return an open debt of each company's student, and a day of today in each journal."""
    keys = {}
    with act_as("system", writes=True) as session:
        for company in ("", "2"):
            book = cast[f"gradebook{company}"]
            debt = Debt(
                gradebook_id=book,
                lesson_id=cast[f"lesson{company}"],
                student_id=cast[f"student{company}"],
                kind=DebtKind.absence,
                opened_on=date(2026, 10, 12),
            )
            day = MakeUp(gradebook_id=book, held_on=TODAY)
            session.add_all((debt, day))
            session.flush()
            place = MakeUpPlace(make_up_id=day.id, debt_id=debt.id, student_id=debt.student_id)
            session.add(place)
            session.flush()
            keys |= {f"debt{company}": debt.id, f"day{company}": day.id}
            keys[f"place{company}"] = place.id
        session.commit()
    return keys


def _state(act_as):
    with act_as("system") as session:
        columns = (
            select(Debt.id, Debt.closed_on, Debt.ended),
            select(MakeUp.id, MakeUp.gradebook_id, MakeUp.held_on, MakeUp.note),
            select(MakeUpPlace.id, MakeUpPlace.make_up_id, MakeUpPlace.outcome, MakeUpPlace.code),
            select(Mark.id, Mark.code),
        )
        return [sorted(map(str, session.execute(query))) for query in columns]


def test_nothing_of_another_journal_is_placed_recorded_or_moved(api_as, act_as, cast, owed):
    """A teacher meets only 404 and 422 where the day, the debt or the student is another's."""
    before, program = _state(act_as), api_as("teacher")
    foreign, own = owed["day2"], owed["day"]
    for status, answer in (
        (
            404,
            program.post(
                f"{DAY}/", json={"gradebook_id": cast.gradebook2, "held_on": "2026-10-20"}
            ),
        ),
        (404, program.put(f"{DAY}/{foreign}", json={"note": "чужой"})),
        (404, program.delete(f"{DAY}/{foreign}")),
        (404, program.get(f"{DAY}/proposals/{cast.gradebook2}")),
        (404, program.post(f"{PLACE}/", json={"make_up_id": foreign, "debt_ids": [owed["debt"]]})),
        (422, program.post(f"{PLACE}/", json={"make_up_id": own, "debt_ids": [owed["debt2"]]})),
        (422, program.post(f"{PLACE}/", json={"make_up_id": own, "debt_ids": [MISSING]})),
        (404, program.put(f"{PLACE}/{owed['place2']}", json={"result": "5"})),
        (404, program.delete(f"{PLACE}/{owed['place2']}")),
        (404, program.post(f"{DAY}/{foreign}/results", json={"results": []})),
        (
            422,
            program.post(
                f"{DAY}/{own}/results",
                json={"results": [{"place_id": owed["place2"], "result": "5"}]},
            ),
        ),
        (422, program.post(f"{DAY}/{own}/move", json={"to": foreign})),
        (404, program.post(f"{DAY}/{foreign}/move", json={"to": own})),
    ):
        assert answer.status_code == status, (answer.request.path, answer.json)
    assert _state(act_as) == before


@pytest.mark.parametrize("login", ["curator", "department_head", "deputy_director", "student"])
def test_who_only_looks_writes_nothing(api_as, act_as, cast, owed, login):
    before, program = _state(act_as), api_as(login)
    for answer in (
        program.post(f"{DAY}/", json={"gradebook_id": cast.gradebook, "held_on": "2026-10-20"}),
        program.put(f"{DAY}/{owed['day']}", json={"note": "чужой"}),
        program.delete(f"{DAY}/{owed['day']}"),
        program.post(f"{PLACE}/", json={"make_up_id": owed["day"], "debt_ids": [owed["debt"]]}),
        program.put(f"{PLACE}/{owed['place']}", json={"result": "5"}),
        program.delete(f"{PLACE}/{owed['place']}"),
        program.post(f"{DAY}/{owed['day']}/move", json={"to": cast.make_up}),
    ):
        assert answer.status_code == 403, (answer.request.path, answer.json)
    assert _state(act_as) == before


@pytest.mark.parametrize("login", ["teacher", "module_admin"])
def test_a_debt_is_written_by_nobody(api_as, act_as, owed, login):
    before, program = _state(act_as), api_as(login)
    closed = {"closed_on": "2026-10-14", "ended": "made_up"}
    for answer in (
        program.put(f"/api/v1/debt/{owed['debt']}", json=closed),
        program.post("/api/v1/debt/", json=closed),
        program.delete(f"/api/v1/debt/{owed['debt']}"),
    ):
        assert answer.status_code in (403, 405)
    assert _state(act_as) == before


def test_outcomes_and_journals_are_not_assigned_by_the_way(api_as, act_as, cast, owed):
    """Fields that a request may not set are passed over; the rest is done."""
    program = api_as("teacher")
    more = {"gradebook_id": cast.gradebook2, "id": MISSING, "note": "Взять тетрадь"}
    assert program.put(f"{DAY}/{owed['day']}", json=more).status_code == 200
    placed = {"outcome": "made_up", "code": "5", "student_id": cast.student2}
    body = {"make_up_id": cast.make_up, "debt_ids": [owed["debt"]]} | placed
    answer = program.post(f"{PLACE}/", json=body)
    assert answer.status_code == 201
    with act_as("system") as session:
        day = session.get_one(MakeUp, owed["day"])
        assert (day.gradebook_id, day.note) == (cast.gradebook, "Взять тетрадь")
        place = session.get_one(MakeUpPlace, answer.json["ids"][0])
        assert (place.outcome, place.code, place.student_id) == ("planned", None, cast.student)
        assert session.get_one(Debt, owed["debt"]).closed_on is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("{DAY}/", {"gradebook_id": 1, "held_on": "вчера"}),
        ("{DAY}/", {"gradebook_id": 1, "held_on": "2026-10-13"}),
        ("{DAY}/", {"gradebook_id": 1, "held_on": "2031-10-13"}),
        ("{DAY}/", {"gradebook_id": 1, "held_on": "2026-10-20", "starts_at": "25:00"}),
        ("{DAY}/", {"gradebook_id": 1, "held_on": "2026-10-20", "room_id": MISSING}),
        ("{DAY}/", {"gradebook_id": 1, "held_on": "2026-10-20", "note": "x" * 251}),
        ("{DAY}/", {"gradebook_id": True, "held_on": "2026-10-20"}),
        ("{PLACE}/", {"make_up_id": "1", "debt_ids": [1]}),
        ("{PLACE}/", {"make_up_id": 1, "debt_ids": ["1"]}),
        ("{PLACE}/", {"make_up_id": 1, "debt_ids": 1}),
        ("{DAY}/{day}/results", {"results": [{"place_id": 1}]}),
        ("{DAY}/{day}/results", {"results": [7]}),
        ("{DAY}/{day}/results", {"results": {}}),
        ("{DAY}/{day}/move", {"to": None}),
    ],
)
@pytest.mark.sqlite_only
def test_wrong_input_is_named_and_changes_nothing(api_as, act_as, owed, path, body):
    before = _state(act_as)
    address = path.format(DAY=DAY, PLACE=PLACE, day=owed["day"])
    answer = api_as("teacher").post(address, json=body)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"]
    assert _state(act_as) == before
