"""Writers at the same time: on SQLite and PostgreSQL nothing is lost and nothing is locked out."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from sqlalchemy import func, select, update

from access.principal import acting_as, system_principal
from access.principals import principal_of_login
from access.session import db, system_write, unscoped, writing
from models import CurriculumHours, Department, Student

WRITERS, TIMES = 8, 12


def test_no_update_is_lost(app, cast):
    """Each reads, then writes what it read plus one, as a request that saves does."""

    def count_up(_number):
        for _ in range(TIMES):
            with app.app_context(), acting_as(system_principal("test")), writing():
                query = select(CurriculumHours).where(CurriculumHours.id == cast.curriculum_hours)
                row = db.session.scalars(query.with_for_update()).one()
                row.theory += 1
                db.session.commit()
                db.session.remove()

    with app.app_context(), acting_as(system_principal("test")):
        before = db.session.get(CurriculumHours, cast.curriculum_hours).theory
        db.session.remove()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, range(WRITERS)))
    with app.app_context(), acting_as(system_principal("test")):
        row = db.session.get(CurriculumHours, cast.curriculum_hours)
        assert row.theory == before + WRITERS * TIMES


def test_readers_do_not_wait_for_a_writer(app, cast):
    """A page is read while a save holds the write lock."""
    with app.app_context(), acting_as(system_principal("test")), writing():
        db.session.add(Department(name="Строительство"))
        db.session.flush()

        def read():
            with app.app_context(), acting_as(principal_of_login("secretary")):
                return db.session.scalar(select(func.count()).select_from(Student))

        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(read).result(timeout=5) == 11
        db.session.rollback()
        db.session.remove()


def test_all_rows_are_read_while_the_unit_itself_writes(app, cast):
    """A second session beside the one that holds the write lock does not wait for it."""

    def write():
        with app.app_context(), acting_as(principal_of_login("secretary")), writing():
            student = db.session.scalars(select(Student).limit(1)).one()
            student.last_name = "Новая"
            db.session.flush()
            with unscoped("a test") as everything:
                seen = everything.scalar(select(func.count()).select_from(Student))
            assert principal_of_login("director") is not None
            db.session.commit()
            db.session.remove()
            return seen

    started = monotonic()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(write).result(timeout=30) >= 11
    assert monotonic() - started < 5


def test_people_keep_apart_in_threads(app, cast):
    """Who asks is kept for each thread: nobody reads with another's eyes."""
    own = {"teacher": 4, "teacher2": 1, "student": 1, "curator": 5}

    def look(number):
        login = list(own)[number % len(own)]
        with app.app_context(), acting_as(principal_of_login(login)):
            try:
                if login.startswith("teacher"):
                    from models import Gradebook

                    return login, db.session.scalar(select(func.count()).select_from(Gradebook))
                return login, db.session.scalar(select(func.count()).select_from(Student))
            finally:
                db.session.remove()

    with ThreadPoolExecutor(WRITERS) as pool:
        for login, seen in pool.map(look, range(64)):
            assert seen == own[login], login


def test_a_counter_of_the_system_is_exact(app, cast):
    def sign_in(_number):
        with app.app_context(), acting_as(system_principal("test")), writing():
            from flask_appbuilder.security.sqla.models import User

            counted = update(User).values(login_count=func.coalesce(User.login_count, 0) + 1)
            system_write(db.session, counted.where(User.id == cast.user_teacher))
            db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(sign_in, range(40)))
    with app.app_context(), acting_as(system_principal("test")):
        from flask_appbuilder.security.sqla.models import User

        assert db.session.get(User, cast.user_teacher).login_count == 40
