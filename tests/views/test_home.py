"""The first page of each role: what needs its hand today, and nothing that is not its own."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models import Department, GuardianChild, StudyGroup
from tests.cast import LOGINS


def _text(page: str) -> str:
    """Return the page's words without its tags, in one line."""
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.mark.parametrize("login", sorted(LOGINS))
def test_everyone_has_a_first_page_with_something_on_it(client_as, login: str) -> None:
    answer = client_as(login).get("/")
    assert answer.status_code == 200
    assert "Сегодня, 14 октября" in answer.text
    assert answer.text.count("<h2") >= 1


def test_nobody_in_particular_is_sent_to_the_sign_in(anonymous: FlaskClient) -> None:
    answer = anonymous.get("/")
    assert (answer.status_code, answer.location) == (302, "/login/?next=/")


def test_a_teacher_sees_todays_lessons_and_those_not_recorded(client_as, cast) -> None:
    page = client_as("teacher").get("/").text
    assert f'href="/journal/{cast.gradebook}/lesson/{cast.lesson_today}"' in page
    assert "ещё не записано" in page
    assert f'href="/journal/{cast.gradebook}/lesson/{cast.lesson_unconfirmed}"' in page
    assert "Записать занятие" in page
    assert 'href="/duties/"' in page
    assert f"/lesson/{cast.lesson2_today}" not in page
    assert f"/lesson/{cast.lesson}" + '"' not in page, "a recorded lesson needs no hand"


def test_a_lesson_leaves_the_list_once_it_is_recorded(client_as, cast) -> None:
    client = client_as("teacher")
    answer = client.post(f"/api/v1/lesson/{cast.lesson_unconfirmed}/confirm", json={})
    assert answer.status_code == 200, answer.text
    assert f"/lesson/{cast.lesson_unconfirmed}" not in client.get("/").text


def test_a_curator_sees_the_week_of_the_own_group_alone(client_as, act_as, cast) -> None:
    with act_as("system") as session:
        own, other = session.get(StudyGroup, cast.group), session.get(StudyGroup, cast.group2)
        names = (own.name, other.name)
    text = _text(client_as("curator").get("/").text)
    assert f"{names[0]}: пропуски за неделю" in text
    assert names[1] not in text


def test_a_head_sees_the_own_department_and_the_director_all(client_as, act_as, cast) -> None:
    with act_as("system") as session:
        names = dict(session.execute(select(Department.id, Department.name)).all())
    head = _text(client_as("department_head").get("/").text)
    director = client_as("director").get("/").text
    assert names[cast.department] in head
    assert names[cast.department2] not in head
    assert names[cast.department2] in _text(director)
    assert re.search(rf'href="/monitor/\?[^"]*department={cast.department}"', director)
    assert 'class="fill-bar"' in director


def test_the_list_behind_a_departments_bar_opens(client_as, cast) -> None:
    answer = client_as("director").get(f"/journals/?department={cast.department}&missing=1")
    assert answer.status_code == 200


def test_the_secretary_sees_the_roster_and_its_latest_changes(client_as) -> None:
    text = _text(client_as("secretary").get("/").text)
    assert "Студентов в группах" in text
    assert "Романова С." in text, "came on 5 October"
    assert "Титов" in text, "left on 30 September"


def test_a_student_reads_the_own_diary(client_as, cast) -> None:
    text = _text(client_as("student").get("/").text)
    assert "Дневник · Сидоров Иван" in text
    assert "Понедельник, 12 октября" in text
    assert "Абрамов" not in text


def test_a_lesson_not_recorded_is_never_shown_as_attended(client_as) -> None:
    page = client_as("student").get("/").text
    day = page[page.index("Вторник, 13 октября") : page.index("Понедельник, 12 октября")]
    line = next(one for one in day.split("<li>")[1:] if "3 пара" in one)
    assert "не записано" in line
    assert "присутствовал" not in line


def test_a_parent_of_two_chooses_whose_diary_to_read(client_as, act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        session.add(
            GuardianChild(guardian_id=cast.guardian, student_id=cast.student_b, relation="mother")
        )
        session.commit()
    client = client_as("parent")
    assert f'href="/?student={cast.student_b}"' in client.get("/").text
    other = _text(client.get(f"/?student={cast.student_b}").text)
    assert "Дневник · Абрамов Лев" in other


def test_a_foreign_childs_diary_does_not_open(client_as, cast) -> None:
    text = _text(client_as("parent").get(f"/?student={cast.student2}").text)
    assert "Ёжиков" not in text
    assert "Сидоров Иван" in text


def test_the_diary_goes_back_week_by_week_and_takes_any_address(client_as) -> None:
    client = client_as("student")
    link = re.search(r'href="(/\?student=\d+&amp;until=[\d-]+)"', client.get("/").text)
    assert link
    assert client.get(link[1].replace("&amp;", "&")).status_code == 200
    for until in ("0001-01-01", "9999-12-31", "x", date.max.isoformat()):
        assert client.get(f"/?until={until}&student=99999999999999999999").status_code == 200


def test_a_person_of_two_roles_sees_the_blocks_of_both(client_as) -> None:
    text = _text(client_as("teacher_curator").get("/").text)
    assert "Занятия сегодня" in text
    assert "пропуски за неделю" in text


@pytest.mark.parametrize(
    ("login", "register"),
    [
        ("hr", "employee"),
        ("methodist", "curriculum_item"),
        ("timetabler", "teaching_assignment"),
        ("module_admin", "academic_year"),
    ],
)
def test_the_office_sees_its_registers_with_counts(client_as, login, register) -> None:
    page = client_as(login).get("/").text
    block = page[page.index('class="lines registers"') :]
    link = f'href="/registers/{register}/list/"'
    assert link in block
    assert re.search(re.escape(link) + r'>[^<]+</a>\s*<span class="num">\d', block)


def test_the_methodist_sees_first_what_waits_for_a_decision(client_as) -> None:
    page = client_as("methodist").get("/").text
    assert re.search(r'href="/plans/">КТП ждут вашего решения</a><span class="num', page)
    assert re.search(r'href="/plans/missing">Журналы без утверждённого КТП</a>', page)
    main = page[page.index("<main") :]
    assert main.index("КТП ждут") < main.index("Реестры")


def test_the_deputy_sees_how_the_load_stands_and_the_number_of_the_list(client_as) -> None:
    client = client_as("deputy_director")
    page = client.get("/").text
    wrong = re.search(r'href="/load/check">Что не сходится</a><span class="num[^"]*">(\d+)<', page)
    assert wrong
    assert "/load/vacancies" in page
    listed = client.get("/load/check").text
    assert wrong[1] in re.search(r"<h1>.*?</h1>", listed, re.S)[0]
    assert "/load/check" not in re.sub(
        r"<nav.*?</nav>", "", client_as("hr").get("/").text, flags=re.S
    )


def test_the_first_page_costs_few_statements(client_as, count_statements) -> None:
    for login, most in (("teacher", 16), ("director", 14), ("parent", 15), ("module_admin", 22)):
        client = client_as(login)
        client.get("/")  # the norms, the calendar and the outages are kept for some seconds
        with count_statements() as told:
            client.get("/")
        assert len(told) <= most, (login, len(told), told)


def test_an_open_lesson_of_the_last_semester_still_opens(client_as, cast, at_local) -> None:
    with at_local("12:00", date(2027, 2, 10)):
        client = client_as("teacher")
        link = f"/journal/{cast.gradebook}/lesson/{cast.lesson_unconfirmed}"
        assert link in client.get("/").text
        assert client.get(link).status_code == 200
        assert client.get(f"/journal/{cast.gradebook}/lesson/{cast.lesson2}").status_code == 404
