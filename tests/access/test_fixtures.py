"""The fixtures themselves: a fresh copy each, on both databases, and ways to sign in."""

from sqlalchemy import func, select

from models import Department, Student


def test_cast_is_there(app, cast, act_as):
    with act_as("system") as session:
        assert session.get(Student, cast.student).last_name == "Сидоров"
        assert session.scalar(select(func.count()).select_from(Student)) == 11


def test_each_test_has_a_database_of_its_own(app, cast, act_as):
    with act_as("system", writes=True) as session:
        assert session.scalar(select(func.count()).select_from(Department)) == 3
        session.add(Department(name="Строительство"))
        session.commit()


def test_each_test_has_a_database_of_its_own_again(app, cast, act_as):
    test_each_test_has_a_database_of_its_own(app, cast, act_as)


def test_people_and_programs_sign_in(client_as, api_as, anonymous):
    assert client_as("teacher").get("/password/").status_code == 200
    assert api_as("teacher").get("/api/v1/menu/").status_code == 403
    assert anonymous.get("/api/v1/menu/").status_code == 401
    assert anonymous.get("/password/").status_code == 302
